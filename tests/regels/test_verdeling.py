"""Dividing the national number (R-104 to R-108)."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taakstelling.regels.verdeling import (
    Overgang,
    divide_adams,
    divide_wettekst,
    interpolate_inwoners,
    merge_inwoners,
)

inwonertallen = st.lists(st.integers(0, 1_000_000), min_size=1, max_size=60).map(
    lambda aantallen: {f"GM{i:04d}": aantal for i, aantal in enumerate(aantallen)}
)
bewoond = inwonertallen.filter(lambda inwoners: sum(inwoners.values()) > 0)


@pytest.mark.parametrize(
    ("landelijk", "totaal", "inwoners", "taakstelling"),
    [
        (13_000, 18_000_000, 100_000, 73),
        (13_000, 18_000_000, 1_000, 1),
        (13_000, 18_000_000, 45_000, 33),
        (13_000, 18_000_000, 360_000, 260),
        (9_000, 18_000_000, 2_000, 1),
    ],
)
def test_wettekst_rounds_up_and_leaves_whole_numbers_alone(landelijk, totaal, inwoners, taakstelling):
    """domain.md test vector 1."""
    verdeeld = divide_wettekst(landelijk, {"hier": inwoners, "elders": totaal - inwoners})

    assert verdeeld["hier"] == taakstelling


@given(st.integers(0, 30_000), bewoond)
def test_adams_never_exceeds_the_national_number(landelijk, inwoners):
    assert sum(divide_adams(landelijk, inwoners).values()) <= landelijk


@given(st.integers(0, 30_000), bewoond)
def test_adams_gives_a_larger_gemeente_at_least_as_much(landelijk, inwoners):
    verdeeld = divide_adams(landelijk, inwoners)
    op_grootte = sorted(inwoners, key=inwoners.get)

    assert [verdeeld[code] for code in op_grootte] == sorted(verdeeld.values())


@given(st.integers(0, 30_000), bewoond)
def test_adams_is_a_rounding_up_of_one_common_quota(landelijk, inwoners):
    """R-106: some `landelijk'` rounds up to exactly these numbers, and the next larger division would exceed."""
    verdeeld = divide_adams(landelijk, inwoners)
    levend = {code: aantal for code, aantal in inwoners.items() if aantal}
    if landelijk < len(levend):
        assert not any(verdeeld.values())
        return
    # ceil(x * inwoners) == zetels for the same x: each gives an interval, and the intervals must meet.
    onder = max(Fraction(verdeeld[code] - 1, aantal) for code, aantal in levend.items())
    boven = min(Fraction(verdeeld[code], aantal) for code, aantal in levend.items())
    assert onder < boven
    volgende = sum(Fraction(verdeeld[code], aantal) == boven for code, aantal in levend.items())
    assert sum(verdeeld.values()) + volgende > landelijk


@given(st.integers(0, 30_000), bewoond)
def test_wettekst_is_never_below_adams(landelijk, inwoners):
    adams, wettekst = divide_adams(landelijk, inwoners), divide_wettekst(landelijk, inwoners)

    assert all(wettekst[code] >= adams[code] for code in inwoners)


def test_equal_gemeenten_that_do_not_all_fit_get_none_of_the_last_round():
    assert divide_adams(5, {"a": 100, "b": 100}) == {"a": 2, "b": 2}


@pytest.mark.parametrize("divide", [divide_adams, divide_wettekst])
def test_nothing_to_divide_over_is_an_error(divide):
    with pytest.raises(ValueError, match="geen inwoners"):
        divide(10, {"a": 0})
    with pytest.raises(ValueError, match="nooit negatief"):
        divide(-1, {"a": 10})


def test_merged_gemeente_gets_the_sum_of_its_parts_and_a_split_one_stays_whole():
    """R-108 and R-109."""
    overgangen = [
        Overgang(date(2022, 1, 1), "oud1", "nieuw", is_splitsing=False),
        Overgang(date(2022, 1, 1), "oud2", "nieuw", is_splitsing=False),
        Overgang(date(2021, 1, 1), "haaren", "vught", is_splitsing=True),
        Overgang(date(2023, 1, 1), "later", "nieuw", is_splitsing=False),
    ]
    inwoners = {"oud1": 10, "oud2": 20, "haaren": 30, "later": 40}

    samengevoegd = merge_inwoners(inwoners, overgangen, peildatum=date(2021, 1, 1), indeling=date(2022, 1, 1))

    assert samengevoegd == {"nieuw": 30, "haaren": 30, "later": 40}


def test_a_merger_before_the_reference_date_is_in_the_numbers_already():
    overgang = Overgang(date(2022, 1, 1), "oud", "nieuw", is_splitsing=False)

    zelfde = merge_inwoners({"nieuw": 5}, [overgang], peildatum=date(2022, 1, 1), indeling=date(2023, 1, 1))

    assert zelfde == {"nieuw": 5}


@given(st.integers(0, 10**7), st.integers(0, 10**7))
def test_an_estimate_lies_half_way_and_rounds_half_up(voor, na):
    geschat = interpolate_inwoners({"a": voor, "weg": 1}, {"a": na, "nieuw": 2})

    assert geschat == {"a": int(Fraction(voor + na, 2) + Fraction(1, 2))}
