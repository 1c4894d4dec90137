"""What the opgaveteam looks at on Monday: what is missing, what waits and for whom, and what comes."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.urls import reverse
from django.utils import timezone

from rapportage.overzichten.successen import collect_successen
from rapportage.overzichten.wachtend import besluit_uiterlijk, besluiten_for, escalaties_for
from samenwerking.models import (
    Actie,
    Besluit,
    Escalatie,
    Gebruiker,
    Gemeente,
    Locatie,
    LocatieStatus,
    Overleg,
)
from samenwerking.models.locatie import STADIA
from samenwerking.policies import can_list_acties
from samenwerking.services.mandaatwaarschuwing import find_mandaatwaarschuwingen
from samenwerking.services.team import find_ontbrekend

# Of each list so many; the rest stands on its own page.
HOOGSTENS = 5


@dataclass(frozen=True)
class Wachtend:
    """One thing that waits for who looks."""

    soort: str
    titel: str
    url: str
    uiterlijk: date


@dataclass(frozen=True)
class Waarschuwing:
    """What is not in order, and where to mend it."""

    tekst: str
    url: str


@dataclass(frozen=True)
class Stadium:
    """How many locations stand in one stage, and how many places they may become."""

    naam: str
    locaties: int
    plaatsen: int


@dataclass(frozen=True)
class Bord:
    """The hub of one gemeente as one person sees it. Each part reads its figures once, when it is asked for."""

    gemeente: Gemeente
    gebruiker: Gebruiker
    peildatum: date

    @cached_property
    def waarschuwingen(self) -> list[Waarschuwing]:
        """Roles that nobody has, mandates that ended or end soon, and escalations without an answer."""
        ontbrekend = find_ontbrekend(self.gemeente, self.peildatum)
        mandaten = find_mandaatwaarschuwingen(self.gemeente, self.peildatum)
        return [
            *(Waarschuwing(zin, self._url("rapportage:team_list")) for zin in ontbrekend),
            *(Waarschuwing(zin, self._url("samenwerking:mandaat_list")) for zin in mandaten),
            *(
                Waarschuwing(f"Geen antwoord op tijd: {escalatie.titel}.", escalatie.get_absolute_url())
                for escalatie in self.escalaties
                if escalatie.uiterlijk < self.peildatum
            ),
        ]

    @cached_property
    def wacht_op_mij(self) -> list[Wachtend]:
        """What lies with who looks, the most urgent first."""
        besluiten = besluiten_for(self.gebruiker, self.peildatum).filter(gemeente=self.gemeente)
        escalaties = escalaties_for(self.gebruiker).filter(gemeente=self.gemeente)
        wachtend = [
            *(Wachtend("Besluit", b.titel, b.get_absolute_url(), besluit_uiterlijk(b)) for b in besluiten),
            *(Wachtend("Escalatie", e.vraag, e.get_absolute_url(), e.uiterlijk) for e in escalaties),
        ]
        return sorted(wachtend, key=lambda w: (w.uiterlijk, w.titel))

    @cached_property
    def escalaties(self) -> list[Escalatie]:
        """Those that were not answered, as far as this person sees them."""
        return list(Escalatie.objects.visible_to(self.gebruiker).open().filter(gemeente=self.gemeente))

    @cached_property
    def besluiten(self) -> list[Besluit]:
        """Those that were not taken, the longest waiting first."""
        besluiten = Besluit.objects.visible_to(self.gebruiker).open().filter(gemeente=self.gemeente)
        return list(besluiten.order_by("voorgesteld_op"))

    @property
    def mag_acties(self) -> bool:
        """An actie may be about a household, so its words are not for the principals."""
        return can_list_acties(self.gebruiker, self.gemeente)

    @cached_property
    def acties_te_laat(self) -> int:
        """How many have a day that has passed."""
        return Actie.objects.filter(gemeente=self.gemeente).te_laat(self.peildatum).count()

    @cached_property
    def acties(self) -> list[Actie]:
        """The first of those whose day has passed, as far as this person reads them."""
        if not self.mag_acties:
            return []
        acties = Actie.objects.visible_to(self.gebruiker).filter(gemeente=self.gemeente).te_laat(self.peildatum)
        return list(acties.select_related("eigenaar").order_by("uiterlijk", "gemaakt_op")[:HOOGSTENS])

    @cached_property
    def overleggen(self) -> list[Overleg]:
        """The next ones."""
        komend = Overleg.objects.visible_to(self.gebruiker).filter(reeks__gemeente=self.gemeente)
        return list(komend.komend(timezone.now()).select_related("reeks").order_by("begint_op")[:HOOGSTENS])

    @cached_property
    def stadia(self) -> list[Stadium]:
        """Where the locations stand that are on their way."""
        rijen = Locatie.objects.filter(gemeente=self.gemeente).lopend().with_verwachting()
        gevonden = list(rijen.order_by().values_list("status", "plaatsen"))
        per_stadium = {stadium: [p or 0 for status, p in gevonden if status == stadium] for stadium in STADIA}
        return [
            Stadium(LocatieStatus(stadium).label, len(plaatsen), sum(plaatsen))
            for stadium, plaatsen in per_stadium.items()
            if plaatsen
        ]

    @property
    def locaties(self) -> int:
        return sum(stadium.locaties for stadium in self.stadia)

    @cached_property
    def succes(self) -> str:
        """The latest good news, as it may be told: of a household, and without one a milestone."""
        nieuws = collect_successen(self.gemeente, self.peildatum)
        zinnen = [*(regel.zin for regel in nieuws.regels), *(mijlpaal.zin for mijlpaal in nieuws.mijlpalen)]
        return zinnen[0] if zinnen else ""

    def _url(self, route: str) -> str:
        return reverse(route, kwargs={"code": self.gemeente.code})
