"""What else waits for someone: points of a list whose day is near or past, refusals that want a verdict, decisions
that were submitted to him, and escalations that lie with him."""

from collections.abc import Set
from datetime import date
from uuid import UUID

from django.db.models import Q

from huisvesting.models import CoaImport, Huishouden, Plaatsing, Weigering
from rapportage.overzichten.vandaag.regel import WEEK, Bron, Kijk, Regel, Soort
from rapportage.overzichten.wachtend import besluit_uiterlijk, besluiten_for, escalaties_for
from samenwerking.models import Actie, Actielijst

# These say in one point what the household or the refusal asks by itself.
MET_EIGEN_REGEL = (Actielijst.ONTVANGST, Actielijst.OORDEEL)
MET_ACTIES = tuple(model._meta.label_lower for model in (Huishouden, Plaatsing, CoaImport))


def list_acties(kijk: Kijk) -> list[Regel]:
    """One line for all that one person has to do about one case within a week, the first of it by name, and one for
    each actie about something else. What another department does is watched by the owner of the dossier. Three
    queries."""
    eigen = Q(eigenaar=kijk.gebruiker, gemeente__in=kijk.gebruiker.gemeente_ids())
    rijen = list(
        Actie.objects.open()
        .filter(Q(gemeente__in=kijk.casework) | eigen, uiterlijk__lte=kijk.peildatum + WEEK)
        .exclude(lijst__in=MET_EIGEN_REGEL)
        .order_by("uiterlijk", "gemaakt_op", "titel", "pk")
        .values_list("pk", "uiterlijk", "eigenaar_id", "afdeling", "onderwerp_soort", "onderwerp_id")
    )
    van_zaken = [(*rij[:4], UUID(rij[5]) if rij[4] in MET_ACTIES else rij[0]) for rij in rijen]
    eigenaren = _eigenaren({onderwerp for *_, afdeling, onderwerp in van_zaken if afdeling})
    groepen: dict[tuple[UUID, UUID | None], list[tuple[UUID, date]]] = {}
    for pk, uiterlijk, eigenaar, afdeling, onderwerp_pk in van_zaken:
        wie = eigenaren.get(onderwerp_pk) if afdeling and eigenaar is None else eigenaar
        groepen.setdefault((onderwerp_pk, wie), []).append((pk, uiterlijk))
    return [
        Regel(
            Bron.ACTIE,
            punten[0][0],
            Soort.ACTIE,
            punten[0][1],
            sleutels=tuple(pk for pk, _ in punten),
            eigenaar=wie,
            aantal=len(punten) - 1,
        )
        for (_, wie), punten in groepen.items()
    ]


def _eigenaren(sleutels: Set[UUID]) -> dict[UUID, UUID | None]:
    """Who handles the dossier that these households and plaatsingen belong to."""
    huishoudens = Huishouden.objects.filter(pk__in=sleutels).order_by()
    plaatsingen = Plaatsing.objects.filter(pk__in=sleutels).order_by()
    return {
        **dict(huishoudens.values_list("pk", "eigenaar_id")),
        **dict(plaatsingen.values_list("pk", "huishouden__eigenaar_id")),
    }


def list_weigeringen(kijk: Kijk) -> list[Regel]:
    """Refusals that wait for the jurist. Who does casework there has the line of the household. One query."""
    gemeenten = kijk.jurist - kijk.casework
    if not gemeenten:
        return []
    rijen = (
        Weigering.objects.visible_to(kijk.gebruiker)
        .open()
        .filter(voordracht__aanbod__gemeente__in=gemeenten)
        .values_list(
            "pk",
            "oordeel_uiterlijk",
            "voordracht_id",
            "voordracht__huishouden_id",
            "voordracht__aanbod__woning__corporatie_id",
        )
    )
    return [
        Regel(
            Bron.WEIGERING,
            pk,
            Soort.WEIGERING,
            uiterlijk,
            sleutels=(voordracht, huishouden),
            corporatie=corporatie,
            voordracht=voordracht,
        )
        for pk, uiterlijk, voordracht, huishouden, corporatie in rijen
    ]


def list_besluiten(kijk: Kijk) -> list[Regel]:
    """Decisions that were submitted to a role of this person. One query."""
    if not kijk.uitvoering:
        return []
    return [
        Regel(Bron.BESLUIT, besluit.pk, Soort.VOORSTEL, besluit_uiterlijk(besluit), sleutels=(besluit.pk,))
        for besluit in besluiten_for(kijk.gebruiker, kijk.peildatum)
    ]


def list_escalaties(kijk: Kijk) -> list[Regel]:
    """Escalations that lie with the opgavemanager: the next levels have the page of the opgaveteam. One query."""
    if not kijk.leiding:
        return []
    return [
        Regel(Bron.ESCALATIE, escalatie.pk, Soort.ESCALATIE, escalatie.uiterlijk, sleutels=(escalatie.pk,))
        for escalatie in escalaties_for(kijk.gebruiker)
    ]
