"""The locations of the demonstration, each in another stage."""

from dataclasses import dataclass
from decimal import Decimal

from rapportage.services.demo.toneel import Verhaal
from samenwerking.models import (
    Gebruiker,
    Locatie,
    Locatiesoort,
    LocatieStatus,
    Puntoordeel,
    Puntsoort,
    Windrichting,
)
from samenwerking.models.locatie import STADIA
from samenwerking.services.besluit import decide_besluit
from samenwerking.services.locatie import advance_locatie, drop_locatie, report_locatie, submit_locatie
from samenwerking.services.locatieverwachting import set_verwachting, update_locatiepunt


@dataclass(frozen=True)
class Plek:
    """A place: `over` is in how many days people can live there; `tot` how far it came since `dagen` days ago."""

    naam: str
    soort: Locatiesoort
    richting: Windrichting
    km: Decimal
    plaatsen: int
    over: int
    tot: LocatieStatus
    dagen: int
    investering: int | None = None
    bijdrage: int | None = None
    samen: bool = False  # with the first corporation


PLEKKEN = (
    Plek(
        "Zonnehof",
        Locatiesoort.ZORGVASTGOED,
        Windrichting.ZO,
        Decimal("2.5"),
        24,
        150,
        LocatieStatus.HAALBAARHEID,
        90,
        180_000,
        60_000,
    ),
    Plek(
        "Kantoor Havenzicht",
        Locatiesoort.KANTOOR,
        Windrichting.NW,
        Decimal("1.4"),
        36,
        280,
        LocatieStatus.BESLUITVORMING,
        140,
        900_000,
        350_000,
    ),
    Plek(
        "Flexwoningen De Mars",
        Locatiesoort.FLEX,
        Windrichting.N,
        Decimal("2.1"),
        30,
        330,
        LocatieStatus.VERKENNING,
        50,
        samen=True,
    ),
    Plek(
        "Pastorie Warnsveld",
        Locatiesoort.WONING,
        Windrichting.O,
        Decimal("3.2"),
        6,
        60,
        LocatieStatus.REALISATIE,
        120,
        45_000,
        0,
    ),
    Plek(
        "Pension Oude Brug", Locatiesoort.HOTEL, Windrichting.CENTRUM, Decimal(0), 12, 100, LocatieStatus.VERKENNING, 70
    ),
)
AFGEVALLEN = "Pension Oude Brug"
# What was found out about a place that is looked at closely: what, how it stands, the note, the document.
UITGEZOCHT = (
    (Puntsoort.VERGUNNING, Puntoordeel.OPEN, "Vooroverleg met vergunningen is gepland.", ""),
    (
        Puntsoort.BRANDVEILIGHEID,
        Puntoordeel.KNELPUNT,
        "De oostvleugel heeft geen tweede vluchtweg.",
        "Advies brandweer",
    ),
)


def tell_locaties(verhaal: Verhaal, opdrachtgever: Gebruiker) -> None:
    """Report the places, let each go as far as it says, drop one, and lay one before the wethouder."""
    for plek in PLEKKEN:
        locatie = _report(verhaal, plek)
        stappen = STADIA[1 : STADIA.index(plek.tot) + 1]
        for nummer, naar in enumerate(stappen, start=1):
            _advance(verhaal, plek, locatie, plek.dagen - nummer * 16, naar, opdrachtgever)
        locatie.refresh_from_db()
        if plek.naam == AFGEVALLEN:
            drop_locatie(
                locatie=locatie,
                reden="De eigenaar heeft het pension aan een ander verkocht.",
                door=verhaal.opgavemanager,
                op=verhaal.op(30),
            )
        elif locatie.status == LocatieStatus.BESLUITVORMING:
            submit_locatie(
                locatie=locatie,
                voorstel="Het leegstaande kantoor verbouwen tot 36 plaatsen voor gemengd wonen.",
                opties="Huren voor vijf jaar, of wachten op nieuwbouw.",
                advies="Verbouwen: per plaats het goedkoopst, en de provincie betaalt mee.",
                uiterlijk=verhaal.straks(15),
                door=verhaal.opgavemanager,
                op=verhaal.op(5),
            )


def _report(verhaal: Verhaal, plek: Plek) -> Locatie:
    locatie = report_locatie(
        gemeente=verhaal.gemeente,
        naam=plek.naam,
        soort=plek.soort,
        richting=plek.richting,
        afstand_km=plek.km,
        corporatie=next(iter(verhaal.contacten)) if plek.samen else None,
        plaatsen=plek.plaatsen,
        datum=verhaal.straks(plek.over),
        door=verhaal.ambtenaar,
        op=verhaal.op(plek.dagen),
    )
    if plek.investering is not None:
        set_verwachting(
            locatie=locatie,
            plaatsen=plek.plaatsen,
            datum=verhaal.straks(plek.over),
            investering=Decimal(plek.investering),
            bijdrage=Decimal(plek.bijdrage or 0),
            reden="De kosten zijn berekend.",
            door=verhaal.opgavemanager,
            op=verhaal.op(plek.dagen - 10),
        )
    return locatie


def _advance(
    verhaal: Verhaal, plek: Plek, locatie: Locatie, dagen: int, naar: LocatieStatus, opdrachtgever: Gebruiker
) -> None:
    """One stage further: what that asks is found out, or decided, first."""
    if naar == LocatieStatus.HAALBAARHEID:
        _find_out(verhaal, locatie, dagen, plek.tot)
    elif naar == LocatieStatus.REALISATIE:
        besluit = submit_locatie(
            locatie=locatie,
            voorstel="De pastorie huren en opknappen voor zes mensen die een huis delen.",
            advies="Doen: het pand is klein, en de buurt is er blij mee.",
            door=verhaal.opgavemanager,
            op=verhaal.op(dagen + 5),
        )
        decide_besluit(besluit=besluit, door=opdrachtgever, op=verhaal.op(dagen + 2))
    locatie.refresh_from_db()
    advance_locatie(locatie=locatie, van=locatie.status, door=verhaal.opgavemanager, op=verhaal.op(dagen))


def _find_out(verhaal: Verhaal, locatie: Locatie, dagen: int, tot: LocatieStatus) -> None:
    """Permit and fire safety: still being found out where it stands now, settled where it came further."""
    is_klaar = tot != LocatieStatus.HAALBAARHEID
    for soort, oordeel, toelichting, document in UITGEZOCHT:
        update_locatiepunt(
            punt=locatie.punten.get(soort=soort),
            oordeel=Puntoordeel.GOED if is_klaar else oordeel,
            eigenaar=verhaal.jurist if soort == Puntsoort.VERGUNNING else verhaal.ambtenaar,
            toelichting="" if is_klaar else toelichting,
            document=document,
            uiterlijk=verhaal.straks(12),
            door=verhaal.opgavemanager,
            op=verhaal.op(dagen),
        )
