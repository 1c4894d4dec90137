"""Two people act in the same second, on real PostgreSQL with threads: one wins, the other reads why."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from huisvesting.models import AanbodStatus, Plaatsing, Voordracht
from huisvesting.services.aanbod import withdraw_aanbod
from huisvesting.services.blokkade import reject_aanbod
from huisvesting.services.plaatsing import hand_over_sleutel, sign_huurcontract
from huisvesting.services.voordracht import propose_voordracht
from samenwerking.models import Gebeurtenis, Klasse, Logregel
from taakstelling.models import Realisatie
from taakstelling.services.voortgang import find_drift
from tests.factories.huisvesting import (
    PEILDATUM,
    HuishoudenFactory,
    PlaatsingFactory,
    VoordrachtFactory,
    WoningaanbodFactory,
    dag,
)
from tests.factories.samenwerking import AmbtenaarFactory, GemeenteFactory, RedenFactory
from tests.factories.taakstelling import start_gemeente

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

RONDES = range(5)
GERESERVEERD = "Deze woning is zojuist gereserveerd voor een ander huishouden."
AL_VOORGEDRAGEN = "Dit huishouden is al voorgedragen voor een andere woning."
HIER_VOORGEDRAGEN = "Dit huishouden is al voorgedragen voor deze woning."


def race(*acts: Callable[[], Any]) -> list[Any]:
    """Run the acts in threads that start at the same moment. Out: what each gave, or the sentence that it read."""
    start = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            start.wait(timeout=10)
            return act()
        except ValidationError as fout:
            return " ".join(fout.messages)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result(timeout=30) for future in [pool.submit(run, act) for act in acts]]


def propose(aanbod, huishouden, ambtenaar) -> Callable[[], Voordracht]:
    return lambda: propose_voordracht(aanbod=aanbod, huishouden=huishouden, door=ambtenaar, op=dag(1))


@pytest.fixture
def gemeente():
    return GemeenteFactory()


@pytest.fixture
def ambtenaren(gemeente):
    return AmbtenaarFactory.create_batch(2, gemeente=gemeente)


@pytest.mark.parametrize("ronde", RONDES)
def test_two_households_for_one_home(ronde, gemeente, ambtenaren):
    aanbod = WoningaanbodFactory(bevestigd=True, gemeente=gemeente)
    huishoudens = HuishoudenFactory.create_batch(2, gemeente=gemeente)

    uitkomsten = race(*(propose(aanbod, h, a) for h, a in zip(huishoudens, ambtenaren, strict=True)))

    winnaar = Voordracht.objects.get()
    assert winnaar in uitkomsten
    assert GERESERVEERD in uitkomsten
    assert Logregel.objects.get().door_id == str(winnaar.voorgesteld_door_id)


@pytest.mark.parametrize("ronde", RONDES)
def test_two_homes_for_one_household(ronde, gemeente, ambtenaren):
    aanbiedingen = WoningaanbodFactory.create_batch(2, bevestigd=True, gemeente=gemeente)
    huishouden = HuishoudenFactory(gemeente=gemeente)

    uitkomsten = race(*(propose(w, huishouden, a) for w, a in zip(aanbiedingen, ambtenaren, strict=True)))

    assert Voordracht.objects.get() in uitkomsten
    assert AL_VOORGEDRAGEN in uitkomsten
    assert Logregel.objects.count() == 1


def test_many_people_who_want_the_same_homes_and_households_never_wait_in_a_circle(gemeente, ambtenaren):
    aanbiedingen = WoningaanbodFactory.create_batch(2, bevestigd=True, gemeente=gemeente)
    huishoudens = HuishoudenFactory.create_batch(2, gemeente=gemeente)
    elk_met_elk = [propose(w, h, ambtenaren[0]) for w in aanbiedingen for h in huishoudens]

    uitkomsten = race(*elk_met_elk, *reversed(elk_met_elk))

    gelukt = [uitkomst for uitkomst in uitkomsten if isinstance(uitkomst, Voordracht)]
    assert set(gelukt) == set(Voordracht.objects.all())
    assert len(gelukt) == 2
    zinnen = {uitkomst for uitkomst in uitkomsten if isinstance(uitkomst, str)}
    assert zinnen <= {GERESERVEERD, AL_VOORGEDRAGEN, HIER_VOORGEDRAGEN}


@pytest.mark.parametrize("ronde", RONDES)
def test_a_home_that_is_withdrawn_at_that_moment_keeps_no_open_voordracht(ronde, gemeente, ambtenaren):
    aanbod = WoningaanbodFactory(bevestigd=True, gemeente=gemeente)
    huishouden, reden = HuishoudenFactory(gemeente=gemeente), RedenFactory()

    voorgedragen, ingetrokken = race(
        propose(aanbod, huishouden, ambtenaren[0]),
        lambda: withdraw_aanbod(aanbod=aanbod, reden=reden, door=aanbod.aangeboden_door),
    )

    assert ingetrokken.status_op(PEILDATUM) == AanbodStatus.INGETROKKEN
    assert not Voordracht.objects.open().exists()
    assert isinstance(voorgedragen, Voordracht) or voorgedragen == "De corporatie heeft deze woning ingetrokken."


@pytest.mark.parametrize("ronde", RONDES)
def test_one_lease_however_often_one_presses(ronde, gemeente, ambtenaren):
    voordracht = VoordrachtFactory(gemeente=gemeente, geaccepteerd=True)

    uitkomsten = race(
        *(lambda a=a: sign_huurcontract(voordracht=voordracht, ingangsdatum=PEILDATUM, door=a) for a in ambtenaren)
    )

    assert Plaatsing.objects.get() in uitkomsten
    assert "Voor deze woning loopt al een huurcontract." in uitkomsten


@pytest.mark.parametrize("ronde", RONDES)
def test_one_key_counts_once_however_often_one_presses(ronde, gemeente, ambtenaren):
    start_gemeente(gemeente=gemeente)
    plaatsing = PlaatsingFactory(gemeente=gemeente, huishouden__personen=3)
    datum = plaatsing.ingangsdatum

    uitkomsten = race(
        *(lambda a=a: hand_over_sleutel(plaatsing=plaatsing, sleuteldatum=datum, door=a) for a in ambtenaren)
    )

    assert "Voor deze plaatsing is de sleutel al overgedragen." in uitkomsten
    assert Realisatie.objects.count() == gemeente.voortgangen.get().gerealiseerd == 3
    assert Logregel.objects.filter(gebeurtenis=Gebeurtenis.SLEUTEL_OVERGEDRAGEN).count() == 1


def test_keys_of_different_households_at_one_moment_all_count(gemeente, ambtenaren):
    start_gemeente(gemeente=gemeente)
    plaatsingen = PlaatsingFactory.create_batch(6, gemeente=gemeente, huishouden__personen=2)

    race(
        *(
            lambda p=p: hand_over_sleutel(plaatsing=p, sleuteldatum=p.ingangsdatum, door=ambtenaren[0])
            for p in plaatsingen
        )
    )

    assert gemeente.voortgangen.get().gerealiseerd == 12
    assert not find_drift(gemeente=gemeente)


@pytest.mark.parametrize("ronde", RONDES)
def test_a_home_that_is_called_unsuitable_at_that_moment_has_one_outcome(ronde, gemeente, ambtenaren):
    aanbod = WoningaanbodFactory(bevestigd=True, gemeente=gemeente)
    huishouden, reden = HuishoudenFactory(gemeente=gemeente), RedenFactory(klasse=Klasse.GEMEENTE)

    uitkomsten = race(
        propose(aanbod, huishouden, ambtenaren[0]),
        lambda: reject_aanbod(aanbod=aanbod, reden=reden, door=ambtenaren[1]),
    )

    aanbod.refresh_from_db()
    assert len([uitkomst for uitkomst in uitkomsten if isinstance(uitkomst, str)]) == 1
    assert (aanbod.ongeschikt_op is None) == Voordracht.objects.open().exists()
