"""The throw-away PostgreSQL passes on what its command says and leaves nothing behind."""

import subprocess
import sys
from pathlib import Path

import pytest

from tools import diensten, pg

ROOT = Path(pg.__file__).resolve().parent.parent


def run(module, *command):
    return subprocess.run(
        [sys.executable, "-m", module, *command], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )


@pytest.mark.parametrize("main", [pg.main, diensten.main])
def test_without_a_command_it_says_how_to_use_it(main, capsys):
    assert main([]) == 2
    assert "OPDRACHT" in capsys.readouterr().err


@pytest.mark.parametrize(("module", "zoek"), [(pg, "find_bin"), (diensten, "find_redis")])
def test_without_the_service_it_says_what_to_install(module, zoek, monkeypatch, capsys):
    monkeypatch.setattr(module, zoek, lambda: None)
    # The command takes a signal for the process that it is; here that process is the one of the tests.
    monkeypatch.setattr(module.signal, "signal", lambda *_: None)

    assert module.main(["true"]) == 2
    assert "Installeer het pakket" in capsys.readouterr().err


@pytest.mark.postgres
def test_the_exit_code_passes_and_the_cluster_is_gone():
    code = "import os, sys; print(os.environ['DATABASE_URL']); sys.exit(7)"

    done = run("tools.pg", sys.executable, "-c", code)

    assert done.returncode == 7
    assert done.stdout.startswith("postgres://thuisgever@/thuisgever?host=")
    folder = done.stdout.strip().rpartition("host=")[2].replace("%2F", "/")
    assert not Path(folder).exists()
