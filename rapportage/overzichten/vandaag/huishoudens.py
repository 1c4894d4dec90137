"""Every household on its way to a home, as a line of the work list: what it asks, and by which day."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from huisvesting.models import (
    Dossiersluiting,
    Huishouden,
    HuishoudenStatus,
    Parkering,
    Plaatsing,
    Plaatsingspersoon,
    Voordracht,
    VoordrachtStatus,
)
from huisvesting.models.huishouden import VERHUIS_TERMIJN, WONING_TERMIJN
from huisvesting.models.weigering import Afwijzing
from huisvesting.regels.keten import uiterste_dag
from rapportage.overzichten.vandaag.regel import WEEK, Bron, Kijk, Regel, Soort
from samenwerking.services.actie import add_werkdagen

# COA's list is checked within so many working days.
ONTVANGST_WERKDAGEN = 2
# The search for the next home begins so long before a temporary lease ends.
DOORSTROOM_VOORAF = timedelta(weeks=12)

S, V = HuishoudenStatus, VoordrachtStatus
SOORT_VAN_STATUS: dict[str, Soort] = {
    S.AANGEMELD: Soort.ONTVANGST,
    S.ONVOLLEDIG: Soort.GEGEVENS,
    S.GEKOPPELD: Soort.INTAKE,
    S.INTAKE: Soort.INTAKE,
    S.KLAAR: Soort.ZOEKEN,
    S.GEPARKEERD: Soort.GEPARKEERD,
    S.WEIGERING: Soort.WEIGERING,
    S.GEACCEPTEERD: Soort.CONTRACT,
    S.CONTRACT: Soort.SLEUTEL,
}
SOORT_VAN_VOORDRACHT: dict[str, Soort] = {
    V.VOORGESTELD: Soort.ANTWOORD,
    V.AFWIJZING_GEMELD: Soort.AFWIJZING,
    V.AKKOORD_CORPORATIE: Soort.AANBIEDEN,
    V.AANGEBODEN: Soort.REACTIE,
    V.GEEN_REACTIE: Soort.REACTIE,
    V.WEIGERING_GEMELD: Soort.WEIGERING,
    V.GEACCEPTEERD: Soort.CONTRACT,
}
WOONT = (S.GEHUISVEST, S.TIJDELIJK_GEHUISVEST, S.NAZORG)


def list_huishoudens(kijk: Kijk, sinds: datetime) -> list[Regel]:
    """In: the moment since when a household is new. Four queries, whatever the number of households."""
    if not kijk.casework:
        return []
    voordrachten, plaatsingen = _voordrachten(kijk), _plaatsingen(kijk)
    return [
        _regel(
            rij,
            voordrachten.get(rij["pk"]),
            plaatsingen.get(rij["pk"], ()),
            is_aangekomen=rij["aangemeld_op"] >= sinds,
        )
        for rij in _onderweg(kijk)
    ]


def _onderweg(kijk: Kijk) -> "QuerySet[Huishouden, dict[str, Any]]":
    """All but those that live in their home and are checked out at COA; who must move on, or does, is on its way."""
    lopend = Plaatsing.objects.lopend().filter(huishouden=OuterRef("pk"), doorstroom_op=None)
    bij_coa = Plaatsingspersoon.objects.filter(
        plaatsing__in=Plaatsing.objects.lopend(), plaatsing__huishouden=OuterRef("pk"), afmelddatum=None
    )
    loopt_af = lopend.filter(tijdelijk_tot__lte=kijk.peildatum + DOORSTROOM_VOORAF + WEEK)
    parkering = Parkering.objects.filter(huishouden=OuterRef("pk"), hervat_op=None)
    voorstel = Dossiersluiting.objects.filter(huishouden=OuterRef("pk"), besloten_op=None, afgewezen_op=None)
    return (
        Huishouden.objects.visible_to(kijk.gebruiker)
        .lopend()
        .filter(~Exists(lopend.exclude(sleuteldatum=None)) | Exists(bij_coa) | Exists(loopt_af))
        .with_status()
        .annotate(
            parkering_tot=Subquery(parkering.values("tot")[:1]),
            heeft_voorstel=Exists(voorstel),
            bij_coa=Exists(bij_coa),
        )
        .order_by()
        .values(
            "pk",
            "koppeldatum",
            "aangemeld_op",
            "eigenaar_id",
            "status",
            "parkering_tot",
            "heeft_voorstel",
            "bij_coa",
        )
    )


def _voordrachten(kijk: Kijk) -> dict[UUID, dict[str, Any]]:
    """Of each household the latest open voordracht that has no temporary home to move on from, with the day by which
    the next answer must be there."""
    opnieuw = Afwijzing.objects.filter(voordracht=OuterRef("pk")).order_by("-heroverwogen_op")
    rijen = (
        Voordracht.objects.visible_to(kijk.gebruiker)
        .open()
        .filter(plaatsing__doorstroom_op=None)
        .annotate(heroverwogen_op=Subquery(opnieuw.exclude(heroverwogen_op=None).values("heroverwogen_op")[:1]))
        .order_by("voorgesteld_op")
        .values(
            "pk",
            "huishouden_id",
            "status",
            "aanbod_id",
            "aanbod__gemeente_id",
            "aanbod__optiedatum",
            "aanbod__woning__corporatie_id",
            "reactie_uiterlijk",
            "lopende_weigering__oordeel_uiterlijk",
            "voorgesteld_op",
            "heroverwogen_op",
        )
    )
    per_huishouden = {}
    for rij in rijen:
        gevraagd = timezone.localdate(rij["heroverwogen_op"] or rij["voorgesteld_op"])
        rij["antwoord_uiterlijk"] = gevraagd + kijk.wacht(
            rij["aanbod__gemeente_id"], rij["aanbod__woning__corporatie_id"]
        )
        per_huishouden[rij["huishouden_id"]] = rij
    return per_huishouden


def _plaatsingen(kijk: Kijk) -> dict[UUID, list[dict[str, Any]]]:
    """Of each household its running plaatsingen of which the aftercare is not closed, the latest first."""
    per_huishouden: dict[UUID, list[dict[str, Any]]] = {}
    rijen = (
        Plaatsing.objects.visible_to(kijk.gebruiker)
        .lopend()
        .filter(Q(afgerond_op=None) | Q(tijdelijk_tot__isnull=False))
        .order_by("-getekend_op")
        .values(
            "pk",
            "huishouden_id",
            "ingangsdatum",
            "sleuteldatum",
            "tijdelijk_tot",
            "doorstroom_op",
            "aanbod_id",
            "aanbod__woning__corporatie_id",
        )
    )
    for rij in rijen:
        per_huishouden.setdefault(rij["huishouden_id"], []).append(rij)
    return per_huishouden


def _regel(
    rij: dict[str, Any],
    voordracht: dict[str, Any] | None,
    plaatsingen: Iterable[dict[str, Any]],
    *,
    is_aangekomen: bool,
) -> Regel:
    vast = next((p for p in plaatsingen if not p["doorstroom_op"]), None)
    tijdelijk = next((p for p in plaatsingen if p["doorstroom_op"]), None)
    soort = _soort(rij, voordracht)
    woning = vast or voordracht or {}
    return Regel(
        Bron.HUISHOUDEN,
        rij["pk"],
        soort,
        min(_termijnen(rij, soort, voordracht, vast, tijdelijk)),
        sleutels=(rij["pk"], woning.get("aanbod_id")),
        eigenaar=rij["eigenaar_id"],
        corporatie=woning.get("aanbod__woning__corporatie_id"),
        voordracht=voordracht["pk"] if voordracht else None,
        plaatsing=vast["pk"] if vast else None,
        is_aangekomen=is_aangekomen,
    )


def _soort(rij: dict[str, Any], voordracht: dict[str, Any] | None) -> Soort:
    if rij["heeft_voorstel"]:
        return Soort.BESLUIT
    if rij["status"] in WOONT:
        return Soort.AFMELDEN if rij["bij_coa"] else Soort.DOORSTROOM
    if rij["status"] in (S.GEMATCHT, S.AANGEBODEN) and voordracht:
        return SOORT_VAN_VOORDRACHT[voordracht["status"]]
    return SOORT_VAN_STATUS[rij["status"]]


def _termijnen(
    rij: dict[str, Any],
    soort: Soort,
    voordracht: dict[str, Any] | None,
    vast: dict[str, Any] | None,
    tijdelijk: dict[str, Any] | None,
) -> Iterator[date]:
    """Every day that counts; the first of them is the one to show."""
    if soort == Soort.DOORSTROOM and vast:
        yield vast["tijdelijk_tot"] - DOORSTROOM_VOORAF
        return
    if tijdelijk and not vast:
        # Who lives somewhere for a while has no term of the koppeling any more.
        yield tijdelijk["tijdelijk_tot"]
    else:
        yield uiterste_dag(
            woning_uiterlijk=rij["koppeldatum"] + WONING_TERMIJN,
            verhuisd_uiterlijk=rij["koppeldatum"] + VERHUIS_TERMIJN,
            optiedatum=voordracht["aanbod__optiedatum"] if voordracht else None,
            is_geaccepteerd=soort == Soort.CONTRACT,
            huuringang=vast["ingangsdatum"] if vast else None,
        )
        if vast and not vast["sleuteldatum"]:
            yield rij["koppeldatum"] + VERHUIS_TERMIJN
    if soort == Soort.ONTVANGST:
        yield add_werkdagen(timezone.localdate(rij["aangemeld_op"]), ONTVANGST_WERKDAGEN)
    if rij["parkering_tot"] and soort == Soort.GEPARKEERD:
        yield rij["parkering_tot"]
    if voordracht:
        yield from filter(None, (_antwoord(soort, voordracht),))


def _antwoord(soort: Soort, voordracht: dict[str, Any]) -> date | None:
    """By when the answer that the voordracht waits for must be there."""
    veld = {
        Soort.ANTWOORD: "antwoord_uiterlijk",
        Soort.REACTIE: "reactie_uiterlijk",
        Soort.WEIGERING: "lopende_weigering__oordeel_uiterlijk",
    }.get(soort)
    return voordracht[veld] if veld else None
