"""What someone has to do: made alone or as a list, done in one click, dropped, or handed to another.

`add_lijst`, `finish_acties`, `drop_acties`, `revive_acties` and `pass_on_acties` are steps inside the event of another
service, which writes the line of the logboek. The others are events of their own; their line stands at what the actie
is about.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import timezone

from samenwerking.basis.bulk import copy_kolommen
from samenwerking.basis.constraints import Bezet, one_transaction
from samenwerking.models import (
    Actie,
    Actielijst,
    ActieStatus,
    Agendapunt,
    Besluit,
    Escalatie,
    Gebeurtenis,
    Gebruiker,
    Gemeente,
    Verwerking,
)
from samenwerking.policies import can_own_actie
from samenwerking.services.logboek import log

ZATERDAG = 5


@dataclass(frozen=True)
class Punt:
    """One point of a list: what, within how many working days (None: no term), and who does it when that is nobody
    with an account here. `uiterlijk` is a day that was agreed, instead of a number of working days."""

    titel: str
    werkdagen: int | None = None
    afdeling: str = ""
    uiterlijk: date | None = None


def add_werkdagen(dag: date, aantal: int) -> date:
    """The day that lies so many working days (Monday to Friday) after `dag`."""
    while aantal > 0:
        dag += timedelta(days=1)
        aantal -= dag.weekday() < ZATERDAG
    return dag


# --- Inside the event of another service ------------------------------------------------------------------------------
def add_lijst(
    lijst: Actielijst,
    punten: Sequence[Punt],
    *,
    onderwerpen: Iterable[Model],
    door: Gebruiker,
    op: datetime,
    eigenaar: Gebruiker | None = None,
    vanaf: date | None = None,
) -> None:
    """Make these points for each of these subjects (objects with a `gemeente`), in one statement.

    In: `eigenaar`, who does the points without an afdeling; `vanaf`, the day from which the terms run, without it that
    of `op`.
    """
    dag = vanaf or timezone.localdate(op)
    paren = [(onderwerp, punt) for onderwerp in onderwerpen for punt in punten]
    uiterlijk = {p: p.uiterlijk if p.werkdagen is None else add_werkdagen(dag, p.werkdagen) for p in punten}
    if paren:
        copy_kolommen(
            Actie,
            {
                "gemeente_id": [_gemeente_of(onderwerp) for onderwerp, _ in paren],
                "titel": [punt.titel for _, punt in paren],
                "eigenaar_id": [eigenaar.pk if eigenaar and not punt.afdeling else None for _, punt in paren],
                "afdeling": [punt.afdeling for _, punt in paren],
                "uiterlijk": [uiterlijk[punt] for _, punt in paren],
                "onderwerp_soort": [onderwerp._meta.label_lower for onderwerp, _ in paren],
                "onderwerp_id": [str(onderwerp.pk) for onderwerp, _ in paren],
            },
            lijst=lijst,
            gemaakt_op=op,
            gemaakt_door_id=door.pk,
        )


def _gemeente_of(onderwerp: Model) -> Any:
    """The key of its gemeente, which is not read for it where the object has that itself."""
    pk = getattr(onderwerp, "gemeente_id", None)
    return pk or onderwerp.gemeente.pk  # type: ignore[attr-defined]


def finish_acties(onderwerp: Model, lijst: Actielijst, *, door: Gebruiker, op: datetime) -> int:
    """What was open of this list is done by the event that calls this. Out: how many."""
    return Actie.objects.for_onderwerp(onderwerp).filter(lijst=lijst).open().update(gereed_op=op, gereed_door=door)


def drop_acties(
    onderwerp: Model, *lijsten: Actielijst, door: Gebruiker, op: datetime, ook_van_afdelingen: bool = True
) -> int:
    """What was open about this is no longer needed.

    In: of which lists (none named: of all), and whether what a department does falls too. Out: how many.
    """
    acties = Actie.objects.for_onderwerp(onderwerp).open()
    if lijsten:
        acties = acties.filter(lijst__in=lijsten)
    if not ook_van_afdelingen:
        acties = acties.filter(afdeling="")
    return acties.update(vervallen_op=op, vervallen_door=door)


def revive_acties(onderwerp: Model, *, vervallen_op: datetime | None) -> int:
    """The event of that moment is undone: what fell by it has to be done again. Out: how many."""
    if vervallen_op is None:
        return 0
    acties = Actie.objects.for_onderwerp(onderwerp).filter(vervallen_op=vervallen_op)
    return acties.update(vervallen_op=None, vervallen_door=None)


def pass_on_acties(onderwerp: Model, *, van: Gebruiker | None, naar: Gebruiker) -> int:
    """What `van` still had to do about this, `naar` does. Out: how many."""
    return Actie.objects.for_onderwerp(onderwerp).open().filter(eigenaar=van, afdeling="").update(eigenaar=naar)


# --- Events of their own ----------------------------------------------------------------------------------------------
@one_transaction(Actie)
def add_actie(
    *,
    onderwerp: Model,
    titel: str,
    door: Gebruiker,
    eigenaar: Gebruiker | None = None,
    afdeling: str = "",
    uiterlijk: date | None = None,
    lijst: Actielijst = Actielijst.LOS,
    agendapunt: Agendapunt | None = None,
    op: datetime | None = None,
) -> Actie:
    """Someone has to do this about `onderwerp` (an object with a `gemeente`).

    In: `agendapunt`, where it was agreed, when that was in a meeting.
    Errors: ValidationError without a titel, with an owner from elsewhere, or when the day has passed already.
    """
    moment = op or timezone.now()
    gemeente: Gemeente = onderwerp.gemeente  # type: ignore[attr-defined]
    if not titel.strip():
        raise ValidationError({"titel": "Schrijf op wat er moet gebeuren."})
    if uiterlijk and uiterlijk < timezone.localdate(moment):
        raise ValidationError({"uiterlijk": "Deze dag is al voorbij. Kies vandaag of een latere dag."})
    _require_own(eigenaar, gemeente)
    actie = Actie.objects.create(
        gemeente=gemeente,
        titel=titel.strip(),
        lijst=lijst,
        eigenaar=eigenaar,
        afdeling=afdeling.strip(),
        uiterlijk=uiterlijk,
        onderwerp_soort=onderwerp._meta.label_lower,
        onderwerp_id=str(onderwerp.pk),
        agendapunt=agendapunt,
        gemaakt_op=moment,
        gemaakt_door=door,
    )
    _log(Gebeurtenis.ACTIE_TOEGEVOEGD, actie, door=door, op=moment)
    return actie


@one_transaction(Actie)
def start_actie(*, actie: Actie, door: Gebruiker, op: datetime | None = None) -> Actie:
    """Someone works on it, and waits for nobody any more.

    Errors: Bezet when another began already, or when it was done or dropped.
    """
    moment = op or timezone.now()
    actie = _lock_open(actie)
    if actie.status == ActieStatus.IN_UITVOERING:
        raise Bezet("Aan deze actie wordt al gewerkt.")
    actie.begonnen_op, actie.begonnen_door = moment, door
    actie.wachtend_op, actie.wachtend_door, actie.wacht_op = None, None, ""
    actie.save(update_fields=["begonnen_op", "begonnen_door", "wachtend_op", "wachtend_door", "wacht_op"])
    _log(Gebeurtenis.ACTIE_BEGONNEN, actie, door=door, op=moment)
    return actie


@one_transaction(Actie)
def wait_actie(*, actie: Actie, wacht_op: str, door: Gebruiker, op: datetime | None = None) -> Actie:
    """It can only go on when someone else did something.

    Errors: ValidationError without whom or what it waits for; Bezet when it waits already, or was done or dropped.
    """
    moment = op or timezone.now()
    if not wacht_op.strip():
        raise ValidationError({"wacht_op": "Vul in op wie of wat u wacht."})
    actie = _lock_open(actie)
    if actie.status == ActieStatus.WACHT_OP_ANDER:
        raise Bezet("Deze actie wacht al op een ander.")
    actie.wachtend_op, actie.wachtend_door, actie.wacht_op = moment, door, wacht_op.strip()
    actie.save(update_fields=["wachtend_op", "wachtend_door", "wacht_op"])
    _log(Gebeurtenis.ACTIE_WACHT, actie, door=door, op=moment)
    return actie


@one_transaction(Actie)
def finish_actie(*, actie: Actie, door: Gebruiker, op: datetime | None = None) -> Actie:
    """It is done. Errors: ValidationError when it was done or dropped already."""
    moment = op or timezone.now()
    actie = _lock_open(actie)
    actie.gereed_op, actie.gereed_door = moment, door
    actie.save(update_fields=["gereed_op", "gereed_door"])
    _log(Gebeurtenis.ACTIE_GEREED, actie, door=door, op=moment)
    return actie


@one_transaction(Actie)
def drop_actie(*, actie: Actie, door: Gebruiker, op: datetime | None = None) -> Actie:
    """It need not be done any more. Errors: ValidationError when it was done or dropped already."""
    moment = op or timezone.now()
    actie = _lock_open(actie)
    actie.vervallen_op, actie.vervallen_door = moment, door
    actie.save(update_fields=["vervallen_op", "vervallen_door"])
    _log(Gebeurtenis.ACTIE_VERVALLEN, actie, door=door, op=moment)
    return actie


@one_transaction(Actie)
def hand_over_actie(
    *,
    actie: Actie,
    door: Gebruiker,
    eigenaar: Gebruiker | None = None,
    afdeling: str = "",
    uiterlijk: date | None = None,
    op: datetime | None = None,
) -> Actie:
    """Another does it, or by another day.

    Errors: ValidationError when it was done or dropped already, with nobody to do it, or an owner from elsewhere.
    """
    moment = op or timezone.now()
    actie = _lock_open(actie)
    if eigenaar is None and not afdeling.strip():
        raise ValidationError("Kies een collega, of vul een afdeling of partij in.")
    _require_own(eigenaar, actie.gemeente)
    actie.eigenaar, actie.afdeling, actie.uiterlijk = eigenaar, afdeling.strip(), uiterlijk
    actie.save(update_fields=["eigenaar", "afdeling", "uiterlijk"])
    _log(Gebeurtenis.ACTIE_OVERGEDRAGEN, actie, door=door, op=moment)
    return actie


@dataclass(frozen=True)
class Actiegroep:
    """What is open of one list, the most urgent first; `klaar` is how many points of it are done or fell."""

    naam: str
    open: tuple[Actie, ...]
    klaar: int


@dataclass(frozen=True)
class Acties:
    """Everything to do about something: what is open by list, and what is done or fell, the latest first."""

    groepen: tuple[Actiegroep, ...]
    klaar: tuple[Actie, ...]

    def __bool__(self) -> bool:
        return bool(self.groepen or self.klaar)


def list_acties(onderwerp: Model) -> Acties:
    """What has to be done about this. One query."""
    acties = Actie.objects.for_onderwerp(onderwerp).select_related("eigenaar", "gereed_door", "vervallen_door")
    geordend = sorted(acties, key=lambda a: (a.uiterlijk is None, a.uiterlijk or date.max, a.gemaakt_op, a.titel))
    open_ = [actie for actie in geordend if actie.is_open]
    gedaan = [actie for actie in geordend if not actie.is_open]
    klaar = sorted(gedaan, key=lambda a: a.gereed_op or a.vervallen_op or a.gemaakt_op, reverse=True)
    groepen = (
        Actiegroep(
            str(lijst.label),
            tuple(actie for actie in open_ if actie.lijst == lijst),
            sum(1 for actie in klaar if actie.lijst == lijst),
        )
        for lijst in Actielijst
    )
    return Acties(tuple(groep for groep in groepen if groep.open), tuple(klaar))


def find_onderwerp(actie: Actie | Agendapunt | Besluit | Escalatie | Verwerking) -> Model | None:
    """What the actie (or a point, a decision, work) is about, wherever in the product that lives; None without one, or
    when it is gone."""
    if not actie.onderwerp_soort:
        return None
    onderwerp: Model | None = (
        apps.get_model(actie.onderwerp_soort)._default_manager.filter(pk=actie.onderwerp_id).first()
    )
    return onderwerp


def _lock_open(actie: Actie) -> Actie:
    actie = Actie.objects.select_for_update(of=("self",)).select_related("gemeente").get(pk=actie.pk)
    if actie.gereed_op:
        raise Bezet("Deze actie is al gedaan.")
    if actie.vervallen_op:
        raise Bezet("Deze actie is al vervallen.")
    return actie


def _require_own(eigenaar: Gebruiker | None, gemeente: Gemeente) -> None:
    if eigenaar and not can_own_actie(eigenaar, gemeente):
        raise ValidationError({"eigenaar": "Kies iemand die voor deze gemeente werkt."})


def _log(gebeurtenis: Gebeurtenis, actie: Actie, *, door: Gebruiker, op: datetime) -> None:
    """Told at what the actie is about, so that it stands on that timeline."""
    gegevens = {"actie": str(actie.pk), "lijst": actie.lijst}
    onderwerp = find_onderwerp(actie) or actie
    log(gebeurtenis, onderwerp=onderwerp, gemeente=actie.gemeente, door=door, op=op, gegevens=gegevens)
