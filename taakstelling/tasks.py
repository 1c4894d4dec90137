"""What the beat and the views hand to Celery. Each task is idempotent and calls one service."""

import logging

from celery import shared_task

from samenwerking.models import Gebruiker, Gemeente, Verwerking
from samenwerking.tasks import LEESTAAK, do_werk, enqueue, resume
from taakstelling.models import Overzichtimport
from taakstelling.services.herberekening import run_herberekening
from taakstelling.services.overzicht import expire_overzichten as expire
from taakstelling.services.overzicht_verwerken import OVERZICHT_WERK
from taakstelling.services.voortgang import verify_voortgang

logger = logging.getLogger(__name__)


@shared_task
def recompute_gemeente(gemeente_id: int) -> int:
    """Rebuild the voortgang of one gemeente. Out: how many rows had drifted. Errors: Gemeente.DoesNotExist."""
    gemeente = Gemeente.objects.get(pk=gemeente_id)
    return len(verify_voortgang(gemeente=gemeente, door=Gebruiker.objects.systeem()))


@shared_task
def recompute_alle_gemeenten(aanleiding: str = "elke nacht") -> int:
    """Rebuild the voortgang of every gemeente in one statement, and record the run. Out: how many rows had drifted.

    In: why, as the beheerder reads it.
    """
    _, afwijkingen = run_herberekening(aanleiding=aanleiding, door=Gebruiker.objects.systeem())
    if afwijkingen:
        logger.warning("Voortgang herberekend: %s rijen weken af.", len(afwijkingen))
    return len(afwijkingen)


@shared_task
def expire_overzichten() -> int:
    """Put away the overviews that nobody decided about within the term. Out: how many."""
    return expire(door=Gebruiker.objects.systeem())


# --- Files ------------------------------------------------------------------------------------------------------------
@shared_task(**LEESTAAK)
def read_overzicht(sleutel: str) -> bool:
    """Read the overview of this Verwerking. Out: whether this task did it; again: False."""
    return do_werk(OVERZICHT_WERK.do_lezen, sleutel, OVERZICHT_WERK)


@shared_task
def resume_verwerkingen() -> int:
    """Hand out once more the work on overviews that no worker holds. Out: how much work."""
    return resume(hand_out, Overzichtimport)


def hand_out(verwerking: Verwerking) -> None:
    """Give this work to a worker, once the transaction commits."""
    enqueue(read_overzicht, str(verwerking.pk))
