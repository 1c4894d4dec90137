"""The lines of one page of the work list, with who, what, when and the one button."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Subquery
from django.urls import reverse

from huisvesting.models import (
    CoaImport,
    Dossiersluiting,
    Huishouden,
    HuishoudenStatus,
    Intrekverzoek,
    Parkering,
    Plaatsing,
    Statushouder,
    Voordracht,
    Weigering,
    Woningaanbod,
)
from huisvesting.overzichten import VolgendeStap, next_step, step_of_aanbod
from huisvesting.regels.beurt import Partij, Vraag
from huisvesting.regels.passendheid import Woningkenmerken, assess_passendheid
from rapportage.overzichten.vandaag.overig import MET_ACTIES
from rapportage.overzichten.vandaag.regel import Bron, Kijk, Regel, Soort
from samenwerking.models import Actie, Besluit, Escalatie


@dataclass(frozen=True)
class Taak:
    """One line as it is read. `wie`, `onder`, `url`: what it is about. `huishouden` is whom it names, if anyone."""

    regel: Regel
    wie: str
    onder: str
    url: str
    stap: VolgendeStap
    huishouden: Huishouden | None = None


# How many free homes of each kind there are, per gemeente.
Vrij = defaultdict[int, Counter[Woningkenmerken]]
COA_LIJST = CoaImport._meta.label_lower
# The V-nummer is not shown, so it need not be decrypted.
LEDEN = Prefetch("personen", Statushouder.objects.defer("v_nummer"))


def load_taken(regels: Iterable[Regel], kijk: Kijk) -> list[Taak]:
    """These lines in this order. A fixed number of queries for each kind of line, whatever the number of lines."""
    regels = list(regels)
    taken: dict[tuple[Bron, UUID], Taak] = {}
    for bron, laad in LADERS.items():
        eigen = [regel for regel in regels if regel.bron == bron]
        if eigen:
            taken |= {(bron, taak.regel.pk): taak for taak in laad(eigen, kijk)}
    return [taken[regel.bron, regel.pk] for regel in regels if (regel.bron, regel.pk) in taken]


def _grootte(huishouden: Huishouden) -> str:
    aantal = huishouden.aantal_personen
    return "1 persoon" if aantal == 1 else f"{aantal} personen"


# --- Households -------------------------------------------------------------------------------------------------------
def _huishoudens(regels: list[Regel], kijk: Kijk) -> Iterable[Taak]:
    huishoudens = (
        Huishouden.objects.with_status()
        .select_related("gemeente")
        .annotate(
            geparkeerd_tot=Subquery(
                Parkering.objects.filter(huishouden=OuterRef("pk"), hervat_op=None).values("tot")[:1]
            ),
            heeft_voorstel=Exists(
                Dossiersluiting.objects.filter(huishouden=OuterRef("pk"), besloten_op=None, afgewezen_op=None)
            ),
        )
        .prefetch_related(
            LEDEN,
            "eisen",
            "gemeente__woonnormen",
            Prefetch(
                "voordrachten",
                Voordracht.objects.open()
                .filter(plaatsing__doorstroom_op=None)
                .select_related("aanbod__woning__corporatie")
                .order_by("-voorgesteld_op"),
                to_attr="open_voordrachten",
            ),
            Prefetch(
                "plaatsingen",
                Plaatsing.objects.lopend().prefetch_related("personen").order_by("-getekend_op"),
                to_attr="lopende_plaatsingen",
            ),
        )
        .in_bulk([regel.pk for regel in regels])
    )
    vrij = _vrije_woningen(huishoudens.values(), kijk)
    for regel in regels:
        huishouden = huishoudens.get(regel.pk)
        if huishouden:
            stap = _stap(huishouden, regel, vrij, kijk)
            url = huishouden.get_absolute_url()
            yield Taak(regel, huishouden.aanduiding, _grootte(huishouden), url, stap, huishouden)


def _vrije_woningen(huishoudens: Iterable[Huishouden], kijk: Kijk) -> Vrij:
    gemeenten = {h.gemeente_id for h in huishoudens if h.status == HuishoudenStatus.KLAAR}
    vrij: Vrij = defaultdict(Counter)
    for aanbod in (
        Woningaanbod.objects.filter(gemeente__in=gemeenten).beschikbaar(kijk.peildatum).select_related("woning")
    ):
        vrij[aanbod.gemeente_id][aanbod.kenmerken] += 1
    return vrij


def _stap(huishouden: Huishouden, regel: Regel, vrij: Vrij, kijk: Kijk) -> VolgendeStap:
    """What has to be done; for who decides about it the decision itself."""
    voordracht = next(iter(huishouden.open_voordrachten), None)
    plaatsing = next(iter(huishouden.lopende_plaatsingen), None)
    if regel.soort == Soort.BESLUIT and huishouden.gemeente_id in kijk.leiding:
        tekst = "Er is voorgesteld om dit huishouden terug te geven aan COA. Beslis of dat mag."
        return VolgendeStap(tekst, "Beslis", huishouden.get_absolute_url())
    if (
        regel.soort == Soort.WEIGERING
        and voordracht
        and voordracht.lopende_weigering_id
        and huishouden.gemeente_id in kijk.oordeel
    ):
        return _beoordeel(voordracht.lopende_weigering_id)
    if regel.soort == Soort.DOORSTROOM and plaatsing:
        url = reverse("huisvesting:plaatsing_doorstroom", kwargs={"pk": plaatsing.pk})
        return VolgendeStap("De tijdelijke huur loopt af. Zoek een vaste woning.", "Start doorstroom", url)
    zoekt = huishouden.status == HuishoudenStatus.KLAAR
    return next_step(
        huishouden,
        voordracht,
        plaatsing,
        passend=_count_passend(huishouden, vrij) if zoekt else 0,
        geteld_op=None,
        peildatum=kijk.peildatum,
        status=huishouden.status,
        geparkeerd_tot=huishouden.geparkeerd_tot,
        heeft_voorstel=huishouden.heeft_voorstel,
    )


def _count_passend(huishouden: Huishouden, vrij: Vrij) -> int:
    """How many free homes fit. What is needed depends on the day on which a home is free: children grow up."""
    woningen = vrij[huishouden.gemeente_id]
    behoeften = {dag: huishouden.behoefte(dag) for dag in {w.beschikbaar_vanaf for w in woningen}}
    return sum(
        aantal
        for kenmerken, aantal in woningen.items()
        if assess_passendheid(behoeften[kenmerken.beschikbaar_vanaf], kenmerken).past
    )


def _beoordeel(weigering: UUID) -> VolgendeStap:
    url = reverse("huisvesting:weigering_detail", kwargs={"pk": weigering})
    return VolgendeStap("Het huishouden weigert de woning. Beoordeel of dat terecht is.", "Beoordeel", url)


# --- Homes ------------------------------------------------------------------------------------------------------------
def _vrij_aanbod(regels: list[Regel], kijk: Kijk) -> Iterable[Taak]:
    for regel, aanbod in _lees_aanbod(regels, [regel.pk for regel in regels]):
        stap = step_of_aanbod(aanbod, Vraag.VOORDRACHT, Partij.GEMEENTE)
        yield Taak(regel, aanbod.woning.adres, str(aanbod.woning.corporatie), aanbod.get_absolute_url(), stap)


def _eigen_aanbod(regels: list[Regel], kijk: Kijk) -> Iterable[Taak]:
    for regel, aanbod in _lees_aanbod(regels, [regel.pk for regel in regels]):
        yield Taak(
            regel, aanbod.woning.adres, str(aanbod.gemeente), aanbod.get_absolute_url(), _stap_van_eigen(aanbod, regel)
        )


def _lees_aanbod(regels: list[Regel], sleutels: list[UUID]) -> Iterable[tuple[Regel, Woningaanbod]]:
    """Each line with the home that has this key."""
    gevonden = Woningaanbod.objects.select_related("woning__corporatie", "gemeente").in_bulk(sleutels)
    return [(regel, gevonden[pk]) for regel, pk in zip(regels, sleutels, strict=True) if pk in gevonden]


def _stap_van_eigen(aanbod: Woningaanbod, regel: Regel) -> VolgendeStap:
    if regel.vraag == Vraag.VOORDRACHT:
        url = reverse("huisvesting:aanbod_extend", kwargs={"pk": aanbod.pk})
        return VolgendeStap("De optie loopt af en er is nog niemand voorgedragen.", "Verleng optie", url)
    return step_of_aanbod(
        aanbod,
        Vraag(regel.vraag),
        Partij.CORPORATIE,
        voordracht_pk=regel.voordracht,
        plaatsing_pk=regel.plaatsing,
    )


def _verzoeken(regels: list[Regel], kijk: Kijk) -> Iterable[Taak]:
    verzoeken = Intrekverzoek.objects.select_related("aanbod__woning__corporatie").in_bulk([r.pk for r in regels])
    for regel in regels:
        verzoek = verzoeken.get(regel.pk)
        if verzoek:
            woning, url = verzoek.aanbod.woning, verzoek.aanbod.get_absolute_url()
            tekst = f"{woning.corporatie} vraagt deze toegewezen woning terug. Beslis of dat mag."
            yield Taak(regel, woning.adres, str(woning.corporatie), url, VolgendeStap(tekst, "Beslis", url))


# --- What else --------------------------------------------------------------------------------------------------------
def _acties(regels: list[Regel], kijk: Kijk) -> Iterable[Taak]:
    """Named after the household for casework; who may not read the dossier sees only what has to be done."""
    acties = Actie.objects.in_bulk([regel.pk for regel in regels])
    casework = [actie for actie in acties.values() if actie.gemeente_id in kijk.casework]
    onderwerpen = _onderwerpen(actie for actie in casework if actie.onderwerp_soort in MET_ACTIES)
    for regel in regels:
        actie = acties.get(regel.pk)
        if not actie:
            continue
        tekst = f"{actie.afdeling}: {actie.titel}" if actie.afdeling else actie.titel
        if regel.aantal:
            tekst += f" (en nog {regel.aantal})"
        gedaan = reverse("samenwerking:actie_gedaan", kwargs={"pk": actie.pk})
        if actie not in casework or actie.onderwerp_soort not in MET_ACTIES:
            yield Taak(regel, "Actie", "", gedaan, VolgendeStap(tekst, "Vink af", gedaan))
        elif actie.onderwerp_soort == COA_LIJST:
            lijst = reverse("huisvesting:coa_import_detail", kwargs={"pk": actie.onderwerp_id})
            yield Taak(regel, "COA-lijst", "", lijst, VolgendeStap(tekst, "Vink af", gedaan))
        elif onderwerp := onderwerpen.get(UUID(actie.onderwerp_id)):
            huishouden = onderwerp if isinstance(onderwerp, Huishouden) else onderwerp.huishouden
            stap = VolgendeStap(tekst, "Bekijk acties", f"{onderwerp.get_absolute_url()}#acties")
            url = huishouden.get_absolute_url()
            yield Taak(regel, huishouden.aanduiding, _grootte(huishouden), url, stap, huishouden)


def _onderwerpen(acties: Iterable[Actie]) -> dict[UUID, Huishouden | Plaatsing]:
    sleutels = [UUID(actie.onderwerp_id) for actie in acties]
    met_leden = Prefetch("huishouden__personen", Statushouder.objects.defer("v_nummer"))
    return {
        **Huishouden.objects.select_related("gemeente").prefetch_related(LEDEN).in_bulk(sleutels),
        **Plaatsing.objects.select_related("huishouden__gemeente").prefetch_related(met_leden).in_bulk(sleutels),
    }


def _weigeringen(regels: list[Regel], kijk: Kijk) -> Iterable[Taak]:
    """For the jurist, who reads the name as long as the refusal waits."""
    weigeringen = (
        Weigering.objects.select_related("voordracht__huishouden__gemeente")
        .prefetch_related(Prefetch("voordracht__huishouden__personen", Statushouder.objects.defer("v_nummer")))
        .in_bulk([regel.pk for regel in regels])
    )
    for regel in regels:
        weigering = weigeringen.get(regel.pk)
        if weigering:
            huishouden, url = weigering.voordracht.huishouden, weigering.get_absolute_url()
            yield Taak(regel, huishouden.aanduiding, _grootte(huishouden), url, _beoordeel(weigering.pk), huishouden)


def _besluiten(regels: list[Regel], kijk: Kijk) -> Iterable[Taak]:
    """A decision names nobody."""
    besluiten = Besluit.objects.in_bulk([regel.pk for regel in regels])
    for regel in regels:
        besluit = besluiten.get(regel.pk)
        if besluit:
            url = besluit.get_absolute_url()
            stap = VolgendeStap(f"Aan u voorgelegd: {besluit.titel}", "Beslis", url)
            yield Taak(regel, "Besluit", besluit.get_soort_display(), url, stap)


def _escalaties(regels: list[Regel], kijk: Kijk) -> Iterable[Taak]:
    """An escalation names nobody."""
    escalaties = Escalatie.objects.in_bulk([regel.pk for regel in regels])
    for regel in regels:
        escalatie = escalaties.get(regel.pk)
        if escalatie:
            url = escalatie.get_absolute_url()
            yield Taak(regel, "Escalatie", escalatie.titel, url, VolgendeStap(escalatie.vraag, "Beantwoord", url))


LADERS = {
    Bron.HUISHOUDEN: _huishoudens,
    Bron.AANBOD: _vrij_aanbod,
    Bron.EIGEN_AANBOD: _eigen_aanbod,
    Bron.ACTIE: _acties,
    Bron.WEIGERING: _weigeringen,
    Bron.INTREKVERZOEK: _verzoeken,
    Bron.BESLUIT: _besluiten,
    Bron.ESCALATIE: _escalaties,
}
