"""The last change: which lines of the logboek move it, whose it is, and that it is one step to find."""

import threading

import pytest
from django.db import connection, transaction

from samenwerking.models import Gebeurtenis, Logregel
from samenwerking.models.logboek import ZONDER_TELLING, ZONDER_WIJZIGING
from samenwerking.services.logboek import log, make_logregel
from samenwerking.services.wijziging import VAN_GEMEENTE, VAN_TELLING, is_settled, last_telling, last_wijziging
from tests.factories.samenwerking import GemeenteFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("gebeurtenis", Gebeurtenis)
def test_every_event_is_a_change_and_looking_is_none(gebeurtenis):
    gemeente = GemeenteFactory()
    eigen, telling = last_wijziging(gemeente)

    regel = log(gebeurtenis, onderwerp=gemeente, door=None)

    eigen = eigen if gebeurtenis in ZONDER_WIJZIGING else regel.pk
    telling = telling if gebeurtenis in ZONDER_TELLING else regel.pk
    assert last_wijziging(gemeente) == (eigen, telling)
    assert last_telling() == telling


def test_what_may_count_anywhere_is_a_change_of_each_and_a_case_elsewhere_is_none():
    gemeente, ander = GemeenteFactory(), GemeenteFactory()
    voor = last_wijziging(gemeente)

    log(Gebeurtenis.AANBOD_BEVESTIGD, onderwerp=ander, door=None)
    assert last_wijziging(gemeente) == voor
    for onderwerp in (ander, None):
        regel = log(Gebeurtenis.VERHUIZING_GEMELD, onderwerp=onderwerp, door=None)
        assert last_wijziging(gemeente) == (voor[0], regel.pk)


@pytest.mark.beide
@pytest.mark.parametrize(
    ("vraag", "parameters", "index"),
    [(VAN_GEMEENTE, {"code": "GM0001"}, "logregel_wijziging"), (VAN_TELLING, None, "logregel_telling")],
)
def test_the_last_change_is_one_step_in_an_index_of_its_own(vraag, parameters, index):
    """In a logboek where most lines say that someone looked."""
    gemeente = GemeenteFactory(code="GM0001")
    Logregel.objects.bulk_create(
        make_logregel(gebeurtenis, onderwerp=gemeente, door=None)
        for gebeurtenis in [Gebeurtenis.SLEUTEL_OVERGEDRAGEN, *[Gebeurtenis.INZAGE] * 9] * 100
    )
    on_postgres = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        if on_postgres:
            cursor.execute("ANALYZE samenwerking_logregel")
        cursor.execute(f"EXPLAIN {'' if on_postgres else 'QUERY PLAN '}{vraag}", parameters)
        plan = str(cursor.fetchall())

    assert index in plan
    assert "Limit" in plan if on_postgres else "TEMP B-TREE" not in plan


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_while_an_event_is_being_written_nothing_is_settled():
    """The line of that event may be an earlier one than the last that is seen."""
    geschreven, gezien = threading.Event(), threading.Event()

    def write() -> None:
        try:
            with transaction.atomic():
                log(Gebeurtenis.SLEUTEL_OVERGEDRAGEN, onderwerp=None, door=None)
                geschreven.set()
                gezien.wait(10)
        finally:
            connection.close()

    schrijver = threading.Thread(target=write)
    schrijver.start()
    geschreven.wait(10)
    tijdens = is_settled()
    gezien.set()
    schrijver.join()

    assert (tijdens, is_settled()) == (False, True)
