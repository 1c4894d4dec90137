"""The end of a dossier: aftercare and closing, handing back to COA, and opening it again."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from huisvesting.models import Dossiersluiting, Huishouden, HuishoudenStatus, Plaatsing, Sluiting, Voordracht
from huisvesting.services.dossierslot import (
    OPEN,
    VOORGEDRAGEN,
    WOONT,
    lock_dossier,
    require_no_voorstel,
    require_status,
)
from huisvesting.services.slot import lock_aanbod, lock_huishouden
from huisvesting.services.verslag import report
from huisvesting.services.voordracht import check_toelichting, close_voordracht
from samenwerking.basis.constraints import NET_GEWIJZIGD, Bezet, one_transaction
from samenwerking.models import Gebeurtenis, Gebruiker, Reden
from samenwerking.services.actie import drop_acties, revive_acties

S = HuishoudenStatus
# From where a household goes back to COA: all before a home is found, and while a refusal is judged.
TERUG_VANUIT = (S.AANGEMELD, S.ONVOLLEDIG, S.GEKOPPELD, S.INTAKE, S.KLAAR, S.GEPARKEERD, S.WEIGERING)


# --- Handing back -----------------------------------------------------------------------------------------------------
@one_transaction(Dossiersluiting)
def propose_teruggave(
    *, huishouden: Huishouden, reden: Reden, door: Gebruiker, toelichting: str = "", op: datetime | None = None
) -> Dossiersluiting:
    """Casework proposes to hand a household back to COA; the opgavemanager decides. Nothing else changes yet.

    Errors: ValidationError without the note that the reason asks for; `Bezet` when a proposal waits already, or the
    household is put forward or has a home.
    """
    moment = op or timezone.now()
    check_toelichting(reden, toelichting)
    huishouden = lock_huishouden(huishouden)
    if _waiting(huishouden):
        raise Bezet("Er ligt al een voorstel om dit huishouden terug te geven aan COA.")
    _require_no_home(huishouden)
    sluiting = Dossiersluiting.objects.create(
        huishouden=huishouden,
        soort=Sluiting.TERUGGEGEVEN,
        reden=reden,
        toelichting=toelichting.strip(),
        voorgesteld_op=moment,
        voorgesteld_door=door,
    )
    gegevens = {"reden": reden.code, "klasse": reden.klasse}
    report(Gebeurtenis.DOSSIER_TERUGGAVE_VOORGESTELD, onderwerp=huishouden, door=door, op=moment, gegevens=gegevens)
    return sluiting


@one_transaction(Dossiersluiting, Voordracht)
def decide_teruggave(*, sluiting: Dossiersluiting, door: Gebruiker, op: datetime | None = None) -> Dossiersluiting:
    """The opgavemanager agrees: the household goes back to COA and its dossier is closed. An open voordracht is
    cancelled by it, so that the home is free; what was still to be done falls.

    Errors: `Bezet` when it was decided already, or the household got further meanwhile: then it must be cancelled
    first, or the proposal declined.
    """
    moment = op or timezone.now()
    voordrachten = _lock_voordrachten(sluiting.huishouden)
    huishouden = lock_huishouden(sluiting.huishouden)
    sluiting = _lock_waiting(sluiting)
    _require_no_home(huishouden)
    if {v.pk for v in voordrachten} != set(huishouden.voordrachten.open().values_list("pk", flat=True)):
        raise Bezet(NET_GEWIJZIGD)
    reden: Reden = sluiting.reden  # type: ignore[assignment]  # by constraint
    for voordracht in voordrachten:
        close_voordracht(voordracht, "geannuleerd", reden=reden, toelichting=sluiting.toelichting, door=door, op=moment)
    sluiting.besloten_op, sluiting.besloten_door = moment, door
    sluiting.save(update_fields=["besloten_op", "besloten_door"])
    drop_acties(huishouden, door=door, op=moment)
    gegevens = {"reden": reden.code, "klasse": reden.klasse}
    if voordrachten:
        gegevens["voordracht"] = str(voordrachten[0].pk)
    report(Gebeurtenis.DOSSIER_TERUGGEGEVEN, onderwerp=huishouden, door=door, op=moment, gegevens=gegevens)
    return sluiting


@one_transaction(Dossiersluiting)
def decline_teruggave(
    *, sluiting: Dossiersluiting, motivering: str, door: Gebruiker, op: datetime | None = None
) -> Dossiersluiting:
    """The opgavemanager does not agree, and says why; the dossier goes on.

    Errors: ValidationError without a motive; `Bezet` when it was decided already.
    """
    moment = op or timezone.now()
    if not motivering.strip():
        raise ValidationError({"motivering": "Schrijf op waarom u niet akkoord bent."})
    huishouden = lock_huishouden(sluiting.huishouden)
    sluiting = _lock_waiting(sluiting)
    sluiting.afgewezen_op, sluiting.afgewezen_door, sluiting.motivering = moment, door, motivering.strip()
    sluiting.save(update_fields=["afgewezen_op", "afgewezen_door", "motivering"])
    report(Gebeurtenis.DOSSIER_TERUGGAVE_AFGEWEZEN, onderwerp=huishouden, door=door, op=moment)
    return sluiting


# --- Aftercare and closing --------------------------------------------------------------------------------------------
@one_transaction(Huishouden)
def start_nazorg(*, huishouden: Huishouden, door: Gebruiker, op: datetime | None = None) -> Huishouden:
    """The household lives in a home to stay; aftercare begins (GEHUISVEST -> NAZORG).

    Errors: `Bezet` when it began already, or nobody lives anywhere to stay.
    """
    moment = op or timezone.now()
    huishouden = lock_dossier(huishouden)
    if require_status(huishouden, *OPEN) == S.NAZORG:
        raise Bezet("De nazorg van dit huishouden is al begonnen.")
    require_status(huishouden, S.GEHUISVEST)
    huishouden.nazorg_op, huishouden.nazorg_door = moment, door
    huishouden.save(update_fields=["nazorg_op", "nazorg_door"])
    report(Gebeurtenis.NAZORG_BEGONNEN, onderwerp=huishouden, door=door, op=moment)
    return huishouden


@one_transaction(Dossiersluiting)
def close_dossier(*, huishouden: Huishouden, door: Gebruiker, op: datetime | None = None) -> Dossiersluiting:
    """Everything is done: the aftercare of the home is closed too (NAZORG -> AFGESLOTEN). What was still to be done
    about the household falls.

    Errors: ValidationError when the aftercare of a running plaatsing is not closed; `Bezet` when aftercare did not
    begin, a second home is still sought, or the dossier was closed already.
    """
    moment = op or timezone.now()
    huishouden = lock_dossier(huishouden, [S.NAZORG])
    require_no_voorstel(huishouden)
    if Plaatsing.objects.lopend().filter(huishouden=huishouden, afgerond_op=None).exists():
        raise ValidationError("Rond eerst de nazorg van de plaatsing af.")
    sluiting = make_sluiting(huishouden, door=door, op=moment)
    report(Gebeurtenis.DOSSIER_AFGESLOTEN, onderwerp=huishouden, door=door, op=moment)
    return sluiting


def make_sluiting(huishouden: Huishouden, *, door: Gebruiker, op: datetime) -> Dossiersluiting:
    """Close the dossier of a locked household, inside the event of another service that writes the line: also of who
    left of its own accord. What was still to be done about the household falls, and of its homes what no department
    does.

    Errors: `Bezet` when it is still put forward for a second home, or a proposal to hand it back waits.
    """
    require_no_voorstel(huishouden)
    if huishouden.voordrachten.open().exists():
        raise Bezet(VOORGEDRAGEN)
    drop_acties(huishouden, door=door, op=op)
    for plaatsing in huishouden.plaatsingen.lopend():
        drop_acties(plaatsing, door=door, op=op, ook_van_afdelingen=False)
    return Dossiersluiting.objects.create(
        huishouden=huishouden,
        soort=Sluiting.AFGESLOTEN,
        voorgesteld_op=op,
        voorgesteld_door=door,
        besloten_op=op,
        besloten_door=door,
    )


@one_transaction(Dossiersluiting)
def reopen_dossier(
    *, huishouden: Huishouden, motivering: str, door: Gebruiker, op: datetime | None = None
) -> Dossiersluiting:
    """The opgavemanager opens a closed dossier again, with a reason: it stands where it stood, with what was to be done
    then; what closed it stays readable. Errors: ValidationError without a motive; `Bezet` when it is not closed.
    """
    moment = op or timezone.now()
    if not motivering.strip():
        raise ValidationError({"motivering": "Schrijf op waarom het dossier opnieuw open moet."})
    huishouden = lock_huishouden(huishouden)
    sluiting = huishouden.sluitingen.filter(heropend_op=None).exclude(besloten_op=None).first()
    if sluiting is None:
        raise Bezet("Dit dossier is niet gesloten.")
    sluiting.heropend_op, sluiting.heropend_door, sluiting.motivering = moment, door, motivering.strip()
    sluiting.save(update_fields=["heropend_op", "heropend_door", "motivering"])
    for onderwerp in (huishouden, *huishouden.plaatsingen.lopend()):
        revive_acties(onderwerp, vervallen_op=sluiting.besloten_op)
    report(Gebeurtenis.DOSSIER_HEROPEND, onderwerp=huishouden, door=door, op=moment)
    return sluiting


# --- Inside -----------------------------------------------------------------------------------------------------------
def _waiting(huishouden: Huishouden) -> bool:
    return huishouden.sluitingen.filter(besloten_op=None, afgewezen_op=None).exists()


def _require_no_home(huishouden: Huishouden) -> None:
    """Who lives somewhere for a while and looks on has a home too. Errors: `Bezet` with what comes first."""
    require_status(huishouden, *TERUG_VANUIT)
    if huishouden.lopende_plaatsing():
        raise Bezet(WOONT)


def _lock_waiting(sluiting: Dossiersluiting) -> Dossiersluiting:
    """The proposal as it is now; its household was locked before it. Errors: `Bezet` when it was decided already."""
    sluiting = (
        Dossiersluiting.objects.select_for_update(of=("self",))
        .select_related("huishouden__gemeente", "reden")
        .get(pk=sluiting.pk)
    )
    if sluiting.besloten_op or sluiting.afgewezen_op:
        raise Bezet("Over dit voorstel is al besloten.")
    return sluiting


def _lock_voordrachten(huishouden: Huishouden) -> list[Voordracht]:
    """The open voordrachten, their homes locked first and in one order."""
    rijen = list(huishouden.voordrachten.open().select_related("aanbod__woning__corporatie").order_by("aanbod_id"))
    for voordracht in rijen:
        lock_aanbod(voordracht.aanbod)
    lock_huishouden(huishouden)
    return list(
        Voordracht.objects.select_for_update(of=("self",))
        .filter(pk__in=[v.pk for v in rijen])
        .select_related("aanbod__woning__corporatie", "aanbod__gemeente", "huishouden__gemeente")
        .open()
        .order_by("aanbod_id")
    )
