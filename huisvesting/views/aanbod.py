"""Homes that corporations offer: the list of both parties, reporting, confirming, withdrawing."""

from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from huisvesting.filters import AanbodFilter
from huisvesting.forms.aanbod import AanbodForm, BevestigForm, OptieForm
from huisvesting.forms.basis import RedenForm
from huisvesting.models import AanbodStatus, Huishouden, Normbedrag, Voordracht, VoordrachtStatus, Woningaanbod
from huisvesting.overzichten import step_of_aanbod
from huisvesting.policies import (
    can_change_aanbod,
    can_list_aanbod,
    can_propose_voordracht,
    can_register_aanbod,
    can_reject_aanbod,
    can_view_aanbod,
    is_eigen_aanbod,
    sees_personen,
    sees_reden,
)
from huisvesting.regels.beurt import AAN_ZET, Groep, Partij, Vraag, determine_vraag, group_for
from huisvesting.regels.passendheid import assess_passendheid
from huisvesting.services.aanbod import complete_aanbod, extend_optie, register_aanbod, withdraw_aanbod
from huisvesting.views.handeling import Handeling, aanbod_kruimels, act_namens, handle, posted, woningen_kruimels
from huisvesting.views.tijdlijn import events_of_aanbod
from samenwerking.basis.toegang import policy
from samenwerking.models import Gemeente, Klasse
from samenwerking.services.logboek import log_inzage

PER_PAGINA = 50
OP_AANDRANG = "beurt"
SORTERINGEN = {
    OP_AANDRANG: ("rang", F("optiedatum").asc(nulls_last=True), "beschikbaar_vanaf", "pk"),
    "beschikbaar": ("beschikbaar_vanaf", "pk"),
    "-beschikbaar": ("-beschikbaar_vanaf", "pk"),
    "optie": (F("optiedatum").asc(nulls_last=True), "pk"),
    "-optie": (F("optiedatum").desc(nulls_last=True), "pk"),
    "slaapkamers": ("woning__slaapkamers", "beschikbaar_vanaf", "pk"),
    "-slaapkamers": ("-woning__slaapkamers", "beschikbaar_vanaf", "pk"),
}

GROEPNAMEN = {
    (Groep.ZELF, Partij.GEMEENTE): "Dit vraagt iets van u",
    (Groep.ZELF, Partij.CORPORATIE): "Dit vraagt iets van u",
    (Groep.ANDER, Partij.GEMEENTE): "Wacht op de corporatie",
    (Groep.ANDER, Partij.CORPORATIE): "Wacht op de gemeente",
    (Groep.KLAAR, Partij.GEMEENTE): "Bewoond, ingetrokken of ongeschikt",
    (Groep.KLAAR, Partij.CORPORATIE): "Bewoond, ingetrokken of ongeschikt",
}

AFGESLOTEN = (AanbodStatus.INGETROKKEN, AanbodStatus.ONGESCHIKT)

# Only until someone is put forward does the option press.
OPTIE_SPEELT = (Vraag.BEVESTIGING, Vraag.VOORDRACHT, Vraag.VERLENGING)


@require_safe
@policy(can_list_aanbod)
def aanbod_list(request: HttpRequest) -> HttpResponse:
    """Homes by what they ask: of the gemeente that is offered them, or of the corporation ("Mijn woningen")."""
    vandaag = timezone.localdate()
    partij = Partij.CORPORATIE if request.user.corporatie_ids() else Partij.GEMEENTE
    sorteer = request.GET.get("sorteer", "")
    sorteer = sorteer if sorteer in SORTERINGEN else OP_AANDRANG
    queryset = (
        Woningaanbod.objects.visible_to(request.user)
        .with_status(vandaag)
        .with_vraag(vandaag, partij)
        .select_related("woning__corporatie", "gemeente")
        .order_by(*SORTERINGEN[sorteer])
    )
    filter_ = AanbodFilter(request.GET, queryset=queryset, partij=partij)
    page = Paginator(filter_.qs, PER_PAGINA).get_page(request.GET.get("pagina"))
    context = {
        "filter": filter_,
        "pagina": page,
        "woningen": [_row(a, partij) for a in page],
        "zelf": filter_.asks(filter_.qs, "aan_zet", Groep.ZELF).count(),
        "partij": partij,
        "sorteer": sorteer,
        "op_aandrang": sorteer == OP_AANDRANG,
        "vandaag": vandaag,
    }
    template = "huisvesting/aanbod_list.html"
    return render(request, f"{template}#lijst" if request.htmx else template, context)


def _row(aanbod: Woningaanbod, partij: Partij) -> dict[str, Any]:
    """One home of the list, with the words of its group; `aanbod` carries the annotations of `with_vraag`."""
    vraag = Vraag(aanbod.vraag)
    pks = {"voordracht_pk": aanbod.voordracht_pk, "plaatsing_pk": aanbod.plaatsing_pk}
    return {
        "aanbod": aanbod,
        "status": AanbodStatus(aanbod.status),
        "groep": GROEPNAMEN[group_for(partij, vraag), partij],
        "stap": step_of_aanbod(aanbod, vraag, partij, **pks),
        "is_aan_zet": partij in AAN_ZET[vraag],
        "optie_speelt": vraag in OPTIE_SPEELT,
    }


@require_http_methods(["GET", "POST"])
@policy(can_register_aanbod)
def register(request: HttpRequest) -> HttpResponse:
    """Report a home in a minute."""
    plaatsen = Gemeente.objects.actief().visible_to(request.user).values_list("naam", flat=True)[:2]
    initial = {
        "beschikbaar_vanaf": timezone.localdate(),
        # Who works in one gemeente need not type its name; a home in another village of it is corrected by hand.
        "plaats": plaatsen[0] if len(plaatsen) == 1 else "",
    }
    form = AanbodForm(posted(request), gebruiker=request.user, initial=initial)
    handeling = Handeling(
        "Nieuwe woning melden",
        "Woning melden",
        reverse("huisvesting:aanbod_list"),
        ("Huur, verdieping en optie vult u in als u de woning bevestigt.",),
        kruimels=woningen_kruimels(request.user),
    )

    def service(corporatie: Any, gemeente: Any, beschikbaar_vanaf: date, **_: Any) -> Woningaanbod:
        return register_aanbod(
            corporatie=corporatie,
            gemeente=gemeente,
            woning=form.woning(),
            beschikbaar_vanaf=beschikbaar_vanaf,
            door=request.user,
        )

    return handle(
        request, handeling, form, service, lambda a: (f"{a} is gemeld. Bevestig de woning als alles vaststaat.", a)
    )


@require_safe
@policy(can_view_aanbod, Woningaanbod)
def aanbod_detail(request: HttpRequest, aanbod: Woningaanbod) -> HttpResponse:
    """One home: its facts, what it asks of whom, and for the gemeente who fits."""
    vandaag = timezone.localdate()
    partij = Partij.CORPORATIE if is_eigen_aanbod(request.user, aanbod) else Partij.GEMEENTE
    status, plaatsing = aanbod.status_op(vandaag), aanbod.plaatsingen.lopend().first()
    voordrachten = list(aanbod.voordrachten.select_related("huishouden__gemeente", "reden"))
    voordracht = next((v for v in voordrachten if v.is_open), None)
    vraag = determine_vraag(
        status, voordracht=voordracht.status if voordracht else None, heeft_contract=plaatsing is not None
    )
    pks = {
        "voordracht_pk": voordracht.pk if voordracht else None,
        "plaatsing_pk": plaatsing.pk if plaatsing else None,
    }
    context = {
        "aanbod": aanbod,
        "woning": aanbod.woning,
        "huur": _huur(aanbod),
        "ligging": _ligging(aanbod),
        "status": status,
        "kan_bevestigen": vraag == Vraag.BEVESTIGING and partij == Partij.GEMEENTE,
        "stap": None if vraag == Vraag.NIETS else step_of_aanbod(aanbod, vraag, partij, **pks),
        "is_aan_zet": partij in AAN_ZET[vraag],
        "wacht_op": GROEPNAMEN[Groep.ANDER, partij],
        "kan_verlengen": vraag in OPTIE_SPEELT,
        "optie_tot": aanbod.optiedatum if vraag in OPTIE_SPEELT else None,
        "kan_blokkeren": status in (AanbodStatus.BEVESTIGD, AanbodStatus.GERESERVEERD),
        # The step has this button already, but for who acts in the name of the corporation or is asked something else.
        "kan_hervatten": status == AanbodStatus.GEBLOKKEERD and (vraag != Vraag.VRIJGAVE or partij == Partij.GEMEENTE),
        "kan_ongeschikt": status == AanbodStatus.BEVESTIGD and can_reject_aanbod(request.user, aanbod),
        "mag_wijzigen": status not in AFGESLOTEN and not plaatsing and can_change_aanbod(request.user, aanbod),
        "partij": partij,
        "plaatsing": plaatsing,
        "eerdere": [
            (v, VoordrachtStatus(v.status), v.reden if sees_reden(request.user, v) else None)
            for v in voordrachten
            if not v.is_open
        ],
        "tijdlijn": events_of_aanbod(aanbod, voordrachten, request.user),
        "kruimels": woningen_kruimels(request.user),
        "vandaag": vandaag,
        **_open_voordracht(request, voordracht, vandaag),
        **_kandidaten(request, aanbod, vraag),
    }
    return render(request, "huisvesting/aanbod_detail.html", context)


def _open_voordracht(request: HttpRequest, voordracht: Voordracht | None, vandaag: date) -> dict[str, Any]:
    """Of the open voordracht: its size and need for both parties, its household only for who may know."""
    if voordracht is None:
        return {}
    toont_namen = sees_personen(request.user, voordracht)
    if toont_namen:
        log_inzage([voordracht.huishouden], door=request.user)
    return {
        "voordracht": voordracht,
        "voordracht_status": VoordrachtStatus(voordracht.status),
        "behoefte": voordracht.huishouden.behoefte(vandaag),
        "huishouden": voordracht.huishouden if toont_namen else None,
    }


def _kandidaten(request: HttpRequest, aanbod: Woningaanbod, vraag: Vraag) -> dict[str, Any]:
    """For the gemeente and a free home: waiting households with the verdict on it, the longest waiting first."""
    if vraag != Vraag.VOORDRACHT or not can_propose_voordracht(request.user, aanbod):
        return {}
    wachtend = (
        Huishouden.objects.visible_to(request.user)
        .for_gemeente(aanbod.gemeente)
        .zonder_voordracht()
        .select_related("gemeente")
        .prefetch_related("personen")
        .order_by("koppeldatum", "huishoudnummer")
    )
    huishoudens = list(wachtend)
    log_inzage(huishoudens, door=request.user)
    normen = Normbedrag.objects.aftoppingsgrenzen()
    oordelen = [
        (h, assess_passendheid(h.behoefte(aanbod.beschikbaar_vanaf), aanbod.kenmerken, normen)) for h in huishoudens
    ]
    return {
        "toont_kandidaten": True,
        "passend": [o for o in oordelen if o[1].past],
        "niet_passend": [o for o in oordelen if not o[1].past],
    }


def _huur(aanbod: Woningaanbod) -> Decimal | None:
    """What the household pays a month; None when the rent is not known yet."""
    woning = aanbod.woning
    return None if woning.kale_huur is None else woning.kale_huur + (woning.servicekosten or 0)


def _ligging(aanbod: Woningaanbod) -> str:
    """Where the front door is; nothing when the floor is not known yet."""
    verdieping, lift = aanbod.woning.verdieping, "met" if aanbod.woning.lift else "zonder"
    if verdieping is None:
        return ""
    return "Begane grond" if verdieping == 0 else f"Verdieping {verdieping}, {lift} lift"


@require_http_methods(["GET", "POST"])
@policy(can_change_aanbod, Woningaanbod)
def confirm(request: HttpRequest, aanbod: Woningaanbod) -> HttpResponse:
    """Fill in what was left and confirm."""
    woning = aanbod.woning
    initial = {f: getattr(woning, f) for f in ("kale_huur", "servicekosten", "verdieping", "lift", "toegankelijk")}
    form = BevestigForm(posted(request), initial={**initial, "optiedatum": aanbod.optiedatum})
    handeling = Handeling(
        "Woning bevestigen",
        "Woning bevestigen",
        aanbod.get_absolute_url(),
        (*act_namens(request, aanbod), f"De gemeente kan daarna een huishouden voordragen voor {aanbod}."),
        kruimels=aanbod_kruimels(aanbod, request.user),
    )
    service = partial(complete_aanbod, aanbod=aanbod, door=request.user)
    return handle(
        request,
        handeling,
        form,
        service,
        lambda a: ("Woning bevestigd. De gemeente kan nu een huishouden voordragen.", a),
    )


@require_http_methods(["GET", "POST"])
@policy(can_change_aanbod, Woningaanbod)
def extend(request: HttpRequest, aanbod: Woningaanbod) -> HttpResponse:
    """Keep the home free for longer."""
    form = OptieForm(posted(request))
    nu = f"De optie loopt tot en met {aanbod.optiedatum:%d-%m-%Y}." if aanbod.optiedatum else "Er is nog geen optie."
    gevolgen = (*act_namens(request, aanbod), f"{nu} Tot de nieuwe datum blijft {aanbod} vrij voor de gemeente.")
    handeling = Handeling(
        "Optie verlengen",
        "Optie verlengen",
        aanbod.get_absolute_url(),
        gevolgen,
        kruimels=aanbod_kruimels(aanbod, request.user),
    )
    service = partial(extend_optie, aanbod=aanbod, door=request.user)
    return handle(
        request, handeling, form, service, lambda a: (f"Optie verlengd tot en met {a.optiedatum:%d-%m-%Y}.", a)
    )


@require_http_methods(["GET", "POST"])
@policy(can_change_aanbod, Woningaanbod)
def withdraw(request: HttpRequest, aanbod: Woningaanbod) -> HttpResponse:
    """Take the home back, after reading who loses it."""
    form = RedenForm(posted(request), klassen=(Klasse.CORPORATIE, Klasse.OVERMACHT))
    verlies = (
        "1 huishouden verliest deze woning. De voordracht wordt geannuleerd en het huishouden zoekt verder."
        if aanbod.open_voordracht()
        else "Er is nog geen huishouden voorgedragen. Niemand verliest deze woning."
    )
    handeling = Handeling(
        "Aanbod intrekken",
        "Aanbod intrekken",
        aanbod.get_absolute_url(),
        (*act_namens(request, aanbod), f"U trekt {aanbod} in.", verlies),
        gevaarlijk=True,
        kruimels=aanbod_kruimels(aanbod, request.user),
    )
    service = partial(withdraw_aanbod, aanbod=aanbod, door=request.user)
    return handle(request, handeling, form, service, lambda a: (f"{a.woning.adres} is ingetrokken.", a))
