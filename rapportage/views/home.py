"""The front door: to the page that this person needs first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from rapportage.policies import can_view_overzicht, can_view_vandaag, own_gemeente
from samenwerking.basis.toegang import policy
from samenwerking.models import Rol
from samenwerking.policies import is_logged_in

# For who has no role yet: which one to ask for.
ROLLEN = (
    (Rol.AMBTENAAR.label, "U leest COA-lijsten in, draagt huishoudens voor en legt de sleutel vast."),
    (Rol.OPGAVEMANAGER.label, "U leidt het opgaveteam en doet wat een ambtenaar doet."),
    (Rol.JURIST.label, "U beoordeelt of een weigering terecht is."),
    (Rol.WETHOUDER.label, "U volgt de voortgang van uw gemeente."),
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
    gemeente = own_gemeente(gebruiker)
    if gemeente:
        return redirect(gemeente)
    if can_view_overzicht(gebruiker):
        return redirect("rapportage:overzicht")
    return render(request, "rapportage/geen_rol.html", {"rollen": ROLLEN})
