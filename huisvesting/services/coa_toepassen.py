"""Writing the plan of a COA list: a fixed number of statements, whatever its size."""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from uuid import UUID

from huisvesting.models import Gezinsrol, Huishouden, Statushouder
from huisvesting.regels.coa_bekend import HUISHOUDFEITEN, STANDAARD
from huisvesting.regels.coa_plan import Huishoudplan, Plan, Rijplan, Uitkomst
from huisvesting.regels.coa_twijfel import Keuze
from huisvesting.regels.zoeken import search_name
from huisvesting.services.coa_voorbeeld import chunks
from samenwerking.basis.bulk import CHUNK, copy_kolommen, copy_rows
from samenwerking.basis.versleuteling import lookup_index
from samenwerking.models import Actie, Gebruiker, Gemeente
from samenwerking.services.verwerking import Voortgang, tell_nobody

# So many people are written before one is told how far it is, or that it was called off.
DEEL = 2_000


def write_plan(
    plan: Plan, *, gemeente: Gemeente, door: Gebruiker, op: datetime, voortgang: Voortgang = tell_nobody
) -> tuple[list[Huishouden], list[Huishouden]]:
    """Store the households and people of a plan, inside the transaction of the event.

    Out: the new households, and the known ones for which something changed. The order matters: a head steps down
    before another takes over, and a household gives its number up before a new one gets it.
    """
    _renumber(plan)
    voortgang("huishoudens", 0, len(plan.huishoudens))
    paren = [(h, _make_huishouden(h, gemeente, door, op)) for h in plan.huishoudens]
    nieuw = [huishouden for h, huishouden in paren if h.bekend is None]
    personen = [(rij, huishouden) for h, huishouden in paren for rij in h.rijen]
    nieuwe_personen = [(rij, huishouden.pk) for rij, huishouden in personen if rij.bekend is None]
    gewijzigd = [_make_persoon(rij, huishouden) for rij, huishouden in personen if rij.is_changed(huishouden.pk)]
    _step_down([*(pk for h in plan.huishoudens for pk in h.geen_hoofd_meer), *(persoon.pk for persoon in gewijzigd)])
    Huishouden.objects.bulk_update(
        [huishouden for h, huishouden in paren if h.has_other_facts], HUISHOUDFEITEN, batch_size=CHUNK
    )
    copy_rows(Huishouden, nieuw)
    voortgang("personen", 0, len(personen))
    Statushouder.objects.bulk_create(
        gewijzigd,
        batch_size=CHUNK,
        update_conflicts=True,
        unique_fields=["v_nummer_index"],
        update_fields=["huishouden", "zoeknaam", *STANDAARD],
    )
    for begin in range(0, len(nieuwe_personen), DEEL):
        _copy_personen(nieuwe_personen[begin : begin + DEEL])
        gedaan = min(begin + DEEL, len(nieuwe_personen))
        voortgang("personen", len(personen) - len(nieuwe_personen) + gedaan, len(personen))
    for chunk in chunks(plan.verlaten):
        _remove_empty(chunk)
    geraakt = list(dict.fromkeys(_touched(plan)))
    return nieuw, [h for chunk in chunks(geraakt) for h in Huishouden.objects.filter(pk__in=chunk).order_by("pk")]


def _renumber(plan: Plan) -> None:
    """Known people who turned out to have a new V-nummer get it first, so that the list finds them by it."""
    personen = [
        Statushouder(pk=rij.bekend.id, v_nummer=rij.v_nummer, v_nummer_index=lookup_index(rij.v_nummer))
        for huishouden in plan.huishoudens
        for rij in huishouden.rijen
        if rij.bekend and rij.keuze == Keuze.ZELFDE
    ]
    Statushouder.objects.bulk_update(personen, ["v_nummer", "v_nummer_index"], batch_size=CHUNK)


def _remove_empty(huishoudens: Iterable[UUID]) -> None:
    """A household that nobody is left of, and whose dossier is empty, has nothing to keep; what had to be done about it
    goes along."""
    leeg = Huishouden.objects.filter(pk__in=huishoudens, personen=None, ontvangen_op=None)
    for deel in ("voordrachten", "aanvullingen", "sluitingen", "notities", "contactmomenten", "eisen", "parkeringen"):
        leeg = leeg.filter(**{deel: None})
    weg = [huishouden.pk for huishouden in leeg]
    soort = Huishouden._meta.label_lower
    Actie.objects.filter(onderwerp_soort=soort, onderwerp_id__in=[str(pk) for pk in weg]).delete()
    Huishouden.objects.filter(pk__in=weg).delete()


def _make_huishouden(plan: Huishoudplan, gemeente: Gemeente, door: Gebruiker, op: datetime) -> Huishouden:
    """The household as it will be; of a known one only the facts of the list are written."""
    return Huishouden(
        pk=plan.bekend.id if plan.bekend else uuid.uuid4(),
        gemeente_id=gemeente.pk,
        huishoudnummer=plan.huishoudnummer,
        koppeldatum=plan.koppeldatum,
        nareis_verwacht=plan.nareis_verwacht,
        aangemeld_op=op,
        aangemeld_door_id=door.pk,
    )


def _copy_personen(personen: Sequence[tuple[Rijplan, UUID]]) -> None:
    """Store new people, each with the key of its household."""
    rijen = [rij for rij, _ in personen]
    copy_kolommen(
        Statushouder,
        {
            "huishouden_id": [huishouden for _, huishouden in personen],
            "v_nummer": [rij.v_nummer for rij in rijen],
            "v_nummer_index": [lookup_index(rij.v_nummer) for rij in rijen],
            "zoeknaam": [search_name(rij.gegevens["achternaam"], rij.gegevens["voornamen"]) for rij in rijen],
            **{feit: [rij.gegevens[feit] for rij in rijen] for feit in STANDAARD},
        },
    )


def _make_persoon(rij: Rijplan, huishouden: Huishouden) -> Statushouder:
    return Statushouder(
        pk=rij.bekend.id if rij.bekend else uuid.uuid4(),
        huishouden=huishouden,
        v_nummer=rij.v_nummer,
        v_nummer_index=lookup_index(rij.v_nummer),
        zoeknaam=search_name(rij.gegevens["achternaam"], rij.gegevens["voornamen"]),
        **rij.gegevens,
    )


def _step_down(personen: list[UUID]) -> None:
    """Whoever is about to change is no head for a moment, so that one statement never meets two heads."""
    for chunk in chunks(personen):
        Statushouder.objects.filter(pk__in=chunk, gezinsrol=Gezinsrol.HOOFD).update(gezinsrol=Gezinsrol.OVERIG)


def _touched(plan: Plan) -> Iterator[UUID]:
    """Keys of the known households for which something changes: joined, left, or other facts."""
    for h in plan.huishoudens:
        if h.bekend and (h.geen_hoofd_meer or any(rij.uitkomst != Uitkomst.ONGEWIJZIGD for rij in h.rijen)):
            yield h.bekend.id
        yield from _left(h.rijen, h.bekend.id if h.bekend else None)


def _left(rijen: Iterable[Rijplan], huishouden: UUID | None) -> Iterator[UUID]:
    return (rij.bekend.huishouden for rij in rijen if rij.bekend and rij.bekend.huishouden != huishouden)
