"""The state machine of an offered home (workflow.md 5.3): every arrow is walked, every missing arrow is refused."""

from datetime import timedelta
from decimal import Decimal
from itertools import product

import pytest

from huisvesting.models import AanbodStatus, Bestemming, Plaatsing, Voordracht, Woningaanbod
from huisvesting.services.aanbod import (
    Woninggegevens,
    change_woning,
    complete_aanbod,
    discard_concept,
    extend_optie,
    register_aanbod,
    submit_aanbod,
    withdraw_aanbod,
)
from huisvesting.services.blokkade import block_aanbod, reject_aanbod, unblock_aanbod
from huisvesting.services.intrekking import agree_intrekking, request_intrekking
from huisvesting.services.plaatsing import cancel_plaatsing, end_plaatsing, hand_over_sleutel
from huisvesting.services.voordracht import accept_voordracht, cancel_voordracht, propose_voordracht
from samenwerking.models import Klasse
from tests.bewijs import assert_declined
from tests.factories.huisvesting import (
    PEILDATUM,
    HuishoudenFactory,
    PlaatsingFactory,
    VoordrachtFactory,
    WoningaanbodFactory,
    dag,
)
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    CorporatiemedewerkerFactory,
    OpgavemanagerFactory,
    RedenFactory,
)
from tests.factories.taakstelling import start_gemeente

pytestmark = pytest.mark.django_db

S = AanbodStatus
LATER = PEILDATUM + timedelta(days=40)
OP = dag(8)

SITUATIES = {
    S.CONCEPT: lambda: WoningaanbodFactory(concept=True),
    S.AANGEBODEN: lambda: WoningaanbodFactory(),
    S.BEVESTIGD: lambda: WoningaanbodFactory(bevestigd=True),
    S.GERESERVEERD: lambda: VoordrachtFactory().aanbod,
    S.TOEGEWEZEN: lambda: VoordrachtFactory(geaccepteerd=True).aanbod,
    S.BEWOOND: lambda: PlaatsingFactory(met_sleutel=True).aanbod,
    S.BEEINDIGD: lambda: PlaatsingFactory(beeindigd=True).aanbod,
    S.INGETROKKEN: lambda: WoningaanbodFactory(bevestigd=True, ingetrokken=True),
    S.VERLOPEN: lambda: WoningaanbodFactory(verlopen=True),
    S.GEBLOKKEERD: lambda: WoningaanbodFactory(geblokkeerd=True),
    S.ONGESCHIKT: lambda: WoningaanbodFactory(ongeschikt=True),
}


def _change(aanbod, door):
    w = aanbod.woning
    return change_woning, {
        "beschikbaar_vanaf": LATER,
        "kale_huur": w.kale_huur,
        "verdieping": w.verdieping,
        "slaapkamers": 4,
        "door": door,
    }


def _again(aanbod, door):
    w = aanbod.woning
    gegevens = Woninggegevens(w.straat, w.huisnummer, w.postcode, w.plaats, w.slaapkamers)
    return register_aanbod, {
        "corporatie": w.corporatie,
        "gemeente": aanbod.gemeente,
        "woning": gegevens,
        "beschikbaar_vanaf": LATER,
        "door": door,
    }


# Act -> the service with what it needs besides the home and the moment.
ACTEN = {
    "meld": lambda a, d: (submit_aanbod, {"door": d}),
    "gooi weg": lambda a, d: (discard_concept, {"door": d}),
    "bevestig": lambda a, d: (complete_aanbod, {"door": d, "kale_huur": Decimal(600), "verdieping": 1}),
    "wijzig": _change,
    "trek in": lambda a, d: (withdraw_aanbod, {"door": d, "reden": RedenFactory()}),
    "vraag terug": lambda a, d: (request_intrekking, {"door": d, "reden": RedenFactory(), "toelichting": "Verkocht."}),
    "verleng": lambda a, d: (extend_optie, {"door": d, "optiedatum": LATER}),
    "blokkeer": lambda a, d: (block_aanbod, {"door": d, "reden": RedenFactory(), "blokkade_tot": LATER}),
    "hef op": lambda a, d: (unblock_aanbod, {"door": d}),
    "keur af": lambda a, d: (
        reject_aanbod,
        {"door": AmbtenaarFactory(gemeente=a.gemeente), "reden": RedenFactory(klasse=Klasse.GEMEENTE)},
    ),
    "draag voor": lambda a, d: (
        propose_voordracht,
        {"door": AmbtenaarFactory(gemeente=a.gemeente), "huishouden": HuishoudenFactory(gemeente=a.gemeente)},
    ),
    "meld opnieuw": _again,
}

# The arrows of workflow.md 5.3, by status and act, with where they lead. What leads back to the same status (the facts
# mended, the option extended) is no arrow of the diagram, and stands below.
PIJLEN = {
    (S.CONCEPT, "meld"): S.AANGEBODEN,
    (S.AANGEBODEN, "bevestig"): S.BEVESTIGD,
    (S.AANGEBODEN, "trek in"): S.INGETROKKEN,
    (S.BEVESTIGD, "keur af"): S.ONGESCHIKT,
    (S.BEVESTIGD, "draag voor"): S.GERESERVEERD,
    (S.BEVESTIGD, "trek in"): S.INGETROKKEN,
    (S.BEVESTIGD, "blokkeer"): S.GEBLOKKEERD,
    (S.GEBLOKKEERD, "hef op"): S.BEVESTIGD,
    (S.GERESERVEERD, "trek in"): S.INGETROKKEN,
    (S.GERESERVEERD, "blokkeer"): S.GEBLOKKEERD,
}
# What is allowed besides: a concept is thrown away; a home that is blocked for good is withdrawn without opening it
# first; an expired option is extended as long as nobody else has the home, or the home is taken back; an assigned home
# is asked back; what is over is reported anew, as another offer.
VERDER = {
    (S.CONCEPT, "gooi weg"): None,
    (S.GEBLOKKEERD, "trek in"): S.INGETROKKEN,
    (S.VERLOPEN, "verleng"): S.BEVESTIGD,
    (S.VERLOPEN, "trek in"): S.INGETROKKEN,
    (S.TOEGEWEZEN, "vraag terug"): S.TOEGEWEZEN,
    **{(s, "wijzig"): s for s in (S.CONCEPT, S.AANGEBODEN, S.BEVESTIGD, S.GERESERVEERD, S.GEBLOKKEERD, S.VERLOPEN)},
    **{(s, "verleng"): s for s in (S.AANGEBODEN, S.BEVESTIGD, S.GERESERVEERD, S.GEBLOKKEERD)},
    **{(s, "meld opnieuw"): s for s in (S.BEEINDIGD, S.INGETROKKEN, S.VERLOPEN, S.ONGESCHIKT)},
}
TOEGESTAAN = PIJLEN | VERDER
GEWEIGERD = [paar for paar in product(SITUATIES, ACTEN) if paar not in TOEGESTAAN]


def maak(status):
    aanbod = SITUATIES[status]()
    assert aanbod.status_op(OP.date()) == status
    return aanbod, CorporatiemedewerkerFactory(corporatie=aanbod.woning.corporatie)


def kwargs_of(act, aanbod, door):
    service, gegevens = ACTEN[act](aanbod, door)
    onderwerp = {} if service is register_aanbod else {"aanbod": aanbod}
    return service, {**onderwerp, **gegevens, "op": OP}


def test_every_status_has_a_situation():
    assert set(SITUATIES) == set(AanbodStatus)


@pytest.mark.parametrize(("status", "act"), TOEGESTAAN, ids=lambda deel: str(deel))
def test_an_arrow_is_walked(status, act):
    aanbod, door = maak(status)
    service, kwargs = kwargs_of(act, aanbod, door)

    service(**kwargs)

    aanbod = Woningaanbod.objects.filter(pk=aanbod.pk).first()
    assert (aanbod.status_op(OP.date()) if aanbod else None) == TOEGESTAAN[status, act]


@pytest.mark.parametrize(("status", "act"), GEWEIGERD, ids=lambda deel: str(deel))
def test_a_missing_arrow_is_refused_with_a_sentence_and_changes_nothing(status, act):
    aanbod, door = maak(status)
    service, kwargs = kwargs_of(act, aanbod, door)

    assert_declined(".", service, **kwargs)


# --- Arrows that another machine draws --------------------------------------------------------------------------------
def status_of(aanbod, moment=OP):
    return Woningaanbod.objects.get(pk=aanbod.pk).status_op(moment.date())


def test_accepting_assigns_the_home():
    voordracht = VoordrachtFactory(aangeboden=True)

    accept_voordracht(voordracht=voordracht, door=voordracht.voorgesteld_door, op=OP)

    assert status_of(voordracht.aanbod) == S.TOEGEWEZEN


@pytest.mark.parametrize("stap", [{}, {"akkoord": True}, {"aangeboden": True}, {"geaccepteerd": True}])
def test_cancelling_before_the_lease_frees_the_home(stap):
    voordracht = VoordrachtFactory(**stap)

    cancel_voordracht(voordracht=voordracht, reden=RedenFactory(), door=voordracht.voorgesteld_door, op=OP)

    assert status_of(voordracht.aanbod) == S.BEVESTIGD


def test_cancelling_the_lease_before_the_key_frees_the_home():
    plaatsing = PlaatsingFactory()
    assert status_of(plaatsing.aanbod) == S.TOEGEWEZEN

    cancel_plaatsing(plaatsing=plaatsing, reden=RedenFactory(), door=plaatsing.voordracht.voorgesteld_door, op=OP)

    assert status_of(plaatsing.aanbod) == S.BEVESTIGD


def test_the_key_makes_the_home_lived_in_and_the_end_of_the_lease_ends_it():
    plaatsing = PlaatsingFactory()
    start_gemeente(gemeente=plaatsing.gemeente)

    hand_over_sleutel(plaatsing=plaatsing, sleuteldatum=dag(7).date(), door=plaatsing.getekend_door, op=OP)
    assert status_of(plaatsing.aanbod) == S.BEWOOND

    plaatsing = Plaatsing.objects.get()
    end_plaatsing(
        plaatsing=plaatsing,
        einddatum=dag(30).date(),
        bestemming=Bestemming.VERTROKKEN,
        door=plaatsing.voordracht.voorgesteld_door,
        op=dag(31),
    )
    assert status_of(plaatsing.aanbod, dag(31)) == S.BEEINDIGD


@pytest.mark.parametrize("situatie", [{}, {"bevestigd": True}])
def test_a_home_expires_on_the_day_after_its_option(situatie):
    aanbod = WoningaanbodFactory(**situatie, optiedatum=OP.date())

    assert status_of(aanbod) != S.VERLOPEN
    assert status_of(aanbod, dag(9)) == S.VERLOPEN


@pytest.mark.parametrize(
    "maak", [lambda: VoordrachtFactory(geaccepteerd=True).aanbod, lambda: PlaatsingFactory().aanbod]
)
def test_an_assigned_home_is_withdrawn_with_the_consent_of_the_opgavemanager(maak):
    aanbod = maak()
    start_gemeente(gemeente=aanbod.gemeente)
    verzoek = request_intrekking(
        aanbod=aanbod, reden=RedenFactory(), toelichting="Verzakt.", door=aanbod.aangeboden_door, op=OP
    )
    assert status_of(aanbod) == S.TOEGEWEZEN

    agree_intrekking(verzoek=verzoek, door=OpgavemanagerFactory(gemeente=aanbod.gemeente), op=OP)

    assert status_of(aanbod) == S.INGETROKKEN
    assert not Voordracht.objects.open().exists()
    assert not Plaatsing.objects.lopend().exists()
