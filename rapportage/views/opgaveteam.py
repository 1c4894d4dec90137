"""The hub of the opgaveteam, its roster with what everyone has to do, and the way to the meetings of a corporation."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from rapportage.overzichten.opgavebord import HOOGSTENS, Bord
from rapportage.overzichten.opgaveteam import read_werk
from rapportage.policies import can_view_own_overleg
from samenwerking.basis.toegang import policy
from samenwerking.models import Gemeente, Teamlid
from samenwerking.policies import OPDRACHTGEVERS, can_change_team, can_view_opgave
from samenwerking.services.team import list_team


@require_safe
@policy(can_view_opgave, Gemeente, kwarg="code")
def opgaveteam(request: HttpRequest, gemeente: Gemeente) -> HttpResponse:
    """What is missing, what waits and for whom, and what comes. A principal reads first what waits for him."""
    bord = Bord(gemeente, request.user, timezone.localdate())
    context = {
        "gemeente": gemeente,
        "bord": bord,
        "vandaag": bord.peildatum,
        "hoogstens": HOOGSTENS,
        "is_opdrachtgever": request.user.has_rol(*OPDRACHTGEVERS, gemeente=gemeente),
    }
    return render(request, "rapportage/opgaveteam.html", context)


@require_safe
@policy(can_view_opgave, Gemeente, kwarg="code")
def team_list(request: HttpRequest, gemeente: Gemeente) -> HttpResponse:
    """Who has which role, who is away and stands in, and how much everyone has to do."""
    vandaag = timezone.localdate()
    bezetting, werk = list_team(gemeente, vandaag), read_werk(gemeente, vandaag)
    context = {
        "gemeente": gemeente,
        "rollen": [
            {"bezetting": rol, "leden": [{"lid": lid, "werk": werk.of(lid.teamlid)} for lid in rol.leden]}
            for rol in bezetting
        ],
        "ontbrekend": [rol.ontbreekt for rol in bezetting if rol.ontbreekt],
        "komend": Teamlid.objects.filter(gemeente=gemeente, van__gt=vandaag).select_related("gebruiker"),
        # Who is in the team reports his own absence.
        "eigen": any(lid.teamlid.gebruiker_id == request.user.pk for rol in bezetting for lid in rol.leden),
        "mag_wijzigen": can_change_team(request.user, gemeente),
        "vandaag": vandaag,
    }
    return render(request, "rapportage/team_list.html", context)


@require_safe
@policy(can_view_own_overleg)
def own_overleg(request: HttpRequest) -> HttpResponse:
    """For a corporation: to the meetings with the gemeente that it works in, or to choose between more of them."""
    gemeenten = list(Gemeente.objects.visible_to(request.user).filter(corporaties__in=request.user.corporatie_ids()))
    if len(gemeenten) == 1:
        return redirect("samenwerking:overlegreeks_list", code=gemeenten[0].code)
    return render(request, "rapportage/overleg_keuze.html", {"gemeenten": gemeenten})
