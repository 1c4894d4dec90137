"""What huisvesting writes to files."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from import_export.results import Result, RowResult

from huisvesting.models import (
    Aanbodlijstregel,
    AanbodStatus,
    CoaImportregel,
    Huishouden,
    HuishoudenStatus,
    Oordeel,
    Woningaanbod,
)
from huisvesting.regels.aanbodlijst import LABELS as LABELS_AANBOD
from huisvesting.regels.coa_lijst import LABELS
from samenwerking.resources import write_csv


def write_fouten(regels: Iterable[CoaImportregel], koppen: Mapping[str, str]) -> bytes:
    """The rows of a COA list that are left out, as a CSV that Excel opens as it is. In: the rows, the headers of the
    file by canonical name. Out: one line for each fault, without personal data but the row number."""
    rijen = (
        (regel.rij, name_kolom(melding, koppen), melding["melding"], melding["code"])
        for regel in regels
        for melding in regel.meldingen
    )
    return write_csv(["rij", "kolom", "wat er mis is", "code"], rijen)


def name_kolom(melding: Mapping[str, Any], koppen: Mapping[str, str]) -> str:
    """The column of a fault as the user's own file calls it."""
    return koppen.get(melding["kolom"]) or LABELS.get(melding["kolom"], "")


# --- Lists ------------------------------------------------------------------------------------------------------------
KOPPEN_HUISHOUDENS = (
    "huishoudnummer",
    "huishouden",
    "personen",
    "slaapkamers nodig",
    "rolstoel",
    "status",
    "koppeldatum",
    "woning uiterlijk",
    "verhuisd uiterlijk",
    "behandelaar",
)
KOPPEN_AANBOD = (
    "adres",
    "postcode",
    "plaats",
    "corporatie",
    "soort woning",
    "slaapkamers",
    "verdieping",
    "lift",
    "geschikt voor een rolstoel",
    "kale huur",
    "servicekosten",
    "vrij vanaf",
    "optie tot en met",
    "status",
)


def row_of_huishouden(huishouden: Huishouden, vandaag: date) -> tuple[Any, ...]:
    """One line of the list of households, without a V-nummer. In: a household with its people and its `status`."""
    behoefte = huishouden.behoefte(vandaag)
    return (
        huishouden.huishoudnummer,
        huishouden.aanduiding,
        huishouden.aantal_personen,
        behoefte.slaapkamers,
        _ja_nee(behoefte.rolstoel),
        HuishoudenStatus(huishouden.status).label,
        _dag(huishouden.koppeldatum),
        _dag(huishouden.woning_uiterlijk),
        _dag(huishouden.verhuisd_uiterlijk),
        huishouden.eigenaar.naam if huishouden.eigenaar else "",
    )


def row_of_aanbod(aanbod: Woningaanbod) -> tuple[Any, ...]:
    """One line of the list of homes; nothing in it says who lives or will live there. In: a home with its `status`."""
    woning = aanbod.woning
    return (
        woning.adres,
        woning.postcode,
        woning.plaats,
        str(woning.corporatie),
        woning.get_vorm_display(),
        woning.slaapkamers,
        woning.verdieping,
        _ja_nee(woning.lift),
        _ja_nee(woning.toegankelijk),
        _bedrag(woning.kale_huur),
        _bedrag(woning.servicekosten),
        _dag(aanbod.beschikbaar_vanaf),
        _dag(aanbod.optiedatum),
        AanbodStatus(aanbod.status).label,
    )


def _dag(datum: date | None) -> str:
    return f"{datum:%d-%m-%Y}" if datum else ""


def _bedrag(bedrag: Decimal | None) -> str:
    """With the decimal comma of a Dutch spreadsheet."""
    return "" if bedrag is None else str(bedrag).replace(".", ",")


def _ja_nee(waarde: bool) -> str:
    return "ja" if waarde else "nee"


# --- Import screens ---------------------------------------------------------------------------------------------------
def write_aanbodfouten(regels: Iterable[Aanbodlijstregel], koppen: Mapping[str, str]) -> bytes:
    """The rows of a sheet of homes that are left out, as a CSV that Excel opens as it is: one line for each fault."""
    rijen = (
        (regel.rij, regel.adres, name_kolom_aanbod(melding, koppen), melding["melding"])
        for regel in regels
        for melding in regel.meldingen
    )
    return write_csv(["rij", "adres", "kolom", "wat er mis is"], rijen)


def name_kolom_aanbod(melding: Mapping[str, Any], koppen: Mapping[str, str]) -> str:
    """The same for a sheet of homes."""
    return koppen.get(melding["kolom"]) or LABELS_AANBOD.get(melding["kolom"], "")


_IMPORT_TYPE = {Oordeel.NIEUW: RowResult.IMPORT_TYPE_NEW, Oordeel.GEWIJZIGD: RowResult.IMPORT_TYPE_UPDATE}


def make_result(regels: Iterable[CoaImportregel], koppen: Mapping[str, str]) -> Result:
    """The verdicts on the rows in the form that the import screens of the admin show: no names, no values."""
    result = Result()
    result.diff_headers = ["Rij", "V-nummer", "Huishouden", "Oordeel", "Kolom", "Melding"]
    for regel in regels:
        row = RowResult()
        row.import_type = _IMPORT_TYPE.get(Oordeel(regel.oordeel), RowResult.IMPORT_TYPE_SKIP)
        row.diff = [
            regel.rij,
            regel.v_nummer_masker,
            regel.huishoudnummer,
            regel.get_oordeel_display(),
            name_kolommen(regel, koppen),
            regel.melding,
        ]
        result.append_row_result(row)
        result.increment_row_result_total(row)
    return result


def name_kolommen(regel: CoaImportregel, koppen: Mapping[str, str]) -> str:
    """The columns that the verdict on a row is about, each once."""
    return ", ".join(dict.fromkeys(naam for melding in regel.meldingen if (naam := name_kolom(melding, koppen))))
