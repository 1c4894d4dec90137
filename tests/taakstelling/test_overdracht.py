"""Gemeenten that divide their taakstellingen otherwise together: the sum stays what it was (R-107)."""

from datetime import date

import pytest

from samenwerking.models import Gebeurtenis
from taakstelling.models import Overdracht, Voortgang
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.services.overdracht import Deel, record_overdracht, withdraw_overdracht
from taakstelling.services.taakstelling import publish_taakstelling
from taakstelling.services.voortgang import find_drift
from tests.bewijs import assert_declined, assert_logs
from tests.factories.samenwerking import GebruikerFactory, GemeenteFactory
from tests.factories.taakstelling import start_gemeente
from tools.klok import klok_op

pytestmark = [pytest.mark.django_db, pytest.mark.beide]
H1, H2 = Halfjaar(2026, 1), Halfjaar(2026, 2)


@pytest.fixture(autouse=True)
def vandaag():
    with klok_op(date(2026, 5, 12)):
        yield


@pytest.fixture
def paar():
    """Aardam with 30 and Beekdal with 12 to house."""
    return [
        start_gemeente(gemeente=GemeenteFactory(naam=naam), doel=doel).gemeente
        for naam, doel in (("Aardam", 30), ("Beekdal", 12))
    ]


@pytest.fixture
def besluit(paar):
    """The arguments of a decision by which Beekdal takes over 3 of Aardam."""
    return {
        "halfjaar": H1,
        "delen": {paar[0]: Deel(-3, "A-1"), paar[1]: Deel(3, "B-7")},
        "besluitdatum": date(2026, 2, 2),
        "document": "Gezamenlijk besluit",
        "door": GebruikerFactory(),
    }


def targets():
    rijen = Voortgang.objects.order_by("gemeente__naam", "halfjaar")
    return list(rijen.values_list("gemeente__naam", "taakstelling", "opgave"))


def test_a_decision_moves_persons_and_keeps_the_sum(besluit):
    """Test vector 7 of the domain: A -3 and B +3 is accepted."""
    with assert_logs(Gebeurtenis.OVERDRACHT_VASTGELEGD):
        overdracht = record_overdracht(**besluit)

    assert targets() == [("Aardam", 27, 27), ("Beekdal", 15, 15)]
    assert {r.gemeente.naam: (r.aantal, r.kenmerk) for r in overdracht.regels.all()} == {
        "Aardam": (-3, "A-1"),
        "Beekdal": (3, "B-7"),
    }
    assert find_drift() == []


def test_a_decision_that_does_not_add_up_is_declined(besluit, paar):
    """Test vector 7 of the domain: A -3 and B +2 is rejected."""
    delen = {paar[0]: Deel(-3, "A-1"), paar[1]: Deel(2, "B-7")}

    assert_declined("De som van de overdracht is -1.", record_overdracht, **besluit | {"delen": delen})


def test_more_than_two_gemeenten_may_take_part(besluit, paar):
    derde = start_gemeente(gemeente=GemeenteFactory(naam="Cedum"), doel=5).gemeente

    record_overdracht(**besluit | {"delen": {paar[0]: Deel(-4, "A"), paar[1]: Deel(1, "B"), derde: Deel(3, "C")}})

    assert [doel for _, doel, _ in targets()] == [26, 13, 8]


def test_the_saldo_of_the_next_halfjaar_follows(besluit, paar):
    publish_taakstelling(gemeente=paar[0], halfjaar=H2, aantal=10, bron="verzonnen", door=GebruikerFactory())

    record_overdracht(**besluit)

    assert Voortgang.objects.get(gemeente=paar[0], halfjaar=H2).saldo_begin == -27


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"document": "  "}, "Noem het document van het besluit."),
        ({"besluitdatum": date(2026, 5, 13)}, "de datum ligt in de toekomst"),
        ({"halfjaar": H2}, "Aardam heeft in 2026H2 nog geen taakstelling"),
    ],
)
def test_a_decision_that_is_not_complete_is_declined(besluit, anders, zin):
    assert_declined(zin, record_overdracht, **besluit | anders)


def test_one_gemeente_alone_decides_nothing(besluit, paar):
    assert_declined("twee of meer gemeenten", record_overdracht, **besluit | {"delen": {paar[0]: Deel(0, "A-1")}})


def test_a_part_of_nobody_is_declined(besluit, paar):
    delen = {paar[0]: Deel(0, "A-1"), paar[1]: Deel(0, "B-7")}

    assert_declined("nul personen verandert niets", record_overdracht, **besluit | {"delen": delen})


def test_each_college_has_its_reference(besluit, paar):
    delen = {paar[0]: Deel(-3, "A-1"), paar[1]: Deel(3, " ")}

    assert_declined("ontbreekt bij: Beekdal.", record_overdracht, **besluit | {"delen": delen})


def test_nobody_hands_over_more_than_there_is(besluit, paar):
    delen = {paar[0]: Deel(13, "A-1"), paar[1]: Deel(-13, "B-7")}

    assert_declined("Beekdal heeft een taakstelling van 12.", record_overdracht, **besluit | {"delen": delen})


# --- Withdrawing ------------------------------------------------------------------------------------------------------
def test_withdrawing_gives_everyone_its_own_target_back_and_keeps_the_decision(besluit):
    overdracht = record_overdracht(**besluit)

    with assert_logs(Gebeurtenis.OVERDRACHT_INGETROKKEN):
        withdraw_overdracht(overdracht=overdracht, reden="Vergissing", door=besluit["door"])

    assert targets() == [("Aardam", 30, 30), ("Beekdal", 12, 12)]
    assert (Overdracht.objects.get().intrekreden, overdracht.regels.count()) == ("Vergissing", 2)
    assert find_drift() == []


def test_withdrawing_works_once_and_needs_a_reason(besluit):
    overdracht = record_overdracht(**besluit)
    kwargs = {"overdracht": overdracht, "door": besluit["door"]}

    assert_declined("Schrijf op waarom", withdraw_overdracht, reden=" ", **kwargs)
    withdraw_overdracht(reden="Vergissing", **kwargs)
    assert_declined("al ingetrokken", withdraw_overdracht, reden="Nog eens", **kwargs)


def test_what_was_passed_on_is_not_taken_back_from_under_the_next(besluit, paar):
    """Beekdal took over 3 and passed 14 of its 15 on: without the first decision it would have less than nothing."""
    eerste = record_overdracht(**besluit)
    record_overdracht(**besluit | {"delen": {paar[0]: Deel(14, "A-2"), paar[1]: Deel(-14, "B-8")}})

    assert_declined(
        "Beekdal heeft een taakstelling van 1. Daar kunnen er geen 3 af.",
        withdraw_overdracht,
        overdracht=eerste,
        reden="Vergissing",
        door=besluit["door"],
    )
