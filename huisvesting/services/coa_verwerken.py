"""COA lists in the hands of a worker: a file is read, a large list is applied; followed, called off, given up.

The view that asks for it hands it out (huisvesting.tasks); what was lost is handed out again by the beat.
"""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone

from huisvesting.models import CoaImport
from huisvesting.services.coa import apply_coa_import
from huisvesting.services.coa_ontvangst import keep_coa_lijst, read_coa_lijst, refuse_coa_lijst
from huisvesting.services.verslag import report
from samenwerking.basis.constraints import Bezet, one_transaction
from samenwerking.inlezen import Leesfout, check_omvang
from samenwerking.models import Gebeurtenis, Gebruiker, Gemeente, Inleesstatus, Verwerking, Werksoort
from samenwerking.services.inlezing import INTUSSEN_VERANDERD, hash_bestand, lock_open
from samenwerking.services.verwerking import (
    AL_KLAAR,
    BEZIG,
    Voortgang,
    ask_verwerking,
    cancel_verwerking,
    do_verwerking,
    fail_verwerking,
    find_open,
    has_werkers,
)

# A list with more persons takes longer than someone likes to wait for a page.
GROOT = 500

TE_COMPLEX = (
    "Het bestand is te groot of te complex om te lezen. "
    "Zet alleen de lijst zelf in een nieuw bestand, of sla haar op als CSV, en lees dat in."
)
NIET_GELUKT = (
    "Het verwerken van deze lijst is niet gelukt. Er is niets verwerkt. Probeer het opnieuw, "
    "of splits de lijst in kleinere lijsten."
)
AL_GELEZEN = "Dit bestand is al gelezen."
NIET_TE_VERWERKEN = "Deze lijst is nog niet gelezen, of haar kolommen zijn nog niet gekozen."


def is_groot(coa_import: CoaImport) -> bool:
    """Whether a worker applies this list, where there are workers."""
    return has_werkers() and int(coa_import.samenvatting["personen"]) > GROOT


# --- Asked for --------------------------------------------------------------------------------------------------------
@one_transaction(CoaImport, Verwerking)
def receive_later(
    *,
    gemeente: Gemeente,
    data: bytes,
    bestandsnaam: str,
    door: Gebruiker,
    op: datetime | None = None,
    verbetering_van: CoaImport | None = None,
) -> Verwerking:
    """A COA list arrives, and a worker is to read it: nothing is opened here (security.md 074).

    In: as `receive_coa_lijst`. Out: the work. Errors: ValidationError when it is too large to be kept; Bezet while a
    worker is at this same file.
    """
    moment = op or timezone.now()
    try:
        check_omvang(data)
    except Leesfout as fout:
        raise ValidationError(str(fout), code="onleesbaar") from fout
    # Before its row is locked: that would wait until the worker is ready.
    eerder = CoaImport.objects.filter(gemeente=gemeente, bestand_hash=hash_bestand(data)).only("pk").first()
    if eerder and find_open(eerder):
        raise Bezet(BEZIG)
    coa_import = keep_coa_lijst(
        gemeente=gemeente,
        data=data,
        bestandsnaam=bestandsnaam,
        door=door,
        op=moment,
        verbetering_van=verbetering_van,
    )
    return _ask(coa_import, Werksoort.LEZEN, door, moment)


@one_transaction(CoaImport, Verwerking)
def read_again(*, coa_import: CoaImport, door: Gebruiker, op: datetime | None = None) -> Verwerking:
    """Reading was called off, and is wanted after all. Out: the work. Errors: Bezet when it was read, or is busy."""
    coa_import = _lock_free(coa_import)
    if coa_import.status != Inleesstatus.LEZEN:
        raise Bezet(AL_GELEZEN)
    return _ask(coa_import, Werksoort.LEZEN, door, op or timezone.now())


@one_transaction(CoaImport, Verwerking)
def apply_later(*, coa_import: CoaImport, door: Gebruiker, op: datetime | None = None) -> Verwerking:
    """A worker is to apply this list as its preview is now. Out: the work. Errors: Bezet when the list is not ready for
    it, or a worker is at it."""
    coa_import = _lock_free(coa_import)
    if coa_import.status != Inleesstatus.VOORBEELD:
        raise Bezet(NIET_TE_VERWERKEN)
    return _ask(coa_import, Werksoort.TOEPASSEN, door, op or timezone.now())


@one_transaction(CoaImport, Verwerking)
def cancel_werk(*, coa_import: CoaImport, door: Gebruiker, op: datetime | None = None) -> CoaImport:
    """Call off what a worker does with this list: nothing is written, and the list is as it was. Errors: Bezet when
    there is nothing to call off any more."""
    moment = op or timezone.now()
    verwerking = find_open(coa_import)
    if verwerking is None:
        raise Bezet(AL_KLAAR)
    cancel_verwerking(verwerking=verwerking, door=door, op=moment)
    gegevens = {"soort": verwerking.soort}
    report(Gebeurtenis.COA_LIJST_AFGEBROKEN, onderwerp=coa_import, door=door, op=moment, gegevens=gegevens)
    return coa_import


def _lock_free(coa_import: CoaImport) -> CoaImport:
    if find_open(coa_import):
        raise Bezet(BEZIG)
    return lock_open(coa_import, "gemeente")


def _ask(coa_import: CoaImport, soort: Werksoort, door: Gebruiker, op: datetime) -> Verwerking:
    return ask_verwerking(
        onderwerp=coa_import,
        gemeente=coa_import.gemeente,
        soort=soort,
        door=door,
        op=op,
        afdruk=coa_import.samenvatting["afdruk"],
    )


# --- By a worker ------------------------------------------------------------------------------------------------------
def do_lezen(sleutel: UUID) -> bool:
    """Read the file of this Verwerking. Out: whether this call did it. Errors: as `do_verwerking`."""
    return do_verwerking(sleutel=sleutel, werk=_lees)


def do_toepassen(sleutel: UUID) -> bool:
    """Apply the list of this Verwerking. Out: whether this call did it. Errors: as `do_verwerking`."""
    return do_verwerking(sleutel=sleutel, werk=_pas_toe)


@one_transaction(CoaImport, Verwerking)
def give_up(sleutel: UUID, op: datetime | None = None) -> bool:
    """The work takes too much time or memory: it ends with a sentence, and a file that was to be read is let go.

    Out: whether it was still open.
    """
    moment = op or timezone.now()
    verwerking = Verwerking.objects.open().filter(pk=sleutel).first()
    if verwerking is None:
        return False
    lezen = verwerking.soort == Werksoort.LEZEN
    if lezen:
        refuse_coa_lijst(coa_import=_onderwerp(verwerking), leesfout=TE_COMPLEX, op=moment)
    return fail_verwerking(verwerking=verwerking, fout=TE_COMPLEX if lezen else NIET_GELUKT, op=moment)


def _lees(verwerking: Verwerking, voortgang: Voortgang) -> None:
    read_coa_lijst(coa_import=_onderwerp(verwerking), voortgang=voortgang)


def _pas_toe(verwerking: Verwerking, voortgang: Voortgang) -> None:
    """The list as its asker saw it, in the asker's name. Errors: Bezet when its preview was made anew since."""
    coa_import = apply_coa_import(coa_import=_onderwerp(verwerking), door=verwerking.gevraagd_door, voortgang=voortgang)
    if coa_import.samenvatting["afdruk"] != verwerking.afdruk:
        raise Bezet(INTUSSEN_VERANDERD)


def _onderwerp(verwerking: Verwerking) -> CoaImport:
    return CoaImport.objects.defer("inhoud").get(pk=verwerking.onderwerp_id)
