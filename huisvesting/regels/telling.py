"""Which of the places where someone lives or lived makes him count, from which day and for which gemeente.

The ledger says who counts; this says who should, from the facts and the dated counting rules (taakstelling).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from taakstelling.regels.telregels import (
    AMV_VERHUIZING,
    Moment,
    Oordeel,
    Persoonssoort,
    Regel,
    TeltVoor,
    Woonvorm,
    judge,
)

# Events of a place: the three of a lease, and the first day of any other stay.
HUURINGANG, SLEUTEL, AFMELDING, BEGIN = "huuringang", "sleutel", "afmelding_coa", "begin"

VOLGORDE = (HUURINGANG, SLEUTEL, AFMELDING)

# Homes of one's own: an amv who finds one elsewhere counts there, once that gemeente says so.
EIGEN_WONING = {Woonvorm.REGULIER, Woonvorm.ONZELFSTANDIG, Woonvorm.FLEX, Woonvorm.ZORGVASTGOED, Woonvorm.GEMENGD}

# Which of the three events of a lease a gemeente (by its key) counts on at a day.
Telmomentkeuze = Callable[[int, date], str]


@dataclass(frozen=True)
class Plek:
    """A place where one person lives or lived: of a plaatsing or another stay, named by `sleutel`.

    `gebeurtenissen`: what happened so far, in order, with its day. `geldt`: it goes on, or it ended by moving on; not
    cancelled and not ended by going back to reception. `melddatum`: an amv's move was reported to COA (R-307).
    Gemeenten are keys.
    """

    sleutel: str
    vorm: Woonvorm
    koppelgemeente: int
    verblijfsgemeente: int
    gebeurtenissen: tuple[tuple[str, date], ...]
    geldt: bool = True
    melddatum: date | None = None


@dataclass(frozen=True)
class Weging:
    """What the rules say of one place. `datum`: the day that counts, None while that event has not happened."""

    plek: Plek
    oordeel: Oordeel
    datum: date | None
    gemeente: int
    wacht_op_melding: bool = False

    @property
    def telt(self) -> bool:
        return self.oordeel.telt and self.datum is not None and not self.wacht_op_melding

    @property
    def dag(self) -> date:
        """The day of one that counts."""
        return self.datum or date.max


@dataclass(frozen=True)
class Telkader:
    """The counting rules, and on what each gemeente counts."""

    regels: tuple[Regel, ...]
    telmoment: Telmomentkeuze

    def weigh(self, plek: Plek, *, persoon: Persoonssoort, telt_bij: int | None, peildatum: date) -> Weging:
        """Judge one place. In: for which gemeente the person counts now, if any; the day for what has no day yet."""
        if plek.melddatum:
            return Weging(plek, AMV_VERHUIZING.as_oordeel(telt=True), plek.melddatum, plek.verblijfsgemeente)
        datum, oordeel = self._find_dag(plek, persoon)
        if oordeel is None:
            oordeel = judge(self.regels, vorm=plek.vorm, persoon=persoon, datum=peildatum)
        woont = oordeel.regel is not None and oordeel.regel.telt_voor == TeltVoor.VERBLIJFSGEMEENTE
        wacht = oordeel.telt and persoon == Persoonssoort.AMV and _asks_melding(plek, telt_bij, woont)
        gemeente = plek.verblijfsgemeente if woont or wacht else plek.koppelgemeente
        return Weging(plek, oordeel, datum, gemeente, wacht_op_melding=wacht)

    def _find_dag(self, plek: Plek, persoon: Persoonssoort) -> tuple[date | None, Oordeel | None]:
        """The first event that the rule of its own day counts on."""
        for gebeurtenis, datum in plek.gebeurtenissen:
            oordeel = judge(self.regels, vorm=plek.vorm, persoon=persoon, datum=datum)
            if oordeel.regel and self._is_telmoment(gebeurtenis, oordeel.regel, plek.koppelgemeente, datum):
                return datum, oordeel
        return None, None

    def _is_telmoment(self, gebeurtenis: str, regel: Regel, gemeente: int, datum: date) -> bool:
        """Whether the event is the one that counts, or comes after it.

        After it, because rule or gemeente may have changed in between: nobody falls between two moments. A stay without
        a lease has only its first day; in a home one moves on the day of the key.
        """
        if gebeurtenis == BEGIN:
            return True
        gekozen = SLEUTEL if regel.moment == Moment.BEGIN else self.telmoment(gemeente, datum)
        return VOLGORDE.index(gebeurtenis) >= VOLGORDE.index(gekozen)

    def find_telling(
        self, plekken: Iterable[Plek], *, persoon: Persoonssoort, telt_bij: int | None, peildatum: date
    ) -> Weging | None:
        """The one place that makes the person count: the last reported move of an amv, else the first that counts.

        None when nothing does. One person counts once, whatever follows on a first place (R-320).
        """
        wegingen = [self.weigh(p, persoon=persoon, telt_bij=telt_bij, peildatum=peildatum) for p in plekken if p.geldt]
        tellend: Sequence[Weging] = sorted((w for w in wegingen if w.telt), key=lambda w: (w.dag, w.plek.sleutel))
        gemeld = [w for w in tellend if w.plek.melddatum]
        return gemeld[-1] if gemeld else next(iter(tellend), None)


def _asks_melding(plek: Plek, telt_bij: int | None, woont: bool) -> bool:
    """Whether an amv counts here only after the gemeente where he now lives reported it to COA (R-307).

    So for who counts elsewhere already, and for who was linked elsewhere and lives here in a home of his own.
    """
    if telt_bij is not None:
        return telt_bij != plek.verblijfsgemeente
    return not woont and plek.vorm in EIGEN_WONING and plek.verblijfsgemeente != plek.koppelgemeente
