"""A corporation takes a home back: at once, or when it is assigned by asking the opgavemanager."""

from functools import partial

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from huisvesting.forms.aanbod import IntrekverzoekForm, MotiveringForm, VoorstelForm
from huisvesting.forms.basis import RedenForm
from huisvesting.models import Intrekverzoek, Woningaanbod
from huisvesting.policies import can_change_aanbod, can_decide_intrekking
from huisvesting.services.aanbod import withdraw_aanbod
from huisvesting.services.intrekking import (
    KLASSEN_INTREKKING,
    agree_intrekking,
    judge_intrekking,
    refuse_intrekking,
    request_intrekking,
    submit_intrekking,
)
from huisvesting.views.handeling import Handeling, aanbod_kruimels, act_namens, handle, posted
from samenwerking.basis.toegang import policy
from samenwerking.services.mandaat import Bevoegdheid


def _handeling(
    request: HttpRequest, aanbod: Woningaanbod, titel: str, *gevolgen: str, gevaarlijk: bool = True
) -> Handeling:
    kruimels = aanbod_kruimels(aanbod, request.user)
    return Handeling(titel, titel, aanbod.get_absolute_url(), gevolgen, gevaarlijk, kruimels)


@require_http_methods(["GET", "POST"])
@policy(can_change_aanbod, Woningaanbod)
def withdraw(request: HttpRequest, aanbod: Woningaanbod) -> HttpResponse:
    """Take the home back, after reading who loses it."""
    verlies = (
        "1 huishouden verliest deze woning. De voordracht wordt geannuleerd en het huishouden zoekt verder."
        if aanbod.open_voordracht()
        else "Er is nog geen huishouden voorgedragen. Niemand verliest deze woning."
    )
    handeling = _handeling(
        request, aanbod, "Aanbod intrekken", *act_namens(request, aanbod), f"U trekt {aanbod} in.", verlies
    )
    form = RedenForm(posted(request), klassen=KLASSEN_INTREKKING)
    service = partial(withdraw_aanbod, aanbod=aanbod, door=request.user)
    return handle(request, handeling, form, service, lambda a: (f"{a.woning.adres} is ingetrokken.", a))


@require_http_methods(["GET", "POST"])
@policy(can_change_aanbod, Woningaanbod)
def ask_back(request: HttpRequest, aanbod: Woningaanbod) -> HttpResponse:
    """Ask an assigned home back: nothing changes until the opgavemanager agrees."""
    handeling = _handeling(
        request,
        aanbod,
        "Woning terugvragen",
        *act_namens(request, aanbod),
        f"{aanbod} is toegewezen. Alleen de opgavemanager van {aanbod.gemeente} mag de toewijzing stoppen.",
        "1 huishouden verliest deze woning als de opgavemanager akkoord gaat. Tot dan verandert er niets.",
    )
    form = IntrekverzoekForm(posted(request))
    service = partial(request_intrekking, aanbod=aanbod, door=request.user)
    return handle(
        request,
        handeling,
        form,
        service,
        lambda v: ("U hebt de woning teruggevraagd. De opgavemanager beslist.", v.aanbod),
    )


@require_http_methods(["GET", "POST"])
@policy(can_decide_intrekking, Intrekverzoek)
def agree(request: HttpRequest, verzoek: Intrekverzoek) -> HttpResponse:
    """The opgavemanager lets the home go, after reading who loses it; beyond the mandate he asks who may decide it."""
    aanbod = verzoek.aanbod
    bevoegd = judge_intrekking(verzoek, request.user, timezone.localdate())
    if not bevoegd.mag:
        return redirect(bevoegd.besluit) if bevoegd.besluit else _submit(request, verzoek, bevoegd)
    verlies = (
        "1 huishouden verliest deze woning. De voordracht en het huurcontract worden geannuleerd. "
        "Telde het huishouden al mee? Dan telt het niet meer mee."
        if aanbod.open_voordracht()
        else "Er is nu geen huishouden voorgedragen. Niemand verliest deze woning."
    )
    handeling = _handeling(
        request,
        aanbod,
        "Akkoord met intrekken",
        f"{aanbod.corporatie} vraagt {aanbod} terug: “{verzoek.reden}”. {verzoek.toelichting}",
        verlies,
        bevoegd.uitleg,
    )
    service = partial(agree_intrekking, verzoek=verzoek, door=request.user)
    form = forms.Form(posted(request))
    return handle(request, handeling, form, service, lambda a: (f"{a.woning.adres} is ingetrokken.", a))


def _submit(request: HttpRequest, verzoek: Intrekverzoek, bevoegd: Bevoegdheid) -> HttpResponse:
    handeling = _handeling(
        request,
        verzoek.aanbod,
        bevoegd.knop,
        f"{verzoek.aanbod.corporatie} vraagt {verzoek.aanbod} terug: “{verzoek.reden}”. {verzoek.toelichting}",
        bevoegd.uitleg,
        "Is er besloten, dan voert u het besluit hier uit.",
        gevaarlijk=False,
    )
    service = partial(submit_intrekking, verzoek=verzoek, door=request.user)
    form = VoorstelForm(posted(request))
    return handle(request, handeling, form, service, lambda besluit: ("Voorgelegd.", besluit))


@require_http_methods(["GET", "POST"])
@policy(can_decide_intrekking, Intrekverzoek)
def refuse(request: HttpRequest, verzoek: Intrekverzoek) -> HttpResponse:
    """The opgavemanager keeps the home assigned."""
    aanbod = verzoek.aanbod
    handeling = _handeling(
        request,
        aanbod,
        "Intrekken afwijzen",
        f"{aanbod} blijft toegewezen. {aanbod.corporatie} leest uw motivering.",
        gevaarlijk=False,
    )
    service = partial(refuse_intrekking, verzoek=verzoek, door=request.user)
    form = MotiveringForm(posted(request))
    return handle(request, handeling, form, service, lambda a: (f"{a.woning.adres} blijft toegewezen.", a))
