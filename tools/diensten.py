"""Throw-away services for tests, benches and pictures: Redis, a Celery worker, a web server, the demonstration, the
system's Chromium.

As a command, `python -m tools.diensten COMMAND...` runs it with REDIS_URL of a Redis of its own.
"""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from tools.pg import stop_cleanly

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# What the server of the demonstration says when it listens.
DEMO_KLAAR = "De demonstratie staat klaar"


def find_redis() -> str | None:
    """Path of redis-server (or valkey-server, which speaks the same), or None."""
    return shutil.which("redis-server") or shutil.which("valkey-server")


def find_chromium() -> str | None:
    """Path of the system's Chromium, or None. The variable CHROMIUM wins."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), None)


def _stop_process(process: subprocess.Popen[bytes], seconds: float) -> None:
    """Ask the process to stop, and insist after `seconds`."""
    process.terminate()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)  # its children too: each service leads a group of its own
        process.wait()


def _wait_for_line(process: subprocess.Popen[bytes], log: Path, words: str, seconds: float) -> None:
    """Wait until `words` stand in the log. Errors: RuntimeError with the log when the process ends or stays silent."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if words in log.read_text(errors="replace"):
            return
        if process.poll() is not None:
            break
        time.sleep(0.05)
    raise RuntimeError(f"{Path(str(process.args[0])).name} kwam niet op gang:\n{log.read_text(errors='replace')}")


@contextlib.contextmanager
def _running(
    command: list[str], folder: Path, ready: str, env: Mapping[str, str] | None = None, seconds: float = 30
) -> Iterator[Path]:
    """Run a service until the end of the block; gives its log file. `ready` is what it writes when it is up, which
    takes at most `seconds`."""
    log = folder / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    try:
        _wait_for_line(process, log, ready, seconds)
        yield log
    finally:
        _stop_process(process, seconds=15)


@contextlib.contextmanager
def redis() -> Iterator[str]:
    """A Redis of its own on a free port of 127.0.0.1, nothing kept; gives its REDIS_URL.

    Errors: FileNotFoundError when redis-server is not installed, RuntimeError when it does not start.
    """
    server = find_redis()
    if server is None:
        raise FileNotFoundError("redis-server is niet gevonden. Installeer het pakket redis-server.")
    with tempfile.TemporaryDirectory(prefix="tg-redis-") as name:
        folder = Path(name)
        port = free_port()
        command = [
            server,
            "--port",
            str(port),
            "--bind",
            "127.0.0.1",
            "--dir",
            name,
            "--save",
            "",
            "--appendonly",
            "no",
        ]
        with _running(command, folder, "Ready to accept connections"):
            yield f"redis://127.0.0.1:{port}/0"


@contextlib.contextmanager
def celery_worker(env: Mapping[str, str], app: str = "config", processen: int = 2) -> Iterator[Path]:
    """A real Celery worker with `env` on top of the environment; gives its log file, with beside it a file `pid`: the
    process that leads its group.

    `env` must hold DATABASE_URL and REDIS_URL; `app` is the module of the Celery app. Errors: RuntimeError with the
    worker's log when it does not start.
    """
    settings = {"DJANGO_SETTINGS_MODULE": "config.settings", "DEBUG": "False", "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "celery", "-A", app, "worker", "--loglevel", "INFO", "--concurrency"]
    with tempfile.TemporaryDirectory(prefix="tg-worker-") as name:
        quiet = ["--without-gossip", "--without-mingle", "--hostname", f"{Path(name).name}@localhost"]
        command += [str(processen), *quiet, "--pidfile", str(Path(name, "pid"))]
        with _running(command, Path(name), " ready.", env=os.environ | settings | dict(env)) as log:
            yield log


@contextlib.contextmanager
def demo_server(dag: date) -> Iterator[str]:
    """The demonstration of this day, on a server and in a database of its own; gives its address.

    Errors: RuntimeError with the server's log when it does not start.
    """
    with tempfile.TemporaryDirectory(prefix="tg-demo-") as name:
        port = free_port()
        env = {
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "DATABASE_URL": f"sqlite:///{Path(name, 'demo.sqlite3').as_posix()}",
            "REDIS_URL": "",
            "DEBUG": "False",
            "PRODUCTIE": "False",
        }
        command = [sys.executable, "-m", "tools.demo", f"{dag}", str(port)]
        with _running(command, Path(name), DEMO_KLAAR, env=os.environ | env, seconds=120):
            yield f"http://127.0.0.1:{port}"


@contextlib.contextmanager
def web_server(env: Mapping[str, str]) -> Iterator[str]:
    """Gunicorn as in the Dockerfile, with `env` on top of the environment, on a free port; gives its address.

    The environment must hold DATABASE_URL. Errors: RuntimeError with the server's log when it does not start.
    """
    settings = {"DJANGO_SETTINGS_MODULE": "config.settings", "DEBUG": "False", "PRODUCTIE": "False"}
    adres = f"127.0.0.1:{free_port()}"
    command = [sys.executable, "-m", "gunicorn", "config.wsgi:application", "--bind", adres]
    with tempfile.TemporaryDirectory(prefix="tg-web-") as name:
        workers = ["--workers", "2", "--threads", "4", "--worker-tmp-dir", name]
        with _running(command + workers, Path(name), "Booting worker", env=os.environ | settings | dict(env)):
            yield f"http://{adres}"


def free_port() -> int:
    """A port of 127.0.0.1 that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main(command: list[str]) -> int:
    """Run `command` with REDIS_URL set. Out: its exit code; 2 without a command or without Redis."""
    if not command:
        print("Gebruik: python -m tools.diensten OPDRACHT...", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, stop_cleanly)
    try:
        with redis() as url:
            return subprocess.run(command, env=os.environ | {"REDIS_URL": url}, check=False).returncode
    except (FileNotFoundError, RuntimeError) as fout:
        print(fout, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
