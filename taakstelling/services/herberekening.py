"""A run of the rebuild over all gemeenten, and what the beheerder can see of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from samenwerking.models import Gebruiker
from taakstelling.models import Herberekening
from taakstelling.services.voortgang import Afwijking, verify_voortgang

# The nightly run comes once a day; an hour more is a worker that started late.
TE_OUD = timedelta(hours=25)


def run_herberekening(
    *, aanleiding: str, door: Gebruiker, op: datetime | None = None
) -> tuple[Herberekening, list[Afwijking]]:
    """Rebuild every gemeente and record the run.

    The row of the run is written before and after the rebuild, each in its own transaction: a worker that dies leaves a
    run without an end, and voortgang as it was. Errors: whatever the rebuild raises, after recording that it failed.
    """
    run = Herberekening.objects.create(begonnen=op or timezone.now(), aanleiding=aanleiding)
    try:
        afwijkingen = verify_voortgang(door=door, op=op)
    except Exception as fout:
        run.fout = type(fout).__name__
        run.save(update_fields=["fout"])
        raise
    run.klaar, run.afwijkingen = timezone.now(), len(afwijkingen)
    run.save(update_fields=["klaar", "afwijkingen"])
    return run, afwijkingen


def last_herberekening() -> Herberekening | None:
    """The last run that ended well."""
    return Herberekening.objects.gelukt().order_by("-klaar").first()


@dataclass(frozen=True)
class Achterstallig:
    """The nightly rebuild is overdue; `laatste` is when it last ended well, None when it never did."""

    laatste: datetime | None


def find_achterstallig(op: datetime) -> Achterstallig | None:
    """Whether the nightly rebuild failed to come. None when it came, or when nothing runs at night here (no Redis)."""
    if not settings.REDIS_URL:
        return None
    run = last_herberekening()
    laatste = run.klaar if run else None
    return Achterstallig(laatste) if laatste is None or op - laatste > TE_OUD else None
