"""The amounts of passend toewijzen: those that come with the product, and new ones. Nothing is edited or removed."""

import csv
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from huisvesting.models import Normbedrag
from samenwerking.basis.constraints import one_transaction
from samenwerking.models import Gebeurtenis, Gebruiker
from samenwerking.services.logboek import log

BESTAND = Path(__file__).resolve().parent.parent / "data" / "normbedragen.csv"


@one_transaction(Normbedrag)
def record_normbedrag(
    *,
    soort: str,
    van: date,
    tot: date,
    bedrag: Decimal,
    bron: str,
    zekerheid: str,
    door: Gebruiker,
    bron_url: str = "",
    op: datetime | None = None,
) -> Normbedrag:
    """Record an amount (R-608) and close the one that ran on its first day.

    In: EUR; `tot` is the day after the last. Out: the new row. Errors: ValidationError when a fact is wrong, or when
    an amount of this kind begins within the period: periods never overlap.
    """
    eerdere = Normbedrag.objects.select_for_update().for_soort(soort)
    binnen = eerdere.filter(van__gte=van, van__lt=tot).order_by("van").first()
    if binnen:
        raise ValidationError(
            {"van": f"Vanaf {binnen.van:%d-%m-%Y} is er al een bedrag van deze soort. Kies een dag daarna."}
        )
    normbedrag = Normbedrag(
        soort=soort,
        van=van,
        tot=tot,
        bedrag=bedrag,
        bron=bron,
        bron_url=bron_url,
        zekerheid=zekerheid,
        vastgelegd_op=op or timezone.now(),
        vastgelegd_door=door,
    )
    normbedrag.full_clean()
    eerdere.filter(van__lt=van, tot__gt=van).update(tot=van)
    normbedrag.save(force_insert=True)
    log(
        Gebeurtenis.NORMBEDRAG_VASTGELEGD,
        onderwerp=normbedrag,
        door=door,
        op=normbedrag.vastgelegd_op,
        gegevens={"soort": soort, "van": str(van), "tot": str(tot), "bedrag": str(bedrag)},
    )
    return normbedrag


@one_transaction(Normbedrag)
def load_normbedragen(*, door: Gebruiker, op: datetime | None = None) -> int:
    """Add the amounts that come with the product, where nothing of the kind holds in that period.

    Out: how many were added; a second time none, and then no log line either.
    """
    moment = op or timezone.now()
    bekend = list(Normbedrag.objects.values_list("soort", "van", "tot"))
    nieuw = [
        Normbedrag(**rij, vastgelegd_op=moment, vastgelegd_door=door)
        for rij in _shipped()
        if not any(soort == rij["soort"] and van < rij["tot"] and rij["van"] < tot for soort, van, tot in bekend)
    ]
    Normbedrag.objects.bulk_create(nieuw)
    if nieuw:
        gegevens = {"normbedragen": len(nieuw)}
        log(Gebeurtenis.REFERENTIE_GELADEN, onderwerp=None, door=door, op=moment, gegevens=gegevens)
    return len(nieuw)


def _shipped() -> Iterator[dict[str, Any]]:
    with BESTAND.open(encoding="utf-8", newline="") as bestand:
        for rij in csv.DictReader(bestand):
            dagen = {naam: date.fromisoformat(rij[naam]) for naam in ("van", "tot")}
            yield {**rij, **dagen, "bedrag": Decimal(rij["bedrag"])}
