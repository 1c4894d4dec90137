"""Series of meetings: made, changed and ended. Each event plans or cancels the meetings that follow from it."""

from collections.abc import Collection
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from samenwerking.basis.constraints import one_transaction
from samenwerking.models import Gebeurtenis, Gebruiker, Gemeente, Overleg, Overlegreeks, Overlegsoort, Woningcorporatie
from samenwerking.services.logboek import log
from samenwerking.services.overleg import VOORBIJ, lock_reeks, plan_ahead
from samenwerking.services.uitnodiging import Nieuws, find_deelnemers, find_mogelijke, tell_reeks


@one_transaction(Overlegreeks, Overleg)
def make_overlegreeks(
    *,
    gemeente: Gemeente,
    soort: str,
    naam: str,
    eerste_op: datetime,
    door: Gebruiker,
    corporatie: Woningcorporatie | None = None,
    elke_weken: int | None = None,
    duur_minuten: int = 60,
    plaats: str = "",
    deelnemers: Collection[Gebruiker] = (),
    op: datetime | None = None,
) -> Overlegreeks:
    """A new series, with its first meeting and all others within eight weeks. In: without `elke_weken` only the first.

    Errors: ValidationError without a name, for a first time that has passed, with a corporation that does not belong to
    the kind or the gemeente, or with a participant who may not read it.
    """
    moment = op or timezone.now()
    if eerste_op <= moment:
        raise ValidationError({"datum": VOORBIJ})
    _require_corporatie(soort, gemeente, corporatie)
    _require_deelnemers(soort, gemeente, corporatie, deelnemers, timezone.localdate(moment))
    naam = _require_naam(naam, gemeente)
    reeks = Overlegreeks.objects.create(
        gemeente=gemeente,
        soort=soort,
        corporatie=corporatie,
        naam=naam,
        elke_weken=elke_weken,
        eerste_op=eerste_op,
        duur_minuten=duur_minuten,
        plaats=plaats.strip(),
        gemaakt_op=moment,
        gemaakt_door=door,
    )
    reeks.deelnemers.set(deelnemers)
    gepland = plan_ahead(reeks, door=door, op=moment)
    _log(Gebeurtenis.OVERLEGREEKS_GEMAAKT, reeks, door=door, op=moment, aantal=len(gepland))
    tell_reeks(Nieuws.GEPLAND, reeks, gepland, door=door, op=moment)
    return reeks


@one_transaction(Overlegreeks)
def change_overlegreeks(
    *,
    reeks: Overlegreeks,
    naam: str,
    duur_minuten: int,
    plaats: str,
    deelnemers: Collection[Gebruiker],
    door: Gebruiker,
    op: datetime | None = None,
) -> Overlegreeks:
    """Another name, duration, place, or other participants; the meetings to come follow, except those that had a place
    or duration of their own. Another rhythm is another series.

    Errors: ValidationError without a name or with a participant who may not read it, `Bezet` when it ended.
    """
    moment = op or timezone.now()
    reeks = lock_reeks(reeks)
    dag, plaats = timezone.localdate(moment), plaats.strip()
    _require_deelnemers(reeks.soort, reeks.gemeente, reeks.corporatie, deelnemers, dag)
    naam = _require_naam(naam, reeks.gemeente, behalve=reeks)
    komend = reeks.overleggen.komend(moment)
    komend.filter(plaats=reeks.plaats).update(plaats=plaats)
    komend.filter(duur_minuten=reeks.duur_minuten).update(duur_minuten=duur_minuten)
    vorige, stond = find_deelnemers(reeks, dag), (reeks.naam, reeks.duur_minuten, reeks.plaats)
    reeks.naam, reeks.duur_minuten, reeks.plaats = naam, duur_minuten, plaats
    reeks.save(update_fields=["naam", "duur_minuten", "plaats"])
    reeks.deelnemers.set(deelnemers)
    _log(Gebeurtenis.OVERLEGREEKS_GEWIJZIGD, reeks, door=door, op=moment, aantal=len(deelnemers))
    anders = stond != (naam, duur_minuten, plaats)
    for nieuws, ontvangers in {
        Nieuws.GEWIJZIGD: [mens for mens in vorige if mens in deelnemers and anders],
        Nieuws.ERBIJ: [mens for mens in deelnemers if mens not in vorige],
        Nieuws.WEG: [mens for mens in vorige if mens not in deelnemers],
    }.items():
        tell_reeks(nieuws, reeks, komend, door=door, op=moment, ontvangers=ontvangers)
    return reeks


@one_transaction(Overlegreeks)
def end_overlegreeks(*, reeks: Overlegreeks, door: Gebruiker, op: datetime | None = None) -> Overlegreeks:
    """The series stops, and what was still to come does not go on; what was held stays. Errors: `Bezet` when it ended
    already."""
    moment = op or timezone.now()
    reeks = lock_reeks(reeks)
    komend = list(reeks.overleggen.komend(moment))
    Overleg.objects.filter(pk__in=[overleg.pk for overleg in komend]).update(afgezegd_op=moment, afgezegd_door=door)
    reeks.beeindigd_op, reeks.beeindigd_door = moment, door
    reeks.save(update_fields=["beeindigd_op", "beeindigd_door"])
    _log(Gebeurtenis.OVERLEGREEKS_BEEINDIGD, reeks, door=door, op=moment, aantal=len(komend))
    tell_reeks(Nieuws.AFGEZEGD, reeks, komend, door=door, op=moment)
    return reeks


def _require_naam(naam: str, gemeente: Gemeente, behalve: Overlegreeks | None = None) -> str:
    if not naam.strip():
        raise ValidationError({"naam": "Geef het overleg een naam."})
    zelfde = Overlegreeks.objects.lopend().filter(gemeente=gemeente, naam=naam.strip())
    if any(reeks != behalve for reeks in zelfde):
        raise ValidationError({"naam": "Er is al een overleg met deze naam."})
    return naam.strip()


def _require_corporatie(soort: str, gemeente: Gemeente, corporatie: Woningcorporatie | None) -> None:
    if (soort == Overlegsoort.AMBTELIJK) != (corporatie is not None):
        raise ValidationError({"corporatie": "Kies bij een ambtelijk overleg een corporatie, en anders niet."})
    if corporatie and not gemeente.corporaties.filter(pk=corporatie.pk).exists():
        raise ValidationError({"corporatie": "Kies een corporatie die in deze gemeente werkt."})


def _require_deelnemers(
    soort: str,
    gemeente: Gemeente,
    corporatie: Woningcorporatie | None,
    deelnemers: Collection[Gebruiker],
    peildatum: date,
) -> None:
    anders = set(deelnemers) - set(find_mogelijke(soort, gemeente, corporatie, peildatum))
    if anders:
        namen = ", ".join(sorted(mens.naam for mens in anders))
        raise ValidationError({"deelnemers": f"Dit overleg is niet voor {namen}. Kies anderen."})


def _log(gebeurtenis: Gebeurtenis, reeks: Overlegreeks, *, door: Gebruiker, op: datetime, aantal: int) -> None:
    log(gebeurtenis, onderwerp=reeks, door=door, op=op, gegevens={"soort": reeks.soort, "aantal": aantal})
