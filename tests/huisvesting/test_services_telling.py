"""Why a person of a plaatsing counts, or does not."""

from datetime import date

import pytest

from huisvesting.models import Hersteld
from huisvesting.services.correctie import correct_plaatsing
from huisvesting.services.plaatsing import hand_over_sleutel
from huisvesting.services.telling import explain_telling
from taakstelling.models import Telmoment
from tests.factories.huisvesting import PlaatsingFactory, dag
from tests.factories.samenwerking import AmbtenaarFactory
from tests.factories.taakstelling import TelmomentinstellingFactory, start_gemeente

pytestmark = pytest.mark.django_db
PEILDATUM = dag(10).date()


@pytest.fixture
def plaatsing():
    return PlaatsingFactory(gemeente=start_gemeente().gemeente, huishouden__personen=3)


@pytest.fixture
def ambtenaar(plaatsing):
    return AmbtenaarFactory(gemeente=plaatsing.gemeente)


def test_before_the_key_nobody_counts_and_it_says_on_what_the_gemeente_counts(plaatsing):
    tellingen = [telling for _, telling in explain_telling(plaatsing, PEILDATUM)]

    assert [(t.telt_mee, t.datum) for t in tellingen] == [(False, None)] * 3
    assert {t.waarom for t in tellingen} == {"De gemeente telt op de dag van de sleutel."}


def test_after_the_key_everyone_counts_from_that_day(plaatsing, ambtenaar):
    hand_over_sleutel(plaatsing=plaatsing, sleuteldatum=date(2026, 3, 9), door=ambtenaar, op=dag(10))

    tellingen = [telling for _, telling in explain_telling(plaatsing, PEILDATUM)]

    assert [(t.telt_mee, t.datum) for t in tellingen] == [(True, date(2026, 3, 9))] * 3
    assert {t.waarom for t in tellingen} == {"Geteld op de dag van de sleutel, in de eerste helft van 2026."}


def test_reversed_count_says_why(plaatsing, ambtenaar):
    hand_over_sleutel(plaatsing=plaatsing, sleuteldatum=date(2026, 3, 9), door=ambtenaar, op=dag(10))
    correct_plaatsing(
        plaatsing=plaatsing,
        veld=Hersteld.SLEUTELDATUM,
        oud=date(2026, 3, 9),
        nieuw=None,
        reden="Er was geen sleutel.",
        door=ambtenaar,
        op=dag(11),
    )

    tellingen = [telling for _, telling in explain_telling(plaatsing, PEILDATUM)]

    assert not any(t.telt_mee for t in tellingen)
    assert {t.waarom for t in tellingen} == {"Teruggeboekt: Hersteld: Dag van de sleutel."}


def test_other_moment_of_counting_is_named(plaatsing):
    TelmomentinstellingFactory(gemeente=plaatsing.gemeente, telmoment=Telmoment.AFMELDING_COA)

    assert {t.waarom for _, t in explain_telling(plaatsing, PEILDATUM)} == {
        "De gemeente telt op de dag van afmelding bij COA."
    }


def test_head_of_the_household_comes_first_and_queries_do_not_grow(plaatsing, django_assert_num_queries):
    with django_assert_num_queries(7):
        rijen = explain_telling(plaatsing, PEILDATUM)

    assert [persoon.statushouder.gezinsrol for persoon, _ in rijen] == ["hoofd", "partner", "kind"]
