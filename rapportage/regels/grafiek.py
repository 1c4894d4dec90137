"""The drawing of a half-year as coordinates: the counted persons against the schedule. A template puts it in an SVG.

Every coordinate is text, so that no template writes it the Dutch way.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from math import ceil, log10

from rapportage.regels.verloop import Verloop, maandbegin
from taakstelling.regels.halfjaar import MAANDEN
from taakstelling.regels.voortgang import Stand

MAANDNAMEN = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
# Text is 14 px high; a bold figure is 8 px wide at most, so a label never takes more than this.
TEKENBREEDTE = 8.5
REGELHOOGTE = 18
BOVEN, ONDER, TUSSEN = 30, 28, 10
RASTERLIJNEN = 4


@dataclass(frozen=True)
class Tekst:
    """A label: where it stands, from which side it is written ("start", "middle", "end"), and its class."""

    x: str
    y: str
    tekst: str
    anker: str
    klasse: str = ""


@dataclass(frozen=True)
class Grafiek:
    """Everything that the SVG needs; paths are written as their `d`."""

    viewbox: str
    raster: str
    as_: str
    schema: str
    lijn: str
    punt_x: str
    punt_y: str
    teksten: tuple[Tekst, ...]


@dataclass(frozen=True)
class Vlak:
    """Where the lines are drawn, and how days and persons become places."""

    links: float
    rechts: float
    boven: float
    onder: float
    begin: date
    dagen: int
    laagste: int
    hoogste: int

    def x(self, datum: date) -> float:
        return self.links + (self.rechts - self.links) * (datum - self.begin).days / self.dagen

    def y(self, personen: float) -> float:
        return self.onder - (self.onder - self.boven) * (personen - self.laagste) / (self.hoogste - self.laagste)


def tekstbreedte(tekst: str) -> float:
    """The room that a label needs at most."""
    return len(tekst) * TEKENBREEDTE


def draw_verloop(
    stand: Stand,
    verloop: Verloop,
    *,
    lijn_naam: str,
    schema_naam: str,
    schrijf: Callable[[int], str],
    breedte: int,
    hoogte: int,
) -> Grafiek:
    """Draw the counted persons as a line, and the schedule as steps on the first day of each month (R-121).

    In: the words at the ends of both lines; how a number is written; the size. The right margin follows from the
    longest of the two names, so neither is cut off.
    """
    totalen = [0, *(dag.totaal for dag in verloop.dagen)]
    merken = _merken(min(totalen), max(*totalen, stand.opgave, 1))
    vlak = Vlak(
        links=max(tekstbreedte(schrijf(m)) for m in merken) + TUSSEN,
        rechts=breedte - max(tekstbreedte(lijn_naam), tekstbreedte(schema_naam)) - TUSSEN,
        boven=BOVEN,
        onder=hoogte - ONDER,
        begin=stand.halfjaar.begin,
        dagen=(stand.halfjaar.volgende.begin - stand.halfjaar.begin).days,
        laagste=merken[0],
        hoogste=merken[-1],
    )
    is_af = verloop.peildatum == stand.halfjaar.eind
    punt = (
        vlak.rechts if is_af else vlak.x(verloop.peildatum),
        vlak.y(totalen[-1]),
    )
    schema_tekst = Tekst(
        _n(vlak.rechts + TUSSEN), _n(vlak.y(max(stand.opgave, 0)) + 5), schema_naam, "start", "doel-naam"
    )
    return Grafiek(
        viewbox=f"0 0 {breedte} {hoogte}",
        raster=" ".join(f"M{_n(vlak.links)} {_n(vlak.y(m))}H{_n(vlak.rechts)}" for m in merken if m),
        as_=f"M{_n(vlak.links)} {_n(vlak.y(0))}H{_n(vlak.rechts)}",
        schema=_schema(stand, vlak),
        lijn=_lijn(verloop, vlak, punt[0]),
        punt_x=_n(punt[0]),
        punt_y=_n(punt[1]),
        teksten=(
            *_astekst(vlak, merken, schrijf),
            *_maandtekst(stand, vlak, hoogte),
            schema_tekst,
            _lijn_tekst(stand, verloop, vlak, punt, lijn_naam, is_af=is_af),
        ),
    )


def _n(waarde: float) -> str:
    return f"{waarde:.1f}"


def _merken(laagste: int, hoogste: int) -> list[int]:
    """Whole numbers for the axis, from zero (or below, where corrections outnumber the rest) to the first one above."""
    ruw = max(hoogste - min(laagste, 0), 1) / RASTERLIJNEN
    macht = 10 ** max(ceil(log10(ruw)) - 1, 0)
    stap = max(next(macht * m for m in (1, 2, 5, 10) if macht * m >= ruw), 1)
    onder, boven = min(laagste, 0) // stap, -(-hoogste // stap)
    return [stap * i for i in range(onder, boven + 1)]


def _schema(stand: Stand, vlak: Vlak) -> str:
    """Level during a month, one step up on the first day of the next."""
    pad = f"M{_n(vlak.links)} {_n(vlak.y(0))}"
    for nummer in range(1, MAANDEN + 1):
        dag = maandbegin(stand.halfjaar, nummer)
        pad += f"H{_n(vlak.x(dag))}V{_n(vlak.y(float(stand.verwacht(dag))))}"
    return pad


def _lijn(verloop: Verloop, vlak: Vlak, eind: float) -> str:
    stappen = "".join(f"H{_n(vlak.x(dag.datum))}V{_n(vlak.y(dag.totaal))}" for dag in verloop.dagen)
    return f"M{_n(vlak.links)} {_n(vlak.y(0))}{stappen}H{_n(eind)}"


def _astekst(vlak: Vlak, merken: Iterable[int], schrijf: Callable[[int], str]) -> Iterable[Tekst]:
    for merk in merken:
        yield Tekst(_n(vlak.links - TUSSEN + 2), _n(vlak.y(merk) + 5), schrijf(merk), "end")


def _maandtekst(stand: Stand, vlak: Vlak, hoogte: int) -> Iterable[Tekst]:
    for nummer in range(MAANDEN):
        begin, eind = (maandbegin(stand.halfjaar, n) for n in (nummer, nummer + 1))
        midden = (vlak.x(begin) + vlak.x(eind)) / 2
        yield Tekst(_n(midden), _n(hoogte - 8), MAANDNAMEN[begin.month - 1], "middle")


def _lijn_tekst(
    stand: Stand, verloop: Verloop, vlak: Vlak, punt: tuple[float, float], naam: str, *, is_af: bool
) -> Tekst:
    """Beside the end of the line, clear of the schedule: below it when behind, above it when ahead."""
    x, y = punt
    schema = vlak.y(float(stand.verwacht(stand.halfjaar.volgende.begin if is_af else verloop.peildatum)))
    behind = y > schema
    if is_af or behind:
        hoogte = max(y + 5, schema + 5 + REGELHOOGTE) if behind else min(y + 5, schema + 5 - REGELHOOGTE)
        hoogte = min(hoogte, vlak.onder - 5) if not is_af else hoogte
        return Tekst(_n(x + TUSSEN), _n(hoogte), naam, "start", "lijn-naam")
    hoogte = max(y - 10, BOVEN - 6)
    if x - vlak.links > tekstbreedte(naam):
        return Tekst(_n(x - 6), _n(hoogte), naam, "end", "lijn-naam")
    return Tekst(_n(x + TUSSEN), _n(hoogte), naam, "start", "lijn-naam")
