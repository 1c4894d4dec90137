"""How much each member of the opgaveteam has to do, collected from the cases."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from huisvesting.models import Huishouden
from samenwerking.models import Actie, Escalatie, EscalatieStatus, Gemeente, Locatiepunt, Teamlid, Teamrol

# The member with whom an escalation of each level lies.
BIJ = {
    EscalatieStatus.GEMELD: Teamrol.OPGAVEMANAGER,
    EscalatieStatus.OPGAVEMANAGER: Teamrol.OPGAVEMANAGER,
    EscalatieStatus.AMBTELIJK: Teamrol.AMBTELIJK_OPDRACHTGEVER,
    EscalatieStatus.BESTUURLIJK: Teamrol.BESTUURLIJK_OPDRACHTGEVER,
}


@dataclass(frozen=True)
class Werkdruk:
    """What one person has to do: dossiers that are not closed, open acties and those of them that are late,
    escalations that lie with his role, and open points of the checklist of a location."""

    dossiers: int
    acties: int
    te_laat: int
    escalaties: int
    punten: int

    @property
    def is_leeg(self) -> bool:
        return not (self.dossiers or self.acties or self.escalaties or self.punten)


@dataclass(frozen=True)
class Werk:
    """All that is to do for a gemeente, by account, and by role what lies with a role."""

    dossiers: dict[UUID, int]
    acties: dict[UUID, tuple[int, int]]
    punten: dict[UUID, int]
    escalaties: dict[str, int]

    def of(self, teamlid: Teamlid) -> Werkdruk | None:
        """None for who has no account: what he has to do stands nowhere here."""
        wie = teamlid.gebruiker_id
        if wie is None:
            return None
        acties, te_laat = self.acties.get(wie, (0, 0))
        escalaties = self.escalaties.get(teamlid.rol, 0)
        return Werkdruk(self.dossiers.get(wie, 0), acties, te_laat, escalaties, self.punten.get(wie, 0))


def read_werk(gemeente: Gemeente, peildatum: date) -> Werk:
    """Counts only: they name no household. Four queries."""
    acties = Actie.objects.filter(gemeente=gemeente, eigenaar__isnull=False).open().order_by()
    laat = Count("pk", filter=Q(uiterlijk__lt=peildatum))
    escalaties: dict[str, int] = {}
    for niveau, aantal in _count(Escalatie.objects.filter(gemeente=gemeente).open(), "status").items():
        rol = BIJ[EscalatieStatus(niveau)]
        escalaties[rol] = escalaties.get(rol, 0) + aantal
    return Werk(
        dossiers=_count(Huishouden.objects.filter(gemeente=gemeente, eigenaar__isnull=False).lopend(), "eigenaar"),
        acties={
            wie: (aantal, te_laat)
            for wie, aantal, te_laat in acties.values_list("eigenaar").annotate(aantal=Count("pk"), te_laat=laat)
        },
        punten=_count(
            Locatiepunt.objects.filter(locatie__gemeente=gemeente, eigenaar__isnull=False).open(), "eigenaar"
        ),
        escalaties=escalaties,
    )


def _count(rijen: Any, veld: str) -> dict[Any, int]:
    return dict(rijen.order_by().values_list(veld).annotate(aantal=Count("pk")))
