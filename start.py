#!/usr/bin/env python3
"""Set up, start, prove and test Thuisgever, with nothing but Python's standard library.

python3 start.py                   set up and serve (SQLite in var/, demo data when the database is empty)
python3 start.py --check           set up, load the demo and walk the main job, all in a temporary directory
python3 start.py test              everything that must hold; --volledig adds the long proofs
python3 start.py test tests/x -k y one pytest run on SQLite with these arguments
python3 start.py bench NAAM        one bench, on PostgreSQL where that is installed
python3 start.py manage ...        Django's command line
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STEMPEL = VENV / "thuisgever.json"
PYTHON = VENV / "bin" / "python"

# Nobody has used the database yet when it has no account but that of the system itself.
LEEG, IN_GEBRUIK = 0, 3
IS_LEEG = f"""
import sys, django
django.setup()
from django.contrib.auth import get_user_model
sys.exit({IN_GEBRUIK} if get_user_model().objects.exclude(username="systeem").exists() else {LEEG})
"""


class Stop(Exception):
    """The work cannot go on; the text is one Dutch sentence for the user."""


def say(text: str) -> None:
    """Print at once, so that our lines keep their place between those of other processes."""
    print(text, flush=True)


# --- The environment --------------------------------------------------------------------------------------------------
def sha256(path: Path) -> str:
    """Fingerprint of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_stempel() -> dict[str, str]:
    """Which requirements files, by fingerprint, are installed in .venv."""
    try:
        return dict(json.loads(STEMPEL.read_text()))
    except (OSError, ValueError):
        return {}


def make_venv() -> None:
    """Make .venv with the running Python when it is absent or its Python no longer runs. Errors: Stop."""
    if PYTHON.exists() and subprocess.run([PYTHON, "-c", ""], check=False, capture_output=True).returncode == 0:
        return
    if not all(importlib.util.find_spec(module) for module in ("venv", "ensurepip")):
        raise Stop("Python mist het onderdeel venv. Installeer het eerst: sudo apt install python3-venv")
    say("Virtuele omgeving maken in .venv ...")
    done = subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=False, capture_output=True, text=True)
    if done.returncode:
        raise Stop(f"De virtuele omgeving kon niet worden gemaakt: {(done.stderr or done.stdout).strip()}")


def has_uv() -> bool:
    """True when a working uv stands on PATH."""
    uv = shutil.which("uv")
    return bool(uv) and subprocess.run([uv, "--version"], check=False, capture_output=True).returncode == 0


def install(name: str) -> None:
    """Install requirements/<name>.txt with its hashes, unless that very file already was. Errors: Stop.

    test.txt holds all of base.txt: who installed test has base too, as long as base.txt is still the same file.
    """
    make_venv()
    wanted = {part: sha256(ROOT / "requirements" / f"{part}.txt") for part in ("base", "test")}
    if name == "base":
        del wanted["test"]
    stempel = read_stempel()
    if all(stempel.get(part) == value for part, value in wanted.items()):
        return
    say(f"Pakketten installeren uit requirements/{name}.txt ...")
    STEMPEL.unlink(missing_ok=True)
    requirements = ["--quiet", "--require-hashes", "-r", f"requirements/{name}.txt"]
    if has_uv():
        command = ["uv", "pip", "install", "--python", str(PYTHON), *requirements]
    else:
        command = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", *requirements]
        if os.geteuid() == 0:
            command.append("--root-user-action=ignore")
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        raise Stop("Het installeren van de pakketten mislukte; hierboven staat waarom.")
    STEMPEL.write_text(json.dumps(wanted))


def run(command: list[str], env: dict[str, str] | None = None) -> int:
    """Run a command of .venv's Python (`["manage.py", ...]`, `["-m", ...]`). Out: its exit code."""
    return subprocess.run([str(PYTHON), *command], cwd=ROOT, env=os.environ | (env or {}), check=False).returncode


def need(command: list[str], env: dict[str, str], reason: str) -> None:
    """Run a command that must succeed. Errors: Stop with `reason`."""
    if run(command, env):
        raise Stop(f"{reason}; hierboven staat waarom.")


# --- Set up, serve, check ---------------------------------------------------------------------------------------------
def prepare_database(env: dict[str, str]) -> None:
    """Migrate, load the reference data, and load the demo when nobody has used this database yet. Errors: Stop."""
    say("Database bijwerken ...")
    need(["manage.py", "migrate", "--verbosity", "0"], env, "De database bijwerken mislukte")
    say("Referentiegegevens laden ...")
    need(["manage.py", "load_reference"], env, "De referentiegegevens laden mislukte")
    need(["manage.py", "load_normbedragen"], env, "De normbedragen laden mislukte")
    code = run(["-c", IS_LEEG], env | {"DJANGO_SETTINGS_MODULE": "config.settings"})
    if code not in (LEEG, IN_GEBRUIK):
        raise Stop("De database kon niet worden gelezen; hierboven staat waarom.")
    if code == LEEG:
        say("Demonstratiegegevens laden ...")
        need(["manage.py", "load_demo"], env, "De demonstratiegegevens laden mislukte")


def is_free(port: int) -> bool:
    """True when a server can listen on this port of this machine."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def choose_port(asked: str | None) -> int:
    """The port that --port or PORT asks for, else the first free one from 8000. Errors: Stop."""
    asked = asked or os.environ.get("PORT")
    if asked:
        if not asked.isdecimal() or not 0 < int(asked) < 65536:
            raise Stop(f"'{asked}' is geen poortnummer. Geef een getal van 1 tot en met 65535.")
        if not is_free(int(asked)):
            raise Stop(f"Poort {asked} is bezet. Kies een andere met --port.")
        return int(asked)
    for port in range(8000, 8100):
        if is_free(port):
            return port
    raise Stop("De poorten 8000 tot en met 8099 zijn allemaal bezet. Kies een andere met --port.")


def serve(asked_port: str | None) -> None:
    """Set up and serve until the user stops it."""
    port = choose_port(asked_port)
    install("base")
    # Without DEBUG a mistake ends on the page that a user of a real server would see.
    env = {"DEBUG": os.environ.get("DEBUG", "False")}
    prepare_database(env)
    need(["manage.py", "collectstatic", "--noinput", "--verbosity", "0"], env, "Stijl en scripts klaarzetten mislukte")
    say(f"\nThuisgever staat klaar op http://localhost:{port}/\n")
    run(["manage.py", "load_demo", "--accounts"], env)
    say("\nStoppen: Ctrl+C.\n")
    command = [str(PYTHON), "manage.py", "runserver", "--noreload", f"127.0.0.1:{port}"]
    os.chdir(ROOT)
    # Become the server, so that stopping this process stops the server.
    os.execve(command[0], command, os.environ | env)  # noqa: S606


def check() -> int:
    """Set everything up in a temporary directory, walk the main job, clean up. Out: exit code of the walk."""
    begin = time.monotonic()
    install("base")
    with tempfile.TemporaryDirectory(prefix="thuisgever-") as folder:
        env = {
            "DATABASE_URL": f"sqlite:///{Path(folder, 'proef.sqlite3').as_posix()}",
            "REDIS_URL": "",
            "DEBUG": "False",
            "PRODUCTIE": "False",
        }
        prepare_database(env)
        say("De keten doorlopen: van COA-lijst tot voortgang ...\n")
        code = run(["manage.py", "walk_chain"], env)
    seconds = time.monotonic() - begin
    say(f"\nDe proef is {'gelukt' if code == 0 else 'mislukt'} ({seconds:.0f} s).")
    return code


# --- Test -------------------------------------------------------------------------------------------------------------
SQLITE = {"DATABASE_URL": "sqlite://:memory:"}
STATISCH = [
    ("ruff check", ["-m", "ruff", "check", "."]),
    ("ruff format", ["-m", "ruff", "format", "--check", "."]),
    ("djlint", ["-m", "djlint", "--lint", "--quiet", "templates"]),
    ("importcontracten", ["-c", "from importlinter.cli import lint_imports_command as m; m()"]),
    ("mypy", ["-m", "mypy"]),
    ("migraties", ["manage.py", "makemigrations", "--check", "--dry-run"]),
]


def test_env() -> dict[str, str]:
    """What every test part gets, whatever an .env file says."""
    return {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "REDIS_URL": "",
        "PRODUCTIE": "False",
        "DEBUG": "False",
        "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")])),
    }


def test_parts(volledig: bool, folder: str) -> list[tuple[str, list[str], dict[str, str], str | None]]:
    """The marked parts of the suite: name, command, environment, and the sentence that says what is missing (or None).

    `folder` is a directory for a database file.
    """
    from tools import diensten, pg

    no_pg = None if pg.find_bin() else "PostgreSQL is niet geïnstalleerd (apt install postgresql)"
    no_redis = None if diensten.find_redis() else "Redis is niet geïnstalleerd (apt install redis-server)"
    no_chromium = None if diensten.find_chromium() else "Chromium is niet geïnstalleerd (apt install chromium)"
    rest = "" if volledig else " and not volledig"
    pytest = ["-m", "pytest", "-q"]
    on_pg = ["-m", "tools.pg", str(PYTHON)]
    on_redis = ["-m", "tools.diensten", str(PYTHON)]
    # Pages that load at the same time need a connection each, so not the database in memory.
    file = {"DATABASE_URL": f"sqlite:///{Path(folder, 'browser.test.sqlite3').as_posix()}"}
    if volledig:
        file["BEELDEN"] = "1"  # with a picture of every page that was judged, in var/browser
    # The other parts keep the order of the collection (no worksteal): tests that empty the tables come last.
    # Tests of one file share the server of the demonstration, so they stay together, in the order of the collection.
    two = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]
    browser = [*pytest, *two, "-m", f"browser{rest}"]
    return [
        ("SQLite", [*pytest, "-n", "2", "-m", f"not postgres and not redis and not browser{rest}"], SQLITE, None),
        (
            "PostgreSQL",
            [*on_pg, *pytest, "-n", "2", "-m", f"(postgres or beide) and not redis and not browser{rest}"],
            {},
            no_pg,
        ),
        ("Redis en Celery", [*on_pg, *on_redis, *pytest, "-m", f"redis and not browser{rest}"], {}, no_pg or no_redis),
        ("browser", browser, file, no_chromium),
    ]


def test_all(volledig: bool) -> int:
    """Run every part, go on after a failure, end with a summary. Out: 1 when any part failed."""
    ci = os.environ.get("CI", "").lower() in {"1", "true"}
    results: list[tuple[str, str, float]] = []

    def part(name: str, command: list[str], env: dict[str, str], missing: str | None = None) -> None:
        say(f"\n=== {name}")
        if missing:
            say(f"{missing}. Dit deel is overgeslagen.")
            results.append((name, "MISLUKT: " + missing if ci else "overgeslagen: " + missing, 0.0))
            return
        begin = time.monotonic()
        code = run(command, test_env() | env)
        if code == 5:
            say("Geen enkele test gevonden: dat is een fout.")
        results.append((name, "in orde" if code == 0 else f"MISLUKT (code {code})", time.monotonic() - begin))
        say(f"--- {name}: {results[-1][1]} ({results[-1][2]:.1f} s)")

    for name, command in STATISCH:
        part(name, command, SQLITE)
    with tempfile.TemporaryDirectory(prefix="thuisgever-test-") as folder:
        for name, command, env, missing in test_parts(volledig, folder):
            part(f"tests: {name}", command, env, missing)
    say("\n=== Samenvatting")
    for name, outcome, seconds in results:
        say(f"{name:<28}{seconds:>7.1f} s  {outcome}")
    failed = sum("MISLUKT" in outcome for _, outcome, _ in results)
    skipped = sum("overgeslagen" in outcome for _, outcome, _ in results)
    say(f"{'Totaal':<28}{sum(seconds for *_, seconds in results):>7.1f} s")
    if skipped:
        say(f"Let op: {skipped} van de {len(results)} delen zijn overgeslagen; zie hierboven wat er ontbreekt.")
    say("Alles wat gedraaid is, is in orde." if not failed else f"{failed} van de {len(results)} delen mislukt.")
    return 1 if failed else 0


def test(arguments: list[str]) -> int:
    """All parts; or, with pytest arguments, one run on SQLite."""
    install("test")
    volledig = "--volledig" in arguments
    arguments = [argument for argument in arguments if argument != "--volledig"]
    if not arguments:
        return test_all(volledig)
    if not any(argument.startswith("-m") for argument in arguments):
        arguments = [
            "-m",
            f"not postgres and not redis and not browser{'' if volledig else ' and not volledig'}",
            *arguments,
        ]
    return run(["-m", "pytest", *arguments], test_env() | SQLITE)


def bench(arguments: list[str]) -> int:
    """One bench, on a throw-away PostgreSQL where that is installed, else on a throw-away SQLite file."""
    from tools import pg

    install("test")
    env = test_env() | {"DJANGO_SETTINGS_MODULE": "config.settings"}
    command = ["-m", "tests.bench", *arguments]
    if pg.find_bin():
        return run(["-m", "tools.pg", str(PYTHON), *command], env)
    say("PostgreSQL is niet geïnstalleerd (apt install postgresql); de meting draait op SQLite.")
    with tempfile.TemporaryDirectory(prefix="thuisgever-bench-") as folder:
        return run(command, env | {"DATABASE_URL": f"sqlite:///{Path(folder, 'bench.sqlite3').as_posix()}"})


# --- The command line -------------------------------------------------------------------------------------------------
def main(arguments: list[str]) -> int:
    """Choose the verb. Out: exit code."""
    verb, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if verb == "test":
        return test(rest)
    if verb == "bench":
        return bench(rest)
    if verb == "manage":
        install("base")
        return run(["manage.py", *rest])
    parser = argparse.ArgumentParser(
        prog="start.py",
        description="Thuisgever klaarzetten en starten. Andere opdrachten: test, bench NAAM, manage ...",
    )
    parser.add_argument("--check", action="store_true", help="proef: alles klaarzetten en de keten doorlopen")
    parser.add_argument("--port", help="poort van de webserver (anders PORT, anders de eerste vrije vanaf 8000)")
    options, onbekend = parser.parse_known_args(arguments)
    if onbekend:
        raise Stop(
            f"'{onbekend[0]}' ken ik niet. Kies --check, --port POORT, test, bench NAAM of manage ..., of niets."
        )
    if options.check:
        return check()
    serve(options.port)
    return 0


if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever starts this may have an older one
        sys.exit("Thuisgever heeft Python 3.11 of nieuwer nodig; dit is Python {}.{}.".format(*sys.version_info[:2]))
    try:
        sys.exit(main(sys.argv[1:]))
    except Stop as stop:
        sys.exit(str(stop))
    except KeyboardInterrupt:
        sys.exit(130)
