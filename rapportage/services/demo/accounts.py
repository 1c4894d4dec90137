"""Who can log in to the demonstration."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.crypto import get_random_string

from samenwerking.models import Gebruiker, Gemeente, Rol, Woningcorporatie
from samenwerking.services.gebruiker import create_gebruiker

# Known to everyone who reads this: the demonstration holds invented data only, and refuses any other database.
WACHTWOORD = "samen-thuis-geven"


@dataclass(frozen=True)
class Account:
    """One demo login; `wat` says on which page this person begins, and in a few words what he does there."""

    username: str
    voornaam: str
    achternaam: str
    rol: Rol
    wat: str


ACCOUNTS = (
    Account(
        "consulent", "Noor", "Verhagen", Rol.AMBTENAAR, "Vandaag: leest COA-lijsten, draagt voor, legt de sleutel vast"
    ),
    Account(
        "opgavemanager", "Daan", "Terpstra", Rol.OPGAVEMANAGER, "Vandaag: leidt het opgaveteam, beheert de cijfers"
    ),
    Account("jurist", "Ilse", "van Rooijen", Rol.JURIST, "Vandaag: beoordeelt weigeringen"),
    Account("opdrachtgever", "Hester", "Lubbers", Rol.OPDRACHTGEVER, "Opgaveteam: beslist buiten het mandaat"),
    Account("wethouder", "Marleen", "Oosterhuis", Rol.WETHOUDER, "Opgaveteam: beslist over de opgave"),
    Account(
        "corporatie",
        "Joris",
        "Blankers",
        Rol.CORPORATIEMEDEWERKER,
        "Vandaag: meldt woningen en beantwoordt voordrachten",
    ),
    Account("provincie", "Tamar", "Wierda", Rol.PROVINCIE, "Alle gemeenten: ziet de gemeenten van de provincie"),
    Account(
        "beheerder", "Sem", "Kuipers", Rol.BEHEERDER, "Alle gemeenten: beheert organisaties, accounts en COA-lijsten"
    ),
)

CONTACTEN = (("Petra", "Hulsman"), ("Bram", "de Ridder"))


def create_accounts(
    *, gemeente: Gemeente, corporatie: Woningcorporatie, van: date, door: Gebruiker
) -> dict[Rol, Gebruiker]:
    """Make every demo account for this gemeente, corporation and province. Out: the users by role."""
    users = {}
    for account in ACCOUNTS:
        users[account.rol] = create_gebruiker(
            username=account.username,
            voornaam=account.voornaam,
            achternaam=account.achternaam,
            wachtwoord=WACHTWOORD,
            rol=account.rol,
            van=van,
            door=door,
            gemeente=None if account.rol in (Rol.CORPORATIEMEDEWERKER, Rol.PROVINCIE) else gemeente,
            corporatie=corporatie if account.rol == Rol.CORPORATIEMEDEWERKER else None,
            provincie_code=gemeente.provincie_code if account.rol == Rol.PROVINCIE else "",
        )
    return users


def create_contacten(
    corporaties: Iterable[Woningcorporatie], *, van: date, door: Gebruiker
) -> dict[Woningcorporatie, Gebruiker]:
    """Someone at each of the other corporations, so that its acts have an actor. Nobody knows the passwords."""
    return {
        corporatie: create_gebruiker(
            username=f"corporatie-{nummer}",
            voornaam=voornaam,
            achternaam=achternaam,
            wachtwoord=get_random_string(32),
            rol=Rol.CORPORATIEMEDEWERKER,
            van=van,
            door=door,
            corporatie=corporatie,
        )
        for nummer, (corporatie, (voornaam, achternaam)) in enumerate(zip(corporaties, CONTACTEN, strict=True), start=2)
    }
