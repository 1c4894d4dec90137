"""What the pages about places read: the pipeline by stage, and what happened to one place."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_date

from samenwerking.models import (
    Gebeurtenis,
    Gebruiker,
    Gemeente,
    Locatie,
    Locatiepunt,
    LocatieStatus,
    Locatieverwachting,
    Logregel,
    Puntoordeel,
    Puntsoort,
)
from samenwerking.regels.locatie import STADIA, Stap, build_stappen, netto, per_plaats, weigh
from samenwerking.regels.locatiekaart import LETTERS, Locatiekaart, Plek, draw_kaart

# A Locatie with what `with_verwachting` and `with_punten` add to it, and its `nummer` in the pipeline.
Rij = Any


@dataclass(frozen=True)
class Kolom:
    """One stage: the places in it, how many people they would house, and on how many of those is counted."""

    stadium: LocatieStatus
    procent: int
    locaties: tuple[Rij, ...]

    @property
    def letter(self) -> str:
        return LETTERS[self.stadium.value]

    @property
    def plaatsen(self) -> int:
        return sum(locatie.plaatsen or 0 for locatie in self.locaties)

    @property
    def gewogen(self) -> Fraction:
        return weigh(self.plaatsen, self.procent)


@dataclass(frozen=True)
class Pijplijn:
    """The places of a gemeente by stage; those that were dropped apart, the latest first. Each place that runs has a
    `nummer`, by which the schematic and its table point at the same one."""

    kolommen: tuple[Kolom, ...]
    afgevallen: tuple[Rij, ...]

    @property
    def locaties(self) -> tuple[Rij, ...]:
        return tuple(locatie for kolom in self.kolommen for locatie in kolom.locaties)

    @property
    def plaatsen(self) -> int:
        return sum(kolom.plaatsen for kolom in self.kolommen)

    @property
    def kaart(self) -> Locatiekaart:
        return draw_kaart(
            Plek(
                locatie.nummer,
                str(locatie.status),
                locatie.richting,
                locatie.afstand_km,
                locatie.plaatsen or 0,
            )
            for locatie in self.locaties
        )


def read_pijplijn(gemeente: Gemeente, lezer: Gebruiker, peildatum: date, procenten: Mapping[str, int]) -> Pijplijn:
    """The places that this person may see here, in each stage by the day on which they are expected. One query."""
    gezien = Locatie.objects.visible_to(lezer).filter(gemeente=gemeente)
    locaties: list[Rij] = list(gezien.with_verwachting().with_punten(peildatum).select_related("wijk", "corporatie"))
    locaties.sort(key=lambda locatie: (locatie.datum or date.max, locatie.naam))
    kolommen = tuple(
        Kolom(
            LocatieStatus(stadium),
            procenten[stadium],
            tuple(locatie for locatie in locaties if locatie.status == stadium),
        )
        for stadium in STADIA
    )
    afgevallen = [locatie for locatie in locaties if locatie.afgevallen_op]
    pijplijn = Pijplijn(kolommen, tuple(sorted(afgevallen, key=lambda a: a.afgevallen_op, reverse=True)))
    for nummer, locatie in enumerate(pijplijn.locaties, start=1):
        locatie.nummer = nummer
    return pijplijn


# --- One place --------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Kosten:
    """What a place costs for each person, by one version; None where no amount is known."""

    netto: Decimal | None
    per_plaats: Decimal | None
    exploitatie_per_plaats: Decimal | None


def find_kosten(verwachting: Locatieverwachting) -> Kosten:
    """In: a version. Out: what the gemeente pays itself, and that and the yearly costs for each place."""
    investering, exploitatie = verwachting.investering, verwachting.exploitatie
    eigen = None if investering is None else netto(investering, verwachting.bijdrage)
    return Kosten(
        netto=eigen,
        per_plaats=None if eigen is None else per_plaats(eigen, verwachting.plaatsen),
        exploitatie_per_plaats=None if exploitatie is None else per_plaats(exploitatie, verwachting.plaatsen),
    )


def list_stappen(locatie: Locatie) -> tuple[Stap, ...]:
    """The stepper of a place."""
    momenten = [getattr(locatie, f"{stadium}_op") for stadium in STADIA]
    return build_stappen(
        [str(LocatieStatus(stadium).label) for stadium in STADIA],
        [timezone.localdate(moment) if moment else None for moment in momenten],
        is_afgevallen=locatie.afgevallen_op is not None,
    )


def list_gebeurtenissen(locatie: Locatie) -> list[Logregel]:
    """What happened to it, the latest first, each line with its `toelichting`. No amounts: the corporation reads it."""
    regels: list[Any] = list(Logregel.objects.for_onderwerp(locatie).gebeurtenissen().order_by("-op", "-pk"))
    for regel in regels:
        regel.toelichting = _explain(regel)
    return regels


def _explain(regel: Logregel) -> str:
    gegevens = regel.gegevens
    if regel.gebeurtenis == Gebeurtenis.LOCATIE_VERDER:
        return f"Naar {LocatieStatus(gegevens['naar']).label.lower()}"
    if regel.gebeurtenis == Gebeurtenis.LOCATIE_AFGEVALLEN:
        return f"In het stadium {LocatieStatus(gegevens['stadium']).label.lower()}"
    if regel.gebeurtenis == Gebeurtenis.LOCATIEPUNT_BIJGEWERKT:
        return f"{Puntsoort(gegevens['punt']).label}: {Puntoordeel(gegevens['oordeel']).label.lower()}"
    if regel.gebeurtenis == Gebeurtenis.LOCATIEVERWACHTING_VASTGELEGD:
        eerder = _verwacht(gegevens, "was_")
        return f"{_verwacht(gegevens)} (was: {eerder})" if eerder else _verwacht(gegevens)
    return _verwacht(gegevens) if regel.gebeurtenis == Gebeurtenis.LOCATIE_GEMELD else ""


def _verwacht(gegevens: Mapping[str, object], voor: str = "") -> str:
    plaatsen, datum = gegevens.get(f"{voor}plaatsen"), parse_date(str(gegevens.get(f"{voor}datum") or ""))
    if not plaatsen or datum is None:
        return ""
    return f"{plaatsen} {'plaats' if plaatsen == 1 else 'plaatsen'} op {datum:%d-%m-%Y}"


def sort_punten(locatie: Locatie) -> list[Locatiepunt]:
    """The checklist in its own order. One query."""
    volgorde = Puntsoort.values
    return sorted(locatie.punten.select_related("eigenaar"), key=lambda punt: volgorde.index(punt.soort))
