"""Good news without names (R-707): who got a home, said only as far as it points at nobody, and milestones."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

MAANDEN = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
GETALLEN = ("", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien")
MIJLPAAL = 50


@dataclass(frozen=True)
class Sleutel:
    """A household that got its key: on which day, how many persons, and in which wijk ("" when that is not known)."""

    datum: date
    personen: int
    wijk: str


@dataclass(frozen=True)
class Succes:
    """Households of which the same may be told: so many of them, and what may be told ("" or 0 for what not).

    `maand`: the first day of the month of the key.
    """

    aantal: int
    maand: date | None = None
    personen: int = 0
    wijk: str = ""

    @property
    def zin(self) -> str:
        """One sentence for each of them."""
        sinds = f" sinds {MAANDEN[self.maand.month - 1]} {self.maand.year}" if self.maand else ""
        waar = f" in de wijk {self.wijk}" if self.wijk else ""
        return f"{name_huishouden(self.personen)} woont{sinds}{waar}." if waar or sinds else self._kort

    @property
    def _kort(self) -> str:
        return f"{name_huishouden(self.personen)} heeft een thuis."


def name_huishouden(personen: int) -> str:
    """ "Een gezin van vier"; 0 when the size is not told."""
    if personen == 0:
        return "Een huishouden"
    if personen == 1:
        return "Iemand die alleen is"
    aantal = GETALLEN[personen] if personen < len(GETALLEN) else str(personen)
    return f"Een {'huishouden' if personen == 2 else 'gezin'} van {aantal}"


# What may be told, the most telling first: month, size, wijk.
TREDEN = (
    (True, True, True),
    (False, True, True),
    (True, False, True),
    (True, True, False),
    (False, False, True),
    (False, True, False),
    (True, False, False),
)


def tell_successen(sleutels: Iterable[Sleutel], grens: int) -> tuple[Succes, ...]:
    """What may be told of each household, the newest month first.

    In: `grens`, so many households at least share every line that is told. Step by step less is told of whoever is
    left: a line is told only when `grens` of those left share it, so that what the other lines leave over points at
    nobody either. Of the rest nothing but that they are housed. Out: groups with the same line; together all of them.
    """
    rest = list(sleutels)
    verteld: list[Succes] = []
    for trede in TREDEN:
        groepen: dict[Succes, list[Sleutel]] = defaultdict(list)
        for sleutel in rest:
            groepen[_line(sleutel, *trede)].append(sleutel)
        rest = []
        for regel, leden in groepen.items():
            # Without a wijk there is nothing to tell of it.
            if len(leden) >= grens and (regel.wijk or not trede[2]):
                verteld.append(Succes(len(leden), regel.maand, regel.personen, regel.wijk))
            else:
                rest.extend(leden)
    if rest:
        verteld.append(Succes(len(rest)))
    return tuple(sorted(verteld, key=lambda s: (-(s.maand or date.min).toordinal(), s.wijk, s.personen)))


def _line(sleutel: Sleutel, met_maand: bool, met_personen: bool, met_wijk: bool) -> Succes:
    return Succes(
        0,
        sleutel.datum.replace(day=1) if met_maand else None,
        sleutel.personen if met_personen else 0,
        sleutel.wijk if met_wijk else "",
    )


@dataclass(frozen=True)
class Mijlpaal:
    datum: date
    zin: str


def find_mijlpalen(per_dag: Mapping[date, int], opgave: int, saldo_begin: int, naam: str) -> tuple[Mijlpaal, ...]:
    """The milestones of one half-year, the newest first: every 50th person, and the day on which the task was done.

    In: persons by day of their counting (corrections may be negative), the opgave and the saldo at the begin of the
    half-year (persons), and how the half-year is called. A milestone that a correction took back is none any more.
    """
    dagen = sorted(per_dag)
    standen = list(accumulate(per_dag[dag] for dag in dagen))
    eind = standen[-1] if standen else 0
    mijlpalen = [
        Mijlpaal(dag, f"De {drempel}e persoon van {naam} heeft een thuis.")
        for drempel in range(MIJLPAAL, eind + 1, MIJLPAAL)
        if (dag := _reached(dagen, standen, drempel))
    ]
    if 0 < opgave <= eind and (dag := _reached(dagen, standen, opgave)):
        achterstand = f", en de achterstand van {-saldo_begin} is ingelopen" if saldo_begin < 0 else ""
        mijlpalen.append(Mijlpaal(dag, f"De opgave van {naam} is gehaald{achterstand}."))
    return tuple(sorted(mijlpalen, key=lambda m: m.datum, reverse=True))


def _reached(dagen: Sequence[date], standen: Sequence[int], drempel: int) -> date | None:
    """The day since which the count is not below this any more."""
    sinds = None
    for dag, stand in zip(dagen, standen, strict=True):
        sinds = (sinds or dag) if stand >= drempel else None
    return sinds
