"""The meetings of the demonstration: each series met once, and meets again within a week."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from rapportage.services.agenda import fill_overleg
from rapportage.services.demo.toneel import Verhaal
from samenwerking.models import Gebruiker, Overleg, Overlegsoort, Rol
from samenwerking.services.agenda import add_punt, agree_actie, write_notulen
from samenwerking.services.overleg import settle_verslag
from samenwerking.services.overlegreeks import make_overlegreeks

TEAM = (Rol.OPGAVEMANAGER, Rol.AMBTENAAR, Rol.JURIST)


@dataclass(frozen=True)
class Reeks:
    """A series and its last meeting: what was said at the one point, and what was agreed, by whom, within how many
    days."""

    soort: Overlegsoort
    naam: str
    elke_weken: int
    weekdag: int  # 0 is Monday
    begint: time
    plaats: str
    rollen: tuple[Rol, ...]
    punt: str
    besproken: str
    actie: str
    wie: Rol
    binnen: int


REEKSEN = (
    Reeks(
        soort=Overlegsoort.OPGAVETEAM,
        naam="Opgaveteam",
        elke_weken=1,
        weekdag=1,
        begint=time(9, 30),
        plaats="Stadhuis, kamer 2.14",
        rollen=TEAM,
        punt="Werkafspraken over sleuteldagen",
        besproken="De consulent gaat mee op de dag van de sleutel. De inrichting staat dan al klaar.",
        actie="Vraag de kringloop om vaste bezorgdagen",
        wie=Rol.AMBTENAAR,
        binnen=12,
    ),
    Reeks(
        soort=Overlegsoort.AMBTELIJK,
        naam="Ambtelijk overleg met {corporatie}",
        elke_weken=4,
        weekdag=3,
        begint=time(13, 30),
        plaats="Kantoor van de corporatie",
        rollen=(Rol.OPGAVEMANAGER, Rol.AMBTENAAR, Rol.CORPORATIEMEDEWERKER),
        punt="Grote woningen in het komende halfjaar",
        besproken="Er komen drie woningen met vijf kamers vrij. De corporatie meldt ze zodra de huur is opgezegd.",
        actie="Stuur de lijst van gezinnen naar grootte, zonder namen",
        wie=Rol.OPGAVEMANAGER,
        binnen=20,
    ),
    Reeks(
        soort=Overlegsoort.BESTUURLIJK,
        naam="Bestuurlijk overleg",
        elke_weken=6,
        weekdag=2,
        begint=time(16, 0),
        plaats="Kamer van de wethouder",
        rollen=(Rol.OPGAVEMANAGER, Rol.OPDRACHTGEVER, Rol.WETHOUDER),
        punt="Hoe staat de opgave ervoor",
        besproken="De achterstand is bekend. Er komt een voorstel voor extra plaatsen.",
        actie="Maak een voorstel voor tijdelijke plaatsen",
        wie=Rol.OPGAVEMANAGER,
        binnen=45,
    ),
)


def tell_overleg(verhaal: Verhaal, accounts: Mapping[Rol, Gebruiker]) -> None:
    """Hold the last meeting of each series and fill the agenda of the next."""
    corporatie = next(iter(verhaal.contacten))
    for reeks in REEKSEN:
        vorige = _last(verhaal.peildatum, reeks)
        overlegreeks = make_overlegreeks(
            gemeente=verhaal.gemeente,
            soort=reeks.soort,
            naam=reeks.naam.format(corporatie=corporatie),
            corporatie=corporatie if reeks.soort == Overlegsoort.AMBTELIJK else None,
            eerste_op=timezone.make_aware(datetime.combine(vorige, reeks.begint)),
            elke_weken=reeks.elke_weken,
            plaats=reeks.plaats,
            deelnemers=[accounts[rol] for rol in reeks.rollen],
            door=verhaal.opgavemanager,
            op=verhaal.op((verhaal.peildatum - vorige).days + 10),
        )
        eerste, volgende = overlegreeks.overleggen.order_by("begint_op")[:2]
        _hold(verhaal, eerste, reeks, accounts)
        fill_overleg(overleg=volgende, door=verhaal.opgavemanager, op=verhaal.op(0))


def _last(peildatum: date, reeks: Reeks) -> date:
    """The day of the last meeting: so long ago that the next one is today or within a week."""
    vroegst = peildatum - timedelta(weeks=reeks.elke_weken)
    return vroegst + timedelta(days=(reeks.weekdag - vroegst.weekday()) % 7)


def _hold(verhaal: Verhaal, overleg: Overleg, reeks: Reeks, accounts: Mapping[Rol, Gebruiker]) -> None:
    """One point, what was said about it, an actie, and the minutes."""
    dagen, door = (verhaal.peildatum - timezone.localdate(overleg.begint_op)).days, verhaal.opgavemanager
    punt = add_punt(
        overleg=overleg,
        titel=reeks.punt,
        corporatie=overleg.reeks.corporatie,
        door=door,
        op=verhaal.op(dagen + 2),
    )
    write_notulen(overleg=overleg, notulen={punt.pk: reeks.besproken}, door=door, op=verhaal.op(dagen, 17))
    agree_actie(
        punt=punt,
        titel=reeks.actie,
        eigenaar=accounts[reeks.wie],
        uiterlijk=verhaal.dag(dagen) + timedelta(days=reeks.binnen),
        door=door,
        op=verhaal.op(dagen, 17),
    )

    settle_verslag(
        overleg=overleg,
        aanwezigen=[accounts[rol] for rol in reeks.rollen],
        verslag="De afspraken van de vorige keer zijn nagekomen.",
        door=door,
        op=verhaal.op(dagen, 18),
    )
