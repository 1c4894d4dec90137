"""The pages of a dossier: what is next in every status, the forms of its acts, and what everyone may press."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from huisvesting.models import Contactwijze, Eissoort, Huishouden, HuishoudenStatus, Ontbrekend, Woonnorm
from huisvesting.services.dossier import add_notitie, record_contact
from huisvesting.services.dossierslot import read_status
from samenwerking.models import Gebeurtenis, Logregel, Reden
from tests.factories.dossier import ActieFactory, DossiersluitingFactory, EisFactory, ParkeringFactory, WoonnormFactory
from tests.factories.huisvesting import HuishoudenFactory, dag
from tests.factories.samenwerking import AmbtenaarFactory, JuristFactory, OpgavemanagerFactory
from tests.huisvesting.test_pijlen_dossier import SITUATIES

pytestmark = pytest.mark.django_db
S = HuishoudenStatus


def lees(antwoord):
    html = antwoord.content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", html[html.index("<main") : html.index("</main>")]).split())


def log_in(client, huishouden, factory=AmbtenaarFactory):
    gebruiker = factory(gemeente=huishouden.gemeente)
    client.force_login(gebruiker)
    return gebruiker


def send(client, route, pk, **velden):
    return client.post(reverse(f"huisvesting:{route}", kwargs={"pk": pk}), velden)


@pytest.mark.parametrize("status", SITUATIES)
def test_a_dossier_says_in_every_status_what_is_next(client, status):
    huishouden = SITUATIES[status]()
    log_in(client, huishouden)

    antwoord = client.get(huishouden.get_absolute_url())

    assert antwoord.status_code == 200
    tekst = lees(antwoord)
    assert status.label in tekst
    gesloten = status in (S.AFGESLOTEN, S.TERUGGEGEVEN)
    assert ("Volgende stap" in tekst) != gesloten
    assert ("Schrijf notitie" in tekst) != gesloten
    assert ("Woningen die passen" in tekst) == (status == S.KLAAR)


# --- Forms ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("begin", "route", "velden", "einde"),
    [
        (S.AANGEMELD, "huishouden_receive", {"coa_contact": "Els"}, S.GEKOPPELD),
        (S.AANGEMELD, "huishouden_ask", {"ontbreekt": [Ontbrekend.INKOMEN]}, S.ONVOLLEDIG),
        (S.ONVOLLEDIG, "huishouden_complete", {}, S.AANGEMELD),
        (S.GEKOPPELD, "huishouden_intake", {}, S.INTAKE),
        (S.INTAKE, "huishouden_need", {s.value: "geen" for s in Eissoort}, S.KLAAR),
        (S.KLAAR, "huishouden_park", {"voorwaarde": "Tot de pas er is"}, S.GEPARKEERD),
        (S.GEPARKEERD, "huishouden_resume", {}, S.KLAAR),
        (S.GEHUISVEST, "huishouden_nazorg", {}, S.NAZORG),
        (S.NAZORG, "huishouden_close", {}, S.AFGESLOTEN),
    ],
)
def test_a_form_takes_the_dossier_a_step_further(client, begin, route, velden, einde):
    huishouden = SITUATIES[begin]()
    gebruiker = log_in(client, huishouden)
    assert client.get(reverse(f"huisvesting:{route}", kwargs={"pk": huishouden.pk})).status_code == 200
    reden = {"reden": Reden.objects.get(code="wacht-op-nareis").pk} if route == "huishouden_park" else {}
    eigenaar = {"eigenaar": gebruiker.pk} if route == "huishouden_receive" else {}

    antwoord = send(client, route, huishouden.pk, **velden, **reden, **eigenaar)

    assert (antwoord.status_code, antwoord.url) == (302, huishouden.get_absolute_url())
    assert read_status(huishouden) == einde
    # Once is enough: whoever comes second reads so.
    assert send(client, route, huishouden.pk, **velden, **reden, **eigenaar).status_code in (302, 409)
    assert read_status(huishouden) == einde


def test_the_need_is_asked_and_comes_back_in_its_form(client):
    huishouden = HuishoudenFactory(in_intake=True, personen=3)
    log_in(client, huishouden)
    velden = {soort.value: "geen" for soort in Eissoort} | {
        "huur": "moet",
        "huur_bedrag": "650,50",
        "onderwijs": "liefst",
        "omgeving_waarde": "Basisschool",
    }

    assert send(client, "huishouden_need", huishouden.pk, **velden, slaapkamers_nodig="3").status_code == 422
    assert send(client, "huishouden_need", huishouden.pk, **{**velden, "huur_bedrag": ""}).status_code == 422
    assert send(client, "huishouden_need", huishouden.pk, **{**velden, "plaats": "moet"}).status_code == 422
    assert not huishouden.eisen.exists()
    assert send(client, "huishouden_need", huishouden.pk, **velden).status_code == 302

    tekst = lees(client.get(huishouden.get_absolute_url()))
    assert "Moet Huur niet hoger dan € 650,50 Liefst Dicht bij school of studie: Basisschool" in tekst
    form = client.get(reverse("huisvesting:huishouden_need", kwargs={"pk": huishouden.pk})).context["form"]
    assert (form["huur"].value(), form["omgeving_waarde"].value(), form["zorg"].value()) == (
        "moet",
        "Basisschool",
        "geen",
    )


def test_another_changed_the_need_meanwhile(client):
    huishouden = HuishoudenFactory()
    log_in(client, huishouden)
    url = reverse("huisvesting:huishouden_need", kwargs={"pk": huishouden.pk})
    gezien = client.get(url).context["versie"]
    EisFactory(huishouden=huishouden, soort=Eissoort.GELIJKVLOERS, bedrag=None)
    velden = {soort.value: "geen" for soort in Eissoort} | {"gelijkvloers": "liefst", "formulierversie": gezien}

    antwoord = client.post(url, velden)

    assert antwoord.status_code == 409
    assert "Nu staat er: Moet." in lees(antwoord)
    assert client.post(url, velden | {"formulierversie": antwoord.context["versie"]}).status_code == 302
    assert huishouden.eisen.get().is_hard is False


def test_many_are_received_from_the_list(client):
    eerste = HuishoudenFactory(aangemeld=True)
    tweede, derde = (HuishoudenFactory(aangemeld=True, gemeente=eerste.gemeente) for _ in range(2))
    vreemd = HuishoudenFactory(aangemeld=True)
    gebruiker = log_in(client, eerste)
    url = reverse("huisvesting:huishouden_receive_many")
    assert "Bevestig de ontvangst van 3 huishoudens" in lees(client.get(reverse("huisvesting:huishouden_list")))
    begin = Logregel.objects.latest("pk").pk
    pagina = lees(client.get(url))
    assert eerste.aanduiding in pagina
    assert vreemd.aanduiding not in pagina
    assert Logregel.objects.filter(pk__gt=begin, gebeurtenis=Gebeurtenis.INZAGE).count() == 3

    assert client.post(url, {"eigenaar": gebruiker.pk, "huishoudens": [vreemd.pk]}).status_code == 422
    assert client.post(url, {"eigenaar": gebruiker.pk, "huishoudens": [eerste.pk, tweede.pk]}).status_code == 302

    assert set(Huishouden.objects.exclude(ontvangen_op=None)) == {eerste, tweede}
    assert "Bevestig de ontvangst van 1 huishouden" in lees(client.get(reverse("huisvesting:huishouden_list")))
    assert derde.ontvangen_op is None


# --- Handing back -----------------------------------------------------------------------------------------------------
def test_casework_proposes_and_the_opgavemanager_decides(client):
    huishouden = HuishoudenFactory()
    log_in(client, huishouden)
    reden = Reden.objects.get(code="gezin-elders")
    assert send(client, "huishouden_hand_back", huishouden.pk, reden=reden.pk).status_code == 302
    sluiting = huishouden.sluitingen.get()
    assert "Wacht op besluit" in lees(client.get(huishouden.get_absolute_url()))
    assert send(client, "teruggave_decide", sluiting.pk).status_code == 403

    log_in(client, huishouden, OpgavemanagerFactory)
    tekst = lees(client.get(huishouden.get_absolute_url()))
    assert "Beslis of dit huishouden terug gaat naar COA." in tekst
    assert "Het gezin woont in een andere gemeente" in tekst
    assert send(client, "teruggave_decline", sluiting.pk).status_code == 422
    assert send(client, "teruggave_decide", sluiting.pk).status_code == 302

    assert read_status(huishouden) == S.TERUGGEGEVEN
    assert send(client, "teruggave_decline", sluiting.pk, motivering="Te laat.").status_code == 409


def test_only_the_opgavemanager_opens_a_dossier_again(client):
    huishouden = DossiersluitingFactory(besloten=True).huishouden
    log_in(client, huishouden)
    assert "Open het dossier opnieuw" not in lees(client.get(huishouden.get_absolute_url()))
    assert send(client, "huishouden_reopen", huishouden.pk, motivering="Toch.").status_code == 403

    log_in(client, huishouden, OpgavemanagerFactory)
    assert "Open het dossier opnieuw" in lees(client.get(huishouden.get_absolute_url()))
    assert send(client, "huishouden_reopen", huishouden.pk, motivering="Toch.").status_code == 302
    assert read_status(huishouden) == S.KLAAR


def test_the_reasons_belong_to_what_is_done(client):
    huishouden = HuishoudenFactory()
    log_in(client, huishouden)

    def reasons(route):
        form = client.get(reverse(f"huisvesting:{route}", kwargs={"pk": huishouden.pk})).context["form"]
        return set(form.fields["reden"].queryset.values_list("code", flat=True))

    assert reasons("huishouden_park") == {
        "nareis-eerst",
        "wacht-op-nareis",
        "medisch-onderzoek",
        "geen-bsn-pas",
        "detentie",
        "onbereikbaar",
    }
    assert reasons("huishouden_hand_back") == {
        "familie-elders",
        "onbereikbaar",
        "zelf-woonruimte",
        "blijft-weigeren",
        "herkoppeling",
        "profiel-onjuist",
        "gezin-elders",
        "overlijden",
        "vertrek",
    }


# --- What was written -------------------------------------------------------------------------------------------------
def test_the_timeline_tells_notes_contacts_points_and_reasons(client):
    huishouden = HuishoudenFactory()
    gebruiker = log_in(client, huishouden)
    wie = {"huishouden": huishouden, "door": gebruiker}
    add_notitie(tekst="Belt liever 's middags.", **wie)
    record_contact(
        contactdatum=dag(0).date(), wijze=Contactwijze.TELEFOON, tolk_aanwezig=True, tekst="Intake gepland.", **wie
    )
    for titel in ("Bel de school", "Bel de huisarts"):
        actie = ActieFactory(over=huishouden, titel=titel)
        client.post(reverse("samenwerking:actie_gedaan", kwargs={"pk": actie.pk}))
    send(
        client,
        "huishouden_park",
        huishouden.pk,
        reden=Reden.objects.get(code="detentie").pk,
        tot=f"{timezone.localdate() + timedelta(days=9):%d-%m-%Y}",
    )

    tekst = lees(client.get(huishouden.get_absolute_url()))

    assert "Notitie Belt liever &#x27;s middags." in tekst
    assert "Contact Telefoon op 02-03-2026, met tolk. Intake gepland." in tekst
    assert "Actie gedaan Bel de huisarts; Bel de school" in tekst
    assert "Geparkeerd Zit vast" in tekst


def test_forms_for_a_note_a_contact_a_colleague_and_a_task(client):
    huishouden = HuishoudenFactory(gekoppeld=True)
    gebruiker = log_in(client, huishouden)
    vandaag = f"{timezone.localdate():%d-%m-%Y}"

    assert send(client, "huishouden_note", huishouden.pk, tekst=" ").status_code == 422
    assert send(client, "huishouden_note", huishouden.pk, tekst="Iets.").status_code == 302
    velden = {"contactdatum": vandaag, "wijze": "telefoon", "is_bereikt": "nee"}
    assert send(client, "huishouden_contact", huishouden.pk, **velden).status_code == 302
    assert send(client, "huishouden_actie", huishouden.pk, titel="Bel").status_code == 302
    assert send(client, "huishouden_change", huishouden.pk, eigenaar=gebruiker.pk).status_code == 302

    huishouden.refresh_from_db()
    assert (huishouden.eigenaar, huishouden.contactmomenten.get().is_bereikt) == (gebruiker, False)
    assert "Nog niemand" in lees(client.get(huishouden.get_absolute_url()))


def test_a_parked_household_whose_day_has_come_says_so(client):
    parkering = ParkeringFactory(tot=timezone.localdate())
    log_in(client, parkering.huishouden)

    assert "die dag is er. Hervat het dossier." in lees(client.get(parkering.huishouden.get_absolute_url()))
    assert "die dag is er. Hervat het dossier." in lees(client.get("/rapportage/vandaag/"))


def test_a_jurist_sees_no_dossier(client):
    huishouden = HuishoudenFactory()
    log_in(client, huishouden, JuristFactory)

    assert client.get(huishouden.get_absolute_url()).status_code == 404


# --- The norm ---------------------------------------------------------------------------------------------------------
def test_the_opgavemanager_says_how_bedrooms_are_counted_and_the_dossier_explains_it(client):
    huishouden = HuishoudenFactory(personen=4)
    norm = WoonnormFactory(gemeente=huishouden.gemeente, eigen_kamer_vanaf=16)
    lijst = reverse("huisvesting:woonnorm_list", kwargs={"code": norm.gemeente.code})
    nieuw = reverse("huisvesting:woonnorm_new", kwargs={"code": norm.gemeente.code})
    velden = {
        "van": f"{timezone.localdate():%d-%m-%Y}",
        "eigen_kamer_vanaf": "10",
        "gescheiden_vanaf": "10",
        "kinderen_per_kamer": "2",
    }
    log_in(client, huishouden)
    assert "Vanaf 16 jaar" in lees(client.get(lijst))
    assert client.post(nieuw, velden).status_code == 403

    log_in(client, huishouden, OpgavemanagerFactory)
    assert client.get(nieuw).context["form"]["eigen_kamer_vanaf"].value() == 16
    assert client.post(nieuw, velden | {"kinderen_per_kamer": "7"}).status_code == 422
    assert client.post(nieuw, velden).status_code == 302

    assert Woonnorm.objects.count() == 2
    tekst = lees(client.get(huishouden.get_absolute_url()))
    assert "Berekend: 3 slaapkamers. Hoe? Hoofd en partner samen 1 2 kinderen van 10 jaar of ouder 2" in tekst
