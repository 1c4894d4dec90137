"""DOET: the parts of a dossier. Factories write rows, not events."""

from datetime import date
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from huisvesting.models import (
    Aanvulling,
    Contactmoment,
    Contactwijze,
    Dossiersluiting,
    Eis,
    Eissoort,
    Notitie,
    Ontbrekend,
    Parkering,
    Sluiting,
    Woonnorm,
)
from samenwerking.models import Actie, Klasse
from tests.factories.huisvesting import MOMENT, PEILDATUM, HuishoudenFactory, dag
from tests.factories.samenwerking import AmbtenaarFactory, GemeenteFactory, RedenFactory


class AanvullingFactory(DjangoModelFactory):
    """A question to COA that waits for its answer."""

    class Meta:
        model = Aanvulling

    class Params:
        aangevuld = factory.Trait(aangevuld_op=dag(3), aangevuld_door=factory.SelfAttribute("gevraagd_door"))

    huishouden = factory.SubFactory(HuishoudenFactory, aangemeld=True)
    ontbreekt = factory.LazyFunction(lambda: [Ontbrekend.BSN_PAS.value])
    gevraagd_op = MOMENT
    gevraagd_door = factory.SelfAttribute("huishouden.aangemeld_door")


class ParkeringFactory(DjangoModelFactory):
    """A household that waits for papers, for a month."""

    class Meta:
        model = Parkering

    class Params:
        hervat = factory.Trait(hervat_op=dag(3), hervat_door=factory.SelfAttribute("geparkeerd_door"))

    huishouden = factory.SubFactory(HuishoudenFactory)
    reden = factory.SubFactory(RedenFactory, klasse=Klasse.COA)
    tot = dag(30).date()
    geparkeerd_op = MOMENT
    geparkeerd_door = factory.SelfAttribute("huishouden.aangemeld_door")


class DossiersluitingFactory(DjangoModelFactory):
    """A proposal to hand a household back that waits for the opgavemanager."""

    class Meta:
        model = Dossiersluiting

    class Params:
        besloten = factory.Trait(besloten_op=dag(2), besloten_door=factory.SelfAttribute("voorgesteld_door"))
        afgewezen = factory.Trait(
            afgewezen_op=dag(2), afgewezen_door=factory.SelfAttribute("voorgesteld_door"), motivering="Nog niet."
        )
        heropend = factory.Trait(
            besloten=True,
            heropend_op=dag(4),
            heropend_door=factory.SelfAttribute("voorgesteld_door"),
            motivering="Toch nog hier.",
        )
        afgesloten = factory.Trait(besloten=True, soort=Sluiting.AFGESLOTEN, reden=None)

    huishouden = factory.SubFactory(HuishoudenFactory)
    soort = Sluiting.TERUGGEGEVEN
    reden = factory.SubFactory(RedenFactory, klasse=Klasse.COA)
    voorgesteld_op = MOMENT
    voorgesteld_door = factory.SelfAttribute("huishouden.aangemeld_door")


class EisFactory(DjangoModelFactory):
    """A rent that may be no higher."""

    class Meta:
        model = Eis

    huishouden = factory.SubFactory(HuishoudenFactory)
    soort = Eissoort.HUUR
    is_hard = True
    bedrag = Decimal("700.00")


class NotitieFactory(DjangoModelFactory):
    class Meta:
        model = Notitie

    huishouden = factory.SubFactory(HuishoudenFactory)
    tekst = "Belt liever in de middag."
    geschreven_op = MOMENT
    geschreven_door = factory.SelfAttribute("huishouden.aangemeld_door")


class ContactmomentFactory(DjangoModelFactory):
    class Meta:
        model = Contactmoment

    huishouden = factory.SubFactory(HuishoudenFactory)
    contactdatum = PEILDATUM
    wijze = Contactwijze.TELEFOON
    vastgelegd_op = MOMENT
    vastgelegd_door = factory.SelfAttribute("huishouden.aangemeld_door")


class ActieFactory(DjangoModelFactory):
    """Something to do about a household; `over` is what it is about."""

    class Meta:
        model = Actie

    class Params:
        over = factory.SubFactory(HuishoudenFactory)
        gereed = factory.Trait(gereed_op=dag(2), gereed_door=factory.SelfAttribute("gemaakt_door"))
        vervallen = factory.Trait(vervallen_op=dag(2), vervallen_door=factory.SelfAttribute("gemaakt_door"))

    gemeente = factory.SelfAttribute("over.gemeente")
    titel = factory.Sequence(lambda n: f"Actie nummer {n}")
    onderwerp_soort = factory.LazyAttribute(lambda o: o.over._meta.label_lower)
    onderwerp_id = factory.LazyAttribute(lambda o: str(o.over.pk))
    gemaakt_op = MOMENT
    gemaakt_door = factory.SelfAttribute("over.aangemeld_door")


class WoonnormFactory(DjangoModelFactory):
    """From twelve years on a child has a room of its own."""

    class Meta:
        model = Woonnorm

    gemeente = factory.SubFactory(GemeenteFactory)
    van = date(2026, 1, 1)
    eigen_kamer_vanaf = 12
    vastgelegd_op = MOMENT
    vastgelegd_door = factory.LazyAttribute(lambda o: AmbtenaarFactory(gemeente=o.gemeente))
