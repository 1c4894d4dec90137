"""Who takes part in the demonstration, and the clock of its story."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from samenwerking.models import Gebruiker, Gemeente, Reden, Woningcorporatie
from taakstelling.regels.halfjaar import Halfjaar


@dataclass
class Verhaal:
    """Who takes part, and the clock of the story. `contacten`: who acts for each corporation."""

    gemeente: Gemeente
    ambtenaar: Gebruiker
    opgavemanager: Gebruiker
    jurist: Gebruiker
    beheerder: Gebruiker
    contacten: dict[Woningcorporatie, Gebruiker]
    peildatum: date
    rng: random.Random
    huisnummers: Iterator[int] = field(default_factory=lambda: iter(range(3, 400, 4)))

    def op(self, dagen: int, uur: int = 10) -> datetime:
        """A moment in working hours, `dagen` before the demo's date; never later than the demo's morning."""
        moment = datetime.combine(self.peildatum - timedelta(days=max(dagen, 0)), time(uur if dagen > 0 else 8, 15))
        return timezone.make_aware(moment)

    def op_dag(self, dag: date) -> datetime:
        """The same for a day of the calendar; what is not yet, happens this morning."""
        return self.op((self.peildatum - dag).days)

    def dag(self, dagen: int) -> date:
        return self.peildatum - timedelta(days=max(dagen, 0))

    def straks(self, dagen: int) -> date:
        """A day to come: what someone plans or agrees."""
        return self.peildatum + timedelta(days=dagen)

    @property
    def halfjaar(self) -> Halfjaar:
        """The one that runs on the demo's date."""
        return Halfjaar.van_datum(self.peildatum)


def find_reden(code: str) -> Reden:
    return Reden.objects.get(code=code)
