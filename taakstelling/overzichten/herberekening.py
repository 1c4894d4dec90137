"""Runs of the rebuild, as the beheerder reads them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import TextChoices

from taakstelling.models import Herberekening


class Runstatus(TextChoices):
    KLAAR = "gelukt", "Klaar"
    BEZIG = "bezig", "Bezig"
    MISLUKT = "mislukt", "Mislukt"
    AFGEBROKEN = "afgebroken", "Afgebroken"


@dataclass(frozen=True)
class Run:
    """One run, and how it stands at a moment."""

    herberekening: Herberekening
    status: Runstatus

    @property
    def seconden(self) -> float | None:
        """How long it took; None when it did not end."""
        if self.herberekening.klaar is None:
            return None
        return (self.herberekening.klaar - self.herberekening.begonnen).total_seconds()


def describe_runs(herberekeningen: Iterable[Herberekening], op: datetime) -> list[Run]:
    """A run that has not ended within the time that a task gets will not end: its worker died."""
    langste = timedelta(seconds=settings.CELERY_TASK_TIME_LIMIT)

    def status(run: Herberekening) -> Runstatus:
        if run.klaar:
            return Runstatus.KLAAR
        if run.fout:
            return Runstatus.MISLUKT
        return Runstatus.AFGEBROKEN if op - run.begonnen > langste else Runstatus.BEZIG

    return [Run(run, status(run)) for run in herberekeningen]
