"""A form that acts, acts once: the same sending gets the same answer, another one does not pass for it."""

import re
import uuid
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.urls import reverse
from django.utils import timezone

from huisvesting.forms.basis import RedenForm
from huisvesting.models import CoaImport, Voordracht, Woningaanbod
from huisvesting.views import voordracht as views
from samenwerking.models import Gebeurtenis, Klasse, Logregel, Roltoewijzing, Verzending
from samenwerking.services.verzending import expire_verzendingen
from samenwerking.tasks import expire_verzendingen as expire_task
from taakstelling.models import Telregel
from tests.factories.huisvesting import HuishoudenFactory, VoordrachtFactory, WoningaanbodFactory
from tests.factories.samenwerking import AmbtenaarFactory, BeheerderFactory, GemeenteFactory, RedenFactory
from tests.huisvesting.coa_lijsten import sample
from tests.taakstelling.lezen import read_main

pytestmark = pytest.mark.django_db
AL_VERSTUURD = "Dit formulier is al eens verstuurd, met andere gegevens of door iemand anders."


@pytest.fixture
def gemeente():
    return GemeenteFactory()


@pytest.fixture
def consulent(client, gemeente):
    client.force_login(AmbtenaarFactory(gemeente=gemeente))
    return client


def open_key(client, url):
    """The key in the form of this page."""
    (sleutel,) = set(re.findall(r'name="verzendsleutel" value="([^"]+)"', client.get(url).content.decode()))
    return {"verzendsleutel": sleutel}


def cancel_url(voordracht):
    return reverse("huisvesting:voordracht_cancel", kwargs={"pk": voordracht.pk})


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


def test_every_opening_of_a_form_has_a_key_of_its_own(consulent, gemeente):
    url = cancel_url(VoordrachtFactory(gemeente=gemeente))

    assert uuid.UUID(open_key(consulent, url)["verzendsleutel"])
    assert open_key(consulent, url) != open_key(consulent, url)


def test_the_same_sending_again_gets_the_same_answer_and_does_nothing(consulent, gemeente):
    aanbod, huishouden = WoningaanbodFactory(gemeente=gemeente, bevestigd=True), HuishoudenFactory(gemeente=gemeente)
    url = reverse("huisvesting:voordracht_propose", kwargs={"pk": aanbod.pk, "huishouden": huishouden.pk})
    sleutel = open_key(consulent, url)

    antwoorden = [consulent.post(url, sleutel, follow=True) for _ in range(3)]

    doel = Voordracht.objects.get().get_absolute_url()
    assert [antwoord.redirect_chain for antwoord in antwoorden] == [[(doel, 302)]] * 3
    assert [messages_of(antwoord) for antwoord in antwoorden] == [
        [f"Voorgedragen. {aanbod.woning.corporatie} is aan zet."]
    ] * 3
    assert Logregel.objects.filter(gebeurtenis=Gebeurtenis.VOORDRACHT_VOORGESTELD).count() == 1


def test_the_key_of_another_is_refused_and_says_so(consulent, gemeente):
    een, ander = VoordrachtFactory.create_batch(2, gemeente=gemeente)
    reden, sleutel = RedenFactory(), {"verzendsleutel": str(uuid.uuid4())}
    consulent.post(cancel_url(een), {**sleutel, "reden": reden.pk})
    consulent.force_login(AmbtenaarFactory(gemeente=gemeente))

    antwoorden = [consulent.post(cancel_url(v), {**sleutel, "reden": reden.pk}) for v in (een, ander)]

    assert [antwoord.status_code for antwoord in antwoorden] == [409, 409]
    assert AL_VERSTUURD in read_main(antwoorden[0])
    assert Voordracht.objects.open().get() == ander


@pytest.mark.parametrize("anders", ["adres", "inhoud"])
def test_a_used_key_does_not_pass_for_another_act(consulent, gemeente, anders):
    een, ander = VoordrachtFactory.create_batch(2, gemeente=gemeente)
    velden = {"verzendsleutel": str(uuid.uuid4()), "reden": RedenFactory().pk}
    consulent.post(cancel_url(een), velden)

    antwoord = consulent.post(
        cancel_url(ander if anders == "adres" else een),
        velden if anders == "adres" else {**velden, "toelichting": "Toch anders."},
    )

    assert antwoord.status_code == 409
    assert AL_VERSTUURD in read_main(antwoord)
    assert f'href="{(ander if anders == "adres" else een).get_absolute_url()}">Bekijk wat er nu staat' in (
        antwoord.content.decode()
    )
    assert Voordracht.objects.open().get() == ander


def test_work_that_failed_is_not_kept(consulent, gemeente):
    voordracht = VoordrachtFactory(gemeente=gemeente)
    sleutel, reden = {"verzendsleutel": str(uuid.uuid4())}, RedenFactory(toelichting_verplicht=True)

    mislukt = consulent.post(cancel_url(voordracht), {**sleutel, "reden": reden.pk})
    gelukt = consulent.post(cancel_url(voordracht), {**sleutel, "reden": reden.pk, "toelichting": "Dubbel gemeld."})

    assert (mislukt.status_code, gelukt.status_code) == (422, 302)
    assert Verzending.objects.get().melding == "Voordracht geannuleerd."


def test_the_same_sending_is_answered_also_when_its_form_does_not_hold_any_more(consulent, gemeente):
    voordracht, reden = VoordrachtFactory(gemeente=gemeente), RedenFactory()
    velden = {"verzendsleutel": str(uuid.uuid4()), "reden": reden.pk}
    eerst = consulent.post(cancel_url(voordracht), velden)
    reden.vervallen_per = timezone.localdate()
    reden.save()

    assert consulent.post(cancel_url(voordracht), velden).url == eerst.url
    velden["verzendsleutel"] = str(uuid.uuid4())
    assert consulent.post(cancel_url(voordracht), velden).status_code == 422


@pytest.mark.parametrize("sleutel", [{}, {"verzendsleutel": ""}, {"verzendsleutel": "geen sleutel"}])
def test_without_a_key_every_sending_is_a_new_act(consulent, gemeente, sleutel):
    voordracht = VoordrachtFactory(gemeente=gemeente)
    velden = {**sleutel, "reden": RedenFactory().pk}

    antwoorden = [consulent.post(cancel_url(voordracht), velden).status_code for _ in range(2)]

    assert antwoorden == [302, 409]
    assert not Verzending.objects.exists()


def test_a_key_is_kept_for_a_day():
    nu, door = timezone.now(), AmbtenaarFactory()
    oud, vers = (
        Verzending.objects.create(verzonden_op=nu - timedelta(hours=uren), verzonden_door=door, afdruk="a", doel="/")
        for uren in (25, 23)
    )

    assert expire_verzendingen(op=nu) == 1
    assert Verzending.objects.get() == vers
    assert oud != vers
    assert expire_task() == 0


# --- Forms that are no act of one page --------------------------------------------------------------------------------
def test_a_coa_list_that_is_sent_twice_is_read_once(consulent, gemeente):
    url = reverse("huisvesting:coa_import_upload")
    sleutel = open_key(consulent, url)

    def send():
        bestand = SimpleUploadedFile("lijst.csv", sample("goed"))
        return consulent.post(url, {**sleutel, "gemeente": gemeente.pk, "bestand": bestand})

    antwoorden = [send(), send()]

    assert {antwoord.url for antwoord in antwoorden} == {CoaImport.objects.get().get_absolute_url()}
    assert Logregel.objects.filter(gebeurtenis=Gebeurtenis.COA_LIJST_ONTVANGEN).count() == 1


def test_a_counting_rule_that_is_sent_twice_is_recorded_once(client):
    client.force_login(BeheerderFactory())
    url, oud = reverse("huisvesting:telregel_new"), Telregel.objects.order_by("pk").first()
    velden = {
        **{veld: getattr(oud, veld) for veld in ("vorm", "persoon", "telt_voor", "moment", "reden", "code", "bron")},
        "telt": "ja" if oud.telt else "nee",
        "geldig_van": date(2030, 1, 1).strftime("%d-%m-%Y"),
    }
    voorbeeld = client.post(url, velden).content.decode()
    verborgen = dict(re.findall(r'type="hidden" name="(gezien|verzendsleutel)" value="([^"]+)"', voorbeeld))

    antwoorden = [client.post(url, {**velden, **verborgen}) for _ in range(2)]

    assert [antwoord.status_code for antwoord in antwoorden] == [302, 302]
    assert Telregel.objects.filter(vorm=oud.vorm, persoon=oud.persoon).count() == oud.versie + 1


def test_a_rebuild_that_is_asked_twice_runs_once(client, django_capture_on_commit_callbacks):
    client.force_login(BeheerderFactory())
    url = reverse("taakstelling:herberekening_list")
    sleutel = open_key(client, url)

    with django_capture_on_commit_callbacks() as taken:
        antwoorden = [client.post(reverse("taakstelling:herberekening_nu"), sleutel).url for _ in range(2)]

    assert antwoorden == [url, url]
    assert len(taken) == 1


# --- Asked once more inside the transaction ---------------------------------------------------------------------------
@pytest.mark.parametrize("weg", ["rol", "account"])
def test_a_right_that_ends_between_the_form_and_the_act_is_a_403_and_changes_nothing(
    client, gemeente, monkeypatch, weg
):
    ambtenaar, voordracht = AmbtenaarFactory(gemeente=gemeente), VoordrachtFactory(gemeente=gemeente)
    client.force_login(ambtenaar)
    is_valid = RedenForm.is_valid

    def valid_and_then_withdrawn(form):
        """The page let this person in and the form is right; just before the act the right ends."""
        gelukt = is_valid(form)
        if weg == "rol":
            Roltoewijzing.objects.filter(gebruiker=ambtenaar).update(tot=timezone.localdate())
        else:
            type(ambtenaar).objects.filter(pk=ambtenaar.pk).update(is_active=False)
        return gelukt

    monkeypatch.setattr(RedenForm, "is_valid", valid_and_then_withdrawn)
    antwoord = client.post(cancel_url(voordracht), {"reden": RedenFactory().pk, "verzendsleutel": str(uuid.uuid4())})

    assert antwoord.status_code == 403
    assert "of het kan nu niet meer" in read_main(antwoord)
    assert Voordracht.objects.get().is_open
    assert not Verzending.objects.exists()


# --- A deadlock -------------------------------------------------------------------------------------------------------
class Deadlock(Exception):
    sqlstate = "40P01"


@pytest.mark.parametrize(("keer", "lukt"), [(2, True), (3, False)])
def test_an_act_that_postgresql_stopped_in_a_circle_begins_again(consulent, gemeente, monkeypatch, keer, lukt):
    voordracht, gestopt = VoordrachtFactory(gemeente=gemeente), []
    cancel = views.cancel_voordracht

    def stopped(**velden):
        if len(gestopt) < keer:
            gestopt.append(1)
            raise OperationalError("deadlock detected") from Deadlock()
        return cancel(**velden)

    monkeypatch.setattr(views, "cancel_voordracht", stopped)
    velden = {"reden": RedenFactory(klasse=Klasse.GEMEENTE).pk, "verzendsleutel": str(uuid.uuid4())}

    if lukt:
        assert consulent.post(cancel_url(voordracht), velden).status_code == 302
    else:
        with pytest.raises(OperationalError):
            consulent.post(cancel_url(voordracht), velden)
    assert Voordracht.objects.get().is_open != lukt
    assert Woningaanbod.objects.count() == 1
