"""How work that may be lost is handed to Celery. What must not be lost is a row that the beat picks up."""

import logging
from functools import partial
from typing import Any

from celery import Task, shared_task
from django.db import transaction

from samenwerking.services import bericht, bezorging, verzending

logger = logging.getLogger(__name__)


def enqueue(task: Task, *args: Any) -> None:
    """Run `task` after the transaction commits. A broker that is down is logged; the work that was done stays done."""
    transaction.on_commit(partial(_send, task, args), robust=True)


def _send(task: Task, args: tuple[Any, ...]) -> None:
    try:
        task.delay(*args)
    except Exception:  # whatever the broker raises: the nightly run repairs what this would have done
        logger.exception("Taak %s kon niet worden klaargezet.", task.name)


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
