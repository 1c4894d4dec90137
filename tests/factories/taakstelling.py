"""Targets and bookings for tests. Voortgang is made by the services only."""

from datetime import date

import factory
from django.utils import timezone

from samenwerking.models import Gemeente
from taakstelling.models import (
    Afsluiting,
    Afstemverschil,
    Beginsaldo,
    CoaStand,
    GepubliceerdeTaakstelling,
    Grond,
    Herindeling,
    Inwonertal,
    LandelijkeTaakstelling,
    Overdracht,
    Overdrachtregel,
    Overzichtimport,
    Realisatie,
    Saldocorrectie,
    Saldoteken,
    Soort,
    SoortHerindeling,
    SoortOverzicht,
    SoortSaldocorrectie,
    Taakstelling,
    Telmoment,
    Telmomentinstelling,
    Telregel,
    Verschilreden,
    Voortgang,
    Zekerheid,
)
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.regels.telregels import Moment, Persoonssoort, TeltVoor, Woonvorm
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


class TelregelFactory(factory.django.DjangoModelFactory):
    """A rule for a form and kind that the product ships none for."""

    class Meta:
        model = Telregel

    code = "R-310"
    versie = 1
    vorm = Woonvorm.HAR
    persoon = Persoonssoort.HERVESTIGD
    telt = True
    telt_voor = TeltVoor.KOPPELGEMEENTE
    moment = Moment.BEGIN
    reden = "Verzonnen regel."
    bron = "verzonnen"
    geldig_van = date(2020, 1, 1)
    vastgelegd_op = factory.LazyFunction(timezone.now)
    vastgelegd_door = factory.SubFactory(GebruikerFactory)


def start_gemeente(
    *, gemeente: Gemeente | None = None, halfjaar: Halfjaar = EERSTE, doel: int = 30, saldo: int = 0
) -> Voortgang:
    """A gemeente that starts in this half-year with a published target and an opening saldo. Out: its voortgang."""
    gemeente = gemeente or GemeenteFactory()
    door = GebruikerFactory()
    set_beginsaldo(gemeente=gemeente, halfjaar=halfjaar, saldo=saldo, bron="verzonnen", door=door)
    publish_taakstelling(gemeente=gemeente, halfjaar=halfjaar, aantal=doel, bron="verzonnen", door=door)
    return Voortgang.objects.get(gemeente=gemeente, halfjaar=halfjaar)


class OverzichtimportFactory(factory.django.DjangoModelFactory):
    """An overview whose file is gone: put away, or applied. One that waits for a decision comes from the service."""

    class Meta:
        model = Overzichtimport

    class Params:
        toegepast = factory.Trait(
            toegepast_op=factory.LazyFunction(timezone.now), toegepast_door=factory.SelfAttribute("ontvangen_door")
        )

    soort = SoortOverzicht.COA_STAND
    halfjaar = EERSTE
    peildatum = date(2026, 4, 1)
    saldoteken = Saldoteken.VOORSPRONG
    bestandsnaam = "stand.csv"
    bestand_hash = factory.Sequence(lambda n: f"{n:064x}")
    toewijzing = {"gemeente": "Gemeente", "gerealiseerd": "Gerealiseerd"}
    ontvangen_op = factory.LazyFunction(timezone.now)
    ontvangen_door = factory.SubFactory(GebruikerFactory)
    gesloten_op = factory.LazyFunction(timezone.now)
    gesloten_door = factory.SelfAttribute("ontvangen_door")


class CoaStandFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CoaStand

    class Params:
        vervangen = factory.Trait(
            vervangen_op=factory.LazyFunction(timezone.now), vervangen_door=factory.SubFactory(GebruikerFactory)
        )

    gemeente = factory.SubFactory(GemeenteFactory)
    halfjaar = EERSTE
    peildatum = date(2026, 4, 1)
    gerealiseerd = 10
    overzicht = factory.SubFactory(OverzichtimportFactory, toegepast=True)
    vastgelegd_op = factory.LazyFunction(timezone.now)
    vastgelegd_door = factory.SubFactory(GebruikerFactory)


class AfstemverschilFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Afstemverschil

    class Params:
        opgelost = factory.Trait(
            verschil_tot=date(2026, 5, 1),
            opgelost_op=factory.LazyFunction(timezone.now),
            opgelost_door=factory.SubFactory(GebruikerFactory),
        )
        over_persoon = factory.Trait(bron_soort="proef", bron_id=factory.Sequence(str))

    gemeente = factory.SubFactory(GemeenteFactory)
    halfjaar = EERSTE
    aantal = 1
    reden = Verschilreden.NIET_VERWERKT
    verschil_van = date(2026, 4, 1)
    gemeld_op = factory.LazyFunction(timezone.now)
    gemeld_door = factory.SubFactory(GebruikerFactory)


class HerindelingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Herindeling

    class Params:
        splitsing = factory.Trait(soort=SoortHerindeling.SPLITSING)

    ingangsdatum = date(2026, 7, 1)
    oud = factory.SubFactory(GemeenteFactory)
    nieuw = factory.SubFactory(GemeenteFactory)
    soort = SoortHerindeling.SAMENVOEGING


class OverdrachtFactory(factory.django.DjangoModelFactory):
    """A bare decision without its parts; one that must count goes through the service."""

    class Meta:
        model = Overdracht

    class Params:
        ingetrokken = factory.Trait(
            ingetrokken_op=factory.LazyFunction(timezone.now),
            ingetrokken_door=factory.SubFactory(GebruikerFactory),
            intrekreden="Het college kwam erop terug",
        )

    halfjaar = EERSTE
    besluitdatum = date(2026, 2, 2)
    document = "Besluit 1"
    vastgelegd_op = factory.LazyFunction(timezone.now)
    vastgelegd_door = factory.SubFactory(GebruikerFactory)


class OverdrachtregelFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Overdrachtregel

    overdracht = factory.SubFactory(OverdrachtFactory)
    gemeente = factory.SubFactory(GemeenteFactory)
    aantal = 3
    kenmerk = "Z-1"


class SaldocorrectieFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Saldocorrectie

    class Params:
        herindeling = factory.Trait(soort=SoortSaldocorrectie.HERINDELING, herkomst=factory.SubFactory(GemeenteFactory))

    gemeente = factory.SubFactory(GemeenteFactory)
    halfjaar = EERSTE
    aantal = 2
    soort = SoortSaldocorrectie.VEREFFENING
    reden = "verzonnen"
    vastgelegd_op = factory.LazyFunction(timezone.now)
    vastgelegd_door = factory.SubFactory(GebruikerFactory)


class AfsluitingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Afsluiting

    gemeente = factory.SubFactory(GemeenteFactory)
    halfjaar = EERSTE
    taakstelling = 30
    saldo_begin = 0
    gerealiseerd = 0
    vingerafdruk = "0" * 64
    afgesloten_op = factory.LazyFunction(timezone.now)
    afgesloten_door = factory.SubFactory(GebruikerFactory)
