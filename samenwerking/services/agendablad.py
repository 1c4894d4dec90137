"""The agenda of a meeting as one person reads it: each point with its way to the case, its actions and decisions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.apps import apps

from samenwerking.models import Actie, Agendapunt, Agendasoort, Besluit, BesluitStatus, Gebruiker, Overleg
from samenwerking.services.agenda import EIGEN


@dataclass(frozen=True)
class Agendarij:
    """One point. `nummer` is its place; `url` leads to what it is about, empty for who may not open that; `dagen` says
    how long it is open."""

    nummer: int
    punt: Agendapunt
    url: str
    dagen: int | None
    acties: tuple[Actie, ...]
    besluiten: tuple[tuple[Besluit, BesluitStatus], ...]

    @property
    def kop(self) -> str:
        """What stands above points of this kind; what is neither a case nor someone's own, is about the whole."""
        if self.punt.soort == Agendasoort.VRIJ and not self.punt.sleutel.startswith(EIGEN):
            return "Stand van zaken"
        return str(Agendasoort(self.punt.soort).label)


@dataclass(frozen=True)
class Agendablad:
    """What stands on the agenda in its order, what was taken off it, and what has to be done: for a meeting that is
    still open everything of its series, else what was agreed in it."""

    rijen: tuple[Agendarij, ...]
    vervallen: tuple[Agendapunt, ...]
    acties: tuple[Actie, ...]


def read_agenda(overleg: Overleg, gebruiker: Gebruiker, vandaag: date) -> Agendablad:
    """As far as this person may read it. Four queries, and one for each kind of thing that the points are about."""
    zichtbaar = Agendapunt.objects.visible_to(gebruiker)
    punten = list(
        zichtbaar.filter(overleg=overleg).select_related("corporatie", "vervallen_door").order_by("volgorde", "pk")
    )
    staand = [punt for punt in punten if punt.vervallen_op is None]
    for punt in punten:
        punt.overleg = overleg
    acties = _read_acties(overleg, zichtbaar)
    besluiten = list(Besluit.objects.visible_to(gebruiker).filter(agendapunt__in=[punt.pk for punt in staand]))
    links = find_links(staand, gebruiker)
    return Agendablad(
        rijen=tuple(
            Agendarij(
                nummer,
                punt,
                links.get(punt.pk, ""),
                (vandaag - punt.sinds).days if punt.sinds else None,
                tuple(actie for actie in acties if actie.agendapunt_id == punt.pk),
                tuple((b, BesluitStatus(b.status)) for b in besluiten if b.agendapunt_id == punt.pk),
            )
            for nummer, punt in enumerate(staand, start=1)
        ),
        vervallen=tuple(punt for punt in punten if punt.vervallen_op),
        acties=tuple(actie for actie in acties if actie.is_open or actie.agendapunt in punten),
    )


def _read_acties(overleg: Overleg, zichtbaar: Any) -> list[Actie]:
    """What was agreed at points that one may read: in this meeting, and while it is open in all of its series."""
    acties = Actie.objects.filter(agendapunt__in=zichtbaar, vervallen_op=None).select_related("agendapunt", "eigenaar")
    if overleg.verslag_op:
        acties = acties.filter(agendapunt__overleg=overleg)
    else:
        acties = acties.filter(agendapunt__overleg__reeks=overleg.reeks_id)
    return sorted(acties, key=lambda a: (not a.is_open, a.uiterlijk or date.max, a.gemaakt_op))


def find_links(punten: Iterable[Agendapunt], gebruiker: Gebruiker) -> dict[UUID, str]:
    """Of each point the address of what it is about, where this person may open that. One query for each kind of thing,
    however many points there are."""
    per_soort: dict[str, list[Agendapunt]] = {}
    for punt in punten:
        if punt.onderwerp_soort:
            per_soort.setdefault(punt.onderwerp_soort, []).append(punt)
    links: dict[UUID, str] = {}
    for soort, eigen in per_soort.items():
        model: Any = apps.get_model(soort)
        if not hasattr(model, "get_absolute_url"):
            continue
        sleutels = [punt.onderwerp_id for punt in eigen]
        dingen = model._default_manager.visible_to(gebruiker).filter(pk__in=sleutels)
        adressen = {str(ding.pk): ding.get_absolute_url() for ding in dingen}
        links |= {punt.pk: adressen[punt.onderwerp_id] for punt in eigen if punt.onderwerp_id in adressen}
    return links
