"""How the national number is divided over the gemeenten: `wettekst` as the law words it, `adams` as it is published.

Exact: whole numbers and fractions only (R-105, R-106).
"""

import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction


def divide_wettekst(landelijk: int, inwoners: Mapping[str, int]) -> dict[str, int]:
    """Round `landelijk x inwoners / totaal` up for each gemeente (art. 29 lid 1 Huisvestingswet, R-104).

    In: the national number of persons; inhabitants per gemeente. Out: persons per gemeente; their sum may exceed
    `landelijk`. Errors: ValueError for a negative number or when nobody lives anywhere.
    """
    totaal = _total(landelijk, inwoners)
    return {code: -(-landelijk * aantal // totaal) for code, aantal in inwoners.items()}


def divide_adams(landelijk: int, inwoners: Mapping[str, int]) -> dict[str, int]:
    """Divide by the divisor method of Adams: `ceil(landelijk' x inwoners / totaal)` with the largest `landelijk'`
    whose sum does not exceed `landelijk` (R-106).

    In: as `divide_wettekst`. Out: persons per gemeente, together at most `landelijk`; equal gemeenten that do not
    all fit get none of the last round. With fewer persons than inhabited gemeenten nobody gets any.
    Errors: as `divide_wettekst`.
    """
    totaal = _total(landelijk, inwoners)
    bewoond = {code: aantal for code, aantal in inwoners.items() if aantal}
    zetels = dict.fromkeys(inwoners, 0)
    if landelijk < len(bewoond):
        return zetels
    # Rounding up adds less than one person per gemeente, so this start never exceeds the number.
    start = max(landelijk - len(bewoond), 0)
    zetels |= {code: max(-(-start * aantal // totaal), 1) for code, aantal in bewoond.items()}
    # The next person goes to the largest inhabitants / persons: the first quota to be passed as landelijk' grows.
    wachtrij = [(-Fraction(aantal, zetels[code]), code) for code, aantal in bewoond.items()]
    heapq.heapify(wachtrij)
    over = landelijk - sum(zetels.values())
    while over:
        gelijk = [heapq.heappop(wachtrij)]
        while wachtrij and wachtrij[0][0] == gelijk[0][0]:
            gelijk.append(heapq.heappop(wachtrij))
        if len(gelijk) > over:
            break
        over -= len(gelijk)
        for _, code in gelijk:
            zetels[code] += 1
            heapq.heappush(wachtrij, (-Fraction(bewoond[code], zetels[code]), code))
    return zetels


def _total(landelijk: int, inwoners: Mapping[str, int]) -> int:
    if landelijk < 0 or any(aantal < 0 for aantal in inwoners.values()):
        raise ValueError("Een aantal personen of inwoners is nooit negatief.")
    totaal = sum(inwoners.values())
    if not totaal:
        raise ValueError("Er zijn geen inwoners om over te verdelen.")
    return totaal


@dataclass(frozen=True)
class Overgang:
    """From `ingangsdatum` on, `oud` is part of `nieuw`; a split one is divided by hand, never here (R-108, R-109)."""

    ingangsdatum: date
    oud: str
    nieuw: str
    is_splitsing: bool


def merge_inwoners(
    inwoners: Mapping[str, int], overgangen: Iterable[Overgang], *, peildatum: date, indeling: date
) -> dict[str, int]:
    """Inhabitants on `peildatum`, in the division into gemeenten of the day `indeling`.

    A merged gemeente gets the sum of its parts (R-108). One that was split stays whole under its old code: how its
    inhabitants are divided is not known (R-109).
    """
    som = dict(inwoners)
    for overgang in sorted(overgangen, key=lambda o: o.ingangsdatum):
        if overgang.is_splitsing or not peildatum < overgang.ingangsdatum <= indeling:
            continue
        if overgang.oud in som:
            som[overgang.nieuw] = som.get(overgang.nieuw, 0) + som.pop(overgang.oud)
    return som


def interpolate_inwoners(voor: Mapping[str, int], na: Mapping[str, int]) -> dict[str, int]:
    """Half-way between two counts a year before and a year after, half up, for gemeenten in both."""
    return {code: (voor[code] + aantal + 1) // 2 for code, aantal in na.items() if code in voor}
