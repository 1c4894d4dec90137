"""The calendar half-year for which a taakstelling holds (R-201), as a value."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

_VORM = re.compile(r"([0-9]{4})[Hh]([12])")
MAANDEN = 6
# What one may write; each of these years has a half-year before and after it.
EERSTE_JAAR, LAATSTE_JAAR = 1901, 9998
WEKEN_VOORAF = 13


class HalfjaarFout(ValueError):
    """The text is no half-year; the message is for the user."""


@dataclass(frozen=True, order=True, slots=True)
class Halfjaar:
    """2026H1 is January to June 2026, 2026H2 July to December. `nummer` counts half-years, so the next is one more."""

    jaar: int
    helft: int

    def __post_init__(self) -> None:
        if self.helft not in (1, 2) or not 1900 <= self.jaar <= 9999:
            raise HalfjaarFout(f"{self.jaar}H{self.helft} is geen halfjaar. Schrijf het als 2026H1 of 2026H2.")

    @classmethod
    def parse(cls, tekst: str) -> Self:
        """ "2026H1" -> Halfjaar(2026, 1). Errors: HalfjaarFout with a sentence."""
        gevonden = _VORM.fullmatch(tekst.strip())
        if not gevonden:
            raise HalfjaarFout(f"‘{tekst}’ is geen halfjaar. Schrijf het als 2026H1 of 2026H2.")
        if not EERSTE_JAAR <= int(gevonden[1]) <= LAATSTE_JAAR:
            raise HalfjaarFout(f"{gevonden[0]} is geen halfjaar. Schrijf het als 2026H1 of 2026H2.")
        return cls(int(gevonden[1]), int(gevonden[2]))

    @classmethod
    def van_datum(cls, datum: date) -> Self:
        """The half-year in which a day lies."""
        return cls(datum.year, 1 if datum.month <= MAANDEN else 2)

    @classmethod
    def van_nummer(cls, nummer: int) -> Self:
        """The half-year that `nummer` stands for."""
        return cls(nummer // 2, nummer % 2 + 1)

    @property
    def nummer(self) -> int:
        return self.jaar * 2 + self.helft - 1

    @property
    def begin(self) -> date:
        """First day."""
        return date(self.jaar, 1 if self.helft == 1 else 7, 1)

    @property
    def eind(self) -> date:
        """Last day."""
        return self.volgende.begin - timedelta(days=1)

    @property
    def volgende(self) -> "Halfjaar":
        return Halfjaar.van_nummer(self.nummer + 1)

    @property
    def vorige(self) -> "Halfjaar":
        return Halfjaar.van_nummer(self.nummer - 1)

    @property
    def inwoners_peildatum(self) -> date:
        """Day of the inhabitants that the division uses: 1 January of the year before, for both halves (R-104)."""
        return date(self.jaar - 1, 1, 1)

    @property
    def indeling_datum(self) -> date:
        """Day whose division into gemeenten holds: 1 January of the half-year's own year (R-106)."""
        return date(self.jaar, 1, 1)

    @property
    def koppel_peildatum(self) -> date:
        """Day on which COA must have linked enough people: 1 April or 1 October (R-205)."""
        return date(self.jaar, 4 if self.helft == 1 else 10, 1)

    @property
    def uiterste_publicatie(self) -> date:
        """Last day on which the national number should be announced: thirteen weeks before the start (R-202)."""
        return self.begin - timedelta(weeks=WEKEN_VOORAF)

    def voltooide_maanden(self, peildatum: date) -> int:
        """Completed calendar months at a day: 1 April of the first half gives 3 (R-121); 0 before, 6 after."""
        maanden = (peildatum.year - self.begin.year) * 12 + peildatum.month - self.begin.month
        return min(max(maanden, 0), MAANDEN)

    def __str__(self) -> str:
        return f"{self.jaar}H{self.helft}"

    @property
    def omschrijving(self) -> str:
        """For people: "eerste helft van 2026"."""
        return f"{'eerste' if self.helft == 1 else 'tweede'} helft van {self.jaar}"
