"""Files that a spreadsheet opens as they are."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any


def safe_cel(tekst: str) -> str:
    """Text that a spreadsheet does not take for a formula."""
    return f"'{tekst}" if tekst.startswith(("=", "+", "-", "@", "\t", "\r", "\0")) else tekst


def write_csv(koppen: Sequence[str], rijen: Iterable[Sequence[Any]]) -> bytes:
    """In: the heads, and rows of text and numbers. Out: a CSV for a Dutch spreadsheet (semicolons, with a byte order
    mark), in which no text reads as a formula."""
    uit = io.StringIO()
    schrijver = csv.writer(uit, delimiter=";")
    schrijver.writerow(koppen)
    for rij in rijen:
        schrijver.writerow([safe_cel(cel) if isinstance(cel, str) else cel for cel in rij])
    return uit.getvalue().encode("utf-8-sig")
