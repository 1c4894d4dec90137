"""Sample overviews and the gemeenten that they name, for the tests of services, pages and the command."""

from datetime import date
from pathlib import Path

from samenwerking.models import Gebruiker, Gemeente
from taakstelling.models import Overzichtimport, Saldoteken, SoortOverzicht
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.services.overzicht_ontvangst import receive_overzicht
from tests.factories.samenwerking import GemeenteFactory

VOORBEELDEN = Path(__file__).resolve().parent.parent / "data" / "overzicht"
H1 = Halfjaar(2026, 1)
APRIL = date(2026, 4, 1)
NAMEN = ("Oefenstad", "Proefdam", "Testerveen", "Foutwijk")


def make_gemeenten() -> dict[str, Gemeente]:
    """The gemeenten of the sample files, by name."""
    return {naam: GemeenteFactory(code=f"GM810{nr}", naam=naam) for nr, naam in enumerate(NAMEN, start=1)}


def sample(naam: str) -> bytes:
    return (VOORBEELDEN / f"{naam}.csv").read_bytes()


def stand_csv(*rijen: str) -> bytes:
    """A monthly state: rows as `code;taakstelling;saldo begin;gerealiseerd;saldo`."""
    return "\n".join(["Gemeentecode;Taakstelling;Saldo begin;Gerealiseerd;Saldo", *rijen]).encode()


def receive_publicatie(door: Gebruiker, data: bytes | None = None, **anders) -> Overzichtimport:
    return receive_overzicht(
        **{
            "soort": SoortOverzicht.GEPUBLICEERD,
            "halfjaar": H1,
            "data": data or sample("gepubliceerd"),
            "bestandsnaam": "gepubliceerd.csv",
            "saldoteken": Saldoteken.ACHTERSTAND,
            "door": door,
        }
        | anders
    )


def receive_stand(door: Gebruiker, data: bytes | None = None, **anders) -> Overzichtimport:
    return receive_overzicht(
        **{
            "soort": SoortOverzicht.COA_STAND,
            "halfjaar": H1,
            "peildatum": APRIL,
            "data": data or sample("coa_stand"),
            "bestandsnaam": "stand.csv",
            "saldoteken": Saldoteken.VOORSPRONG,
            "door": door,
        }
        | anders
    )
