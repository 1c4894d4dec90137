"""A COA list comes in: it is kept, its columns are known or chosen, and every row gets a verdict."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from huisvesting.models import CoaImport
from huisvesting.models.coa import empty_samenvatting
from huisvesting.regels.coa_lijst import KOLOMMEN
from huisvesting.regels.coa_plan import Plan
from huisvesting.services.coa_regels import write_regels
from huisvesting.services.coa_twijfels import find_outdated, load_keuzes
from huisvesting.services.coa_voorbeeld import compare_import
from samenwerking.basis.constraints import one_transaction
from samenwerking.basis.geheugen import without_collecting
from samenwerking.inlezen import Kolomindeling, Leesfout, Tabel, map_kolommen
from samenwerking.models import Gebeurtenis, Gebruiker, Gemeente, Inleessoort
from samenwerking.services.inleeswerk import lock_free
from samenwerking.services.inlezing import (
    find_indeling,
    hash_bestand,
    keep_bestand,
    keep_tabel,
    limit_kolommen,
    lock_open,
    open_tabel,
    refuse_inlezing,
    remember_indeling,
    reopen_inlezing,
    set_blad,
)
from samenwerking.services.logboek import log
from samenwerking.services.verwerking import Voortgang, tell_nobody

HELE_LIJST = "Dit is de hele lijst van eerder. Kies het bestand met de verbeterde rijen."


@one_transaction(CoaImport)
def receive_coa_lijst(
    *,
    gemeente: Gemeente,
    data: bytes,
    bestandsnaam: str,
    door: Gebruiker,
    op: datetime | None = None,
    toewijzing: Mapping[str, str] | None = None,
    verbetering_van: CoaImport | None = None,
    may_ask: bool = True,
) -> CoaImport:
    """A COA list arrives and is read at once: it is kept with a verdict on every row. No person is written yet.

    In: the file, for which gemeente; `toewijzing` {canonical column: header} where a header does not speak for itself;
    `verbetering_van`, the list of which these are the mended rows; `may_ask`, whether someone can be asked to choose
    the columns. Out: the import, which has status INDELEN when its columns are not known; the same file for the same
    gemeente is the same import, read anew. Errors: ValidationError with one sentence when the file cannot be read as a
    table, or its columns are not known and nobody can be asked; then nothing is written.
    """
    moment = op or timezone.now()
    coa_import = _keep(gemeente, data, bestandsnaam, door, moment, verbetering_van)
    _read(coa_import, toewijzing, moment, may_ask=may_ask)
    _log_ontvangst(coa_import, door, moment)
    return coa_import


@one_transaction(CoaImport)
def keep_coa_lijst(
    *,
    gemeente: Gemeente,
    data: bytes,
    bestandsnaam: str,
    door: Gebruiker,
    op: datetime | None = None,
    verbetering_van: CoaImport | None = None,
) -> CoaImport:
    """The same for a worker that reads it: the file is kept and nothing is opened. Out: the import, status LEZEN."""
    coa_import = _keep(gemeente, data, bestandsnaam, door, op or timezone.now(), verbetering_van)
    coa_import.save()
    return coa_import


@one_transaction(CoaImport)
def read_coa_lijst(
    *, coa_import: CoaImport, op: datetime | None = None, voortgang: Voortgang = tell_nobody
) -> CoaImport:
    """Read a list that was kept, on behalf of who handed it in; done before, it stays as it is.

    Out: the import; a file that cannot be read has status ONLEESBAAR with the sentence, and is let go. Errors: Bezet
    when nothing is left to decide.
    """
    moment = op or timezone.now()
    voortgang("lezen", 0, 0)
    coa_import = lock_open(coa_import, "gemeente", "ontvangen_door")
    if coa_import.koppen:
        return coa_import
    try:
        _read(coa_import, None, moment, voortgang=voortgang)
    except ValidationError as fout:
        refuse_inlezing(coa_import, leesfout=" ".join(fout.messages), op=moment)
    _log_ontvangst(coa_import, coa_import.ontvangen_door, moment)
    return coa_import


@one_transaction(CoaImport)
def refuse_coa_lijst(*, coa_import: CoaImport, leesfout: str, op: datetime | None = None) -> CoaImport:
    """A list that was kept cannot be read, and this sentence says why: it is let go.

    Out: the import, status ONLEESBAAR. Errors: Bezet when nothing is left to decide.
    """
    moment = op or timezone.now()
    coa_import = lock_open(coa_import, "gemeente", "ontvangen_door")
    refuse_inlezing(coa_import, leesfout=leesfout, op=moment)
    _log_ontvangst(coa_import, coa_import.ontvangen_door, moment)
    return coa_import


@one_transaction(CoaImport)
def choose_coa_kolommen(
    *, coa_import: CoaImport, toewijzing: Mapping[str, str], door: Gebruiker, op: datetime | None = None
) -> CoaImport:
    """Say which header is which column; remembered for the next list of this gemeente with these headers.

    In: {canonical column: header}; what it leaves out is not used. Out: the import with a new preview. Errors:
    ValidationError when a required column is missing, a header is chosen twice, or nothing is left to decide.
    """
    moment = op or timezone.now()
    coa_import = lock_free(coa_import, "gemeente")
    gekozen = {naam: kop for naam, kop in toewijzing.items() if kop}
    preview_import(coa_import, gekozen, moment)
    remember_indeling(Inleessoort.COA_LIJST, coa_import, gemeente=coa_import.gemeente, door=door, op=moment)
    gegevens = {"kolommen": sorted(coa_import.toewijzing)}
    log(Gebeurtenis.COA_LIJST_INGEDEELD, onderwerp=coa_import, door=door, op=moment, gegevens=gegevens)
    return coa_import


@one_transaction(CoaImport)
def choose_coa_blad(*, coa_import: CoaImport, blad: str, door: Gebruiker, op: datetime | None = None) -> CoaImport:
    """Say which sheet of the file is the list; it is read at once.

    Out: the import, with a preview when the columns of the sheet are known. Errors: ValidationError when there is no
    such sheet, it holds no table, or nothing is left to decide.
    """
    moment = op or timezone.now()
    coa_import = lock_open(coa_import, "gemeente")
    gegevens = set_blad(coa_import, blad)
    coa_import.samenvatting = empty_samenvatting()
    coa_import.regels.all().delete()
    _read(coa_import, None, moment)
    log(Gebeurtenis.COA_LIJST_INGEDEELD, onderwerp=coa_import, door=door, op=moment, gegevens=gegevens)
    return coa_import


# --- Parts ------------------------------------------------------------------------------------------------------------
def _keep(
    gemeente: Gemeente,
    data: bytes,
    bestandsnaam: str,
    door: Gebruiker,
    op: datetime,
    verbetering_van: CoaImport | None,
) -> CoaImport:
    """The import with this file, whose earlier verdicts are gone. Saves nothing."""
    earlier = CoaImport.objects.select_for_update(of=("self",)).filter(
        gemeente=gemeente, bestand_hash=hash_bestand(data)
    )
    coa_import = earlier.first() or CoaImport(gemeente=gemeente)
    if verbetering_van and coa_import.pk == verbetering_van.pk:
        raise ValidationError(HELE_LIJST, code="hele_lijst")
    keep_bestand(coa_import, data=data, bestandsnaam=bestandsnaam)
    reopen_inlezing(coa_import, door=door, op=op)
    coa_import.verbetering_van = verbetering_van
    # What was chosen about this file holds, as far as the same is still asked.
    coa_import.samenvatting = {**empty_samenvatting(), "keuzes": coa_import.samenvatting.get("keuzes", {})}
    coa_import.regels.all().delete()
    return coa_import


@without_collecting()
def _read(
    coa_import: CoaImport,
    toewijzing: Mapping[str, str] | None,
    op: datetime,
    *,
    may_ask: bool = True,
    voortgang: Voortgang = tell_nobody,
) -> None:
    """Open the file, and make the preview when its columns are known. Errors: ValidationError when it is no table, or
    its columns are not known and nobody can be asked."""
    tabel = open_tabel(coa_import)
    voortgang("vergelijken", 0, len(tabel.rijen))
    keep_tabel(coa_import, tabel)
    try:
        indeling = _find_kolommen(coa_import, toewijzing)
    except Leesfout as fout:
        if not may_ask:
            raise ValidationError(str(fout), code="kolommen") from fout
        coa_import.save()
        return
    preview_import(coa_import, indeling.koppen, op, tabel=tabel)


def _find_kolommen(coa_import: CoaImport, toewijzing: Mapping[str, str] | None) -> Kolomindeling:
    """Which column holds what: as it is given and for the rest as the headers say; or all as in the list of which these
    are the mended rows; or all as it was chosen before; or all as the headers say. Errors: Leesfout when that is not
    enough."""
    if toewijzing:
        return map_kolommen(coa_import.koppen, KOLOMMEN, toewijzing=toewijzing)
    if lijst := coa_import.verbetering_van:
        return map_kolommen(coa_import.koppen, limit_kolommen(KOLOMMEN, lijst.toewijzing), toewijzing=lijst.toewijzing)
    eerder = find_indeling(Inleessoort.COA_LIJST, coa_import.koppen, gemeente=coa_import.gemeente)
    gekozen = eerder.toewijzing if eerder else None
    return map_kolommen(coa_import.koppen, limit_kolommen(KOLOMMEN, gekozen), toewijzing=gekozen)


@without_collecting()
def preview_import(
    coa_import: CoaImport,
    toewijzing: Mapping[str, str] | None,
    op: datetime,
    *,
    keuzes: Mapping[int, str] | None = None,
    tabel: Tabel | None = None,
) -> Plan:
    """Compare with what is stored, and keep the verdicts. A step inside an event.

    In: the import, locked; `keuzes`, what was chosen for rows in doubt, by row; without it what was chosen before
    holds, as far as the same is still asked; `tabel`, its file where that was opened just now. Out: the plan. Errors:
    ValidationError when the columns do not do.
    """
    gekozen = load_keuzes(coa_import) if keuzes is None else dict(keuzes)
    dag = timezone.localdate(op)
    tabel = tabel or open_tabel(coa_import)
    voorbeeld = compare_import(coa_import, toewijzing, dag, gekozen, tabel=tabel)
    if keuzes is None and (oud := find_outdated(coa_import, voorbeeld.plan)):
        gekozen = {rij: keuze for rij, keuze in gekozen.items() if rij not in oud}
        voorbeeld = compare_import(coa_import, toewijzing, dag, gekozen, tabel=tabel)
    coa_import.toewijzing = dict(voorbeeld.koppen)
    coa_import.samenvatting = voorbeeld.samenvatting()
    coa_import.save()
    write_regels(coa_import, voorbeeld.plan.rijen)
    return voorbeeld.plan


def _log_ontvangst(coa_import: CoaImport, door: Gebruiker, op: datetime) -> None:
    velden = ("personen", "huishoudens", "nieuw", "gewijzigd", "ongewijzigd", "vervallen", "fout")
    gegevens = {veld: coa_import.samenvatting[veld] for veld in velden}
    log(Gebeurtenis.COA_LIJST_ONTVANGEN, onderwerp=coa_import, door=door, op=op, gegevens=gegevens)
