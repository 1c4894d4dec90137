"""Reading ODS: values only, in one pass over the text of content.xml.

A few bytes of ODS can stand for millions of cells (`number-rows-repeated`), so rows are kept as they are written and
repeated only within the limits; for that no other parser is let near the file.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from samenwerking.inlezen.archief import BEVEILIGD, TE_GROOT, Archief, XmlLezer, open_archief
from samenwerking.inlezen.bladen import check_grens, choose_blad, refuse_dubbele
from samenwerking.inlezen.herkennen import BESCHADIGD, RAAD
from samenwerking.inlezen.tabel import SPELING, Grenzen, Leesfout, Tabel
from samenwerking.regels.datumcel import Getal1904

_ODF = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0 "
_OFFICE, _TABLE, _TEXT, _STYLE, _MANIFEST = (
    _ODF.format(naam) for naam in ("office", "table", "text", "style", "manifest")
)
_TABEL, _RIJ, _BRON = f"{_TABLE}table", f"{_TABLE}table-row", f"{_TABLE}table-source"
_CELLEN = {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}
_ALINEA = f"{_TEXT}p"
# What stands inside a cell and is not its value.
_TERZIJDE = {f"{_OFFICE}annotation", f"{_TEXT}note", f"{_TEXT}ruby-text"}
_TEKENING = _ODF.format("drawing")
_TEKENS = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_STELSELS = {"1899-12-30": 1900, "1904-01-01": 1904}
_MAX_HERHAALD = 1_048_576
_MACRO = "Dit LibreOffice-bestand bevat macro's. Sla het op als .xlsx en probeer het opnieuw."


@dataclass
class _Blad:
    """A sheet as it is written: a row, from which row on it stands, and how often."""

    naam: str
    stijl: str = ""
    is_verborgen: bool = False
    is_gekoppeld: bool = False  # a copy of a sheet of another file
    rijen: list[tuple[int, int, list[object]]] = field(default_factory=list)

    def rows(self) -> Iterator[Sequence[object]]:
        """Every row from row 1 to the last filled one."""
        nummer = 1
        for vanaf, aantal, cellen in self.rijen:
            while nummer < vanaf:
                yield ()
                nummer += 1
            for _ in range(aantal):
                yield cellen
            nummer += aantal


def read_ods(data: bytes, grenzen: Grenzen, blad: str = "") -> Tabel:
    """In: the bytes of a zip with content.xml; the name of a sheet, or "" for the first with content (hidden ones
    last). Out: the Tabel. Errors: Leesfout."""
    archief = open_archief(data)
    _check_archief(archief)
    inhoud = archief.find("content.xml")
    if inhoud is None:
        raise Leesfout(BESCHADIGD)
    lezer = _Lezer(grenzen)
    lezer.read(archief.read(inhoud))
    bladen = [een for een in lezer.bladen if not een.is_gekoppeld]
    refuse_dubbele([een.naam for een in bladen])
    bladen.sort(key=lambda een: een.is_verborgen or een.stijl in lezer.verborgen_stijlen)
    gevuld = {een.naam: een for een in bladen if een.rijen}
    return choose_blad(
        list(gevuld), blad, lambda naam: gevuld[naam].rows(), grenzen, formaat="ods", datumstelsel=lezer.stelsel
    )


def _check_archief(archief: Archief) -> None:
    """Read every part but the content once. Errors: Leesfout, with its own sentence for a password and for macros."""
    manifest = archief.find("META-INF/manifest.xml")
    if archief.find("encrypted-package"):
        raise Leesfout(BEVEILIGD)
    if manifest:
        _Manifest().read(archief.read(manifest))
    for deel in archief.delen:
        naam = deel.filename.lower()
        if naam.startswith(("basic/", "scripts/")):
            raise Leesfout(_MACRO)
        if naam not in {"content.xml", "meta-inf/manifest.xml"}:
            stukken = archief.read(deel)
            if naam.endswith(".xml"):
                XmlLezer().read(stukken)
            else:
                for _ in stukken:
                    pass


class _Manifest(XmlLezer):
    """Says which parts are packed with a password."""

    def __init__(self) -> None:
        super().__init__(naamruimten=True)

    def start(self, naam: str, kenmerken: dict[str, str]) -> None:
        self.geopend += 1
        if naam == f"{_MANIFEST}encryption-data":
            raise Leesfout(BEVEILIGD)


class _Lezer(XmlLezer):
    """Collects the filled rows of the sheets."""

    def __init__(self, grenzen: Grenzen) -> None:
        super().__init__(naamruimten=True)
        self.bladen: list[_Blad] = []
        self.verborgen_stijlen: set[str] = set()
        self.stelsel = 1900
        self._grenzen = grenzen
        self._cellen_over = (grenzen.rijen + SPELING) * grenzen.kolommen
        self._stijl = ""
        self._pad: list[str] = []
        self._terzijde = 0  # depth of what is not read
        self._rij, self._rij_aantal, self._kolom = 1, 1, 0
        self._cellen: list[object] = []
        self._kenmerken: dict[str, str] | None = None  # of the cell that is open
        self._alineas: list[str] = []
        self._stukken: list[str] | None = None  # of the paragraph that is open
        self.parser.CharacterDataHandler = self._tekst
        self.parser.EndElementHandler = self.end

    def start(self, naam: str, kenmerken: dict[str, str]) -> None:
        ouder = self._pad[-1] if self._pad else ""
        self._pad.append(naam)
        self.geopend += 1
        if self._terzijde or naam in _TERZIJDE or naam.startswith(_TEKENING):
            self._terzijde += 1
        elif naam == _TABEL:
            self._start_blad(ouder, kenmerken)
        elif naam == _RIJ:
            self._rij_aantal, self._kolom, self._cellen = _repeated(kenmerken, "rows"), 0, []
        elif naam in _CELLEN:
            self._kenmerken, self._alineas = kenmerken, []
        elif self._kenmerken is not None:
            self._start_tekst(naam, kenmerken)
        else:
            self._start_instelling(naam, kenmerken)

    def _start_blad(self, ouder: str, kenmerken: dict[str, str]) -> None:
        if ouder != f"{_OFFICE}spreadsheet":  # what a link to another file remembers, or a table in a cell
            self._terzijde += 1
            return
        stijl, is_verborgen = kenmerken.get(f"{_TABLE}style-name", ""), kenmerken.get(f"{_TABLE}display") == "false"
        self.bladen.append(_Blad(kenmerken.get(f"{_TABLE}name", ""), stijl, is_verborgen))
        if len(self.bladen) > 200:
            raise Leesfout(TE_GROOT)
        self._rij = 1

    def _start_tekst(self, naam: str, kenmerken: dict[str, str]) -> None:
        if naam == _ALINEA:
            self._stukken = []
        elif self._stukken is not None and naam == f"{_TEXT}s":
            self._stukken.append(" " * min(_number(kenmerken.get(f"{_TEXT}c", "1")), 2001))
        elif self._stukken is not None and naam in _TEKENS:
            self._stukken.append(_TEKENS[naam])

    def _start_instelling(self, naam: str, kenmerken: dict[str, str]) -> None:
        if naam == f"{_STYLE}style":
            self._stijl = kenmerken.get(f"{_STYLE}name", "")
        elif naam == f"{_STYLE}table-properties" and kenmerken.get(f"{_TABLE}display") == "false":
            self.verborgen_stijlen.add(self._stijl)
        elif naam == _BRON and self.bladen:
            self.bladen[-1].is_gekoppeld = True
        elif naam == f"{_TABLE}null-date":
            begin = kenmerken.get(f"{_TABLE}date-value", "1899-12-30")[:10]
            if begin not in _STELSELS:
                raise Leesfout(f"In dit bestand tellen datums vanaf een ongewone dag ({begin}). {RAAD}")
            self.stelsel = _STELSELS[begin]

    def end(self, naam: str) -> None:
        self._pad.pop()
        self.geopend -= 1
        if self._terzijde:
            self._terzijde -= 1
        elif naam == _ALINEA and self._stukken is not None:
            self._alineas.append("".join(self._stukken))
            self._stukken = None
        elif naam in _CELLEN and self._kenmerken is not None:
            self._end_cel(self._kenmerken)
            self._kenmerken = None
        elif naam == _RIJ and self.bladen:
            self._end_rij()

    def _tekst(self, tekst: str) -> None:
        if self._stukken is not None and not self._terzijde:
            self._stukken.append(tekst)

    def _end_cel(self, kenmerken: dict[str, str]) -> None:
        """Put the value where it stands; what is empty only moves the place."""
        aantal = _repeated(kenmerken, "columns")
        waarde = _read_waarde(kenmerken, "\n".join(self._alineas), self.stelsel)
        if waarde == "" or waarde is None:
            self._kolom += aantal
            return
        check_grens(0, self._kolom + aantal, self._grenzen)
        self._cellen += [""] * (self._kolom - len(self._cellen)) + [waarde] * aantal
        self._kolom += aantal

    def _end_rij(self) -> None:
        if self._cellen:
            check_grens(self._rij + self._rij_aantal - 1, 0, self._grenzen)
            self._cellen_over -= len(self._cellen) * self._rij_aantal
            if self._cellen_over < 0:
                raise Leesfout(TE_GROOT)
            self.bladen[-1].rijen.append((self._rij, self._rij_aantal, self._cellen))
        self._rij += self._rij_aantal


def _number(tekst: str) -> int:
    """A count as the format writes it. Errors: Leesfout."""
    if not (tekst.isascii() and tekst.isdigit() and len(tekst) < 10):
        raise Leesfout(BESCHADIGD)
    return int(tekst)


def _repeated(kenmerken: dict[str, str], wat: str) -> int:
    aantal = _number(kenmerken.get(f"{_TABLE}number-{wat}-repeated", "1"))
    if not 1 <= aantal <= _MAX_HERHAALD:
        raise Leesfout(BESCHADIGD)
    return aantal


def _read_waarde(kenmerken: dict[str, str], tekst: str, stelsel: int) -> object:
    """The value that the file remembers; a value that does not fit its type stays the text that the cell shows."""
    soort = kenmerken.get(f"{_OFFICE}value-type", "")
    try:
        if soort in {"float", "currency", "percentage"}:
            getal = float(kenmerken[f"{_OFFICE}value"])
            return Getal1904(getal) if stelsel == 1904 and getal.is_integer() else getal
        if soort == "date":
            dag = kenmerken[f"{_OFFICE}date-value"]
            return datetime.fromisoformat(dag) if "T" in dag else date.fromisoformat(dag)
        if soort == "boolean":
            return {"true": True, "false": False}[kenmerken[f"{_OFFICE}boolean-value"]]
    except (KeyError, ValueError):
        return tekst
    return kenmerken.get(f"{_OFFICE}string-value", tekst) if soort == "string" else tekst
