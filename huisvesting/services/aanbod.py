"""A corporation offers a home, confirms it, or takes it back."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils import timezone

from huisvesting.models import Voordracht, Vorm, Woning, Woningaanbod
from huisvesting.models.woning import validate_postcode
from huisvesting.regels.adres import normalise_postcode
from huisvesting.services.slot import lock_aanbod
from huisvesting.services.verslag import report
from huisvesting.services.voordracht import check_toelichting, close_voordracht
from samenwerking.basis.constraints import one_transaction
from samenwerking.models import Gebeurtenis, Gebruiker, Gemeente, Reden, Woningcorporatie

ONGESCHIKT = "De gemeente vond deze woning ongeschikt. Is er iets veranderd? Meld haar dan opnieuw."


@dataclass(frozen=True)
class Woninggegevens:
    """The facts of a home as a form or a sheet gives them; rents in EUR per month."""

    straat: str
    huisnummer: int
    postcode: str
    plaats: str
    slaapkamers: int
    toevoeging: str = ""
    vorm: str = Vorm.REGULIER
    verdieping: int | None = None
    lift: bool = False
    toegankelijk: bool = False
    kale_huur: Decimal | None = None
    servicekosten: Decimal | None = None


@one_transaction(Woning, Woningaanbod)
def register_aanbod(
    *,
    corporatie: Woningcorporatie,
    gemeente: Gemeente,
    woning: Woninggegevens,
    beschikbaar_vanaf: date,
    door: Gebruiker,
    optiedatum: date | None = None,
    op: datetime | None = None,
) -> Woningaanbod:
    """A corporation reports a home for this gemeente.

    In: the facts of the home; a home at a known address of the corporation is brought up to date. Out: the offer,
    not yet confirmed. Errors: ValidationError when a fact is wrong, the corporation does not work in the gemeente,
    or the home is offered already and neither withdrawn nor unsuitable.
    """
    moment = op or timezone.now()
    if not corporatie.gemeenten.filter(pk=gemeente.pk).exists():
        raise ValidationError(f"{corporatie} werkt niet in {gemeente}. Vraag de beheerder om dit aan te passen.")
    validate_postcode(woning.postcode)
    facts = {**vars(woning), "postcode": normalise_postcode(woning.postcode), "gemeente": gemeente}
    address = {key: facts.pop(key) for key in ("postcode", "huisnummer", "toevoeging")}
    home = Woning.objects.select_for_update().filter(corporatie=corporatie, **address).first()
    if home is None:
        home = Woning(corporatie=corporatie, **address)
    elif (
        home.aanbiedingen.filter(ingetrokken_op=None, ongeschikt_op=None)
        .exclude(plaatsingen__einddatum__isnull=False)
        .exists()
    ):
        raise ValidationError("Deze woning is al gemeld. Zoek haar op in uw lijst.")
    for field, value in facts.items():
        setattr(home, field, value)
    home.full_clean()
    home.save()
    aanbod = Woningaanbod(
        woning=home,
        gemeente=gemeente,
        beschikbaar_vanaf=beschikbaar_vanaf,
        optiedatum=optiedatum,
        aangeboden_op=moment,
        aangeboden_door=door,
    )
    aanbod.full_clean()
    aanbod.save()
    report(Gebeurtenis.AANBOD_GEMELD, onderwerp=aanbod, door=door, op=moment)
    return aanbod


@one_transaction(Woningaanbod)
def confirm_aanbod(*, aanbod: Woningaanbod, door: Gebruiker, op: datetime | None = None) -> Woningaanbod:
    """The corporation confirms: from now on the gemeente can put a household forward for this home.

    Errors: ValidationError when it is confirmed or withdrawn already, or when rent or floor is still missing.
    """
    aanbod = lock_aanbod(aanbod)
    if aanbod.ingetrokken_op:
        raise ValidationError("Deze woning is ingetrokken.")
    if aanbod.bevestigd_op:
        raise ValidationError("Deze woning is al bevestigd.")
    missing = [
        label
        for label, value in (("kale huur", aanbod.woning.kale_huur), ("verdieping", aanbod.woning.verdieping))
        if value is None
    ]
    if missing:
        raise ValidationError(f"Vul eerst in: {' en '.join(missing)}.")
    aanbod.bevestigd_op, aanbod.bevestigd_door = op or timezone.now(), door
    aanbod.save(update_fields=["bevestigd_op", "bevestigd_door"])
    report(Gebeurtenis.AANBOD_BEVESTIGD, onderwerp=aanbod, door=door, op=aanbod.bevestigd_op)
    return aanbod


@one_transaction(Woning, Woningaanbod)
def complete_aanbod(
    *,
    aanbod: Woningaanbod,
    door: Gebruiker,
    kale_huur: Decimal,
    verdieping: int,
    servicekosten: Decimal | None = None,
    lift: bool = False,
    toegankelijk: bool = False,
    optiedatum: date | None = None,
    op: datetime | None = None,
) -> Woningaanbod:
    """Fill in what was left for later and confirm the home, in one act. Errors as `confirm_aanbod`."""
    locked = lock_aanbod(aanbod)
    home = locked.woning
    home.kale_huur, home.servicekosten, home.verdieping = kale_huur, servicekosten, verdieping
    home.lift, home.toegankelijk = lift, toegankelijk
    home.full_clean()
    home.save()
    locked.optiedatum = optiedatum
    locked.save(update_fields=["optiedatum"])
    return confirm_aanbod(aanbod=locked, door=door, op=op)


@one_transaction(Woningaanbod, Voordracht)
def withdraw_aanbod(
    *, aanbod: Woningaanbod, reden: Reden, door: Gebruiker, toelichting: str = "", op: datetime | None = None
) -> Woningaanbod:
    """The corporation takes the home back; an open voordracht is cancelled with it and the household is free again.

    Errors: ValidationError when it is withdrawn or unsuitable already, when the lease is signed, or when the reason
    asks for a note.
    """
    moment = op or timezone.now()
    aanbod = lock_aanbod(aanbod)
    if aanbod.ingetrokken_op:
        raise ValidationError("Deze woning is al ingetrokken.")
    if aanbod.ongeschikt_op:
        raise ValidationError(ONGESCHIKT)
    if aanbod.plaatsingen.lopend().exists():
        raise ValidationError("Er is al een huurcontract. Annuleer eerst de plaatsing.")
    check_toelichting(reden, toelichting)
    voordracht = aanbod.open_voordracht()
    if voordracht:
        close_voordracht(voordracht, "geannuleerd", reden=reden, toelichting=toelichting, door=door, op=moment)
    aanbod.ingetrokken_op, aanbod.ingetrokken_door = moment, door
    aanbod.intrekreden, aanbod.toelichting = reden, toelichting
    aanbod.save(update_fields=["ingetrokken_op", "ingetrokken_door", "intrekreden", "toelichting"])
    report(
        Gebeurtenis.AANBOD_INGETROKKEN,
        onderwerp=aanbod,
        door=door,
        op=moment,
        gegevens={
            "reden": reden.code,
            "klasse": reden.klasse,
            "voordracht": str(voordracht.pk) if voordracht else None,
        },
    )
    return aanbod


@one_transaction(Woningaanbod)
def extend_optie(
    *, aanbod: Woningaanbod, optiedatum: date, door: Gebruiker, op: datetime | None = None
) -> Woningaanbod:
    """Keep the home free for the gemeente for longer; an expired option comes to life again.

    Errors: ValidationError when the home was withdrawn or unsuitable, or the new date is not later than the old one.
    """
    moment = op or timezone.now()
    aanbod = lock_aanbod(aanbod)
    if aanbod.ingetrokken_op:
        raise ValidationError("Deze woning is ingetrokken.")
    if aanbod.ongeschikt_op:
        raise ValidationError(ONGESCHIKT)
    if optiedatum < timezone.localdate(moment) or (aanbod.optiedatum and optiedatum <= aanbod.optiedatum):
        raise ValidationError("Kies een datum na de huidige optiedatum.")
    aanbod.optiedatum = optiedatum
    aanbod.save(update_fields=["optiedatum"])
    report(Gebeurtenis.OPTIE_VERLENGD, onderwerp=aanbod, door=door, op=moment, gegevens={"optiedatum": str(optiedatum)})
    return aanbod
