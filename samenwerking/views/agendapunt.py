"""Points of an agenda: added, taken off, put back, and moved up or down. The buttons work without a script."""

from functools import partial

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from samenwerking.basis.handeling import Handeling, handle, posted
from samenwerking.basis.toegang import policy
from samenwerking.forms.overleg import AgendapuntForm
from samenwerking.models import Agendapunt, Overleg
from samenwerking.policies import can_add_agendapunt, can_change_agendapunt
from samenwerking.services.agenda import add_punt, drop_punt, move_punt, restore_punt


@require_http_methods(["GET", "POST"])
@policy(can_add_agendapunt, Overleg)
def add(request: HttpRequest, overleg: Overleg) -> HttpResponse:
    """A point of one's own; of the corporation, one that it reads itself."""
    van_corporatie = not request.user.has_rol(gemeente=overleg.gemeente)
    handeling = Handeling(
        "Punt op de agenda",
        "Zet op de agenda",
        overleg.get_absolute_url(),
        kruimels=((str(overleg), overleg.get_absolute_url()),),
    )
    form = AgendapuntForm(posted(request), reeks=overleg.reeks, van_corporatie=van_corporatie)
    service = partial(add_punt, overleg=overleg, door=request.user)
    return handle(request, handeling, form, service, lambda p: ("Het punt staat op de agenda.", p))


@require_http_methods(["GET", "POST"])
@policy(can_change_agendapunt, Agendapunt)
def drop(request: HttpRequest, punt: Agendapunt) -> HttpResponse:
    """Not in this meeting."""
    terug = punt.overleg.get_absolute_url()
    gevolgen = (punt.titel, "Dit punt komt niet vanzelf terug. U kunt het zelf terugzetten.")
    handeling = Handeling("Van de agenda halen", "Haal eraf", terug, gevolgen)
    service = partial(drop_punt, punt=punt, door=request.user)
    return handle(
        request, handeling, forms.Form(posted(request)), service, lambda p: ("Het punt is van de agenda.", terug)
    )


@require_http_methods(["GET", "POST"])
@policy(can_change_agendapunt, Agendapunt)
def restore(request: HttpRequest, punt: Agendapunt) -> HttpResponse:
    """Back on the agenda."""
    handeling = Handeling("Terug op de agenda", "Zet terug", punt.overleg.get_absolute_url(), (punt.titel,))
    service = partial(restore_punt, punt=punt, door=request.user)
    return handle(
        request, handeling, forms.Form(posted(request)), service, lambda p: ("Het punt staat weer op de agenda.", p)
    )


@require_http_methods(["GET", "POST"])
@policy(can_change_agendapunt, Agendapunt)
def move_up(request: HttpRequest, punt: Agendapunt) -> HttpResponse:
    return _move(request, punt, omlaag=False)


@require_http_methods(["GET", "POST"])
@policy(can_change_agendapunt, Agendapunt)
def move_down(request: HttpRequest, punt: Agendapunt) -> HttpResponse:
    return _move(request, punt, omlaag=True)


def _move(request: HttpRequest, punt: Agendapunt, *, omlaag: bool) -> HttpResponse:
    """One place; the page comes back at the point, so that the keyboard goes on from there."""
    knop = "Omlaag" if omlaag else "Omhoog"
    handeling = Handeling(f"Punt {knop.lower()}", knop, punt.overleg.get_absolute_url(), (punt.titel,))
    service = partial(move_punt, punt=punt, omlaag=omlaag, door=request.user)
    return handle(request, handeling, forms.Form(posted(request)), service, lambda p: ("", p))
