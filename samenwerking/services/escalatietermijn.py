"""In how many days each level answers."""

from datetime import date, datetime

from django.utils import timezone

from samenwerking.basis.constraints import one_transaction
from samenwerking.models import EscalatieStatus, Escalatietermijn, Gebeurtenis, Gebruiker, Gemeente
from samenwerking.models.escalatie import GEWONE_DAGEN
from samenwerking.regels.escalatie import calc_uiterlijk
from samenwerking.services.logboek import log


def list_dagen(gemeente: Gemeente) -> dict[EscalatieStatus, int]:
    """Days by level, from low to high: those of the gemeente, else the usual ones."""
    eigen = dict(Escalatietermijn.objects.filter(gemeente=gemeente).values_list("niveau", "dagen"))
    return {niveau: eigen.get(niveau.value, dagen) for niveau, dagen in GEWONE_DAGEN.items()}


def find_uiterlijk(gemeente: Gemeente, niveau: EscalatieStatus, op: datetime) -> date:
    """The day by which this level answers what comes to it at `op`."""
    return calc_uiterlijk(timezone.localdate(op), list_dagen(gemeente)[niveau])


@one_transaction(Escalatietermijn)
def set_escalatietermijn(
    *, gemeente: Gemeente, niveau: str, dagen: int, door: Gebruiker, op: datetime | None = None
) -> Escalatietermijn:
    """From now on this level answers in so many days; what lies there already keeps its day.

    Errors: ValidationError when that is no number of days from 1 to 90.
    """
    moment = op or timezone.now()
    nieuw = {"dagen": dagen, "ingesteld_op": moment, "ingesteld_door": door}
    termijn, _ = Escalatietermijn.objects.update_or_create(gemeente=gemeente, niveau=niveau, defaults=nieuw)
    gegevens = {"niveau": str(niveau), "dagen": dagen}
    log(Gebeurtenis.ESCALATIETERMIJN_INGESTELD, onderwerp=gemeente, door=door, op=moment, gegevens=gegevens)
    return termijn
