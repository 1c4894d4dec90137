"""Reading CSV: encoding and delimiter are established, not guessed; what is doubtful is refused."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from samenwerking.inlezen.tabel import KOP_ZOEKEN, Grenzen, Leesfout, Tabel, build_rijen, is_kopregel, trim

SCHEIDINGSTEKENS = {";": "puntkomma", ",": "komma", "\t": "tab"}
_BESTURING = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
# In Windows-1252 such bytes are a letter with an accent and then signs; in a text they are nearly always UTF-8.
_UTF8_PAAR = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")
_UTF8_RAAD = "Sla het bestand op als ‘CSV UTF-8’ en probeer het opnieuw."


def read_csv(data: bytes, grenzen: Grenzen) -> Tabel:
    """In: the bytes of a text file. Out: the Tabel. Errors: Leesfout."""
    tekst, codering = _decode(data)
    tekst = tekst.rstrip("\x1a")
    verboden = _BESTURING.search(tekst)
    if verboden:
        regel = tekst.count("\n", 0, verboden.start()) + 1
        raise Leesfout(
            f"Dit is geen leesbaar tekstbestand (regel {regel}). "
            "Sla de lijst op als .xlsx, .ods of .csv en probeer het opnieuw."
        )
    tekst, teken = _announced(tekst)
    if not teken:
        teken = _decide_scheidingsteken(tekst)
    kop, kop_nummer, rijen = build_rijen(_records(tekst, teken), grenzen)
    return Tabel(kop, rijen, kop_nummer, "csv", codering=codering, scheidingsteken=teken)


def _decode(data: bytes) -> tuple[str, str]:
    try:
        if data.startswith(codecs.BOM_UTF8):
            return data.decode("utf-8-sig"), "utf-8-sig"
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return data.decode("utf-16"), "utf-16"
    except UnicodeDecodeError as fout:
        raise _undecodable(data, fout.start) from fout
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as fout:
        if b"\x00" in data or _UTF8_PAAR.search(data):  # binary, or two encodings in one file
            raise _undecodable(data, fout.start) from fout
    try:
        return data.decode("cp1252"), "windows-1252"
    except UnicodeDecodeError as fout:
        raise _undecodable(data, fout.start) from fout


def _undecodable(data: bytes, positie: int) -> Leesfout:
    regel = data.count(b"\n", 0, positie) + 1
    return Leesfout(f"De tekens op regel {regel} zijn niet te lezen. {_UTF8_RAAD}")


def _announced(tekst: str) -> tuple[str, str]:
    """Excel's own first line `sep=;` names the delimiter; Excel does not show that line, so it is not counted."""
    gevonden = re.match(r"sep=([;,\t])\r?\n", tekst, re.IGNORECASE)
    return (tekst[gevonden.end() :], gevonden[1]) if gevonden else (tekst, "")


def _decide_scheidingsteken(tekst: str) -> str:
    """The delimiter under whose header the most rows fit, and of those the one that cuts it into the most cells.

    A tie is refused.
    """
    maten = {teken: _maat(tekst, teken) for teken in SCHEIDINGSTEKENS}
    hoogste = max(maten.values())
    winnaars = [teken for teken, maat in maten.items() if maat == hoogste]
    if hoogste == (0, 0):
        raise Leesfout(
            f"In de eerste {KOP_ZOEKEN} rijen staat geen kop met kolommen die gescheiden zijn door een puntkomma, "
            "komma of tab. Zet de namen van de kolommen boven de gegevens, of sla de lijst op als .xlsx."
        )
    if len(winnaars) > 1:
        namen = " of ".join(SCHEIDINGSTEKENS[teken] for teken in winnaars)
        raise Leesfout(f"Niet te bepalen is wat de kolommen scheidt: {namen}. Sla de lijst op als .xlsx.")
    return winnaars[0]


def _maat(tekst: str, teken: str) -> tuple[int, int]:
    """Rows that fit under the header, and filled cells of the header, when cut by this delimiter; no header is (0, 0).

    The cells of the header alone do not say enough: commas in a cell of the first row can be more than the columns.
    """
    passend = gevuld = kop = 0
    try:
        for cellen in map(trim, islice(_records(tekst, teken), 2 * KOP_ZOEKEN)):
            if kop:
                passend += 2 <= len(cellen) <= kop
            elif is_kopregel(cellen):
                kop, gevuld = len(cellen), sum(cel != "" for cel in cellen)
    except Leesfout:
        # Quotes that are wrong for this delimiter can be right for another one; with one delimiter they are reported
        # when the file is read.
        if not kop:
            return (0, 1) if teken in tekst.partition("\n")[0] else (0, 0)
    return passend, gevuld


def _records(tekst: str, teken: str) -> Iterator[list[str]]:
    lezer = csv.reader(io.StringIO(tekst, newline=""), delimiter=teken, strict=True)
    nummer = 0
    try:
        for nummer, cellen in enumerate(lezer, start=1):  # noqa: B007 (the number is used in the error)
            yield cellen
    except csv.Error as fout:
        if "field limit" in str(fout):
            raise Leesfout(
                f"Op rij {nummer + 1} is een cel veel te lang, of een aanhalingsteken is niet gesloten. "
                "Verbeter die rij of sla de lijst op als .xlsx."
            ) from fout
        raise Leesfout(
            f"Op rij {nummer + 1} klopt een aanhalingsteken niet: het is niet gesloten, of er staat tekst achter. "
            "Verbeter die rij of sla de lijst op als .xlsx."
        ) from fout
