"""What kind of file is it? The content decides, the extension has to agree."""

import io
import re
import zipfile

import pytest

from samenwerking.inlezen import Leesfout, read_tabel
from samenwerking.inlezen.herkennen import detect_formaat

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CSV = b"Naam;Plaats\nJansen;Ede\n"


def zip_met(*namen: str) -> bytes:
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w") as archief:
        for naam in namen:
            archief.writestr(naam, "<x/>")
    return uit.getvalue()


XLSX = zip_met("xl/workbook.xml")
ODS = zip_met("content.xml")
FODS = b'<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>'


@pytest.mark.parametrize(
    ("data", "naam", "formaat"),
    [
        (CSV, "lijst.csv", "csv"),
        (CSV, "C:\\mijn map\\Lijst.CSV", "csv"),
        (CSV, "../lijst.v2.csv", "csv"),
        (XLSX, "lijst.xlsx", "xlsx"),
        (ODS, "lijst.ods", "ods"),
    ],
)
def test_content_and_extension_agree(data, naam, formaat):
    assert detect_formaat(data, naam) == formaat


@pytest.mark.parametrize(
    ("data", "naam", "woorden"),
    [
        (XLSX, "lijst.csv", "De naam eindigt op .csv, maar dit is een Excel-bestand"),
        (CSV, "lijst.xlsx", "De naam eindigt op .xlsx, maar de inhoud is dat niet"),
        (CSV, "lijst.xls", "De naam eindigt op .xls, maar de inhoud is dat niet"),
        (CSV, "lijst", "eindigt niet op .xlsx, .ods of .csv"),
        (CSV, "lijst.csv.exe", "eindigt niet op .xlsx, .ods of .csv"),
        (b"", "lijst.csv", "Het bestand is leeg"),
        (OLE + b"rest", "lijst.xls", "oud Excel-bestand"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "lijst.xlsx", "beveiligd met een wachtwoord"),
        (b"%PDF-1.7", "lijst.csv", "een pdf-bestand"),
        (b"\x89PNG\r\n", "lijst.csv", "een afbeelding"),
        (b"\x7fELF", "lijst.csv", "een programma"),
        (b"<!DOCTYPE html><table>", "lijst.csv", "een webpagina"),
        (b"\xef\xbb\xbf <html>", "lijst.csv", "een webpagina"),
        (zip_met("xl/workbook.bin"), "lijst.xlsx", "binair Excel-bestand"),
        (zip_met("xl/workbook.xml", "xl/vbaProject.bin"), "lijst.xlsx", "bevat macro's"),
        (zip_met("content.xml"), "lijst.xlsx", "De naam eindigt op .xlsx, maar dit is een LibreOffice-bestand"),
        (zip_met("Index/Document.iwa"), "lijst.numbers", "Dit is een Numbers-bestand"),
        (zip_met("ppt/presentation.xml"), "lijst.pptx", "Dit is een presentatie"),
        (OLE + "WordDocument".encode("utf-16-le"), "lijst.doc", "Dit is een Word-document"),
        (FODS, "lijst.fods", "zonder inpakken (.fods)"),
        (zip_met("word/document.xml"), "lijst.docx", "Word-document"),
        (zip_met("lijst.csv"), "lijst.zip", "ingepakt bestand"),
        (b"PK\x03\x04 en dan niets meer", "lijst.xlsx", "beschadigd"),
        (XLSX[:-10], "lijst.xlsx", "beschadigd"),
    ],
)
def test_everything_else_is_refused_with_what_to_do(data, naam, woorden):
    with pytest.raises(Leesfout, match=re.escape(woorden)):
        read_tabel(data, naam)
