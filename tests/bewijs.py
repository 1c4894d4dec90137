"""Proofs that many tests need: a constraint refuses, an event leaves one line, a refusal leaves nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from samenwerking.models import Gebeurtenis, Logregel

Rijen = dict[str, list[tuple[Any, ...]]]


def assert_refused(naam: str, act: Callable[[], object]) -> None:
    """`act` must end in the refusal of the constraint with this name, and of no other.

    SQLite names no unique constraint; PostgreSQL, where these tests run too, names them all.
    """
    with pytest.raises(IntegrityError) as fout, transaction.atomic():
        act()
    if connection.vendor == "sqlite" and "UNIQUE" in str(fout.value):
        return
    assert naam in str(fout.value)


def snapshot(*, without: tuple[str, ...] = ("django_session",)) -> Rijen:
    """Every row of every table, so that a comparison says what changed. `without`: tables that do not matter."""
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)} - set(without)
    with connection.cursor() as cursor:
        rows = {}
        for table in sorted(tables & set(connection.introspection.table_names(cursor))):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - names of our own tables
            rows[table] = sorted(cursor.fetchall(), key=repr)
    return rows


@contextmanager
def assert_logs(*gebeurtenissen: Gebeurtenis) -> Iterator[None]:
    """The block must leave exactly these lines in the logboek, in this order."""
    last = Logregel.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    yield
    lines = Logregel.objects.filter(pk__gt=last).order_by("pk").values_list("gebeurtenis", flat=True)
    assert list(lines) == list(gebeurtenissen)


def assert_declined(zin: str, service: Callable[..., object], **kwargs: Any) -> None:
    """The service must decline with this sentence and leave every row as it was."""
    before = snapshot()
    with pytest.raises(ValidationError) as fout:
        service(**kwargs)
    assert zin in " ".join(fout.value.messages)
    assert snapshot() == before
