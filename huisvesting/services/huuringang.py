"""Leases that were signed before they began: their people count on the first day itself (R-321)."""

from datetime import datetime

from django.utils import timezone

from huisvesting.models import Plaatsing
from huisvesting.services.plaatsing_basis import count_plaatsing, report_plaatsing
from huisvesting.services.slot import lock_plaatsing
from huisvesting.services.teldossier import load_dossiers, load_kader
from samenwerking.basis.constraints import one_transaction
from samenwerking.models import Gebeurtenis, Gebruiker


def count_begonnen_huren(*, door: Gebruiker, op: datetime | None = None) -> int:
    """Book the people of every lease that began by now, where the gemeente counts on that day.

    For the beat, each day; what is booked already stays as it is, so a second time changes nothing and a missed day is
    made up for. Out: how many leases. A fixed number of queries when there is nothing to do.
    """
    moment = op or timezone.now()
    return sum(_count_begonnen(plaatsing, door, moment) > 0 for plaatsing in _find_ongeteld(moment))


def _find_ongeteld(moment: datetime) -> list[Plaatsing]:
    """Running leases of which someone should count by now and does not. With a key that was done when it was given."""
    vandaag = timezone.localdate(moment)
    plaatsingen = Plaatsing.objects.lopend().filter(sleuteldatum=None, ingangsdatum__lte=vandaag)
    van = {
        persoon: plaatsing
        for plaatsing in plaatsingen.select_related("voordracht").prefetch_related("personen")
        for persoon in (rij.statushouder_id for rij in plaatsing.personen.all())
    }
    kader = load_kader()
    gevonden = {
        van[dossier.persoon.pk].pk: van[dossier.persoon.pk]
        for dossier in load_dossiers(van)
        if dossier.staand is None and (weging := dossier.find_telling(kader, vandaag)) and weging.dag <= vandaag
    }
    return list(gevonden.values())


@one_transaction(Plaatsing)
def _count_begonnen(plaatsing: Plaatsing, door: Gebruiker, moment: datetime) -> int:
    plaatsing = lock_plaatsing(plaatsing)
    geteld = count_plaatsing(plaatsing, door=door, op=moment)
    if geteld:
        report_plaatsing(Gebeurtenis.HUUR_BEGONNEN, plaatsing, door, moment, geteld=geteld)
    return geteld
