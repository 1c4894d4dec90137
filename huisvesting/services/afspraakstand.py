"""How corporations stand against what they agreed: the numbers of the page, and the homes behind each number."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from huisvesting.models import Prestatieafspraak, Slaapkamerklasse, Woningaanbod
from huisvesting.regels.afspraak import Nakoming, Telling, add_up, assess_nakoming, bedroom_row
from samenwerking.models import Gemeente
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.regels.voortgang import Schema


@dataclass(frozen=True)
class Rij:
    """One row: what was agreed and what came of it. `slaapkamers` is None for the rows together."""

    slaapkamers: Slaapkamerklasse | None
    afspraak: Prestatieafspraak | None
    nakoming: Nakoming
    telling: Telling
    verwacht: int
    schema: Schema | None


@dataclass(frozen=True)
class Corporatiestand:
    """Of one corporation in one half-year."""

    pk: uuid.UUID
    naam: str
    rijen: tuple[Rij, ...]
    totaal: Rij

    @property
    def met_totaal(self) -> tuple[Rij, ...]:
        """The rows as a table shows them: one row alone needs no total."""
        return (*self.rijen, self.totaal) if len(self.rijen) > 1 else self.rijen


def homes_for(gemeente: Gemeente, halfjaar: Halfjaar, peildatum: date) -> "QuerySet[Woningaanbod]":
    """The reported homes of a half-year with what became of them: what every number counts and every list shows."""
    return Woningaanbod.objects.for_gemeente(gemeente).gemeld().for_halfjaar(halfjaar).with_uitkomst(peildatum)


def collect_standen(
    gemeente: Gemeente, halfjaar: Halfjaar, peildatum: date, corporaties: Collection[uuid.UUID] | None = None
) -> list[Corporatiestand]:
    """The corporations that agreed or offered something, by name; two queries, however many homes there are.

    In: the day for which it stands; `corporaties`, the only ones to count (None: all).
    """
    afspraken = Prestatieafspraak.objects.for_halfjaar(gemeente, halfjaar).geldend().select_related("corporatie")
    homes = homes_for(gemeente, halfjaar, peildatum)
    if corporaties is not None:
        afspraken = afspraken.filter(corporatie__in=corporaties)
        homes = homes.filter(woning__corporatie__in=corporaties)
    namen: dict[uuid.UUID, str] = {}
    per_klasse: dict[uuid.UUID, dict[str, Prestatieafspraak]] = defaultdict(dict)
    for afspraak in afspraken:
        namen[afspraak.corporatie_id] = afspraak.corporatie.naam
        per_klasse[afspraak.corporatie_id][afspraak.slaapkamers] = afspraak
    tellingen: dict[uuid.UUID, dict[str, Telling]] = defaultdict(lambda: defaultdict(Telling))
    for groep in _count(homes):
        corporatie = groep["woning__corporatie"]
        namen[corporatie] = groep["woning__corporatie__naam"]
        rij = bedroom_row(str(groep["slaapkamerklasse"]), per_klasse[corporatie].keys())
        tellingen[corporatie][rij] += _telling(groep)
    return [
        _stand(pk, naam, per_klasse[pk], tellingen[pk], halfjaar, peildatum)
        for pk, naam in sorted(namen.items(), key=lambda item: item[1].casefold())
    ]


def add_standen(standen: Iterable[Corporatiestand], halfjaar: Halfjaar, peildatum: date) -> Rij:
    """Every corporation together. Only for who reads all of them, or one has only one's own."""
    totalen = [stand.totaal for stand in standen]
    nakoming = add_up(totaal.nakoming for totaal in totalen)
    return _rij(None, None, nakoming, sum((t.telling for t in totalen), start=Telling()), halfjaar, peildatum)


def _rij(
    klasse: str | None,
    afspraak: Prestatieafspraak | None,
    nakoming: Nakoming,
    telling: Telling,
    halfjaar: Halfjaar,
    peildatum: date,
) -> Rij:
    return Rij(
        slaapkamers=Slaapkamerklasse(klasse) if klasse else None,
        afspraak=afspraak,
        nakoming=nakoming,
        telling=telling,
        verwacht=nakoming.verwacht(halfjaar, peildatum),
        schema=nakoming.schema(halfjaar, peildatum),
    )


def _count(homes: "QuerySet[Woningaanbod]") -> Iterable[Mapping[str, Any]]:
    """How many homes there are of each corporation, class and outcome: a few groups, counted by the database."""
    return (
        homes.annotate(is_bevestigd=Q(bevestigd_op__isnull=False))
        .order_by()
        .values(
            "woning__corporatie",
            "woning__corporatie__naam",
            "slaapkamerklasse",
            "is_bevestigd",
            "is_verhuurd",
            "verliesklasse",
        )
        .annotate(aantal=Count("pk"))
    )


def _telling(groep: Mapping[str, Any]) -> Telling:
    aantal = groep["aantal"]
    return Telling(
        aangeboden=aantal,
        bevestigd=aantal if groep["is_bevestigd"] else 0,
        verhuurd=aantal if groep["is_verhuurd"] else 0,
        verloren={groep["verliesklasse"]: aantal} if groep["verliesklasse"] else {},
    )


def _stand(
    pk: uuid.UUID,
    naam: str,
    afspraken: dict[str, Prestatieafspraak],
    tellingen: dict[str, Telling],
    halfjaar: Halfjaar,
    peildatum: date,
) -> Corporatiestand:
    afgesproken = {klasse: afspraak.aantal for klasse, afspraak in afspraken.items()}
    nakomingen = assess_nakoming(afgesproken, {rij: telling.verhuurd for rij, telling in tellingen.items()})

    rijen = tuple(
        _rij(rij, afspraken.get(rij), nakoming, tellingen.get(rij, Telling()), halfjaar, peildatum)
        for rij, nakoming in nakomingen.items()
    )
    alles = sum(tellingen.values(), start=Telling())
    return Corporatiestand(pk, naam, rijen, _rij(None, None, add_up(nakomingen.values()), alles, halfjaar, peildatum))
