"""Homes that ask something of who looks: those of the own corporation, and those that are free for the own gemeente."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case, DateField, DateTimeField, F, OuterRef, Q, Subquery, When
from django.utils import timezone

from huisvesting.models import Intrekverzoek, Plaatsing, Voordracht, Woningaanbod
from huisvesting.models.huishouden import VERHUIS_TERMIJN
from huisvesting.models.weigering import Afwijzing
from huisvesting.regels.beurt import Groep, Partij, Vraag, group_for
from huisvesting.regels.keten import INHUIS_TERMIJN
from rapportage.overzichten.vandaag.regel import WEEK, Bron, Kijk, Regel, Soort

# What a home asks of its corporation -> what the line is called.
SOORT_VAN_VRAAG: dict[Vraag, Soort] = {
    Vraag.ANTWOORD: Soort.ANTWOORD,
    Vraag.CONTRACT: Soort.CONTRACT,
    Vraag.AFSPRAAK: Soort.SLEUTEL,
    Vraag.SLEUTEL: Soort.SLEUTEL,
    Vraag.BEVESTIGING: Soort.BEVESTIGEN,
    Vraag.VRIJGAVE: Soort.BLOKKADE,
    Vraag.VERLENGING: Soort.OPTIE,
    Vraag.VOORDRACHT: Soort.OPTIE,
    Vraag.MELDING: Soort.CONCEPT,
}
EIGEN = [vraag.value for vraag in Vraag if group_for(Partij.CORPORATIE, vraag) == Groep.ZELF]


def list_vrij(kijk: Kijk, sinds: datetime) -> list[Regel]:
    """Homes that the gemeente may use and whose option runs: who is put forward for them? One query."""
    if not kijk.casework:
        return []
    rijen = (
        Woningaanbod.objects.beschikbaar(kijk.peildatum)
        .filter(gemeente__in=kijk.casework)
        .exclude(optiedatum=None)
        .order_by()
        .values_list("pk", "optiedatum", "woning__corporatie_id", "bevestigd_op")
    )
    return [
        Regel(
            Bron.AANBOD,
            pk,
            Soort.OPTIE,
            optiedatum,
            sleutels=(pk,),
            corporatie=corporatie,
            vraag=Vraag.VOORDRACHT,
            is_aangekomen=bevestigd_op >= sinds,
        )
        for pk, optiedatum, corporatie, bevestigd_op in rijen
    ]


def list_eigen(kijk: Kijk) -> list[Regel]:
    """The homes of the own corporation that ask something of it, and those whose option ends within a week while the
    gemeente has nobody for them. Names of households have no place here. Two queries."""
    if not kijk.corporaties:
        return []
    return [_eigen(rij, kijk.wacht(rij["gemeente_id"], rij["woning__corporatie_id"])) for rij in _vragen(kijk)]


def _vragen(kijk: Kijk) -> Any:
    """What each home asks, with every day that may count."""
    loopt_af = Q(vraag=Vraag.VOORDRACHT, optiedatum__lte=kijk.peildatum + WEEK)
    voordracht = Voordracht.objects.filter(pk=OuterRef("voordracht_pk"))
    opnieuw = Afwijzing.objects.filter(voordracht=OuterRef("voordracht_pk")).exclude(heroverwogen_op=None)
    plaatsing = Plaatsing.objects.filter(pk=OuterRef("plaatsing_pk"))
    return (
        Woningaanbod.objects.filter(woning__corporatie__in=kijk.corporaties)
        .with_vraag(kijk.peildatum, Partij.CORPORATIE)
        .filter(Q(vraag__in=EIGEN) | loopt_af)
        .annotate(
            gevraagd_op=Subquery(voordracht.values("voorgesteld_op")[:1], output_field=DateTimeField()),
            opnieuw_op=Subquery(opnieuw.order_by("-heroverwogen_op").values("heroverwogen_op")[:1]),
            koppeldatum=Subquery(voordracht.values("huishouden__koppeldatum")[:1]),
            huuringang=Subquery(plaatsing.values("ingangsdatum")[:1]),
            sleutelafspraak=Subquery(
                plaatsing.values(
                    dag=Case(
                        When(afspraakdatum__isnull=False, then=F("afspraakdatum")),
                        default=F("ingangsdatum"),
                        output_field=DateField(),
                    )
                )[:1]
            ),
        )
        .order_by()
        .values(
            "pk",
            "vraag",
            "voordracht_pk",
            "plaatsing_pk",
            "gemeente_id",
            "woning__corporatie_id",
            "beschikbaar_vanaf",
            "optiedatum",
            "blokkade_tot",
            "gevraagd_op",
            "opnieuw_op",
            "koppeldatum",
            "huuringang",
            "sleutelafspraak",
        )
    )


def _eigen(rij: dict[str, Any], wacht: timedelta) -> Regel:
    vraag = Vraag(rij["vraag"])
    return Regel(
        Bron.EIGEN_AANBOD,
        rij["pk"],
        SOORT_VAN_VRAAG[vraag],
        _uiterlijk(rij, vraag, wacht),
        sleutels=(rij["pk"],),
        corporatie=rij["woning__corporatie_id"],
        vraag=vraag,
        voordracht=rij["voordracht_pk"],
        plaatsing=rij["plaatsing_pk"],
    )


def _uiterlijk(rij: dict[str, Any], vraag: Vraag, wacht: timedelta) -> date:
    """The day that belongs to the question."""
    if vraag == Vraag.ANTWOORD:
        return timezone.localdate(rij["opnieuw_op"] or rij["gevraagd_op"]) + wacht
    if vraag == Vraag.CONTRACT:
        return rij["koppeldatum"] + VERHUIS_TERMIJN
    if vraag == Vraag.AFSPRAAK:
        return rij["huuringang"] + INHUIS_TERMIJN
    if vraag == Vraag.SLEUTEL:
        return rij["sleutelafspraak"]
    if vraag == Vraag.VRIJGAVE:
        return rij["blokkade_tot"]
    if vraag in (Vraag.VERLENGING, Vraag.VOORDRACHT):
        return rij["optiedatum"]
    return min(filter(None, (rij["beschikbaar_vanaf"], rij["optiedatum"])))


def list_intrekverzoeken(kijk: Kijk) -> list[Regel]:
    """Assigned homes that a corporation asks back: the opgavemanager decides, within the days that gemeente and
    corporation agreed for an answer. Two queries."""
    if not kijk.leiding:
        return []
    rijen = (
        Intrekverzoek.objects.open()
        .filter(aanbod__gemeente__in=kijk.leiding)
        .values_list("pk", "gevraagd_op", "aanbod_id", "aanbod__gemeente_id", "aanbod__woning__corporatie_id")
    )
    return [
        Regel(
            Bron.INTREKVERZOEK,
            pk,
            Soort.BESLUIT,
            timezone.localdate(gevraagd_op) + kijk.wacht(gemeente, corporatie),
            sleutels=(aanbod,),
            corporatie=corporatie,
        )
        for pk, gevraagd_op, aanbod, gemeente, corporatie in rijen
    ]
