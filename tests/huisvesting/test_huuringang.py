"""A lease that was signed before it began: its people count on the first day, by the beat."""

from datetime import date

import pytest

from huisvesting.services.huuringang import count_begonnen_huren
from huisvesting.services.plaatsing import sign_huurcontract
from huisvesting.services.telling import bookings_of, explain_persoon, explain_telling
from huisvesting.tasks import count_begonnen
from samenwerking.models import Gebeurtenis
from taakstelling.models import Telmoment
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.services.voortgang import find_drift
from tests.bewijs import assert_logs
from tests.factories.huisvesting import PlaatsingFactory, VoordrachtFactory, dag
from tests.factories.samenwerking import AmbtenaarFactory, GemeenteFactory
from tests.factories.taakstelling import TelmomentinstellingFactory, start_gemeente
from tools.klok import klok_op

pytestmark = pytest.mark.django_db

EERSTE = Halfjaar(2026, 1)
BEGIN = date(2026, 5, 1)
NU = dag(60)  # that day


@pytest.fixture
def gemeente():
    """Counts on the first day of the lease."""
    gemeente = start_gemeente(gemeente=GemeenteFactory(), doel=30).gemeente
    TelmomentinstellingFactory(gemeente=gemeente, telmoment=Telmoment.HUURINGANG, van=date(2020, 1, 1))
    return gemeente


@pytest.fixture
def ambtenaar(gemeente):
    return AmbtenaarFactory(gemeente=gemeente)


@pytest.fixture
def plaatsing(gemeente, ambtenaar):
    """Signed for three people on 1 April, from 1 May on."""
    voordracht = VoordrachtFactory(gemeente=gemeente, geaccepteerd=True, huishouden__personen=3)
    return sign_huurcontract(voordracht=voordracht, ingangsdatum=BEGIN, door=ambtenaar, op=dag(30))


def gerealiseerd(gemeente):
    assert not find_drift(gemeente=gemeente)
    return gemeente.voortgangen.get(halfjaar=EERSTE).gerealiseerd


def test_a_lease_of_the_future_counts_on_its_first_day_and_once(gemeente, plaatsing, ambtenaar):
    assert gerealiseerd(gemeente) == 0

    assert count_begonnen_huren(door=ambtenaar, op=dag(59)) == 0
    with assert_logs(Gebeurtenis.HUUR_BEGONNEN):
        assert count_begonnen_huren(door=ambtenaar, op=NU) == 1
    with assert_logs():
        assert count_begonnen_huren(door=ambtenaar, op=NU) == 0

    assert gerealiseerd(gemeente) == 3
    assert {b.datum for b in bookings_of(plaatsing)} == {BEGIN}


def test_until_then_the_page_says_from_when_they_count(plaatsing):
    dag_ervoor = dag(59).date()

    assert {t.waarom for _, t in explain_telling(plaatsing, dag_ervoor)} == {"Telt mee vanaf 1 mei 2026."}
    persoon = plaatsing.personen.first().statushouder
    assert explain_persoon(persoon, dag_ervoor).nodig == (
        "Er hoeft niets te gebeuren: deze persoon telt mee vanaf 1 mei 2026."
    )


def test_the_beat_makes_up_for_a_missed_day(gemeente, plaatsing):
    with klok_op(date(2026, 5, 4)):
        assert count_begonnen() == 1

    assert gerealiseerd(gemeente) == 3


def test_the_daily_count_asks_a_fixed_number_of_queries(gemeente, django_assert_num_queries, ambtenaar):
    for _ in range(3):
        PlaatsingFactory(gemeente=GemeenteFactory(), huishouden__personen=2)

    with django_assert_num_queries(8):
        assert count_begonnen_huren(door=ambtenaar, op=NU) == 0
