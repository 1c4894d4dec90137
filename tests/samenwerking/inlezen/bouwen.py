"""Spreadsheets put together by hand, part by part, so that each part can be wrong."""

import io
import zipfile
from collections.abc import Mapping, Sequence

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PAKKET = "http://schemas.openxmlformats.org/package/2006/relationships"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
ODF = "urn:oasis:names:tc:opendocument:xmlns"
ODS_SOORT = "application/vnd.oasis.opendocument.spreadsheet"

KOP = ("Naam", "Plaats")
RIJ = ("Jansen", "Ede")


def make_zip(delen: Mapping[str, bytes | str], pak: int = zipfile.ZIP_DEFLATED) -> bytes:
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w", pak) as archief:
        for naam, inhoud in delen.items():
            archief.writestr(zipfile.ZipInfo(naam), inhoud, pak)
    return uit.getvalue()


# --- XLSX -------------------------------------------------------------------------------------------------------------
def cel(waarde: object, plek: str = "", kenmerken: str = "") -> str:
    """A cell: a text is written in the cell itself, everything else as a value."""
    r = f' r="{plek}"' if plek else ""
    if isinstance(waarde, str):
        return f'<c{r}{kenmerken} t="inlineStr"><is><t>{waarde}</t></is></c>'
    return f"<c{r}{kenmerken}><v>{waarde}</v></c>"


def rij(*cellen: object, nummer: int = 0) -> str:
    """A row; what is a cell already stays one."""
    binnen = "".join(c if isinstance(c, str) and c.startswith("<c") else cel(c) for c in cellen)
    r = f' r="{nummer}"' if nummer else ""
    return f"<row{r}>{binnen}</row>"


def blad(*rijen: str, na: str = "", voor: str = "") -> str:
    return f'{XML}<worksheet xmlns="{MAIN}">{voor}<sheetData>{"".join(rijen)}</sheetData>{na}</worksheet>'


def xlsx_delen(
    *bladen: str, teksten: str = "", werkboek: str = "", namen: Sequence[str] = (), standen: Sequence[str] = ()
) -> dict[str, bytes | str]:
    """The parts of a workbook with these sheets."""
    bladen = bladen or (blad(rij(*KOP), rij(*RIJ)),)
    nummers = range(1, len(bladen) + 1)
    lijst = "".join(
        f'<sheet name="{naam}" sheetId="{n}" state="{stand}" r:id="rId{n}"/>'
        for n, naam, stand in zip(
            nummers, namen or [f"Blad{n}" for n in nummers], standen or ["visible"] * len(bladen), strict=True
        )
    )
    relaties = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in nummers
    )
    delen: dict[str, bytes | str] = {
        "[Content_Types].xml": f"{XML}<Types/>",
        "_rels/.rels": f'{XML}<Relationships xmlns="{PAKKET}">'
        f'<Relationship Id="r" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{werkboek}'
        f"<sheets>{lijst}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'{XML}<Relationships xmlns="{PAKKET}">{relaties}</Relationships>',
        **{f"xl/worksheets/sheet{n}.xml": inhoud for n, inhoud in zip(nummers, bladen, strict=True)},
    }
    if teksten:
        delen["xl/sharedStrings.xml"] = f'{XML}<sst xmlns="{MAIN}">{teksten}</sst>'
    return delen


def xlsx(*bladen: str, erbij: Mapping[str, bytes | str] | None = None, **opties: object) -> bytes:
    """A workbook with these sheets and the parts `erbij`, which win."""
    return make_zip({**xlsx_delen(*bladen, **opties), **(erbij or {})})  # type: ignore[arg-type]


# --- ODS --------------------------------------------------------------------------------------------------------------
def ods_cel(waarde: object = "", kenmerken: str = "") -> str:
    if isinstance(waarde, str):
        binnen = f"<text:p>{waarde}</text:p>" if waarde else ""
        return f'<table:table-cell{kenmerken} office:value-type="string">{binnen}</table:table-cell>'
    return f'<table:table-cell{kenmerken} office:value-type="float" office:value="{waarde}"/>'


def ods_rij(*cellen: object, kenmerken: str = "") -> str:
    binnen = "".join(c if isinstance(c, str) and c.startswith("<table") else ods_cel(c) for c in cellen)
    return f"<table:table-row{kenmerken}>{binnen}</table:table-row>"


def ods_blad(*rijen: str, naam: str = "Blad1", kenmerken: str = "") -> str:
    return f'<table:table table:name="{naam}"{kenmerken}>{"".join(rijen)}</table:table>'


def ods(
    *bladen: str, erbij: Mapping[str, bytes | str] | None = None, voor: str = "", stijlen: str = "", manifest: str = ""
) -> bytes:
    """A workbook of LibreOffice with these sheets and the parts `erbij`, which win."""
    bladen = bladen or (ods_blad(ods_rij(*KOP), ods_rij(*RIJ)),)
    namen = " ".join(
        f'xmlns:{kort}="{ODF}:{lang}:1.0"'
        for kort, lang in (
            ("office", "office"),
            ("table", "table"),
            ("text", "text"),
            ("style", "style"),
            ("draw", "drawing"),
        )
    )
    inhoud = (
        f"{XML}<office:document-content {namen}><office:automatic-styles>{stijlen}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{voor}{''.join(bladen)}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    return make_zip(
        {
            "mimetype": ODS_SOORT,
            "content.xml": inhoud,
            "META-INF/manifest.xml": f'{XML}<m:manifest xmlns:m="{ODF}:manifest:1.0">{manifest}</m:manifest>',
            **(erbij or {}),
        }
    )


# --- Damage -----------------------------------------------------------------------------------------------------------
def patch(data: bytes, oud: bytes, nieuw: bytes) -> bytes:
    """Every occurrence replaced; it must be there."""
    assert oud in data
    return data.replace(oud, nieuw)


def set_directory(data: bytes, naam: str, plek: int, waarde: bytes) -> bytes:
    """Overwrite bytes of one entry of the zip directory, counted from its signature."""
    eind = data.index(b"PK\x05\x06")
    begin = int.from_bytes(data[eind + 16 : eind + 20], "little")
    kop = data.index(naam.encode(), begin) - 46
    assert data[kop : kop + 4] == b"PK\x01\x02"
    return data[: kop + plek] + waarde + data[kop + plek + len(waarde) :]
