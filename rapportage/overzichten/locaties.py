"""What a gemeente may expect of the places that it is looking for, per half-year."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from rapportage.regels.locatieprognose import Kans, Verwachting, expect, kans_of
from samenwerking.models import Gemeente, Locatie
from samenwerking.services.locatieverwachting import read_gewichten
from taakstelling.regels.halfjaar import Halfjaar

# This half-year and the next three.
VOORUIT = 4


@dataclass(frozen=True)
class Locatieprognose:
    """The half-years from now on. `voorbij`: places of locations that are not in use yet, while the day on which they
    were expected lies before these half-years: they count nowhere until someone looks at that day again."""

    verwachtingen: tuple[Verwachting, ...]
    voorbij: int

    @property
    def is_leeg(self) -> bool:
        return not self.voorbij and not any(verwachting.locaties for verwachting in self.verwachtingen)


def read_locatiekansen(gemeente: Gemeente) -> list[Kans]:
    """The chance of each place of which something is expected. Two queries."""
    gewichten = read_gewichten(gemeente)
    locaties = Locatie.objects.filter(gemeente=gemeente, afgevallen_op=None).with_verwachting().order_by()
    velden = ("status", "plaatsen", "datum", "einddatum", "in_gebruik_op")
    kansen = (
        kans_of(
            status,
            plaatsen=plaatsen,
            datum=datum,
            einddatum=einddatum,
            in_gebruik=timezone.localdate(moment) if moment else None,
            gewichten=gewichten,
        )
        for status, plaatsen, datum, einddatum, moment in locaties.values_list(*velden)
    )
    return [kans for kans in kansen if kans]


def locatieprognose(gemeente: Gemeente, peildatum: date) -> Locatieprognose:
    """What this half-year and the next ones may bring, seen on a day. Two queries."""
    eerste = Halfjaar.van_datum(peildatum)
    halfjaren = [Halfjaar.van_nummer(eerste.nummer + i) for i in range(VOORUIT)]
    kansen = read_locatiekansen(gemeente)
    voorbij = sum(kans.plaatsen for kans in kansen if kans.halfjaar < eerste and not kans.is_in_gebruik)
    return Locatieprognose(expect(kansen, halfjaren), voorbij)
