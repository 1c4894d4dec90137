"""Supervision and koppelingsdekking: ladders, letters, plans, milestones, questions to COA."""

from datetime import date

import factory
from django.utils import timezone

from taakstelling.models import (
    Briefsoort,
    CoaVraag,
    Koppelingsdekking,
    Maat,
    Mijlpaal,
    PlanVanAanpak,
    Richting,
    Toezichtbrief,
    Toezichtkader,
    Toezichttrede,
    Zekerheid,
)
from taakstelling.regels.halfjaar import Halfjaar
from tests.factories.samenwerking import GebruikerFactory, GemeenteFactory


class KoppelingsdekkingFactory(factory.django.DjangoModelFactory):
    """A bare row; its fingerprint belongs to nothing. Who needs a true one calls the service."""

    class Meta:
        model = Koppelingsdekking

    gemeente = factory.SubFactory(GemeenteFactory)
    halfjaar = Halfjaar(2026, 1)
    peildatum = date(2026, 4, 1)
    opgave = 30
    gehuisvest = 10
    gekoppeld = 8
    nodig = 20
    tekort = 12
    verschoonbaar = 12
    vingerafdruk = "0" * 64
    bevroren_op = factory.LazyFunction(timezone.now)
    bevroren_door = factory.SubFactory(GebruikerFactory)


class CoaVraagFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CoaVraag

    class Params:
        beantwoord = factory.Trait(
            antwoorddatum=date(2026, 3, 12),
            antwoord="In april komen er vijf mensen bij.",
            beantwoord_op=factory.LazyFunction(timezone.now),
            beantwoord_door=factory.SubFactory(GebruikerFactory),
        )

    gemeente = factory.SubFactory(GemeenteFactory)
    vraagdatum = date(2026, 3, 2)
    vraag = "Wanneer koppelt COA meer mensen?"
    gesteld_op = factory.LazyFunction(timezone.now)
    gesteld_door = factory.SubFactory(GebruikerFactory)


class ToezichtkaderFactory(factory.django.DjangoModelFactory):
    """The general framework, without steps."""

    class Meta:
        model = Toezichtkader

    provincie_code = ""
    naam = "Proefkader"
    bron = "verzonnen"
    zekerheid = Zekerheid.LAAG
    geldig_van = date(2020, 1, 1)
    vastgelegd_op = factory.LazyFunction(timezone.now)
    vastgelegd_door = factory.SubFactory(GebruikerFactory)


class ToezichttredeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Toezichttrede

    kader = factory.SubFactory(ToezichtkaderFactory)
    volgorde = factory.Sequence(lambda n: n + 1)
    naam = factory.LazyAttribute(lambda trede: f"Proeftrede {trede.volgorde}")
    gemiste_halfjaren_op_rij = 1


class ToezichtbriefFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Toezichtbrief

    gemeente = factory.SubFactory(GemeenteFactory)
    richting = Richting.ONTVANGEN
    soort = Briefsoort.VERZOEK
    datum = date(2026, 7, 20)
    kenmerk = factory.Sequence(lambda n: f"PROEF-{n}")
    onderwerp = "Achterstand in het eerste halfjaar"
    vastgelegd_op = factory.LazyFunction(timezone.now)
    vastgelegd_door = factory.SubFactory(GebruikerFactory)


class PlanVanAanpakFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PlanVanAanpak

    class Params:
        vervangen = factory.Trait(
            vervangen_op=factory.LazyFunction(timezone.now), vervangen_door=factory.SubFactory(GebruikerFactory)
        )

    gemeente = factory.SubFactory(GemeenteFactory)
    datum = date(2026, 3, 2)
    titel = "Plan van de proef"
    omschrijving = "Wij zoeken meer woningen."
    vastgelegd_op = factory.LazyFunction(timezone.now)
    vastgelegd_door = factory.SubFactory(GebruikerFactory)


class MijlpaalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Mijlpaal

    plan = factory.SubFactory(PlanVanAanpakFactory)
    datum = date(2026, 4, 1)
    maat = Maat.GEHUISVEST
    aantal = 10
    omschrijving = "Tien mensen hebben een woning"
    vastgelegd_op = factory.LazyFunction(timezone.now)
    vastgelegd_door = factory.SubFactory(GebruikerFactory)
