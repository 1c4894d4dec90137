"""Random events in the life of some gemeenten, for proofs that voortgang follows the ledger whatever happens."""

import random
import uuid
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from django.core.exceptions import ValidationError

from samenwerking.models import Gebruiker, Gemeente
from taakstelling.models import Grond, Overdracht, Realisatie
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.services.afsluiting import close_halfjaar
from taakstelling.services.overdracht import Deel, record_overdracht, withdraw_overdracht
from taakstelling.services.realisatie import (
    Boeking,
    book_correctie,
    book_realisatie,
    book_realisaties,
    reverse_realisatie,
)
from taakstelling.services.saldo import correct_saldo
from taakstelling.services.taakstelling import publish_taakstelling, record_landelijke_taakstelling, set_beginsaldo
from taakstelling.services.voortgang import carry_targets, recompute_voortgang

HALFJAREN = [Halfjaar(2025, 1), Halfjaar(2025, 2), Halfjaar(2026, 1), Halfjaar(2026, 2)]
NU = datetime(2026, 11, 1, 9, tzinfo=UTC)


@dataclass
class Wereld:
    """Some gemeenten and someone who acts; `rng` decides what happens."""

    gemeenten: list[Gemeente]
    door: Gebruiker
    rng: random.Random
    gelukt: dict[str, int] = field(default_factory=dict)

    def gebeurtenis(self, naam: str) -> None:
        """Let this happen once, with random particulars; a refusal with a sentence is an outcome like any other."""
        try:
            getattr(self, f"_{naam}")()
        except ValidationError:
            return
        self.gelukt[naam] = self.gelukt.get(naam, 0) + 1

    # --- What can happen ----------------------------------------------------------------------------------------------
    def _boeking(self) -> None:
        book_realisatie(
            gemeente=self._gemeente(),
            datum=self._dag(),
            grond=Grond.PLAATSING,
            bron_soort="proef",
            bron_id=str(uuid.uuid4()),
            regel="R-301 versie 1",
            door=self.door,
        )

    def _boekingen(self) -> None:
        book_realisaties(
            boekingen=[Boeking(self._gemeente(), self._dag(), str(uuid.uuid4())) for _ in range(5)],
            grond=Grond.PLAATSING,
            bron_soort="proef",
            regel="R-301 versie 1",
            door=self.door,
        )

    def _terugboeking(self) -> None:
        staand = list(Realisatie.objects.staand().select_related("gemeente").order_by("-pk")[:50])
        if staand:
            reverse_realisatie(realisatie=self.rng.choice(staand), reden="proef", door=self.door)

    def _correctie(self) -> None:
        aantal = self.rng.choice((-3, -1, 2, 6))
        book_correctie(gemeente=self._gemeente(), datum=self._dag(), aantal=aantal, reden="proef", door=self.door)

    def _saldocorrectie(self) -> None:
        correct_saldo(
            gemeente=self._gemeente(),
            halfjaar=self._halfjaar(),
            aantal=self.rng.choice((-37, 4)),
            reden="proef",
            door=self.door,
        )

    def _publicatie(self) -> None:
        publish_taakstelling(
            gemeente=self._gemeente(),
            halfjaar=self._halfjaar(),
            aantal=self.rng.randint(0, 40),
            bron="proef",
            door=self.door,
        )

    def _beginsaldo(self) -> None:
        set_beginsaldo(
            gemeente=self._gemeente(),
            halfjaar=self.rng.choice(HALFJAREN[:2]),
            saldo=self.rng.randint(-20, 10),
            bron="proef",
            door=self.door,
        )

    def _overdracht(self) -> None:
        een, ander = self.rng.sample(self.gemeenten, 2)
        aantal = self.rng.randint(1, 4)
        record_overdracht(
            halfjaar=self._halfjaar(),
            delen={een: Deel(aantal, "A-1"), ander: Deel(-aantal, "B-1")},
            besluitdatum=date(2025, 3, 1),
            document="gezamenlijk besluit",
            door=self.door,
        )

    def _intrekking(self) -> None:
        lopend = list(Overdracht.objects.geldend()[:20])
        if lopend:
            withdraw_overdracht(overdracht=self.rng.choice(lopend), reden="proef", door=self.door)

    def _herziening(self) -> None:
        record_landelijke_taakstelling(
            halfjaar=self._halfjaar(),
            aantal=self.rng.randint(60, 120),
            soort="bijgesteld",
            zekerheid="hoog",
            bron="proef",
            door=self.door,
        )
        carry_targets()

    def _afsluiting(self) -> None:
        gemeente = self.rng.choice((None, self._gemeente()))
        close_halfjaar(halfjaar=self.rng.choice(HALFJAREN[:2]), gemeente=gemeente, door=self.door, op=NU)

    def _herberekening(self) -> None:
        recompute_voortgang(gemeente=self.rng.choice((None, self._gemeente())))

    # --- Particulars --------------------------------------------------------------------------------------------------
    def _gemeente(self) -> Gemeente:
        return self.rng.choice(self.gemeenten)

    def _halfjaar(self) -> Halfjaar:
        return self.rng.choice(HALFJAREN)

    def _dag(self) -> date:
        return HALFJAREN[0].begin + timedelta(days=self.rng.randint(-60, 729))


# What happens often stands more than once; closing is rare, or nothing else would happen.
VAAK = ("boeking",) * 8 + ("terugboeking", "correctie") * 3
SOMS = ("boekingen", "saldocorrectie", "publicatie", "beginsaldo", "overdracht", "intrekking", "herziening")
ZELDEN = ("afsluiting", "herberekening")
NAMEN = VAAK * 2 + SOMS * 2 + ZELDEN
