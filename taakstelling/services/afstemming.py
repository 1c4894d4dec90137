"""Our own count beside that of COA: what differs, what of it is explained, and since when (R-331)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db.models import QuerySet, Sum
from django.utils import timezone

from samenwerking.basis.constraints import Bezet, one_transaction
from samenwerking.models import Gebeurtenis, Gebruiker, Gemeente
from samenwerking.services.logboek import log
from taakstelling.models import Afstemverschil, CoaStand, Realisatie, Verschilreden
from taakstelling.regels.halfjaar import Halfjaar

AL_OPGELOST = "Dit verschil is al opgelost."


@dataclass(frozen=True)
class Afstemming:
    """The two counts of one gemeente in one half-year, at the day of a state of COA, in persons.

    Every difference is ours minus theirs: plus is counted by us only.
    """

    stand: CoaStand
    peildatum: date
    eigen: int
    verschillen: tuple[Afstemverschil, ...]

    @property
    def coa(self) -> int:
        return self.stand.gerealiseerd

    @property
    def verschil(self) -> int:
        return self.eigen - self.coa

    @property
    def verklaard(self) -> int:
        return sum(verschil.aantal for verschil in self.verschillen)

    @property
    def onverklaard(self) -> int:
        return self.verschil - self.verklaard

    @property
    def alleen_eigen(self) -> int:
        """Explained persons that only we count."""
        return sum(verschil.aantal for verschil in self.verschillen if verschil.aantal > 0)

    @property
    def alleen_coa(self) -> int:
        """Explained persons that only COA counts."""
        return -sum(verschil.aantal for verschil in self.verschillen if verschil.aantal < 0)


def reconcile(*, gemeente: Gemeente, halfjaar: Halfjaar, peildatum: date | None = None) -> Afstemming | None:
    """Our count up to and including a day, beside the latest state of COA on or before it. Three queries.

    In: the day; without one it is the day of the latest state. Out: None when there is no state of COA by then.
    """
    stand = CoaStand.objects.laatste(gemeente, halfjaar, peildatum)
    if stand is None:
        return None
    dag = peildatum or stand.peildatum
    eigen = boekingen_tot(gemeente, halfjaar, dag).aggregate(som=Sum("aantal"))["som"] or 0
    return Afstemming(stand, dag, eigen, tuple(Afstemverschil.objects.op(gemeente, halfjaar, dag)))


def boekingen_tot(gemeente: Gemeente, halfjaar: Halfjaar, peildatum: date) -> QuerySet[Realisatie]:
    """All bookings in the half-year on days up to and including this one: they add up to our own count."""
    return Realisatie.objects.for_gemeente(gemeente).filter(halfjaar=halfjaar, datum__lte=peildatum)


def tellende_boekingen(gemeente: Gemeente, halfjaar: Halfjaar, peildatum: date) -> QuerySet[Realisatie]:
    """Of those, the ones that count somebody or something: no reversal, and not reversed in the same half-year."""
    boekingen = boekingen_tot(gemeente, halfjaar, peildatum).filter(herroept=None)
    return boekingen.exclude(herroeping__halfjaar=halfjaar).order_by("datum", "pk")


@one_transaction(Afstemverschil)
def report_verschil(
    *,
    gemeente: Gemeente,
    halfjaar: Halfjaar,
    peildatum: date,
    aantal: int,
    reden: Verschilreden,
    door: Gebruiker,
    toelichting: str = "",
    boeking: Realisatie | None = None,
    op: datetime | None = None,
) -> Afstemverschil:
    """Explain a part of the difference, from the state of COA of `peildatum` on.

    In: `aantal` in persons, plus is counted by us only, minus by COA only; with a `boeking` it is the one person that
    the booking counts. Errors: ValidationError when there is no state of that day, the number is zero, the reason
    needs words, or the booking does not count here or was reported already.
    """
    moment = op or timezone.now()
    if aantal == 0:
        raise ValidationError({"aantal": "Een verschil van nul personen verklaart niets."})
    if reden == Verschilreden.OVERIG and not toelichting.strip():
        raise ValidationError({"toelichting": "Schrijf op wat er aan de hand is."})
    if not CoaStand.objects.for_halfjaar(gemeente, halfjaar).filter(peildatum=peildatum).exists():
        raise ValidationError(f"Van {peildatum:%d-%m-%Y} is er geen stand van COA. Lees die eerst in.")
    verschil = Afstemverschil(
        gemeente=gemeente,
        halfjaar=halfjaar,
        aantal=aantal,
        bron_soort=boeking.bron_soort if boeking else "",
        bron_id=boeking.bron_id if boeking else "",
        reden=reden,
        toelichting=toelichting.strip(),
        verschil_van=peildatum,
        gemeld_op=moment,
        gemeld_door=door,
    )
    if boeking and not tellende_boekingen(gemeente, halfjaar, peildatum).filter(pk=boeking.pk).exists():
        raise ValidationError("Deze persoon telt niet mee in de eigen telling van die dag.")
    verschil.full_clean(exclude=["gemeld_door"])
    verschil.save(force_insert=True)
    log(Gebeurtenis.VERSCHIL_GEMELD, onderwerp=verschil, door=door, op=moment, gegevens=_facts(verschil))
    return verschil


@one_transaction(Afstemverschil)
def resolve_verschil(
    *, verschil: Afstemverschil, peildatum: date, door: Gebruiker, op: datetime | None = None
) -> Afstemverschil:
    """From the state of COA of `peildatum` on the difference is no more; earlier states keep their explanation.

    Errors: ValidationError when it was solved already, there is no state of that day, or the day is before the first
    state that it explained.
    """
    moment = op or timezone.now()
    verschil = Afstemverschil.objects.select_for_update(of=("self",)).select_related("gemeente").get(pk=verschil.pk)
    if verschil.opgelost_op:
        raise Bezet(AL_OPGELOST)
    if not CoaStand.objects.for_halfjaar(verschil.gemeente, verschil.halfjaar).filter(peildatum=peildatum).exists():
        raise ValidationError(f"Van {peildatum:%d-%m-%Y} is er geen stand van COA. Lees die eerst in.")
    verschil.verschil_tot = peildatum
    verschil.opgelost_op, verschil.opgelost_door = moment, door
    verschil.full_clean(exclude=["opgelost_door"])
    verschil.save(update_fields=["verschil_tot", "opgelost_op", "opgelost_door"])
    log(Gebeurtenis.VERSCHIL_OPGELOST, onderwerp=verschil, door=door, op=moment, gegevens=_facts(verschil))
    return verschil


def _facts(verschil: Afstemverschil) -> dict[str, object]:
    """Codes and numbers for the logboek; never who it is about."""
    feiten: dict[str, object] = {
        "halfjaar": str(verschil.halfjaar),
        "aantal": verschil.aantal,
        "reden": str(verschil.reden),
        "stand": str(verschil.verschil_tot or verschil.verschil_van),
    }
    return feiten
