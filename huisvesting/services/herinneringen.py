"""Reminders before a term ends, and the news that an option did. Each once for each person, whenever the beat runs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain

from django.conf import settings
from django.db.models import Model, Q
from django.utils import timezone
from django.utils.formats import date_format

from huisvesting.models import (
    AanbodStatus,
    Huishouden,
    HuishoudenStatus,
    Parkering,
    Plaatsing,
    Voordracht,
    VoordrachtStatus,
    Weigering,
    Woningaanbod,
)
from huisvesting.models.huishouden import VERHUIS_TERMIJN, WONING_TERMIJN
from huisvesting.services.kennisgeving import Kring, Zaak, find_kring
from samenwerking.basis.constraints import one_transaction
from samenwerking.models import Bericht, Gebeurtenis, Gebruiker
from samenwerking.services.bericht import Tekst, write_berichten
from samenwerking.services.logboek import log

# How many days beforehand. Who was missed on the day itself, because the beat was down, is reminded the next day.
DAGEN = (3, 1)
WEKEN = tuple(timedelta(weeks=weken).days for weken in (12, 8, 4))
# For so many days it is still news that an option ended.
NIEUWS = 3

# Whose option can still end; a home that is assigned is kept.
OPTIE_LOOPT = (AanbodStatus.AANGEBODEN, AanbodStatus.BEVESTIGD, AanbodStatus.GERESERVEERD, AanbodStatus.GEBLOKKEERD)
ZOEKT = (
    HuishoudenStatus.AANGEMELD,
    HuishoudenStatus.ONVOLLEDIG,
    HuishoudenStatus.GEKOPPELD,
    HuishoudenStatus.INTAKE,
    HuishoudenStatus.KLAAR,
    HuishoudenStatus.GEPARKEERD,
    HuishoudenStatus.GEMATCHT,
    HuishoudenStatus.AANGEBODEN,
    HuishoudenStatus.WEIGERING,
)
NIET_VERHUISD = (*ZOEKT, HuishoudenStatus.GEACCEPTEERD, HuishoudenStatus.CONTRACT)


@dataclass(frozen=True)
class Herinnering:
    """One term of one thing: `sleutel` is the same however often one asks, and other when the term moves."""

    sleutel: str
    titel: str
    zin: str
    kringen: tuple[Kring, ...]
    onderwerp: Model


@one_transaction(Bericht)
def send_herinneringen(*, door: Gebruiker, op: datetime | None = None) -> int:
    """Write the reminders of this day. Out: how many messages; a second run writes none.

    Writes nothing where the setting HERINNERINGEN is off.
    """
    if not settings.HERINNERINGEN:
        return 0
    moment = op or timezone.now()
    vandaag = timezone.localdate(moment)
    herinneringen = list(find_herinneringen(vandaag))
    gedaan = set(
        Bericht.objects.filter(sleutel__in=[h.sleutel for h in herinneringen]).values_list("sleutel", flat=True)
    )
    geschreven = sum(_write(h, vandaag, door, moment) for h in herinneringen if h.sleutel not in gedaan)
    if geschreven:
        log(Gebeurtenis.HERINNERD, onderwerp=None, door=door, op=moment, gegevens={"berichten": geschreven})
    return geschreven


def find_herinneringen(vandaag: date) -> Iterator[Herinnering]:
    """Every term that comes near on this day, and every option that has just ended."""
    return chain(
        _opties(vandaag),
        _verlopen_opties(vandaag),
        _huishoudens(vandaag),
        _reacties(vandaag),
        _oordelen(vandaag),
        _parkeringen(vandaag),
        _tijdelijke_huur(vandaag),
    )


def _write(herinnering: Herinnering, vandaag: date, door: Gebruiker, moment: datetime) -> int:
    zaak = Zaak.of(herinnering.onderwerp)
    if zaak is None:
        return 0
    tekst = Tekst(herinnering.titel, herinnering.zin.format(**zaak.woorden), zaak.url)
    return sum(
        write_berichten(
            find_kring(kring, zaak, dag=vandaag), sleutel=herinnering.sleutel, tekst=tekst, door=door, op=moment
        )
        for kring in herinnering.kringen
    )


def _near(vandaag: date, stappen: tuple[int, ...] = DAGEN) -> tuple[date, date]:
    """The days between which a term is near."""
    return vandaag, vandaag + timedelta(days=max(stappen))


def _remind(
    soort: str,
    onderwerp: Model,
    veld: str,
    vandaag: date,
    *,
    titel: str,
    zin: str,
    kringen: tuple[Kring, ...] = (Kring.CASEWORK,),
    stappen: tuple[int, ...] = DAGEN,
) -> Herinnering:
    """The reminder of the step in which this day is: three days before, or the day before and the day itself.

    In: `veld`, which day of the subject it is about; `zin` with {dag} for it, and the words of Zaak.woorden.
    """
    termijn: date = getattr(onderwerp, veld)
    over = (termijn - vandaag).days
    stap = min(stap for stap in stappen if stap >= over)
    wanneer = {0: "vandaag", 1: "morgen"}.get(over, f"over {over} dagen")
    zin = zin.replace("{dag}", f"{date_format(termijn, 'j F Y')} ({wanneer})")
    return Herinnering(f"{soort}:{onderwerp.pk}:{termijn}:{stap}", titel, zin, kringen, onderwerp)


def _opties(vandaag: date) -> Iterator[Herinnering]:
    aanbod = Woningaanbod.objects.with_status(vandaag).filter(
        Q(status__in=OPTIE_LOOPT), optiedatum__range=_near(vandaag)
    )
    for rij in aanbod.select_related("woning__corporatie", "gemeente"):
        yield _remind(
            "optie",
            rij,
            "optiedatum",
            vandaag,
            titel="De optie loopt bijna af",
            zin="De optie op {adres} loopt tot en met {dag}. Daarna houdt {corporatie} de woning niet meer vrij.",
            kringen=(Kring.CORPORATIE, Kring.CASEWORK),
        )


def _verlopen_opties(vandaag: date) -> Iterator[Herinnering]:
    net = (vandaag - timedelta(days=NIEUWS), vandaag - timedelta(days=1))
    aanbod = Woningaanbod.objects.with_status(vandaag).filter(Q(status=AanbodStatus.VERLOPEN), optiedatum__range=net)
    for rij in aanbod.select_related("woning__corporatie", "gemeente"):
        yield Herinnering(
            f"verlopen:{rij.pk}:{rij.optiedatum}",
            "De optie is verlopen",
            "De optie op {adres} is verlopen. De corporatie kan de optie verlengen.",
            (Kring.CORPORATIE, Kring.CASEWORK),
            rij,
        )


def _huishoudens(vandaag: date) -> Iterator[Herinnering]:
    """Ten weeks after the koppeling there should be a home (R-402), after twelve the household has moved (R-404)."""
    woning = ("Er moet een woning zijn", "Voor {huishouden} moet er een woning zijn op {dag}.")
    verhuisd = ("Het huishouden moet verhuizen", "{Huishouden} moet verhuisd zijn op {dag}.")
    soorten = (
        ("woning", WONING_TERMIJN, ZOEKT, *woning),
        ("verhuisd", VERHUIS_TERMIJN, NIET_VERHUISD, *verhuisd),
    )
    for soort, termijn, statussen, titel, zin in soorten:
        van, tot = _near(vandaag)
        rijen = Huishouden.objects.with_status().zonder_woning().filter(Q(status__in=statussen))
        for rij in rijen.filter(koppeldatum__range=(van - termijn, tot - termijn)).select_related("gemeente"):
            yield _remind(soort, rij, f"{soort}_uiterlijk", vandaag, titel=titel, zin=zin)


def _reacties(vandaag: date) -> Iterator[Herinnering]:
    rijen = Voordracht.objects.open().filter(
        status=VoordrachtStatus.AANGEBODEN, reactie_uiterlijk__range=_near(vandaag)
    )
    for rij in rijen.select_related("aanbod__woning__corporatie", "aanbod__gemeente", "huishouden"):
        yield _remind(
            "reactie",
            rij,
            "reactie_uiterlijk",
            vandaag,
            titel="Wacht op antwoord van het huishouden",
            zin="Het antwoord over {adres} is nodig op {dag}. Leg vast of {huishouden} de woning accepteert.",
        )


def _oordelen(vandaag: date) -> Iterator[Herinnering]:
    rijen = Weigering.objects.open().filter(oordeel_uiterlijk__range=_near(vandaag))
    for rij in rijen.select_related("voordracht__aanbod__woning__corporatie", "voordracht__aanbod__gemeente"):
        yield _remind(
            "oordeel",
            rij,
            "oordeel_uiterlijk",
            vandaag,
            titel="Een weigering wacht op uw oordeel",
            zin="Uw oordeel over de weigering van {adres} is nodig op {dag}.",
            kringen=(Kring.JURIST,),
        )


def _parkeringen(vandaag: date) -> Iterator[Herinnering]:
    lopend = Huishouden.objects.lopend()
    rijen = Parkering.objects.filter(hervat_op=None, tot__range=_near(vandaag), huishouden__in=lopend)
    for rij in rijen.select_related("huishouden__gemeente"):
        yield _remind(
            "parkering",
            rij,
            "tot",
            vandaag,
            titel="Een dossier is bijna niet meer geparkeerd",
            zin="Het dossier van {huishouden} is geparkeerd tot {dag}. Hervat het, en parkeer het zo nodig opnieuw.",
        )


def _tijdelijke_huur(vandaag: date) -> Iterator[Herinnering]:
    """A temporary lease ends: in good time, because then there must be a home to stay."""
    rijen = Plaatsing.objects.lopend().filter(tijdelijk_tot__range=_near(vandaag, WEKEN), doorstroom_op=None)
    for rij in rijen.select_related("aanbod__woning__corporatie", "aanbod__gemeente", "huishouden"):
        yield _remind(
            "tijdelijk",
            rij,
            "tijdelijk_tot",
            vandaag,
            titel="Een tijdelijk huurcontract loopt af",
            zin="De tijdelijke huur van {adres} eindigt op {dag}. Zoek een vaste woning voor {huishouden}.",
            stappen=WEKEN,
        )
