"""A plaatsing: its page, and the acts of corporation and gemeente from the lease to its end."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods

from huisvesting.forms.basis import RedenForm
from huisvesting.forms.plaatsing import AfspraakForm, EindeForm, HuurcontractForm, SleutelForm
from huisvesting.models import Bestemming, Plaatsing, Voordracht
from huisvesting.policies import (
    can_end_plaatsing,
    can_hand_over_sleutel,
    can_lead_plaatsing,
    can_sign_huurcontract,
)
from huisvesting.services.plaatsing import (
    cancel_plaatsing,
    end_plaatsing,
    hand_over_sleutel,
    make_nieuwe_afspraak,
    record_niet_verschenen,
    sign_huurcontract,
)
from huisvesting.services.telling import bookings_of
from huisvesting.views.handeling import Handeling, aanbod_kruimels, handle, name_huishouden, posted
from samenwerking.basis.toegang import policy


def tel_personen(aantal: int) -> str:
    """So many people count, as the beginning of a sentence."""
    return "1 persoon telt" if aantal == 1 else f"{aantal} personen tellen"


def plaatsing_handeling(
    request: HttpRequest, plaatsing: Plaatsing, titel: str, knop: str, *gevolgen: str, gevaarlijk: bool = False
) -> Handeling:
    """The page of one act of a plaatsing; it names the household as far as one may know."""
    kruimels = (*aanbod_kruimels(plaatsing.aanbod, request.user), ("Plaatsing", plaatsing.get_absolute_url()))
    wie, toont = name_huishouden(request.user, plaatsing.voordracht)
    gevolgen = (f"Het gaat om {wie} en {plaatsing.aanbod}.", *gevolgen)
    return Handeling(titel, knop, plaatsing.get_absolute_url(), gevolgen, gevaarlijk, kruimels, toont=toont)


def tell_geteld(plaatsing: Plaatsing, begin: str) -> str:
    """What was recorded, and how many people count by now."""
    aantal = len(bookings_of(plaatsing))
    return f"{begin} {tel_personen(aantal)} mee." if aantal else begin


@require_http_methods(["GET", "POST"])
@policy(can_sign_huurcontract, Voordracht)
def sign(request: HttpRequest, voordracht: Voordracht) -> HttpResponse:
    """The lease is signed."""
    aanbod = voordracht.aanbod
    wie, toont = name_huishouden(request.user, voordracht)
    handeling = Handeling(
        "Huurcontract vastleggen",
        "Leg contract vast",
        voordracht.get_absolute_url(),
        (
            f"Het gaat om {wie} en {aanbod}.",
            "U legt vast dat het huurcontract is getekend. De volgende stap is de sleutel.",
            f"De woning is vrij vanaf {date_format(aanbod.beschikbaar_vanaf, 'j F Y')}. "
            "Begint de huur eerder? Controleer dan of dat klopt.",
        ),
        kruimels=(*aanbod_kruimels(aanbod, request.user), ("Voordracht", voordracht.get_absolute_url())),
        toont=toont,
    )
    form = HuurcontractForm(posted(request), aanbod=aanbod, initial={"ingangsdatum": timezone.localdate()})
    service = partial(sign_huurcontract, voordracht=voordracht, door=request.user)
    klaar = "Huurcontract vastgelegd. De volgende stap is de sleutel."
    return handle(request, handeling, form, service, lambda p: (klaar, p))


@require_http_methods(["GET", "POST"])
@policy(can_hand_over_sleutel, Plaatsing)
def hand_over(request: HttpRequest, plaatsing: Plaatsing) -> HttpResponse:
    """The household got its key."""
    gevolgen = ["Het huishouden heeft de sleutel gekregen."]
    vorige = plaatsing.vervangt
    if vorige and not vorige.einddatum and can_lead_plaatsing(request.user, plaatsing):
        gevolgen.append(
            f"De huur van de tijdelijke woning, {vorige.aanbod}, eindigt op dezelfde dag. Wie al telde, blijft tellen."
        )
    handeling = plaatsing_handeling(request, plaatsing, "Sleutel vastleggen", "Leg sleutel vast", *gevolgen)
    dag = min(plaatsing.afspraakdatum or timezone.localdate(), timezone.localdate())
    form = SleutelForm(posted(request), initial={"sleuteldatum": dag})
    service = partial(hand_over_sleutel, plaatsing=plaatsing, door=request.user)
    return handle(request, handeling, form, service, lambda p: (tell_geteld(p, "Sleutel vastgelegd."), p))


@require_http_methods(["GET", "POST"])
@policy(can_hand_over_sleutel, Plaatsing)
def miss(request: HttpRequest, plaatsing: Plaatsing) -> HttpResponse:
    """Nobody came for the key."""
    handeling = plaatsing_handeling(
        request,
        plaatsing,
        "Niet verschenen vastleggen",
        "Leg vast",
        "Het huishouden kwam niet voor de sleutel. Daarna maakt u een nieuwe afspraak, of de gemeente annuleert.",
    )
    service = partial(record_niet_verschenen, plaatsing=plaatsing, door=request.user)
    klaar = "Vastgelegd. Maak een nieuwe afspraak voor de sleutel."
    return handle(request, handeling, RedenForm(posted(request)), service, lambda p: (klaar, p))


@require_http_methods(["GET", "POST"])
@policy(can_hand_over_sleutel, Plaatsing)
def meet(request: HttpRequest, plaatsing: Plaatsing) -> HttpResponse:
    """A new day for the key."""
    handeling = plaatsing_handeling(
        request,
        plaatsing,
        "Nieuwe afspraak maken",
        "Leg afspraak vast",
        "Spreek de dag af met het huishouden en met de ander die erbij moet zijn.",
    )
    service = partial(make_nieuwe_afspraak, plaatsing=plaatsing, door=request.user)
    klaar = "Afspraak vastgelegd. De volgende stap is de sleutel."
    return handle(request, handeling, AfspraakForm(posted(request)), service, lambda p: (klaar, p))


@require_http_methods(["GET", "POST"])
@policy(can_lead_plaatsing, Plaatsing)
def cancel(request: HttpRequest, plaatsing: Plaatsing) -> HttpResponse:
    """The plaatsing does not go on; the counting is reversed."""
    geteld = len(bookings_of(plaatsing))
    gevolgen = ["De woning komt weer vrij en het huishouden wacht weer op een woning."]
    if plaatsing.vervangt:
        gevolgen = [f"De woning komt weer vrij. Het huishouden blijft voorlopig in {plaatsing.vervangt.aanbod} wonen."]
    if geteld:
        gevolgen.append(f"{tel_personen(geteld)} niet meer mee. De telling wordt teruggeboekt.")
    titel = "Plaatsing annuleren"
    handeling = plaatsing_handeling(request, plaatsing, titel, titel, *gevolgen, gevaarlijk=True)
    service = partial(cancel_plaatsing, plaatsing=plaatsing, door=request.user)
    return handle(request, handeling, RedenForm(posted(request)), service, lambda p: ("Plaatsing geannuleerd.", p))


@require_http_methods(["GET", "POST"])
@policy(can_end_plaatsing, Plaatsing)
def end(request: HttpRequest, plaatsing: Plaatsing) -> HttpResponse:
    """The household does not live there any more."""
    volgende = Plaatsing.objects.lopend().filter(vervangt=plaatsing).exists()
    gevolgen = ["De huur eindigt. Daarna kan de corporatie de woning opnieuw melden."]
    kent_dossier = can_lead_plaatsing(request.user, plaatsing)
    if kent_dossier:
        gevolgen += [
            "Wie al telde, blijft tellen.",
            f"Kiest u ‘{Bestemming.VERTROKKEN.label}’? Dan sluit het dossier. "
            f"Bij ‘{Bestemming.ZOEKT.label}’ wacht het huishouden weer op een woning.",
        ]
    titel = "Huur beëindigen"
    handeling = plaatsing_handeling(request, plaatsing, titel, titel, *gevolgen, gevaarlijk=True)
    form = EindeForm(
        posted(request),
        kent_dossier=kent_dossier,
        heeft_volgende=volgende,
        initial={"einddatum": timezone.localdate()},
    )
    service = partial(end_plaatsing, plaatsing=plaatsing, door=request.user)
    klaar = f"Huur beëindigd. {plaatsing.aanbod.woning.adres} kan opnieuw worden gemeld."
    return handle(request, handeling, form, service, lambda p: (klaar, p))
