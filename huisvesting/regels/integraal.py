"""Homes that groups ask beside homes that they get (R-705)."""

from dataclasses import dataclass
from math import ceil


@dataclass(frozen=True)
class Groepstand:
    """One group in one half-year, in homes; `toelichting` says where its numbers come from."""

    naam: str
    gevraagd: int
    toegewezen: int
    toelichting: str = ""

    @property
    def tekort(self) -> int:
        """How many homes it still misses; never less than none."""
        return max(self.gevraagd - self.toegewezen, 0)


def count_woningen_nodig(personen: int, leden: int, huishoudens: int) -> int | None:
    """How many homes so many persons need, when `leden` people live in `huishoudens` households here; rounded up.

    None when there is no household to go by. Nobody needs a negative home.
    """
    if personen <= 0:
        return 0
    return ceil(personen * huishoudens / leden) if leden else None


def add_up(groepen: tuple[Groepstand, ...]) -> Groepstand:
    """Every group together."""
    return Groepstand("Samen", sum(g.gevraagd for g in groepen), sum(g.toegewezen for g in groepen))
