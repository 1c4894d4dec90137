"""A COA list comes in, is applied, or is put away."""

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from huisvesting.models import CoaImport, CoaImportregel, Huishouden, Statushouder
from huisvesting.regels.acties import CONTROLEER
from huisvesting.regels.coa_cellen import mask_v_nummer
from huisvesting.regels.coa_lijst import LABELS
from huisvesting.regels.coa_plan import Rijplan
from huisvesting.services.coa_toepassen import write_plan
from huisvesting.services.coa_voorbeeld import CHUNK, preview_coa_lijst
from samenwerking.basis.constraints import Bezet, one_transaction
from samenwerking.inlezen import clean_bestandsnaam
from samenwerking.models import Actielijst, Gebeurtenis, Gebruiker, Gemeente, Logregel
from samenwerking.services.actie import Punt, add_lijst
from samenwerking.services.logboek import log, make_logregel

# Changes as its people do; it is no column of the list.
OMVANG = "Omvang huishouden"

# A file that nobody decided about is not kept.
BEWAARTERMIJN = timedelta(days=2)

AL_AFGEHANDELD = "Deze lijst is al verwerkt of weggelegd. Lees het bestand opnieuw in."
INTUSSEN_VERANDERD = (
    "Sinds dit voorbeeld is er iets veranderd. Lees het bestand opnieuw in en bekijk het nieuwe voorbeeld."
)


@one_transaction(CoaImport)
def receive_coa_lijst(
    *,
    gemeente: Gemeente,
    data: bytes,
    bestandsnaam: str,
    door: Gebruiker,
    op: datetime | None = None,
    toewijzing: Mapping[str, str] | None = None,
) -> CoaImport:
    """A COA list arrives: keep it with a verdict on every row. Nothing about people is written yet.

    In: the file, for which gemeente; `toewijzing` {canonical column: header} where a header does not speak for itself.
    Out: the import; the same file for the same gemeente is the same import, read anew. Errors: ValidationError with one
    sentence when the file cannot be read as a list; then nothing is written.
    """
    moment = op or timezone.now()
    voorbeeld = preview_coa_lijst(
        gemeente=gemeente,
        data=data,
        bestandsnaam=bestandsnaam,
        peildatum=timezone.localdate(moment),
        toewijzing=toewijzing,
    )
    vingerafdruk = hashlib.sha256(data).hexdigest()
    earlier = CoaImport.objects.select_for_update(of=("self",)).filter(gemeente=gemeente, bestand_hash=vingerafdruk)
    coa_import = earlier.first() or CoaImport(gemeente=gemeente, bestand_hash=vingerafdruk)
    coa_import.bestandsnaam = clean_bestandsnaam(bestandsnaam)
    coa_import.inhoud = base64.b64encode(data).decode()
    coa_import.toewijzing = dict(toewijzing or {})
    coa_import.ontvangen_op, coa_import.ontvangen_door = moment, door
    coa_import.gesloten_op = coa_import.gesloten_door = None
    coa_import.samenvatting = voorbeeld.samenvatting()
    coa_import.save()
    coa_import.regels.all().delete()
    CoaImportregel.objects.bulk_create((_make_regel(coa_import, rij) for rij in voorbeeld.plan.rijen), batch_size=CHUNK)
    gegevens = {**voorbeeld.aantallen(), "fout": coa_import.samenvatting["fout"]}
    log(Gebeurtenis.COA_LIJST_ONTVANGEN, onderwerp=coa_import, door=door, op=moment, gegevens=gegevens)
    return coa_import


@one_transaction(CoaImport, Huishouden, Statushouder)
def apply_coa_import(*, coa_import: CoaImport, door: Gebruiker, op: datetime | None = None) -> CoaImport:
    """Apply a list: new and changed people and households, in one transaction; households with a fault are left out.

    The kept file is read and compared again, and must lead to what the preview showed. People who are not on the list
    stay as they are. Out: the import, its file emptied. Errors: ValidationError when the list was applied or put away
    already, or when the data changed since the preview.
    """
    moment = op or timezone.now()
    coa_import = _lock(coa_import)
    list(Huishouden.objects.select_for_update().for_gemeente(coa_import.gemeente).order_by("pk").values_list("pk"))
    voorbeeld = preview_coa_lijst(
        gemeente=coa_import.gemeente,
        data=base64.b64decode(coa_import.inhoud),
        bestandsnaam=coa_import.bestandsnaam,
        peildatum=timezone.localdate(moment),
        toewijzing=coa_import.toewijzing,
    )
    if voorbeeld.afdruk() != coa_import.samenvatting["afdruk"]:
        raise Bezet(INTUSSEN_VERANDERD)
    nieuw, bijgewerkt = write_plan(voorbeeld.plan, gemeente=coa_import.gemeente, door=door, op=moment)
    add_lijst(Actielijst.ONTVANGST, [Punt(*CONTROLEER)], onderwerpen=nieuw, door=door, op=moment)
    coa_import.toegepast_op, coa_import.toegepast_door = moment, door
    _close(coa_import, door=door, op=moment)
    _log_huishoudens(Gebeurtenis.HUISHOUDEN_GEKOPPELD, nieuw, coa_import, door=door, op=moment)
    _log_huishoudens(Gebeurtenis.HUISHOUDEN_BIJGEWERKT, bijgewerkt, coa_import, door=door, op=moment)
    gegevens = {**voorbeeld.aantallen(), "fout": coa_import.samenvatting["fout"]}
    log(Gebeurtenis.COA_LIJST_TOEGEPAST, onderwerp=coa_import, door=door, op=moment, gegevens=gegevens)
    return coa_import


@one_transaction(CoaImport)
def discard_coa_import(*, coa_import: CoaImport, door: Gebruiker, op: datetime | None = None) -> CoaImport:
    """Put a list away without applying it: the file and the verdicts go, the summary stays.

    Errors: ValidationError when it was applied or put away already.
    """
    moment = op or timezone.now()
    coa_import = _lock(coa_import)
    _close(coa_import, door=door, op=moment)
    coa_import.regels.all().delete()
    log(Gebeurtenis.COA_LIJST_VERWORPEN, onderwerp=coa_import, door=door, op=moment)
    return coa_import


def expire_coa_imports(*, door: Gebruiker, op: datetime | None = None) -> int:
    """Put away the lists that nobody decided about within the term. Out: how many."""
    moment = op or timezone.now()
    old = CoaImport.objects.open().filter(ontvangen_op__lt=moment - BEWAARTERMIJN).defer("inhoud")
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
    locked = CoaImport.objects.select_related("gemeente").get(pk=coa_import.pk)
    if locked.gesloten_op:
        raise Bezet(AL_AFGEHANDELD)
    return locked


def _close(coa_import: CoaImport, *, door: Gebruiker, op: datetime) -> None:
    """Nothing is left to decide: take out everything that names a person."""
    coa_import.gesloten_op, coa_import.gesloten_door = op, door
    coa_import.inhoud = ""
    coa_import.samenvatting["vervallen_personen"] = []
    coa_import.save()
    coa_import.regels.update(inhoud="")


def _log_huishoudens(
    gebeurtenis: Gebeurtenis, huishoudens: Sequence[Huishouden], coa_import: CoaImport, *, door: Gebruiker, op: datetime
) -> None:
    """Lines for the timelines of the households, all at once. The event itself has a line of its own."""
    gegevens = {"coa_import": str(coa_import.pk)}
    Logregel.objects.bulk_create(
        [
            make_logregel(gebeurtenis, onderwerp=h, door=door, gemeente=coa_import.gemeente, op=op, gegevens=gegevens)
            for h in huishoudens
        ],
        batch_size=CHUNK,
    )


def _make_regel(coa_import: CoaImport, rij: Rijplan) -> CoaImportregel:
    """The verdict as it is kept. What names a person or a value stands in `inhoud` only."""
    meldingen = [{"kolom": fout.kolom, "code": fout.code, "melding": fout.melding} for fout in rij.fouten]
    meldingen += [
        {"kolom": w.kolom, "code": "wijziging", "melding": f"{LABELS.get(w.kolom, OMVANG)} verandert."}
        for w in rij.wijzigingen
    ]
    meldingen += [{"kolom": "", "code": "opmerking", "melding": tekst} for tekst in rij.opmerkingen]
    inhoud = {"naam": rij.naam, "wijzigingen": [[LABELS.get(w.kolom, OMVANG), w.oud, w.nieuw] for w in rij.wijzigingen]}
    return CoaImportregel(
        coa_import=coa_import,
        rij=rij.rij,
        oordeel=rij.uitkomst,
        v_nummer_masker=mask_v_nummer(rij.v_nummer),
        huishoudnummer=rij.huishoudnummer,
        meldingen=meldingen,
        inhoud=json.dumps(inhoud),
    )
