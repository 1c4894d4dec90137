"""A plaatsing: lease, key, checkout, and what to do when it does not go on."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods, require_safe

from huisvesting.forms.basis import RedenForm
from huisvesting.forms.plaatsing import AfmeldForm, HuurcontractForm, SleutelForm
from huisvesting.models import Plaatsing, PlaatsingStatus, Voordracht
from huisvesting.overzichten import VolgendeStap, next_step, step_of_aanbod
from huisvesting.policies import (
    can_hand_over_sleutel,
    can_lead_plaatsing,
    can_sign_huurcontract,
    can_view_plaatsing,
    sees_personen,
    sees_reden,
)
from huisvesting.regels.beurt import Partij, Vraag
from huisvesting.services.plaatsing import (
    cancel_plaatsing,
    hand_over_sleutel,
    record_afmelding,
    sign_huurcontract,
)
from huisvesting.services.telling import Telling, bookings_of, explain_telling
from huisvesting.views.handeling import Handeling, aanbod_kruimels, handle, name_huishouden, posted
from huisvesting.views.tijdlijn import events_of_aanbod
from samenwerking.basis.toegang import policy
from samenwerking.services.logboek import log_inzage


def _personen(aantal: int) -> str:
    return "1 persoon telt" if aantal == 1 else f"{aantal} personen tellen"


def _handeling(
    request: HttpRequest, plaatsing: Plaatsing, titel: str, knop: str, *gevolgen: str, gevaarlijk: bool = False
) -> Handeling:
    kruimels = (*aanbod_kruimels(plaatsing.aanbod, request.user), ("Plaatsing", plaatsing.get_absolute_url()))
    wie, toont = name_huishouden(request.user, plaatsing.voordracht)
    gevolgen = (f"Het gaat om {wie} en {plaatsing.aanbod}.", *gevolgen)
    return Handeling(titel, knop, plaatsing.get_absolute_url(), gevolgen, gevaarlijk, kruimels, toont)


@require_http_methods(["GET", "POST"])
@policy(can_sign_huurcontract, Voordracht)
def sign(request: HttpRequest, voordracht: Voordracht) -> HttpResponse:
    """The lease is signed."""
    aanbod = voordracht.aanbod
    wie, toont = name_huishouden(request.user, voordracht)
    handeling = Handeling(
        "Huurcontract vastleggen",
        "Leg contract vast",
        voordracht.get_absolute_url(),
        (
            f"Het gaat om {wie} en {aanbod}.",
            "U legt vast dat het huurcontract is getekend. De volgende stap is de sleutel.",
            f"De woning is vrij vanaf {date_format(aanbod.beschikbaar_vanaf, 'j F Y')}. "
            "Begint de huur eerder? Controleer dan of dat klopt.",
        ),
        kruimels=(*aanbod_kruimels(aanbod, request.user), ("Voordracht", voordracht.get_absolute_url())),
        toont=toont,
    )
    form = HuurcontractForm(posted(request), initial={"ingangsdatum": timezone.localdate()})
    service = partial(sign_huurcontract, voordracht=voordracht, door=request.user)
    klaar = "Huurcontract vastgelegd. De volgende stap is de sleutel."
    return handle(request, handeling, form, service, lambda p: (klaar, p))


@require_safe
@policy(can_view_plaatsing, Plaatsing)
def plaatsing_detail(request: HttpRequest, plaatsing: Plaatsing) -> HttpResponse:
    """One plaatsing: its dates, its people, and for the gemeente who counts since when and why."""
    is_gemeente = can_lead_plaatsing(request.user, plaatsing)
    toont_namen = sees_personen(request.user, plaatsing.voordracht)
    if toont_namen:
        log_inzage([plaatsing.huishouden], door=request.user)
    tellingen = explain_telling(plaatsing, timezone.localdate())
    geteld = [telling for _, telling in tellingen if telling.telt_mee]
    loopt = not plaatsing.geannuleerd_op and not plaatsing.einddatum
    context = {
        "plaatsing": plaatsing,
        "aanbod": plaatsing.aanbod,
        "status": PlaatsingStatus(plaatsing.status),
        "tellingen": tellingen,
        "aantal_geteld": len(geteld),
        "toont_namen": toont_namen,
        "is_gemeente": is_gemeente,
        "loopt": loopt,
        "stap": _stap(plaatsing, geteld, is_gemeente) if loopt else None,
        "reden": plaatsing.reden if sees_reden(request.user, plaatsing.voordracht) else None,
        "mag_annuleren": loopt and is_gemeente,
        "tijdlijn": events_of_aanbod(plaatsing.aanbod, [plaatsing.voordracht], request.user),
        "kruimels": aanbod_kruimels(plaatsing.aanbod, request.user),
    }
    return render(request, "huisvesting/plaatsing_detail.html", context)


def _stap(plaatsing: Plaatsing, geteld: list[Telling], is_gemeente: bool) -> VolgendeStap | None:
    """What is next: for the gemeente until everyone counts, for the corporation until the key."""
    if is_gemeente:
        stap = next_step(
            plaatsing.huishouden,
            plaatsing.voordracht,
            plaatsing,
            passend=0,
            geteld_op=geteld[0].datum if geteld else None,
            peildatum=timezone.localdate(),
        )
        return stap.on_page(plaatsing.get_absolute_url())
    if plaatsing.sleuteldatum:
        return None
    return step_of_aanbod(plaatsing.aanbod, Vraag.SLEUTEL, Partij.CORPORATIE, plaatsing_pk=plaatsing.pk)


def _counted(plaatsing: Plaatsing, begin: str) -> str:
    aantal = len(bookings_of(plaatsing))
    return f"{begin} {_personen(aantal)} mee." if aantal else begin


@require_http_methods(["GET", "POST"])
@policy(can_hand_over_sleutel, Plaatsing)
def hand_over(request: HttpRequest, plaatsing: Plaatsing) -> HttpResponse:
    """The household got its key."""
    handeling = _handeling(
        request, plaatsing, "Sleutel vastleggen", "Leg sleutel vast", "Het huishouden heeft de sleutel gekregen."
    )
    form = SleutelForm(posted(request), initial={"sleuteldatum": timezone.localdate()})
    service = partial(hand_over_sleutel, plaatsing=plaatsing, door=request.user)
    return handle(request, handeling, form, service, lambda p: (_counted(p, "Sleutel vastgelegd."), p))


@require_http_methods(["GET", "POST"])
@policy(can_lead_plaatsing, Plaatsing)
def check_out(request: HttpRequest, plaatsing: Plaatsing) -> HttpResponse:
    """COA checked the household out."""
    handeling = _handeling(
        request,
        plaatsing,
        "Afmelding bij COA vastleggen",
        "Leg afmelding vast",
        "Iedereen van dit huishouden is afgemeld bij COA.",
    )
    form = AfmeldForm(posted(request), initial={"afmelddatum": timezone.localdate()})
    service = partial(record_afmelding, plaatsing=plaatsing, door=request.user)
    return handle(request, handeling, form, service, lambda p: (_counted(p, "Afmelding vastgelegd."), p))


@require_http_methods(["GET", "POST"])
@policy(can_lead_plaatsing, Plaatsing)
def cancel(request: HttpRequest, plaatsing: Plaatsing) -> HttpResponse:
    """The plaatsing does not go on; the counting is reversed."""
    geteld = len(bookings_of(plaatsing))
    gevolgen = ["De woning komt weer vrij en het huishouden wacht weer op een woning."]
    if geteld:
        gevolgen.append(f"{_personen(geteld)} niet meer mee. De telling wordt teruggeboekt.")
    handeling = _handeling(request, plaatsing, "Plaatsing annuleren", "Plaatsing annuleren", *gevolgen, gevaarlijk=True)
    service = partial(cancel_plaatsing, plaatsing=plaatsing, door=request.user)
    return handle(request, handeling, RedenForm(posted(request)), service, lambda p: ("Plaatsing geannuleerd.", p))
