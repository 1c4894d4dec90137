"""WIE and DOET: wijken with what was agreed, other groups, and choices between them."""

import factory
from factory.django import DjangoModelFactory

from huisvesting.models import Doelgroep, Doelgroepclaim, Verdeelkeuze
from samenwerking.models import Wijk, Wijkafspraak, Wijkpostcode
from tests.factories.huisvesting import dag
from tests.factories.samenwerking import AmbtenaarFactory, GemeenteFactory
from tests.factories.taakstelling import EERSTE


class WijkFactory(DjangoModelFactory):
    """A wijk; `cijfers` gives it postcodes."""

    class Meta:
        model = Wijk
        skip_postgeneration_save = True

    gemeente = factory.SubFactory(GemeenteFactory)
    naam = factory.Sequence(lambda n: f"Proefwijk {n}")

    @factory.post_generation
    def cijfers(self, create, extracted, **_):
        Wijkpostcode.objects.bulk_create(
            Wijkpostcode(gemeente=self.gemeente, wijk=self, cijfers=cijfers) for cijfers in extracted or ()
        )


class WijkafspraakFactory(DjangoModelFactory):
    class Meta:
        model = Wijkafspraak

    class Params:
        beeindigd = factory.Trait(
            tot=dag(10).date(), beeindigd_op=dag(9), beeindigd_door=factory.SelfAttribute("vastgelegd_door")
        )

    wijk = factory.SubFactory(WijkFactory)
    tekst = "Overleg met de wijkraad voor de eerste kennismaking."
    van = dag(0).date()
    vastgelegd_op = dag(0)
    vastgelegd_door = factory.LazyAttribute(lambda o: AmbtenaarFactory(gemeente=o.wijk.gemeente))


class DoelgroepclaimFactory(DjangoModelFactory):
    class Meta:
        model = Doelgroepclaim

    gemeente = factory.SubFactory(GemeenteFactory)
    doelgroep = Doelgroep.DAKLOOS
    halfjaar = EERSTE
    versie = 1
    gevraagd = 12
    toegewezen = 5
    bron = "Jaarplan opvang"
    vastgelegd_op = dag(0)
    vastgelegd_door = factory.LazyAttribute(lambda o: AmbtenaarFactory(gemeente=o.gemeente))


class VerdeelkeuzeFactory(DjangoModelFactory):
    class Meta:
        model = Verdeelkeuze

    gemeente = factory.SubFactory(GemeenteFactory)
    halfjaar = EERSTE
    keuzedatum = dag(0).date()
    keuze = "De eerste tien woningen gaan naar statushouders"
    motivering = "De achterstand is het grootst."
    vastgelegd_op = dag(0)
    vastgelegd_door = factory.LazyAttribute(lambda o: AmbtenaarFactory(gemeente=o.gemeente))
