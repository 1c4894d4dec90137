"""The lists of households and of homes as the address asks for them: filtered and sorted, for a page and for a file.

First the keys of the rows, in order; what a row shows is read for the rows that are shown. Else a page of fifty would
have the database work out the status of ten thousand.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, Exists, F, OuterRef, Prefetch, Subquery, Value, When
from django.http import HttpRequest
from django.utils import timezone
from django_filters import FilterSet

from huisvesting.filters import AanbodFilter, HuishoudenFilter
from huisvesting.models import Gezinsrol, Huishouden, Plaatsing, Statushouder, Woningaanbod
from huisvesting.regels.beurt import Partij

OP_TERMIJN = "termijn"
# Who has a key has no term any more, nor has a closed dossier: those come last, whichever way the terms are sorted.
SORTERING_HUISHOUDENS = {
    OP_TERMIJN: ("is_klaar", "koppeldatum", "huishoudnummer", "pk"),
    "-termijn": ("is_klaar", "-koppeldatum", "huishoudnummer", "pk"),
    "naam": ("hoofdnaam", "koppeldatum", "huishoudnummer", "pk"),
    "-naam": ("-hoofdnaam", "koppeldatum", "huishoudnummer", "pk"),
    "personen": ("personen_aantal", "koppeldatum", "huishoudnummer", "pk"),
    "-personen": ("-personen_aantal", "koppeldatum", "huishoudnummer", "pk"),
}
OP_AANDRANG = "beurt"
SORTERING_AANBOD = {
    OP_AANDRANG: ("rang", F("optiedatum").asc(nulls_last=True), "beschikbaar_vanaf", "pk"),
    "beschikbaar": ("beschikbaar_vanaf", "pk"),
    "-beschikbaar": ("-beschikbaar_vanaf", "pk"),
    "optie": (F("optiedatum").asc(nulls_last=True), "pk"),
    "-optie": (F("optiedatum").desc(nulls_last=True), "pk"),
    "slaapkamers": ("woning__slaapkamers", "beschikbaar_vanaf", "pk"),
    "-slaapkamers": ("-woning__slaapkamers", "beschikbaar_vanaf", "pk"),
}


@dataclass(frozen=True)
class Lijst:
    """What the address asks for. `sleutels` are the keys of all rows, in order; `partij` says who looks at homes."""

    filter: FilterSet
    sorteer: str
    sleutels: Any
    vandaag: date
    partij: Partij = Partij.GEMEENTE


def _sortering(request: HttpRequest, bekend: dict[str, Any], standaard: str) -> str:
    gevraagd = request.GET.get("sorteer", "")
    return gevraagd if gevraagd in bekend else standaard


# --- Households -------------------------------------------------------------------------------------------------------
def select_huishoudens(request: HttpRequest) -> Lijst:
    """Every household of the own gemeenten that the filter lets through."""
    hoofd = Statushouder.objects.filter(huishouden=OuterRef("pk")).order_by(
        Case(When(gezinsrol=Gezinsrol.HOOFD, then=Value(0)), default=Value(1)), "geboortedatum", "pk"
    )
    met_termijn = Huishouden.objects.zonder_woning().filter(pk=OuterRef("pk"))
    sorteer = _sortering(request, SORTERING_HUISHOUDENS, OP_TERMIJN)
    huishoudens = (
        Huishouden.objects.visible_to(request.user)
        .with_status()
        .with_personen()
        .alias(
            is_klaar=Case(When(Exists(met_termijn), then=Value(0)), default=Value(1)),
            hoofdnaam=Subquery(hoofd.values("achternaam")[:1]),
        )
        .order_by(*SORTERING_HUISHOUDENS[sorteer])
    )
    filter_ = HuishoudenFilter(request.GET, queryset=huishoudens, gebruiker=request.user)
    return Lijst(filter_, sorteer, filter_.qs.values_list("pk", flat=True), timezone.localdate())


def load_huishoudens(sleutels: Iterable[UUID]) -> list[Huishouden]:
    """These households in this order, with their status, people and needs, and whether they have a key (also of a home
    for a while). Four queries, whatever their number."""
    sleutels = list(sleutels)
    met_sleutel = Plaatsing.objects.lopend().filter(huishouden=OuterRef("pk")).exclude(sleuteldatum=None)
    # The V-nummer is not shown, so it need not be decrypted.
    leden = Prefetch("personen", Statushouder.objects.defer("v_nummer"))
    gevonden = (
        Huishouden.objects.with_status()
        .prefetch_related(leden)
        .with_behoefte()
        .select_related("gemeente", "eigenaar")
        .annotate(heeft_sleutel=Exists(met_sleutel))
        .filter(pk__in=sleutels)
    )
    op_sleutel = {huishouden.pk: huishouden for huishouden in gevonden}
    return [op_sleutel[sleutel] for sleutel in sleutels if sleutel in op_sleutel]


# --- Homes ------------------------------------------------------------------------------------------------------------
def select_aanbod(request: HttpRequest) -> Lijst:
    """The homes that are offered to the own gemeenten, or by the own corporation, that the filter lets through."""
    vandaag = timezone.localdate()
    partij = Partij.CORPORATIE if request.user.corporatie_ids() else Partij.GEMEENTE
    sorteer = _sortering(request, SORTERING_AANBOD, OP_AANDRANG)
    aanbod = (
        Woningaanbod.objects.visible_to(request.user)
        .with_status(vandaag)
        .with_vraag(vandaag, partij)
        .order_by(*SORTERING_AANBOD[sorteer])
    )
    filter_ = AanbodFilter(request.GET, queryset=aanbod, gebruiker=request.user, partij=partij, vandaag=vandaag)
    return Lijst(filter_, sorteer, filter_.qs.values_list("pk", flat=True), vandaag, partij)


def load_aanbod(sleutels: Iterable[UUID], lijst: Lijst) -> list[Woningaanbod]:
    """These homes in this order, with their status and what they ask. One query."""
    sleutels = list(sleutels)
    gevonden = (
        Woningaanbod.objects.with_status(lijst.vandaag)
        .with_vraag(lijst.vandaag, lijst.partij)
        .select_related("woning__corporatie", "gemeente")
        .filter(pk__in=sleutels)
    )
    op_sleutel = {aanbod.pk: aanbod for aanbod in gevonden}
    return [op_sleutel[sleutel] for sleutel in sleutels if sleutel in op_sleutel]
