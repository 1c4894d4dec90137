"""A home that cannot be used: blocked for a while by the corporation, or unsuitable for the gemeente."""

from datetime import timedelta

import pytest

from huisvesting.models import AanbodStatus, Voordracht, VoordrachtStatus, Woningaanbod
from huisvesting.services.aanbod import Woninggegevens, extend_optie, register_aanbod, withdraw_aanbod
from huisvesting.services.blokkade import block_aanbod, reject_aanbod, unblock_aanbod
from huisvesting.services.voordracht import (
    NIET_BESCHIKBAAR,
    accept_voordracht,
    agree_voordracht,
    cancel_voordracht,
    offer_voordracht,
    reject_voordracht,
)
from huisvesting.services.weigering import refuse_voordracht
from samenwerking.models import Gebeurtenis, Klasse, Logregel
from tests.bewijs import assert_declined, assert_logs
from tests.factories.huisvesting import (
    MOMENT,
    PEILDATUM,
    PlaatsingFactory,
    VoordrachtFactory,
    WoningaanbodFactory,
    dag,
)
from tests.factories.samenwerking import AmbtenaarFactory, CorporatiemedewerkerFactory, RedenFactory

pytestmark = pytest.mark.django_db

WEER_VRIJ = PEILDATUM + timedelta(days=20)
GEBLOKKEERD = NIET_BESCHIKBAAR[AanbodStatus.GEBLOKKEERD]


@pytest.fixture
def medewerker():
    return CorporatiemedewerkerFactory()


@pytest.fixture
def ambtenaar():
    return AmbtenaarFactory()


def block(aanbod, door, **anders):
    return {"aanbod": aanbod, "reden": RedenFactory(), "blokkade_tot": WEER_VRIJ, "door": door, "op": dag(6), **anders}


def reject(aanbod, door, **anders):
    return {"aanbod": aanbod, "reden": RedenFactory(klasse=Klasse.GEMEENTE), "door": door, "op": dag(6), **anders}


# --- Block ------------------------------------------------------------------------------------------------------------
def test_blocking_keeps_the_home_from_everyone_until_it_is_lifted(medewerker):
    aanbod, reden = WoningaanbodFactory(bevestigd=True), RedenFactory()

    with assert_logs(Gebeurtenis.AANBOD_GEBLOKKEERD):
        block_aanbod(**block(aanbod, medewerker, reden=reden, toelichting=" Lekkage "))

    aanbod.refresh_from_db()
    assert (aanbod.geblokkeerd_op, aanbod.geblokkeerd_door) == (dag(6), medewerker)
    assert (aanbod.blokkeerreden, aanbod.blokkade_tot, aanbod.blokkadetoelichting) == (reden, WEER_VRIJ, "Lekkage")
    assert not Woningaanbod.objects.beschikbaar(PEILDATUM).exists()
    # The day is an expectation: nobody moves in before the corporation says that it can be done.
    assert aanbod.status_op(WEER_VRIJ + timedelta(days=1)) == AanbodStatus.GEBLOKKEERD
    assert Logregel.objects.get().gegevens == {"reden": reden.code, "klasse": reden.klasse, "tot": str(WEER_VRIJ)}


def test_lifting_the_block_frees_the_home_and_it_can_be_blocked_again(medewerker):
    aanbod = WoningaanbodFactory(geblokkeerd=True)

    with assert_logs(Gebeurtenis.AANBOD_VRIJGEGEVEN):
        unblock_aanbod(aanbod=aanbod, door=medewerker, op=dag(5))
    aanbod.refresh_from_db()
    assert (aanbod.vrijgegeven_op, aanbod.vrijgegeven_door) == (dag(5), medewerker)
    assert Woningaanbod.objects.beschikbaar(PEILDATUM).get() == aanbod

    block_aanbod(**block(aanbod, medewerker))
    aanbod.refresh_from_db()
    assert (aanbod.is_geblokkeerd, aanbod.vrijgegeven_op, aanbod.geblokkeerd_op) == (True, None, dag(6))


@pytest.mark.parametrize("klasse", [Klasse.HUISHOUDEN, Klasse.GEMEENTE, Klasse.COA])
def test_a_block_has_a_reason_of_the_corporation(klasse, medewerker):
    aanbod = WoningaanbodFactory(bevestigd=True)

    assert_declined(
        "Deze reden hoort hier niet bij.", block_aanbod, **block(aanbod, medewerker, reden=RedenFactory(klasse=klasse))
    )


def test_force_majeure_blocks_a_home_too(medewerker):
    reden = RedenFactory(klasse=Klasse.OVERMACHT)

    aanbod = block_aanbod(**block(WoningaanbodFactory(bevestigd=True), medewerker, reden=reden))

    assert aanbod.is_geblokkeerd


@pytest.mark.parametrize("dagen", [6, 5])
def test_a_block_ends_in_the_future(dagen, medewerker):
    aanbod = WoningaanbodFactory(bevestigd=True)

    assert_declined(
        "Kies een dag na vandaag.", block_aanbod, **block(aanbod, medewerker, blokkade_tot=dag(dagen).date())
    )


@pytest.mark.parametrize(
    ("maak", "status"),
    [
        (lambda: WoningaanbodFactory(), "Gemeld"),
        (lambda: WoningaanbodFactory(verlopen=True), "Optie verlopen"),
        (lambda: WoningaanbodFactory(ingetrokken=True), "Ingetrokken"),
        (lambda: WoningaanbodFactory(geblokkeerd=True), "Geblokkeerd"),
        (lambda: WoningaanbodFactory(ongeschikt=True), "Ongeschikt"),
        (lambda: VoordrachtFactory(geaccepteerd=True).aanbod, "Toegewezen"),
        (lambda: PlaatsingFactory().aanbod, "Toegewezen"),
        (lambda: PlaatsingFactory(met_sleutel=True).aanbod, "Bewoond"),
    ],
)
def test_a_home_that_cannot_be_blocked_says_why(maak, status, medewerker):
    zin = f"De status van deze woning is “{status}”. U kunt alleen een bevestigde of gereserveerde woning blokkeren."

    assert_declined(zin, block_aanbod, **block(maak(), medewerker))


@pytest.mark.parametrize(
    ("situatie", "zin"),
    [
        ({"bevestigd": True}, "Deze woning is niet geblokkeerd."),
        ({"vrijgegeven": True}, "Deze woning is niet geblokkeerd."),
        ({"geblokkeerd": True, "ingetrokken": True}, "Deze woning is ingetrokken."),
    ],
)
def test_a_block_that_does_not_run_is_not_lifted(situatie, zin, medewerker):
    assert_declined(zin, unblock_aanbod, aanbod=WoningaanbodFactory(**situatie), door=medewerker)


def test_a_blocked_home_can_be_withdrawn(medewerker):
    aanbod = WoningaanbodFactory(geblokkeerd=True)

    withdraw_aanbod(aanbod=aanbod, reden=RedenFactory(), door=medewerker, op=dag(6))

    aanbod.refresh_from_db()
    assert aanbod.status_op(PEILDATUM) == AanbodStatus.INGETROKKEN


# --- With an open voordracht ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("stap", [{}, {"akkoord": True}, {"aangeboden": True}])
def test_a_reserved_home_that_is_blocked_keeps_its_voordracht(stap, medewerker):
    voordracht = VoordrachtFactory(**stap)

    block_aanbod(**block(voordracht.aanbod, medewerker))

    voordracht = Voordracht.objects.get()
    assert voordracht.is_open
    assert voordracht.aanbod.status_op(PEILDATUM) == AanbodStatus.GEBLOKKEERD

    unblock_aanbod(aanbod=voordracht.aanbod, door=medewerker, op=dag(7))
    assert Woningaanbod.objects.get().status_op(PEILDATUM) == AanbodStatus.GERESERVEERD


@pytest.mark.parametrize(
    ("service", "stap"), [(offer_voordracht, {"akkoord": True}), (accept_voordracht, {"aangeboden": True})]
)
def test_a_blocked_home_is_not_offered_and_not_accepted(service, stap, ambtenaar):
    voordracht = VoordrachtFactory(**stap, aanbod__geblokkeerd=True)

    assert_declined(GEBLOKKEERD, service, voordracht=voordracht, door=ambtenaar)


def test_the_answer_of_the_corporation_and_every_way_out_stay_open(medewerker, ambtenaar):
    geblokkeerd = {"aanbod__geblokkeerd": True}
    reden = RedenFactory()
    uit = [
        agree_voordracht(voordracht=VoordrachtFactory(**geblokkeerd), door=medewerker),
        reject_voordracht(voordracht=VoordrachtFactory(**geblokkeerd), reden=reden, door=medewerker),
        refuse_voordracht(
            voordracht=VoordrachtFactory(aangeboden=True, **geblokkeerd),
            reden=reden,
            eigen_woorden="Te ver weg",
            door=ambtenaar,
        ),
        cancel_voordracht(voordracht=VoordrachtFactory(akkoord=True, **geblokkeerd), reden=reden, door=ambtenaar),
    ]

    assert [v.status for v in uit] == [
        VoordrachtStatus.AKKOORD_CORPORATIE,
        VoordrachtStatus.AFWIJZING_GEMELD,
        VoordrachtStatus.WEIGERING_GEMELD,
        VoordrachtStatus.GEANNULEERD,
    ]


# --- Unsuitable -------------------------------------------------------------------------------------------------------
def test_the_gemeente_says_that_a_home_does_not_suit(ambtenaar):
    aanbod, reden = WoningaanbodFactory(bevestigd=True), RedenFactory(klasse=Klasse.GEMEENTE)

    with assert_logs(Gebeurtenis.AANBOD_ONGESCHIKT):
        reject_aanbod(**reject(aanbod, ambtenaar, reden=reden, toelichting="Boven de grens"))

    aanbod.refresh_from_db()
    assert (aanbod.ongeschikt_op, aanbod.ongeschikt_door) == (dag(6), ambtenaar)
    assert (aanbod.ongeschiktreden, aanbod.toelichting) == (reden, "Boven de grens")
    assert aanbod.status_op(PEILDATUM) == AanbodStatus.ONGESCHIKT
    assert Logregel.objects.get().gegevens == {"reden": reden.code, "klasse": "gemeente"}


@pytest.mark.parametrize(
    ("maak", "zin"),
    [
        (lambda: WoningaanbodFactory(), NIET_BESCHIKBAAR[AanbodStatus.AANGEBODEN]),
        (lambda: WoningaanbodFactory(verlopen=True), NIET_BESCHIKBAAR[AanbodStatus.VERLOPEN]),
        (lambda: WoningaanbodFactory(ingetrokken=True), NIET_BESCHIKBAAR[AanbodStatus.INGETROKKEN]),
        (lambda: WoningaanbodFactory(geblokkeerd=True), GEBLOKKEERD),
        (lambda: WoningaanbodFactory(ongeschikt=True), NIET_BESCHIKBAAR[AanbodStatus.ONGESCHIKT]),
        (lambda: VoordrachtFactory().aanbod, "Annuleer eerst de voordracht."),
        (lambda: VoordrachtFactory(geaccepteerd=True).aanbod, NIET_BESCHIKBAAR[AanbodStatus.TOEGEWEZEN]),
        (lambda: PlaatsingFactory(met_sleutel=True).aanbod, NIET_BESCHIKBAAR[AanbodStatus.BEWOOND]),
    ],
)
def test_only_a_free_home_is_unsuitable(maak, zin, ambtenaar):
    assert_declined(zin, reject_aanbod, **reject(maak(), ambtenaar))


@pytest.mark.parametrize("klasse", [k for k in Klasse if k != Klasse.GEMEENTE])
def test_unsuitable_has_a_reason_of_the_gemeente(klasse, ambtenaar):
    aanbod = WoningaanbodFactory(bevestigd=True)

    assert_declined(
        "Deze reden hoort hier niet bij.", reject_aanbod, **reject(aanbod, ambtenaar, reden=RedenFactory(klasse=klasse))
    )


@pytest.mark.parametrize(
    ("service", "maak", "klasse"), [(block_aanbod, block, "corporatie"), (reject_aanbod, reject, "gemeente")]
)
def test_a_reason_that_asks_for_a_note_gets_one(service, maak, klasse, medewerker):
    reden = RedenFactory(tekst="Anders", klasse=klasse, met_toelichting=True)

    assert_declined(
        "Licht de reden “Anders” toe.", service, **maak(WoningaanbodFactory(bevestigd=True), medewerker, reden=reden)
    )


def test_an_unsuitable_home_is_over_but_can_be_reported_again(medewerker):
    aanbod = WoningaanbodFactory(ongeschikt=True)
    woning = aanbod.woning
    zin = "De gemeente vond deze woning ongeschikt. Is er iets veranderd? Meld haar dan opnieuw."

    assert_declined(zin, withdraw_aanbod, aanbod=aanbod, reden=RedenFactory(), door=medewerker)
    assert_declined(zin, extend_optie, aanbod=aanbod, optiedatum=WEER_VRIJ, door=medewerker, op=MOMENT)
    opnieuw = register_aanbod(
        corporatie=woning.corporatie,
        gemeente=aanbod.gemeente,
        woning=Woninggegevens(
            straat=woning.straat,
            huisnummer=woning.huisnummer,
            postcode=woning.postcode,
            plaats=woning.plaats,
            slaapkamers=3,
        ),
        beschikbaar_vanaf=WEER_VRIJ,
        door=medewerker,
    )

    assert opnieuw.woning == woning
