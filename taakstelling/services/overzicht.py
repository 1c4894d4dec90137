"""An overview of many gemeenten comes in, its columns are chosen, it is applied, or it is put away."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from samenwerking.basis.constraints import one_transaction
from samenwerking.models import Bestandsindeling, Gebeurtenis, Gebruiker, Gemeente
from samenwerking.services.inlezing import (
    KIES_KOLOMMEN,
    bewaargrens,
    close_inlezing,
    keep_bestand,
    keep_tabel,
    lock_open,
    open_tabel,
    release_bestanden,
    remember_indeling,
    reopen_inlezing,
    set_blad,
)
from samenwerking.services.logboek import log
from taakstelling.models import (
    Beginsaldo,
    CoaStand,
    GepubliceerdeTaakstelling,
    Overzichtimport,
    Rijoordeel,
    SoortOverzicht,
)
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.services.overzicht_voorbeeld import (
    Vergelijking,
    find_indeling,
    map_overzicht,
    preview_overzicht,
)
from taakstelling.services.slot import lock_alle_gemeenten, lock_gemeente
from taakstelling.services.voortgang import recompute_voortgang


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
    overzicht = Overzichtimport(
        soort=soort,
        gemeente=gemeente,
        halfjaar=halfjaar,
        peildatum=_resolve_peildatum(soort, halfjaar, peildatum, timezone.localdate(op)),
        saldoteken=saldoteken,
    )
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
    """A file arrives: keep it for a decision. No number is written yet.

    In: what it is about; with a `gemeente` only its rows will be used. Out: the import; the same file for the same
    half-year and day is the same import, read anew. Errors: as `make_overzicht`.
    """
    moment = op or timezone.now()
    overzicht = make_overzicht(
        soort=soort,
        halfjaar=halfjaar,
        data=data,
        bestandsnaam=bestandsnaam,
        saldoteken=saldoteken,
        peildatum=peildatum,
        gemeente=gemeente,
        op=moment,
    )
    earlier = Overzichtimport.objects.select_for_update(of=("self",)).filter(
        soort=soort,
        halfjaar=halfjaar,
        peildatum=overzicht.peildatum,
        gemeente=gemeente,
        bestand_hash=overzicht.bestand_hash,
    )
    known = earlier.first()
    if known:
        overzicht.pk = known.pk
        overzicht.toegepast_op, overzicht.toegepast_door = known.toegepast_op, known.toegepast_door
    reopen_inlezing(overzicht, door=door, op=moment)
    overzicht.save(force_update=known is not None)
    log(Gebeurtenis.OVERZICHT_ONTVANGEN, onderwerp=overzicht, door=door, op=moment, gegevens=_facts(overzicht))
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
    overzicht = lock_open(overzicht, "gemeente")
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


@one_transaction(Overzichtimport, GepubliceerdeTaakstelling, Beginsaldo, CoaStand)
def apply_overzicht(
    *, overzicht: Overzichtimport, door: Gebruiker, met_beginsaldo: bool = False, op: datetime | None = None
) -> Overzichtimport:
    """Write what the overview says, in one transaction; refused rows are left out.

    Published targets take the place of earlier ones and win over `adams` (R-106); with `met_beginsaldo` a gemeente
    without an opening balance gets the one of the file. Voortgang is rebuilt once. States of COA stand beside our own
    count and change no voortgang (R-331). Out: the import; the same file again writes no number.
    Errors: ValidationError when it was applied or put away already, or its columns are not known.
    """
    moment = op or timezone.now()
    overzicht = lock_open(overzicht, "gemeente")
    if not overzicht.toewijzing:
        raise ValidationError(KIES_KOLOMMEN)
    if overzicht.gemeente:
        lock_gemeente(overzicht.gemeente)
    else:
        lock_alle_gemeenten()
    voorbeeld = preview_overzicht(overzicht)
    anders = [rij for rij in voorbeeld.rijen if rij.oordeel != Rijoordeel.ONGEWIJZIGD]
    beginsaldi = voorbeeld.beginsaldi if met_beginsaldo else ()
    if overzicht.soort == SoortOverzicht.COA_STAND:
        _write_standen(overzicht, anders, door, moment)
    else:
        _write_publicaties(overzicht, anders, door, moment)
        _write_beginsaldi(overzicht, beginsaldi, door, moment)
        if anders or beginsaldi:
            recompute_voortgang(gemeente=overzicht.gemeente, op=moment)
    overzicht.uitkomst = voorbeeld.uitkomst() | {"beginsaldi": len(beginsaldi)}
    overzicht.toegepast_op, overzicht.toegepast_door = moment, door
    close_inlezing(overzicht, door=door, op=moment, keep=True)
    overzicht.save()
    log(Gebeurtenis.OVERZICHT_TOEGEPAST, onderwerp=overzicht, door=door, op=moment, gegevens=_facts(overzicht))
    return overzicht


@one_transaction(Overzichtimport)
def discard_overzicht(*, overzicht: Overzichtimport, door: Gebruiker, op: datetime | None = None) -> Overzichtimport:
    """Put an overview away without applying it: the file goes, that it came stays.

    Errors: ValidationError when it was applied or put away already.
    """
    moment = op or timezone.now()
    overzicht = lock_open(overzicht, "gemeente")
    close_inlezing(overzicht, door=door, op=moment)
    overzicht.save()
    log(Gebeurtenis.OVERZICHT_VERWORPEN, onderwerp=overzicht, door=door, op=moment)
    return overzicht


def expire_overzichten(*, door: Gebruiker, op: datetime | None = None) -> int:
    """Put away the overviews that nobody decided about within the term, and let go the files of the others. Out: how
    many were put away."""
    moment = op or timezone.now()
    release_bestanden(Overzichtimport, moment)
    old = Overzichtimport.objects.open().filter(ontvangen_op__lt=bewaargrens(moment)).defer("inhoud")
    return len([discard_overzicht(overzicht=overzicht, door=door, op=moment) for overzicht in old])


# --- Parts ------------------------------------------------------------------------------------------------------------
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


def _facts(overzicht: Overzichtimport) -> dict[str, object]:
    """What the logboek keeps: what it is about, and numbers of gemeenten once there are any."""
    feiten: dict[str, object] = {"soort": str(overzicht.soort), "halfjaar": str(overzicht.halfjaar)}
    if overzicht.soort == SoortOverzicht.COA_STAND:
        feiten["peildatum"] = str(overzicht.peildatum)
    if overzicht.gesloten_op:
        aantallen = {naam: overzicht.uitkomst[naam] for naam in (*map(str, Rijoordeel), "beginsaldi")}
        feiten |= {**aantallen, "fouten": len(overzicht.uitkomst["fouten"])}
    return feiten


def _write_publicaties(
    overzicht: Overzichtimport, rijen: list[Vergelijking], door: Gebruiker, moment: datetime
) -> None:
    """As `publish_taakstelling`, for many at once."""
    GepubliceerdeTaakstelling.objects.geldend().filter(
        halfjaar=overzicht.halfjaar, gemeente__in=[rij.gemeente_id for rij in rijen]
    ).update(vervangen_op=moment, vervangen_door=door)
    GepubliceerdeTaakstelling.objects.bulk_create(
        GepubliceerdeTaakstelling(
            gemeente_id=rij.gemeente_id,
            halfjaar=overzicht.halfjaar,
            aantal=rij.waarde,
            bron=f"Overzicht {overzicht.bestandsnaam}",
            vastgelegd_op=moment,
            vastgelegd_door=door,
        )
        for rij in rijen
    )


def _write_beginsaldi(
    overzicht: Overzichtimport, rijen: tuple[Vergelijking, ...], door: Gebruiker, moment: datetime
) -> None:
    """As `set_beginsaldo`, for many at once; only for gemeenten that have none."""
    Beginsaldo.objects.bulk_create(
        Beginsaldo(
            gemeente_id=rij.gemeente_id,
            halfjaar=overzicht.halfjaar,
            saldo=rij.beginsaldo or 0,
            bron=f"Overzicht {overzicht.bestandsnaam}",
            vastgesteld_op=moment,
            vastgesteld_door=door,
        )
        for rij in rijen
    )


def _write_standen(overzicht: Overzichtimport, rijen: list[Vergelijking], door: Gebruiker, moment: datetime) -> None:
    """States of one day; those that stood for the same day are replaced."""
    CoaStand.objects.geldend().filter(
        halfjaar=overzicht.halfjaar, peildatum=overzicht.peildatum, gemeente__in=[rij.gemeente_id for rij in rijen]
    ).update(vervangen_op=moment, vervangen_door=door)
    CoaStand.objects.bulk_create(
        CoaStand(
            gemeente_id=rij.gemeente_id,
            halfjaar=overzicht.halfjaar,
            peildatum=overzicht.peildatum,
            taakstelling=rij.regel.taakstelling,
            saldo_begin=rij.regel.saldo_begin,
            gerealiseerd=rij.waarde,
            saldo_eind=rij.regel.saldo_eind,
            overzicht=overzicht,
            vastgelegd_op=moment,
            vastgelegd_door=door,
        )
        for rij in rijen
    )
