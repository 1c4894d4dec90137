"""Targets and bookings for tests. Voortgang is made by the services only."""

from datetime import date

import factory
from django.utils import timezone

from samenwerking.models import Gemeente
from taakstelling.models import (
    Beginsaldo,
    GepubliceerdeTaakstelling,
    Grond,
    Inwonertal,
    LandelijkeTaakstelling,
    Realisatie,
    Soort,
    Taakstelling,
    Telmoment,
    Telmomentinstelling,
    Voortgang,
    Zekerheid,
)
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.services.taakstelling import publish_taakstelling, set_beginsaldo
from tests.factories.samenwerking import GebruikerFactory, GemeenteFactory

EERSTE = Halfjaar(2026, 1)


class InwonertalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Inwonertal

    gemeente = factory.SubFactory(GemeenteFactory)
    peildatum = date(2025, 1, 1)
    aantal = 50_000
    bron = "verzonnen"


class LandelijkeTaakstellingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LandelijkeTaakstelling

    halfjaar = Halfjaar(2026, 1)
    versie = factory.Sequence(lambda n: n + 1)
    aantal = 10_000
    soort = Soort.VASTGESTELD
    zekerheid = Zekerheid.HOOG
    bron = "verzonnen"
    vastgelegd_op = factory.LazyFunction(timezone.now)
    vastgelegd_door = factory.SubFactory(GebruikerFactory)


class TaakstellingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Taakstelling

    gemeente = factory.SubFactory(GemeenteFactory)
    landelijk = factory.SubFactory(LandelijkeTaakstellingFactory)
    inwoners = 50_000
    adams = 30
    wettekst = 31


class GepubliceerdeTaakstellingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = GepubliceerdeTaakstelling

    class Params:
        vervangen = factory.Trait(
            vervangen_op=factory.LazyFunction(timezone.now), vervangen_door=factory.SubFactory(GebruikerFactory)
        )

    gemeente = factory.SubFactory(GemeenteFactory)
    halfjaar = Halfjaar(2026, 1)
    aantal = 30
    bron = "verzonnen"
    vastgelegd_op = factory.LazyFunction(timezone.now)
    vastgelegd_door = factory.SubFactory(GebruikerFactory)


class BeginsaldoFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Beginsaldo

    class Params:
        vervangen = factory.Trait(
            vervangen_op=factory.LazyFunction(timezone.now), vervangen_door=factory.SubFactory(GebruikerFactory)
        )

    gemeente = factory.SubFactory(GemeenteFactory)
    halfjaar = Halfjaar(2026, 1)
    saldo = 0
    bron = "verzonnen"
    vastgesteld_op = factory.LazyFunction(timezone.now)
    vastgesteld_door = factory.SubFactory(GebruikerFactory)


class RealisatieFactory(factory.django.DjangoModelFactory):
    """A bare row of the ledger. Voortgang does not follow: bookings that must count go through the services."""

    class Meta:
        model = Realisatie

    gemeente = factory.SubFactory(GemeenteFactory)
    datum = date(2026, 3, 2)
    halfjaar = factory.LazyAttribute(lambda booking: Halfjaar.van_datum(booking.datum))
    aantal = 1
    grond = Grond.PLAATSING
    bron_soort = "proef"
    bron_id = factory.Sequence(str)
    regel = "R-301 versie 1"
    geboekt_op = factory.LazyFunction(timezone.now)
    geboekt_door = factory.SubFactory(GebruikerFactory)


class TelmomentinstellingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Telmomentinstelling

    gemeente = factory.SubFactory(GemeenteFactory)
    telmoment = Telmoment.SLEUTEL
    van = date(2020, 1, 1)
    ingesteld_op = factory.LazyFunction(timezone.now)
    ingesteld_door = factory.SubFactory(GebruikerFactory)


def start_gemeente(
    *, gemeente: Gemeente | None = None, halfjaar: Halfjaar = EERSTE, doel: int = 30, saldo: int = 0
) -> Voortgang:
    """A gemeente that starts in this half-year with a published target and an opening saldo. Out: its voortgang."""
    gemeente = gemeente or GemeenteFactory()
    door = GebruikerFactory()
    set_beginsaldo(gemeente=gemeente, halfjaar=halfjaar, saldo=saldo, bron="verzonnen", door=door)
    publish_taakstelling(gemeente=gemeente, halfjaar=halfjaar, aantal=doel, bron="verzonnen", door=door)
    return Voortgang.objects.get(gemeente=gemeente, halfjaar=halfjaar)
