"""The figures of all gemeenten as a file."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import tablib
from import_export import resources, widgets
from import_export.fields import Field

from rapportage.overzichten import LandRij, LandTotaal
from samenwerking.resources import safe_cel

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def _text(attribute: str, column_name: str) -> Field:
    return Field(attribute, column_name)


def _number(attribute: str, column_name: str) -> Field:
    return Field(attribute, column_name, widgets.NumberWidget(coerce_to_string=False))


class VoortgangResource(resources.Resource):
    """One row for each gemeente of the list, in its order; every row says what its taakstelling rests on."""

    code = _text("code", "CBS-code")
    gemeente = _text("naam", "Gemeente")
    provincie = _text("provincie", "Provincie")
    halfjaar = _text("stand__halfjaar", "Halfjaar")
    peildatum = Field("peiling__peildatum", "Peildatum", widgets.DateWidget("%d-%m-%Y"))
    taakstelling = _number("stand__taakstelling", "Taakstelling")
    saldo_begin = _number("stand__saldo_begin", "Saldo bij het begin")
    opgave = _number("stand__opgave", "Opgave")
    gerealiseerd = _number("stand__gerealiseerd", "Gerealiseerd")
    percentage = _number("stand__percentage", "Percentage van de opgave")
    volgens_schema = _number("peiling__volgens_schema", "Volgens schema op de peildatum")
    saldo = _number("stand__saldo_eind", "Saldo")
    status = _text("peiling__status__label", "Status")
    grondslag = Field(column_name="Grondslag van de taakstelling")

    def __init__(self, totaal: LandTotaal, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.totaal = totaal

    def dehydrate_grondslag(self, rij: LandRij) -> str:
        if rij.is_gepubliceerd or self.totaal.landelijk is None:
            return "gepubliceerd"
        delen = ["berekend", f"landelijk aantal: {self.totaal.landelijk.get_soort_display().lower()}"]
        return "; ".join(delen + ["inwoners geschat"] * self.totaal.is_geschat)


def write_voortgang(rijen: Iterable[LandRij], totaal: LandTotaal, formaat: str) -> bytes:
    """In: the rows, what they rest on, "csv" or "xlsx". Out: the file. No text reads as a formula; the CSV opens in a
    Dutch spreadsheet as it is (semicolons, decimal comma)."""
    data = VoortgangResource(totaal).export(list(rijen))
    cellen = [[safe_cel(cel) if isinstance(cel, str) else cel for cel in rij] for rij in data]
    if formaat == "xlsx":
        return bytes(tablib.Dataset(*cellen, headers=data.headers, title=_titel(totaal)).export("xlsx"))
    tekst = [[str(cel).replace(".", ",") if isinstance(cel, Decimal) else cel for cel in rij] for rij in cellen]
    return str(tablib.Dataset(*tekst, headers=data.headers).export("csv", delimiter=";")).encode("utf-8-sig")


def _titel(totaal: LandTotaal) -> str:
    return f"Voortgang {totaal.peiling.stand.halfjaar}"
