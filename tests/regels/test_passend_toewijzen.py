"""Passend toewijzen: which limit applies, and what the warning says (R-605, R-606, R-608)."""

from datetime import date
from decimal import Decimal

import pytest

from huisvesting.regels.passend_toewijzen import HOOG, LAAG, Norm, judge_huur, soort_for
from huisvesting.regels.passendheid import Woningkenmerken, assess_passendheid
from huisvesting.regels.woonbehoefte import Woonbehoefte


def norm(soort, bedrag, jaar=2026, *, is_onzeker=False):
    return Norm(soort, date(jaar, 1, 1), date(jaar + 1, 1, 1), Decimal(bedrag), "Proefbron", is_onzeker)


NORMEN = (
    norm(LAAG, "713.02"),
    norm(HOOG, "764.14"),
    norm(LAAG, "682.96", 2025, is_onzeker=True),
    norm("huurgrens", "932.93"),
)


def judge(personen, huur, datum):
    oordeel = judge_huur(NORMEN, personen=personen, kale_huur=Decimal(huur), datum=datum)
    return oordeel.past, oordeel.tekst.replace("\u00a0", " ")


@pytest.mark.parametrize(("personen", "soort"), [(1, LAAG), (2, LAAG), (3, HOOG), (9, HOOG)])
def test_the_limit_follows_the_size_of_the_household(personen, soort):
    assert soort_for(personen) == soort


def test_a_rent_above_the_limit_is_a_sentence_with_amount_year_and_source():
    assert judge(2, "725.00", date(2026, 4, 1)) == (
        False,
        "De kale huur (€ 725,00) ligt boven de aftoppingsgrens van € 713,02 voor 1 of 2 personen (2026). "
        "Passend toewijzen vraagt dan een reden. Bron: Proefbron.",
    )


@pytest.mark.parametrize(
    ("personen", "huur", "past"),
    [(2, "713.02", True), (2, "713.03", False), (3, "764.14", True), (3, "764.15", False), (1, "0.00", True)],
)
def test_up_to_and_with_the_limit_a_rent_suits(personen, huur, past):
    assert judge(personen, huur, date(2026, 12, 31))[0] is past


def test_an_amount_that_no_source_confirms_says_so():
    assert judge(1, "600.00", date(2025, 12, 31)) == (
        True,
        "Kale huur € 600,00, aftoppingsgrens € 682,96 (2025, onzeker)",
    )
    assert judge(1, "690.00", date(2025, 12, 31))[1].endswith("Bron: Proefbron. Dit bedrag is onzeker.")


def test_a_rent_up_to_the_limit_is_told_in_a_few_words():
    assert judge(3, "700.00", date(2026, 1, 1)) == (True, "Kale huur € 700,00, aftoppingsgrens € 764,14 (2026)")


@pytest.mark.parametrize(("personen", "datum"), [(1, date(2027, 1, 1)), (3, date(2025, 6, 1)), (1, date(2024, 12, 31))])
def test_a_year_without_an_amount_cannot_be_checked(personen, datum):
    wie = "1 of 2 personen" if personen == 1 else "3 of meer personen"

    assert judge(personen, "1012.50", datum) == (
        None,
        f"De aftoppingsgrens voor {wie} in {datum.year} is niet bekend. "
        "Controleer zelf of de kale huur (€ 1.012,50) past.",
    )


def test_a_rent_or_a_day_that_is_not_known_cannot_be_checked():
    zonder_huur = judge_huur(NORMEN, personen=1, kale_huur=None, datum=date(2026, 4, 1))
    zonder_dag = judge_huur(NORMEN, personen=1, kale_huur=Decimal("600"), datum=None)

    assert (zonder_huur.past, zonder_dag.past) == (None, None)
    assert zonder_huur.tekst == "De kale huur is nog niet bekend. Passend toewijzen is niet te controleren."
    assert zonder_dag.tekst.startswith("De aftoppingsgrens voor 1 of 2 personen is niet bekend.")


# --- Among the other reasons ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("huur", "jaar", "code", "past", "vraagt_reden"),
    [
        ("700.00", 2026, "huur", True, False),
        ("725.00", 2026, "te_duur", False, True),
        ("700.00", 2027, "huur_onbekend", False, False),
    ],
)
def test_the_rent_warns_and_never_excludes(huur, jaar, code, past, vraagt_reden):
    woning = Woningkenmerken(
        slaapkamers=1,
        verdieping=0,
        lift=False,
        toegankelijk=False,
        onzelfstandig=False,
        beschikbaar_vanaf=date(jaar, 4, 1),
        kale_huur=Decimal(huur),
    )

    oordeel = assess_passendheid(Woonbehoefte(personen=1, slaapkamers=1, rolstoel=False), woning, NORMEN)

    assert (oordeel.redenen[-1].code, oordeel.redenen[-1].past, oordeel.redenen[-1].hard) == (code, past, False)
    assert (oordeel.past, oordeel.vraagt_reden) == (True, vraagt_reden)
