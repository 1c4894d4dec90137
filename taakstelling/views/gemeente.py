"""Where the numbers of one gemeente come from: the sum, what it rests on, and the ledger behind it."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from samenwerking.basis.toegang import policy
from samenwerking.models import Gebeurtenis, Gemeente
from samenwerking.services.logboek import log
from taakstelling.filters import GrootboekFilter
from taakstelling.models import Realisatie
from taakstelling.overzichten import Cijfers, read_cijfers
from taakstelling.policies import (
    can_change_cijfers,
    can_manage_cijfers,
    can_record_grondslag,
    can_view_cijfers,
    follows_voortgang,
)
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.resources import write_grootboek
from taakstelling.views.adres import asked_halfjaar

PER_PAGINA = 50


@require_safe
@policy(can_view_cijfers, Gemeente, kwarg="code")
def gemeente_detail(request: HttpRequest, gemeente: Gemeente) -> HttpResponse:
    """One half-year, `?halfjaar=2026H1`; unasked the current one. `?grond=` narrows the ledger."""
    vandaag = timezone.localdate()
    halfjaar = asked_halfjaar(request, Halfjaar.van_datum(vandaag))
    filter_ = _grootboek(request, gemeente, halfjaar)
    context = {
        "gemeente": gemeente,
        "halfjaar": halfjaar,
        "filter": filter_,
        "wis": f"{request.path}?halfjaar={halfjaar}",
        "pagina": Paginator(filter_.qs, PER_PAGINA).get_page(request.GET.get("pagina")),
        "samen": filter_.qs.aggregate(som=Sum("aantal"))["som"] or 0,
        "som": filter_.queryset.aggregate(som=Sum("aantal"))["som"] or 0,
    }
    template = "taakstelling/gemeente_detail.html"
    if request.htmx:
        return render(request, f"{template}#lijst", context)
    cijfers = read_cijfers(gemeente, halfjaar)
    context |= {"c": cijfers, "vandaag": vandaag, **_buren(cijfers), **_rechten(request, gemeente)}
    if follows_voortgang(request.user, gemeente):
        context["kruimels"] = ((f"Voortgang van {gemeente}", f"{gemeente.get_absolute_url()}?halfjaar={halfjaar}"),)
    else:
        context["kruimels"] = (("Alle gemeenten", reverse("rapportage:overzicht")),)
    return render(request, template, context)


@require_safe
@policy(can_view_cijfers, Gemeente, kwarg="code")
def grootboek_csv(request: HttpRequest, gemeente: Gemeente) -> HttpResponse:
    """The ledger of the page, all of it, as a file. Who took it is logged."""
    halfjaar = asked_halfjaar(request, Halfjaar.van_datum(timezone.localdate()))
    boekingen = list(_grootboek(request, gemeente, halfjaar).qs)
    gegevens = {"halfjaar": str(halfjaar), "rijen": len(boekingen), "formaat": "csv"}
    log(Gebeurtenis.UITVOER, onderwerp=gemeente, door=request.user, gegevens=gegevens)
    return HttpResponse(
        write_grootboek(boekingen),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="grootboek-{gemeente.code}-{halfjaar}.csv"'},
    )


def _grootboek(request: HttpRequest, gemeente: Gemeente, halfjaar: Halfjaar) -> GrootboekFilter:
    boekingen: QuerySet[Realisatie] = (
        Realisatie.objects.for_gemeente(gemeente)
        .filter(halfjaar=halfjaar)
        .select_related("geboekt_door", "herroeping")
        .order_by("datum", "pk")
    )
    data = request.GET.copy()
    data["halfjaar"] = str(halfjaar)
    return GrootboekFilter(data, queryset=boekingen, halfjaar=halfjaar)


def _buren(cijfers: Cijfers) -> dict[str, Halfjaar | None]:
    """The known half-years before and after this one."""
    return {
        "vorige": max((h for h in cijfers.bekend if h < cijfers.halfjaar), default=None),
        "volgende": min((h for h in cijfers.bekend if h > cijfers.halfjaar), default=None),
    }


def _rechten(request: HttpRequest, gemeente: Gemeente) -> dict[str, Any]:
    return {
        "mag_wijzigen": can_change_cijfers(request.user, gemeente),
        "mag_vastleggen": can_record_grondslag(request.user, gemeente),
        "mag_beheren": can_manage_cijfers(request.user),
    }
