"""What every event of a plaatsing needs: what it must be like, how it stops, and its one line in the logboek."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from huisvesting.models import Huishouden, Plaatsing, PlaatsingStatus, Vorm
from huisvesting.services.telling import count_personen, uncount_bronnen
from huisvesting.services.verslag import report
from huisvesting.services.voordracht import close_voordracht
from samenwerking.basis.constraints import Bezet
from samenwerking.models import Gebeurtenis, Gebruiker, Reden
from samenwerking.services.actie import drop_acties

# These are temporary by nature: their lease says until when.
TIJDELIJKE_VORMEN = (Vorm.FLEX, Vorm.DOORSTROOM)
GEANNULEERD = "De plaatsing is geannuleerd"
LIEP_AF = {
    PlaatsingStatus.GEANNULEERD: "Deze plaatsing is geannuleerd.",
    PlaatsingStatus.BEEINDIGD: "Deze plaatsing is beëindigd.",
}


# --- What it must be like ---------------------------------------------------------------------------------------------
def require_running(plaatsing: Plaatsing) -> None:
    """Errors: Bezet when the plaatsing was cancelled or ended."""
    zin = LIEP_AF.get(PlaatsingStatus(plaatsing.status))
    if zin:
        raise Bezet(zin)


def require_key(plaatsing: Plaatsing) -> None:
    """Errors: ValidationError when the plaatsing does not run, or the household has no key yet."""
    require_running(plaatsing)
    if not plaatsing.sleuteldatum:
        raise ValidationError("Leg eerst de sleuteldatum vast.")


def require_day(plaatsing: Plaatsing, datum: date, moment: datetime, naam: str) -> None:
    """A day of this plaatsing that is behind us.

    Errors: ValidationError when it is before the lease or in the future.
    """
    require_after_ingang(plaatsing, datum, naam)
    if datum > timezone.localdate(moment):
        raise ValidationError(f"De {naam} ligt in de toekomst. Leg hem vast op de dag zelf.")


def require_after_ingang(plaatsing: Plaatsing, datum: date, naam: str) -> None:
    """Errors: ValidationError when this day is before the lease."""
    if datum < plaatsing.ingangsdatum:
        raise ValidationError(
            f"De {naam} ligt voor het begin van de huur ({plaatsing.ingangsdatum:%d-%m-%Y}). Klopt dat begin niet? "
            "Dan herstelt de opgavemanager het."
        )


def is_closed(huishouden: Huishouden) -> bool:
    """Whether the dossier was closed and not opened again."""
    return huishouden.sluitingen.filter(heropend_op=None).exclude(besloten_op=None).exists()


# --- How it stops -----------------------------------------------------------------------------------------------------
def stop_plaatsing(plaatsing: Plaatsing, *, reden: Reden, toelichting: str, door: Gebruiker, op: datetime) -> int:
    """Cancel a locked plaatsing with its voordracht, lists and bookings. The calling event writes the log line.

    Out: how many bookings were taken back. Errors: as `cancel_plaatsing`.
    """
    require_running(plaatsing)
    if plaatsing.sleuteldatum:
        raise Bezet(
            "De sleutel is al overgedragen: annuleren kan niet meer. Eindigt de huur? Beëindig dan de plaatsing. Is de "
            "sleutel nooit gegeven? Dan herstelt de opgavemanager eerst de sleuteldatum."
        )
    close_voordracht(plaatsing.voordracht, "geannuleerd", reden=reden, toelichting=toelichting, door=door, op=op)
    plaatsing.geannuleerd_op, plaatsing.geannuleerd_door = op, door
    plaatsing.reden, plaatsing.toelichting = reden, toelichting.strip()
    plaatsing.vervangt = None  # the temporary home goes on, and may be followed by another
    plaatsing.save(update_fields=["geannuleerd_op", "geannuleerd_door", "reden", "toelichting", "vervangt"])
    drop_acties(plaatsing, door=door, op=op)
    personen = plaatsing.personen.select_related("statushouder")
    # Who reads the ledger reads no dossiers: why it was cancelled stands at the plaatsing.
    return uncount_bronnen(personen, reden=GEANNULEERD, door=door, op=op)


def finish_plaatsing(plaatsing: Plaatsing, *, einddatum: date, bestemming: str, door: Gebruiker, op: datetime) -> None:
    """End a locked plaatsing with a key: its voordracht is done, its open points fall, and aftercare begins anew
    in a next home. The calling event writes the log line."""
    plaatsing.einddatum, plaatsing.bestemming = einddatum, bestemming
    plaatsing.beeindigd_op, plaatsing.beeindigd_door = op, door
    plaatsing.save(update_fields=["einddatum", "bestemming", "beeindigd_op", "beeindigd_door"])
    complete_voordracht(plaatsing, door=door, op=op)
    drop_acties(plaatsing, door=door, op=op)
    undo_nazorg(plaatsing)


def undo_nazorg(plaatsing: Plaatsing) -> None:
    """The household of a locked plaatsing does not live there (any more): aftercare begins anew in a next home, unless
    it lives to stay in a second one."""
    andere = Plaatsing.objects.lopend().filter(huishouden=plaatsing.huishouden_id).exclude(pk=plaatsing.pk)
    if not andere.exclude(sleuteldatum=None).filter(tijdelijk_tot=None).exists():
        Huishouden.objects.filter(pk=plaatsing.huishouden_id).update(nazorg_op=None, nazorg_door=None)


def complete_voordracht(plaatsing: Plaatsing, *, door: Gebruiker, op: datetime) -> None:
    """Nothing is left to do for the voordracht of this plaatsing: the corporation sees no names any more."""
    voordracht = plaatsing.voordracht
    if not voordracht.afgerond_op:
        voordracht.afgerond_op, voordracht.afgerond_door = op, door
        voordracht.save(update_fields=["afgerond_op", "afgerond_door"])


def count_plaatsing(plaatsing: Plaatsing, *, door: Gebruiker, op: datetime) -> int:
    """Book who of a locked plaatsing counts by now and did not yet. Out: how many."""
    personen = [persoon.statushouder for persoon in plaatsing.personen.select_related("statushouder")]
    return count_personen(personen, door=door, op=op)


def report_plaatsing(
    gebeurtenis: Gebeurtenis, plaatsing: Plaatsing, door: Gebruiker, op: datetime, **gegevens: str | int
) -> None:
    """The one line of an event of a plaatsing, with the household and the home that it is about."""
    wat = {"huishouden": str(plaatsing.huishouden_id), "aanbod": str(plaatsing.aanbod_id), **gegevens}
    report(gebeurtenis, onderwerp=plaatsing, door=door, op=op, gegevens=wat)
