"""One meeting: its agenda, what was said, and how it ended."""

from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from samenwerking.basis.handeling import Handeling, handle, posted
from samenwerking.basis.toegang import policy
from samenwerking.forms.overleg import Afspraak, BesprekingForm, OverlegForm, VerslagForm
from samenwerking.models import Gemeente, Overleg, Rol
from samenwerking.policies import (
    CASEWORK,
    can_add_agendapunt,
    can_do_casework,
    can_lead_overleg,
    can_view_overleg,
)
from samenwerking.services.agenda import agree_actie, write_notulen
from samenwerking.services.agendablad import read_agenda
from samenwerking.services.bericht import find_gebruikers
from samenwerking.services.overleg import cancel_overleg, lock_overleg, move_overleg, settle_verslag
from samenwerking.services.uitnodiging import find_deelnemers, find_mogelijke, list_mensen, name_moment
from samenwerking.views.overlegreeks import overleg_kruimels

# Of what the service calls a thing -> of the field at which it was typed.
VELDEN = {"titel": "wat", "eigenaar": "wie", "uiterlijk": "uiterlijk"}


def _kruimels(overleg: Overleg, *, zelf: bool = True) -> tuple[tuple[str, str], ...]:
    reeks = overleg.reeks
    kruimels = (*overleg_kruimels(reeks.gemeente), (str(reeks), reeks.get_absolute_url()))
    return (
        (*kruimels, (f"{timezone.localtime(overleg.begint_op):%d-%m-%Y}", overleg.get_absolute_url()))
        if zelf
        else kruimels
    )


@require_safe
@policy(can_view_overleg, Overleg)
def overleg_detail(request: HttpRequest, overleg: Overleg) -> HttpResponse:
    """The agenda, to prepare and to print; after the meeting with what was said."""
    vandaag, gebruiker = timezone.localdate(), request.user
    context = {
        "gemeente": overleg.gemeente,
        "overleg": overleg,
        "reeks": overleg.reeks,
        "blad": read_agenda(overleg, gebruiker, vandaag),
        "deelnemers": find_deelnemers(overleg.reeks, vandaag),
        "is_open": overleg.status == "gepland",
        "mag_leiden": can_lead_overleg(gebruiker, overleg),
        "mag_inbrengen": can_add_agendapunt(gebruiker, overleg),
        "mag_acties": can_do_casework(gebruiker, overleg.gemeente),
        "is_corporatie": not gebruiker.has_rol(gemeente=overleg.gemeente),
        "is_geweest": timezone.localdate(overleg.begint_op) <= vandaag,
        "kruimels": _kruimels(overleg, zelf=False),
        "vandaag": vandaag,
    }
    return render(request, "samenwerking/overleg_detail.html", context)


@require_http_methods(["GET", "POST"])
@policy(can_lead_overleg, Overleg)
def meet(request: HttpRequest, overleg: Overleg) -> HttpResponse:
    """In the meeting: everything that is said, decided and agreed, on one form."""
    vandaag = timezone.localdate()
    blad = read_agenda(overleg, request.user, vandaag)
    punten = [rij.punt for rij in blad.rijen]
    form = BesprekingForm(posted(request), punten=punten, collegas=_collegas(overleg.gemeente))
    handeling = Handeling(
        f"Vergaderen: {overleg.reeks}", "Bewaren", overleg.get_absolute_url(), kruimels=_kruimels(overleg)
    )

    def stored() -> dict[str, str]:
        nu = lock_overleg(overleg).punten.in_bulk([punt.pk for punt in punten])
        return {f"notulen_{pk.hex}": punt.notulen for pk, punt in nu.items()}

    form.rijen = [(rij, *form.fields_of(rij.punt)) for rij in blad.rijen]
    context = {"overleg": overleg, "gemeente": overleg.gemeente}
    service = partial(_record, overleg=overleg, door=request.user)
    return handle(
        request,
        handeling,
        form,
        service,
        lambda o: ("Bewaard.", request.path),
        context,
        nu=stored,
        template="samenwerking/overleg_vergaderen.html",
    )


def _collegas(gemeente: Gemeente) -> list[Any]:
    mensen = find_gebruikers(*CASEWORK, Rol.JURIST, peildatum=timezone.localdate(), gemeente=gemeente)
    return list(mensen.order_by("last_name", "first_name"))


def _record(*, overleg: Overleg, notulen: dict[Any, str], acties: list[Afspraak], door: Any) -> Overleg:
    """Write down what was typed. A sentence of a service goes to the field that it is about."""
    try:
        write_notulen(overleg=overleg, notulen=notulen, door=door)
    except ValidationError as fout:
        if not hasattr(fout, "error_dict"):
            raise
        raise ValidationError({f"notulen_{pk.replace('-', '')}": f for pk, f in fout.error_dict.items()}) from fout
    for actie in acties:
        try:
            agree_actie(
                punt=actie.punt, titel=actie.titel, eigenaar=actie.eigenaar, uiterlijk=actie.uiterlijk, door=door
            )
        except ValidationError as fout:
            if not hasattr(fout, "error_dict"):
                raise
            sleutel = actie.punt.pk.hex
            raise ValidationError(
                {f"{VELDEN[veld]}_{sleutel}": fouten for veld, fouten in fout.error_dict.items()}
            ) from fout
    return overleg


@require_http_methods(["GET", "POST"])
@policy(can_lead_overleg, Overleg)
def move(request: HttpRequest, overleg: Overleg) -> HttpResponse:
    """To another moment or place."""
    handeling = Handeling(
        "Overleg verplaatsen",
        "Verplaats",
        overleg.get_absolute_url(),
        (f"Nu: {name_moment(overleg.begint_op)}. De deelnemers krijgen een nieuwe uitnodiging.",),
        kruimels=_kruimels(overleg),
    )
    begin = timezone.localtime(overleg.begint_op)
    form = OverlegForm(
        posted(request),
        initial={
            "datum": begin.date(),
            "tijd": begin.time(),
            "duur_minuten": overleg.duur_minuten,
            "plaats": overleg.plaats,
        },
    )
    service = partial(move_overleg, overleg=overleg, door=request.user)
    return handle(request, handeling, form, service, lambda o: (f"Verplaatst naar {name_moment(o.begint_op)}.", o))


@require_http_methods(["GET", "POST"])
@policy(can_lead_overleg, Overleg)
def cancel(request: HttpRequest, overleg: Overleg) -> HttpResponse:
    """It does not go on."""
    handeling = Handeling(
        "Overleg afzeggen",
        "Zeg af",
        overleg.get_absolute_url(),
        (f"{overleg.reeks} van {name_moment(overleg.begint_op)} gaat niet door. De deelnemers krijgen bericht.",),
        gevaarlijk=True,
        kruimels=_kruimels(overleg),
    )
    service = partial(cancel_overleg, overleg=overleg, door=request.user)
    return handle(
        request, handeling, forms.Form(posted(request)), service, lambda o: ("Het overleg is afgezegd.", overleg.reeks)
    )


@require_http_methods(["GET", "POST"])
@policy(can_lead_overleg, Overleg)
def settle(request: HttpRequest, overleg: Overleg) -> HttpResponse:
    """The minutes are settled: nothing of it changes any more."""
    handeling = Handeling(
        "Verslag vaststellen",
        "Stel vast",
        overleg.get_absolute_url(),
        (
            "Hierna verandert er niets meer aan de agenda en aan wat is opgeschreven. Acties lopen gewoon door.",
            "Ieder leest het verslag van de punten die hij mag zien.",
        ),
        kruimels=_kruimels(overleg),
    )
    vandaag, reeks = timezone.localdate(), overleg.reeks
    mogelijk = set(find_mogelijke(reeks.soort, reeks.gemeente, reeks.corporatie, vandaag))
    mensen = list_mensen(reeks.gemeente, [reeks.corporatie] if reeks.corporatie else [], vandaag)
    form = VerslagForm(
        posted(request),
        mensen={mens: rol for mens, rol in mensen.items() if mens in mogelijk},
        initial={"aanwezigen": find_deelnemers(reeks, vandaag), "verslag": overleg.verslag},
    )
    service = partial(settle_verslag, overleg=overleg, door=request.user)
    return handle(request, handeling, form, service, lambda o: ("Het verslag is vastgesteld.", o))
