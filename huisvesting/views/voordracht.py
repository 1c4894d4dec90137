"""A voordracht, from proposal to the household's answer."""

from functools import partial
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from huisvesting.forms.basis import RedenForm
from huisvesting.forms.voordracht import VoordrachtForm, WeigeringForm
from huisvesting.models import Huishouden, Normbedrag, Plaatsing, Voordracht, VoordrachtStatus, Woningaanbod
from huisvesting.overzichten import VolgendeStap, step_of_aanbod
from huisvesting.policies import (
    can_answer_voordracht,
    can_lead_voordracht,
    can_propose_voordracht,
    can_view_voordracht,
    sees_personen,
    sees_reden,
)
from huisvesting.regels.beurt import AAN_ZET, Partij, Vraag, ask_voordracht
from huisvesting.regels.passendheid import assess_passendheid
from huisvesting.services.voordracht import (
    accept_voordracht,
    agree_voordracht,
    cancel_voordracht,
    offer_voordracht,
    propose_voordracht,
    refuse_voordracht,
    reject_voordracht,
)
from huisvesting.views.handeling import Handeling, aanbod_kruimels, handle, name_huishouden, posted
from huisvesting.views.tijdlijn import events_of_aanbod
from samenwerking.basis.toegang import policy
from samenwerking.models import Klasse
from samenwerking.services.logboek import log_inzage


@require_http_methods(["GET", "POST"])
@policy(can_propose_voordracht, Woningaanbod)
def propose(request: HttpRequest, aanbod: Woningaanbod, huishouden: str) -> HttpResponse:
    """Put a household forward; when the home does not fit, a reason is asked."""
    gekozen = get_object_or_404(Huishouden.objects.visible_to(request.user), pk=huishouden)
    oordeel = assess_passendheid(
        gekozen.behoefte(aanbod.beschikbaar_vanaf), aanbod.kenmerken, Normbedrag.objects.aftoppingsgrenzen()
    )
    form: forms.Form = forms.Form(posted(request))
    if oordeel.vraagt_reden:
        form = VoordrachtForm(posted(request), verplicht=not oordeel.past)
    corporatie = aanbod.woning.corporatie
    handeling = Handeling(
        f"{gekozen} voordragen",
        "Huishouden voordragen",
        aanbod.get_absolute_url(),
        (
            f"{aanbod} wordt gereserveerd voor dit huishouden.",
            f"{corporatie} ziet de grootte van het huishouden en wat het nodig heeft, nog geen naam.",
        ),
        kruimels=aanbod_kruimels(aanbod, request.user),
        toont=(gekozen,),
    )
    service = partial(propose_voordracht, aanbod=aanbod, huishouden=gekozen, door=request.user)
    return handle(
        request,
        handeling,
        form,
        service,
        lambda v: (f"Voorgedragen. {corporatie} is aan zet.", v),
        {"oordeel": oordeel},
    )


@require_safe
@policy(can_view_voordracht, Voordracht)
def voordracht_detail(request: HttpRequest, voordracht: Voordracht) -> HttpResponse:
    """One voordracht: who (as far as one may know), where it stands, and the buttons of who is here."""
    vandaag = timezone.localdate()
    is_gemeente = can_lead_voordracht(request.user, voordracht)
    huishouden = voordracht.huishouden
    toont_namen = sees_personen(request.user, voordracht)
    if toont_namen:
        log_inzage([huishouden], door=request.user)
    plaatsing = Plaatsing.objects.filter(voordracht=voordracht).first()
    context = {
        "voordracht": voordracht,
        "status": VoordrachtStatus(voordracht.status),
        "aanbod": voordracht.aanbod,
        "woning": voordracht.aanbod.woning,
        "huishouden": huishouden if toont_namen else None,
        "leden": [(p, p.leeftijd(vandaag)) for p in huishouden.leden] if toont_namen else [],
        "behoefte": huishouden.behoefte(vandaag) if voordracht.is_open or is_gemeente else None,
        "oordeel": voordracht.passendheid.get("redenen", []) if voordracht.is_open or is_gemeente else [],
        "is_gemeente": is_gemeente,
        "wacht_op": "Wacht op de corporatie" if is_gemeente else "Wacht op de gemeente",
        # The household's own words are for the gemeente; what the corporation wrote itself it may read again.
        "toont_toelichting": is_gemeente or voordracht.afgewezen_op,
        "reden": voordracht.reden if sees_reden(request.user, voordracht) else None,
        "plaatsing": plaatsing,
        "mag_annuleren": is_gemeente and voordracht.is_open and not plaatsing,
        "tijdlijn": events_of_aanbod(voordracht.aanbod, [voordracht], request.user),
        "kruimels": aanbod_kruimels(voordracht.aanbod, request.user),
        **_stap(request, voordracht, plaatsing),
    }
    return render(request, "huisvesting/voordracht_detail.html", context)


# Who is asked for an answer gets both answers as buttons: words and page of the yes, then of the no.
ANTWOORDEN = {
    (Vraag.ANTWOORD, Partij.CORPORATIE): (("Akkoord", "agree"), ("Afwijzen", "reject")),
    (Vraag.REACTIE, Partij.GEMEENTE): (("Het huishouden accepteert", "accept"), ("Het huishouden weigert", "refuse")),
}


def _stap(request: HttpRequest, voordracht: Voordracht, plaatsing: Plaatsing | None) -> dict[str, Any]:
    """What is next, for an open voordracht without a plaatsing."""
    if not voordracht.is_open or plaatsing:
        return {}
    partij = Partij.CORPORATIE if can_answer_voordracht(request.user, voordracht) else Partij.GEMEENTE
    vraag = ask_voordracht(voordracht.status, is_geblokkeerd=voordracht.aanbod.is_geblokkeerd)
    stap = step_of_aanbod(voordracht.aanbod, vraag, partij, voordracht_pk=voordracht.pk)
    context = {"stap": stap.on_page(voordracht.get_absolute_url()), "is_aan_zet": partij in AAN_ZET[vraag]}
    if (vraag, partij) in ANTWOORDEN:
        ja, nee = (
            VolgendeStap(stap.tekst, knop, reverse(f"huisvesting:voordracht_{act}", kwargs={"pk": voordracht.pk}))
            for knop, act in ANTWOORDEN[vraag, partij]
        )
        context |= {"stap": ja, "tweede": nee}
    return context


def _handeling(
    request: HttpRequest, voordracht: Voordracht, titel: str, knop: str, gevolg: str, *, gevaarlijk: bool = False
) -> Handeling:
    kruimels = (*aanbod_kruimels(voordracht.aanbod, request.user), ("Voordracht", voordracht.get_absolute_url()))
    wie, toont = name_huishouden(request.user, voordracht)
    gevolgen = (f"Het gaat om {wie} en {voordracht.aanbod}.", gevolg)
    return Handeling(titel, knop, voordracht.get_absolute_url(), gevolgen, gevaarlijk, kruimels, toont)


@require_http_methods(["GET", "POST"])
@policy(can_answer_voordracht, Voordracht)
def agree(request: HttpRequest, voordracht: Voordracht) -> HttpResponse:
    """The corporation agrees."""
    handeling = _handeling(
        request, voordracht, "Akkoord met de voordracht", "Akkoord geven", "U ziet daarna wie het huishouden is."
    )
    service = partial(agree_voordracht, voordracht=voordracht, door=request.user)
    klaar = "Akkoord vastgelegd. De gemeente biedt de woning nu aan het huishouden aan."
    return handle(request, handeling, forms.Form(posted(request)), service, lambda v: (klaar, v))


@require_http_methods(["GET", "POST"])
@policy(can_answer_voordracht, Voordracht)
def reject(request: HttpRequest, voordracht: Voordracht) -> HttpResponse:
    """The corporation rejects, with a reason."""
    handeling = _handeling(
        request,
        voordracht,
        "Voordracht afwijzen",
        "Voordracht afwijzen",
        "De woning komt weer vrij en de gemeente zoekt verder.",
        gevaarlijk=True,
    )
    form = RedenForm(posted(request), klassen=(Klasse.CORPORATIE, Klasse.OVERMACHT))
    service = partial(reject_voordracht, voordracht=voordracht, door=request.user)
    return handle(request, handeling, form, service, lambda v: ("Afwijzing vastgelegd. De woning is weer vrij.", v))


@require_http_methods(["GET", "POST"])
@policy(can_lead_voordracht, Voordracht)
def offer(request: HttpRequest, voordracht: Voordracht) -> HttpResponse:
    """The gemeente offered the home to the household."""
    handeling = _handeling(
        request,
        voordracht,
        "Woning aanbieden",
        "Leg aanbieding vast",
        "U legt vast dat u de woning vandaag hebt aangeboden.",
    )
    service = partial(offer_voordracht, voordracht=voordracht, door=request.user)
    klaar = "Aanbieding vastgelegd. Leg het antwoord vast zodra u het hebt."
    return handle(request, handeling, forms.Form(posted(request)), service, lambda v: (klaar, v))


@require_http_methods(["GET", "POST"])
@policy(can_lead_voordracht, Voordracht)
def accept(request: HttpRequest, voordracht: Voordracht) -> HttpResponse:
    """The household accepts."""
    corporatie = voordracht.aanbod.woning.corporatie
    handeling = _handeling(
        request,
        voordracht,
        "Huishouden accepteert",
        "Leg acceptatie vast",
        f"{corporatie} maakt daarna het huurcontract.",
    )
    service = partial(accept_voordracht, voordracht=voordracht, door=request.user)
    klaar = f"Acceptatie vastgelegd. {corporatie} maakt het huurcontract."
    return handle(request, handeling, forms.Form(posted(request)), service, lambda v: (klaar, v))


@require_http_methods(["GET", "POST"])
@policy(can_lead_voordracht, Voordracht)
def refuse(request: HttpRequest, voordracht: Voordracht) -> HttpResponse:
    """The household refuses, with a reason and its own words."""
    handeling = _handeling(
        request,
        voordracht,
        "Huishouden weigert",
        "Leg weigering vast",
        "De woning komt weer vrij en het huishouden wacht weer op een woning.",
        gevaarlijk=True,
    )
    service = partial(refuse_voordracht, voordracht=voordracht, door=request.user)
    klaar = "Weigering vastgelegd. De woning en het huishouden zijn weer vrij."
    return handle(request, handeling, WeigeringForm(posted(request)), service, lambda v: (klaar, v))


@require_http_methods(["GET", "POST"])
@policy(can_lead_voordracht, Voordracht)
def cancel(request: HttpRequest, voordracht: Voordracht) -> HttpResponse:
    """The gemeente stops the voordracht."""
    handeling = _handeling(
        request,
        voordracht,
        "Voordracht annuleren",
        "Voordracht annuleren",
        "De woning komt weer vrij en het huishouden wacht weer op een woning.",
        gevaarlijk=True,
    )
    service = partial(cancel_voordracht, voordracht=voordracht, door=request.user)
    return handle(request, handeling, RedenForm(posted(request)), service, lambda v: ("Voordracht geannuleerd.", v))
