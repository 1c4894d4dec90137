"""The state of the rebuild, for the beheerder."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from samenwerking.basis.toegang import policy
from samenwerking.basis.verzending import send_once
from samenwerking.tasks import enqueue
from taakstelling.models import Herberekening
from taakstelling.overzichten import describe_runs
from taakstelling.policies import can_manage_cijfers
from taakstelling.services.herberekening import find_achterstallig, last_herberekening
from taakstelling.tasks import recompute_alle_gemeenten

PER_PAGINA = 50


@require_safe
@policy(can_manage_cijfers)
def herberekening_list(request: HttpRequest) -> HttpResponse:
    """The last runs: when, how long, why, what had drifted, what failed."""
    nu = timezone.now()
    pagina = Paginator(Herberekening.objects.all(), PER_PAGINA).get_page(request.GET.get("pagina"))
    context = {
        "pagina": pagina,
        "runs": describe_runs(pagina.object_list, nu),
        "laatste": last_herberekening(),
        "achterstallig": find_achterstallig(nu),
        "elke_nacht": bool(settings.REDIS_URL),
    }
    template = "taakstelling/herberekening_list.html"
    return render(request, f"{template}#lijst" if request.htmx else template, context)


@require_POST
@policy(can_manage_cijfers)
def recompute(request: HttpRequest) -> HttpResponse:
    """Rebuild every gemeente now: without workers while one waits, with them as soon as one is free."""

    def start() -> tuple[str, str]:
        enqueue(recompute_alle_gemeenten, "met de hand")
        klaar = "De herberekening is gestart. In de lijst staat wat eruit komt; ververs als zij nog bezig is."
        return klaar, reverse("taakstelling:herberekening_list")

    return send_once(request, start)
