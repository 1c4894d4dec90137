"""A fixed day, and one gemeente with something to show on it."""

from datetime import date

import pytest

from tests.factories.huisvesting import (
    HuishoudenFactory,
    PlaatsingFactory,
    VoordrachtFactory,
    WoningaanbodFactory,
)
from tests.factories.samenwerking import GemeenteFactory
from tools.klok import klok_op

VANDAAG = date(2026, 5, 12)


@pytest.fixture
def vandaag():
    """The day on which the pages are looked at."""
    with klok_op(VANDAAG):
        yield VANDAAG


@pytest.fixture
def gemeente(db):
    return GemeenteFactory(naam="Proefdam")


@pytest.fixture
def keten(gemeente, vandaag):
    """Households at every step, homes in every status; one household is housed and checked out."""
    HuishoudenFactory(gemeente=gemeente, personen=4, koppeldatum=date(2026, 2, 1))
    HuishoudenFactory(gemeente=gemeente, personen=1, koppeldatum=date(2026, 5, 8))
    VoordrachtFactory(gemeente=gemeente, huishouden__personen=2)
    VoordrachtFactory(gemeente=gemeente, akkoord=True, huishouden__personen=3)
    VoordrachtFactory(gemeente=gemeente, aangeboden=True)
    VoordrachtFactory(gemeente=gemeente, geaccepteerd=True)
    PlaatsingFactory(gemeente=gemeente, huishouden__personen=5)
    PlaatsingFactory(gemeente=gemeente, met_sleutel=True)
    klaar = PlaatsingFactory(gemeente=gemeente, met_sleutel=True)
    klaar.personen.update(afmelddatum=date(2026, 3, 20))
    WoningaanbodFactory(gemeente=gemeente, bevestigd=True, woning__slaapkamers=5)
    WoningaanbodFactory(gemeente=gemeente)
    WoningaanbodFactory(gemeente=gemeente, verlopen=True)
    WoningaanbodFactory(gemeente=gemeente, ingetrokken=True)
    return gemeente
