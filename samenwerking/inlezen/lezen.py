"""One door for every table file."""

from pathlib import PurePath

from samenwerking.inlezen.csv_bestand import SCHEIDINGSTEKENS, read_csv
from samenwerking.inlezen.herkennen import detect_formaat
from samenwerking.inlezen.ods_bestand import read_ods
from samenwerking.inlezen.tabel import Grenzen, Leesfout, Tabel, getal
from samenwerking.inlezen.xlsx_bestand import read_xlsx

MEBIBYTE = 1024 * 1024
MAX_BYTES = 10 * MEBIBYTE


def read_tabel(
    data: bytes,
    bestandsnaam: str,
    *,
    max_rijen: int = 25_000,
    max_kolommen: int = 60,
    max_bytes: int = MAX_BYTES,
    blad: str = "",
) -> Tabel:
    """Read a CSV, XLSX or ODS file.

    In: the bytes; the name as the user gave it (only its extension counts, as a check on the content); the limits
    in filled rows below the header, columns and bytes. CSV may be UTF-8 (with or without BOM), UTF-16 with BOM or
    Windows-1252, with `;`, `,` or tab. Of a workbook the sheet `blad` is read, or the first one with a list when it is
    "" (hidden sheets last); values only, no formula is evaluated.
    Out: a Tabel. Errors: Leesfout, with a Dutch sentence that says what to do.
    """
    check_omvang(data, max_bytes)
    grenzen = Grenzen(max_rijen, max_kolommen, max_bytes)
    formaat = detect_formaat(data, bestandsnaam)
    if formaat == "xlsx":
        return read_xlsx(data, grenzen, blad)
    if formaat == "ods":
        return read_ods(data, grenzen, blad)
    if blad:
        raise Leesfout(f"Een csv-bestand heeft geen bladen, dus ook geen blad ‘{blad}’. Kies het bestand opnieuw.")
    return read_csv(data, grenzen)


def check_omvang(data: bytes, max_bytes: int = MAX_BYTES) -> None:
    """Whether a file is small enough to be kept and read. Errors: Leesfout."""
    if len(data) > max_bytes:
        grens = f"{max_bytes // MEBIBYTE} MB" if max_bytes >= MEBIBYTE else f"{getal(max_bytes)} bytes"
        raise Leesfout(f"Het bestand is groter dan {grens}. Splits het in kleinere bestanden.")


_CODERINGEN = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "utf-16": "UTF-16", "windows-1252": "Windows-1252"}
_WERKBOEKEN = {"xlsx": "Excel-bestand", "ods": "LibreOffice-bestand (.ods)"}


def herkend(tabel: Tabel) -> str:
    """What was recognised, in one line for the user: "Excel-bestand, blad ‘Blad1’, kop in rij 3"."""
    if tabel.formaat == "csv":
        delen = ["CSV", SCHEIDINGSTEKENS[tabel.scheidingsteken], _CODERINGEN[tabel.codering]]
    else:
        delen = [_WERKBOEKEN[tabel.formaat], f"blad ‘{tabel.blad}’"]
        delen += ["datums tellen vanaf 1904"] if tabel.datumstelsel == 1904 else []
    return ", ".join([*delen, f"kop in rij {tabel.kop_nummer}"])


def clean_bestandsnaam(bestandsnaam: str) -> str:
    """The name of a file as a label that fits and ends as the file did: no folders, no invisible signs, never empty."""
    naam = "".join(teken for teken in bestandsnaam.replace("\\", "/") if teken.isprintable())
    pad = PurePath(PurePath(naam).name)
    einde = pad.suffix[:20]
    label = f"{pad.stem[: 200 - len(einde)]}{einde}"
    return label if label.strip(". ") else "bestand"
