"""Hostile and odd files, made when they are asked for, each with the rows or the words that reading must give."""

import random
import zipfile
from collections.abc import Callable

from tests.samenwerking.inlezen.bouwen import (
    KOP,
    MAIN,
    ODS_SOORT,
    RIJ,
    blad,
    cel,
    make_zip,
    ods,
    ods_blad,
    ods_cel,
    ods_rij,
    rij,
    xlsx,
    xlsx_delen,
)
from tests.samenwerking.inlezen.gevaarlijk_xlsx import (
    BESCHADIGD,
    GEEN_KOP,
    GEVAREN_XLSX,
    GEWOON,
    GOED,
    MEBIBYTE,
    OLE,
    SHEET,
    TE_GROOT,
    WACHTWOORD,
    Gevaar,
)

CSV = b"Naam;Plaats\r\nJansen;Ede\r\n"
NIEUWE_NAAM = "De naam eindigt op"
GEEN_EXTENSIE = "eindigt niet op .xlsx, .ods of .csv"


def _data(tekst: bytes | str) -> Callable[[], bytes]:
    return lambda: tekst if isinstance(tekst, bytes) else tekst.encode()


def _ods(*rijen: str, **opties: str) -> Callable[[], bytes]:
    return lambda: ods(ods_blad(ods_rij(*KOP), *rijen), **opties)


def _keer(wat: str, aantal: object) -> str:
    return f' table:number-{wat}-repeated="{aantal}"'


_VOL = (ods_cel("x"), ods_cel("y"))
_VERSLEUTELD = "<m:file-entry><m:encryption-data/></m:file-entry>"
_DATUM = ' office:value-type="date" office:date-value="{}"'
_VERBORGEN = '<style:style style:name="weg"><style:table-properties table:display="false"/></style:style>'
_GEHEIM = ods_blad(ods_rij("Geheim", "blad"), _VOL[0], naam="Geheim", kenmerken=' table:style-name="weg"')
_LIJST = ods_blad(ods_rij(*KOP), ods_rij(*RIJ), naam="Lijst")
_DDE = (
    "<table:dde-links><table:dde-link><table:table><table:table-row/></table:table></table:dde-link></table:dde-links>"
)
_OPMERKING = (
    "<table:table-cell><office:annotation><text:p>geheim</text:p></office:annotation><text:p>{}</text:p>"
    "</table:table-cell>"
)

ODS = [
    Gevaar("ods gewoon", lambda: ods(), GOED, "lijst.ods"),
    Gevaar(
        "ods rij een miljoen keer",
        _ods(ods_rij(*_VOL, kenmerken=_keer("rows", 1048576))),
        "loopt door tot rij 1.048",
        "lijst.ods",
    ),
    Gevaar(
        "ods cel zestienduizend keer",
        _ods(ods_rij(ods_cel("x", _keer("columns", 16384)))),
        "loopt door tot kolom XFD",
        "lijst.ods",
    ),
    Gevaar(
        "ods lege rest van het blad",
        _ods(ods_rij(*RIJ), ods_rij(ods_cel("", _keer("columns", 16384)), kenmerken=_keer("rows", 1048500))),
        GOED,
        "lijst.ods",
    ),
    Gevaar(
        "ods lege rijen en dan iets",
        _ods(ods_rij(kenmerken=_keer("rows", 1048000)), ods_rij(*RIJ)),
        "loopt door tot rij",
        "lijst.ods",
    ),
    Gevaar("ods herhaling zonder eind", _ods(ods_rij(*_VOL, kenmerken=_keer("rows", 10**30))), BESCHADIGD, "lijst.ods"),
    Gevaar("ods herhaling is negatief", _ods(ods_rij(*_VOL, kenmerken=_keer("rows", -1))), BESCHADIGD, "lijst.ods"),
    Gevaar("ods herhaling nul", _ods(ods_rij(*_VOL, kenmerken=_keer("rows", 0))), BESCHADIGD, "lijst.ods"),
    Gevaar(
        "ods spaties zonder eind", _ods(ods_rij('x<text:s text:c="999999999"/>x', "y")), "In cel A2 staan", "lijst.ods"
    ),
    Gevaar("ods met wachtwoord", lambda: ods(manifest=_VERSLEUTELD), WACHTWOORD, "lijst.ods"),
    Gevaar(
        "ods geheel versleuteld",
        lambda: make_zip({"mimetype": ODS_SOORT, "encrypted-package": "x"}),
        WACHTWOORD,
        "lijst.ods",
    ),
    Gevaar("ods met macro", lambda: ods(erbij={"Basic/Standard/Module1.xml": "<x/>"}), "bevat macro's", "lijst.ods"),
    Gevaar("ods zonder inhoud", lambda: make_zip({"mimetype": ODS_SOORT}), BESCHADIGD, "lijst.ods"),
    Gevaar(
        "ods formule", _ods(ods_rij("Jansen", ods_cel(2, ' table:formula="of:=1+1"'))), [("Jansen", 2)], "lijst.ods"
    ),
    Gevaar(
        "ods datum die niet bestaat",
        _ods(
            ods_rij(
                "Jansen",
                f"<table:table-cell{_DATUM.format('2026-13-45')}><text:p>45-13-2026</text:p></table:table-cell>",
            )
        ),
        [("Jansen", "45-13-2026")],
        "lijst.ods",
    ),
    Gevaar("ods verborgen blad eerst", lambda: ods(_GEHEIM, _LIJST, stijlen=_VERBORGEN), GOED, "lijst.ods"),
    Gevaar("ods bladen met een naam", lambda: ods(_LIJST, _LIJST), "heten allebei ‘Lijst’", "lijst.ods"),
    Gevaar("ods met DDE", lambda: ods(_LIJST, voor=_DDE), GOED, "lijst.ods"),
    Gevaar(
        "ods blad van een ander bestand",
        lambda: ods(ods_blad("<table:table-source/>", ods_rij("Van", "elders"), ods_rij("x", "y"), naam="x"), _LIJST),
        GOED,
        "lijst.ods",
    ),
    Gevaar("ods opmerking bij een cel", _ods(ods_rij(_OPMERKING.format("Jansen"), "Ede")), GOED, "lijst.ods"),
    Gevaar("ods leeg", lambda: ods(ods_blad()), "Het bestand is leeg", "lijst.ods"),
    Gevaar(
        "ods telt vanaf een vreemde dag",
        lambda: ods(voor='<table:null-date table:date-value="1900-01-01"/>'),
        "ongewone dag (1900-01-01)",
        "lijst.ods",
    ),
    Gevaar(
        "odt",
        lambda: make_zip({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}),
        "geen rekenblad",
        "lijst.ods",
    ),
]

TEKST = [
    Gevaar("csv gewoon", _data(CSV), GOED, "lijst.csv"),
    Gevaar("csv leeg", _data(b""), "Het bestand is leeg", "lijst.csv"),
    Gevaar("csv met alleen witregels", _data(b"\r\n" * 9), "Het bestand is leeg", "lijst.csv"),
    Gevaar("csv met NUL", _data(CSV + b"a\0;b"), "geen leesbaar tekstbestand (regel 3)", "lijst.csv"),
    Gevaar("csv met twee BOM's", _data(b"\xef\xbb\xbf\xef\xbb\xbf" + CSV), GOED, "lijst.csv"),
    Gevaar(
        "csv met half surrogaat",
        _data(b"\xff\xfe" + "Naam;Plaats\n".encode("utf-16-le") + b"\x00\xd8"),
        "niet te lezen",
        "lijst.csv",
    ),
    Gevaar("csv met half surrogaat in UTF-8", _data(CSV + b"\xed\xa0\x80;x"), "De tekens op regel 3", "lijst.csv"),
    Gevaar("csv in twee coderingen", _data(CSV + "ë;ë\n".encode() + b"\xeb;x"), "De tekens op regel 4", "lijst.csv"),
    Gevaar("csv in UTF-32", _data(CSV.decode().encode("utf-32")), "geen leesbaar tekstbestand", "lijst.csv"),
    Gevaar(
        "csv met een open aanhalingsteken",
        _data(CSV + b'"a;b\n'),
        "Op rij 3 klopt een aanhalingsteken niet",
        "lijst.csv",
    ),
    Gevaar(
        "csv met een open aanhalingsteken en veel erachter",
        _data(CSV + b'"a;b\n' + b"x;y\n" * 50_000),
        "aanhalingsteken is niet gesloten",
        "lijst.csv",
    ),
    Gevaar("csv met rijen van 300 cellen", _data(CSV + b";".join([b"x"] * 300)), "Rij 3 heeft 300 cellen", "lijst.csv"),
    Gevaar(
        "csv met een kop van 300",
        _data(b";".join(b"kop" for _ in range(300)) + b"\nx"),
        "De kop heeft 300 kolommen",
        "lijst.csv",
    ),
    Gevaar("csv met een heel lange cel", _data(CSV + b"x" * 5000 + b";y"), "In cel A3 staan 5.000 tekens", "lijst.csv"),
    Gevaar(
        "csv met een lange kop", _data(b"Naam" * 600 + b";Plaats\nx;y"), "In cel A1 staan 2.400 tekens", "lijst.csv"
    ),
    Gevaar("csv met dubbele koppen", _data(b"Naam;Naam\na;b\n"), [("a", "b")], "lijst.csv"),
    Gevaar("csv zonder kop", _data(b"1;2\n3;4\n"), GEEN_KOP, "lijst.csv"),
    Gevaar("csv met 26.000 rijen", _data(b"Naam;Plaats\n" + b"x;y\n" * 26_000), "meer dan 25.000 rijen", "lijst.csv"),
    Gevaar("csv met formules", _data(b"Naam;Plaats\n=1+1;@x\n"), [("=1+1", "@x")], "lijst.csv"),
    Gevaar(
        "csv met tekens die de richting keren", _data("Naam;Plaats\na\u202eb;Ede\n"), [("a\u202eb", "Ede")], "lijst.csv"
    ),
    Gevaar("csv met alleen CR", _data(b"Naam;Plaats\rJansen;Ede\r"), GOED, "lijst.csv"),
    Gevaar("meer dan 10 MiB", lambda: b"Naam;Plaats\n" + b"x" * 10 * MEBIBYTE, "groter dan 10 MB", "lijst.csv"),
]

_WORD = make_zip({"word/document.xml": "<x/>"})
_XLSB = make_zip({"xl/workbook.bin": "x"})
_XLSM = xlsx(erbij={"xl/vbaProject.bin": "x"})
_HTML = b"<html><table><tr><td>Naam</td></tr></table></html>"
_FODS = b'<?xml version="1.0"?><o:document xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>'
# A name and a content that do not belong together, or that no import reads.
SOORTEN = [
    Gevaar(f"{wat} als {bestand}", _data(inhoud), woorden, bestand)
    for wat, inhoud, woorden, bestand in (
        ("xls", OLE, "oud Excel-bestand (.xls)", "lijst.xls"),
        ("xls", OLE, "oud Excel-bestand (.xls)", "lijst.xlsx"),
        ("xls", OLE, "oud Excel-bestand (.xls)", "lijst.csv"),
        ("doc", OLE + "WordDocument".encode("utf-16-le"), "Word-document", "lijst.xls"),
        ("docx", _WORD, "Word-document", "lijst.docx"),
        ("docx", _WORD, "Word-document", "lijst.xlsx"),
        ("xlsb", _XLSB, "binair Excel-bestand", "lijst.xlsb"),
        ("xlsb", _XLSB, "binair Excel-bestand", "lijst.xlsx"),
        ("xlsm", _XLSM, "bevat macro's", "lijst.xlsm"),
        ("xlsm", _XLSM, "bevat macro's", "lijst.xlsx"),
        ("xlsx", GEWOON, NIEUWE_NAAM, "lijst.csv"),
        ("xlsx", GEWOON, NIEUWE_NAAM, "lijst.ods"),
        ("xlsx", GEWOON, GEEN_EXTENSIE, "lijst.xlsm"),
        ("xlsx", GEWOON, GEEN_EXTENSIE, "lijst"),
        ("ods", ods(), NIEUWE_NAAM, "lijst.xlsx"),
        ("ods", ods(), GEEN_EXTENSIE, "lijst.ots"),
        ("csv", CSV, NIEUWE_NAAM, "lijst.xlsx"),
        ("csv", CSV, NIEUWE_NAAM, "lijst.ods"),
        ("csv", CSV, GEEN_EXTENSIE, "lijst.csv.exe"),
        ("html", _HTML, "webpagina", "lijst.xls"),
        ("html", b"\xef\xbb\xbf \n" + _HTML, "webpagina", "lijst.csv"),
        ("fods", _FODS, "(.fods)", "lijst.fods"),
        ("numbers", make_zip({"Index/Document.iwa": "x"}), "Numbers-bestand", "lijst.numbers"),
        ("png", b"\x89PNG\r\n\x1a\n" + CSV, "een afbeelding", "lijst.csv"),
        ("pdf en xlsx ineen", b"%PDF-1.7\n" + GEWOON, "pdf-bestand", "lijst.xlsx"),
        ("csv en xlsx ineen", CSV + GEWOON, "niet te lezen", "lijst.csv"),
        ("xlsx en ods ineen", make_zip({**xlsx_delen(), "content.xml": "<x/>"}), NIEUWE_NAAM, "lijst.ods"),
        ("gzip", b"\x1f\x8b" + CSV, "ingepakt bestand", "lijst.csv"),
        ("programma", b"MZ" + CSV, "een programma", "lijst.csv"),
    )
]


# --- Bombs ------------------------------------------------------------------------------------------------------------
def _ratio() -> bytes:
    return xlsx(erbij={"xl/bom.xml": b"<x>" + b" " * 6 * MEBIBYTE + b"</x>"})


def _unpacked() -> bytes:
    return xlsx(erbij={"xl/bom.xml": b"<x>" + b" " * 70 * MEBIBYTE + b"</x>"})


def _stored(**delen: str) -> bytes:
    """Not packed at all, so no ratio gives it away."""
    return make_zip({**xlsx_delen(), **delen}, zipfile.ZIP_STORED)


def _shared_bomb() -> bytes:
    """A text of 2 MB that a hundred thousand cells show."""
    rijen = rij(*['<c t="s"><v>0</v></c>'] * 50) * 2000
    return _stored(
        **{
            SHEET: blad(rijen),
            "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"><si><t>{"ab" * MEBIBYTE}</t></si></sst>',
        }
    )


def _many_texts() -> bytes:
    return make_zip({**xlsx_delen(), "xl/sharedStrings.xml": f"<sst>{'<si/>' * 1_600_000}</sst>"}, zipfile.ZIP_STORED)


def _nested() -> bytes:
    return _stored(**{"xl/diep.xml": "<a>" * (3 * MEBIBYTE)})


def _attributes() -> bytes:
    return _stored(**{"xl/breed.xml": "<a " + " ".join(f'a{n}=""' for n in range(700_000)) + "/>"})


def _corner() -> bytes:
    return xlsx(blad(rij(*KOP), rij(cel("x", "BH26000"), nummer=26000)))


def _prose() -> bytes:
    """A full sheet of different texts that together are longer than any list."""
    rng = random.Random(1)
    teksten = "".join(f"<si><t>{rng.getrandbits(64):x}{'x' * 1980}</t></si>" for _ in range(200))
    rijen = rij(*[f'<c t="s"><v>{n % 200}</v></c>' for n in range(50)]) * 400
    return xlsx(blad(rijen), teksten=teksten)


def _ods_cells() -> bytes:
    lang = ods_rij(ods_cel("y" * 1999, _keer("columns", 60)), kenmerken=_keer("rows", 26_100))
    return ods(ods_blad(ods_rij(*["k"] * 60), lang))


def _ods_full() -> bytes:
    """As much as the limits allow, out of a few bytes: 24.999 rows of 60 long cells; only the last row is wrong."""
    lang = ods_rij(ods_cel("y" * 1999, _keer("columns", 60)), kenmerken=_keer("rows", 24_999))
    return ods(ods_blad(ods_rij(*["k"] * 60), lang, ods_rij("z" * 2001)))


def _rows(aantal: int, breedte: int) -> bytes:
    """Filled rows without a dimension and without a single position."""
    een = rij(*(cel(1),) * breedte)
    return _stored(**{SHEET: blad(rij(*KOP), *[een] * aantal)})


BOMMEN = [
    Gevaar(naam, maak, woorden, bestand)
    for naam, maak, woorden, bestand in (
        ("bom die te groot uitpakt", _unpacked, TE_GROOT, "lijst.xlsx"),
        ("bom die te goed inpakt", _ratio, TE_GROOT, "lijst.xlsx"),
        ("bom van gedeelde tekst", _shared_bomb, TE_GROOT, "lijst.xlsx"),
        ("bom van lege gedeelde teksten", _many_texts, TE_GROOT, "lijst.xlsx"),
        ("bom van losse teksten", _prose, TE_GROOT, "lijst.xlsx"),
        ("bom die diep nest", _nested, TE_GROOT, "lijst.xlsx"),
        ("bom van kenmerken", _attributes, TE_GROOT, "lijst.xlsx"),
        ("heel veel rijen zonder afmeting", lambda: _rows(120_000, 1), "loopt door tot rij 120.001", "lijst.xlsx"),
        ("blad met alleen hoeken", _corner, "in kolom BH staat iets zonder kop", "lijst.xlsx"),
        ("ods met te veel cellen", _ods_cells, "loopt door tot rij", "lijst.ods"),
        ("ods zo vol als mag", _ods_full, "In cel A25001 staan 2.001 tekens", "lijst.ods"),
    )
]

GEVAREN = [*GEVAREN_XLSX, *ODS, *TEKST, *SOORTEN]
