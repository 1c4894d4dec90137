"""Run a command against a throw-away PostgreSQL: `python -m tools.pg COMMAND...`.

Starts a cluster of its own in a temporary directory, reachable through a socket only, gives the command its
DATABASE_URL, passes its exit code through and leaves nothing behind. Works as root too: PostgreSQL itself refuses to
run as root, so the cluster then belongs to `postgres` or `nobody`. It is not safe against power loss (fsync off).
"""

import contextlib
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from urllib.parse import quote

OPTIES = {
    "listen_addresses": "",
    "max_connections": "100",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",
}


def find_bin() -> Path | None:
    """The directory that holds initdb and pg_ctl: the newest installed version, else the one on PATH, else None."""
    versions = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda initdb: [int(n) for n in re.findall(r"\d+", initdb.parts[-3])],
    )
    if versions:
        return versions[-1].parent
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found and shutil.which("pg_ctl") else None


def _owner() -> str | None:
    """The user that the cluster must belong to, or None when the present user will do."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _run(command: list[str | Path], owner: str | None, cwd: Path) -> None:
    """Run quietly, as `owner` where given. Errors: RuntimeError with what the command said."""
    group = pwd.getpwnam(owner).pw_gid if owner else None
    done = subprocess.run(
        command,
        cwd=cwd,
        user=owner,
        group=group,
        extra_groups=[] if owner else None,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{Path(command[0]).name} mislukte:\n{done.stdout}")


@contextlib.contextmanager
def postgres() -> Iterator[str]:
    """A running PostgreSQL with an empty database `thuisgever`; gives its DATABASE_URL.

    Errors: FileNotFoundError when PostgreSQL is not installed, RuntimeError when it does not start.
    """
    bin_dir = find_bin()
    if bin_dir is None:
        raise FileNotFoundError("PostgreSQL is niet gevonden. Installeer het pakket postgresql.")
    owner = _owner()
    # A socket path has at most 107 characters, so not in a deep TMPDIR.
    folder = Path(tempfile.mkdtemp(prefix="tg-pg-", dir="/tmp" if Path("/tmp").is_dir() else None))  # noqa: S108
    data = folder / "data"
    try:
        if owner:
            shutil.chown(folder, owner)
        # Other users may pass: the tests themselves need not be the owner.
        folder.chmod(0o755)
        locale = ("-E", "UTF8", "--lc-collate=C", "--lc-ctype=C.UTF-8")
        _run([bin_dir / "initdb", "-D", data, "-U", "thuisgever", "-A", "trust", "--no-sync", *locale], owner, folder)
        settings = "".join(f"{key} = '{value}'\n" for key, value in OPTIES.items())
        with (data / "postgresql.conf").open("a") as conf:
            conf.write(f"{settings}unix_socket_directories = '{folder}'\n")
        try:
            _run([bin_dir / "pg_ctl", "-D", data, "-l", folder / "log", "-w", "-s", "start"], owner, folder)
            _run([bin_dir / "createdb", "-h", folder, "-U", "thuisgever", "thuisgever"], owner, folder)
            yield f"postgres://thuisgever@/thuisgever?host={quote(str(folder), safe='')}"
        finally:
            if (data / "postmaster.pid").exists():
                _run([bin_dir / "pg_ctl", "-D", data, "-m", "immediate", "-w", "-s", "stop"], owner, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def stop_cleanly(signum: int, _frame: FrameType | None) -> None:
    """Turn a signal into an exit, so that the cleaning up still happens."""
    raise SystemExit(128 + signum)


def main(command: list[str]) -> int:
    """Run `command` with DATABASE_URL set. Out: its exit code; 2 without a command or without PostgreSQL."""
    if not command:
        print("Gebruik: python -m tools.pg OPDRACHT...", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, stop_cleanly)
    try:
        with postgres() as url:
            return subprocess.run(command, env=os.environ | {"DATABASE_URL": url}, check=False).returncode
    except (FileNotFoundError, RuntimeError) as fout:
        print(fout, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
