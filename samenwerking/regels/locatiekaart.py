"""A schematic of places around the centre of a gemeente as coordinates: no map, only direction and distance.

Every coordinate is text, so that no template writes it the Dutch way.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, cos, pi, sin, sqrt

# Codes of Windrichting, clockwise from the north; "centrum" is none of them.
RICHTINGEN = ("n", "no", "o", "zo", "z", "zw", "w", "nw")
CENTRUM = "centrum"
# The drawing is a square of this size; in the middle lies the centre, with room for places in it.
MAAT, MIDDEN, RAND, KERN = 400, 200, 28, 46
# Places in the same direction stand apart within this angle.
WAAIER = pi / 5
NAAMHOEK = pi * 7 / 8
STAPPEN = (1, 2, 5, 10, 25)
RINGEN = 4
# The shape of each stage, and its letter: never colour alone.
VORMEN = {
    "signaal": "ring",
    "verkenning": "ruit",
    "haalbaarheid": "zeshoek",
    "besluitvorming": "driehoek",
    "realisatie": "vierkant",
    "in_gebruik": "schijf",
}
LETTERS = {
    "signaal": "S",
    "verkenning": "V",
    "haalbaarheid": "H",
    "besluitvorming": "B",
    "realisatie": "R",
    "in_gebruik": "G",
}
# Corners of each shape, from its centre, in parts of its size.
HOEKEN: dict[str, tuple[tuple[float, float], ...]] = {
    "ruit": ((0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)),
    "zeshoek": ((-0.58, -1), (0.58, -1), (1.15, 0), (0.58, 1), (-0.58, 1), (-1.15, 0)),
    "driehoek": ((0, -1.5), (1.4, 0.9), (-1.4, 0.9)),
    "vierkant": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
}


@dataclass(frozen=True)
class Plek:
    """What is drawn of a place: its number in the table, its stage, where it lies, and its places (0: unknown)."""

    nummer: int
    stadium: str
    richting: str
    afstand_km: Decimal
    plaatsen: int


@dataclass(frozen=True)
class Merk:
    """The mark of a place: a circle when `punten` is empty, else a polygon."""

    x: str
    y: str
    straal: str
    punten: str
    stadium: str
    letter: str
    letter_y: str
    nummer: str
    nummer_x: str
    nummer_y: str


@dataclass(frozen=True)
class Ring:
    """A circle of equal distance, with its name and where that stands."""

    straal: str
    naam: str
    x: str
    y: str


@dataclass(frozen=True)
class Locatiekaart:
    """Everything that the SVG needs."""

    viewbox: str
    maat: str
    midden: str
    kern: str
    ringen: tuple[Ring, ...]
    merken: tuple[Merk, ...]


def draw_kaart(plekken: Iterable[Plek]) -> Locatiekaart:
    """Draw the places, the nearest first; those in the same direction stand apart, so that each can be seen."""
    gesorteerd = sorted(plekken, key=lambda plek: (plek.afstand_km, plek.nummer))
    verste = max((plek.afstand_km for plek in gesorteerd), default=Decimal(0))
    stap = ringstap(verste)
    verst = stap * max(ceil(verste / stap), 2)
    per_richting: dict[str, list[Plek]] = defaultdict(list)
    for plek in gesorteerd:
        per_richting[plek.richting].append(plek)
    merken = [
        _merk(plek, *_plaats(plek, i, len(groep), verst))
        for groep in per_richting.values()
        for i, plek in enumerate(groep)
    ]
    return Locatiekaart(
        viewbox=f"0 0 {MAAT} {MAAT}",
        maat=str(MAAT),
        midden=str(MIDDEN),
        kern=str(KERN),
        ringen=tuple(
            Ring(_n(_straal(km, verst)), f"{km} km", *_naast(_straal(km, verst))) for km in range(stap, verst + 1, stap)
        ),
        merken=tuple(sorted(merken, key=lambda merk: int(merk.nummer))),
    )


def ringstap(verst: Decimal) -> int:
    """How many km lie between two rings, so that the furthest place lies on one or within: 1, 2, 5, 10 or 25."""
    return next((stap for stap in STAPPEN if stap * RINGEN >= verst), STAPPEN[-1])


def _straal(km: float, verst: int) -> float:
    """Distance in the drawing; outside the centre, and at most on the last ring."""
    return KERN + (MIDDEN - RAND - KERN) * min(km / verst, 1)


def _plaats(plek: Plek, nummer: int, aantal: int, verst: int) -> tuple[float, float]:
    """Where the mark stands. In the centre: in a circle around the middle, from the top."""
    if plek.richting == CENTRUM:
        hoek, straal = 2 * pi * nummer / aantal, KERN * 0.6 * (aantal > 1)
    else:
        waaier = WAAIER * (nummer / (aantal - 1) - 0.5) if aantal > 1 else 0
        hoek = RICHTINGEN.index(plek.richting) * pi / 4 + waaier
        straal = _straal(float(plek.afstand_km), verst)
    return MIDDEN + straal * sin(hoek), MIDDEN - straal * cos(hoek)


def _naast(straal: float) -> tuple[str, str]:
    """Where the name of a ring stands: on it, between two directions, where no place lies."""
    return _n(MIDDEN + straal * sin(NAAMHOEK)), _n(MIDDEN - straal * cos(NAAMHOEK) + 4)


def _merk(plek: Plek, x: float, y: float) -> Merk:
    maat = min(9 + sqrt(plek.plaatsen) * 0.7, 18)
    vorm = VORMEN[plek.stadium]
    hoeken = HOEKEN.get(vorm, ())
    return Merk(
        x=_n(x),
        y=_n(y),
        straal=_n(maat),
        punten=" ".join(f"{_n(x + dx * maat)},{_n(y + dy * maat)}" for dx, dy in hoeken),
        stadium=plek.stadium,
        letter=LETTERS[plek.stadium],
        letter_y=_n(y + 5),
        nummer=str(plek.nummer),
        nummer_x=_n(x + maat * 1.25 + 3),
        nummer_y=_n(y - maat * 0.6),
    )


def _n(waarde: float) -> str:
    return f"{waarde:.1f}"
