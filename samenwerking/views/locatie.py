"""Acts about places that may become homes, each on a page of its own."""

from functools import partial
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from samenwerking.basis.handeling import Handeling, handle, posted
from samenwerking.basis.toegang import policy
from samenwerking.forms.locatie import (
    AfvalForm,
    GewichtForm,
    LocatieactieForm,
    LocatieForm,
    LocatieMeldForm,
    LocatiepuntForm,
    LocatievoorstelForm,
    StadiumForm,
    VerwachtingForm,
)
from samenwerking.models import Besluit, Besluitsoort, Gebruiker, Gemeente, Locatie, Locatiepunt, LocatieStatus
from samenwerking.models.opgaveteam import UITVOERING
from samenwerking.policies import can_change_locatie, can_do_casework, can_set_gewicht, can_update_locatiepunt
from samenwerking.regels.locatie import IN_GEBRUIK, KERNPUNTEN, next_stadium
from samenwerking.regels.mandaat import EENHEDEN, describe
from samenwerking.services import locatieverwachting
from samenwerking.services.actie import add_actie
from samenwerking.services.bericht import find_gebruikers
from samenwerking.services.locatie import (
    VELDEN,
    advance_locatie,
    change_locatie,
    drop_locatie,
    judge_realisatie,
    missing_for,
    omvang_of,
    report_locatie,
    revive_locatie,
    submit_locatie,
)
from samenwerking.services.locatieverwachting import read_gewichten, set_gewicht, set_verwachting, update_locatiepunt
from samenwerking.services.mandaat import Bevoegdheid
from samenwerking.views.locatiepagina import locatie_kruimels, name_decision, name_step

PUNTVELDEN = ("eigenaar", "oordeel", "toelichting", "document", "uiterlijk")


@require_http_methods(["GET", "POST"])
@policy(can_do_casework, Gemeente, kwarg="code")
def report(request: HttpRequest, gemeente: Gemeente) -> HttpResponse:
    """Someone heard of a place."""
    kruimels = locatie_kruimels(gemeente)
    handeling = Handeling(
        "Locatie melden",
        "Locatie melden",
        kruimels[0][1],
        ("Een vermoeden is genoeg. Thuisgever maakt de lijst van wat u gaat uitzoeken.",),
        kruimels=kruimels,
    )
    form = LocatieMeldForm(posted(request), gemeente=gemeente)
    service = partial(report_locatie, gemeente=gemeente, door=request.user)
    return handle(request, handeling, form, service, lambda nieuw: (f"{nieuw} is gemeld.", nieuw))


@require_http_methods(["GET", "POST"])
@policy(can_change_locatie, Locatie)
def change(request: HttpRequest, locatie: Locatie) -> HttpResponse:
    """Other facts about it."""
    handeling = Handeling(
        f"{locatie} wijzigen",
        "Locatie wijzigen",
        locatie.get_absolute_url(),
        ("Bij een andere soort hoort een andere lijst. Punten waar al iemand aan werkte, blijven staan.",),
        kruimels=locatie_kruimels(locatie.gemeente, locatie),
    )
    form = LocatieForm(posted(request), gemeente=locatie.gemeente, initial=_stored(locatie))

    def nu() -> dict[str, Any]:
        return _stored(Locatie.objects.select_for_update(of=("self",)).get(pk=locatie.pk))

    service = partial(change_locatie, locatie=locatie, door=request.user)
    return handle(request, handeling, form, service, lambda klaar: (f"{klaar} is gewijzigd.", klaar), nu=nu)


def _stored(locatie: Locatie) -> dict[str, Any]:
    return {veld: getattr(locatie, veld) for veld in VELDEN}


@require_http_methods(["GET", "POST"])
@policy(can_change_locatie, Locatie)
def expect(request: HttpRequest, locatie: Locatie) -> HttpResponse:
    """How many places, when, and for what money: a new version."""
    laatste = locatie.verwachtingen.first()
    handeling = Handeling(
        "Verwachting wijzigen" if laatste else "Verwachting vastleggen",
        "Verwachting vastleggen",
        locatie.get_absolute_url(),
        (
            f"Het gaat om {locatie}. De verwachting van de gemeente verandert meteen mee.",
            "Wat u eerder verwachtte, blijft leesbaar." if laatste else "U kunt dit later altijd wijzigen.",
        ),
        kruimels=locatie_kruimels(locatie.gemeente, locatie),
    )
    form = VerwachtingForm(posted(request), is_eerste=laatste is None, initial=_expected(laatste))

    def nu() -> dict[str, Any]:
        Locatie.objects.select_for_update(of=("self",)).get(pk=locatie.pk)
        return _expected(locatie.verwachtingen.first())

    service = partial(set_verwachting, locatie=locatie, door=request.user)
    return handle(request, handeling, form, service, lambda v: ("De verwachting is vastgelegd.", locatie), nu=nu)


def _expected(verwachting: Any) -> dict[str, Any]:
    return {veld: getattr(verwachting, veld, None) for veld in locatieverwachting.VELDEN}


# --- A stage further --------------------------------------------------------------------------------------------------
@require_http_methods(["GET", "POST"])
@policy(can_change_locatie, Locatie)
def advance(request: HttpRequest, locatie: Locatie) -> HttpResponse:
    """To the next stage. Where a decision is needed the button says who may take it, and beyond the mandate this page
    puts it before them instead."""
    naar = next_stadium(str(locatie.status)) if locatie.afgevallen_op is None else None
    if naar is None:
        return redirect(locatie)
    gemis = missing_for(locatie, naar)
    vraagt_besluit = naar == LocatieStatus.REALISATIE and not gemis
    bevoegd = judge_realisatie(locatie, request.user, timezone.localdate()) if vraagt_besluit else None
    if bevoegd and not bevoegd.mag:
        return _submit(request, locatie, bevoegd)
    label = LocatieStatus(naar).label.lower()
    handeling = Handeling(
        f"{locatie}: naar {label}",
        name_decision(bevoegd) if bevoegd else name_step(naar),
        locatie.get_absolute_url(),
        (*(deel.zin for deel in gemis), *_consequences(locatie, naar), *((bevoegd.uitleg,) if bevoegd else ())),
        kruimels=locatie_kruimels(locatie.gemeente, locatie),
    )
    form = StadiumForm(posted(request), initial={"van": locatie.status})
    service = partial(advance_locatie, locatie=locatie, door=request.user)
    return handle(request, handeling, form, service, lambda klaar: (f"{klaar} staat nu op ‘{label}’.", klaar))


def _consequences(locatie: Locatie, naar: str) -> tuple[str, ...]:
    procent = read_gewichten(locatie.gemeente)[naar]
    zinnen = [f"De plaatsen tellen dan voor {procent}% mee in wat de gemeente verwacht."]
    if naar == IN_GEBRUIK:
        zinnen = ["De plaatsen tellen dan helemaal mee. Daarna kan de locatie niet meer afvallen."]
        open_ = locatie.punten.open().filter(soort__in=KERNPUNTEN)
        zinnen += [f"Let op: {punt.get_soort_display().lower()} is nog niet in orde." for punt in open_]
    return tuple(zinnen)


def _submit(request: HttpRequest, locatie: Locatie, bevoegd: Bevoegdheid) -> HttpResponse:
    """Beyond the mandate: a proposal to who may decide. When one lies there already, that is what to look at."""
    if bevoegd.besluit:
        return redirect(f"{locatie.get_absolute_url()}#besluiten")
    omvang = describe(omvang_of(locatie), EENHEDEN[Besluitsoort.LOCATIE])
    handeling = Handeling(
        f"{locatie}: besluit vragen",
        bevoegd.knop,
        locatie.get_absolute_url(),
        (f"Het gaat om {omvang}. {bevoegd.uitleg}", "Na het besluit zet u de locatie op ‘Realisatie’."),
        kruimels=locatie_kruimels(locatie.gemeente, locatie),
    )
    form = LocatievoorstelForm(posted(request))
    service = partial(submit_locatie, locatie=locatie, door=request.user)
    return handle(request, handeling, form, service, lambda b: ("Het voorstel is voorgelegd.", locatie))


@require_http_methods(["GET", "POST"])
@policy(can_change_locatie, Locatie)
def add_action(request: HttpRequest, locatie: Locatie) -> HttpResponse:
    """Something has to be done about it."""
    handeling = Handeling(
        "Actie toevoegen",
        "Actie toevoegen",
        locatie.get_absolute_url(),
        (f"Het gaat om {locatie}.",),
        kruimels=locatie_kruimels(locatie.gemeente, locatie),
    )
    form = LocatieactieForm(posted(request), collegas=_colleagues(locatie.gemeente))
    service = partial(add_actie, onderwerp=locatie, door=request.user)
    return handle(request, handeling, form, service, lambda _: ("Actie toegevoegd.", locatie))


@require_http_methods(["GET", "POST"])
@policy(can_change_locatie, Locatie)
def drop(request: HttpRequest, locatie: Locatie) -> HttpResponse:
    """It will not become anything."""
    voorstellen = Besluit.objects.for_onderwerp(locatie).open()
    handeling = Handeling(
        f"{locatie} laten afvallen",
        "Locatie laten afvallen",
        locatie.get_absolute_url(),
        (
            "De plaatsen tellen dan niet meer mee. De locatie en de reden blijven leesbaar.",
            *(f"Er ligt nog een voorstel: ‘{besluit}’. Trek dat ook in." for besluit in voorstellen),
        ),
        gevaarlijk=True,
        kruimels=locatie_kruimels(locatie.gemeente, locatie),
    )
    service = partial(drop_locatie, locatie=locatie, door=request.user)
    form = AfvalForm(posted(request))
    return handle(request, handeling, form, service, lambda klaar: (f"{klaar} is afgevallen.", klaar))


@require_http_methods(["GET", "POST"])
@policy(can_change_locatie, Locatie)
def revive(request: HttpRequest, locatie: Locatie) -> HttpResponse:
    """Look at it again."""
    handeling = Handeling(
        f"{locatie} hervatten",
        "Locatie hervatten",
        locatie.get_absolute_url(),
        (
            "De locatie komt terug in het stadium dat zij had, en de plaatsen tellen weer mee.",
            "Waarom zij afviel, komt in de toelichting te staan.",
        ),
        kruimels=locatie_kruimels(locatie.gemeente, locatie),
    )
    service = partial(revive_locatie, locatie=locatie, door=request.user)
    form = forms.Form(posted(request))
    return handle(request, handeling, form, service, lambda klaar: (f"{klaar} is hervat.", klaar))


# --- Its checklist, and the weight of each stage ----------------------------------------------------------------------
@require_http_methods(["GET", "POST"])
@policy(can_update_locatiepunt, Locatiepunt)
def update_punt(request: HttpRequest, punt: Locatiepunt) -> HttpResponse:
    """Who finds out a point, and what came of it."""
    locatie = punt.locatie
    handeling = Handeling(
        f"{punt} van {locatie}",
        "Punt bijwerken",
        locatie.get_absolute_url(),
        kruimels=locatie_kruimels(locatie.gemeente, locatie),
    )
    form = LocatiepuntForm(posted(request), collegas=_colleagues(locatie.gemeente), initial=_point(punt))

    def nu() -> dict[str, Any]:
        return _point(Locatiepunt.objects.select_for_update(of=("self",)).get(pk=punt.pk))

    service = partial(update_locatiepunt, punt=punt, door=request.user)
    klaar = f"{punt} is bijgewerkt."
    return handle(request, handeling, form, service, lambda _: (klaar, f"{handeling.terug}#punten"), nu=nu)


def _colleagues(gemeente: Gemeente) -> QuerySet[Gebruiker]:
    """Who may do something about a place today."""
    return find_gebruikers(*UITVOERING, peildatum=timezone.localdate(), gemeente=gemeente)


def _point(punt: Locatiepunt) -> dict[str, Any]:
    return {veld: getattr(punt, veld) for veld in PUNTVELDEN}


@require_http_methods(["GET", "POST"])
@policy(can_set_gewicht, Gemeente, kwarg="code")
def weigh(request: HttpRequest, gemeente: Gemeente) -> HttpResponse:
    """On how much of the places in each stage the gemeente counts."""
    kruimels = locatie_kruimels(gemeente)
    handeling = Handeling(
        "Hoe zwaar telt elk stadium?",
        "Percentages bewaren",
        kruimels[0][1],
        (
            "Van 20 plaatsen die voor 35% meetellen, rekent de gemeente op 7.",
            "Plaatsen die in gebruik zijn, tellen altijd helemaal mee.",
        ),
        kruimels=kruimels,
    )

    def nu() -> dict[str, int]:
        return {stadium: procent for stadium, procent in read_gewichten(gemeente).items() if stadium != IN_GEBRUIK}

    def service(**procenten: int) -> dict[str, int]:
        return set_gewicht(gemeente=gemeente, procenten=procenten, door=request.user)

    form = GewichtForm(posted(request), initial=nu())
    return handle(request, handeling, form, service, lambda _: ("Bewaard.", handeling.terug), nu=nu)
