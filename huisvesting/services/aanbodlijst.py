"""A sheet of homes comes in, is applied, or is put away (workflow.md S4)."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from huisvesting.models import Aanbodlijst, Aanbodlijstregel, Complex, Woning, Woningaanbod
from huisvesting.models.aanbodlijst import empty_samenvatting
from huisvesting.regels.aanbodlijst import (
    KOLOMMEN,
    Aanbodregel,
    Adres,
    Fout,
    Uitkomst,
    missing_adres,
    parse_aanbodregel,
    refuse_dubbelen,
)
from huisvesting.services.aanbod import AL_GEMELD, Woninggegevens, write_aanbod
from huisvesting.services.verslag import report
from samenwerking.basis.constraints import Bezet, one_transaction
from samenwerking.inlezen import Kolomindeling, Leesfout, Tabel, map_kolommen
from samenwerking.models import (
    Bestandsindeling,
    Gebeurtenis,
    Gebruiker,
    Gemeente,
    Inleessoort,
    Woningcorporatie,
)
from samenwerking.services.inleeswerk import lock_free
from samenwerking.services.inlezing import (
    INTUSSEN_VERANDERD,
    KIES_KOLOMMEN,
    bewaargrens,
    close_inlezing,
    find_indeling,
    hash_bestand,
    keep_bestand,
    keep_tabel,
    limit_kolommen,
    lock_open,
    open_tabel,
    refuse_inlezing,
    release_bestanden,
    remember_indeling,
    reopen_inlezing,
    set_blad,
)
from samenwerking.services.logboek import log, log_alle
from samenwerking.services.verwerking import Voortgang, tell_nobody

MAX_WONINGEN = 500
GEEN_ADRES = (
    "Het bestand mist de kolom Adres, of de kolommen Straat en Huisnummer. Voeg ze toe of pas de namen in de kop aan."
)


@dataclass(frozen=True)
class Oordeel:
    """One row with its verdict, and what there is to say of a home that is offered already."""

    regel: Aanbodregel
    uitkomst: Uitkomst
    opmerking: str = ""


@dataclass(frozen=True)
class Voorbeeld:
    """What a sheet would do."""

    rijen: tuple[Oordeel, ...]
    koppen: Mapping[str, str]
    onbekende_kolommen: tuple[str, ...]

    def aantallen(self) -> dict[str, int]:
        return {str(u): sum(rij.uitkomst == u for rij in self.rijen) for u in Uitkomst}

    def samenvatting(self) -> dict[str, Any]:
        """What is kept beside the verdicts."""
        return {
            **self.aantallen(),
            "onbekende_kolommen": list(self.onbekende_kolommen),
            "afdruk": self.afdruk(),
        }

    def afdruk(self) -> str:
        """Fingerprint of all that would happen: another one means that something changed in between."""
        rijen = [(r.regel.rij, r.uitkomst, r.opmerking, [f.melding for f in r.regel.fouten]) for r in self.rijen]
        return hashlib.sha256(json.dumps(rijen).encode()).hexdigest()


def map_aanbod(kop: Sequence[str], toewijzing: Mapping[str, str] | None = None) -> Kolomindeling:
    """Which column holds what. With a `toewijzing` it says all: a column that it leaves out is not used.

    Errors: ValidationError when a required column is missing, or two headers mean the same.
    """
    try:
        indeling = map_kolommen(kop, limit_kolommen(KOLOMMEN, toewijzing), toewijzing=toewijzing)
    except Leesfout as fout:
        raise ValidationError(str(fout), code="kolommen") from fout
    if missing_adres(indeling.plaats):
        raise ValidationError(GEEN_ADRES, code="kolommen")
    return indeling


def preview_aanbodlijst(lijst: Aanbodlijst, tabel: Tabel, *, peildatum: date) -> Voorbeeld:
    """What applying the sheet would do, as things are now. Nothing is written.

    In: the sheet, its file as a table. Errors: ValidationError with one sentence when its columns are not known.
    """
    indeling = map_aanbod(tabel.kop, lijst.toewijzing)
    corporatie, gemeente = lijst.corporatie, lijst.gemeente
    complexen = list(Complex.objects.filter(corporatie=corporatie, gemeente=gemeente).values_list("naam", flat=True))
    regels = refuse_dubbelen(
        [
            parse_aanbodregel(rij.nummer, indeling.cellen(rij), complexen=complexen, peildatum=peildatum)
            for rij in tabel.rijen
        ]
    )
    bekend = _find_bekend(corporatie, peildatum)
    return Voorbeeld(tuple(_judge(regel, bekend) for regel in regels), indeling.koppen, indeling.onbekend)


def _find_bekend(corporatie: Woningcorporatie, peildatum: date) -> dict[Adres, str]:
    """The addresses of which an offer runs, with what there is to say of it."""
    lopend = Woningaanbod.objects.filter(woning__corporatie=corporatie).lopend(peildatum)
    velden = ("woning__postcode", "woning__huisnummer", "woning__toevoeging", "status")
    return {
        (postcode, nummer, toevoeging.casefold()): AL_GEMELD.get(status, "Deze woning is al gemeld.")
        for postcode, nummer, toevoeging, status in lopend.values_list(*velden)
    }


def _judge(regel: Aanbodregel, bekend: Mapping[Adres, str]) -> Oordeel:
    if regel.fouten:
        return Oordeel(regel, Uitkomst.FOUT)
    opmerking = bekend.get(regel.adres) if regel.adres else None
    return Oordeel(regel, Uitkomst.AL_GEMELD, opmerking) if opmerking else Oordeel(regel, Uitkomst.NIEUW)


@one_transaction(Aanbodlijst)
def receive_aanbodlijst(
    *,
    corporatie: Woningcorporatie,
    gemeente: Gemeente,
    data: bytes,
    bestandsnaam: str,
    door: Gebruiker,
    op: datetime | None = None,
) -> Aanbodlijst:
    """A sheet arrives and is read at once: keep it with a verdict on every row. No home is written yet.

    Out: the sheet, which has status INDELEN when its columns are not known; the same file of the same corporation for
    the same gemeente is the same sheet, read anew. Errors: ValidationError with one sentence when the file is no table,
    or the corporation does not work in the gemeente.
    """
    moment = op or timezone.now()
    lijst = keep_aanbodlijst(
        corporatie=corporatie, gemeente=gemeente, data=data, bestandsnaam=bestandsnaam, door=door, op=moment
    )
    _read(lijst, moment)
    _log_ontvangst(lijst, moment)
    return lijst


@one_transaction(Aanbodlijst)
def keep_aanbodlijst(
    *,
    corporatie: Woningcorporatie,
    gemeente: Gemeente,
    data: bytes,
    bestandsnaam: str,
    door: Gebruiker,
    op: datetime | None = None,
) -> Aanbodlijst:
    """The same for a worker that reads it: the file is kept and nothing is opened. Out: the sheet, status LEZEN."""
    if not corporatie.gemeenten.filter(pk=gemeente.pk).exists():
        raise ValidationError(f"{corporatie} werkt niet in {gemeente}. Vraag de beheerder om dit aan te passen.")
    sleutel = {"corporatie": corporatie, "gemeente": gemeente, "bestand_hash": hash_bestand(data)}
    lijst = Aanbodlijst.objects.select_for_update(of=("self",)).filter(**sleutel).first() or Aanbodlijst(**sleutel)
    keep_bestand(lijst, data=data, bestandsnaam=bestandsnaam)
    reopen_inlezing(lijst, door=door, op=op or timezone.now())
    lijst.samenvatting = empty_samenvatting()
    lijst.save()
    lijst.regels.all().delete()
    return lijst


@one_transaction(Aanbodlijst)
def read_aanbodlijst(
    *, lijst: Aanbodlijst, op: datetime | None = None, voortgang: Voortgang = tell_nobody
) -> Aanbodlijst:
    """Read a sheet that was kept, on behalf of who handed it in; done before, it stays as it is.

    Out: the sheet; a file that cannot be read has status ONLEESBAAR with the sentence, and is let go. Errors: Bezet
    when nothing is left to decide.
    """
    moment = op or timezone.now()
    voortgang("lezen", 0, 0)
    lijst = lock_open(lijst, "corporatie", "gemeente", "ontvangen_door")
    if lijst.koppen:
        return lijst
    try:
        _read(lijst, moment)
    except ValidationError as fout:
        refuse_inlezing(lijst, leesfout=" ".join(fout.messages), op=moment)
    _log_ontvangst(lijst, moment)
    return lijst


@one_transaction(Aanbodlijst)
def refuse_aanbodlijst(*, lijst: Aanbodlijst, leesfout: str, op: datetime | None = None) -> Aanbodlijst:
    """A sheet that was kept cannot be read, and this sentence says why: it is let go.

    Out: the sheet, status ONLEESBAAR. Errors: Bezet when nothing is left to decide.
    """
    moment = op or timezone.now()
    lijst = lock_open(lijst, "ontvangen_door")
    refuse_inlezing(lijst, leesfout=leesfout, op=moment)
    _log_ontvangst(lijst, moment)
    return lijst


@one_transaction(Aanbodlijst, Bestandsindeling)
def choose_aanbod_kolommen(
    *, lijst: Aanbodlijst, toewijzing: Mapping[str, str], door: Gebruiker, op: datetime | None = None
) -> Aanbodlijst:
    """Say which header is which column; remembered for the next sheet of this corporation with these headers.

    In: {canonical column: header}; what it leaves out is not used. Out: the sheet with a new preview. Errors:
    ValidationError when a required column is missing, a header is chosen twice, or nothing is left to decide.
    """
    moment = op or timezone.now()
    lijst = lock_free(lijst, "corporatie", "gemeente")
    gekozen = {naam: kop for naam, kop in toewijzing.items() if kop}
    _judge_rijen(lijst, open_lijst(lijst), map_aanbod(lijst.koppen, gekozen).koppen, moment)
    remember_indeling(Inleessoort.AANBODLIJST, lijst, corporatie=lijst.corporatie, door=door, op=moment)
    gegevens = {"kolommen": sorted(lijst.toewijzing)}
    log(Gebeurtenis.AANBODLIJST_INGEDEELD, onderwerp=lijst, door=door, op=moment, gegevens=gegevens)
    return lijst


@one_transaction(Aanbodlijst)
def choose_aanbod_blad(*, lijst: Aanbodlijst, blad: str, door: Gebruiker, op: datetime | None = None) -> Aanbodlijst:
    """Say which sheet of the workbook holds the homes; it is read at once.

    Out: the sheet, with a preview when its columns are known. Errors: ValidationError when there is no such sheet, it
    holds no table, or nothing is left to decide.
    """
    moment = op or timezone.now()
    lijst = lock_open(lijst, "corporatie", "gemeente")
    gegevens = set_blad(lijst, blad)
    _read(lijst, moment)
    log(Gebeurtenis.AANBODLIJST_INGEDEELD, onderwerp=lijst, door=door, op=moment, gegevens=gegevens)
    return lijst


def open_lijst(lijst: Aanbodlijst) -> Tabel:
    """The kept file as a table. Errors: ValidationError when it is no table."""
    return open_tabel(lijst, max_rijen=MAX_WONINGEN)


def _read(lijst: Aanbodlijst, op: datetime) -> None:
    """Open the file, and judge its rows when its columns are known: as they were chosen before, or as the headers say.
    Errors: ValidationError when it is no table."""
    tabel = open_lijst(lijst)
    keep_tabel(lijst, tabel)
    lijst.samenvatting = empty_samenvatting()
    eerder = find_indeling(Inleessoort.AANBODLIJST, tabel.kop, corporatie=lijst.corporatie)
    try:
        indeling = map_aanbod(tabel.kop, eerder.toewijzing if eerder else None)
    except ValidationError:
        lijst.save()
        lijst.regels.all().delete()
        return
    _judge_rijen(lijst, tabel, indeling.koppen, op)


def _judge_rijen(lijst: Aanbodlijst, tabel: Tabel, koppen: Mapping[str, str], op: datetime) -> None:
    """Keep a verdict on every row."""
    lijst.toewijzing = dict(koppen)
    voorbeeld = preview_aanbodlijst(lijst, tabel, peildatum=timezone.localdate(op))
    lijst.samenvatting = voorbeeld.samenvatting()
    lijst.save()
    lijst.regels.all().delete()
    Aanbodlijstregel.objects.bulk_create(_make_regel(lijst, rij) for rij in voorbeeld.rijen)


def _log_ontvangst(lijst: Aanbodlijst, op: datetime) -> None:
    aantallen = {str(u): lijst.samenvatting[u] for u in Uitkomst}
    log(Gebeurtenis.AANBODLIJST_ONTVANGEN, onderwerp=lijst, door=lijst.ontvangen_door, op=op, gegevens=aantallen)


@one_transaction(Aanbodlijst, Woning, Woningaanbod)
def apply_aanbodlijst(*, lijst: Aanbodlijst, door: Gebruiker, op: datetime | None = None) -> Aanbodlijst:
    """Report every new home of the sheet, in one transaction; rows with a fault and offered homes are left out.

    The kept sheet is compared again, and must lead to what the preview showed. Each home gets a line in the logboek;
    who is concerned reads of the sheet as a whole. Errors: ValidationError when it was applied or put away already, its
    columns are not known, or something changed since the preview.
    """
    moment = op or timezone.now()
    lijst = lock_open(lijst, "corporatie", "gemeente")
    if not lijst.toewijzing:
        raise ValidationError(KIES_KOLOMMEN)
    voorbeeld = preview_aanbodlijst(lijst, open_lijst(lijst), peildatum=timezone.localdate(moment))
    if voorbeeld.afdruk() != lijst.samenvatting["afdruk"]:
        raise Bezet(INTUSSEN_VERANDERD)
    complexen = {c.naam: c for c in Complex.objects.filter(corporatie=lijst.corporatie, gemeente=lijst.gemeente)}
    nieuw = {
        rij.regel.rij: _offer(lijst, rij.regel, complexen, door, moment)
        for rij in voorbeeld.rijen
        if rij.uitkomst == Uitkomst.NIEUW
    }
    regels = list(lijst.regels.filter(rij__in=nieuw))
    for regel in regels:
        regel.aanbod = nieuw[regel.rij]
    Aanbodlijstregel.objects.bulk_update(regels, ["aanbod"])
    lijst.toegepast_op, lijst.toegepast_door = moment, door
    close_inlezing(lijst, door=door, op=moment, keep=True)
    lijst.save()
    gegevens = {"aanbodlijst": str(lijst.pk)}
    log_alle(Gebeurtenis.AANBOD_GEMELD, onderwerpen=nieuw.values(), door=door, op=moment, gegevens=gegevens)
    report(Gebeurtenis.AANBODLIJST_TOEGEPAST, onderwerp=lijst, door=door, op=moment, gegevens=voorbeeld.aantallen())
    return lijst


@one_transaction(Aanbodlijst)
def discard_aanbodlijst(*, lijst: Aanbodlijst, door: Gebruiker, op: datetime | None = None) -> Aanbodlijst:
    """Put a sheet away without applying it: the file and the verdicts go, the numbers stay.

    Errors: ValidationError when it was applied or put away already.
    """
    moment = op or timezone.now()
    lijst = lock_open(lijst, "corporatie", "gemeente")
    close_inlezing(lijst, door=door, op=moment)
    lijst.save()
    lijst.regels.all().delete()
    log(Gebeurtenis.AANBODLIJST_VERWORPEN, onderwerp=lijst, door=door, op=moment)
    return lijst


def expire_aanbodlijsten(*, door: Gebruiker, op: datetime | None = None) -> int:
    """Put away the sheets that nobody decided about within the term, and let go the files of the others. Out: how many
    were put away."""
    moment = op or timezone.now()
    release_bestanden(Aanbodlijst, moment)
    old = Aanbodlijst.objects.open().filter(ontvangen_op__lt=bewaargrens(moment)).defer("inhoud")
    return len([discard_aanbodlijst(lijst=lijst, door=door, op=moment) for lijst in old])


def _offer(
    lijst: Aanbodlijst, regel: Aanbodregel, complexen: Mapping[str, Complex], door: Gebruiker, op: datetime
) -> Woningaanbod:
    """The offer of one good row. Errors: ValidationError that names the row, and then nothing is written."""
    feiten = dict(regel.waarden)
    if "complex" in feiten:
        feiten["complex"] = complexen[feiten["complex"]]
    beschikbaar_vanaf, optiedatum = feiten.pop("beschikbaar_vanaf"), feiten.pop("optiedatum", None)
    try:
        return write_aanbod(
            corporatie=lijst.corporatie,
            gemeente=lijst.gemeente,
            woning=Woninggegevens(**feiten),
            beschikbaar_vanaf=beschikbaar_vanaf,
            optiedatum=optiedatum,
            concept=False,
            door=door,
            op=op,
        )
    except ValidationError as fout:
        raise ValidationError(f"Rij {regel.rij}: {' '.join(fout.messages)}") from fout


def _make_regel(lijst: Aanbodlijst, rij: Oordeel) -> Aanbodlijstregel:
    opmerkingen = [Fout("", rij.opmerking)] if rij.opmerking else []
    return Aanbodlijstregel(
        lijst=lijst,
        rij=rij.regel.rij,
        oordeel=rij.uitkomst,
        adres=rij.regel.naam,
        meldingen=[{"kolom": f.kolom, "melding": f.melding} for f in (*rij.regel.fouten, *opmerkingen)],
    )
