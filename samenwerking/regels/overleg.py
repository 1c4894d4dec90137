"""When the meetings of a series are. Pure: no clock, no database."""

from datetime import UTC, datetime, timedelta

# So far ahead the meetings of a series are planned.
VOORUIT = timedelta(weeks=8)


def list_momenten(eerste: datetime, elke_weken: int, *, na: datetime, tot: datetime) -> list[datetime]:
    """The moments of a series later than `na`, up to and including `tot`.

    In: `eerste`, the first one, on the clock of the place where one meets: each next one is at the same hour of that
    clock, also when summer time began or ended in between. `na` and `tot` are moments anywhere.
    """
    stap = timedelta(weeks=elke_weken)
    # One step less, so that an hour of summer time makes no difference for which one is the first.
    nummer = max(0, (na.astimezone(UTC) - eerste.astimezone(UTC)) // stap - 1)
    momenten = []
    while (moment := eerste + nummer * stap) <= tot:
        if moment > na:
            momenten.append(moment)
        nummer += 1
    return momenten
