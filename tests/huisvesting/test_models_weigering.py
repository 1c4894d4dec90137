"""What must always hold of a rejection, a refusal and a missing answer: the database itself refuses the rest."""

import pytest
from django.db import IntegrityError, transaction

from huisvesting.models import Afwijzing, Voordracht, Weigering
from tests.bewijs import assert_refused
from tests.factories.huisvesting import VoordrachtFactory, dag
from tests.factories.samenwerking import AmbtenaarFactory
from tests.factories.voordracht import AfwijzingFactory, WeigeringFactory

pytestmark = [pytest.mark.django_db, pytest.mark.beide]


def change(rij, **waarden):
    """Past every check of Python, straight to the database."""
    assert type(rij).objects.filter(pk=rij.pk).update(**waarden) == 1


@pytest.mark.parametrize("veld", ["op", "door"])
@pytest.mark.parametrize(
    ("maak", "naam", "akte"),
    [
        (AfwijzingFactory, "afwijzing_bevestigd", "bevestigd"),
        (AfwijzingFactory, "afwijzing_heroverwogen", "heroverwogen"),
        (WeigeringFactory, "weigering_beoordeeld", "beoordeeld"),
        (lambda: VoordrachtFactory(aangeboden=True), "voordracht_geen_reactie", "geen_reactie"),
    ],
)
def test_an_act_without_its_actor_or_moment_is_refused(maak, naam, akte, veld):
    rij = maak()
    waarde = dag(9) if veld == "op" else AmbtenaarFactory()
    # What else the act brings along, so that only its actor or moment is missing.
    ook = {"motivering": "Daarom."} if akte == "heroverwogen" else {}
    ook |= {"motivering": "Daarom.", "oordeel": "terecht"} if akte == "beoordeeld" and veld == "op" else {}

    assert_refused(naam, lambda: change(rij, **{f"{akte}_{veld}": waarde}, **ook))


@pytest.mark.parametrize("veld", ["op", "door"])
@pytest.mark.parametrize("maak", [AfwijzingFactory, WeigeringFactory])
def test_the_act_that_makes_the_row_is_never_empty(maak, veld):
    """afwijzing_gemeld, weigering_gemeld: the columns themselves are required."""
    rij = maak()

    with pytest.raises(IntegrityError, match=rf"(?i)gemeld_{veld}"), transaction.atomic():
        change(rij, **{f"gemeld_{veld}": None})


# --- Voordracht -------------------------------------------------------------------------------------------------------
def test_nobody_fails_to_answer_or_refuses_before_the_offer():
    voordracht = VoordrachtFactory(akkoord=True)
    stil = {"geen_reactie_op": dag(9), "geen_reactie_door": voordracht.voorgesteld_door}

    assert_refused("voordracht_no_answer_after_offer", lambda: change(voordracht, **stil))
    assert_refused("voordracht_no_answer_after_offer", lambda: WeigeringFactory(voordracht=voordracht))


def test_a_rejection_does_not_wait_beside_an_agreement():
    voordracht = AfwijzingFactory().voordracht
    akkoord = {"akkoord_op": dag(4), "akkoord_door": voordracht.voorgesteld_door}

    assert_refused("voordracht_rejection_before_agreement", lambda: change(voordracht, **akkoord))


@pytest.mark.parametrize(
    "maak", [lambda: WeigeringFactory().voordracht, lambda: VoordrachtFactory(geen_reactie=True)], ids=["nee", "stil"]
)
def test_who_accepted_has_no_open_refusal_and_did_answer(maak):
    voordracht = maak()
    ja = {"geaccepteerd_op": dag(9), "geaccepteerd_door": voordracht.voorgesteld_door}

    assert_refused("voordracht_accepted_without_doubt", lambda: change(voordracht, **ja))


# --- Afwijzing --------------------------------------------------------------------------------------------------------
def test_a_rejection_is_confirmed_or_reconsidered():
    afwijzing = AfwijzingFactory(heroverwogen=True)
    ook = {"bevestigd_op": dag(4), "bevestigd_door": afwijzing.heroverwogen_door}

    assert_refused("afwijzing_confirmed_or_reconsidered", lambda: change(afwijzing, **ook))


def test_who_asks_again_says_why():
    afwijzing = AfwijzingFactory(heroverwogen=True)

    assert_refused("afwijzing_reconsidered_with_motive", lambda: change(afwijzing, motivering=""))


def test_one_rejection_waits_at_a_time():
    afwijzing = AfwijzingFactory()

    assert_refused("afwijzing_one_open_per_voordracht", lambda: AfwijzingFactory(voordracht=afwijzing.voordracht))
    AfwijzingFactory(voordracht=afwijzing.voordracht, heroverwogen=True)
    assert Afwijzing.objects.count() == 2


# --- Weigering --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "waarden",
    [
        {"oordeel": ""},
        {"motivering": ""},
        {"beoordeeld_op": None, "beoordeeld_door": None},
    ],
)
def test_a_verdict_has_its_motive_and_a_refusal_without_one_has_none(waarden):
    weigering = WeigeringFactory(onterecht=True)
    change(weigering, oordeel="terecht", bedenktijd_tot=None)

    assert_refused("weigering_judged_with_motive", lambda: change(weigering, **waarden))


@pytest.mark.parametrize("waarden", [{"bedenktijd_tot": None}, {"oordeel": "terecht"}, {"oordeel": "blijft_weigeren"}])
def test_time_to_think_is_for_who_refuses_without_being_right(waarden):
    weigering = WeigeringFactory(onterecht=True)

    assert_refused("weigering_time_to_think_when_not_right", lambda: change(weigering, **waarden))


def test_a_refusal_has_the_own_words():
    assert_refused("weigering_in_own_words", lambda: WeigeringFactory(eigen_woorden=""))


def test_one_refusal_waits_for_the_jurist_at_a_time():
    weigering = WeigeringFactory()
    voordracht = Voordracht.objects.get()

    assert_refused("weigering_one_open_per_voordracht", lambda: WeigeringFactory(voordracht=voordracht))
    WeigeringFactory(voordracht=voordracht, onterecht=True)
    assert list(Weigering.objects.open()) == [weigering]


@pytest.mark.parametrize("veld", ["ingetrokken_op", "ingetrokken_door"])
def test_a_refusal_is_taken_back_by_someone(veld):
    weigering = WeigeringFactory()
    feiten = {"ingetrokken_op": dag(5), "ingetrokken_door": weigering.gemeld_door, veld: None}

    assert_refused("weigering_ingetrokken", lambda: change(weigering, **feiten))


def test_a_refusal_is_judged_or_taken_back():
    weigering = WeigeringFactory(onterecht=True)
    feiten = {"ingetrokken_op": dag(7), "ingetrokken_door": weigering.gemeld_door}

    assert_refused("weigering_judged_or_withdrawn", lambda: change(weigering, **feiten))
