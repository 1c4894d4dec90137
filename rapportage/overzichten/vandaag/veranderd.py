"""What others changed since yesterday, as the logboek tells it: without names."""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import islice
from uuid import UUID

from django.db.models import Prefetch, Q
from django.utils import timezone

from huisvesting.models import Huishouden, Statushouder, Voordracht, Weigering, Woningaanbod
from huisvesting.services.kennisgeving import KENNISGEVINGEN, Kring, name_grootte
from rapportage.overzichten.vandaag.regel import Kijk
from samenwerking.models import Gebeurtenis, Gemeente, Logregel

# What a line may be about, beside its subject: the keys that it carries.
VERWIJZINGEN = ("huishouden", "aanbod", "voordracht", "actie")
# A corporation reads of its homes what it is told, and what a colleague did; not what the gemeente does elsewhere.
VOOR_CORPORATIE = {
    Gebeurtenis.VOORDRACHT_AKKOORD,
    Gebeurtenis.VOORDRACHT_AFWIJZING_GEMELD,
    Gebeurtenis.AANBOD_INTREKKING_GEVRAAGD,
    *(gebeurtenis for gebeurtenis, zinnen in KENNISGEVINGEN.items() if Kring.CORPORATIE in zinnen),
}
# A jurist reads of the refusals.
VOOR_JURIST = {
    Gebeurtenis.VOORDRACHT_WEIGERING_GEMELD,
    Gebeurtenis.VOORDRACHT_WEIGERING_BEOORDEELD,
    Gebeurtenis.VOORDRACHT_GEWEIGERD,
    Gebeurtenis.VOORDRACHT_GEANNULEERD,
}
HUISHOUDEN, AANBOD, VOORDRACHT = (model._meta.label_lower for model in (Huishouden, Woningaanbod, Voordracht))
# So many of the latest are looked at, and so many are shown.
BEKEKEN, GETOOND = 500, 20


@dataclass(frozen=True)
class Verandering:
    """One event: what happened, to whom or what, by whom, when, and where one reads more."""

    wat: str
    waarover: str
    url: str
    op: datetime
    door: str


def since_yesterday(kijk: Kijk) -> datetime:
    """Midnight at the beginning of the day before."""
    return timezone.make_aware(datetime.combine(kijk.peildatum - timedelta(days=1), time.min))


def read_veranderd(kijk: Kijk) -> list[Logregel]:
    """The events that others made in the gemeenten of this person since yesterday, the latest first. One query."""
    eigen = Q(pk__in=kijk.casework | kijk.jurist) | Q(corporaties__in=kijk.corporaties)
    regels = (
        Logregel.objects.gebeurtenissen()
        .filter(gemeente_code__in=Gemeente.objects.filter(eigen).values("code"), op__gte=since_yesterday(kijk))
        .exclude(door_id=str(kijk.gebruiker.pk))
        .order_by("-op", "-pk")
    )
    if not kijk.casework:
        leesbaar = (VOOR_CORPORATIE if kijk.corporaties else set()) | (VOOR_JURIST if kijk.jurist else set())
        regels = regels.filter(gebeurtenis__in=leesbaar)
    return list(regels)


def keys_of(regels: Iterable[Logregel]) -> Set[UUID]:
    """Every key that these lines speak of."""
    namen = {naam for r in regels for naam in (r.onderwerp_id, *(r.gegevens.get(v) for v in VERWIJZINGEN))}
    return {sleutel for naam in namen if (sleutel := _key(naam))}


def _key(naam: object) -> UUID | None:
    try:
        return UUID(str(naam))
    except ValueError:
        return None


def tell_veranderd(regels: Iterable[Logregel], kijk: Kijk) -> list[Verandering]:
    """The latest of these events that are about the own cases: the dossiers that this person handles (all of them for
    who handles none), the homes and the refusals that he may see. A fixed number of queries."""
    # Of an event about a household the home is no news to who does not handle that household.
    telt = 1 if kijk.casework else None
    over = [(regel, _subjects(regel)[:telt]) for regel in list(regels)[:BEKEKEN]]
    dingen = _dingen({sleutel for _, sleutels in over for sleutel in sleutels}, kijk)
    verteld = (
        Verandering(regel.get_gebeurtenis_display(), *dingen[sleutel], regel.op, regel.door_naam)
        for regel, sleutels in over
        for sleutel in [next((s for s in sleutels if s in dingen), None)]
        if sleutel
    )
    return list(islice(verteld, GETOOND))


def _subjects(regel: Logregel) -> list[UUID]:
    """The keys of the household, the home and the voordracht that the line is about, as far as it says."""
    namen = {HUISHOUDEN: "huishouden", AANBOD: "aanbod", VOORDRACHT: "voordracht"}
    gevonden = (
        _key(regel.onderwerp_id if regel.onderwerp_soort == soort else regel.gegevens.get(naam))
        for soort, naam in namen.items()
    )
    return [sleutel for sleutel in gevonden if sleutel]


def _dingen(sleutels: Set[UUID], kijk: Kijk) -> dict[UUID, tuple[str, str]]:
    """What one may read of these keys: the words for it, without a name, and its page."""
    huishoudens = _eigen_huishoudens(sleutels, kijk).values()
    aanbod = Woningaanbod.objects.visible_to(kijk.gebruiker).select_related("woning").filter(pk__in=sleutels)
    dingen = {a.pk: (a.woning.adres, a.get_absolute_url()) for a in aanbod}
    dingen |= {h.pk: (name_grootte(h), h.get_absolute_url()) for h in huishoudens}
    if kijk.casework:
        return dingen
    weigeringen = Weigering.objects.visible_to(kijk.gebruiker).filter(voordracht__in=sleutels)
    return dingen | {
        w.voordracht_id: (w.voordracht.aanbod.woning.adres, w.get_absolute_url())
        for w in weigeringen.select_related("voordracht__aanbod__woning")
    }


def _eigen_huishoudens(sleutels: Set[UUID], kijk: Kijk) -> dict[UUID, Huishouden]:
    zichtbaar = Huishouden.objects.visible_to(kijk.gebruiker)
    if zichtbaar.filter(eigenaar=kijk.gebruiker).exists():
        zichtbaar = zichtbaar.filter(eigenaar=kijk.gebruiker)
    leden = Prefetch("personen", Statushouder.objects.defer("v_nummer"))
    return zichtbaar.prefetch_related(leden).in_bulk(sleutels)
