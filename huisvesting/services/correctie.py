"""A date of a plaatsing that was wrong is put right: the old value stays readable and the ledger follows."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from huisvesting.models import (
    AanbodStatus,
    Bestemming,
    Hersteld,
    Plaatsing,
    Plaatsingscorrectie,
    PlaatsingStatus,
    Voordracht,
    Vorm,
    Woningaanbod,
)
from huisvesting.services.plaatsing_basis import (
    TIJDELIJKE_VORMEN,
    report_plaatsing,
    require_day,
    require_running,
    undo_nazorg,
)
from huisvesting.services.slot import lock_aanbod, lock_plaatsing
from huisvesting.services.telling import judge_bronnen, recount_bronnen
from samenwerking.basis.constraints import Bezet, one_transaction
from samenwerking.models import Actielijst, Gebeurtenis, Gebruiker
from samenwerking.services.actie import drop_acties, revive_acties

PER_PERSOON = (Hersteld.AFMELDDATUM, Hersteld.INSCHRIJFDATUM)


@one_transaction(Plaatsing, Plaatsingscorrectie, Voordracht)
def correct_plaatsing(
    *,
    plaatsing: Plaatsing,
    veld: Hersteld,
    oud: date,
    nieuw: date | None,
    reden: str,
    door: Gebruiker,
    op: datetime | None = None,
) -> Plaatsing:
    """The opgavemanager puts a date right, or takes it away with what followed from it (workflow.md 5.4).

    In: `oud`, the date that stands there now: a checkout or registration is put right for everyone who has that date;
    `nieuw`, None to take it away. What counted on another day is taken back and booked anew, a closed half-year in the
    open one. Out: the plaatsing; the old value is in its `correcties`. Errors: ValidationError without a reason, when
    the date is another by now, or when the new one cannot be.
    """
    moment = op or timezone.now()
    veld = Hersteld(veld)
    plaatsing = _lock(plaatsing)
    if plaatsing.geannuleerd_op:
        require_running(plaatsing)
    if not reden.strip():
        raise ValidationError({"reden": "Schrijf op waarom de datum niet klopte."})
    if oud not in current_dates(plaatsing, veld):
        raise Bezet("Deze datum is intussen anders. Bekijk de plaatsing en kies opnieuw.")
    if nieuw == oud:
        raise ValidationError({"nieuw": "Deze datum staat er al."})
    personen = list(plaatsing.personen.select_related("statushouder"))
    eerst = judge_bronnen(personen, op=moment)
    if nieuw is None:
        _take_away(plaatsing, veld, oud, timezone.localdate(moment))
    else:
        _put_right(plaatsing, veld, oud, nieuw, moment)
    if veld == Hersteld.SLEUTELDATUM and nieuw is None:
        drop_acties(plaatsing, Actielijst.NAZORG, door=door, op=moment)
    correctie = Plaatsingscorrectie.objects.create(
        plaatsing=plaatsing,
        veld=veld,
        oud=oud,
        nieuw=nieuw,
        reden=reden.strip(),
        hersteld_op=moment,
        hersteld_door=door,
    )
    geteld = recount_bronnen(personen, eerst, reden=f"Hersteld: {veld.label}", door=door, op=moment)
    report_plaatsing(
        Gebeurtenis.PLAATSING_HERSTELD, plaatsing, door, moment, correctie=correctie.pk, veld=veld, geteld=geteld
    )
    return Plaatsing.objects.get(pk=plaatsing.pk)


def current_dates(plaatsing: Plaatsing, veld: Hersteld) -> list[date]:
    """What stands there now and can be put right; of the people every date that occurs, the earliest first."""
    if veld in PER_PERSOON:
        return sorted({datum for persoon in plaatsing.personen.all() if (datum := getattr(persoon, veld))})
    datum = getattr(plaatsing, veld)
    return [datum] if datum else []


def _lock(plaatsing: Plaatsing) -> Plaatsing:
    """The plaatsing, with its home and that of the temporary one that it follows locked in one order."""
    for aanbod in Woningaanbod.objects.filter(
        Q(plaatsingen=plaatsing) | Q(plaatsingen__vervangen_door=plaatsing)
    ).order_by("pk"):
        lock_aanbod(aanbod)
    return lock_plaatsing(plaatsing)


# --- Another date -----------------------------------------------------------------------------------------------------
def _put_right(plaatsing: Plaatsing, veld: Hersteld, oud: date, nieuw: date, moment: datetime) -> None:
    if veld == Hersteld.INGANGSDATUM:
        _require_ingang(plaatsing, oud, nieuw)
    elif veld == Hersteld.TIJDELIJK_TOT:
        _require_tijdelijk(plaatsing, nieuw)
    else:
        require_day(plaatsing, nieuw, moment, veld)
    if veld == Hersteld.SLEUTELDATUM:
        _require_sleutel(plaatsing, nieuw)
        _move_einde_vorige(plaatsing, nieuw)
    _store(plaatsing, veld, oud, nieuw)


def _require_ingang(plaatsing: Plaatsing, oud: date, nieuw: date) -> None:
    if plaatsing.sleuteldatum and nieuw > plaatsing.sleuteldatum:
        raise ValidationError(
            {"nieuw": f"De sleutel is van {plaatsing.sleuteldatum:%d-%m-%Y}: de huur kan niet later beginnen."}
        )
    eerder = [d for veld in PER_PERSOON for d in current_dates(plaatsing, veld) if oud <= d < nieuw]
    if eerder:
        raise ValidationError(
            {"nieuw": f"Er is al iemand afgemeld of ingeschreven op {eerder[0]:%d-%m-%Y}. Herstel eerst die datum."}
        )
    if plaatsing.tijdelijk_tot and nieuw >= plaatsing.tijdelijk_tot:
        raise ValidationError(
            {"nieuw": f"Het contract loopt tot en met {plaatsing.tijdelijk_tot:%d-%m-%Y}. Kies een eerdere dag."}
        )


def _require_tijdelijk(plaatsing: Plaatsing, nieuw: date) -> None:
    """A temporary lease may well end later: it was extended. Never before the household had its key."""
    begin = plaatsing.sleuteldatum or plaatsing.ingangsdatum
    if nieuw <= begin:
        raise ValidationError({"nieuw": f"Het contract loopt langer dan tot {begin:%d-%m-%Y}. Kies een latere dag."})


def _require_sleutel(plaatsing: Plaatsing, nieuw: date) -> None:
    if plaatsing.einddatum and nieuw > plaatsing.einddatum:
        raise ValidationError({"nieuw": f"De huur eindigde op {plaatsing.einddatum:%d-%m-%Y}. Kies een eerdere dag."})
    vorige = plaatsing.vervangt
    if vorige and vorige.sleuteldatum and nieuw < vorige.sleuteldatum:
        raise ValidationError(
            {"nieuw": f"De vorige sleutel is van {vorige.sleuteldatum:%d-%m-%Y}. Kies die dag of later."}
        )


def _move_einde_vorige(plaatsing: Plaatsing, nieuw: date) -> None:
    """The temporary home ended on the day of this key, and still does."""
    vorige = plaatsing.vervangt
    if vorige and vorige.bestemming == Bestemming.DOORSTROOM and vorige.einddatum == plaatsing.sleuteldatum:
        vorige.einddatum = nieuw
        vorige.save(update_fields=["einddatum"])


def _store(plaatsing: Plaatsing, veld: Hersteld, oud: date, nieuw: date | None) -> None:
    if veld in PER_PERSOON:
        plaatsing.personen.filter(**{veld: oud}).update(**{veld: nieuw})
    else:
        setattr(plaatsing, veld, nieuw)
        plaatsing.save(update_fields=[veld])


# --- No date ----------------------------------------------------------------------------------------------------------
def _take_away(plaatsing: Plaatsing, veld: Hersteld, oud: date, vandaag: date) -> None:
    """Back to the state before."""
    require_running(plaatsing)
    if veld == Hersteld.INGANGSDATUM:
        raise ValidationError(
            {"nieuw": "Een huurcontract heeft een eerste dag. Gaat de huur niet door? Annuleer dan de plaatsing."}
        )
    if plaatsing.status == PlaatsingStatus.AFGEROND:
        raise ValidationError("De nazorg is afgerond. U kunt een datum verbeteren, niet weghalen.")
    if veld == Hersteld.SLEUTELDATUM:
        _take_away_sleutel(plaatsing, vandaag)
    elif veld == Hersteld.TIJDELIJK_TOT:
        _require_blijvend(plaatsing)
    elif plaatsing.gerealiseerd_op:
        plaatsing.gerealiseerd_op = plaatsing.gerealiseerd_door = None
        plaatsing.save(update_fields=["gerealiseerd_op", "gerealiseerd_door"])
    _store(plaatsing, veld, oud, None)


def _take_away_sleutel(plaatsing: Plaatsing, vandaag: date) -> None:
    """As if the key was never handed over: the temporary home before it goes on."""
    if plaatsing.doorstroom_op:
        raise ValidationError("De doorstroom uit deze woning is al gestart. U kunt de datum verbeteren, niet weghalen.")
    vorige = plaatsing.vervangt
    if vorige:
        _undo_move(plaatsing, vorige, vandaag)
    if plaatsing.personen.exclude(afmelddatum=None, inschrijfdatum=None).exists():
        raise ValidationError("Haal eerst de afmelding bij COA en de inschrijving in de BRP weg.")
    undo_nazorg(plaatsing)


def _require_blijvend(plaatsing: Plaatsing) -> None:
    if plaatsing.vorm in TIJDELIJKE_VORMEN:
        naam = Vorm(plaatsing.vorm).label.lower()
        raise ValidationError({"nieuw": f"Een {naam} is altijd tijdelijk. Vul in tot en met welke dag de huur loopt."})
    if plaatsing.doorstroom_op:
        raise ValidationError("De doorstroom uit deze woning is al gestart. U kunt de datum verbeteren, niet weghalen.")


# An offer in which nobody lives or lived: the home may be lived in as before.
NOOIT_BEWOOND = (AanbodStatus.INGETROKKEN, AanbodStatus.ONGESCHIKT, AanbodStatus.VERLOPEN)


def _undo_move(plaatsing: Plaatsing, vorige: Plaatsing, vandaag: date) -> None:
    """What the key brought along goes back with it: the end of the temporary home, its checkouts and its acties."""
    afgemeld = dict(vorige.personen.exclude(afmelddatum=None).values_list("statushouder", "afmelddatum"))
    for persoon in plaatsing.personen.filter(statushouder__in=afgemeld):
        if persoon.afmelddatum == afgemeld[persoon.statushouder_id]:
            persoon.afmelddatum = None
            persoon.save(update_fields=["afmelddatum"])
    if vorige.bestemming != Bestemming.DOORSTROOM or vorige.einddatum != plaatsing.sleuteldatum:
        return
    opnieuw = Woningaanbod.objects.filter(woning=vorige.aanbod.woning_id, ingevoerd_op__gt=vorige.beeindigd_op)
    if opnieuw.with_status(vandaag).exclude(Q(status__in=NOOIT_BEWOOND)).exists():
        raise ValidationError(
            "De tijdelijke woning is al opnieuw gemeld. Laat de corporatie die melding intrekken: dan woont het "
            "huishouden daar weer."
        )
    revive_acties(vorige, vervallen_op=vorige.beeindigd_op)
    vorige.einddatum = vorige.beeindigd_op = vorige.beeindigd_door = None
    vorige.bestemming = ""
    vorige.save(update_fields=["einddatum", "beeindigd_op", "beeindigd_door", "bestemming"])
    if not vorige.afgerond_op:
        Voordracht.objects.filter(pk=vorige.voordracht_id).update(afgerond_op=None, afgerond_door=None)
