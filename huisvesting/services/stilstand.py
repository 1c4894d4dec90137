"""Dossiers in which nothing happens any more (S13): the opgaveteam speaks of them."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from huisvesting.models import Huishouden, HuishoudenStatus
from huisvesting.services.overleg import last_day
from samenwerking.models import Gemeente

# So long without a step, and a dossier stands still.
STIL_NA = timedelta(days=14)


@dataclass(frozen=True)
class Stilstand:
    """A household without a key, what it waits for, and the day of the last step."""

    huishouden: Huishouden
    status: HuishoudenStatus
    sinds: date


def find_stilstand(gemeente: Gemeente, vandaag: date) -> list[Stilstand]:
    """Dossiers without a key in which the last step was two weeks ago or more, the longest first.

    Who waits for a home is only there after the ten weeks of R-402: waiting is what that step is. Who is parked, only
    after the day until which, if there is one. A fixed number of queries.
    """
    huishoudens: list[Any] = list(
        Huishouden.objects.for_gemeente(gemeente)
        .zonder_woning()
        .with_status()
        .prefetch_related(
            "personen",
            "parkeringen",
            "aanvullingen",
            "contactmomenten",
            "plaatsingen",
            "voordrachten__afwijzingen",
            "voordrachten__weigeringen",
        )
    )
    stil = [Stilstand(h, HuishoudenStatus(h.status), _last_step(h)) for h in huishoudens if _may_stand(h, vandaag)]
    return sorted((s for s in stil if s.sinds <= vandaag - STIL_NA), key=lambda s: (s.sinds, str(s.huishouden.pk)))


def _may_stand(huishouden: Any, vandaag: date) -> bool:
    """Whether standing still is wrong in this status. A refusal that waits is spoken of as that."""
    if huishouden.status == HuishoudenStatus.WEIGERING:
        return False
    if huishouden.status == HuishoudenStatus.KLAAR:
        uiterlijk: date = huishouden.woning_uiterlijk
        return uiterlijk < vandaag
    if huishouden.status == HuishoudenStatus.GEPARKEERD:
        lopend = [parkering for parkering in huishouden.parkeringen.all() if not parkering.hervat_op]
        return all(parkering.tot is None or parkering.tot < vandaag for parkering in lopend)
    return True


def _last_step(huishouden: Any) -> date:
    voordrachten = list(huishouden.voordrachten.all())
    return last_day(
        [
            huishouden,
            *huishouden.parkeringen.all(),
            *huishouden.aanvullingen.all(),
            *huishouden.contactmomenten.all(),
            *huishouden.plaatsingen.all(),
            *voordrachten,
            *(rij for voordracht in voordrachten for rij in voordracht.afwijzingen.all()),
            *(rij for voordracht in voordrachten for rij in voordracht.weigeringen.all()),
        ]
    )
