"""A household that cannot be matched for a while. The terms of its koppeling run on."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from huisvesting.models import Huishouden, HuishoudenStatus, Parkering
from huisvesting.services.dossierslot import lock_dossier
from huisvesting.services.slot import lock_huishouden
from huisvesting.services.verslag import report
from huisvesting.services.voordracht import check_toelichting
from samenwerking.basis.constraints import Bezet, one_transaction
from samenwerking.models import Gebeurtenis, Gebruiker, Reden


@one_transaction(Parkering)
def park(
    *,
    huishouden: Huishouden,
    reden: Reden,
    door: Gebruiker,
    tot: date | None = None,
    voorwaarde: str = "",
    toelichting: str = "",
    op: datetime | None = None,
) -> Parkering:
    """Do not match this household until a day, or until something happened (KLAAR -> GEPARKEERD).

    Errors: ValidationError without a day or condition, with a day that has passed, or without the note that the reason
    asks for; `Bezet` when it is parked already, or not waiting for a home.
    """
    moment = op or timezone.now()
    if tot is None and not voorwaarde.strip():
        raise ValidationError("Vul in tot wanneer u parkeert, of tot wat er gebeurd is.")
    if tot and tot <= timezone.localdate(moment):
        raise ValidationError({"tot": "Kies een dag na vandaag."})
    check_toelichting(reden, toelichting)
    if _running(lock_huishouden(huishouden)):
        raise Bezet("Dit huishouden is al geparkeerd.")
    huishouden = lock_dossier(huishouden, [HuishoudenStatus.KLAAR])
    parkering = Parkering.objects.create(
        huishouden=huishouden,
        reden=reden,
        toelichting=toelichting.strip(),
        tot=tot,
        voorwaarde=voorwaarde.strip(),
        geparkeerd_op=moment,
        geparkeerd_door=door,
    )
    gegevens = {"reden": reden.code, "klasse": reden.klasse, "tot": tot.isoformat() if tot else ""}
    report(Gebeurtenis.HUISHOUDEN_GEPARKEERD, onderwerp=huishouden, door=door, op=moment, gegevens=gegevens)
    return parkering


@one_transaction(Parkering)
def resume(*, huishouden: Huishouden, door: Gebruiker, op: datetime | None = None) -> Parkering:
    """The household can be matched again (GEPARKEERD -> KLAAR). Errors: `Bezet` when it is not parked."""
    moment = op or timezone.now()
    huishouden = lock_dossier(huishouden)
    parkering = _running(huishouden)
    if parkering is None:
        raise Bezet("Dit huishouden is niet geparkeerd.")
    parkering.hervat_op, parkering.hervat_door = moment, door
    parkering.save(update_fields=["hervat_op", "hervat_door"])
    report(Gebeurtenis.HUISHOUDEN_HERVAT, onderwerp=huishouden, door=door, op=moment)
    return parkering


def _running(huishouden: Huishouden) -> Parkering | None:
    return huishouden.parkeringen.filter(hervat_op=None).first()
