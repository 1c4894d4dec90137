"""Where a household stands on the way from koppeling to counted, and by which day the next step is due."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

# Start of the lease -> moved, and so checked out at COA.
INHUIS_TERMIJN = timedelta(weeks=2)


class Stand(StrEnum):
    GEDAAN = "gedaan"
    HUIDIG = "huidig"
    KOMEND = "komend"


@dataclass(frozen=True)
class Stap:
    """One step: its name, whether it was done, and on which day (None when not yet, or when the day is unknown)."""

    naam: str
    stand: Stand
    datum: date | None


NAMEN = ("Gekoppeld", "Intake", "Gematcht", "Aangeboden", "Geaccepteerd", "Sleutel", "Geteld")


def build_stappen(*data: date | None) -> tuple[Stap, ...]:
    """The stepper. In: the day of each step of NAMEN, None for what has not happened. Out: one Stap for each name;
    the first step without a day is the current one."""
    huidig = next((i for i, datum in enumerate(data) if datum is None), len(data))
    return tuple(
        Stap(naam, Stand.GEDAAN if i < huidig else Stand.HUIDIG if i == huidig else Stand.KOMEND, datum)
        for i, (naam, datum) in enumerate(zip(NAMEN, data, strict=True))
    )


def uiterste_dag(
    *,
    woning_uiterlijk: date,
    verhuisd_uiterlijk: date,
    optiedatum: date | None = None,
    is_geaccepteerd: bool = False,
    huuringang: date | None = None,
) -> date:
    """The day by which the next step must be done.

    In: the terms of the koppeling (R-402, R-404); the option of the home that the household is put forward for; its
    acceptance; the first day of the lease. Out: two weeks after the lease began (R-403); before a lease the term to
    move; before an acceptance the term to find a home, or the end of the option when that comes first.
    """
    if huuringang:
        return huuringang + INHUIS_TERMIJN
    if is_geaccepteerd:
        return verhuisd_uiterlijk
    return min(woning_uiterlijk, optiedatum or woning_uiterlijk)
