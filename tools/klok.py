"""A clock that stands where one sets it, for stories, tests and pictures that must be the same on any day."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from unittest.mock import patch

from django.utils import timezone


class Klok:
    """What time the product thinks it is; it stands still until it is set."""

    def __init__(self, dag: date, uur: int = 10) -> None:
        self.zet(dag, uur)

    def zet(self, dag: date, uur: int = 10) -> None:
        """From now on it is this whole hour of this day, in the Netherlands."""
        self._moment = timezone.make_aware(datetime.combine(dag, time(uur)))

    def now(self) -> datetime:
        """Stands in for `django.utils.timezone.now`."""
        return self._moment


@contextmanager
def klok_op(dag: date, uur: int = 10) -> Iterator[Klok]:
    """Inside the block every "now" and "today" of this process is that of the clock."""
    klok = Klok(dag, uur)
    with patch("django.utils.timezone.now", klok.now):
        yield klok
