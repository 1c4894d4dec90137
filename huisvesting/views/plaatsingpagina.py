"""The page of one plaatsing: what is next, its dates, its people, what has to be done, the home before and after."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from huisvesting.models import HuishoudenStatus, Plaatsing, PlaatsingStatus
from huisvesting.overzichten import VolgendeStap, next_step, step_of_aanbod
from huisvesting.policies import (
    can_correct_plaatsing,
    can_lead_plaatsing,
    can_view_plaatsing,
    sees_personen,
    sees_reden,
)
from huisvesting.regels.beurt import Partij, Vraag
from huisvesting.services.dossierslot import read_status
from huisvesting.services.telling import Telling, explain_telling
from huisvesting.views.handeling import aanbod_kruimels
from huisvesting.views.tijdlijn import events_of_aanbod
from samenwerking.basis.toegang import policy
from samenwerking.models import Gebruiker
from samenwerking.services.actie import list_acties
from samenwerking.services.logboek import log_inzage

S = PlaatsingStatus
VOOR_SLEUTEL = (S.CONTRACT_GETEKEND, S.NIET_VERSCHENEN)
BEWOOND = (S.VERHUISD, S.GEREALISEERD, S.AFGEROND)


@require_safe
@policy(can_view_plaatsing, Plaatsing)
def plaatsing_detail(request: HttpRequest, plaatsing: Plaatsing) -> HttpResponse:
    """One plaatsing; of who counts, checkout and registration only the gemeente reads."""
    is_gemeente = can_lead_plaatsing(request.user, plaatsing)
    toont_namen = sees_personen(request.user, plaatsing.voordracht)
    if toont_namen:
        log_inzage([plaatsing.huishouden], door=request.user)
    tellingen = explain_telling(plaatsing, timezone.localdate())
    geteld = [telling for _, telling in tellingen if telling.telt_mee]
    status = S(plaatsing.status)
    loopt = status in (*VOOR_SLEUTEL, *BEWOOND)
    context = {
        "plaatsing": plaatsing,
        "aanbod": plaatsing.aanbod,
        "status": status,
        "tellingen": tellingen,
        "aantal_geteld": len(geteld),
        "toont_namen": toont_namen,
        "is_gemeente": is_gemeente,
        "loopt": loopt,
        "stap": _stap(plaatsing, geteld, is_gemeente) if loopt else None,
        "reden": plaatsing.reden if sees_reden(request.user, plaatsing.voordracht) else None,
        "meer": _meer(request.user, plaatsing, status, is_gemeente=is_gemeente),
        "tijdlijn": events_of_aanbod(plaatsing.aanbod, [plaatsing.voordracht], request.user),
        "kruimels": aanbod_kruimels(plaatsing.aanbod, request.user),
        "vandaag": timezone.localdate(),
        **(_dossier(plaatsing, loopt=loopt) if is_gemeente else {}),
    }
    return render(request, "huisvesting/plaatsing_detail.html", context)


def _dossier(plaatsing: Plaatsing, *, loopt: bool) -> dict[str, Any]:
    """What only the gemeente reads: the homes before and after it, corrections, and what has to be done."""
    toevoegen = reverse("huisvesting:plaatsing_actie", kwargs={"pk": plaatsing.pk}) if loopt else ""
    return {
        "vorige": plaatsing.vervangt,
        "volgende": Plaatsing.objects.filter(vervangt=plaatsing).select_related("aanbod__woning").first(),
        "correcties": plaatsing.correcties.select_related("hersteld_door"),
        "acties": list_acties(plaatsing),
        "actie_toevoegen": toevoegen,
    }


def _stap(plaatsing: Plaatsing, geteld: list[Telling], is_gemeente: bool) -> VolgendeStap | None:
    """What is next: for the gemeente until the dossier is closed, for the corporation until the key."""
    if is_gemeente:
        huishouden = plaatsing.huishouden
        status = read_status(huishouden)
        if plaatsing.doorstroom_op and status == HuishoudenStatus.KLAAR:
            return VolgendeStap(
                "Het huishouden woont hier tijdelijk en wacht op een vaste woning.",
                "Zoek een woning",
                f"{huishouden.get_absolute_url()}#woningen",
            )
        stap = next_step(
            huishouden,
            huishouden.open_voordracht(),
            plaatsing,
            passend=0,
            geteld_op=geteld[0].datum if geteld else None,
            peildatum=timezone.localdate(),
            status=status,
        )
        return stap.on_page(plaatsing.get_absolute_url())
    if plaatsing.sleuteldatum:
        return None
    vraag = Vraag.AFSPRAAK if plaatsing.niet_verschenen_op else Vraag.SLEUTEL
    return step_of_aanbod(plaatsing.aanbod, vraag, Partij.CORPORATIE, plaatsing_pk=plaatsing.pk)


def _meer(gebruiker: Gebruiker, plaatsing: Plaatsing, status: S, *, is_gemeente: bool) -> list[tuple[str, str]]:
    """The acts beside the next step that are open now to this person: words and address."""
    kan_doorstromen = is_gemeente and plaatsing.tijdelijk_tot and not plaatsing.doorstroom_op and status in BEWOOND
    kan_herstellen = can_correct_plaatsing(gebruiker, plaatsing) and status != S.GEANNULEERD
    keuzes = (
        ("Het huishouden kwam niet voor de sleutel", "niet_verschenen", status == S.CONTRACT_GETEKEND),
        ("Start de doorstroom naar een vaste woning", "doorstroom", kan_doorstromen),
        ("Herstel een datum", "herstellen", kan_herstellen),
        ("Beëindig de huur", "beeindigen", status in BEWOOND),
        ("Annuleer de plaatsing", "annuleren", is_gemeente and status in VOOR_SLEUTEL),
    )
    pk = {"pk": plaatsing.pk}
    return [(woorden, reverse(f"huisvesting:plaatsing_{route}", kwargs=pk)) for woorden, route, kan in keuzes if kan]
