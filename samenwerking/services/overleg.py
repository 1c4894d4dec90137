"""Meetings: planned by hand or by their series, moved, cancelled, and closed with their minutes (R-703)."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone

from samenwerking.basis.constraints import Bezet, one_transaction
from samenwerking.models import Gebeurtenis, Gebruiker, Overleg, Overlegreeks
from samenwerking.regels.escalatie import holds_naam
from samenwerking.regels.overleg import VOORUIT, list_momenten
from samenwerking.services.bericht import Tekst, write_berichten
from samenwerking.services.logboek import log
from samenwerking.services.uitnodiging import Nieuws, find_deelnemers, find_mogelijke, tell_overleg, tell_reeks

VOORBIJ = "Dit moment is al voorbij. Kies een later moment."
GEEN_NAMEN = "Noem geen namen of V-nummers van statushouders. Schrijf bijvoorbeeld: een gezin van vier."


# --- Inside the event of another service ------------------------------------------------------------------------------
def lock_reeks(reeks: Overlegreeks) -> Overlegreeks:
    """The series as it is now, locked. Errors: `Bezet` when it ended."""
    rijen = Overlegreeks.objects.select_for_update(of=("self",)).select_related("gemeente", "corporatie")
    reeks = rijen.get(pk=reeks.pk)
    if reeks.beeindigd_op:
        raise Bezet("Dit overleg is beëindigd.")
    return reeks


def lock_overleg(overleg: Overleg) -> Overleg:
    """The meeting as it is now, locked. Errors: `Bezet` when it was cancelled, or when its minutes are settled: then
    nothing of it changes any more."""
    rijen = Overleg.objects.select_for_update(of=("self",)).select_related("reeks__gemeente", "reeks__corporatie")
    overleg = rijen.get(pk=overleg.pk)
    if overleg.afgezegd_op:
        raise Bezet("Dit overleg is afgezegd.")
    if overleg.verslag_op:
        raise Bezet("Het verslag van dit overleg is vastgesteld. Er verandert niets meer aan.")
    return overleg


def plan_ahead(reeks: Overlegreeks, *, door: Gebruiker, op: datetime) -> list[Overleg]:
    """Plan what comes within eight weeks of a series that comes back; of a new one always the first. Out: the meetings.

    Whoever plans in a series plans all of that first, so since the last time that someone did, everything within eight
    weeks of it was planned: what was moved or cancelled since does not come back.
    """
    laatst = reeks.overleggen.aggregate(op=Max("gepland_op"))["op"]
    eerste, tot = timezone.localtime(reeks.eerste_op), op.astimezone(UTC) + VOORUIT
    na = laatst.astimezone(UTC) + VOORUIT if laatst else eerste
    momenten = [] if laatst else [eerste]
    if reeks.elke_weken:
        momenten += list_momenten(eerste, reeks.elke_weken, na=max(na, op, eerste), tot=tot)
    bezet = set(reeks.overleggen.filter(afgezegd_op=None, begint_op__in=momenten).values_list("begint_op", flat=True))
    return [_make(reeks, moment, door=door, op=op) for moment in momenten if moment not in bezet]


# --- Events of their own ----------------------------------------------------------------------------------------------
@one_transaction(Overleg)
def plan_overleg(
    *,
    reeks: Overlegreeks,
    begint_op: datetime,
    door: Gebruiker,
    duur_minuten: int | None = None,
    plaats: str | None = None,
    op: datetime | None = None,
) -> Overleg:
    """One more meeting of a series. In: without a duration or a place, those of the series.

    Errors: ValidationError for a moment that has passed, `Bezet` when the series ended or meets then already.
    """
    moment = op or timezone.now()
    reeks = lock_reeks(reeks)
    _require_komend(begint_op, moment)
    gepland = plan_ahead(reeks, door=door, op=moment)
    _require_vrij(reeks, begint_op)
    overleg = _make(reeks, begint_op, door=door, op=moment, duur_minuten=duur_minuten, plaats=plaats)
    log(Gebeurtenis.OVERLEG_GEPLAND, onderwerp=overleg, door=door, op=moment, gegevens={"aantal": len(gepland) + 1})
    if gepland:
        tell_reeks(Nieuws.GEPLAND, reeks, [*gepland, overleg], door=door, op=moment)
    else:
        tell_overleg(Nieuws.GEPLAND, overleg, door=door, op=moment)
    return overleg


@one_transaction(Overleg)
def extend_reeks(*, reeks: Overlegreeks, door: Gebruiker, op: datetime | None = None) -> list[Overleg]:
    """Plan what has come within eight weeks of this series by now. Out: the meetings, none when nothing has: then
    nothing is written either. Errors: `Bezet` when it ended."""
    moment = op or timezone.now()
    reeks = lock_reeks(reeks)
    gepland = plan_ahead(reeks, door=door, op=moment)
    if gepland:
        log(Gebeurtenis.OVERLEG_GEPLAND, onderwerp=reeks, door=door, op=moment, gegevens={"aantal": len(gepland)})
        tell_reeks(Nieuws.GEPLAND, reeks, gepland, door=door, op=moment)
    return gepland


def extend_reeksen(*, op: datetime | None = None) -> int:
    """`extend_reeks` for every series that comes back. Out: how many meetings were planned; again: 0."""
    moment, systeem, aantal = op or timezone.now(), Gebruiker.objects.systeem(), 0
    for reeks in Overlegreeks.objects.lopend().exclude(elke_weken=None):
        try:
            aantal += len(extend_reeks(reeks=reeks, door=systeem, op=moment))
        except Bezet:
            continue  # ended, or planned by someone at this very moment
    return aantal


@one_transaction(Overleg)
def move_overleg(
    *,
    overleg: Overleg,
    begint_op: datetime,
    duur_minuten: int,
    plaats: str,
    door: Gebruiker,
    op: datetime | None = None,
) -> Overleg:
    """To another moment, or another place. Errors: ValidationError for a moment that has passed or when nothing
    changes, `Bezet` when the series meets then already or when this meeting was held or cancelled."""
    moment = op or timezone.now()
    overleg = lock_overleg(overleg)
    _require_komend(begint_op, moment)
    plaats = plaats.strip()
    if (begint_op, duur_minuten, plaats) == (overleg.begint_op, overleg.duur_minuten, overleg.plaats):
        raise ValidationError("Er verandert niets. Kies een ander moment of een andere plaats.")
    if begint_op != overleg.begint_op:
        _require_vrij(overleg.reeks, begint_op)
    van = overleg.begint_op
    overleg.begint_op, overleg.duur_minuten, overleg.plaats = begint_op, duur_minuten, plaats
    overleg.save(update_fields=["begint_op", "duur_minuten", "plaats"])
    gegevens = {"van": van.isoformat(), "naar": begint_op.isoformat()}
    log(Gebeurtenis.OVERLEG_VERPLAATST, onderwerp=overleg, door=door, op=moment, gegevens=gegevens)
    tell_overleg(Nieuws.GEWIJZIGD, overleg, door=door, op=moment)
    return overleg


@one_transaction(Overleg)
def cancel_overleg(*, overleg: Overleg, door: Gebruiker, op: datetime | None = None) -> Overleg:
    """It does not go on. Errors: ValidationError when something was said in it already, `Bezet` when it was held or
    cancelled."""
    moment = op or timezone.now()
    overleg = lock_overleg(overleg)
    if overleg.punten.exclude(notulen="").exists():
        raise ValidationError("Er is al opgeschreven wat is besproken. Stel het verslag vast.")
    overleg.afgezegd_op, overleg.afgezegd_door = moment, door
    overleg.save(update_fields=["afgezegd_op", "afgezegd_door"])
    log(Gebeurtenis.OVERLEG_AFGEZEGD, onderwerp=overleg, door=door, op=moment)
    tell_overleg(Nieuws.AFGEZEGD, overleg, door=door, op=moment)
    overleg.refresh_from_db(fields=["status"])
    return overleg


@one_transaction(Overleg)
def settle_verslag(
    *,
    overleg: Overleg,
    door: Gebruiker,
    aanwezigen: Iterable[Gebruiker] = (),
    verslag: str = "",
    op: datetime | None = None,
) -> Overleg:
    """The meeting was held: who were there, and from now on nothing of it changes.

    Errors: ValidationError before the day of the meeting, with nobody there, with someone who may not read it, or when
    the text names someone; `Bezet` when another settled or cancelled it.
    """
    moment = op or timezone.now()
    overleg, aanwezigen = lock_overleg(overleg), list(aanwezigen)
    vandaag, reeks = timezone.localdate(moment), overleg.reeks
    if timezone.localdate(overleg.begint_op) > vandaag:
        raise ValidationError("Dit overleg moet nog komen. U stelt het verslag vast als het geweest is.")
    if not aanwezigen:
        raise ValidationError({"aanwezigen": "Kies wie er waren."})
    if set(aanwezigen) - set(find_mogelijke(reeks.soort, reeks.gemeente, reeks.corporatie, vandaag)):
        raise ValidationError({"aanwezigen": "Kies alleen mensen die bij dit overleg horen."})
    if holds_naam(verslag, ()):
        raise ValidationError({"verslag": GEEN_NAMEN})
    overleg.verslag, overleg.verslag_op, overleg.verslag_door = verslag.strip(), moment, door
    overleg.save(update_fields=["verslag", "verslag_op", "verslag_door"])
    overleg.aanwezigen.set(aanwezigen)
    log(
        Gebeurtenis.OVERLEG_VERSLAG,
        onderwerp=overleg,
        door=door,
        op=moment,
        gegevens={"aanwezigen": len(aanwezigen), "punten": overleg.punten.actueel().count()},
    )
    _tell_verslag(overleg, door=door, op=moment)
    overleg.refresh_from_db(fields=["status"])
    return overleg


# --- Steps ------------------------------------------------------------------------------------------------------------
def _make(
    reeks: Overlegreeks,
    begint_op: datetime,
    *,
    door: Gebruiker,
    op: datetime,
    duur_minuten: int | None = None,
    plaats: str | None = None,
) -> Overleg:
    return Overleg.objects.create(
        reeks=reeks,
        begint_op=begint_op,
        duur_minuten=duur_minuten or reeks.duur_minuten,
        plaats=reeks.plaats if plaats is None else plaats.strip(),
        gepland_op=op,
        gepland_door=door,
    )


def _require_komend(begint_op: datetime, op: datetime) -> None:
    if begint_op <= op:
        raise ValidationError({"datum": VOORBIJ})


def _require_vrij(reeks: Overlegreeks, begint_op: datetime) -> None:
    if reeks.overleggen.filter(afgezegd_op=None, begint_op=begint_op).exists():
        raise Bezet({"datum": "Dit overleg staat al op dat moment gepland."})


def _tell_verslag(overleg: Overleg, *, door: Gebruiker, op: datetime) -> None:
    reeks = overleg.reeks
    dag = timezone.localtime(overleg.begint_op)
    tekst = f"Het verslag van {reeks} van {dag:%d-%m-%Y} is vastgesteld. U leest het in Thuisgever."
    write_berichten(
        [mens for mens in find_deelnemers(reeks, timezone.localdate(op)) if mens != door],
        sleutel=f"verslag:{overleg.pk}",
        tekst=Tekst("Verslag vastgesteld", tekst, overleg.get_absolute_url()),
        door=door,
        op=op,
    )
