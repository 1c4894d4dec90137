"""A gemeente that starts, and running a command."""

from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import call_command, load_command_class

from samenwerking.models import Gemeente
from tests.factories.samenwerking import GemeenteFactory, NaamvariantFactory
from tests.factories.taakstelling import start_gemeente


@pytest.fixture
def opdracht() -> Callable[..., str]:
    """Run a command as Python calls it. Out: what it printed."""

    def run(*args: str) -> str:
        uitvoer = StringIO()
        call_command(*args, stdout=uitvoer, stderr=StringIO())
        return uitvoer.getvalue()

    return run


@pytest.fixture
def gemeente() -> Gemeente:
    """Starts in 2026H1 with 30 to house and 4 behind."""
    gemeente = GemeenteFactory(code="GM9303", naam="Proefdronten")
    NaamvariantFactory(gemeente=gemeente, naam="Dronten op proef")
    return start_gemeente(gemeente=gemeente, doel=30, saldo=-4).gemeente


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run a command as the command line does. Out: exit code, what was printed, and the complaint."""
    monkeypatch.setattr("django.core.management.base.connections.close_all", lambda: None)

    def run(*argv: str) -> tuple[int, str, str]:
        try:
            load_command_class("taakstelling", argv[0]).run_from_argv(["manage.py", *argv])
            code = 0
        except SystemExit as einde:
            code = einde.code
        uit = capsys.readouterr()
        return code, uit.out, uit.err

    return run
