"""The opgaveteam of the demonstration: one role is still open, and one member is away with someone to stand in."""

from collections.abc import Mapping

from rapportage.services.demo.toneel import Verhaal
from samenwerking.models import Gebruiker, Rol, Teamlid, Teamrol
from samenwerking.services.team import add_teamlid, report_afwezigheid

MET_ACCOUNT = {
    Teamrol.BESTUURLIJK_OPDRACHTGEVER: Rol.WETHOUDER,
    Teamrol.AMBTELIJK_OPDRACHTGEVER: Rol.OPDRACHTGEVER,
    Teamrol.OPGAVEMANAGER: Rol.OPGAVEMANAGER,
    Teamrol.JURIST: Rol.JURIST,
    Teamrol.CONSULENT_HUISVESTING: Rol.AMBTENAAR,
}
# No communicatieadviseur: the pages show what is missing.
MET_NAAM = {
    Teamrol.INBURGERINGSCONSULENT: ("Anneke Bos", "Consulent inburgering"),
    Teamrol.FINANCIEEL_ADVISEUR: ("Pieter de Graaf", "Concerncontroller"),
    Teamrol.BELEIDSADVISEUR_WONEN: ("Samira Haddad", "Beleidsadviseur"),
}
BEGON, WEG_VANAF = 180, 2  # days before the day of the demonstration
TERUG_OVER = 12  # days after it


def tell_opgaveteam(verhaal: Verhaal, accounts: Mapping[Rol, Gebruiker]) -> None:
    """Fill the team half a year ago. In: the accounts by role."""
    leden = {rol: _add(verhaal, rol, gebruiker=accounts[met]) for rol, met in MET_ACCOUNT.items()}
    leden |= {rol: _add(verhaal, rol, naam=naam, functie=functie) for rol, (naam, functie) in MET_NAAM.items()}
    report_afwezigheid(
        teamlid=leden[Teamrol.FINANCIEEL_ADVISEUR],
        vervanger=leden[Teamrol.BELEIDSADVISEUR_WONEN],
        van=verhaal.dag(WEG_VANAF),
        tot=verhaal.straks(TERUG_OVER),
        door=verhaal.opgavemanager,
        op=verhaal.op(WEG_VANAF),
    )


def _add(
    verhaal: Verhaal, rol: Teamrol, *, gebruiker: Gebruiker | None = None, naam: str = "", functie: str = ""
) -> Teamlid:
    return add_teamlid(
        gemeente=verhaal.gemeente,
        rol=rol,
        gebruiker=gebruiker,
        naam=naam,
        functie=functie,
        van=verhaal.dag(BEGON),
        door=verhaal.opgavemanager,
        op=verhaal.op(BEGON),
    )
