"""Where a gemeente stands in a half-year: opgave, saldo, percentage, and whether it is on schedule.

`saldo` is one signed number of persons: plus is voorsprong, minus is achterstand (R-112).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction

from taakstelling.regels.halfjaar import MAANDEN, Halfjaar

# More people than live in any gemeente: what is typed stays within what a column can hold.
MEESTE_PERSONEN = 1_000_000
# Below this share of what was expected by now a gemeente is far behind. No source gives a number: a setting.
VER_ACHTER_ONDER = 75


class Schema(StrEnum):
    """How the progress compares with the schedule."""

    VOLDAAN = "voldaan"
    OP_SCHEMA = "op_schema"
    ACHTER = "achter"
    VER_ACHTER = "ver_achter"


@dataclass(frozen=True)
class Stand:
    """The numbers of one gemeente in one half-year, in persons."""

    halfjaar: Halfjaar
    taakstelling: int
    saldo_begin: int
    gerealiseerd: int

    @property
    def opgave(self) -> int:
        """What has to be done: the taakstelling, less a voorsprong or plus an achterstand (R-112)."""
        return self.taakstelling - self.saldo_begin

    @property
    def saldo_eind(self) -> int:
        return self.gerealiseerd - self.opgave

    @property
    def percentage(self) -> Decimal | None:
        """Share of the opgave, one decimal, half up; None when there is nothing left to do (R-120)."""
        if self.opgave <= 0:
            return None
        return (Decimal(100 * self.gerealiseerd) / self.opgave).quantize(Decimal("0.1"), ROUND_HALF_UP)

    def verwacht(self, peildatum: date) -> Fraction:
        """Persons that should count by now: a sixth of the opgave per completed month (R-121)."""
        return Fraction(max(self.opgave, 0) * self.halfjaar.voltooide_maanden(peildatum), MAANDEN)

    def schema(self, peildatum: date, ver_achter_onder: int = VER_ACHTER_ONDER) -> Schema:
        """In: the day; the percentage of the expected number below which a gemeente is far behind."""
        if self.opgave <= 0 or self.gerealiseerd >= self.opgave:
            return Schema.VOLDAAN
        verwacht = self.verwacht(peildatum)
        if self.gerealiseerd >= verwacht:
            return Schema.OP_SCHEMA
        if 100 * self.gerealiseerd >= ver_achter_onder * verwacht:
            return Schema.ACHTER
        return Schema.VER_ACHTER


def chain_standen(
    begin: Halfjaar, saldo: int, taakstellingen: Iterable[int], gerealiseerd: Iterable[int]
) -> list[Stand]:
    """Carry the saldo from half-year to half-year (R-110 to R-113).

    In: the first half-year, its opening saldo, and per half-year from there the taakstelling and what counted.
    """
    standen: list[Stand] = []
    for nummer, (doel, geteld) in enumerate(zip(taakstellingen, gerealiseerd, strict=True), start=begin.nummer):
        stand = Stand(Halfjaar.van_nummer(nummer), doel, saldo, geteld)
        standen.append(stand)
        saldo = stand.saldo_eind
    return standen
