"""The pages of COA lists: upload, preview, apply, put away; who may, and what is logged."""

import csv
import io
from datetime import timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from huisvesting.models import CoaImport, Huishouden, Oordeel, Statushouder
from huisvesting.services.coa import apply_coa_import, expire_coa_imports
from huisvesting.services.coa_ontvangst import keep_coa_lijst, read_coa_lijst, receive_coa_lijst
from samenwerking.models import Gebeurtenis, Inleesstatus, Logregel
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    BeheerderFactory,
    CorporatiemedewerkerFactory,
    GemeenteFactory,
    OpdrachtgeverFactory,
    OpgavemanagerFactory,
    WethouderFactory,
)
from tests.huisvesting.coa_lijsten import make_csv, rij, sample

pytestmark = pytest.mark.django_db

UPLOAD = reverse("huisvesting:coa_import_upload")
LIJST = reverse("huisvesting:coa_import_list")


@pytest.fixture
def ambtenaar():
    return AmbtenaarFactory(gemeente=GemeenteFactory(naam="Proefstad"))


@pytest.fixture
def client(client, ambtenaar):
    client.force_login(ambtenaar)
    return client


@pytest.fixture
def receive(ambtenaar):
    def receive(data: bytes) -> CoaImport:
        return receive_coa_lijst(gemeente=ambtenaar.gemeente, data=data, bestandsnaam="lijst.csv", door=ambtenaar)

    return receive


def send(client, data: bytes, naam: str = "lijst.csv", gemeente=None):
    bestand = SimpleUploadedFile(naam, data)
    return client.post(UPLOAD, {"gemeente": gemeente.pk if gemeente else "", "bestand": bestand})


def text(response) -> str:
    return " ".join(response.content.decode().split())


def url(naam: str, coa_import: CoaImport) -> str:
    return reverse(f"huisvesting:coa_import_{naam}", args=[coa_import.pk])


# --- Upload -----------------------------------------------------------------------------------------------------------
def test_upload_leads_to_the_preview_and_writes_nobody(client, ambtenaar):
    response = send(client, sample("goed"), gemeente=ambtenaar.gemeente)
    coa_import = CoaImport.objects.get()
    assert response.url == url("detail", coa_import)
    assert Statushouder.objects.count() == 0


@pytest.mark.parametrize(
    ("data", "naam", "zin"),
    [
        (b"", "lijst.csv", "Dit bestand is leeg."),
        (b"\x89PNG...", "lijst.csv", "Dit is een afbeelding, geen lijst."),
        (b"v_nummer;x\n" + b"1;2\n" * 3_000_000, "lijst.csv", "Het bestand is groter dan 10 MB."),
    ],
)
def test_bad_file_is_one_sentence_at_the_field(client, ambtenaar, data, naam, zin):
    response = send(client, data, naam, ambtenaar.gemeente)
    assert response.status_code == 422
    assert zin in text(response)
    assert CoaImport.objects.count() == 0


def test_form_without_a_file_says_so(client, ambtenaar):
    response = client.post(UPLOAD, {"gemeente": ambtenaar.gemeente.pk})
    assert response.status_code == 422
    assert "Kies eerst een bestand." in text(response)


def test_more_files_than_one_may_send_on_a_day_are_429_with_a_sentence(client, ambtenaar, monkeypatch):
    monkeypatch.setattr("samenwerking.services.quotum.PER_PERSOON", 1)
    send(client, sample("goed"), gemeente=ambtenaar.gemeente)
    response = send(client, sample("fout"), gemeente=ambtenaar.gemeente)
    assert response.status_code == 429
    assert "U hebt vandaag al 1 bestanden ingelezen." in text(response)
    assert CoaImport.objects.count() == 1


def test_list_of_another_gemeente_cannot_be_sent(client):
    assert send(client, sample("goed"), gemeente=GemeenteFactory()).status_code == 422
    assert CoaImport.objects.count() == 0


def test_example_list_can_be_downloaded_and_read(client, ambtenaar):
    response = client.get(reverse("huisvesting:coa_voorbeeldlijst"))
    data = b"".join(response.streaming_content)
    send(client, data, gemeente=ambtenaar.gemeente)
    s = CoaImport.objects.get().samenvatting
    assert (s["personen"], s["huishoudens"], s["nieuw"], s["onbekende_kolommen"]) == (30, 12, 30, [])


def test_of_the_example_list_no_household_is_late(client, ambtenaar):
    data = b"".join(client.get(reverse("huisvesting:coa_voorbeeldlijst")).streaming_content)

    apply_coa_import(
        coa_import=receive_coa_lijst(gemeente=ambtenaar.gemeente, data=data, bestandsnaam="v.csv", door=ambtenaar),
        door=ambtenaar,
    )

    vandaag = timezone.localdate()
    assert {(vandaag - h.koppeldatum).days for h in Huishouden.objects.all()} >= {3, 40}
    assert min(h.woning_uiterlijk for h in Huishouden.objects.all()) > vandaag


# --- Preview ----------------------------------------------------------------------------------------------------------
def test_preview_shows_numbers_faults_changes_and_who_is_missing(client, receive, ambtenaar):
    apply_coa_import(coa_import=receive(sample("goed")), door=ambtenaar)
    pagina = text(client.get(url("detail", receive(sample("gewijzigd")))))
    assert "1 rij is in twijfel" in pagina
    assert "4 personen, 2 slaapkamers → 5 personen, 3 slaapkamers" in pagina
    assert "1 persoon staat niet op deze lijst" in pagina
    assert "Mockafi, Faris" in pagina
    assert "9990001006" not in pagina


def test_preview_names_row_column_and_sentence_of_a_fault(client, receive):
    data = make_csv(rij(1, gezinsrol="hoofd"), rij(2, geboortedatum="31-02-2000")).replace(
        b"geboortedatum", b"Geb. datum"
    )
    pagina = text(client.get(url("detail", receive(data))))
    assert 'Rij 3 <span class="tabel__onder">cel E3</span>' in pagina
    assert "<strong>Geb. datum:</strong> Deze dag bestaat niet." in pagina
    assert "<strong>Geb. datum (cel E3):</strong> Deze dag bestaat niet." in pagina
    assert "2 rijen worden overgeslagen" in pagina
    assert "Een ander lid van dit huishouden heeft een fout (rij 3)." in pagina


def test_faults_stand_together_by_kind_with_what_to_do(client, receive):
    fout = [rij(i, f"H{i}", geboortedatum="31-02-2000") for i in range(1, 13)]
    coa_import = receive(make_csv(*fout, rij(20, "H20", datum_koppeling="?")))
    pagina = text(client.get(url("detail", coa_import)))
    assert pagina.index("Een dag bestaat niet") < pagina.index("Een datum is niet te lezen")
    assert 'Een dag bestaat niet <span class="stil">(12 keer)</span>' in pagina
    assert "Kijk naar de dag en de maand" in pagina
    assert "Bekijk ze alle 12" in pagina
    soort = text(client.get(url("detail", coa_import), {"soort": "datum_onmogelijk"}))
    assert "cel E13" in soort
    assert "Een datum is niet te lezen" not in soort
    deel = client.get(url("detail", coa_import), {"soort": "datum_onmogelijk"}, headers={"HX-Request": "true"})
    assert deel.content.strip().startswith(b'<div id="lijst">')
    assert "Geen fouten van deze soort" in text(client.get(url("detail", coa_import), {"soort": "onzin"}))


def test_people_of_a_household_stand_together(client, receive):
    data = make_csv(rij(1, "A", gezinsrol="hoofd"), rij(2, "B", gezinsrol="hoofd"), rij(3, "A"))
    pagina = text(client.get(url("detail", receive(data)), {"toon": "nieuw"}))
    plekken = [pagina.index(tekst) for tekst in ("Huishouden A", "Bedacht1", "Bedacht3", "Huishouden B", "Bedacht2")]
    assert plekken == sorted(plekken)


def test_preview_says_what_was_recognised_and_how_it_was_read(client, receive):
    data = make_csv(rij(1, gezinsrol="hoofd")).replace(b"achternaam", b"Familienaam")
    pagina = text(client.get(url("detail", receive(data))))
    assert "CSV, puntkomma, UTF-8, kop in rij 1" in pagina
    assert "V-nummer, Huishoudnummer, Gezinsrol, Achternaam (‘Familienaam’), Geboortedatum" in pagina


def test_five_thousand_bad_rows_stay_usable(client, receive, django_assert_max_num_queries):
    coa_import = receive(make_csv(*(rij(i, f"H{i}", geboortedatum="?") for i in range(5000))))
    with django_assert_max_num_queries(20):
        pagina = client.get(url("detail", coa_import))
    assert "5.000 rijen worden overgeslagen" in text(pagina)
    assert len(pagina.content) < 100_000
    laatste = text(client.get(url("detail", coa_import), {"toon": "fouten", "pagina": 100}))
    assert "Rij 5.001" in laatste


def test_preview_of_many_costs_as_many_queries_as_of_few(client, receive, ambtenaar):
    apply_coa_import(coa_import=receive(sample("goed")), door=ambtenaar)
    counts = []
    for aantal in (1, 45):
        rijen = [rij(i, f"H{i}", gezinsrol="hoofd") for i in range(1, aantal + 1)]
        coa_import = receive(make_csv(*rijen))
        with CaptureQueriesContext(connection) as queries:
            client.get(url("detail", coa_import))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 20


@pytest.mark.parametrize("toon", ["fouten", "wijzigingen", "nieuw", "ongewijzigd"])
def test_each_part_has_its_own_pages_also_for_htmx(client, receive, toon):
    coa_import = receive(sample("fout"))
    heel = client.get(url("detail", coa_import), {"toon": toon})
    deel = client.get(url("detail", coa_import), {"toon": toon}, headers={"HX-Request": "true"})
    assert b"<html" in heel.content
    assert deel.content.strip().startswith(b'<div id="lijst">')


def test_text_of_the_list_is_shown_as_text(client, receive):
    coa_import = receive(make_csv(rij(1, gezinsrol="hoofd", achternaam="<script>alert(1)</script>")))
    assert "<script>alert" not in text(client.get(url("detail", coa_import)))


def test_looking_leaves_inzage_lines_and_nothing_else(client, receive, ambtenaar):
    apply_coa_import(coa_import=receive(sample("goed")), door=ambtenaar)
    coa_import = receive(sample("gewijzigd"))
    before = Logregel.objects.count()
    client.get(url("detail", coa_import))
    lines = Logregel.objects.order_by("pk")[before:]
    assert {line.gebeurtenis for line in lines} == {Gebeurtenis.INZAGE}
    gezien = {line.onderwerp_id for line in lines}
    nummers = coa_import.regels.filter(oordeel=Oordeel.GEWIJZIGD).values_list("huishoudnummer", flat=True)
    gewijzigd = Huishouden.objects.filter(huishoudnummer__in=nummers).first()
    vervallen = Huishouden.objects.get(huishoudnummer="KH-2026-010")
    ongemoeid = Huishouden.objects.get(huishoudnummer="KH-2026-002")
    assert {str(coa_import.pk), str(gewijzigd.pk), str(vervallen.pk)} <= gezien
    assert str(ongemoeid.pk) not in gezien


def test_download_of_faults_is_a_csv_for_excel_and_is_logged(client, receive):
    response = client.get(url("detail", receive(sample("fout"))), {"formaat": "csv"})
    regels = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert regels[0] == ["rij", "kolom", "wat er mis is", "code"]
    assert regels[1][0] == "3"
    assert len(regels) == 33
    assert Logregel.objects.last().gebeurtenis == Gebeurtenis.UITVOER


def test_header_that_looks_like_a_formula_is_harmless_in_the_download(client, receive):
    data = make_csv(rij(1, geslacht="q")).replace(b"geslacht", b"=Geslacht")
    tekst = client.get(url("detail", receive(data)), {"formaat": "csv"}).content.decode("utf-8-sig")
    assert ";'=Geslacht;" in tekst


# --- Apply, put away --------------------------------------------------------------------------------------------------
def test_applying_writes_and_tells_what_happened(client, receive):
    coa_import = receive(sample("goed"))
    assert "40 personen komen erbij." in text(client.get(url("apply", coa_import)))
    response = client.post(url("apply", coa_import), follow=True)
    assert Statushouder.objects.count() == 40
    assert "Lijst verwerkt: 40 personen nieuw, 0 personen gewijzigd." in text(response)


def test_many_missing_people_ask_for_an_explicit_yes(client, receive, ambtenaar):
    apply_coa_import(coa_import=receive(sample("goed")), door=ambtenaar)
    coa_import = receive(make_csv(rij(1, gezinsrol="hoofd")))
    assert "40 personen van de 40 die al gekoppeld waren" in text(client.get(url("detail", coa_import)))
    response = client.post(url("apply", coa_import))
    assert response.status_code == 422
    assert "Vink aan dat dit de goede lijst is." in text(response)
    assert Statushouder.objects.count() == 40
    client.post(url("apply", coa_import), {"bevestigd": "on"})
    assert Statushouder.objects.count() == 41


def test_applying_twice_says_so(client, receive):
    coa_import = receive(sample("goed"))
    client.post(url("apply", coa_import))
    response = client.post(url("apply", coa_import))
    assert response.status_code == 409
    assert "Dit bestand is al verwerkt of weggelegd." in text(response)
    for naam in ("apply", "discard"):
        assert client.get(url(naam, coa_import)).url == url("detail", coa_import)


def test_putting_away_asks_first_and_then_does(client, receive):
    coa_import = receive(sample("goed"))
    assert "Er wordt niets verwerkt." in text(client.get(url("discard", coa_import)))
    response = client.post(url("discard", coa_import), follow=True)
    assert "Lijst weggelegd." in text(response)
    coa_import.refresh_from_db()
    assert coa_import.status == Inleesstatus.WEGGELEGD
    assert "De rijen van deze lijst zijn verwijderd" in text(client.get(url("detail", coa_import)))


def test_list_shows_what_came_in_in_as_many_queries_for_one_as_for_four(client, receive):
    assert "nog geen COA-lijst ingelezen" in text(client.get(LIJST))
    counts = []
    for nummer in range(4):
        receive(make_csv(rij(nummer, f"H{nummer}", gezinsrol="hoofd")))
        with CaptureQueriesContext(connection) as queries:
            pagina = text(client.get(LIJST))
        counts.append(len(queries))
    assert "4 lijsten wachten" in pagina
    assert len(set(counts)) == 1


# --- Columns ----------------------------------------------------------------------------------------------------------
EIGEN = {b"v_nummer": b"Nr vreemdeling", b"achternaam": b"Naam van de persoon"}
GEKOZEN = {
    "v_nummer": "Nr vreemdeling",
    "huishoudnummer": "huishoudnummer",
    "gezinsrol": "gezinsrol",
    "achternaam": "Naam van de persoon",
    "geboortedatum": "geboortedatum",
    "datum_koppeling": "datum_koppeling",
}


def make_eigen(*rijen) -> bytes:
    data = make_csv(*rijen)
    for oud, nieuw in EIGEN.items():
        data = data.replace(oud, nieuw, 1)
    return data


def test_unknown_columns_are_asked_in_one_message_and_nothing_is_written(client, ambtenaar):
    response = send(client, make_eigen(rij(1, gezinsrol="hoofd", kleur="rood")), gemeente=ambtenaar.gemeente)
    coa_import = CoaImport.objects.get()
    assert response.url == url("indelen", coa_import)
    assert coa_import.status == Inleesstatus.INDELEN
    assert client.get(url("detail", coa_import)).url == url("indelen", coa_import)
    pagina = text(client.get(url("indelen", coa_import)))
    assert pagina.count("Het bestand mist de kolommen V-nummer en Achternaam.") == 1
    assert '<option value="geboortedatum" selected>geboortedatum (kolom E)</option>' in pagina
    assert "Thuisgever onthoudt uw keuze" in pagina
    assert "niet gebruikt" in pagina[pagina.index("kleur") :]
    fout = client.post(url("indelen", coa_import), {**GEKOZEN, "v_nummer": "", "achternaam": ""})
    assert fout.status_code == 422
    assert text(fout).count("Het bestand mist de kolommen V-nummer en Achternaam.") == 1
    assert "Kies de kolom waarin V-nummer staat." in text(fout)


def test_page_of_the_columns_shows_no_person(client, ambtenaar):
    data = make_eigen(rij(1, gezinsrol="hoofd", achternaam="Geheimhouder"))
    pagina = text(client.get(send(client, data, gemeente=ambtenaar.gemeente).url))
    assert "Geheimhouder" not in pagina
    assert "9990000001" not in pagina


def test_chosen_columns_lead_to_the_preview_and_are_remembered(client, ambtenaar):
    eerste = send(client, make_eigen(rij(1, gezinsrol="hoofd")), gemeente=ambtenaar.gemeente).url
    response = client.post(eerste, GEKOZEN, follow=True)
    assert "Kolommen opgeslagen. Bekijk nu wat de lijst verandert." in text(response)
    assert "1 persoon komt erbij." in text(response)
    tweede = send(client, make_eigen(rij(2, gezinsrol="hoofd")), gemeente=ambtenaar.gemeente)
    assert tweede.url == url("detail", CoaImport.objects.first())
    client.post(url("apply", CoaImport.objects.first()))
    assert Statushouder.objects.get().achternaam == "Bedacht2"


def test_column_that_is_left_out_is_not_used_though_its_name_is_known(client, receive):
    coa_import = receive(make_csv(rij(1, gezinsrol="hoofd", nationaliteit="Syrisch")))
    assert "Kolommen wijzigen" in text(client.get(url("detail", coa_import)))
    alles = {naam: naam for naam in coa_import.toewijzing}
    client.post(url("indelen", coa_import), {**alles, "nationaliteit": ""})
    client.post(url("apply", coa_import))
    assert Statushouder.objects.get().nationaliteit == ""


def test_header_chosen_twice_is_refused_in_a_sentence(client, receive):
    coa_import = receive(make_csv(rij(1, gezinsrol="hoofd")))
    alles = {naam: naam for naam in coa_import.toewijzing}
    response = client.post(url("indelen", coa_import), {**alles, "talen": "achternaam"})
    assert response.status_code == 422
    assert "De kolom ‘achternaam’ is twee keer gekozen." in text(response)


def test_columns_of_a_closed_list_are_not_asked(client, receive):
    coa_import = receive(sample("goed"))
    client.post(url("apply", coa_import))
    assert client.get(url("indelen", coa_import)).url == url("detail", coa_import)
    alles = {naam: naam for naam in coa_import.toewijzing}
    assert client.post(url("indelen", coa_import), alles).status_code == 409


def make_werkboek(**bladen) -> bytes:
    boek = openpyxl.Workbook()
    boek.remove(boek.active)
    for naam, rijen in bladen.items():
        blad = boek.create_sheet(naam)
        for cellen in rijen:
            blad.append(cellen)
    uit = io.BytesIO()
    boek.save(uit)
    return uit.getvalue()


def test_another_sheet_can_be_chosen(client, ambtenaar):
    goed = rij(1, gezinsrol="hoofd")
    data = make_werkboek(Uitleg=[["Wat", "Waarom"], ["lijst", "zomaar"]], Mensen=[list(goed), list(goed.values())])
    adres = send(client, data, "lijst.xlsx", ambtenaar.gemeente).url
    pagina = text(client.get(adres))
    assert "blad ‘Uitleg’" in pagina
    assert '<option value="Mensen">Mensen</option>' in pagina
    assert client.post(adres, {"blad": "Mensen"}).url == url("indelen", CoaImport.objects.get())
    assert "1 persoon komt erbij." in text(client.get(url("detail", CoaImport.objects.get())))
    client.post(url("apply", CoaImport.objects.get()))
    assert Statushouder.objects.get().achternaam == "Bedacht1"


def test_sheet_that_is_not_there_is_a_sentence(client, receive):
    coa_import = receive(sample("goed"))
    response = client.post(url("indelen", coa_import), {"blad": "Blad 9"})
    assert response.status_code == 422
    assert "Dit blad staat niet in het bestand." in text(response)
    coa_import.refresh_from_db()
    assert coa_import.status == Inleesstatus.VOORBEELD


# --- A file that a worker could not read; history ---------------------------------------------------------------------
def test_unreadable_file_says_why_and_asks_for_another(client, ambtenaar):
    bestand = {"gemeente": ambtenaar.gemeente, "bestandsnaam": "lijst.pdf", "door": ambtenaar}
    coa_import = read_coa_lijst(coa_import=keep_coa_lijst(data=b"%PDF-1.7", **bestand))
    pagina = text(client.get(url("detail", coa_import)))
    assert "Dit is een pdf-bestand, geen lijst." in pagina
    assert f'href="{UPLOAD}">Kies een ander bestand' in pagina
    assert "Niet te lezen" in text(client.get(LIJST))


def test_closed_list_says_what_changed_and_until_when_its_file_stays(client, receive, ambtenaar):
    coa_import = apply_coa_import(coa_import=receive(sample("goed")), door=ambtenaar)
    tot = date_format(timezone.localtime(coa_import.ontvangen_op + timedelta(days=2)), "j F Y")
    pagina = text(client.get(url("detail", coa_import)))
    assert "Wat is er veranderd?" in pagina
    assert "40 personen nieuw." in pagina
    assert f"Tot {tot}" in pagina
    assert coa_import.bestand_hash in pagina
    expire_coa_imports(door=ambtenaar, op=timezone.now() + timedelta(days=3))
    pagina = text(client.get(url("detail", coa_import)))
    assert "Het bestand is verwijderd." in pagina
    assert "40 personen nieuw." in pagina


def test_names_on_a_closed_list_leave_an_inzage_line(client, receive, ambtenaar):
    coa_import = apply_coa_import(coa_import=receive(sample("goed")), door=ambtenaar)
    before = Logregel.objects.count()
    client.get(url("detail", coa_import))
    gezien = set(Logregel.objects.order_by("pk")[before:].values_list("onderwerp_id", flat=True))
    assert {str(pk) for pk in Huishouden.objects.values_list("pk", flat=True)} <= gezien


def test_history_names_file_hash_and_what_it_changed(client, receive, ambtenaar):
    coa_import = apply_coa_import(coa_import=receive(sample("goed")), door=ambtenaar)
    pagina = text(client.get(LIJST))
    assert f"Vingerafdruk {coa_import.bestand_hash[:8]}" in pagina
    assert "40 personen nieuw" in pagina
    receive(sample("goed"))
    assert "40 personen nieuw" not in text(client.get(LIJST))


# --- Who may ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("wie", [AmbtenaarFactory, OpgavemanagerFactory])
def test_casework_of_the_gemeente_may(client, receive, ambtenaar, wie):
    client.force_login(wie(gemeente=ambtenaar.gemeente))
    coa_import = receive(sample("goed"))
    for naam in ("detail", "indelen", "apply", "discard"):
        assert client.get(url(naam, coa_import)).status_code == 200
    for adres in (LIJST, UPLOAD):
        assert client.get(adres).status_code == 200


@pytest.mark.parametrize("wie", [OpdrachtgeverFactory, WethouderFactory, BeheerderFactory])
def test_others_of_the_gemeente_may_not(client, receive, ambtenaar, wie):
    client.force_login(wie(gemeente=ambtenaar.gemeente))
    coa_import = receive(sample("goed"))
    for adres in (LIJST, UPLOAD, url("detail", coa_import), url("apply", coa_import), url("discard", coa_import)):
        assert client.get(adres).status_code in (403, 404)
    assert client.post(url("apply", coa_import)).status_code in (403, 404)


@pytest.mark.parametrize("maak", [AmbtenaarFactory, CorporatiemedewerkerFactory])
def test_list_of_another_gemeente_does_not_exist(client, receive, maak):
    client.force_login(maak())
    coa_import = receive(sample("goed"))
    for naam in ("detail", "indelen", "apply", "discard"):
        assert client.get(url(naam, coa_import)).status_code == 404
