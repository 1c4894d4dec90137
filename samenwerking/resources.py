"""Files that a spreadsheet opens as they are."""

import codecs
import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import Any


def safe_cel(tekst: str) -> str:
    """Text that a spreadsheet does not take for a formula."""
    return f"'{tekst}" if tekst.startswith(("=", "+", "-", "@", "\t", "\r", "\0")) else tekst


class _Regel:
    """A file of one line: what is written to it comes back at once."""

    def write(self, tekst: str) -> bytes:
        return tekst.encode()


def stream_csv(koppen: Sequence[str], rijen: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """In: the heads, and rows of text and numbers. Out: line by line a CSV for a Dutch spreadsheet (semicolons, with a
    byte order mark), in which no text reads as a formula."""
    schrijver = csv.writer(_Regel(), delimiter=";")
    yield codecs.BOM_UTF8
    yield schrijver.writerow(koppen)
    for rij in rijen:
        yield schrijver.writerow([safe_cel(cel) if isinstance(cel, str) else cel for cel in rij])


def write_csv(koppen: Sequence[str], rijen: Iterable[Sequence[Any]]) -> bytes:
    """The same, whole."""
    return b"".join(stream_csv(koppen, rijen))
