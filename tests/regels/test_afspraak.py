"""R-601: what was agreed beside what was let, row by row and together."""

from datetime import date

import pytest

from huisvesting.regels.afspraak import Nakoming, Telling, add_up, assess_nakoming, bedroom_row
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.regels.voortgang import Schema

H1 = Halfjaar(2026, 1)


@pytest.mark.parametrize(
    ("klasse", "afgesproken", "rij"),
    [
        ("2", {"2"}, "2"),
        ("2", {"2", "elke"}, "2"),
        ("3", {"2", "elke"}, "elke"),
        ("3", {"2"}, "3"),
        ("4", set(), "4"),
    ],
)
def test_a_home_counts_for_its_own_class_else_where_size_does_not_matter(klasse, afgesproken, rij):
    assert bedroom_row(klasse, afgesproken) == rij


def test_let_homes_are_done_and_never_more_than_was_agreed():
    rijen = assess_nakoming({"1": 3, "2": 5}, {"1": 4, "2": 2, "3": 1})

    assert rijen == {"1": Nakoming(3, 3), "2": Nakoming(5, 2), "3": Nakoming(None, 0)}
    assert [rij.nog_te_gaan for rij in rijen.values()] == [0, 3, 0]


@pytest.mark.parametrize(
    ("afgesproken", "verhuurd", "elke"),
    [
        ({"1": 1, "elke": 5}, {"1": 3, "elke": 1}, Nakoming(5, 3, overschot=2)),
        ({"1": 1, "elke": 2}, {"1": 9, "elke": 1}, Nakoming(2, 2, overschot=1)),
        ({"1": 4, "elke": 2}, {"1": 1, "elke": 4}, Nakoming(2, 2, overschot=0)),
        ({"1": 4, "elke": 2}, {"1": 5}, Nakoming(2, 1, overschot=1)),
    ],
)
def test_what_a_class_has_too_many_is_done_where_size_does_not_matter(afgesproken, verhuurd, elke):
    assert assess_nakoming(afgesproken, verhuurd)["elke"] == elke


def test_too_many_small_homes_do_not_replace_a_large_one():
    rijen = assess_nakoming({"1": 2, "4": 2}, {"1": 9})

    assert add_up(rijen.values()) == Nakoming(4, 2)


def test_nothing_agreed_is_no_agreement_of_zero():
    assert add_up([Nakoming(None, 0), Nakoming(None, 0)]).afgesproken is None
    assert add_up([Nakoming(None, 0), Nakoming(0, 0)]).afgesproken == 0


@pytest.mark.parametrize(
    ("afgesproken", "dag", "verwacht"),
    [
        (40, date(2026, 1, 31), 0),
        (40, date(2026, 2, 1), 6),  # 6 and two thirds
        (40, date(2026, 4, 1), 20),
        (40, date(2026, 7, 1), 40),
        (40, date(2025, 12, 31), 0),
        (1, date(2026, 6, 30), 0),  # one home may take the whole half-year
        (None, date(2026, 7, 1), 0),
    ],
)
def test_a_sixth_of_the_homes_is_expected_per_completed_month(afgesproken, dag, verwacht):
    assert Nakoming(afgesproken, 0).verwacht(H1, dag) == verwacht


@pytest.mark.parametrize(
    ("nakoming", "schema"),
    [
        (Nakoming(40, 20), Schema.OP_SCHEMA),
        (Nakoming(40, 19), Schema.ACHTER),
        (Nakoming(40, 40), Schema.VOLDAAN),
        (Nakoming(0, 0), Schema.VOLDAAN),
        (Nakoming(None, 0), None),
    ],
)
def test_the_verdict_halfway(nakoming, schema):
    assert nakoming.schema(H1, date(2026, 4, 1)) == schema


def test_tellingen_add_up_also_what_was_lost():
    een = Telling(5, 4, 2, {"gemeente": 1})
    twee = Telling(3, 3, 1, {"corporatie": 1, "gemeente": 1})

    assert een + twee == Telling(8, 7, 3, {"gemeente": 2, "corporatie": 1})
    assert (een + twee).totaal_verloren == 3
