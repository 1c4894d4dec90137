"""What the beat and the views hand to Celery. Each task is idempotent and calls one service."""

import logging

from celery import shared_task

from samenwerking.models import Gebruiker, Gemeente
from taakstelling.services.voortgang import recompute_voortgang, verify_voortgang

logger = logging.getLogger(__name__)


@shared_task
def recompute_gemeente(gemeente_id: int) -> int:
    """Rebuild the voortgang of one gemeente. Out: rows written. Errors: Gemeente.DoesNotExist."""
    return recompute_voortgang(gemeente=Gemeente.objects.get(pk=gemeente_id))


@shared_task
def recompute_alle_gemeenten() -> int:
    """Rebuild the voortgang of every gemeente in one statement, and report what had drifted. Out: how many rows."""
    afwijkingen = verify_voortgang(door=Gebruiker.objects.systeem())
    if afwijkingen:
        logger.warning("Voortgang herberekend: %s rijen weken af.", len(afwijkingen))
    return len(afwijkingen)
