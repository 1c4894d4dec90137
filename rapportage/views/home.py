"""The front door: to the page that this person needs first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from rapportage.policies import can_view_overzicht, can_view_vandaag, task_gemeente
from samenwerking.basis.toegang import policy
from samenwerking.models import Rol
from samenwerking.policies import is_logged_in

# For who has no role yet: which one to ask for.
ROLLEN = (
    (Rol.AMBTENAAR.label, "U leest COA-lijsten in, draagt huishoudens voor en legt de sleutel vast."),
    (Rol.OPGAVEMANAGER.label, "U leidt het opgaveteam en doet wat een ambtenaar doet."),
    (Rol.JURIST.label, "U beoordeelt of een weigering terecht is."),
    (Rol.OPDRACHTGEVER.label, "U beslist over wat buiten het mandaat van het opgaveteam valt."),
    (Rol.WETHOUDER.label, "U volgt de voortgang en beslist wat aan u wordt voorgelegd."),
    (Rol.CORPORATIEMEDEWERKER.label, "U meldt en bevestigt woningen en beantwoordt voordrachten."),
    (Rol.PROVINCIE.label, "U volgt de gemeenten van uw provincie."),
    (Rol.BEHEERDER.label, "U geeft anderen toegang en beheert de gegevens van de gemeente."),
)


@require_safe
@policy(is_logged_in)
def home(request: HttpRequest) -> HttpResponse:
    """Send everyone on; who has no role reads which one is missing and whom to ask."""
    gebruiker = request.user
    if can_view_vandaag(gebruiker):
        return redirect("rapportage:vandaag")
    # The principals: everyone else who works on the task has something to do today.
    opgave = task_gemeente(gebruiker)
    if opgave:
        return redirect("rapportage:opgaveteam", code=opgave.code)
    if can_view_overzicht(gebruiker):
        return redirect("rapportage:overzicht")
    return render(request, "rapportage/geen_rol.html", {"rollen": ROLLEN})
