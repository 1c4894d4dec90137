"""What is expected of a place, in versions; the points that must be settled; and how much of a stage is counted on."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils import timezone

from samenwerking.basis.constraints import one_transaction
from samenwerking.models import (
    Gebeurtenis,
    Gebruiker,
    Gemeente,
    Locatie,
    Locatiegewicht,
    Locatiepunt,
    Locatieverwachting,
    Puntoordeel,
)
from samenwerking.policies import can_own_actie
from samenwerking.regels.locatie import GEWICHTEN, HOOGUIT, IN_GEBRUIK, is_oplopend
from samenwerking.services.locatie import AFGEVALLEN, lock_locatie
from samenwerking.services.logboek import log

# What a version says.
VELDEN = ("plaatsen", "datum", "einddatum", "investering", "exploitatie", "bijdrage")


@one_transaction(Locatieverwachting)
def set_verwachting(
    *,
    locatie: Locatie,
    plaatsen: int,
    datum: date,
    door: Gebruiker,
    einddatum: date | None = None,
    investering: Decimal | None = None,
    exploitatie: Decimal | None = None,
    bijdrage: Decimal | None = None,
    reden: str = "",
    op: datetime | None = None,
) -> Locatieverwachting:
    """So many places from this day on, for this money: a new version, with why it changed; the first needs no reason.

    Errors: ValidationError when a fact is wrong, nothing changes, the reason is missing, or the place was dropped.
    """
    moment = op or timezone.now()
    locatie = lock_locatie(locatie)
    if locatie.afgevallen_op:
        raise ValidationError(AFGEVALLEN)
    vorige = locatie.verwachtingen.first()
    waarden = (plaatsen, datum, einddatum, investering, exploitatie, bijdrage)
    nieuw = Locatieverwachting(
        locatie=locatie,
        versie=vorige.versie + 1 if vorige else 1,
        reden=reden.strip() if vorige else "",
        vastgelegd_op=moment,
        vastgelegd_door=door,
        **dict(zip(VELDEN, waarden, strict=True)),
    )
    if vorige and waarden == tuple(getattr(vorige, veld) for veld in VELDEN):
        raise ValidationError("Er verandert niets. Vul andere plaatsen, een andere datum of een ander bedrag in.")
    _check(nieuw)
    nieuw.save(force_insert=True)
    gegevens = {"versie": nieuw.versie, "plaatsen": plaatsen, "datum": str(datum)}
    if vorige:
        gegevens |= {"was_plaatsen": vorige.plaatsen, "was_datum": str(vorige.datum)}
    log(Gebeurtenis.LOCATIEVERWACHTING_VASTGELEGD, onderwerp=locatie, door=door, op=moment, gegevens=gegevens)
    return nieuw


def _check(verwachting: Locatieverwachting) -> None:
    if verwachting.plaatsen > HOOGUIT:
        raise ValidationError({"plaatsen": f"Controleer het aantal: hooguit {HOOGUIT} plaatsen."})
    if verwachting.einddatum and verwachting.einddatum <= verwachting.datum:
        raise ValidationError({"einddatum": "Het einde ligt voor het begin."})
    for veld in ("investering", "exploitatie", "bijdrage"):
        if (getattr(verwachting, veld) or 0) < 0:
            raise ValidationError({veld: "Een bedrag is nooit lager dan nul."})
    if verwachting.bijdrage and verwachting.bijdrage > (verwachting.investering or 0):
        raise ValidationError({"bijdrage": "De bijdrage is hoger dan de investering. Controleer de bedragen."})
    if verwachting.versie > 1 and not verwachting.reden:
        raise ValidationError({"reden": "Schrijf op waarom de verwachting verandert."})
    verwachting.full_clean(validate_constraints=False)


@one_transaction(Locatiepunt)
def update_locatiepunt(
    *,
    punt: Locatiepunt,
    oordeel: str,
    door: Gebruiker,
    eigenaar: Gebruiker | None = None,
    toelichting: str = "",
    document: str = "",
    uiterlijk: date | None = None,
    op: datetime | None = None,
) -> Locatiepunt:
    """Who finds out a point of the checklist, by when, and what came of it. Its line stands at the place.

    Errors: ValidationError with an owner from elsewhere, a problem without a note, a new day that has passed already,
    or when the place was dropped.
    """
    moment = op or timezone.now()
    locatie = lock_locatie(punt.locatie)
    if locatie.afgevallen_op:
        raise ValidationError(AFGEVALLEN)
    punt = Locatiepunt.objects.select_for_update(of=("self",)).get(pk=punt.pk)
    if eigenaar and not can_own_actie(eigenaar, locatie.gemeente):
        raise ValidationError({"eigenaar": "Kies iemand die voor deze gemeente werkt."})
    if oordeel == Puntoordeel.KNELPUNT and not toelichting.strip():
        raise ValidationError({"toelichting": "Schrijf op wat het knelpunt is."})
    if uiterlijk and uiterlijk != punt.uiterlijk and uiterlijk < timezone.localdate(moment):
        raise ValidationError({"uiterlijk": "Deze dag is al voorbij. Kies vandaag of een latere dag."})
    gegevens = {"punt": punt.soort, "oordeel": oordeel, "was": punt.oordeel}
    punt.eigenaar, punt.oordeel, punt.uiterlijk = eigenaar, oordeel, uiterlijk
    punt.toelichting, punt.document = toelichting.strip(), document.strip()
    punt.bijgewerkt_op, punt.bijgewerkt_door = moment, door
    punt.full_clean(validate_constraints=False)
    punt.save()
    log(Gebeurtenis.LOCATIEPUNT_BIJGEWERKT, onderwerp=locatie, door=door, op=moment, gegevens=gegevens)
    return punt


# --- Weights ----------------------------------------------------------------------------------------------------------
def read_gewichten(gemeente: Gemeente) -> dict[str, int]:
    """How much of each stage this gemeente counts on, in percent, in the order of the stages. One query."""
    eigen = Locatiegewicht.objects.filter(gemeente=gemeente).exclude(stadium=IN_GEBRUIK)
    return {**GEWICHTEN, **dict(eigen.values_list("stadium", "procent"))}


@one_transaction(Locatiegewicht)
def set_gewicht(
    *, gemeente: Gemeente, procenten: Mapping[str, int], door: Gebruiker, op: datetime | None = None
) -> dict[str, int]:
    """Count on so many percent of the places in these stages. What is in use counts whole, always.

    Out: the weight of every stage. Errors: ValidationError for a percentage that is none, when a later stage would
    count for less than an earlier one, or when nothing changes.
    """
    moment = op or timezone.now()
    Gemeente.objects.select_for_update().get(pk=gemeente.pk)
    was = read_gewichten(gemeente)
    if fout := [stadium for stadium, procent in procenten.items() if not 0 <= procent <= 100]:
        raise ValidationError(dict.fromkeys(fout, "Kies een percentage van 0 tot en met 100."))
    nu = {**was, **{stadium: procent for stadium, procent in procenten.items() if stadium != IN_GEBRUIK}}
    gewijzigd = {stadium: procent for stadium, procent in nu.items() if procent != was[stadium]}
    if not gewijzigd:
        raise ValidationError("Er verandert niets. Vul een ander percentage in.")
    if not is_oplopend(nu):
        raise ValidationError("Een later stadium kan niet voor minder meetellen dan een eerder stadium.")
    for stadium, procent in gewijzigd.items():
        Locatiegewicht.objects.update_or_create(
            gemeente=gemeente,
            stadium=stadium,
            defaults={"procent": procent, "ingesteld_op": moment, "ingesteld_door": door},
        )
    gegevens = {stadium: [was[stadium], procent] for stadium, procent in gewijzigd.items()}
    log(Gebeurtenis.LOCATIEGEWICHT_INGESTELD, onderwerp=gemeente, door=door, op=moment, gegevens=gegevens)
    return nu
