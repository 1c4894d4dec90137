"""Closing a half-year: the figures are frozen, later bookings land in the first open half-year."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from samenwerking.basis.constraints import Bezet, one_transaction
from samenwerking.models import Gebeurtenis, Gebruiker, Gemeente, Logregel
from samenwerking.services.logboek import make_logregel
from taakstelling.models import Afsluiting, Voortgang, frozen_content
from taakstelling.regels.bevriezen import fingerprint
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.services.slot import lock_alle_gemeenten, lock_gemeente


@one_transaction(Afsluiting)
def close_halfjaar(
    *, halfjaar: Halfjaar, door: Gebruiker, gemeente: Gemeente | None = None, op: datetime | None = None
) -> list[Afsluiting]:
    """Freeze the figures of a half-year that is over, for one gemeente or for all that are not closed yet.

    Out: what was closed now; none when everything was already. Each gemeente gets its own line in the logboek.
    Errors: ValidationError when the half-year is not over, or the one gemeente asked for is closed, has no figures, or
    has an earlier half-year that is still open.
    """
    moment = op or timezone.now()
    if timezone.localdate(moment) <= halfjaar.eind:
        raise ValidationError(f"{halfjaar} loopt nog tot en met {halfjaar.eind:%d-%m-%Y}. Sluit het daarna af.")
    if gemeente is None:
        lock_alle_gemeenten()
    else:
        lock_gemeente(gemeente)
    te_sluiten = _open(halfjaar, gemeente)
    afsluitingen = [_freeze(voortgang, door, moment) for voortgang in te_sluiten]
    Afsluiting.objects.bulk_create(afsluitingen)
    Logregel.objects.bulk_create(
        make_logregel(
            Gebeurtenis.HALFJAAR_AFGESLOTEN,
            onderwerp=afsluiting,
            door=door,
            op=moment,
            gegevens={"halfjaar": str(halfjaar), "vingerafdruk": afsluiting.vingerafdruk},
        )
        for afsluiting in afsluitingen
    )
    return afsluitingen


def _open(halfjaar: Halfjaar, gemeente: Gemeente | None) -> list[Voortgang]:
    """Figures that may be closed now: not closed, and everything before them is."""
    rows = Voortgang.objects.filter(halfjaar__lte=halfjaar).select_related("gemeente")
    if gemeente:
        rows = rows.for_gemeente(gemeente)
    gesloten = set(Afsluiting.objects.filter(halfjaar__lte=halfjaar).values_list("gemeente_id", "halfjaar"))
    nog_open = [row for row in rows if (row.gemeente_id, row.halfjaar) not in gesloten]
    eerder = [row for row in nog_open if row.halfjaar < halfjaar]
    eerder_open = {row.gemeente_id for row in eerder}
    if gemeente and (gemeente.pk, halfjaar) in gesloten:
        raise Bezet(f"{halfjaar} is voor {gemeente} al afgesloten.")
    if gemeente and eerder_open:
        raise ValidationError(f"Sluit voor {gemeente} eerst {min(row.halfjaar for row in eerder)} af.")
    te_sluiten = [row for row in nog_open if row.halfjaar == halfjaar and row.gemeente_id not in eerder_open]
    if gemeente and not te_sluiten:
        raise ValidationError(f"{gemeente} heeft geen cijfers in {halfjaar}.")
    return te_sluiten


def _freeze(voortgang: Voortgang, door: Gebruiker, moment: datetime) -> Afsluiting:
    return Afsluiting(
        gemeente=voortgang.gemeente,
        halfjaar=voortgang.halfjaar,
        taakstelling=voortgang.taakstelling,
        saldo_begin=voortgang.saldo_begin,
        gerealiseerd=voortgang.gerealiseerd,
        vingerafdruk=fingerprint(frozen_content(voortgang.gemeente.code, voortgang.stand)),
        afgesloten_op=moment,
        afgesloten_door=door,
    )
