"""A home that cannot be used: blocked by the corporation for a while, or unsuitable for the gemeente."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from huisvesting.models import AanbodStatus, VoordrachtStatus, Woningaanbod
from huisvesting.services.slot import lock_aanbod, lock_voordracht
from huisvesting.services.verslag import report
from huisvesting.services.voordracht import NIET_BESCHIKBAAR, check_toelichting
from samenwerking.basis.constraints import Bezet, one_transaction
from samenwerking.models import Gebeurtenis, Gebruiker, Klasse, Reden

KLASSEN_BLOKKADE = (Klasse.CORPORATIE, Klasse.OVERMACHT)
KLASSEN_ONGESCHIKT = (Klasse.GEMEENTE,)


@one_transaction(Woningaanbod)
def block_aanbod(
    *,
    aanbod: Woningaanbod,
    reden: Reden,
    blokkade_tot: date,
    door: Gebruiker,
    toelichting: str = "",
    op: datetime | None = None,
) -> Woningaanbod:
    """The corporation found a defect: from now on nobody can be put forward. Who was put forward stays so.

    In: `blokkade_tot`, the first day on which it expects the home to be free; the block stays until it is lifted.
    Errors: ValidationError when the home is not confirmed or is assigned already, when the day is not in the future,
    or when the reason is not of the corporation or asks for a note.
    """
    moment = op or timezone.now()
    vandaag = timezone.localdate(moment)
    aanbod = lock_aanbod(aanbod)
    status = aanbod.status_op(vandaag)
    if status not in (AanbodStatus.BEVESTIGD, AanbodStatus.GERESERVEERD):
        raise Bezet(
            f"De status van deze woning is “{status.label}”. "
            "U kunt alleen een bevestigde of gereserveerde woning blokkeren."
        )
    if blokkade_tot <= vandaag:
        raise ValidationError({"blokkade_tot": "Kies een dag na vandaag."})
    _check_reden(reden, KLASSEN_BLOKKADE, toelichting)
    aanbod.geblokkeerd_op, aanbod.geblokkeerd_door = moment, door
    aanbod.blokkeerreden, aanbod.blokkade_tot, aanbod.blokkadetoelichting = reden, blokkade_tot, toelichting.strip()
    aanbod.vrijgegeven_op = aanbod.vrijgegeven_door = None
    aanbod.save()
    gegevens = {"reden": reden.code, "klasse": reden.klasse, "tot": str(blokkade_tot)}
    report(Gebeurtenis.AANBOD_GEBLOKKEERD, onderwerp=aanbod, door=door, op=moment, gegevens=gegevens)
    return aanbod


@one_transaction(Woningaanbod)
def unblock_aanbod(*, aanbod: Woningaanbod, door: Gebruiker, op: datetime | None = None) -> Woningaanbod:
    """The home can be used again; whom it was offered to gets the days back that the block took from the answer.

    Errors: ValidationError when it is withdrawn, or not blocked.
    """
    moment = op or timezone.now()
    aanbod = lock_aanbod(aanbod)
    if aanbod.ingetrokken_op:
        raise Bezet("Deze woning is ingetrokken.")
    if not aanbod.is_geblokkeerd:
        raise Bezet("Deze woning is niet geblokkeerd.")
    aanbod.vrijgegeven_op, aanbod.vrijgegeven_door = moment, door
    aanbod.save(update_fields=["vrijgegeven_op", "vrijgegeven_door"])
    _give_time_back(aanbod, timezone.localdate(moment))
    report(Gebeurtenis.AANBOD_VRIJGEGEVEN, onderwerp=aanbod, door=door, op=moment)
    return aanbod


@one_transaction(Woningaanbod)
def reject_aanbod(
    *, aanbod: Woningaanbod, reden: Reden, door: Gebruiker, toelichting: str = "", op: datetime | None = None
) -> Woningaanbod:
    """The gemeente cannot use the home, with a reason that the corporation reads. It does not come back.

    Errors: ValidationError when the home is not free and confirmed, or when the reason is not of the gemeente or asks
    for a note.
    """
    moment = op or timezone.now()
    aanbod = lock_aanbod(aanbod)
    status = aanbod.status_op(timezone.localdate(moment))
    if status == AanbodStatus.GERESERVEERD:
        raise Bezet("Er is een huishouden voorgedragen voor deze woning. Annuleer eerst de voordracht.")
    if status != AanbodStatus.BEVESTIGD:
        raise Bezet(NIET_BESCHIKBAAR[status])
    _check_reden(reden, KLASSEN_ONGESCHIKT, toelichting)
    aanbod.ongeschikt_op, aanbod.ongeschikt_door = moment, door
    aanbod.ongeschiktreden, aanbod.toelichting = reden, toelichting.strip()
    aanbod.save(update_fields=["ongeschikt_op", "ongeschikt_door", "ongeschiktreden", "toelichting"])
    gegevens = {"reden": reden.code, "klasse": reden.klasse}
    report(Gebeurtenis.AANBOD_ONGESCHIKT, onderwerp=aanbod, door=door, op=moment, gegevens=gegevens)
    return aanbod


def _give_time_back(aanbod: Woningaanbod, vandaag: date) -> None:
    """As many days to answer as were left when the block began."""
    voordracht = aanbod.open_voordracht()
    if voordracht is None or voordracht.status != VoordrachtStatus.AANGEBODEN or aanbod.geblokkeerd_op is None:
        return
    voordracht = lock_voordracht(voordracht)
    begin = timezone.localdate(aanbod.geblokkeerd_op)
    if voordracht.reactie_uiterlijk and voordracht.reactie_uiterlijk >= begin:
        voordracht.reactie_uiterlijk += vandaag - begin
        voordracht.save(update_fields=["reactie_uiterlijk"])


def _check_reden(reden: Reden, klassen: tuple[Klasse, ...], toelichting: str) -> None:
    if reden.klasse not in klassen:
        raise ValidationError({"reden": "Deze reden hoort hier niet bij. Kies een andere reden."})
    check_toelichting(reden, toelichting)
