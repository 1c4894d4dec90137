"""Booking in the ledger. Each booking changes voortgang in the same transaction."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from samenwerking.basis.constraints import one_transaction
from samenwerking.models import Gebeurtenis, Gebruiker, Gemeente
from samenwerking.services.logboek import log
from taakstelling.models import Grond, Realisatie, Telmoment, Telmomentinstelling, first_open, open_halfjaren
from taakstelling.regels.halfjaar import Halfjaar, HalfjaarFout
from taakstelling.services.slot import lock_alle_gemeenten, lock_gemeente
from taakstelling.services.voortgang import add_to_voortgang, recompute_voortgang

CORRECTIE = "correctie"
LANGSTE_REDEN = Realisatie._meta.get_field("reden").max_length or 0


@one_transaction(Realisatie)
def book_realisatie(
    *,
    gemeente: Gemeente,
    datum: date,
    grond: Grond,
    bron_soort: str,
    bron_id: str,
    regel: str,
    door: Gebruiker,
    aantal: int = 1,
    reden: str = "",
    op: datetime | None = None,
) -> Realisatie:
    """Book persons for a gemeente on the day that counts, and carry them into voortgang.

    In: what counted (`bron_soort`, `bron_id`), by which rule; `aantal` in persons, signed. Out: the booking.
    Errors: ValidationError when this source was counted already, or no half-year knows the day. Writes no log line: the
    event that books does.
    """
    try:
        halfjaar = Halfjaar.van_datum(datum)
    except HalfjaarFout as fout:
        raise ValidationError(str(fout)) from fout
    return _book(
        Realisatie(
            gemeente=gemeente,
            halfjaar=halfjaar,
            datum=datum,
            aantal=aantal,
            grond=grond,
            bron_soort=bron_soort,
            bron_id=bron_id,
            regel=regel,
            reden=reden,
            geboekt_op=op or timezone.now(),
            geboekt_door=door,
        )
    )


@dataclass(frozen=True)
class Boeking:
    """What `book_realisaties` needs to know of one booking; `aantal` in persons, signed."""

    gemeente: Gemeente
    datum: date
    bron_id: str
    aantal: int = 1


@one_transaction(Realisatie)
def book_realisaties(
    *,
    boekingen: Sequence[Boeking],
    grond: Grond,
    bron_soort: str,
    regel: str,
    door: Gebruiker,
    reden: str = "",
    op: datetime | None = None,
) -> int:
    """Book many at once, all on the same ground, and rebuild voortgang in one statement. All or nothing.

    Out: the number of bookings. Errors: ValidationError when one of them was counted already. Writes no log line.
    """
    moment = op or timezone.now()
    lock_alle_gemeenten()
    open_halfjaar = open_halfjaren()
    Realisatie.objects.bulk_create(
        (
            Realisatie(
                gemeente=boeking.gemeente,
                halfjaar=open_halfjaar(boeking.gemeente.pk, Halfjaar.van_datum(boeking.datum)),
                datum=boeking.datum,
                aantal=boeking.aantal,
                grond=grond,
                bron_soort=bron_soort,
                bron_id=boeking.bron_id,
                regel=regel,
                reden=reden,
                geboekt_op=moment,
                geboekt_door=door,
            )
            for boeking in boekingen
        ),
        batch_size=2_000,
    )
    recompute_voortgang(op=moment)
    return len(boekingen)


@one_transaction(Realisatie)
def reverse_realisatie(
    *, realisatie: Realisatie, reden: str, door: Gebruiker, op: datetime | None = None
) -> Realisatie:
    """Take a booking back by its opposite, on the same day and in the same half-year, or the first open one after it.

    Errors: ValidationError when it was taken back already, or is itself a reversal. Writes no log line.
    """
    lock_gemeente(realisatie.gemeente)
    if realisatie.herroept_id or Realisatie.objects.filter(herroept=realisatie).exists():
        raise ValidationError("Deze telling is al teruggeboekt.")
    return _book(
        Realisatie(
            gemeente=realisatie.gemeente,
            halfjaar=realisatie.halfjaar,
            datum=realisatie.datum,
            aantal=-realisatie.aantal,
            grond=realisatie.grond,
            bron_soort=realisatie.bron_soort,
            bron_id=realisatie.bron_id,
            regel=realisatie.regel,
            reden=reden,
            herroept=realisatie,
            geboekt_op=op or timezone.now(),
            geboekt_door=door,
        )
    )


@one_transaction(Realisatie)
def book_correctie(
    *,
    gemeente: Gemeente,
    datum: date,
    aantal: int,
    reden: str,
    door: Gebruiker,
    grond: str = "",
    op: datetime | None = None,
) -> Realisatie:
    """Correct the count of a gemeente by hand, with a reason (R-330).

    In: `aantal` in persons, signed, not zero; `grond`, what the decision to do so rests on.
    Errors: ValidationError when it is zero, the day is still to come, or the
    reason is missing.
    """
    if datum > timezone.localdate(op):
        raise ValidationError({"datum": "Deze dag is nog niet geweest. Kies een dag tot en met vandaag."})
    if aantal == 0:
        raise ValidationError("Een correctie van nul personen verandert niets.")
    if not reden.strip():
        raise ValidationError("Schrijf op waarom u corrigeert.")
    if len(reden.strip()) > LANGSTE_REDEN:
        raise ValidationError(f"De reden is langer dan {LANGSTE_REDEN} tekens. Schrijf hem korter op.")
    booking = book_realisatie(
        gemeente=gemeente,
        datum=datum,
        grond=Grond.CORRECTIE,
        bron_soort=CORRECTIE,
        bron_id=str(uuid.uuid4()),
        regel="R-330 versie 1",
        aantal=aantal,
        reden=reden.strip(),
        door=door,
        op=op,
    )
    gegevens = {"datum": str(datum), "personen": aantal, "grond": grond}
    log(Gebeurtenis.CORRECTIE_GEBOEKT, onderwerp=booking, door=door, op=op, gegevens=gegevens)
    return booking


@one_transaction(Telmomentinstelling)
def set_telmoment(
    *, gemeente: Gemeente, telmoment: Telmoment, van: date, door: Gebruiker, op: datetime | None = None
) -> Telmomentinstelling:
    """From `van` on the gemeente counts on this event (R-321). What was booked before stays as it is.

    Errors: ValidationError when there is a choice from that day already.
    """
    moment = op or timezone.now()
    instelling = Telmomentinstelling(
        gemeente=gemeente, telmoment=telmoment, van=van, ingesteld_op=moment, ingesteld_door=door
    )
    instelling.full_clean()
    instelling.save()
    gegevens = {"telmoment": str(telmoment), "van": str(van)}
    log(Gebeurtenis.TELMOMENT_INGESTELD, onderwerp=instelling, door=door, op=moment, gegevens=gegevens)
    return instelling


def _book(booking: Realisatie) -> Realisatie:
    """Lock, carry into voortgang, write. A closed half-year is corrected in the first open one (R-330)."""
    gemeente, op = booking.gemeente, booking.geboekt_op
    lock_gemeente(gemeente)
    carried = add_to_voortgang(gemeente=gemeente, halfjaar=booking.halfjaar, aantal=booking.aantal, op=op)
    if not carried:
        booking.halfjaar = first_open(gemeente, booking.halfjaar)
    booking.save(force_insert=True)
    if not carried and not add_to_voortgang(gemeente=gemeente, halfjaar=booking.halfjaar, aantal=booking.aantal, op=op):
        recompute_voortgang(gemeente=gemeente, op=op)
    return booking
