"""Celery app. Without REDIS_URL tasks run in the calling process (settings: task_always_eager)."""

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from celery import Celery
from celery.signals import worker_process_init
from django.conf import settings
from django.db import DatabaseError, connection

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("thuisgever")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_process_init.connect
def limit_memory(**kwargs: Any) -> None:
    """A worker process gets no more address space than it begins with and WERKER_GEHEUGEN (security.md 074). Only Linux
    counts it in a way that means something."""
    if sys.platform != "linux":
        return
    import resource

    # Its threads reserve address space that is no part of any task. Without a database the limit is the lower for it.
    with suppress(DatabaseError):
        connection.ensure_connection()
        connection.close()
    bladzijden = int(Path("/proc/self/statm").read_text().split()[0])
    grens = bladzijden * resource.getpagesize() + settings.WERKER_GEHEUGEN
    resource.setrlimit(resource.RLIMIT_AS, (grens, grens))
