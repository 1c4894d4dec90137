"""Opgave, saldo, percentage and schedule (R-112 to R-121)."""

from datetime import date
from decimal import Decimal

import pytest

from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.regels.voortgang import Schema, Stand, chain_standen

H1 = Halfjaar(2026, 1)


def stand(*, doel=48, saldo=0, geteld=0):
    return Stand(H1, doel, saldo, geteld)


@pytest.mark.parametrize(
    ("doel", "begin", "geteld", "opgave", "eind"),
    [
        (23_000, -5_283, 22_201, 28_283, -6_082),
        (13_000, -6_082, 0, 19_082, -19_082),
        (9_979, -3_728, 11_886, 13_707, -1_821),
        (13_500, -1_858, 17_126, 15_358, 1_768),
    ],
)
def test_published_national_figures_follow_from_the_recurrence(doel, begin, geteld, opgave, eind):
    """R-112; domain.md test vector 3."""
    landelijk = Stand(H1, doel, begin, geteld)

    assert (landelijk.opgave, landelijk.saldo_eind) == (opgave, eind)


def test_delfzijl_keeps_its_backlog_until_it_is_made_up():
    """R-113; domain.md test vector 4: the old backlog is not cleared first."""
    eerste, tweede = chain_standen(Halfjaar(2016, 1), 0, [30, 30], [12, 30])

    assert eerste.saldo_eind == -18
    assert (tweede.opgave, tweede.saldo_eind) == (48, -18)


@pytest.mark.parametrize(("geteld", "schema"), [(24, Schema.OP_SCHEMA), (23, Schema.ACHTER), (17, Schema.VER_ACHTER)])
def test_half_way_asks_for_half_of_the_opgave(geteld, schema):
    """R-121; domain.md test vector 5. Below three quarters of the expected 24 is far behind."""
    assert stand(geteld=geteld).schema(date(2026, 4, 1)) is schema


def test_exactly_three_quarters_of_the_expected_number_is_behind_not_far_behind():
    assert stand(geteld=18).schema(date(2026, 4, 1)) is Schema.ACHTER


@pytest.mark.parametrize(("doel", "saldo"), [(10, 10), (10, 25), (0, 0)])
def test_a_surplus_that_covers_the_target_is_voldaan_without_percentage(doel, saldo):
    """R-120; domain.md test vector 11."""
    gedekt = stand(doel=doel, saldo=saldo)

    assert gedekt.percentage is None
    assert gedekt.verwacht(date(2026, 6, 1)) == 0
    assert gedekt.schema(date(2026, 6, 1)) is Schema.VOLDAAN


@pytest.mark.parametrize(("geteld", "percentage"), [(37, "77.1"), (48, "100.0"), (60, "125.0"), (0, "0.0")])
def test_percentage_has_one_decimal_and_may_pass_a_hundred(geteld, percentage):
    assert stand(geteld=geteld).percentage == Decimal(percentage)


def test_etten_leur_stays_behind_while_any_backlog_remains():
    """domain.md test vector 6."""
    assert stand(geteld=37).saldo_eind == -11
