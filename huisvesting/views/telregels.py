"""The counting rules: what holds, what held, and a new version with a preview of what it changes."""

from datetime import date
from itertools import groupby

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from huisvesting.forms.telling import TelregelForm
from huisvesting.services.telregels import Gevolg, apply_telregel, preview_telregel
from samenwerking.basis.toegang import policy
from samenwerking.basis.verzending import find_answer, send_once
from taakstelling.models import Telregel
from taakstelling.policies import can_manage_telregels, can_view_telregels
from taakstelling.regels.telregels import VASTE_REGELS, Moment, Persoonssoort, TeltVoor, Woonvorm


@require_safe
@policy(can_view_telregels)
def telregel_list(request: HttpRequest) -> HttpResponse:
    """What holds today by form of housing, what comes and what held before, and what holds everywhere."""
    vandaag = timezone.localdate()
    vormen, soorten = list(Woonvorm), list(Persoonssoort)
    regels = sorted(
        Telregel.objects.select_related("vastgelegd_door"),
        key=lambda rij: (vormen.index(rij.regel.vorm), soorten.index(rij.regel.persoon), -rij.versie),
    )
    groepen = [list(rijen) for _, rijen in groupby(regels, key=lambda regel: (regel.vorm, regel.persoon))]
    context = {
        "groepen": [_split(rijen, vandaag) for rijen in groepen],
        "vaste_regels": VASTE_REGELS,
        "mag_beheren": can_manage_telregels(request.user),
    }
    return render(request, "huisvesting/telregel_list.html", context)


def _split(rijen: list[Telregel], vandaag: date) -> tuple[Telregel, list[Telregel]]:
    """The version that holds today (else the latest), and the others."""
    geldig = next((rij for rij in rijen if rij.regel.holds_on(vandaag)), rijen[0])
    return geldig, [rij for rij in rijen if rij != geldig]


@require_http_methods(["GET", "POST"])
@policy(can_manage_telregels)
def telregel_new(request: HttpRequest) -> HttpResponse:
    """First what it would change, then recording it: the form is sent twice, the second time with what was shown."""
    if answer := find_answer(request):
        return answer
    form = TelregelForm(request.POST if request.method == "POST" else None, initial=_initial(request))
    gevolg = None
    if request.method == "POST" and form.is_valid():
        try:
            gevolg = preview_telregel(form.regel())
            gezien = form.cleaned_data["gezien"]
            if gezien == gevolg.afdruk:
                return send_once(request, lambda: _record(request, form, gezien))
        except ValidationError as fout:
            form.add_error(None, fout)
            gevolg = None
    return _render_form(request, form, gevolg)


def _record(request: HttpRequest, form: TelregelForm, gezien: str) -> tuple[str, str]:
    telregel = apply_telregel(nieuw=form.regel(), gezien=gezien, door=request.user)
    klaar = f"{telregel} is vastgelegd en geldt vanaf {telregel.geldig_van:%d-%m-%Y}."
    return klaar, reverse("huisvesting:telregel_list")


def _render_form(request: HttpRequest, form: TelregelForm, gevolg: Gevolg | None) -> HttpResponse:
    if request.method == "POST":
        form.data = form.data.copy()
        form.data["gezien"] = gevolg.afdruk if gevolg else ""
    context = {
        "form": form,
        "gevolg": gevolg,
        "terug": reverse("huisvesting:telregel_list"),
        "kruimels": (("Telregels", reverse("huisvesting:telregel_list")),),
    }
    status = 422 if request.method == "POST" and gevolg is None else 200
    return render(request, "huisvesting/telregel_form.html", context, status=status)


def _initial(request: HttpRequest) -> dict[str, object]:
    """What the rule says that one makes a new version of, when the address names it."""
    regel = request.GET.get("regel", "")
    oud = Telregel.objects.filter(pk=int(regel)).first() if regel.isdecimal() and len(regel) < 10 else None
    if oud is None:
        return {"telt_voor": TeltVoor.KOPPELGEMEENTE, "moment": Moment.TELMOMENT}
    velden = ("vorm", "persoon", "telt_voor", "moment", "reden", "code", "bron")
    return {"telt": "ja" if oud.telt else "nee", **{veld: getattr(oud, veld) for veld in velden}}
