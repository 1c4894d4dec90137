"""Stays that are no plaatsing of ours: recorded, ended, and an amv's move to another gemeente reported to COA."""

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from huisvesting.models import Huishouden, Instroom, Plaatsing, Statushouder, Verblijf
from huisvesting.services.slot import lock_huishouden
from huisvesting.services.teldossier import load_dossiers, load_kader
from huisvesting.services.telling import count_personen, uncount_bronnen
from samenwerking.basis.constraints import Bezet, one_transaction
from samenwerking.models import Gebeurtenis, Gebruiker, Gemeente
from samenwerking.services.logboek import log
from taakstelling.models import Realisatie
from taakstelling.regels.telregels import AMV_VERHUIZING, TERUG_NAAR_OPVANG, Persoonssoort, Woonvorm, judge
from taakstelling.services.realisatie import reverse_realisatie


@one_transaction(Verblijf, Realisatie)
def register_verblijf(
    *,
    personen: Sequence[Statushouder],
    vorm: Woonvorm,
    van: date,
    door: Gebruiker,
    gemeente: Gemeente | None = None,
    op: datetime | None = None,
) -> list[Verblijf]:
    """People of one household live somewhere from `van` on; a stay that ran until then ends there.

    In: `gemeente` where it is, empty for the gemeente to which COA linked them. Out: one stay for each; who counts by
    the telregel of `vorm` is booked. Errors: ValidationError when there is nobody, they are of different households,
    the day is in the future, or not after the beginning of the stay that runs.
    """
    moment = op or timezone.now()
    huishouden = _lock_huishouden_of(personen)
    _require_past(van, moment, "dag waarop het verblijf begint")
    lopend = list(Verblijf.objects.lopend().filter(statushouder__in=personen))
    for verblijf in lopend:
        if verblijf.van >= van:
            raise ValidationError(
                f"Een van deze personen woont al sinds {verblijf.van:%d-%m-%Y} in ‘{verblijf}’. Kies een latere dag."
            )
    Verblijf.objects.filter(pk__in=[v.pk for v in lopend]).update(tot=van, beeindigd_op=moment, beeindigd_door=door)
    elders = None if gemeente == huishouden.gemeente else gemeente
    verblijven = Verblijf.objects.bulk_create(
        Verblijf(statushouder=persoon, vorm=vorm, gemeente=elders, van=van, vastgelegd_op=moment, vastgelegd_door=door)
        for persoon in personen
    )
    geteld = count_personen(personen, door=door, op=moment)
    gegevens = {
        "vorm": str(vorm),
        "gemeente": (elders or huishouden.gemeente).code,
        "van": str(van),
        "personen": len(verblijven),
        "geteld": geteld,
    }
    log(Gebeurtenis.VERBLIJF_VASTGELEGD, onderwerp=huishouden, door=door, op=moment, gegevens=gegevens)
    return verblijven


@one_transaction(Verblijf, Realisatie)
def end_verblijf(
    *, verblijf: Verblijf, tot: date, door: Gebruiker, naar_opvang: bool = False, op: datetime | None = None
) -> Verblijf:
    """The person does not live there any more from `tot` on. Who went back to reception counts no longer (R-322).

    Errors: ValidationError when it ended already, or the day is in the future or not after its beginning.
    """
    moment = op or timezone.now()
    huishouden, verblijf = _lock_verblijf(verblijf)
    if verblijf.tot:
        raise Bezet(f"Dit verblijf eindigde al op {verblijf.tot:%d-%m-%Y}.")
    _require_past(tot, moment, "dag waarop het verblijf eindigt")
    if tot <= verblijf.van:
        raise ValidationError(f"Het verblijf begon op {verblijf.van:%d-%m-%Y}. Kies een latere dag.")
    verblijf.tot, verblijf.naar_opvang = tot, naar_opvang
    verblijf.beeindigd_op, verblijf.beeindigd_door = moment, door
    verblijf.save(update_fields=["tot", "naar_opvang", "beeindigd_op", "beeindigd_door"])
    teruggeboekt = 0
    if naar_opvang:
        teruggeboekt = uncount_bronnen([verblijf], reden=TERUG_NAAR_OPVANG.reden, door=door, op=moment)
    gegevens = {"vorm": verblijf.vorm, "tot": str(tot), "naar_opvang": naar_opvang, "geteld": -teruggeboekt}
    log(Gebeurtenis.VERBLIJF_BEEINDIGD, onderwerp=huishouden, door=door, op=moment, gegevens=gegevens)
    return verblijf


def leave_verblijven(plaatsing: Plaatsing, sleuteldatum: date, *, door: Gebruiker, op: datetime) -> int:
    """Who lived in a hotel or with guests lives in the home from the key on; part of the event of the key, which writes
    the log line. A stay of a later day was recorded knowingly, and goes on. Out: how many ended."""
    lopend = Verblijf.objects.lopend().filter(statushouder__plaatsingen__plaatsing=plaatsing, van__lt=sleuteldatum)
    return lopend.update(tot=sleuteldatum, beeindigd_op=op, beeindigd_door=door)


@one_transaction(Verblijf, Realisatie)
def report_verhuizing_amv(
    *, verblijf: Verblijf, melddatum: date, door: Gebruiker, op: datetime | None = None
) -> Verblijf:
    """The gemeente where an amv moved to reported it to COA: -1 for the old gemeente and +1 for the new one (R-307).

    Errors: ValidationError when the person is no amv, lives in the own gemeente, counts there already (R-308), it was
    reported before, the stay does not count, or the day is in the future or before the stay.
    """
    moment = op or timezone.now()
    huishouden, verblijf = _lock_verblijf(verblijf)
    _require_past(melddatum, moment, "dag van de melding")
    (dossier,) = load_dossiers([verblijf.statushouder_id], lock=True)
    _require_reportable(verblijf, melddatum, dossier.persoon, dossier.staand)
    verblijf.melddatum, verblijf.gemeld_op, verblijf.gemeld_door = melddatum, moment, door
    verblijf.save(update_fields=["melddatum", "gemeld_op", "gemeld_door"])
    oud = dossier.staand
    if oud:
        reverse_realisatie(realisatie=oud, reden=AMV_VERHUIZING.reden, door=door, op=moment)
    count_personen([dossier.persoon], door=door, op=moment)
    naar = dossier.gemeenten[verblijf.gemeente_id or huishouden.gemeente_id]
    gegevens = {"van": oud.gemeente.code if oud else "", "naar": naar.code, "melddatum": str(melddatum)}
    log(Gebeurtenis.VERHUIZING_GEMELD, onderwerp=huishouden, door=door, op=moment, gegevens=gegevens)
    return verblijf


@one_transaction(Statushouder, Realisatie)
def change_instroom(
    *, persoon: Statushouder, instroom: Instroom, door: Gebruiker, op: datetime | None = None
) -> Statushouder:
    """How this person came to the Netherlands was recorded wrongly: what counts by another rule is booked anew.

    Errors: ValidationError when it says so already.
    """
    moment = op or timezone.now()
    huishouden = _lock_huishouden_of([persoon])
    persoon = Statushouder.objects.get(pk=persoon.pk)
    if persoon.instroom == instroom:
        raise ValidationError(f"‘{Instroom(instroom).label}’ stond er al.")
    persoon.instroom = instroom
    persoon.save(update_fields=["instroom"])
    (dossier,) = load_dossiers([persoon.pk], lock=True)
    if staand := dossier.staand:
        weging = dossier.weigh(load_kader(), dossier.plek_of(staand), timezone.localdate(moment))
        if not weging.oordeel.telt or weging.gemeente != staand.gemeente_id:
            reverse_realisatie(realisatie=staand, reden="Andere instroom", door=door, op=moment)
    geteld = count_personen([persoon], door=door, op=moment)
    gegevens = {"instroom": str(instroom), "geteld": geteld}
    log(Gebeurtenis.INSTROOM_GEWIJZIGD, onderwerp=huishouden, door=door, op=moment, gegevens=gegevens)
    return persoon


def _lock_huishouden_of(personen: Sequence[Statushouder]) -> Huishouden:
    """The one household of these people, locked."""
    if not personen:
        raise ValidationError("Kies voor wie het verblijf is.")
    huishouden = lock_huishouden(personen[0].huishouden)
    if huishouden.personen.filter(pk__in=[p.pk for p in personen]).count() != len(personen):
        raise ValidationError("Deze personen horen niet bij één huishouden. Leg het verblijf per huishouden vast.")
    return huishouden


def _lock_verblijf(verblijf: Verblijf) -> tuple[Huishouden, Verblijf]:
    """The household, locked, and the stay as it is now."""
    huishouden = _lock_huishouden_of([verblijf.statushouder])
    return huishouden, Verblijf.objects.select_related("statushouder__huishouden", "gemeente").get(pk=verblijf.pk)


def _require_past(datum: date, moment: datetime, naam: str) -> None:
    if datum > timezone.localdate(moment):
        raise ValidationError(f"De {naam} ligt in de toekomst. Leg hem vast op de dag zelf.")


def _require_reportable(verblijf: Verblijf, melddatum: date, persoon: Statushouder, staand: Realisatie | None) -> None:
    if persoon.soort != Persoonssoort.AMV:
        raise ValidationError("Alleen de verhuizing van een amv wordt zo gemeld.")
    if verblijf.melddatum:
        raise Bezet(f"Deze verhuizing is al gemeld op {verblijf.melddatum:%d-%m-%Y}.")
    if verblijf.gemeente is None:
        raise ValidationError("Deze amv woont in de eigen gemeente. Een melding is niet nodig.")
    if staand and staand.gemeente_id == verblijf.gemeente_id:
        raise ValidationError(f"Deze amv telt al mee voor {verblijf.gemeente}. Een melding is niet nodig.")
    if melddatum < verblijf.van:
        raise ValidationError(f"De melding ligt voor het begin van het verblijf ({verblijf.van:%d-%m-%Y}).")
    oordeel = judge(load_kader().regels, vorm=Woonvorm(verblijf.vorm), persoon=persoon.soort, datum=verblijf.van)
    if not oordeel.telt:
        raise ValidationError(f"Dit verblijf telt niet mee. {oordeel.reden}")
