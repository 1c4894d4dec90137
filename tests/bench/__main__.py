"""`python -m tests.bench NAAM`: migrate the database that DATABASE_URL names and run one bench on it.

The database must be a throw-away one: a bench fills it and does not clean up. `start.py bench` sees to that.
"""

import importlib
import os
import sys
from keyword import iskeyword
from pathlib import Path

GEEN_BENCH = {"__init__", "__main__", "meting"}


def bench_names() -> list[str]:
    """The names that can be given: one per module in this directory, without the underscore after a keyword."""
    stems = (path.stem for path in Path(__file__).parent.glob("*.py"))
    return sorted(stem.rstrip("_") for stem in stems if stem not in GEEN_BENCH)


def main(arguments: list[str]) -> int:
    """Run the bench of that name. Out: 0, or 2 with a Dutch sentence when there is no such bench."""
    known = bench_names()
    if len(arguments) != 1 or arguments[0] not in known:
        what = f"De bench '{arguments[0]}' bestaat niet." if arguments else "Geef de naam van een bench."
        print(f"{what} Bekend zijn: {', '.join(known) or 'nog geen'}.", file=sys.stderr)
        return 2
    if "DATABASE_URL" not in os.environ:
        print("Start een bench met: python3 start.py bench NAAM", file=sys.stderr)
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    name = f"{arguments[0]}_" if iskeyword(arguments[0]) else arguments[0]
    importlib.import_module(f"tests.bench.{name}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
