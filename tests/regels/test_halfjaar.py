"""Half-years and their dates (R-201 to R-205, R-121)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taakstelling.regels.halfjaar import Halfjaar, HalfjaarFout

halfjaren = st.builds(Halfjaar, st.integers(1950, 2100), st.sampled_from([1, 2]))


@given(halfjaren)
def test_text_and_number_lead_back_to_the_same_halfjaar(halfjaar):
    assert Halfjaar.parse(str(halfjaar)) == halfjaar
    assert Halfjaar.van_nummer(halfjaar.nummer) == halfjaar
    assert halfjaar.volgende.vorige == halfjaar


@given(st.dates(date(1950, 1, 1), date(2100, 12, 31)))
def test_every_day_lies_in_exactly_its_own_halfjaar(dag):
    halfjaar = Halfjaar.van_datum(dag)

    assert halfjaar.begin <= dag <= halfjaar.eind
    assert halfjaar.eind + timedelta(days=1) == halfjaar.volgende.begin


@pytest.mark.parametrize("tekst", ["", "2026", "2026H3", "2026-1", "H1 2026", "0000H1", "26H1", "٢٠٢٦H1"])
def test_what_is_no_halfjaar_is_refused_with_an_example(tekst):
    with pytest.raises(HalfjaarFout, match="2026H1"):
        Halfjaar.parse(tekst)


@pytest.mark.parametrize(
    ("tekst", "inwoners", "publicatie"),
    [
        ("2024H1", date(2023, 1, 1), date(2023, 10, 2)),
        ("2024H2", date(2023, 1, 1), date(2024, 4, 1)),
        ("2026H1", date(2025, 1, 1), date(2025, 10, 2)),
        ("2026H2", date(2025, 1, 1), date(2026, 4, 1)),
        ("2027H1", date(2026, 1, 1), date(2026, 10, 2)),
    ],
)
def test_reference_dates_are_those_of_the_law(tekst, inwoners, publicatie):
    """R-104 and R-202; domain.md section 2 and test vector 2."""
    halfjaar = Halfjaar.parse(tekst)

    assert halfjaar.inwoners_peildatum == inwoners
    assert halfjaar.uiterste_publicatie == publicatie


@pytest.mark.parametrize(
    ("dag", "maanden"),
    [
        (date(2025, 12, 31), 0),
        (date(2026, 1, 31), 0),
        (date(2026, 2, 1), 1),
        (date(2026, 4, 1), 3),
        (date(2026, 6, 30), 5),
        (date(2026, 7, 1), 6),
        (date(2027, 3, 1), 6),
    ],
)
def test_only_completed_months_are_expected(dag, maanden):
    """R-121: the state per 1 April is half-way."""
    assert Halfjaar(2026, 1).voltooide_maanden(dag) == maanden
