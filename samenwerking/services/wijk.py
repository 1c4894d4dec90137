"""The wijken of a gemeente and what holds in each (R-706)."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from samenwerking.basis.constraints import Bezet, one_transaction
from samenwerking.models import Gebeurtenis, Gebruiker, Gemeente, Wijk, Wijkafspraak, Wijkpostcode
from samenwerking.regels.wijk import PostcodesFout, parse_postcodes
from samenwerking.services.logboek import log

NAAM_BESTAAT = "Er is al een wijk met deze naam."


@one_transaction(Wijk, Wijkpostcode)
def record_wijk(
    *,
    gemeente: Gemeente,
    naam: str,
    postcodes: str,
    door: Gebruiker,
    huishoudens: int | None = None,
    op: datetime | None = None,
) -> Wijk:
    """Add a wijk. In: `postcodes`, the first four digits of each, as typed; `huishoudens`, how many live there.

    Errors: ValidationError when the name is taken, a postcode is none, or one belongs to another wijk already.
    """
    wijk = Wijk(gemeente=gemeente, naam=naam.strip(), huishoudens=huishoudens)
    return _save(wijk, postcodes, door, op or timezone.now())


@one_transaction(Wijk, Wijkpostcode)
def change_wijk(
    *,
    wijk: Wijk,
    naam: str,
    postcodes: str,
    door: Gebruiker,
    huishoudens: int | None = None,
    op: datetime | None = None,
) -> Wijk:
    """Another name, other postcodes, another number of households. Errors: as `record_wijk`."""
    wijk = Wijk.objects.select_for_update(of=("self",)).select_related("gemeente").get(pk=wijk.pk)
    wijk.naam, wijk.huishoudens = naam.strip(), huishoudens
    return _save(wijk, postcodes, door, op or timezone.now())


@one_transaction(Wijkafspraak)
def record_wijkafspraak(
    *,
    wijk: Wijk,
    tekst: str,
    van: date,
    door: Gebruiker,
    hooguit: int | None = None,
    tot: date | None = None,
    op: datetime | None = None,
) -> Wijkafspraak:
    """Write down what holds in a wijk from a day on. In: `hooguit`, homes for statushouders in a half-year.

    Errors: ValidationError without a text, or when it ends before it begins.
    """
    moment = op or timezone.now()
    if not tekst.strip():
        raise ValidationError({"tekst": "Schrijf op wat er is afgesproken."})
    if tot and tot <= van:
        raise ValidationError({"tot": "De laatste dag ligt voor het begin."})
    afspraak = Wijkafspraak.objects.create(
        wijk=wijk, tekst=tekst.strip(), hooguit=hooguit, van=van, tot=tot, vastgelegd_op=moment, vastgelegd_door=door
    )
    gegevens = {"hooguit": hooguit}
    log(Gebeurtenis.WIJKAFSPRAAK_VASTGELEGD, onderwerp=wijk, door=door, op=moment, gegevens=gegevens)
    return afspraak


@one_transaction(Wijkafspraak)
def end_wijkafspraak(*, afspraak: Wijkafspraak, tot: date, door: Gebruiker, op: datetime | None = None) -> Wijkafspraak:
    """It holds until (not including) this day. Errors: ValidationError when that is not after its begin; Bezet when it
    was ended already."""
    moment = op or timezone.now()
    afspraak = Wijkafspraak.objects.select_for_update(of=("self",)).select_related("wijk__gemeente").get(pk=afspraak.pk)
    if afspraak.beeindigd_op:
        raise Bezet("Deze afspraak is al beëindigd.")
    if tot <= afspraak.van:
        raise ValidationError({"tot": "Kies een dag na het begin van de afspraak."})
    afspraak.tot, afspraak.beeindigd_op, afspraak.beeindigd_door = tot, moment, door
    afspraak.save(update_fields=["tot", "beeindigd_op", "beeindigd_door"])
    log(Gebeurtenis.WIJKAFSPRAAK_BEEINDIGD, onderwerp=afspraak.wijk, door=door, op=moment)
    return afspraak


def find_wijk(gemeente: Gemeente, postcode: str) -> Wijk | None:
    """The wijk in which this postcode ("7201 AB") lies. One query."""
    return Wijk.objects.filter(gemeente=gemeente, postcodes__cijfers=postcode[:4]).first()


def _save(wijk: Wijk, postcodes: str, door: Gebruiker, op: datetime) -> Wijk:
    try:
        cijfers = parse_postcodes(postcodes)
    except PostcodesFout as fout:
        raise ValidationError({"postcodes": str(fout)}) from fout
    if not wijk.naam:
        raise ValidationError({"naam": "Vul een naam in."})
    naamgenoten = Wijk.objects.filter(gemeente=wijk.gemeente, naam__iexact=wijk.naam).exclude(pk=wijk.pk)
    if naamgenoten.exists():
        raise ValidationError({"naam": NAAM_BESTAAT})
    elders = Wijkpostcode.objects.filter(gemeente=wijk.gemeente, cijfers__in=cijfers).exclude(wijk=wijk.pk)
    if bezet := elders.select_related("wijk").first():
        raise ValidationError({"postcodes": f"{bezet.cijfers} hoort al bij {bezet.wijk}."})
    wijk.save()
    wijk.postcodes.exclude(cijfers__in=cijfers).delete()
    bekend = set(wijk.postcodes.values_list("cijfers", flat=True))
    Wijkpostcode.objects.bulk_create(
        Wijkpostcode(gemeente=wijk.gemeente, wijk=wijk, cijfers=nieuw) for nieuw in cijfers if nieuw not in bekend
    )
    gegevens = {"postcodes": list(cijfers)}
    log(Gebeurtenis.WIJK_VASTGELEGD, onderwerp=wijk, door=door, op=op, gegevens=gegevens)
    return wijk
