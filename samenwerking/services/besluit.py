"""Decisions: proposed, taken within the mandate, submitted to who may take them (workflow.md 5.6).

Each function is an event of its own; its line stands at the decision. No text of a decision names a statushouder.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import timezone

from samenwerking.basis.constraints import Bezet, one_transaction
from samenwerking.models import (
    Actie,
    Actielijst,
    Agendapunt,
    Besluit,
    Besluitsoort,
    BesluitStatus,
    Gebeurtenis,
    Gebruiker,
    Gemeente,
    Rol,
)
from samenwerking.regels.escalatie import holds_naam
from samenwerking.regels.mandaat import MATEN, Omvang, judge_maten
from samenwerking.services.actie import Punt, add_lijst, find_onderwerp
from samenwerking.services.bericht import Tekst, write_berichten
from samenwerking.services.logboek import log
from samenwerking.services.mandaat import (
    Bevoegdheid,
    Mandaatboek,
    own_rollen,
    refuse,
    to_omvang,
)
from samenwerking.services.team import find_ontvangers

S = BesluitStatus
GEEN_NAMEN = "Noem geen namen of V-nummers van statushouders. Schrijf bijvoorbeeld: een gezin van vier."
LIGT_AL = "Hierover ligt al een voorstel. Bekijk dat voorstel."
AL_BESLIST = "Over dit voorstel is al beslist: {status}. Kijk wat er nu staat."
UITVOEREN_BINNEN = 10  # working days, unless who decides says another day


@dataclass(frozen=True)
class Voorstel:
    """What is proposed, in words: `opties` are the other possibilities, `uiterlijk` the day it must be decided by."""

    titel: str
    voorstel: str
    opties: str = ""
    advies: str = ""
    uiterlijk: date | None = None

    @property
    def teksten(self) -> Mapping[str, str]:
        return {"titel": self.titel, "voorstel": self.voorstel, "opties": self.opties, "advies": self.advies}


# --- Proposed ---------------------------------------------------------------------------------------------------------
@one_transaction(Besluit)
def propose_besluit(
    *,
    gemeente: Gemeente,
    soort: str,
    voorstel: Voorstel,
    omvang: Omvang,
    door: Gebruiker,
    onderwerp: Model | None = None,
    agendapunt: Agendapunt | None = None,
    op: datetime | None = None,
) -> Besluit:
    """Write a proposal down; who takes it comes next.

    In: the sizes that its kind is measured by (regels.mandaat); `onderwerp`, what it is about; `agendapunt`, the point
    of the meeting in which it came up. Errors: ValidationError when a text or a size is missing, a size does not belong
    to this kind, or a text names someone; Bezet when a proposal about the same lies there already.
    """
    moment = op or timezone.now()
    besluit = _make(gemeente, soort, voorstel, omvang, onderwerp, agendapunt, door, moment)
    _log(Gebeurtenis.BESLUIT_VOORGESTELD, besluit, door=door, op=moment, gegevens={"soort": soort})
    return besluit


@one_transaction(Besluit)
def ask_besluit(
    *,
    gemeente: Gemeente,
    soort: str,
    voorstel: Voorstel,
    omvang: Omvang,
    door: Gebruiker,
    onderwerp: Model | None = None,
    op: datetime | None = None,
) -> Besluit:
    """Beyond the own mandate: propose and submit in one go, to the lowest role that may decide it.

    Out: the decision that waits. Errors: as `propose_besluit`; ValidationError when this person may decide it himself.
    """
    moment = op or timezone.now()
    besluit = _make(gemeente, soort, voorstel, omvang, onderwerp, None, door, moment)
    naar = _submit(besluit, door, moment)
    _log(Gebeurtenis.BESLUIT_VOORGELEGD, besluit, door=door, op=moment, gegevens={"aan": naar.value})
    return besluit


@one_transaction(Besluit)
def propose_hotelplaatsen(
    *,
    gemeente: Gemeente,
    plaatsen: int,
    maanden: int,
    prijs: Decimal,
    toelichting: str,
    door: Gebruiker,
    advies: str = "",
    uiterlijk: date | None = None,
    op: datetime | None = None,
) -> Besluit:
    """Propose to rent places in a hotel. In: `prijs`, EUR per place per month. Errors: as `propose_besluit`."""
    plekken = "1 hotelplaats" if plaatsen == 1 else f"{plaatsen} hotelplaatsen"
    duur = "1 maand" if maanden == 1 else f"{maanden} maanden"
    voorstel = Voorstel(f"{plekken} voor {duur}", toelichting, advies=advies, uiterlijk=uiterlijk)
    omvang = Omvang(bedrag=plaatsen * maanden * prijs, aantal=plaatsen, maanden=maanden)
    soort = Besluitsoort.HOTELPLAATSEN
    return propose_besluit(gemeente=gemeente, soort=soort, voorstel=voorstel, omvang=omvang, door=door, op=op)


@one_transaction(Besluit)
def submit_besluit(*, besluit: Besluit, door: Gebruiker, op: datetime | None = None) -> Besluit:
    """Lay a proposal before the lowest role that may decide it, and tell them. The role that it lies with takes it
    higher in the same way, when its own mandate does not reach (any more).

    Errors: ValidationError when this person may decide it himself; Bezet when it was decided meanwhile, or lies with
    another role.
    """
    moment = op or timezone.now()
    besluit = _lock(besluit, S.VOORSTEL, S.VOORGELEGD, S.AANGEHOUDEN)
    if besluit.voorgelegd_aan and not door.has_rol(besluit.voorgelegd_aan, gemeente=besluit.gemeente):
        raise Bezet("Dit is al voorgelegd. Kijk wat er nu staat.")
    naar = _submit(besluit, door, moment)
    _log(Gebeurtenis.BESLUIT_VOORGELEGD, besluit, door=door, op=moment, gegevens={"aan": naar.value})
    return besluit


@one_transaction(Besluit)
def withdraw_besluit(*, besluit: Besluit, door: Gebruiker, op: datetime | None = None) -> Besluit:
    """The proposal is off. Errors: Bezet when it was decided meanwhile."""
    moment = op or timezone.now()
    besluit = _lock(besluit, S.VOORSTEL, S.VOORGELEGD, S.AANGEHOUDEN)
    _end(besluit, "ingetrokken", door, moment)
    _log(Gebeurtenis.BESLUIT_INGETROKKEN, besluit, door=door, op=moment)
    return besluit


# --- Decided ----------------------------------------------------------------------------------------------------------
@one_transaction(Besluit, Actie)
def decide_besluit(
    *,
    besluit: Besluit,
    door: Gebruiker,
    motivering: str = "",
    uitvoeren_voor: date | None = None,
    op: datetime | None = None,
) -> Besluit:
    """Take the decision: a proposal within the own mandate, or what lies with the own role.

    Who proposed it gets an actie to carry it out (by `uitvoeren_voor`) and a message. Errors: ValidationError when it
    lies beyond the mandate (and who may), or a text names someone; Bezet when it was decided meanwhile.
    """
    moment = op or timezone.now()
    besluit = _lock(besluit, S.VOORSTEL, S.VOORGELEGD, S.AANGEHOUDEN)
    _require_zonder_namen({"motivering": motivering}, find_onderwerp(besluit))
    bevoegd = judge_besluit(besluit, door, timezone.localdate(moment))
    if not bevoegd.mag:
        raise ValidationError(refuse(bevoegd))
    besluit.grond, besluit.mandaat, besluit.motivering = bevoegd.grond, bevoegd.mandaat, motivering.strip()
    _end(besluit, "besloten", door, moment, "grond", "mandaat", "motivering")
    _add_actie(besluit, uitvoeren_voor, door, moment)
    _tell_uitkomst(besluit, "Er is besloten", "Besloten", door, moment)
    _log(Gebeurtenis.BESLUIT_GENOMEN, besluit, door=door, op=moment, gegevens={"grond": besluit.grond})
    return besluit


@one_transaction(Besluit)
def reject_besluit(*, besluit: Besluit, motivering: str, door: Gebruiker, op: datetime | None = None) -> Besluit:
    """Say no to what was submitted, with why. Errors: ValidationError without a motive, or one that names someone;
    Bezet when it was decided meanwhile."""
    moment = op or timezone.now()
    besluit = _lock(besluit, S.VOORGELEGD, S.AANGEHOUDEN)
    if not motivering.strip():
        raise ValidationError({"motivering": "Schrijf op waarom u dit voorstel afwijst."})
    _require_zonder_namen({"motivering": motivering}, find_onderwerp(besluit))
    besluit.motivering = motivering.strip()
    _end(besluit, "afgewezen", door, moment, "motivering")
    _tell_uitkomst(besluit, "Uw voorstel is afgewezen", "Afgewezen", door, moment)
    _log(Gebeurtenis.BESLUIT_AFGEWEZEN, besluit, door=door, op=moment)
    return besluit


@one_transaction(Besluit)
def hold_besluit(*, besluit: Besluit, tot: date, door: Gebruiker, op: datetime | None = None) -> Besluit:
    """Decide later, by this day. Errors: ValidationError for a day that is not to come; Bezet when it was decided."""
    moment = op or timezone.now()
    besluit = _lock(besluit, S.VOORGELEGD, S.AANGEHOUDEN)
    if tot <= timezone.localdate(moment):
        raise ValidationError({"tot": "Kies een dag na vandaag."})
    besluit.aangehouden_tot = tot
    _end(besluit, "aangehouden", door, moment, "aangehouden_tot")
    _tell_uitkomst(besluit, "Uw voorstel is aangehouden", f"Aangehouden tot {tot:%d-%m-%Y}", door, moment)
    _log(Gebeurtenis.BESLUIT_AANGEHOUDEN, besluit, door=door, op=moment, gegevens={"tot": str(tot)})
    return besluit


def judge_besluit(besluit: Besluit, gebruiker: Gebruiker, peildatum: date) -> Bevoegdheid:
    """Whether this person may take this open decision now, on what ground, and otherwise who may. One query."""
    rollen = own_rollen(gebruiker, besluit.gemeente)
    if besluit.voorgelegd_aan and besluit.voorgelegd_aan not in rollen:
        naar = Rol(besluit.voorgelegd_aan)
        return Bevoegdheid(False, f"Dit is voorgelegd aan de {naar.label.lower()}.", naar=naar, besluit=besluit)
    return Mandaatboek.of(besluit.gemeente, peildatum, besluit.soort).weigh(rollen, besluit.soort, to_omvang(besluit))


# --- Steps ------------------------------------------------------------------------------------------------------------
def _make(
    gemeente: Gemeente,
    soort: str,
    voorstel: Voorstel,
    omvang: Omvang,
    onderwerp: Model | None,
    agendapunt: Agendapunt | None,
    door: Gebruiker,
    op: datetime,
) -> Besluit:
    teksten = {veld: tekst.strip() for veld, tekst in voorstel.teksten.items()}
    fouten = judge_maten(soort, omvang)
    if not teksten["titel"]:
        fouten["titel"] = "Schrijf kort op wat er besloten moet worden."
    if not teksten["voorstel"]:
        fouten["voorstel"] = "Schrijf op wat u voorstelt."
    if fouten:
        raise ValidationError(fouten)
    _require_zonder_namen(teksten, onderwerp)
    if onderwerp is not None and Besluit.objects.for_onderwerp(onderwerp).filter(soort=soort).open().exists():
        raise Bezet(LIGT_AL)
    besluit = Besluit(
        gemeente=gemeente,
        soort=soort,
        **teksten,
        uiterlijk=voorstel.uiterlijk,
        **{maat: getattr(omvang, maat) for maat in MATEN[soort]},
        onderwerp_soort=onderwerp._meta.label_lower if onderwerp is not None else "",
        onderwerp_id=str(onderwerp.pk) if onderwerp is not None else "",
        agendapunt=agendapunt,
        voorgesteld_op=op,
        voorgesteld_door=door,
    )
    besluit.save(force_insert=True)
    besluit.refresh_from_db(fields=["status"])
    return besluit


def _submit(besluit: Besluit, door: Gebruiker, op: datetime) -> Rol:
    """Lay it before the role that may decide it. Out: which."""
    bevoegd = judge_besluit(besluit, door, timezone.localdate(op))
    if bevoegd.mag or bevoegd.naar is None:
        raise ValidationError("U mag dit zelf besluiten.")
    besluit.voorgelegd_aan = bevoegd.naar
    _end(besluit, "voorgelegd", door, op, "voorgelegd_aan")
    naar = find_ontvangers(besluit.gemeente, bevoegd.naar, timezone.localdate(op))
    nodig = f" Nodig voor {besluit.uiterlijk:%d-%m-%Y}." if besluit.uiterlijk else ""
    write_berichten(
        naar,
        sleutel=f"besluit:{besluit.pk}:{bevoegd.naar.value}",
        tekst=Tekst("Er ligt een besluit voor u", f"{besluit.titel}.{nodig}", besluit.get_absolute_url()),
        door=door,
        op=op,
    )
    return bevoegd.naar


def _lock(besluit: Besluit, *mag: BesluitStatus) -> Besluit:
    """The decision as it is now, locked. Errors: Bezet when it is in none of these states any more."""
    nu = (
        Besluit.objects.select_for_update(of=("self",))
        .select_related("gemeente", "voorgesteld_door")
        .get(pk=besluit.pk)
    )
    if nu.status not in mag:
        raise Bezet(AL_BESLIST.format(status=S(nu.status).label.lower()))
    return nu


def _end(besluit: Besluit, act: str, door: Gebruiker, op: datetime, *velden: str) -> None:
    """Store an act with who did it, and the fields that belong to it."""
    setattr(besluit, f"{act}_op", op)
    setattr(besluit, f"{act}_door", door)
    besluit.save(update_fields=[f"{act}_op", f"{act}_door", *velden])
    besluit.refresh_from_db(fields=["status"])


def _add_actie(besluit: Besluit, uiterlijk: date | None, door: Gebruiker, op: datetime) -> None:
    """Whoever proposed it carries it out; it stands at what the decision is about."""
    punt = Punt(f"Voer uit: {besluit.titel}", None if uiterlijk else UITVOEREN_BINNEN, uiterlijk=uiterlijk)
    onderwerp = find_onderwerp(besluit)
    past = onderwerp is not None and getattr(onderwerp, "gemeente", None) == besluit.gemeente
    over = onderwerp if past and onderwerp is not None else besluit
    eigenaar = besluit.voorgesteld_door
    add_lijst(Actielijst.BESLUIT, [punt], onderwerpen=[over], eigenaar=eigenaar, door=door, op=op)


def _tell_uitkomst(besluit: Besluit, titel: str, woord: str, door: Gebruiker, op: datetime) -> None:
    """For who proposed it, unless he decided himself."""
    if besluit.voorgesteld_door_id == door.pk:
        return
    write_berichten(
        [besluit.voorgesteld_door],
        sleutel=f"besluit:{besluit.pk}:{besluit.status}:{op:%Y%m%d%H%M}",
        tekst=Tekst(titel, f"{woord}: {besluit.titel}.", besluit.get_absolute_url()),
        door=door,
        op=op,
    )


def _require_zonder_namen(teksten: Mapping[str, str], onderwerp: Model | None) -> None:
    namen = getattr(onderwerp, "persoonswoorden", ())
    if fout := {veld: GEEN_NAMEN for veld, tekst in teksten.items() if holds_naam(tekst, namen)}:
        raise ValidationError(fout)


def _log(
    gebeurtenis: Gebeurtenis, besluit: Besluit, *, door: Gebruiker, op: datetime, gegevens: dict[str, str] | None = None
) -> None:
    log(gebeurtenis, onderwerp=besluit, door=door, op=op, gegevens=gegevens)
