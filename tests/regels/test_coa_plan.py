"""What a list would change, beside what is stored."""

from datetime import date
from uuid import UUID, uuid5

import pytest

from huisvesting.regels.coa_bekend import STANDAARD, Bekend, BekendHuishouden, BekendPersoon
from huisvesting.regels.coa_cellen import Foutcode
from huisvesting.regels.coa_lijst import CoaRegel, Rijlezing, group_huishoudens
from huisvesting.regels.coa_plan import Plan, Uitkomst, asks_confirmation, make_plan

VANDAAG = date(2026, 11, 24)
KOPPELDATUM = date(2026, 3, 2)
N = UUID(int=0)


def regel(rij: int, nummer: str = "H1", **anders: object) -> CoaRegel:
    """A row; row 2 is the head, the others are children, unless told otherwise."""
    feiten = {
        "v_nummer": f"V{rij}",
        "achternaam": "Testari",
        "geboortedatum": date(1988, 4, 4) if rij == 2 else date(2015, 5, 5),
        "datum_koppeling": KOPPELDATUM,
        "gezinsrol": "hoofd" if rij == 2 else "kind",
    }
    return CoaRegel(rij=rij, huishoudnummer=nummer, **{**feiten, **anders})


def huishouden(nummer: str = "H1", **anders: object) -> BekendHuishouden:
    return BekendHuishouden(uuid5(N, nummer), nummer, KOPPELDATUM, False, **anders)


def persoon(rij: int, nummer: str = "H1", **anders: object) -> BekendPersoon:
    """The person of `regel(rij)` as it would be stored."""
    bron = regel(rij)
    feiten = {naam: basis if (w := getattr(bron, naam)) is None else w for naam, basis in STANDAARD.items()}
    return BekendPersoon(uuid5(N, f"V{rij}"), uuid5(N, nummer), {**feiten, **anders})


def stored(*huishoudens: BekendHuishouden, overig: tuple[BekendPersoon, ...] = (), **personen: BekendPersoon) -> Bekend:
    return Bekend({h.id: h for h in huishoudens}, personen, overig)


def plan(bekend: Bekend, *regels: CoaRegel) -> Plan:
    lezingen = [Rijlezing(r.rij, r.v_nummer, r.huishoudnummer, r) for r in regels]
    return make_plan(group_huishoudens(lezingen), bekend, peildatum=VANDAAG)


def outcomes(uitkomst: Plan) -> list[Uitkomst]:
    return [rij.uitkomst for rij in uitkomst.rijen]


def changes(uitkomst: Plan, rij: int) -> list[tuple[str, str, str]]:
    (gevonden,) = (r for r in uitkomst.rijen if r.rij == rij)
    return [(w.kolom, w.oud, w.nieuw) for w in gevonden.wijzigingen]


def test_what_is_not_stored_is_new_with_defaults_for_what_the_list_does_not_say():
    uitkomst = plan(stored(), regel(2), regel(3))
    assert outcomes(uitkomst) == [Uitkomst.NIEUW, Uitkomst.NIEUW]
    (nieuw,) = uitkomst.huishoudens
    assert nieuw.bekend is None
    assert nieuw.rijen[0].gegevens["geslacht"] == "onbekend"
    assert nieuw.rijen[0].wijzigingen == ()


def test_the_same_list_changes_nothing():
    uitkomst = plan(stored(huishouden(), V2=persoon(2), V3=persoon(3)), regel(2), regel(3))
    assert outcomes(uitkomst) == [Uitkomst.ONGEWIJZIGD, Uitkomst.ONGEWIJZIGD]
    assert uitkomst.vervallen == uitkomst.verlaten == ()


def test_changed_fact_shows_old_and_new():
    bekend = stored(huishouden(), V2=persoon(2, rolstoel=True, geslacht="v"))
    uitkomst = plan(bekend, regel(2, achternaam="Téstari", rolstoel=False, geboortedatum=date(1988, 4, 4)))
    assert outcomes(uitkomst) == [Uitkomst.GEWIJZIGD]
    assert changes(uitkomst, 2) == [("achternaam", "Testari", "Téstari"), ("rolstoel", "ja", "nee")]


def test_what_the_list_does_not_say_stays_as_it_was():
    uitkomst = plan(stored(huishouden(), V2=persoon(2, geslacht="v", talen="Arabisch")), regel(2, gezinsrol=None))
    assert outcomes(uitkomst) == [Uitkomst.ONGEWIJZIGD]
    assert uitkomst.huishoudens[0].rijen[0].gegevens["gezinsrol"] == "hoofd"


def test_facts_of_the_household_change_for_all_its_people():
    bekend = stored(huishouden(), V2=persoon(2), V3=persoon(3))
    later = date(2026, 3, 9)
    uitkomst = plan(bekend, regel(2, datum_koppeling=later, nareis_verwacht=True), regel(3, datum_koppeling=later))
    assert changes(uitkomst, 3) == [("datum_koppeling", "02-03-2026", "09-03-2026"), ("nareis_verwacht", "nee", "ja")]


def test_newcomer_in_a_known_household_shows_its_size_and_bedrooms():
    uitkomst = plan(stored(huishouden(), V2=persoon(2)), regel(2), regel(3))
    assert outcomes(uitkomst) == [Uitkomst.ONGEWIJZIGD, Uitkomst.NIEUW]
    assert changes(uitkomst, 3) == [("huishouden", "1 persoon, 1 slaapkamer", "2 personen, 2 slaapkamers")]


def test_newcomer_in_a_household_with_a_lease_is_allowed_and_remarked():
    uitkomst = plan(stored(huishouden(has_huurcontract=True), V2=persoon(2)), regel(2), regel(3))
    assert outcomes(uitkomst) == [Uitkomst.ONGEWIJZIGD, Uitkomst.NIEUW]
    assert "hoort daar nog niet bij" in uitkomst.rijen[1].opmerkingen[0]


# --- One faulty row ---------------------------------------------------------------------------------------------------
def test_one_fault_keeps_the_whole_household_out_and_no_other():
    uitkomst = plan(stored(), regel(2), regel(3, gezinsrol="hoofd"), regel(4), regel(5, "H2", gezinsrol="hoofd"))
    assert outcomes(uitkomst) == [Uitkomst.FOUT, Uitkomst.FOUT, Uitkomst.OVERGESLAGEN, Uitkomst.NIEUW]
    assert "rij 2, 3" in uitkomst.rijen[2].opmerkingen[0]
    assert [h.huishoudnummer for h in uitkomst.huishoudens] == ["H2"]


# --- Head of the household --------------------------------------------------------------------------------------------
def test_another_head_takes_over_from_who_is_on_the_list():
    bekend = stored(huishouden(), V2=persoon(2), V3=persoon(3))
    uitkomst = plan(bekend, regel(2, gezinsrol=None), regel(3, gezinsrol="hoofd"))
    assert changes(uitkomst, 2) == [("gezinsrol", "hoofd", "overig")]
    assert changes(uitkomst, 3) == [("gezinsrol", "kind", "hoofd")]


def test_another_head_takes_over_from_who_is_not_on_the_list():
    bekend = stored(huishouden(), overig=(persoon(2),), V3=persoon(3))
    uitkomst = plan(bekend, regel(3, gezinsrol="hoofd"))
    assert uitkomst.huishoudens[0].geen_hoofd_meer == (persoon(2).id,)
    assert "Wordt hoofd" in uitkomst.rijen[0].opmerkingen[0]


def test_who_moves_in_without_a_role_of_its_own_does_not_push_the_head_aside():
    bekend = stored(huishouden(), huishouden("H2"), V2=persoon(2), V3=persoon(3, "H2", gezinsrol="hoofd"))
    uitkomst = plan(bekend, regel(2), regel(3, gezinsrol=None))
    assert [rij.gegevens["gezinsrol"] for rij in uitkomst.huishoudens[0].rijen] == ["hoofd", "overig"]


# --- Moving -----------------------------------------------------------------------------------------------------------
def test_person_under_another_huishoudnummer_moves():
    bekend = stored(huishouden(), V2=persoon(2), V3=persoon(3))
    uitkomst = plan(bekend, regel(2), regel(3, "H2", gezinsrol="hoofd"))
    assert outcomes(uitkomst) == [Uitkomst.ONGEWIJZIGD, Uitkomst.GEWIJZIGD]
    assert ("huishoudnummer", "H1", "H2") in changes(uitkomst, 3)
    assert uitkomst.verlaten == ()


def test_household_that_everybody_moves_out_of_to_a_known_one_is_left():
    bekend = stored(huishouden(), huishouden("H2"), V2=persoon(2), V3=persoon(3, "H2"))
    assert plan(bekend, regel(2), regel(3)).verlaten == (huishouden("H2").id,)


def test_household_under_a_new_number_keeps_its_dossier():
    bekend = stored(huishouden(has_huurcontract=True), V2=persoon(2), V3=persoon(3))
    uitkomst = plan(bekend, regel(2, "H9"), regel(3, "H9"))
    assert uitkomst.huishoudens[0].bekend == huishouden(has_huurcontract=True)
    assert changes(uitkomst, 3) == [("huishoudnummer", "H1", "H9")]
    assert uitkomst.verlaten == ()


def test_number_that_a_household_gave_up_is_free_for_another():
    bekend = stored(huishouden(), V2=persoon(2))
    uitkomst = plan(bekend, regel(2, "H9"), regel(4, "H1", gezinsrol="hoofd"))
    assert [(h.huishoudnummer, h.bekend is None) for h in uitkomst.huishoudens] == [("H9", False), ("H1", True)]


def test_nobody_moves_out_of_a_household_with_a_lease():
    bekend = stored(huishouden(has_huurcontract=True), V2=persoon(2), V3=persoon(3))
    uitkomst = plan(bekend, regel(2), regel(3, "H2", gezinsrol="hoofd"))
    assert [(fout.rij, fout.code) for fout in uitkomst.fouten] == [(3, Foutcode.HUURCONTRACT_LOOPT)]
    assert outcomes(uitkomst) == [Uitkomst.ONGEWIJZIGD, Uitkomst.FOUT]


@pytest.mark.parametrize("blijft_iemand", [True, False])
def test_household_that_is_put_forward_is_never_emptied(blijft_iemand):
    bekend = stored(
        huishouden(is_voorgedragen=True), huishouden("H2"), V2=persoon(2), V3=persoon(3), V4=persoon(4, "H2")
    )
    uitkomst = plan(bekend, regel(2, "H1" if blijft_iemand else "H2"), regel(3, "H2"), regel(4, "H2"))
    assert [fout.code for fout in uitkomst.fouten] == ([] if blijft_iemand else [Foutcode.VOORDRACHT_LOOPT] * 2)


# --- Missing from the list --------------------------------------------------------------------------------------------
def test_who_waits_and_is_not_on_the_list_is_reported_and_who_is_housed_is_not():
    gehuisvest = huishouden("H2", has_huurcontract=True, is_gehuisvest=True)
    bekend = stored(huishouden(), gehuisvest, overig=(persoon(3), persoon(4, "H2")), V2=persoon(2))
    uitkomst = plan(bekend, regel(2))
    assert uitkomst.vervallen == (persoon(3).id,)
    assert uitkomst.eerder == 2


def test_who_stands_in_a_faulty_row_is_not_missing():
    bekend = stored(huishouden(), V2=persoon(2), V3=persoon(3))
    uitkomst = plan(bekend, regel(2), regel(3, gezinsrol="hoofd"))
    assert uitkomst.vervallen == ()


@pytest.mark.parametrize(
    ("vervallen", "eerder", "vraagt"), [(0, 0, False), (2, 10, False), (3, 10, True), (1, 4, True)]
)
def test_more_than_a_fifth_missing_asks_for_confirmation(vervallen, eerder, vraagt):
    assert asks_confirmation(vervallen, eerder) is vraagt
