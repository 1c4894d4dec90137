"""Homes that corporations offer: the list of both parties, and one home."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from huisvesting.models import AanbodStatus, Huishouden, Normbedrag, Voordracht, VoordrachtStatus, Woningaanbod
from huisvesting.models.aanbod import VOORBIJ
from huisvesting.overzichten import name_wachten, step_of_aanbod
from huisvesting.policies import (
    can_change_aanbod,
    can_decide_intrekking,
    can_list_aanbod,
    can_propose_voordracht,
    can_reject_aanbod,
    can_view_aanbod,
    is_eigen_aanbod,
    sees_personen,
    sees_reden,
)
from huisvesting.regels.beurt import AAN_ZET, OPTIE_SPEELT, Groep, Partij, Vraag, determine_vraag, group_for
from huisvesting.regels.passendheid import Menging, Wijkruimte, assess_passendheid
from huisvesting.services.aanbod import INTREKBAAR, WIJZIGBAAR, find_lopend
from huisvesting.services.wijk import find_wijkruimte
from huisvesting.views.escalatie import show_escalaties
from huisvesting.views.handeling import woningen_kruimels
from huisvesting.views.lijsten import OP_AANDRANG, Lijst, load_aanbod, select_aanbod
from huisvesting.views.tijdlijn import events_of_aanbod
from samenwerking.basis.toegang import policy
from samenwerking.services.logboek import log_inzage
from samenwerking.services.wijk import find_wijk

PER_PAGINA = 50

GROEPNAMEN = {
    (Groep.ZELF, Partij.GEMEENTE): "Dit vraagt iets van u",
    (Groep.ZELF, Partij.CORPORATIE): "Dit vraagt iets van u",
    (Groep.ANDER, Partij.GEMEENTE): "Wacht op de corporatie of de jurist",
    (Groep.ANDER, Partij.CORPORATIE): "Wacht op de gemeente",
    (Groep.KLAAR, Partij.GEMEENTE): "Bewoond, beëindigd, ingetrokken of ongeschikt",
    (Groep.KLAAR, Partij.CORPORATIE): "Bewoond, beëindigd, ingetrokken of ongeschikt",
}

CONCEPTEN = "Concepten, nog niet gemeld"


@require_safe
@policy(can_list_aanbod)
def aanbod_list(request: HttpRequest) -> HttpResponse:
    """Homes by what they ask: of the gemeente that is offered them, or of the corporation ("Mijn woningen")."""
    lijst = select_aanbod(request)
    page = Paginator(lijst.sleutels, PER_PAGINA).get_page(request.GET.get("pagina"))
    context = {
        "filter": lijst.filter,
        "pagina": page,
        "woningen": [_row(a, lijst.partij) for a in load_aanbod(page.object_list, lijst)],
        "zelf": _count_zelf(lijst, page.paginator.count),
        "partij": lijst.partij,
        "sorteer": lijst.sorteer,
        "op_aandrang": lijst.sorteer == OP_AANDRANG,
        "vandaag": lijst.vandaag,
    }
    template = "huisvesting/aanbod_list.html"
    return render(request, f"{template}#lijst" if request.htmx else template, context)


def _count_zelf(lijst: Lijst, aantal: int) -> int:
    """How many of the homes of the list ask something of who looks; `aantal` is how many there are."""
    gekozen = lijst.filter.form.cleaned_data.get("aan_zet")
    if gekozen:  # The list holds one group only, so it need not be counted again.
        return aantal if gekozen == Groep.ZELF else 0
    return lijst.filter.asks(lijst.filter.qs, "aan_zet", Groep.ZELF).count()


def _row(aanbod: Woningaanbod, partij: Partij) -> dict[str, Any]:
    """One home of the list, with the words of its group; `aanbod` carries the annotations of `with_vraag`."""
    vraag = Vraag(aanbod.vraag)
    pks = {"voordracht_pk": aanbod.voordracht_pk, "plaatsing_pk": aanbod.plaatsing_pk}
    return {
        "aanbod": aanbod,
        "status": AanbodStatus(aanbod.status),
        "groep": CONCEPTEN if vraag == Vraag.MELDING else GROEPNAMEN[group_for(partij, vraag), partij],
        "stap": step_of_aanbod(aanbod, vraag, partij, **pks),
        "is_aan_zet": partij in AAN_ZET[vraag],
        "optie_speelt": vraag in OPTIE_SPEELT,
    }


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
        status,
        voordracht=voordracht.status if voordracht else None,
        heeft_contract=plaatsing is not None,
        kwam_niet=plaatsing is not None and plaatsing.niet_verschenen_op is not None,
    )
    if status == AanbodStatus.VERLOPEN and find_lopend(aanbod.woning, vandaag, behalve=aanbod):
        vraag = Vraag.NIETS  # it was reported anew
    pks = {
        "voordracht_pk": voordracht.pk if voordracht else None,
        "plaatsing_pk": plaatsing.pk if plaatsing else None,
    }
    menging, ruimte = aanbod.menging, find_wijkruimte(aanbod, vandaag)
    context = {
        "aanbod": aanbod,
        "woning": aanbod.woning,
        "menging": menging,
        "huur": _huur(aanbod),
        "ligging": _ligging(aanbod),
        "status": status,
        "stap": None if vraag == Vraag.NIETS else step_of_aanbod(aanbod, vraag, partij, **pks),
        "is_aan_zet": partij in AAN_ZET[vraag],
        "wacht_op": name_wachten(vraag, partij),
        "optie_tot": aanbod.optiedatum if vraag in OPTIE_SPEELT else None,
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
        **_acts(request, aanbod, status, vraag, voordracht),
        **_open_voordracht(request, voordracht, vandaag),
        **_kandidaten(request, aanbod, vraag, menging, ruimte),
        **_wijk(request, aanbod, ruimte, vandaag),
    }
    return render(request, "huisvesting/aanbod_detail.html", context)


def _acts(
    request: HttpRequest, aanbod: Woningaanbod, status: AanbodStatus, vraag: Vraag, voordracht: Voordracht | None
) -> dict[str, Any]:
    """What this person can do with the home besides its step, the request to get it back and what was escalated."""
    verzoek = aanbod.intrekverzoeken.select_related("reden", "gevraagd_door").first()
    loopt = verzoek is not None and not (verzoek.akkoord_op or verzoek.afgewezen_op)
    s, namens = AanbodStatus, not is_eigen_aanbod(request.user, aanbod)
    context = {
        "verzoek": verzoek,
        "verzoek_loopt": loopt,
        "mag_beslissen": loopt and can_decide_intrekking(request.user, verzoek),
        "kan_ongeschikt": status == s.BEVESTIGD and can_reject_aanbod(request.user, aanbod),
        **show_escalaties(request.user, aanbod, voordracht, verzoek, loopt=status not in (s.CONCEPT, *VOORBIJ)),
    }
    if not can_change_aanbod(request.user, aanbod):
        return context
    return context | {
        "kan_bevestigen": vraag == Vraag.BEVESTIGING and namens,
        "kan_wijzigen": status in WIJZIGBAAR and not (voordracht and voordracht.akkoord_op),
        "kan_verlengen": vraag in OPTIE_SPEELT,
        "kan_blokkeren": status in (s.BEVESTIGD, s.GERESERVEERD),
        # The step has this button already, but for who acts in the name of the corporation or is asked something else.
        "kan_hervatten": status == s.GEBLOKKEERD and (vraag != Vraag.VRIJGAVE or namens),
        "kan_weggooien": status == s.CONCEPT,
        "kan_intrekken": status in INTREKBAAR and not loopt,
        "kan_terugvragen": status == s.TOEGEWEZEN and not loopt,
    }


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


def _wijk(request: HttpRequest, aanbod: Woningaanbod, ruimte: Wijkruimte | None, vandaag: date) -> dict[str, Any]:
    """For the gemeente: the wijk of the home, and what was agreed with it."""
    if not can_propose_voordracht(request.user, aanbod):
        return {}
    wijk = find_wijk(aanbod.gemeente, aanbod.woning.postcode)
    afspraken = wijk.afspraken.lopend(vandaag) if wijk else ()
    return {"wijk": wijk, "wijkruimte": ruimte, "wijkafspraken": afspraken}


def _kandidaten(
    request: HttpRequest, aanbod: Woningaanbod, vraag: Vraag, menging: Menging | None, ruimte: Wijkruimte | None
) -> dict[str, Any]:
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
        (h, assess_passendheid(h.behoefte(aanbod.beschikbaar_vanaf), aanbod.kenmerken, normen, menging, ruimte))
        for h in huishoudens
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
