"""Inhabitants come in, and the targets that rest on them follow."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache

from django.core.exceptions import ValidationError
from django.utils import timezone

from samenwerking.basis.constraints import one_transaction
from samenwerking.inlezen import Cel, Kolom, Leesfout, map_kolommen, read_tabel
from samenwerking.models import Gebeurtenis, Gebruiker, Gemeente
from samenwerking.services.logboek import log
from taakstelling.models import Inwonertal, LandelijkeTaakstelling
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.regels.inwonerslijst import is_other_gebied, normalise_code, parse_aantal, parse_peildatum
from taakstelling.regels.verdeling import merge_inwoners
from taakstelling.services.taakstelling import compute_taakstellingen, overgangen
from taakstelling.services.voortgang import recompute_voortgang

KOLOMMEN = (
    Kolom("peildatum", "Peildatum", ("Perioden", "Periode", "Jaar", "Datum"), verplicht=True),
    Kolom("gemeentecode", "Gemeentecode", ("GM-code", "CBS-code", "Code", "Regiocode", "Regio's (code)")),
    Kolom("gemeente", "Gemeente", ("Gemeentenaam", "Naam", "Regio", "RegioS")),
    Kolom(
        "aantal",
        "Inwoners",
        (
            "Aantal inwoners",
            "Inwonertal",
            "Bevolking",
            "Bevolking op 1 januari",
            "Bevolking op 1 januari (aantal)",
            "BevolkingOp1Januari_1",
            "Totale bevolking",
            "TotaleBevolking_1",
        ),
        verplicht=True,
    ),
)
NOEM_HOOGSTENS = 5

Tellingen = dict[date, dict[str, int]]


@one_transaction(Inwonertal)
def load_inwoners(
    *, data: bytes, bestandsnaam: str, door: Gebruiker, bron: str = "", op: datetime | None = None
) -> dict[date, int]:
    """Take over a CBS file: it replaces the estimates and earlier numbers of its dates, and every target that rests on
    them is computed anew, with the voortgang of all gemeenten (R-104).

    In: the bytes and name of a CSV or XLSX with peildatum, gemeente (code or name) and inwoners. Out: per date the
    number of gemeenten. Errors: ValidationError with one sentence that names the row at fault; nothing is written.
    """
    moment = op or timezone.now()
    bron = bron.strip() or f"CBS, bestand {bestandsnaam}"
    lengte = Inwonertal._meta.get_field("bron").max_length or 0
    if len(bron) > lengte:
        raise ValidationError(f"De bron is langer dan {lengte} tekens. Schrijf hem korter op.")
    tellingen = read_inwoners(data, bestandsnaam)
    for peildatum, inwoners in tellingen.items():
        _require_complete(peildatum, inwoners)
    for peildatum, inwoners in tellingen.items():
        replace_inwoners(peildatum, inwoners, bron=bron, is_geschat=False)
    recompute_doelen(tellingen)
    recompute_voortgang(op=moment)
    aantallen = {peildatum: len(inwoners) for peildatum, inwoners in sorted(tellingen.items())}
    gegevens = {"gemeenten": {str(peildatum): aantal for peildatum, aantal in aantallen.items()}, "bron": bron}
    log(Gebeurtenis.INWONERS_GELADEN, onderwerp=None, door=door, op=moment, gegevens=gegevens)
    return aantallen


def read_inwoners(data: bytes, bestandsnaam: str) -> Tellingen:
    """Out: per date the inhabitants by code of the gemeente. Errors: ValidationError, as `load_inwoners`."""
    try:
        tabel = read_tabel(data, bestandsnaam)
        indeling = map_kolommen(tabel.kop, KOLOMMEN)
    except Leesfout as fout:
        raise ValidationError(str(fout)) from fout
    if not indeling.plaats.keys() & {"gemeentecode", "gemeente"}:
        raise ValidationError("Het bestand mist de kolom Gemeentecode of Gemeente. Voeg een van de twee toe.")
    find = cache(Gemeente.objects.find)
    tellingen: Tellingen = {}
    for rij in tabel.rijen:
        cellen = indeling.cellen(rij)
        code = normalise_code(cellen.get("gemeentecode") or cellen.get("gemeente") or "")
        if is_other_gebied(code):
            continue
        try:
            gemeente, peildatum, aantal = _parse(cellen, code, find(code))
            if gemeente.code in tellingen.setdefault(peildatum, {}):
                raise ValueError(f"{gemeente} staat er voor {peildatum:%d-%m-%Y} al in. Verwijder de dubbele rij.")
        except ValueError as fout:
            raise ValidationError(f"Rij {rij.nummer}: {fout}") from fout
        tellingen[peildatum][gemeente.code] = aantal
    if not tellingen:
        raise ValidationError(
            "Het bestand bevat geen enkele gemeente. Controleer of u het juiste bestand hebt gekozen."
        )
    return tellingen


def _parse(cellen: Mapping[str, Cel], code: str, gemeente: Gemeente | None) -> tuple[Gemeente, date, int]:
    """One row. Errors: ValueError with the sentence."""
    if gemeente is None:
        raise ValueError(f"de gemeente ‘{code}’ is niet bekend. Controleer de code of de naam.")
    peildatum, aantal = parse_peildatum(cellen["peildatum"]), parse_aantal(cellen["aantal"])
    if peildatum is None:
        raise ValueError(f"‘{cellen['peildatum']}’ is geen 1 januari. Schrijf de peildatum als 01-01-2025.")
    if aantal is None:
        raise ValueError(
            f"‘{cellen['aantal']}’ is geen aantal inwoners van {gemeente}. Vul een heel getal van 0 of meer in."
        )
    return gemeente, peildatum, aantal


def replace_inwoners(peildatum: date, inwoners: Mapping[str, int], *, bron: str, is_geschat: bool) -> None:
    """Write the inhabitants of one date, by code of the gemeente, in the place of what was there."""
    Inwonertal.objects.op(peildatum).delete()
    keys = dict(Gemeente.objects.filter(code__in=inwoners).values_list("code", "pk"))
    Inwonertal.objects.bulk_create(
        Inwonertal(gemeente_id=keys[code], peildatum=peildatum, aantal=aantal, bron=bron, is_geschat=is_geschat)
        for code, aantal in inwoners.items()
    )


def recompute_doelen(peildata: Iterable[date]) -> None:
    """Compute the targets anew that rest on the inhabitants of these dates. Voortgang is left to the caller."""
    halfjaren = [Halfjaar(peildatum.year + 1, helft) for peildatum in peildata for helft in (1, 2)]
    for landelijk in LandelijkeTaakstelling.objects.filter(halfjaar__in=halfjaren):
        compute_taakstellingen(landelijk=landelijk)


def _require_complete(peildatum: date, inwoners: Mapping[str, int]) -> None:
    """Refuse a part of the country: all shares would be wrong.

    Expected is what was on file for the date, else what was there both a date before and a date after. Mergers are
    looked through; a gemeente that was split is not asked for.
    """
    samen = _merged(inwoners)
    ontbreekt = {code for code in _expected(peildatum) if code not in samen}
    if not ontbreekt:
        return
    namen = list(Gemeente.objects.filter(code__in=ontbreekt).values_list("naam", flat=True))
    rest = f" en {len(namen) - NOEM_HOOGSTENS} andere" if len(namen) > NOEM_HOOGSTENS else ""
    raise ValidationError(
        f"Het bestand is niet compleet. Op {peildatum:%d-%m-%Y} ontbreekt: {', '.join(namen[:NOEM_HOOGSTENS])}{rest}. "
        "Laad een bestand met alle gemeenten van die dag."
    )


def _expected(peildatum: date) -> set[str]:
    dagen = Inwonertal.objects.order_by("peildatum").values_list("peildatum", flat=True).distinct()
    if peildatum in dagen:
        return _on_file(peildatum)
    eerder, later = dagen.filter(peildatum__lt=peildatum).last(), dagen.filter(peildatum__gt=peildatum).first()
    if eerder is None and later is None:
        return set(Gemeente.objects.actief().values_list("code", flat=True))
    buren = [_on_file(dag) for dag in (eerder, later) if dag is not None]
    return set.intersection(*buren)


def _on_file(peildatum: date) -> set[str]:
    gesplitst = {overgang.oud for overgang in overgangen() if overgang.is_splitsing}
    return set(_merged(dict(Inwonertal.objects.op(peildatum).values_list("gemeente__code", "aantal")))) - gesplitst


def _merged(inwoners: Mapping[str, int]) -> dict[str, int]:
    """In the division after every merger on file, so that two years can be compared."""
    return merge_inwoners(inwoners, overgangen(), peildatum=date.min, indeling=date.max)
