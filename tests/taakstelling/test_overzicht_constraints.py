"""Constraints of overviews, states of COA and known differences, on both databases."""

from datetime import date

import pytest

from tests.bewijs import assert_refused
from tests.factories.samenwerking import GemeenteFactory
from tests.factories.taakstelling import AfstemverschilFactory, CoaStandFactory, OverzichtimportFactory

pytestmark = [pytest.mark.beide, pytest.mark.django_db]


def test_a_file_stands_once_for_a_gemeente_and_once_for_everyone():
    gemeente = GemeenteFactory()
    OverzichtimportFactory(bestand_hash="b" * 64, gemeente=gemeente)
    OverzichtimportFactory(bestand_hash="b" * 64)

    assert_refused(
        "overzicht_file_once_per_gemeente",
        lambda: OverzichtimportFactory(bestand_hash="b" * 64, gemeente=gemeente),
    )
    assert_refused("overzicht_file_once_for_everyone", lambda: OverzichtimportFactory(bestand_hash="b" * 64))
    assert OverzichtimportFactory(bestand_hash="b" * 64, peildatum=date(2026, 5, 1)).pk


@pytest.mark.parametrize("veld", ["op", "door"])
@pytest.mark.parametrize(
    ("naam", "act", "make"),
    [
        ("overzicht_toegepast", "toegepast", lambda **leeg: OverzichtimportFactory(toegepast=True, **leeg)),
        ("overzicht_gesloten", "gesloten", OverzichtimportFactory),
        ("coastand_vervangen", "vervangen", lambda **leeg: CoaStandFactory(vervangen=True, **leeg)),
        ("afstemverschil_opgelost", "opgelost", lambda **leeg: AfstemverschilFactory(opgelost=True, **leeg)),
    ],
    ids=lambda waarde: waarde if isinstance(waarde, str) else "",
)
def test_an_act_has_a_moment_and_an_actor(naam, act, make, veld):
    if (naam, veld) == ("afstemverschil_opgelost", "op"):
        naam = "afstemverschil"  # without the moment it is also solved at no state: either may speak first
    assert_refused(naam, lambda: make(**{f"{act}_{veld}": None}))


def test_one_state_of_a_day_holds_and_replaced_ones_stand_beside_it():
    stand = CoaStandFactory()
    CoaStandFactory(gemeente=stand.gemeente, vervangen=True)

    assert_refused("coastand_one_current", lambda: CoaStandFactory(gemeente=stand.gemeente))


def test_a_state_adds_up_when_it_says_everything():
    goed = {"taakstelling": 30, "saldo_begin": -4, "gerealiseerd": 12, "saldo_eind": -22}
    assert CoaStandFactory(**goed).pk
    assert CoaStandFactory(**goed | {"saldo_begin": None, "saldo_eind": 5}).pk

    assert_refused("coastand_adds_up", lambda: CoaStandFactory(**goed | {"saldo_eind": 22}))


@pytest.mark.parametrize(
    ("naam", "feiten"),
    [
        ("afstemverschil_not_zero", {"aantal": 0}),
        ("afstemverschil_person_is_one", {"over_persoon": True, "aantal": -1}),
        ("afstemverschil_person_is_one", {"bron_id": "1"}),
        ("afstemverschil_ends_after_begin", {"opgelost": True, "verschil_tot": date(2026, 3, 1)}),
        ("afstemverschil_solved_at_a_state", {"verschil_tot": date(2026, 5, 1)}),
        ("afstemverschil_solved_at_a_state", {"opgelost": True, "verschil_tot": None}),
    ],
)
def test_a_known_difference_explains_something(naam, feiten):
    assert_refused(naam, lambda: AfstemverschilFactory(**feiten))


def test_about_one_person_one_difference_is_open():
    eerste = AfstemverschilFactory(over_persoon=True, opgelost=True)
    zelfde = {"gemeente": eerste.gemeente, "bron_soort": eerste.bron_soort, "bron_id": eerste.bron_id}
    AfstemverschilFactory(**zelfde)

    assert_refused("afstemverschil_one_open_per_person", lambda: AfstemverschilFactory(**zelfde))
    assert AfstemverschilFactory(gemeente=eerste.gemeente).pk
    assert AfstemverschilFactory(gemeente=eerste.gemeente).pk
