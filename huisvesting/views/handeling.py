"""One act on one page, here often about a household: who reads its name leaves a line."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from huisvesting.models import Huishouden, Voordracht, Woningaanbod
from huisvesting.overzichten import name_woningen
from huisvesting.policies import is_eigen_aanbod, sees_personen
from samenwerking.basis import handeling as basis
from samenwerking.basis.handeling import posted
from samenwerking.models import Gebruiker
from samenwerking.services.logboek import log_inzage

__all__ = [
    "Handeling",
    "aanbod_kruimels",
    "act_namens",
    "handle",
    "huishouden_kruimels",
    "name_grootte",
    "name_huishouden",
    "name_met_grootte",
    "posted",
    "woningen_kruimels",
]


@dataclass(frozen=True)
class Handeling(basis.Handeling):
    """`toont` holds the household that the words name, when they do."""

    toont: tuple[Huishouden, ...] = ()


def woningen_kruimels(gebruiker: Gebruiker) -> tuple[tuple[str, str], ...]:
    """The way back to the list of homes, by the name that it has for this person."""
    return ((name_woningen(gebruiker), reverse("huisvesting:aanbod_list")),)


def aanbod_kruimels(aanbod: Woningaanbod, gebruiker: Gebruiker) -> tuple[tuple[str, str], ...]:
    """The way back from a page about this home."""
    return (*woningen_kruimels(gebruiker), (aanbod.woning.adres, aanbod.get_absolute_url()))


def huishouden_kruimels(huishouden: Huishouden) -> tuple[tuple[str, str], ...]:
    """The way back from a page about this household."""
    lijst = reverse("huisvesting:huishouden_list")
    return (("Huishoudens", lijst), (huishouden.aanduiding, huishouden.get_absolute_url()))


def act_namens(request: HttpRequest, aanbod: Woningaanbod) -> tuple[str, ...]:
    """Who acts for the corporation is told so."""
    return () if is_eigen_aanbod(request.user, aanbod) else (f"U doet dit namens {aanbod.woning.corporatie}.",)


def name_huishouden(gebruiker: Gebruiker, voordracht: Voordracht) -> tuple[str, tuple[Huishouden, ...]]:
    """The household as this person may know it: by name, only by its size, or after the end not even that.

    Out: the words, and the household that they name (for `Handeling.toont`).
    """
    huishouden = voordracht.huishouden
    if sees_personen(gebruiker, voordracht):
        return name_met_grootte(huishouden), (huishouden,)
    if not voordracht.is_open:
        return "een huishouden", ()
    return f"een huishouden van {name_grootte(huishouden)}", ()


def name_met_grootte(huishouden: Huishouden) -> str:
    """The household by name, for who may know it."""
    return f"{huishouden} ({name_grootte(huishouden)})"


def name_grootte(huishouden: Huishouden) -> str:
    """How many people a household has, in words: names nobody."""
    return "1 persoon" if huishouden.aantal_personen == 1 else f"{huishouden.aantal_personen} personen"


def handle(
    request: HttpRequest,
    handeling: Handeling,
    form: forms.Form,
    service: Callable[..., Any],
    klaar: Callable[[Any], tuple[str, Any]],
    context: Mapping[str, Any] | None = None,
    *,
    nu: Callable[[], Mapping[str, Any]] | None = None,
    template: str = "handeling_form.html",
) -> HttpResponse:
    """As the handle of basis; a page that was shown leaves a line about the household that it names."""
    response = basis.handle(request, handeling, form, service, klaar, context, nu=nu, template=template)
    if not isinstance(response, HttpResponseRedirect):
        log_inzage(handeling.toont, door=request.user)
    return response
