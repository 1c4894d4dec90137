"""The rebuild: it says the same as the increments, writes only what changed, and stops where a target is missing."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samenwerking.models import Gebruiker, Logregel
from taakstelling.models import LandelijkeTaakstelling, Voortgang
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.services.realisatie import book_correctie
from taakstelling.services.taakstelling import (
    divide_landelijk,
    publish_taakstelling,
    record_landelijke_taakstelling,
    set_beginsaldo,
)
from taakstelling.services.voortgang import find_drift, recompute_voortgang, verify_voortgang
from taakstelling.tasks import recompute_alle_gemeenten, recompute_gemeente
from tests.factories.samenwerking import GebruikerFactory, GemeenteFactory
from tests.factories.taakstelling import InwonertalFactory, start_gemeente

pytestmark = [pytest.mark.django_db, pytest.mark.beide]
H1, H2 = Halfjaar(2026, 1), Halfjaar(2026, 2)


def record(halfjaar, aantal, **fields):
    return record_landelijke_taakstelling(
        halfjaar=halfjaar,
        aantal=aantal,
        bron="verzonnen",
        door=GebruikerFactory(),
        **{"soort": "vastgesteld", "zekerheid": "hoog", **fields},
    )


def correct(gemeente, aantal, datum=date(2026, 2, 1)):
    book_correctie(gemeente=gemeente, datum=datum, aantal=aantal, reden="proef", door=GebruikerFactory())


def test_a_rebuild_after_bookings_changes_nothing():
    een, ander = start_gemeente(doel=30).gemeente, start_gemeente(doel=12, saldo=5).gemeente
    for gemeente, aantal in ((een, 4), (ander, -1), (een, 7)):
        correct(gemeente, aantal)

    assert find_drift() == []
    assert recompute_voortgang() == 0


def test_a_rebuild_repairs_what_was_tampered_with_and_touches_nothing_else():
    goed, fout = start_gemeente().gemeente, start_gemeente().gemeente
    correct(goed, 3)
    Voortgang.objects.filter(gemeente=fout).update(gerealiseerd=99)
    onaangeraakt = Voortgang.objects.get(gemeente=goed).bijgewerkt_op

    afwijkingen = verify_voortgang(door=Gebruiker.objects.systeem())

    assert [(a.gemeente, a.opgeslagen, a.herbouwd) for a in afwijkingen] == [(fout.code, (30, 0, 99), (30, 0, 0))]
    assert Voortgang.objects.get(gemeente=fout).gerealiseerd == 0
    assert Voortgang.objects.get(gemeente=goed).bijgewerkt_op == onaangeraakt


def test_a_row_that_should_not_exist_is_removed():
    gemeente = GemeenteFactory()
    Voortgang.objects.create(
        gemeente=gemeente, halfjaar=H1, taakstelling=1, saldo_begin=0, gerealiseerd=0, bijgewerkt_op=timezone.now()
    )

    assert len(find_drift()) == 1
    recompute_gemeente(gemeente.pk)
    assert not Voortgang.objects.exists()


def test_rebuilding_one_gemeente_leaves_the_others_as_they_are():
    een, ander = start_gemeente().gemeente, start_gemeente().gemeente
    Voortgang.objects.update(gerealiseerd=50)

    recompute_voortgang(gemeente=een)

    assert Voortgang.objects.get(gemeente=een).gerealiseerd == 0
    assert Voortgang.objects.get(gemeente=ander).gerealiseerd == 50


def test_the_nightly_task_leaves_one_line_and_says_how_many_rows_had_drifted():
    start_gemeente()
    Voortgang.objects.update(gerealiseerd=5)
    before = Logregel.objects.count()

    assert recompute_alle_gemeenten() == 1

    assert Logregel.objects.count() == before + 1
    assert Logregel.objects.last().gegevens == {"afwijkingen": 1}


def test_the_chain_stops_at_a_halfjaar_without_a_target():
    gemeente = start_gemeente(halfjaar=H1).gemeente
    publish_taakstelling(
        gemeente=gemeente, halfjaar=Halfjaar(2027, 1), aantal=9, bron="verzonnen", door=GebruikerFactory()
    )

    assert [v.halfjaar for v in Voortgang.objects.all()] == [H1]
    publish_taakstelling(gemeente=gemeente, halfjaar=H2, aantal=7, bron="verzonnen", door=GebruikerFactory())
    assert [v.saldo_eind for v in Voortgang.objects.all()] == [-30, -37, -46]


def test_a_later_version_of_the_national_number_takes_over_and_a_published_target_wins():
    """R-114 and R-106: 17,700 becomes 15,000 while the half-year runs; the old version stays readable."""
    een, ander = (GemeenteFactory(), GemeenteFactory())
    for gemeente in (een, ander):
        InwonertalFactory(gemeente=gemeente, aantal=50_000)
        set_beginsaldo(gemeente=gemeente, halfjaar=H1, saldo=0, bron="verzonnen", door=GebruikerFactory())
    record(H1, 100)
    publish_taakstelling(gemeente=ander, halfjaar=H1, aantal=44, bron="verzonnen", door=GebruikerFactory())
    record(H1, 80, soort="bijgesteld")
    recompute_voortgang()

    assert dict(Voortgang.objects.values_list("gemeente", "taakstelling")) == {een.pk: 40, ander.pk: 44}
    assert list(LandelijkeTaakstelling.objects.values_list("versie", "aantal")) == [(2, 80), (1, 100)]
    assert LandelijkeTaakstelling.objects.geldend().get().aantal == 80


def test_a_new_opening_balance_replaces_the_old_one():
    gemeente = start_gemeente(saldo=-10).gemeente

    set_beginsaldo(gemeente=gemeente, halfjaar=H1, saldo=6, bron="brief", door=GebruikerFactory())

    assert Voortgang.objects.get().opgave == 24
    assert gemeente.beginsaldi.count() == 2


def test_inhabitants_that_are_missing_are_named_in_the_sentence():
    with pytest.raises(ValidationError, match="01-01-2025"):
        divide_landelijk(H1, 100)


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(-5, 9).filter(bool), st.integers(0, 400)), max_size=12))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_row_of_bookings_gives_the_same_as_a_rebuild(db, boekingen):
    gemeenten = [start_gemeente(doel=10 + i, saldo=i - 1).gemeente for i in range(3)]
    for gemeente in gemeenten[:2]:
        publish_taakstelling(gemeente=gemeente, halfjaar=H2, aantal=8, bron="verzonnen", door=GebruikerFactory())
    for welke, aantal, dag in boekingen:
        correct(gemeenten[welke], aantal, date.fromordinal(date(2025, 10, 1).toordinal() + dag))

    assert find_drift() == []
