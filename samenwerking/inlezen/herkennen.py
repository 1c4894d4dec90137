"""What kind of file is this? Decided by its content; the extension has to agree."""

import io
import zipfile
from pathlib import PurePath

from samenwerking.inlezen.tabel import Leesfout

RAAD = "Sla het bestand op als .xlsx of .csv en probeer het opnieuw."

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
# First bytes of files that people choose by mistake.
_ANDERE = {
    b"%PDF": "een pdf-bestand",
    b"\x89PNG": "een afbeelding",
    b"\xff\xd8\xff": "een afbeelding",
    b"GIF8": "een afbeelding",
    b"{\\rtf": "een tekstdocument",
    b"\x1f\x8b": "een ingepakt bestand",
    b"7z\xbc\xaf": "een ingepakt bestand",
    b"Rar!": "een ingepakt bestand",
    b"MZ": "een programma",
    b"\x7fELF": "een programma",
}


def detect_formaat(data: bytes, bestandsnaam: str) -> str:
    """Out: "csv" or "xlsx". Errors: Leesfout for every other kind, or when the extension says something else."""
    formaat = _detect_inhoud(data)
    extensie = PurePath(bestandsnaam.replace("\\", "/")).suffix.lower()
    if extensie == f".{formaat}":
        return formaat
    if formaat == "xlsx" and extensie == ".csv":
        raise Leesfout(
            "De naam eindigt op .csv, maar dit is een Excel-bestand. Geef het de naam .xlsx en probeer het opnieuw."
        )
    if formaat == "csv" and extensie in {".xlsx", ".xls", ".ods"}:
        raise Leesfout(f"De naam eindigt op {extensie}, maar de inhoud is dat niet. {RAAD}")
    raise Leesfout(f"De naam van het bestand eindigt niet op .xlsx of .csv. {RAAD}")


def _detect_inhoud(data: bytes) -> str:
    if not data.strip():
        raise Leesfout("Het bestand is leeg. Controleer of u het juiste bestand hebt gekozen.")
    if data.startswith(_ZIP):
        return _detect_zip(data)
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Leesfout(
                "Het bestand is beveiligd met een wachtwoord. Haal het wachtwoord eraf en probeer het opnieuw."
            )
        raise Leesfout(f"Dit is een oud Excel-bestand (.xls). {RAAD}")
    for begin, naam in _ANDERE.items():
        if data.startswith(begin):
            raise Leesfout(f"Dit is {naam}, geen lijst. {RAAD}")
    kop = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if kop.startswith((b"<!doctype", b"<html", b"<table", b"<?xml")):
        raise Leesfout(f"Dit is een webpagina of een xml-bestand, geen lijst. {RAAD}")
    return "csv"


def _detect_zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archief:
            namen = set(archief.namelist())
    # A hostile directory makes zipfile raise more kinds than it documents.
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError, OSError, OverflowError) as fout:
        raise Leesfout(f"Het bestand is beschadigd. Open het in Excel. {RAAD}") from fout
    if "xl/workbook.xml" in namen:
        if any(naam.lower().endswith("vbaproject.bin") for naam in namen):
            raise Leesfout(
                "Dit Excel-bestand bevat macro's. Sla het op als .xlsx zonder macro's en probeer het opnieuw."
            )
        return "xlsx"
    if "xl/workbook.bin" in namen:
        raise Leesfout(f"Dit is een binair Excel-bestand (.xlsb). {RAAD}")
    if "content.xml" in namen:
        raise Leesfout(f"Dit is een LibreOffice-bestand (.ods); dat kan nog niet. {RAAD}")
    if any(naam.startswith("word/") for naam in namen):
        raise Leesfout(f"Dit is een Word-document, geen lijst. {RAAD}")
    raise Leesfout(f"Dit is een ingepakt bestand, geen lijst. Pak het eerst uit. {RAAD}")
