"""Saldi that change without anyone being housed: settled differences, mergers and splits (R-108, R-109, R-112)."""

from datetime import date

import pytest

from samenwerking.models import Gebeurtenis, Gemeente
from taakstelling.models import Beginsaldo, Saldocorrectie, Voortgang
from taakstelling.overzichten import Overgangstatus, find_overgang
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.services.realisatie import book_correctie
from taakstelling.services.saldo import carry_over_samenvoeging, carry_over_splitsing, correct_saldo
from taakstelling.services.taakstelling import publish_taakstelling, set_beginsaldo
from taakstelling.services.voortgang import find_drift, recompute_voortgang
from tests.bewijs import assert_declined, assert_logs
from tests.factories.samenwerking import GebruikerFactory, GemeenteFactory
from tests.factories.taakstelling import HerindelingFactory, start_gemeente

pytestmark = pytest.mark.django_db
H1, H2 = Halfjaar(2026, 1), Halfjaar(2026, 2)


@pytest.fixture
def door():
    return GebruikerFactory()


def publish(gemeente, halfjaar, aantal):
    publish_taakstelling(gemeente=gemeente, halfjaar=halfjaar, aantal=aantal, bron="verzonnen", door=GebruikerFactory())


def begin(gemeente, halfjaar, saldo):
    set_beginsaldo(gemeente=gemeente, halfjaar=halfjaar, saldo=saldo, bron="verzonnen", door=GebruikerFactory())


def saldo_begin(gemeente, halfjaar):
    return Voortgang.objects.get(gemeente=gemeente, halfjaar=halfjaar).saldo_begin


# --- A settled difference ---------------------------------------------------------------------------------------------
def test_a_correction_of_the_saldo_goes_on_in_every_later_halfjaar(door):
    gemeente = start_gemeente(doel=30, saldo=-4).gemeente
    publish(gemeente, H2, 20)

    with assert_logs(Gebeurtenis.SALDO_GECORRIGEERD):
        correct_saldo(gemeente=gemeente, halfjaar=H1, aantal=3, reden="Vereffend", door=door)

    assert (saldo_begin(gemeente, H1), saldo_begin(gemeente, H2)) == (-1, -31)
    assert find_drift() == []


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"aantal": 0}, "nul personen verandert niets"),
        ({"reden": "  "}, "Schrijf op waarom"),
        ({"reden": "x" * 301}, "300"),
        ({"halfjaar": H2}, "heeft in 2026H2 geen cijfers"),
    ],
)
def test_a_correction_that_says_or_changes_nothing_is_declined(door, anders, zin):
    gemeente = start_gemeente().gemeente
    goed = {"gemeente": gemeente, "halfjaar": H1, "aantal": 3, "reden": "Vereffend", "door": door}

    assert_declined(zin, correct_saldo, **goed | anders)


# --- A merger ---------------------------------------------------------------------------------------------------------
def test_a_new_gemeente_begins_with_the_sum_of_its_parts(referentie, door):
    """Brielle, Hellevoetsluis and Westvoorne became Voorne aan Zee on 1 January 2023 (R-108)."""
    laatste, eerste = Halfjaar(2022, 2), Halfjaar(2023, 1)
    delen = [Gemeente.objects.get(naam=naam) for naam in ("Brielle", "Hellevoetsluis", "Westvoorne")]
    for gemeente, saldo in zip(delen, (-5, 2, 0), strict=True):
        begin(gemeente, laatste, saldo)
    book_correctie(gemeente=delen[2], datum=date(2022, 9, 1), aantal=40, reden="proef", door=door)

    for gemeente in delen:
        with assert_logs(Gebeurtenis.HERINDELING_VERWERKT):
            carry_over_samenvoeging(oud=gemeente, door=door)

    nieuw = Gemeente.objects.get(naam="Voorne aan Zee")
    einde = [v.saldo_eind for v in Voortgang.objects.filter(gemeente__in=delen, halfjaar=laatste)]
    assert len(einde) == 3
    assert saldo_begin(nieuw, eerste) == sum(einde)
    assert Beginsaldo.objects.geldend().get(gemeente=nieuw).saldo == 0
    assert all(gemeente.beginsaldi.exists() for gemeente in delen)
    recompute_voortgang()
    assert find_drift() == []


def test_an_existing_gemeente_adds_the_saldo_to_its_own(referentie, door):
    """Beemster went into Purmerend on 1 January 2022 (R-108)."""
    laatste, eerste = Halfjaar(2021, 2), Halfjaar(2022, 1)
    beemster, purmerend = (Gemeente.objects.get(naam=naam) for naam in ("Beemster", "Purmerend"))
    for gemeente, saldo, doel in ((beemster, -2, 6), (purmerend, 4, 10)):
        begin(gemeente, laatste, saldo)
        publish(gemeente, laatste, doel)
    publish(purmerend, eerste, 12)
    assert saldo_begin(purmerend, eerste) == 4 - 10

    carry_over_samenvoeging(oud=beemster, door=door)

    assert saldo_begin(purmerend, eerste) == (4 - 10) + (-2 - 6)
    assert Beginsaldo.objects.geldend().get(gemeente=purmerend).saldo == 4


def test_a_saldo_goes_over_once(referentie, door):
    beemster = Gemeente.objects.get(naam="Beemster")
    begin(beemster, Halfjaar(2021, 2), 0)
    publish(beemster, Halfjaar(2021, 2), 6)
    carry_over_samenvoeging(oud=beemster, door=door)

    assert_declined("al overgegaan", carry_over_samenvoeging, oud=beemster, door=door)


def test_a_merger_whose_saldo_cannot_go_over_is_declined_with_the_reason(referentie, door):
    brielle, haaren = (Gemeente.objects.get(naam=naam) for naam in ("Brielle", "Haaren"))

    assert_declined("geen herindeling bekend", carry_over_samenvoeging, oud=GemeenteFactory(), door=door)
    assert_declined("Haaren is gesplitst", carry_over_samenvoeging, oud=haaren, door=door)
    assert_declined("eind van 2022H2 is niet bekend", carry_over_samenvoeging, oud=brielle, door=door)


def test_a_gemeente_that_begins_later_has_the_saldo_in_its_opening_balance(door):
    oud = start_gemeente(halfjaar=H1).gemeente
    nieuw = start_gemeente(halfjaar=Halfjaar(2027, 1)).gemeente
    HerindelingFactory(oud=oud, nieuw=nieuw)

    assert find_overgang(oud.code).status == Overgangstatus.IN_BEGINSALDO
    assert_declined("begint hier pas in 2027H1", carry_over_samenvoeging, oud=oud, door=door)


# --- A split ----------------------------------------------------------------------------------------------------------
@pytest.fixture
def haaren(referentie):
    """Haaren, split over four gemeenten on 1 January 2021, ended with an achterstand of 13 (R-109)."""
    haaren = Gemeente.objects.get(naam="Haaren")
    begin(haaren, Halfjaar(2020, 2), -3)
    publish(haaren, Halfjaar(2020, 2), 10)
    return haaren


@pytest.fixture
def nieuwe(haaren):
    return [Gemeente.objects.get(naam=naam) for naam in ("Boxtel", "Oisterwijk", "Tilburg", "Vught")]


def test_a_split_saldo_is_divided_by_hand(haaren, nieuwe, door):
    publish(nieuwe[3], Halfjaar(2021, 1), 8)

    with assert_logs(Gebeurtenis.HERINDELING_VERWERKT):
        carry_over_splitsing(oud=haaren, verdeling=dict(zip(nieuwe, (-2, -3, 0, -8), strict=True)), door=door)

    assert dict(Saldocorrectie.objects.values_list("gemeente__naam", "aantal")) == {
        "Boxtel": -2,
        "Oisterwijk": -3,
        "Tilburg": 0,
        "Vught": -8,
    }
    assert saldo_begin(nieuwe[3], Halfjaar(2021, 1)) == -8


def test_the_parts_of_a_split_are_the_saldo(haaren, nieuwe, door):
    """The control sum of R-109."""
    assert_declined(
        "De delen zijn samen -12, het saldo van Haaren was -13.",
        carry_over_splitsing,
        oud=haaren,
        verdeling=dict(zip(nieuwe, (-2, -3, 0, -7), strict=True)),
        door=door,
    )


def test_only_who_got_a_part_shares_in_the_saldo(haaren, nieuwe, door):
    vreemd = Gemeente.objects.get(naam="Breda")

    assert_declined(
        "Breda hoort niet bij de splitsing", carry_over_splitsing, oud=haaren, verdeling={vreemd: -13}, door=door
    )
    assert_declined("Breda is niet gesplitst", carry_over_splitsing, oud=vreemd, verdeling={haaren: 0}, door=door)


# --- The list ---------------------------------------------------------------------------------------------------------
def test_the_list_says_how_far_each_merger_is(haaren, nieuwe, door):
    overgang = find_overgang(haaren.code)
    assert (overgang.status, overgang.saldo, overgang.is_splitsing) == (Overgangstatus.TE_DOEN, -13, True)
    assert find_overgang("GM0501").status == Overgangstatus.ONBEKEND
    assert find_overgang(nieuwe[0].code) is None

    carry_over_splitsing(oud=haaren, verdeling=dict(zip(nieuwe, (-2, -3, 0, -8), strict=True)), door=door)
    book_correctie(gemeente=haaren, datum=date(2020, 8, 1), aantal=4, reden="Laat gevonden", door=door)

    overgang = find_overgang(haaren.code)
    assert (overgang.status, overgang.sindsdien) == (Overgangstatus.OVERGEGAAN, 4)
    assert next((gemeente.naam, aantal) for gemeente, aantal in overgang.delen) == ("Boxtel", -2)
