"""Four writers at once on PostgreSQL: nothing is lost, nobody waits in a circle, and voortgang is the ledger's."""

import random
import threading

import pytest
from django.db import connection

from taakstelling.models import Realisatie, Voortgang
from taakstelling.services.voortgang import find_drift
from tests.taakstelling.gebeurtenissen import NAMEN, Wereld
from tests.taakstelling.test_samenhang import make_wereld

SCHRIJVERS = 4


def write_at_once(wereld: Wereld, gebeurtenissen: int) -> dict[str, int]:
    """Let every writer do its share. Out: how often each kind of event happened. Errors: the first one of a writer."""
    fouten: list[BaseException] = []
    eigen = [Wereld(wereld.gemeenten, wereld.door, random.Random(n)) for n in range(SCHRIJVERS)]

    def write(deel: Wereld) -> None:
        try:
            for _ in range(gebeurtenissen // SCHRIJVERS):
                deel.gebeurtenis(deel.rng.choice(NAMEN))
        except BaseException as fout:
            fouten.append(fout)
        finally:
            connection.close()

    draden = [threading.Thread(target=write, args=[deel]) for deel in eigen]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    if fouten:
        raise fouten[0]
    return {naam: sum(deel.gelukt.get(naam, 0) for deel in eigen) for naam in set(NAMEN)}


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("aantal", [400, pytest.param(10_000, marks=pytest.mark.volledig)])
def test_random_events_of_four_writers_leave_no_drift(aantal):
    wereld = make_wereld(random.Random(0), gemeenten=6)

    gelukt = write_at_once(wereld, aantal)

    assert find_drift() == []
    assert sum(gelukt.values()) > aantal * 0.6
    assert Realisatie.objects.count() >= gelukt["boeking"]
    assert Voortgang.objects.exists()
