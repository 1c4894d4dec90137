"""The agenda of a meeting: it fills itself, people add, drop and reorder, and write down what was said (S13).

What is collected from cases comes from elsewhere as `Agendavoorstel`; here it becomes points. After the minutes are
settled nothing of it changes.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import timezone

from samenwerking.basis.constraints import Bezet, one_transaction
from samenwerking.models import (
    Actie,
    Actielijst,
    Agendapunt,
    Agendasoort,
    Gebeurtenis,
    Gebruiker,
    Overleg,
    Woningcorporatie,
)
from samenwerking.regels.escalatie import holds_naam
from samenwerking.services.actie import add_actie, find_onderwerp
from samenwerking.services.logboek import log
from samenwerking.services.overleg import GEEN_NAMEN, lock_overleg

# The order in which kinds are spoken of.
VOLGORDE = {soort.value: nummer for nummer, soort in enumerate(Agendasoort)}
# The key of a point that someone added; what fills itself never touches it.
EIGEN = "vrij:"
LENGTE = Agendapunt._meta.get_field("titel").max_length or 0


@dataclass(frozen=True)
class Agendavoorstel:
    """Something to speak of. `sleutel` says what it is about: the same thing has the same key every time. `titel` and
    `toelichting` name no statushouder; `corporatie` is the one that may read it too."""

    soort: Agendasoort
    sleutel: str
    titel: str
    sinds: date | None = None
    toelichting: str = ""
    corporatie: Woningcorporatie | None = None
    onderwerp: Model | None = None


@dataclass(frozen=True)
class Gevuld:
    """What filling the agenda changed: how many points came on it, went off it, or read otherwise."""

    erbij: int = 0
    eraf: int = 0
    gewijzigd: int = 0

    def __bool__(self) -> bool:
        return bool(self.erbij or self.eraf or self.gewijzigd)


# --- It fills itself --------------------------------------------------------------------------------------------------
@one_transaction(Agendapunt)
def fill_agenda(
    *, overleg: Overleg, punten: Iterable[Agendavoorstel], door: Gebruiker, op: datetime | None = None
) -> Gevuld:
    """Lay what there is to speak of beside what stands on the agenda.

    What is new comes on it, at its place by kind and age; the order that people made stays. What someone took off stays
    off. What is no longer so goes off by itself, unless something was written down at it, and comes back when it is so
    again. Points of people themselves are left alone. Again: nothing, and then nothing is written.
    Errors: `Bezet` when the meeting was held or cancelled.
    """
    moment, systeem = op or timezone.now(), Gebruiker.objects.systeem()
    overleg = lock_overleg(overleg)
    voorstellen = {voorstel.sleutel: voorstel for voorstel in punten}
    bestaand = {punt.sleutel: punt for punt in overleg.punten.select_related("vervallen_door")}
    gewijzigd = [punt for sleutel, punt in bestaand.items() if sleutel in voorstellen and _renew(punt, voorstellen)]
    terug = [p for p in bestaand.values() if p.sleutel in voorstellen and p.vervallen_door_id == systeem.pk]
    over = [punt for punt in bestaand.values() if punt.vervallen_op is None and punt.sleutel not in voorstellen]
    besproken = set(Actie.objects.filter(agendapunt__overleg=overleg).values_list("agendapunt_id", flat=True))
    eraf = [p for p in over if not (p.sleutel.startswith(EIGEN) or p.notulen or p.pk in besproken)]
    nieuw = [
        _make(overleg, voorstel, door, moment) for sleutel, voorstel in voorstellen.items() if sleutel not in bestaand
    ]
    for punt in terug:
        punt.vervallen_op = punt.vervallen_door = None
    for punt in eraf:
        punt.vervallen_op, punt.vervallen_door = moment, systeem
    gevuld = Gevuld(len(nieuw) + len(terug), len(eraf), len(gewijzigd))
    if not gevuld and overleg.gevuld_op:
        return gevuld
    _store([*gewijzigd, *terug, *eraf])
    _insert([p for p in bestaand.values() if p.vervallen_op is None and p not in terug], [*nieuw, *terug])
    overleg.gevuld_op = moment
    overleg.save(update_fields=["gevuld_op"])
    gegevens = {"erbij": gevuld.erbij, "eraf": gevuld.eraf, "gewijzigd": gevuld.gewijzigd}
    log(Gebeurtenis.AGENDA_GEVULD, onderwerp=overleg, door=door, op=moment, gegevens=gegevens)
    return gevuld


def _renew(punt: Agendapunt, voorstellen: Mapping[str, Agendavoorstel]) -> bool:
    """The words of today for a point that is still so. Out: whether they changed."""
    voorstel = voorstellen[punt.sleutel]
    nu = {"titel": _shorten(voorstel.titel), "toelichting": voorstel.toelichting, "sinds": voorstel.sinds}
    anders = {naam: waarde for naam, waarde in nu.items() if getattr(punt, naam) != waarde}
    for naam, waarde in anders.items():
        setattr(punt, naam, waarde)
    return bool(anders)


def _make(overleg: Overleg, voorstel: Agendavoorstel, door: Gebruiker, op: datetime) -> Agendapunt:
    onderwerp = voorstel.onderwerp
    return Agendapunt(
        overleg=overleg,
        soort=voorstel.soort,
        sleutel=voorstel.sleutel,
        titel=_shorten(voorstel.titel),
        toelichting=voorstel.toelichting,
        sinds=voorstel.sinds,
        corporatie=voorstel.corporatie,
        onderwerp_soort=onderwerp._meta.label_lower if onderwerp is not None else "",
        onderwerp_id=str(onderwerp.pk) if onderwerp is not None else "",
        toegevoegd_op=op,
        toegevoegd_door=door,
    )


def _shorten(titel: str) -> str:
    return titel if len(titel) <= LENGTE else f"{titel[: LENGTE - 1]}…"


def _key(punt: Agendapunt) -> tuple[int, date]:
    return VOLGORDE[punt.soort], punt.sinds or date.max


def _insert(staand: Iterable[Agendapunt], nieuw: Iterable[Agendapunt]) -> None:
    """Put the new points behind the last one that comes before them by kind and age, and number all again."""
    lijst = sorted(staand, key=lambda punt: (punt.volgorde, punt.toegevoegd_op))
    for punt in sorted(nieuw, key=_key):
        plek = max((nummer for nummer, ander in enumerate(lijst, start=1) if _key(ander) <= _key(punt)), default=0)
        lijst.insert(plek, punt)
    for nummer, punt in enumerate(lijst, start=1):
        punt.volgorde = nummer
    Agendapunt.objects.bulk_create([punt for punt in lijst if punt._state.adding])
    Agendapunt.objects.bulk_update(lijst, ["volgorde"])


def _store(punten: list[Agendapunt]) -> None:
    velden = ["titel", "toelichting", "sinds", "vervallen_op", "vervallen_door"]
    Agendapunt.objects.bulk_update(punten, velden)


# --- People make it theirs --------------------------------------------------------------------------------------------
@one_transaction(Agendapunt)
def add_punt(
    *,
    overleg: Overleg,
    titel: str,
    door: Gebruiker,
    toelichting: str = "",
    corporatie: Woningcorporatie | None = None,
    op: datetime | None = None,
) -> Agendapunt:
    """A point of someone's own, before what the cases ask. In: `corporatie`, the one of the meeting, when it reads
    along.

    Errors: ValidationError without words or when they name someone, `Bezet` when the meeting was held or cancelled.
    """
    moment = op or timezone.now()
    overleg = lock_overleg(overleg)
    if not titel.strip():
        raise ValidationError({"titel": "Schrijf op waarover u wilt praten."})
    _require_zonder_namen({"titel": titel, "toelichting": toelichting})
    if corporatie and corporatie != overleg.reeks.corporatie:
        raise ValidationError("Kies de corporatie met wie u dit overleg hebt.")
    voorstel = Agendavoorstel(
        Agendasoort.VRIJ,
        f"{EIGEN}{uuid.uuid4()}",
        titel.strip(),
        timezone.localdate(moment),
        toelichting.strip(),
        corporatie,
    )
    punt = _make(overleg, voorstel, door, moment)
    _insert(overleg.punten.actueel(), [punt])
    _log(Gebeurtenis.AGENDAPUNT_TOEGEVOEGD, punt, door=door, op=moment)
    return punt


@one_transaction(Agendapunt)
def drop_punt(*, punt: Agendapunt, door: Gebruiker, op: datetime | None = None) -> Agendapunt:
    """Not to be spoken of in this meeting; filling the agenda does not bring it back. Errors: `Bezet` when it was off
    already, or the meeting was held or cancelled."""
    moment = op or timezone.now()
    punt = lock_punt(punt)
    punt.vervallen_op, punt.vervallen_door = moment, door
    punt.save(update_fields=["vervallen_op", "vervallen_door"])
    _log(Gebeurtenis.AGENDAPUNT_VERVALLEN, punt, door=door, op=moment)
    return punt


@one_transaction(Agendapunt)
def restore_punt(*, punt: Agendapunt, door: Gebruiker, op: datetime | None = None) -> Agendapunt:
    """Back on the agenda, at its place by kind and age. Errors: `Bezet` when it stands on it, or the meeting was held
    or cancelled."""
    moment = op or timezone.now()
    overleg = lock_overleg(punt.overleg)
    punt = Agendapunt.objects.select_related("overleg__reeks__gemeente").get(pk=punt.pk)
    if punt.vervallen_op is None:
        raise Bezet("Dit punt staat al op de agenda.")
    punt.vervallen_op = punt.vervallen_door = None
    punt.save(update_fields=["vervallen_op", "vervallen_door"])
    _insert(overleg.punten.actueel().exclude(pk=punt.pk), [punt])
    _log(Gebeurtenis.AGENDAPUNT_TERUGGEZET, punt, door=door, op=moment)
    return punt


@one_transaction(Agendapunt)
def move_punt(*, punt: Agendapunt, omlaag: bool, door: Gebruiker, op: datetime | None = None) -> Agendapunt:
    """One place up or down. Errors: ValidationError when it is the first or the last, `Bezet` when it is off the
    agenda, or the meeting was held or cancelled."""
    moment = op or timezone.now()
    punt = lock_punt(punt)
    lijst = list(punt.overleg.punten.actueel())
    van = next(nummer for nummer, ander in enumerate(lijst) if ander.pk == punt.pk)
    naar = van + 1 if omlaag else van - 1
    if not 0 <= naar < len(lijst):
        raise ValidationError("Dit is het laatste punt." if omlaag else "Dit is het eerste punt.")
    lijst[van], lijst[naar] = lijst[naar], lijst[van]
    for nummer, ander in enumerate(lijst, start=1):
        ander.volgorde = nummer
    Agendapunt.objects.bulk_update(lijst, ["volgorde"])
    gegevens = {"punt": str(punt.pk), "plek": naar + 1}
    log(Gebeurtenis.AGENDA_GEORDEND, onderwerp=punt.overleg, door=door, op=moment, gegevens=gegevens)
    return lijst[naar]


# --- In the meeting ---------------------------------------------------------------------------------------------------
@one_transaction(Agendapunt)
def write_notulen(
    *, overleg: Overleg, notulen: Mapping[uuid.UUID, str], door: Gebruiker, op: datetime | None = None
) -> int:
    """What was said at these points. Out: at how many it changed; none: then nothing is written.

    Errors: ValidationError with the keys of the points whose text names someone, `Bezet` when the meeting was held or
    cancelled, or when a point went off the agenda.
    """
    moment = op or timezone.now()
    overleg = lock_overleg(overleg)
    punten = overleg.punten.actueel().in_bulk(list(notulen))
    if len(punten) < len(notulen):
        raise Bezet("Een punt is intussen van de agenda gehaald. Kijk wat er nu staat.")
    anders = []
    for pk, punt in punten.items():
        tekst = notulen[pk].replace("\r\n", "\n").strip()
        if tekst != punt.notulen:
            _require_zonder_namen({str(pk): tekst}, punt)
            punt.notulen = tekst
            anders.append(punt)
    if anders:
        Agendapunt.objects.bulk_update(anders, ["notulen"])
        gegevens = {"punten": [str(punt.pk) for punt in anders]}
        log(Gebeurtenis.AGENDAPUNT_BESPROKEN, onderwerp=overleg, door=door, op=moment, gegevens=gegevens)
    return len(anders)


@one_transaction(Actie)
def agree_actie(
    *,
    punt: Agendapunt,
    titel: str,
    door: Gebruiker,
    eigenaar: Gebruiker | None = None,
    afdeling: str = "",
    uiterlijk: date | None = None,
    op: datetime | None = None,
) -> Actie:
    """Someone does something about what was spoken of, by a day. It stands at what the point is about.

    Errors: ValidationError as `add_actie`, with nobody who does it, without a day, or when the words name someone;
    `Bezet` when the meeting was held or cancelled.
    """
    moment = op or timezone.now()
    punt = lock_punt(punt)
    onderwerp: Any = find_onderwerp(punt)
    if isinstance(onderwerp, Actie) or getattr(onderwerp, "gemeente", None) != punt.gemeente:
        onderwerp = punt
    _require_zonder_namen({"titel": titel}, punt)
    if eigenaar is None and not afdeling.strip():
        raise ValidationError({"eigenaar": "Kies wie dit doet, of vul een afdeling of partij in."})
    if uiterlijk is None:
        raise ValidationError({"uiterlijk": "Kies wanneer dit klaar is."})
    return add_actie(
        onderwerp=onderwerp,
        titel=titel,
        door=door,
        eigenaar=eigenaar,
        afdeling=afdeling,
        uiterlijk=uiterlijk,
        lijst=Actielijst.OVERLEG,
        agendapunt=punt,
        op=moment,
    )


# --- Steps ------------------------------------------------------------------------------------------------------------
def lock_punt(punt: Agendapunt) -> Agendapunt:
    """The point as it is now, its meeting locked. Errors: `Bezet` when it is off the agenda, or the meeting was held or
    cancelled."""
    overleg = lock_overleg(punt.overleg)
    punt = Agendapunt.objects.select_related("corporatie").get(pk=punt.pk)
    punt.overleg = overleg
    if punt.vervallen_op:
        raise Bezet("Dit punt staat niet meer op de agenda.")
    return punt


def _require_zonder_namen(teksten: Mapping[str, str], punt: Agendapunt | None = None) -> None:
    """Errors: ValidationError at each text that names who the point is about, or holds any V-number."""
    namen = getattr(find_onderwerp(punt), "persoonswoorden", ()) if punt else ()
    if fout := {veld: GEEN_NAMEN for veld, tekst in teksten.items() if holds_naam(tekst, namen)}:
        raise ValidationError(fout)


def _log(gebeurtenis: Gebeurtenis, punt: Agendapunt, *, door: Gebruiker, op: datetime) -> None:
    gegevens = {"punt": str(punt.pk), "soort": punt.soort}
    log(gebeurtenis, onderwerp=punt.overleg, door=door, op=op, gegevens=gegevens)
