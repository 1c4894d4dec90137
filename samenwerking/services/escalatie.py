"""A question that is stuck: raised, taken up, a level higher, answered or withdrawn (workflow.md 5.6).

`open_escalatie` and `solve_escalatie` are steps inside the event of another service, which writes the line of the
logboek. The others are events of their own. No text of an escalation names a statushouder, at any level: what it is
about gives the names that are refused (`persoonswoorden`), and who raises it may give more.
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, Q
from django.utils import timezone

from samenwerking.basis.constraints import Bezet, one_transaction
from samenwerking.models import Actie, Actielijst, Escalatie, EscalatieStatus, Gebeurtenis, Gebruiker, Gemeente, Rol
from samenwerking.policies import can_answer_escalatie, can_climb_escalatie, can_own_actie
from samenwerking.regels.escalatie import holds_naam
from samenwerking.services.actie import Punt, add_lijst, find_onderwerp
from samenwerking.services.escalatiebericht import tell_antwoord, tell_ingetrokken, tell_niveau
from samenwerking.services.escalatietermijn import find_uiterlijk
from samenwerking.services.logboek import log

S = EscalatieStatus
# Where a question goes from each level.
VOLGENDE = {S.GEMELD: S.OPGAVEMANAGER, S.OPGAVEMANAGER: S.AMBTELIJK, S.AMBTELIJK: S.BESTUURLIJK}

GEEN_NAMEN = "Noem geen namen of V-nummers van statushouders. Schrijf bijvoorbeeld: een gezin van vier."
AL_KLAAR = "Deze escalatie is al {status}. Kijk wat er nu staat."
LIGT_ANDERS = "Deze vraag ligt intussen ergens anders: {status}. Kijk wat er nu staat."
LOOPT_AL = "Hierover loopt al een escalatie."
LEEG = {
    "titel": "Schrijf kort op waar het over gaat.",
    "vraag": "Schrijf in één zin welk besluit u vraagt.",
    "opties": "Schrijf op welke mogelijkheden er zijn.",
    "advies": "Schrijf op wat u adviseert.",
}


# --- Inside the event of another service ------------------------------------------------------------------------------
def open_escalatie(
    *,
    gemeente: Gemeente,
    titel: str,
    vraag: str,
    opties: str,
    advies: str,
    door: Gebruiker,
    op: datetime,
    onderwerp: Model | None = None,
    namen: Collection[str] = (),
    opgepakt: bool = False,
    verteld: bool = False,
) -> Escalatie:
    """Write down a question and tell the opgavemanager; with `opgepakt` it has reached him already, with `verteld` the
    event that calls this tells him.

    Errors: ValidationError when a text is missing or names someone, `Bezet` when one about the same runs already.
    """
    teksten = {"titel": titel.strip(), "vraag": " ".join(vraag.split()), "opties": opties.strip()}
    teksten["advies"] = advies.strip()
    if leeg := {veld: zin for veld, zin in LEEG.items() if not teksten[veld]}:
        raise ValidationError(leeg)
    _require_zonder_namen(teksten, onderwerp, namen)
    if onderwerp is not None and Escalatie.objects.for_onderwerp(onderwerp).open().exists():
        raise Bezet(LOOPT_AL)
    niveau = S.OPGAVEMANAGER if opgepakt else S.GEMELD
    escalatie = Escalatie(
        gemeente=gemeente,
        **teksten,
        onderwerp_soort=onderwerp._meta.label_lower if onderwerp is not None else "",
        onderwerp_id=str(onderwerp.pk) if onderwerp is not None else "",
        uiterlijk=find_uiterlijk(gemeente, niveau, op),
        gemeld_op=op,
        gemeld_door=door,
    )
    if opgepakt:
        escalatie.opgavemanager_op, escalatie.opgavemanager_door = op, door
    escalatie.save(force_insert=True)
    escalatie.refresh_from_db(fields=["status"])
    if not verteld:
        tell_niveau(escalatie, door=door, op=op)
    return escalatie


def solve_escalatie(onderwerp: Model, *, antwoord: str, door: Gebruiker, op: datetime) -> Escalatie | None:
    """What was asked about this is answered by the event that calls this. Out: the escalation, None when none ran."""
    open_ = Escalatie.objects.for_onderwerp(onderwerp).open()
    escalatie = open_.select_for_update(of=("self",)).select_related("gemeente", "gemeld_door").first()
    if escalatie is not None:
        _solve(escalatie, antwoord, door, op)
    return escalatie


# --- Events of their own ----------------------------------------------------------------------------------------------
@one_transaction(Escalatie)
def raise_escalatie(
    *,
    gemeente: Gemeente,
    titel: str,
    vraag: str,
    opties: str,
    advies: str,
    door: Gebruiker,
    onderwerp: Model | None = None,
    namen: Collection[str] = (),
    op: datetime | None = None,
) -> Escalatie:
    """Ask for a decision; who is opgavemanager himself takes it up at once.

    In: `onderwerp`, what it is about; `namen`, words that none of the texts may hold besides those of the onderwerp.
    Errors: ValidationError when a text is missing or names someone, `Bezet` when one about the same runs already.
    """
    moment = op or timezone.now()
    escalatie = open_escalatie(
        gemeente=gemeente,
        titel=titel,
        vraag=vraag,
        opties=opties,
        advies=advies,
        onderwerp=onderwerp,
        namen=namen,
        opgepakt=door.has_rol(Rol.OPGAVEMANAGER, gemeente=gemeente),
        door=door,
        op=moment,
    )
    _log(Gebeurtenis.ESCALATIE_GEMELD, escalatie, door=door, op=moment)
    return escalatie


@one_transaction(Escalatie)
def take_up_escalatie(*, escalatie: Escalatie, door: Gebruiker, op: datetime | None = None) -> Escalatie:
    """The opgavemanager works on it. Errors: `Bezet` when it is no longer only reported."""
    moment = op or timezone.now()
    escalatie = lock_open(escalatie)
    if escalatie.status != S.GEMELD:
        raise Bezet(LIGT_ANDERS.format(status=S(escalatie.status).label.lower()))
    _lift(escalatie, door, moment)
    _log(Gebeurtenis.ESCALATIE_OPGEPAKT, escalatie, door=door, op=moment)
    return escalatie


@one_transaction(Escalatie)
def climb_escalatie(*, escalatie: Escalatie, door: Gebruiker, vraag: str = "", op: datetime | None = None) -> Escalatie:
    """One level up, with the same question or a sharper one.

    Errors: ValidationError when nobody stands above, or the question names someone; `Bezet` when it ended, or lies
    with another meanwhile.
    """
    moment = op or timezone.now()
    escalatie = lock_open(escalatie)
    if not can_climb_escalatie(door, escalatie):
        raise Bezet(LIGT_ANDERS.format(status=S(escalatie.status).label.lower()))
    if vraag.strip():
        escalatie.vraag = " ".join(vraag.split())
        _require_zonder_namen({"vraag": escalatie.vraag}, find_onderwerp(escalatie))
    lift_escalatie(escalatie, door=door, op=moment)
    return escalatie


def lift_escalatie(escalatie: Escalatie, *, door: Gebruiker, op: datetime) -> None:
    """The rest of going one level up, for a locked and open escalation: by someone, or by itself when time is up."""
    if escalatie.status not in VOLGENDE:
        raise ValidationError("Boven de bestuurlijk opdrachtgever staat niemand.")
    _lift(escalatie, door, op)
    tell_niveau(escalatie, door=door, op=op)
    _log(Gebeurtenis.ESCALATIE_OMHOOG, escalatie, door=door, op=op)


@one_transaction(Escalatie, Actie)
def answer_escalatie(
    *,
    escalatie: Escalatie,
    antwoord: str,
    door: Gebruiker,
    actie: str = "",
    eigenaar: Gebruiker | None = None,
    uiterlijk: date | None = None,
    op: datetime | None = None,
) -> Escalatie:
    """Who it lies with answers; with `actie` someone does what follows: `eigenaar`, without one who raised it.

    Errors: ValidationError without an answer, when a text names someone, or the actie has a day that has passed or an
    owner from elsewhere; `Bezet` when it ended, or lies with another meanwhile.
    """
    moment = op or timezone.now()
    escalatie = lock_open(escalatie)
    if not can_answer_escalatie(door, escalatie):
        raise Bezet(LIGT_ANDERS.format(status=S(escalatie.status).label.lower()))
    if not antwoord.strip():
        raise ValidationError({"antwoord": "Schrijf het antwoord op."})
    _require_zonder_namen({"antwoord": antwoord, "actie": actie}, find_onderwerp(escalatie))
    if actie.strip():
        _add_actie(escalatie, actie.strip(), eigenaar, uiterlijk, door, moment)
    elif eigenaar or uiterlijk:
        raise ValidationError({"actie": "Schrijf op wat er moet gebeuren."})
    _solve(escalatie, antwoord.strip(), door, moment)
    _log(Gebeurtenis.ESCALATIE_OPGELOST, escalatie, door=door, op=moment)
    return escalatie


@one_transaction(Escalatie)
def withdraw_escalatie(*, escalatie: Escalatie, door: Gebruiker, op: datetime | None = None) -> Escalatie:
    """The question need not be answered any more. Errors: `Bezet` when it ended already."""
    moment = op or timezone.now()
    escalatie = lock_open(escalatie)
    tell_ingetrokken(escalatie, door=door, op=moment)
    escalatie.ingetrokken_op, escalatie.ingetrokken_door = moment, door
    escalatie.save(update_fields=["ingetrokken_op", "ingetrokken_door"])
    _log(Gebeurtenis.ESCALATIE_INGETROKKEN, escalatie, door=door, op=moment)
    escalatie.refresh_from_db(fields=["status"])
    return escalatie


# --- Reading ----------------------------------------------------------------------------------------------------------
def list_escalaties(onderwerpen: Iterable[Model], *, gebruiker: Gebruiker) -> list[Escalatie]:
    """What runs about these and what was answered, as far as this person may know: the open ones first. One query,
    none without anything to ask about."""
    soorten = Q()
    for onderwerp in onderwerpen:
        soorten |= Q(onderwerp_soort=onderwerp._meta.label_lower, onderwerp_id=str(onderwerp.pk))
    if not soorten:
        return []
    gevonden = Escalatie.objects.visible_to(gebruiker).filter(soorten, ingetrokken_op=None)
    return sorted(gevonden.select_related("opgelost_door"), key=lambda e: (not e.is_open, -e.gemeld_op.timestamp()))


# --- Steps ------------------------------------------------------------------------------------------------------------
def lock_open(escalatie: Escalatie) -> Escalatie:
    """The escalation as it is now, locked. Errors: `Bezet` when it was answered or withdrawn."""
    rijen = Escalatie.objects.select_for_update(of=("self",)).select_related("gemeente", "gemeld_door")
    escalatie = rijen.get(pk=escalatie.pk)
    if not escalatie.is_open:
        raise Bezet(AL_KLAAR.format(status=S(escalatie.status).label.lower()))
    return escalatie


def _lift(escalatie: Escalatie, door: Gebruiker, op: datetime) -> None:
    """To the next level, with the days of that level to answer in."""
    niveau = VOLGENDE[S(escalatie.status)]
    setattr(escalatie, f"{niveau}_op", op)
    setattr(escalatie, f"{niveau}_door", door)
    escalatie.uiterlijk, escalatie.herinnerd_op = find_uiterlijk(escalatie.gemeente, niveau, op), None
    escalatie.save(update_fields=[f"{niveau}_op", f"{niveau}_door", "uiterlijk", "herinnerd_op", "vraag"])
    escalatie.refresh_from_db(fields=["status"])


def _solve(escalatie: Escalatie, antwoord: str, door: Gebruiker, op: datetime) -> None:
    escalatie.antwoord, escalatie.opgelost_op, escalatie.opgelost_door = antwoord, op, door
    escalatie.save(update_fields=["antwoord", "opgelost_op", "opgelost_door"])
    escalatie.refresh_from_db(fields=["status"])
    tell_antwoord(escalatie, door=door, op=op)


def _add_actie(
    escalatie: Escalatie, titel: str, eigenaar: Gebruiker | None, uiterlijk: date | None, door: Gebruiker, op: datetime
) -> None:
    """What follows from the answer, on the list of the case that it was about."""
    if uiterlijk and uiterlijk < timezone.localdate(op):
        raise ValidationError({"uiterlijk": "Deze dag is al voorbij. Kies vandaag of een latere dag."})
    if eigenaar and not can_own_actie(eigenaar, escalatie.gemeente):
        raise ValidationError({"eigenaar": "Kies iemand die voor deze gemeente werkt."})
    if eigenaar is None and can_own_actie(escalatie.gemeld_door, escalatie.gemeente):
        eigenaar = escalatie.gemeld_door
    onderwerp = find_onderwerp(escalatie) or escalatie
    punt = Punt(titel, uiterlijk=uiterlijk)
    add_lijst(Actielijst.LOS, [punt], onderwerpen=[onderwerp], eigenaar=eigenaar, door=door, op=op)


def _require_zonder_namen(teksten: dict[str, str], onderwerp: Any, namen: Collection[str] = ()) -> None:
    """Errors: ValidationError at each text that names someone. It does not say whom: an answer is read by people who
    do not know that."""
    verboden = {*namen, *getattr(onderwerp, "persoonswoorden", ())}
    if fout := {veld: GEEN_NAMEN for veld, tekst in teksten.items() if holds_naam(tekst, verboden)}:
        raise ValidationError(fout)


def _log(gebeurtenis: Gebeurtenis, escalatie: Escalatie, *, door: Gebruiker, op: datetime) -> None:
    gegevens = {
        "status": str(escalatie.status),
        "uiterlijk": str(escalatie.uiterlijk),
        "over": escalatie.onderwerp_soort,
        "over_id": escalatie.onderwerp_id,
    }
    log(gebeurtenis, onderwerp=escalatie, door=door, op=op, gegevens=gegevens)
