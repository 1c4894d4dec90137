"""Sheets of homes in the hands of a worker, which reads them (samenwerking.services.inleeswerk)."""

from datetime import datetime

from django.utils import timezone

from huisvesting.models import Aanbodlijst
from huisvesting.services.aanbodlijst import (
    choose_aanbod_blad,
    keep_aanbodlijst,
    read_aanbodlijst,
    refuse_aanbodlijst,
)
from samenwerking.basis.constraints import one_transaction
from samenwerking.models import Gebeurtenis, Gebruiker, Gemeente, Verwerking, Werksoort, Woningcorporatie
from samenwerking.services.inleeswerk import Inleeswerk, ask_werk, check_bestand, require_free
from samenwerking.services.inlezing import hash_bestand

AANBOD_WERK = Inleeswerk(
    model=Aanbodlijst,
    afgebroken=Gebeurtenis.AANBODLIJST_AFGEBROKEN,
    read=lambda rij, voortgang: read_aanbodlijst(lijst=rij, voortgang=voortgang),
    choose_blad=lambda rij, blad, door: choose_aanbod_blad(lijst=rij, blad=blad, door=door),
    refuse=lambda rij, leesfout, op: refuse_aanbodlijst(lijst=rij, leesfout=leesfout, op=op),
)


@one_transaction(Aanbodlijst, Verwerking)
def receive_aanbodlijst_later(
    *,
    corporatie: Woningcorporatie,
    gemeente: Gemeente,
    data: bytes,
    bestandsnaam: str,
    door: Gebruiker,
    op: datetime | None = None,
) -> Verwerking:
    """A sheet arrives, and a worker is to read it: nothing is opened here (security.md 074).

    In: as `receive_aanbodlijst`. Out: the work. Errors: ValidationError when it is too large to be kept, or no table at
    first sight, or the corporation does not work in the gemeente; Bezet while a worker is at this same file.
    """
    moment = op or timezone.now()
    check_bestand(data, bestandsnaam)
    sleutel = {"corporatie": corporatie, "gemeente": gemeente, "bestand_hash": hash_bestand(data)}
    require_free(Aanbodlijst.objects.filter(**sleutel))
    lijst = keep_aanbodlijst(
        corporatie=corporatie, gemeente=gemeente, data=data, bestandsnaam=bestandsnaam, door=door, op=moment
    )
    return ask_werk(lijst, Werksoort.LEZEN, door=door, op=moment)
