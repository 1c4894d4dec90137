"""Reading XLSX: values only. Every part and the bounds of every sheet are checked before calamine opens the file.

calamine allocates the whole rectangle between the first and the last filled cell, and a text of its own for each cell
that refers to a shared one; so both are counted first, from the bytes or with a streaming parser.
"""

import io
import re
from collections.abc import Iterator

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from samenwerking.inlezen.archief import MEBIBYTE, TE_GROOT, Archief, XmlLezer, open_archief
from samenwerking.inlezen.bladen import check_grens, choose_blad, refuse_dubbele
from samenwerking.inlezen.herkennen import BESCHADIGD
from samenwerking.inlezen.tabel import SPELING, Grenzen, Leesfout, Tabel
from samenwerking.inlezen.xlsx_maten import Maten, kolomnummer, measure_plain
from samenwerking.regels.datumcel import Getal1904

MAX_BLADEN = 50
# What calamine reads beside the sheets; of real files a few hundred kB at most.
MAX_BIJDEEL = 8 * MEBIBYTE
# All text of the cells of a workbook together, each counted as often as it is shown.
MAX_TEKENS = 20_000_000
MAX_GEDEELDE_TEKSTEN = 1_500_000

_WERKBOEK, _VERWIJZINGEN, _TEKSTEN = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedstrings.xml"
_BIJDELEN = {_WERKBOEK, _VERWIJZINGEN, "xl/styles.xml"}
_CELLEN = re.compile(r"(?:[A-Za-z]{1,3}[0-9]{1,7}\n)*")


def read_xlsx(data: bytes, grenzen: Grenzen, blad: str = "") -> Tabel:
    """In: the bytes of a zip with xl/workbook.xml; the name of a sheet, or "" for the first with content (hidden ones
    last). Out: the Tabel. Errors: Leesfout."""
    stelsel = _check_archief(open_archief(data), grenzen)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as werkboek:
            gewoon = [gegevens for gegevens in werkboek.sheets_metadata if gegevens.typ == SheetTypeEnum.WorkSheet]
            refuse_dubbele([gegevens.name for gegevens in gewoon])
            # The sort keeps the order of the workbook among the sheets that show and among those that do not.
            gewoon.sort(key=lambda gegevens: gegevens.visible != SheetVisibleEnum.Visible)
            gevuld, gelezen = _filled(werkboek, [gegevens.name for gegevens in gewoon], blad)
            return choose_blad(
                gevuld,
                blad,
                lambda naam: _sheet_rows(gelezen.get(naam) or werkboek.get_sheet_by_name(naam), stelsel),
                grenzen,
                formaat="xlsx",
                datumstelsel=stelsel,
            )
    # calamine turns a panic of its Rust part into a PanicException, which is a BaseException outside Exception.
    except (CalamineError, OSError, ValueError, TypeError, OverflowError) as fout:
        if isinstance(fout, Leesfout):
            raise
        raise Leesfout(BESCHADIGD) from fout
    except BaseException as fout:
        if type(fout).__name__ == "PanicException":
            raise Leesfout(BESCHADIGD) from fout
        raise


def _filled(werkboek: CalamineWorkbook, namen: list[str], blad: str) -> tuple[list[str], dict[str, CalamineSheet]]:
    """The sheets with content, and of those the one that will be read; the others are not kept in memory."""
    gevuld: list[str] = []
    gelezen: dict[str, CalamineSheet] = {}
    for naam in namen:
        inhoud = werkboek.get_sheet_by_name(naam)
        if inhoud.start is not None:
            gevuld.append(naam)
            if naam == blad or not (blad or gelezen):
                gelezen[naam] = inhoud
    return gevuld, gelezen


def _sheet_rows(blad: CalamineSheet, stelsel: int) -> Iterator[list[object]]:
    """Rows from row 1 and column A on, so that numbers and letters are those of the sheet."""
    rijen: Iterator[list[object]] = iter(blad.iter_rows())  # type: ignore[arg-type]
    return rijen if stelsel == 1900 else map(_with_1904, rijen)


def _with_1904(rij: list[object]) -> list[object]:
    """calamine counts the days of cells that look like a date; a bare number has to carry its system along."""
    return [Getal1904(cel) if isinstance(cel, float) and cel.is_integer() else cel for cel in rij]


def _check_archief(archief: Archief, grenzen: Grenzen) -> int:
    """Read every part once, and those that are written in an unusual way or may hold too much again, tag by tag.

    Out: the system of the dates, 1900 or 1904. Errors: Leesfout.
    """
    teksten = _Lengten()
    gedeeld = archief.find(_TEKSTEN)
    if gedeeld:
        teksten.read(archief.read(gedeeld))
    stelsel = _check_delen(archief, grenzen, teksten.lengten, precies=False)
    return stelsel or _check_delen(archief, grenzen, teksten.lengten, precies=True)


def _check_delen(archief: Archief, grenzen: Grenzen, lengten: list[int], *, precies: bool) -> int:
    """In: the lengths of the shared texts; `precies`, whether each part is read tag by tag. Out: the system of the
    dates; 0 when without that too much seems to be shown."""
    tekens, stelsel, langste = 0, 1900, max(lengten, default=0)
    for deel in archief.delen:
        naam = deel.filename.lower()
        if naam in _BIJDELEN and deel.file_size > MAX_BIJDEEL:
            raise Leesfout(TE_GROOT)
        if not naam.endswith((".xml", ".rels")):
            for _ in archief.read(deel):
                pass
        elif naam != _TEKSTEN:
            maten = None if precies or naam in _BIJDELEN else measure_plain(archief.read(deel))
            if maten and _fits(maten, grenzen):
                tekens += maten.cellen * langste
            else:
                meter = _Meter(naam, lengten)
                meter.read(archief.read(deel))
                _check_meter(meter, grenzen)
                tekens += meter.tekens
                stelsel = 1904 if meter.is_1904 else stelsel
            if tekens > MAX_TEKENS:
                if not precies:
                    return 0
                raise Leesfout(TE_GROOT)
    return stelsel


def _fits(maten: Maten, grenzen: Grenzen) -> bool:
    """Whether all cells of a part, the empty ones too, are within the bounds."""
    return (
        maten.laatste_rij <= grenzen.rijen + SPELING
        and maten.laatste_kolom <= grenzen.kolommen
        and maten.cellen <= (grenzen.rijen + SPELING) * grenzen.kolommen
    )


def _check_meter(meter: "_Meter", grenzen: Grenzen) -> None:
    check_grens(meter.laatste_rij, meter.laatste_kolom, grenzen)
    if meter.cellen > (grenzen.rijen + SPELING) * grenzen.kolommen or meter.bladen > MAX_BLADEN:
        raise Leesfout(TE_GROOT)


class _Lengten(XmlLezer):
    """The length of every shared text."""

    def __init__(self) -> None:
        super().__init__()
        self.lengten: list[int] = []
        self.parser.CharacterDataHandler = self._tekst

    def start(self, naam: str, kenmerken: dict[str, str]) -> None:
        self.geopend += 1
        if naam == "si" or naam.endswith(":si"):
            self.lengten.append(0)
            if len(self.lengten) > MAX_GEDEELDE_TEKSTEN:
                raise Leesfout(TE_GROOT)

    def _tekst(self, tekst: str) -> None:
        if self.lengten:
            self.lengten[-1] += len(tekst)


class _Meter(XmlLezer):
    """How far the filled cells of a part reach (counted from 1), how many cells there are, and how much shared text
    they show."""

    def __init__(self, deel: str, lengten: list[int]) -> None:
        super().__init__()
        self.is_1904 = False
        self.cellen = self.tekens = self.bladen = self.laatste_rij = self.laatste_kolom = 0
        self._deel = deel
        self._lengten = lengten
        self._langste = max(lengten, default=0)
        self._gevuld: list[str] = []
        self._verwijzing: str | None = None
        self._rij = self._zonder_verwijzing = 0
        self._is_gedeeld = False
        self._waarde: list[str] = []
        if lengten:
            self.parser.CharacterDataHandler = self._waarde.append

    def start(self, naam: str, kenmerken: dict[str, str]) -> None:
        self.geopend += 1
        if naam == "c":
            if self._is_gedeeld:
                self._count_tekst()
            self.cellen += 1
            self._is_gedeeld = kenmerken.get("t") == "s"
            self._verwijzing = kenmerken.get("r")
            if self._verwijzing is None:
                self._zonder_verwijzing += 1
        elif naam == "v" or naam == "is":
            self._waarde.clear()
            if self._verwijzing is None:
                # It follows the cell before it; counting on gives an upper bound.
                self.laatste_rij = max(self.laatste_rij, self._rij)
                self.laatste_kolom = max(self.laatste_kolom, self._zonder_verwijzing)
            else:
                self._gevuld.append(self._verwijzing)
        elif naam == "row":
            self._rij = int(kenmerken["r"]) if "r" in kenmerken else self._rij + 1
            self._zonder_verwijzing = 0
        elif ":" in naam:
            self.geopend -= 1
            self.start(naam.rpartition(":")[2], kenmerken)
        elif self._deel in _BIJDELEN:
            self._start_bijdeel(naam, kenmerken)

    def _start_bijdeel(self, naam: str, kenmerken: dict[str, str]) -> None:
        if naam == "sheet" and self._deel == _WERKBOEK:
            self.bladen += 1
        elif naam == "workbookPr" and self._deel == _WERKBOEK:
            waarde = kenmerken.get("date1904", "0")
            if waarde not in {"0", "1", "false", "true"}:
                self.refuse()
            self.is_1904 = waarde in {"1", "true"}
        # calamine reads whatever a sheet points at, also what says that it stands elsewhere; only XML is measured.
        elif naam == "Relationship" and not kenmerken.get("Target", "").lower().endswith(".xml"):
            self.refuse()

    def _count_tekst(self) -> None:
        """Add the shared text that the last cell shows."""
        try:
            self.tekens += self._lengten[int("".join(self._waarde))]
        except (ValueError, IndexError):
            self.tekens += self._langste

    def pause(self) -> None:
        tekst = "".join([f"{verwijzing}\n" for verwijzing in self._gevuld])
        if not _CELLEN.fullmatch(tekst):
            self.refuse()
        self._gevuld.clear()
        rijen = map(int, set(re.findall(r"[0-9]+", tekst)))
        kolommen = (kolomnummer(letters.upper().encode()) for letters in set(re.findall(r"[A-Za-z]+", tekst)))
        self.laatste_rij = max(self.laatste_rij, *rijen, 0)
        self.laatste_kolom = max(self.laatste_kolom, *kolommen, 0)
