"""After the key: checkout, registration, moving on, aftercare, and putting a wrong date right. All by the gemeente."""

from functools import partial

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods

from huisvesting.forms.plaatsing import AfmeldForm, HerstelForm, InschrijfForm
from huisvesting.models import Plaatsing
from huisvesting.policies import can_correct_plaatsing, can_lead_plaatsing
from huisvesting.services.correctie import correct_plaatsing
from huisvesting.services.nazorg import close_nazorg, split_nazorg
from huisvesting.services.plaatsing import record_afmelding, record_inschrijving, start_doorstroom
from huisvesting.services.telling import bookings_of
from huisvesting.views.handeling import handle, posted
from huisvesting.views.plaatsing import plaatsing_handeling, tel_personen, tell_geteld
from samenwerking.basis.toegang import policy


@require_http_methods(["GET", "POST"])
@policy(can_lead_plaatsing, Plaatsing)
def check_out(request: HttpRequest, plaatsing: Plaatsing) -> HttpResponse:
    """COA checked people of the household out."""
    handeling = plaatsing_handeling(
        request,
        plaatsing,
        "Afmelding bij COA vastleggen",
        "Leg afmelding vast",
        "U legt vast wie op deze dag is afgemeld bij COA.",
    )
    form = AfmeldForm(posted(request), plaatsing=plaatsing, initial={"afmelddatum": timezone.localdate()})
    service = partial(record_afmelding, plaatsing=plaatsing, door=request.user)
    return handle(request, handeling, form, service, lambda p: (tell_geteld(p, "Afmelding vastgelegd."), p))


@require_http_methods(["GET", "POST"])
@policy(can_lead_plaatsing, Plaatsing)
def register(request: HttpRequest, plaatsing: Plaatsing) -> HttpResponse:
    """People of the household are registered in the BRP."""
    handeling = plaatsing_handeling(
        request,
        plaatsing,
        "Inschrijving in de BRP vastleggen",
        "Leg inschrijving vast",
        "U legt vast wie vanaf deze dag op het nieuwe adres staat ingeschreven.",
    )
    form = InschrijfForm(posted(request), plaatsing=plaatsing, initial={"inschrijfdatum": timezone.localdate()})
    service = partial(record_inschrijving, plaatsing=plaatsing, door=request.user)
    return handle(request, handeling, form, service, lambda p: ("Inschrijving vastgelegd.", p))


@require_http_methods(["GET", "POST"])
@policy(can_lead_plaatsing, Plaatsing)
def move_on(request: HttpRequest, plaatsing: Plaatsing) -> HttpResponse:
    """Who lives in a temporary home looks for one to stay."""
    tot = plaatsing.tijdelijk_tot
    handeling = plaatsing_handeling(
        request,
        plaatsing,
        "Doorstroom starten",
        "Start doorstroom",
        *([f"Het tijdelijke contract loopt tot en met {date_format(tot, 'j F Y')}."] if tot else []),
        "Het huishouden wacht daarna weer op een woning en blijft hier wonen tot de sleutel van de volgende. "
        "Niemand telt dubbel.",
    )
    service = partial(start_doorstroom, plaatsing=plaatsing, door=request.user)
    klaar = "Doorstroom gestart. Draag het huishouden voor een vaste woning voor."
    return handle(request, handeling, forms.Form(posted(request)), service, lambda p: (klaar, p.huishouden))


@require_http_methods(["GET", "POST"])
@policy(can_lead_plaatsing, Plaatsing)
def close_care(request: HttpRequest, plaatsing: Plaatsing) -> HttpResponse:
    """Aftercare is done."""
    eigen, overgedragen = split_nazorg(plaatsing)
    handeling = plaatsing_handeling(
        request,
        plaatsing,
        "Nazorg afronden",
        "Rond nazorg af",
        *(f"Eerst nog te doen of over te dragen met een dag: ‘{actie.titel}’." for actie in eigen),
        *(
            f"{actie.afdeling} gaat hiermee verder tot {actie.uiterlijk:%d-%m-%Y}: ‘{actie.titel}’."
            for actie in overgedragen
        ),
        "De corporatie ziet hierna niet meer wie het huishouden is. Het dossier kan daarna dicht.",
    )
    service = partial(close_nazorg, plaatsing=plaatsing, door=request.user)
    klaar = "Nazorg afgerond. U kunt nu het dossier sluiten."
    return handle(request, handeling, forms.Form(posted(request)), service, lambda p: (klaar, p.huishouden))


@require_http_methods(["GET", "POST"])
@policy(can_correct_plaatsing, Plaatsing)
def correct(request: HttpRequest, plaatsing: Plaatsing) -> HttpResponse:
    """A date is put right; the old one stays readable."""
    geteld = len(bookings_of(plaatsing))
    handeling = plaatsing_handeling(
        request,
        plaatsing,
        "Datum herstellen",
        "Herstel de datum",
        "De oude datum en uw reden blijven leesbaar in het dossier.",
        f"{tel_personen(geteld)} nu mee. Telt iemand door de nieuwe datum anders? Dan wordt de telling teruggeboekt en "
        "opnieuw geboekt. Een afgesloten halfjaar wordt verbeterd in het lopende.",
        gevaarlijk=True,
    )
    form = HerstelForm(posted(request), plaatsing=plaatsing)
    service = partial(correct_plaatsing, plaatsing=plaatsing, door=request.user)
    return handle(request, handeling, form, service, lambda p: (tell_geteld(p, "Datum hersteld."), p))
