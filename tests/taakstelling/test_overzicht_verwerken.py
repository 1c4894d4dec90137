"""A worker reads an overview, for one gemeente or for all of them: kept unopened, read as the request does, called off,
given up, found again; and another sheet of it."""

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from samenwerking.models import Gebeurtenis, Inleesstatus, Logregel, Verwerking
from samenwerking.services.inleeswerk import AL_GELEZEN, TE_COMPLEX
from samenwerking.services.verwerking import BEZIG
from taakstelling import tasks
from taakstelling.models import Overzichtimport, SoortOverzicht
from taakstelling.services import overzicht_verwerken
from taakstelling.services.overzicht import apply_overzicht
from taakstelling.services.overzicht_verwerken import OVERZICHT_WERK, receive_overzicht_later
from tests.bewijs import assert_declined, assert_logs
from tests.factories.samenwerking import AmbtenaarFactory, BeheerderFactory, JuristFactory, OpgavemanagerFactory
from tests.taakstelling.overzichten import APRIL, H1, make_gemeenten, receive_publicatie, sample

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("met_werkers")]

UPLOAD = reverse("taakstelling:overzicht_upload")
GEEN_KOP = b"geen kop\n\n1\n"


@pytest.fixture
def gemeenten():
    return make_gemeenten()


@pytest.fixture
def beheerder(client, gemeenten):
    gebruiker = BeheerderFactory()
    client.force_login(gebruiker)
    return gebruiker


@pytest.fixture
def feiten(beheerder):
    return {
        "soort": SoortOverzicht.GEPUBLICEERD,
        "halfjaar": H1,
        "bestandsnaam": "gepubliceerd.csv",
        "saldoteken": "achterstand",
        "door": beheerder,
    }


@pytest.fixture
def hand_in(feiten):
    """A file that waits for a worker."""

    def hand_in(data=None, **anders):
        return receive_overzicht_later(**{"data": data or sample("gepubliceerd"), **feiten, **anders})

    return hand_in


def overzicht_van(verwerking):
    return Overzichtimport.objects.get(pk=verwerking.onderwerp_id)


def now(rij):
    return type(rij).objects.get(pk=rij.pk)


def text(response):
    return " ".join(response.content.decode().split())


def url(naam, overzicht):
    return reverse(f"taakstelling:overzicht_{naam}", args=[overzicht.pk])


# --- Reading ----------------------------------------------------------------------------------------------------------
def test_an_overview_is_kept_unopened_until_a_worker_reads_it_as_the_request_does(hand_in, beheerder):
    eerder = apply_overzicht(overzicht=receive_publicatie(beheerder), door=beheerder)
    with assert_logs():
        verwerking = hand_in()
    overzicht = overzicht_van(verwerking)
    assert overzicht == eerder
    assert (overzicht.status, overzicht.toegepast_op) == (Inleesstatus.LEZEN, eerder.toegepast_op)
    assert (verwerking.gemeente, verwerking.corporatie) == (None, None)

    with assert_logs(Gebeurtenis.OVERZICHT_ONTVANGEN):
        assert OVERZICHT_WERK.do_lezen(verwerking.pk)
        assert not OVERZICHT_WERK.do_lezen(verwerking.pk)

    assert now(overzicht).status == Inleesstatus.VOORBEELD
    for feit in ("koppen", "toewijzing", "herkend", "saldoteken"):
        assert getattr(now(overzicht), feit) == getattr(eerder, feit)
    assert now(overzicht).uitkomst["nieuw"] == 0


def test_an_overview_that_is_no_table_ends_with_its_sentence_and_is_let_go(hand_in):
    verwerking = hand_in(GEEN_KOP)
    with assert_logs(Gebeurtenis.OVERZICHT_ONTVANGEN):
        assert OVERZICHT_WERK.do_lezen(verwerking.pk)
    overzicht = overzicht_van(verwerking)
    assert (overzicht.status, overzicht.inhoud) == (Inleesstatus.ONLEESBAAR, "")
    assert "staat geen kop met kolommen" in overzicht.leesfout


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"data": b"x;y\n" * 3_000_000}, "Het bestand is groter dan 10 MB."),
        ({"data": b"%PDF-1.7"}, "Dit is een pdf-bestand, geen lijst."),
        ({"data": b"a;b\n1;2\n", "soort": SoortOverzicht.COA_STAND}, "Vul de peildatum van de stand in."),
    ],
    ids=["too large", "a pdf", "no day"],
)
def test_what_can_be_seen_at_once_is_said_at_once(feiten, anders, zin):
    assert_declined(zin, receive_overzicht_later, **{**feiten, **anders})


def test_an_overview_is_in_one_hand_at_a_time_and_another_day_is_another_one(hand_in, feiten, beheerder):
    stand = {"data": sample("coa_stand"), "soort": SoortOverzicht.COA_STAND, "peildatum": APRIL}
    overzicht = overzicht_van(hand_in(**stand))
    assert_declined(BEZIG, receive_overzicht_later, **{**feiten, **stand})
    assert_declined(BEZIG, OVERZICHT_WERK.read_again, inlezing=overzicht, door=beheerder)
    assert overzicht_van(hand_in(**{**stand, "peildatum": APRIL.replace(month=5)})) != overzicht


def test_reading_is_called_off_and_done_after_all(hand_in, beheerder):
    verwerking = hand_in()
    overzicht = overzicht_van(verwerking)
    with assert_logs(Gebeurtenis.OVERZICHT_AFGEBROKEN):
        OVERZICHT_WERK.cancel(inlezing=overzicht, door=beheerder)
    assert not OVERZICHT_WERK.do_lezen(verwerking.pk)
    assert OVERZICHT_WERK.do_lezen(OVERZICHT_WERK.read_again(inlezing=overzicht, door=beheerder).pk)
    assert now(overzicht).status == Inleesstatus.VOORBEELD
    assert_declined(AL_GELEZEN, OVERZICHT_WERK.read_again, inlezing=overzicht, door=beheerder)


@pytest.mark.parametrize("fout", [MemoryError, SoftTimeLimitExceeded])
def test_an_overview_that_takes_too_much_is_refused(hand_in, monkeypatch, fout):
    def fail(**kwargs):
        raise fout

    verwerking = hand_in()
    monkeypatch.setattr(overzicht_verwerken, "read_overzicht", fail)
    with assert_logs(Gebeurtenis.OVERZICHT_ONTVANGEN):
        assert not tasks.read_overzicht(str(verwerking.pk))
    assert (overzicht_van(verwerking).leesfout, overzicht_van(verwerking).inhoud) == (TE_COMPLEX, "")
    assert now(verwerking).fout == TE_COMPLEX


def test_the_beat_hands_out_what_was_lost(hand_in, django_capture_on_commit_callbacks):
    verwerking = hand_in()
    with django_capture_on_commit_callbacks(execute=True):
        assert tasks.resume_verwerkingen() == 1
        assert tasks.resume_verwerkingen() == 1
    assert overzicht_van(verwerking).status == Inleesstatus.VOORBEELD
    assert tasks.resume_verwerkingen() == 0
    assert Logregel.objects.filter(gebeurtenis=Gebeurtenis.OVERZICHT_ONTVANGEN).count() == 1


# --- Pages ------------------------------------------------------------------------------------------------------------
def send(client, data=None, **anders):
    velden = {"soort": "gepubliceerd", "bereik": "alle", "halfjaar": "2026H1", "saldoteken": "achterstand", **anders}
    bestand = SimpleUploadedFile("gepubliceerd.csv", sample("gepubliceerd") if data is None else data)
    return client.post(UPLOAD, velden | {"bestand": bestand})


def test_the_page_follows_the_worker_until_its_preview(client, beheerder, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as later:
        response = send(client)
    overzicht = Overzichtimport.objects.get()
    assert response.url == overzicht.get_absolute_url()
    pagina = text(client.get(response.url))
    stand = reverse("samenwerking:verwerking_stand", args=[Verwerking.objects.get().pk])
    for deel in ("Het bestand wordt gelezen", f'hx-get="{stand}"', "<noscript>", url("afbreken", overzicht)):
        assert deel in pagina
    for deel in (url("apply", overzicht), "is weggelegd", 'class="tellers"'):
        assert deel not in pagina

    for callback in later:
        callback()
    pagina = text(client.get(response.url))
    assert "Het bestand wordt gelezen" not in pagina
    assert url("apply", overzicht) in pagina


def test_the_page_says_why_a_file_could_not_be_read(client, beheerder, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        response = send(client, GEEN_KOP)
    pagina = text(client.get(response.url))
    assert "staat geen kop met kolommen" in pagina
    assert UPLOAD in pagina
    assert "is weggelegd" not in pagina


def test_without_workers_the_request_reads_it(client, beheerder, settings):
    settings.CELERY_TASK_ALWAYS_EAGER = True
    response = send(client, GEEN_KOP)
    assert (response.status_code, Overzichtimport.objects.exists()) == (422, False)
    send(client)
    assert Overzichtimport.objects.get().status == Inleesstatus.VOORBEELD
    assert not Verwerking.objects.exists()


def test_one_calls_it_off_and_reads_it_after_all(client, hand_in, beheerder, django_capture_on_commit_callbacks):
    overzicht = overzicht_van(hand_in())
    assert client.post(url("afbreken", overzicht)).url == overzicht.get_absolute_url()
    pagina = text(client.get(overzicht.get_absolute_url()))
    assert f"afgebroken door {beheerder.naam}. Er is niets verwerkt." in pagina
    for naam in ("opnieuw", "discard"):
        assert url(naam, overzicht) in pagina
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(url("opnieuw", overzicht)).url == overzicht.get_absolute_url()
    assert now(overzicht).status == Inleesstatus.VOORBEELD


def test_how_far_it_is_is_for_who_decides_about_it(client, hand_in, gemeenten):
    """The beheerder for all gemeenten; of one gemeente its own people."""
    stad = gemeenten["Oefenstad"]
    leider = OpgavemanagerFactory(gemeente=stad)
    voor_alle, voor_een = hand_in(), hand_in(gemeente=stad, door=leider)
    wie = {
        BeheerderFactory(): (200, 404),
        leider: (404, 200),
        JuristFactory(gemeente=stad): (404, 404),
        AmbtenaarFactory(): (404, 404),
    }
    for gebruiker, statussen in wie.items():
        client.force_login(gebruiker)
        for verwerking, status in zip((voor_alle, voor_een), statussen, strict=True):
            stand = reverse("samenwerking:verwerking_stand", args=[verwerking.pk])
            assert client.get(stand, headers={"hx-request": "true"}).status_code == status
