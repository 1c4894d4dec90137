"""A plaatsing from the signed lease to its end, and the counting of its people."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone

from huisvesting.models import (
    Bestemming,
    Bijzonder,
    Plaatsing,
    Plaatsingspersoon,
    Voordracht,
    Vorm,
)
from huisvesting.services.bestemming import find_bestemming, require_bestemming
from huisvesting.services.dossierslot import GESLOTEN
from huisvesting.services.lijsten import make_nazorglijst, make_verhuislijst
from huisvesting.services.plaatsing_basis import (
    TIJDELIJKE_VORMEN,
    count_plaatsing,
    finish_plaatsing,
    is_closed,
    report_plaatsing,
    require_after_ingang,
    require_day,
    require_key,
    require_running,
    stop_plaatsing,
)
from huisvesting.services.slot import lock_plaatsing, lock_voordracht
from huisvesting.services.sluiting import make_sluiting
from huisvesting.services.verblijf import leave_verblijven
from huisvesting.services.voordracht import check_toelichting
from samenwerking.basis.constraints import Bezet, one_transaction
from samenwerking.models import Gebeurtenis, Gebruiker, Reden

# A lease that begins later than this is a slip in the year.
VERSTE_HUUR = timedelta(days=366)


# --- Lease ------------------------------------------------------------------------------------------------------------
@one_transaction(Plaatsing, Plaatsingspersoon)
def sign_huurcontract(
    *,
    voordracht: Voordracht,
    ingangsdatum: date,
    door: Gebruiker,
    tijdelijk_tot: date | None = None,
    op: datetime | None = None,
) -> Plaatsing:
    """The lease is signed: the accepted voordracht becomes a plaatsing of everyone in the household.

    In: the first day of the lease, and its last when it is temporary. Out: the plaatsing, with the list of what has to
    be arranged; after a temporary home it points at that one. Its people count here when the gemeente counts on the
    start of the lease and that day has come (R-321). Errors: ValidationError when the home was not accepted, a lease
    runs already, or a temporary kind of home has no last day.
    """
    moment = op or timezone.now()
    voordracht = lock_voordracht(voordracht)
    if not voordracht.is_open:
        raise Bezet("Deze voordracht is al afgesloten.")
    if not voordracht.geaccepteerd_op:
        raise ValidationError("Leg eerst vast dat het huishouden de woning accepteert.")
    if voordracht.aanbod.plaatsingen.lopend().exists():
        raise Bezet("Voor deze woning loopt al een huurcontract.")
    _require_ingangsdatum(voordracht.huishouden.koppeldatum, ingangsdatum, timezone.localdate(moment))
    _require_tijdelijk_tot(voordracht.aanbod.woning.vorm, ingangsdatum, tijdelijk_tot)
    plaatsing = Plaatsing.objects.create(
        voordracht=voordracht,
        aanbod=voordracht.aanbod,
        huishouden=voordracht.huishouden,
        bijzonder=voordracht.bijzonder,
        vorm=voordracht.aanbod.woning.vorm,
        woongemeente=voordracht.aanbod.woning.gemeente,
        ingangsdatum=ingangsdatum,
        tijdelijk_tot=tijdelijk_tot,
        vervangt=_find_vervangen(voordracht),
        getekend_op=moment,
        getekend_door=door,
    )
    Plaatsingspersoon.objects.bulk_create(
        Plaatsingspersoon(plaatsing=plaatsing, statushouder=persoon) for persoon in voordracht.huishouden.personen.all()
    )
    make_verhuislijst(plaatsing, door=door, op=moment)
    report_plaatsing(
        Gebeurtenis.HUURCONTRACT_GETEKEND,
        plaatsing,
        door,
        moment,
        geteld=count_plaatsing(plaatsing, door=door, op=moment),
    )
    return plaatsing


@one_transaction(Plaatsing)
def record_niet_verschenen(
    *, plaatsing: Plaatsing, reden: Reden, door: Gebruiker, toelichting: str = "", op: datetime | None = None
) -> Plaatsing:
    """Nobody came for the key; a new appointment follows, or the plaatsing is cancelled.

    Errors: ValidationError when the key was handed over, it was recorded already, or the reason asks for a note.
    """
    moment = op or timezone.now()
    plaatsing = lock_plaatsing(plaatsing)
    _require_before_key(plaatsing)
    if plaatsing.niet_verschenen_op:
        raise Bezet("Al vastgelegd: het huishouden kwam niet voor de sleutel.")
    check_toelichting(reden, toelichting)
    plaatsing.niet_verschenen_op, plaatsing.niet_verschenen_door = moment, door
    plaatsing.reden, plaatsing.toelichting = reden, toelichting.strip()
    plaatsing.save(update_fields=["niet_verschenen_op", "niet_verschenen_door", "reden", "toelichting"])
    report_plaatsing(
        Gebeurtenis.PLAATSING_NIET_VERSCHENEN, plaatsing, door, moment, reden=reden.code, klasse=reden.klasse
    )
    return Plaatsing.objects.get(pk=plaatsing.pk)


@one_transaction(Plaatsing)
def make_nieuwe_afspraak(
    *, plaatsing: Plaatsing, afspraakdatum: date, door: Gebruiker, op: datetime | None = None
) -> Plaatsing:
    """A new day for the key, after nobody came. Why nobody came stays in the logboek.

    Errors: ValidationError when nobody was missed, or the day has passed or lies before the lease.
    """
    moment = op or timezone.now()
    plaatsing = lock_plaatsing(plaatsing)
    _require_before_key(plaatsing)
    if not plaatsing.niet_verschenen_op:
        raise Bezet("Het huishouden werd niet gemist. Een nieuwe afspraak is niet nodig.")
    if afspraakdatum < timezone.localdate(moment):
        raise ValidationError({"afspraakdatum": "Deze dag is al geweest. Kies vandaag of een latere dag."})
    require_after_ingang(plaatsing, afspraakdatum, "afspraak")
    plaatsing.afspraakdatum = afspraakdatum
    plaatsing.niet_verschenen_op = plaatsing.niet_verschenen_door = plaatsing.reden = None
    plaatsing.toelichting = ""
    plaatsing.save(
        update_fields=["afspraakdatum", "niet_verschenen_op", "niet_verschenen_door", "reden", "toelichting"]
    )
    report_plaatsing(Gebeurtenis.PLAATSING_NIEUWE_AFSPRAAK, plaatsing, door, moment, afspraakdatum=str(afspraakdatum))
    return Plaatsing.objects.get(pk=plaatsing.pk)


# --- Key --------------------------------------------------------------------------------------------------------------
@one_transaction(Plaatsing, Plaatsingspersoon)
def hand_over_sleutel(
    *, plaatsing: Plaatsing, sleuteldatum: date, door: Gebruiker, op: datetime | None = None
) -> Plaatsing:
    """The household got its key; its people count now where the key is the counting moment (R-321).

    The temporary home that this one follows, and a stay elsewhere, end on the same day: nobody counts twice and nobody
    stops counting. Who was checked out there is checked out. Errors: ValidationError when the plaatsing was cancelled,
    nobody came, the key is there already, or the date is before the lease or in the future.
    """
    moment = op or timezone.now()
    plaatsing = lock_plaatsing(plaatsing)
    _require_before_key(plaatsing)
    if plaatsing.niet_verschenen_op:
        raise ValidationError("Het huishouden kwam niet voor de sleutel. Maak eerst een nieuwe afspraak.")
    require_day(plaatsing, sleuteldatum, moment, "sleuteldatum")
    plaatsing.sleuteldatum = sleuteldatum
    plaatsing.save(update_fields=["sleuteldatum"])
    vorige = _move_on(plaatsing, sleuteldatum, door, moment)
    leave_verblijven(plaatsing, sleuteldatum, door=door, op=moment)
    make_nazorglijst(plaatsing, door=door, op=moment)
    geteld = count_plaatsing(plaatsing, door=door, op=moment)
    report_plaatsing(Gebeurtenis.SLEUTEL_OVERGEDRAGEN, plaatsing, door, moment, geteld=geteld, **vorige)
    return Plaatsing.objects.get(pk=plaatsing.pk)


@one_transaction(Plaatsing, Plaatsingspersoon)
def record_afmelding(
    *,
    plaatsing: Plaatsing,
    afmelddatum: date,
    door: Gebruiker,
    personen: Collection[Plaatsingspersoon] | None = None,
    op: datetime | None = None,
) -> Plaatsing:
    """COA checked people of this plaatsing out; they count now where that is the counting moment (R-301, R-321).

    In: who, without it everyone who is left; who left reception on another day is recorded apart. With the last date of
    the last person the plaatsing is GEREALISEERD. Errors: ValidationError when there is no key yet, they are checked
    out already, or the date is before the lease or in the future.
    """
    moment = op or timezone.now()
    plaatsing = lock_plaatsing(plaatsing)
    aantal = _date_personen(plaatsing, personen, "afmelddatum", afmelddatum, moment)
    _realise(plaatsing, door, moment)
    geteld = count_plaatsing(plaatsing, door=door, op=moment)
    report_plaatsing(Gebeurtenis.AFGEMELD_BIJ_COA, plaatsing, door, moment, geteld=geteld, personen=aantal)
    return Plaatsing.objects.get(pk=plaatsing.pk)


@one_transaction(Plaatsing, Plaatsingspersoon)
def record_inschrijving(
    *,
    plaatsing: Plaatsing,
    inschrijfdatum: date,
    door: Gebruiker,
    personen: Collection[Plaatsingspersoon] | None = None,
    op: datetime | None = None,
) -> Plaatsing:
    """People of this plaatsing are registered in the BRP. That alone makes nobody count (R-315).

    In, out and errors as `record_afmelding`.
    """
    moment = op or timezone.now()
    plaatsing = lock_plaatsing(plaatsing)
    aantal = _date_personen(plaatsing, personen, "inschrijfdatum", inschrijfdatum, moment)
    _realise(plaatsing, door, moment)
    report_plaatsing(Gebeurtenis.INGESCHREVEN_BRP, plaatsing, door, moment, personen=aantal)
    return Plaatsing.objects.get(pk=plaatsing.pk)


@one_transaction(Plaatsing)
def start_doorstroom(*, plaatsing: Plaatsing, door: Gebruiker, op: datetime | None = None) -> Plaatsing:
    """Who lives in a temporary home is matched again, to a home to stay; until that key they live where they live.

    Errors: ValidationError when there is no key, the lease is not temporary, the dossier is closed, or it began before.
    """
    moment = op or timezone.now()
    plaatsing = lock_plaatsing(plaatsing)
    require_key(plaatsing)
    if not plaatsing.tijdelijk_tot:
        raise ValidationError("Dit contract is niet tijdelijk. Doorstromen kan alleen vanuit een tijdelijke woning.")
    if plaatsing.doorstroom_op:
        raise Bezet("De doorstroom is al gestart. Het huishouden wacht op een vaste woning.")
    if is_closed(plaatsing.huishouden):
        raise Bezet(GESLOTEN)
    plaatsing.doorstroom_op, plaatsing.doorstroom_door = moment, door
    plaatsing.save(update_fields=["doorstroom_op", "doorstroom_door"])
    report_plaatsing(Gebeurtenis.DOORSTROOM_GESTART, plaatsing, door, moment)
    return Plaatsing.objects.get(pk=plaatsing.pk)


# --- It stops ---------------------------------------------------------------------------------------------------------
@one_transaction(Plaatsing, Voordracht)
def cancel_plaatsing(
    *, plaatsing: Plaatsing, reden: Reden, door: Gebruiker, toelichting: str = "", op: datetime | None = None
) -> Plaatsing:
    """The lease does not go on, before the key: what counted is reversed, the home and the household are free again.

    Errors: ValidationError when it was cancelled or ended already, the key was handed over (then it is ended, or its
    date corrected), or the reason asks for a note.
    """
    moment = op or timezone.now()
    plaatsing = lock_plaatsing(plaatsing)
    teruggeboekt = stop_plaatsing(plaatsing, reden=reden, toelichting=toelichting, door=door, op=moment)
    report_plaatsing(
        Gebeurtenis.PLAATSING_GEANNULEERD,
        plaatsing,
        door,
        moment,
        geteld=-teruggeboekt,
        reden=reden.code,
        klasse=reden.klasse,
    )
    return Plaatsing.objects.get(pk=plaatsing.pk)


@one_transaction(Plaatsing, Voordracht)
def end_plaatsing(
    *,
    plaatsing: Plaatsing,
    einddatum: date,
    door: Gebruiker,
    bestemming: str = "",
    toelichting: str = "",
    op: datetime | None = None,
) -> Plaatsing:
    """The household does not live there any more from this day; the home can be offered anew.

    In: where it went; a corporation does not know that, and then it follows from the dossier. ZOEKT waits for a home
    again (so its dossier is open), of VERTROKKEN the dossier is closed, DOORSTROOM is for who leaves a temporary home
    before the key of the next. Who counted still does (R-320). Errors: ValidationError when there is no key, it ended
    before, the day is before the key or in the future, or the destination cannot be.
    """
    moment = op or timezone.now()
    plaatsing = lock_plaatsing(plaatsing)
    require_key(plaatsing)
    if plaatsing.sleuteldatum and einddatum < plaatsing.sleuteldatum:
        raise ValidationError(
            {"einddatum": f"De sleutel is van {plaatsing.sleuteldatum:%d-%m-%Y}. Kies een latere dag."}
        )
    require_day(plaatsing, einddatum, moment, "einddatum")
    bestemming = bestemming or find_bestemming(plaatsing)
    require_bestemming(plaatsing, bestemming)
    plaatsing.toelichting = toelichting.strip()
    plaatsing.save(update_fields=["toelichting"])
    finish_plaatsing(plaatsing, einddatum=einddatum, bestemming=bestemming, door=door, op=moment)
    huishouden = plaatsing.huishouden
    woont_nog = huishouden.plaatsingen.lopend().exists()
    if bestemming == Bestemming.VERTROKKEN and not woont_nog and not is_closed(huishouden):
        make_sluiting(huishouden, door=door, op=moment)
    report_plaatsing(Gebeurtenis.PLAATSING_BEEINDIGD, plaatsing, door, moment, bestemming=bestemming)
    return Plaatsing.objects.get(pk=plaatsing.pk)


def _require_before_key(plaatsing: Plaatsing) -> None:
    require_running(plaatsing)
    if plaatsing.sleuteldatum:
        raise Bezet("Voor deze plaatsing is de sleutel al overgedragen.")


def _require_ingangsdatum(koppeldatum: date, ingangsdatum: date, vandaag: date) -> None:
    """A slip in the year would count people in the wrong half-year."""
    if ingangsdatum < koppeldatum:
        raise ValidationError(
            {"ingangsdatum": f"De koppeling is van {koppeldatum:%d-%m-%Y}: de huur kan niet eerder beginnen."}
        )
    if ingangsdatum > vandaag + VERSTE_HUUR:
        raise ValidationError({"ingangsdatum": "Deze dag ligt meer dan een jaar vooruit. Controleer het jaar."})


def _require_tijdelijk_tot(vorm: str, ingangsdatum: date, tijdelijk_tot: date | None) -> None:
    if tijdelijk_tot is None and vorm in TIJDELIJKE_VORMEN:
        naam = str(Vorm(vorm).label).lower()
        raise ValidationError({"tijdelijk_tot": f"Een {naam} is tijdelijk. Vul in tot en met welke dag de huur loopt."})
    if tijdelijk_tot and tijdelijk_tot <= ingangsdatum:
        raise ValidationError({"tijdelijk_tot": "Een tijdelijk contract eindigt na de eerste dag van de huur."})


# --- Parts ------------------------------------------------------------------------------------------------------------
def _find_vervangen(voordracht: Voordracht) -> Plaatsing | None:
    """The temporary home that the household leaves for this one."""
    if voordracht.bijzonder != Bijzonder.VERVANGT:
        return None
    tijdelijk = voordracht.huishouden.plaatsingen.lopend().exclude(doorstroom_op=None)
    return tijdelijk.filter(vervangen_door=None).first()


def _move_on(plaatsing: Plaatsing, sleuteldatum: date, door: Gebruiker, moment: datetime) -> dict[str, str | int]:
    """Leave the temporary home that this one follows, on the day of this key. Out: for the log line, which one."""
    vorige = plaatsing.vervangt
    if vorige is None:
        return {}
    if vorige.einddatum is None:
        if vorige.sleuteldatum and sleuteldatum < vorige.sleuteldatum:
            raise ValidationError(
                "Het huishouden kreeg de sleutel van de tijdelijke woning pas na deze dag. Kies een latere dag."
            )
        finish_plaatsing(vorige, einddatum=sleuteldatum, bestemming=Bestemming.DOORSTROOM, door=door, op=moment)
    afgemeld = dict(vorige.personen.exclude(afmelddatum=None).values_list("statushouder", "afmelddatum"))
    for persoon in plaatsing.personen.filter(statushouder__in=afgemeld):
        persoon.afmelddatum = afgemeld[persoon.statushouder_id]
        persoon.save(update_fields=["afmelddatum"])
    return {"vervangt": str(vorige.pk)}


def _date_personen(
    plaatsing: Plaatsing, personen: Collection[Plaatsingspersoon] | None, veld: str, datum: date, moment: datetime
) -> int:
    """Give these people of a locked plaatsing a date that they do not have yet. Out: how many."""
    require_key(plaatsing)
    open_ = plaatsing.personen.filter(**{veld: None})
    if not open_.exists():
        al = {"afmelddatum": "afgemeld bij COA", "inschrijfdatum": "ingeschreven in de BRP"}[veld]
        raise Bezet(f"Iedereen van deze plaatsing is al {al}.")
    require_day(plaatsing, datum, moment, veld)
    if personen is None:
        return open_.update(**{veld: datum})
    if not personen:
        raise ValidationError({"personen": "Kies voor wie dit geldt."})
    if open_.filter(pk__in=[persoon.pk for persoon in personen]).count() != len(personen):
        raise Bezet("Voor een van deze personen is dit al vastgelegd. Ververs de pagina.")
    return open_.filter(pk__in=[persoon.pk for persoon in personen]).update(**{veld: datum})


def _realise(plaatsing: Plaatsing, door: Gebruiker, moment: datetime) -> None:
    """Everyone has both dates: nothing is left but aftercare."""
    personen = plaatsing.personen.all()
    if personen and all(persoon.afmelddatum and persoon.inschrijfdatum for persoon in personen):
        plaatsing.gerealiseerd_op, plaatsing.gerealiseerd_door = moment, door
        plaatsing.save(update_fields=["gerealiseerd_op", "gerealiseerd_door"])
