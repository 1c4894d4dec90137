"""Freezing how many people COA had linked on the peildatum, and the log of questions to COA (R-204 to R-209)."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.utils import timezone

from samenwerking.basis.constraints import Bezet, one_transaction
from samenwerking.models import Gebeurtenis, Gebruiker, Gemeente
from samenwerking.services.logboek import log
from taakstelling.models import CoaVraag, Koppelingsdekking, Realisatie, Voortgang
from taakstelling.regels.bevriezen import fingerprint
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.regels.koppelingsdekking import Dekking, frozen_dekking, has_v_nummer
from taakstelling.services.slot import lock_gemeente

MET_V_NUMMER = (
    "Er staat een nummer van tien cijfers in deze tekst. Laat V-nummers weg: ook de provincie leest deze pagina."
)


def count_gerealiseerd(*, gemeente: Gemeente, halfjaar: Halfjaar, dag: date) -> int:
    """Persons that count for a half-year in the ledger, up to and including a day."""
    boekingen = Realisatie.objects.filter(gemeente=gemeente, halfjaar=halfjaar, datum__lte=dag)
    return int(boekingen.aggregate(som=Sum("aantal"))["som"] or 0)


def measure_dekking(*, gemeente: Gemeente, halfjaar: Halfjaar, peildatum: date, gekoppeld: int) -> Dekking | None:
    """The dekking on a day, from today's ledger and opgave. In: `gekoppeld` as Dekking means it, counted on that day.

    Out: None when the opgave of the half-year is not known.
    """
    voortgang = Voortgang.objects.for_gemeente(gemeente).for_halfjaar(halfjaar).first()
    if voortgang is None:
        return None
    gehuisvest = count_gerealiseerd(gemeente=gemeente, halfjaar=halfjaar, dag=peildatum)
    return Dekking(voortgang.opgave, gehuisvest, gekoppeld)


@one_transaction(Koppelingsdekking)
def freeze_koppelingsdekking(
    *, gemeente: Gemeente, halfjaar: Halfjaar, gekoppeld: int, door: Gebruiker, op: datetime | None = None
) -> Koppelingsdekking:
    """Freeze the dekking of a half-year on its peildatum (R-205), with a fingerprint. It never changes again.

    In: `gekoppeld` as Dekking means it, counted on the peildatum. Errors: ValidationError when the peildatum is not
    over, the opgave is not known, or it was frozen already.
    """
    moment, peildatum = op or timezone.now(), halfjaar.koppel_peildatum
    if timezone.localdate(moment) <= peildatum:
        raise ValidationError(
            f"De peildatum van {halfjaar} is {peildatum:%d-%m-%Y}. Leg het cijfer vast als die dag voorbij is."
        )
    lock_gemeente(gemeente)
    if Koppelingsdekking.objects.for_gemeente(gemeente).for_halfjaar(halfjaar).exists():
        raise Bezet("De koppelingsdekking van dit halfjaar is al vastgelegd.")
    dekking = measure_dekking(gemeente=gemeente, halfjaar=halfjaar, peildatum=peildatum, gekoppeld=gekoppeld)
    if dekking is None:
        raise ValidationError(
            f"De opgave van {gemeente} in {halfjaar} is niet bekend. Vraag de beheerder om de taakstelling en het "
            "beginsaldo vast te leggen."
        )
    bevroren = Koppelingsdekking.objects.create(
        gemeente=gemeente,
        halfjaar=halfjaar,
        peildatum=peildatum,
        opgave=dekking.opgave,
        gehuisvest=dekking.gehuisvest,
        gekoppeld=dekking.gekoppeld,
        nodig=dekking.nodig,
        tekort=dekking.tekort,
        verschoonbaar=dekking.verschoonbaar,
        vingerafdruk=fingerprint(frozen_dekking(gemeente.code, halfjaar, peildatum, dekking)),
        bevroren_op=moment,
        bevroren_door=door,
    )
    gegevens = {"halfjaar": str(halfjaar), "vingerafdruk": bevroren.vingerafdruk}
    log(Gebeurtenis.KOPPELINGSDEKKING_VASTGELEGD, onderwerp=bevroren, door=door, op=moment, gegevens=gegevens)
    return bevroren


@one_transaction(CoaVraag)
def record_coa_vraag(
    *, gemeente: Gemeente, vraagdatum: date, vraag: str, door: Gebruiker, op: datetime | None = None
) -> CoaVraag:
    """Record that the gemeente asked COA something about linking (R-209).

    Errors: ValidationError by field when the day is yet to come, the text is empty or holds a V-nummer.
    """
    moment = op or timezone.now()
    rij = CoaVraag(gemeente=gemeente, vraagdatum=vraagdatum, vraag=vraag.strip(), gesteld_op=moment, gesteld_door=door)
    _check(vraagdatum, rij.vraag, moment, "vraagdatum", "vraag")
    rij.full_clean()
    rij.save(force_insert=True)
    log(Gebeurtenis.COA_VRAAG_GESTELD, onderwerp=rij, door=door, op=moment, gegevens={"datum": str(vraagdatum)})
    return rij


@one_transaction(CoaVraag)
def record_coa_antwoord(
    *, vraag: CoaVraag, antwoorddatum: date, antwoord: str, door: Gebruiker, op: datetime | None = None
) -> CoaVraag:
    """Record what COA answered.

    Errors: ValidationError, by field where there is one, when there is an answer already, it is older than the
    question, its day is yet to come, or the text is empty or holds a V-nummer.
    """
    moment = op or timezone.now()
    rij = CoaVraag.objects.select_for_update(of=("self",)).get(pk=vraag.pk)
    if rij.beantwoord_op:
        raise Bezet("Bij deze vraag staat al een antwoord.")
    _check(antwoorddatum, antwoord.strip(), moment, "antwoorddatum", "antwoord")
    rij.antwoorddatum, rij.antwoord = antwoorddatum, antwoord.strip()
    rij.beantwoord_op, rij.beantwoord_door = moment, door
    rij.full_clean()
    rij.save(update_fields=["antwoorddatum", "antwoord", "beantwoord_op", "beantwoord_door"])
    log(Gebeurtenis.COA_VRAAG_BEANTWOORD, onderwerp=rij, door=door, op=moment, gegevens={"datum": str(antwoorddatum)})
    return rij


def _check(datum: date, tekst: str, moment: datetime, datumveld: str, tekstveld: str) -> None:
    if not tekst:
        raise ValidationError({tekstveld: "Schrijf de tekst op."})
    if has_v_nummer(tekst):
        raise ValidationError({tekstveld: MET_V_NUMMER})
    if datum > timezone.localdate(moment):
        raise ValidationError({datumveld: "Deze dag moet nog komen. Vul de dag van de brief of mail in."})
