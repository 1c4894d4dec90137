"""How work that may be lost is handed to Celery. What must not be lost is a row that the beat picks up."""

import logging
from functools import partial
from typing import Any

from celery import Task
from django.db import transaction

logger = logging.getLogger(__name__)


def enqueue(task: Task, *args: Any) -> None:
    """Run `task` after the transaction commits. A broker that is down is logged; the work that was done stays done."""
    transaction.on_commit(partial(_send, task, args), robust=True)


def _send(task: Task, args: tuple[Any, ...]) -> None:
    try:
        task.delay(*args)
    except Exception:  # whatever the broker raises: the nightly run repairs what this would have done
        logger.exception("Taak %s kon niet worden klaargezet.", task.name)
