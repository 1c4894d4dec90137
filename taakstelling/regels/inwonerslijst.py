"""What the cells of a CBS table of inhabitants mean. Nothing is guessed: what is not sure is None."""

import re
from datetime import date

from samenwerking.regels.datumcel import read_datum

# 2025, 2025JJ00 and 2025MM01 (keys of CBS), "2025 januari", "1 januari 2025", "1/1/2025"; a star marks a provisional
# figure.
_JAAR = re.compile(r"([0-9]{4})(?:JJ00|MM01| januari)?\*?|(?:1 januari |0?1/0?1/)([0-9]{4})", re.IGNORECASE)
_AANTAL = re.compile(r"[0-9]{1,9}|[0-9]{1,3}(?:\.[0-9]{3}){1,2}")
# More people than live in the country.
HOOGSTE_AANTAL = 100_000_000
_NUMERIEKE_CODE = re.compile(r"[0-9]{1,4}")
_GEEN_GEMEENTE = re.compile(r"(?:NL|LD|PV|CR)[0-9]{2}")


def parse_peildatum(cel: object) -> date | None:
    """A day or a year -> 1 January of that year; None when it is no 1 January (R-104 knows no other day)."""
    gevonden = None if isinstance(cel, date) else _JAAR.fullmatch(str(cel))
    try:
        dag = date(int(gevonden[1] or gevonden[2]), 1, 1) if gevonden else read_datum(cel)
    except ValueError:  # the year 0, or a Datumfout
        return None
    return dag if (dag.month, dag.day) == (1, 1) else None


def parse_aantal(cel: object) -> int | None:
    """A whole number of people, with or without dots at the thousands; None when it is none, negative or too many."""
    if isinstance(cel, str) and _AANTAL.fullmatch(cel):
        cel = int(cel.replace(".", ""))
    if isinstance(cel, bool) or not isinstance(cel, int):
        return None
    return cel if 0 <= cel <= HOOGSTE_AANTAL else None


def normalise_code(cel: object) -> str:
    """ "303" or 303 -> "GM0303"; anything else as it is, without outer spaces."""
    tekst = str(cel).strip()
    return f"GM{int(tekst):04d}" if _NUMERIEKE_CODE.fullmatch(tekst) else tekst


def is_other_gebied(code: str) -> bool:
    """True for the codes with which CBS counts the country, its parts, provinces and COROP areas in the same table."""
    return _GEEN_GEMEENTE.fullmatch(code) is not None
