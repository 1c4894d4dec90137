"""Complexes: how many of their homes go to statushouders, and at most."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from huisvesting.forms.aanbod import ComplexForm
from huisvesting.models import Complex
from huisvesting.policies import can_add_complex, can_change_complex, can_list_aanbod
from huisvesting.services.complex import add_complex, change_complex
from huisvesting.views.handeling import Handeling, handle, posted, woningen_kruimels
from samenwerking.basis.toegang import policy

VELDEN = ("naam", "woningen_totaal", "maximum")


@require_safe
@policy(can_list_aanbod)
def complex_list(request: HttpRequest) -> HttpResponse:
    """The complexes that one may see, the fullest first."""
    complexen = Complex.objects.visible_to(request.user).with_bezet().select_related("corporatie", "gemeente")
    rijen = sorted(complexen, key=lambda c: (c.maximum - c.bezet, c.naam))
    context = {
        "complexen": rijen,
        "vol": sum(c.bezet >= c.maximum for c in rijen),
        "mag_toevoegen": can_add_complex(request.user),
        "kruimels": woningen_kruimels(request.user),
    }
    return render(request, "huisvesting/complex_list.html", context)


def _kruimels(request: HttpRequest) -> tuple[tuple[str, str], ...]:
    return (*woningen_kruimels(request.user), ("Complexen", reverse("huisvesting:complex_list")))


@require_http_methods(["GET", "POST"])
@policy(can_add_complex)
def add(request: HttpRequest) -> HttpResponse:
    """Name a complex."""
    lijst = reverse("huisvesting:complex_list")
    handeling = Handeling("Complex toevoegen", "Complex toevoegen", lijst, kruimels=_kruimels(request))
    form = ComplexForm(posted(request), gebruiker=request.user)
    service = partial(add_complex, door=request.user)
    zin = "{} is toegevoegd. Kies dit complex voortaan bij uw woningen."
    return handle(request, handeling, form, service, lambda c: (zin.format(c), lijst))


@require_http_methods(["GET", "POST"])
@policy(can_change_complex, Complex)
def change(request: HttpRequest, complex_: Complex) -> HttpResponse:
    """Change its name or its numbers."""
    lijst = reverse("huisvesting:complex_list")
    handeling = Handeling(
        f"{complex_} wijzigen",
        "Complex wijzigen",
        lijst,
        ("Wie er al woont of is voorgedragen, blijft.",),
        kruimels=_kruimels(request),
    )
    form = ComplexForm(posted(request), gebruiker=request.user, initial=_stored(complex_))
    for naam in ("corporatie", "gemeente"):  # whose it is, does not change
        del form.fields[naam]

    def nu() -> dict[str, Any]:
        return _stored(Complex.objects.select_for_update().get(pk=complex_.pk))

    service = partial(change_complex, complex_=complex_, door=request.user)
    return handle(request, handeling, form, service, lambda c: (f"{c} is gewijzigd.", lijst), nu=nu)


def _stored(complex_: Complex) -> dict[str, Any]:
    return {veld: getattr(complex_, veld) for veld in VELDEN}
