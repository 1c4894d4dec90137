"""From the lease to the key, and the counting of the people."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from huisvesting.models import Plaatsing, Plaatsingspersoon, Voordracht
from huisvesting.services.slot import lock_plaatsing, lock_voordracht
from huisvesting.services.telling import count_personen, uncount_bronnen
from huisvesting.services.verslag import report
from huisvesting.services.voordracht import close_voordracht
from samenwerking.basis.constraints import one_transaction
from samenwerking.models import Gebeurtenis, Gebruiker, Reden


@one_transaction(Plaatsing, Plaatsingspersoon)
def sign_huurcontract(
    *, voordracht: Voordracht, ingangsdatum: date, door: Gebruiker, op: datetime | None = None
) -> Plaatsing:
    """The lease is signed: the accepted voordracht becomes a plaatsing of everyone in the household.

    In: `ingangsdatum`, the first day of the lease. Out: the plaatsing; its people are counted here when the gemeente
    counts on the start of the lease (R-321). Errors: ValidationError when the home was not accepted, or a lease runs.
    """
    moment = op or timezone.now()
    voordracht = lock_voordracht(voordracht)
    if not voordracht.is_open or not voordracht.geaccepteerd_op:
        raise ValidationError("Leg eerst vast dat het huishouden de woning accepteert.")
    if voordracht.aanbod.plaatsingen.lopend().exists():
        raise ValidationError("Voor deze woning loopt al een huurcontract.")
    plaatsing = Plaatsing.objects.create(
        voordracht=voordracht,
        aanbod=voordracht.aanbod,
        huishouden=voordracht.huishouden,
        bijzonder=voordracht.bijzonder,
        ingangsdatum=ingangsdatum,
        getekend_op=moment,
        getekend_door=door,
    )
    Plaatsingspersoon.objects.bulk_create(
        Plaatsingspersoon(plaatsing=plaatsing, statushouder=persoon) for persoon in voordracht.huishouden.personen.all()
    )
    geteld = _count(plaatsing, door, moment)
    report(
        Gebeurtenis.HUURCONTRACT_GETEKEND, onderwerp=plaatsing, door=door, op=moment, gegevens=_keys(plaatsing, geteld)
    )
    return plaatsing


@one_transaction(Plaatsing)
def hand_over_sleutel(
    *, plaatsing: Plaatsing, sleuteldatum: date, door: Gebruiker, op: datetime | None = None
) -> Plaatsing:
    """The household got its key; its people count now where the key is the counting moment (R-321).

    Errors: ValidationError when the plaatsing was cancelled, the key is there already, or the date is before the lease
    or in the future.
    """
    moment = op or timezone.now()
    plaatsing = lock_plaatsing(plaatsing)
    _require_running(plaatsing)
    if plaatsing.sleuteldatum:
        raise ValidationError("Voor deze plaatsing is de sleutel al overgedragen.")
    _require_date(plaatsing, sleuteldatum, moment, "sleuteldatum")
    plaatsing.sleuteldatum = sleuteldatum
    plaatsing.save(update_fields=["sleuteldatum"])
    geteld = _count(plaatsing, door, moment)
    report(
        Gebeurtenis.SLEUTEL_OVERGEDRAGEN, onderwerp=plaatsing, door=door, op=moment, gegevens=_keys(plaatsing, geteld)
    )
    return Plaatsing.objects.get(pk=plaatsing.pk)


@one_transaction(Plaatsing, Plaatsingspersoon)
def record_afmelding(
    *, plaatsing: Plaatsing, afmelddatum: date, door: Gebruiker, op: datetime | None = None
) -> Plaatsing:
    """COA checked the people of this plaatsing out; they count now where that is the counting moment (R-321).

    Errors: ValidationError when there is no key yet, it was recorded already, or the date is in the future.
    """
    moment = op or timezone.now()
    plaatsing = lock_plaatsing(plaatsing)
    _require_running(plaatsing)
    if not plaatsing.sleuteldatum:
        raise ValidationError("Leg eerst de sleuteldatum vast.")
    if not plaatsing.personen.filter(afmelddatum=None).exists():
        raise ValidationError("Iedereen van deze plaatsing is al afgemeld bij COA.")
    _require_date(plaatsing, afmelddatum, moment, "afmelddatum")
    plaatsing.personen.filter(afmelddatum=None).update(afmelddatum=afmelddatum)
    geteld = _count(plaatsing, door, moment)
    report(Gebeurtenis.AFGEMELD_BIJ_COA, onderwerp=plaatsing, door=door, op=moment, gegevens=_keys(plaatsing, geteld))
    return plaatsing


@one_transaction(Plaatsing, Voordracht)
def cancel_plaatsing(
    *, plaatsing: Plaatsing, reden: Reden, door: Gebruiker, toelichting: str = "", op: datetime | None = None
) -> Plaatsing:
    """The plaatsing does not go on: what counted is reversed, the home and the household are free again.

    Errors: ValidationError when it was cancelled or ended already, or the reason asks for a note.
    """
    moment = op or timezone.now()
    plaatsing = lock_plaatsing(plaatsing)
    _require_running(plaatsing)
    close_voordracht(plaatsing.voordracht, "geannuleerd", reden=reden, toelichting=toelichting, door=door, op=moment)
    plaatsing.geannuleerd_op, plaatsing.geannuleerd_door = moment, door
    plaatsing.reden, plaatsing.toelichting = reden, toelichting.strip()
    plaatsing.save(update_fields=["geannuleerd_op", "geannuleerd_door", "reden", "toelichting"])
    personen = plaatsing.personen.select_related("statushouder")
    teruggeboekt = uncount_bronnen(personen, reden=reden.tekst, door=door, op=moment)
    gegevens = {**_keys(plaatsing, -teruggeboekt), "reden": reden.code, "klasse": reden.klasse}
    report(Gebeurtenis.PLAATSING_GEANNULEERD, onderwerp=plaatsing, door=door, op=moment, gegevens=gegevens)
    return Plaatsing.objects.get(pk=plaatsing.pk)


def _require_running(plaatsing: Plaatsing) -> None:
    if plaatsing.geannuleerd_op:
        raise ValidationError("Deze plaatsing is geannuleerd.")
    if plaatsing.einddatum:
        raise ValidationError("Deze plaatsing is beëindigd.")


def _require_date(plaatsing: Plaatsing, datum: date, moment: datetime, naam: str) -> None:
    if datum < plaatsing.ingangsdatum:
        raise ValidationError(
            f"De {naam} ligt voor het begin van de huur ({plaatsing.ingangsdatum:%d-%m-%Y}). Klopt dat begin niet? "
            "Dan annuleert de gemeente de plaatsing en draagt het huishouden opnieuw voor."
        )
    if datum > timezone.localdate(moment):
        raise ValidationError(f"De {naam} ligt in de toekomst. Leg hem vast op de dag zelf.")


def _count(plaatsing: Plaatsing, door: Gebruiker, moment: datetime) -> int:
    """Who counts by now, and did not yet. Out: how many."""
    personen = [persoon.statushouder for persoon in plaatsing.personen.select_related("statushouder")]
    return count_personen(personen, door=door, op=moment)


def _keys(plaatsing: Plaatsing, geteld: int) -> dict[str, str | int]:
    return {"huishouden": str(plaatsing.huishouden_id), "aanbod": str(plaatsing.aanbod_id), "geteld": geteld}
