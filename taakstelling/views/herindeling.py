"""Mergers and splits: what becomes of the saldo of a gemeente that ended (R-108, R-109)."""

from collections.abc import Callable
from functools import partial, wraps

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from samenwerking.basis.handeling import Handeling, handle, posted
from samenwerking.basis.toegang import policy
from taakstelling.forms.cijfers import BevestigForm, SplitsingForm
from taakstelling.overzichten import Overgang, Overgangstatus, find_overgang, list_overgangen
from taakstelling.policies import can_manage_cijfers
from taakstelling.services.saldo import carry_over_samenvoeging, carry_over_splitsing
from taakstelling.views.adres import signed

LIJST = "taakstelling:herindeling_list"


@require_safe
@policy(can_manage_cijfers)
def herindeling_list(request: HttpRequest) -> HttpResponse:
    """Every gemeente that ended, and where its saldo went."""
    overgangen = list_overgangen()
    te_doen = sum(overgang.status == Overgangstatus.TE_DOEN for overgang in overgangen)
    return render(request, "taakstelling/herindeling_list.html", {"overgangen": overgangen, "te_doen": te_doen})


def _about_oud(view: Callable[[HttpRequest, Overgang], HttpResponse]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Find the gemeente of `?oud=`. Without one, back to the list; 404 for a gemeente that did not end."""

    @wraps(view)
    def found(request: HttpRequest) -> HttpResponseBase:
        code = request.GET.get("oud", "")
        if not code:
            return redirect(LIJST)
        overgang = find_overgang(code)
        if overgang is None:
            raise Http404
        return view(request, overgang)

    return found


def _handeling(titel: str, knop: str, *gevolgen: str) -> Handeling:
    terug = reverse(LIJST)
    return Handeling(titel, knop, terug, gevolgen, kruimels=(("Herindelingen", terug),))


def _saldo(overgang: Overgang) -> str:
    if overgang.saldo is None:
        return f"Het saldo van {overgang.oud} aan het eind van {overgang.laatste} is niet bekend."
    return f"{overgang.oud} eindigde in {overgang.laatste} met een saldo van {signed(overgang.saldo)}."


@require_http_methods(["GET", "POST"])
@policy(can_manage_cijfers)
@_about_oud
def carry_over(request: HttpRequest, overgang: Overgang) -> HttpResponse:
    """The saldo of a merged gemeente goes on in the one that it became part of (R-108)."""
    nieuwe = " en ".join(str(gemeente) for gemeente, _ in overgang.delen)
    handeling = _handeling(
        f"Saldo van {overgang.oud} overnemen",
        "Neem saldo over",
        _saldo(overgang),
        f"Dat saldo komt bij het saldo van {nieuwe}, vanaf {overgang.laatste.volgende}.",
        f"De cijfers van {overgang.oud} blijven leesbaar.",
    )
    service = partial(carry_over_samenvoeging, oud=overgang.oud, door=request.user)
    klaar = f"Het saldo van {overgang.oud} is overgegaan naar {nieuwe}."
    return handle(request, handeling, BevestigForm(posted(request)), service, lambda _: (klaar, reverse(LIJST)))


@require_http_methods(["GET", "POST"])
@policy(can_manage_cijfers)
@_about_oud
def divide(request: HttpRequest, overgang: Overgang) -> HttpResponse:
    """The saldo of a split gemeente is divided by hand; the parts together are the saldo (R-109)."""
    handeling = _handeling(
        f"Saldo van {overgang.oud} verdelen",
        "Verdeel saldo",
        _saldo(overgang),
        "Geen regel zegt hoe dit saldo wordt verdeeld. Vul in wat de gemeenten met de provincie hebben afgesproken.",
        "De delen moeten samen het saldo zijn. Plus is voorsprong, een min ervoor is achterstand.",
    )
    form = SplitsingForm(posted(request), nieuwe=[gemeente for gemeente, _ in overgang.delen])
    service = partial(carry_over_splitsing, oud=overgang.oud, door=request.user)
    klaar = f"Het saldo van {overgang.oud} is verdeeld."
    return handle(request, handeling, form, service, lambda _: (klaar, reverse(LIJST)))
