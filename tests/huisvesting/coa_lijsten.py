"""COA lists for tests: the shipped samples, and small ones made on the spot."""

import csv
import io
from pathlib import Path
from typing import Any

import openpyxl

VOORBEELDEN = Path(__file__).resolve().parent.parent / "data" / "coa"
KOLOMMEN = ("v_nummer", "huishoudnummer", "gezinsrol", "achternaam", "geboortedatum", "datum_koppeling")


def sample(naam: str) -> bytes:
    """One of the shipped lists: goed, fout or gewijzigd."""
    return (VOORBEELDEN / f"{naam}.csv").read_bytes()


def rij(nummer: int, huishouden: str = "H1", **anders: Any) -> dict[str, Any]:
    """A good row; the first of a household is best given `gezinsrol="hoofd"`."""
    return {
        "v_nummer": f"{9_990_000_000 + nummer}",
        "huishoudnummer": huishouden,
        "gezinsrol": "kind",
        "achternaam": f"Bedacht{nummer}",
        "geboortedatum": "17-03-1984",
        "datum_koppeling": "12-01-2026",
        **anders,
    }


def make_csv(*rijen: dict[str, Any]) -> bytes:
    kolommen = list(dict.fromkeys([*KOLOMMEN, *(kolom for r in rijen for kolom in r)]))
    uit = io.StringIO()
    schrijver = csv.DictWriter(uit, kolommen, delimiter=";")
    schrijver.writeheader()
    schrijver.writerows(rijen)
    return uit.getvalue().encode()


def make_xlsx(kop: list[str], *rijen: list[Any]) -> bytes:
    boek = openpyxl.Workbook()
    for cellen in [kop, *rijen]:
        boek.active.append(cellen)
    uit = io.BytesIO()
    boek.save(uit)
    return uit.getvalue()
