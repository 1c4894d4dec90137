"""Work that may be lost is handed over after the commit; a broker that is down spoils nothing."""

import pytest
from celery import shared_task
from django.db import transaction

from samenwerking.tasks import enqueue

pytestmark = pytest.mark.django_db

gedaan: list[int] = []


@shared_task(name="tests.note")
def note(nummer: int) -> None:
    gedaan.append(nummer)


@shared_task(name="tests.stranded")
def stranded() -> None:
    gedaan.append(-1)


@pytest.fixture(autouse=True)
def _empty():
    gedaan.clear()


def test_the_task_runs_after_the_commit(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        enqueue(note, 3)
        assert gedaan == []

    assert gedaan == [3]


def test_what_was_rolled_back_is_not_handed_over(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        enqueue(note, 3)
        transaction.set_rollback(True)

    assert gedaan == []


def test_a_broker_that_is_down_is_logged_and_the_others_still_go(
    monkeypatch, caplog, django_capture_on_commit_callbacks
):
    def refuse(*_):
        raise ConnectionError("geen broker")

    monkeypatch.setattr(stranded, "delay", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        enqueue(stranded)
        enqueue(note, 4)

    assert gedaan == [4]
    assert "Taak tests.stranded kon niet worden klaargezet." in caplog.text
