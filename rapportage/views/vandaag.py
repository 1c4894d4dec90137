"""What the consulent has to do today."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from rapportage.overzichten import Termijn, list_termijnen, load_taken
from rapportage.policies import can_view_vandaag
from samenwerking.basis.toegang import policy
from samenwerking.services.logboek import log_inzage

PER_PAGINA = 50
# What one can choose to see; a count above the list says how many each holds.
KEUZES = {
    "te_laat": lambda t: t.is_te_laat,
    "deze_week": lambda t: t.is_deze_week,
    "nieuw": lambda t: t.is_nieuw,
}


@require_safe
@policy(can_view_vandaag)
def vandaag(request: HttpRequest) -> HttpResponse:
    """Every household on its way to a home, the most urgent first. Names are shown, so looking is logged."""
    peildatum = timezone.localdate()
    termijnen = list_termijnen(request.user, peildatum)
    keuze = request.GET.get("toon", "")
    gekozen = [t for t in termijnen if KEUZES[keuze](t)] if keuze in KEUZES else termijnen
    pagina = Paginator(gekozen, PER_PAGINA).get_page(request.GET.get("pagina"))
    taken = load_taken(pagina.object_list, peildatum)
    log_inzage([taak.huishouden for taak in taken], door=request.user)
    context = {
        "aantallen": _count(termijnen),
        "keuze": keuze if keuze in KEUZES else "",
        "pagina": pagina,
        "taken": taken,
        "vandaag": peildatum,
        "totaal": len(termijnen),
    }
    template = "rapportage/vandaag.html"
    return render(request, f"{template}#lijst" if request.htmx else template, context)


def _count(termijnen: list[Termijn]) -> dict[str, Any]:
    return {naam: sum(map(keuze, termijnen)) for naam, keuze in KEUZES.items()}
