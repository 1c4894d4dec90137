"""Filling the agenda of a meeting by hand."""

from functools import partial

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from rapportage.services.agenda import fill_overleg
from samenwerking.basis.handeling import Handeling, handle, posted
from samenwerking.basis.toegang import policy
from samenwerking.models import Overleg
from samenwerking.policies import can_lead_overleg
from samenwerking.services.agenda import Gevuld


@require_http_methods(["GET", "POST"])
@policy(can_lead_overleg, Overleg)
def fill(request: HttpRequest, overleg: Overleg) -> HttpResponse:
    """One click on the page of the meeting; this page is for who comes here otherwise."""
    handeling = Handeling(
        "Agenda vullen",
        "Vul de agenda",
        overleg.get_absolute_url(),
        ("Wat in de zaken te bespreken is, komt erbij. Wat u van de agenda haalde, blijft eraf.",),
    )
    service = partial(fill_overleg, overleg=overleg, door=request.user)
    return handle(request, handeling, forms.Form(posted(request)), service, lambda g: (_tell(g), overleg))


def _tell(gevuld: Gevuld) -> str:
    if not gevuld:
        return "De agenda is bij: er is niets veranderd."
    delen = [f"{gevuld.erbij} erbij"] if gevuld.erbij else []
    delen += [f"{gevuld.eraf} eraf"] if gevuld.eraf else []
    delen += [f"{gevuld.gewijzigd} gewijzigd"] if gevuld.gewijzigd else []
    return f"De agenda is gevuld: {', '.join(delen)}."
