"""Passend toewijzen: the rent of a home against the limit for the size of the household (R-605, R-606).

A warning and never a refusal: one in twenty lettings may lie above the limit (R-608).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

LAAG = "aftopping_laag"
HOOG = "aftopping_hoog"
HARD_SPATIE = "\u00a0"


@dataclass(frozen=True)
class Norm:
    """One amount in EUR per month that holds from `van` until (not including) `tot`, and where it was read."""

    soort: str
    van: date
    tot: date
    bedrag: Decimal
    bron: str
    is_onzeker: bool

    def holds_on(self, datum: date) -> bool:
        return self.van <= datum < self.tot


@dataclass(frozen=True)
class Huuroordeel:
    """The outcome in Dutch. `past` is None when it could not be checked."""

    tekst: str
    past: bool | None


def soort_for(personen: int) -> str:
    """Which limit applies: the low one for 1 or 2 persons, the high one for 3 or more (R-606)."""
    return LAAG if personen <= 2 else HOOG


def judge_huur(normen: Iterable[Norm], *, personen: int, kale_huur: Decimal | None, datum: date | None) -> Huuroordeel:
    """The rent for a household of this size when the lease would begin on `datum`."""
    if kale_huur is None:
        return Huuroordeel("De kale huur is nog niet bekend. Passend toewijzen is niet te controleren.", None)
    soort = soort_for(personen)
    norm = next((n for n in normen if datum and n.soort == soort and n.holds_on(datum)), None)
    huur, wie = _euro(kale_huur), "1 of 2 personen" if soort == LAAG else "3 of meer personen"
    if norm is None:
        jaar = f" in {datum.year}" if datum else ""
        return Huuroordeel(
            f"De aftoppingsgrens voor {wie}{jaar} is niet bekend. Controleer zelf of de kale huur ({huur}) past.", None
        )
    grens = _euro(norm.bedrag)
    if kale_huur <= norm.bedrag:
        onzeker = ", onzeker" if norm.is_onzeker else ""
        return Huuroordeel(f"Kale huur {huur}, aftoppingsgrens {grens} ({norm.van.year}{onzeker})", True)
    onzeker = " Dit bedrag is onzeker." if norm.is_onzeker else ""
    return Huuroordeel(
        f"De kale huur ({huur}) ligt boven de aftoppingsgrens van {grens} voor {wie} ({norm.van.year}). "
        f"Passend toewijzen vraagt dan een reden. Bron: {norm.bron}.{onzeker}",
        False,
    )


def _euro(bedrag: Decimal) -> str:
    """1012.5 -> "€ 1.012,50", on one line."""
    return f"€{HARD_SPATIE}{bedrag:,.2f}".translate(str.maketrans(",.", ".,"))
