"""A COA list is applied, or put away."""

from datetime import datetime

from django.utils import timezone

from huisvesting.models import CoaImport, CoaImportregel, Huishouden, Statushouder
from huisvesting.regels.acties import CONTROLEER, VRAAG_COA
from huisvesting.regels.coa_plan import Plan
from huisvesting.regels.coa_twijfel import Keuze
from huisvesting.services.coa_terugdraaien import release_vorige
from huisvesting.services.coa_toepassen import write_plan
from huisvesting.services.coa_twijfels import load_keuzes
from huisvesting.services.coa_voorbeeld import compare_import
from huisvesting.services.coa_vorige import look_before, record_vorige
from samenwerking.basis.constraints import Bezet, one_transaction
from samenwerking.basis.geheugen import without_collecting
from samenwerking.models import Actie, Actielijst, Gebeurtenis, Gebruiker
from samenwerking.services.actie import Punt, add_lijst
from samenwerking.services.inlezing import (
    INTUSSEN_VERANDERD,
    bewaargrens,
    close_inlezing,
    lock_open,
    open_tabel,
    release_bestanden,
)
from samenwerking.services.logboek import log, log_alle
from samenwerking.services.verwerking import Voortgang, tell_nobody


@one_transaction(CoaImport, Huishouden, Statushouder)
@without_collecting()
def apply_coa_import(
    *, coa_import: CoaImport, door: Gebruiker, op: datetime | None = None, voortgang: Voortgang = tell_nobody
) -> CoaImport:
    """Apply a list: new and changed people and households, in one transaction; households with a fault are left out.

    The kept list is compared again, and must lead to what the preview showed. People who are not on the list stay as
    they are. Out: the import; its file is kept for the term, to mend what was left out. Errors: ValidationError
    when the list was applied or put away already, or when the data changed since the preview.
    """
    moment = op or timezone.now()
    voortgang("lezen", 0, 0)
    coa_import = _lock(coa_import)
    list(Huishouden.objects.select_for_update().for_gemeente(coa_import.gemeente).order_by("pk").values_list("pk"))
    keuzes = load_keuzes(coa_import)
    tabel = open_tabel(coa_import)
    voortgang("vergelijken", 0, len(tabel.rijen))
    voorbeeld = compare_import(coa_import, coa_import.toewijzing, timezone.localdate(moment), keuzes, tabel=tabel)
    if voorbeeld.afdruk() != coa_import.samenvatting["afdruk"]:
        raise Bezet(INTUSSEN_VERANDERD)
    vorige = look_before(voorbeeld.plan)
    nieuw, bijgewerkt = write_plan(
        voorbeeld.plan, gemeente=coa_import.gemeente, door=door, op=moment, voortgang=voortgang
    )
    voortgang("afronden", 0, 0)
    add_lijst(Actielijst.ONTVANGST, [Punt(*CONTROLEER)], onderwerpen=nieuw, door=door, op=moment)
    _ask_coa(coa_import, voorbeeld.plan, door=door, op=moment)
    coa_import.toegepast_op, coa_import.toegepast_door = moment, door
    coa_import.teruggedraaid_op = coa_import.teruggedraaid_door = None
    _close(coa_import, door=door, op=moment, keep=True)
    lijst = {"coa_import": str(coa_import.pk)}
    for wat, welke in ((Gebeurtenis.HUISHOUDEN_GEKOPPELD, nieuw), (Gebeurtenis.HUISHOUDEN_BIJGEWERKT, bijgewerkt)):
        log_alle(wat, onderwerpen=welke, door=door, op=moment, gemeente=coa_import.gemeente, gegevens=lijst)
    gegevens = {**voorbeeld.aantallen(), "fout": coa_import.samenvatting["fout"]}
    regel = log(Gebeurtenis.COA_LIJST_TOEGEPAST, onderwerp=coa_import, door=door, op=moment, gegevens=gegevens)
    record_vorige(coa_import, vorige, nieuw=nieuw, bijgewerkt=bijgewerkt, regel=regel)
    return coa_import


@one_transaction(CoaImport)
def discard_coa_import(*, coa_import: CoaImport, door: Gebruiker, op: datetime | None = None) -> CoaImport:
    """Put a list away without applying it: the file and the verdicts go, the summary stays.

    Errors: ValidationError when it was applied or put away already.
    """
    moment = op or timezone.now()
    coa_import = _lock(coa_import)
    coa_import.samenvatting["keuzes"] = {}
    _close(coa_import, door=door, op=moment)
    coa_import.regels.all().delete()
    log(Gebeurtenis.COA_LIJST_VERWORPEN, onderwerp=coa_import, door=door, op=moment)
    return coa_import


def expire_coa_imports(*, door: Gebruiker, op: datetime | None = None) -> int:
    """Put away the lists that nobody decided about within the term, and let go the files of the others. Out: how many
    were put away."""
    moment = op or timezone.now()
    release_vorige(moment)
    verlopen = release_bestanden(CoaImport, moment)
    CoaImportregel.objects.filter(coa_import__in=verlopen).update(inhoud="")
    old = CoaImport.objects.open().filter(ontvangen_op__lt=bewaargrens(moment)).defer("inhoud")
    return len([discard_coa_import(coa_import=coa_import, door=door, op=moment) for coa_import in old])


# --- The import itself ------------------------------------------------------------------------------------------------
def _lock(coa_import: CoaImport) -> CoaImport:
    """The import as it is now. All lists of the gemeente are locked, so that two of them are applied one after the
    other. Errors: ValidationError when there is nothing left to decide."""
    list(
        CoaImport.objects.select_for_update(of=("self",))
        .filter(gemeente_id=coa_import.gemeente_id)
        .order_by("pk")
        .values_list("pk")
    )
    return lock_open(coa_import, "gemeente")


def _close(coa_import: CoaImport, *, door: Gebruiker, op: datetime, keep: bool = False) -> None:
    """Nothing is left to decide. With `keep` the file and what the rows changed stay for their term."""
    close_inlezing(coa_import, door=door, op=op, keep=keep)
    coa_import.samenvatting["vervallen_personen"] = []
    # A file that stays is not written once more.
    blijft = {"id", "inhoud"} if keep else {"id"}
    coa_import.save(update_fields={veld.name for veld in CoaImport._meta.concrete_fields} - blijft)


def _ask_coa(coa_import: CoaImport, plan: Plan, *, door: Gebruiker, op: datetime) -> None:
    """Someone asks COA about each row for which that was chosen; once, however often the list is applied."""
    titels = [f"{VRAAG_COA[0]} (rij {rij.rij})" for rij in plan.rijen if rij.keuze == Keuze.VRAAG_COA]
    if titels:
        gevraagd = set(Actie.objects.for_onderwerp(coa_import).values_list("titel", flat=True))
        punten = [Punt(titel, VRAAG_COA[1]) for titel in titels if titel not in gevraagd]
        add_lijst(Actielijst.LOS, punten, onderwerpen=[coa_import], door=door, op=op)
