"""Everything that decides whether a person counts, read in a fixed number of queries: places, bookings, rules."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Q

from huisvesting.models import Plaatsingspersoon, Statushouder, Verblijf
from huisvesting.regels.telling import AFMELDING, BEGIN, HUURINGANG, SLEUTEL, Plek, Telkader, Weging
from samenwerking.models import Gemeente
from taakstelling.models import Grond, Realisatie, Telmoment, Telmomentinstelling, Telregel
from taakstelling.regels.telregels import Regel, Woonvorm
from taakstelling.services.slot import lock_gemeente

Bron = Plaatsingspersoon | Verblijf


@dataclass
class Teldossier:
    """One person with the places where he lives or lived, and every booking of him."""

    persoon: Statushouder
    plekken: list[Plek] = field(default_factory=list)
    bronnen: dict[str, Bron] = field(default_factory=dict)
    gemeenten: dict[int, Gemeente] = field(default_factory=dict)
    boekingen: list[Realisatie] = field(default_factory=list)

    @property
    def staand(self) -> Realisatie | None:
        """The booking by which this person counts, if any."""
        herroepen = {b.herroept_id for b in self.boekingen}
        return next((b for b in self.boekingen if not b.herroept_id and b.pk not in herroepen), None)

    def plek_of(self, boeking: Realisatie) -> Plek:
        """The place that this booking names."""
        return next(
            plek
            for plek in self.plekken
            if (bron := self.bronnen[plek.sleutel]).bron_soort() == boeking.bron_soort
            and boeking.bron_id in bron.bron_ids
        )

    def is_verblijf(self, plek: Plek) -> bool:
        return isinstance(self.bronnen[plek.sleutel], Verblijf)

    def weigh(self, kader: Telkader, plek: Plek, peildatum: date) -> Weging:
        """What the rules say of one of these places, beside what is booked."""
        telt_bij = self.staand.gemeente_id if self.staand else None
        return kader.weigh(plek, persoon=self.persoon.soort, telt_bij=telt_bij, peildatum=peildatum)

    def find_telling(self, kader: Telkader, peildatum: date) -> Weging | None:
        """The place that should make this person count."""
        telt_bij = self.staand.gemeente_id if self.staand else None
        return kader.find_telling(self.plekken, persoon=self.persoon.soort, telt_bij=telt_bij, peildatum=peildatum)

    def add(self, plek: Plek, bron: Bron, *gemeenten: Gemeente) -> None:
        self.plekken.append(plek)
        self.bronnen[plek.sleutel] = bron
        self.gemeenten |= {gemeente.pk: gemeente for gemeente in gemeenten}


GRONDEN = {Plaatsingspersoon: Grond.PLAATSING, Verblijf: Grond.VERBLIJF}


def load_dossiers(personen: Iterable[UUID], *, lock: bool = False) -> list[Teldossier]:
    """Read what is known of these people, in the order given.

    With `lock` every gemeente that may be booked for is locked first, in the order of their keys; the caller holds the
    locks on the households. Four queries, and one for each lock.
    """
    volgorde = list(personen)
    rijen = Statushouder.objects.select_related("huishouden__gemeente").in_bulk(volgorde)
    dossiers = {pk: Teldossier(rijen[pk]) for pk in volgorde}
    _add_plaatsingen(dossiers)
    _add_verblijven(dossiers)
    for dossier in dossiers.values():
        dossier.plekken.sort(key=lambda plek: (plek.gebeurtenissen[0][1], plek.sleutel))
    if lock:
        gemeenten = {pk: g for dossier in dossiers.values() for pk, g in dossier.gemeenten.items()}
        for pk in sorted(gemeenten):
            lock_gemeente(gemeenten[pk])
    _add_boekingen(dossiers)
    return list(dossiers.values())


def load_kader(regels: tuple[Regel, ...] | None = None) -> Telkader:
    """The rules as they are on file, or the given ones, with what every gemeente counts on. Two queries."""
    keuzes = defaultdict(list)
    rijen = Telmomentinstelling.objects.order_by("van").values_list("gemeente_id", "van", "telmoment")
    for gemeente, van, telmoment in rijen:
        keuzes[gemeente].append((van, telmoment))

    def telmoment_at(gemeente: int, datum: date) -> str:
        """As Telmomentinstelling.objects.telmoment, which asks the database each time."""
        gekozen = [telmoment for van, telmoment in keuzes[gemeente] if van <= datum]
        return gekozen[-1] if gekozen else Telmoment.SLEUTEL

    return Telkader(Telregel.objects.as_regels() if regels is None else regels, telmoment_at)


def _add_plaatsingen(dossiers: dict[UUID, Teldossier]) -> None:
    rijen = Plaatsingspersoon.objects.filter(statushouder__in=dossiers).select_related("plaatsing__woongemeente")
    for rij in rijen:
        dossier, plaatsing = dossiers[rij.statushouder_id], rij.plaatsing
        koppel = dossier.persoon.huishouden.gemeente
        data = ((HUURINGANG, plaatsing.ingangsdatum), (SLEUTEL, plaatsing.sleuteldatum), (AFMELDING, rij.afmelddatum))
        plek = Plek(
            sleutel=f"plaatsing {rij.pk}",
            vorm=Woonvorm(plaatsing.vorm),
            koppelgemeente=koppel.pk,
            verblijfsgemeente=plaatsing.woongemeente_id,
            gebeurtenissen=tuple((gebeurtenis, datum) for gebeurtenis, datum in data if datum),
            geldt=plaatsing.geannuleerd_op is None,
        )
        dossier.add(plek, rij, koppel, plaatsing.woongemeente)


def _add_verblijven(dossiers: dict[UUID, Teldossier]) -> None:
    for rij in Verblijf.objects.filter(statushouder__in=dossiers).select_related("gemeente"):
        dossier = dossiers[rij.statushouder_id]
        koppel = dossier.persoon.huishouden.gemeente
        gemeente = rij.gemeente or koppel
        plek = Plek(
            sleutel=f"verblijf {rij.pk}",
            vorm=Woonvorm(rij.vorm),
            koppelgemeente=koppel.pk,
            verblijfsgemeente=gemeente.pk,
            gebeurtenissen=((BEGIN, rij.van),),
            geldt=not rij.naar_opvang,
            melddatum=rij.melddatum,
        )
        dossier.add(plek, rij, koppel, gemeente)


def _add_boekingen(dossiers: dict[UUID, Teldossier]) -> None:
    """Every booking, also those that were reversed, in the order in which they were made."""
    van: dict[tuple[str, str], Teldossier] = {}
    ids: dict[str, list[str]] = defaultdict(list)
    for dossier in dossiers.values():
        for bron in dossier.bronnen.values():
            for bron_id in bron.bron_ids:
                van[bron.bron_soort(), bron_id] = dossier
                ids[bron.bron_soort()].append(bron_id)
    vraag = Q()
    for soort, bron_ids in ids.items():
        vraag |= Q(bron_soort=soort, bron_id__in=bron_ids)
    if not ids:
        return
    rijen = Realisatie.objects.filter(vraag).select_related("gemeente", "geboekt_door").order_by("pk")
    for boeking in rijen:
        van[boeking.bron_soort, boeking.bron_id].boekingen.append(boeking)
