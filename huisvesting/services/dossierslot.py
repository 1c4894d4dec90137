"""The dossier of a household, locked: where it stands, and whether an act may happen there."""

from collections.abc import Collection
from typing import Any

from huisvesting.models import Bijzonder, Huishouden, HuishoudenStatus
from huisvesting.services.slot import lock_huishouden
from samenwerking.basis.constraints import Bezet

S = HuishoudenStatus
VOORGEDRAGEN = "Dit huishouden is voorgedragen voor een woning. Annuleer eerst de voordracht."
WOONT = "Dit huishouden woont in een woning. Beëindig eerst de plaatsing."
GESLOTEN = "Dit dossier is gesloten. De opgavemanager kan het opnieuw openen."

# Why an act that belongs elsewhere cannot happen here, and what comes first.
NIET_NU: dict[str, str] = {
    S.AANGEMELD: "Bevestig eerst de ontvangst van dit huishouden.",
    S.ONVOLLEDIG: "COA moet nog gegevens sturen. Leg eerst vast dat ze er zijn.",
    S.GEKOPPELD: "Begin eerst de intake van dit huishouden.",
    S.INTAKE: "Rond eerst de intake van dit huishouden af.",
    S.KLAAR: "Dit huishouden wacht nog op een woning.",
    S.GEPARKEERD: "Dit huishouden is geparkeerd. Hervat het eerst.",
    S.GEMATCHT: VOORGEDRAGEN,
    S.AANGEBODEN: VOORGEDRAGEN,
    S.WEIGERING: "De jurist beoordeelt een weigering van dit huishouden. Wacht op het oordeel.",
    S.GEACCEPTEERD: VOORGEDRAGEN,
    S.CONTRACT: "Dit huishouden heeft een huurcontract. Annuleer eerst de plaatsing.",
    S.TIJDELIJK_GEHUISVEST: WOONT,
    S.GEHUISVEST: WOONT,
    S.NAZORG: WOONT,
    S.AFGESLOTEN: GESLOTEN,
    S.TERUGGEGEVEN: GESLOTEN,
}
# Where a second home beside the first may be sought.
TWEEDE_WONING = (S.KLAAR, S.GEMATCHT, S.AANGEBODEN, S.GEACCEPTEERD, S.CONTRACT, S.GEHUISVEST)
OPEN = frozenset(S) - {S.AFGESLOTEN, S.TERUGGEGEVEN}


def read_status(huishouden: Huishouden) -> HuishoudenStatus:
    """Where the dossier stands now."""
    met_status: Any = Huishouden.objects.with_status()
    return HuishoudenStatus(met_status.values_list("status", flat=True).get(pk=huishouden.pk))


def require_status(huishouden: Huishouden, *statussen: HuishoudenStatus) -> HuishoudenStatus:
    """Out: where a locked household stands. Errors: `Bezet` with what comes first, when that is none of these."""
    status = read_status(huishouden)
    if status not in statussen:
        raise Bezet(NIET_NU[status])
    return status


def lock_dossier(huishouden: Huishouden, statussen: Collection[HuishoudenStatus] = OPEN) -> Huishouden:
    """The household, locked, in one of these statuses (any, as long as the dossier is open).

    Errors: `Bezet` with what comes first, when it stands elsewhere.
    """
    huishouden = lock_huishouden(huishouden)
    require_status(huishouden, *statussen)
    return huishouden


def require_no_voorstel(huishouden: Huishouden) -> None:
    """Errors: `Bezet` while a proposal to hand a locked household back to COA waits for its decision."""
    if huishouden.sluitingen.filter(besloten_op=None, afgewezen_op=None).exists():
        raise Bezet("Er ligt een voorstel om dit huishouden terug te geven aan COA. Wacht op het besluit.")


def require_matchable(huishouden: Huishouden, bijzonder: str) -> None:
    """Whether a locked household may be put forward: it waits for a home (also who lives somewhere for a while and
    moves on), and nobody proposed to hand it back. A second home (`naast`) may come in any later status.

    Errors: `Bezet` with what comes first.
    """
    require_no_voorstel(huishouden)
    require_status(huishouden, *(TWEEDE_WONING if bijzonder == Bijzonder.NAAST else (S.KLAAR,)))
