"""A person decides about the rows of a COA list that are in doubt."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from huisvesting.models import CoaImport
from huisvesting.regels.coa_plan import Plan
from huisvesting.services.coa_ontvangst import preview_import
from huisvesting.services.coa_twijfels import load_keuzes
from samenwerking.basis.constraints import Bezet, one_transaction
from samenwerking.models import Gebeurtenis, Gebruiker
from samenwerking.services.inleeswerk import lock_free
from samenwerking.services.inlezing import KIES_KOLOMMEN
from samenwerking.services.logboek import log

NIET_IN_TWIJFEL = "Over deze rij hoeft u niets te kiezen. Bekijk het voorbeeld opnieuw."
KAN_NIET = "Deze keuze kan hier niet, of past niet bij een andere keuze. Kies per V-nummer en per persoon één rij."


@one_transaction(CoaImport)
def decide_rijen(
    *, coa_import: CoaImport, keuzes: Mapping[int, str], door: Gebruiker, op: datetime | None = None
) -> CoaImport:
    """Say what happens with rows in doubt; the preview is made anew with it.

    In: per row its choice (see coa_twijfel), "" for not yet; rows that are not named keep what was chosen. Out: the
    import. Errors: ValidationError when a row is not in doubt, may not choose this, or two choices contradict (then
    nothing changes); when nothing is left to decide.
    """
    moment = op or timezone.now()
    coa_import = lock_free(coa_import, "gemeente", "verbetering_van")
    if not coa_import.toewijzing:
        raise Bezet(KIES_KOLOMMEN)
    samen = {**load_keuzes(coa_import), **keuzes}
    plan = preview_import(coa_import, coa_import.toewijzing, moment, keuzes=samen)
    _check(plan, keuzes)
    gegevens = {"rijen": {str(rij): str(keuze) for rij, keuze in sorted(keuzes.items())}}
    log(Gebeurtenis.COA_LIJST_BESLIST, onderwerp=coa_import, door=door, op=moment, gegevens=gegevens)
    return coa_import


def _check(plan: Plan, keuzes: Mapping[int, str]) -> None:
    """What was chosen now, must be what holds."""
    rijen = {rij.rij: rij for rij in plan.rijen}
    for rij, keuze in keuzes.items():
        gevonden = rijen.get(rij)
        if gevonden is None or gevonden.twijfel is None:
            raise ValidationError(f"Rij {rij}: {NIET_IN_TWIJFEL}", code="niet_in_twijfel")
        if keuze and gevonden.keuze != keuze:
            raise ValidationError(f"Rij {rij}: {KAN_NIET}", code="keuze_kan_niet")
