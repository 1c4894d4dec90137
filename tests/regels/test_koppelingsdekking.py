"""R-205 to R-207: how many people COA had to link, linked, and linked too few."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.regels.koppelingsdekking import Dekking, frozen_dekking, has_v_nummer


@pytest.mark.parametrize(
    ("opgave", "gehuisvest", "gekoppeld", "nodig", "tekort"),
    [
        (48, 10, 30, 38, 8),  # 8 too few
        (48, 10, 38, 38, 0),  # just enough
        (48, 10, 60, 38, 0),  # more than enough is no negative shortfall
        (48, 50, 0, 0, 0),  # done already
        (-4, 0, 0, 0, 0),  # a voorsprong covers everything
        (0, 0, 5, 0, 0),
    ],
)
def test_what_was_needed_and_what_was_missing(opgave, gehuisvest, gekoppeld, nodig, tekort):
    dekking = Dekking(opgave, gehuisvest, gekoppeld)

    assert (dekking.nodig, dekking.tekort, dekking.verschoonbaar) == (nodig, tekort, tekort)
    assert dekking.gedekt == gehuisvest + gekoppeld


@given(st.integers(-50, 200), st.integers(0, 200), st.integers(0, 200))
def test_the_excusable_part_is_the_formula_of_r_207(opgave, gehuisvest, gekoppeld):
    dekking = Dekking(opgave, gehuisvest, gekoppeld)

    assert dekking.verschoonbaar == max(0, opgave - gekoppeld - gehuisvest)


@pytest.mark.parametrize(("saldo_eind", "verschoonbaar"), [(-20, 8), (-3, 3), (0, 0), (5, 0)])
def test_afterwards_no_more_is_excusable_than_the_achterstand(saldo_eind, verschoonbaar):
    assert Dekking(48, 10, 30).achteraf(saldo_eind) == verschoonbaar


def test_the_frozen_content_holds_every_number_of_the_page():
    inhoud = frozen_dekking("GM0301", Halfjaar(2026, 1), date(2026, 4, 1), Dekking(48, 10, 30))

    assert inhoud == {
        "gemeente": "GM0301",
        "halfjaar": Halfjaar(2026, 1),
        "peildatum": date(2026, 4, 1),
        "opgave": 48,
        "gehuisvest": 10,
        "gekoppeld": 30,
        "nodig": 38,
        "tekort": 8,
        "verschoonbaar": 8,
    }


@pytest.mark.parametrize(
    ("tekst", "bevat"),
    [
        ("De man met nummer 2800000001 wacht.", True),
        ("2800000001", True),
        ("Op 01-04-2026 vroegen wij om 12 mensen.", False),
        ("Kenmerk 20260401123456", False),
        ("", False),
    ],
)
def test_a_text_with_a_v_nummer_is_recognised(tekst, bevat):
    assert has_v_nummer(tekst) == bevat
