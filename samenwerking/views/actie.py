"""Something to do: begun, waiting, done in one click, dropped, or handed to another. From the page of what it is
about, or from the list of all acties."""

from functools import partial
from typing import Any

from django import forms
from django.apps import apps
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.utils import timezone
from django.utils.text import capfirst
from django.views.decorators.http import require_http_methods, require_safe

from samenwerking.basis.handeling import Handeling, handle, posted
from samenwerking.basis.toegang import policy
from samenwerking.filters import ActieFilter
from samenwerking.forms import OverdraagForm
from samenwerking.forms.actie import WachtForm
from samenwerking.models import Actie, Gebruiker, Gemeente, Rol
from samenwerking.policies import CASEWORK, can_change_actie, can_list_acties
from samenwerking.services.actie import (
    drop_actie,
    find_onderwerp,
    finish_actie,
    hand_over_actie,
    start_actie,
    wait_actie,
)
from samenwerking.services.bericht import find_gebruikers

PER_PAGINA = 50
# What stands for itself in the list; about a household it says only that it is one.
ZONDER_NAMEN = "samenwerking"


@require_safe
@policy(can_list_acties, Gemeente, kwarg="code")
def actie_list(request: HttpRequest, gemeente: Gemeente) -> HttpResponse:
    """What has to be done here, the most urgent first: without a choice what is open."""
    vandaag = timezone.localdate()
    acties = Actie.objects.visible_to(request.user).filter(gemeente=gemeente)
    filter_ = ActieFilter(request.GET, queryset=acties, gebruiker=request.user, peildatum=vandaag)
    gevonden = filter_.qs.select_related("eigenaar").order_by(F("uiterlijk").asc(nulls_last=True), "gemaakt_op", "pk")
    pagina = Paginator(gevonden, PER_PAGINA).get_page(request.GET.get("pagina"))
    context = {
        "gemeente": gemeente,
        "filter": filter_,
        "pagina": pagina,
        "rijen": _rijen(pagina.object_list, request.user),
        "te_laat": acties.te_laat(vandaag).count(),
        "vandaag": vandaag,
    }
    template = "samenwerking/actie_list.html"
    return render(request, f"{template}#lijst" if request.htmx else template, context)


def _rijen(acties: Any, gebruiker: Gebruiker) -> list[dict[str, Any]]:
    """Each actie with what it is about: the kind, and the way there for who may open it. One query for each kind."""
    sleutels: dict[str, set[str]] = {}
    for actie in acties:
        if actie.onderwerp_soort:
            sleutels.setdefault(actie.onderwerp_soort, set()).add(actie.onderwerp_id)
    gevonden = {
        (soort, str(pk)): onderwerp
        for soort, pks in sleutels.items()
        for pk, onderwerp in _zichtbaar(apps.get_model(soort), gebruiker).in_bulk(pks).items()
    }
    return [
        {"actie": actie, **_waarover(actie, gevonden.get((actie.onderwerp_soort, actie.onderwerp_id)))}
        for actie in acties
    ]


def _zichtbaar(model: Any, gebruiker: Gebruiker) -> Any:
    manager = model._default_manager
    return manager.visible_to(gebruiker) if hasattr(manager, "visible_to") else manager.none()


def _waarover(actie: Actie, onderwerp: Any) -> dict[str, str]:
    if not actie.onderwerp_soort:
        return {"waarover": "", "url": ""}
    meta = apps.get_model(actie.onderwerp_soort)._meta
    naam = str(onderwerp) if onderwerp and meta.app_label == ZONDER_NAMEN else capfirst(meta.verbose_name)
    return {"waarover": naam, "url": onderwerp.get_absolute_url() if hasattr(onderwerp, "get_absolute_url") else ""}


def _back(request: HttpRequest, actie: Actie) -> str:
    """Where one came from: the list, or the page of what it is about. The list as well when that has no page, or is
    not for this person: a jurist may have to do something about a household whose dossier he does not read."""
    onderwerp: Any = find_onderwerp(actie)
    naar_lijst = request.GET.get("terug") == "lijst" or not hasattr(onderwerp, "get_absolute_url")
    if not naar_lijst and _zichtbaar(type(onderwerp), request.user).filter(pk=onderwerp.pk).exists():
        return str(onderwerp.get_absolute_url())
    return resolve_url("samenwerking:actie_list", code=actie.gemeente.code)


@require_http_methods(["GET", "POST"])
@policy(can_change_actie, Actie)
def start(request: HttpRequest, actie: Actie) -> HttpResponse:
    """Someone works on it."""
    handeling = Handeling("Aan de actie beginnen", "Begin", _back(request, actie), (actie.titel,))
    service = partial(start_actie, actie=actie, door=request.user)
    return handle(
        request, handeling, forms.Form(posted(request)), service, lambda a: ("In uitvoering.", handeling.terug)
    )


@require_http_methods(["GET", "POST"])
@policy(can_change_actie, Actie)
def wait(request: HttpRequest, actie: Actie) -> HttpResponse:
    """It can only go on when someone else did something."""
    handeling = Handeling("Wachten op een ander", "Bewaren", _back(request, actie), (actie.titel,))
    service = partial(wait_actie, actie=actie, door=request.user)
    return handle(request, handeling, WachtForm(posted(request)), service, lambda a: ("Bewaard.", handeling.terug))


@require_http_methods(["GET", "POST"])
@policy(can_change_actie, Actie)
def finish(request: HttpRequest, actie: Actie) -> HttpResponse:
    """It is done: one click on the page of what it is about; this page is for who comes here otherwise."""
    handeling = Handeling("Actie afvinken", "Gedaan", _back(request, actie), (actie.titel,))
    service = partial(finish_actie, actie=actie, door=request.user)
    return handle(request, handeling, forms.Form(posted(request)), service, lambda a: ("Gedaan.", handeling.terug))


@require_http_methods(["GET", "POST"])
@policy(can_change_actie, Actie)
def drop(request: HttpRequest, actie: Actie) -> HttpResponse:
    """It need not be done."""
    handeling = Handeling(
        "Actie laten vervallen",
        "Laat vervallen",
        _back(request, actie),
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
    handeling = Handeling("Actie overdragen", "Bewaren", _back(request, actie), (actie.titel,))
    collegas = find_gebruikers(*CASEWORK, Rol.JURIST, peildatum=timezone.localdate(), gemeente=actie.gemeente)
    begin = {"eigenaar": actie.eigenaar, "afdeling": actie.afdeling, "uiterlijk": actie.uiterlijk}
    form = OverdraagForm(posted(request), collegas=collegas, initial=begin)
    service = partial(hand_over_actie, actie=actie, door=request.user)
    return handle(request, handeling, form, service, lambda a: ("Bewaard.", handeling.terug))
