"""Closing a half-year: the figures stay, and what comes later lands in the first open one (R-330)."""

import json
from datetime import date

import pytest

from samenwerking.models import Gebeurtenis, Logregel
from taakstelling.models import Afsluiting, Grond, Realisatie, Voortgang
from taakstelling.regels.bevriezen import fingerprint
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.services.afsluiting import close_halfjaar
from taakstelling.services.realisatie import (
    Boeking,
    book_correctie,
    book_realisatie,
    book_realisaties,
    reverse_realisatie,
)
from taakstelling.services.taakstelling import publish_taakstelling
from taakstelling.services.voortgang import find_drift
from tests.bewijs import assert_declined, assert_logs
from tests.factories.samenwerking import GebruikerFactory, GemeenteFactory
from tests.factories.taakstelling import start_gemeente
from tools.klok import klok_op

pytestmark = [pytest.mark.django_db, pytest.mark.beide]
VORIG, H1, H2 = Halfjaar(2025, 2), Halfjaar(2026, 1), Halfjaar(2026, 2)


@pytest.fixture(autouse=True)
def vandaag():
    with klok_op(date(2026, 8, 12)):
        yield


@pytest.fixture
def door():
    return GebruikerFactory()


@pytest.fixture
def gemeente(door):
    """30 and 20 to house in the two halves of 2026; one person counted in the first."""
    gemeente = start_gemeente(gemeente=GemeenteFactory(code="GM9303", naam="Proefdronten"), doel=30).gemeente
    publish_taakstelling(gemeente=gemeente, halfjaar=H2, aantal=20, bron="verzonnen", door=door)
    return gemeente


@pytest.fixture
def telling(gemeente, door):
    return book_realisatie(
        gemeente=gemeente,
        datum=date(2026, 3, 2),
        grond=Grond.PLAATSING,
        bron_soort="proef",
        bron_id="1",
        regel="R-301 versie 1",
        door=door,
    )


@pytest.fixture
def gesloten(gemeente, telling, door):
    return close_halfjaar(halfjaar=H1, gemeente=gemeente, door=door)[0]


def numbers(gemeente):
    rijen = Voortgang.objects.for_gemeente(gemeente).order_by("halfjaar")
    return list(rijen.values_list("saldo_begin", "gerealiseerd", "saldo_eind"))


def test_closing_freezes_the_figures_with_a_fingerprint(gemeente, telling, door):
    with assert_logs(Gebeurtenis.HALFJAAR_AFGESLOTEN):
        (afsluiting,) = close_halfjaar(halfjaar=H1, gemeente=gemeente, door=door)

    assert afsluiting.inhoud == {
        "gemeente": "GM9303",
        "halfjaar": H1,
        "taakstelling": 30,
        "saldo_begin": 0,
        "opgave": 30,
        "gerealiseerd": 1,
        "saldo_eind": -29,
    }
    assert Afsluiting.objects.get().vingerafdruk == fingerprint(afsluiting.inhoud)
    assert Logregel.objects.last().gegevens == {"halfjaar": "2026H1", "vingerafdruk": afsluiting.vingerafdruk}
    assert afsluiting.afgesloten_door == door


# --- What comes later -------------------------------------------------------------------------------------------------
def test_a_booking_in_a_closed_halfjaar_lands_in_the_first_open_one(gemeente, gesloten, door):
    boeking = book_correctie(gemeente=gemeente, datum=date(2026, 6, 1), aantal=2, reden="Laat", door=door)

    assert (boeking.datum, boeking.halfjaar) == (date(2026, 6, 1), H2)
    assert numbers(gemeente) == [(0, 1, -29), (-29, 2, -47)]
    assert Afsluiting.objects.get().gerealiseerd == 1
    assert find_drift() == []


def test_a_reversal_of_a_booking_in_a_closed_halfjaar_lands_there_too(gemeente, telling, gesloten, door):
    herroeping = reverse_realisatie(realisatie=telling, reden="Fout", door=door)

    assert herroeping.halfjaar == H2
    assert numbers(gemeente) == [(0, 1, -29), (-29, -1, -50)]
    assert not Realisatie.objects.staand().exists()
    assert find_drift() == []


def test_many_bookings_at_once_find_the_open_halfjaar_each(gemeente, gesloten, door):
    ander = start_gemeente(doel=5).gemeente
    boekingen = [
        Boeking(gemeente=gemeente, datum=date(2026, 6, 1), bron_id="2"),
        Boeking(gemeente=ander, datum=date(2026, 6, 1), bron_id="3"),
    ]

    book_realisaties(boekingen=boekingen, grond=Grond.PLAATSING, bron_soort="proef", regel="R-301", door=door)

    assert dict(Realisatie.objects.filter(bron_id__in="23").values_list("gemeente", "halfjaar")) == {
        gemeente.pk: H2,
        ander.pk: H1,
    }


def test_a_booking_waits_in_a_halfjaar_that_has_no_target_yet(gemeente, gesloten, door):
    with klok_op(date(2027, 2, 1)):
        close_halfjaar(halfjaar=H2, gemeente=gemeente, door=door)
        boeking = book_correctie(gemeente=gemeente, datum=date(2026, 6, 1), aantal=2, reden="Laat", door=door)

    assert boeking.halfjaar == Halfjaar(2027, 1)
    publish_taakstelling(gemeente=gemeente, halfjaar=boeking.halfjaar, aantal=9, bron="verzonnen", door=door)
    assert numbers(gemeente)[2][1] == 2


def test_a_target_that_changes_later_leaves_the_frozen_figures(gemeente, gesloten, door):
    publish_taakstelling(gemeente=gemeente, halfjaar=H1, aantal=25, bron="bijgesteld", door=door)

    assert Voortgang.objects.get(gemeente=gemeente, halfjaar=H1).taakstelling == 25
    assert Afsluiting.objects.get().taakstelling == 30


# --- What is declined -------------------------------------------------------------------------------------------------
def test_a_halfjaar_that_runs_is_not_closed(gemeente, door):
    assert_declined("2026H2 loopt nog tot en met 31-12-2026", close_halfjaar, halfjaar=H2, gemeente=gemeente, door=door)


def test_the_last_day_still_counts(gemeente, door):
    with klok_op(date(2026, 6, 30), uur=23):
        assert_declined("loopt nog", close_halfjaar, halfjaar=H1, gemeente=gemeente, door=door)
    with klok_op(date(2026, 7, 1), uur=0):
        assert close_halfjaar(halfjaar=H1, gemeente=gemeente, door=door)


def test_a_halfjaar_is_closed_once(gemeente, gesloten, door):
    assert_declined(
        "2026H1 is voor Proefdronten al afgesloten", close_halfjaar, halfjaar=H1, gemeente=gemeente, door=door
    )


def test_without_figures_there_is_nothing_to_close(door):
    leeg = GemeenteFactory(naam="Nieuwland")

    assert_declined("Nieuwland heeft geen cijfers in 2026H1", close_halfjaar, halfjaar=H1, gemeente=leeg, door=door)


def test_halfjaren_are_closed_in_their_order(door):
    gemeente = start_gemeente(halfjaar=VORIG).gemeente
    publish_taakstelling(gemeente=gemeente, halfjaar=H1, aantal=20, bron="verzonnen", door=door)

    assert_declined("eerst 2025H2 af", close_halfjaar, halfjaar=H1, gemeente=gemeente, door=door)


# --- All gemeenten ----------------------------------------------------------------------------------------------------
def test_closing_for_all_takes_who_is_ready_and_leaves_one_line_each(gemeente, gesloten, door):
    klaar = start_gemeente().gemeente
    achter = start_gemeente(halfjaar=VORIG).gemeente
    publish_taakstelling(gemeente=achter, halfjaar=H1, aantal=20, bron="verzonnen", door=door)

    with assert_logs(Gebeurtenis.HALFJAAR_AFGESLOTEN):
        afsluitingen = close_halfjaar(halfjaar=H1, door=door)

    assert [afsluiting.gemeente for afsluiting in afsluitingen] == [klaar]
    assert close_halfjaar(halfjaar=H1, door=door) == []


def test_the_command_closes_one_gemeente(opdracht, gemeente, telling):
    (rij,) = json.loads(opdracht("close_halfjaar", "2026H1", "--gemeente", "Proefdronten", "--format", "json"))

    assert rij == {
        "code": "GM9303",
        "naam": "Proefdronten",
        "periode": "2026H1",
        "opgave": 30,
        "gerealiseerd": 1,
        "saldo_eind": -29,
        "vingerafdruk": Afsluiting.objects.get().vingerafdruk,
    }


def test_the_command_says_who_stays_open_and_refuses_in_one_sentence(shell, gemeente):
    achter = start_gemeente(halfjaar=VORIG).gemeente
    publish_taakstelling(gemeente=achter, halfjaar=H1, aantal=20, bron="verzonnen", door=GebruikerFactory())

    code, uit, fout = shell("close_halfjaar", "2026H1", "--format", "json")
    assert (code, len(json.loads(uit))) == (0, 1)
    assert fout == "Nog open: 1. Sluit voor die gemeenten eerst de eerdere halfjaren af.\n"

    code, _, fout = shell("close_halfjaar", "2026H2")
    assert (code, fout) == (1, "2026H2 loopt nog tot en met 31-12-2026. Sluit het daarna af.\n")
