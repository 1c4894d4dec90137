"""The counting rules: those that come with the product, and new versions. Nothing is edited, nothing is removed."""

import csv
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from samenwerking.basis.constraints import one_transaction
from samenwerking.models import Gebruiker
from taakstelling.models import Telregel
from taakstelling.regels.telregels import Regel, TelregelFout, add_versie

BESTAND = Path(__file__).resolve().parent.parent / "data" / "telregels.csv"


def _shipped() -> Iterator[dict[str, Any]]:
    with BESTAND.open(encoding="utf-8", newline="") as bestand:
        for rij in csv.DictReader(bestand):
            yield {**rij, "telt": rij["telt"] == "ja", "geldig_van": date.fromisoformat(rij["geldig_van"])}


def ensure_telregels(*, door: Any, model: Any = Telregel, op: datetime | None = None) -> int:
    """Add the rules that come with the product, where there is none at all for the form and the kind of person.

    In: `door` and `model` may be those of a migration. Out: how many were added. Writes no log line: who calls it does.
    """
    moment = op or timezone.now()
    bekend = set(model.objects.values_list("vorm", "persoon"))
    nieuw = [
        model(**rij, versie=1, vastgelegd_op=moment, vastgelegd_door=door)
        for rij in _shipped()
        if (rij["vorm"], rij["persoon"]) not in bekend
    ]
    return len(model.objects.bulk_create(nieuw))


def plan_telregel(nieuw: Regel) -> tuple[Regel, ...]:
    """All rules as they would be with this new version. Errors: ValidationError when it cannot start on that day."""
    try:
        return tuple(add_versie(Telregel.objects.as_regels(), nieuw))
    except TelregelFout as fout:
        raise ValidationError({"geldig_van": str(fout)}) from fout


@one_transaction(Telregel)
def record_telregel(*, nieuw: Regel, door: Gebruiker, op: datetime | None = None) -> Telregel:
    """Record a version and close the one that ran until then; its own number is given here.

    Out: the new row. Errors: ValidationError when a fact is wrong or a version begins on that day or later. The caller
    holds the lock on all gemeenten, books what changes and writes the log line.
    """
    lopend = Telregel.objects.select_for_update().filter(vorm=nieuw.vorm, persoon=nieuw.persoon)
    list(lopend)
    regel = plan_telregel(nieuw)[-1]
    lopend.geldig(regel.geldig_van).update(geldig_tot=regel.geldig_van)
    telregel = Telregel(**vars(regel), vastgelegd_op=op or timezone.now(), vastgelegd_door=door)
    telregel.full_clean()
    telregel.save(force_insert=True)
    return telregel
