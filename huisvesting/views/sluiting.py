"""A household that waits, goes back to COA, gets aftercare, or is done; and a dossier that is opened again."""

from functools import partial

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods

from huisvesting.forms.dossier import MotiveringForm, ParkeerForm, TeruggaveForm
from huisvesting.models import Dossiersluiting, Huishouden
from huisvesting.policies import can_decide_teruggave, can_lead_dossier, can_reopen_dossier
from huisvesting.services.parkering import park, resume
from huisvesting.services.sluiting import (
    close_dossier,
    decide_teruggave,
    decline_teruggave,
    propose_teruggave,
    reopen_dossier,
    start_nazorg,
)
from huisvesting.views.dossier import make_handeling
from huisvesting.views.handeling import handle, posted
from samenwerking.basis.toegang import policy


@require_http_methods(["GET", "POST"])
@policy(can_lead_dossier, Huishouden)
def park_view(request: HttpRequest, huishouden: Huishouden) -> HttpResponse:
    """Do not match this household for a while."""
    handeling = make_handeling(
        huishouden,
        "Dossier parkeren",
        "Parkeren",
        "U draagt dit huishouden voorlopig niet voor. De termijnen van de koppeling lopen door.",
    )
    service = partial(park, huishouden=huishouden, door=request.user)
    klaar = "Geparkeerd. Hervat het dossier zodra het verder kan."
    return handle(request, handeling, ParkeerForm(posted(request)), service, lambda _: (klaar, huishouden))


@require_http_methods(["GET", "POST"])
@policy(can_lead_dossier, Huishouden)
def resume_view(request: HttpRequest, huishouden: Huishouden) -> HttpResponse:
    """Match it again."""
    handeling = make_handeling(huishouden, "Dossier hervatten", "Hervatten", "U zoekt weer een woning.")
    service = partial(resume, huishouden=huishouden, door=request.user)
    return handle(
        request,
        handeling,
        forms.Form(posted(request)),
        service,
        lambda _: ("Hervat. Zoek nu een woning.", huishouden),
    )


@require_http_methods(["GET", "POST"])
@policy(can_lead_dossier, Huishouden)
def hand_back(request: HttpRequest, huishouden: Huishouden) -> HttpResponse:
    """Propose to hand the household back to COA."""
    handeling = make_handeling(
        huishouden,
        "Teruggeven aan COA",
        "Stel teruggave voor",
        "De opgavemanager beslist. Tot dan draagt u dit huishouden niet voor.",
        gevaarlijk=True,
    )
    service = partial(propose_teruggave, huishouden=huishouden, door=request.user)
    klaar = "Voorgesteld. De opgavemanager beslist."
    return handle(request, handeling, TeruggaveForm(posted(request)), service, lambda _: (klaar, huishouden))


@require_http_methods(["GET", "POST"])
@policy(can_decide_teruggave, Dossiersluiting)
def decide(request: HttpRequest, sluiting: Dossiersluiting) -> HttpResponse:
    """The opgavemanager agrees with handing back."""
    huishouden = sluiting.huishouden
    woningen = [str(v.aanbod) for v in huishouden.voordrachten.open().select_related("aanbod__woning")]
    handeling = make_handeling(
        huishouden,
        "Akkoord met teruggave",
        "Geef terug aan COA",
        f"Reden: {sluiting.reden}.",
        *(f"De voordracht voor {woning} wordt geannuleerd. Die woning komt vrij." for woning in woningen),
        "Het dossier wordt gesloten. Wat er nog te doen was, vervalt.",
        gevaarlijk=True,
    )
    service = partial(decide_teruggave, sluiting=sluiting, door=request.user)
    klaar = "Teruggegeven aan COA. Het dossier is gesloten."
    return handle(request, handeling, forms.Form(posted(request)), service, lambda _: (klaar, huishouden))


@require_http_methods(["GET", "POST"])
@policy(can_decide_teruggave, Dossiersluiting)
def decline(request: HttpRequest, sluiting: Dossiersluiting) -> HttpResponse:
    """The opgavemanager does not agree."""
    huishouden = sluiting.huishouden
    wie = f"{sluiting.voorgesteld_door.naam} stelde dit voor op {date_format(sluiting.voorgesteld_op, 'j F Y')}."
    handeling = make_handeling(
        huishouden, "Niet akkoord met teruggave", "Leg vast", wie, "Het huishouden blijft bij uw gemeente."
    )
    service = partial(decline_teruggave, sluiting=sluiting, door=request.user)
    klaar = "Vastgelegd. Het huishouden blijft bij uw gemeente."
    return handle(request, handeling, MotiveringForm(posted(request)), service, lambda _: (klaar, huishouden))


@require_http_methods(["GET", "POST"])
@policy(can_lead_dossier, Huishouden)
def aftercare(request: HttpRequest, huishouden: Huishouden) -> HttpResponse:
    """The household lives; aftercare begins."""
    handeling = make_handeling(
        huishouden, "Nazorg beginnen", "Begin nazorg", "De punten van de nazorg staan bij de plaatsing."
    )
    service = partial(start_nazorg, huishouden=huishouden, door=request.user)
    klaar = "Nazorg begonnen. Werk de punten af."
    return handle(request, handeling, forms.Form(posted(request)), service, lambda h: (klaar, h))


@require_http_methods(["GET", "POST"])
@policy(can_lead_dossier, Huishouden)
def close(request: HttpRequest, huishouden: Huishouden) -> HttpResponse:
    """Everything is done."""
    handeling = make_handeling(
        huishouden,
        "Dossier afsluiten",
        "Sluit het dossier",
        "Wat er nog te doen was, vervalt. Alleen de opgavemanager kan het dossier opnieuw openen.",
        gevaarlijk=True,
    )
    service = partial(close_dossier, huishouden=huishouden, door=request.user)
    return handle(
        request, handeling, forms.Form(posted(request)), service, lambda _: ("Dossier afgesloten.", huishouden)
    )


@require_http_methods(["GET", "POST"])
@policy(can_reopen_dossier, Huishouden)
def reopen(request: HttpRequest, huishouden: Huishouden) -> HttpResponse:
    """The opgavemanager opens a closed dossier again."""
    handeling = make_handeling(
        huishouden,
        "Dossier opnieuw openen",
        "Open opnieuw",
        "Het dossier staat daarna weer waar het stond. De sluiting blijft leesbaar.",
    )
    service = partial(reopen_dossier, huishouden=huishouden, door=request.user)
    return handle(
        request, handeling, MotiveringForm(posted(request)), service, lambda _: ("Dossier opnieuw open.", huishouden)
    )
