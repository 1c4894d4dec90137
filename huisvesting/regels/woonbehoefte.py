"""What a household needs of a home. Nationality, origin and religion are not among the inputs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

VOLWASSEN = 18


@dataclass(frozen=True)
class Persoon:
    """What the need follows from: age, place in the family and wheelchair."""

    geboortedatum: date
    gezinsrol: str
    geslacht: str
    rolstoel: bool

    def leeftijd(self, peildatum: date) -> int:
        """Age in whole years."""
        b = self.geboortedatum
        return peildatum.year - b.year - ((peildatum.month, peildatum.day) < (b.month, b.day))


@dataclass(frozen=True)
class Woonbehoefte:
    """Persons, the bedrooms they need at least, and whether someone uses a wheelchair."""

    personen: int
    slaapkamers: int
    rolstoel: bool

    @property
    def is_alleenstaand(self) -> bool:
        return self.personen == 1


def bepaal_woonbehoefte(personen: Sequence[Persoon], peildatum: date) -> Woonbehoefte:
    """The need of a household on a day.

    No national norm was found (R-609), so this is ours: head and partner share a bedroom, every other adult has one,
    children share by two. Out: at least one bedroom, also for an empty household.
    """
    koppel = {"hoofd", "partner"} <= {p.gezinsrol for p in personen}
    volwassenen = sum(1 for p in personen if p.leeftijd(peildatum) >= VOLWASSEN)
    kinderen = len(personen) - volwassenen
    stel = 2 if koppel and volwassenen >= 2 else 0
    kamers = (1 if stel else 0) + (volwassenen - stel) + (kinderen + 1) // 2
    return Woonbehoefte(len(personen), max(kamers, 1), any(p.rolstoel for p in personen))
