"""What taakstelling writes to files."""

from collections.abc import Iterable

from django.utils import timezone

from samenwerking.resources import write_csv
from taakstelling.models import Realisatie

KOPPEN = ("nummer", "halfjaar", "datum", "personen", "grond", "regel", "reden", "boekt terug", "geboekt op", "door")


def write_grootboek(boekingen: Iterable[Realisatie]) -> bytes:
    """The bookings as a CSV, in the order given: no persons, only numbers of bookings."""
    rijen = (
        (
            b.pk,
            str(b.halfjaar),
            f"{b.datum:%d-%m-%Y}",
            b.aantal,
            b.get_grond_display(),
            b.regel,
            b.reden,
            b.herroept_id or "",
            f"{timezone.localtime(b.geboekt_op):%d-%m-%Y %H:%M}",
            b.geboekt_door.naam,
        )
        for b in boekingen
    )
    return write_csv(KOPPEN, rijen)
