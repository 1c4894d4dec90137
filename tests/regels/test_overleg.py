"""The moments of a series: same hour on the clock of the place, summer and winter."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from samenwerking.regels.overleg import list_momenten

HIER = ZoneInfo("Europe/Amsterdam")
MAANDAG = datetime(2026, 3, 16, 10, 0, tzinfo=HIER)


@pytest.mark.parametrize(
    ("eerste", "wissel"),
    [(MAANDAG, 3), (datetime(2026, 10, 12, 10, 0, tzinfo=HIER), 10)],
    ids=["zomertijd begint", "zomertijd eindigt"],
)
def test_the_hour_stays_the_same_when_the_clock_changes(eerste, wissel):
    momenten = list_momenten(eerste, 1, na=eerste, tot=eerste + timedelta(weeks=3))

    assert [(m.day - eerste.day, m.hour) for m in momenten if m.month == wissel] == [(7, 10), (14, 10)]
    verschillen = {later.astimezone(UTC) - eerder.astimezone(UTC) for eerder, later in pairwise([eerste, *momenten])}
    assert len(verschillen) == 2  # one of the weeks has an hour more, or less


def test_only_what_comes_after_one_moment_until_another():
    na = MAANDAG + timedelta(weeks=4)

    assert list_momenten(MAANDAG, 2, na=na, tot=MAANDAG + timedelta(weeks=8)) == [
        MAANDAG + timedelta(weeks=6),
        MAANDAG + timedelta(weeks=8),
    ]


@pytest.mark.parametrize("elke_weken", [1, 2, 3, 4, 26])
def test_two_stretches_after_each_other_are_one(elke_weken):
    """Planning day by day gives what planning at once gives: nothing twice, nothing missed."""
    einde = MAANDAG + timedelta(weeks=60)
    dagen = [MAANDAG.astimezone(UTC) + timedelta(days=n) for n in range(60 * 7 + 2)]
    per_dag = [moment for van, tot in pairwise(dagen) for moment in list_momenten(MAANDAG, elke_weken, na=van, tot=tot)]

    assert per_dag == list_momenten(MAANDAG, elke_weken, na=MAANDAG, tot=einde)


def test_before_the_first_there_is_none():
    assert list_momenten(MAANDAG, 1, na=MAANDAG - timedelta(weeks=9), tot=MAANDAG - timedelta(days=1)) == []
