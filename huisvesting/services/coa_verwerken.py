"""COA lists in the hands of a worker: a file is read, a large list is applied (samenwerking.services.inleeswerk)."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from huisvesting.models import CoaImport
from huisvesting.services.coa import apply_coa_import
from huisvesting.services.coa_ontvangst import choose_coa_blad, keep_coa_lijst, read_coa_lijst, refuse_coa_lijst
from samenwerking.basis.constraints import Bezet, one_transaction
from samenwerking.models import Gebeurtenis, Gebruiker, Gemeente, Inleesstatus, Verwerking, Werksoort
from samenwerking.services.inleeswerk import Inleeswerk, ask_werk, check_bestand, lock_free, require_free
from samenwerking.services.inlezing import INTUSSEN_VERANDERD, find_tabel, hash_bestand
from samenwerking.services.verwerking import Voortgang, do_verwerking, has_werkers

# A list with more persons takes longer than someone likes to wait for a page.
GROOT = 500

NIET_TE_VERWERKEN = "Deze lijst is nog niet gelezen, of haar kolommen zijn nog niet gekozen."

COA_WERK = Inleeswerk(
    model=CoaImport,
    afgebroken=Gebeurtenis.COA_LIJST_AFGEBROKEN,
    read=lambda rij, voortgang: read_coa_lijst(coa_import=rij, voortgang=voortgang),
    choose_blad=lambda rij, blad, door: choose_coa_blad(coa_import=rij, blad=blad, door=door),
    refuse=lambda rij, leesfout, op: refuse_coa_lijst(coa_import=rij, leesfout=leesfout, op=op),
)


def wants_werker(coa_import: CoaImport) -> bool:
    """Whether a worker applies this list, where there are workers: it is large, or its file would have to be opened."""
    return has_werkers() and (int(coa_import.samenvatting["personen"]) > GROOT or find_tabel(coa_import) is None)


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

    In: as `receive_coa_lijst`. Out: the work. Errors: ValidationError when it is too large to be kept, or no table at
    first sight; Bezet while a worker is at this same file.
    """
    moment = op or timezone.now()
    check_bestand(data, bestandsnaam)
    require_free(CoaImport.objects.filter(gemeente=gemeente, bestand_hash=hash_bestand(data)))
    coa_import = keep_coa_lijst(
        gemeente=gemeente,
        data=data,
        bestandsnaam=bestandsnaam,
        door=door,
        op=moment,
        verbetering_van=verbetering_van,
    )
    return ask_werk(coa_import, Werksoort.LEZEN, door=door, op=moment)


@one_transaction(CoaImport, Verwerking)
def apply_later(*, coa_import: CoaImport, door: Gebruiker, op: datetime | None = None) -> Verwerking:
    """A worker is to apply this list as its preview is now. Out: the work. Errors: Bezet when the list is not ready for
    it, or a worker is at it."""
    coa_import = lock_free(coa_import, "gemeente")
    if coa_import.status != Inleesstatus.VOORBEELD:
        raise Bezet(NIET_TE_VERWERKEN)
    afdruk = coa_import.samenvatting["afdruk"]
    return ask_werk(coa_import, Werksoort.TOEPASSEN, door=door, op=op or timezone.now(), afdruk=afdruk)


# --- By a worker ------------------------------------------------------------------------------------------------------
def do_toepassen(sleutel: UUID) -> bool:
    """Apply the list of this Verwerking. Out: whether this call did it. Errors: as `do_verwerking`."""
    return do_verwerking(sleutel=sleutel, werk=_pas_toe)


def _pas_toe(verwerking: Verwerking, voortgang: Voortgang) -> None:
    """The list as its asker saw it, in the asker's name. Errors: Bezet when its preview was made anew since."""
    coa_import = COA_WERK.find(verwerking)
    coa_import = apply_coa_import(coa_import=coa_import, door=verwerking.gevraagd_door, voortgang=voortgang)
    if coa_import.samenvatting["afdruk"] != verwerking.afdruk:
        raise Bezet(INTUSSEN_VERANDERD)
