"""An overview of many gemeenten is applied, or put away."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from samenwerking.basis.constraints import one_transaction
from samenwerking.models import Gebeurtenis, Gebruiker
from samenwerking.services.inlezing import KIES_KOLOMMEN, bewaargrens, close_inlezing, lock_open, release_bestanden
from samenwerking.services.logboek import log
from taakstelling.models import (
    Beginsaldo,
    CoaStand,
    GepubliceerdeTaakstelling,
    Overzichtimport,
    Rijoordeel,
    SoortOverzicht,
)
from taakstelling.services.overzicht_ontvangst import facts_of
from taakstelling.services.overzicht_voorbeeld import Vergelijking, preview_overzicht
from taakstelling.services.slot import lock_alle_gemeenten, lock_gemeente
from taakstelling.services.voortgang import recompute_voortgang


@one_transaction(Overzichtimport, GepubliceerdeTaakstelling, Beginsaldo, CoaStand)
def apply_overzicht(
    *, overzicht: Overzichtimport, door: Gebruiker, met_beginsaldo: bool = False, op: datetime | None = None
) -> Overzichtimport:
    """Write what the overview says, in one transaction; refused rows are left out.

    Published targets take the place of earlier ones and win over `adams` (R-106); with `met_beginsaldo` a gemeente
    without an opening balance gets the one of the file. Voortgang is rebuilt once. States of COA stand beside our own
    count and change no voortgang (R-331). Out: the import; the same file again writes no number.
    Errors: ValidationError when it was applied or put away already, or its columns are not known.
    """
    moment = op or timezone.now()
    overzicht = lock_open(overzicht, "gemeente")
    if not overzicht.toewijzing:
        raise ValidationError(KIES_KOLOMMEN)
    if overzicht.gemeente:
        lock_gemeente(overzicht.gemeente)
    else:
        lock_alle_gemeenten()
    voorbeeld = preview_overzicht(overzicht)
    anders = [rij for rij in voorbeeld.rijen if rij.oordeel != Rijoordeel.ONGEWIJZIGD]
    beginsaldi = voorbeeld.beginsaldi if met_beginsaldo else ()
    if overzicht.soort == SoortOverzicht.COA_STAND:
        _write_standen(overzicht, anders, door, moment)
    else:
        _write_publicaties(overzicht, anders, door, moment)
        _write_beginsaldi(overzicht, beginsaldi, door, moment)
        if anders or beginsaldi:
            recompute_voortgang(gemeente=overzicht.gemeente, op=moment)
    overzicht.uitkomst = voorbeeld.uitkomst() | {"beginsaldi": len(beginsaldi)}
    overzicht.toegepast_op, overzicht.toegepast_door = moment, door
    close_inlezing(overzicht, door=door, op=moment, keep=True)
    overzicht.save()
    log(Gebeurtenis.OVERZICHT_TOEGEPAST, onderwerp=overzicht, door=door, op=moment, gegevens=facts_of(overzicht))
    return overzicht


@one_transaction(Overzichtimport)
def discard_overzicht(*, overzicht: Overzichtimport, door: Gebruiker, op: datetime | None = None) -> Overzichtimport:
    """Put an overview away without applying it: the file goes, that it came stays.

    Errors: ValidationError when it was applied or put away already.
    """
    moment = op or timezone.now()
    overzicht = lock_open(overzicht, "gemeente")
    close_inlezing(overzicht, door=door, op=moment)
    overzicht.save()
    log(Gebeurtenis.OVERZICHT_VERWORPEN, onderwerp=overzicht, door=door, op=moment)
    return overzicht


def expire_overzichten(*, door: Gebruiker, op: datetime | None = None) -> int:
    """Put away the overviews that nobody decided about within the term, and let go the files of the others. Out: how
    many were put away."""
    moment = op or timezone.now()
    release_bestanden(Overzichtimport, moment)
    old = Overzichtimport.objects.open().filter(ontvangen_op__lt=bewaargrens(moment)).defer("inhoud")
    return len([discard_overzicht(overzicht=overzicht, door=door, op=moment) for overzicht in old])


# --- Parts ------------------------------------------------------------------------------------------------------------
def _write_publicaties(
    overzicht: Overzichtimport, rijen: list[Vergelijking], door: Gebruiker, moment: datetime
) -> None:
    """As `publish_taakstelling`, for many at once."""
    GepubliceerdeTaakstelling.objects.geldend().filter(
        halfjaar=overzicht.halfjaar, gemeente__in=[rij.gemeente_id for rij in rijen]
    ).update(vervangen_op=moment, vervangen_door=door)
    GepubliceerdeTaakstelling.objects.bulk_create(
        GepubliceerdeTaakstelling(
            gemeente_id=rij.gemeente_id,
            halfjaar=overzicht.halfjaar,
            aantal=rij.waarde,
            bron=f"Overzicht {overzicht.bestandsnaam}",
            vastgelegd_op=moment,
            vastgelegd_door=door,
        )
        for rij in rijen
    )


def _write_beginsaldi(
    overzicht: Overzichtimport, rijen: tuple[Vergelijking, ...], door: Gebruiker, moment: datetime
) -> None:
    """As `set_beginsaldo`, for many at once; only for gemeenten that have none."""
    Beginsaldo.objects.bulk_create(
        Beginsaldo(
            gemeente_id=rij.gemeente_id,
            halfjaar=overzicht.halfjaar,
            saldo=rij.beginsaldo or 0,
            bron=f"Overzicht {overzicht.bestandsnaam}",
            vastgesteld_op=moment,
            vastgesteld_door=door,
        )
        for rij in rijen
    )


def _write_standen(overzicht: Overzichtimport, rijen: list[Vergelijking], door: Gebruiker, moment: datetime) -> None:
    """States of one day; those that stood for the same day are replaced."""
    CoaStand.objects.geldend().filter(
        halfjaar=overzicht.halfjaar, peildatum=overzicht.peildatum, gemeente__in=[rij.gemeente_id for rij in rijen]
    ).update(vervangen_op=moment, vervangen_door=door)
    CoaStand.objects.bulk_create(
        CoaStand(
            gemeente_id=rij.gemeente_id,
            halfjaar=overzicht.halfjaar,
            peildatum=overzicht.peildatum,
            taakstelling=rij.regel.taakstelling,
            saldo_begin=rij.regel.saldo_begin,
            gerealiseerd=rij.waarde,
            saldo_eind=rij.regel.saldo_eind,
            overzicht=overzicht,
            vastgelegd_op=moment,
            vastgelegd_door=door,
        )
        for rij in rijen
    )
