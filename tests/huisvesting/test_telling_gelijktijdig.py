"""Two events that count the same people in the same second, on real PostgreSQL: nobody counts twice or falls out."""

from datetime import date

import pytest

from huisvesting.services.plaatsing import hand_over_sleutel
from huisvesting.services.telregels import apply_telregel, preview_telregel
from huisvesting.services.verblijf import register_verblijf
from taakstelling.models import Realisatie, Telregel
from taakstelling.regels.telregels import Regel, Woonvorm
from taakstelling.services.voortgang import find_drift
from tests.factories.huisvesting import PlaatsingFactory, dag
from tests.factories.samenwerking import AmbtenaarFactory, BeheerderFactory, GemeenteFactory
from tests.factories.taakstelling import start_gemeente
from tests.huisvesting.test_services_gelijktijdig import RONDES, race

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

NU, SLEUTEL = dag(20), date(2026, 3, 16)


@pytest.fixture
def plaatsing():
    gemeente = start_gemeente(gemeente=GemeenteFactory()).gemeente
    return PlaatsingFactory(gemeente=gemeente, huishouden__personen=3)


def hand_over(plaatsing, door):
    return lambda: hand_over_sleutel(plaatsing=plaatsing, sleuteldatum=SLEUTEL, door=door, op=NU)


@pytest.mark.parametrize("ronde", RONDES)
def test_r_320_a_key_and_a_hotel_in_the_same_second_count_everyone_once(plaatsing, ronde):
    door, leden = AmbtenaarFactory(gemeente=plaatsing.gemeente), plaatsing.huishouden.leden
    hotel = {"personen": leden, "vorm": Woonvorm.HAR, "van": SLEUTEL, "door": door, "op": NU}

    race(hand_over(plaatsing, door), lambda: register_verblijf(**hotel))

    assert Realisatie.objects.staand().count() == Realisatie.objects.count() == 3
    assert not find_drift()


@pytest.mark.parametrize("ronde", RONDES)
def test_a_key_beside_a_new_version_counts_by_the_rule_that_holds_in_the_end(plaatsing, ronde):
    """Whoever comes second sees what the first did: the new version takes the count back, or it is never made."""
    oud: Regel = Telregel.objects.get(vorm=Woonvorm.REGULIER, persoon="iedereen").regel
    nieuw = Regel(**{**vars(oud), "telt": False, "geldig_van": date(2026, 3, 1)})
    beheerder = BeheerderFactory(gemeente=plaatsing.gemeente)
    gezien = preview_telregel(nieuw).afdruk

    def record():
        return apply_telregel(nieuw=nieuw, gezien=gezien, door=beheerder, op=NU)

    uitkomsten = race(hand_over(plaatsing, AmbtenaarFactory(gemeente=plaatsing.gemeente)), record)

    vastgelegd = Telregel.objects.filter(vorm=Woonvorm.REGULIER, versie=2).exists()
    assert Realisatie.objects.staand().count() == (0 if vastgelegd else 3)
    assert vastgelegd or "Bekijk opnieuw wat deze regel verandert." in uitkomsten[1]
    assert not find_drift()
