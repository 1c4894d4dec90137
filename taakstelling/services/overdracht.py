"""Gemeenten that divide their taakstellingen otherwise, together (R-107)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from samenwerking.basis.constraints import Bezet, one_transaction
from samenwerking.models import Gebeurtenis, Gebruiker, Gemeente
from samenwerking.services.logboek import log
from taakstelling.models import Overdracht, Overdrachtregel, Voortgang
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.services.slot import lock_alle_gemeenten
from taakstelling.services.voortgang import recompute_voortgang


@dataclass(frozen=True)
class Deel:
    """What one gemeente takes over (plus) or hands over (minus), and the reference of its college."""

    aantal: int
    kenmerk: str


@one_transaction(Overdracht, Overdrachtregel)
def record_overdracht(
    *,
    halfjaar: Halfjaar,
    delen: Mapping[Gemeente, Deel],
    besluitdatum: date,
    document: str,
    door: Gebruiker,
    op: datetime | None = None,
) -> Overdracht:
    """Record a joint decision of two or more gemeenten (art. 29 lid 2 Huisvestingswet, R-107).

    In: persons per gemeente, together zero. Out: the decision; the voortgang of each follows at once.
    Errors: ValidationError when fewer than two take part, the sum is not zero, a reference or the document is missing,
    the decision lies in the future, a gemeente has no taakstelling in the half-year, or would get less than nothing.
    """
    moment = op or timezone.now()
    _check(delen, document)
    if besluitdatum > timezone.localdate(moment):
        raise ValidationError("Dit besluit is nog niet genomen: de datum ligt in de toekomst.")
    lock_alle_gemeenten()
    for gemeente, deel in delen.items():
        _check_result(gemeente, halfjaar, deel.aantal)
    overdracht = Overdracht(
        halfjaar=halfjaar,
        besluitdatum=besluitdatum,
        document=document.strip(),
        vastgelegd_op=moment,
        vastgelegd_door=door,
    )
    overdracht.full_clean()
    overdracht.save()
    for gemeente, deel in delen.items():
        regel = Overdrachtregel(
            overdracht=overdracht, gemeente=gemeente, aantal=deel.aantal, kenmerk=deel.kenmerk.strip()
        )
        regel.full_clean()
        regel.save()
        recompute_voortgang(gemeente=gemeente, op=moment)
    gegevens = {"halfjaar": str(halfjaar), "delen": {g.code: d.aantal for g, d in delen.items()}}
    log(Gebeurtenis.OVERDRACHT_VASTGELEGD, onderwerp=overdracht, door=door, op=moment, gegevens=gegevens)
    return overdracht


@one_transaction(Overdracht)
def withdraw_overdracht(
    *, overdracht: Overdracht, reden: str, door: Gebruiker, op: datetime | None = None
) -> Overdracht:
    """The decision no longer holds: each gemeente has its own taakstelling again.

    Errors: ValidationError when it was withdrawn already, the reason is missing, or a gemeente that passed on what it
    took over here would get less than nothing.
    """
    moment = op or timezone.now()
    lock_alle_gemeenten()
    overdracht = Overdracht.objects.select_for_update(of=("self",)).get(pk=overdracht.pk)
    if overdracht.ingetrokken_op:
        raise Bezet("Deze overdracht is al ingetrokken.")
    if not reden.strip():
        raise ValidationError("Schrijf op waarom de overdracht niet meer geldt.")
    regels = list(overdracht.regels.select_related("gemeente"))
    for regel in regels:
        voortgang = Voortgang.objects.for_gemeente(regel.gemeente).for_halfjaar(overdracht.halfjaar).first()
        if voortgang:
            _require_room(voortgang, -regel.aantal)
    overdracht.ingetrokken_op, overdracht.ingetrokken_door, overdracht.intrekreden = moment, door, reden.strip()
    overdracht.full_clean()
    overdracht.save(update_fields=["ingetrokken_op", "ingetrokken_door", "intrekreden"])
    for regel in regels:
        recompute_voortgang(gemeente=regel.gemeente, op=moment)
    log(Gebeurtenis.OVERDRACHT_INGETROKKEN, onderwerp=overdracht, door=door, op=moment)
    return overdracht


def _check(delen: Mapping[Gemeente, Deel], document: str) -> None:
    if len(delen) < 2:
        raise ValidationError("Een overdracht is een besluit van twee of meer gemeenten.")
    som = sum(deel.aantal for deel in delen.values())
    if som:
        raise ValidationError(f"De som van de overdracht is {som:+d}. Wat de ene overneemt, draagt de andere over.")
    if not document.strip():
        raise ValidationError("Noem het document van het besluit.")
    zonder = [str(gemeente) for gemeente, deel in delen.items() if not deel.kenmerk.strip()]
    if zonder:
        raise ValidationError(f"Het kenmerk van het college ontbreekt bij: {', '.join(zonder)}.")


def _check_result(gemeente: Gemeente, halfjaar: Halfjaar, aantal: int) -> None:
    voortgang = Voortgang.objects.for_gemeente(gemeente).for_halfjaar(halfjaar).first()
    if voortgang is None:
        raise ValidationError(f"{gemeente} heeft in {halfjaar} nog geen taakstelling om over te dragen.")
    _require_room(voortgang, aantal)


def _require_room(voortgang: Voortgang, aantal: int) -> None:
    if voortgang.taakstelling + aantal < 0:
        raise ValidationError(
            f"{voortgang.gemeente} heeft een taakstelling van {voortgang.taakstelling}. "
            f"Daar kunnen er geen {-aantal} af."
        )
