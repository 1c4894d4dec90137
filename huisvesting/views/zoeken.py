"""Search from the header."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from huisvesting.forms.zoeken import ZoekForm
from huisvesting.models import AanbodStatus, HuishoudenStatus
from huisvesting.policies import can_list_huishoudens, can_search
from huisvesting.services import zoeken
from samenwerking.basis.toegang import policy
from samenwerking.services.logboek import log_inzage


@require_http_methods(["GET", "POST"])
@policy(can_search)
def search(request: HttpRequest) -> HttpResponse:
    """What was found, by kind. The text is posted: what someone looks for is a person's name more often than not, and
    an address ends up in histories and logs."""
    form = ZoekForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"form": form, "met_mensen": can_list_huishoudens(request.user)}
    if form.is_valid():
        uitkomst = zoeken.search(form.cleaned_data["tekst"], gebruiker=request.user, peildatum=timezone.localdate())
        log_inzage(uitkomst.bekeken, door=request.user)
        context |= {
            "uitkomst": uitkomst,
            "huishoudens": [(h, HuishoudenStatus(h.status)) for h in uitkomst.huishoudens.rijen],
            "aanbiedingen": [(a, AanbodStatus(a.status)) for a in uitkomst.aanbod.rijen],
        }
    return render(request, "huisvesting/zoeken.html", context, status=422 if form.errors else 200)
