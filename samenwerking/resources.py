"""Files that a spreadsheet opens as they are, and that can be read in again without loss."""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

# With such a sign a spreadsheet begins a formula. An apostrophe before it is taken off when a file is read in (see
# samenwerking.inlezen), so a text that has one of its own gets another.
_FORMULE = re.compile(r"'*[=+\-@\t\r\0]")
_APOSTROF = re.compile(r"'+[=+\-@\t\r\0]")
# What XML cannot hold, and what a spreadsheet takes for an escape of its own.
_NIET_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ONTSNAPPING = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def safe_cel(tekst: str) -> str:
    """Text that a spreadsheet does not take for a formula."""
    return f"'{tekst}" if _FORMULE.match(tekst) else tekst


class _Regel:
    """A file of one line: what is written to it comes back at once."""

    def write(self, tekst: str) -> bytes:
        return tekst.encode()


def stream_csv(koppen: Sequence[str], rijen: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """In: the heads, and rows of text and numbers. Out: line by line a CSV for a Dutch spreadsheet (semicolons, with a
    byte order mark), in which no text reads as a formula."""
    schrijver = csv.writer(_Regel(), delimiter=";")
    yield codecs.BOM_UTF8
    yield schrijver.writerow([safe_cel(kop) for kop in koppen])
    for rij in rijen:
        yield schrijver.writerow([safe_cel(cel) if isinstance(cel, str) else cel for cel in rij])


def write_csv(koppen: Sequence[str], rijen: Iterable[Sequence[Any]]) -> bytes:
    """The same, whole."""
    return b"".join(stream_csv(koppen, rijen))


def write_xlsx(koppen: Sequence[str], rijen: Iterable[Sequence[Any]]) -> bytes:
    """In: the heads, and rows of text, numbers, dates and None. Out: a workbook with one sheet, in which every text is
    typed as text, so never a formula, and a date is a real one."""
    boek = Workbook(write_only=True)
    blad = boek.create_sheet("Blad1")
    blad.append([_text_cel(blad, kop) for kop in koppen])
    for rij in rijen:
        blad.append([_make_cel(blad, waarde) for waarde in rij])
    uit = io.BytesIO()
    boek.save(uit)
    return uit.getvalue()


def _make_cel(blad: Any, waarde: Any) -> Any:
    if isinstance(waarde, str):
        return _text_cel(blad, waarde)
    if isinstance(waarde, date):
        cel = WriteOnlyCell(blad, value=waarde)
        cel.number_format = "dd-mm-yyyy"
        return cel
    return waarde


def _text_cel(blad: Any, tekst: str) -> WriteOnlyCell:
    tekst = f"'{tekst}" if _APOSTROF.match(tekst) else tekst
    cel = WriteOnlyCell(blad, value=_ONTSNAPPING.sub("_x005F_", _NIET_IN_XML.sub("\ufffd", tekst)))
    cel.data_type = "s"
    if tekst.isdigit():
        cel.number_format = "@"  # so that it stays text, with its zeros in front, when someone edits it
    return cel
