"""The rows of a COA list that were left out, as they stand in the file: to be mended and read in again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError

from huisvesting.models import CoaImport, CoaImportregel
from huisvesting.regels.coa_cellen import Cel, Celfout, read_datum
from samenwerking.services.inlezing import open_tabel

BESTAND_WEG = "Het bestand is verwijderd. Lees de lijst opnieuw in; daarna kunt u de overgeslagen rijen downloaden."
DATUMS = ("geboortedatum", "datum_vergunning", "datum_koppeling")


@dataclass(frozen=True)
class Overgeslagen:
    """Rows as the file has them: its headers, and per row the verdict and the cells."""

    koppen: Sequence[str]
    rijen: Sequence[tuple[CoaImportregel, Sequence[Cel]]]


def read_overgeslagen(coa_import: CoaImport) -> Overgeslagen:
    """In: a list that was read. Out: all its rows that are left out, in the order of the file; a V-nummer as text, a
    day that can be read as a date. Errors: ValidationError when its file was let go or nothing is left out."""
    regels = {regel.rij: regel for regel in coa_import.regels.afgekeurd().defer("inhoud")}
    if not coa_import.inhoud:
        raise ValidationError(BESTAND_WEG, code="bestand_weg")
    if not regels:
        raise ValidationError("Er zijn geen overgeslagen rijen.", code="geen_rijen")
    tabel = open_tabel(coa_import)
    waar = {tabel.kop.index(kop): naam for naam, kop in coa_import.toewijzing.items() if kop in tabel.kop}
    return Overgeslagen(
        tabel.kop,
        [
            (regels[rij.nummer], [_as_meant(cel, waar.get(plek, "")) for plek, cel in enumerate(rij.cellen)])
            for rij in tabel.rijen
            if rij.nummer in regels
        ],
    )


def _as_meant(cel: Cel, kolom: str) -> Cel:
    if kolom in DATUMS:
        return _read_day(cel)
    return str(cel) if kolom == "v_nummer" else cel


def _read_day(cel: Cel) -> Cel:
    try:
        dag: date = read_datum(cel)
    except Celfout:
        return cel
    return dag
