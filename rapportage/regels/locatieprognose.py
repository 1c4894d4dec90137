"""What may be expected of places that are being looked for: per half-year a low, a middle and a high number.

Each location goes on or does not, with the weight of its stage as its chance, and independently of the others: then all
its places come at once, or none. The middle is what comes on average. The low is the number that is reached with a
chance of at least nine in ten, the high the one that is not surpassed with such a chance; between them always lies the
middle. All of it is exact: the chance of every possible sum is computed, nothing is drawn by lot.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import accumulate
from math import ceil, floor

from samenwerking.regels.locatie import GEWICHTEN, IN_GEBRUIK, weigh
from taakstelling.regels.halfjaar import Halfjaar

# With such a chance the low is reached, and the high is not surpassed.
ZEKERHEID = Fraction(9, 10)
VOL = 100


@dataclass(frozen=True)
class Kans:
    """So many places, in the half-year of their day, with a chance in percent. `is_tijdelijk`: they will go again."""

    plaatsen: int
    procent: int
    halfjaar: Halfjaar
    is_in_gebruik: bool = False
    is_tijdelijk: bool = False


@dataclass(frozen=True)
class Verwachting:
    """Of one half-year. `locaties` is how many there are, `zeker` how many places are in use already, `tijdelijk` how
    many of all the places will go again: shown, not subtracted."""

    halfjaar: Halfjaar
    laag: int
    midden: Fraction
    hoog: int
    locaties: int
    zeker: int
    tijdelijk: int


def kans_of(
    status: str,
    *,
    plaatsen: int | None,
    datum: date | None,
    in_gebruik: date | None,
    einddatum: date | None,
    gewichten: Mapping[str, int],
) -> Kans | None:
    """The chance of one place. In: its status, the latest expectation, the day on which it came in use, and the weight
    of each stage. Out: None when it was dropped or when nothing is expected of it yet."""
    if status not in GEWICHTEN or plaatsen is None or datum is None:
        return None
    if status == IN_GEBRUIK and in_gebruik:
        return Kans(plaatsen, VOL, Halfjaar.van_datum(in_gebruik), True, einddatum is not None)
    return Kans(plaatsen, gewichten[status], Halfjaar.van_datum(datum), False, einddatum is not None)


def expect(kansen: Iterable[Kans], halfjaren: Sequence[Halfjaar]) -> tuple[Verwachting, ...]:
    """What these half-years may bring, in their order."""
    alle = list(kansen)
    return tuple(_expect_one(halfjaar, [kans for kans in alle if kans.halfjaar == halfjaar]) for halfjaar in halfjaren)


def _expect_one(halfjaar: Halfjaar, kansen: list[Kans]) -> Verwachting:
    laag, hoog = find_band(kansen)
    midden = sum((weigh(kans.plaatsen, kans.procent) for kans in kansen), start=Fraction(0))
    return Verwachting(
        halfjaar=halfjaar,
        # Of 20 places at 90% one may count on all 20, but 18 come on average: then 18 is the low.
        laag=min(laag, floor(midden)),
        midden=midden,
        hoog=max(hoog, ceil(midden)),
        locaties=len(kansen),
        zeker=sum(kans.plaatsen for kans in kansen if kans.is_in_gebruik),
        tijdelijk=sum(kans.plaatsen for kans in kansen if kans.is_tijdelijk),
    )


def spread(kansen: Iterable[Kans]) -> dict[int, Fraction]:
    """The chance of each possible number of places, by convolution: one place after another. Adds up to 1."""
    # Counted in whole parts of 100 to the power of the number of places, which is much faster than fractions.
    delen, geheel = {0: 1}, 1
    for kans in kansen:
        nieuw: dict[int, int] = {}
        for aantal, deel in delen.items():
            for erbij, procent in ((kans.plaatsen, kans.procent), (0, VOL - kans.procent)):
                if procent:
                    nieuw[aantal + erbij] = nieuw.get(aantal + erbij, 0) + deel * procent
        delen, geheel = nieuw, geheel * VOL
    return {aantal: Fraction(deel, geheel) for aantal, deel in sorted(delen.items())}


def find_band(kansen: Iterable[Kans]) -> tuple[int, int]:
    """The low and the high number of places: see above."""
    kans = spread(kansen)
    return _reach(kans, reversed(kans)), _reach(kans, kans)


def _reach(kans: dict[int, Fraction], aantallen: Iterable[int]) -> int:
    """The first number, going through them in this order, at which the chances together are large enough."""
    rij = list(aantallen)
    return next(
        aantal
        for aantal, samen in zip(rij, accumulate(kans[aantal] for aantal in rij), strict=True)
        if samen >= ZEKERHEID
    )
