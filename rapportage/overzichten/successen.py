"""The good news of a gemeente: what may be told of who got a home, milestones, and how many people (R-707)."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, OuterRef, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Substr

from huisvesting.models import Plaatsing
from rapportage.regels.successen import Mijlpaal, Sleutel, Succes, find_mijlpalen, tell_successen
from samenwerking.basis.kleine_aantallen import GRENS
from samenwerking.models import Gemeente, Wijkpostcode
from taakstelling.models import Realisatie, Voortgang
from taakstelling.regels.halfjaar import Halfjaar

# Lines are told of who got the key in this time, so that enough households share each.
TERUGKIJKEN = timedelta(days=365)
HALFJAREN = 4


@dataclass(frozen=True)
class Successen:
    """`personen`: who counts in the half-year that runs; `huishoudens`: how many got a key in the last year."""

    halfjaar: Halfjaar
    personen: int
    huishoudens: int
    regels: tuple[Succes, ...]
    mijlpalen: tuple[Mijlpaal, ...]


def collect_successen(gemeente: Gemeente, peildatum: date) -> Successen:
    """Three queries, however many households."""
    halfjaar = Halfjaar.van_datum(peildatum)
    sleutels = list_sleutels(gemeente, peildatum - TERUGKIJKEN, peildatum)
    personen, mijlpalen = _mijlpalen(gemeente, halfjaar)
    return Successen(halfjaar, personen, len(sleutels), tell_successen(sleutels, GRENS), mijlpalen)


def list_sleutels(gemeente: Gemeente, na: date, tot_en_met: date) -> list[Sleutel]:
    """The keys of homes that were handed over after the one day until the other. One query."""
    wijk = Wijkpostcode.objects.filter(gemeente=gemeente, cijfers=OuterRef("cijfers")).values("wijk__naam")[:1]
    rijen = (
        Plaatsing.objects.filter(
            aanbod__gemeente=gemeente, geannuleerd_op=None, sleuteldatum__gt=na, sleuteldatum__lte=tot_en_met
        )
        .annotate(cijfers=Substr("aanbod__woning__postcode", 1, 4))
        .annotate(wijk=Coalesce(Subquery(wijk), Value("")), aantal=Count("personen"))
        .values_list("sleuteldatum", "aantal", "wijk")
    )
    return [Sleutel(*rij) for rij in rijen]


def _mijlpalen(gemeente: Gemeente, halfjaar: Halfjaar) -> tuple[int, tuple[Mijlpaal, ...]]:
    """Who counts in this half-year, and the milestones of the last ones, the newest first. Two queries."""
    eerste = halfjaar
    for _ in range(HALFJAREN - 1):
        eerste = eerste.vorige
    boekingen = (
        Realisatie.objects.filter(gemeente=gemeente, halfjaar__gte=eerste, halfjaar__lte=halfjaar)
        .values("halfjaar", "datum")
        .order_by()
        .annotate(personen=Sum("aantal"))
    )
    per_halfjaar: dict[Halfjaar, Counter[date]] = defaultdict(Counter)
    for boeking in boekingen:
        per_halfjaar[boeking["halfjaar"]][boeking["datum"]] += boeking["personen"]
    voortgang = Voortgang.objects.for_gemeente(gemeente).filter(halfjaar__gte=eerste, halfjaar__lte=halfjaar)
    mijlpalen = [
        mijlpaal
        for rij in voortgang
        for mijlpaal in find_mijlpalen(
            per_halfjaar[rij.halfjaar], rij.opgave, rij.saldo_begin, f"de {rij.halfjaar.omschrijving}"
        )
    ]
    return sum(per_halfjaar[halfjaar].values()), tuple(sorted(mijlpalen, key=lambda m: m.datum, reverse=True))
