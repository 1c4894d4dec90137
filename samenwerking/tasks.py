"""How work that may be lost is handed to Celery. What must not be lost is a row that the beat picks up."""

import logging
from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from celery import Task, shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.db import transaction
from django.db.models import Model

from samenwerking.models import Gebruiker, Verwerking
from samenwerking.services import bericht, bezorging, escalatieloop, overleg, verzending
from samenwerking.services.inleeswerk import Inleeswerk
from samenwerking.services.verwerking import TeZwaar, find_verlaten

logger = logging.getLogger(__name__)

# Of every task that opens a file: seconds in which that is read, or refused; the second is for one that no longer
# listens (security.md 074).
LEESTAAK = {"soft_time_limit": 60, "time_limit": 90, "reject_on_worker_lost": True}


def enqueue(task: Task, *args: Any) -> None:
    """Run `task` after the transaction commits. A broker that is down is logged; the work that was done stays done."""
    transaction.on_commit(partial(_send, task, args), robust=True)


def _send(task: Task, args: tuple[Any, ...]) -> None:
    try:
        task.delay(*args)
    except Exception:  # whatever the broker raises: the nightly run repairs what this would have done
        logger.exception("Taak %s kon niet worden klaargezet.", task.name)


def do_werk(service: Callable[[UUID], bool], sleutel: str, soort: Inleeswerk) -> bool:
    """Do `service` for the Verwerking with this key; what takes too much time or memory, is given up. Out: whether it
    was done."""
    try:
        return service(UUID(sleutel))
    except (SoftTimeLimitExceeded, MemoryError, TeZwaar):
        pass  # out of this block first: it keeps everything alive that took the memory
    soort.give_up(UUID(sleutel))
    return False


def resume(hand_out: Callable[[Verwerking], None], *onderwerpen: type[Model]) -> int:
    """Hand out once more what no worker holds of the work on these: its worker was lost, or the broker was down. Out:
    how much work."""
    verlaten = find_verlaten(*onderwerpen)
    for verwerking in verlaten:
        hand_out(verwerking)
    return len(verlaten)


@shared_task
def mail_berichten() -> int:
    """Mail what waits in the outbox. Out: how many mails went; again: 0."""
    return bezorging.mail_berichten()


@shared_task
def remove_oude_berichten() -> int:
    """Remove messages that were read and are older than the term. Out: how many; again: 0."""
    return bericht.remove_oude_berichten()


@shared_task
def expire_verzendingen() -> int:
    """Delete the keys of forms that were sent more than a day ago. Out: how many; again: 0."""
    return verzending.expire_verzendingen()


@shared_task
def extend_overlegreeksen() -> int:
    """Plan what has come within eight weeks of every series of meetings. Out: how many meetings; again: 0."""
    return overleg.extend_reeksen()


@shared_task
def move_escalaties() -> int:
    """Remind who did not answer an escalation in time, and take higher what was not answered after that. Out: how many;
    again on the same day: 0."""
    return escalatieloop.move_escalaties(door=Gebruiker.objects.systeem())
