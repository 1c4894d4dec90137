"""Counting the people that COA had linked on a day; taakstelling freezes the number (R-205, R-209)."""

import logging
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from huisvesting.models import Huishouden, Plaatsingspersoon, Statushouder, Verblijf
from samenwerking.models import Gebruiker, Gemeente
from taakstelling.models import Koppelingsdekking, Realisatie
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.regels.koppelingsdekking import Dekking
from taakstelling.services.koppelingsdekking import freeze_koppelingsdekking, measure_dekking
from taakstelling.services.slot import lock_gemeente

logger = logging.getLogger(__name__)


def count_gekoppeld(*, gemeente: Gemeente, peildatum: date) -> int:
    """Persons whom COA had linked to the gemeente at the end of a day and who did not count yet on that day.

    What happened to a koppeling or a plaatsing later makes no difference to whether a person was linked then: someone
    whose plaatsing was cancelled since, waited; who was handed back to COA by then, was not linked any more. Somebody
    counts when the ledger, up to that day, says so; for which gemeente does not matter, since who lives and counts
    elsewhere waits here no more (R-316).
    """
    personen = Statushouder.objects.filter(
        huishouden__in=Huishouden.objects.for_gemeente(gemeente).gekoppeld_op(peildatum)
    )
    plekken: list[Plaatsingspersoon | Verblijf] = [
        *Plaatsingspersoon.objects.filter(statushouder__in=personen),
        *Verblijf.objects.filter(statushouder__in=personen),
    ]
    bronnen = {(plek.bron_soort(), naam): plek.statushouder_id for plek in plekken for naam in plek.bron_ids}
    geteld = (
        Realisatie.objects.filter(datum__lte=peildatum, bron_id__in={naam for _, naam in bronnen})
        .filter(bron_soort__in={soort for soort, _ in bronnen})
        .values_list("bron_soort", "bron_id")
        .annotate(som=Sum("aantal"))
        .filter(som__gt=0)
    )
    gehuisvest = {bronnen[soort, naam] for soort, naam, _ in geteld if (soort, naam) in bronnen}
    return personen.count() - len(gehuisvest)


def current_dekking(*, gemeente: Gemeente, halfjaar: Halfjaar, vandaag: date) -> Dekking | None:
    """The dekking of a half-year as the data say today: on the peildatum, or on this day when that is still to come.

    Out: None when the opgave of the half-year is not known.
    """
    peildatum = min(vandaag, halfjaar.koppel_peildatum)
    gekoppeld = count_gekoppeld(gemeente=gemeente, peildatum=peildatum)
    return measure_dekking(gemeente=gemeente, halfjaar=halfjaar, peildatum=peildatum, gekoppeld=gekoppeld)


@transaction.atomic
def freeze_dekking(
    *, gemeente: Gemeente, halfjaar: Halfjaar, door: Gebruiker, op: datetime | None = None
) -> Koppelingsdekking:
    """Count on the peildatum and freeze. Errors: as `freeze_koppelingsdekking`, which writes the log line."""
    lock_gemeente(gemeente)  # nobody books between the counting and the freezing
    gekoppeld = count_gekoppeld(gemeente=gemeente, peildatum=halfjaar.koppel_peildatum)
    return freeze_koppelingsdekking(gemeente=gemeente, halfjaar=halfjaar, gekoppeld=gekoppeld, door=door, op=op)


def freeze_alle_dekkingen(*, door: Gebruiker, op: datetime | None = None) -> int:
    """Freeze the current half-year for every gemeente with households here that has not been frozen yet.

    Out: how many were frozen; 0 before the peildatum and when all were. A gemeente that cannot be frozen (its opgave is
    not known) is reported in the log of the server and does not hold up the others.
    """
    moment = op or timezone.now()
    vandaag = timezone.localdate(moment)
    halfjaar = Halfjaar.van_datum(vandaag)
    if vandaag <= halfjaar.koppel_peildatum:
        return 0
    bevroren = Koppelingsdekking.objects.for_halfjaar(halfjaar).values("gemeente")
    gemeenten = Gemeente.objects.filter(pk__in=Huishouden.objects.values("gemeente")).exclude(pk__in=bevroren)
    aantal = 0
    for gemeente in gemeenten:
        try:
            freeze_dekking(gemeente=gemeente, halfjaar=halfjaar, door=door, op=moment)
        except ValidationError as fout:
            logger.warning("Koppelingsdekking van %s niet vastgelegd: %s", gemeente.code, " ".join(fout.messages))
        else:
            aantal += 1
    return aantal
