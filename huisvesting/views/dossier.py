"""The acts of a dossier until the household can be matched, and what one writes down along the way."""

from functools import partial
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from huisvesting.forms.dossier import (
    AanvullingForm,
    BehandelaarForm,
    BehoefteForm,
    ContactForm,
    NotitieForm,
    OntvangstenForm,
    OntvangstForm,
    behoefte_of,
    read_behoefte,
)
from huisvesting.models import Huishouden, HuishoudenStatus
from huisvesting.policies import can_lead_dossier, can_list_huishoudens
from huisvesting.services.dossier import (
    add_notitie,
    change_eigenaar,
    receive_koppeling,
    receive_koppelingen,
    record_contact,
)
from huisvesting.services.intake import ask_aanvulling, complete_intake, record_aanvulling, set_eisen, start_intake
from huisvesting.services.slot import lock_huishouden
from huisvesting.views.handeling import Handeling, handle, huishouden_kruimels, posted
from samenwerking.basis.toegang import policy
from samenwerking.models import Gebruiker, Gemeente
from samenwerking.policies import CASEWORK
from samenwerking.services.bericht import find_gebruikers


def make_handeling(
    huishouden: Huishouden, titel: str, knop: str, *gevolgen: str, gevaarlijk: bool = False
) -> Handeling:
    """A page with one act about a household."""
    return Handeling(
        titel,
        knop,
        huishouden.get_absolute_url(),
        (f"Het gaat om {huishouden}.", *gevolgen),
        gevaarlijk,
        huishouden_kruimels(huishouden),
        toont=(huishouden,),
    )


def find_collegas(gemeente: Gemeente) -> QuerySet[Gebruiker]:
    """Who may answer for a dossier of this gemeente today."""
    return find_gebruikers(*CASEWORK, peildatum=timezone.localdate(), gemeente=gemeente)


# --- Receipt ----------------------------------------------------------------------------------------------------------
@require_http_methods(["GET", "POST"])
@policy(can_lead_dossier, Huishouden)
def receive(request: HttpRequest, huishouden: Huishouden) -> HttpResponse:
    """Confirm the koppeling and say who answers for it."""
    handeling = make_handeling(
        huishouden,
        "Ontvangst bevestigen",
        "Ontvangst bevestigen",
        "U bevestigt dat de gegevens van COA kloppen. Daarna begint de intake.",
    )
    collegas = find_collegas(huishouden.gemeente)
    form = OntvangstForm(posted(request), collegas=collegas, initial={"eigenaar": request.user})
    service = partial(receive_koppeling, huishouden=huishouden, door=request.user)
    return handle(
        request,
        handeling,
        form,
        service,
        lambda h: (f"Ontvangst bevestigd. {_tell_eigenaar(h)}", h),
    )


def _tell_eigenaar(huishouden: Huishouden) -> str:
    return f"{huishouden.eigenaar.naam} behandelt het dossier." if huishouden.eigenaar else ""


@require_http_methods(["GET", "POST"])
@policy(can_list_huishoudens)
def receive_many(request: HttpRequest) -> HttpResponse:
    """Confirm the koppeling of every new household of the own gemeente at once, or of some of them."""
    gemeente: Any = request.user.gemeente
    nieuw = (
        Huishouden.objects.visible_to(request.user)
        .for_gemeente(gemeente)
        .with_status()
        .filter(status=HuishoudenStatus.AANGEMELD)
        .select_related("gemeente")
        .prefetch_related("personen")
    )
    lijst = reverse("huisvesting:huishouden_list")
    handeling = Handeling(
        "Ontvangst bevestigen",
        "Ontvangst bevestigen",
        lijst,
        ("U bevestigt dat de gegevens van COA kloppen. Daarna begint voor elk huishouden de intake.",),
        kruimels=(("Huishoudens", lijst),),
        toont=tuple(nieuw),
    )
    form = OntvangstenForm(
        posted(request), collegas=find_collegas(gemeente), huishoudens=nieuw, initial={"eigenaar": request.user}
    )
    service = partial(receive_koppelingen, door=request.user)
    return handle(request, handeling, form, service, lambda hs: (f"Ontvangst bevestigd van {_tel(len(hs))}.", lijst))


def _tel(aantal: int) -> str:
    return "1 huishouden" if aantal == 1 else f"{aantal} huishoudens"


@require_http_methods(["GET", "POST"])
@policy(can_lead_dossier, Huishouden)
def ask(request: HttpRequest, huishouden: Huishouden) -> HttpResponse:
    """Ask COA for what is missing."""
    handeling = make_handeling(
        huishouden,
        "Gegevens vragen aan COA",
        "Leg de vraag vast",
        "U legt vast dat u dit vandaag aan COA vraagt. De termijnen lopen door.",
    )
    service = partial(ask_aanvulling, huishouden=huishouden, door=request.user)
    klaar = "Vraag vastgelegd. Leg het vast zodra COA de gegevens stuurt."
    return handle(request, handeling, AanvullingForm(posted(request)), service, lambda _: (klaar, huishouden))


@require_http_methods(["GET", "POST"])
@policy(can_lead_dossier, Huishouden)
def complete(request: HttpRequest, huishouden: Huishouden) -> HttpResponse:
    """COA sent what was missing."""
    handeling = make_handeling(
        huishouden,
        "Gegevens van COA ontvangen",
        "Leg ontvangst vast",
        "U legt vast dat COA de gegevens heeft gestuurd. Staan ze in een COA-lijst? Lees die dan ook in.",
    )
    service = partial(record_aanvulling, huishouden=huishouden, door=request.user)
    klaar = "Gegevens ontvangen. Controleer ze en bevestig de ontvangst."
    return handle(request, handeling, forms.Form(posted(request)), service, lambda _: (klaar, huishouden))


# --- Intake and need --------------------------------------------------------------------------------------------------
@require_http_methods(["GET", "POST"])
@policy(can_lead_dossier, Huishouden)
def start(request: HttpRequest, huishouden: Huishouden) -> HttpResponse:
    """The intake begins."""
    handeling = make_handeling(
        huishouden,
        "Intake beginnen",
        "Begin intake",
        "U hebt contact met het huishouden of met COA. Er komt een lijst met punten voor de warme overdracht.",
    )
    service = partial(start_intake, huishouden=huishouden, door=request.user)
    klaar = "Intake begonnen. Werk de punten van de overdracht af."
    return handle(request, handeling, forms.Form(posted(request)), service, lambda h: (klaar, h))


@require_http_methods(["GET", "POST"])
@policy(can_lead_dossier, Huishouden)
def need(request: HttpRequest, huishouden: Huishouden) -> HttpResponse:
    """What the household needs of a home: the end of the intake, and later a change."""
    vandaag = timezone.localdate()
    berekend = max(sum(deel.kamers for deel in huishouden.kamerdelen(vandaag)), 1)
    form = BehoefteForm(posted(request), berekend=berekend, initial=behoefte_of(huishouden))
    titel, knop, gevolg, service, klaar = (
        ("Woonwensen wijzigen", "Bewaren", "Vanaf nu zoekt u hiermee een woning.", set_eisen, "Woonwensen bewaard.")
        if huishouden.klaar_op
        else (
            "Intake afronden",
            "Intake afronden",
            "Daarna kunt u een woning zoeken voor dit huishouden.",
            complete_intake,
            "Intake afgerond. Zoek nu een woning.",
        )
    )

    def stored() -> dict[str, Any]:
        return behoefte_of(lock_huishouden(huishouden))

    return handle(
        request,
        make_handeling(huishouden, titel, knop, gevolg),
        form,
        lambda **velden: service(huishouden=huishouden, door=request.user, **read_behoefte(velden)),
        lambda h: (klaar, h),
        nu=stored,
    )


# --- Along the way ----------------------------------------------------------------------------------------------------
@require_http_methods(["GET", "POST"])
@policy(can_lead_dossier, Huishouden)
def change(request: HttpRequest, huishouden: Huishouden) -> HttpResponse:
    """Another colleague answers for the dossier."""
    handeling = make_handeling(
        huishouden,
        "Dossier overdragen",
        "Dossier overdragen",
        "Wat de vorige behandelaar voor dit huishouden nog moest doen, gaat mee.",
    )
    collegas = find_collegas(huishouden.gemeente).exclude(pk=huishouden.eigenaar_id)
    form = BehandelaarForm(posted(request), collegas=collegas)
    service = partial(change_eigenaar, huishouden=huishouden, door=request.user)
    return handle(request, handeling, form, service, lambda h: (_tell_eigenaar(h), h))


@require_http_methods(["GET", "POST"])
@policy(can_lead_dossier, Huishouden)
def note(request: HttpRequest, huishouden: Huishouden) -> HttpResponse:
    """Write a note."""
    handeling = make_handeling(
        huishouden,
        "Notitie schrijven",
        "Notitie bewaren",
        "Collega's die dossiers van uw gemeente behandelen, lezen dit. U kunt een notitie later niet wijzigen.",
    )
    service = partial(add_notitie, huishouden=huishouden, door=request.user)
    return handle(request, handeling, NotitieForm(posted(request)), service, lambda _: ("Notitie bewaard.", huishouden))


@require_http_methods(["GET", "POST"])
@policy(can_lead_dossier, Huishouden)
def contact(request: HttpRequest, huishouden: Huishouden) -> HttpResponse:
    """Record that one spoke with the household, or tried to."""
    handeling = make_handeling(
        huishouden,
        "Contact vastleggen",
        "Contact vastleggen",
        "Leg ook vast dat u niemand bereikte: na twee pogingen mag u verder.",
    )
    form = ContactForm(posted(request), initial={"contactdatum": timezone.localdate(), "is_bereikt": "ja"})
    service = partial(record_contact, huishouden=huishouden, door=request.user)
    return handle(request, handeling, form, service, lambda _: ("Contact vastgelegd.", huishouden))
