"""The meetings of a gemeente, and the series that they belong to."""

from functools import partial
from typing import Any

from django import forms
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from samenwerking.basis.handeling import Handeling, handle, posted
from samenwerking.basis.toegang import policy
from samenwerking.forms.overleg import OverlegForm, OverlegreeksForm, OverlegreeksWijzigenForm
from samenwerking.models import Agendapunt, Gebruiker, Gemeente, Overleg, Overlegreeks
from samenwerking.policies import (
    can_lead_overlegreeks,
    can_list_overleg,
    can_make_overleg,
    can_view_overlegreeks,
    kinds_of_overleg,
)
from samenwerking.services.overleg import plan_overleg
from samenwerking.services.overlegreeks import change_overlegreeks, end_overlegreeks, make_overlegreeks
from samenwerking.services.uitnodiging import find_deelnemers, find_mogelijke, list_mensen, name_moment

EERDERE = 20


def overleg_kruimels(gemeente: Gemeente) -> tuple[tuple[str, str], ...]:
    return (("Overleg", resolve_url("samenwerking:overlegreeks_list", code=gemeente.code)),)


def _reeks_kruimels(reeks: Overlegreeks) -> tuple[tuple[str, str], ...]:
    return (*overleg_kruimels(reeks.gemeente), (str(reeks), reeks.get_absolute_url()))


def with_aantal(overleggen: QuerySet[Overleg], gebruiker: Gebruiker) -> QuerySet[Overleg]:
    """Annotates `aantal`: how many points this person reads on the agenda."""
    punten = Agendapunt.objects.visible_to(gebruiker).actueel().filter(overleg=OuterRef("pk")).order_by()
    aantal = punten.values("overleg").annotate(aantal=Count("pk", distinct=True)).values("aantal")
    return overleggen.annotate(aantal=Coalesce(Subquery(aantal, output_field=IntegerField()), 0))


@require_safe
@policy(can_list_overleg, Gemeente, kwarg="code")
def overlegreeks_list(request: HttpRequest, gemeente: Gemeente) -> HttpResponse:
    """What is coming, of all series; then the series."""
    nu, gebruiker = timezone.now(), request.user
    reeksen = Overlegreeks.objects.visible_to(gebruiker).filter(gemeente=gemeente)
    komend = Overleg.objects.visible_to(gebruiker).komend(nu).filter(reeks__gemeente=gemeente)
    open_ = Overleg.objects.visible_to(gebruiker).gepland().filter(reeks__gemeente=gemeente, begint_op__lt=nu)
    volgende = Overleg.objects.komend(nu).filter(reeks=OuterRef("pk")).order_by("begint_op")
    context = {
        "gemeente": gemeente,
        "komend": with_aantal(komend.select_related("reeks__corporatie").order_by("begint_op"), gebruiker),
        "open": with_aantal(open_.select_related("reeks__corporatie").order_by("-begint_op"), gebruiker)[:EERDERE],
        "reeksen": reeksen.select_related("corporatie").annotate(volgende=Subquery(volgende.values("begint_op")[:1])),
        "mag_maken": can_make_overleg(gebruiker, gemeente),
        "leest_alles": bool(gebruiker.gemeente_ids() & {gemeente.pk}),
    }
    return render(request, "samenwerking/overlegreeks_list.html", context)


@require_safe
@policy(can_view_overlegreeks, Overlegreeks)
def overlegreeks_detail(request: HttpRequest, reeks: Overlegreeks) -> HttpResponse:
    """One series: what is coming, and what was held."""
    nu = timezone.now()
    overleggen = with_aantal(reeks.overleggen.all(), request.user)
    context = {
        "gemeente": reeks.gemeente,
        "reeks": reeks,
        "deelnemers": find_deelnemers(reeks, timezone.localdate()),
        "komend": overleggen.komend(nu).order_by("begint_op"),
        "geweest": overleggen.exclude(pk__in=Overleg.objects.komend(nu)).order_by("-begint_op")[:EERDERE],
        "mag_leiden": can_lead_overlegreeks(request.user, reeks),
        "kruimels": overleg_kruimels(reeks.gemeente),
    }
    return render(request, "samenwerking/overlegreeks_detail.html", context)


@require_http_methods(["GET", "POST"])
@policy(can_make_overleg, Gemeente, kwarg="code")
def add(request: HttpRequest, gemeente: Gemeente) -> HttpResponse:
    """A new series."""
    kruimels = overleg_kruimels(gemeente)
    handeling = Handeling(
        "Nieuw overleg",
        "Maak dit overleg",
        kruimels[0][1],
        (
            "Komt het overleg vanzelf terug, dan plant Thuisgever het acht weken vooruit.",
            "De deelnemers krijgen een uitnodiging voor hun agenda.",
        ),
        kruimels=kruimels,
    )
    corporaties = gemeente.corporaties.all()
    form = OverlegreeksForm(
        posted(request),
        soorten=kinds_of_overleg(request.user, gemeente),
        corporaties=corporaties,
        mensen=list_mensen(gemeente, corporaties, timezone.localdate()),
    )
    service = partial(make_overlegreeks, gemeente=gemeente, door=request.user)
    return handle(request, handeling, form, service, lambda r: (f"{r} is gemaakt en gepland.", r))


def _mogelijke(reeks: Overlegreeks) -> dict[Gebruiker, str]:
    vandaag = timezone.localdate()
    mogelijk = set(find_mogelijke(reeks.soort, reeks.gemeente, reeks.corporatie, vandaag))
    mensen = list_mensen(reeks.gemeente, [reeks.corporatie] if reeks.corporatie else [], vandaag)
    return {mens: rol for mens, rol in mensen.items() if mens in mogelijk}


@require_http_methods(["GET", "POST"])
@policy(can_lead_overlegreeks, Overlegreeks)
def change(request: HttpRequest, reeks: Overlegreeks) -> HttpResponse:
    """Another name, duration, place, or other participants."""
    handeling = Handeling(
        "Overleg wijzigen",
        "Bewaren",
        reeks.get_absolute_url(),
        (
            "Dit geldt ook voor wat al gepland is. De deelnemers krijgen bericht.",
            "Wilt u een ander ritme? Beëindig dit overleg dan en maak een nieuw.",
        ),
        kruimels=_reeks_kruimels(reeks),
    )

    def stored() -> dict[str, Any]:
        nu = Overlegreeks.objects.select_for_update().get(pk=reeks.pk)
        return {
            "naam": nu.naam,
            "duur_minuten": nu.duur_minuten,
            "plaats": nu.plaats,
            "deelnemers": find_deelnemers(reeks, timezone.localdate()),
        }

    begin = {
        "naam": reeks.naam,
        "duur_minuten": reeks.duur_minuten,
        "plaats": reeks.plaats,
        "deelnemers": find_deelnemers(reeks, timezone.localdate()),
    }
    form = OverlegreeksWijzigenForm(posted(request), mensen=_mogelijke(reeks), initial=begin)
    service = partial(change_overlegreeks, reeks=reeks, door=request.user)
    return handle(request, handeling, form, service, lambda r: ("Bewaard.", r), nu=stored)


@require_http_methods(["GET", "POST"])
@policy(can_lead_overlegreeks, Overlegreeks)
def end(request: HttpRequest, reeks: Overlegreeks) -> HttpResponse:
    """The series stops."""
    komend = reeks.overleggen.komend(timezone.now()).count()
    handeling = Handeling(
        "Overleg beëindigen",
        "Beëindig",
        reeks.get_absolute_url(),
        (
            f"{reeks} stopt. Wat nog gepland is ({komend} keer), gaat niet door. De deelnemers krijgen bericht.",
            "Wat is geweest, blijft leesbaar.",
        ),
        gevaarlijk=True,
        kruimels=_reeks_kruimels(reeks),
    )
    service = partial(end_overlegreeks, reeks=reeks, door=request.user)
    return handle(
        request,
        handeling,
        forms.Form(posted(request)),
        service,
        lambda r: (f"{r} is beëindigd.", overleg_kruimels(reeks.gemeente)[0][1]),
    )


@require_http_methods(["GET", "POST"])
@policy(can_lead_overlegreeks, Overlegreeks)
def plan(request: HttpRequest, reeks: Overlegreeks) -> HttpResponse:
    """One more meeting of it."""
    handeling = Handeling(
        "Overleg plannen",
        "Plan dit overleg",
        reeks.get_absolute_url(),
        (f"Een keer extra voor {reeks}. De deelnemers krijgen een uitnodiging voor hun agenda.",),
        kruimels=_reeks_kruimels(reeks),
    )
    begin = {
        "tijd": timezone.localtime(reeks.eerste_op).time(),
        "duur_minuten": reeks.duur_minuten,
        "plaats": reeks.plaats,
    }
    form = OverlegForm(posted(request), initial=begin)
    service = partial(plan_overleg, reeks=reeks, door=request.user)
    return handle(request, handeling, form, service, lambda o: (f"Gepland op {name_moment(o.begint_op)}.", o))
