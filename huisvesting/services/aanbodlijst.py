"""A sheet of homes comes in, is applied, or is put away (workflow.md S4)."""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from huisvesting.models import Aanbodlijst, Aanbodlijstregel, Complex, Woning, Woningaanbod
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
from samenwerking.inlezen import Leesfout, clean_bestandsnaam, map_kolommen, read_tabel
from samenwerking.models import Gebeurtenis, Gebruiker, Gemeente, Logregel, Woningcorporatie
from samenwerking.services.logboek import log, make_logregel

MAX_WONINGEN = 500
# A file that nobody decided about is not kept.
BEWAARTERMIJN = timedelta(days=2)
AL_AFGEHANDELD = "Deze lijst is al verwerkt of weggelegd. Lees het bestand opnieuw in."
INTUSSEN_VERANDERD = (
    "Sinds dit voorbeeld is er iets veranderd. Lees het bestand opnieuw in en bekijk het nieuwe voorbeeld."
)
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
            "koppen": dict(self.koppen),
            "onbekende_kolommen": list(self.onbekende_kolommen),
            "afdruk": self.afdruk(),
        }

    def afdruk(self) -> str:
        """Fingerprint of all that would happen: another one means that something changed in between."""
        rijen = [(r.regel.rij, r.uitkomst, r.opmerking, [f.melding for f in r.regel.fouten]) for r in self.rijen]
        return hashlib.sha256(json.dumps(rijen).encode()).hexdigest()


def preview_aanbodlijst(
    *, corporatie: Woningcorporatie, gemeente: Gemeente, data: bytes, bestandsnaam: str, peildatum: date
) -> Voorbeeld:
    """Read the file and say what applying it would do. Nothing is written.

    Errors: ValidationError with one sentence when the file cannot be read as a sheet of homes.
    """
    try:
        tabel = read_tabel(data, bestandsnaam, max_rijen=MAX_WONINGEN)
        indeling = map_kolommen(tabel.kop, KOLOMMEN)
    except Leesfout as fout:
        raise ValidationError(str(fout), code="onleesbaar") from fout
    if missing_adres(indeling.plaats):
        raise ValidationError(GEEN_ADRES, code="onleesbaar")
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
    """A sheet arrives: keep it with a verdict on every row. No home is written yet.

    Out: the sheet; the same file of the same corporation for the same gemeente is the same sheet, read anew. Errors:
    ValidationError with one sentence when the file cannot be read, or the corporation does not work in the gemeente.
    """
    moment = op or timezone.now()
    if not corporatie.gemeenten.filter(pk=gemeente.pk).exists():
        raise ValidationError(f"{corporatie} werkt niet in {gemeente}. Vraag de beheerder om dit aan te passen.")
    voorbeeld = preview_aanbodlijst(
        corporatie=corporatie,
        gemeente=gemeente,
        data=data,
        bestandsnaam=bestandsnaam,
        peildatum=timezone.localdate(moment),
    )
    sleutel = {"corporatie": corporatie, "gemeente": gemeente, "bestand_hash": hashlib.sha256(data).hexdigest()}
    lijst = Aanbodlijst.objects.select_for_update(of=("self",)).filter(**sleutel).first() or Aanbodlijst(**sleutel)
    lijst.bestandsnaam = clean_bestandsnaam(bestandsnaam)
    lijst.inhoud = base64.b64encode(data).decode()
    lijst.ontvangen_op, lijst.ontvangen_door = moment, door
    lijst.gesloten_op = lijst.gesloten_door = None
    lijst.samenvatting = voorbeeld.samenvatting()
    lijst.save()
    lijst.regels.all().delete()
    Aanbodlijstregel.objects.bulk_create(_make_regel(lijst, rij) for rij in voorbeeld.rijen)
    log(Gebeurtenis.AANBODLIJST_ONTVANGEN, onderwerp=lijst, door=door, op=moment, gegevens=voorbeeld.aantallen())
    return lijst


@one_transaction(Aanbodlijst, Woning, Woningaanbod)
def apply_aanbodlijst(*, lijst: Aanbodlijst, door: Gebruiker, op: datetime | None = None) -> Aanbodlijst:
    """Report every new home of the sheet, in one transaction; rows with a fault and offered homes are left out.

    The kept file is read again, and must lead to what the preview showed. Each home gets a line in the logboek; who is
    concerned reads of the sheet as a whole. Errors: ValidationError when it was applied or put away already, or
    something changed since the preview.
    """
    moment = op or timezone.now()
    lijst = _lock(lijst)
    voorbeeld = preview_aanbodlijst(
        corporatie=lijst.corporatie,
        gemeente=lijst.gemeente,
        data=base64.b64decode(lijst.inhoud),
        bestandsnaam=lijst.bestandsnaam,
        peildatum=timezone.localdate(moment),
    )
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
    _close(lijst, door=door, op=moment)
    gegevens = {"aanbodlijst": str(lijst.pk)}
    Logregel.objects.bulk_create(
        make_logregel(Gebeurtenis.AANBOD_GEMELD, onderwerp=aanbod, door=door, op=moment, gegevens=gegevens)
        for aanbod in nieuw.values()
    )
    report(Gebeurtenis.AANBODLIJST_TOEGEPAST, onderwerp=lijst, door=door, op=moment, gegevens=voorbeeld.aantallen())
    return lijst


@one_transaction(Aanbodlijst)
def discard_aanbodlijst(*, lijst: Aanbodlijst, door: Gebruiker, op: datetime | None = None) -> Aanbodlijst:
    """Put a sheet away without applying it: the file and the verdicts go, the numbers stay.

    Errors: ValidationError when it was applied or put away already.
    """
    moment = op or timezone.now()
    lijst = _lock(lijst)
    _close(lijst, door=door, op=moment)
    lijst.regels.all().delete()
    log(Gebeurtenis.AANBODLIJST_VERWORPEN, onderwerp=lijst, door=door, op=moment)
    return lijst


def expire_aanbodlijsten(*, door: Gebruiker, op: datetime | None = None) -> int:
    """Put away the sheets that nobody decided about within the term. Out: how many."""
    moment = op or timezone.now()
    old = Aanbodlijst.objects.open().filter(ontvangen_op__lt=moment - BEWAARTERMIJN).defer("inhoud")
    return len([discard_aanbodlijst(lijst=lijst, door=door, op=moment) for lijst in old])


def _lock(lijst: Aanbodlijst) -> Aanbodlijst:
    """The sheet as it is now. Errors: ValidationError when there is nothing left to decide."""
    locked = (
        Aanbodlijst.objects.select_for_update(of=("self",)).select_related("corporatie", "gemeente").get(pk=lijst.pk)
    )
    if locked.gesloten_op:
        raise Bezet(AL_AFGEHANDELD)
    return locked


def _close(lijst: Aanbodlijst, *, door: Gebruiker, op: datetime) -> None:
    lijst.gesloten_op, lijst.gesloten_door = op, door
    lijst.inhoud = ""
    lijst.save()


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
