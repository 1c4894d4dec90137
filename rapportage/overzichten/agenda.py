"""What there is to speak of in a meeting: collected from the cases, per kind of meeting (R-703, S13). No names.

A household is called by its size and the day on which it was linked; the page of the agenda makes the link to the
dossier, for who may open that.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Q
from django.utils import timezone

from huisvesting.models import Huishouden, Plaatsing, Weigering
from huisvesting.services.overleg import OPTIE, collect_agenda, find_aflopende_opties
from huisvesting.services.stilstand import find_stilstand
from samenwerking.models import (
    Actie,
    Actielijst,
    Agendasoort,
    Besluit,
    BesluitStatus,
    Escalatie,
    EscalatieStatus,
    Gemeente,
    Locatie,
    LocatieStatus,
    Overlegreeks,
    Overlegsoort,
    Puntoordeel,
    Woningcorporatie,
)
from samenwerking.policies import OPDRACHTGEVERS
from samenwerking.services.agenda import Agendavoorstel
from taakstelling.models import Afstemverschil, Voortgang, VoortgangStatus
from taakstelling.regels.halfjaar import Halfjaar

# Lists whose points are written without names; of the others only how many there are is told.
ZONDER_NAMEN = (Actielijst.OVERLEG, Actielijst.BESLUIT)


def collect_punten(reeks: Overlegreeks, vandaag: date) -> list[Agendavoorstel]:
    """Everything that this kind of meeting speaks of on a day. A fixed number of queries, whatever the size of the
    gemeente."""
    gemeente = reeks.gemeente
    if reeks.soort == Overlegsoort.AMBTELIJK and reeks.corporatie:
        return [
            *_woningen(gemeente, reeks.corporatie, vandaag),
            *_afgesproken(gemeente, reeks.corporatie, vandaag),
            *_gezamenlijke_locaties(gemeente, reeks.corporatie),
        ]
    if reeks.soort == Overlegsoort.BESTUURLIJK:
        return [
            *_voortgang(gemeente, vandaag),
            *_escalaties(gemeente, Q(status=EscalatieStatus.BESTUURLIJK)),
            *_besluiten(gemeente, Q(voorgelegd_aan__in=OPDRACHTGEVERS)),
        ]
    return [
        *_escalaties(gemeente),
        *_besluiten(gemeente),
        *_opties(gemeente, vandaag),
        *_weigeringen(gemeente),
        *_stilstand(gemeente, vandaag),
        *_acties(gemeente, vandaag),
        *_verschillen(gemeente),
        *_locaties(gemeente, vandaag),
    ]


def name_huishouden(huishouden: Huishouden) -> str:
    """A household without a name."""
    return f"Huishouden van {huishouden.aantal_personen}, gekoppeld op {huishouden.koppeldatum:%d-%m-%Y}"


def _dag(dag: date) -> str:
    return f"{dag:%d-%m-%Y}"


def _begin_klein(tekst: str) -> str:
    return f"{tekst[0].lower()}{tekst[1:]}"


# --- Opgaveteam and bestuurlijk overleg -------------------------------------------------------------------------------
def _escalaties(gemeente: Gemeente, welke: Q | None = None) -> Iterator[Agendavoorstel]:
    for escalatie in Escalatie.objects.filter(welke or Q(), gemeente=gemeente).open():
        waar = EscalatieStatus(escalatie.status).label
        yield Agendavoorstel(
            Agendasoort.ESCALATIE,
            f"escalatie:{escalatie.pk}",
            escalatie.titel,
            timezone.localdate(escalatie.gemeld_op),
            f"{escalatie.vraag} {waar}, antwoord uiterlijk {_dag(escalatie.uiterlijk)}.",
            onderwerp=escalatie,
        )


def _besluiten(gemeente: Gemeente, welke: Q | None = None) -> Iterator[Agendavoorstel]:
    for besluit in Besluit.objects.filter(welke or Q(), gemeente=gemeente).open():
        wie = f", aan {besluit.get_voorgelegd_aan_display().lower()}" if besluit.voorgelegd_aan else ""
        wanneer = f", nodig voor {_dag(besluit.uiterlijk)}" if besluit.uiterlijk else ""
        yield Agendavoorstel(
            Agendasoort.BESLUIT,
            f"besluit:{besluit.pk}",
            besluit.titel,
            timezone.localdate(besluit.voorgesteld_op),
            f"{BesluitStatus(besluit.status).label}{wie}{wanneer}.",
            onderwerp=besluit,
        )


def _voortgang(gemeente: Gemeente, vandaag: date) -> Iterator[Agendavoorstel]:
    """Where the gemeente stands this half-year: one line."""
    halfjaar = Halfjaar.van_datum(vandaag)
    voortgang = Voortgang.objects.filter(gemeente=gemeente, halfjaar=halfjaar).first()
    if voortgang is None:
        return
    stand = voortgang.stand
    yield Agendavoorstel(
        Agendasoort.VRIJ,
        "voortgang",
        f"{stand.gerealiseerd} van {stand.opgave} personen gehuisvest in de {halfjaar.omschrijving}",
        toelichting=f"{VoortgangStatus(stand.schema(vandaag).value).label}.",
        onderwerp=gemeente,
    )


# --- Opgaveteam -------------------------------------------------------------------------------------------------------
def _opties(gemeente: Gemeente, vandaag: date) -> Iterator[Agendavoorstel]:
    for aanbod in find_aflopende_opties(gemeente, vandaag):
        yield Agendavoorstel(
            Agendasoort.OPTIE,
            f"optie:{aanbod.pk}",
            f"{aanbod.woning.adres}: de optie loopt af op {_dag(aanbod.optiedatum)}",  # type: ignore[arg-type]
            timezone.localdate(aanbod.aangeboden_op),
            f"{aanbod.corporatie}. Nog niemand is voorgedragen.",
            onderwerp=aanbod,
        )


def _weigeringen(gemeente: Gemeente) -> Iterator[Agendavoorstel]:
    weigeringen = (
        Weigering.objects.open()
        .filter(voordracht__aanbod__gemeente=gemeente)
        .select_related("voordracht__huishouden")
        .prefetch_related("voordracht__huishouden__personen")
    )
    for weigering in weigeringen:
        yield Agendavoorstel(
            Agendasoort.WEIGERING,
            f"weigering:{weigering.pk}",
            f"{name_huishouden(weigering.voordracht.huishouden)}: weigering wacht op een oordeel",
            timezone.localdate(weigering.gemeld_op),
            f"Oordeel uiterlijk {_dag(weigering.oordeel_uiterlijk)}.",
            onderwerp=weigering,
        )


def _stilstand(gemeente: Gemeente, vandaag: date) -> Iterator[Agendavoorstel]:
    for stil in find_stilstand(gemeente, vandaag):
        yield Agendavoorstel(
            Agendasoort.STILSTAND,
            f"huishouden:{stil.huishouden.pk}",
            f"{name_huishouden(stil.huishouden)}: {stil.status.label.lower()}",
            stil.sinds,
            "Geen stap gezet.",
            onderwerp=stil.huishouden,
        )


def _acties(gemeente: Gemeente, vandaag: date) -> Iterator[Agendavoorstel]:
    """What is overdue: by name when that was agreed in a meeting or follows from a decision, else how many there are
    about one thing."""
    laat = Actie.objects.open().filter(gemeente=gemeente, uiterlijk__lt=vandaag).select_related("eigenaar")
    per_onderwerp: dict[tuple[str, str], list[Actie]] = defaultdict(list)
    for actie in laat.order_by("uiterlijk", "gemaakt_op", "pk"):
        if actie.lijst in ZONDER_NAMEN:
            yield _actie(actie)
        else:
            per_onderwerp[actie.onderwerp_soort, actie.onderwerp_id].append(actie)
    dingen = _dingen(per_onderwerp)
    for (soort, pk), acties in per_onderwerp.items():
        aantal = "1 actie is te laat" if len(acties) == 1 else f"{len(acties)} acties zijn te laat"
        ding = dingen.get(pk)
        yield Agendavoorstel(
            Agendasoort.ACTIE,
            f"acties:{soort}:{pk}",
            f"{_name(soort, ding)}: {aantal}",
            acties[0].uiterlijk,
            f"{', '.join(sorted({actie.afdeling or str(actie.eigenaar or 'Nog niemand') for actie in acties}))}.",
            onderwerp=ding,
        )


def _actie(actie: Actie, corporatie: Woningcorporatie | None = None) -> Agendavoorstel:
    return Agendavoorstel(
        Agendasoort.ACTIE,
        f"actie:{actie.pk}",
        actie.titel,
        actie.uiterlijk,
        f"{actie.afdeling or actie.eigenaar or 'Nog niemand'}, uiterlijk {actie.uiterlijk:%d-%m-%Y}.",
        corporatie,
        onderwerp=actie,
    )


def _dingen(sleutels: Any) -> dict[str, Huishouden | Plaatsing]:
    """The households and plaatsingen among these. Four queries at most."""
    huishoudens = [pk for soort, pk in sleutels if soort == Huishouden._meta.label_lower]
    plaatsingen = [pk for soort, pk in sleutels if soort == Plaatsing._meta.label_lower]
    gevonden: list[Huishouden | Plaatsing] = [
        *Huishouden.objects.filter(pk__in=huishoudens).prefetch_related("personen"),
        *Plaatsing.objects.filter(pk__in=plaatsingen)
        .select_related("huishouden")
        .prefetch_related("huishouden__personen"),
    ]
    return {str(ding.pk): ding for ding in gevonden}


def _name(soort: str, ding: Huishouden | Plaatsing | None) -> str:
    if ding is not None:
        return name_huishouden(ding if isinstance(ding, Huishouden) else ding.huishouden)
    naam = str(apps.get_model(soort)._meta.verbose_name) if soort else "Zonder onderwerp"
    return f"{naam[0].upper()}{naam[1:]}"


def _verschillen(gemeente: Gemeente) -> Iterator[Agendavoorstel]:
    for verschil in Afstemverschil.objects.open().filter(gemeente=gemeente):
        aantal = abs(verschil.aantal)
        wie = "wij tellen" if verschil.aantal > 0 else "COA telt"
        yield Agendavoorstel(
            Agendasoort.VERSCHIL,
            f"verschil:{verschil.pk}",
            f"{aantal} {'persoon' if aantal == 1 else 'personen'} die alleen {wie}: "
            f"{_begin_klein(verschil.get_reden_display())}",
            verschil.verschil_van,
            f"{str(verschil.halfjaar.omschrijving).capitalize()}.",
            onderwerp=verschil,
        )


def _locaties(gemeente: Gemeente, vandaag: date) -> Iterator[Agendavoorstel]:
    """Places with a bottleneck, or with a point that had to be found out by now."""
    for locatie in Locatie.objects.lopend().filter(gemeente=gemeente).prefetch_related("punten"):
        knelpunten = [punt for punt in locatie.punten.all() if punt.oordeel == Puntoordeel.KNELPUNT]
        laat = [
            punt
            for punt in locatie.punten.all()
            if punt.oordeel == Puntoordeel.OPEN and punt.uiterlijk and punt.uiterlijk < vandaag
        ]
        if not knelpunten and not laat:
            continue
        dagen = [timezone.localdate(punt.bijgewerkt_op) for punt in knelpunten if punt.bijgewerkt_op]
        dagen += [punt.uiterlijk for punt in laat if punt.uiterlijk]
        zinnen = [f"Knelpunt: {punt.get_soort_display().lower()}." for punt in knelpunten]
        zinnen += [f"Te laat: {punt.get_soort_display().lower()}." for punt in laat]
        yield Agendavoorstel(
            Agendasoort.LOCATIE,
            f"locatie:{locatie.pk}",
            f"{locatie.naam}: {LocatieStatus(locatie.status).label.lower()}",
            min(dagen, default=None),
            " ".join(zinnen),
            onderwerp=locatie,
        )


# --- Ambtelijk overleg ------------------------------------------------------------------------------------------------
def _woningen(gemeente: Gemeente, corporatie: Woningcorporatie, vandaag: date) -> Iterator[Agendavoorstel]:
    """Its homes that wait longer than agreed, and its options that end within a week: as on the page of S6."""
    for onderwerp in collect_agenda(gemeente, corporatie, None, vandaag).onderwerpen:
        for punt in onderwerp.punten:
            is_optie = onderwerp.titel == OPTIE
            wat = f"de optie loopt af op {punt.optie:%d-%m-%Y}" if is_optie else _begin_klein(onderwerp.titel)
            yield Agendavoorstel(
                Agendasoort.OPTIE if is_optie else Agendasoort.WONING,
                f"woning:{punt.aanbod.pk}",
                f"{punt.aanbod.woning.adres}: {wat}",
                punt.sinds,
                f"Aan zet: {_begin_klein(onderwerp.aan_zet)}.",
                corporatie,
                punt.aanbod,
            )


def _afgesproken(gemeente: Gemeente, corporatie: Woningcorporatie, vandaag: date) -> Iterator[Agendavoorstel]:
    """What was agreed in an earlier meeting with this corporation, at a point that it read, and is overdue."""
    laat = Actie.objects.open().filter(gemeente=gemeente, uiterlijk__lt=vandaag, agendapunt__corporatie=corporatie)
    for actie in laat.select_related("eigenaar"):
        yield _actie(actie, corporatie)


def _gezamenlijke_locaties(gemeente: Gemeente, corporatie: Woningcorporatie) -> Iterator[Agendavoorstel]:
    """Places in which it takes part."""
    for locatie in Locatie.objects.lopend().filter(gemeente=gemeente, corporatie=corporatie).with_verwachting():
        plaatsen, datum = locatie.plaatsen, locatie.datum  # type: ignore[attr-defined]
        yield Agendavoorstel(
            Agendasoort.LOCATIE,
            f"locatie:{locatie.pk}",
            f"{locatie.naam}: {LocatieStatus(locatie.status).label.lower()}",
            timezone.localdate(locatie.signaal_op),
            f"Verwacht: {plaatsen} plaatsen vanaf {_dag(datum)}." if plaatsen else "Nog geen verwachting.",
            corporatie,
            locatie,
        )
