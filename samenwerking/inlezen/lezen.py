"""One door for every table file."""

from pathlib import PurePath

from samenwerking.inlezen.csv_bestand import read_csv
from samenwerking.inlezen.herkennen import detect_formaat
from samenwerking.inlezen.tabel import Grenzen, Leesfout, Tabel, getal
from samenwerking.inlezen.xlsx_bestand import read_xlsx

MEBIBYTE = 1024 * 1024
MAX_BYTES = 10 * MEBIBYTE


def read_tabel(
    data: bytes,
    bestandsnaam: str,
    *,
    max_rijen: int = 25_000,
    max_kolommen: int = 100,
    max_bytes: int = MAX_BYTES,
) -> Tabel:
    """Read a CSV or XLSX file.

    In: the bytes; the name as the user gave it (only its extension counts, as a check on the content); the limits
    in filled rows below the header, columns and bytes. CSV may be UTF-8 (with or without BOM), UTF-16 with BOM or
    Windows-1252, with `;`, `,` or tab. Of an XLSX the first sheet with content is read, values only.
    Out: a Tabel. Errors: Leesfout, with a Dutch sentence that says what to do.
    """
    if len(data) > max_bytes:
        grens = f"{max_bytes // MEBIBYTE} MB" if max_bytes >= MEBIBYTE else f"{getal(max_bytes)} bytes"
        raise Leesfout(f"Het bestand is groter dan {grens}. Splits het in kleinere bestanden.")
    grenzen = Grenzen(max_rijen, max_kolommen, max_bytes)
    if detect_formaat(data, bestandsnaam) == "xlsx":
        return read_xlsx(data, grenzen)
    return read_csv(data, grenzen)


def clean_bestandsnaam(bestandsnaam: str) -> str:
    """The name of a file as a label that fits and ends as the file did: no folders, no invisible signs."""
    naam = "".join(teken for teken in bestandsnaam.replace("\\", "/") if teken.isprintable())
    pad = PurePath(PurePath(naam).name)
    return f"{pad.stem[: 200 - len(pad.suffix)]}{pad.suffix}"
