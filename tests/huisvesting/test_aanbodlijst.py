"""A sheet of homes is read, looked at, applied or put away (workflow.md S4: the same preview as S1)."""

import io
from datetime import date, timedelta
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from huisvesting.models import Aanbodlijst, AanbodStatus, Rijuitkomst, Woning, Woningaanbod
from huisvesting.services.aanbod import withdraw_aanbod
from huisvesting.services.aanbodlijst import (
    apply_aanbodlijst,
    choose_aanbod_blad,
    choose_aanbod_kolommen,
    discard_aanbodlijst,
    expire_aanbodlijsten,
    receive_aanbodlijst,
)
from huisvesting.tasks import expire_aanbodlijsten as expire_task
from samenwerking.models import Gebeurtenis, Gebruiker, Inleesstatus, Logregel
from tests.bewijs import assert_declined, assert_logs
from tests.factories.aanbod import ComplexFactory
from tests.factories.huisvesting import MOMENT, PEILDATUM, WoningaanbodFactory, WoningFactory, dag
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    CorporatiemedewerkerFactory,
    GemeenteFactory,
    RedenFactory,
    WoningcorporatieFactory,
)

pytestmark = pytest.mark.django_db

KOP = "Straat;Huisnummer;Toevoeging;Postcode;Plaats;Slaapkamers;Beschikbaar vanaf;Kale huur;Complex;Wijk\n"


@pytest.fixture
def corporatie():
    return WoningcorporatieFactory(gemeenten=[GemeenteFactory()])


@pytest.fixture
def gemeente(corporatie):
    return corporatie.gemeenten.get()


@pytest.fixture
def medewerker(corporatie):
    return CorporatiemedewerkerFactory(corporatie=corporatie)


def make_rij(nummer, *, postcode="1234 AB", kamers="2", complex_=""):
    return f"Lijststraat;{nummer};;{postcode};Proefstad;{kamers};01-05-2026;612,50;{complex_};Noord\n"


def make_data(goed=30, fout=0):
    rijen = [make_rij(n) for n in range(1, goed + 1)]
    rijen += [make_rij(n, postcode="fout") for n in range(500, 500 + fout)]
    return (KOP + "".join(rijen)).encode()


@pytest.fixture
def receive(corporatie, gemeente, medewerker):
    def receive(data=None, **anders):
        gegevens = {
            "corporatie": corporatie,
            "gemeente": gemeente,
            "data": make_data() if data is None else data,
            "bestandsnaam": "woningen.csv",
            "door": medewerker,
            "op": MOMENT,
        }
        return receive_aanbodlijst(**{**gegevens, **anders})

    return receive


def aantallen(lijst):
    return tuple(lijst.samenvatting[u] for u in ("nieuw", "al_gemeld", "fout"))


# --- Receive ----------------------------------------------------------------------------------------------------------
def test_reading_a_sheet_judges_every_row_and_reports_no_home(receive):
    with assert_logs(Gebeurtenis.AANBODLIJST_ONTVANGEN):
        lijst = receive(make_data(goed=28, fout=2))

    assert aantallen(lijst) == (28, 0, 2)
    assert lijst.samenvatting["onbekende_kolommen"] == ["Wijk"]
    assert not Woningaanbod.objects.exists()
    fout = lijst.regels.filter(oordeel=Rijuitkomst.FOUT)
    assert [regel.rij for regel in fout] == [30, 31]
    assert fout[0].meldingen[0]["kolom"] == "postcode"


def test_a_home_that_is_offered_already_is_recognised(receive, corporatie, gemeente):
    woning = WoningFactory(corporatie=corporatie, gemeente=gemeente, postcode="1234 AB", huisnummer=3)
    WoningaanbodFactory(woning=woning, gemeente=gemeente, bevestigd=True)
    weg = WoningFactory(corporatie=corporatie, gemeente=gemeente, postcode="1234 AB", huisnummer=4)
    WoningaanbodFactory(woning=weg, gemeente=gemeente, ingetrokken=True)

    lijst = receive()

    assert aantallen(lijst) == (29, 1, 0)
    regel = lijst.regels.get(oordeel=Rijuitkomst.AL_GEMELD)
    assert regel.adres == "Lijststraat 3, Proefstad"
    assert regel.meldingen == [{"kolom": "", "melding": "Deze woning is al gemeld."}]


@pytest.mark.parametrize(
    ("data", "zin"),
    [
        (b"", "leeg"),
        (KOP.encode() + b"".join(make_rij(n).encode() for n in range(1, 502)), "meer dan 500 rijen"),
    ],
)
def test_a_file_that_is_no_sheet_of_homes_says_why(receive, corporatie, gemeente, medewerker, data, zin):
    assert_declined(
        zin,
        receive_aanbodlijst,
        corporatie=corporatie,
        gemeente=gemeente,
        data=data,
        bestandsnaam="woningen.csv",
        door=medewerker,
    )


def test_a_corporation_lists_homes_only_where_it_works(corporatie, medewerker):
    assert_declined(
        "werkt niet in",
        receive_aanbodlijst,
        corporatie=corporatie,
        gemeente=GemeenteFactory(),
        data=make_data(),
        bestandsnaam="woningen.csv",
        door=medewerker,
    )


# --- Apply ------------------------------------------------------------------------------------------------------------
def test_applying_reports_the_good_rows_and_only_those(receive, corporatie, gemeente, medewerker):
    linde = ComplexFactory(corporatie=corporatie, gemeente=gemeente, naam="De Linde")
    lijst = receive((KOP + make_rij(1, complex_="De Linde") + make_rij(2) + make_rij(3, kamers="veel")).encode())

    with assert_logs(*[Gebeurtenis.AANBOD_GEMELD] * 2, Gebeurtenis.AANBODLIJST_TOEGEPAST):
        lijst = apply_aanbodlijst(lijst=lijst, door=medewerker, op=dag(1))

    eerste, tweede = Woningaanbod.objects.order_by("woning__huisnummer")
    assert (eerste.woning.kale_huur, eerste.woning.complex) == (Decimal("612.50"), linde)
    assert (eerste.aangeboden_op, eerste.aangeboden_door) == (dag(1), medewerker)
    assert {a.status_op(PEILDATUM) for a in (eerste, tweede)} == {AanbodStatus.AANGEBODEN}
    assert list(lijst.regels.values_list("aanbod", flat=True)) == [eerste.pk, tweede.pk, None]
    assert (lijst.inhoud != "", lijst.toegepast_op, lijst.gesloten_op) == (True, dag(1), dag(1))


def test_the_same_file_twice_changes_nothing(receive, medewerker):
    apply_aanbodlijst(lijst=receive(), door=medewerker, op=MOMENT)
    woningen = list(Woning.objects.order_by("pk").values())

    opnieuw = receive(op=dag(1))
    assert aantallen(opnieuw) == (0, 30, 0)
    apply_aanbodlijst(lijst=opnieuw, door=medewerker, op=dag(1))

    assert Aanbodlijst.objects.count() == 1
    assert Woningaanbod.objects.count() == 30
    assert list(Woning.objects.order_by("pk").values()) == woningen


def test_a_sheet_is_applied_once(receive, medewerker):
    lijst = apply_aanbodlijst(lijst=receive(), door=medewerker)
    zin = "Dit bestand is al verwerkt of weggelegd."

    assert_declined(zin, apply_aanbodlijst, lijst=lijst, door=medewerker)
    assert_declined(zin, discard_aanbodlijst, lijst=lijst, door=medewerker)


def test_what_changed_since_the_preview_is_looked_at_again(receive, corporatie, gemeente, medewerker):
    lijst = receive()
    woning = WoningFactory(corporatie=corporatie, gemeente=gemeente, postcode="1234 AB", huisnummer=3)
    WoningaanbodFactory(woning=woning, gemeente=gemeente)

    assert_declined("Sinds dit voorbeeld is er iets veranderd.", apply_aanbodlijst, lijst=lijst, door=medewerker)


def test_a_withdrawn_home_on_the_sheet_is_offered_anew_and_keeps_what_is_not_said(receive, medewerker):
    apply_aanbodlijst(lijst=receive(make_data(goed=1)), door=medewerker, op=MOMENT)
    aanbod = Woningaanbod.objects.get()
    Woning.objects.update(energielabel="A")
    withdraw_aanbod(aanbod=aanbod, reden=RedenFactory(), door=medewerker, op=MOMENT)

    apply_aanbodlijst(lijst=receive(make_data(goed=1), op=dag(1)), door=medewerker, op=dag(1))

    assert Woningaanbod.objects.count() == 2
    assert Woning.objects.get().energielabel == "A"


# --- Put away ---------------------------------------------------------------------------------------------------------
def test_putting_away_keeps_the_numbers_and_nothing_else(receive, medewerker):
    with assert_logs(Gebeurtenis.AANBODLIJST_ONTVANGEN, Gebeurtenis.AANBODLIJST_VERWORPEN):
        lijst = discard_aanbodlijst(lijst=receive(), door=medewerker)

    assert (lijst.inhoud, lijst.regels.count(), aantallen(lijst)) == ("", 0, (30, 0, 0))
    assert not Woningaanbod.objects.exists()


def test_a_sheet_that_nobody_decides_about_is_put_away(receive):
    receive()
    systeem = Gebruiker.objects.systeem()

    assert expire_aanbodlijsten(door=systeem, op=MOMENT + timedelta(days=2)) == 0
    assert expire_aanbodlijsten(door=systeem, op=MOMENT + timedelta(days=2) + timedelta(minutes=1)) == 1
    assert expire_task() == 0


def test_the_file_of_an_applied_sheet_goes_after_its_term(receive, medewerker):
    lijst = apply_aanbodlijst(lijst=receive(), door=medewerker, op=MOMENT)
    for wacht, weg in ((timedelta(days=2), False), (timedelta(days=2, minutes=1), True)):
        expire_aanbodlijsten(door=Gebruiker.objects.systeem(), op=MOMENT + wacht)
        lijst.refresh_from_db()
        assert (lijst.inhoud == "") is weg
    assert lijst.status == Inleesstatus.VERWERKT


# --- Columns ----------------------------------------------------------------------------------------------------------
EIGEN = "Waar;PC;Plaats;Slaapkamers;Vrij vanaf;Huur\nKade {0};1234 AB;Proefstad;2;01-05-2026;612,50\n"
GEKOZEN = {
    "adres": "Waar",
    "postcode": "PC",
    "plaats": "Plaats",
    "slaapkamers": "Slaapkamers",
    "beschikbaar_vanaf": "Vrij vanaf",
    "kale_huur": "Huur",
}


@pytest.mark.parametrize(
    ("data", "zin"),
    [
        (b"Postcode;Plaats;Slaapkamers;Vrij vanaf\n1234 AB;P;2;01-05-2026\n", "mist de kolom Adres of Straat met Huis"),
        (b"Adres;Plaats\nKade 1;P\n", "mist de kolommen Postcode, Slaapkamers en Beschikbaar vanaf."),
    ],
)
def test_what_a_sheet_misses_is_one_sentence_on_the_page_of_its_columns(client, receive, medewerker, data, zin):
    lijst = receive(data)
    client.force_login(medewerker)
    assert lijst.status == Inleesstatus.INDELEN
    pagina = client.get(lijst.get_absolute_url(), follow=True).content.decode()
    assert pagina.count(zin) == 1
    assert_declined("Kies eerst welke kolom wat is.", apply_aanbodlijst, lijst=lijst, door=medewerker)


def test_chosen_columns_are_remembered_for_the_corporation(receive, gemeente, medewerker):
    lijst = receive(EIGEN.format(1).encode())
    with assert_logs(Gebeurtenis.AANBODLIJST_INGEDEELD):
        lijst = choose_aanbod_kolommen(lijst=lijst, toewijzing=GEKOZEN, door=medewerker)
    assert (aantallen(lijst), lijst.regels.get().adres) == ((1, 0, 0), "Kade 1, Proefstad")
    apply_aanbodlijst(lijst=lijst, door=medewerker)
    assert Woning.objects.get().kale_huur == Decimal("612.50")
    assert receive(EIGEN.format(2).encode()).status == Inleesstatus.VOORBEELD
    ander = WoningcorporatieFactory(gemeenten=[gemeente])
    assert receive(EIGEN.format(3).encode(), corporatie=ander).status == Inleesstatus.INDELEN


def test_a_column_of_a_sheet_that_is_left_out_is_not_used(receive, medewerker):
    gekozen = {naam: kop for naam, kop in GEKOZEN.items() if naam != "kale_huur"}
    lijst = receive(EIGEN.replace("Huur", "Kale huur").format(1).encode())
    apply_aanbodlijst(lijst=choose_aanbod_kolommen(lijst=lijst, toewijzing=gekozen, door=medewerker), door=medewerker)
    assert Woning.objects.get().kale_huur is None


def test_another_sheet_of_the_workbook_is_read(receive, medewerker):
    boek = openpyxl.Workbook()
    boek.active.append(["Uitleg", "Waarom"])
    boek.active.append(["lees dit", "eerst"])
    blad = boek.create_sheet("Woningen")
    for regel in make_data(goed=2).decode().splitlines():
        blad.append(regel.split(";"))
    uit = io.BytesIO()
    boek.save(uit)
    lijst = receive(uit.getvalue(), bestandsnaam="w.xlsx")
    assert (lijst.status, lijst.bladen) == (Inleesstatus.INDELEN, ["Sheet", "Woningen"])
    assert_declined("Dit blad staat niet in het bestand.", choose_aanbod_blad, lijst=lijst, blad="x", door=medewerker)
    lijst = choose_aanbod_blad(lijst=lijst, blad="Woningen", door=medewerker)
    assert aantallen(lijst) == (2, 0, 0)
    apply_aanbodlijst(lijst=lijst, door=medewerker)
    assert Woningaanbod.objects.count() == 2


def test_the_page_of_the_columns_shows_a_few_values_to_know_them_by(client, receive, medewerker):
    lijst = receive(EIGEN.format(1).encode())
    client.force_login(medewerker)
    adres = reverse("huisvesting:aanbodlijst_indelen", args=[lijst.pk])
    assert "1234 AB" in client.get(adres).content.decode()
    klaar = client.post(adres, GEKOZEN, follow=True).content.decode()
    assert "1 woning wordt gemeld" in klaar
    assert "Adres (‘Waar’)" in klaar


# --- Pages ------------------------------------------------------------------------------------------------------------
LIJSTEN = reverse("huisvesting:aanbodlijst_list")


def send(client, corporatie, gemeente, data, naam="woningen.csv"):
    from django.core.files.uploadedfile import SimpleUploadedFile

    return client.post(
        reverse("huisvesting:aanbodlijst_upload"),
        {"corporatie": corporatie.pk, "gemeente": gemeente.pk, "bestand": SimpleUploadedFile(naam, data)},
    )


def test_from_file_to_homes_on_the_pages(client, corporatie, gemeente, medewerker):
    client.force_login(medewerker)

    antwoord = send(client, corporatie, gemeente, make_data(goed=30, fout=1))
    voorbeeld = client.get(antwoord.url).content.decode()
    assert "30 woningen worden gemeld" in voorbeeld
    assert "1 rij wordt overgeslagen" in voorbeeld
    assert "Rij 32" in voorbeeld
    assert "cel D32" in voorbeeld
    assert not Woningaanbod.objects.exists()
    klaar = client.post(f"{antwoord.url}verwerken/", follow=True).content.decode()

    assert "Lijst verwerkt. Nieuw gemeld: 30 woningen." in klaar
    assert Woningaanbod.objects.count() == 30
    lijsten = client.get(LIJSTEN).content.decode()
    assert "woningen.csv" in lijsten
    assert "30 woningen gemeld" in lijsten


def test_the_faults_are_downloaded_as_text_that_is_no_formula(client, corporatie, gemeente, medewerker):
    client.force_login(medewerker)
    data = (KOP + "=1+1;1;;fout;Proefstad;2;01-05-2026;;;\n").encode()
    adres = send(client, corporatie, gemeente, data).url

    antwoord = client.get(f"{adres}?formaat=csv")

    assert antwoord.content.decode("utf-8-sig").splitlines() == [
        "rij;adres;kolom;wat er mis is",
        "2;'=1+1 1, Proefstad;Postcode;Dit is geen Nederlandse postcode. Schrijf hem als 1234 AB.",
    ]
    assert Logregel.objects.filter(gebeurtenis=Gebeurtenis.UITVOER).exists()


@pytest.mark.parametrize(
    ("naam", "data", "zin"),
    [
        ("woningen.csv", b"Adres;Plaats\n", "alleen een kop en geen rijen"),
        ("woningen.pdf", b"%PDF-1.7", "Dit is een pdf-bestand, geen lijst."),
    ],
)
def test_a_wrong_file_says_why_and_keeps_nothing(client, corporatie, gemeente, medewerker, naam, data, zin):
    client.force_login(medewerker)

    antwoord = send(client, corporatie, gemeente, data, naam)

    assert antwoord.status_code == 422
    assert zin in antwoord.content.decode()
    assert not Aanbodlijst.objects.exists()


def test_the_example_sheet_reads_without_a_fault(client, corporatie, gemeente, medewerker):
    client.force_login(medewerker)
    voorbeeld = b"".join(client.get(reverse("huisvesting:aanbod_voorbeeldlijst")).streaming_content)

    lijst = receive_aanbodlijst(
        corporatie=corporatie, gemeente=gemeente, data=voorbeeld, bestandsnaam="v.csv", door=medewerker, op=MOMENT
    )

    assert aantallen(lijst) == (5, 0, 0)
    apply_aanbodlijst(lijst=lijst, door=medewerker)
    assert min(Woningaanbod.objects.values_list("beschikbaar_vanaf", flat=True)) > timezone.localdate()


def test_the_gemeente_reads_a_sheet_in_the_name_of_the_corporation(client, corporatie, gemeente):
    client.force_login(AmbtenaarFactory(gemeente=gemeente))

    antwoord = send(client, corporatie, gemeente, make_data(goed=2))

    assert client.get(antwoord.url).status_code == 200
    assert Aanbodlijst.objects.get().corporatie == corporatie


def test_another_corporation_does_not_know_that_the_sheet_exists(client, receive, gemeente):
    lijst = receive()
    client.force_login(CorporatiemedewerkerFactory(corporatie=WoningcorporatieFactory(gemeenten=[gemeente])))

    assert client.get(lijst.get_absolute_url()).status_code == 404
    assert "woningen.csv" not in client.get(LIJSTEN).content.decode()


def test_putting_away_says_what_it_means(client, receive, medewerker):
    lijst = receive()
    client.force_login(medewerker)
    adres = reverse("huisvesting:aanbodlijst_discard", args=[lijst.pk])

    assert "Er wordt niets gemeld." in client.get(adres).content.decode()
    klaar = client.post(adres, follow=True).content.decode()

    assert "Lijst weggelegd. Er is niets gemeld." in klaar
    assert "De rijen van deze lijst zijn verwijderd" in client.get(lijst.get_absolute_url()).content.decode()
    assert client.get(adres).url == lijst.get_absolute_url()


def test_a_sheet_of_thirty_homes_costs_a_fixed_number_of_queries(
    client, receive, medewerker, django_assert_max_num_queries
):
    lijst = receive()
    client.force_login(medewerker)

    with django_assert_max_num_queries(14):
        client.get(lijst.get_absolute_url())


def test_dates_on_the_sheet_come_out_as_they_went_in(receive, medewerker):
    apply_aanbodlijst(lijst=receive(make_data(goed=1)), door=medewerker, op=MOMENT)

    assert Woningaanbod.objects.get().beschikbaar_vanaf == date(2026, 5, 1)
