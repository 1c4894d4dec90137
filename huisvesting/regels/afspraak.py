"""How a corporation stands against what it agreed with the gemeente for a half-year (R-601)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from taakstelling.regels.halfjaar import MAANDEN, Halfjaar
from taakstelling.regels.voortgang import Schema

# Homes with this many bedrooms or more are one class.
RUIMSTE_KLASSE = 4
# Agreed without a word on bedrooms.
ELKE = "elke"


def bedroom_row(klasse: str, afgesproken: Collection[str]) -> str:
    """Under which agreement homes of this class are counted: that of the class itself; without one, what was agreed
    without a word on bedrooms; without that too, a row of the class with nothing agreed."""
    return ELKE if klasse not in afgesproken and ELKE in afgesproken else klasse


@dataclass(frozen=True)
class Telling:
    """Homes of a half-year by how far they came. `verloren`: by who was responsible; a let home is never lost."""

    aangeboden: int = 0
    bevestigd: int = 0
    verhuurd: int = 0
    verloren: Mapping[str, int] = field(default_factory=dict)

    @property
    def totaal_verloren(self) -> int:
        return sum(self.verloren.values())

    def __add__(self, ander: "Telling") -> "Telling":
        klassen = [*self.verloren, *(klasse for klasse in ander.verloren if klasse not in self.verloren)]
        return Telling(
            self.aangeboden + ander.aangeboden,
            self.bevestigd + ander.bevestigd,
            self.verhuurd + ander.verhuurd,
            {klasse: self.verloren.get(klasse, 0) + ander.verloren.get(klasse, 0) for klasse in klassen},
        )


@dataclass(frozen=True)
class Nakoming:
    """What was agreed (None: nothing), and how much of it is done, in homes. `gehaald` never exceeds `afgesproken`."""

    afgesproken: int | None
    gehaald: int
    overschot: int = 0  # of the done homes: those that came from a class that had more than was agreed

    @property
    def nog_te_gaan(self) -> int:
        return (self.afgesproken or 0) - self.gehaald

    def verwacht(self, halfjaar: Halfjaar, peildatum: date) -> int:
        """Homes that should be done by now: a sixth per completed month, in whole homes (nobody lets half a one)."""
        return (self.afgesproken or 0) * halfjaar.voltooide_maanden(peildatum) // MAANDEN

    def schema(self, halfjaar: Halfjaar, peildatum: date) -> Schema | None:
        """Done, on schedule or behind; None when nothing was agreed."""
        if self.afgesproken is None:
            return None
        if self.nog_te_gaan == 0:
            return Schema.VOLDAAN
        return Schema.OP_SCHEMA if self.gehaald >= self.verwacht(halfjaar, peildatum) else Schema.ACHTER


def assess_nakoming(afgesproken: Mapping[str, int], verhuurd: Mapping[str, int]) -> dict[str, Nakoming]:
    """Lay what was let beside what was agreed, for one corporation.

    In: homes by row (`bedroom_row`). Out: one Nakoming for each row that occurs. What a class has above its own
    agreement is done for the row `elke`, where any size will do; never the other way round.
    """
    rijen: dict[str, Nakoming] = {}
    over = 0
    for rij in sorted(set(afgesproken) | set(verhuurd), key=lambda naam: (naam == ELKE, naam)):
        doel, gedaan = afgesproken.get(rij), verhuurd.get(rij, 0)
        if rij == ELKE:
            over = min(over, max((doel or 0) - gedaan, 0))
            rijen[rij] = Nakoming(doel, min(gedaan + over, doel or 0), over)
            continue
        over += max(gedaan - doel, 0) if doel is not None else 0
        rijen[rij] = Nakoming(doel, min(gedaan, doel or 0))
    return rijen


def add_up(nakomingen: Iterable[Nakoming]) -> Nakoming:
    """All rows together: too many small homes do not make up for a large one that is still to come."""
    rijen = list(nakomingen)
    doelen = [rij.afgesproken for rij in rijen if rij.afgesproken is not None]
    return Nakoming(sum(doelen) if doelen else None, sum(rij.gehaald for rij in rijen))
