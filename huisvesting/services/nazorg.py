"""The end of the aftercare: everything is done, or others go on with it."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from huisvesting.models import Plaatsing, Voordracht
from huisvesting.services.plaatsing_basis import complete_voordracht, report_plaatsing, require_key
from huisvesting.services.slot import lock_plaatsing
from samenwerking.basis.constraints import Bezet, one_transaction
from samenwerking.models import Actie, Actielijst, Gebeurtenis, Gebruiker


@one_transaction(Plaatsing, Voordracht)
def close_nazorg(*, plaatsing: Plaatsing, door: Gebruiker, op: datetime | None = None) -> Plaatsing:
    """Aftercare is done: each point of its list, or another department does it by a day. The corporation sees no names
    any more. What is handed over stays open there.

    Errors: ValidationError when someone was not checked out or registered yet, or points are left that nobody took;
    `Bezet` when it was closed before or the plaatsing stopped.
    """
    moment = op or timezone.now()
    plaatsing = lock_plaatsing(plaatsing)
    require_key(plaatsing)
    if plaatsing.afgerond_op:
        raise Bezet("De nazorg van deze plaatsing is al afgerond.")
    if not plaatsing.gerealiseerd_op:
        raise ValidationError("Leg eerst de afmelding bij COA en de inschrijving in de BRP van iedereen vast.")
    eigen, overgedragen = split_nazorg(plaatsing)
    if eigen:
        raise ValidationError(
            [
                f"Nog niet gedaan: {actie.titel.lower()}. Vink het af, of draag het over aan een afdeling met een dag."
                for actie in eigen
            ]
        )
    plaatsing.afgerond_op, plaatsing.afgerond_door = moment, door
    plaatsing.save(update_fields=["afgerond_op", "afgerond_door"])
    complete_voordracht(plaatsing, door=door, op=moment)
    report_plaatsing(Gebeurtenis.NAZORG_AFGEROND, plaatsing, door, moment, overgedragen=len(overgedragen))
    return Plaatsing.objects.get(pk=plaatsing.pk)


def split_nazorg(plaatsing: Plaatsing) -> tuple[list[Actie], list[Actie]]:
    """The open points of the aftercare: those that are ours, and those that a department does by a day."""
    open_punten = Actie.objects.for_onderwerp(plaatsing).filter(lijst=Actielijst.NAZORG).open()
    eigen: list[Actie] = []
    overgedragen: list[Actie] = []
    for actie in open_punten:
        (overgedragen if actie.afdeling and actie.uiterlijk else eigen).append(actie)
    return eigen, overgedragen
