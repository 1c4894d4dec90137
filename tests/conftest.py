"""What every test may need and no app owns: the append-only tables, the browser, the real services."""

import os
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.test import TransactionTestCase

from config.celery import app
from samenwerking.basis.alleen_toevoegen import AlleenToevoegen, drop_triggers, install_triggers
from tests.sjabloon import migrated_once
from tools import diensten

# The proofs that tests share say what they compared, as the tests themselves do.
pytest.register_assert_rewrite("tests.bewijs")

# Playwright keeps an event loop running; the tests themselves are not asynchronous.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that needs a service says plainly that it is absent, when someone runs it by hand."""
    absent = {
        "postgres": None if connection.vendor == "postgresql" else "alleen op PostgreSQL: python3 start.py test",
        "redis": None if settings.REDIS_URL else "alleen met Redis: python3 start.py test",
        "browser": None if diensten.find_chromium() else "Chromium ontbreekt: apt install chromium",
    }
    for item in items:
        for marker, reason in absent.items():
            if reason and item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(autouse=True)
def _no_kept_pages() -> None:
    """A test that rolls back gives the keys of its events to the next one, which must not meet its pages."""
    caches["paginas"].clear()


@pytest.fixture
def met_werkers(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages think that there are workers; a task that they hand out runs here, once their transaction commits."""
    assert app.conf.task_always_eager is not None  # Celery reads its settings, before one of them is changed
    monkeypatch.setitem(app.conf.changes, "task_always_eager", True)
    settings.CELERY_TASK_ALWAYS_EAGER = False
    caches["default"].clear()


@pytest.fixture
def bewaart(settings: Any) -> None:
    """Pages are kept, as with PAGINAS_BEWAREN=True."""
    settings.CACHES = {**settings.CACHES, "paginas": settings.PAGINAS_BEWAREN}
    caches["paginas"].clear()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request: pytest.FixtureRequest, django_db_modify_db_settings: None) -> Iterator[None]:
    """Runs before the database is made: one process of a run migrates, the others copy; without pytest's cache each
    migrates for itself."""
    cache = getattr(request.config, "cache", None)
    with migrated_once(cache.mkdir("database")) if cache else nullcontext():
        yield


# --- Append-only tables -----------------------------------------------------------------------------------------------
@pytest.fixture(scope="session")
def append_only_tables() -> set[str]:
    """The tables that the migrations make append-only."""
    migrations = MigrationLoader(None, ignore_no_migrations=True).disk_migrations.values()
    operations = (operation for migration in migrations for operation in migration.operations)
    return {operation.table for operation in operations if isinstance(operation, AlleenToevoegen)}


@pytest.fixture(autouse=True, scope="session")
def _flush_append_only_tables(append_only_tables: set[str]) -> Iterator[None]:
    """A test with real transactions ends by emptying the database: the triggers step aside for just that moment."""
    flush = TransactionTestCase._fixture_teardown

    def flush_without_triggers(self: TransactionTestCase) -> None:
        existing = append_only_tables & set(connection.introspection.table_names())
        with connection.schema_editor() as editor:
            for table in existing:
                drop_triggers(editor, table)
        try:
            flush(self)
        finally:
            with connection.schema_editor() as editor:
                for table in existing:
                    install_triggers(editor, table)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", flush_without_triggers)
        yield


# --- Reference data ---------------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def referentie(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Stands for the whole module; what a test changes is rolled back to here, and at the end all of it goes."""
    from samenwerking.models import Gebruiker
    from taakstelling.services.referentie import load_reference

    with django_db_blocker.unblock(), transaction.atomic():
        load_reference(door=Gebruiker.objects.systeem())
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def telregels(request: pytest.FixtureRequest) -> None:
    """The counting rules that come with the product: without them nobody counts. A test with real transactions ends by
    emptying the database, so they are put back for the next one."""
    databases = {"db", "transactional_db", "referentie"} & set(request.fixturenames)
    marker = request.node.get_closest_marker("django_db")
    if not marker and not databases:
        return
    transactional = "transactional_db" in databases or (marker and marker.kwargs.get("transaction"))
    request.getfixturevalue("transactional_db" if transactional else "db")
    from samenwerking.models import Gebruiker
    from taakstelling.models import Telregel
    from taakstelling.services.telregels import ensure_telregels

    if not Telregel.objects.exists():
        ensure_telregels(door=Gebruiker.objects.systeem())


# --- Real services ----------------------------------------------------------------------------------------------------
@pytest.fixture
def service_env(transactional_db: None) -> dict[str, str]:
    """Environment that lets another process work on the test database, with the keys and the Redis of this run."""
    database = connection.settings_dict
    if connection.vendor == "postgresql":
        host = database["OPTIONS"].get("host") or database["HOST"]
        url = f"postgres://{database['USER']}@/{database['NAME']}?host={quote(host, safe='')}"
    else:
        url = f"sqlite:///{database['NAME']}"
    return {
        "DATABASE_URL": url,
        "REDIS_URL": settings.REDIS_URL,
        "SECRET_KEY": settings.SECRET_KEY,
        "VNUMMER_SLEUTELS": ",".join(settings.VNUMMER_SLEUTELS),
        "VNUMMER_INDEX_SLEUTEL": settings.VNUMMER_INDEX_SLEUTEL,
    }


@pytest.fixture
def celery_worker_log(service_env: dict[str, str]) -> Iterator[Path]:
    """A real Celery worker, in a process of its own, on the test database; gives its log file."""
    with diensten.celery_worker(service_env) as log:
        yield log


# --- Browser ----------------------------------------------------------------------------------------------------------
@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium; its sandbox does not run as root or in a container."""
    return {
        **browser_type_launch_args,
        "executable_path": diensten.find_chromium(),
        "args": ["--no-sandbox", "--disable-dev-shm-usage"],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Dutch, as the users are."""
    return {**browser_context_args, "locale": "nl-NL", "timezone_id": "Europe/Amsterdam"}
