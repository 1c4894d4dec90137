"""Homes that groups ask beside homes that they get."""

import pytest

from huisvesting.regels.integraal import Groepstand, add_up, count_woningen_nodig


@pytest.mark.parametrize(
    ("personen", "leden", "huishoudens", "woningen"),
    [(10, 20, 10, 5), (11, 20, 10, 6), (0, 20, 10, 0), (-3, 20, 10, 0), (10, 0, 0, None), (1, 30, 10, 1)],
)
def test_homes_needed_follow_the_size_of_households_here(personen, leden, huishoudens, woningen):
    assert count_woningen_nodig(personen, leden, huishoudens) == woningen


def test_a_group_that_got_more_than_it_asked_misses_none():
    assert Groepstand("A", 3, 5).tekort == 0
    assert Groepstand("A", 5, 3).tekort == 2


def test_the_groups_add_up():
    samen = add_up((Groepstand("A", 3, 5), Groepstand("B", 7, 0)))
    assert (samen.gevraagd, samen.toegewezen, samen.tekort) == (10, 5, 5)
