"""The agenda of the overleg with one corporation, to print, and after how many days something comes on it (S6)."""

import uuid
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from huisvesting.forms.afspraak import OverlegtermijnForm
from huisvesting.policies import can_view_afspraakwoningen
from huisvesting.services.afspraak import set_overlegtermijn
from huisvesting.services.afspraakstand import collect_standen
from huisvesting.services.overleg import agreed_dagen, collect_agenda
from huisvesting.views.afspraak import afspraken_kruimels, readable_corporaties
from samenwerking.basis.handeling import Handeling, handle, posted
from samenwerking.basis.toegang import policy
from samenwerking.models import Gemeente, Overlegreeks, Woningcorporatie
from samenwerking.policies import can_do_casework
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.regels.voortgang import Schema


def _find(request: HttpRequest, gemeente: Gemeente, pk: uuid.UUID) -> Woningcorporatie:
    """The corporation of the address. Errors: 404 for one whose numbers this person may not read."""
    return get_object_or_404(readable_corporaties(request.user, gemeente), pk=pk)


def _kruimels(request: HttpRequest, gemeente: Gemeente) -> tuple[tuple[str, str], ...]:
    return afspraken_kruimels(request.user, gemeente, Halfjaar.van_datum(timezone.localdate()))


@require_safe
@policy(can_view_afspraakwoningen, Gemeente, kwarg="code")
def overleg(request: HttpRequest, gemeente: Gemeente, corporatie: uuid.UUID) -> HttpResponse:
    """What has been open for longer than agreed, and the agreements that are behind."""
    vandaag, partner = timezone.localdate(), _find(request, gemeente, corporatie)
    halfjaar = Halfjaar.van_datum(vandaag)
    stand = next(iter(collect_standen(gemeente, halfjaar, vandaag, [partner.pk])), None)
    context = {
        "gemeente": gemeente,
        "corporatie": partner,
        "halfjaar": halfjaar,
        "agenda": collect_agenda(gemeente, partner, request.user, vandaag),
        "achter": [rij for rij in stand.rijen if rij.schema == Schema.ACHTER] if stand else [],
        "mag_wijzigen": can_do_casework(request.user, gemeente),
        "reeks": Overlegreeks.objects.visible_to(request.user)
        .lopend()
        .filter(gemeente=gemeente, corporatie=partner)
        .first(),
        "kruimels": _kruimels(request, gemeente),
        "vandaag": vandaag,
    }
    return render(request, "huisvesting/afspraak_overleg.html", context)


@require_http_methods(["GET", "POST"])
@policy(can_do_casework, Gemeente, kwarg="code")
def termijn(request: HttpRequest, gemeente: Gemeente, corporatie: uuid.UUID) -> HttpResponse:
    """After how many days something comes on the agenda."""
    partner = _find(request, gemeente, corporatie)
    terug = reverse("huisvesting:afspraak_overleg", kwargs={"code": gemeente.code, "corporatie": partner.pk})
    handeling = Handeling(
        "Termijn voor het overleg",
        "Termijn instellen",
        terug,
        (f"Dit geldt voor {partner}. De corporatie ziet dezelfde agenda.",),
        kruimels=(*_kruimels(request, gemeente), (f"Overleg met {partner}", terug)),
    )

    def stored() -> dict[str, int]:
        return {"dagen": agreed_dagen(gemeente, partner)}

    form = OverlegtermijnForm(posted(request), initial=stored())
    service = partial(set_overlegtermijn, gemeente=gemeente, corporatie=partner, door=request.user)
    return handle(request, handeling, form, service, lambda t: ("Termijn ingesteld.", terug), nu=stored)
