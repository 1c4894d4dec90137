"""Filling the agendas of meetings with what the cases ask: by hand, and every morning for the coming week."""

from datetime import datetime, timedelta

from django.utils import timezone

from rapportage.overzichten.agenda import collect_punten
from samenwerking.basis.constraints import Bezet
from samenwerking.models import Gebruiker, Overleg
from samenwerking.services.agenda import Gevuld, fill_agenda

# From so long before a meeting on, its agenda fills itself.
VOORAF = timedelta(days=7)


def fill_overleg(*, overleg: Overleg, door: Gebruiker, op: datetime | None = None) -> Gevuld:
    """Lay what there is to speak of on a day beside the agenda of this meeting. Out: what changed. Errors: as
    `fill_agenda`, which writes the line of the logboek."""
    moment = op or timezone.now()
    punten = collect_punten(overleg.reeks, timezone.localdate(moment))
    return fill_agenda(overleg=overleg, punten=punten, door=door, op=moment)


def fill_agendas(*, op: datetime | None = None) -> int:
    """The agenda of every meeting within a week. Out: how many changed; again: 0."""
    moment, systeem = op or timezone.now(), Gebruiker.objects.systeem()
    komend = Overleg.objects.komend(moment).filter(begint_op__lte=moment + VOORAF)
    veranderd = 0
    for overleg in komend.select_related("reeks__gemeente", "reeks__corporatie"):
        try:
            veranderd += bool(fill_overleg(overleg=overleg, door=systeem, op=moment))
        except Bezet:
            continue  # held or cancelled at this very moment
    return veranderd
