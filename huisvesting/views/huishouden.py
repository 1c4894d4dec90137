"""Households of the gemeente: the list, and one household with its next step."""

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Case, OuterRef, Subquery, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from huisvesting.filters import HuishoudenFilter
from huisvesting.models import (
    Gezinsrol,
    Huishouden,
    HuishoudenStatus,
    Normbedrag,
    Plaatsing,
    Statushouder,
    Voordracht,
    VoordrachtStatus,
    Woningaanbod,
)
from huisvesting.overzichten import next_step
from huisvesting.policies import can_list_huishoudens, can_view_huishouden
from huisvesting.regels.keten import Stap, build_stappen
from huisvesting.regels.passendheid import Passendheid, assess_passendheid
from huisvesting.services.telling import standing_of
from huisvesting.views.tijdlijn import events_of_huishouden
from samenwerking.basis.toegang import policy
from samenwerking.services.logboek import log_inzage

PER_PAGINA = 50
# Who has a key has no term any more, so those come last, whichever way the terms are sorted.
SORTERINGEN = {
    "termijn": ("gehuisvest", "koppeldatum", "huishoudnummer"),
    "-termijn": ("gehuisvest", "-koppeldatum", "huishoudnummer"),
    "naam": ("hoofdnaam", "koppeldatum", "huishoudnummer"),
    "-naam": ("-hoofdnaam", "koppeldatum", "huishoudnummer"),
    "personen": ("personen_aantal", "koppeldatum", "huishoudnummer"),
    "-personen": ("-personen_aantal", "koppeldatum", "huishoudnummer"),
}


def _huishoudens(request: HttpRequest, sorteer: str) -> Any:
    hoofd = Statushouder.objects.filter(huishouden=OuterRef("pk")).order_by(
        Case(When(gezinsrol=Gezinsrol.HOOFD, then=Value(0)), default=Value(1)), "geboortedatum", "pk"
    )
    return (
        Huishouden.objects.visible_to(request.user)
        .with_status()
        .with_personen()
        .alias(
            gehuisvest=Case(When(status=HuishoudenStatus.GEHUISVEST, then=Value(1)), default=Value(0)),
            hoofdnaam=Subquery(hoofd.values("achternaam")[:1]),
        )
        .select_related("gemeente")
        .prefetch_related("personen")
        .order_by(*SORTERINGEN[sorteer])
    )


@require_safe
@policy(can_list_huishoudens)
def huishouden_list(request: HttpRequest) -> HttpResponse:
    """Every household of the own gemeenten, the longest waiting first."""
    vandaag = timezone.localdate()
    sorteer = request.GET.get("sorteer", "")
    sorteer = sorteer if sorteer in SORTERINGEN else "termijn"
    filter_ = HuishoudenFilter(request.GET, queryset=_huishoudens(request, sorteer))
    page = Paginator(filter_.qs, PER_PAGINA).get_page(request.GET.get("pagina"))
    huishoudens = list(page.object_list)
    log_inzage(huishoudens, door=request.user)
    context = {
        "filter": filter_,
        "pagina": page,
        "huishoudens": [_row(h, vandaag) for h in huishoudens],
        "te_laat": filter_.qs.over_termijn(vandaag).count(),
        "sorteer": sorteer,
        "vandaag": vandaag,
    }
    template = "huisvesting/huishouden_list.html"
    return render(request, f"{template}#lijst" if request.htmx else template, context)


def _row(huishouden: Huishouden, vandaag: date) -> dict[str, Any]:
    status = HuishoudenStatus(huishouden.status)
    return {
        "huishouden": huishouden,
        "status": status,
        "behoefte": huishouden.behoefte(vandaag),
        "toont_termijn": status != HuishoudenStatus.GEHUISVEST,
    }


@require_safe
@policy(can_view_huishouden, Huishouden)
def huishouden_detail(request: HttpRequest, huishouden: Huishouden) -> HttpResponse:
    """One household: who, what is next, where it stands, what happened."""
    vandaag = timezone.localdate()
    log_inzage([huishouden], door=request.user)
    voordrachten = list(huishouden.voordrachten.select_related("aanbod__woning__corporatie", "reden"))
    voordracht, plaatsing = huishouden.open_voordracht(), huishouden.lopende_plaatsing()
    geteld_op = _geteld_op(huishouden)
    kandidaten = [] if voordracht or plaatsing else _woningen(huishouden, vandaag)
    heeft_sleutel = bool(plaatsing and plaatsing.sleuteldatum)
    context = {
        "huishouden": huishouden,
        "leden": [(p, p.leeftijd(vandaag)) for p in huishouden.leden],
        "behoefte": huishouden.behoefte(vandaag),
        "status": HuishoudenStatus(Huishouden.objects.with_status().get(pk=huishouden.pk).status),
        "voordracht": voordracht,
        "plaatsing": plaatsing,
        "heeft_sleutel": heeft_sleutel,
        "termijn": None if heeft_sleutel else huishouden.woning_uiterlijk,
        "stappen": _stappen(huishouden, voordracht, plaatsing, geteld_op),
        "volgende": next_step(
            huishouden,
            voordracht,
            plaatsing,
            passend=sum(oordeel.past for _, oordeel in kandidaten),
            geteld_op=geteld_op,
            peildatum=vandaag,
        ),
        "zoekt": not voordracht and not plaatsing,
        "passend": [k for k in kandidaten if k[1].past],
        "niet_passend": [k for k in kandidaten if not k[1].past],
        "eerdere": [(v, VoordrachtStatus(v.status), v.reden) for v in voordrachten if v != voordracht],
        "tijdlijn": events_of_huishouden(huishouden, voordrachten, list(huishouden.plaatsingen.all())),
        "kruimels": (("Huishoudens", reverse("huisvesting:huishouden_list")),),
        "vandaag": vandaag,
    }
    return render(request, "huisvesting/huishouden_detail.html", context)


def _geteld_op(huishouden: Huishouden) -> date | None:
    """The first day on which someone of this household counts, by a plaatsing or another stay."""
    return min((boeking.datum for boeking in standing_of(huishouden.leden)), default=None)


def _woningen(huishouden: Huishouden, vandaag: date) -> list[tuple[Woningaanbod, Passendheid]]:
    """Available homes with the verdict; those that fit first."""
    beschikbaar = (
        Woningaanbod.objects.for_gemeente(huishouden.gemeente)
        .beschikbaar(vandaag)
        .select_related("woning__corporatie", "gemeente")
    )
    normen = Normbedrag.objects.aftoppingsgrenzen()
    oordelen = [
        (a, assess_passendheid(huishouden.behoefte(a.beschikbaar_vanaf), a.kenmerken, normen)) for a in beschikbaar
    ]
    return sorted(oordelen, key=lambda o: (not o[1].past, len(o[1].bezwaren), o[0].beschikbaar_vanaf))


def _day(moment: Any) -> date | None:
    return timezone.localdate(moment) if moment else None


def _stappen(
    huishouden: Huishouden, voordracht: Voordracht | None, plaatsing: Plaatsing | None, geteld_op: date | None
) -> tuple[Stap, ...]:
    v = voordracht or (plaatsing.voordracht if plaatsing else None)
    return build_stappen(
        huishouden.koppeldatum,
        _day(v.voorgesteld_op) if v else None,
        _day(v.aangeboden_op) if v else None,
        _day(v.geaccepteerd_op) if v else None,
        plaatsing.ingangsdatum if plaatsing else None,
        plaatsing.sleuteldatum if plaatsing else None,
        geteld_op,
    )
