"""A corporation offers a home, completes and confirms it, mends its facts, or takes it back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from huisvesting.models import AanbodStatus, Complex, Voordracht, Vorm, Woning, Woningaanbod
from huisvesting.models.woning import validate_postcode
from huisvesting.regels.adres import normalise_postcode
from huisvesting.services.slot import lock_aanbod, lock_voordracht
from huisvesting.services.verslag import report
from huisvesting.services.voordracht import check_toelichting, close_voordracht
from samenwerking.basis.constraints import Bezet, one_transaction
from samenwerking.models import Gebeurtenis, Gebruiker, Gemeente, Reden, Woningcorporatie
from samenwerking.services.logboek import log

S = AanbodStatus
INTREKBAAR = (S.AANGEBODEN, S.BEVESTIGD, S.GERESERVEERD, S.GEBLOKKEERD, S.VERLOPEN)
WIJZIGBAAR = (S.CONCEPT, *INTREKBAAR)
ADRES = ("postcode", "huisnummer", "toevoeging")
MEESTE_KAMERS = 12  # more rooms in one dwelling is a slip

ONGESCHIKT = "De gemeente vond deze woning ongeschikt. Is er iets veranderd? Meld haar dan opnieuw."
OPTIE_VOORBIJ = "De optiedatum ligt in het verleden. Kies vandaag of een latere dag."
NIET_MEER = "Dit kan niet meer. De status van deze woning is “{status}”."
AL_GEMELD = {
    S.CONCEPT: "Er staat al een concept van deze woning. Maak dat af, of gooi het weg.",
    S.BEWOOND: "In deze woning woont nog iemand. Leg eerst het einde van de huur vast en meld haar daarna opnieuw.",
}
NIET_INTREKBAAR = {
    S.CONCEPT: "Deze woning is nog niet gemeld. Gooi het concept weg.",
    S.INGETROKKEN: "Deze woning is al ingetrokken.",
    S.ONGESCHIKT: ONGESCHIKT,
    S.TOEGEWEZEN: "Deze woning is toegewezen. Vraag haar terug: de opgavemanager beslist.",
}


@dataclass(frozen=True)
class Woninggegevens:
    """The facts of a home as a form or a sheet gives them; rents in EUR per month. None says nothing: what is known of
    a home at this address stays."""

    straat: str
    huisnummer: int
    postcode: str
    plaats: str
    slaapkamers: int
    toevoeging: str = ""
    vorm: str | None = None
    verdieping: int | None = None
    lift: bool | None = None
    toegankelijk: bool | None = None
    kale_huur: Decimal | None = None
    servicekosten: Decimal | None = None
    energielabel: str | None = None
    oppervlakte: int | None = None
    complex: Complex | None = None


@one_transaction(Woning, Woningaanbod)
def register_aanbod(
    *,
    corporatie: Woningcorporatie,
    gemeente: Gemeente,
    woning: Woninggegevens,
    beschikbaar_vanaf: date,
    door: Gebruiker,
    optiedatum: date | None = None,
    concept: bool = False,
    op: datetime | None = None,
) -> Woningaanbod:
    """A corporation reports a home for this gemeente, or keeps it as a concept that only itself sees.

    In: the facts of the home; a home at a known address of the corporation is brought up to date. Out: the offer,
    not yet confirmed. Errors: ValidationError when a fact is wrong, the corporation does not work in the gemeente, the
    option ended already, or an offer of the home still runs (not withdrawn, unsuitable, expired or ended).
    """
    moment = op or timezone.now()
    aanbod = write_aanbod(
        corporatie=corporatie,
        gemeente=gemeente,
        woning=woning,
        beschikbaar_vanaf=beschikbaar_vanaf,
        optiedatum=optiedatum,
        concept=concept,
        door=door,
        op=moment,
    )
    report(Gebeurtenis.AANBOD_CONCEPT if concept else Gebeurtenis.AANBOD_GEMELD, onderwerp=aanbod, door=door, op=moment)
    return aanbod


@one_transaction(Woning, Woningaanbod)
def register_kamers(
    *,
    aantal: int,
    corporatie: Woningcorporatie,
    gemeente: Gemeente,
    woning: Woninggegevens,
    beschikbaar_vanaf: date,
    door: Gebruiker,
    concept: bool = False,
    op: datetime | None = None,
) -> list[Woningaanbod]:
    """Report the rooms of one dwelling at once: each is a home of its own, K1, K2 and so on (R-611).

    Each room has its line in the logboek; who is concerned reads of the first one only. Errors: as `register_aanbod`;
    then no room is written.
    """
    if not 1 <= aantal <= MEESTE_KAMERS:
        raise ValidationError({"kamers": f"Meld 1 tot en met {MEESTE_KAMERS} kamers tegelijk."})
    moment = op or timezone.now()
    gebeurtenis = Gebeurtenis.AANBOD_CONCEPT if concept else Gebeurtenis.AANBOD_GEMELD
    kamers: list[Woningaanbod] = []
    for nummer in range(1, aantal + 1):
        feiten = {**vars(woning), "vorm": Vorm.ONZELFSTANDIG, "toevoeging": f"{woning.toevoeging} K{nummer}".strip()}
        kamer = write_aanbod(
            corporatie=corporatie,
            gemeente=gemeente,
            woning=Woninggegevens(**feiten),
            beschikbaar_vanaf=beschikbaar_vanaf,
            optiedatum=None,
            concept=concept,
            door=door,
            op=moment,
        )
        write: Callable[..., object] = log if kamers else report
        write(gebeurtenis, onderwerp=kamer, door=door, op=moment)
        kamers.append(kamer)
    return kamers


def write_aanbod(
    *,
    corporatie: Woningcorporatie,
    gemeente: Gemeente,
    woning: Woninggegevens,
    beschikbaar_vanaf: date,
    optiedatum: date | None,
    concept: bool,
    door: Gebruiker,
    op: datetime,
) -> Woningaanbod:
    """The rows of a new offer, in the transaction of the calling event, which writes the log line. Errors: as
    `register_aanbod`."""
    vandaag = timezone.localdate(op)
    if not corporatie.gemeenten.filter(pk=gemeente.pk).exists():
        raise ValidationError(f"{corporatie} werkt niet in {gemeente}. Vraag de beheerder om dit aan te passen.")
    if optiedatum and optiedatum < vandaag:
        raise ValidationError({"optiedatum": OPTIE_VOORBIJ})
    aanbod = Woningaanbod(
        woning=_write_woning(corporatie, gemeente, woning, vandaag),
        gemeente=gemeente,
        beschikbaar_vanaf=beschikbaar_vanaf,
        optiedatum=optiedatum,
        ingevoerd_op=op,
        ingevoerd_door=door,
        aangeboden_op=None if concept else op,
        aangeboden_door=None if concept else door,
    )
    aanbod.full_clean()
    aanbod.save()
    return aanbod


def _write_woning(corporatie: Woningcorporatie, gemeente: Gemeente, gegevens: Woninggegevens, vandaag: date) -> Woning:
    """The home at this address with what is said of it. Errors: ValidationError when it is offered already."""
    validate_postcode(gegevens.postcode)
    facts = {**vars(gegevens), "postcode": normalise_postcode(gegevens.postcode), "gemeente": gemeente}
    address = {key: facts.pop(key) for key in ADRES}
    # "a" is "A", as in a sheet of homes: one home is not offered twice.
    same = {f"{key}__iexact" if key == "toevoeging" else key: value for key, value in address.items()}
    home = Woning.objects.select_for_update().filter(corporatie=corporatie, **same).first()
    if home is None:
        home = Woning(corporatie=corporatie, **address)
    elif (status := find_lopend(home, vandaag)) is not None:
        raise Bezet(AL_GEMELD.get(status, "Deze woning is al gemeld. Zoek haar op in uw lijst."))
    _check_complex(gegevens.complex, corporatie, gemeente)
    for field, value in facts.items():
        if value is not None:
            setattr(home, field, value)
    home.full_clean()
    home.save()
    return home


def find_lopend(woning: Woning, vandaag: date, *, behalve: Woningaanbod | None = None) -> AanbodStatus | None:
    """The status of the offer of this home that still runs; None when there is none. In: `behalve`, one to pass by."""
    aanbiedingen = Woningaanbod.objects.filter(woning=woning)
    if behalve:
        aanbiedingen = aanbiedingen.exclude(pk=behalve.pk)
    lopend = aanbiedingen.lopend(vandaag).first()
    return lopend.status_op(vandaag) if lopend else None


@one_transaction(Woningaanbod)
def submit_aanbod(*, aanbod: Woningaanbod, door: Gebruiker, op: datetime | None = None) -> Woningaanbod:
    """Report a concept: from now on the gemeente sees it. An option that ended before that falls.

    Errors: ValidationError when it was reported already."""
    moment = op or timezone.now()
    aanbod = lock_aanbod(aanbod)
    if aanbod.aangeboden_op:
        raise Bezet("Deze woning is al gemeld.")
    if aanbod.optiedatum and aanbod.optiedatum < timezone.localdate(moment):
        aanbod.optiedatum = None
    aanbod.aangeboden_op, aanbod.aangeboden_door = moment, door
    aanbod.save(update_fields=["aangeboden_op", "aangeboden_door", "optiedatum"])
    report(Gebeurtenis.AANBOD_GEMELD, onderwerp=aanbod, door=door, op=moment)
    return aanbod


@one_transaction(Woningaanbod)
def discard_concept(*, aanbod: Woningaanbod, door: Gebruiker, op: datetime | None = None) -> Woning:
    """Throw a concept away: nobody else saw it, so nothing of it stays but its lines in the logboek.

    Out: its home, which stays known by its address. Errors: ValidationError when it was reported already.
    """
    moment = op or timezone.now()
    aanbod = lock_aanbod(aanbod)
    if aanbod.aangeboden_op:
        raise Bezet("Deze woning is al gemeld. Trek haar in.")
    report(Gebeurtenis.AANBOD_CONCEPT_WEGGEGOOID, onderwerp=aanbod, door=door, op=moment)
    aanbod.delete()
    return aanbod.woning


@one_transaction(Woningaanbod)
def confirm_aanbod(*, aanbod: Woningaanbod, door: Gebruiker, op: datetime | None = None) -> Woningaanbod:
    """The corporation confirms: from now on the gemeente can put a household forward for this home.

    Errors: ValidationError when it is not reported, confirmed, withdrawn or expired already, or when rent or floor is
    still missing.
    """
    moment = op or timezone.now()
    aanbod = lock_aanbod(aanbod)
    _require_unconfirmed(aanbod, timezone.localdate(moment))
    _require_complete(aanbod.woning)
    aanbod.bevestigd_op, aanbod.bevestigd_door = moment, door
    aanbod.save(update_fields=["bevestigd_op", "bevestigd_door"])
    report(Gebeurtenis.AANBOD_BEVESTIGD, onderwerp=aanbod, door=door, op=aanbod.bevestigd_op)
    return aanbod


@one_transaction(Woning, Woningaanbod)
def complete_aanbod(
    *, aanbod: Woningaanbod, door: Gebruiker, optiedatum: date | None = None, op: datetime | None = None, **feiten: Any
) -> Woningaanbod:
    """Fill in what was left for later and confirm the home, in one act.

    In: `feiten` of the Woning by field, and the option; what is not given stays. Errors: as `confirm_aanbod`, and when
    a fact is wrong or the option ended.
    """
    vandaag = timezone.localdate(op)
    locked = lock_aanbod(aanbod)
    if optiedatum and optiedatum < vandaag:
        raise ValidationError({"optiedatum": OPTIE_VOORBIJ})
    _require_unconfirmed(locked, vandaag)
    _write_feiten(locked, feiten)
    if optiedatum:
        locked.optiedatum = optiedatum
        locked.save(update_fields=["optiedatum"])
    return confirm_aanbod(aanbod=locked, door=door, op=op)


@one_transaction(Woning, Woningaanbod)
def change_woning(
    *, aanbod: Woningaanbod, door: Gebruiker, beschikbaar_vanaf: date, op: datetime | None = None, **feiten: Any
) -> Woningaanbod:
    """Mend the facts of an offered home, as long as the corporation agreed with no household.

    In: `feiten` of the Woning by field (never its address: another address is another home). Out: the offer; the line
    in the logboek names the fields. Errors: ValidationError when the home is assigned or over, a fact is wrong, rent or
    floor of a confirmed home is missing, or nothing changed.
    """
    moment = op or timezone.now()
    locked = lock_aanbod(aanbod)
    status = _require_latest(locked, timezone.localdate(moment))
    if status not in WIJZIGBAAR:
        raise Bezet(NIET_MEER.format(status=status.label))
    if (voordracht := locked.open_voordracht()) and voordracht.akkoord_op:
        raise Bezet("De corporatie is al akkoord met een huishouden. De gegevens van de woning liggen nu vast.")
    velden = _write_feiten(locked, feiten)
    if locked.beschikbaar_vanaf != beschikbaar_vanaf:
        velden.append("beschikbaar_vanaf")
        locked.beschikbaar_vanaf = beschikbaar_vanaf
        locked.save(update_fields=["beschikbaar_vanaf"])
    if not velden:
        raise ValidationError("U hebt niets gewijzigd.")
    if locked.bevestigd_op:
        _require_complete(locked.woning)
    gegevens = {"velden": velden} | ({"voordracht": str(voordracht.pk)} if voordracht else {})
    report(Gebeurtenis.AANBOD_GEWIJZIGD, onderwerp=locked, door=door, op=moment, gegevens=gegevens)
    return locked


def _require_latest(aanbod: Woningaanbod, vandaag: date) -> AanbodStatus:
    """The status of a locked offer. Errors: Bezet when it expired and its home was offered anew since."""
    status = aanbod.status_op(vandaag)
    if status == S.VERLOPEN and find_lopend(aanbod.woning, vandaag, behalve=aanbod) is not None:
        raise Bezet("Deze woning is intussen opnieuw gemeld. Zoek de nieuwe melding op in uw lijst.")
    return status


def _write_feiten(aanbod: Woningaanbod, feiten: dict[str, Any]) -> list[str]:
    """Write these facts of a locked home. Out: the fields that changed. Errors: ValidationError when one is wrong."""
    home = aanbod.woning
    _check_complex(feiten.get("complex"), home.corporatie, aanbod.gemeente)
    velden = [veld for veld, waarde in feiten.items() if getattr(home, veld) != waarde]
    for veld in velden:
        setattr(home, veld, feiten[veld])
    home.full_clean()
    home.save()
    return velden


def _check_complex(complex_: Complex | None, corporatie: Woningcorporatie, gemeente: Gemeente) -> None:
    if complex_ and (complex_.corporatie_id, complex_.gemeente_id) != (corporatie.pk, gemeente.pk):
        raise ValidationError({"complex": f"Dit is geen complex van {corporatie} in {gemeente}. Kies een ander."})


def _require_unconfirmed(aanbod: Woningaanbod, vandaag: date) -> None:
    """A locked home that was reported and waits for its confirmation."""
    status = aanbod.status_op(vandaag)
    if aanbod.bevestigd_op:
        raise Bezet("Deze woning is al bevestigd.")
    if status == S.CONCEPT:
        raise ValidationError("Meld de woning voor u haar bevestigt.")
    if status == S.INGETROKKEN:
        raise Bezet("Deze woning is ingetrokken.")
    if status == S.VERLOPEN:
        raise Bezet("De optie op deze woning is verlopen. Verleng eerst de optie.")


def _require_complete(woning: Woning) -> None:
    nodig = (("kale huur", woning.kale_huur), ("verdieping", woning.verdieping))
    missing = [label for label, value in nodig if value is None]
    if missing:
        raise ValidationError(f"Vul eerst in: {' en '.join(missing)}.")


@one_transaction(Woningaanbod, Voordracht)
def withdraw_aanbod(
    *, aanbod: Woningaanbod, reden: Reden, door: Gebruiker, toelichting: str = "", op: datetime | None = None
) -> Woningaanbod:
    """The corporation takes the home back, also after its option; with it an open voordracht is cancelled.

    An assigned home only comes back by `request_intrekking`. Errors: ValidationError when the home is a concept,
    assigned, lived in, or over already, or when the reason asks for a note.
    """
    moment = op or timezone.now()
    aanbod = lock_aanbod(aanbod)
    status = aanbod.status_op(timezone.localdate(moment))
    if status not in INTREKBAAR:
        raise Bezet(NIET_INTREKBAAR.get(status, NIET_MEER.format(status=status.label)))
    if aanbod.intrekverzoeken.open().exists():
        raise Bezet("U hebt deze woning al teruggevraagd. De opgavemanager beslist.")
    check_toelichting(reden, toelichting)
    if voordracht := aanbod.open_voordracht():
        voordracht = lock_voordracht(voordracht)
        close_voordracht(voordracht, "geannuleerd", reden=reden, toelichting=toelichting, door=door, op=moment)
    close_aanbod(aanbod, reden=reden, toelichting=toelichting, door=door, op=moment)
    gegevens = {"reden": reden.code, "klasse": reden.klasse, "voordracht": str(voordracht.pk) if voordracht else None}
    report(Gebeurtenis.AANBOD_INGETROKKEN, onderwerp=aanbod, door=door, op=moment, gegevens=gegevens)
    return aanbod


def close_aanbod(aanbod: Woningaanbod, *, reden: Reden, toelichting: str, door: Gebruiker, op: datetime) -> None:
    """Write that a locked offer was withdrawn. The calling event writes the log line."""
    aanbod.ingetrokken_op, aanbod.ingetrokken_door = op, door
    aanbod.intrekreden, aanbod.toelichting = reden, toelichting.strip()
    aanbod.save(update_fields=["ingetrokken_op", "ingetrokken_door", "intrekreden", "toelichting"])


@one_transaction(Woningaanbod)
def extend_optie(
    *, aanbod: Woningaanbod, optiedatum: date, door: Gebruiker, op: datetime | None = None
) -> Woningaanbod:
    """Keep the home free for the gemeente for longer; an expired option comes to life again.

    Errors: ValidationError when the home is over or was offered anew, or the new date is not later than the old one.
    """
    moment = op or timezone.now()
    aanbod, vandaag = lock_aanbod(aanbod), timezone.localdate(moment)
    status = _require_latest(aanbod, vandaag)
    if status in (S.INGETROKKEN, S.ONGESCHIKT):
        raise Bezet(ONGESCHIKT if status == S.ONGESCHIKT else "Deze woning is ingetrokken.")
    if status not in INTREKBAAR:
        raise Bezet(NIET_MEER.format(status=status.label))
    if optiedatum < vandaag or (aanbod.optiedatum and optiedatum <= aanbod.optiedatum):
        raise ValidationError("Kies een datum na de huidige optiedatum.")
    aanbod.optiedatum = optiedatum
    aanbod.save(update_fields=["optiedatum"])
    report(Gebeurtenis.OPTIE_VERLENGD, onderwerp=aanbod, door=door, op=moment, gegevens={"optiedatum": str(optiedatum)})
    return aanbod
