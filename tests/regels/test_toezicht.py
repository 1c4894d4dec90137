"""R-501 to R-505 and R-110 to R-113: the step of the ladder, its reason, and what comes next."""

from datetime import date

import pytest

from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.regels.toezicht import (
    Mijlpaalstand,
    Oordeel,
    Periode,
    Trede,
    assess_toezicht,
    gemist_op_rij,
    join_words,
    judge_mijlpaal,
)

LADDER = (
    Trede(1, "Signaleren", gemiste_halfjaren_op_rij=1),
    Trede(2, "Informatie opvragen", gemiste_halfjaren_op_rij=1, achterstand_procent=25, termijn_dagen=28),
    Trede(3, "Actief toezicht", gemiste_halfjaren_op_rij=3, gevraagd_product="Plan van aanpak"),
    Trede(4, "Besluit", gemiste_halfjaren_op_rij=4, achterstand_personen=10),
)


H1 = Halfjaar(2026, 1)


def reeks(*saldi, taakstelling=40, laatste=H1):
    """Half-years that ended with these saldi, the last one being `laatste`."""
    begin = laatste.nummer - len(saldi) + 1
    return [Periode(Halfjaar.van_nummer(begin + n), saldo, taakstelling) for n, saldo in enumerate(saldi)]


@pytest.mark.parametrize(
    ("saldi", "gemist"), [((), 0), ((-1,), 1), ((-1, 0), 0), ((5, -1, -2), 2), ((-1, 0, -1, -1, -1), 3)]
)
def test_half_years_in_a_row_are_counted_from_the_last_one_back(saldi, gemist):
    assert gemist_op_rij(reeks(*saldi)) == gemist


def test_a_gap_in_time_ends_the_row():
    perioden = [*reeks(-1, -1, laatste=Halfjaar(2024, 2)), *reeks(-1, laatste=Halfjaar(2026, 1))]

    assert gemist_op_rij(perioden) == 1


@pytest.mark.parametrize(
    ("saldi", "trede", "reden"),
    [
        ((), None, ""),
        ((-3, 0), None, ""),
        ((-3, 4), None, ""),
        ((-3,), 1, "1 halfjaar met een achterstand (de grens is 1)"),
        (
            (-10,),
            2,
            "1 halfjaar met een achterstand (de grens is 1) en "
            "een achterstand van 25% van de taakstelling (de grens is 25%)",
        ),
        ((-3, -3, -3), 3, "3 halfjaren op rij een achterstand (de grens is 3)"),
        ((-3, -3, -3, -9), 3, "4 halfjaren op rij een achterstand (de grens is 3)"),
        (
            (-3, -3, -3, -10),
            4,
            "4 halfjaren op rij een achterstand (de grens is 4) en een achterstand van 10 personen (de grens is 10)",
        ),
    ],
)
def test_the_highest_step_whose_triggers_all_hold_with_its_reason(saldi, trede, reden):
    stand = assess_toezicht(reeks(*saldi), LADDER)

    assert (stand.trede.volgorde if stand.trede else None, stand.reden) == (trede, reden)


def test_delfzijl_has_no_cleared_backlog_the_saldo_at_the_end_is_judged():
    """R-113 and vector 4: 12 of 30, then 30 of 48: -18 twice, so two half-years in a row were missed."""
    stand = assess_toezicht(reeks(-18, -18, taakstelling=30), [Trede(1, "Twee op rij", gemiste_halfjaren_op_rij=2)])

    assert stand.reden == "2 halfjaren op rij een achterstand (de grens is 2)"


@pytest.mark.parametrize(
    ("saldo", "verschoonbaar", "oordeel"),
    [
        (-11, 11, Oordeel.VERSCHOONBAAR),
        (-11, 14, Oordeel.VERSCHOONBAAR),
        (-11, 4, Oordeel.DEELS),
        (-11, 0, Oordeel.VOLDOET_NIET),
        (-11, None, Oordeel.VOLDOET_NIET),
        (0, None, Oordeel.VOLDOET),
        (3, 5, Oordeel.VOLDOET),
    ],
)
def test_a_backlog_is_never_voldoet_but_may_be_excused(saldo, verschoonbaar, oordeel):
    """R-206, R-207 and vector 6: Etten-Leur ends at -11 and may still be 'voldoet niet, doch verschoonbaar'."""
    assert Periode(Halfjaar(2021, 2), saldo, 48).oordeel(verschoonbaar) is oordeel


def test_the_order_of_the_steps_is_their_own_not_that_of_the_list():
    assert assess_toezicht(reeks(-10), LADDER[::-1]).trede.naam == "Informatie opvragen"


@pytest.mark.parametrize(
    ("saldo", "taakstelling", "zin", "geldt"),
    [
        (-1, 3, "een achterstand van 33,3% van de taakstelling (de grens is 25%)", True),
        (-1, 5, "een achterstand van 20% van de taakstelling (de grens is 25%)", False),
        (-1, 0, "een achterstand van 1 persoon op een taakstelling van 0 (de grens is 25%)", True),
        (0, 0, "een achterstand van 0 personen op een taakstelling van 0 (de grens is 25%)", False),
    ],
)
def test_the_share_of_the_taakstelling_is_exact(saldo, taakstelling, zin, geldt):
    assert Trede(1, "Deel", achterstand_procent=25).assess(reeks(saldo, taakstelling=taakstelling)) == (geldt, (zin,))


def test_a_step_without_a_trigger_never_holds():
    assert assess_toezicht(reeks(-50), [Trede(1, "Leeg")]).trede is None


@pytest.mark.parametrize(
    ("saldi", "volgende", "wanneer", "als"),
    [
        ((4,), 1, date(2027, 1, 1), "de tweede helft van 2026 met een achterstand eindigt"),
        (
            (-3,),
            2,
            date(2027, 1, 1),
            "ook de tweede helft van 2026 met een achterstand van 25% van de taakstelling of meer eindigt",
        ),
        (
            (-10,),
            3,
            date(2027, 7, 1),
            "beide halfjaren tot en met de eerste helft van 2027 met een achterstand eindigen",
        ),
        (
            (-3, -3, -3),
            4,
            date(2027, 1, 1),
            "ook de tweede helft van 2026 met een achterstand van 10 personen of meer eindigt",
        ),
    ],
)
def test_what_comes_next_and_when_at_the_earliest(saldi, volgende, wanneer, als):
    straks = assess_toezicht(reeks(*saldi), LADDER).volgende

    assert (straks.trede.volgorde, straks.op_zijn_vroegst, straks.als) == (volgende, wanneer, als)


def test_above_the_highest_step_and_before_the_first_judgement_nothing_comes_next():
    assert assess_toezicht(reeks(-10, -10, -10, -10), LADDER).volgende is None
    assert assess_toezicht([], LADDER).volgende is None


def test_a_step_says_its_triggers_in_words():
    assert Trede(1, "", 1).beschrijf() == "1 halfjaar gemist"
    assert Trede(1, "", 4, 10, 25).beschrijf() == (
        "4 halfjaren op rij gemist, 10 personen achterstand of meer en "
        "een achterstand van 25% van de taakstelling of meer"
    )


@pytest.mark.parametrize(
    ("bereikt", "vandaag", "stand"),
    [
        (10, date(2026, 3, 1), Mijlpaalstand.GEHAALD),
        (9, date(2026, 3, 1), Mijlpaalstand.LOOPT),
        (9, date(2026, 4, 1), Mijlpaalstand.LOOPT),
        (9, date(2026, 4, 2), Mijlpaalstand.GEMIST),
        (11, date(2026, 4, 2), Mijlpaalstand.GEHAALD),
    ],
)
def test_a_milestone_is_missed_from_the_day_after(bereikt, vandaag, stand):
    assert judge_mijlpaal(doel=10, bereikt=bereikt, datum=date(2026, 4, 1), vandaag=vandaag) == stand


@pytest.mark.parametrize(
    ("delen", "zin"), [([], ""), (["a"], "a"), (["a", "b"], "a en b"), (["a", "b", "c"], "a, b en c")]
)
def test_words_are_joined_as_people_do(delen, zin):
    assert join_words(delen) == zin
