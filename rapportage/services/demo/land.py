"""National numbers that nobody has decided yet, and a synthetic ledger for every gemeente but the one of the story."""

import random
import uuid
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from samenwerking.models import Gebruiker, Gemeente
from taakstelling.models import Grond, LandelijkeTaakstelling, Soort, Taakstelling, Zekerheid
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.services.realisatie import Boeking, book_realisaties
from taakstelling.services.taakstelling import record_landelijke_taakstelling, set_beginsaldo

BRON = "Demonstratiegegevens: verzonnen"
AANNAME = 12_000
BRON_SOORT = "demonstratie"

Boekingen = dict[Halfjaar, list[Boeking]]


def assume_landelijk(halfjaren: Iterable[Halfjaar], *, door: Gebruiker) -> None:
    """Enter an assumption, labelled as such, for half-years whose national number is not on file."""
    for halfjaar in halfjaren:
        if not LandelijkeTaakstelling.objects.for_halfjaar(halfjaar).exists():
            record_landelijke_taakstelling(
                halfjaar=halfjaar,
                aantal=AANNAME,
                soort=Soort.AANNAME,
                zekerheid=Zekerheid.LAAG,
                bron=BRON,
                opmerking="Aanname voor de demonstratie; dit getal is niet bekend.",
                door=door,
            )


def fill_land(
    halfjaren: list[Halfjaar], *, peildatum: date, behalve: Gemeente, door: Gebruiker, rng: random.Random
) -> None:
    """Give every other gemeente an opening balance and bookings up to `peildatum`, each in its own pace."""
    doelen = _targets(halfjaren)
    boekingen: Boekingen = {halfjaar: [] for halfjaar in halfjaren}
    for gemeente in Gemeente.objects.actief().exclude(pk=behalve.pk).order_by("code"):
        doel = doelen.get(gemeente.code, {})
        if halfjaren[0] not in doel:
            continue
        saldo = round(doel[halfjaren[0]] * rng.triangular(-0.6, 0.3, -0.1))
        set_beginsaldo(gemeente=gemeente, halfjaar=halfjaren[0], saldo=saldo, bron=BRON, door=door)
        tempo = rng.triangular(0.6, 1.25, 0.98)
        for halfjaar in halfjaren:
            aantal = round(doel.get(halfjaar, 0) * tempo * rng.uniform(0.85, 1.2))
            boekingen[halfjaar] += _bookings(gemeente, halfjaar, aantal, peildatum, rng)
    _book(boekingen, tot=peildatum, door=door)


def fill_history(
    gemeente: Gemeente, halfjaren: list[Halfjaar], *, tot: date, door: Gebruiker, rng: random.Random
) -> None:
    """What the gemeente of the story counted before the story begins on `tot`: somewhat less than was asked."""
    doel = _targets(halfjaren).get(gemeente.code, {})
    boekingen = {
        halfjaar: _bookings(gemeente, halfjaar, round(doel.get(halfjaar, 0) * 0.97), tot, rng) for halfjaar in halfjaren
    }
    _book(boekingen, tot=tot, door=door)


def _book(boekingen: Boekingen, *, tot: date, door: Gebruiker) -> None:
    """Book each half-year on its last day, or on `tot` when that comes first."""
    for halfjaar, rijen in boekingen.items():
        book_realisaties(
            boekingen=rijen,
            grond=Grond.PLAATSING,
            bron_soort=BRON_SOORT,
            regel="R-301 versie 1",
            reden=BRON,
            door=door,
            op=timezone.make_aware(datetime.combine(min(halfjaar.eind, tot), time(8))),
        )


def _targets(halfjaren: list[Halfjaar]) -> dict[str, dict[Halfjaar, int]]:
    doelen: dict[str, dict[Halfjaar, int]] = {}
    for t in (
        Taakstelling.objects.geldend().filter(landelijk__halfjaar__in=halfjaren).select_related("gemeente", "landelijk")
    ):
        doelen.setdefault(t.gemeente.code, {})[t.landelijk.halfjaar] = t.adams
    return doelen


def _bookings(
    gemeente: Gemeente, halfjaar: Halfjaar, aantal: int, peildatum: date, rng: random.Random
) -> list[Boeking]:
    """`aantal` persons spread over the half-year, in households of one to five; those after `peildatum` are dropped."""
    dagen = (halfjaar.eind - halfjaar.begin).days
    boekingen: list[Boeking] = []
    while aantal > 0:
        datum = halfjaar.begin + timedelta(days=rng.randint(0, dagen))
        grootte = min(rng.choice((1, 1, 1, 2, 3, 4, 5)), aantal)
        aantal -= grootte
        if datum <= peildatum:
            boekingen += [Boeking(gemeente, datum, str(uuid.UUID(int=rng.getrandbits(128)))) for _ in range(grootte)]
    return boekingen
