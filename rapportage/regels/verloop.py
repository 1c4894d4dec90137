"""How a half-year went so far: counted persons by day and by month, beside the schedule of a sixth a month (R-121)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from math import ceil

from taakstelling.regels.halfjaar import MAANDEN, Halfjaar
from taakstelling.regels.voortgang import Stand


def volgens_schema(stand: Stand, peildatum: date) -> int:
    """The least number of persons that is on schedule on a day: half a person is not housed (R-121)."""
    return ceil(stand.verwacht(peildatum))


def verschil_met_schema(stand: Stand, peildatum: date) -> int:
    """Persons ahead of the schedule; negative is behind. Zero or more says the same as `Schema.OP_SCHEMA`."""
    return stand.gerealiseerd - volgens_schema(stand, peildatum)


@dataclass(frozen=True)
class Dagstand:
    """Persons counted up to and including a day."""

    datum: date
    totaal: int


@dataclass(frozen=True)
class Maand:
    """One month: what it added and the total at its end, None when it has not begun; and the schedule at its end."""

    begin: date
    eind: date
    erbij: int | None
    totaal: int | None
    volgens_schema: int


@dataclass(frozen=True)
class Verloop:
    """The half-year up to `peildatum`: the total by day (days on which it changed) and by month."""

    dagen: tuple[Dagstand, ...]
    maanden: tuple[Maand, ...]
    peildatum: date

    def totaal_op(self, datum: date) -> int:
        return next((dag.totaal for dag in reversed(self.dagen) if dag.datum <= datum), 0)


def build_verloop(stand: Stand, boekingen: Iterable[tuple[date, int]], peildatum: date) -> Verloop:
    """Add up the bookings of a half-year.

    In: the ledger as (day, persons), in any order. A booking that is dated outside the half-year (the correction of a
    closed one) counts on the nearest day inside it, so that the last total is what the ledger says.
    """
    halfjaar = stand.halfjaar
    per_dag: dict[date, int] = {}
    for datum, aantal in boekingen:
        binnen = min(max(datum, halfjaar.begin), halfjaar.eind)
        per_dag[binnen] = per_dag.get(binnen, 0) + aantal
    data = sorted(per_dag)
    totalen = accumulate(per_dag[datum] for datum in data)
    dagen = tuple(Dagstand(datum, totaal) for datum, totaal in zip(data, totalen, strict=True))
    tot = min(max(peildatum, data[-1] if data else halfjaar.begin), halfjaar.eind)
    return Verloop(dagen, tuple(_maanden(stand, dagen, tot)), tot)


def _maanden(stand: Stand, dagen: tuple[Dagstand, ...], tot: date) -> Iterable[Maand]:
    vorig = 0
    for nummer in range(MAANDEN):
        begin, volgende = maandbegin(stand.halfjaar, nummer), maandbegin(stand.halfjaar, nummer + 1)
        schema = volgens_schema(stand, volgende)
        if begin > tot:
            yield Maand(begin, volgende - timedelta(days=1), None, None, schema)
            continue
        totaal = next((dag.totaal for dag in reversed(dagen) if dag.datum < volgende), 0)
        yield Maand(begin, volgende - timedelta(days=1), totaal - vorig, totaal, schema)
        vorig = totaal


def maandbegin(halfjaar: Halfjaar, nummer: int) -> date:
    """The first day of a month of the half-year, counted from 0; 6 is the day after its end."""
    return halfjaar.volgende.begin if nummer == MAANDEN else halfjaar.begin.replace(month=halfjaar.begin.month + nummer)


def maand_eerder(peildatum: date) -> date:
    """The same day a month before, or the last day of that month when it is shorter."""
    laatste = peildatum.replace(day=1) - timedelta(days=1)
    return laatste.replace(day=min(peildatum.day, laatste.day))


def verschil_een_maand_eerder(stand: Stand, verloop: Verloop, peildatum: date) -> int | None:
    """`verschil_met_schema` as it was a month before; None when the half-year had not begun then."""
    eerder = maand_eerder(peildatum)
    if eerder < stand.halfjaar.begin:
        return None
    return verloop.totaal_op(eerder) - volgens_schema(stand, eerder)
