"""How a half-year went so far, against the schedule of a sixth of the opgave a month (R-121)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapportage.regels.verloop import (
    build_verloop,
    maand_eerder,
    verschil_een_maand_eerder,
    verschil_met_schema,
    volgens_schema,
)
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.regels.voortgang import Schema, Stand

H1 = Halfjaar(2026, 1)
STAND = Stand(H1, taakstelling=25, saldo_begin=-6, gerealiseerd=14)


@pytest.mark.parametrize(
    ("peildatum", "personen"),
    [
        (date(2026, 1, 1), 0),
        (date(2026, 2, 1), 6),  # 31 / 6 = 5.17: five is not enough
        (date(2026, 4, 1), 16),
        (date(2026, 4, 30), 16),
        (date(2026, 7, 1), 31),
    ],
)
def test_schedule_asks_for_whole_persons(peildatum, personen):
    assert volgens_schema(STAND, peildatum) == personen
    assert verschil_met_schema(STAND, peildatum) == 14 - personen


@given(
    doel=st.integers(0, 200), saldo=st.integers(-60, 60), geteld=st.integers(0, 260), dag=st.dates(H1.begin, H1.eind)
)
def test_not_behind_the_schedule_is_the_same_as_the_status(doel, saldo, geteld, dag):
    stand = Stand(H1, doel, saldo, geteld)

    is_op_schema = stand.schema(dag) in (Schema.OP_SCHEMA, Schema.VOLDAAN)

    assert (verschil_met_schema(stand, dag) >= 0) == is_op_schema


def test_months_add_up_to_what_counts():
    boekingen = [(date(2026, 3, 2), 4), (date(2026, 1, 9), 2), (date(2026, 3, 20), -1), (date(2026, 4, 30), 9)]

    verloop = build_verloop(STAND, boekingen, date(2026, 5, 12))

    assert [m.erbij for m in verloop.maanden] == [2, 0, 3, 9, 0, None]
    assert [m.totaal for m in verloop.maanden] == [2, 2, 5, 14, 14, None]
    assert [m.volgens_schema for m in verloop.maanden] == [6, 11, 16, 21, 26, 31]
    assert [(d.datum.day, d.totaal) for d in verloop.dagen] == [(9, 2), (2, 6), (20, 5), (30, 14)]


@given(
    st.lists(st.tuples(st.dates(date(2025, 6, 1), date(2026, 12, 31)), st.integers(-4, 6)), max_size=30),
    st.dates(date(2025, 11, 1), date(2026, 9, 1)),
)
def test_nothing_of_the_ledger_is_lost_whatever_its_dates(boekingen, peildatum):
    verloop = build_verloop(STAND, boekingen, peildatum)

    assert sum(m.erbij or 0 for m in verloop.maanden) == sum(aantal for _, aantal in boekingen)
    assert all(H1.begin <= dag.datum <= H1.eind for dag in verloop.dagen)
    assert H1.begin <= verloop.peildatum <= H1.eind


@pytest.mark.parametrize(
    ("dag", "eerder"),
    [
        (date(2026, 5, 12), date(2026, 4, 12)),
        (date(2026, 3, 31), date(2026, 2, 28)),
        (date(2026, 1, 2), date(2025, 12, 2)),
    ],
)
def test_a_month_earlier_is_the_same_day_or_the_last(dag, eerder):
    assert maand_eerder(dag) == eerder


def test_distance_of_a_month_ago_looks_at_what_counted_then():
    verloop = build_verloop(STAND, [(date(2026, 1, 9), 12), (date(2026, 5, 4), 2)], date(2026, 5, 12))

    assert verschil_met_schema(STAND, date(2026, 5, 12)) == 14 - 21
    assert verschil_een_maand_eerder(STAND, verloop, date(2026, 5, 12)) == 12 - 16
    assert verschil_een_maand_eerder(STAND, verloop, date(2026, 1, 20)) is None
