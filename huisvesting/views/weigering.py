"""A household that refuses or does not answer, until the verdict of the jurist; and how often that happens."""

from functools import partial
from itertools import groupby
from operator import itemgetter

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods, require_safe

from huisvesting.filters import WeigeringFilter
from huisvesting.forms.voordracht import AanbiedingForm, GeenAntwoordForm, OordeelForm, WeigeringForm
from huisvesting.models import Voordracht, Weigering, Weigeroordeel, Weigerstand
from huisvesting.policies import (
    can_judge_weigering,
    can_lead_voordracht,
    can_list_weigeringen,
    can_view_huishouden,
    can_view_weigering,
    can_withdraw_weigering,
)
from huisvesting.services.weigering import (
    find_pogingen,
    has_bedenktijd_gehad,
    judge_weigering,
    offer_again,
    record_geen_reactie,
    refuse_voordracht,
    treat_as_weigering,
    withdraw_weigering,
)
from huisvesting.views.halfjaar import read_halfjaar
from huisvesting.views.handeling import Handeling, handle, name_met_grootte, posted
from huisvesting.views.voordracht import make_handeling
from samenwerking.basis.kleine_aantallen import hide_small, hide_total
from samenwerking.basis.toegang import policy
from samenwerking.models import Klasse
from samenwerking.services.logboek import log_inzage
from taakstelling.regels.halfjaar import Halfjaar

PER_PAGINA = 50
VOLLEDIG = ("reden", "voordracht__aanbod__woning", "voordracht__huishouden__gemeente")


# --- Of a voordracht --------------------------------------------------------------------------------------------------
@require_http_methods(["GET", "POST"])
@policy(can_lead_voordracht, Voordracht)
def refuse(request: HttpRequest, voordracht: Voordracht) -> HttpResponse:
    """The household refuses, with a reason and its own words."""
    handeling = make_handeling(
        request,
        voordracht,
        "Huishouden weigert",
        "Leg weigering vast",
        "De jurist beoordeelt of de weigering terecht is. Tot dan blijft de woning gereserveerd.",
        gevaarlijk=True,
    )
    service = partial(refuse_voordracht, voordracht=voordracht, door=request.user)
    klaar = "Weigering vastgelegd. De jurist beoordeelt of dat terecht is."
    return handle(request, handeling, WeigeringForm(posted(request)), service, lambda v: (klaar, v))


@require_http_methods(["GET", "POST"])
@policy(can_lead_voordracht, Voordracht)
def record_silence(request: HttpRequest, voordracht: Voordracht) -> HttpResponse:
    """The household did not answer in time."""
    handeling = make_handeling(
        request,
        voordracht,
        "Geen antwoord vastleggen",
        "Leg vast: geen antwoord",
        "Daarna kiest u: de woning opnieuw aanbieden, of dit behandelen als een weigering.",
    )
    service = partial(record_geen_reactie, voordracht=voordracht, door=request.user)
    return handle(
        request, handeling, forms.Form(posted(request)), service, lambda v: ("Vastgelegd. Kies wat u nu doet.", v)
    )


@require_http_methods(["GET", "POST"])
@policy(can_lead_voordracht, Voordracht)
def reoffer(request: HttpRequest, voordracht: Voordracht) -> HttpResponse:
    """The gemeente offered the home once more."""
    handeling = make_handeling(
        request,
        voordracht,
        "Opnieuw aanbieden",
        "Leg aanbieding vast",
        "U legt vast dat u de woning vandaag opnieuw hebt aangeboden.",
    )
    service = partial(offer_again, voordracht=voordracht, door=request.user)
    klaar = "Aanbieding vastgelegd. Leg het antwoord vast zodra u het hebt."
    return handle(request, handeling, AanbiedingForm(posted(request)), service, lambda v: (klaar, v))


@require_http_methods(["GET", "POST"])
@policy(can_lead_voordracht, Voordracht)
def treat(request: HttpRequest, voordracht: Voordracht) -> HttpResponse:
    """No answer after two attempts counts as a refusal."""
    pogingen = [f"{p.get_wijze_display()} op {date_format(p.contactdatum, 'j F Y')}" for p in find_pogingen(voordracht)]
    handeling = make_handeling(
        request,
        voordracht,
        "Behandelen als weigering",
        "Behandel als weigering",
        f"Pogingen sinds de woning is aangeboden: {'; '.join(pogingen) or 'nog geen'}. U hebt er twee nodig.",
        "De jurist beoordeelt of het als weigering telt. Tot dan blijft de woning gereserveerd.",
        gevaarlijk=True,
    )
    service = partial(treat_as_weigering, voordracht=voordracht, door=request.user)
    klaar = "Vastgelegd als weigering. De jurist beoordeelt of dat terecht is."
    return handle(request, handeling, GeenAntwoordForm(posted(request)), service, lambda v: (klaar, v))


# --- For the jurist ---------------------------------------------------------------------------------------------------
@require_safe
@policy(can_list_weigeringen)
def weigering_list(request: HttpRequest) -> HttpResponse:
    """Refusals, those that wait for a verdict first, by the day it is due. Names are shown, so it is logged."""
    vandaag, zichtbaar = timezone.localdate(), Weigering.objects.visible_to(request.user)
    rijen = zichtbaar.select_related(*VOLLEDIG).prefetch_related("voordracht__huishouden__personen").by_aandrang()
    filter_ = WeigeringFilter(request.GET, queryset=rijen)
    pagina = Paginator(filter_.qs, PER_PAGINA).get_page(request.GET.get("pagina"))
    log_inzage({rij.voordracht.huishouden_id: rij.voordracht.huishouden for rij in pagina}.values(), door=request.user)
    context = {
        "filter": filter_,
        "pagina": pagina,
        "wacht": zichtbaar.open().count(),
        "te_laat": zichtbaar.open().filter(oordeel_uiterlijk__lt=vandaag).count(),
        "vandaag": vandaag,
    }
    template = "huisvesting/weigering_list.html"
    return render(request, f"{template}#lijst" if request.htmx else template, context)


@require_safe
@policy(can_view_weigering, Weigering)
def weigering_detail(request: HttpRequest, weigering: Weigering) -> HttpResponse:
    """One refusal: what was offered, what the household says, and the verdict. Nothing else of the dossier."""
    voordracht = weigering.voordracht
    huishouden = voordracht.huishouden
    log_inzage([huishouden], door=request.user)
    leest_dossier = can_view_huishouden(request.user, huishouden)
    context = {
        "weigering": weigering,
        "stand": weigering.stand,
        "wacht": weigering.stand == Weigerstand.WACHT,
        "voordracht": voordracht,
        "aanbod": voordracht.aanbod,
        "woning": voordracht.aanbod.woning,
        "huishouden": huishouden,
        "behoefte": huishouden.behoefte(timezone.localdate()),
        "redenen": voordracht.passendheid.get("redenen", []),
        "eerdere": voordracht.weigeringen.filter(gemeld_op__lt=weigering.gemeld_op).select_related("reden"),
        "leest_dossier": leest_dossier,
        "mag_oordelen": can_judge_weigering(request.user, weigering),
        "mag_intrekken": can_withdraw_weigering(request.user, weigering),
        "heeft_brief": weigering.oordeel == Weigeroordeel.ONTERECHT,
        "kruimels": _kruimels(),
        "vandaag": timezone.localdate(),
    }
    return render(request, "huisvesting/weigering_detail.html", context)


@require_http_methods(["GET", "POST"])
@policy(can_judge_weigering, Weigering)
def judge(request: HttpRequest, weigering: Weigering) -> HttpResponse:
    """The verdict; what each does stands at the choice."""
    voordracht = weigering.voordracht
    form = OordeelForm(posted(request), na_bedenktijd=has_bedenktijd_gehad(weigering))
    handeling = Handeling(
        "Weigering beoordelen",
        "Leg oordeel vast",
        weigering.get_absolute_url(),
        (
            f"Het gaat om {name_met_grootte(voordracht.huishouden)} en {voordracht.aanbod}.",
            f"{weigering.reden}: “{weigering.eigen_woorden}”",
        ),
        kruimels=(*_kruimels(), ("Weigering", weigering.get_absolute_url())),
        toont=(voordracht.huishouden,),
    )
    service = partial(judge_weigering, weigering=weigering, door=request.user)
    return handle(request, handeling, form, service, _judged)


@require_http_methods(["GET", "POST"])
@policy(can_withdraw_weigering, Weigering)
def withdraw(request: HttpRequest, weigering: Weigering) -> HttpResponse:
    """The household accepts after all."""
    voordracht = weigering.voordracht
    handeling = Handeling(
        "Alsnog geaccepteerd",
        "Leg vast dat het huishouden accepteert",
        weigering.get_absolute_url(),
        (
            f"{name_met_grootte(voordracht.huishouden)} accepteert {voordracht.aanbod}.",
            "De weigering is ingetrokken. De jurist hoeft niet meer te oordelen.",
            "De woning is toegewezen. De volgende stap is het huurcontract.",
        ),
        kruimels=(*_kruimels(), ("Weigering", weigering.get_absolute_url())),
        toont=(voordracht.huishouden,),
    )
    service = partial(withdraw_weigering, weigering=weigering, door=request.user)
    return handle(
        request,
        handeling,
        forms.Form(posted(request)),
        service,
        lambda v: ("Vastgelegd: de woning is alsnog geaccepteerd.", v),
    )


def _judged(weigering: Weigering) -> tuple[str, str]:
    """What is told after a verdict, and where one comes out."""
    if weigering.oordeel == Weigeroordeel.ONTERECHT:
        return "Oordeel vastgelegd. Dit is de brief aan het huishouden.", _brief_url(weigering)
    vrij = "Oordeel vastgelegd. De woning is weer vrij."
    if weigering.oordeel == Weigeroordeel.BLIJFT_WEIGEREN:
        return f"{vrij} De opgavemanager beslist over teruggave aan COA.", weigering.get_absolute_url()
    return f"{vrij} Het huishouden wacht weer op een woning.", weigering.get_absolute_url()


@require_safe
@policy(can_view_weigering, Weigering)
def brief(request: HttpRequest, weigering: Weigering) -> HttpResponse:
    """The draft of the letter about time to think. Errors: 404 when the verdict was another."""
    if weigering.oordeel != Weigeroordeel.ONTERECHT:
        raise Http404
    voordracht = weigering.voordracht
    log_inzage([voordracht.huishouden], door=request.user)
    context = {
        "weigering": weigering,
        "hoofd": voordracht.huishouden.hoofd,
        "voordracht": voordracht,
        "woning": voordracht.aanbod.woning,
        "gemeente": voordracht.gemeente,
        "kruimels": (*_kruimels(), ("Weigering", weigering.get_absolute_url())),
    }
    return render(request, "huisvesting/weigering_brief.html", context)


# --- How often --------------------------------------------------------------------------------------------------------
@require_safe
@policy(can_list_weigeringen)
def weigering_overzicht(request: HttpRequest) -> HttpResponse:
    """Refusals of a half-year per reason and class; small numbers are not told (workflow.md S3)."""
    huidig, halfjaar = Halfjaar.van_datum(timezone.localdate()), read_halfjaar(request)
    tellingen = Weigering.objects.in_gemeenten_of(request.user).count_per_reden(halfjaar.begin, halfjaar.eind)
    klassen = [
        {
            "naam": Klasse(klasse).label,
            "totaal": hide_total(aantal for _, _, aantal in groep),
            "redenen": [(reden, hide_small(aantal)) for _, reden, aantal in groep],
        }
        for klasse, groep in ((klasse, list(rijen)) for klasse, rijen in groupby(tellingen, itemgetter(0)))
    ]
    context = {
        "halfjaar": halfjaar,
        "vorige": halfjaar.vorige,
        "volgende": halfjaar.volgende if halfjaar.volgende <= huidig else None,
        "klassen": klassen,
        "totaal": hide_total(aantal for _, _, aantal in tellingen),
        "kruimels": _kruimels(),
    }
    return render(request, "huisvesting/weigering_overzicht.html", context)


def _kruimels() -> tuple[tuple[str, str], ...]:
    return (("Weigeringen", reverse("huisvesting:weigering_list")),)


def _brief_url(weigering: Weigering) -> str:
    return reverse("huisvesting:weigering_brief", kwargs={"pk": weigering.pk})
