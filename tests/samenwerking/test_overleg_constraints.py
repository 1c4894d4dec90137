"""What the database refuses of series of meetings and of their meetings."""

import pytest

from samenwerking.models import Overlegsoort
from tests.bewijs import assert_refused
from tests.factories.huisvesting import MOMENT
from tests.factories.overleg import OverlegFactory, OverlegreeksFactory

pytestmark = [pytest.mark.django_db, pytest.mark.beide]


@pytest.mark.parametrize(
    ("naam", "anders"),
    [
        ("overlegreeks_corporatie_when_ambtelijk", {"soort": Overlegsoort.AMBTELIJK}),
        ("overlegreeks_every_one_to_26_weeks", {"elke_weken": 27}),
        ("overlegreeks_beeindigd", {"beeindigd_op": MOMENT}),
    ],
)
def test_a_series_that_is_wrong_is_refused(naam, anders):
    assert_refused(naam, lambda: OverlegreeksFactory(**anders))


def test_two_running_series_have_two_names():
    eerste = OverlegreeksFactory(beeindigd=True)
    zelfde = {"gemeente": eerste.gemeente, "naam": eerste.naam}
    OverlegreeksFactory(**zelfde)

    assert_refused("overlegreeks_name_once", lambda: OverlegreeksFactory(**zelfde))


@pytest.mark.parametrize(
    ("naam", "anders"),
    [
        ("overleg_verslag", {"verslag_op": MOMENT}),
        ("overleg_afgezegd", {"afgezegd_op": MOMENT}),
        ("overleg_held_or_cancelled", {"gehouden": True, "afgezegd": True}),
    ],
)
def test_a_meeting_that_is_wrong_is_refused(naam, anders):
    assert_refused(naam, lambda: OverlegFactory(**anders))


def test_a_series_meets_once_at_a_moment():
    overleg = OverlegFactory(afgezegd=True)
    OverlegFactory(reeks=overleg.reeks)

    assert_refused("overleg_one_per_moment", lambda: OverlegFactory(reeks=overleg.reeks))
