"""A worker reads a COA list and applies a large one: what the pages ask, what the worker does, what one sees of it."""

import re
from functools import partial

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from huisvesting import tasks
from huisvesting.models import CoaImport, Huishouden, Statushouder
from huisvesting.services import coa_verwerken
from huisvesting.services.coa_ontvangst import receive_coa_lijst
from huisvesting.services.coa_verwerken import COA_WERK, NIET_TE_VERWERKEN, apply_later, do_toepassen, receive_later
from samenwerking.models import Actie, Gebeurtenis, Inleesstatus, Logregel, Verwerking, Werksoort
from samenwerking.services.inleeswerk import AL_GELEZEN, NIET_GELUKT, TE_COMPLEX
from samenwerking.services.inlezing import AL_AFGEHANDELD, INTUSSEN_VERANDERD
from samenwerking.services.verwerking import AL_KLAAR, BEZIG, MAX_POGINGEN, Afgebroken, Volger
from tests.bewijs import assert_declined, assert_logs
from tests.factories.samenwerking import AmbtenaarFactory, CorporatiemedewerkerFactory, GemeenteFactory
from tests.huisvesting.coa_lijsten import make_csv, rij

pytestmark = [pytest.mark.beide, pytest.mark.django_db]

UPLOAD = reverse("huisvesting:coa_import_upload")
LIJST = make_csv(rij(1, gezinsrol="hoofd"), rij(2))


@pytest.fixture
def ambtenaar():
    return AmbtenaarFactory(gemeente=GemeenteFactory(naam="Proefstad"))


@pytest.fixture
def client(client, ambtenaar):
    client.force_login(ambtenaar)
    return client


@pytest.fixture(autouse=True)
def _met_werkers(met_werkers):
    """Everywhere in this file."""


@pytest.fixture
def hand_in(ambtenaar):
    """A file that waits for a worker."""

    def hand_in(data=LIJST):
        return receive_later(gemeente=ambtenaar.gemeente, data=data, bestandsnaam="lijst.csv", door=ambtenaar)

    return hand_in


@pytest.fixture
def gelezen(ambtenaar):
    return receive_coa_lijst(gemeente=ambtenaar.gemeente, data=LIJST, bestandsnaam="lijst.csv", door=ambtenaar)


@pytest.fixture
def klein(monkeypatch):
    """Two people are a large list."""
    monkeypatch.setattr(coa_verwerken, "GROOT", 1)


def lijst_van(verwerking):
    return CoaImport.objects.get(pk=verwerking.onderwerp_id)


def now(rij):
    return type(rij).objects.get(pk=rij.pk)


def url(naam, coa_import):
    return reverse(f"huisvesting:coa_import_{naam}", args=[coa_import.pk])


def text(response):
    return " ".join(response.content.decode().split())


# --- Reading ----------------------------------------------------------------------------------------------------------
def test_a_file_is_kept_unopened_until_a_worker_reads_it(hand_in, ambtenaar):
    with assert_logs():
        verwerking = hand_in()
    assert lijst_van(verwerking).status == Inleesstatus.LEZEN
    assert (verwerking.soort, verwerking.gevraagd_door) == (Werksoort.LEZEN, ambtenaar)

    with assert_logs(Gebeurtenis.COA_LIJST_ONTVANGEN):
        assert COA_WERK.do_lezen(verwerking.pk)
        assert not COA_WERK.do_lezen(verwerking.pk)

    coa_import = lijst_van(verwerking)
    assert coa_import.status == Inleesstatus.VOORBEELD
    assert coa_import.regels.count() == 2
    assert Statushouder.objects.count() == 0


def test_the_worker_reads_it_as_the_request_does(hand_in, gelezen):
    in_verzoek = list(gelezen.regels.values_list("rij", "oordeel", "meldingen"))
    verwerking = hand_in()
    assert lijst_van(verwerking) == gelezen
    assert not gelezen.regels.exists()
    COA_WERK.do_lezen(verwerking.pk)
    assert list(gelezen.regels.values_list("rij", "oordeel", "meldingen")) == in_verzoek
    assert lijst_van(verwerking).samenvatting == gelezen.samenvatting


def test_a_file_that_is_no_table_ends_with_its_sentence(hand_in):
    verwerking = hand_in(b"geen kop\n\n1\n")
    with assert_logs(Gebeurtenis.COA_LIJST_ONTVANGEN):
        assert COA_WERK.do_lezen(verwerking.pk)
    coa_import = lijst_van(verwerking)
    assert coa_import.status == Inleesstatus.ONLEESBAAR
    assert "staat geen kop met kolommen die gescheiden zijn" in coa_import.leesfout
    assert (now(verwerking).fout, coa_import.inhoud) == ("", "")


@pytest.mark.parametrize(
    ("data", "zin"),
    [
        (b"v_nummer;x\n" + b"1;2\n" * 3_000_000, "Het bestand is groter dan 10 MB."),
        (b"\x89PNG\r\n\x1a\n", "Dit is een afbeelding, geen lijst."),
        (b"", "Het bestand is leeg."),
    ],
    ids=["too large", "a picture", "empty"],
)
def test_what_is_no_list_at_first_sight_is_not_even_kept(ambtenaar, data, zin):
    feiten = {"gemeente": ambtenaar.gemeente, "bestandsnaam": "lijst.csv", "door": ambtenaar}
    assert_declined(zin, receive_later, data=data, **feiten)


def test_a_file_is_in_one_hand_at_a_time(hand_in, ambtenaar):
    verwerking = hand_in()
    feiten = {"gemeente": ambtenaar.gemeente, "bestandsnaam": "lijst.csv", "door": ambtenaar}
    assert_declined(BEZIG, receive_later, data=LIJST, **feiten)
    assert_declined(BEZIG, COA_WERK.read_again, inlezing=lijst_van(verwerking), door=ambtenaar)
    assert_declined(BEZIG, apply_later, coa_import=lijst_van(verwerking), door=ambtenaar)


def test_reading_is_called_off_and_done_after_all(hand_in, ambtenaar):
    verwerking = hand_in()
    coa_import = lijst_van(verwerking)
    with assert_logs(Gebeurtenis.COA_LIJST_AFGEBROKEN):
        COA_WERK.cancel(inlezing=coa_import, door=ambtenaar)
    assert_declined(AL_KLAAR, COA_WERK.cancel, inlezing=coa_import, door=ambtenaar)
    assert not COA_WERK.do_lezen(verwerking.pk)
    assert now(coa_import).status == Inleesstatus.LEZEN

    assert COA_WERK.do_lezen(COA_WERK.read_again(inlezing=coa_import, door=ambtenaar).pk)

    assert now(coa_import).status == Inleesstatus.VOORBEELD
    assert_declined(AL_GELEZEN, COA_WERK.read_again, inlezing=coa_import, door=ambtenaar)


@pytest.mark.parametrize("fout", [MemoryError, SoftTimeLimitExceeded])
def test_a_file_that_takes_too_much_is_refused_and_the_next_is_read(hand_in, monkeypatch, fout):
    verwerking = hand_in()
    with monkeypatch.context() as patch:
        patch.setattr(coa_verwerken, "read_coa_lijst", raises(fout))
        with assert_logs(Gebeurtenis.COA_LIJST_ONTVANGEN):
            assert not tasks.read_coa_lijst(str(verwerking.pk))
    coa_import = lijst_van(verwerking)
    assert (coa_import.status, coa_import.leesfout) == (Inleesstatus.ONLEESBAAR, TE_COMPLEX)
    assert (coa_import.inhoud, now(verwerking).fout) == ("", TE_COMPLEX)
    assert not COA_WERK.give_up(verwerking.pk)

    assert tasks.read_coa_lijst(str(hand_in().pk))

    assert lijst_van(verwerking).status == Inleesstatus.VOORBEELD


def test_a_file_on_which_every_worker_is_lost_is_refused(hand_in):
    verwerking = hand_in()
    Verwerking.objects.update(pogingen=MAX_POGINGEN)
    assert not tasks.read_coa_lijst(str(verwerking.pk))
    assert lijst_van(verwerking).leesfout == TE_COMPLEX


def raises(fout):
    def fail(*args, **kwargs):
        raise fout

    return fail


# --- Applying ---------------------------------------------------------------------------------------------------------
def test_a_worker_applies_the_list_in_the_name_of_who_asked(gelezen, ambtenaar):
    verwerking = apply_later(coa_import=gelezen, door=ambtenaar)
    assert Statushouder.objects.count() == 0

    with assert_logs(Gebeurtenis.HUISHOUDEN_GEKOPPELD, Gebeurtenis.COA_LIJST_TOEGEPAST):
        assert tasks.apply_coa_lijst(str(verwerking.pk))
        assert not tasks.apply_coa_lijst(str(verwerking.pk))

    assert now(gelezen).toegepast_door == ambtenaar
    assert Statushouder.objects.count() == 2
    assert now(verwerking).klaar_op is not None


def test_a_list_that_is_not_ready_is_not_applied(hand_in, gelezen, ambtenaar):
    verwerking = hand_in()
    COA_WERK.cancel(inlezing=gelezen, door=ambtenaar)
    assert_declined(NIET_TE_VERWERKEN, apply_later, coa_import=lijst_van(verwerking), door=ambtenaar)


def test_a_preview_that_was_made_anew_since_is_not_applied(gelezen, ambtenaar):
    verwerking = apply_later(coa_import=gelezen, door=ambtenaar)
    Verwerking.objects.update(afdruk="een ander voorbeeld")
    assert not do_toepassen(verwerking.pk)
    assert now(verwerking).fout == INTUSSEN_VERANDERD
    assert (Statushouder.objects.count(), now(gelezen).status) == (0, Inleesstatus.VOORBEELD)


def test_a_list_that_was_put_away_since_is_not_applied(gelezen, ambtenaar):
    verwerking = apply_later(coa_import=gelezen, door=ambtenaar)
    CoaImport.objects.update(gesloten_op=gelezen.ontvangen_op, gesloten_door=ambtenaar)
    assert not do_toepassen(verwerking.pk)
    assert now(verwerking).fout == AL_AFGEHANDELD


def test_applying_that_takes_too_much_ends_with_a_sentence_and_the_list_is_open(gelezen, ambtenaar, monkeypatch):
    verwerking = apply_later(coa_import=gelezen, door=ambtenaar)
    monkeypatch.setattr(coa_verwerken, "apply_coa_import", raises(MemoryError))
    with assert_logs():
        assert not tasks.apply_coa_lijst(str(verwerking.pk))
    assert now(verwerking).fout == NIET_GELUKT
    assert now(gelezen).status == Inleesstatus.VOORBEELD


def test_applying_tells_its_steps_and_stops_at_each_when_it_is_called_off(gelezen, ambtenaar, monkeypatch):
    """At whichever step: nothing is written, the list is open, and it can be applied after all."""
    stappen = []
    verwerking = apply_later(coa_import=gelezen, door=ambtenaar)
    with monkeypatch.context() as patch:
        patch.setattr(Volger, "__call__", lambda self, *stand: stappen.append(stand))
        patch.setattr(Verwerking.objects.all().__class__, "update", lambda self, **velden: 0)
        assert not do_toepassen(verwerking.pk)
    soorten = list(dict.fromkeys(stap for stap, _, _ in stappen))
    assert soorten == ["lezen", "vergelijken", "huishoudens", "personen", "afronden"]

    for stop in range(1, len(stappen) + 1):
        geteld = []

        def cancel(self, *stand, stop=stop, geteld=geteld):
            geteld.append(stand)
            if len(geteld) == stop:
                raise Afgebroken

        with monkeypatch.context() as patch:
            patch.setattr(Volger, "__call__", cancel)
            assert not do_toepassen(verwerking.pk)
        assert (Statushouder.objects.count(), Huishouden.objects.count(), Actie.objects.count()) == (0, 0, 0)
        assert now(gelezen).status == Inleesstatus.VOORBEELD
        Verwerking.objects.update(pogingen=0)

    assert do_toepassen(verwerking.pk)
    assert Statushouder.objects.count() == 2


# --- Lost work --------------------------------------------------------------------------------------------------------
def test_the_beat_hands_out_what_was_lost_and_twice_changes_nothing(hand_in, django_capture_on_commit_callbacks):
    verwerking = hand_in()
    with django_capture_on_commit_callbacks(execute=True):
        assert tasks.resume_verwerkingen() == 1
        assert tasks.resume_verwerkingen() == 1
    assert lijst_van(verwerking).status == Inleesstatus.VOORBEELD
    assert tasks.resume_verwerkingen() == 0
    assert Logregel.objects.filter(gebeurtenis=Gebeurtenis.COA_LIJST_ONTVANGEN).count() == 1


# --- Pages ------------------------------------------------------------------------------------------------------------
def send(client, ambtenaar, data=LIJST):
    return client.post(UPLOAD, {"gemeente": ambtenaar.gemeente.pk, "bestand": SimpleUploadedFile("lijst.csv", data)})


def test_an_upload_opens_nothing_and_a_worker_reads_it(
    client, ambtenaar, monkeypatch, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as later:
        response = send(client, ambtenaar)
    coa_import = CoaImport.objects.get()
    assert response.url == coa_import.get_absolute_url()
    assert coa_import.status == Inleesstatus.LEZEN

    pagina = text(client.get(response.url))
    stand = reverse("samenwerking:verwerking_stand", args=[Verwerking.objects.get().pk])
    for deel in (f'hx-get="{stand}"', 'hx-trigger="every 1s"', "<noscript>", url("afbreken", coa_import)):
        assert deel in pagina
    assert url("apply", coa_import) not in pagina

    for callback in later:
        callback()
    pagina = text(client.get(response.url))
    assert "Het bestand wordt gelezen" not in pagina
    assert url("apply", coa_import) in pagina


def test_without_workers_the_request_does_it(client, ambtenaar, settings, klein):
    settings.CELERY_TASK_ALWAYS_EAGER = True
    response = send(client, ambtenaar)
    coa_import = CoaImport.objects.get()
    assert coa_import.status == Inleesstatus.VOORBEELD
    client.post(url("apply", coa_import))
    assert Statushouder.objects.count() == 2
    assert not Verwerking.objects.exists()
    assert "verwerking__stand" not in client.get(response.url).content.decode()


def test_a_large_list_is_applied_by_a_worker(client, gelezen, klein, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as later:
        assert client.post(url("apply", gelezen)).url == gelezen.get_absolute_url()
    assert Statushouder.objects.count() == 0
    pagina = text(client.get(gelezen.get_absolute_url()))
    assert "De lijst wordt verwerkt" in pagina
    assert url("apply", gelezen) not in pagina
    assert client.post(url("apply", gelezen)).status_code == 409

    for callback in later:
        callback()
    assert Statushouder.objects.count() == 2
    assert "De lijst wordt verwerkt" not in text(client.get(gelezen.get_absolute_url()))


def test_a_small_list_is_applied_at_once(client, gelezen):
    client.post(url("apply", gelezen))
    assert Statushouder.objects.count() == 2
    assert not Verwerking.objects.exists()


def test_the_page_asks_how_far_it_is_and_is_told_when_it_is_over(client, hand_in):
    verwerking = hand_in()
    vraag = reverse("samenwerking:verwerking_stand", args=[verwerking.pk])
    ask = partial(client.get, vraag, headers={"hx-request": "true"})
    assert "Het werk begint zodra er plaats is." in text(ask())
    assert "value=" not in text(ask())

    Volger(verwerking.pk)("personen", 1200, 20000)

    assert "1.200 van 20.000 personen" in text(ask())
    assert 'value="1200" max="20000"' in text(ask())
    assert client.get(vraag).url == lijst_van(verwerking).get_absolute_url()

    COA_WERK.do_lezen(verwerking.pk)

    assert ask()["HX-Redirect"] == lijst_van(verwerking).get_absolute_url()
    assert client.get(vraag).url == lijst_van(verwerking).get_absolute_url()


def test_how_far_it_is_is_for_casework_of_the_gemeente(client, hand_in, ambtenaar):
    vraag = reverse("samenwerking:verwerking_stand", args=[hand_in().pk])
    medewerker = CorporatiemedewerkerFactory(corporatie__gemeenten=[ambtenaar.gemeente])
    for vreemd in (AmbtenaarFactory(), medewerker):
        client.force_login(vreemd)
        assert client.get(vraag).status_code == 404


def test_one_presses_to_call_it_off(client, hand_in, ambtenaar):
    coa_import = lijst_van(hand_in())
    assert "Breek af" in text(client.get(url("afbreken", coa_import)))
    assert client.post(url("afbreken", coa_import)).url == coa_import.get_absolute_url()

    pagina = text(client.get(coa_import.get_absolute_url()))
    assert re.search(
        rf"Het lezen van dit bestand is op .* afgebroken door {ambtenaar.naam}\. Er is niets verwerkt\.", pagina
    )
    assert url("opnieuw", coa_import) in pagina
    assert client.get(url("afbreken", coa_import)).status_code == 302
    assert client.post(url("afbreken", coa_import)).status_code == 409


def test_one_presses_to_read_it_after_all(client, hand_in, ambtenaar, django_capture_on_commit_callbacks):
    coa_import = lijst_van(hand_in())
    COA_WERK.cancel(inlezing=coa_import, door=ambtenaar)
    assert "Lees het bestand" in text(client.get(url("opnieuw", coa_import)))
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(url("opnieuw", coa_import)).url == coa_import.get_absolute_url()
    assert now(coa_import).status == Inleesstatus.VOORBEELD
    assert "afgebroken door" not in text(client.get(coa_import.get_absolute_url()))
    assert client.get(url("opnieuw", coa_import)).status_code == 302
    assert client.post(url("opnieuw", coa_import)).status_code == 409


def test_why_applying_failed_stands_on_the_page_until_the_list_comes_in_anew(client, gelezen, ambtenaar):
    verwerking = apply_later(coa_import=gelezen, door=ambtenaar)
    COA_WERK.give_up(verwerking.pk)
    pagina = text(client.get(gelezen.get_absolute_url()))
    assert NIET_GELUKT in pagina
    assert url("apply", gelezen) in pagina
    receive_coa_lijst(gemeente=ambtenaar.gemeente, data=LIJST, bestandsnaam="lijst.csv", door=ambtenaar)
    assert NIET_GELUKT not in text(client.get(gelezen.get_absolute_url()))
