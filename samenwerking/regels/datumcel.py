"""The date in one cell of a file, read in one way by every import. Nothing is guessed."""

import re
from datetime import date, datetime, timedelta
from enum import StrEnum


class Datumfoutcode(StrEnum):
    """Why a cell holds no date."""

    ONLEESBAAR = "datum_onleesbaar"
    ONMOGELIJK = "datum_onmogelijk"
    JAAR_TWEE_CIJFERS = "datum_jaar_twee_cijfers"


class Datumfout(ValueError):
    """The cell cannot be read as a date: a code, and the sentence for the user, which does not repeat the cell."""

    def __init__(self, code: Datumfoutcode, melding: str) -> None:
        super().__init__(melding)
        self.code, self.melding = code, melding


class Getal1904(int):
    """A whole number of a workbook that counts its days from 1 January 1904: only as a date it differs from an int."""

    __slots__ = ()


# Day 0 of each system. Of 1900 it is two days early: days count from 1, and 29 February 1900, which never was, counts.
_DAG_NUL = {1900: date(1899, 12, 30), 1904: date(1904, 1, 1)}
_LAATSTE = date(2100, 12, 31)
# A number up to here is rather a year or an amount than a day in the first years of the century before.
_JAARGETAL = 2100

_DATUMS = (
    re.compile(r"(?P<dag>[0-9]{1,2})-(?P<maand>[0-9]{1,2})-(?P<jaar>[0-9]{4})"),
    re.compile(r"(?P<jaar>[0-9]{4})-(?P<maand>[0-9]{2})-(?P<dag>[0-9]{2})"),
)
_KORT_JAAR = re.compile(r"[0-9]{1,2}[-/.][0-9]{1,2}[-/.]['’]?[0-9]{2}")
_SCHUIN = re.compile(r"[0-9]{1,4}/[0-9]{1,2}/[0-9]{1,4}")
_MET_TIJD = re.compile(r"[0-9]{1,4}-[0-9]{1,2}-[0-9]{1,4}[T ]+[0-9]{1,2}:[0-9]{2}.*")
VORM = "Schrijf de datum als dd-mm-jjjj, bijvoorbeeld 02-03-2026."
_ALS_DATUM = f"Geef de cel in het rekenblad de opmaak datum. {VORM}"


def serial_to_date(getal: int, stelsel: int = 1900) -> date:
    """The day that a spreadsheet counts with a whole number. In: the number; the system, 1900 or 1904.

    Errors: Datumfout for a number up to 2100, which may as well be a year, and for a day after 2100.
    """
    dag_nul = _DAG_NUL[stelsel]
    if not _JAARGETAL < getal <= (_LAATSTE - dag_nul).days:
        raise Datumfout(Datumfoutcode.ONLEESBAAR, f"Hier staat een getal, geen datum. {_ALS_DATUM}")
    return dag_nul + timedelta(days=getal)


def read_datum(cel: object) -> date:
    """The date in a cell: dd-mm-jjjj, jjjj-mm-dd, a real date of a spreadsheet (its time of day is left out), or the
    whole number with which a spreadsheet counts days. Errors: Datumfout."""
    if isinstance(cel, datetime):
        return cel.date()
    if isinstance(cel, date):
        return cel
    if isinstance(cel, int) and not isinstance(cel, bool):
        return serial_to_date(int(cel), 1904 if isinstance(cel, Getal1904) else 1900)
    if not isinstance(cel, str):
        raise Datumfout(Datumfoutcode.ONLEESBAAR, f"Hier staat een getal, geen datum. {_ALS_DATUM}")
    match = next((m for vorm in _DATUMS if (m := vorm.fullmatch(cel))), None)
    if match is None:
        raise _refuse(cel)
    try:
        return date(int(match["jaar"]), int(match["maand"]), int(match["dag"]))
    except ValueError as fout:
        raise Datumfout(Datumfoutcode.ONMOGELIJK, f"Deze dag bestaat niet. {VORM}") from fout


def _refuse(tekst: str) -> Datumfout:
    if _KORT_JAAR.fullmatch(tekst):
        return Datumfout(Datumfoutcode.JAAR_TWEE_CIJFERS, f"Het jaar heeft twee cijfers. {VORM}")
    melding = f"Dit is niet als datum te lezen. {VORM}"
    if _SCHUIN.fullmatch(tekst):
        melding = f"Met schuine strepen is niet zeker wat de dag is en wat de maand. {VORM}"
    elif _MET_TIJD.fullmatch(tekst):
        melding = f"Achter de datum staat een tijd. Laat de tijd weg. {VORM}"
    elif re.fullmatch(r"[0-9]{4,6}([.,][0-9]+)?", tekst):
        # A text file does not say from which day its spreadsheet counted.
        melding = f"Hier staat een getal als tekst, geen datum. {_ALS_DATUM}"
    return Datumfout(Datumfoutcode.ONLEESBAAR, melding)
