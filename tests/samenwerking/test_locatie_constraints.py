"""What the database refuses of a place, its expectation, its points and the weights."""

from datetime import date
from decimal import Decimal

import pytest

from samenwerking.models import Locatie
from samenwerking.regels.locatie import STADIA
from tests.bewijs import assert_refused
from tests.factories.huisvesting import dag
from tests.factories.locatie import (
    LocatieFactory,
    LocatiegewichtFactory,
    LocatiepuntFactory,
    LocatieverwachtingFactory,
)

pytestmark = [pytest.mark.beide, pytest.mark.django_db]
OKTOBER = date(2026, 10, 1)


@pytest.mark.parametrize(
    ("naam", "anders"),
    [
        *((f"locatie_{act}", {f"{act}_op": dag(1)}) for act in ("verkenning", "afgevallen")),
        ("locatie_used_or_dropped", {"bewoond": True, "afgevallen": True}),
        ("locatie_dropped_with_reason", {"afgevallen": True, "afvalreden": ""}),
        ("locatie_dropped_with_reason", {"afvalreden": "zomaar"}),
        ("locatie_distance_not_negative", {"afstand_km": Decimal(-1)}),
    ],
)
def test_a_wrong_locatie_cannot_be_stored(naam, anders):
    assert_refused(naam, lambda: LocatieFactory(**anders))


@pytest.mark.parametrize("act", ["verkenning", "haalbaarheid", "besluitvorming", "realisatie", "in_gebruik"])
def test_a_stage_has_its_moment_and_its_actor(act):
    bereikt = {"verkenning": "in_verkenning", "in_gebruik": "bewoond"}.get(act, f"in_{act}")

    assert_refused(f"locatie_{act}", lambda: LocatieFactory(**{bereikt: True, f"{act}_door": None}))


@pytest.mark.parametrize(
    ("naam", "weigert"),
    [
        # A place without its signal cannot be stored at all.
        ("locatie_verkenning_after_signaal", "signaal_op"),
        ("locatie_haalbaarheid_after_verkenning", "locatie_haalbaarheid_after_verkenning"),
        ("locatie_besluitvorming_after_haalbaarheid", "locatie_besluitvorming_after_haalbaarheid"),
        ("locatie_realisatie_after_besluitvorming", "locatie_realisatie_after_besluitvorming"),
        ("locatie_in_gebruik_after_realisatie", "locatie_in_gebruik_after_realisatie"),
    ],
)
def test_no_stage_is_skipped(naam, weigert):
    """Everything is taken away but the later of the two stages."""
    later, _ = naam.removeprefix("locatie_").split("_after_")
    locatie = LocatieFactory(bewoond=True)
    leeg = {f"{stadium}_{deel}": None for stadium in STADIA if stadium != later for deel in ("op", "door")}
    if weigert != "signaal_op":
        # Those before the earlier one stay, so that no other rule is broken.
        for stadium in STADIA[: STADIA.index(later) - 1]:
            del leeg[f"{stadium}_op"], leeg[f"{stadium}_door"]

    assert_refused(weigert, lambda: Locatie.objects.filter(pk=locatie.pk).update(**leeg))


def test_a_name_is_used_once_in_a_gemeente():
    gemeente = LocatieFactory(naam="De Wilgenhof").gemeente

    assert_refused("locatie_name_once", lambda: LocatieFactory(gemeente=gemeente, naam="De Wilgenhof"))


@pytest.mark.parametrize(
    ("naam", "anders"),
    [
        ("locatieverwachting_ends_after_begin", {"einddatum": OKTOBER}),
        ("locatieverwachting_some_places", {"plaatsen": 0}),
        ("locatieverwachting_changed_with_reason", {"versie": 2}),
        ("locatieverwachting_changed_with_reason", {"versie": 1, "reden": "zomaar"}),
        ("locatieverwachting_amounts_not_negative", {"investering": Decimal(-1)}),
        ("locatieverwachting_amounts_not_negative", {"exploitatie": Decimal(-1)}),
        ("locatieverwachting_amounts_not_negative", {"bijdrage": Decimal(-1)}),
    ],
)
def test_a_wrong_expectation_cannot_be_stored(naam, anders):
    assert_refused(naam, lambda: LocatieverwachtingFactory(**anders))


def test_a_version_is_there_once():
    eerste = LocatieverwachtingFactory()

    naam = "locatieverwachting_one_per_version"
    assert_refused(naam, lambda: LocatieverwachtingFactory(locatie=eerste.locatie))


@pytest.mark.parametrize(
    ("naam", "anders"),
    [
        ("locatiepunt_bijgewerkt", {"bijgewerkt_op": dag(1)}),
        ("locatiepunt_problem_with_note", {"oordeel": "knelpunt"}),
    ],
)
def test_a_wrong_point_cannot_be_stored(naam, anders):
    assert_refused(naam, lambda: LocatiepuntFactory(**anders))


def test_a_point_stands_once_on_a_checklist():
    punt = LocatiepuntFactory()

    assert_refused("locatiepunt_once_per_locatie", lambda: LocatiepuntFactory(locatie=punt.locatie))


def test_a_weight_is_a_percentage_and_one_for_each_stage():
    assert_refused("locatiegewicht_at_most_all", lambda: LocatiegewichtFactory(procent=101))
    gewicht = LocatiegewichtFactory()
    assert_refused("locatiegewicht_one_per_stage", lambda: LocatiegewichtFactory(gemeente=gewicht.gemeente))
