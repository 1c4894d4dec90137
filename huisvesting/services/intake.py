"""Getting to know a household: what COA did not send, the intake, and what it needs of a home."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils import timezone

from huisvesting.models import Aanvulling, Eis, Eissoort, Huishouden, HuishoudenStatus, Ontbrekend
from huisvesting.regels.acties import OVERDRACHT
from huisvesting.services.dossierslot import lock_dossier
from huisvesting.services.slot import lock_huishouden
from huisvesting.services.verslag import report
from samenwerking.basis.constraints import Bezet, one_transaction
from samenwerking.models import Actielijst, Gebeurtenis, Gebruiker
from samenwerking.services.actie import Punt, add_lijst


@dataclass(frozen=True)
class Woonwens:
    """One criterion as it is asked: what, whether a home must have it, and how much or where."""

    soort: Eissoort
    is_hard: bool = False
    bedrag: Decimal | None = None
    waarde: str = ""


@one_transaction(Aanvulling)
def ask_aanvulling(
    *,
    huishouden: Huishouden,
    ontbreekt: Sequence[str],
    door: Gebruiker,
    toelichting: str = "",
    op: datetime | None = None,
) -> Aanvulling:
    """COA is asked for what is missing (AANGEMELD -> ONVOLLEDIG).

    In: `ontbreekt`, codes of Ontbrekend. Errors: ValidationError when nothing is missing or a code is unknown;
    `Bezet` when COA was asked already, or the dossier is further.
    """
    moment = op or timezone.now()
    if not ontbreekt:
        raise ValidationError({"ontbreekt": "Kies wat er ontbreekt."})
    if set(ontbreekt) - set(Ontbrekend.values):
        raise ValidationError({"ontbreekt": "Kies uit de lijst wat er ontbreekt."})
    if lock_huishouden(huishouden).aanvullingen.filter(aangevuld_op=None).exists():
        raise Bezet("Er loopt al een vraag aan COA over dit huishouden.")
    huishouden = _lock_new(huishouden)
    aanvulling = Aanvulling.objects.create(
        huishouden=huishouden,
        ontbreekt=list(dict.fromkeys(ontbreekt)),
        toelichting=toelichting.strip(),
        gevraagd_op=moment,
        gevraagd_door=door,
    )
    gegevens = {"ontbreekt": aanvulling.ontbreekt}
    report(Gebeurtenis.AANVULLING_GEVRAAGD, onderwerp=huishouden, door=door, op=moment, gegevens=gegevens)
    return aanvulling


@one_transaction(Aanvulling)
def record_aanvulling(*, huishouden: Huishouden, door: Gebruiker, op: datetime | None = None) -> Aanvulling:
    """COA sent what was missing (ONVOLLEDIG -> AANGEMELD). Errors: `Bezet` when nothing was asked."""
    moment = op or timezone.now()
    huishouden = lock_dossier(huishouden)
    aanvulling = huishouden.aanvullingen.filter(aangevuld_op=None).first()
    if aanvulling is None:
        raise Bezet("Er loopt geen vraag aan COA over dit huishouden.")
    aanvulling.aangevuld_op, aanvulling.aangevuld_door = moment, door
    aanvulling.save(update_fields=["aangevuld_op", "aangevuld_door"])
    report(Gebeurtenis.AANVULLING_ONTVANGEN, onderwerp=huishouden, door=door, op=moment)
    return aanvulling


@one_transaction(Huishouden)
def start_intake(*, huishouden: Huishouden, door: Gebruiker, op: datetime | None = None) -> Huishouden:
    """Someone speaks with the household; the list of the warm handover is made (GEKOPPELD -> INTAKE).

    Errors: `Bezet` when the intake began already, or the receipt must be confirmed first.
    """
    moment = op or timezone.now()
    if lock_huishouden(huishouden).intake_op:
        raise Bezet("De intake van dit huishouden is al begonnen.")
    huishouden = lock_dossier(huishouden, [HuishoudenStatus.GEKOPPELD])
    huishouden.intake_op, huishouden.intake_door = moment, door
    huishouden.save(update_fields=["intake_op", "intake_door"])
    punten = [Punt(titel, werkdagen) for titel, werkdagen in OVERDRACHT]
    add_lijst(
        Actielijst.OVERDRACHT, punten, onderwerpen=[huishouden], eigenaar=huishouden.eigenaar, door=door, op=moment
    )
    report(Gebeurtenis.INTAKE_BEGONNEN, onderwerp=huishouden, door=door, op=moment)
    return huishouden


@one_transaction(Huishouden, Eis)
def complete_intake(
    *,
    huishouden: Huishouden,
    door: Gebruiker,
    eisen: Iterable[Woonwens] = (),
    slaapkamers_nodig: int | None = None,
    slaapkamers_reden: str = "",
    op: datetime | None = None,
) -> Huishouden:
    """What the household needs of a home is known; it can be matched (INTAKE -> KLAAR).

    In: the criteria; `slaapkamers_nodig` when that is not what the norm says, with its reason.
    Errors: ValidationError as `set_eisen`; `Bezet` when the intake was completed already, or must begin first.
    """
    moment = op or timezone.now()
    if lock_huishouden(huishouden).klaar_op:
        raise Bezet("De intake van dit huishouden is al afgerond.")
    huishouden = lock_dossier(huishouden, [HuishoudenStatus.INTAKE])
    huishouden.klaar_op, huishouden.klaar_door = moment, door
    huishouden.save(update_fields=["klaar_op", "klaar_door"])
    _write_behoefte(huishouden, eisen, slaapkamers_nodig, slaapkamers_reden)
    report(Gebeurtenis.INTAKE_AFGEROND, onderwerp=huishouden, door=door, op=moment)
    return huishouden


@one_transaction(Huishouden, Eis)
def set_eisen(
    *,
    huishouden: Huishouden,
    door: Gebruiker,
    eisen: Iterable[Woonwens] = (),
    slaapkamers_nodig: int | None = None,
    slaapkamers_reden: str = "",
    op: datetime | None = None,
) -> Huishouden:
    """What an open dossier needs of a home became other; what is not named is no longer asked.

    Errors: ValidationError when the intake was not completed, other bedrooms have no reason, or a criterion lacks its
    amount or place.
    """
    moment = op or timezone.now()
    huishouden = lock_dossier(huishouden)
    if not huishouden.klaar_op:
        raise ValidationError("Rond eerst de intake van dit huishouden af.")
    _write_behoefte(huishouden, eisen, slaapkamers_nodig, slaapkamers_reden)
    report(Gebeurtenis.BEHOEFTE_GEWIJZIGD, onderwerp=huishouden, door=door, op=moment)
    return huishouden


def _lock_new(huishouden: Huishouden) -> Huishouden:
    if lock_huishouden(huishouden).ontvangen_op:
        raise Bezet("De ontvangst van dit huishouden is al bevestigd. Bel COA voor wat er nog ontbreekt.")
    return lock_dossier(huishouden, [HuishoudenStatus.AANGEMELD])


def _write_behoefte(huishouden: Huishouden, eisen: Iterable[Woonwens], kamers: int | None, reden: str) -> None:
    """Write the need of a locked household. A reason without another number of bedrooms says nothing."""
    huishouden.slaapkamers_nodig = kamers
    huishouden.slaapkamers_reden = reden.strip() if kamers else ""
    if kamers and not huishouden.slaapkamers_reden:
        raise ValidationError({"slaapkamers_reden": "Leg uit waarom het aantal slaapkamers anders is dan berekend."})
    huishouden.clean_fields(exclude=[f.name for f in Huishouden._meta.fields if f.name != "slaapkamers_nodig"])
    huishouden.save(update_fields=["slaapkamers_nodig", "slaapkamers_reden"])
    huishouden.eisen.all().delete()
    for wens in eisen:
        eis = Eis(
            huishouden=huishouden,
            soort=wens.soort,
            is_hard=wens.is_hard,
            bedrag=wens.bedrag,
            waarde=wens.waarde.strip(),
        )
        eis.full_clean(exclude=["huishouden"])
        eis.save(force_insert=True)
