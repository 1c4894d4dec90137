"""A household is put forward for a home; the corporation answers, then the household."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone

from huisvesting.models import AanbodStatus, Afwijzing, Bijzonder, Huishouden, Normbedrag, Voordracht, Woningaanbod
from huisvesting.regels.passendheid import Passendheid, assess_passendheid
from huisvesting.services.dossierslot import require_matchable
from huisvesting.services.slot import lock_aanbod, lock_complex, lock_huishouden, lock_voordracht
from huisvesting.services.verslag import report
from huisvesting.services.wijk import find_wijkruimte, lock_wijk
from samenwerking.basis.constraints import Bezet, one_transaction
from samenwerking.models import Gebeurtenis, Gebruiker, Reden
from samenwerking.services.actie import drop_acties

NIET_BESCHIKBAAR = {
    AanbodStatus.CONCEPT: "Deze woning is nog niet gemeld.",
    AanbodStatus.AANGEBODEN: "De corporatie heeft deze woning nog niet bevestigd.",
    AanbodStatus.GERESERVEERD: "Deze woning is zojuist gereserveerd voor een ander huishouden.",
    AanbodStatus.TOEGEWEZEN: "Deze woning is al toegewezen.",
    AanbodStatus.BEWOOND: "Deze woning is al bewoond.",
    AanbodStatus.BEEINDIGD: "De verhuur van deze woning is beëindigd. Laat de corporatie haar opnieuw melden.",
    AanbodStatus.INGETROKKEN: "De corporatie heeft deze woning ingetrokken.",
    AanbodStatus.VERLOPEN: "De optie op deze woning is verlopen. Vraag de corporatie om verlenging.",
    AanbodStatus.GEBLOKKEERD: "Deze woning is geblokkeerd. Wacht tot de corporatie de blokkade opheft.",
    AanbodStatus.ONGESCHIKT: "De gemeente vond deze woning ongeschikt.",
}


@one_transaction(Voordracht)
def propose_voordracht(
    *,
    aanbod: Woningaanbod,
    huishouden: Huishouden,
    door: Gebruiker,
    afwijking: str = "",
    bijzonder: str = "",
    op: datetime | None = None,
) -> Voordracht:
    """Put a household forward for an available home; the home is reserved from this moment.

    In: `afwijking`, the reason to choose a home that does not fit; `bijzonder`, when a second home is meant; who moves
    on from a temporary home (start_doorstroom) is put forward for the next, and the next replaces it.
    Errors: ValidationError when the home or household is taken (the first commit wins), when they belong to
    different gemeenten, or when it does not fit and no reason was given.
    """
    moment = op or timezone.now()
    aanbod = lock_aanbod(aanbod)
    huishouden = lock_huishouden(huishouden)
    if huishouden.plaatsingen.lopend().exclude(doorstroom_op=None).exists():
        bijzonder = bijzonder or Bijzonder.VERVANGT
    _require_free(aanbod, huishouden, bijzonder, timezone.localdate(moment))
    lock_complex(aanbod)
    lock_wijk(aanbod)
    oordeel = assess_passendheid(
        huishouden.behoefte(aanbod.beschikbaar_vanaf),
        aanbod.kenmerken,
        Normbedrag.objects.aftoppingsgrenzen(),
        aanbod.menging,
        find_wijkruimte(aanbod, timezone.localdate(moment)),
    )
    if not afwijking.strip():
        _require_no_bezwaar(oordeel)
    voordracht = Voordracht.objects.create(
        aanbod=aanbod,
        huishouden=huishouden,
        bijzonder=bijzonder,
        passendheid=oordeel.as_dict(),
        afwijking=afwijking.strip(),
        voorgesteld_op=moment,
        voorgesteld_door=door,
    )
    return tell(voordracht, Gebeurtenis.VOORDRACHT_VOORGESTELD, door=door, op=moment)


@one_transaction(Voordracht)
def agree_voordracht(*, voordracht: Voordracht, door: Gebruiker, op: datetime | None = None) -> Voordracht:
    """The corporation agrees: it now sees the name, and the gemeente may offer the home to the household."""
    voordracht = lock_voordracht(voordracht)
    require_open(voordracht)
    _require_no_afwijzing(voordracht)
    if voordracht.akkoord_op:
        raise Bezet("De corporatie is al akkoord met deze voordracht.")
    return record_act(voordracht, "akkoord", Gebeurtenis.VOORDRACHT_AKKOORD, door=door, op=op or timezone.now())


@one_transaction(Voordracht, Afwijzing)
def reject_voordracht(
    *, voordracht: Voordracht, reden: Reden, door: Gebruiker, toelichting: str = "", op: datetime | None = None
) -> Voordracht:
    """The corporation proposes to reject, with a reason. The gemeente decides; until then the home stays reserved."""
    moment = op or timezone.now()
    voordracht = lock_voordracht(voordracht)
    require_open(voordracht)
    _require_no_afwijzing(voordracht)
    if voordracht.akkoord_op:
        raise Bezet("De corporatie is al akkoord. Vraag de gemeente om te annuleren.")
    check_toelichting(reden, toelichting)
    voordracht.lopende_afwijzing = Afwijzing.objects.create(
        voordracht=voordracht, reden=reden, toelichting=toelichting.strip(), gemeld_op=moment, gemeld_door=door
    )
    voordracht.save(update_fields=["lopende_afwijzing"])
    return tell(voordracht, Gebeurtenis.VOORDRACHT_AFWIJZING_GEMELD, door=door, op=moment, reden=reden)


@one_transaction(Voordracht, Afwijzing)
def confirm_afwijzing(*, voordracht: Voordracht, door: Gebruiker, op: datetime | None = None) -> Voordracht:
    """The gemeente accepts the rejection: it closes with the reason of the corporation, home and household are free."""
    moment = op or timezone.now()
    voordracht, afwijzing = _lock_afwijzing(voordracht)
    afwijzing.bevestigd_op, afwijzing.bevestigd_door = moment, door
    afwijzing.save(update_fields=["bevestigd_op", "bevestigd_door"])
    close_voordracht(
        voordracht, "afgewezen", reden=afwijzing.reden, toelichting=afwijzing.toelichting, door=door, op=moment
    )
    return tell(voordracht, Gebeurtenis.VOORDRACHT_AFGEWEZEN, door=door, op=moment, reden=afwijzing.reden)


@one_transaction(Voordracht, Afwijzing)
def reconsider_afwijzing(
    *, voordracht: Voordracht, motivering: str, door: Gebruiker, op: datetime | None = None
) -> Voordracht:
    """The gemeente does not accept the rejection: the corporation reads why and is asked again.

    Errors: ValidationError when no rejection waits, or when the gemeente does not say why it asks again.
    """
    moment = op or timezone.now()
    voordracht, afwijzing = _lock_afwijzing(voordracht)
    if not motivering.strip():
        raise ValidationError("Schrijf op waarom u het nog eens vraagt.")
    afwijzing.heroverwogen_op, afwijzing.heroverwogen_door = moment, door
    afwijzing.motivering = motivering.strip()
    afwijzing.save(update_fields=["heroverwogen_op", "heroverwogen_door", "motivering"])
    voordracht.lopende_afwijzing = None
    voordracht.save(update_fields=["lopende_afwijzing"])
    return tell(voordracht, Gebeurtenis.VOORDRACHT_HEROVERWOGEN, door=door, op=moment)


@one_transaction(Voordracht)
def offer_voordracht(
    *,
    voordracht: Voordracht,
    door: Gebruiker,
    reactie_uiterlijk: date | None = None,
    tolk_aanwezig: bool | None = None,
    op: datetime | None = None,
) -> Voordracht:
    """The gemeente offers the home to the household, once the corporation has agreed.

    In: `reactie_uiterlijk`, the last day to answer (default the term of the settings); `tolk_aanwezig`, whether an
    interpreter helped. Errors: ValidationError when it is not the moment, the home is blocked, or that day is past.
    """
    moment = op or timezone.now()
    voordracht = lock_voordracht(voordracht)
    require_open(voordracht)
    _require_no_afwijzing(voordracht)
    if not voordracht.akkoord_op:
        raise ValidationError("Bied de woning pas aan als de corporatie akkoord is.")
    if voordracht.aangeboden_op:
        raise Bezet("De woning is al aan het huishouden aangeboden.")
    require_unblocked(voordracht)
    voordracht.reactie_uiterlijk = choose_reactiedag(reactie_uiterlijk, moment)
    voordracht.tolk_aanwezig = tolk_aanwezig
    voordracht.save(update_fields=["reactie_uiterlijk", "tolk_aanwezig"])
    return record_act(voordracht, "aangeboden", Gebeurtenis.VOORDRACHT_AANGEBODEN, door=door, op=moment)


@one_transaction(Voordracht)
def accept_voordracht(*, voordracht: Voordracht, door: Gebruiker, op: datetime | None = None) -> Voordracht:
    """The household accepts; the home is assigned to it."""
    voordracht = lock_voordracht(voordracht)
    require_unanswered(voordracht)
    require_unblocked(voordracht)
    return record_act(
        voordracht, "geaccepteerd", Gebeurtenis.VOORDRACHT_GEACCEPTEERD, door=door, op=op or timezone.now()
    )


@one_transaction(Voordracht)
def cancel_voordracht(
    *, voordracht: Voordracht, reden: Reden, door: Gebruiker, toelichting: str = "", op: datetime | None = None
) -> Voordracht:
    """The gemeente stops an open voordracht before the lease; home and household are free again.

    A rejection or refusal that waits for a decision falls with it.
    """
    moment = op or timezone.now()
    voordracht = lock_voordracht(voordracht)
    require_open(voordracht)
    if voordracht.aanbod.plaatsingen.lopend().filter(voordracht=voordracht).exists():
        raise Bezet("Er is al een huurcontract. Annuleer de plaatsing.")
    close_voordracht(voordracht, "geannuleerd", reden=reden, toelichting=toelichting, door=door, op=moment)
    return tell(voordracht, Gebeurtenis.VOORDRACHT_GEANNULEERD, door=door, op=moment, reden=reden)


# --- What the services of voordracht, weigering, aanbod and dossier share ---------------------------------------------
def check_toelichting(reden: Reden, toelichting: str) -> None:
    """Some reasons need a note. Errors: ValidationError when it is missing."""
    if reden.toelichting_verplicht and not toelichting.strip():
        raise ValidationError(f"Licht de reden “{reden.tekst}” toe.")


def close_voordracht(
    voordracht: Voordracht, act: str, *, reden: Reden, toelichting: str, door: Gebruiker, op: datetime
) -> None:
    """Close a locked voordracht by `act` (afgewezen, geweigerd, geannuleerd). The calling event writes the log line.

    What waits for a decision about it waits no longer, and the actie of who would decide falls.
    """
    check_toelichting(reden, toelichting)
    if voordracht.lopende_weigering:
        drop_acties(voordracht.lopende_weigering, door=door, op=op)
    setattr(voordracht, f"{act}_op", op)
    setattr(voordracht, f"{act}_door", door)
    voordracht.reden, voordracht.toelichting = reden, toelichting.strip()
    voordracht.lopende_afwijzing = voordracht.lopende_weigering = None
    voordracht.save(
        update_fields=[f"{act}_op", f"{act}_door", "reden", "toelichting", "lopende_afwijzing", "lopende_weigering"]
    )


def choose_reactiedag(reactie_uiterlijk: date | None, moment: datetime) -> date:
    """The last day to answer. Errors: ValidationError, at its field, when that day is past."""
    vandaag = timezone.localdate(moment)
    if reactie_uiterlijk and reactie_uiterlijk < vandaag:
        raise ValidationError({"reactie_uiterlijk": "Kies vandaag of een latere dag."})
    return reactie_uiterlijk or vandaag + timedelta(days=settings.REACTIETERMIJN_DAGEN)


def require_open(voordracht: Voordracht) -> None:
    """Errors: Bezet when the voordracht is closed."""
    if not voordracht.is_open:
        raise Bezet("Deze voordracht is al afgesloten.")


def require_unblocked(voordracht: Voordracht) -> None:
    """A home with a defect is not offered and not accepted; the corporation's answer and every way out stay open."""
    if voordracht.aanbod.is_geblokkeerd:
        raise Bezet(NIET_BESCHIKBAAR[AanbodStatus.GEBLOKKEERD])


def require_offered(voordracht: Voordracht) -> None:
    """Errors: ValidationError when the home was not offered, or the household answered."""
    require_open(voordracht)
    if not voordracht.aangeboden_op:
        raise ValidationError("Bied de woning eerst aan het huishouden aan.")
    if voordracht.geaccepteerd_op:
        raise Bezet("Het huishouden heeft de woning al geaccepteerd.")
    if voordracht.lopende_weigering_id:
        raise Bezet("Het huishouden weigert de woning al. De jurist beoordeelt eerst of dat terecht is.")


def require_unanswered(voordracht: Voordracht) -> None:
    """Errors: as `require_offered`, and when it was recorded that no answer came."""
    require_offered(voordracht)
    if voordracht.geen_reactie_op:
        raise Bezet("Het huishouden gaf op tijd geen antwoord. Bied de woning eerst opnieuw aan.")


def record_act(
    voordracht: Voordracht, act: str, gebeurtenis: Gebeurtenis, *, door: Gebruiker, op: datetime
) -> Voordracht:
    """Write one dated act with its actor on a locked voordracht, and the log line."""
    setattr(voordracht, f"{act}_op", op)
    setattr(voordracht, f"{act}_door", door)
    voordracht.save(update_fields=[f"{act}_op", f"{act}_door"])
    return tell(voordracht, gebeurtenis, door=door, op=op)


def tell(
    voordracht: Voordracht,
    gebeurtenis: Gebeurtenis,
    *,
    door: Gebruiker,
    op: datetime,
    reden: Reden | None = None,
    **gegevens: str,
) -> Voordracht:
    """Write the log line of an event of this voordracht. Out: the voordracht as it is stored now."""
    keys = {"huishouden": str(voordracht.huishouden_id), "aanbod": str(voordracht.aanbod_id)}
    waarom = {"reden": reden.code, "klasse": reden.klasse} if reden else {}
    report(gebeurtenis, onderwerp=voordracht, door=door, op=op, gegevens={**keys, **waarom, **gegevens})
    return Voordracht.objects.get(pk=voordracht.pk)


def _require_free(aanbod: Woningaanbod, huishouden: Huishouden, bijzonder: str, vandaag: date) -> None:
    """Whether this locked home and household can be brought together on this day. Errors: as `propose_voordracht`."""
    status = aanbod.status_op(vandaag)
    if huishouden.voordrachten.open().filter(aanbod=aanbod).exists():
        raise Bezet("Dit huishouden is al voorgedragen voor deze woning.")
    if status != AanbodStatus.BEVESTIGD:
        raise Bezet(NIET_BESCHIKBAAR[status])
    if huishouden.gemeente_id != aanbod.gemeente_id:
        raise ValidationError("Deze woning is aan een andere gemeente aangeboden.")
    if not bijzonder and huishouden.voordrachten.open().exists():
        raise Bezet("Dit huishouden is al voorgedragen voor een andere woning.")
    require_matchable(huishouden, bijzonder)


def _require_no_bezwaar(oordeel: Passendheid) -> None:
    """Without a reason to deviate a home fits, and complex and wijk have room. Errors: ValidationError says why not."""
    if not oordeel.past:
        bezwaren = "; ".join(r.tekst for r in oordeel.bezwaren if r.hard)
        raise ValidationError(f"Deze woning past niet ({bezwaren}). Geef een reden als u toch wilt voordragen.")
    if oordeel.is_vol:
        vol = "; ".join(r.tekst for r in oordeel.grenzen)
        raise ValidationError(f"{vol}. Geef een reden als u toch wilt voordragen.")


def _require_no_afwijzing(voordracht: Voordracht) -> None:
    if voordracht.lopende_afwijzing_id:
        raise Bezet("De corporatie heeft deze voordracht afgewezen. De gemeente beslist daar eerst over.")


def _lock_afwijzing(voordracht: Voordracht) -> tuple[Voordracht, Afwijzing]:
    voordracht = lock_voordracht(voordracht)
    require_open(voordracht)
    if voordracht.lopende_afwijzing is None:
        raise Bezet("Er wacht geen afwijzing op een besluit van de gemeente.")
    return voordracht, voordracht.lopende_afwijzing
