"""Decisions: within the mandate at once, beyond it only by who may (S14, workflow.md 5.6)."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from samenwerking.models import (
    Actie,
    Actielijst,
    Bericht,
    Besluit,
    Besluitsoort,
    BesluitStatus,
    Gebeurtenis,
    Rol,
    Teamrol,
)
from samenwerking.regels.mandaat import Omvang
from samenwerking.services.besluit import (
    Voorstel,
    ask_besluit,
    decide_besluit,
    hold_besluit,
    propose_besluit,
    propose_hotelplaatsen,
    reject_besluit,
    submit_besluit,
    withdraw_besluit,
)
from tests.bewijs import assert_declined, assert_logs, assert_refused
from tests.factories.besluit import BesluitFactory, MandaatFactory
from tests.factories.huisvesting import HuishoudenFactory, dag
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    BeheerderFactory,
    CorporatiemedewerkerFactory,
    JuristFactory,
    OpdrachtgeverFactory,
    OpgavemanagerFactory,
    WethouderFactory,
)
from tests.factories.team import AfwezigheidFactory, TeamlidFactory

pytestmark = pytest.mark.django_db
S = BesluitStatus
WOORDEN = Voorstel("20 hotelplaatsen", "Er is nog geen woning voor twintig mensen.")
BEDRAGEN = {"binnen": Decimal(40_000), "buiten": Decimal(60_000)}


@pytest.fixture
def gemeente():
    """The opgavemanager decides up to EUR 50,000, the ambtelijk opdrachtgever up to EUR 250,000."""
    gemeente = MandaatFactory().gemeente
    MandaatFactory(gemeente=gemeente, houder=Rol.OPDRACHTGEVER, bedrag_tot=Decimal(250_000))
    return gemeente


def gegevens(gemeente, hoeveel="buiten", **anders):
    goed = {
        "gemeente": gemeente,
        "soort": Besluitsoort.HOTELPLAATSEN,
        "voorstel": WOORDEN,
        "omvang": Omvang(BEDRAGEN[hoeveel], 20, 6),
        "door": OpgavemanagerFactory(gemeente=gemeente),
    }
    return {**goed, **anders}


def propose(gemeente, hoeveel="buiten", **anders):
    return propose_besluit(**gegevens(gemeente, hoeveel, **anders))


# --- The story of S14 -------------------------------------------------------------------------------------------------
def test_within_the_mandate_one_decides_and_the_article_is_kept(gemeente):
    manager = OpgavemanagerFactory(gemeente=gemeente)
    with assert_logs(Gebeurtenis.BESLUIT_VOORGESTELD):
        besluit = propose(gemeente, "binnen", door=manager)
    assert besluit.status == S.VOORSTEL
    with assert_logs(Gebeurtenis.BESLUIT_GENOMEN):
        besluit = decide_besluit(besluit=besluit, door=manager)
    assert (besluit.status, besluit.grond) == (S.BINNEN_MANDAAT, "Mandaatregeling 2026, artikel 3 lid 2")
    assert besluit.mandaat.houder == Rol.OPGAVEMANAGER
    actie = Actie.objects.get(lijst=Actielijst.BESLUIT)
    assert (actie.eigenaar, actie.titel) == (manager, "Voer uit: 20 hotelplaatsen")


def test_sixty_thousand_under_fifty_can_only_go_up(gemeente):
    manager, opdrachtgever = OpgavemanagerFactory(gemeente=gemeente), OpdrachtgeverFactory(gemeente=gemeente)
    besluit = propose(gemeente, door=manager)
    zin = "€ 60.000 is meer dan € 50.000 (Mandaatregeling 2026, artikel 3 lid 2). Leg dit voor aan de ambtelijk"
    assert_declined(zin, decide_besluit, besluit=besluit, door=manager)

    with assert_logs(Gebeurtenis.BESLUIT_VOORGELEGD):
        besluit = submit_besluit(besluit=besluit, door=manager)
    assert (besluit.status, besluit.voorgelegd_aan) == (S.VOORGELEGD, Rol.OPDRACHTGEVER)
    assert Bericht.objects.filter(ontvanger=opdrachtgever, titel="Er ligt een besluit voor u").exists()
    assert_declined("voorgelegd aan de ambtelijk", decide_besluit, besluit=besluit, door=manager)

    with assert_logs(Gebeurtenis.BESLUIT_GENOMEN):
        besluit = decide_besluit(besluit=besluit, door=opdrachtgever, motivering="Goed onderbouwd.")
    assert besluit.status == S.BESLOTEN
    assert Bericht.objects.filter(ontvanger=manager, titel="Er is besloten").exists()
    assert_declined("al beslist", decide_besluit, besluit=besluit, door=opdrachtgever)


def test_what_one_may_decide_is_not_submitted(gemeente):
    besluit = propose(gemeente, "binnen")
    assert_declined("U mag dit zelf besluiten.", submit_besluit, besluit=besluit, door=besluit.voorgesteld_door)


def test_what_was_submitted_is_rejected_or_held_with_why(gemeente):
    opdrachtgever = OpdrachtgeverFactory(gemeente=gemeente)
    besluit = submit_besluit(besluit=(b := propose(gemeente)), door=b.voorgesteld_door)
    morgen = timezone.localdate() + timedelta(days=1)
    assert_declined("na vandaag", hold_besluit, besluit=besluit, tot=timezone.localdate(), door=opdrachtgever)
    with assert_logs(Gebeurtenis.BESLUIT_AANGEHOUDEN):
        besluit = hold_besluit(besluit=besluit, tot=morgen, door=opdrachtgever)
    assert besluit.status == S.AANGEHOUDEN
    assert_declined("waarom", reject_besluit, besluit=besluit, motivering=" ", door=opdrachtgever)
    with assert_logs(Gebeurtenis.BESLUIT_AFGEWEZEN):
        besluit = reject_besluit(besluit=besluit, motivering="Te duur.", door=opdrachtgever)
    assert besluit.status == S.AFGEWEZEN
    assert not Actie.objects.exists()


def test_a_proposal_is_withdrawn_while_it_is_open(gemeente):
    besluit = propose(gemeente)
    with assert_logs(Gebeurtenis.BESLUIT_INGETROKKEN):
        besluit = withdraw_besluit(besluit=besluit, door=besluit.voorgesteld_door)
    assert_declined("al beslist", submit_besluit, besluit=besluit, door=besluit.voorgesteld_door)


def test_a_role_whose_mandate_ends_takes_it_higher(client, gemeente):
    opdrachtgever = OpdrachtgeverFactory(gemeente=gemeente)
    besluit = submit_besluit(besluit=(b := propose(gemeente)), door=b.voorgesteld_door)
    gemeente.mandaten.filter(houder=Rol.OPDRACHTGEVER).update(tot=timezone.localdate())
    assert_declined("geen mandaat", decide_besluit, besluit=besluit, door=opdrachtgever)
    assert_declined("al voorgelegd", submit_besluit, besluit=besluit, door=besluit.voorgesteld_door)
    assert "Voorleggen aan wethouder" in page(client, besluit, opdrachtgever)
    besluit = submit_besluit(besluit=besluit, door=opdrachtgever)
    assert besluit.voorgelegd_aan == Rol.WETHOUDER
    wethouder = WethouderFactory(gemeente=gemeente)
    assert decide_besluit(besluit=besluit, door=wethouder).status == S.BESLOTEN


def test_who_stands_in_hears_of_it_too(gemeente):
    opdrachtgever, invaller = OpdrachtgeverFactory(gemeente=gemeente), OpgavemanagerFactory(gemeente=gemeente)
    vandaag = timezone.localdate()
    lid = TeamlidFactory(gemeente=gemeente, rol=Teamrol.AMBTELIJK_OPDRACHTGEVER, gebruiker=opdrachtgever)
    AfwezigheidFactory(
        teamlid=lid,
        vervanger=TeamlidFactory(gemeente=gemeente, rol=Teamrol.OVERIG, gebruiker=invaller),
        van=vandaag,
        tot=vandaag + timedelta(days=7),
    )
    submit_besluit(besluit=(b := propose(gemeente)), door=b.voorgesteld_door)
    voor = set(Bericht.objects.filter(titel="Er ligt een besluit voor u").values_list("ontvanger", flat=True))
    assert {opdrachtgever.pk, invaller.pk} <= voor
    assert b.voorgesteld_door.pk not in voor


# --- Right words and sizes --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"omvang": Omvang(aantal=20, maanden=6)}, "Vul het bedrag in"),
        ({"voorstel": replace(WOORDEN, titel=" ")}, "wat er besloten moet worden"),
        ({"voorstel": replace(WOORDEN, voorstel=" ")}, "wat u voorstelt"),
        ({"voorstel": replace(WOORDEN, advies="Voor 1234567890.")}, "Noem geen namen"),
        ({"soort": Besluitsoort.OVERIG}, "hoort niet bij dit soort besluit"),
    ],
)
def test_a_proposal_that_is_not_right_is_not_kept(gemeente, anders, zin):
    assert_declined(zin, propose_besluit, **gegevens(gemeente, **anders))


def test_a_proposal_about_a_household_names_nobody_of_it(gemeente):
    huishouden = HuishoudenFactory(gemeente=gemeente)
    naam = huishouden.leden[0].achternaam
    fout = replace(WOORDEN, voorstel=f"De familie {naam} heeft nu een hotel nodig.")
    wat = gegevens(gemeente, voorstel=fout, onderwerp=huishouden)
    assert_declined("Noem geen namen", propose_besluit, **wat)


def test_about_one_thing_lies_one_proposal(gemeente):
    huishouden = HuishoudenFactory(gemeente=gemeente)
    besluit = propose(gemeente, onderwerp=huishouden)
    assert_declined("ligt al een voorstel", propose_besluit, **gegevens(gemeente, onderwerp=huishouden))
    withdraw_besluit(besluit=besluit, door=besluit.voorgesteld_door)
    assert propose(gemeente, onderwerp=huishouden).status == S.VOORSTEL


def test_the_amount_of_hotel_places_follows(gemeente):
    besluit = propose_hotelplaatsen(
        gemeente=gemeente,
        plaatsen=10,
        maanden=6,
        prijs=Decimal(1000),
        toelichting="Tot de flexwoningen klaar zijn.",
        door=OpgavemanagerFactory(gemeente=gemeente),
    )
    assert (besluit.bedrag, besluit.titel) == (Decimal(60_000), "10 hotelplaatsen voor 6 maanden")


def test_asking_proposes_and_submits_in_one_event(gemeente):
    with assert_logs(Gebeurtenis.BESLUIT_VOORGELEGD):
        besluit = ask_besluit(
            gemeente=gemeente,
            soort=Besluitsoort.HOTELPLAATSEN,
            voorstel=WOORDEN,
            omvang=Omvang(Decimal(60_000), 20, 6),
            door=OpgavemanagerFactory(gemeente=gemeente),
        )
    assert besluit.voorgelegd_aan == Rol.OPDRACHTGEVER


@pytest.mark.beide
def test_the_database_refuses_what_cannot_be(gemeente):
    nu = timezone.now()
    besluit = BesluitFactory(onderwerp_soort="huisvesting.huishouden", onderwerp_id="1")
    zelfde = {"gemeente": besluit.gemeente, "onderwerp_soort": "huisvesting.huishouden", "onderwerp_id": "1"}
    assert_refused("besluit_one_open_per_onderwerp", lambda: BesluitFactory(**zelfde))
    assert_refused("besluit_submitted_to_someone", lambda: BesluitFactory(voorgelegd=True, voorgelegd_aan=""))
    assert_refused("besluit_one_end", lambda: BesluitFactory(afgewezen=True, genomen=True))
    assert_refused("besluit_taken_on_a_ground", lambda: BesluitFactory(genomen=True, grond=""))
    assert_refused("besluit_rejected_with_motive", lambda: BesluitFactory(afgewezen=True, motivering=""))
    assert_refused("besluit_held_until_a_day", lambda: BesluitFactory(aangehouden_tot=date(2026, 4, 1)))
    wie = OpgavemanagerFactory()
    assert_refused("besluit_carried_out_when_taken", lambda: BesluitFactory(uitgevoerd_op=nu, uitgevoerd_door=wie))
    assert_refused("besluit_amount_not_negative", lambda: BesluitFactory(bedrag=Decimal(-1)))
    for act in ("voorgelegd", "besloten", "afgewezen", "aangehouden", "ingetrokken", "uitgevoerd"):
        velden = {f"{act}_door": wie}
        assert_refused(f"besluit_{act}", lambda velden=velden: BesluitFactory(**velden))


# --- Pages ------------------------------------------------------------------------------------------------------------
def page(client, besluit, wie):
    client.force_login(wie)
    return client.get(besluit.get_absolute_url()).content.decode()


def test_the_page_offers_the_button_of_who_may(client, gemeente):
    manager = OpgavemanagerFactory(gemeente=gemeente)
    buiten, binnen = propose(gemeente), propose(gemeente, "binnen")
    tekst = page(client, buiten, manager)
    assert "Voorleggen aan ambtelijk opdrachtgever" in tekst
    assert ">Besluiten</a>" not in tekst.split('class="actie"')[1]
    beslis = reverse("samenwerking:besluit_decide", kwargs={"pk": buiten.pk})
    assert client.post(beslis).status_code == 422
    assert Besluit.objects.get(pk=buiten.pk).status == S.VOORSTEL
    assert ">Besluiten</a>" in page(client, binnen, manager).split('class="actie"')[1]


def test_sixty_thousand_goes_up_and_is_decided_on_the_pages(client, gemeente):
    client.force_login(manager := OpgavemanagerFactory(gemeente=gemeente))
    hotel = reverse("samenwerking:besluit_hotel", kwargs={"code": gemeente.code})
    velden = {"plaatsen": "10", "maanden": "6", "prijs": "1000", "toelichting": "Tot de flexwoningen klaar zijn."}
    besluit = Besluit.objects.get(pk=client.post(hotel, velden).url.split("/")[-2])
    assert besluit.bedrag == Decimal(60_000)
    client.post(reverse("samenwerking:besluit_submit", kwargs={"pk": besluit.pk}))
    beslis = reverse("samenwerking:besluit_decide", kwargs={"pk": besluit.pk})
    assert client.post(beslis).status_code == 403

    client.force_login(OpdrachtgeverFactory(gemeente=gemeente))
    lijst = reverse("samenwerking:besluit_list", kwargs={"code": gemeente.code})
    assert "1 voorstel wacht op u." in client.get(lijst).content.decode()
    assert client.post(beslis, {"motivering": "Akkoord."}).status_code == 302
    tekst = page(client, besluit, manager)
    assert "Besloten" in tekst
    assert "artikel 3 lid 2" in tekst


def test_the_opdrachtgever_rejects_and_holds_on_the_pages(client, gemeente):
    besluiten = [submit_besluit(besluit=(b := propose(gemeente)), door=b.voorgesteld_door) for _ in range(2)]
    client.force_login(OpdrachtgeverFactory(gemeente=gemeente))
    nee, later = (b.pk for b in besluiten)
    client.post(reverse("samenwerking:besluit_reject", kwargs={"pk": nee}), {"motivering": "Te duur."})
    client.post(reverse("samenwerking:besluit_hold", kwargs={"pk": later}), {"tot": "2099-01-01"})
    assert [Besluit.objects.get(pk=pk).status for pk in (nee, later)] == [S.AFGEWEZEN, S.AANGEHOUDEN]


def test_any_kind_is_proposed_and_withdrawn_on_the_pages(client, gemeente):
    client.force_login(AmbtenaarFactory(gemeente=gemeente))
    url = reverse("samenwerking:besluit_propose", kwargs={"code": gemeente.code})
    velden = {"soort": "uitgave", "titel": "Tolk op afstand", "tekst": "Een abonnement.", "bedrag": "1200"}
    fout = client.post(url, velden)
    assert fout.status_code == 422
    assert "hoeveel maanden" in fout.content.decode()
    besluit = Besluit.objects.get(pk=client.post(url, {**velden, "maanden": "12"}).url.split("/")[-2])
    client.post(reverse("samenwerking:besluit_withdraw", kwargs={"pk": besluit.pk}))
    assert Besluit.objects.get(pk=besluit.pk).status == S.INGETROKKEN


@pytest.mark.parametrize(
    ("maak", "leest", "stelt_voor"),
    [
        (AmbtenaarFactory, True, True),
        (OpgavemanagerFactory, True, True),
        (JuristFactory, True, True),
        (OpdrachtgeverFactory, True, False),
        (WethouderFactory, True, False),
        (BeheerderFactory, False, False),
    ],
)
def test_the_register_is_for_the_team_and_its_principals(client, gemeente, maak, leest, stelt_voor):
    besluit = BesluitFactory(gemeente=gemeente, voorgesteld_op=dag(0))
    client.force_login(maak(gemeente=gemeente))
    lijst = reverse("samenwerking:besluit_list", kwargs={"code": gemeente.code})
    assert (client.get(lijst).status_code == 200) == leest
    assert (client.get(besluit.get_absolute_url()).status_code == 200) == leest
    nieuw = reverse("samenwerking:besluit_propose", kwargs={"code": gemeente.code})
    assert (client.get(nieuw).status_code == 200) == stelt_voor


def test_a_corporation_sees_no_decisions(client, gemeente):
    besluit = BesluitFactory(gemeente=gemeente)
    client.force_login(CorporatiemedewerkerFactory(corporatie__gemeenten=[gemeente]))
    assert client.get(besluit.get_absolute_url()).status_code in (403, 404)


@pytest.mark.parametrize("aantal", [1, 8])
def test_the_register_asks_as_many_queries_for_many_decisions(client, gemeente, aantal, django_assert_max_num_queries):
    for _ in range(aantal):
        BesluitFactory(gemeente=gemeente)
    client.force_login(OpgavemanagerFactory(gemeente=gemeente))
    with django_assert_max_num_queries(10):
        client.get(reverse("samenwerking:besluit_list", kwargs={"code": gemeente.code}))
