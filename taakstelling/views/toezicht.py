"""Supervision of one gemeente: its step with the reason, the letters, and the plan with its milestones."""

from functools import partial

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from samenwerking.basis.handeling import Handeling, handle, posted
from samenwerking.basis.toegang import policy
from samenwerking.models import Gemeente
from taakstelling.forms.toezicht import MijlpaalForm, PlanForm, ToezichtbriefForm
from taakstelling.models import PlanVanAanpak, Toezichtkader
from taakstelling.overzichten import toezichtbeeld
from taakstelling.policies import can_change_cijfers, can_view_toezicht
from taakstelling.services.toezicht import add_mijlpaal, record_plan_van_aanpak, record_toezichtbrief


def _adres(gemeente: Gemeente) -> str:
    return reverse("taakstelling:toezicht", kwargs={"code": gemeente.code})


def _kruimels(gemeente: Gemeente) -> tuple[tuple[str, str], ...]:
    return ((f"Voortgang van {gemeente}", gemeente.get_absolute_url()),)


def _handeling(gemeente: Gemeente, titel: str, knop: str, *gevolgen: str) -> Handeling:
    terug = _adres(gemeente)
    return Handeling(titel, knop, terug, gevolgen, kruimels=(*_kruimels(gemeente), ("Toezicht", terug)))


@require_safe
@policy(can_view_toezicht, Gemeente, kwarg="code")
def toezicht_detail(request: HttpRequest, gemeente: Gemeente) -> HttpResponse:
    """On which step the gemeente stands and why, what the province may ask, and what was agreed."""
    vandaag = timezone.localdate()
    context = {
        "gemeente": gemeente,
        "beeld": toezichtbeeld(gemeente, vandaag),
        "vandaag": vandaag,
        "mag_vastleggen": can_change_cijfers(request.user, gemeente),
        "kruimels": _kruimels(gemeente),
    }
    return render(request, "taakstelling/toezicht_detail.html", context)


@require_http_methods(["GET", "POST"])
@policy(can_change_cijfers, Gemeente, kwarg="code")
def brief(request: HttpRequest, gemeente: Gemeente) -> HttpResponse:
    """A letter is recorded."""
    kader = Toezichtkader.objects.for_gemeente(gemeente, timezone.localdate())
    form = ToezichtbriefForm(posted(request), kader=kader, initial={"datum": timezone.localdate()})
    handeling = _handeling(
        gemeente,
        "Brief vastleggen",
        "Leg brief vast",
        "U legt vast dat er een brief is ontvangen of verzonden. De brief zelf bewaart u in uw eigen archief.",
        "Noem geen mensen in het onderwerp: ook de provincie leest dit.",
    )
    service = partial(record_toezichtbrief, gemeente=gemeente, door=request.user)
    return handle(request, handeling, form, service, lambda b: ("Brief vastgelegd.", _adres(gemeente)))


@require_http_methods(["GET", "POST"])
@policy(can_change_cijfers, Gemeente, kwarg="code")
def plan(request: HttpRequest, gemeente: Gemeente) -> HttpResponse:
    """A plan is recorded; it replaces the one before."""
    vorig = PlanVanAanpak.objects.geldend().filter(gemeente=gemeente).first()
    gevolgen = ["De provincie kan dit plan lezen. Noem er geen mensen in."]
    if vorig:
        gevolgen.insert(0, f"Dit plan komt in de plaats van ‘{vorig}’. De mijlpalen van dat plan gaan niet mee.")
    handeling = _handeling(gemeente, "Plan van aanpak vastleggen", "Leg plan vast", *gevolgen)
    form = PlanForm(posted(request), initial={"datum": timezone.localdate()})
    service = partial(record_plan_van_aanpak, gemeente=gemeente, door=request.user)
    klaar = "Plan vastgelegd. Voeg nu de mijlpalen toe."
    return handle(request, handeling, form, service, lambda p: (klaar, _adres(gemeente)))


@require_http_methods(["GET", "POST"])
@policy(can_change_cijfers, Gemeente, kwarg="code")
def mijlpaal(request: HttpRequest, gemeente: Gemeente) -> HttpResponseBase:
    """A milestone is added to the current plan. Without a plan one records that first."""
    huidig = PlanVanAanpak.objects.geldend().filter(gemeente=gemeente).first()
    if huidig is None:
        return redirect("taakstelling:plan_van_aanpak", code=gemeente.code)
    handeling = _handeling(
        gemeente,
        "Mijlpaal toevoegen",
        "Voeg mijlpaal toe",
        f"De mijlpaal hoort bij het plan ‘{huidig}’.",
        "Of de mijlpaal is gehaald, rekent Thuisgever zelf uit met de telling van die dag.",
    )
    service = partial(add_mijlpaal, plan=huidig, door=request.user)
    klaar = "Mijlpaal toegevoegd."
    return handle(request, handeling, MijlpaalForm(posted(request)), service, lambda m: (klaar, _adres(gemeente)))
