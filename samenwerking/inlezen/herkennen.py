"""What kind of file is this? Decided by its content; the extension has to agree."""

import io
import struct
import zipfile
import zlib
from pathlib import PurePath

from samenwerking.inlezen.tabel import Leesfout

RAAD = "Sla het bestand op als .xlsx, .ods of .csv en probeer het opnieuw."
ANDERE_NAAM = f"De naam van het bestand eindigt niet op .xlsx, .ods of .csv. {RAAD}"
BESCHADIGD = f"Het bestand is beschadigd. Open het in Excel of LibreOffice. {RAAD}"

# A hostile directory makes zipfile raise more kinds than it documents.
ZIPFOUTEN = (zipfile.BadZipFile, zlib.error, struct.error, ValueError, EOFError, OSError, NotImplementedError)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ODF = b"application/vnd.oasis.opendocument."
_ODS = _ODF + b"spreadsheet"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
# How a workbook may be called, also by mistake: then its content says what it is.
_NAMEN_VAN_WERKBOEKEN = {".csv", ".xlsx", ".ods", ".xls"}
_WERKBOEKEN = {"xlsx": "een Excel-bestand", "ods": "een LibreOffice-bestand"}
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
    """Out: "csv", "xlsx" or "ods". Errors: Leesfout for every other kind, or when the extension says something else."""
    formaat = _detect_inhoud(data)
    extensie = _extensie(bestandsnaam)
    if extensie == f".{formaat}":
        return formaat
    if formaat in _WERKBOEKEN and extensie in _NAMEN_VAN_WERKBOEKEN:
        raise Leesfout(
            f"De naam eindigt op {extensie}, maar dit is {_WERKBOEKEN[formaat]}. Geef het de naam .{formaat} en "
            "probeer het opnieuw."
        )
    if formaat == "csv" and extensie in {".xlsx", ".xls", ".ods"}:
        raise Leesfout(f"De naam eindigt op {extensie}, maar de inhoud is dat niet. {RAAD}")
    raise Leesfout(ANDERE_NAAM)


def check_begin(data: bytes, bestandsnaam: str) -> None:
    """What the first bytes and the name say of a file, without opening it: a workbook is a packed file, and stays one.

    Errors: Leesfout, as `detect_formaat`.
    """
    if not data.startswith(_ZIP):
        detect_formaat(data, bestandsnaam)
    elif _extensie(bestandsnaam) not in _NAMEN_VAN_WERKBOEKEN:
        raise Leesfout(ANDERE_NAAM)


def _extensie(bestandsnaam: str) -> str:
    return PurePath(bestandsnaam.replace("\\", "/")).suffix.lower()


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
        if "WordDocument".encode("utf-16-le") in data:
            raise Leesfout(f"Dit is een Word-document, geen lijst. {RAAD}")
        raise Leesfout(
            "Dit is een oud Excel-bestand (.xls). Open het in Excel, kies Bestand, Opslaan als, en dan "
            "‘Excel-werkmap (.xlsx)’. Probeer het daarna opnieuw."
        )
    for begin, naam in _ANDERE.items():
        if data.startswith(begin):
            raise Leesfout(f"Dit is {naam}, geen lijst. {RAAD}")
    if b"urn:oasis:names:tc:opendocument" in data[:4096]:
        raise Leesfout(f"Dit is een LibreOffice-bestand zonder inpakken (.fods). {RAAD}")
    kop = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if kop.startswith((b"<!doctype", b"<html", b"<table", b"<?xml")):
        raise Leesfout(f"Dit is een webpagina of een xml-bestand, geen lijst. {RAAD}")
    return "csv"


def _detect_zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archief:
            namen = set(archief.namelist())
            soort = archief.read("mimetype") if _is_small(archief, "mimetype") else b""
    except ZIPFOUTEN as fout:
        raise Leesfout(BESCHADIGD) from fout
    except RuntimeError:  # packed with a password
        soort = b""
    if "xl/workbook.xml" in namen:
        if any(naam.lower().endswith("vbaproject.bin") for naam in namen):
            raise Leesfout(
                "Dit Excel-bestand bevat macro's. Sla het op als .xlsx zonder macro's en probeer het opnieuw."
            )
        return "xlsx"
    if "xl/workbook.bin" in namen:
        raise Leesfout(f"Dit is een binair Excel-bestand (.xlsb). {RAAD}")
    if soort.strip() == _ODS or (not soort and "content.xml" in namen):
        return "ods"
    raise Leesfout(f"{_name_zip(soort, namen)} {RAAD}")


def _is_small(archief: zipfile.ZipFile, naam: str) -> bool:
    return naam in archief.namelist() and archief.getinfo(naam).file_size < 200


def _name_zip(soort: bytes, namen: set[str]) -> str:
    if soort.startswith(_ODF):
        return "Dit is een LibreOffice-document, geen rekenblad."
    if any(naam.startswith("word/") for naam in namen):
        return "Dit is een Word-document, geen lijst."
    if any(naam.startswith("ppt/") for naam in namen):
        return "Dit is een presentatie, geen lijst."
    if any(naam.endswith(".iwa") or naam == "Index.zip" for naam in namen):
        return "Dit is een Numbers-bestand."
    return "Dit is een ingepakt bestand, geen lijst. Pak het eerst uit."
