"""Overviews in the hands of a worker, which reads them (samenwerking.services.inleeswerk)."""

from datetime import date, datetime

from django.utils import timezone

from samenwerking.basis.constraints import one_transaction
from samenwerking.models import Gebeurtenis, Gebruiker, Gemeente, Verwerking, Werksoort
from samenwerking.services.inleeswerk import Inleeswerk, ask_werk, check_bestand, require_free
from taakstelling.models import Overzichtimport, SoortOverzicht
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.services.overzicht_ontvangst import (
    choose_blad,
    keep_overzicht,
    key_of,
    read_overzicht,
    refuse_overzicht,
)

OVERZICHT_WERK = Inleeswerk(
    model=Overzichtimport,
    afgebroken=Gebeurtenis.OVERZICHT_AFGEBROKEN,
    read=lambda rij, voortgang: read_overzicht(overzicht=rij, voortgang=voortgang),
    choose_blad=lambda rij, blad, door: choose_blad(overzicht=rij, blad=blad, door=door),
    refuse=lambda rij, leesfout, op: refuse_overzicht(overzicht=rij, leesfout=leesfout, op=op),
)


@one_transaction(Overzichtimport, Verwerking)
def receive_overzicht_later(
    *,
    soort: SoortOverzicht,
    halfjaar: Halfjaar,
    data: bytes,
    bestandsnaam: str,
    saldoteken: str,
    door: Gebruiker,
    peildatum: date | None = None,
    gemeente: Gemeente | None = None,
    op: datetime | None = None,
) -> Verwerking:
    """An overview arrives, and a worker is to read it: nothing is opened here (security.md 074).

    In: as `receive_overzicht`. Out: the work. Errors: ValidationError when it is too large to be kept, or no table at
    first sight, or the peildatum does not belong to the half-year; Bezet while a worker is at this same file.
    """
    moment = op or timezone.now()
    check_bestand(data, bestandsnaam)
    require_free(Overzichtimport.objects.filter(**key_of(soort, halfjaar, peildatum, gemeente, data, moment)))
    overzicht = keep_overzicht(
        soort=soort,
        halfjaar=halfjaar,
        data=data,
        bestandsnaam=bestandsnaam,
        saldoteken=saldoteken,
        door=door,
        peildatum=peildatum,
        gemeente=gemeente,
        op=moment,
    )
    return ask_werk(overzicht, Werksoort.LEZEN, door=door, op=moment)
