"""A table as it was read: a header and numbered rows, and the one error that reading gives."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import chain

# What a cell can hold after normalising; an empty cell is "".
Cel = str | int | float | bool | date | datetime

KOP_ZOEKEN = 20  # the header stands within this many rows from the top
SPELING = KOP_ZOEKEN + 1000  # empty rows between and above the data
MAX_TEKENS_CEL = 2000
# Our own files put an apostrophe before a text that a spreadsheet would take for a formula, or for such an apostrophe.
_BESCHERMD = re.compile(r"'+[=+\-@\t\r\0]")
# Outer characters that people paste along without seeing them: zero-width signs, word joiner, byte order mark.
_ONZICHTBAAR = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"


class Leesfout(ValueError):
    """The file cannot be read. The text is one Dutch sentence (or two) that says what to do."""


class GeenKop(Leesfout):
    """There is something on the sheet, but no row with the names of columns."""


@dataclass(frozen=True, slots=True)
class Rij:
    """One filled row: its number as the user sees it in the sheet, and as many cells as the header has."""

    nummer: int
    cellen: tuple[Cel, ...]


@dataclass(frozen=True)
class Tabel:
    """What was read; `kop_nummer` is the row of the header.

    A workbook has a `blad`, the names of all its `bladen` with content, and the `datumstelsel` of its numbers (1900 or
    1904); a CSV has a `codering` and a `scheidingsteken`. What a kind does not have is empty.
    """

    kop: list[str]
    rijen: list[Rij]
    kop_nummer: int
    formaat: str
    codering: str = ""
    scheidingsteken: str = ""
    blad: str = ""
    bladen: tuple[str, ...] = ()
    datumstelsel: int = 0


@dataclass(frozen=True)
class Grenzen:
    """How large a table may be: filled rows below the header, columns, bytes of the file."""

    rijen: int
    kolommen: int
    bytes: int


def kolomletter(index: int) -> str:
    """The letter a spreadsheet shows for a column: 0 -> "A", 26 -> "AA"."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cel_naam(kolomindex: int, rij: int) -> str:
    """The name by which a spreadsheet knows a cell: column 2 of row 12 -> "C12"."""
    return f"{kolomletter(kolomindex)}{rij}"


def getal(waarde: int) -> str:
    """A whole number as Dutch readers write it: 25000 -> "25.000"."""
    return f"{waarde:,}".replace(",", ".")


def normalise_cel(waarde: object) -> Cel:
    """One value of a cell: outer white space and the apostrophe of our own files off, whole floats as int, no value as
    ""; dates stay dates."""
    if isinstance(waarde, str):
        return _strip(waarde)
    if waarde is None:
        return ""
    if isinstance(waarde, float):
        return int(waarde) if waarde.is_integer() else waarde
    if isinstance(waarde, (bool, int, date)):
        return waarde
    if isinstance(waarde, time):
        return waarde.isoformat()
    if isinstance(waarde, timedelta):
        return str(waarde)
    raise TypeError(f"unexpected type of cell: {type(waarde).__name__}")


class _Schoon(dict[str, str]):
    """Texts of a sheet as `normalise_cel` gives them; most stand there more than once."""

    def __missing__(self, tekst: str) -> str:
        return self.setdefault(tekst, _strip(tekst))


def _strip(tekst: str) -> str:
    tekst = tekst.strip()  # also takes no-break spaces
    while tekst and (tekst[0] in _ONZICHTBAAR or tekst[-1] in _ONZICHTBAAR):
        tekst = tekst.strip(_ONZICHTBAAR).strip()
    if tekst.startswith("'") and _BESCHERMD.match(tekst):
        return tekst[1:].strip()
    return tekst


def is_kopregel(cellen: Sequence[Cel]) -> bool:
    """A header has at least two cells with a word in them."""
    return sum(isinstance(cel, str) and any(teken.isalpha() for teken in cel) for cel in cellen) >= 2


def trim(cellen: Sequence[object], schoon: _Schoon | None = None) -> list[Cel]:
    """Normalised cells without the empty ones at the end. In: `schoon`, the texts of earlier rows (added to)."""
    schoon = _Schoon() if schoon is None else schoon
    genormaliseerd = [
        schoon[cel] if type(cel) is str else cel if type(cel) is date else normalise_cel(cel) for cel in cellen
    ]
    while genormaliseerd and genormaliseerd[-1] == "":
        genormaliseerd.pop()
    return genormaliseerd


def build_rijen(regels: Iterable[Sequence[object]], grenzen: Grenzen) -> tuple[list[str], int, list[Rij]]:
    """Find the header and collect the filled rows.

    In: every row of the sheet from row 1 on, empty ones included. Out: header, its row number, rows.
    Errors: Leesfout when the table is empty, has no header, only a header, or is too large.
    """
    genummerd = enumerate(regels, start=1)
    kop, kop_nummer = _find_kop(genummerd)
    if len(kop) > grenzen.kolommen:
        raise Leesfout(
            f"De kop heeft {len(kop)} kolommen; er mogen er {grenzen.kolommen} in. Verwijder wat niet nodig is."
        )
    rijen: list[Rij] = []
    schoon, leeg = _Schoon(), ("",) * len(kop)
    for nummer, ruw in genummerd:
        cellen = trim(ruw, schoon)
        if not cellen:
            continue
        if len(cellen) > len(kop):
            raise Leesfout(
                f"Rij {nummer} heeft {len(cellen)} cellen, de kop heeft er {len(kop)}: in kolom "
                f"{kolomletter(len(cellen) - 1)} staat iets zonder kop erboven. Zet een cel met een scheidingsteken "
                "erin tussen aanhalingstekens, of verwijder wat buiten de tabel staat."
            )
        if len(rijen) == grenzen.rijen:
            raise Leesfout(
                f"Het bestand heeft meer dan {getal(grenzen.rijen)} rijen. Splits het in kleinere bestanden."
            )
        rijen.append(Rij(nummer, (*cellen, *leeg[len(cellen) :])))
    if max(map(len, schoon.values()), default=0) > MAX_TEKENS_CEL:
        for rij in rijen:
            _check_lengte(rij.cellen, rij.nummer)
    if not rijen:
        raise Leesfout(
            "Het bestand heeft alleen een kop en geen rijen. Controleer of u het juiste bestand hebt gekozen."
        )
    return kop, kop_nummer, rijen


def _check_lengte(cellen: Sequence[Cel], nummer: int) -> None:
    for index, cel in enumerate(cellen):
        if isinstance(cel, str) and len(cel) > MAX_TEKENS_CEL:
            raise Leesfout(
                f"In cel {cel_naam(index, nummer)} staan {getal(len(cel))} tekens; er mogen er "
                f"{getal(MAX_TEKENS_CEL)} in. Kort de tekst in."
            )


def _find_kop(genummerd: Iterable[tuple[int, Sequence[object]]]) -> tuple[list[str], int]:
    gevuld = False
    for nummer, ruw in genummerd:
        cellen = trim(ruw)
        gevuld = gevuld or bool(cellen)
        if is_kopregel(cellen):
            _check_lengte(cellen, nummer)
            return [_kopcel(cel) for cel in cellen], nummer
        if nummer >= KOP_ZOEKEN:
            break
    # A sheet whose first rows are all empty still holds something when a later row does.
    if gevuld or any(trim(ruw) for _, ruw in chain(genummerd)):
        raise GeenKop(
            f"In de eerste {KOP_ZOEKEN} rijen staat geen kop met de namen van de kolommen. Zet die boven de gegevens."
        )
    raise Leesfout("Het bestand is leeg. Controleer of u het juiste bestand hebt gekozen.")


def _kopcel(cel: Cel) -> str:
    return " ".join(str(cel).split())
