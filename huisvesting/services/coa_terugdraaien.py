"""Undoing a COA list that should not have been applied, as long as nobody worked on its households."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import timezone

from huisvesting.models import CoaImport, Gezinsrol, Huishouden, Statushouder
from huisvesting.regels.coa_bekend import HUISHOUDFEITEN, STANDAARD
from huisvesting.regels.zoeken import search_name
from huisvesting.services.coa_voorbeeld import chunks
from huisvesting.services.coa_vorige import SOORT, Vorige, is_within_term, read_vorige
from samenwerking.basis.bulk import CHUNK
from samenwerking.basis.constraints import Bezet, one_transaction
from samenwerking.basis.versleuteling import lookup_index
from samenwerking.models import Actie, Gebeurtenis, Gebruiker, Logregel
from samenwerking.services.logboek import log, log_alle

OPNIEUW_INGELEZEN = "Deze lijst is opnieuw ingelezen. Leg haar eerst weg; daarna kunt u haar terugdraaien."
NIETS_TERUG = "Deze lijst kan niet worden teruggedraaid: zij is niet verwerkt, al teruggedraaid of te oud."


@dataclass(frozen=True)
class Terugdraaiing:
    """What undoing a list would do, in numbers of persons and households; `gewerkt` households are in the way."""

    personen: int
    huishoudens: int
    hersteld: int
    teruggeplaatst: int
    gewerkt: int

    @property
    def waarom_niet(self) -> str:
        """Why the list cannot be undone, when households are in the way."""
        aantal = "1 huishouden" if self.gewerkt == 1 else f"{self.gewerkt} huishoudens"
        return f"Aan {aantal} van deze lijst is al gewerkt. Daarom kan de lijst niet meer worden teruggedraaid."


def find_term(coa_import: CoaImport, *, op: datetime | None = None) -> date | None:
    """The last day on which the list can be undone; None when that is not possible: it is not applied, is open again,
    or the day has passed. Whether someone worked on its households is for `preview_undo`."""
    vorige = read_vorige(coa_import)
    if coa_import.is_open or vorige is None or not is_within_term(vorige, op or timezone.now()):
        return None
    return timezone.localdate(vorige.moment + timedelta(days=settings.TERUGDRAAIDAGEN))


def preview_undo(coa_import: CoaImport, *, op: datetime | None = None) -> Terugdraaiing | None:
    """What undoing would do now; None when the list is not applied, is open again, or its term has passed."""
    vorige = read_vorige(coa_import)
    if vorige is None or find_term(coa_import, op=op) is None:
        return None
    return _measure(vorige)


def _measure(vorige: Vorige) -> Terugdraaiing:
    hersteld, nieuw = [persoon["pk"] for persoon in vorige.personen], set(vorige.nieuw)
    bewoners = sum(Statushouder.objects.filter(huishouden__in=chunk).count() for chunk in chunks(vorige.nieuw))
    waar = (Statushouder.objects.filter(pk__in=c).values_list("huishouden_id", flat=True) for c in chunks(hersteld))
    verhuisd = sum(str(huishouden) in nieuw for deel in waar for huishouden in deel)
    return Terugdraaiing(
        personen=len(vorige.erbij) + bewoners - verhuisd,
        huishoudens=len(vorige.nieuw),
        hersteld=len(hersteld),
        teruggeplaatst=sum(o["model"] == SOORT for o in vorige.weg),
        gewerkt=len(_find_gewerkt(vorige)),
    )


@one_transaction(CoaImport, Huishouden, Statushouder)
def undo_coa_import(*, coa_import: CoaImport, door: Gebruiker, op: datetime | None = None) -> CoaImport:
    """Put back what was there before the list was applied; its new people and households go, with what had to be done
    about them.

    Out: the import; the same file can be applied again. Errors: ValidationError when the list is not applied or is open
    again, the term of the setting TERUGDRAAIDAGEN has passed, or someone worked on its households since (how many).
    """
    moment = op or timezone.now()
    coa_import = _lock(coa_import)
    vorige = read_vorige(coa_import)
    if coa_import.is_open:
        raise Bezet(OPNIEUW_INGELEZEN)
    if vorige is None or not is_within_term(vorige, moment):
        raise Bezet(NIETS_TERUG)
    wat = _measure(vorige)
    if wat.gewerkt:
        raise ValidationError(wat.waarom_niet, code="gewerkt")
    _put_back(vorige, coa_import)
    coa_import.vorige = ""
    coa_import.teruggedraaid_op, coa_import.teruggedraaid_door = moment, door
    coa_import.save()
    _log(coa_import, vorige, wat, door, moment)
    return coa_import


def release_vorige(op: datetime) -> int:
    """Let go what was kept of lists that can no longer be undone. Out: of how many."""
    oud = [
        coa_import.pk
        for coa_import in CoaImport.objects.exclude(vorige="").only("pk", "vorige")
        if (vorige := read_vorige(coa_import)) and not is_within_term(vorige, op)
    ]
    return CoaImport.objects.filter(pk__in=oud).update(vorige="")


def _lock(coa_import: CoaImport) -> CoaImport:
    """The import as it is now, with all lists and then all households of the gemeente locked, as applying one does."""
    lijsten = CoaImport.objects.select_for_update(of=("self",)).filter(gemeente_id=coa_import.gemeente_id)
    list(lijsten.order_by("pk").values_list("pk"))
    locked = CoaImport.objects.select_related("gemeente").get(pk=coa_import.pk)
    list(Huishouden.objects.select_for_update().for_gemeente(locked.gemeente).order_by("pk").values_list("pk"))
    return locked


# --- Has anybody worked on it? ----------------------------------------------------------------------------------------
def _find_gewerkt(vorige: Vorige) -> set[UUID]:
    """Households of the list about which something happened since, or that are gone. Who only looked, did not work."""
    gewerkt: set[UUID] = set()
    nieuw = {UUID(pk) for pk in vorige.nieuw}
    for chunk in chunks([UUID(pk) for pk in vorige.geraakt]):
        gewerkt |= _happened(chunk, nieuw, vorige.regel)
    return gewerkt


def _happened(huishoudens: Collection[UUID], nieuw: set[UUID], na: int) -> set[UUID]:
    """Those with a later line about themselves or anything that hangs on them; of a new one, anything that does."""
    gewerkt = set(huishoudens) - set(Huishouden.objects.filter(pk__in=huishoudens).values_list("pk", flat=True))
    begonnen = Huishouden.objects.filter(pk__in=huishoudens).exclude(ontvangen_op=None, eigenaar=None)
    gewerkt |= nieuw & set(begonnen.values_list("pk", flat=True))
    for model, van in _hanging_on(huishoudens):
        if model not in (Huishouden, Statushouder):
            gewerkt |= {huishouden for huishouden in van.values() if huishouden in nieuw}
        regels = Logregel.objects.gebeurtenissen().filter(pk__gt=na, onderwerp_soort=model._meta.label_lower)
        for chunk in chunks([str(pk) for pk in van]):
            ids = regels.filter(onderwerp_id__in=chunk).values_list("onderwerp_id", flat=True).distinct()
            gewerkt |= {van[model._meta.pk.to_python(pk)] for pk in ids}
    return gewerkt


def _hanging_on(huishoudens: Collection[UUID]) -> Iterator[tuple[type[Model], dict[object, UUID]]]:
    """Per kind the objects that belong to these households, directly or through one another: {key: household}."""
    rij: list[tuple[type[Model], dict[object, UUID]]] = [(Huishouden, {pk: pk for pk in huishoudens})]
    gezien: set[type[Model]] = {Huishouden}
    while rij:
        model, van = rij.pop(0)
        yield model, van
        for relatie in model._meta.related_objects:
            ander = relatie.related_model
            if ander in gezien or relatie.many_to_many:
                continue
            gezien.add(ander)
            veld = relatie.field.name
            gevonden = {
                pk: van[ouder]
                for chunk in chunks(list(van))
                for pk, ouder in ander._default_manager.filter(**{f"{veld}__in": chunk}).values_list("pk", f"{veld}_id")
            }
            if gevonden:
                rij.append((ander, gevonden))


# --- Putting back -----------------------------------------------------------------------------------------------------
def _put_back(vorige: Vorige, coa_import: CoaImport) -> None:
    """In the order in which no number, no V-nummer and no head is ever there twice."""
    sleutels = [persoon["pk"] for persoon in vorige.personen]
    for chunk in chunks(vorige.erbij):
        Statushouder.objects.filter(v_nummer_index__in=chunk).delete()
    for chunk in chunks(sleutels):
        Statushouder.objects.filter(pk__in=chunk, gezinsrol=Gezinsrol.HOOFD).update(gezinsrol=Gezinsrol.OVERIG)
    for terug in serializers.deserialize("python", vorige.weg):
        terug.save()
    _restore_personen(vorige)
    for chunk in chunks(vorige.nieuw):
        Actie.objects.filter(onderwerp_soort=SOORT, onderwerp_id__in=chunk).delete()
        Statushouder.objects.filter(huishouden__in=chunk).delete()
        Huishouden.objects.filter(pk__in=chunk).delete()
    huishoudens = [Huishouden(**_read(feiten)) for feiten in vorige.huishoudens]
    Huishouden.objects.bulk_update(huishoudens, HUISHOUDFEITEN, batch_size=CHUNK)
    for chunk in chunks(vorige.hoofden):
        Statushouder.objects.filter(pk__in=chunk).update(gezinsrol=Gezinsrol.HOOFD)
    Actie.objects.for_onderwerp(coa_import).open().filter(gemaakt_op=vorige.moment).delete()


def _restore_personen(vorige: Vorige) -> None:
    personen = [Statushouder(**_read(feiten)) for feiten in vorige.personen]
    for persoon in personen:
        persoon.zoeknaam = search_name(persoon.achternaam, persoon.voornamen)
    Statushouder.objects.bulk_update(personen, ["huishouden", "zoeknaam", *STANDAARD], batch_size=CHUNK)
    hernummerd = [persoon for persoon in personen if persoon.v_nummer]
    for persoon in hernummerd:
        persoon.v_nummer_index = lookup_index(persoon.v_nummer)
    Statushouder.objects.bulk_update(hernummerd, ["v_nummer", "v_nummer_index"], batch_size=CHUNK)


def _read(feiten: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as they were kept, with their days as dates."""
    return {naam: date.fromisoformat(w) if w and "datum" in naam else w for naam, w in feiten.items()}


def _log(coa_import: CoaImport, vorige: Vorige, wat: Terugdraaiing, door: Gebruiker, op: datetime) -> None:
    """A line for the timeline of each household that is still there, and the one line of the event."""
    gegevens = {"coa_import": str(coa_import.pk)}
    terug = [o["pk"] for o in vorige.weg if o["model"] == SOORT]
    blijvend = set(vorige.geraakt) - set(vorige.nieuw) | set(terug)
    huishoudens = [h for chunk in chunks(sorted(blijvend)) for h in Huishouden.objects.filter(pk__in=chunk)]
    log_alle(
        Gebeurtenis.HUISHOUDEN_BIJGEWERKT,
        onderwerpen=huishoudens,
        door=door,
        gemeente=coa_import.gemeente,
        op=op,
        gegevens=gegevens,
    )
    aantallen = {"personen": wat.personen, "huishoudens": wat.huishoudens, "hersteld": wat.hersteld}
    log(Gebeurtenis.COA_LIJST_TERUGGEDRAAID, onderwerp=coa_import, door=door, op=op, gegevens=aantallen)
