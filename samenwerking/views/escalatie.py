"""Questions that are stuck: what lies with whom, and everything one can do with one of them."""

from functools import partial
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from samenwerking.basis.handeling import Handeling, handle, posted
from samenwerking.basis.toegang import policy
from samenwerking.forms.escalatie import AntwoordForm, EscalatieForm, HogerForm, TermijnForm
from samenwerking.models import Escalatie, EscalatieStatus, Gebruiker, Gemeente
from samenwerking.models.escalatie import NIVEAUS
from samenwerking.models.opgaveteam import UITVOERING
from samenwerking.policies import (
    can_answer_escalatie,
    can_climb_escalatie,
    can_list_escalaties,
    can_raise_escalatie,
    can_set_escalatietermijn,
    can_take_up_escalatie,
    can_view_escalatie,
    can_withdraw_escalatie,
)
from samenwerking.services.actie import find_onderwerp
from samenwerking.services.bericht import find_gebruikers
from samenwerking.services.escalatie import (
    VOLGENDE,
    answer_escalatie,
    climb_escalatie,
    raise_escalatie,
    take_up_escalatie,
    withdraw_escalatie,
)
from samenwerking.services.escalatietermijn import list_dagen, set_escalatietermijn

PER_PAGINA = 25
LADDER = (*NIVEAUS, EscalatieStatus.OPGELOST, EscalatieStatus.INGETROKKEN)


def _lijst(gemeente: Gemeente) -> str:
    return reverse("samenwerking:escalatie_list", kwargs={"code": gemeente.code})


def _kruimels(escalatie: Escalatie) -> tuple[tuple[str, str], ...]:
    return (("Escalaties", _lijst(escalatie.gemeente)), (escalatie.titel, escalatie.get_absolute_url()))


def _collegas(gemeente: Gemeente) -> Any:
    return find_gebruikers(*UITVOERING, peildatum=timezone.localdate(), gemeente=gemeente)


@require_safe
@policy(can_list_escalaties, Gemeente, kwarg="code")
def escalatie_list(request: HttpRequest, gemeente: Gemeente) -> HttpResponse:
    """What lies with who looks first, then the rest by level, and below what was answered."""
    zichtbaar = Escalatie.objects.visible_to(request.user).filter(gemeente=gemeente).select_related("gemeente")
    rijen = [(e, EscalatieStatus(e.status)) for e in zichtbaar.open()]
    klaar = zichtbaar.exclude(pk__in=[e.pk for e, _ in rijen]).order_by("-gemeld_op")
    pagina = Paginator(klaar, PER_PAGINA).get_page(request.GET.get("pagina"))
    context = {
        "gemeente": gemeente,
        "bij_u": [rij for rij in rijen if can_answer_escalatie(request.user, rij[0])],
        "elders": [rij for rij in reversed(rijen) if not can_answer_escalatie(request.user, rij[0])],
        "aantal": len(rijen),
        "te_laat": sum(1 for e, _ in rijen if e.uiterlijk < timezone.localdate()),
        "pagina": pagina,
        "klaar": [(e, EscalatieStatus(e.status)) for e in pagina.object_list],
        "dagen": list_dagen(gemeente).items(),
        "mag_melden": can_raise_escalatie(request.user, gemeente),
        "mag_instellen": can_set_escalatietermijn(request.user, gemeente),
        "vandaag": timezone.localdate(),
    }
    return render(request, "samenwerking/escalatie_list.html", context)


@require_safe
@policy(can_view_escalatie, Escalatie)
def escalatie_detail(request: HttpRequest, escalatie: Escalatie) -> HttpResponse:
    """One question: what is asked, of whom, by when, and for who it lies with the place to answer."""
    status = EscalatieStatus(escalatie.status)
    onderwerp = find_onderwerp(escalatie)
    mag_antwoorden = can_answer_escalatie(request.user, escalatie)
    hoger = VOLGENDE.get(status) if status != EscalatieStatus.GEMELD else None
    context = {
        "escalatie": escalatie,
        "gemeente": escalatie.gemeente,
        "status": status,
        "stappen": _stappen(escalatie, status),
        "onderwerp": onderwerp if _mag_zien(request.user, onderwerp) else None,
        "antwoordform": AntwoordForm(collegas=_collegas(escalatie.gemeente)) if mag_antwoorden else None,
        "mag_oppakken": status == EscalatieStatus.GEMELD and can_take_up_escalatie(request.user, escalatie),
        "hoger": hoger if can_climb_escalatie(request.user, escalatie) else None,
        "mag_intrekken": escalatie.is_open and can_withdraw_escalatie(request.user, escalatie),
        "kruimels": _kruimels(escalatie)[:1],
        "vandaag": timezone.localdate(),
    }
    return render(request, "samenwerking/escalatie_detail.html", context)


def _mag_zien(gebruiker: Gebruiker, onderwerp: Any) -> bool:
    """What it is about has a page, and this person may open it."""
    if not hasattr(onderwerp, "get_absolute_url"):
        return False
    return bool(type(onderwerp)._default_manager.visible_to(gebruiker).filter(pk=onderwerp.pk).exists())


def _stappen(escalatie: Escalatie, status: EscalatieStatus) -> list[dict[str, Any]]:
    """The ladder: each level with since when and by whom, and where it is now; once it ended, only where it was."""
    niveaus = [(n, getattr(escalatie, f"{n.value}_op"), getattr(escalatie, f"{n.value}_door")) for n in LADDER]
    return [
        {"naam": niveau.label, "moment": moment, "wie": wie, "huidig": niveau == status and escalatie.is_open}
        for niveau, moment, wie in niveaus
        if moment or (escalatie.is_open and niveau in NIVEAUS)
    ]


# --- Acts -------------------------------------------------------------------------------------------------------------
@require_http_methods(["GET", "POST"])
@policy(can_raise_escalatie, Gemeente, kwarg="code")
def raise_new(request: HttpRequest, gemeente: Gemeente) -> HttpResponse:
    """Ask for a decision about something that has no page of its own here."""
    handeling = Handeling(
        "Nieuwe escalatie",
        "Escaleren",
        _lijst(gemeente),
        ("De opgavemanager leest uw vraag en antwoordt, of legt haar een niveau hoger.",),
        kruimels=(("Escalaties", _lijst(gemeente)),),
    )
    service = partial(raise_escalatie, gemeente=gemeente, door=request.user)
    return handle(request, handeling, EscalatieForm(posted(request)), service, lambda e: ("Escalatie gemeld.", e))


def _handeling(escalatie: Escalatie, titel: str, knop: str, *gevolgen: str, gevaarlijk: bool = False) -> Handeling:
    return Handeling(titel, knop, escalatie.get_absolute_url(), gevolgen, gevaarlijk, _kruimels(escalatie))


@require_http_methods(["GET", "POST"])
@policy(can_take_up_escalatie, Escalatie)
def take_up(request: HttpRequest, escalatie: Escalatie) -> HttpResponse:
    """The opgavemanager works on it."""
    handeling = _handeling(escalatie, "Escalatie oppakken", "Oppakken", escalatie.vraag)
    service = partial(take_up_escalatie, escalatie=escalatie, door=request.user)
    return handle(request, handeling, forms.Form(posted(request)), service, lambda e: ("Opgepakt.", e))


@require_http_methods(["GET", "POST"])
@policy(can_climb_escalatie, Escalatie)
def climb(request: HttpRequest, escalatie: Escalatie) -> HttpResponse:
    """One level up."""
    naar = VOLGENDE.get(EscalatieStatus(escalatie.status))
    gevolg = f"De vraag ligt daarna {naar.label.lower()}." if naar else "Boven dit niveau staat niemand."
    handeling = _handeling(
        escalatie,
        "Een niveau hoger",
        "Leg een niveau hoger",
        gevolg,
        "Die leest uw vraag, de mogelijkheden, het advies en de dag waarop het antwoord nodig is.",
    )
    form = HogerForm(posted(request), initial={"vraag": escalatie.vraag})
    service = partial(climb_escalatie, escalatie=escalatie, door=request.user)
    return handle(request, handeling, form, service, lambda e: ("De vraag ligt een niveau hoger.", e))


@require_http_methods(["GET", "POST"])
@policy(can_answer_escalatie, Escalatie)
def answer(request: HttpRequest, escalatie: Escalatie) -> HttpResponse:
    """Who it lies with answers."""
    handeling = _handeling(escalatie, "Beantwoorden", "Geef antwoord", escalatie.vraag)
    form = AntwoordForm(posted(request), collegas=_collegas(escalatie.gemeente))
    service = partial(answer_escalatie, escalatie=escalatie, door=request.user)
    return handle(request, handeling, form, service, lambda e: ("Uw antwoord is vastgelegd.", e))


@require_http_methods(["GET", "POST"])
@policy(can_withdraw_escalatie, Escalatie)
def withdraw(request: HttpRequest, escalatie: Escalatie) -> HttpResponse:
    """The question need not be answered any more."""
    handeling = _handeling(
        escalatie,
        "Escalatie intrekken",
        "Trek in",
        "Niemand hoeft deze vraag dan nog te beantwoorden.",
        gevaarlijk=True,
    )
    service = partial(withdraw_escalatie, escalatie=escalatie, door=request.user)
    return handle(request, handeling, forms.Form(posted(request)), service, lambda e: ("Escalatie ingetrokken.", e))


@require_http_methods(["GET", "POST"])
@policy(can_set_escalatietermijn, Gemeente, kwarg="code")
def set_termijn(request: HttpRequest, gemeente: Gemeente) -> HttpResponse:
    """In how many days a level answers."""
    nu = ", ".join(f"{niveau.label.lower()} {dagen} dagen" for niveau, dagen in list_dagen(gemeente).items())
    handeling = Handeling(
        "Termijn van een niveau",
        "Bewaren",
        _lijst(gemeente),
        (f"Nu: {nu}.", "Wat er al ligt, houdt zijn eigen dag."),
        kruimels=(("Escalaties", _lijst(gemeente)),),
    )
    form = TermijnForm(posted(request))
    service = partial(set_escalatietermijn, gemeente=gemeente, door=request.user)
    return handle(request, handeling, form, service, lambda t: ("Termijn bewaard.", handeling.terug))
