"""Transfers, corrections of a saldo and closings: what the database itself refuses, on both databases."""

import pytest
from django.db import connection, transaction

from taakstelling.models import Afsluiting, Overdracht
from tests.bewijs import assert_refused
from tests.factories.samenwerking import GemeenteFactory, OpdrachtgeverFactory, OpgavemanagerFactory, WethouderFactory
from tests.factories.taakstelling import (
    AfsluitingFactory,
    OverdrachtFactory,
    OverdrachtregelFactory,
    SaldocorrectieFactory,
)

pytestmark = [pytest.mark.beide, pytest.mark.django_db]


@pytest.fixture
def zonder_som():
    """The database adds the parts of a decision up when the transaction ends; these tests are about one part."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE taakstelling_overdrachtregel DISABLE TRIGGER USER")


# --- Overdracht -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("veld", ["ingetrokken_op", "ingetrokken_door"])
def test_withdrawing_has_a_moment_and_an_actor(veld):
    reden = {"intrekreden": ""} if veld == "ingetrokken_op" else {}

    assert_refused("overdracht_ingetrokken", lambda: OverdrachtFactory(ingetrokken=True, **{veld: None}, **reden))


def test_withdrawing_has_a_reason_and_what_holds_has_none():
    assert_refused("overdracht_withdrawn_with_reason", lambda: OverdrachtFactory(ingetrokken=True, intrekreden=""))
    assert_refused("overdracht_withdrawn_with_reason", lambda: OverdrachtFactory(intrekreden="zomaar"))
    assert OverdrachtFactory(ingetrokken=True) not in Overdracht.objects.geldend()


def test_a_gemeente_stands_once_in_a_decision(zonder_som):
    regel = OverdrachtregelFactory()

    assert_refused(
        "overdrachtregel_once_per_gemeente",
        lambda: OverdrachtregelFactory(overdracht=regel.overdracht, gemeente=regel.gemeente, aantal=-3),
    )


def test_a_part_of_nobody_is_refused():
    assert_refused("overdrachtregel_not_zero", lambda: OverdrachtregelFactory(aantal=0))


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("delen", [(3,), (3, -2), (3, -2, -2)])
def test_the_parts_of_a_decision_add_up_to_zero(delen):
    def record():
        overdracht = OverdrachtFactory()
        for aantal in delen:
            OverdrachtregelFactory(overdracht=overdracht, aantal=aantal)

    assert_refused("overdracht_adds_up_to_zero", record)
    assert not Overdracht.objects.exists()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_part_that_changes_later_is_refused_too():
    with transaction.atomic():
        overdracht = OverdrachtFactory()
        regels = [OverdrachtregelFactory(overdracht=overdracht, aantal=aantal) for aantal in (4, -4)]

    assert_refused("overdracht_adds_up_to_zero", lambda: overdracht.regels.filter(pk=regels[0].pk).update(aantal=5))
    assert_refused("overdracht_adds_up_to_zero", regels[1].delete)


def test_a_decision_is_visible_to_each_gemeente_that_takes_part(zonder_som):
    overdracht = OverdrachtFactory()
    for aantal in (3, -3):
        OverdrachtregelFactory(overdracht=overdracht, aantal=aantal)

    for regel in overdracht.regels.all():
        assert list(Overdracht.objects.visible_to(OpgavemanagerFactory(gemeente=regel.gemeente))) == [overdracht]
    assert not Overdracht.objects.visible_to(OpgavemanagerFactory()).exists()


# --- Saldocorrectie ---------------------------------------------------------------------------------------------------
def test_the_saldo_of_a_gemeente_goes_over_once():
    eerste = SaldocorrectieFactory(herindeling=True)

    assert_refused(
        "saldocorrectie_merger_once",
        lambda: SaldocorrectieFactory(herindeling=True, gemeente=eerste.gemeente, herkomst=eerste.herkomst),
    )


def test_a_saldo_may_be_settled_more_than_once():
    gemeente = GemeenteFactory()

    assert [SaldocorrectieFactory(gemeente=gemeente).gemeente for _ in range(2)] == [gemeente, gemeente]


def test_a_saldo_that_went_over_says_where_it_came_from():
    assert_refused("saldocorrectie_merger_has_origin", lambda: SaldocorrectieFactory(herindeling=True, herkomst=None))


# --- Afsluiting -------------------------------------------------------------------------------------------------------
def test_a_halfjaar_is_closed_once():
    gesloten = AfsluitingFactory()

    assert_refused("afsluiting_once", lambda: AfsluitingFactory(gemeente=gesloten.gemeente))


def test_closings_are_seen_by_those_who_see_the_gemeente():
    gesloten = AfsluitingFactory()

    for factory in (OpdrachtgeverFactory, WethouderFactory):
        assert list(Afsluiting.objects.visible_to(factory(gemeente=gesloten.gemeente))) == [gesloten]
    assert not Afsluiting.objects.visible_to(WethouderFactory()).exists()
