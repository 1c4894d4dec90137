"""Mergers and splits: whose saldo went on in which gemeente, and whose did not yet (R-108, R-109)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices

from samenwerking.models import Gemeente
from taakstelling.models import (
    Beginsaldo,
    Herindeling,
    Saldocorrectie,
    SoortHerindeling,
    SoortSaldocorrectie,
    Voortgang,
)
from taakstelling.regels.halfjaar import Halfjaar


class Overgangstatus(TextChoices):
    OVERGEGAAN = "overgegaan", "Saldo overgegaan"
    TE_DOEN = "te_doen", "Nog niet overgegaan"
    IN_BEGINSALDO = "in_beginsaldo", "Zit in het beginsaldo"
    ONBEKEND = "onbekend", "Saldo niet bekend"


@dataclass(frozen=True)
class Overgang:
    """One gemeente that ended, and the gemeenten that it went into.

    `saldo`: what it ended with, or None when that is not known. `delen`: each new gemeente with the persons that it
    got, None while it got nothing.
    """

    oud: Gemeente
    ingangsdatum: date
    soort: SoortHerindeling
    saldo: int | None
    delen: tuple[tuple[Gemeente, int | None], ...]
    status: Overgangstatus

    @property
    def is_splitsing(self) -> bool:
        return self.soort == SoortHerindeling.SPLITSING

    @property
    def laatste(self) -> Halfjaar:
        """The last half-year of the old gemeente."""
        return Halfjaar.van_datum(self.ingangsdatum).vorige

    @property
    def sindsdien(self) -> int:
        """Persons by which the old saldo changed after it went over: to be settled by a saldocorrectie."""
        if self.status != Overgangstatus.OVERGEGAAN or self.saldo is None:
            return 0
        return self.saldo - sum(aantal or 0 for _, aantal in self.delen)


def find_overgang(code: str) -> Overgang | None:
    """The merger or split of the gemeente with this code; None when it went into no other."""
    return next((overgang for overgang in list_overgangen() if overgang.oud.code == code), None)


def list_overgangen() -> list[Overgang]:
    """Every gemeente that ended, the latest first. Four queries."""
    rijen = Herindeling.objects.select_related("oud", "nieuw").order_by("-ingangsdatum", "oud__naam", "nieuw__naam")
    per_oud: dict[int, list[Herindeling]] = {}
    for rij in rijen:
        per_oud.setdefault(rij.oud_id, []).append(rij)
    saldi = _saldi(per_oud)
    overgegaan = {
        (herkomst, gemeente): aantal
        for herkomst, gemeente, aantal in Saldocorrectie.objects.filter(
            soort=SoortSaldocorrectie.HERINDELING
        ).values_list("herkomst", "gemeente", "aantal")
    }
    begin = dict(Beginsaldo.objects.geldend().values_list("gemeente", "halfjaar"))
    return [_overgang(groep, saldi.get(oud), overgegaan, begin) for oud, groep in per_oud.items()]


def _saldi(per_oud: dict[int, list[Herindeling]]) -> dict[int, int]:
    """The saldo with which each old gemeente ended, where it is known."""
    rijen = Voortgang.objects.filter(gemeente__in=per_oud).values_list("gemeente", "halfjaar", "saldo_eind")
    return {
        oud: saldo
        for oud, halfjaar, saldo in rijen
        if halfjaar == Halfjaar.van_datum(per_oud[oud][0].ingangsdatum).vorige
    }


def _overgang(
    groep: list[Herindeling],
    saldo: int | None,
    overgegaan: dict[tuple[int | None, int], int],
    begin: dict[int, Halfjaar],
) -> Overgang:
    eerste = groep[0]
    delen = tuple((rij.nieuw, overgegaan.get((rij.oud_id, rij.nieuw_id))) for rij in groep)
    halfjaar = Halfjaar.van_datum(eerste.ingangsdatum)
    if any(aantal is not None for _, aantal in delen):
        status = Overgangstatus.OVERGEGAAN
    elif any(begin.get(nieuw.pk, halfjaar) > halfjaar for nieuw, _ in delen):
        status = Overgangstatus.IN_BEGINSALDO
    else:
        status = Overgangstatus.ONBEKEND if saldo is None else Overgangstatus.TE_DOEN
    return Overgang(eerste.oud, eerste.ingangsdatum, SoortHerindeling(eerste.soort), saldo, delen, status)
