"""What every event of huisvesting leaves behind: its line in the logboek, and a message to whom it concerns."""

from datetime import datetime
from typing import Any

from django.db.models import Model

from huisvesting.services.kennisgeving import tell_betrokkenen
from samenwerking.models import Gebeurtenis, Gebruiker, Logregel
from samenwerking.services.logboek import log


def report(
    gebeurtenis: Gebeurtenis,
    *,
    onderwerp: Model,
    door: Gebruiker,
    op: datetime,
    gegevens: dict[str, Any] | None = None,
) -> Logregel:
    """Write the one line of this event and its messages. Only the outermost service of an event calls this (as `log`
    of samenwerking), inside its transaction: what is rolled back is told to nobody.

    In: what happened, to which object, by whom, when, and codes or numbers that explain it (no personal data).
    """
    regel = log(gebeurtenis, onderwerp=onderwerp, door=door, op=op, gegevens=gegevens)
    tell_betrokkenen(regel, onderwerp=onderwerp, door=door, op=op)
    return regel
