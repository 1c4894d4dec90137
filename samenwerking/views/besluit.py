"""Decisions: the register, one decision, and what each may do with it."""

from functools import partial
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Case, Q, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from samenwerking.basis.handeling import Handeling, handle, posted
from samenwerking.basis.toegang import policy
from samenwerking.filters import BesluitFilter
from samenwerking.forms.besluit import AanhoudForm, AfwijzingForm, BesluitForm, HotelForm, VoorstelForm
from samenwerking.models import Agendapunt, Besluit, BesluitStatus, Gebruiker, Gemeente, Rol
from samenwerking.models.mandaat import LADDER
from samenwerking.policies import (
    can_answer_besluit,
    can_decide_besluit,
    can_propose_at,
    can_propose_besluit,
    can_submit_besluit,
    can_view_besluit,
    can_view_opgave,
    can_withdraw_besluit,
)
from samenwerking.regels.mandaat import EENHEDEN, describe
from samenwerking.services.actie import find_onderwerp
from samenwerking.services.besluit import (
    decide_besluit,
    hold_besluit,
    judge_besluit,
    propose_besluit,
    propose_hotelplaatsen,
    reject_besluit,
    submit_besluit,
    withdraw_besluit,
)
from samenwerking.services.mandaat import Bevoegdheid, to_omvang

PER_PAGINA = 50


def _lijst(gemeente: Gemeente) -> str:
    return reverse("samenwerking:besluit_list", kwargs={"code": gemeente.code})


def _handeling(besluit: Besluit, titel: str, knop: str, *gevolgen: str, gevaarlijk: bool = False) -> Handeling:
    terug = besluit.get_absolute_url()
    kruimels = (("Besluiten", _lijst(besluit.gemeente)), (besluit.titel, terug))
    return Handeling(titel, knop, terug, gevolgen, gevaarlijk=gevaarlijk, kruimels=kruimels)


@require_safe
@policy(can_view_opgave, Gemeente, kwarg="code")
def besluit_list(request: HttpRequest, gemeente: Gemeente) -> HttpResponse:
    """The register: what waits for who looks first, then what is open, then what was decided."""
    besluiten = Besluit.objects.visible_to(request.user).filter(gemeente=gemeente)
    eigen = [rol for rol in LADDER if request.user.has_rol(rol, gemeente=gemeente)]
    wacht = Q(status__in=[BesluitStatus.VOORGELEGD, BesluitStatus.AANGEHOUDEN], voorgelegd_aan__in=eigen)
    open_ = Q(besloten_op=None, afgewezen_op=None, ingetrokken_op=None)
    groep = Case(When(wacht, then=Value(0)), When(open_, then=Value(1)), default=Value(2))
    filter_ = BesluitFilter(request.GET, queryset=besluiten)
    gevonden = filter_.qs.annotate(groep=groep).select_related("voorgesteld_door").order_by("groep", "-voorgesteld_op")
    pagina = Paginator(gevonden, PER_PAGINA).get_page(request.GET.get("pagina"))
    context = {
        "gemeente": gemeente,
        "filter": filter_,
        "pagina": pagina,
        "rijen": [(b, BesluitStatus(b.status), _omvang(b), _bij(b)) for b in pagina.object_list],
        "wacht": besluiten.filter(wacht).count(),
        "mag_voorstellen": can_propose_besluit(request.user, gemeente),
        "vandaag": timezone.localdate(),
    }
    template = "samenwerking/besluit_list.html"
    return render(request, f"{template}#lijst" if request.htmx else template, context)


def _omvang(besluit: Besluit) -> str:
    return describe(to_omvang(besluit), EENHEDEN.get(besluit.soort, ("", "")))


def _bij(besluit: Besluit) -> str:
    """With whom an open decision lies."""
    return Rol(besluit.voorgelegd_aan).label if besluit.is_open and besluit.voorgelegd_aan else ""


@require_safe
@policy(can_view_besluit, Besluit)
def besluit_detail(request: HttpRequest, besluit: Besluit) -> HttpResponse:
    """One decision: the question, its size beside the mandate, and the button of who is here."""
    vandaag = timezone.localdate()
    onderwerp = find_onderwerp(besluit)
    bevoegd = judge_besluit(besluit, request.user, vandaag) if besluit.is_open else None
    context = {
        "besluit": besluit,
        "gemeente": besluit.gemeente,
        "status": BesluitStatus(besluit.status),
        "omvang": _omvang(besluit),
        "bij": _bij(besluit),
        "onderwerp": onderwerp if _mag_zien(request.user, onderwerp) else None,
        "bevoegd": bevoegd,
        **_knoppen(request.user, besluit, bevoegd),
        "kruimels": (("Besluiten", _lijst(besluit.gemeente)),),
        "vandaag": vandaag,
    }
    return render(request, "samenwerking/besluit_detail.html", context)


def _knoppen(gebruiker: Gebruiker, besluit: Besluit, bevoegd: Bevoegdheid | None) -> dict[str, bool]:
    """What this person can do now."""
    if bevoegd is None:
        return {}
    return {
        "mag_besluiten": bevoegd.mag and can_decide_besluit(gebruiker, besluit),
        "mag_voorleggen": not bevoegd.mag and can_submit_besluit(gebruiker, besluit),
        "mag_afwijzen": can_answer_besluit(gebruiker, besluit),
        "mag_intrekken": can_withdraw_besluit(gebruiker, besluit),
    }


def _mag_zien(gebruiker: Gebruiker, onderwerp: Any) -> bool:
    """What it is about has a page, and this person may open it."""
    if not hasattr(onderwerp, "get_absolute_url"):
        return False
    return bool(type(onderwerp)._default_manager.visible_to(gebruiker).filter(pk=onderwerp.pk).exists())


# --- Proposing --------------------------------------------------------------------------------------------------------
GEVOLG_VOORSTEL = "Daarna ziet u of u zelf mag besluiten, of aan wie u dit voorlegt."


@require_http_methods(["GET", "POST"])
@policy(can_propose_besluit, Gemeente, kwarg="code")
def propose(request: HttpRequest, gemeente: Gemeente) -> HttpResponse:
    """A proposal of any kind."""
    lijst = _lijst(gemeente)
    handeling = Handeling(
        "Besluit voorstellen", "Voorstel bewaren", lijst, (GEVOLG_VOORSTEL,), kruimels=(("Besluiten", lijst),)
    )
    service = partial(propose_besluit, gemeente=gemeente, door=request.user)
    return handle(request, handeling, VoorstelForm(posted(request)), service, lambda b: ("Voorstel bewaard.", b))


@require_http_methods(["GET", "POST"])
@policy(can_propose_besluit, Gemeente, kwarg="code")
def propose_hotel(request: HttpRequest, gemeente: Gemeente) -> HttpResponse:
    """Places in a hotel: the amount follows from places, months and price."""
    lijst = _lijst(gemeente)
    handeling = Handeling(
        "Hotelplaatsen voorstellen", "Voorstel bewaren", lijst, (GEVOLG_VOORSTEL,), kruimels=(("Besluiten", lijst),)
    )
    service = partial(propose_hotelplaatsen, gemeente=gemeente, door=request.user)
    return handle(request, handeling, HotelForm(posted(request)), service, lambda b: ("Voorstel bewaard.", b))


@require_http_methods(["GET", "POST"])
@policy(can_propose_at, Agendapunt)
def propose_at(request: HttpRequest, punt: Agendapunt) -> HttpResponse:
    """A proposal about a point of an agenda, from the meeting."""
    overleg = punt.overleg.get_absolute_url()
    handeling = Handeling(
        "Besluit voorstellen",
        "Voorstel bewaren",
        overleg,
        (f"Over: {punt.titel}", GEVOLG_VOORSTEL),
        kruimels=((str(punt.overleg), overleg),),
    )
    form = VoorstelForm(posted(request), initial={"titel": punt.titel[:120]})
    service = partial(
        propose_besluit,
        gemeente=punt.gemeente,
        onderwerp=find_onderwerp(punt),
        agendapunt=punt,
        door=request.user,
    )
    return handle(request, handeling, form, service, lambda b: ("Voorstel bewaard.", b))


# --- Acts -------------------------------------------------------------------------------------------------------------
@require_http_methods(["GET", "POST"])
@policy(can_submit_besluit, Besluit)
def submit(request: HttpRequest, besluit: Besluit) -> HttpResponse:
    """To the lowest role that may decide it."""
    bevoegd = judge_besluit(besluit, request.user, timezone.localdate())
    naar = bevoegd.naar.label.lower() if bevoegd.naar else ""
    handeling = _handeling(
        besluit, bevoegd.knop, bevoegd.knop, bevoegd.uitleg, f"De {naar} krijgt bericht en beslist." if naar else ""
    )
    service = partial(submit_besluit, besluit=besluit, door=request.user)
    return handle(request, handeling, forms.Form(posted(request)), service, lambda b: ("Voorgelegd.", b))


@require_http_methods(["GET", "POST"])
@policy(can_decide_besluit, Besluit)
def decide(request: HttpRequest, besluit: Besluit) -> HttpResponse:
    """Take the decision."""
    bevoegd = judge_besluit(besluit, request.user, timezone.localdate())
    gevolg = f"{besluit.voorgesteld_door.naam} krijgt een actie om dit uit te voeren."
    handeling = _handeling(besluit, f"Besluiten: {besluit.titel}", "Besluiten", bevoegd.uitleg, gevolg)
    service = partial(decide_besluit, besluit=besluit, door=request.user)
    return handle(request, handeling, BesluitForm(posted(request)), service, lambda b: ("Besloten.", b))


@require_http_methods(["GET", "POST"])
@policy(can_answer_besluit, Besluit)
def reject(request: HttpRequest, besluit: Besluit) -> HttpResponse:
    gevolg = f"{besluit.voorgesteld_door.naam} leest waarom."
    handeling = _handeling(besluit, "Voorstel afwijzen", "Afwijzen", gevolg, gevaarlijk=True)
    service = partial(reject_besluit, besluit=besluit, door=request.user)
    return handle(request, handeling, AfwijzingForm(posted(request)), service, lambda b: ("Voorstel afgewezen.", b))


@require_http_methods(["GET", "POST"])
@policy(can_answer_besluit, Besluit)
def hold(request: HttpRequest, besluit: Besluit) -> HttpResponse:
    handeling = _handeling(besluit, "Besluit aanhouden", "Aanhouden", "U beslist later; het blijft bij u liggen.")
    service = partial(hold_besluit, besluit=besluit, door=request.user)
    return handle(request, handeling, AanhoudForm(posted(request)), service, lambda b: ("Aangehouden.", b))


@require_http_methods(["GET", "POST"])
@policy(can_withdraw_besluit, Besluit)
def withdraw(request: HttpRequest, besluit: Besluit) -> HttpResponse:
    gevolg = "Niemand hoeft hier meer over te beslissen. Het voorstel blijft in het register staan."
    handeling = _handeling(besluit, "Voorstel intrekken", "Voorstel intrekken", gevolg, gevaarlijk=True)
    service = partial(withdraw_besluit, besluit=besluit, door=request.user)
    return handle(request, handeling, forms.Form(posted(request)), service, lambda b: ("Voorstel ingetrokken.", b))
