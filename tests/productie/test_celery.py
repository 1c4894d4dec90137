"""The same tasks with a real Redis and a real Celery worker, on PostgreSQL."""

import time
from collections.abc import Callable
from datetime import date

import pytest
from django.conf import settings
from kombu.exceptions import OperationalError

from config.celery import app
from samenwerking.models import Gebeurtenis, Logregel
from samenwerking.tasks import enqueue
from taakstelling.models import Voortgang
from taakstelling.services.realisatie import book_correctie
from taakstelling.services.voortgang import find_drift
from taakstelling.tasks import recompute_alle_gemeenten, recompute_gemeente
from tests.factories.samenwerking import GebruikerFactory
from tests.factories.taakstelling import start_gemeente


def wait_for(holds: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "the worker did not do its work in time"
        time.sleep(0.1)


@pytest.mark.redis
@pytest.mark.django_db(transaction=True)
def test_a_worker_recomputes_every_gemeente_and_reports_what_had_drifted(celery_worker_log):
    gemeenten = [start_gemeente(doel=10 + n).gemeente for n in range(5)]
    for gemeente in gemeenten:
        book_correctie(gemeente=gemeente, datum=date(2026, 2, 1), aantal=3, reden="proef", door=GebruikerFactory())
    Voortgang.objects.update(gerealiseerd=0)

    enqueue(recompute_alle_gemeenten)

    wait_for(lambda: not find_drift())
    wait_for(lambda: Logregel.objects.filter(gebeurtenis=Gebeurtenis.VOORTGANG_HERBEREKEND).count() == 1)
    assert Logregel.objects.last().gegevens == {"afwijkingen": 5}


@pytest.mark.redis
@pytest.mark.django_db(transaction=True)
def test_a_worker_recomputes_one_gemeente_and_leaves_the_other(celery_worker_log):
    een, ander = start_gemeente(doel=10), start_gemeente(doel=20)
    Voortgang.objects.update(gerealiseerd=7)

    enqueue(recompute_gemeente, een.gemeente_id)

    wait_for(lambda: Voortgang.objects.get(pk=een.pk).gerealiseerd == 0)
    assert Voortgang.objects.get(pk=ander.pk).gerealiseerd == 7


@pytest.mark.redis
@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_down_never_stops_the_work_that_was_done(monkeypatch, caplog):
    def down(*args: object, **kwargs: object) -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(recompute_gemeente, "delay", down)
    gemeente = start_gemeente().gemeente

    enqueue(recompute_gemeente, gemeente.pk)

    assert "kon niet worden klaargezet" in caplog.text


def test_a_lost_message_goes_to_another_worker_only_after_the_longest_task():
    limieten = [settings.CELERY_TASK_TIME_LIMIT, *(task.time_limit or 0 for task in app.tasks.values())]
    assert settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"] > max(limieten)
    assert app.conf.task_acks_late
    assert app.conf.worker_prefetch_multiplier == 1


def test_every_task_of_the_beat_exists():
    app.loader.import_default_modules()

    assert {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()} <= set(app.tasks)
