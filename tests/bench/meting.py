"""Measure our work against its floor, in one run: a ratio travels between machines, a time does not."""

import json
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

UITVOER = Path(__file__).resolve().parent.parent.parent / "var" / "bench"


@dataclass(frozen=True)
class Meting:
    """One row of a bench: medians in milliseconds; `verhouding` is wij / bodem.

    Without a floor (bodem_ms None) the goal is a time in milliseconds, and `verhouding` is None.
    """

    werk: str
    omvang: str
    bodem_ms: float | None
    wij_ms: float
    verhouding: float | None
    doel: float | None
    gehaald: bool | None


def _milliseconds(work: Callable[[], object], before: Callable[[], object] | None) -> float:
    """Time of one run; `before` prepares it and is not counted."""
    if before:
        before()
    begin = time.perf_counter()
    work()
    return (time.perf_counter() - begin) * 1000


def measure(
    werk: str,
    omvang: str,
    *,
    wij: Callable[[], object],
    bodem: Callable[[], object] | None = None,
    doel: float | None = None,
    runs: int = 5,
    before: Callable[[], object] | None = None,
) -> Meting:
    """Run floor and ours in turns, once to warm up and then `runs` times (at least 5), and take the medians.

    In: `doel` is the highest ratio that will do (without floor: the longest time in ms; None: measured only);
    `before` runs uncounted before each of the two. Errors: ValueError for fewer than 5 runs.
    """
    if runs < 5:
        raise ValueError("Meet ten minste vijf keer.")
    floor_times, our_times = [], []
    for turn in range(runs + 1):
        floor = _milliseconds(bodem, before) if bodem else None
        ours = _milliseconds(wij, before)
        if turn == 0:
            continue
        our_times.append(ours)
        if floor is not None:
            floor_times.append(floor)
    return compare(werk, omvang, wij_ms=our_times, bodem_ms=floor_times, doel=doel)


def compare(
    werk: str, omvang: str, *, wij_ms: list[float], bodem_ms: list[float] | None = None, doel: float | None = None
) -> Meting:
    """One row from times that were measured elsewhere (a load test, a percentile): medians, ratio, goal."""
    ours = statistics.median(wij_ms)
    floor = statistics.median(bodem_ms) if bodem_ms else None
    ratio = ours / floor if floor else None
    reached = None if doel is None else (ratio if ratio is not None else ours) <= doel
    return Meting(
        werk=werk,
        omvang=omvang,
        bodem_ms=None if floor is None else round(floor, 3),
        wij_ms=round(ours, 3),
        verhouding=None if ratio is None else round(ratio, 3),
        doel=doel,
        gehaald=reached,
    )


def _cells(meting: Meting) -> list[str]:
    def number(value: float | None, digits: int) -> str:
        return "-" if value is None else f"{value:.{digits}f}"

    reached = {True: "ja", False: "nee", None: "-"}[meting.gehaald]
    unit = "x" if meting.verhouding is not None else " ms"
    goal = "-" if meting.doel is None else f"<= {meting.doel:g}{unit}"
    times = [number(meting.bodem_ms, 2), number(meting.wij_ms, 2), number(meting.verhouding, 2)]
    return [meting.werk, meting.omvang, *times, goal, reached]


def report(name: str, metingen: list[Meting]) -> Path:
    """Print the table and write var/bench/<name>.json. Out: that path."""
    rows = [
        ["werk", "omvang", "bodem (ms)", "wij (ms)", "verhouding", "doel", "gehaald"],
        *(_cells(meting) for meting in metingen),
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for index, row in enumerate(rows):
        left, right = row[:2], row[2:]
        texts = [text.ljust(width) for text, width in zip(left, widths[:2], strict=True)]
        texts += [text.rjust(width) for text, width in zip(right, widths[2:], strict=True)]
        print("  ".join(texts).rstrip())
        if index == 0:
            print("  ".join("-" * width for width in widths))
    UITVOER.mkdir(parents=True, exist_ok=True)
    path = UITVOER / f"{name}.json"
    path.write_text(json.dumps([asdict(meting) for meting in metingen], ensure_ascii=False, indent=2) + "\n")
    return path
