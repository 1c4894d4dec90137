"""Reading XLSX. The zip directory and the bounds of every sheet are checked before calamine opens the file.

calamine allocates the whole rectangle between the first and the last filled cell, so one stray cell in the last corner
of a sheet would end the process; that is why the bounds are read first, with a streaming parser.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.parsers import expat

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from samenwerking.inlezen.herkennen import RAAD
from samenwerking.inlezen.tabel import KOP_ZOEKEN, Grenzen, Leesfout, Tabel, build_rijen, getal, kolomletter

MAX_DELEN = 200
MAX_UITGEPAKT = 60 * 1024 * 1024
# A sheet of real data packs about ten times; bombs hundreds of times. Small parts may pack better.
MAX_VERHOUDING = 100
VERHOUDING_VANAF = 5 * 1024 * 1024
# Empty rows between and above the data.
SPELING = KOP_ZOEKEN + 1000

_VERWIJZINGEN = re.compile(r"(?:[A-Za-z]{1,3}[0-9]{1,7}\n)*")
_BESCHADIGD = f"Het bestand is beschadigd. Open het in Excel. {RAAD}"
_TE_GROOT = (
    "Het Excel-bestand is te groot of te complex. Zet alleen de lijst in een nieuw bestand en probeer het opnieuw."
)
_BEVEILIGD = "Het bestand is beveiligd met een wachtwoord. Haal het wachtwoord eraf en probeer het opnieuw."
_STELSEL_1904 = (
    "Dit Excel-bestand telt datums vanaf 1904, dus een datum kan vier jaar verkeerd uitkomen. Zet die instelling uit "
    "(Bestand, Opties, Geavanceerd) en controleer de datums, of sla de lijst op als .csv."
)


def read_xlsx(data: bytes, grenzen: Grenzen) -> Tabel:
    """In: the bytes of a zip with xl/workbook.xml. Out: the first sheet with content. Errors: Leesfout."""
    _check_archief(data, grenzen)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as werkboek:
            for naam in werkboek.sheet_names:
                blad = werkboek.get_sheet_by_name(naam)
                if blad.start is not None:
                    kop, kop_nummer, rijen = build_rijen(_sheet_rows(blad), grenzen)
                    return Tabel(kop, rijen, kop_nummer, "xlsx", blad=naam)
    # calamine turns a panic of its Rust part into a PanicException, which is a BaseException outside Exception.
    except (CalamineError, OSError, ValueError, TypeError) as fout:
        if isinstance(fout, Leesfout):
            raise
        raise Leesfout(_BESCHADIGD) from fout
    except BaseException as fout:
        if type(fout).__name__ == "PanicException":
            raise Leesfout(_BESCHADIGD) from fout
        raise
    raise Leesfout("Het Excel-bestand is leeg. Controleer of u het juiste bestand hebt gekozen.")


def _sheet_rows(blad: CalamineSheet) -> Iterator[list[object]]:
    """Rows from row 1 and column A on, so that numbers and letters are those of the sheet."""
    rijen: Iterator[list[object]] = iter(blad.iter_rows())  # type: ignore[arg-type]
    return rijen


def _check_archief(data: bytes, grenzen: Grenzen) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archief:
            delen = archief.infolist()
            _check_directory(delen)
            for deel in delen:
                _check_deel(archief, deel, grenzen)
    except Leesfout:
        raise
    # zlib and zipfile raise many kinds on a damaged or hostile archive; all mean the same to the user.
    except (zipfile.BadZipFile, zlib.error, ValueError, EOFError, OSError, RuntimeError, OverflowError) as fout:
        raise Leesfout(_BESCHADIGD) from fout


def _check_directory(delen: list[zipfile.ZipInfo]) -> None:
    if any(deel.flag_bits & 0x1 for deel in delen):
        raise Leesfout(_BEVEILIGD)
    if len(delen) > MAX_DELEN or sum(deel.file_size for deel in delen) > MAX_UITGEPAKT:
        raise Leesfout(_TE_GROOT)
    for deel in delen:
        if deel.file_size > VERHOUDING_VANAF and deel.file_size > MAX_VERHOUDING * max(deel.compress_size, 1):
            raise Leesfout(_TE_GROOT)
        if deel.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Leesfout(_BESCHADIGD)
        stukken = deel.filename.replace("\\", "/").split("/")
        if ".." in stukken or stukken[0] == "" or ":" in stukken[0]:
            raise Leesfout(_BESCHADIGD)
    # Two parts under one name: one reader takes the first, the other the last.
    if len({deel.filename.casefold() for deel in delen}) != len(delen):
        raise Leesfout(_BESCHADIGD)


def _check_deel(archief: zipfile.ZipFile, deel: zipfile.ZipInfo, grenzen: Grenzen) -> None:
    """Read the part once: that proves its size and checksum, and gives the bounds when it is a sheet."""
    naam = deel.filename.lower()
    with archief.open(deel) as stroom:
        if not naam.endswith((".xml", ".rels")):
            while stroom.read(1 << 16):
                pass
            return
        meter = _Meter(is_verwijzingen=naam == "xl/_rels/workbook.xml.rels")
        try:
            meter.parser.ParseFile(stroom)
        except expat.ExpatError as fout:
            raise Leesfout(_BESCHADIGD) from fout
    if meter.is_1904:
        raise Leesfout(_STELSEL_1904)
    laatste_rij, laatste_kolom = meter.grens()
    if laatste_rij > grenzen.rijen + SPELING:
        raise Leesfout(
            f"Een blad loopt door tot rij {getal(laatste_rij)}; er mogen {getal(grenzen.rijen)} rijen in. Verwijder "
            "wat onder de lijst staat of splits de lijst."
        )
    if laatste_kolom > grenzen.kolommen:
        raise Leesfout(
            f"Een blad loopt door tot kolom {kolomletter(laatste_kolom - 1)}; er mogen {grenzen.kolommen} kolommen in. "
            "Verwijder wat naast de lijst staat."
        )


class _Meter:
    """Reads one XML part and remembers how far its filled cells reach. Entities and document types are refused."""

    def __init__(self, *, is_verwijzingen: bool) -> None:
        self.is_1904 = False
        self._is_verwijzingen = is_verwijzingen
        self._gevuld: list[str] = []
        self._verwijzing = ""
        self._rij = self._kolom = self._verste_rij = self._verste_kolom = 0
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.StartDoctypeDeclHandler = self._refuse

    def _refuse(self, *_: object) -> None:
        raise Leesfout(_BESCHADIGD)

    def _start(self, naam: str, kenmerken: dict[str, str]) -> None:
        if ":" in naam:
            naam = naam.rpartition(":")[2]
        if naam == "c":
            self._verwijzing = kenmerken.get("r", "")
            self._kolom += 1
        elif naam == "v" or naam == "is":
            if self._verwijzing:
                self._gevuld.append(self._verwijzing)
            # A writer may leave out positions: then a cell follows the one before it. Counting on gives an upper bound.
            self._verste_kolom = max(self._verste_kolom, self._kolom)
            self._verste_rij = max(self._verste_rij, self._rij)
        elif naam == "row":
            self._rij += 1
            self._kolom = 0
        elif naam == "workbookPr":
            self.is_1904 = kenmerken.get("date1904", "0").lower() in {"1", "true", "on"}
        elif naam == "Relationship" and self._is_verwijzingen:
            doel = kenmerken.get("Target", "").lower()
            if kenmerken.get("TargetMode") != "External" and not doel.endswith(".xml"):
                self._refuse()

    def grens(self) -> tuple[int, int]:
        """Last filled row and column, counted from 1; (0, 0) when there is none."""
        tekst = "".join(f"{verwijzing}\n" for verwijzing in self._gevuld)
        if not _VERWIJZINGEN.fullmatch(tekst):
            raise Leesfout(_BESCHADIGD)
        rijen = max(map(int, set(re.findall(r"[0-9]+", tekst))), default=0)
        kolommen = max(map(_kolomnummer, set(re.findall(r"[A-Za-z]+", tekst))), default=0)
        return max(rijen, self._verste_rij), max(kolommen, self._verste_kolom)


def _kolomnummer(letters: str) -> int:
    nummer = 0
    for letter in letters.upper():
        nummer = nummer * 26 + ord(letter) - 64
    return nummer
