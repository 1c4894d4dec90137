"""A Celery app of its own for tests: that of the product, whose reader finds a file too much by the name of the file,
and which applies lists slowly where the gemeente is called so. `celery -A tests.productie.zware_werker worker`."""

import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from config.celery import app

# Django is set up and the tasks are there before anything is changed about them.
app.loader.import_default_modules()

from celery.exceptions import SoftTimeLimitExceeded  # noqa: E402

from huisvesting.services import coa  # noqa: E402
from samenwerking.services import inlezing  # noqa: E402

__all__ = ["app"]

STAPPEN = 100
MEGABYTE = 1024 * 1024


def traag() -> None:
    """Longer than a file may take."""
    time.sleep(60)


def doof() -> None:
    """The same, and it does not listen when it is asked to stop."""
    for _ in range(10):
        with suppress(SoftTimeLimitExceeded):
            time.sleep(6)


def gulzig() -> None:
    """More memory than a file may take; every byte is touched."""
    delen = [b"x" * (16 * MEGABYTE) for _ in range(4 * 1024 // 16)]
    raise AssertionError(f"{len(delen)} parts of 16 MiB were given out")


def dodelijk() -> None:
    """The process of the worker is killed, as by a machine that is out of memory."""
    os.kill(os.getpid(), signal.SIGKILL)


ZWAAR: dict[str, Callable[[], None]] = {werk.__name__: werk for werk in (traag, doof, gulzig, dodelijk)}
_read_tabel, _write_plan = inlezing.read_tabel, coa.write_plan


def read_tabel(data: bytes, bestandsnaam: str, *args: Any, **kwargs: Any) -> Any:
    ZWAAR.get(bestandsnaam.partition(".")[0], lambda: None)()
    return _read_tabel(data, bestandsnaam, *args, **kwargs)


def write_plan(*args: Any, **kwargs: Any) -> Any:
    """Everything is written, and then it takes ten seconds in many steps."""
    geschreven = _write_plan(*args, **kwargs)
    if kwargs["gemeente"].naam == "Traagstad":
        for stap in range(STAPPEN):
            kwargs["voortgang"]("personen", stap, STAPPEN)
            time.sleep(0.1)
    return geschreven


inlezing.read_tabel = read_tabel
coa.write_plan = write_plan
