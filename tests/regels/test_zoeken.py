"""Names as they are looked for."""

import pytest

from huisvesting.regels.zoeken import (
    GELIJKENIS,
    MAX_WOORDEN,
    Treffer,
    fold,
    judge_naam,
    likeness,
    search_name,
    split_woorden,
)


@pytest.mark.parametrize(
    ("tekst", "gevouwen"),
    [
        ("Al-Noûri, Sa'id", "al nouri said"),
        ("Özçan Øster Łukasz", "ozcan oster lukasz"),
        ("STRAßE", "strasse"),
        ("Ⅳ ﬁ", "iv fi"),
        ("İstanbul", "istanbul"),
        ("محمد", "محمد"),
        ("  ... -- ", ""),
        ("a\x00b", "a b"),
        ("", ""),
    ],
)
def test_a_name_is_folded(tekst, gevouwen):
    assert fold(tekst) == gevouwen
    assert fold(gevouwen) == gevouwen


@pytest.mark.parametrize("teken", [chr(nummer) for nummer in range(128)])
def test_a_text_without_accents_is_folded_as_one_with_them(teken):
    assert f"{fold(f'{teken}aB{teken}')} e" == fold(f"{teken}aB{teken} é")


def test_the_family_name_comes_first():
    assert search_name("Bin Omari", "Amal") == "bin omari amal"
    assert search_name("Zonder", "") == "zonder"


def test_no_more_words_than_a_name_has():
    assert split_woorden("a " * 50) == ["a"] * MAX_WOORDEN


@pytest.mark.parametrize(
    ("tekst", "treffer"),
    [
        ("Mansouri", Treffer.PRECIES),
        ("rima mansouri", Treffer.PRECIES),
        ("mans", Treffer.BEGIN),
        ("ri mansouri", Treffer.BEGIN),
        ("ouri", Treffer.LIJKT),
        ("mansuri", Treffer.LIJKT),
    ],
)
def test_right_goes_before_the_beginning_and_that_before_what_resembles(tekst, treffer):
    assert judge_naam(split_woorden(tekst), "mansouri rima") is treffer


@pytest.mark.parametrize(
    "tekst", ["Mansuri", "Mansoeri", "Mansoury", "Monsouri", "Masnouri", "rima mansuri", "Mansouri"]
)
def test_a_typing_error_still_resembles(tekst):
    assert likeness(split_woorden(tekst), "mansouri rima") >= GELIJKENIS


@pytest.mark.parametrize("tekst", ["Tesfalidet", "Haddar", "xx", "Rahmani", ""])
def test_another_name_does_not_resemble(tekst):
    assert likeness(split_woorden(tekst), "mansouri rima") < GELIJKENIS


def test_a_name_without_letters_resembles_nothing():
    assert likeness(["rima"], "") == 0
