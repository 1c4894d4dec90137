"""Did COA link enough people in time (R-205 to R-209)? In persons, for one gemeente on one peildatum."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from taakstelling.regels.halfjaar import Halfjaar

_V_NUMMER = re.compile(r"(?<!\d)\d{10}(?!\d)")


@dataclass(frozen=True)
class Dekking:
    """What had to be done and who was there to do it for, at the end of the peildatum.

    `gehuisvest`: persons that counted in this half-year up to and including the peildatum. `gekoppeld`: persons whose
    koppeldatum is not later than the peildatum and who did not count yet on that day, so nobody is in both numbers.
    Whether the koppeling ended later makes no difference: on that day COA had linked them.
    """

    opgave: int
    gehuisvest: int
    gekoppeld: int

    @property
    def gedekt(self) -> int:
        """Everyone with whom the opgave could be done: housed, or linked and waiting."""
        return self.gehuisvest + self.gekoppeld

    @property
    def nodig(self) -> int:
        """How many had to be linked and waiting on the peildatum to be able to do the opgave."""
        return max(0, self.opgave - self.gehuisvest)

    @property
    def tekort(self) -> int:
        """How many COA linked too few."""
        return max(0, self.nodig - self.gekoppeld)

    @property
    def verschoonbaar(self) -> int:
        """The shortfall for which the gemeente may be excused: max(0, opgave - gekoppeld - already housed).

        R-207: no formula was published, so this is always shown as an indication. It equals `tekort` as long as nobody
        publishes another formula.
        """
        return max(0, self.opgave - self.gekoppeld - self.gehuisvest)

    def achteraf(self, saldo_eind: int) -> int:
        """What of the achterstand at the end may be excused: never more than the achterstand itself (R-206)."""
        return min(self.verschoonbaar, max(0, -saldo_eind))


def frozen_dekking(code: str, halfjaar: Halfjaar, peildatum: date, dekking: Dekking) -> Mapping[str, Any]:
    """What the fingerprint of a frozen koppelingsdekking is taken of: everything that the page shows."""
    return {
        "gemeente": code,
        "halfjaar": halfjaar,
        "peildatum": peildatum,
        "opgave": dekking.opgave,
        "gehuisvest": dekking.gehuisvest,
        "gekoppeld": dekking.gekoppeld,
        "nodig": dekking.nodig,
        "tekort": dekking.tekort,
        "verschoonbaar": dekking.verschoonbaar,
    }


def has_v_nummer(tekst: str) -> bool:
    """True when the text holds ten digits in a row, as a V-nummer has: such a text is about a person."""
    return bool(_V_NUMMER.search(tekst))
