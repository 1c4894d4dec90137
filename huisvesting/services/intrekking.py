"""A corporation asks an assigned home back; the opgavemanager decides (workflow.md 5.3)."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from huisvesting.models import AanbodStatus, Intrekverzoek, Plaatsing, Voordracht, Woningaanbod
from huisvesting.services.aanbod import INTREKBAAR, NIET_MEER, close_aanbod
from huisvesting.services.plaatsing_basis import stop_plaatsing
from huisvesting.services.slot import lock_aanbod, lock_plaatsing, lock_voordracht
from huisvesting.services.verslag import report
from huisvesting.services.voordracht import close_voordracht
from samenwerking.basis.constraints import Bezet, one_transaction
from samenwerking.models import Besluit, Besluitsoort, Escalatie, Gebeurtenis, Gebruiker, Klasse, Reden
from samenwerking.regels.escalatie import holds_naam
from samenwerking.regels.mandaat import Omvang
from samenwerking.services.besluit import Voorstel, ask_besluit
from samenwerking.services.escalatie import open_escalatie, solve_escalatie
from samenwerking.services.mandaat import Bevoegdheid, find_bevoegdheid, require_bevoegdheid

KLASSEN_INTREKKING = (Klasse.CORPORATIE, Klasse.OVERMACHT)
EEN_WONING = Omvang(aantal=1)
AL_BESLIST = "Over dit verzoek is al beslist."


@one_transaction(Intrekverzoek, Escalatie)
def request_intrekking(
    *, aanbod: Woningaanbod, reden: Reden, toelichting: str, door: Gebruiker, op: datetime | None = None
) -> Intrekverzoek:
    """Ask an assigned home back, before the key. Nothing changes for the household until the opgavemanager agrees.

    Errors: ValidationError when the home is not assigned or has its key, it was asked back already, or the note is
    missing.
    """
    moment = op or timezone.now()
    aanbod = lock_aanbod(aanbod)
    status = aanbod.status_op(timezone.localdate(moment))
    if status in INTREKBAAR:
        raise ValidationError("Deze woning is niet toegewezen. U kunt haar zelf intrekken.")
    if status != AanbodStatus.TOEGEWEZEN:
        raise Bezet(NIET_MEER.format(status=status.label))
    if aanbod.intrekverzoeken.open().exists():
        raise Bezet("U hebt al gevraagd om deze woning terug te krijgen.")
    if reden.klasse not in KLASSEN_INTREKKING:
        raise ValidationError({"reden": "Deze reden hoort hier niet bij. Kies een andere reden."})
    if not toelichting.strip():
        raise ValidationError({"toelichting": "Leg uit waarom u deze woning terugvraagt."})
    verzoek = Intrekverzoek.objects.create(
        aanbod=aanbod, reden=reden, toelichting=toelichting.strip(), gevraagd_op=moment, gevraagd_door=door
    )
    _escalate(verzoek, moment)
    gegevens = {"reden": reden.code, "klasse": reden.klasse}
    report(Gebeurtenis.AANBOD_INTREKKING_GEVRAAGD, onderwerp=aanbod, door=door, op=moment, gegevens=gegevens)
    return verzoek


@one_transaction(Intrekverzoek, Woningaanbod, Plaatsing, Voordracht, Besluit, Escalatie)
def agree_intrekking(*, verzoek: Intrekverzoek, door: Gebruiker, op: datetime | None = None) -> Woningaanbod:
    """The opgavemanager agrees: the home is withdrawn, its lease and voordracht are cancelled, what counted is
    reversed, and the household is free again.

    Out: the withdrawn home. Errors: ValidationError when it was decided already, someone has the key meanwhile, or it
    lies beyond the mandate: with who may decide it.
    """
    moment = op or timezone.now()
    aanbod, verzoek = _lock(verzoek)
    grond = require_bevoegdheid(
        door=door,
        gemeente=aanbod.gemeente,
        soort=Besluitsoort.INTREKKING,
        omvang=EEN_WONING,
        onderwerp=verzoek,
        titel=name_besluit(aanbod),
        op=moment,
    )
    status = aanbod.status_op(timezone.localdate(moment))
    if status not in (AanbodStatus.TOEGEWEZEN, *INTREKBAAR):
        raise Bezet(NIET_MEER.format(status=status.label))
    voordracht = aanbod.open_voordracht()
    teruggeboekt = 0 if voordracht is None else _stop(voordracht, verzoek, door, moment)
    close_aanbod(aanbod, reden=verzoek.reden, toelichting=verzoek.toelichting, door=door, op=moment)
    verzoek.akkoord_op, verzoek.akkoord_door = moment, door
    verzoek.save(update_fields=["akkoord_op", "akkoord_door"])
    solve_escalatie(verzoek, antwoord="Akkoord: de corporatie krijgt de woning terug.", door=door, op=moment)
    gegevens = {
        "reden": verzoek.reden.code,
        "klasse": verzoek.reden.klasse,
        "voordracht": str(voordracht.pk) if voordracht else None,
        "geteld": -teruggeboekt,
        "grond": grond,
    }
    report(Gebeurtenis.AANBOD_INGETROKKEN, onderwerp=aanbod, door=door, op=moment, gegevens=gegevens)
    return aanbod


def submit_intrekking(*, verzoek: Intrekverzoek, voorstel: str, door: Gebruiker, op: datetime | None = None) -> Besluit:
    """Beyond the own mandate: ask who may decide it whether this home may go. Errors: as `ask_besluit`."""
    return ask_besluit(
        gemeente=verzoek.gemeente,
        soort=Besluitsoort.INTREKKING,
        voorstel=Voorstel(name_besluit(verzoek.aanbod), voorstel),
        omvang=EEN_WONING,
        onderwerp=verzoek,
        door=door,
        op=op,
    )


def judge_intrekking(verzoek: Intrekverzoek, gebruiker: Gebruiker, peildatum: date) -> Bevoegdheid:
    """Whether this person may let the home go now, and otherwise who decides."""
    return find_bevoegdheid(
        gebruiker=gebruiker,
        gemeente=verzoek.gemeente,
        soort=Besluitsoort.INTREKKING,
        omvang=EEN_WONING,
        peildatum=peildatum,
        onderwerp=verzoek,
    )


def name_besluit(aanbod: Woningaanbod) -> str:
    """What must be decided, without an address: that could point at who would live there."""
    return f"Een toegewezen woning terug naar {aanbod.corporatie}"


@one_transaction(Intrekverzoek, Escalatie)
def refuse_intrekking(
    *, verzoek: Intrekverzoek, motivering: str, door: Gebruiker, op: datetime | None = None
) -> Woningaanbod:
    """The opgavemanager refuses: the home stays assigned, and the corporation reads why.

    Out: the home. Errors: ValidationError when it was decided already, or the motive is missing.
    """
    moment = op or timezone.now()
    aanbod, verzoek = _lock(verzoek)
    if not motivering.strip():
        raise ValidationError({"motivering": "Schrijf op waarom de woning toegewezen blijft."})
    verzoek.afgewezen_op, verzoek.afgewezen_door, verzoek.motivering = moment, door, motivering.strip()
    verzoek.save(update_fields=["afgewezen_op", "afgewezen_door", "motivering"])
    solve_escalatie(verzoek, antwoord="Niet akkoord: de woning blijft toegewezen.", door=door, op=moment)
    report(Gebeurtenis.AANBOD_INTREKKING_AFGEWEZEN, onderwerp=aanbod, door=door, op=moment)
    return aanbod


def _escalate(verzoek: Intrekverzoek, moment: datetime) -> None:
    """The question lies with the opgavemanager, who reads of it by the event itself, and climbs when it stays there.

    Asked by the system: the corporation sees nothing of an escalation. What it wrote itself may name someone, and
    stays at the home; its own name may be the surname of a household.
    """
    titel = name_besluit(verzoek.aanbod)
    open_escalatie(
        gemeente=verzoek.gemeente,
        titel="Een toegewezen woning" if holds_naam(titel, verzoek.persoonswoorden) else titel[:120],
        vraag="Krijgt de corporatie deze toegewezen woning terug?",
        opties="Akkoord: de woning gaat terug en een huishouden zoekt verder.\n"
        "Niet akkoord: de woning blijft toegewezen.",
        advies="Beslis op de bladzijde van de woning. Daar staat waarom de corporatie haar terugvraagt. "
        "Met uw beslissing is deze vraag beantwoord.",
        onderwerp=verzoek,
        opgepakt=True,
        verteld=True,
        door=Gebruiker.objects.systeem(),
        op=moment,
    )


def _lock(verzoek: Intrekverzoek) -> tuple[Woningaanbod, Intrekverzoek]:
    """The home and the request as they are now. Errors: ValidationError when there is nothing left to decide."""
    aanbod = lock_aanbod(verzoek.aanbod)
    verzoek = Intrekverzoek.objects.select_for_update(of=("self",)).select_related("reden").get(pk=verzoek.pk)
    if verzoek.akkoord_op or verzoek.afgewezen_op:
        raise Bezet(AL_BESLIST)
    return aanbod, verzoek


def _stop(voordracht: Voordracht, verzoek: Intrekverzoek, door: Gebruiker, moment: datetime) -> int:
    """Cancel what runs for the home. Out: how many bookings were reversed."""
    plaatsing = Plaatsing.objects.lopend().filter(voordracht=voordracht).first()
    if plaatsing is None:
        close_voordracht(
            lock_voordracht(voordracht),
            "geannuleerd",
            reden=verzoek.reden,
            toelichting=verzoek.toelichting,
            door=door,
            op=moment,
        )
        return 0
    return stop_plaatsing(
        lock_plaatsing(plaatsing), reden=verzoek.reden, toelichting=verzoek.toelichting, door=door, op=moment
    )
