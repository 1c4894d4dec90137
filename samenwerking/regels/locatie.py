"""Places that may become homes: how much of a stage is counted on, what is looked at, and what a place costs.

Codes are those of the models: stages (LocatieStatus), kinds (Locatiesoort), points (Puntsoort).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

# How much of the places in a stage is counted on, in percent, until a gemeente chooses otherwise. In order.
GEWICHTEN: Mapping[str, int] = {
    "signaal": 5,
    "verkenning": 15,
    "haalbaarheid": 35,
    "besluitvorming": 60,
    "realisatie": 90,
    "in_gebruik": 100,
}
STADIA = tuple(GEWICHTEN)
IN_GEBRUIK = "in_gebruik"
# From this stage on, someone must be finding out the points on which most places fail.
VANAF = "haalbaarheid"
KERNPUNTEN = ("vergunning", "brandveiligheid")

# More places than any place has: a slip.
HOOGUIT = 5_000

PUNTEN = (
    *KERNPUNTEN,
    "bestemming",
    "milieu",
    "eigendom",
    "nuts",
    "school",
    "zorg",
    "vervoer",
    "buurt",
    "subsidie",
)
# Which points belong to which kind: what was lived in has its connections, and a single home needs no noise report.
WELKE_PUNTEN: Mapping[str, tuple[str, ...]] = {
    "zorgvastgoed": tuple(punt for punt in PUNTEN if punt != "milieu"),
    "kantoor": PUNTEN,
    "hotel": tuple(punt for punt in PUNTEN if punt not in ("milieu", "nuts", "subsidie")),
    "flex": PUNTEN,
    "woning": tuple(punt for punt in PUNTEN if punt not in ("milieu", "nuts", "subsidie")),
    "nieuwbouw": PUNTEN,
    "overig": PUNTEN,
}


@dataclass(frozen=True)
class Stap:
    """One stage on the way of a place: "gedaan", "huidig" or "komend", and since which day."""

    naam: str
    stand: str
    datum: date | None


def build_stappen(namen: Iterable[str], data: Iterable[date | None], *, is_afgevallen: bool) -> tuple[Stap, ...]:
    """The stepper. In: the name of each stage in order, and the day on which it began (None: not yet). Out: the last
    stage that began is where it stands now, unless it is the last of all or the place was dropped: then it is done."""
    paren = list(zip(namen, data, strict=True))
    laatste = max(i for i, (_, datum) in enumerate(paren) if datum)
    klaar = is_afgevallen or laatste == len(paren) - 1
    return tuple(
        Stap(naam, "komend" if i > laatste else "huidig" if i == laatste and not klaar else "gedaan", datum)
        for i, (naam, datum) in enumerate(paren)
    )


def next_stadium(stadium: str) -> str | None:
    """The stage after this one; None after the last."""
    nummer = STADIA.index(stadium) + 1
    return STADIA[nummer] if nummer < len(STADIA) else None


@dataclass(frozen=True)
class Gemis:
    """Something that is missing: where one fills it in ("punten" or "verwachting"), and the sentence that says so."""

    waar: str
    zin: str


def find_gemis(naar: str, *, met_eigenaar: Collection[str], is_verwacht: bool, is_begroot: bool) -> list[Gemis]:
    """What is missing before a place may go to stage `naar`; nothing when it may.

    In: which points have an owner; whether places and a date are expected; whether that expectation holds an amount.
    """
    gemis = []
    nummer = STADIA.index(naar)
    if nummer >= STADIA.index(VANAF):
        zonder = [punt for punt in KERNPUNTEN if punt not in met_eigenaar]
        if zonder:
            gemis.append(Gemis("punten", f"Kies eerst wie {' en '.join(zonder)} uitzoekt."))
    if nummer >= STADIA.index("besluitvorming"):
        if not is_verwacht:
            gemis.append(Gemis("verwachting", "Leg eerst vast hoeveel plaatsen u verwacht, wanneer, en wat het kost."))
        elif not is_begroot:
            gemis.append(
                Gemis("verwachting", "Vul bij de verwachting eerst in wat het kost. Een investering van 0 mag.")
            )
    return gemis


def netto(investering: Decimal, bijdrage: Decimal | None) -> Decimal:
    """What the gemeente pays itself, once; never below zero."""
    return max(investering - (bijdrage or 0), Decimal(0))


def per_plaats(bedrag: Decimal, plaatsen: int) -> Decimal:
    """An amount for each place, in whole cents."""
    return (bedrag / plaatsen).quantize(Decimal("0.01"), ROUND_HALF_UP)


def weigh(plaatsen: int, procent: int) -> Fraction:
    """The part of the places that is counted on: 20 places at 35% are 7."""
    return Fraction(plaatsen * procent, 100)


def is_oplopend(procenten: Mapping[str, int]) -> bool:
    """A later stage is never counted on for less than an earlier one. In: the percentage of every stage."""
    rij = [procenten[stadium] for stadium in STADIA]
    return rij == sorted(rij)
