"""Choosing the counting rule: a kind before everyone, the day decides, and nothing crashes without a rule."""

import csv
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from huisvesting.models import Vorm
from taakstelling.regels.telregels import (
    VASTE_REGELS,
    Moment,
    Persoonssoort,
    Regel,
    TelregelFout,
    TeltVoor,
    Woonvorm,
    add_versie,
    judge,
)

BESTAND = Path(__file__).resolve().parent.parent.parent / "taakstelling" / "data" / "telregels.csv"
BEGIN = date(2016, 1, 1)
KSO_AMV = Regel(
    code="R-304",
    versie=1,
    vorm=Woonvorm.NIDOS_KSO,
    persoon=Persoonssoort.AMV,
    telt=True,
    telt_voor=TeltVoor.VERBLIJFSGEMEENTE,
    moment=Moment.BEGIN,
    reden="Een amv in een woongroep telt.",
    bron="verzonnen",
    geldig_van=BEGIN,
)
KSO_IEDEREEN = replace(KSO_AMV, code="R-999", persoon=Persoonssoort.IEDEREEN, telt=False, reden="Een ander niet.")


def weeg(regels, *, vorm=Woonvorm.NIDOS_KSO, persoon=Persoonssoort.AMV, datum=date(2026, 3, 2)):
    return judge(regels, vorm=vorm, persoon=persoon, datum=datum)


# --- Choosing ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("regels", [[KSO_AMV, KSO_IEDEREEN], [KSO_IEDEREEN, KSO_AMV]])
def test_a_rule_for_the_kind_goes_before_a_rule_for_everyone(regels):
    assert weeg(regels).aanduiding == "R-304 versie 1"
    assert weeg(regels, persoon=Persoonssoort.HERVESTIGD).aanduiding == "R-999 versie 1"


@pytest.mark.parametrize(
    ("datum", "versie"),
    [(date(2015, 12, 31), ""), (BEGIN, "1"), (date(2026, 6, 30), "1"), (date(2026, 7, 1), "2")],
)
def test_the_day_decides_which_version_holds_and_the_end_is_excluded(datum, versie):
    regels = add_versie([KSO_AMV], replace(KSO_AMV, telt=False, geldig_van=date(2026, 7, 1)))

    oordeel = weeg(regels, datum=datum)

    assert oordeel.aanduiding == (f"R-304 versie {versie}" if versie else "")
    assert oordeel.telt == (versie == "1")


def test_without_a_rule_nobody_counts_and_the_sentence_says_which_one_is_missing():
    oordeel = weeg([KSO_AMV], vorm=Woonvorm.HAR, persoon=Persoonssoort.NAREIZIGER)

    assert not oordeel.telt
    assert oordeel.regel is None
    assert oordeel.reden == (
        "Er is op 02-03-2026 geen telregel voor ‘Hotel of accommodatie (HAR)’ en nareiziger. Vraag de beheerder om er "
        "een vast te leggen."
    )


def test_a_closed_rule_for_the_kind_gives_way_to_the_one_for_everyone():
    gesloten = replace(KSO_AMV, geldig_tot=date(2026, 1, 1))

    assert weeg([gesloten, KSO_IEDEREEN]).aanduiding == "R-999 versie 1"


# --- New versions -----------------------------------------------------------------------------------------------------
def test_a_new_version_closes_the_running_one_and_leaves_the_others():
    nieuw = replace(KSO_AMV, versie=0, telt=False, geldig_van=date(2026, 7, 1))

    regels = add_versie([KSO_AMV, KSO_IEDEREEN], nieuw)

    assert regels == [
        KSO_IEDEREEN,
        replace(KSO_AMV, geldig_tot=date(2026, 7, 1)),
        replace(nieuw, versie=2),
    ]


@pytest.mark.parametrize("van", [BEGIN, date(2015, 1, 1)])
def test_a_version_that_does_not_start_later_is_refused(van):
    with pytest.raises(TelregelFout, match="geldt al een versie vanaf 01-01-2016"):
        add_versie([KSO_AMV], replace(KSO_AMV, geldig_van=van))


def test_a_rule_for_a_new_kind_starts_at_version_1():
    assert add_versie([KSO_IEDEREEN], replace(KSO_AMV, versie=0))[-1].versie == 1


# --- What is shipped --------------------------------------------------------------------------------------------------
def shipped():
    with BESTAND.open(encoding="utf-8", newline="") as bestand:
        return list(csv.DictReader(bestand))


def test_every_form_has_a_rule_and_no_two_are_for_the_same_people():
    rijen = shipped()

    assert {rij["vorm"] for rij in rijen} == {vorm.value for vorm in Woonvorm}
    assert len({(rij["vorm"], rij["persoon"]) for rij in rijen}) == len(rijen)


@pytest.mark.parametrize("rij", shipped(), ids=lambda rij: f"{rij['vorm']} {rij['persoon']}")
def test_a_shipped_rule_names_its_number_and_ends_its_sentence(rij):
    assert re.fullmatch(r"R-3\d\d(/R-3\d\d)*", rij["code"])
    assert rij["reden"].endswith(".")
    assert len(rij["reden"]) <= 300
    assert rij["bron"]
    assert rij["telt"] in {"ja", "nee"}
    assert TeltVoor(rij["telt_voor"])
    assert Moment(rij["moment"])


@pytest.mark.parametrize(
    ("regel", "vorm", "persoon", "telt", "telt_voor"),
    [
        ("R-302/R-303", "regulier", "nareiziger", "ja", "verblijfsgemeente"),
        ("R-304", "nidos_kso", "amv", "ja", "verblijfsgemeente"),
        ("R-306", "coa_kwv", "iedereen", "nee", "koppelgemeente"),
        ("R-306", "opvanggezin", "iedereen", "nee", "koppelgemeente"),
        ("R-310", "har", "iedereen", "ja", "koppelgemeente"),
        ("R-313/R-314", "doorstroom", "iedereen", "ja", "koppelgemeente"),
        ("R-315", "logeerregeling", "iedereen", "nee", "koppelgemeente"),
        ("R-316", "zelf_gevonden", "iedereen", "ja", "verblijfsgemeente"),
        ("R-317", "regulier", "hervestigd", "ja", "koppelgemeente"),
    ],
)
def test_the_shipped_rules_say_what_the_domain_says(regel, vorm, persoon, telt, telt_voor):
    (rij,) = [rij for rij in shipped() if (rij["vorm"], rij["persoon"]) == (vorm, persoon)]

    assert (rij["code"], rij["telt"], rij["telt_voor"]) == (regel, telt, telt_voor)


def test_what_no_source_says_is_marked_as_uncertain():
    for code in ("R-311/R-312", "R-313/R-314", "R-315", "R-316", "R-317"):
        assert all("onzeker" in rij["bron"].lower() for rij in shipped() if rij["code"] == code), code


def test_the_rules_that_hold_everywhere_have_a_sentence_and_a_source():
    assert [regel.code for regel in VASTE_REGELS] == ["R-301", "R-307", "R-308", "R-319", "R-320", "R-322"]
    assert all(regel.reden.endswith(".") and regel.bron for regel in VASTE_REGELS)


def test_every_kind_of_home_is_a_form_with_the_same_name():
    assert [(vorm.value, vorm.label) for vorm in Vorm] == [(w.value, w.naam) for w in list(Woonvorm)[:6]]
