"""WIE: mandates and decisions."""

from datetime import date
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from samenwerking.models import Besluit, Besluitsoort, Mandaat, Rol
from tests.factories.huisvesting import dag
from tests.factories.samenwerking import GemeenteFactory, OpdrachtgeverFactory, OpgavemanagerFactory


class MandaatFactory(DjangoModelFactory):
    """Hotel places up to EUR 50,000, for the opgavemanager, since long ago."""

    class Meta:
        model = Mandaat

    class Params:
        verlopen = factory.Trait(van=date(2025, 1, 1), tot=date(2025, 12, 31))
        beeindigd = factory.Trait(
            tot=dag(9).date(), beeindigd_op=dag(9), beeindigd_door=factory.SelfAttribute("vastgelegd_door")
        )

    gemeente = factory.SubFactory(GemeenteFactory)
    houder = Rol.OPGAVEMANAGER
    soort = Besluitsoort.HOTELPLAATSEN
    bedrag_tot = Decimal(50_000)
    artikel = "Mandaatregeling 2026, artikel 3 lid 2"
    van = date(2026, 1, 1)
    vastgelegd_op = dag(0)
    vastgelegd_door = factory.LazyAttribute(lambda o: OpdrachtgeverFactory(gemeente=o.gemeente))


class BesluitFactory(DjangoModelFactory):
    """A proposal for hotel places; `voorgelegd` lies with the ambtelijk opdrachtgever."""

    class Meta:
        model = Besluit

    class Params:
        voorgelegd = factory.Trait(
            voorgelegd_op=dag(1),
            voorgelegd_door=factory.SelfAttribute("voorgesteld_door"),
            voorgelegd_aan=Rol.OPDRACHTGEVER,
        )
        genomen = factory.Trait(
            besloten_op=dag(2),
            besloten_door=factory.SelfAttribute("voorgesteld_door"),
            grond="Mandaatregeling 2026, artikel 3 lid 2",
        )
        afgewezen = factory.Trait(
            voorgelegd=True,
            afgewezen_op=dag(2),
            afgewezen_door=factory.LazyAttribute(lambda o: OpdrachtgeverFactory(gemeente=o.gemeente)),
            motivering="Er zijn genoeg plaatsen.",
        )

    gemeente = factory.SubFactory(GemeenteFactory)
    soort = Besluitsoort.HOTELPLAATSEN
    titel = "20 hotelplaatsen voor 6 maanden"
    voorstel = "Er komen twintig mensen voor wie nog geen woning is."
    bedrag = Decimal(60_000)
    aantal = 20
    maanden = 6
    voorgesteld_op = dag(0)
    voorgesteld_door = factory.LazyAttribute(lambda o: OpgavemanagerFactory(gemeente=o.gemeente))
