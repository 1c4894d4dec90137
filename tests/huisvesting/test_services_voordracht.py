"""A household is put forward; the corporation answers, then the household. And every way out."""

from datetime import date
from functools import partial

import pytest

from huisvesting.models import AanbodStatus, Bijzonder, Voordracht, VoordrachtStatus
from huisvesting.services.voordracht import (
    NIET_BESCHIKBAAR,
    accept_voordracht,
    agree_voordracht,
    cancel_voordracht,
    confirm_afwijzing,
    offer_voordracht,
    propose_voordracht,
    reconsider_afwijzing,
    reject_voordracht,
)
from samenwerking.models import Gebeurtenis, Logregel
from tests.bewijs import assert_declined, assert_logs
from tests.factories.huisvesting import (
    MOMENT,
    HuishoudenFactory,
    PlaatsingFactory,
    VoordrachtFactory,
    WoningaanbodFactory,
    dag,
)
from tests.factories.samenwerking import AmbtenaarFactory, CorporatiemedewerkerFactory, RedenFactory
from tests.factories.voordracht import AfwijzingFactory, make_voordracht

pytestmark = pytest.mark.django_db
AFGEWEZEN, GEWEIGERD, GEANNULEERD = VoordrachtStatus.AFGEWEZEN, VoordrachtStatus.GEWEIGERD, VoordrachtStatus.GEANNULEERD


@pytest.fixture
def aanbod():
    return WoningaanbodFactory(bevestigd=True)


@pytest.fixture
def huishouden(aanbod):
    return HuishoudenFactory(gemeente=aanbod.gemeente, personen=3)


@pytest.fixture
def ambtenaar(aanbod):
    return AmbtenaarFactory(gemeente=aanbod.gemeente)


# --- Put forward ------------------------------------------------------------------------------------------------------
def test_putting_forward_reserves_the_home_and_keeps_what_the_rules_said(aanbod, huishouden, ambtenaar):
    with assert_logs(Gebeurtenis.VOORDRACHT_VOORGESTELD):
        voordracht = propose_voordracht(aanbod=aanbod, huishouden=huishouden, door=ambtenaar, op=dag(1))

    voordracht = Voordracht.objects.get(pk=voordracht.pk)
    assert (voordracht.status, voordracht.voorgesteld_op) == (VoordrachtStatus.VOORGESTELD, dag(1))
    assert (voordracht.voorgesteld_door, voordracht.bijzonder, voordracht.afwijking) == (ambtenaar, "", "")
    assert voordracht.passendheid["past"] is True
    assert aanbod.status_op(dag(1).date()) == AanbodStatus.GERESERVEERD
    regel = Logregel.objects.get()
    assert regel.gegevens == {"huishouden": str(huishouden.pk), "aanbod": str(aanbod.pk)}
    assert (regel.gemeente_code, regel.op) == (aanbod.gemeente.code, dag(1))


def test_a_home_that_does_not_fit_asks_for_a_reason_that_is_kept(aanbod, ambtenaar):
    groot = HuishoudenFactory(gemeente=aanbod.gemeente, personen=6)
    vraag = {"aanbod": aanbod, "huishouden": groot, "door": ambtenaar, "op": MOMENT}

    assert_declined(
        "Deze woning past niet (Te klein: 2 slaapkamers, nodig: 3). Geef een reden", propose_voordracht, **vraag
    )
    assert_declined("Geef een reden als u toch wilt voordragen.", propose_voordracht, **vraag, afwijking="  ")

    voordracht = propose_voordracht(**vraag, afwijking=" De oudste gaat studeren. ")

    assert voordracht.afwijking == "De oudste gaat studeren."
    assert voordracht.passendheid["past"] is False


@pytest.mark.parametrize(
    ("maak", "status"),
    [
        (lambda: WoningaanbodFactory(), AanbodStatus.AANGEBODEN),
        (lambda: WoningaanbodFactory(verlopen=True), AanbodStatus.VERLOPEN),
        (lambda: WoningaanbodFactory(ingetrokken=True), AanbodStatus.INGETROKKEN),
        (lambda: WoningaanbodFactory(geblokkeerd=True), AanbodStatus.GEBLOKKEERD),
        (lambda: WoningaanbodFactory(ongeschikt=True), AanbodStatus.ONGESCHIKT),
        (lambda: VoordrachtFactory().aanbod, AanbodStatus.GERESERVEERD),
        (lambda: VoordrachtFactory(geaccepteerd=True).aanbod, AanbodStatus.TOEGEWEZEN),
        (lambda: PlaatsingFactory().aanbod, AanbodStatus.TOEGEWEZEN),
        (lambda: PlaatsingFactory(met_sleutel=True).aanbod, AanbodStatus.BEWOOND),
    ],
)
def test_a_home_that_is_not_available_says_why(maak, status):
    aanbod = maak()
    huishouden = HuishoudenFactory(gemeente=aanbod.gemeente)
    ambtenaar = AmbtenaarFactory(gemeente=aanbod.gemeente)

    assert_declined(
        NIET_BESCHIKBAAR[status], propose_voordracht, aanbod=aanbod, huishouden=huishouden, door=ambtenaar, op=dag(6)
    )


def test_every_status_but_confirmed_has_its_sentence():
    assert set(NIET_BESCHIKBAAR) == set(AanbodStatus) - {AanbodStatus.BEVESTIGD}


def test_an_option_is_judged_on_the_day_of_the_act(huishouden, ambtenaar):
    aanbod = WoningaanbodFactory(bevestigd=True, gemeente=huishouden.gemeente, optiedatum=MOMENT.date())
    vraag = {"aanbod": aanbod, "huishouden": huishouden, "door": ambtenaar}

    assert_declined(NIET_BESCHIKBAAR[AanbodStatus.VERLOPEN], propose_voordracht, **vraag, op=dag(1))
    assert propose_voordracht(**vraag, op=MOMENT).is_open


def test_home_and_household_belong_to_one_gemeente(aanbod, ambtenaar):
    assert_declined(
        "Deze woning is aan een andere gemeente aangeboden.",
        propose_voordracht,
        aanbod=aanbod,
        huishouden=HuishoudenFactory(),
        door=ambtenaar,
    )


def test_a_household_is_put_forward_once_unless_a_second_home_is_meant(aanbod, ambtenaar):
    eerste = VoordrachtFactory(gemeente=aanbod.gemeente)
    vraag = {"aanbod": aanbod, "huishouden": eerste.huishouden, "door": ambtenaar, "op": MOMENT}

    assert_declined("Dit huishouden is al voorgedragen voor een andere woning.", propose_voordracht, **vraag)

    assert propose_voordracht(**vraag, bijzonder=Bijzonder.NAAST).bijzonder == Bijzonder.NAAST


def test_a_household_that_has_a_home_is_not_put_forward_again(aanbod, ambtenaar):
    plaatsing = PlaatsingFactory(gemeente=aanbod.gemeente, met_sleutel=True)

    assert_declined(
        "Dit huishouden is al voorgedragen voor een andere woning.",
        propose_voordracht,
        aanbod=aanbod,
        huishouden=plaatsing.huishouden,
        door=ambtenaar,
    )


# --- The steps that go on ---------------------------------------------------------------------------------------------
STAPPEN = [
    (agree_voordracht, {}, "akkoord", VoordrachtStatus.AKKOORD_CORPORATIE, Gebeurtenis.VOORDRACHT_AKKOORD),
    (offer_voordracht, {"akkoord": True}, "aangeboden", VoordrachtStatus.AANGEBODEN, Gebeurtenis.VOORDRACHT_AANGEBODEN),
    (
        accept_voordracht,
        {"aangeboden": True},
        "geaccepteerd",
        VoordrachtStatus.GEACCEPTEERD,
        Gebeurtenis.VOORDRACHT_GEACCEPTEERD,
    ),
]


@pytest.mark.parametrize(("service", "situatie", "akte", "status", "gebeurtenis"), STAPPEN)
def test_a_step_is_dated_signed_and_logged(service, situatie, akte, status, gebeurtenis):
    voordracht = VoordrachtFactory(**situatie)
    door = CorporatiemedewerkerFactory(corporatie=voordracht.aanbod.corporatie)

    with assert_logs(gebeurtenis):
        gezet = service(voordracht=voordracht, door=door, op=dag(8))

    assert gezet.status == status
    assert (getattr(gezet, f"{akte}_op"), getattr(gezet, f"{akte}_door")) == (dag(8), door)
    assert gezet.is_open
    assert Logregel.objects.get().onderwerp_id == str(voordracht.pk)


@pytest.mark.parametrize("einde", ["afgewezen", "geweigerd", "geannuleerd", "afgerond"])
@pytest.mark.parametrize("service", [stap[0] for stap in STAPPEN])
def test_a_closed_voordracht_goes_no_further(service, einde):
    voordracht = VoordrachtFactory(**{einde: True})

    assert_declined("Deze voordracht is al afgesloten.", service, voordracht=voordracht, door=AmbtenaarFactory())


@pytest.mark.parametrize(
    ("service", "situatie", "zin"),
    [
        (agree_voordracht, {"akkoord": True}, "De corporatie is al akkoord met deze voordracht."),
        (offer_voordracht, {}, "Bied de woning pas aan als de corporatie akkoord is."),
        (offer_voordracht, {"aangeboden": True}, "De woning is al aan het huishouden aangeboden."),
        (accept_voordracht, {}, "Bied de woning eerst aan het huishouden aan."),
        (accept_voordracht, {"akkoord": True}, "Bied de woning eerst aan het huishouden aan."),
        (accept_voordracht, {"geaccepteerd": True}, "Het huishouden heeft de woning al geaccepteerd."),
    ],
)
def test_a_step_out_of_order_says_what_comes_first(service, situatie, zin):
    assert_declined(zin, service, voordracht=VoordrachtFactory(**situatie), door=AmbtenaarFactory())


# --- The corporation rejects, the gemeente decides --------------------------------------------------------------------
def test_a_rejection_waits_for_the_gemeente_and_the_home_stays_reserved(aanbod, huishouden, ambtenaar):
    voordracht = propose_voordracht(aanbod=aanbod, huishouden=huishouden, door=ambtenaar, op=dag(1))
    medewerker, reden = CorporatiemedewerkerFactory(corporatie=aanbod.corporatie), RedenFactory()

    with assert_logs(Gebeurtenis.VOORDRACHT_AFWIJZING_GEMELD):
        na = reject_voordracht(voordracht=voordracht, reden=reden, toelichting=" Lek. ", door=medewerker, op=dag(2))

    assert (na.status, na.reden, na.is_open) == (VoordrachtStatus.AFWIJZING_GEMELD, None, True)
    afwijzing = na.lopende_afwijzing
    assert (afwijzing.reden, afwijzing.toelichting) == (reden, "Lek.")
    assert (afwijzing.gemeld_op, afwijzing.gemeld_door) == (dag(2), medewerker)
    assert aanbod.status_op(dag(2).date()) == AanbodStatus.GERESERVEERD
    gegevens = Logregel.objects.last().gegevens
    assert (gegevens["reden"], gegevens["klasse"]) == (reden.code, reden.klasse)


def test_the_gemeente_confirms_and_the_reason_of_the_corporation_stays():
    afwijzing = AfwijzingFactory(toelichting="De keuken is kapot.")
    ambtenaar = AmbtenaarFactory(gemeente=afwijzing.voordracht.gemeente)

    with assert_logs(Gebeurtenis.VOORDRACHT_AFGEWEZEN):
        na = confirm_afwijzing(voordracht=afwijzing.voordracht, door=ambtenaar, op=dag(8))

    assert (na.status, na.reden, na.toelichting) == (VoordrachtStatus.AFGEWEZEN, afwijzing.reden, "De keuken is kapot.")
    assert (na.afgewezen_op, na.afgewezen_door, na.lopende_afwijzing) == (dag(8), ambtenaar, None)
    afwijzing.refresh_from_db()
    assert (afwijzing.bevestigd_op, afwijzing.bevestigd_door) == (dag(8), ambtenaar)
    assert na.aanbod.status_op(date(2026, 3, 12)) == AanbodStatus.BEVESTIGD
    assert na.huishouden.open_voordracht() is None


def test_the_gemeente_asks_again_and_the_corporation_may_answer_as_before():
    afwijzing = AfwijzingFactory()
    voordracht = afwijzing.voordracht
    vraag = {"voordracht": voordracht, "door": AmbtenaarFactory(gemeente=voordracht.gemeente), "op": dag(3)}
    assert_declined("Schrijf op waarom u het nog eens vraagt.", reconsider_afwijzing, **vraag, motivering=" ")

    with assert_logs(Gebeurtenis.VOORDRACHT_HEROVERWOGEN):
        na = reconsider_afwijzing(**vraag, motivering=" Er is een traplift. ")

    afwijzing.refresh_from_db()
    assert (na.status, na.lopende_afwijzing) == (VoordrachtStatus.VOORGESTELD, None)
    assert (afwijzing.heroverwogen_op, afwijzing.motivering) == (dag(3), "Er is een traplift.")
    opnieuw = reject_voordracht(voordracht=na, reden=RedenFactory(), door=afwijzing.gemeld_door, op=dag(4))
    assert opnieuw.afwijzingen.count() == 2
    assert agree_voordracht(
        voordracht=reconsider_afwijzing(**vraag, motivering="Toch."), door=afwijzing.gemeld_door
    ).status == (VoordrachtStatus.AKKOORD_CORPORATIE)


@pytest.mark.parametrize(
    ("service", "maak", "zin"),
    [
        (
            reject_voordracht,
            lambda: VoordrachtFactory(akkoord=True),
            "De corporatie is al akkoord. Vraag de gemeente om te annuleren.",
        ),
        (
            reject_voordracht,
            lambda: AfwijzingFactory().voordracht,
            "De corporatie heeft deze voordracht afgewezen. De gemeente beslist daar eerst over.",
        ),
        (cancel_voordracht, lambda: PlaatsingFactory().voordracht, "Er is al een huurcontract. Annuleer de plaatsing."),
    ],
)
def test_a_way_out_that_is_closed_says_which_is_open(service, maak, zin):
    assert_declined(zin, service, voordracht=maak(), reden=RedenFactory(), toelichting="Nee.", door=AmbtenaarFactory())


@pytest.mark.parametrize("service", [confirm_afwijzing, partial(reconsider_afwijzing, motivering="Toch.")])
def test_only_a_rejection_that_waits_is_decided_about(service):
    voordracht = AfwijzingFactory(heroverwogen=True).voordracht

    assert_declined(
        "Er wacht geen afwijzing op een besluit van de gemeente.",
        service,
        voordracht=voordracht,
        door=AmbtenaarFactory(),
    )


@pytest.mark.parametrize("service", [reject_voordracht, cancel_voordracht])
def test_a_reason_that_asks_for_a_note_gets_one(service):
    reden = RedenFactory(tekst="Huurder past niet", met_toelichting=True)

    assert_declined(
        "Licht de reden “Huurder past niet” toe.",
        service,
        voordracht=VoordrachtFactory(),
        reden=reden,
        toelichting=" ",
        door=AmbtenaarFactory(),
    )


# --- Offering, with a day to answer by --------------------------------------------------------------------------------
@pytest.mark.parametrize(("gekozen", "uiterlijk"), [(None, date(2026, 3, 17)), (date(2026, 3, 10), date(2026, 3, 10))])
def test_an_offer_has_a_day_to_answer_by(gekozen, uiterlijk):
    aangeboden = offer_voordracht(
        voordracht=VoordrachtFactory(akkoord=True),
        reactie_uiterlijk=gekozen,
        tolk_aanwezig=True,
        door=AmbtenaarFactory(),
        op=dag(8),
    )

    assert (aangeboden.reactie_uiterlijk, aangeboden.tolk_aanwezig) == (uiterlijk, True)


def test_a_day_to_answer_by_is_not_past():
    assert_declined(
        "Kies vandaag of een latere dag.",
        offer_voordracht,
        voordracht=VoordrachtFactory(akkoord=True),
        reactie_uiterlijk=dag(7).date(),
        door=AmbtenaarFactory(),
        op=dag(8),
    )


# --- Cancelling -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("status", [s for s in VoordrachtStatus if s not in (AFGEWEZEN, GEWEIGERD, GEANNULEERD)])
def test_cancelling_keeps_the_reason_and_frees_home_and_household(status):
    voordracht, reden, door = make_voordracht(status), RedenFactory(), AmbtenaarFactory()

    with assert_logs(Gebeurtenis.VOORDRACHT_GEANNULEERD):
        gesloten = cancel_voordracht(
            voordracht=voordracht, reden=reden, toelichting=" Zo is het. ", door=door, op=dag(8)
        )

    assert (gesloten.status, gesloten.reden, gesloten.toelichting) == (GEANNULEERD, reden, "Zo is het.")
    assert (gesloten.geannuleerd_op, gesloten.geannuleerd_door) == (dag(8), door)
    assert (gesloten.lopende_afwijzing, gesloten.lopende_weigering) == (None, None)
    assert gesloten.aanbod.status_op(date(2026, 3, 12)) == AanbodStatus.BEVESTIGD
    assert gesloten.huishouden.open_voordracht() is None
    gegevens = Logregel.objects.get().gegevens
    assert (gegevens["reden"], gegevens["klasse"]) == (reden.code, reden.klasse)


def test_after_a_rejection_the_same_household_can_be_put_forward_again(aanbod, huishouden, ambtenaar):
    eerste = propose_voordracht(aanbod=aanbod, huishouden=huishouden, door=ambtenaar, op=dag(1))
    reject_voordracht(voordracht=eerste, reden=RedenFactory(), door=ambtenaar, op=dag(2))
    confirm_afwijzing(voordracht=eerste, door=ambtenaar, op=dag(2))

    tweede = propose_voordracht(aanbod=aanbod, huishouden=huishouden, door=ambtenaar, op=dag(3))

    assert Voordracht.objects.open().get() == tweede
    assert Logregel.objects.count() == 4
