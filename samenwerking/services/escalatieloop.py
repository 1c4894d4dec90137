"""What moves escalations when nobody answers: once a day, by itself."""

from datetime import datetime, timedelta

from django.utils import timezone

from samenwerking.basis.constraints import Bezet, one_transaction
from samenwerking.models import Escalatie, EscalatieStatus, Gebeurtenis, Gebruiker
from samenwerking.services.actie import add_werkdagen
from samenwerking.services.escalatie import VOLGENDE, lift_escalatie, lock_open
from samenwerking.services.escalatiebericht import tell_te_laat
from samenwerking.services.logboek import log

# Working days after the reminder in which one may still answer; days after which the highest level is reminded again.
NOG = 2
OPNIEUW = timedelta(days=5)


def move_escalaties(*, door: Gebruiker, op: datetime | None = None) -> int:
    """Remind who did not answer in time, and take higher what was not answered after that. Each in a transaction of its
    own. Out: how many were reminded or went up; a second time on the same day: 0."""
    moment = op or timezone.now()
    verlopen = Escalatie.objects.verlopen(timezone.localdate(moment)).order_by("uiterlijk", "pk")
    return sum(_move(escalatie=escalatie, door=door, op=moment) for escalatie in verlopen)


@one_transaction(Escalatie)
def _move(*, escalatie: Escalatie, door: Gebruiker, op: datetime) -> bool:
    """What this day asks for one of them. Out: whether it asked anything."""
    try:
        escalatie = lock_open(escalatie)
    except Bezet:  # answered since it was found
        return False
    vandaag = timezone.localdate(op)
    if escalatie.uiterlijk >= vandaag:  # it went up since
        return False
    if escalatie.herinnerd_op is None:
        return _remind(escalatie, door, op)
    herinnerd = timezone.localdate(escalatie.herinnerd_op)
    if EscalatieStatus(escalatie.status) not in VOLGENDE:
        return vandaag >= herinnerd + OPNIEUW and _remind(escalatie, door, op)
    if vandaag < add_werkdagen(herinnerd, NOG):
        return False
    lift_escalatie(escalatie, door=door, op=op)
    return True


def _remind(escalatie: Escalatie, door: Gebruiker, op: datetime) -> bool:
    escalatie.herinnerd_op = op
    escalatie.save(update_fields=["herinnerd_op"])
    tell_te_laat(escalatie, door=door, op=op)
    log(Gebeurtenis.HERINNERD, onderwerp=escalatie, door=door, op=op, gegevens={"status": str(escalatie.status)})
    return True
