"""Show where a gemeente stands."""

from datetime import date
from typing import Any

from django.core.management.base import CommandParser
from django.db.models import Min, Sum
from django.utils import timezone

from samenwerking.models import Gemeente
from taakstelling.management.opdracht import (
    Opdracht,
    Weigering,
    add_format,
    parse_datum,
    parse_gemeente,
)
from taakstelling.models import (
    Beginsaldo,
    GepubliceerdeTaakstelling,
    Inwonertal,
    LandelijkeTaakstelling,
    Realisatie,
    Voortgang,
)
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.regels.voortgang import Stand, chain_standen


class Command(Opdracht):
    help = "Toont de voortgang van een gemeente: van één halfjaar, of van alle halfjaren op een rij."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("gemeente", metavar="GEMEENTE", help="CBS-code of naam")
        parser.add_argument("halfjaar", metavar="HALFJAAR", nargs="?", help="zoals 2023H1; zonder: alle halfjaren")
        parser.add_argument("--peildatum", metavar="DATUM", help="zoals het stond op deze dag")
        add_format(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        gemeente = parse_gemeente(options["gemeente"])
        halfjaar = Halfjaar.parse(options["halfjaar"]) if options["halfjaar"] else None
        tot = parse_datum(options["peildatum"]) if options["peildatum"] else None
        rijen = {stand.halfjaar: _rij(stand, tot or timezone.localdate()) for stand in _standen(gemeente, tot)}
        if not rijen or (halfjaar and halfjaar not in rijen):
            raise Weigering(_what_is_missing(gemeente, halfjaar))
        self.write(rijen[halfjaar] if halfjaar else list(rijen.values()), options["format"])


def _rij(stand: Stand, peildatum: date) -> dict[str, Any]:
    return {
        "periode": stand.halfjaar,
        "taakstelling": stand.taakstelling,
        "saldo_begin": stand.saldo_begin,
        "opgave": stand.opgave,
        "gerealiseerd": stand.gerealiseerd,
        "saldo_eind": stand.saldo_eind,
        "percentage": stand.percentage,
        "status": stand.schema(peildatum).value,
    }


def _standen(gemeente: Gemeente, tot: date | None) -> list[Stand]:
    """The half-years on file in their order; with a day only what was counted up to and including it."""
    rijen = list(Voortgang.objects.for_gemeente(gemeente).order_by("halfjaar"))
    if tot is None or not rijen:
        return [rij.stand for rij in rijen]
    geteld = dict(
        Realisatie.objects.for_gemeente(gemeente)
        .filter(datum__lte=tot)
        .order_by()
        .values_list("halfjaar")
        .annotate(Sum("aantal"))
    )
    return chain_standen(
        rijen[0].halfjaar,
        rijen[0].saldo_begin,
        [rij.taakstelling for rij in rijen],
        [geteld.get(rij.halfjaar, 0) for rij in rijen],
    )


def _what_is_missing(gemeente: Gemeente, halfjaar: Halfjaar | None) -> str:
    """Why there is no voortgang for this half-year, and what to do. Without a half-year: why there is none at all."""
    begin = _begin(gemeente)
    if begin is None:
        return (
            f"Voor {gemeente} is nog niets vastgelegd. Leg vast met welk saldo de gemeente begint: "
            f"manage.py set_beginsaldo {gemeente.code} {halfjaar or 'HALFJAAR'} N --bron TEKST."
        )
    if halfjaar and halfjaar < begin:
        return (
            f"De voortgang van {gemeente} begint in {begin}, dus na {halfjaar}. Begin eerder met: "
            f"manage.py set_beginsaldo {gemeente.code} {halfjaar} N --bron TEKST."
        )
    laatste = Voortgang.objects.for_gemeente(gemeente).order_by("halfjaar").last()
    gat = laatste.halfjaar.volgende if laatste else begin
    publiceer = f"manage.py publish_taakstelling {gemeente.code} {gat} N --bron TEKST"
    if not LandelijkeTaakstelling.objects.for_halfjaar(gat).exists():
        return (
            f"De landelijke taakstelling van {gat} is niet bekend, dus de voortgang van {gemeente} ook niet. "
            f"Leg die vast in het beheer, of leg de taakstelling van de gemeente vast: {publiceer}."
        )
    if not Inwonertal.objects.op(gat.inwoners_peildatum).exists():
        return (
            f"De inwoners op {gat.inwoners_peildatum:%d-%m-%Y} ontbreken, dus de taakstelling van {gat} is niet te "
            f"berekenen. Laad ze met: manage.py load_inwoners BESTAND, of leg de taakstelling vast: {publiceer}."
        )
    return (
        f"{gemeente} telt in {gat} niet mee in de verdeling en heeft dan geen taakstelling. "
        f"Is er toch een gepubliceerd, leg die dan vast: {publiceer}."
    )


def _begin(gemeente: Gemeente) -> Halfjaar | None:
    """Where the chain starts, as services.voortgang has it: at the opening balance, else at the first target published
    or person counted."""
    saldo = Beginsaldo.objects.geldend().filter(gemeente=gemeente).first()
    if saldo:
        return saldo.halfjaar
    gepubliceerd = GepubliceerdeTaakstelling.objects.geldend().filter(gemeente=gemeente)
    eerste = [
        rijen.aggregate(eerste=Min("halfjaar"))["eerste"]
        for rijen in (gepubliceerd, Realisatie.objects.for_gemeente(gemeente))
    ]
    return min((halfjaar for halfjaar in eerste if halfjaar), default=None)
