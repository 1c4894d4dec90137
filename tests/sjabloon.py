"""An SQLite database that was migrated once: every other process begins with a copy of it.

Migrating from nothing keeps a core busy for nine seconds, nearly all of it Django's drawing of the models as they once
were.
"""

import fcntl
import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.conf import settings
from django.core.management.commands.migrate import Command
from django.db import connection


def fingerprint() -> str:
    """Of all our code, not only of the migrations: these call it, and so does what Django does after them."""
    digest = hashlib.sha256(django.__version__.encode())
    ours = [Path(app.path) for app in apps.get_app_configs() if Path(app.path).parent == Path(settings.BASE_DIR)]
    for file in sorted(file for folder in ours for file in folder.rglob("*.py")):
        digest.update(str(file).encode() + file.read_bytes())
    return digest.hexdigest()[:20]


def _save(file: Path) -> None:
    """Keep the database; no half file."""
    half = file.with_suffix(".half")
    half.unlink(missing_ok=True)
    connection.ensure_connection()
    with closing(sqlite3.connect(half)) as copy:
        connection.connection.backup(copy)
    for old in file.parent.glob("*.db"):
        old.unlink()
    half.replace(file)


def _load(file: Path) -> None:
    """Fill the empty database."""
    connection.ensure_connection()
    with closing(sqlite3.connect(file)) as copy:
        copy.backup(connection.connection)


@contextmanager
def migrated_once(folder: Path) -> Iterator[None]:
    """The first `migrate` of this process loads what an earlier one in `folder` kept, or keeps what it made; then it
    runs as always, and finds nothing to do when it loaded."""
    migrate = Command.handle
    # A copy of PostgreSQL makes its indexes in another order, and then another constraint is the first to refuse.
    if connection.vendor != "sqlite":
        yield
        return

    def migrate_once(self: Command, *args: Any, **options: Any) -> None:
        Command.handle = migrate
        file = folder / f"{fingerprint()}.db"
        with (folder / "slot").open("w") as slot:
            fcntl.flock(slot, fcntl.LOCK_EX)  # who comes second waits, which is cheaper than doing it too
            if is_known := file.exists():
                _load(file)
            else:
                migrate(self, *args, **options)
                _save(file)
        if is_known:
            migrate(self, *args, **options)

    Command.handle = migrate_once
    try:
        yield
    finally:
        Command.handle = migrate
