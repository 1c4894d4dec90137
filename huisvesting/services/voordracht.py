"""A household is put forward for a home; the corporation answers, then the household."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from huisvesting.models import AanbodStatus, Huishouden, Normbedrag, Voordracht, Woningaanbod
from huisvesting.regels.passendheid import assess_passendheid
from huisvesting.services.slot import lock_aanbod, lock_huishouden, lock_voordracht
from huisvesting.services.verslag import report
from samenwerking.basis.constraints import one_transaction
from samenwerking.models import Gebeurtenis, Gebruiker, Reden

NIET_BESCHIKBAAR = {
    AanbodStatus.AANGEBODEN: "De corporatie heeft deze woning nog niet bevestigd.",
    AanbodStatus.GERESERVEERD: "Deze woning is zojuist gereserveerd voor een ander huishouden.",
    AanbodStatus.TOEGEWEZEN: "Deze woning is al toegewezen.",
    AanbodStatus.BEWOOND: "Deze woning is al bewoond.",
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

    In: `afwijking`, the reason to choose a home that does not fit; `bijzonder`, when a second home is meant.
    Errors: ValidationError when the home or household is taken (the first commit wins), when they belong to
    different gemeenten, or when it does not fit and no reason was given.
    """
    moment = op or timezone.now()
    aanbod = lock_aanbod(aanbod)
    huishouden = lock_huishouden(huishouden)
    status = aanbod.status_op(timezone.localdate(moment))
    if huishouden.voordrachten.open().filter(aanbod=aanbod).exists():
        raise ValidationError("Dit huishouden is al voorgedragen voor deze woning.")
    if status != AanbodStatus.BEVESTIGD:
        raise ValidationError(NIET_BESCHIKBAAR[status])
    if huishouden.gemeente_id != aanbod.gemeente_id:
        raise ValidationError("Deze woning is aan een andere gemeente aangeboden.")
    if not bijzonder and huishouden.voordrachten.open().exists():
        raise ValidationError("Dit huishouden is al voorgedragen voor een andere woning.")
    oordeel = assess_passendheid(
        huishouden.behoefte(aanbod.beschikbaar_vanaf), aanbod.kenmerken, Normbedrag.objects.aftoppingsgrenzen()
    )
    if not oordeel.past and not afwijking.strip():
        bezwaren = "; ".join(r.tekst for r in oordeel.bezwaren if r.hard)
        raise ValidationError(f"Deze woning past niet ({bezwaren}). Geef een reden als u toch wilt voordragen.")
    voordracht = Voordracht.objects.create(
        aanbod=aanbod,
        huishouden=huishouden,
        bijzonder=bijzonder,
        passendheid=oordeel.as_dict(),
        afwijking=afwijking.strip(),
        voorgesteld_op=moment,
        voorgesteld_door=door,
    )
    report(Gebeurtenis.VOORDRACHT_VOORGESTELD, onderwerp=voordracht, door=door, op=moment, gegevens=_keys(voordracht))
    return voordracht


@one_transaction(Voordracht)
def agree_voordracht(*, voordracht: Voordracht, door: Gebruiker, op: datetime | None = None) -> Voordracht:
    """The corporation agrees: it now sees the name, and the gemeente may offer the home to the household."""
    voordracht = lock_voordracht(voordracht)
    _require_open(voordracht)
    if voordracht.akkoord_op:
        raise ValidationError("De corporatie is al akkoord met deze voordracht.")
    return _record(voordracht, "akkoord", Gebeurtenis.VOORDRACHT_AKKOORD, door, op)


@one_transaction(Voordracht)
def reject_voordracht(
    *, voordracht: Voordracht, reden: Reden, door: Gebruiker, toelichting: str = "", op: datetime | None = None
) -> Voordracht:
    """The corporation rejects, with a reason; the home and the household are free again."""
    voordracht = lock_voordracht(voordracht)
    _require_open(voordracht)
    if voordracht.akkoord_op:
        raise ValidationError("De corporatie is al akkoord. Vraag de gemeente om te annuleren.")
    return _close(voordracht, "afgewezen", Gebeurtenis.VOORDRACHT_AFGEWEZEN, reden, toelichting, door, op)


@one_transaction(Voordracht)
def offer_voordracht(*, voordracht: Voordracht, door: Gebruiker, op: datetime | None = None) -> Voordracht:
    """The gemeente offers the home to the household, once the corporation has agreed."""
    voordracht = lock_voordracht(voordracht)
    _require_open(voordracht)
    if not voordracht.akkoord_op:
        raise ValidationError("Bied de woning pas aan als de corporatie akkoord is.")
    if voordracht.aangeboden_op:
        raise ValidationError("De woning is al aan het huishouden aangeboden.")
    _require_unblocked(voordracht)
    return _record(voordracht, "aangeboden", Gebeurtenis.VOORDRACHT_AANGEBODEN, door, op)


@one_transaction(Voordracht)
def accept_voordracht(*, voordracht: Voordracht, door: Gebruiker, op: datetime | None = None) -> Voordracht:
    """The household accepts; the home is assigned to it."""
    voordracht = lock_voordracht(voordracht)
    _require_unanswered(voordracht)
    _require_unblocked(voordracht)
    return _record(voordracht, "geaccepteerd", Gebeurtenis.VOORDRACHT_GEACCEPTEERD, door, op)


@one_transaction(Voordracht)
def refuse_voordracht(
    *,
    voordracht: Voordracht,
    reden: Reden,
    toelichting: str,
    door: Gebruiker,
    tolk_aanwezig: bool | None = None,
    op: datetime | None = None,
) -> Voordracht:
    """The household refuses: a reason and its own words are required (workflow.md S3). Home and household are free."""
    voordracht = lock_voordracht(voordracht)
    _require_unanswered(voordracht)
    if not toelichting.strip():
        raise ValidationError("Schrijf op wat het huishouden zelf zegt.")
    voordracht.tolk_aanwezig = tolk_aanwezig
    voordracht.save(update_fields=["tolk_aanwezig"])
    return _close(voordracht, "geweigerd", Gebeurtenis.VOORDRACHT_GEWEIGERD, reden, toelichting, door, op)


@one_transaction(Voordracht)
def cancel_voordracht(
    *, voordracht: Voordracht, reden: Reden, door: Gebruiker, toelichting: str = "", op: datetime | None = None
) -> Voordracht:
    """The gemeente stops an open voordracht before the lease; home and household are free again."""
    voordracht = lock_voordracht(voordracht)
    _require_open(voordracht)
    if voordracht.aanbod.plaatsingen.lopend().filter(voordracht=voordracht).exists():
        raise ValidationError("Er is al een huurcontract. Annuleer de plaatsing.")
    return _close(voordracht, "geannuleerd", Gebeurtenis.VOORDRACHT_GEANNULEERD, reden, toelichting, door, op)


def check_toelichting(reden: Reden, toelichting: str) -> None:
    """Some reasons need a note. Errors: ValidationError when it is missing."""
    if reden.toelichting_verplicht and not toelichting.strip():
        raise ValidationError(f"Licht de reden “{reden.tekst}” toe.")


def close_voordracht(
    voordracht: Voordracht, act: str, *, reden: Reden, toelichting: str, door: Gebruiker, op: datetime
) -> None:
    """Close a locked voordracht by `act` (afgewezen, geweigerd, geannuleerd). The calling event writes the log line."""
    check_toelichting(reden, toelichting)
    setattr(voordracht, f"{act}_op", op)
    setattr(voordracht, f"{act}_door", door)
    voordracht.reden, voordracht.toelichting = reden, toelichting.strip()
    voordracht.save(update_fields=[f"{act}_op", f"{act}_door", "reden", "toelichting"])


def _require_open(voordracht: Voordracht) -> None:
    if not voordracht.is_open:
        raise ValidationError("Deze voordracht is al afgesloten.")


def _require_unblocked(voordracht: Voordracht) -> None:
    """A home with a defect is not offered and not accepted; the corporation's answer and every way out stay open."""
    if voordracht.aanbod.is_geblokkeerd:
        raise ValidationError(NIET_BESCHIKBAAR[AanbodStatus.GEBLOKKEERD])


def _require_unanswered(voordracht: Voordracht) -> None:
    _require_open(voordracht)
    if not voordracht.aangeboden_op:
        raise ValidationError("Bied de woning eerst aan het huishouden aan.")
    if voordracht.geaccepteerd_op:
        raise ValidationError("Het huishouden heeft de woning al geaccepteerd.")


def _keys(voordracht: Voordracht) -> dict[str, str]:
    return {"huishouden": str(voordracht.huishouden_id), "aanbod": str(voordracht.aanbod_id)}


def _record(
    voordracht: Voordracht, act: str, gebeurtenis: Gebeurtenis, door: Gebruiker, op: datetime | None
) -> Voordracht:
    """Write one dated act with its actor, and the log line."""
    moment = op or timezone.now()
    setattr(voordracht, f"{act}_op", moment)
    setattr(voordracht, f"{act}_door", door)
    voordracht.save(update_fields=[f"{act}_op", f"{act}_door"])
    report(gebeurtenis, onderwerp=voordracht, door=door, op=moment, gegevens=_keys(voordracht))
    return Voordracht.objects.get(pk=voordracht.pk)


def _close(
    voordracht: Voordracht,
    act: str,
    gebeurtenis: Gebeurtenis,
    reden: Reden,
    toelichting: str,
    door: Gebruiker,
    op: datetime | None,
) -> Voordracht:
    moment = op or timezone.now()
    close_voordracht(voordracht, act, reden=reden, toelichting=toelichting, door=door, op=moment)
    gegevens = {**_keys(voordracht), "reden": reden.code, "klasse": reden.klasse}
    report(gebeurtenis, onderwerp=voordracht, door=door, op=moment, gegevens=gegevens)
    return Voordracht.objects.get(pk=voordracht.pk)
