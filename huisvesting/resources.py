"""What huisvesting writes to files."""

from collections.abc import Iterable, Mapping
from typing import Any

from import_export.results import Result, RowResult

from huisvesting.models import CoaImportregel, Oordeel
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
