"""What everyone has to do today."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from rapportage.filters import VandaagFilter
from rapportage.overzichten.vandaag import (
    Kijk,
    Regel,
    Toon,
    keys_of,
    list_regels,
    load_taken,
    make_tests,
    read_veranderd,
    tell_veranderd,
)
from rapportage.policies import can_view_vandaag
from samenwerking.basis.toegang import policy
from samenwerking.services.logboek import log_inzage

PER_PAGINA = 50
# Of each count: its label, what it holds in words, and its colour when it holds something.
WOORDEN = {
    Toon.TE_LAAT: ("Te laat", "De uiterste dag is voorbij", "negatief"),
    Toon.DEZE_WEEK: ("Deze week", "Uiterlijk binnen 7 dagen", "waarschuwing"),
    Toon.NIEUW: ("Nieuw of gewijzigd", "Sinds gisteren, door anderen", ""),
}


@dataclass(frozen=True)
class Teller:
    """One count, with the address of the list that holds exactly so many."""

    label: str
    toelichting: str
    toon: str
    aantal: int
    url: str


@require_safe
@policy(can_view_vandaag)
def vandaag(request: HttpRequest) -> HttpResponse:
    """Everything that waits, the most urgent first. Names are shown to casework and jurist, so looking is logged."""
    kijk = Kijk(request.user, timezone.localdate())
    veranderd, regels = read_veranderd(kijk), list_regels(kijk)
    filter_ = VandaagFilter(request.GET, regels=regels, gebruiker=request.user)
    tests, keuzes, rest = make_tests(kijk.peildatum, keys_of(veranderd)), filter_.keuzes, filter_.pick()
    toon = keuzes.pop("toon", "")
    gekozen = [regel for regel in rest if tests[Toon(toon)](regel)] if toon else rest
    pagina = Paginator(gekozen, PER_PAGINA).get_page(request.GET.get("pagina"))
    taken = load_taken(pagina.object_list, kijk)
    log_inzage({t.huishouden.pk: t.huishouden for t in taken if t.huishouden}.values(), door=request.user)
    context = {
        "filter": filter_,
        "tellers": [_count(deel, tests[deel], rest, keuzes) for deel in Toon],
        "kop": Toon(toon).label if toon else "Wat er te doen is",
        "pagina": pagina,
        "taken": taken,
        "vandaag": kijk.peildatum,
        "totaal": len(regels),
        "te_laat": sum(map(tests[Toon.TE_LAAT], regels)),
        "leest_dossiers": bool(kijk.casework),
        "meldt_woningen": bool(kijk.corporaties),
    }
    if request.htmx:
        return render(request, "rapportage/vandaag.html#lijst", context)
    return render(request, "rapportage/vandaag.html", context | {"veranderd": tell_veranderd(veranderd, kijk)})


def _count(deel: Toon, test: Callable[[Regel], bool], regels: list[Regel], keuzes: dict[str, str]) -> Teller:
    """The count of this part of the lines that were chosen; the other choices stay in its address."""
    label, toelichting, kleur = WOORDEN[deel]
    aantal = sum(map(test, regels))
    return Teller(label, toelichting, kleur if aantal else "", aantal, f"?{urlencode({**keuzes, 'toon': deel.value})}")
