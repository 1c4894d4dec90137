"""Something to do: done in one click, dropped, or handed to another. From the page of what it is about."""

from functools import partial
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from samenwerking.basis.handeling import Handeling, handle, posted
from samenwerking.basis.toegang import policy
from samenwerking.forms import OverdraagForm
from samenwerking.models import Actie, Gebruiker, Rol
from samenwerking.policies import CASEWORK, can_change_actie
from samenwerking.services.actie import drop_actie, find_onderwerp, finish_actie, hand_over_actie
from samenwerking.services.bericht import find_gebruikers


def _back(actie: Actie, gebruiker: Gebruiker) -> str:
    """The page of what it is about; the first page when that has none, or is not for this person: a jurist may have to
    do something about a household whose dossier he does not read."""
    onderwerp: Any = find_onderwerp(actie)
    if not hasattr(onderwerp, "get_absolute_url"):
        return resolve_url("home")
    zichtbaar = type(onderwerp)._default_manager.visible_to(gebruiker)
    return onderwerp.get_absolute_url() if zichtbaar.filter(pk=onderwerp.pk).exists() else resolve_url("home")


@require_http_methods(["GET", "POST"])
@policy(can_change_actie, Actie)
def finish(request: HttpRequest, actie: Actie) -> HttpResponse:
    """It is done: one click on the page of what it is about; this page is for who comes here otherwise."""
    handeling = Handeling("Actie afvinken", "Gedaan", _back(actie, request.user), (actie.titel,))
    service = partial(finish_actie, actie=actie, door=request.user)
    return handle(request, handeling, forms.Form(posted(request)), service, lambda a: ("Gedaan.", handeling.terug))


@require_http_methods(["GET", "POST"])
@policy(can_change_actie, Actie)
def drop(request: HttpRequest, actie: Actie) -> HttpResponse:
    """It need not be done."""
    handeling = Handeling(
        "Actie laten vervallen",
        "Laat vervallen",
        _back(actie, request.user),
        (actie.titel, "Dit hoeft dan niet meer. Het blijft leesbaar dat het is vervallen."),
        gevaarlijk=True,
    )
    service = partial(drop_actie, actie=actie, door=request.user)
    return handle(
        request, handeling, forms.Form(posted(request)), service, lambda a: ("Actie vervallen.", handeling.terug)
    )


@require_http_methods(["GET", "POST"])
@policy(can_change_actie, Actie)
def hand_over(request: HttpRequest, actie: Actie) -> HttpResponse:
    """Another does it, or by another day."""
    handeling = Handeling("Actie overdragen", "Bewaren", _back(actie, request.user), (actie.titel,))
    collegas = find_gebruikers(*CASEWORK, Rol.JURIST, peildatum=timezone.localdate(), gemeente=actie.gemeente)
    begin = {"eigenaar": actie.eigenaar, "afdeling": actie.afdeling, "uiterlijk": actie.uiterlijk}
    form = OverdraagForm(posted(request), collegas=collegas, initial=begin)
    service = partial(hand_over_actie, actie=actie, door=request.user)
    return handle(request, handeling, form, service, lambda a: ("Bewaard.", handeling.terug))
