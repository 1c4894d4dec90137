"""Acts of a corporation on its home: report, keep as a concept, confirm, mend, keep free for longer."""

from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from huisvesting.forms.aanbod import AanbodForm, BevestigForm, OptieForm, WijzigForm, find_adres
from huisvesting.models import Complex, Woningaanbod
from huisvesting.policies import can_change_aanbod, can_register_aanbod
from huisvesting.regels.adres import PostcodeFout, normalise_postcode
from huisvesting.services.aanbod import (
    change_woning,
    complete_aanbod,
    discard_concept,
    extend_optie,
    register_aanbod,
    register_kamers,
    submit_aanbod,
)
from huisvesting.services.slot import lock_aanbod
from huisvesting.views.handeling import Handeling, aanbod_kruimels, act_namens, handle, posted, woningen_kruimels
from samenwerking.basis.toegang import policy
from samenwerking.models import Gemeente, Woningcorporatie

ALS_CONCEPT = "als_concept"
FEITEN = (
    "kale_huur",
    "verdieping",
    "lift",
    "toegankelijk",
    "servicekosten",
    "energielabel",
    "oppervlakte",
    "complex",
    "bag_verblijfsobject",
    "bag_pand",
)


@require_http_methods(["GET", "POST"])
@policy(can_register_aanbod)
def register(request: HttpRequest) -> HttpResponse:
    """Report a home in a minute, or keep it as a concept."""
    plaatsen = Gemeente.objects.actief().visible_to(request.user).values_list("naam", flat=True)[:2]
    initial = {
        "beschikbaar_vanaf": timezone.localdate(),
        # Who works in one gemeente need not type its name; a home in another village of it is corrected by hand.
        "plaats": plaatsen[0] if len(plaatsen) == 1 else "",
    }
    form = AanbodForm(posted(request), gebruiker=request.user, initial=initial)
    handeling = Handeling(
        "Nieuwe woning melden",
        "Woning melden",
        reverse("huisvesting:aanbod_list"),
        ("Huur, verdieping en optie vult u in als u de woning bevestigt.",),
        kruimels=woningen_kruimels(request.user),
        tweede=(ALS_CONCEPT, "Bewaar als concept"),
    )
    service = partial(_register, form=form, request=request)
    return handle(request, handeling, form, service, _registered)


def _register(
    *,
    form: AanbodForm,
    request: HttpRequest,
    corporatie: Woningcorporatie,
    gemeente: Gemeente,
    beschikbaar_vanaf: date,
    kamers: int | None,
    **_: Any,
) -> list[Woningaanbod]:
    """One home, or each room of a dwelling."""
    melding = {
        "corporatie": corporatie,
        "gemeente": gemeente,
        "woning": form.woning(),
        "beschikbaar_vanaf": beschikbaar_vanaf,
        "concept": ALS_CONCEPT in request.POST,
        "door": request.user,
    }
    if (kamers or 1) > 1:
        return register_kamers(aantal=kamers, **melding)
    return [register_aanbod(**melding)]


def _registered(gemeld: list[Woningaanbod]) -> tuple[str, Any]:
    eerste = gemeld[0]
    wat = f"{eerste} is" if len(gemeld) == 1 else f"{len(gemeld)} kamers zijn"
    doel = eerste if len(gemeld) == 1 else reverse("huisvesting:aanbod_list")
    if eerste.aangeboden_op is None:
        return f"{wat} bewaard als concept. De gemeente ziet dit pas als u het meldt.", doel
    zin = "Bevestig de woning als alles vaststaat." if len(gemeld) == 1 else "Bevestig elke kamer als alles vaststaat."
    return f"{wat} gemeld. {zin}", doel


@require_POST
@policy(can_register_aanbod)
def find_address(request: HttpRequest) -> HttpResponse:
    """Street and place of a postcode that is known, as fields to put in the form; nothing where something was typed.

    A POST that writes nothing: an address does not belong in the address of a page.
    """
    form = AanbodForm(request.POST, gebruiker=request.user)
    try:
        postcode = normalise_postcode(request.POST.get("postcode", ""))
    except PostcodeFout:
        return HttpResponse(status=204)
    bekend = find_adres(form.corporaties, postcode)
    if bekend is None or request.POST.get("straat", "").strip():
        return HttpResponse(status=204)
    straat, plaats = bekend
    gevuld = AanbodForm(gebruiker=request.user, initial={"straat": straat, "plaats": plaats})
    return HttpResponse(gevuld["straat"].as_widget() + gevuld["plaats"].as_widget(attrs={"hx-swap-oob": "true"}))


def _handeling(
    request: HttpRequest, aanbod: Woningaanbod, titel: str, *gevolgen: str, gevaarlijk: bool = False
) -> Handeling:
    """The page of an act on this home; who acts for the corporation is told so."""
    return Handeling(
        titel,
        titel,
        aanbod.get_absolute_url(),
        (*act_namens(request, aanbod), *gevolgen),
        gevaarlijk=gevaarlijk,
        kruimels=aanbod_kruimels(aanbod, request.user),
    )


@require_http_methods(["GET", "POST"])
@policy(can_change_aanbod, Woningaanbod)
def submit(request: HttpRequest, aanbod: Woningaanbod) -> HttpResponse:
    """Report a concept."""
    handeling = _handeling(request, aanbod, "Woning melden", f"De gemeente {aanbod.gemeente} ziet {aanbod} daarna.")
    service = partial(submit_aanbod, aanbod=aanbod, door=request.user)
    form = forms.Form(posted(request))
    return handle(
        request, handeling, form, service, lambda a: (f"{a} is gemeld. Bevestig de woning als alles vaststaat.", a)
    )


@require_http_methods(["GET", "POST"])
@policy(can_change_aanbod, Woningaanbod)
def discard(request: HttpRequest, aanbod: Woningaanbod) -> HttpResponse:
    """Throw a concept away."""
    handeling = _handeling(
        request,
        aanbod,
        "Concept weggooien",
        f"U gooit het concept van {aanbod} weg. De gemeente heeft het nooit gezien.",
        gevaarlijk=True,
    )
    service = partial(discard_concept, aanbod=aanbod, door=request.user)
    form = forms.Form(posted(request))
    lijst = reverse("huisvesting:aanbod_list")
    return handle(request, handeling, form, service, lambda w: (f"Het concept van {w.adres} is weggegooid.", lijst))


@require_http_methods(["GET", "POST"])
@policy(can_change_aanbod, Woningaanbod)
def confirm(request: HttpRequest, aanbod: Woningaanbod) -> HttpResponse:
    """Fill in what was left and confirm."""
    form = BevestigForm(posted(request), complexen=_complexen(aanbod), initial=_stored(aanbod, "optiedatum"))
    handeling = _handeling(
        request, aanbod, "Woning bevestigen", f"De gemeente kan daarna een huishouden voordragen voor {aanbod}."
    )
    service = partial(complete_aanbod, aanbod=aanbod, door=request.user)
    return handle(
        request,
        handeling,
        form,
        service,
        lambda a: ("Woning bevestigd. De gemeente kan nu een huishouden voordragen.", a),
        nu=lambda: _pick(form, _stored(lock_aanbod(aanbod), "optiedatum")),
    )


@require_http_methods(["GET", "POST"])
@policy(can_change_aanbod, Woningaanbod)
def change(request: HttpRequest, aanbod: Woningaanbod) -> HttpResponse:
    """Mend the facts of the home."""
    form = WijzigForm(
        posted(request),
        complexen=_complexen(aanbod),
        is_bevestigd=aanbod.bevestigd_op is not None,
        initial=_stored(aanbod, "beschikbaar_vanaf"),
    )
    gevolgen = ["Klopt het adres niet? Trek de woning dan in en meld haar opnieuw."]
    if aanbod.aangeboden_op is None:
        gevolgen = ["Klopt het adres niet? Gooi het concept dan weg en begin opnieuw."]
    elif aanbod.open_voordracht():
        gevolgen.append("Er is al een huishouden voorgedragen. De gemeente ziet wat u wijzigt.")
    handeling = _handeling(request, aanbod, "Gegevens wijzigen", *gevolgen)
    service = partial(change_woning, aanbod=aanbod, door=request.user)
    return handle(
        request,
        handeling,
        form,
        service,
        lambda a: (f"De gegevens van {a.woning.adres} zijn gewijzigd.", a),
        nu=lambda: _pick(form, _stored(lock_aanbod(aanbod), "beschikbaar_vanaf")),
    )


def _stored(aanbod: Woningaanbod, veld: str) -> dict[str, Any]:
    """What a form about the home starts with, and one field of the offer itself."""
    woning = {naam: getattr(aanbod.woning, naam) for naam in (*FEITEN, "vorm", "slaapkamers")}
    return {**woning, veld: getattr(aanbod, veld)}


def _pick(form: forms.Form, waarden: dict[str, Any]) -> dict[str, Any]:
    """Only what the form asks."""
    return {naam: waarden[naam] for naam in form.fields}


def _complexen(aanbod: Woningaanbod) -> Any:
    """The complexes that the home can belong to."""
    return Complex.objects.filter(corporatie=aanbod.corporatie, gemeente=aanbod.gemeente)


@require_http_methods(["GET", "POST"])
@policy(can_change_aanbod, Woningaanbod)
def extend(request: HttpRequest, aanbod: Woningaanbod) -> HttpResponse:
    """Keep the home free for longer."""
    nu = f"De optie loopt tot en met {aanbod.optiedatum:%d-%m-%Y}." if aanbod.optiedatum else "Er is nog geen optie."
    handeling = _handeling(
        request, aanbod, "Optie verlengen", f"{nu} Tot de nieuwe datum blijft {aanbod} vrij voor de gemeente."
    )
    service = partial(extend_optie, aanbod=aanbod, door=request.user)
    form = OptieForm(posted(request))
    return handle(
        request, handeling, form, service, lambda a: (f"Optie verlengd tot en met {a.optiedatum:%d-%m-%Y}.", a)
    )
