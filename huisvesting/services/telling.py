"""The bridge to the ledger: who counts by the facts and the rules, and the reversal when it does not go on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format

from huisvesting.models import Gezinsrol, Plaatsing, Plaatsingspersoon, Statushouder
from huisvesting.regels.telling import Plek, Telkader, Weging
from huisvesting.services.teldossier import GRONDEN, Bron, Teldossier, load_dossiers, load_kader
from samenwerking.models import Gebruiker, Gemeente
from taakstelling.models import Realisatie, Telmoment
from taakstelling.regels.telregels import (
    AMV_BLIJFT,
    AMV_VERHUIZING,
    NIET_GEHUISVEST,
    NOOIT_TWEE_KEER,
    TERUG_NAAR_OPVANG,
    Moment,
    Persoonssoort,
)
from taakstelling.services.realisatie import book_realisatie, reverse_realisatie


def count_personen(personen: Iterable[Statushouder], *, door: Gebruiker, op: datetime) -> int:
    """Book everyone of these people who should count by now and does not yet. A day still to come counts when it is
    there (services.huuringang).

    The caller holds the locks on their households. Out: the number of persons booked. Who counts already, on whatever
    ground, is left alone: nobody counts twice, and what was booked stays as it was.
    """
    dossiers = load_dossiers((persoon.pk for persoon in personen), lock=True)
    kader, vandaag = load_kader(), timezone.localdate(op)
    wegingen = [
        (d, w) for d in dossiers if d.staand is None and (w := d.find_telling(kader, vandaag)) and w.dag <= vandaag
    ]
    for dossier, weging in wegingen:
        book_weging(dossier, weging, door=door, op=op)
    return len(wegingen)


def book_weging(dossier: Teldossier, weging: Weging, *, door: Gebruiker, op: datetime) -> Realisatie:
    """Book the person of this dossier by the rule of this verdict, which says that it counts.

    A place that was booked before gets its next name (see Telbaar).
    """
    bron = dossier.bronnen[weging.plek.sleutel]
    if any((b.bron_soort, b.bron_id) == (bron.bron_soort(), bron.bron_id) for b in dossier.boekingen):
        bron.telnummer += 1
        bron.save(update_fields=["telnummer"])
    return book_realisatie(
        gemeente=dossier.gemeenten[weging.gemeente],
        datum=weging.dag,
        grond=GRONDEN[type(bron)],
        bron_soort=bron.bron_soort(),
        bron_id=bron.bron_id,
        regel=weging.oordeel.aanduiding,
        reden=weging.oordeel.reden,
        door=door,
        op=op,
    )


def uncount_bronnen(bronnen: Iterable[Bron], *, reden: str, door: Gebruiker, op: datetime) -> int:
    """Reverse what was booked for these places; who lives elsewhere in a place that counts, counts by that from then.

    The caller holds the locks on the households. Out: the number of bookings that were taken back.
    """
    bronnen = list(bronnen)
    personen = [bron.statushouder for bron in bronnen]
    namen = {(bron.bron_soort(), bron_id) for bron in bronnen for bron_id in bron.bron_ids}
    teruggeboekt = 0
    for dossier in load_dossiers((persoon.pk for persoon in personen), lock=True):
        if dossier.staand and (dossier.staand.bron_soort, dossier.staand.bron_id) in namen:
            reverse_realisatie(realisatie=dossier.staand, reden=reden, door=door, op=op)
            teruggeboekt += 1
    count_personen(personen, door=door, op=op)
    return teruggeboekt


def judge_bronnen(bronnen: Iterable[Bron], *, op: datetime) -> dict[str, tuple[int, date] | None]:
    """For which gemeente and from which day each of these places makes its person count by now, by its booking name."""
    kader, vandaag = load_kader(), timezone.localdate(op)
    bronnen = list(bronnen)
    dossiers = load_dossiers(bron.statushouder_id for bron in bronnen)
    return {b.bron_id: _judge(d, b, kader, vandaag) for b, d in zip(bronnen, dossiers, strict=True)}


def _judge(dossier: Teldossier, bron: Bron, kader: Telkader, vandaag: date) -> tuple[int, date] | None:
    plek = next(p for p in dossier.plekken if dossier.bronnen[p.sleutel] == bron)
    weging = dossier.weigh(kader, plek, vandaag)
    return (weging.gemeente, weging.dag) if plek.geldt and weging.telt and weging.dag <= vandaag else None


def recount_bronnen(
    bronnen: Iterable[Bron],
    eerst: Mapping[str, tuple[int, date] | None],
    *,
    reden: str,
    door: Gebruiker,
    op: datetime,
) -> int:
    """The facts of these places were put right: what counted by them on another day is booked anew.

    In: `eerst`, what `judge_bronnen` said before. A booking stands when the correction changes nothing about it. Out:
    by how many persons the count changed. The caller holds the locks on the households.
    """
    bronnen = list(bronnen)
    kader, vandaag, teruggeboekt = load_kader(), timezone.localdate(op), 0
    for bron, dossier in zip(bronnen, load_dossiers((b.statushouder_id for b in bronnen), lock=True), strict=True):
        staand = dossier.staand
        van_hier = staand is not None and staand.bron_id in bron.bron_ids and staand.bron_soort == bron.bron_soort()
        if staand and van_hier and _judge(dossier, bron, kader, vandaag) != eerst[bron.bron_id]:
            reverse_realisatie(realisatie=staand, reden=reden, door=door, op=op)
            teruggeboekt += 1
    return count_personen([bron.statushouder for bron in bronnen], door=door, op=op) - teruggeboekt


def bookings_of(plaatsing: Plaatsing) -> "models.QuerySet[Realisatie]":
    """Bookings of this plaatsing that stand: one per counted person, not a reversal and not reversed."""
    ids = [bron_id for persoon in plaatsing.personen.all() for bron_id in persoon.bron_ids]
    return Realisatie.objects.staand().filter(bron_soort=Plaatsingspersoon.bron_soort(), bron_id__in=ids)


def standing_of(personen: Iterable[Statushouder]) -> list[Realisatie]:
    """The bookings by which these people count, on whatever ground: none or one for each."""
    dossiers = load_dossiers(persoon.pk for persoon in personen)
    return [dossier.staand for dossier in dossiers if dossier.staand]


# --- Why? -------------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Telling:
    """Whether one person of a plaatsing counts, from which day, and why: a sentence for the user."""

    telt_mee: bool
    datum: date | None
    waarom: str


def explain_telling(plaatsing: Plaatsing, peildatum: date) -> list[tuple[Plaatsingspersoon, Telling]]:
    """For each person of a plaatsing, the head first, what the ledger says and on what ground (R-301, R-321)."""
    personen = sorted(
        plaatsing.personen.select_related("statushouder"),
        key=lambda p: (p.statushouder.gezinsrol != Gezinsrol.HOOFD, p.statushouder.geboortedatum, p.pk),
    )
    kader = load_kader()
    dossiers = load_dossiers(persoon.statushouder_id for persoon in personen)
    return [(p, _explain(p, d, kader, peildatum)) for p, d in zip(personen, dossiers, strict=True)]


def _explain(persoon: Plaatsingspersoon, dossier: Teldossier, kader: Telkader, peildatum: date) -> Telling:
    plek = next(p for p in dossier.plekken if dossier.bronnen[p.sleutel] == persoon)
    staand = dossier.staand
    if staand and dossier.plek_of(staand) == plek:
        moment = describe_telmoment(kader, plek.koppelgemeente, staand.datum)
        return Telling(True, staand.datum, f"Geteld op {moment}, in de {staand.halfjaar.omschrijving}.")
    if staand:
        vorm = dossier.plek_of(staand).vorm.naam
        return Telling(True, staand.datum, f"Telde al mee door een eerder verblijf ({vorm}). Niemand telt twee keer.")
    herroeping = next((b for b in reversed(dossier.boekingen) if b.herroept_id and b.bron_id in persoon.bron_ids), None)
    if herroeping:
        return Telling(False, None, f"Teruggeboekt: {herroeping.reden}.")
    weging = dossier.weigh(kader, plek, peildatum)
    if not weging.oordeel.telt:
        return Telling(False, None, weging.oordeel.reden)
    if weging.wacht_op_melding:
        return Telling(False, None, AMV_VERHUIZING.reden)
    if weging.datum and weging.datum > peildatum:
        return Telling(False, weging.datum, f"Telt mee vanaf {date_format(weging.datum, 'j F Y')}.")
    return Telling(False, None, f"De gemeente telt op {describe_telmoment(kader, plek.koppelgemeente, peildatum)}.")


def describe_telmoment(kader: Telkader, gemeente: int, datum: date) -> str:
    """What the gemeente counts on at that day, as part of a sentence: "de dag van de sleutel"."""
    label = str(Telmoment(kader.telmoment(gemeente, datum)).label)
    return label[0].lower() + label[1:]


@dataclass(frozen=True)
class Plekuitleg:
    """One place of a person on the page that explains: where, from when until when, and what it does."""

    plek: Plek
    bron: Bron
    gemeente: Gemeente
    van: date
    telt_hier: bool
    wacht_op_melding: bool
    waarom: str
    aanduiding: str


@dataclass(frozen=True)
class Uitleg:
    """Why a person counts, or does not: the booking that stands, the rule with its source, and what has to happen."""

    persoon: Statushouder
    staand: Realisatie | None
    aanduiding: str
    reden: str
    bron: str
    nodig: str
    plekken: tuple[Plekuitleg, ...]
    boekingen: tuple[Realisatie, ...]


def explain_persoon(persoon: Statushouder, peildatum: date) -> Uitleg:
    """Everything about the counting of one person, latest place first."""
    kader = load_kader()
    (dossier,) = load_dossiers([persoon.pk])
    wegingen = [dossier.weigh(kader, plek, peildatum) for plek in reversed(dossier.plekken)]
    beslist = _find_beslissend(dossier, wegingen)
    staand, oordeel = dossier.staand, beslist.oordeel if beslist else None
    return Uitleg(
        persoon=dossier.persoon,
        staand=staand,
        aanduiding=staand.regel if staand else oordeel.aanduiding if oordeel else NIET_GEHUISVEST.aanduiding,
        reden=(staand.reden if staand else "") or (oordeel.reden if oordeel else NIET_GEHUISVEST.reden),
        bron=oordeel.bron if oordeel else NIET_GEHUISVEST.bron,
        nodig=_describe_nodig(dossier, kader, wegingen, peildatum),
        plekken=tuple(_explain_plek(dossier, weging) for weging in wegingen),
        boekingen=tuple(dossier.boekingen),
    )


def _find_beslissend(dossier: Teldossier, wegingen: Sequence[Weging]) -> Weging | None:
    """The place that the verdict is about: the one that is booked, else the latest that goes on."""
    if dossier.staand:
        geboekt = dossier.plek_of(dossier.staand)
        return next(w for w in wegingen if w.plek == geboekt)
    return next((w for w in wegingen if w.plek.geldt), None)


def _explain_plek(dossier: Teldossier, weging: Weging) -> Plekuitleg:
    plek, staand = weging.plek, dossier.staand
    telt_hier = staand is not None and dossier.plek_of(staand) == plek
    waarom, aanduiding = _describe_plek(dossier, weging, telt_hier=telt_hier)
    return Plekuitleg(
        plek=plek,
        bron=dossier.bronnen[plek.sleutel],
        gemeente=dossier.gemeenten[plek.verblijfsgemeente],
        van=plek.gebeurtenissen[0][1],
        telt_hier=telt_hier,
        wacht_op_melding=plek.geldt and not telt_hier and weging.wacht_op_melding,
        waarom=waarom,
        aanduiding=aanduiding,
    )


def _describe_plek(dossier: Teldossier, weging: Weging, *, telt_hier: bool) -> tuple[str, str]:
    """Why this place counts or does not, and the rule that says so."""
    oordeel = weging.oordeel
    if telt_hier and dossier.staand:
        return "Hierdoor telt deze persoon mee.", dossier.staand.regel
    if not weging.plek.geldt and not dossier.is_verblijf(weging.plek):
        return "Geannuleerd.", ""
    if not weging.plek.geldt:
        return TERUG_NAAR_OPVANG.reden, TERUG_NAAR_OPVANG.aanduiding
    if not oordeel.telt or (not weging.wacht_op_melding and not dossier.staand):
        return oordeel.reden, oordeel.aanduiding
    is_amv = dossier.persoon.soort == Persoonssoort.AMV
    vast = AMV_VERHUIZING if weging.wacht_op_melding else AMV_BLIJFT if is_amv else NOOIT_TWEE_KEER
    return vast.reden, vast.aanduiding


def _describe_nodig(dossier: Teldossier, kader: Telkader, wegingen: Sequence[Weging], peildatum: date) -> str:
    """What has to happen to make this person count."""
    laatste = next((w for w in wegingen if w.plek.geldt), None)
    if laatste and laatste.wacht_op_melding:
        gemeente = dossier.gemeenten[laatste.plek.verblijfsgemeente]
        return f"Vraag {gemeente} om de verhuizing bij COA te melden. Leg die melding daarna hier vast."
    if dossier.staand:
        return "Er hoeft niets te gebeuren."
    if laatste is None:
        return "Zoek een woning. Woont deze persoon al ergens? Leg dat verblijf dan vast."
    if laatste.oordeel.regel is None:
        return "Vraag de beheerder om de telregel vast te leggen."
    if not laatste.oordeel.telt:
        return "Zoek een woning die meetelt. Op deze plek telt deze persoon niet mee."
    if laatste.datum is None:
        return f"Leg {_describe_moment(kader, laatste, peildatum)} vast: dan telt deze persoon mee."
    if laatste.datum > peildatum:
        return f"Er hoeft niets te gebeuren: deze persoon telt mee vanaf {date_format(laatste.datum, 'j F Y')}."
    return "Volgens de regels telt deze persoon mee, maar dat is niet geboekt. Vraag de opgavemanager om een correctie."


def _describe_moment(kader: Telkader, weging: Weging, peildatum: date) -> str:
    regel = weging.oordeel.regel
    if regel and regel.moment == Moment.BEGIN:
        return "de dag van de sleutel"
    return describe_telmoment(kader, weging.plek.koppelgemeente, peildatum)
