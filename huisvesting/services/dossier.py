"""The dossier from its receipt on: who owns it, what was said about it, and with whom."""

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from huisvesting.models import Contactmoment, Contactwijze, Huishouden, HuishoudenStatus, Notitie
from huisvesting.services.dossierslot import lock_dossier
from huisvesting.services.slot import lock_huishouden
from huisvesting.services.verslag import report
from samenwerking.basis.constraints import Bezet, one_transaction
from samenwerking.models import Actielijst, Gebeurtenis, Gebruiker
from samenwerking.policies import can_do_casework
from samenwerking.services.actie import finish_acties, pass_on_acties

GEEN_BEHANDELAAR = "Kies iemand die dossiers van deze gemeente behandelt."


@one_transaction(Huishouden)
def receive_koppeling(
    *, huishouden: Huishouden, eigenaar: Gebruiker, door: Gebruiker, coa_contact: str = "", op: datetime | None = None
) -> Huishouden:
    """The gemeente confirms the koppeling: from here `eigenaar` answers for the dossier (AANGEMELD -> GEKOPPELD).

    In: `coa_contact`, who at the COA location knows the household. Errors: ValidationError when the owner does no
    casework here; `Bezet` when it was confirmed already, or COA has to send data first.
    """
    return _receive(huishouden, eigenaar, coa_contact, door, op or timezone.now())


@one_transaction(Huishouden)
def receive_koppelingen(
    *, huishoudens: Iterable[Huishouden], eigenaar: Gebruiker, door: Gebruiker, op: datetime | None = None
) -> list[Huishouden]:
    """The same for many at once, all or none; each household has its own event, with its own line.

    Out: the households. Errors: ValidationError without any household, and what `receive_koppeling` raises.
    """
    moment = op or timezone.now()
    gekozen = sorted(huishoudens, key=lambda h: h.pk)  # one order of locking
    if not gekozen:
        raise ValidationError("Er is geen huishouden waarvan u de ontvangst kunt bevestigen.")
    return [_receive(huishouden, eigenaar, "", door, moment) for huishouden in gekozen]


@one_transaction(Huishouden)
def change_eigenaar(
    *, huishouden: Huishouden, eigenaar: Gebruiker, door: Gebruiker, op: datetime | None = None
) -> Huishouden:
    """Another colleague answers for the dossier, and gets the open points, also of its homes, of the one before.

    Errors: ValidationError when that colleague does no casework here, or has it already.
    """
    moment = op or timezone.now()
    huishouden = lock_dossier(huishouden)
    if not huishouden.ontvangen_op:
        raise ValidationError("Bevestig eerst de ontvangst van dit huishouden.")
    _require_behandelaar(eigenaar, huishouden)
    if huishouden.eigenaar_id == eigenaar.pk:
        raise ValidationError({"eigenaar": f"{eigenaar.naam} behandelt dit dossier al."})
    for onderwerp in (huishouden, *huishouden.plaatsingen.lopend()):
        pass_on_acties(onderwerp, van=huishouden.eigenaar, naar=eigenaar)
    huishouden.eigenaar = eigenaar
    huishouden.save(update_fields=["eigenaar"])
    report(Gebeurtenis.EIGENAAR_GEWIJZIGD, onderwerp=huishouden, door=door, op=moment)
    return huishouden


@one_transaction(Notitie)
def add_notitie(*, huishouden: Huishouden, tekst: str, door: Gebruiker, op: datetime | None = None) -> Notitie:
    """Write something down in an open dossier; it is never changed. Errors: ValidationError without text."""
    moment = op or timezone.now()
    if not tekst.strip():
        raise ValidationError({"tekst": "Schrijf op wat u wilt bewaren."})
    notitie = Notitie.objects.create(
        huishouden=lock_dossier(huishouden), tekst=tekst.strip(), geschreven_op=moment, geschreven_door=door
    )
    gegevens = {"notitie": str(notitie.pk)}
    report(Gebeurtenis.NOTITIE_TOEGEVOEGD, onderwerp=notitie.huishouden, door=door, op=moment, gegevens=gegevens)
    return notitie


@one_transaction(Contactmoment)
def record_contact(
    *,
    huishouden: Huishouden,
    contactdatum: date,
    wijze: Contactwijze | str,
    door: Gebruiker,
    is_bereikt: bool = True,
    tolk_aanwezig: bool | None = None,
    tekst: str = "",
    op: datetime | None = None,
) -> Contactmoment:
    """Someone spoke with the household of an open dossier, or tried to.

    Errors: ValidationError for a day in the future.
    """
    moment = op or timezone.now()
    if contactdatum > timezone.localdate(moment):
        raise ValidationError({"contactdatum": "Deze dag ligt in de toekomst. Leg contact vast als het er is geweest."})
    contact = Contactmoment.objects.create(
        huishouden=lock_dossier(huishouden),
        contactdatum=contactdatum,
        wijze=wijze,
        is_bereikt=is_bereikt,
        tolk_aanwezig=tolk_aanwezig,
        tekst=tekst.strip(),
        vastgelegd_op=moment,
        vastgelegd_door=door,
    )
    gegevens = {"contactmoment": str(contact.pk)}
    report(Gebeurtenis.CONTACT_VASTGELEGD, onderwerp=contact.huishouden, door=door, op=moment, gegevens=gegevens)
    return contact


def _receive(
    huishouden: Huishouden, eigenaar: Gebruiker, coa_contact: str, door: Gebruiker, moment: datetime
) -> Huishouden:
    if lock_huishouden(huishouden).ontvangen_op:
        raise Bezet("De ontvangst van dit huishouden is al bevestigd.")
    huishouden = lock_dossier(huishouden, [HuishoudenStatus.AANGEMELD])
    _require_behandelaar(eigenaar, huishouden)
    huishouden.eigenaar, huishouden.coa_contact = eigenaar, coa_contact.strip()
    huishouden.ontvangen_op, huishouden.ontvangen_door = moment, door
    huishouden.save(update_fields=["eigenaar", "coa_contact", "ontvangen_op", "ontvangen_door"])
    finish_acties(huishouden, Actielijst.ONTVANGST, door=door, op=moment)
    report(Gebeurtenis.KOPPELING_ONTVANGEN, onderwerp=huishouden, door=door, op=moment)
    return huishouden


def _require_behandelaar(eigenaar: Gebruiker, huishouden: Huishouden) -> None:
    if not can_do_casework(eigenaar, huishouden.gemeente):
        raise ValidationError({"eigenaar": GEEN_BEHANDELAAR})
