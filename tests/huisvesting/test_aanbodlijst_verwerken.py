"""A worker reads a sheet of homes: kept unopened, read as the request does, called off, given up, found again; and
another sheet of a workbook, which changes nothing until it was read."""

import io

import openpyxl
import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from huisvesting import tasks
from huisvesting.models import Aanbodlijst
from huisvesting.services import aanbodlijst_verwerken
from huisvesting.services.aanbodlijst import choose_aanbod_kolommen, discard_aanbodlijst, receive_aanbodlijst
from huisvesting.services.aanbodlijst_verwerken import AANBOD_WERK, receive_aanbodlijst_later
from samenwerking.models import Gebeurtenis, Inleesstatus, Logregel, Verwerking, Werksoort
from samenwerking.services.inleeswerk import AL_GELEZEN, TE_COMPLEX
from samenwerking.services.inlezing import AL_AFGEHANDELD, ANDER_BLAD, find_tabel
from samenwerking.services.verwerking import AL_KLAAR, BEZIG, Volger
from tests.bewijs import assert_declined, assert_logs
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    CorporatiemedewerkerFactory,
    GemeenteFactory,
    JuristFactory,
    WoningcorporatieFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("met_werkers")]

KOP = ["Straat", "Huisnummer", "Postcode", "Plaats", "Slaapkamers", "Beschikbaar vanaf"]
RIJEN = [["Lijststraat", n, "1234 AB", "Proefstad", 2, "01-05-2026"] for n in (1, 2)]
DATA = "\n".join(";".join(map(str, cellen)) for cellen in [KOP, *RIJEN, ["Lijststraat", "", "x", "", "", ""]]).encode()
GEEN_KOP = b"geen kop\n\n1\n"


@pytest.fixture
def corporatie():
    return WoningcorporatieFactory(gemeenten=[GemeenteFactory()])


@pytest.fixture
def medewerker(corporatie):
    return CorporatiemedewerkerFactory(corporatie=corporatie)


@pytest.fixture
def client(client, medewerker):
    client.force_login(medewerker)
    return client


@pytest.fixture
def feiten(corporatie, medewerker):
    return {
        "corporatie": corporatie,
        "gemeente": corporatie.gemeenten.get(),
        "bestandsnaam": "woningen.csv",
        "door": medewerker,
    }


@pytest.fixture
def hand_in(feiten):
    """A file that waits for a worker."""

    def hand_in(data=DATA, **anders):
        return receive_aanbodlijst_later(data=data, **{**feiten, **anders})

    return hand_in


def lijst_van(verwerking):
    return Aanbodlijst.objects.get(pk=verwerking.onderwerp_id)


def now(rij):
    return type(rij).objects.get(pk=rij.pk)


def url(naam, lijst):
    return reverse(f"huisvesting:aanbodlijst_{naam}", args=[lijst.pk])


def text(response):
    return " ".join(response.content.decode().split())


def raises(fout):
    def fail(*args, **kwargs):
        raise fout

    return fail


# --- Reading ----------------------------------------------------------------------------------------------------------
def test_a_sheet_is_kept_unopened_until_a_worker_reads_it_as_the_request_does(hand_in, feiten, medewerker):
    in_verzoek = receive_aanbodlijst(data=DATA, **feiten)
    oordelen = list(in_verzoek.regels.values_list("rij", "oordeel", "meldingen"))
    with assert_logs():
        verwerking = hand_in()
    assert lijst_van(verwerking) == in_verzoek
    assert (lijst_van(verwerking).status, in_verzoek.regels.exists()) == (Inleesstatus.LEZEN, False)
    assert (verwerking.soort, verwerking.gemeente, verwerking.corporatie, verwerking.gevraagd_door) == (
        Werksoort.LEZEN,
        feiten["gemeente"],
        feiten["corporatie"],
        medewerker,
    )

    with assert_logs(Gebeurtenis.AANBODLIJST_ONTVANGEN):
        assert AANBOD_WERK.do_lezen(verwerking.pk)
        assert not AANBOD_WERK.do_lezen(verwerking.pk)

    assert lijst_van(verwerking).status == Inleesstatus.VOORBEELD
    assert list(lijst_van(verwerking).regels.values_list("rij", "oordeel", "meldingen")) == oordelen
    assert lijst_van(verwerking).samenvatting == in_verzoek.samenvatting


def test_a_sheet_that_is_no_table_ends_with_its_sentence_and_is_let_go(hand_in):
    verwerking = hand_in(GEEN_KOP)
    with assert_logs(Gebeurtenis.AANBODLIJST_ONTVANGEN):
        assert AANBOD_WERK.do_lezen(verwerking.pk)
    lijst = lijst_van(verwerking)
    assert (lijst.status, lijst.inhoud) == (Inleesstatus.ONLEESBAAR, "")
    assert "staat geen kop met kolommen" in lijst.leesfout


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"data": b"x;y\n" * 3_000_000}, "Het bestand is groter dan 10 MB."),
        ({"data": b"%PDF-1.7"}, "Dit is een pdf-bestand, geen lijst."),
        ({"data": b"PK\x03\x04", "bestandsnaam": "lijst.docx"}, "De naam van het bestand eindigt niet op .xlsx"),
    ],
    ids=["too large", "a pdf", "a document"],
)
def test_what_is_no_sheet_at_first_sight_is_not_even_kept(feiten, anders, zin):
    assert_declined(zin, receive_aanbodlijst_later, **{**feiten, **anders})


def test_a_corporation_that_does_not_work_there_is_told_so_at_once(feiten):
    anders = {**feiten, "gemeente": GemeenteFactory(naam="Elders"), "data": DATA}
    assert_declined("werkt niet in Elders.", receive_aanbodlijst_later, **anders)


def test_a_sheet_is_in_one_hand_at_a_time(hand_in, feiten, medewerker):
    lijst = lijst_van(hand_in())
    assert_declined(BEZIG, receive_aanbodlijst_later, data=DATA, **feiten)
    assert_declined(BEZIG, AANBOD_WERK.read_again, inlezing=lijst, door=medewerker)
    assert_declined(BEZIG, AANBOD_WERK.read_blad, inlezing=lijst, blad="Blad1", door=medewerker)
    assert_declined(BEZIG, choose_aanbod_kolommen, lijst=lijst, toewijzing={}, door=medewerker)


def test_reading_is_called_off_and_done_after_all(hand_in, medewerker):
    verwerking = hand_in()
    lijst = lijst_van(verwerking)
    with assert_logs(Gebeurtenis.AANBODLIJST_AFGEBROKEN):
        AANBOD_WERK.cancel(inlezing=lijst, door=medewerker)
    assert_declined(AL_KLAAR, AANBOD_WERK.cancel, inlezing=lijst, door=medewerker)
    assert not AANBOD_WERK.do_lezen(verwerking.pk)
    assert now(lijst).status == Inleesstatus.LEZEN

    assert AANBOD_WERK.do_lezen(AANBOD_WERK.read_again(inlezing=lijst, door=medewerker).pk)

    assert now(lijst).status == Inleesstatus.VOORBEELD
    assert_declined(AL_GELEZEN, AANBOD_WERK.read_again, inlezing=lijst, door=medewerker)


@pytest.mark.parametrize("fout", [MemoryError, SoftTimeLimitExceeded])
def test_a_sheet_that_takes_too_much_is_refused(hand_in, monkeypatch, fout):
    verwerking = hand_in()
    monkeypatch.setattr(aanbodlijst_verwerken, "read_aanbodlijst", raises(fout))
    with assert_logs(Gebeurtenis.AANBODLIJST_ONTVANGEN):
        assert not tasks.read_aanbodlijst(str(verwerking.pk))
    lijst = lijst_van(verwerking)
    assert (lijst.status, lijst.leesfout, lijst.inhoud) == (Inleesstatus.ONLEESBAAR, TE_COMPLEX, "")
    assert now(verwerking).fout == TE_COMPLEX


def test_the_beat_hands_out_what_was_lost(hand_in, django_capture_on_commit_callbacks):
    verwerking = hand_in()
    with django_capture_on_commit_callbacks(execute=True):
        assert tasks.resume_verwerkingen() == 1
        assert tasks.resume_verwerkingen() == 1
    assert lijst_van(verwerking).status == Inleesstatus.VOORBEELD
    assert tasks.resume_verwerkingen() == 0
    assert Logregel.objects.filter(gebeurtenis=Gebeurtenis.AANBODLIJST_ONTVANGEN).count() == 1


# --- Another sheet ----------------------------------------------------------------------------------------------------
def make_werkboek(*rijen) -> bytes:
    boek = openpyxl.Workbook()
    for blad, inhoud in ((boek.active, [["Uitleg", "Waarom"], ["lees dit", "eerst"]]), (boek.create_sheet("L"), rijen)):
        for cellen in inhoud:
            blad.append(cellen)
    uit = io.BytesIO()
    boek.save(uit)
    return uit.getvalue()


@pytest.fixture
def werkboek(feiten):
    """A workbook of which the first sheet was read."""

    def werkboek(*rijen):
        return receive_aanbodlijst(data=make_werkboek(*rijen), **{**feiten, "bestandsnaam": "w.xlsx"})

    return werkboek


def test_another_sheet_is_read_by_a_worker_and_until_then_nothing_changes(werkboek, medewerker):
    lijst = werkboek(KOP, *RIJEN)
    assert_declined(ANDER_BLAD, AANBOD_WERK.read_blad, inlezing=lijst, blad="x", door=medewerker)
    with assert_logs():
        verwerking = AANBOD_WERK.read_blad(inlezing=lijst, blad="L", door=medewerker)
    assert (now(lijst).blad, now(lijst).status, verwerking.blad) == ("Sheet", Inleesstatus.INDELEN, 2)

    with assert_logs(Gebeurtenis.AANBODLIJST_INGEDEELD):
        assert tasks.read_aanbodlijst(str(verwerking.pk))
        assert not tasks.read_aanbodlijst(str(verwerking.pk))

    assert (now(lijst).blad, now(lijst).status, now(lijst).regels.count()) == ("L", Inleesstatus.VOORBEELD, 2)
    assert len(find_tabel(now(lijst)).rijen) == 2


def test_a_sheet_that_cannot_be_read_leaves_what_was_read_and_the_page_says_why(client, werkboek, medewerker):
    lijst = werkboek(["Alleen", "een", "kop"])
    verwerking = AANBOD_WERK.read_blad(inlezing=lijst, blad="L", door=medewerker)
    with assert_logs():
        assert not tasks.read_aanbodlijst(str(verwerking.pk))
    assert now(verwerking).fout.startswith("Het bestand heeft alleen een kop en geen rijen.")
    assert (now(lijst).blad, now(lijst).status) == ("Sheet", Inleesstatus.INDELEN)
    assert client.get(lijst.get_absolute_url()).url == url("indelen", lijst)
    assert "Het bestand heeft alleen een kop en geen rijen." in text(client.get(url("indelen", lijst)))


def test_a_sheet_that_takes_too_much_leaves_what_was_read(werkboek, medewerker, monkeypatch):
    lijst = werkboek(KOP, *RIJEN)
    verwerking = AANBOD_WERK.read_blad(inlezing=lijst, blad="L", door=medewerker)
    monkeypatch.setattr(aanbodlijst_verwerken, "choose_aanbod_blad", raises(MemoryError))
    assert not tasks.read_aanbodlijst(str(verwerking.pk))
    assert now(verwerking).fout == TE_COMPLEX
    assert (now(lijst).blad, now(lijst).status, now(lijst).leesfout) == ("Sheet", Inleesstatus.INDELEN, "")


def test_a_sheet_of_a_file_that_was_put_away_since_is_not_read(werkboek, medewerker):
    lijst = werkboek(KOP, *RIJEN)
    verwerking = AANBOD_WERK.read_blad(inlezing=lijst, blad="L", door=medewerker)
    discard_aanbodlijst(lijst=lijst, door=medewerker)
    assert not tasks.read_aanbodlijst(str(verwerking.pk))
    assert now(verwerking).fout == AL_AFGEHANDELD


# --- Pages ------------------------------------------------------------------------------------------------------------
def send(client, feiten, data=DATA):
    velden = {"corporatie": feiten["corporatie"].pk, "gemeente": feiten["gemeente"].pk}
    bestand = SimpleUploadedFile("woningen.csv", data)
    return client.post(reverse("huisvesting:aanbodlijst_upload"), velden | {"bestand": bestand})


def test_the_page_follows_the_worker_until_its_preview(client, feiten, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as later:
        response = send(client, feiten)
    lijst = Aanbodlijst.objects.get()
    assert response.url == lijst.get_absolute_url()
    pagina = text(client.get(response.url))
    stand = reverse("samenwerking:verwerking_stand", args=[Verwerking.objects.get().pk])
    for deel in ("Het bestand wordt gelezen", f'hx-get="{stand}"', "<noscript>", url("afbreken", lijst)):
        assert deel in pagina
    for deel in (url("apply", lijst), "Woningen op de lijst", "zijn verwijderd"):
        assert deel not in pagina

    for callback in later:
        callback()
    pagina = text(client.get(response.url))
    assert "Het bestand wordt gelezen" not in pagina
    assert url("apply", lijst) in pagina


def test_at_first_sight_and_without_workers_the_form_says_it_at_once(client, feiten, settings):
    response = send(client, feiten, b"%PDF-1.7")
    assert (response.status_code, Aanbodlijst.objects.exists()) == (422, False)
    assert "Dit is een pdf-bestand, geen lijst." in text(response)
    settings.CELERY_TASK_ALWAYS_EAGER = True
    assert "staat geen kop met kolommen" in text(send(client, feiten, GEEN_KOP))
    send(client, feiten)
    assert Aanbodlijst.objects.get().status == Inleesstatus.VOORBEELD
    assert not Verwerking.objects.exists()


def test_the_page_says_why_a_file_could_not_be_read(client, feiten, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        response = send(client, feiten, GEEN_KOP)
    pagina = text(client.get(response.url))
    assert "Thuisgever kan dit bestand niet lezen" in pagina
    assert "staat geen kop met kolommen" in pagina
    assert reverse("huisvesting:aanbodlijst_upload") in pagina


def test_one_calls_it_off_and_reads_it_after_all(client, hand_in, medewerker, django_capture_on_commit_callbacks):
    lijst = lijst_van(hand_in())
    assert client.post(url("afbreken", lijst)).url == lijst.get_absolute_url()
    pagina = text(client.get(lijst.get_absolute_url()))
    assert f"afgebroken door {medewerker.naam}. Er is niets verwerkt." in pagina
    for naam in ("opnieuw", "discard"):
        assert url(naam, lijst) in pagina
    assert client.get(url("afbreken", lijst)).status_code == 302
    assert client.post(url("afbreken", lijst)).status_code == 409
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(url("opnieuw", lijst)).url == lijst.get_absolute_url()
    assert now(lijst).status == Inleesstatus.VOORBEELD
    assert client.get(url("opnieuw", lijst)).status_code == 302
    assert client.post(url("opnieuw", lijst)).status_code == 409


def test_another_sheet_that_is_called_off_leaves_the_columns_of_the_first(client, werkboek, medewerker):
    lijst = werkboek(KOP, *RIJEN)
    AANBOD_WERK.read_blad(inlezing=lijst, blad="L", door=medewerker)
    assert client.get(url("indelen", lijst)).url == lijst.get_absolute_url()
    assert "Het bestand wordt gelezen" in text(client.get(lijst.get_absolute_url()))
    assert client.post(url("indelen", lijst), {"blad": "L"}).status_code == 422
    pagina = text(client.post(url("afbreken", lijst), follow=True))
    assert "Afgebroken. U ziet het blad dat al was gelezen." in pagina
    assert "Kolommen van w.xlsx" in pagina


def test_how_far_it_is_is_for_the_corporation_and_casework(client, hand_in, feiten):
    verwerking = hand_in()
    Volger(verwerking.pk)("lezen", 0, 0)
    stand = reverse("samenwerking:verwerking_stand", args=[verwerking.pk])
    wie = {
        CorporatiemedewerkerFactory(corporatie=feiten["corporatie"]): 200,
        AmbtenaarFactory(gemeente=feiten["gemeente"]): 200,
        JuristFactory(gemeente=feiten["gemeente"]): 404,
        CorporatiemedewerkerFactory(corporatie__gemeenten=[feiten["gemeente"]]): 404,
        AmbtenaarFactory(): 404,
    }
    for gebruiker, status in wie.items():
        client.force_login(gebruiker)
        assert client.get(stand, headers={"hx-request": "true"}).status_code == status
