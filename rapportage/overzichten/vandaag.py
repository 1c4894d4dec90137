"""What the consulent has to do: every household on its way to a home, by the day on which its next step is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Subquery
from django.utils import timezone

from huisvesting.models import (
    Huishouden,
    HuishoudenStatus,
    Plaatsing,
    Plaatsingspersoon,
    Voordracht,
    Woningaanbod,
)
from huisvesting.models.huishouden import VERHUIS_TERMIJN, WONING_TERMIJN
from huisvesting.overzichten import VolgendeStap, next_step
from huisvesting.regels.keten import uiterste_dag
from huisvesting.regels.passendheid import assess_passendheid
from samenwerking.models import Gebruiker

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Termijn:
    """The next step of one household, by its key: due on `uiterlijk`; `is_nieuw` when it came this week."""

    huishouden_id: UUID
    uiterlijk: date
    is_nieuw: bool
    is_te_laat: bool
    is_deze_week: bool


@dataclass(frozen=True)
class Taak:
    """One line of the work list."""

    huishouden: Huishouden
    personen: int
    status: HuishoudenStatus
    stap: VolgendeStap
    termijn: Termijn


def list_termijnen(gebruiker: Gebruiker, peildatum: date) -> list[Termijn]:
    """Every household of this person's gemeenten that is not yet housed and checked out at COA, most urgent first.

    One query, without people: those are read for the lines that are shown.
    """
    voordracht = Voordracht.objects.open().filter(huishouden=OuterRef("pk")).order_by("-voorgesteld_op")
    plaatsing = Plaatsing.objects.lopend().filter(huishouden=OuterRef("pk")).order_by("-getekend_op")
    rijen = (
        _onderweg(gebruiker)
        .annotate(
            optiedatum=Subquery(voordracht.values("aanbod__optiedatum")[:1]),
            geaccepteerd_op=Subquery(voordracht.values("geaccepteerd_op")[:1]),
            huuringang=Subquery(plaatsing.values("ingangsdatum")[:1]),
        )
        .values_list("pk", "koppeldatum", "aangemeld_op", "optiedatum", "geaccepteerd_op", "huuringang")
    )
    return sorted((_termijn(*rij, peildatum=peildatum) for rij in rijen), key=lambda t: (t.uiterlijk, t.huishouden_id))


def _onderweg(gebruiker: Gebruiker) -> "QuerySet[Huishouden]":
    """All but those that live in their home and are checked out at COA."""
    met_sleutel = Plaatsing.objects.lopend().filter(huishouden=OuterRef("pk")).exclude(sleuteldatum=None)
    bij_coa = Plaatsingspersoon.objects.filter(
        plaatsing__in=Plaatsing.objects.lopend(), plaatsing__huishouden=OuterRef("pk"), afmelddatum=None
    )
    huishoudens = Huishouden.objects.visible_to(gebruiker)
    return huishoudens.filter(~Exists(met_sleutel) | Exists(bij_coa))


def _termijn(
    pk: UUID,
    koppeldatum: date,
    aangemeld_op: datetime,
    optiedatum: date | None,
    geaccepteerd_op: datetime | None,
    huuringang: date | None,
    *,
    peildatum: date,
) -> Termijn:
    uiterlijk = uiterste_dag(
        woning_uiterlijk=koppeldatum + WONING_TERMIJN,
        verhuisd_uiterlijk=koppeldatum + VERHUIS_TERMIJN,
        optiedatum=optiedatum,
        is_geaccepteerd=geaccepteerd_op is not None,
        huuringang=huuringang,
    )
    return Termijn(
        huishouden_id=pk,
        uiterlijk=uiterlijk,
        is_nieuw=timezone.localdate(aangemeld_op) > peildatum - WEEK,
        is_te_laat=uiterlijk < peildatum,
        is_deze_week=peildatum <= uiterlijk <= peildatum + WEEK,
    )


def load_taken(termijnen: Iterable[Termijn], peildatum: date) -> list[Taak]:
    """The lines of the work list for these households, in this order. Six queries, whatever their number."""
    termijnen = list(termijnen)
    huishoudens = (
        Huishouden.objects.with_status()
        .select_related("gemeente")
        .prefetch_related(
            "personen",
            Prefetch(
                "voordrachten",
                Voordracht.objects.open().select_related("aanbod__woning__corporatie").order_by("-voorgesteld_op"),
                to_attr="open_voordrachten",
            ),
            Prefetch(
                "plaatsingen",
                Plaatsing.objects.lopend().prefetch_related("personen").order_by("-getekend_op"),
                to_attr="lopende_plaatsingen",
            ),
        )
        .in_bulk([t.huishouden_id for t in termijnen])
    )
    woningen = list(
        Woningaanbod.objects.filter(gemeente__in={h.gemeente_id for h in huishoudens.values()})
        .beschikbaar(peildatum)
        .select_related("woning")
    )
    return [_taak(huishoudens[t.huishouden_id], t, woningen, peildatum) for t in termijnen]


def _taak(huishouden: Huishouden, termijn: Termijn, woningen: list[Woningaanbod], peildatum: date) -> Taak:
    voordracht = next(iter(huishouden.open_voordrachten), None)
    plaatsing = next(iter(huishouden.lopende_plaatsingen), None)
    passend = 0 if voordracht or plaatsing else sum(_past(huishouden, w) for w in woningen)
    stap = next_step(huishouden, voordracht, plaatsing, passend=passend, geteld_op=None, peildatum=peildatum)
    return Taak(huishouden, huishouden.aantal_personen, HuishoudenStatus(huishouden.status), stap, termijn)


def _past(huishouden: Huishouden, aanbod: Woningaanbod) -> bool:
    return (
        aanbod.gemeente_id == huishouden.gemeente_id
        and assess_passendheid(huishouden.behoefte(aanbod.beschikbaar_vanaf), aanbod.kenmerken).past
    )
