"""An overview of many gemeenten comes in, and its columns are known or chosen."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from samenwerking.basis.constraints import one_transaction
from samenwerking.models import Bestandsindeling, Gebeurtenis, Gebruiker, Gemeente
from samenwerking.services.inleeswerk import lock_free
from samenwerking.services.inlezing import (
    hash_bestand,
    keep_bestand,
    keep_tabel,
    lock_open,
    open_tabel,
    refuse_inlezing,
    remember_indeling,
    reopen_inlezing,
    set_blad,
)
from samenwerking.services.logboek import log
from samenwerking.services.verwerking import Voortgang, tell_nobody
from taakstelling.models import Overzichtimport, Rijoordeel, SoortOverzicht, empty_uitkomst
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.services.overzicht_voorbeeld import find_indeling, map_overzicht


def make_overzicht(
    *,
    soort: SoortOverzicht,
    halfjaar: Halfjaar,
    data: bytes,
    bestandsnaam: str,
    saldoteken: str,
    peildatum: date | None = None,
    gemeente: Gemeente | None = None,
    op: datetime | None = None,
) -> Overzichtimport:
    """A file as an import that is not saved yet.

    Its columns are known when they were chosen before for this layout, or speak for themselves; else `toewijzing` is
    empty. Errors: ValidationError when the file is no table, or the peildatum does not belong to the half-year.
    """
    sleutel = key_of(soort, halfjaar, peildatum, gemeente, data, op)
    overzicht = Overzichtimport(**sleutel, saldoteken=saldoteken)
    keep_bestand(overzicht, data=data, bestandsnaam=bestandsnaam)
    _read(overzicht)
    return overzicht


def _read(overzicht: Overzichtimport) -> None:
    """Open the file, and find its columns: as they were chosen before, or as the headers say. Saves nothing."""
    keep_tabel(overzicht, open_tabel(overzicht))
    eerder = find_indeling(overzicht)
    with suppress(ValidationError):
        indeling = map_overzicht(overzicht.koppen, overzicht, eerder.toewijzing if eerder else None)
        overzicht.toewijzing = dict(indeling.koppen)


@one_transaction(Overzichtimport)
def receive_overzicht(
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
) -> Overzichtimport:
    """A file arrives and is read at once: keep it for a decision. No number is written yet.

    In: what it is about; with a `gemeente` only its rows will be used. Out: the import; the same file for the same
    half-year and day is the same import, read anew. Errors: as `make_overzicht`.
    """
    moment = op or timezone.now()
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
    _read(overzicht)
    overzicht.save()
    _log_ontvangst(overzicht, moment)
    return overzicht


@one_transaction(Overzichtimport)
def keep_overzicht(
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
) -> Overzichtimport:
    """The same for a worker that reads it: the file is kept and nothing is opened.

    Out: the import, status LEZEN. Errors: ValidationError when the peildatum does not belong to the half-year.
    """
    moment = op or timezone.now()
    sleutel = key_of(soort, halfjaar, peildatum, gemeente, data, moment)
    earlier = Overzichtimport.objects.select_for_update(of=("self",)).filter(**sleutel)
    overzicht = earlier.first() or Overzichtimport(**sleutel)
    overzicht.saldoteken, overzicht.uitkomst = saldoteken, empty_uitkomst()
    keep_bestand(overzicht, data=data, bestandsnaam=bestandsnaam)
    reopen_inlezing(overzicht, door=door, op=moment)
    overzicht.save()
    return overzicht


@one_transaction(Overzichtimport)
def read_overzicht(
    *, overzicht: Overzichtimport, op: datetime | None = None, voortgang: Voortgang = tell_nobody
) -> Overzichtimport:
    """Read a file that was kept, on behalf of who handed it in; done before, it stays as it is.

    Out: the import; a file that cannot be read has status ONLEESBAAR with the sentence, and is let go. Errors: Bezet
    when nothing is left to decide.
    """
    moment = op or timezone.now()
    voortgang("lezen", 0, 0)
    overzicht = lock_open(overzicht, "gemeente", "ontvangen_door")
    if overzicht.koppen:
        return overzicht
    try:
        _read(overzicht)
        overzicht.save()
    except ValidationError as fout:
        refuse_inlezing(overzicht, leesfout=" ".join(fout.messages), op=moment)
    _log_ontvangst(overzicht, moment)
    return overzicht


@one_transaction(Overzichtimport)
def refuse_overzicht(*, overzicht: Overzichtimport, leesfout: str, op: datetime | None = None) -> Overzichtimport:
    """A file that was kept cannot be read, and this sentence says why: it is let go.

    Out: the import, status ONLEESBAAR. Errors: Bezet when nothing is left to decide.
    """
    moment = op or timezone.now()
    overzicht = lock_open(overzicht, "gemeente", "ontvangen_door")
    refuse_inlezing(overzicht, leesfout=leesfout, op=moment)
    _log_ontvangst(overzicht, moment)
    return overzicht


@one_transaction(Overzichtimport, Bestandsindeling)
def choose_kolommen(
    *,
    overzicht: Overzichtimport,
    toewijzing: Mapping[str, str],
    saldoteken: str,
    door: Gebruiker,
    op: datetime | None = None,
) -> Overzichtimport:
    """Say which header is which column and what the sign means; remembered for the next file with these headers.

    In: {canonical column: header}; what it leaves out is not used. Errors: ValidationError when a required column is
    missing, a header is chosen twice, or there is nothing left to decide.
    """
    moment = op or timezone.now()
    overzicht = lock_free(overzicht, "gemeente")
    indeling = map_overzicht(overzicht.koppen, overzicht, toewijzing)
    overzicht.toewijzing, overzicht.saldoteken = dict(indeling.koppen), saldoteken
    overzicht.save()
    remember_indeling(
        overzicht.soort_inlezing,
        overzicht,
        gemeente=overzicht.gemeente,
        keuzes={"saldoteken": saldoteken},
        door=door,
        op=moment,
    )
    gegevens = {"kolommen": sorted(overzicht.toewijzing), "saldoteken": saldoteken}
    log(Gebeurtenis.OVERZICHT_INGEDEELD, onderwerp=overzicht, door=door, op=moment, gegevens=gegevens)
    return overzicht


@one_transaction(Overzichtimport)
def choose_blad(
    *, overzicht: Overzichtimport, blad: str, door: Gebruiker, op: datetime | None = None
) -> Overzichtimport:
    """Say which sheet of the workbook is the overview; its columns are found at once, when they can be.

    Errors: ValidationError when there is no such sheet, it holds no table, or nothing is left to decide.
    """
    moment = op or timezone.now()
    overzicht = lock_open(overzicht, "gemeente")
    gegevens = set_blad(overzicht, blad)
    _read(overzicht)
    overzicht.save()
    log(Gebeurtenis.OVERZICHT_INGEDEELD, onderwerp=overzicht, door=door, op=moment, gegevens=gegevens)
    return overzicht


# --- Parts ------------------------------------------------------------------------------------------------------------
def key_of(
    soort: SoortOverzicht,
    halfjaar: Halfjaar,
    peildatum: date | None,
    gemeente: Gemeente | None,
    data: bytes,
    op: datetime | None = None,
) -> dict[str, Any]:
    """By what an import is known: another file, day or gemeente is another one.

    Errors: ValidationError when the peildatum does not belong to the half-year.
    """
    return {
        "soort": soort,
        "halfjaar": halfjaar,
        "peildatum": _resolve_peildatum(soort, halfjaar, peildatum, timezone.localdate(op)),
        "gemeente": gemeente,
        "bestand_hash": hash_bestand(data),
    }


def _log_ontvangst(overzicht: Overzichtimport, op: datetime) -> None:
    feiten = facts_of(overzicht)
    log(Gebeurtenis.OVERZICHT_ONTVANGEN, onderwerp=overzicht, door=overzicht.ontvangen_door, op=op, gegevens=feiten)


def _resolve_peildatum(soort: str, halfjaar: Halfjaar, peildatum: date | None, vandaag: date) -> date:
    """The day of a state, or the first day of the half-year of a publication. Errors: ValidationError at peildatum."""
    if soort == SoortOverzicht.GEPUBLICEERD:
        return halfjaar.begin
    begin, eind = halfjaar.begin, halfjaar.volgende.begin
    if peildatum is None:
        zin = "Vul de peildatum van de stand in."
    elif not begin <= peildatum <= eind:
        zin = f"De peildatum hoort niet bij {halfjaar}. Kies een dag van {begin:%d-%m-%Y} tot en met {eind:%d-%m-%Y}."
    elif peildatum > vandaag:
        zin = "De peildatum ligt in de toekomst. Controleer de datum."
    else:
        return peildatum
    raise ValidationError({"peildatum": zin})


def facts_of(overzicht: Overzichtimport) -> dict[str, object]:
    """What the logboek keeps: what it is about, and numbers of gemeenten once there are any."""
    feiten: dict[str, object] = {"soort": str(overzicht.soort), "halfjaar": str(overzicht.halfjaar)}
    if overzicht.soort == SoortOverzicht.COA_STAND:
        feiten["peildatum"] = str(overzicht.peildatum)
    if overzicht.gesloten_op:
        aantallen = {naam: overzicht.uitkomst[naam] for naam in (*map(str, Rijoordeel), "beginsaldi")}
        feiten |= {**aantallen, "fouten": len(overzicht.uitkomst["fouten"])}
    return feiten
