"""On which step of the supervision ladder a gemeente stands, and why (R-501 to R-505).

What is judged is the cumulative saldo at the end of each half-year (R-110 to R-113), on 1 January and 1 July (R-204).
The steps and their triggers are configuration: they differ by province and no source gives their numbers (R-504).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from taakstelling.regels.halfjaar import Halfjaar


class Oordeel(StrEnum):
    """The verdict on one finished half-year, in the words of the province (domain.md section 5)."""

    VOLDOET = "voldoet"
    VERSCHOONBAAR = "verschoonbaar"
    DEELS = "deels_verschoonbaar"
    VOLDOET_NIET = "voldoet_niet"


@dataclass(frozen=True)
class Periode:
    """How one finished half-year ended, in persons; `saldo_eind` below zero is an achterstand."""

    halfjaar: Halfjaar
    saldo_eind: int
    taakstelling: int

    @property
    def achterstand(self) -> int:
        return max(0, -self.saldo_eind)

    def oordeel(self, verschoonbaar: int | None) -> Oordeel:
        """In: persons that are indicatively excused because COA linked too few (R-206, R-207); None when nothing was
        frozen. While any achterstand remains a gemeente never "voldoet", whatever its cause."""
        if not self.achterstand:
            return Oordeel.VOLDOET
        if not verschoonbaar:
            return Oordeel.VOLDOET_NIET
        return Oordeel.VERSCHOONBAAR if verschoonbaar >= self.achterstand else Oordeel.DEELS


@dataclass(frozen=True)
class Trede:
    """One step. A trigger that is None does not matter; all others must hold, and at least one is there."""

    volgorde: int
    naam: str
    gemiste_halfjaren_op_rij: int | None = None
    achterstand_personen: int | None = None
    achterstand_procent: int | None = None
    termijn_dagen: int | None = None
    gevraagd_product: str = ""

    def assess(self, perioden: Sequence[Periode]) -> tuple[bool, tuple[str, ...]]:
        """Whether all triggers hold after these half-years, and a part of a sentence about each of them."""
        grenzen = list(self._grenzen(perioden))
        return all(geldt for geldt, _ in grenzen) and bool(grenzen), tuple(zin for _, zin in grenzen)

    def _grenzen(self, perioden: Sequence[Periode]) -> Iterator[tuple[bool, str]]:
        gemist = gemist_op_rij(perioden)
        achterstand = perioden[-1].achterstand if perioden else 0
        taakstelling = perioden[-1].taakstelling if perioden else 0
        if (grens := self.gemiste_halfjaren_op_rij) is not None:
            yield gemist >= grens, f"{_gemist(gemist)} (de grens is {grens})"
        if (grens := self.achterstand_personen) is not None:
            yield achterstand >= grens, f"een achterstand van {_personen(achterstand)} (de grens is {grens})"
        if (grens := self.achterstand_procent) is not None:
            # Compared without dividing: a taakstelling of nought makes every achterstand a large one.
            geldt = achterstand > 0 and 100 * achterstand >= grens * taakstelling
            yield geldt, f"een achterstand van {_deel(achterstand, taakstelling)} (de grens is {grens}%)"

    def beschrijf(self) -> str:
        """The triggers in words, without a gemeente: "3 halfjaren op rij gemist en 10 personen achterstand"."""
        delen = []
        if grens := self.gemiste_halfjaren_op_rij:
            delen.append("1 halfjaar gemist" if grens == 1 else f"{grens} halfjaren op rij gemist")
        if grens := self.achterstand_personen:
            delen.append(f"{_personen(grens)} achterstand of meer")
        if grens := self.achterstand_procent:
            delen.append(f"een achterstand van {grens}% van de taakstelling of meer")
        return join_words(delen)


@dataclass(frozen=True)
class Vooruitblik:
    """The next step above: which one, at which judgement at the earliest, and what must be so by then."""

    trede: Trede
    op_zijn_vroegst: date
    halfjaar: Halfjaar
    als: str


@dataclass(frozen=True)
class Toezichtstand:
    """The step (None: on none), its reasons, and what comes next (None: nothing higher, or nothing was judged yet)."""

    trede: Trede | None
    redenen: tuple[str, ...]
    beoordeeld: Periode | None
    volgende: Vooruitblik | None

    @property
    def reden(self) -> str:
        """The reasons as one part of a sentence: "3 halfjaren op rij een achterstand (de grens is 3)"."""
        return join_words(self.redenen)


def gemist_op_rij(perioden: Sequence[Periode]) -> int:
    """How many half-years in a row, the last one included, ended with an achterstand. A gap in time ends the row."""
    aantal = 0
    for periode in reversed(perioden):
        sluit_aan = not aantal or periode.halfjaar.nummer == perioden[-1].halfjaar.nummer - aantal
        if periode.saldo_eind >= 0 or not sluit_aan:
            break
        aantal += 1
    return aantal


def assess_toezicht(perioden: Sequence[Periode], treden: Sequence[Trede]) -> Toezichtstand:
    """The highest step whose triggers hold. In: finished half-years, oldest first; the steps in any order."""
    oplopend = sorted(treden, key=lambda trede: trede.volgorde)
    geldend = [(trede, redenen) for trede in oplopend for geldt, redenen in [trede.assess(perioden)] if geldt]
    trede, redenen = geldend[-1] if geldend else (None, ())
    hoger = [t for t in oplopend if trede is None or t.volgorde > trede.volgorde]
    return Toezichtstand(
        trede, redenen, perioden[-1] if perioden else None, _look_ahead(hoger[0], perioden) if hoger else None
    )


def _look_ahead(trede: Trede, perioden: Sequence[Periode]) -> Vooruitblik | None:
    """When this step can hold at the earliest, if every half-year from now on ends with an achterstand."""
    if not perioden:
        return None
    laatste = perioden[-1].halfjaar
    nog = max(1, (trede.gemiste_halfjaren_op_rij or 1) - gemist_op_rij(perioden))
    beslissend = Halfjaar.van_nummer(laatste.nummer + nog)
    begin = f"{'ook ' if gemist_op_rij(perioden) else ''}de {laatste.volgende.omschrijving}"
    if nog > 1:
        begin = f"{'beide' if nog == 2 else f'alle {nog}'} halfjaren tot en met de {beslissend.omschrijving}"
    eis = []
    if trede.achterstand_personen:
        eis.append(f"{_personen(trede.achterstand_personen)} of meer")
    if trede.achterstand_procent:
        eis.append(f"{trede.achterstand_procent}% van de taakstelling of meer")
    achterstand = f"een achterstand van {' en '.join(eis)}" if eis else "een achterstand"
    werkwoord = "eindigen" if nog > 1 else "eindigt"
    return Vooruitblik(trede, beslissend.volgende.begin, beslissend, f"{begin} met {achterstand} {werkwoord}")


class Mijlpaalstand(StrEnum):
    """What became of a milestone."""

    GEHAALD = "gehaald"
    LOOPT = "loopt"
    GEMIST = "gemist"


def judge_mijlpaal(*, doel: int, bereikt: int, datum: date, vandaag: date) -> Mijlpaalstand:
    """In: what was promised, and the figure of the ledger at `datum`, or of today when that day has not come yet.

    The day itself still counts: a milestone is missed from the day after.
    """
    if bereikt >= doel:
        return Mijlpaalstand.GEHAALD
    return Mijlpaalstand.LOOPT if vandaag <= datum else Mijlpaalstand.GEMIST


def join_words(delen: Sequence[str]) -> str:
    """ "a", "a en b", "a, b en c"."""
    return " en ".join(filter(None, [", ".join(delen[:-1]), *delen[-1:]]))


def _gemist(aantal: int) -> str:
    if aantal == 0:
        return "geen halfjaar met een achterstand"
    return "1 halfjaar met een achterstand" if aantal == 1 else f"{aantal} halfjaren op rij een achterstand"


def _personen(aantal: int) -> str:
    return "1 persoon" if aantal == 1 else f"{aantal} personen"


def _deel(achterstand: int, taakstelling: int) -> str:
    """The achterstand as a share of the taakstelling, one decimal, half up, with a Dutch comma."""
    if not taakstelling:
        return f"{_personen(achterstand)} op een taakstelling van 0"
    deel = (Decimal(100 * achterstand) / taakstelling).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{str(deel).removesuffix('.0').replace('.', ',')}% van de taakstelling"
