"""All gemeenten beside each other: the page and its files."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Case, F, FloatField, QuerySet, Value, When
from django.db.models.functions import Greatest
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from rapportage.filters import LandFilter
from rapportage.overzichten import (
    LandTotaal,
    list_halfjaren,
    list_provincies,
    read_landrijen,
    select_voortgang,
    sum_land,
)
from rapportage.policies import (
    can_view_overzicht,
    dashboard_scope,
    has_dashboard,
    managed_gemeente,
    provincies_in_overzicht,
)
from rapportage.resources import CONTENT_TYPES, write_voortgang
from rapportage.views.bewaard import show
from samenwerking.basis.toegang import policy
from samenwerking.models import Gebeurtenis, Gemeente
from samenwerking.services.logboek import log
from samenwerking.services.wijziging import last_telling
from taakstelling.models import Voortgang
from taakstelling.regels.halfjaar import MAANDEN, Halfjaar
from taakstelling.services.herberekening import Achterstallig, find_achterstallig

PER_PAGINA = 50
STANDAARD = "schema"
PERCENTAGE = Case(
    When(opgave__gt=0, then=F("gerealiseerd") * 1.0 / F("opgave")), default=None, output_field=FloatField()
)


@dataclass(frozen=True)
class Lijst:
    """What the address asks for: the rows, filtered and sorted, and what they are part of."""

    halfjaar: Halfjaar
    gebied: str
    peildatum: date
    filter: LandFilter
    sorteer: str
    rijen: "QuerySet[Voortgang]"
    totaal: LandTotaal


@dataclass(frozen=True)
class Zicht:
    """On what the page depends beside the address and the figures: the moment, and what this person may see."""

    vandaag: date
    provincies: tuple[str, ...] | None
    dashboards: tuple[tuple[int, ...], tuple[str, ...]]
    beheert: tuple[str, str] | None
    achterstallig: Achterstallig | None


@require_safe
@policy(can_view_overzicht)
def overzicht(request: HttpRequest) -> HttpResponse:
    gebruiker = request.user
    provincies, beheert = provincies_in_overzicht(gebruiker), managed_gemeente(gebruiker)
    ziet = Zicht(
        vandaag=timezone.localdate(),
        provincies=None if provincies is None else tuple(sorted(provincies)),
        dashboards=dashboard_scope(gebruiker),
        beheert=beheert and (beheert.code, beheert.naam),
        achterstallig=find_achterstallig(timezone.now()),
    )
    return show(
        request,
        "rapportage/land_list.html",
        stand=last_telling(),
        ziet=ziet,
        maak=lambda: _inhoud(request, ziet, beheert),
        kader={},
        alleen="lijst" if request.htmx else "",
    )


def _inhoud(request: HttpRequest, ziet: Zicht, beheert: Gemeente | None) -> dict[str, Any]:
    """What stands on the page, for everyone who sees the same."""
    lijst = _lijst(request)
    pagina = Paginator(lijst.rijen, PER_PAGINA).get_page(request.GET.get("pagina"))
    rijen = read_landrijen(pagina.object_list, lijst.peildatum)
    return {
        "lijst": lijst,
        "filter": lijst.filter,
        "sorteer": lijst.sorteer,
        "totaal": lijst.totaal,
        "pagina": pagina,
        "rijen": [(r, has_dashboard(request.user, r.gemeente_id, r.provincie_code)) for r in rijen],
        "gebied": lijst.gebied,
        "vandaag": lijst.peildatum,
        "achterstallig": ziet.achterstallig,
        "beheert": beheert,
    }


@require_safe
@policy(can_view_overzicht)
def download(request: HttpRequest, formaat: str) -> HttpResponse:
    """The list of the page, all rows of it, as a file. Who took what is logged."""
    lijst = _lijst(request)
    rijen = read_landrijen(lijst.rijen, lijst.peildatum)
    gegevens = {"halfjaar": str(lijst.halfjaar), "rijen": len(rijen), "formaat": formaat}
    log(Gebeurtenis.UITVOER, onderwerp=None, door=request.user, gemeente=request.user.gemeente, gegevens=gegevens)
    naam = f"voortgang-{lijst.halfjaar}-per-{lijst.peildatum:%d-%m-%Y}.{formaat}"
    return HttpResponse(
        write_voortgang(rijen, lijst.totaal, formaat),
        content_type=CONTENT_TYPES[formaat],
        headers={"Content-Disposition": f'attachment; filename="{naam}"'},
    )


def _lijst(request: HttpRequest) -> Lijst:
    vandaag = timezone.localdate()
    provincies = provincies_in_overzicht(request.user)
    halfjaren, keuzes = list_halfjaren(provincies), list_provincies(provincies)
    standaard = _standaard(halfjaren, Halfjaar.van_datum(vandaag))
    halfjaar = next((h for h in halfjaren if str(h) == request.GET.get("halfjaar")), standaard)
    voortgang = select_voortgang(halfjaar, vandaag, provincies)
    data = request.GET.copy()
    data["halfjaar"] = str(halfjaar)
    filter_ = LandFilter(
        data, queryset=voortgang, halfjaren=halfjaren or [halfjaar], standaard=standaard, provincies=keuzes
    )
    sorteringen = _sorteringen(halfjaar, vandaag)
    sorteer = request.GET.get("sorteer", STANDAARD)
    sorteer = sorteer if sorteer in sorteringen else STANDAARD
    rijen = filter_.qs.order_by(sorteringen[sorteer], "gemeente__naam")
    totaal = sum_land(voortgang, halfjaar, vandaag, provincies)
    gebied = "Nederland" if provincies is None else " en ".join(naam for _, naam in keuzes)
    return Lijst(halfjaar, gebied, vandaag, filter_, sorteer, rijen, totaal)


def _standaard(bekend: list[Halfjaar], huidig: Halfjaar) -> Halfjaar:
    """The current half-year, or the latest of which anything is known."""
    return huidig if huidig in bekend or not bekend else bekend[0]


def _sorteringen(halfjaar: Halfjaar, peildatum: date) -> dict:
    """What each sort key orders by; with a minus the other way round. Unknown percentages stand last both ways."""
    volgens_schema = Greatest(F("opgave"), Value(0)) * halfjaar.voltooide_maanden(peildatum)
    velden = {
        "naam": F("gemeente__naam"),
        "opgave": F("opgave"),
        "gerealiseerd": F("gerealiseerd"),
        "percentage": PERCENTAGE,
        "schema": F("gerealiseerd") * MAANDEN - volgens_schema,
        "saldo": F("saldo_eind"),
    }
    op = {sleutel: veld.asc(nulls_last=True) for sleutel, veld in velden.items()}
    return op | {f"-{sleutel}": veld.desc(nulls_last=True) for sleutel, veld in velden.items()}
