"""A voordracht, from proposal to the household's answer."""

from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from huisvesting.forms.basis import RedenForm
from huisvesting.forms.voordracht import AanbiedingForm, HeroverwegingForm, VoordrachtForm
from huisvesting.models import Huishouden, Normbedrag, Plaatsing, Voordracht, VoordrachtStatus, Woningaanbod
from huisvesting.overzichten import VolgendeStap, name_wachten, step_of_aanbod
from huisvesting.policies import (
    can_answer_voordracht,
    can_judge_weigering,
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
    confirm_afwijzing,
    offer_voordracht,
    propose_voordracht,
    reconsider_afwijzing,
    reject_voordracht,
)
from huisvesting.services.weigering import POGINGEN, find_pogingen, last_reactiedag
from huisvesting.services.wijk import find_wijkruimte
from huisvesting.views.escalatie import show_escalaties
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
        gekozen.behoefte(aanbod.beschikbaar_vanaf),
        aanbod.kenmerken,
        Normbedrag.objects.aftoppingsgrenzen(),
        aanbod.menging,
        find_wijkruimte(aanbod, timezone.localdate()),
    )
    form: forms.Form = forms.Form(posted(request))
    if oordeel.vraagt_reden:
        form = VoordrachtForm(posted(request), verplicht=not oordeel.past or oordeel.is_vol)
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
    toont_namen = sees_personen(request.user, voordracht)
    if toont_namen:
        log_inzage([voordracht.huishouden], door=request.user)
    plaatsing = Plaatsing.objects.filter(voordracht=voordracht).first()
    context = {
        "voordracht": voordracht,
        "status": VoordrachtStatus(voordracht.status),
        "aanbod": voordracht.aanbod,
        "woning": voordracht.aanbod.woning,
        "huishouden": voordracht.huishouden if toont_namen else None,
        "leden": [(p, p.leeftijd(vandaag)) for p in voordracht.huishouden.leden] if is_gemeente else [],
        "behoefte": voordracht.huishouden.behoefte(vandaag) if voordracht.is_open or is_gemeente else None,
        "oordeel": _oordeel(voordracht, is_gemeente=is_gemeente),
        "is_gemeente": is_gemeente,
        "plaatsing": plaatsing,
        "mag_annuleren": is_gemeente and voordracht.is_open and not plaatsing,
        "mag_stilte_vastleggen": is_gemeente and _is_te_laat(voordracht, vandaag),
        "tijdlijn": events_of_aanbod(voordracht.aanbod, [voordracht], request.user),
        "kruimels": aanbod_kruimels(voordracht.aanbod, request.user),
        "vandaag": vandaag,
        **_antwoorden(request, voordracht, is_gemeente=is_gemeente),
        **show_escalaties(request.user, voordracht, voordracht.aanbod, loopt=voordracht.is_open),
        **_stap(request, voordracht, plaatsing),
    }
    return render(request, "huisvesting/voordracht_detail.html", context)


# These say in the household's own words or amount what it wishes.
EIGEN_WENSEN = ("wens_plaats", "wens_huur")


def _oordeel(voordracht: Voordracht, *, is_gemeente: bool) -> list[dict[str, Any]]:
    """Whether the home fits: for the corporation what it needs to answer, as long as the voordracht is open."""
    redenen: list[dict[str, Any]] = voordracht.passendheid.get("redenen", [])
    if is_gemeente:
        return redenen
    return [reden for reden in redenen if reden["code"] not in EIGEN_WENSEN] if voordracht.is_open else []


def _antwoorden(request: HttpRequest, voordracht: Voordracht, *, is_gemeente: bool) -> dict[str, Any]:
    """Rejections, refusals and missing answers, and why it ended where those do not say so already.

    The household's own words are for the gemeente; what the corporation wrote itself it may read again.
    """
    afwijzingen = voordracht.afwijzingen.select_related("reden")
    weigeringen = voordracht.weigeringen.select_related("reden", "voordracht") if is_gemeente else []
    is_verteld = not voordracht.geannuleerd_op and (afwijzingen or weigeringen)
    wacht_op_keuze = is_gemeente and voordracht.status == VoordrachtStatus.GEEN_REACTIE
    return {
        "afwijzingen": afwijzingen,
        "weigeringen": weigeringen,
        "reden": voordracht.reden if sees_reden(request.user, voordracht) and not is_verteld else None,
        "toont_toelichting": is_gemeente or voordracht.afgewezen_op,
        "pogingen": find_pogingen(voordracht).count() if wacht_op_keuze else None,
        "pogingen_nodig": POGINGEN,
    }


def _is_te_laat(voordracht: Voordracht, vandaag: date) -> bool:
    """The day to answer has passed, and nobody wrote that down yet."""
    if voordracht.status != VoordrachtStatus.AANGEBODEN or voordracht.aanbod.is_geblokkeerd:
        return False
    return last_reactiedag(voordracht) < vandaag


# Who is asked for an answer gets both answers as buttons: words and page of the one, then of the one that ends it.
ANTWOORDEN = {
    (Vraag.ANTWOORD, Partij.CORPORATIE): (("Akkoord", "agree"), ("Afwijzen", "reject")),
    (Vraag.AFWIJZING, Partij.GEMEENTE): (("Vraag het nog eens", "reconsider"), ("Bevestig de afwijzing", "confirm")),
    (Vraag.REACTIE, Partij.GEMEENTE): (("Het huishouden accepteert", "accept"), ("Het huishouden weigert", "refuse")),
    (Vraag.STILTE, Partij.GEMEENTE): (("Bied opnieuw aan", "reoffer"), ("Behandel als weigering", "treat")),
}


def _stap(request: HttpRequest, voordracht: Voordracht, plaatsing: Plaatsing | None) -> dict[str, Any]:
    """What is next, for an open voordracht without a plaatsing."""
    if not voordracht.is_open or plaatsing:
        return {}
    partij = Partij.CORPORATIE if can_answer_voordracht(request.user, voordracht) else Partij.GEMEENTE
    vraag = ask_voordracht(voordracht.status, is_geblokkeerd=voordracht.aanbod.is_geblokkeerd)
    stap = step_of_aanbod(voordracht.aanbod, vraag, partij, voordracht_pk=voordracht.pk)
    stap = stap.on_page(voordracht.get_absolute_url())
    context = {"stap": stap, "is_aan_zet": partij in AAN_ZET[vraag], "wacht_op": name_wachten(vraag, partij)}
    if (vraag, partij) in ANTWOORDEN:
        ja, nee = (
            VolgendeStap(stap.tekst, knop, reverse(f"huisvesting:voordracht_{act}", kwargs={"pk": voordracht.pk}))
            for knop, act in ANTWOORDEN[vraag, partij]
        )
        context |= {"stap": ja, "tweede": nee}
    elif vraag == Vraag.OORDEEL and partij == Partij.GEMEENTE:
        context |= _stap_oordeel(request, voordracht, stap.tekst)
    return context


def _stap_oordeel(request: HttpRequest, voordracht: Voordracht, tekst: str) -> dict[str, Any]:
    """A refusal waits for the jurist: who may judge does that, who may not reads it."""
    weigering = voordracht.lopende_weigering
    if weigering is None:
        return {}
    if not can_judge_weigering(request.user, weigering):
        return {"stap": VolgendeStap(tekst, "Bekijk de weigering", weigering.get_absolute_url())}
    url = reverse("huisvesting:weigering_judge", kwargs={"pk": weigering.pk})
    return {"stap": VolgendeStap(tekst, "Beoordeel de weigering", url), "is_aan_zet": True}


def make_handeling(
    request: HttpRequest, voordracht: Voordracht, titel: str, knop: str, *gevolgen: str, gevaarlijk: bool = False
) -> Handeling:
    """The words of one act on a voordracht; who it is about as far as this person may know."""
    kruimels = (*aanbod_kruimels(voordracht.aanbod, request.user), ("Voordracht", voordracht.get_absolute_url()))
    wie, toont = name_huishouden(request.user, voordracht)
    gevolgen = (f"Het gaat om {wie} en {voordracht.aanbod}.", *gevolgen)
    return Handeling(titel, knop, voordracht.get_absolute_url(), gevolgen, gevaarlijk, kruimels, toont=toont)


@require_http_methods(["GET", "POST"])
@policy(can_answer_voordracht, Voordracht)
def agree(request: HttpRequest, voordracht: Voordracht) -> HttpResponse:
    """The corporation agrees."""
    handeling = make_handeling(
        request, voordracht, "Akkoord met de voordracht", "Akkoord geven", "U ziet daarna wie het huishouden is."
    )
    service = partial(agree_voordracht, voordracht=voordracht, door=request.user)
    klaar = "Akkoord vastgelegd. De gemeente biedt de woning nu aan het huishouden aan."
    return handle(request, handeling, forms.Form(posted(request)), service, lambda v: (klaar, v))


@require_http_methods(["GET", "POST"])
@policy(can_answer_voordracht, Voordracht)
def reject(request: HttpRequest, voordracht: Voordracht) -> HttpResponse:
    """The corporation proposes to reject, with a reason."""
    handeling = make_handeling(
        request,
        voordracht,
        "Voordracht afwijzen",
        "Voordracht afwijzen",
        "De gemeente beslist over uw afwijzing. Tot dan blijft de woning gereserveerd.",
        gevaarlijk=True,
    )
    form = RedenForm(posted(request), klassen=(Klasse.CORPORATIE, Klasse.OVERMACHT))
    service = partial(reject_voordracht, voordracht=voordracht, door=request.user)
    klaar = "Afwijzing vastgelegd. De gemeente beslist of de woning weer vrijkomt."
    return handle(request, handeling, form, service, lambda v: (klaar, v))


@require_http_methods(["GET", "POST"])
@policy(can_lead_voordracht, Voordracht)
def confirm(request: HttpRequest, voordracht: Voordracht) -> HttpResponse:
    """The gemeente accepts the rejection of the corporation."""
    handeling = make_handeling(
        request,
        voordracht,
        "Afwijzing bevestigen",
        "Afwijzing bevestigen",
        "De woning komt weer vrij en het huishouden wacht weer op een woning.",
        gevaarlijk=True,
    )
    service = partial(confirm_afwijzing, voordracht=voordracht, door=request.user)
    klaar = "Afwijzing bevestigd. De woning en het huishouden zijn weer vrij."
    return handle(request, handeling, forms.Form(posted(request)), service, lambda v: (klaar, v))


@require_http_methods(["GET", "POST"])
@policy(can_lead_voordracht, Voordracht)
def reconsider(request: HttpRequest, voordracht: Voordracht) -> HttpResponse:
    """The gemeente does not accept the rejection and asks again, with the reason why."""
    corporatie = voordracht.aanbod.woning.corporatie
    handeling = make_handeling(
        request,
        voordracht,
        "Heroverweging vragen",
        "Vraag het nog eens",
        f"{corporatie} leest uw uitleg en geeft opnieuw antwoord. De woning blijft gereserveerd.",
    )
    service = partial(reconsider_afwijzing, voordracht=voordracht, door=request.user)
    klaar = f"Gevraagd. {corporatie} is weer aan zet."
    return handle(request, handeling, HeroverwegingForm(posted(request)), service, lambda v: (klaar, v))


@require_http_methods(["GET", "POST"])
@policy(can_lead_voordracht, Voordracht)
def offer(request: HttpRequest, voordracht: Voordracht) -> HttpResponse:
    """The gemeente offered the home to the household."""
    handeling = make_handeling(
        request,
        voordracht,
        "Woning aanbieden",
        "Leg aanbieding vast",
        "U legt vast dat u de woning vandaag hebt aangeboden.",
    )
    service = partial(offer_voordracht, voordracht=voordracht, door=request.user)
    klaar = "Aanbieding vastgelegd. Leg het antwoord vast zodra u het hebt."
    return handle(request, handeling, AanbiedingForm(posted(request)), service, lambda v: (klaar, v))


@require_http_methods(["GET", "POST"])
@policy(can_lead_voordracht, Voordracht)
def accept(request: HttpRequest, voordracht: Voordracht) -> HttpResponse:
    """The household accepts."""
    corporatie = voordracht.aanbod.woning.corporatie
    handeling = make_handeling(
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
def cancel(request: HttpRequest, voordracht: Voordracht) -> HttpResponse:
    """The gemeente stops the voordracht."""
    handeling = make_handeling(
        request,
        voordracht,
        "Voordracht annuleren",
        "Voordracht annuleren",
        "De woning komt weer vrij en het huishouden wacht weer op een woning.",
        gevaarlijk=True,
    )
    service = partial(cancel_voordracht, voordracht=voordracht, door=request.user)
    return handle(request, handeling, RedenForm(posted(request)), service, lambda v: ("Voordracht geannuleerd.", v))
