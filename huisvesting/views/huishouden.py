"""Households of the gemeente: the list."""

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from huisvesting.models import Huishouden, HuishoudenStatus
from huisvesting.policies import can_list_huishoudens
from huisvesting.views.lijsten import load_huishoudens, select_huishoudens
from samenwerking.basis.toegang import policy
from samenwerking.models import Gebruiker
from samenwerking.services.logboek import log_inzage

PER_PAGINA = 50
GESLOTEN = (HuishoudenStatus.AFGESLOTEN, HuishoudenStatus.TERUGGEGEVEN)


@require_safe
@policy(can_list_huishoudens)
def huishouden_list(request: HttpRequest) -> HttpResponse:
    """Every household of the own gemeenten, the longest waiting first."""
    lijst = select_huishoudens(request)
    page = Paginator(lijst.sleutels, PER_PAGINA).get_page(request.GET.get("pagina"))
    huishoudens = load_huishoudens(page.object_list)
    log_inzage(huishoudens, door=request.user)
    context = {
        "filter": lijst.filter,
        "pagina": page,
        "huishoudens": [_row(h, lijst.vandaag) for h in huishoudens],
        "nieuw": 0 if request.htmx else count_nieuw(request.user),
        "te_laat": lijst.filter.is_due(lijst.filter.qs, "termijn", "te_laat").count(),
        "sorteer": lijst.sorteer,
        "vandaag": lijst.vandaag,
    }
    template = "huisvesting/huishouden_list.html"
    return render(request, f"{template}#lijst" if request.htmx else template, context)


def count_nieuw(gebruiker: Gebruiker) -> int:
    """Households whose receipt can be confirmed at once."""
    gemeente: Any = gebruiker.gemeente
    nieuw = Huishouden.objects.visible_to(gebruiker).for_gemeente(gemeente).filter(ontvangen_op=None).with_status()
    return nieuw.filter(status=HuishoudenStatus.AANGEMELD).count()


def _row(huishouden: Huishouden, vandaag: date) -> dict[str, Any]:
    status = HuishoudenStatus(huishouden.status)
    return {
        "huishouden": huishouden,
        "status": status,
        "behoefte": huishouden.behoefte(vandaag),
        "heeft_sleutel": huishouden.heeft_sleutel and status not in GESLOTEN,
        "toont_termijn": not huishouden.heeft_sleutel and status not in GESLOTEN,
    }
