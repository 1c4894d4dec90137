"""The agenda of the overleg of a gemeente with one corporation (R-601, S6): what has been open for too long."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import DateTimeField, Model, Q
from django.utils import timezone

from huisvesting.models import Overlegtermijn, Plaatsing, Voordracht, Woningaanbod
from huisvesting.models.afspraak import GEWONE_TERMIJN
from huisvesting.regels.beurt import AAN_ZET, Partij, Vraag
from samenwerking.models import Gebruiker, Gemeente, Woningcorporatie

OPTIE_LOOPT_AF = timedelta(days=7)
OPTIE = "De optie loopt binnen een week af"
# What a home asks -> how the agenda calls it. In this order, after the options that run out.
ONDERWERPEN: dict[Vraag, str] = {
    Vraag.ANTWOORD: "Voordracht, nog geen antwoord van de corporatie",
    Vraag.AFWIJZING: "Corporatie wijst af, nog geen besluit van de gemeente",
    Vraag.AANBIEDING: "Corporatie is akkoord, woning nog niet aangeboden aan het huishouden",
    Vraag.REACTIE: "Aangeboden, nog geen antwoord van het huishouden",
    Vraag.STILTE: "Geen reactie van het huishouden, nog geen besluit van de gemeente",
    Vraag.OORDEEL: "Geweigerd, nog geen oordeel van de jurist",
    Vraag.CONTRACT: "Geaccepteerd, nog geen huurcontract",
    Vraag.SLEUTEL: "De huur is begonnen, nog geen sleutel",
    Vraag.AFSPRAAK: "Niemand kwam voor de sleutel, nog geen nieuwe afspraak",
    Vraag.BEVESTIGING: "Gemeld, nog niet bevestigd",
    Vraag.VOORDRACHT: "Vrij, nog geen huishouden voorgedragen",
    Vraag.VRIJGAVE: "Geblokkeerd, de verwachte einddatum is voorbij",
    Vraag.VERLENGING: "De optie is verlopen",
}
# As long as nobody is put forward an option presses.
OPTIE_TELT = (Vraag.BEVESTIGING, Vraag.VOORDRACHT)


@dataclass(frozen=True)
class Punt:
    """One home to speak of: open since this day, so many days ago; and its option, as long as that presses."""

    aanbod: Woningaanbod
    sinds: date
    dagen: int
    optie: date | None


@dataclass(frozen=True)
class Onderwerp:
    """Homes that ask the same, of whom, the longest open first."""

    titel: str
    aan_zet: str
    punten: tuple[Punt, ...]


@dataclass(frozen=True)
class Agenda:
    """What has been open for more than `dagen` days. `jonger`: how much is open that is not on the agenda yet."""

    dagen: int
    onderwerpen: tuple[Onderwerp, ...]
    jonger: int

    @property
    def aantal(self) -> int:
        return sum(len(onderwerp.punten) for onderwerp in self.onderwerpen)


def agreed_dagen(gemeente: Gemeente, corporatie: Woningcorporatie) -> int:
    """After how many days these two speak of what is open."""
    termijn = Overlegtermijn.objects.filter(gemeente=gemeente, corporatie=corporatie).first()
    return termijn.dagen if termijn else GEWONE_TERMIJN


def collect_agenda(
    gemeente: Gemeente, corporatie: Woningcorporatie, gebruiker: Gebruiker | None, vandaag: date
) -> Agenda:
    """What this person may see of what is open with the corporation, without households. In: nobody, for an agenda that
    both read: then everything that was reported to the gemeente.

    Days are counted from the last step on: an answer that came yesterday makes the next step one day old. An option
    that ends within a week is always on the agenda. A fixed number of queries, however many homes there are.
    """
    dagen = agreed_dagen(gemeente, corporatie)
    zichtbaar = Woningaanbod.objects.visible_to(gebruiker) if gebruiker else Woningaanbod.objects.all()
    homes: list[Any] = list(
        zichtbaar.for_gemeente(gemeente)
        .gemeld()
        .filter(woning__corporatie=corporatie)
        .with_vraag(vandaag, Partij.GEMEENTE)
        .exclude(Q(vraag=Vraag.NIETS))
        .select_related("woning")
        .prefetch_related("plaatsingen", "voordrachten__afwijzingen", "voordrachten__weigeringen")
    )
    groepen: dict[str, list[Punt]] = {OPTIE: [], **{titel: [] for titel in ONDERWERPEN.values()}}
    aan_zet = {OPTIE: "Gemeente", **{titel: _name(AAN_ZET[vraag]) for vraag, titel in ONDERWERPEN.items()}}
    jonger = 0
    for aanbod in homes:
        vraag, sinds = Vraag(aanbod.vraag), _since(aanbod)
        punt = Punt(aanbod, sinds, (vandaag - sinds).days, aanbod.optiedatum if vraag in OPTIE_TELT else None)
        if punt.optie and vandaag <= punt.optie <= vandaag + OPTIE_LOOPT_AF:
            groepen[OPTIE].append(punt)
        elif punt.dagen > dagen:
            groepen[ONDERWERPEN[vraag]].append(punt)
        else:
            jonger += punt.dagen >= 0
    onderwerpen = (
        Onderwerp(titel, aan_zet[titel], tuple(sorted(punten, key=lambda punt: (punt.sinds, str(punt.aanbod.pk)))))
        for titel, punten in groepen.items()
        if punten
    )
    return Agenda(dagen, tuple(onderwerpen), jonger)


def find_aflopende_opties(gemeente: Gemeente, vandaag: date) -> list[Woningaanbod]:
    """The homes of the gemeente that nobody is put forward for, and whose option ends within a week. One query."""
    homes: Any = Woningaanbod.objects.for_gemeente(gemeente).gemeld().with_vraag(vandaag, Partij.GEMEENTE)
    aflopend = homes.filter(vraag__in=OPTIE_TELT, optiedatum__gte=vandaag, optiedatum__lte=vandaag + OPTIE_LOOPT_AF)
    return list(aflopend.select_related("woning__corporatie").order_by("optiedatum", "pk"))


def _name(partijen: frozenset[Partij]) -> str:
    return next(iter(partijen)).value.capitalize() if len(partijen) == 1 else "Gemeente en corporatie"


def _since(aanbod: Any) -> date:
    """Since when the home asks what it asks now; `aanbod` carries the annotations of `with_vraag`."""
    vraag = Vraag(aanbod.vraag)
    plaatsingen: dict[object, Plaatsing] = {plaatsing.pk: plaatsing for plaatsing in aanbod.plaatsingen.all()}
    voordrachten: dict[object, Voordracht] = {voordracht.pk: voordracht for voordracht in aanbod.voordrachten.all()}
    if vraag in (Vraag.VRIJGAVE, Vraag.VERLENGING):
        dag: date = aanbod.blokkade_tot if vraag == Vraag.VRIJGAVE else aanbod.optiedatum
    elif plaatsing := plaatsingen.get(aanbod.plaatsing_pk):
        # A key may wait until the lease begins, or until the day that was agreed.
        dag = max(last_day([plaatsing]), plaatsing.afspraakdatum or plaatsing.ingangsdatum)
    elif voordracht := voordrachten.get(aanbod.voordracht_pk):
        dag = last_day([voordracht, *voordracht.afwijzingen.all(), *voordracht.weigeringen.all()])
    else:
        dag = last_day([aanbod, *voordrachten.values(), *plaatsingen.values()])
    return dag


def last_day(rijen: Iterable[Model]) -> date:
    """The day of the last moment that these rows hold; every one of them is an act."""
    velden = ((rij, veld.name) for rij in rijen for veld in rij._meta.fields if isinstance(veld, DateTimeField))
    momenten: Iterable[datetime | None] = (getattr(rij, naam) for rij, naam in velden)
    return timezone.localdate(max(moment for moment in momenten if moment))
