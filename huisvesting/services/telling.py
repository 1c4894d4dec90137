"""The bridge to the ledger: who of a plaatsing counts, and the reversal when it does not go on."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import models

from huisvesting.models import Gezinsrol, Plaatsing, Plaatsingspersoon
from samenwerking.models import Gebruiker
from taakstelling.models import Grond, Realisatie, Telmoment, Telmomentinstelling
from taakstelling.services.realisatie import book_realisatie, reverse_realisatie

BRON_SOORT = Plaatsingspersoon._meta.label_lower
# Persons count, not homes; a person is counted by the event that supplies the counting date.
REGEL = "R-301/R-321 versie 1"


def count_personen(plaatsing: Plaatsing, moment: Telmoment, datum: date, *, door: Gebruiker, op: datetime) -> int:
    """Book every person of the plaatsing, when `moment` is what the gemeente counts on at `datum`.

    Out: the number of persons booked. A person that was booked already (the setting changed in between) is left alone.
    """
    if Telmomentinstelling.objects.telmoment(plaatsing.gemeente, datum) != moment:
        return 0
    booked = set(bookings_of(plaatsing).values_list("bron_id", flat=True))
    personen = [p for p in plaatsing.personen.order_by("pk") if str(p.pk) not in booked]
    for persoon in personen:
        book_realisatie(
            gemeente=plaatsing.gemeente,
            datum=datum,
            grond=Grond.PLAATSING,
            bron_soort=BRON_SOORT,
            bron_id=str(persoon.pk),
            regel=REGEL,
            door=door,
            op=op,
        )
    return len(personen)


def uncount_personen(plaatsing: Plaatsing, *, reden: str, door: Gebruiker, op: datetime) -> int:
    """Reverse what was booked for this plaatsing. Out: the number of persons that no longer count."""
    bookings = list(bookings_of(plaatsing))
    for booking in bookings:
        reverse_realisatie(realisatie=booking, reden=reden, door=door, op=op)
    return len(bookings)


def bookings_of(plaatsing: Plaatsing) -> "models.QuerySet[Realisatie]":
    """Bookings of this plaatsing that stand: one per counted person, not a reversal and not reversed."""
    ids = [str(pk) for pk in plaatsing.personen.values_list("pk", flat=True)]
    return Realisatie.objects.staand().filter(bron_soort=BRON_SOORT, bron_id__in=ids)


@dataclass(frozen=True)
class Telling:
    """Whether one person of a plaatsing counts, from which day, and why: a sentence for the user."""

    telt_mee: bool
    datum: date | None
    waarom: str


def explain_telling(plaatsing: Plaatsing, peildatum: date) -> list[tuple[Plaatsingspersoon, Telling]]:
    """For each person of a plaatsing, the head first, what the ledger says and on what ground (R-301, R-321)."""
    personen = sorted(
        plaatsing.personen.select_related("statushouder"),
        key=lambda p: (p.statushouder.gezinsrol != Gezinsrol.HOOFD, p.statushouder.geboortedatum, p.pk),
    )
    geboekt = {
        b.bron_id: b
        for b in Realisatie.objects.filter(
            bron_soort=BRON_SOORT, bron_id__in=[str(p.pk) for p in personen], herroept=None
        ).select_related("herroeping")
    }
    momenten: dict[date, str] = {}

    def moment(datum: date) -> str:
        """What the gemeente counts on at that day, as part of a sentence; asked once per day."""
        if datum not in momenten:
            label = str(Telmomentinstelling.objects.telmoment(plaatsing.gemeente, datum).label)
            momenten[datum] = label[0].lower() + label[1:]
        return momenten[datum]

    def explain(persoon: Plaatsingspersoon) -> Telling:
        boeking = geboekt.get(str(persoon.pk))
        if boeking is None:
            return Telling(False, None, f"De gemeente telt op {moment(peildatum)}.")
        herroeping = getattr(boeking, "herroeping", None)
        if herroeping:
            return Telling(False, None, f"Teruggeboekt: {herroeping.reden}.")
        return Telling(
            True, boeking.datum, f"Geteld op {moment(boeking.datum)}, in de {boeking.halfjaar.omschrijving}."
        )

    return [(persoon, explain(persoon)) for persoon in personen]
