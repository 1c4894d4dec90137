"""Hostile and odd workbooks of Excel: the container, the XML in it, and what stands on the sheets."""

import io
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from tests.samenwerking.inlezen.bouwen import (
    KOP,
    RIJ,
    blad,
    cel,
    make_zip,
    ods,
    rij,
    set_directory,
    xlsx,
    xlsx_delen,
)

MEBIBYTE = 1024 * 1024
GOED = [RIJ]
BESCHADIGD = "Het bestand is beschadigd"
TE_GROOT = "te groot of te complex"
WACHTWOORD = "beveiligd met een wachtwoord"
GEEN_KOP = "staat geen kop met"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SHEET = "xl/worksheets/sheet1.xml"
GEWOON = xlsx()


@dataclass(frozen=True)
class Gevaar:
    """A file: what it is, how it is made, the rows or words that it gives, and its name."""

    naam: str
    maak: Callable[[], bytes]
    verwacht: str | list[tuple[object, ...]]
    bestand: str = "lijst.xlsx"


def _met(inhoud: str, deel: str = "xl/extra.xml") -> Callable[[], bytes]:
    return lambda: xlsx(erbij={deel: inhoud})


def _blad(*rijen: str, **anders: str) -> Callable[[], bytes]:
    return lambda: xlsx(blad(*rijen, **anders))


def _symlink() -> bytes:
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w") as archief:
        for naam, inhoud in xlsx_delen().items():
            archief.writestr(naam, inhoud)
        wijzer = zipfile.ZipInfo("xl/wijzer.xml")
        wijzer.external_attr = 0o120777 << 16
        archief.writestr(wijzer, "/etc/passwd")
    return uit.getvalue()


def _crc() -> bytes:
    return set_directory(GEWOON, SHEET, 16, b"\0\0\0\1")


def _size(*, smaller: bool) -> bytes:
    """The directory says another size; with the checksum of that first part, so that who stops there sees nothing."""
    inhoud = str(xlsx_delen()[SHEET]).encode()
    lengte = len(inhoud) - 40 if smaller else len(inhoud) + 40
    data = set_directory(GEWOON, SHEET, 16, zlib.crc32(inhoud[:lengte]).to_bytes(4, "little"))
    return set_directory(data, SHEET, 24, lengte.to_bytes(4, "little"))


def _twice() -> bytes:
    """Two parts with one name: which one is read?"""
    return make_zip({**xlsx_delen(), "XL/worksheets/SHEET1.xml": blad(rij(*KOP), rij("Iemand", "anders"))})


def _unmeasured() -> bytes:
    """A sheet in a part that is no XML by its name, said to stand outside the file."""
    delen = xlsx_delen(blad(rij(*KOP), rij(cel(1, "XFD1048576"))))
    delen["xl/worksheets/sheet1.bin"] = delen.pop(SHEET)
    relaties = "xl/_rels/workbook.xml.rels"
    delen[relaties] = str(delen[relaties]).replace('sheet1.xml"', 'sheet1.bin" TargetMode="External"')
    return make_zip(delen)


def _compressed(soort: int) -> Callable[[], bytes]:
    return lambda: make_zip(xlsx_delen(), soort)


def _sheets(aantal: int) -> bytes:
    return xlsx(*[blad()] * aantal)


_DOCTYPE = '<?xml version="1.0"?><!DOCTYPE x [{}]><x>{}</x>'
_LACH = '<!ENTITY l0 "ha">' + "".join(f'<!ENTITY l{n} "{10 * f"&l{n - 1};"}">' for n in range(1, 10))
_EXTERN = '<!ENTITY e SYSTEM "{}">'

# --- The container ----------------------------------------------------------------------------------------------------
CONTAINER = [
    Gevaar("gewoon", lambda: GEWOON, GOED),
    Gevaar("verkeerde controlegetallen", _crc, BESCHADIGD),
    Gevaar("deel is groter dan het zegt", lambda: _size(smaller=True), BESCHADIGD),
    Gevaar("deel is kleiner dan het zegt", lambda: _size(smaller=False), BESCHADIGD),
    Gevaar("zip in een zip", lambda: xlsx(erbij={"xl/embeddings/x.xlsx": GEWOON}), GOED),
    Gevaar("alleen een zip in een zip", lambda: make_zip({"lijst.xlsx": GEWOON}), "ingepakt bestand"),
    Gevaar("pad naar boven", _met("<x/>", "../../etc/x.xml"), BESCHADIGD),
    Gevaar("pad naar boven met schuine streep terug", _met("<x/>", "xl\\..\\..\\x.xml"), BESCHADIGD),
    Gevaar("pad vanaf de wortel", _met("<x/>", "/etc/x.xml"), BESCHADIGD),
    Gevaar("pad met stationsletter", _met("<x/>", "C:/x.xml"), BESCHADIGD),
    Gevaar("symbolische koppeling", _symlink, BESCHADIGD),
    Gevaar("twee delen met een naam", _twice, BESCHADIGD),
    Gevaar("versleuteld deel", lambda: set_directory(GEWOON, SHEET, 8, b"\1\0"), WACHTWOORD),
    Gevaar("versleuteld in OLE", lambda: OLE + "EncryptedPackage".encode("utf-16-le"), WACHTWOORD),
    Gevaar("ingepakt met bzip2", _compressed(zipfile.ZIP_BZIP2), BESCHADIGD),
    Gevaar("ingepakt met lzma", _compressed(zipfile.ZIP_LZMA), BESCHADIGD),
    Gevaar("te veel delen", lambda: xlsx(erbij={f"xl/{n}.xml": "<x/>" for n in range(300)}), TE_GROOT),
    Gevaar("afgebroken", lambda: GEWOON[:-30], BESCHADIGD),
    Gevaar("iets achter het einde", lambda: GEWOON + b"<script>", BESCHADIGD),
    Gevaar("tweede zip achter de eerste", lambda: GEWOON + make_zip({"a.txt": "x"}), "ingepakt bestand"),
    Gevaar("opmerking met een einde erin", lambda: GEWOON[:-2] + b"\4\0PK\5\6", BESCHADIGD),
    Gevaar("lege zip", lambda: make_zip({}), "ingepakt bestand"),
    Gevaar("werkboek zonder bladen", lambda: xlsx(erbij={"xl/workbook.xml": "<workbook/>"}), "bestand is leeg"),
    Gevaar("werkboek is geen xml", _met("x" * 100, "xl/workbook.xml"), BESCHADIGD),
    Gevaar("blad ontbreekt", lambda: make_zip({k: v for k, v in xlsx_delen().items() if k != SHEET}), BESCHADIGD),
    Gevaar("blad is binair", _met("x", "xl/vreemd.bin"), GOED),
    Gevaar("blad buiten de maat om", _unmeasured, BESCHADIGD),
    Gevaar("macro", _met("x", "xl/vbaProject.bin"), "bevat macro's"),
]

# --- XML --------------------------------------------------------------------------------------------------------------
XMLS = [
    Gevaar("billion laughs", _met(_DOCTYPE.format(_LACH, "&l9;")), BESCHADIGD),
    Gevaar("billion laughs in de teksten", _met(_DOCTYPE.format(_LACH, "&l9;"), "xl/sharedStrings.xml"), BESCHADIGD),
    Gevaar("kwadratisch", _met(_DOCTYPE.format('<!ENTITY a "%s">' % ("a" * 50_000), "&a;" * 50_000)), BESCHADIGD),
    Gevaar("bestand van de schijf", _met(_DOCTYPE.format(_EXTERN.format("file:///etc/passwd"), "&e;")), BESCHADIGD),
    Gevaar("bestand van het net", _met(_DOCTYPE.format(_EXTERN.format("http://127.0.0.1/"), "&e;")), BESCHADIGD),
    Gevaar("parameterentiteit", _met(_DOCTYPE.format('<!ENTITY % p SYSTEM "http://127.0.0.1/"> %p;', "")), BESCHADIGD),
    Gevaar("xml in een vreemde codering", _met('<?xml version="1.0" encoding="utf-7"?><x/>'), BESCHADIGD),
    Gevaar("xml is niet af", _met("<x><y>"), BESCHADIGD),
    Gevaar("xxe in ods", lambda: ods(erbij={"content.xml": _DOCTYPE.format(_LACH, "&l9;")}), BESCHADIGD, "lijst.ods"),
]

# --- What stands in a sheet -------------------------------------------------------------------------------------------
BLADEN = [
    Gevaar("cel in de laatste hoek", _blad(rij(*KOP), rij(cel(1, "XFD1048576"))), "loopt door tot rij 1.048.576"),
    Gevaar("laatste rij zonder plek", _blad(rij(*KOP), rij(1, nummer=1048576)), "loopt door tot rij 1.048.576"),
    Gevaar("kolom ver rechts", _blad(rij(*KOP), rij(cel(1, "ZZ2"))), "loopt door tot kolom ZZ"),
    Gevaar("300 kolommen", _blad(rij(*["k"] * 300), rij("x")), "loopt door tot kolom KN"),
    Gevaar("61 kolommen", _blad(rij(*[f"k{n}" for n in range(61)]), rij("x")), "er mogen 60 kolommen in"),
    Gevaar("plek die geen plek is", _blad(rij(*KOP), rij(cel(1, "A-1"))), BESCHADIGD),
    Gevaar("lege cellen met opmaak tot het eind", _blad(rij(*KOP), rij(*RIJ), rij('<c r="XFD9" s="0"/>')), GOED),
    Gevaar("afmeting die liegt", _blad(rij(*KOP), rij(*RIJ), voor='<dimension ref="A1:XFD1048576"/>'), GOED),
    Gevaar("formule zonder waarde", _blad(rij(*KOP), rij("Jansen", "<c><f>1+1</f></c>")), [("Jansen", "")]),
    Gevaar("formule met waarde", _blad(rij(*KOP), rij("Jansen", "<c><f>1+1</f><v>2</v></c>")), [("Jansen", 2)]),
    Gevaar("DDE", _blad(rij(*KOP), rij("Jansen", "=cmd|' /C calc'!A0")), [("Jansen", "=cmd|' /C calc'!A0")]),
    Gevaar("fout in een cel", _blad(rij(*KOP), rij("Jansen", '<c t="e"><v>#REF!</v></c>')), [("Jansen", "")]),
    Gevaar("waar en onwaar", _blad(rij(*KOP), rij("Jansen", '<c t="b"><v>1</v></c>')), [("Jansen", True)]),
    Gevaar("heel groot getal", _blad(rij(*KOP), rij("Jansen", "<c><v>1e308</v></c>")), [("Jansen", int(1e308))]),
    Gevaar("oneindig", _blad(rij(*KOP), rij("Jansen", "<c><v>inf</v></c>")), [("Jansen", float("inf"))]),
    Gevaar("getal dat geen getal is", _blad(rij(*KOP), rij("Jansen", "<c><v>abc</v></c>")), [("Jansen", "abc")]),
    Gevaar(
        "samengevoegde kop",
        _blad(rij("Lijst"), rij(*KOP), rij(*RIJ), na="<mergeCells><mergeCell ref='A1:B1'/></mergeCells>"),
        GOED,
    ),
    Gevaar("externe koppeling", _met("<externalLink/>", "xl/externalLinks/externalLink1.xml"), GOED),
    Gevaar("leeg", _blad(), "Het bestand is leeg"),
    Gevaar("alleen een kop", _blad(rij(*KOP)), "alleen een kop en geen rijen"),
    Gevaar("alleen getallen", _blad(rij(1, 2), rij(3, 4)), GEEN_KOP),
    Gevaar(
        "verborgen blad eerst",
        lambda: xlsx(
            blad(rij("Geheim", "blad"), rij("x", "y")), blad(rij(*KOP), rij(*RIJ)), standen=["veryHidden", "visible"]
        ),
        GOED,
    ),
    Gevaar(
        "bladen met een naam", lambda: xlsx(blad(rij(*KOP)), blad(rij(*KOP)), namen=["A", "A"]), "heten allebei ‘A’"
    ),
    Gevaar("te lange tekst", _blad(rij(*KOP), rij("x" * 2001, "y")), "In cel A2 staan 2.001 tekens"),
    Gevaar("1904 zonder datums", lambda: xlsx(werkboek='<workbookPr date1904="1"/>'), GOED),
    Gevaar("1904 misschien", lambda: xlsx(werkboek='<workbookPr date1904="misschien"/>'), BESCHADIGD),
    Gevaar("gedeelde tekst die er niet is", _blad(rij(*KOP), rij('<c t="s"><v>9</v></c>', "Ede")), "beschadigd"),
    Gevaar("te veel bladen", lambda: _sheets(60), TE_GROOT),
]

GEVAREN_XLSX = [*CONTAINER, *XMLS, *BLADEN]
