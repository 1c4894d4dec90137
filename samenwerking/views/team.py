"""Changing the opgaveteam: who comes, who leaves, who is away. The roster itself shows the load too: rapportage."""

from functools import partial

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from samenwerking.basis.handeling import Handeling, handle, posted
from samenwerking.basis.toegang import policy
from samenwerking.forms.team import AfwezigheidForm, TeamlidEindeForm, TeamlidForm
from samenwerking.models import Afwezigheid, Gemeente, Teamlid
from samenwerking.policies import can_change_team, can_change_teamlid, can_report_afwezigheid, can_withdraw_afwezigheid
from samenwerking.services.team import (
    add_teamlid,
    end_teamlid,
    find_collegas,
    find_rechten,
    report_afwezigheid,
    withdraw_afwezigheid,
)


def _back(gemeente: Gemeente) -> str:
    return resolve_url("rapportage:team_list", code=gemeente.code)


def _kruimels(gemeente: Gemeente) -> tuple[tuple[str, str], ...]:
    return (("Opgaveteam", resolve_url("rapportage:opgaveteam", code=gemeente.code)), ("Team", _back(gemeente)))


@require_http_methods(["GET", "POST"])
@policy(can_change_team, Gemeente, kwarg="code")
def add(request: HttpRequest, gemeente: Gemeente) -> HttpResponse:
    """Someone gets a role; `?rol=` chooses it beforehand."""
    vandaag = timezone.localdate()
    handeling = Handeling("Teamlid toevoegen", "Voeg toe", _back(gemeente), kruimels=_kruimels(gemeente))
    begin = {"rol": request.GET.get("rol", ""), "van": vandaag}
    form = TeamlidForm(posted(request), collegas=find_collegas(gemeente, vandaag), initial=begin)
    service = partial(add_teamlid, gemeente=gemeente, door=request.user)

    def klaar(teamlid: Teamlid) -> tuple[str, str]:
        zin = f"{teamlid.wie} zit in het opgaveteam als {teamlid.get_rol_display().lower()}."
        return " ".join(filter(None, (zin, find_rechten(teamlid, vandaag)))), handeling.terug

    return handle(request, handeling, form, service, klaar)


@require_http_methods(["GET", "POST"])
@policy(can_change_teamlid, Teamlid)
def end(request: HttpRequest, teamlid: Teamlid) -> HttpResponse:
    """Someone leaves; what he did stays readable."""
    handeling = Handeling(
        "Rol beëindigen",
        "Beëindig",
        _back(teamlid.gemeente),
        (str(teamlid), "Acties en dossiers gaan niet vanzelf mee: draag die over."),
        kruimels=_kruimels(teamlid.gemeente),
    )
    form = TeamlidEindeForm(posted(request), initial={"tot": timezone.localdate()})
    service = partial(end_teamlid, teamlid=teamlid, door=request.user)
    return handle(
        request, handeling, form, service, lambda t: (f"{t.wie} verlaat het opgaveteam.", _back(teamlid.gemeente))
    )


@require_http_methods(["GET", "POST"])
@policy(can_report_afwezigheid, Teamlid)
def report(request: HttpRequest, teamlid: Teamlid) -> HttpResponse:
    """Someone is away for a while."""
    vandaag = timezone.localdate()
    handeling = Handeling(
        "Afwezigheid melden", "Meld", _back(teamlid.gemeente), (str(teamlid),), kruimels=_kruimels(teamlid.gemeente)
    )
    anderen = Teamlid.objects.filter(gemeente=teamlid.gemeente).lopend(vandaag).exclude(pk=teamlid.pk)
    form = AfwezigheidForm(posted(request), vervangers=anderen.select_related("gebruiker"), initial={"van": vandaag})
    service = partial(report_afwezigheid, teamlid=teamlid, door=request.user)
    return handle(request, handeling, form, service, lambda a: ("Afwezigheid gemeld.", handeling.terug))


@require_http_methods(["GET", "POST"])
@policy(can_withdraw_afwezigheid, Afwezigheid)
def withdraw(request: HttpRequest, afwezigheid: Afwezigheid) -> HttpResponse:
    """Someone is back, or does not go."""
    gemeente = afwezigheid.teamlid.gemeente
    handeling = Handeling(
        "Afwezigheid intrekken",
        "Trek in",
        _back(gemeente),
        (f"{afwezigheid.teamlid} is er dan weer.",),
        kruimels=_kruimels(gemeente),
    )
    form = forms.Form(posted(request))
    service = partial(withdraw_afwezigheid, afwezigheid=afwezigheid, door=request.user)
    return handle(request, handeling, form, service, lambda a: ("Afwezigheid ingetrokken.", handeling.terug))
