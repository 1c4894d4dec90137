"""The counting rules as rows: shipped once, versions that follow each other, nothing overwritten."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from samenwerking.models import Gebruiker
from taakstelling.models import Telregel
from taakstelling.regels.telregels import Persoonssoort, Woonvorm
from taakstelling.services.telregels import BESTAND, ensure_telregels, record_telregel
from tests.bewijs import assert_declined, assert_refused
from tests.factories.samenwerking import BeheerderFactory
from tests.factories.taakstelling import TelregelFactory

pytestmark = [pytest.mark.beide, pytest.mark.django_db]

AANTAL = len(BESTAND.read_text(encoding="utf-8").strip().splitlines()) - 1


@pytest.fixture
def beheerder():
    return BeheerderFactory()


def har():
    return Telregel.objects.get(vorm=Woonvorm.HAR, persoon=Persoonssoort.IEDEREEN, geldig_tot=None).regel


def test_the_shipped_rules_are_added_once():
    Telregel.objects.all().delete()
    systeem = Gebruiker.objects.systeem()

    assert ensure_telregels(door=systeem) == AANTAL
    assert ensure_telregels(door=systeem) == 0
    assert Telregel.objects.count() == AANTAL


def test_a_rule_that_was_replaced_does_not_come_back(beheerder):
    record_telregel(nieuw=replace(har(), telt=False, geldig_van=date(2026, 7, 1)), door=beheerder)

    assert ensure_telregels(door=beheerder) == 0
    assert har().versie == 2


def test_a_new_version_closes_the_running_one_and_changes_nothing_else_of_it(beheerder):
    oud = har()

    nieuw = record_telregel(nieuw=replace(oud, telt=False, geldig_van=date(2026, 7, 1)), door=beheerder)

    assert (nieuw.versie, nieuw.geldig_tot, nieuw.vastgelegd_door) == (2, None, beheerder)
    eerste = Telregel.objects.get(vorm=oud.vorm, persoon=oud.persoon, versie=1)
    assert eerste.regel == replace(oud, geldig_tot=date(2026, 7, 1))


def test_a_version_that_starts_too_early_is_declined(beheerder):
    zin = "geldt al een versie vanaf 01-01-2015. Kies een latere dag."

    assert_declined(zin, record_telregel, nieuw=replace(har(), geldig_van=date(2015, 1, 1)), door=beheerder)


def test_a_rule_with_a_number_that_is_none_is_declined(beheerder):
    nieuw = replace(har(), code="regel 3", geldig_van=date(2026, 7, 1))

    assert_declined("Schrijf de regel als R-304 of R-313/R-314.", record_telregel, nieuw=nieuw, door=beheerder)


def test_only_one_version_is_open_and_each_number_stands_once():
    eerste = TelregelFactory()

    assert_refused("telregel_one_open", lambda: TelregelFactory(versie=2, geldig_van=date(2026, 1, 1)))
    Telregel.objects.filter(pk=eerste.pk).update(geldig_tot=date(2026, 1, 1))
    assert_refused("telregel_one_per_version", lambda: TelregelFactory(geldig_van=date(2026, 1, 1)))
    assert TelregelFactory(versie=2, geldig_van=date(2026, 1, 1)).pk


@pytest.mark.parametrize("tot", [date(2019, 12, 31), date(2020, 1, 1)])
def test_a_rule_ends_after_it_began(tot):
    assert_refused("telregel_ends_after_begin", lambda: TelregelFactory(geldig_tot=tot))


@pytest.mark.postgres
def test_two_versions_never_hold_on_the_same_day():
    """SQLite cannot say this; there the service checks it, and no two writers are busy at once."""
    TelregelFactory(geldig_tot=date(2026, 7, 1))

    assert connection.vendor == "postgresql"
    assert_refused("telregel_no_overlap", lambda: TelregelFactory(versie=2, geldig_van=date(2026, 6, 30)))
    assert TelregelFactory(versie=2, geldig_van=date(2026, 7, 1)).pk


def test_the_error_stands_at_the_field_of_the_day(beheerder):
    with pytest.raises(ValidationError) as fout:
        record_telregel(nieuw=replace(har(), geldig_van=date(2015, 1, 1)), door=beheerder)

    assert list(fout.value.error_dict) == ["geldig_van"]
