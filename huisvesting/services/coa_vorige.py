"""What stood there before a COA list was applied, as far as applying it changes that: enough to put it back."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder

from huisvesting.models import CoaImport, Huishouden, Statushouder
from huisvesting.regels.coa_bekend import HUISHOUDFEITEN
from huisvesting.regels.coa_plan import Plan, Rijplan
from huisvesting.regels.coa_twijfel import Keuze
from huisvesting.services.coa_voorbeeld import chunks
from samenwerking.basis.versleuteling import lookup_index
from samenwerking.models import Actie, Logregel

SOORT = Huishouden._meta.label_lower


@dataclass
class Vorige:
    """What applying one list changed, and what was there. All keys and values as JSON knows them.

    `op` and `regel`: when, and the line of the logboek that says so; `nieuw`: new households; `geraakt`: those and the
    known ones that something changed for; `erbij`: the index of the V-nummer of new people in known households;
    `personen` and `huishoudens`: the old facts of whoever and whatever changed; `hoofden`: who gave up the role of head
    without being on the list; `weg`: households that were removed because everybody left, with what had to be done
    about them, as Django writes objects out.
    """

    op: str = ""
    regel: int = 0
    nieuw: list[str] = field(default_factory=list)
    geraakt: list[str] = field(default_factory=list)
    erbij: list[str] = field(default_factory=list)
    personen: list[dict[str, Any]] = field(default_factory=list)
    huishoudens: list[dict[str, Any]] = field(default_factory=list)
    hoofden: list[str] = field(default_factory=list)
    weg: list[dict[str, Any]] = field(default_factory=list)

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.op)


def read_vorige(coa_import: CoaImport) -> Vorige | None:
    """What was kept of the last time that the list was applied; None when there is nothing (any more)."""
    return Vorige(**json.loads(coa_import.vorige)) if coa_import.vorige else None


def is_within_term(vorige: Vorige, op: datetime) -> bool:
    """Undoing is possible until the end of the term of the setting TERUGDRAAIDAGEN."""
    return op <= vorige.moment + timedelta(days=settings.TERUGDRAAIDAGEN)


# --- While applying ---------------------------------------------------------------------------------------------------
def look_before(plan: Plan) -> Vorige:
    """To be asked before the plan is written."""
    rijen = [(rij, h.bekend.id if h.bekend else None) for h in plan.huishoudens for rij in h.rijen]
    return Vorige(
        erbij=[lookup_index(rij.v_nummer) for rij, doel in rijen if rij.bekend is None and doel],
        personen=list(_old_persons([rij for rij, doel in rijen if rij.keuze == Keuze.ZELFDE or rij.is_changed(doel)])),
        huishoudens=[
            {"pk": str(h.bekend.id), **{feit: getattr(h.bekend, feit) for feit in HUISHOUDFEITEN}}
            for h in plan.huishoudens
            if h.bekend and h.has_other_facts
        ],
        hoofden=[str(pk) for h in plan.huishoudens for pk in h.geen_hoofd_meer],
        weg=list(_write_out(plan.verlaten)),
    )


def record_vorige(
    coa_import: CoaImport,
    vorige: Vorige,
    *,
    nieuw: Sequence[Huishouden],
    bijgewerkt: Sequence[Huishouden],
    regel: Logregel,
) -> None:
    """Keep it on the import, after the plan was written and the event was logged. Saves the import.

    A list that changed nothing leaves what was kept of an earlier time, while that can still be undone.
    """
    eerder = read_vorige(coa_import)
    if eerder and not nieuw and not bijgewerkt and is_within_term(eerder, regel.op):
        return
    vorige.op, vorige.regel = regel.op.isoformat(), regel.pk
    vorige.nieuw = [str(huishouden.pk) for huishouden in nieuw]
    vorige.geraakt = [str(huishouden.pk) for huishouden in (*nieuw, *bijgewerkt)]
    vorige.weg = list(_only_removed(vorige.weg))
    coa_import.vorige = json.dumps(asdict(vorige), cls=DjangoJSONEncoder)
    coa_import.save(update_fields=["vorige"])


def _old_persons(rijen: Sequence[Rijplan]) -> Iterator[dict[str, Any]]:
    hernummerd = [rij.bekend.id for rij in rijen if rij.bekend and rij.keuze == Keuze.ZELFDE]
    nummers = dict(Statushouder.objects.filter(pk__in=hernummerd).values_list("pk", "v_nummer"))
    for rij in rijen:
        if bekend := rij.bekend:
            nummer = {"v_nummer": nummers[bekend.id]} if bekend.id in nummers else {}
            yield {"pk": str(bekend.id), "huishouden_id": str(bekend.huishouden), **bekend.gegevens, **nummer}


def _write_out(huishoudens: Sequence[UUID]) -> Iterator[dict[str, Any]]:
    """Households that everybody moves out of, and what has to be done about them, whole."""
    for chunk in chunks(huishoudens):
        ids = [str(pk) for pk in chunk]
        objecten: list[Huishouden | Actie] = [*Huishouden.objects.filter(pk__in=chunk).order_by("pk")]
        objecten += Actie.objects.filter(onderwerp_soort=SOORT, onderwerp_id__in=ids).order_by("pk")
        yield from json.loads(serializers.serialize("json", objecten))


def _only_removed(objecten: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Of the households that everybody left, those with a history of their own stayed."""
    objecten = list(objecten)
    sleutels = [o["pk"] for o in objecten if o["model"] == SOORT]
    gevonden = (Huishouden.objects.filter(pk__in=chunk).values_list("pk", flat=True) for chunk in chunks(sleutels))
    blijft = {str(pk) for deel in gevonden for pk in deel}
    for o in objecten:
        huishouden = o["pk"] if o["model"] == SOORT else o["fields"]["onderwerp_id"]
        if huishouden not in blijft:
            yield o
