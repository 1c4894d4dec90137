"""Meetings of a gemeente: their series, their agendas, and who follows them in a calendar."""

from datetime import timedelta
from typing import Any

import factory
from factory.django import DjangoModelFactory

from samenwerking.models import Agendapunt, Agendasoort, Kalenderlink, Overleg, Overlegreeks, Overlegsoort
from samenwerking.services.bezorging import hash_sleutel
from tests.factories.huisvesting import MOMENT, PEILDATUM
from tests.factories.samenwerking import (
    GemeenteFactory,
    OpgavemanagerFactory,
    WoningcorporatieFactory,
)


class OverlegreeksFactory(DjangoModelFactory):
    """The weekly meeting of the opgaveteam; `ambtelijk` with a corporation, `bestuurlijk` now and then."""

    class Meta:
        model = Overlegreeks
        skip_postgeneration_save = True

    class Params:
        ambtelijk = factory.Trait(
            soort=Overlegsoort.AMBTELIJK,
            elke_weken=4,
            corporatie=factory.LazyAttribute(lambda o: WoningcorporatieFactory(gemeenten=[o.gemeente])),
        )
        bestuurlijk = factory.Trait(soort=Overlegsoort.BESTUURLIJK, elke_weken=None)
        beeindigd = factory.Trait(
            beeindigd_op=factory.SelfAttribute("gemaakt_op"), beeindigd_door=factory.SelfAttribute("gemaakt_door")
        )

    gemeente = factory.SubFactory(GemeenteFactory)
    soort = Overlegsoort.OPGAVETEAM
    naam = factory.Sequence(lambda n: f"Overleg {n}")
    elke_weken = 1
    eerste_op = MOMENT + timedelta(days=7)
    duur_minuten = 60
    plaats = "Zaal 1"
    gemaakt_op = MOMENT
    gemaakt_door = factory.SubFactory(OpgavemanagerFactory, gemeente=factory.SelfAttribute("..gemeente"))

    @factory.post_generation
    def deelnemers(self, create: bool, extracted: Any, **_: Any) -> None:
        if extracted:
            self.deelnemers.set(extracted)


class OverlegFactory(DjangoModelFactory):
    """A week after MOMENT; `gehouden` has its minutes settled."""

    class Meta:
        model = Overleg
        skip_postgeneration_save = True

    class Params:
        gemeente = factory.SubFactory(GemeenteFactory)
        gehouden = factory.Trait(
            verslag_op=factory.LazyAttribute(lambda o: o.begint_op + timedelta(hours=2)),
            verslag_door=factory.SelfAttribute("gepland_door"),
        )
        afgezegd = factory.Trait(
            afgezegd_op=factory.LazyAttribute(lambda o: o.begint_op - timedelta(days=1)),
            afgezegd_door=factory.SelfAttribute("gepland_door"),
        )

    reeks = factory.SubFactory(OverlegreeksFactory, gemeente=factory.SelfAttribute("..gemeente"))
    begint_op = factory.SelfAttribute("reeks.eerste_op")
    duur_minuten = factory.SelfAttribute("reeks.duur_minuten")
    plaats = factory.SelfAttribute("reeks.plaats")
    gepland_op = MOMENT
    gepland_door = factory.SelfAttribute("reeks.gemaakt_door")


class AgendapuntFactory(DjangoModelFactory):
    """A point of someone's own; `over` is what it is about, for one that comes from a case."""

    class Meta:
        model = Agendapunt

    class Params:
        over = None
        vervallen = factory.Trait(vervallen_op=MOMENT, vervallen_door=factory.SelfAttribute("toegevoegd_door"))

    overleg = factory.SubFactory(OverlegFactory)
    soort = Agendasoort.VRIJ
    sleutel = factory.Sequence(lambda n: f"vrij:{n}")
    volgorde = factory.Sequence(lambda n: n)
    titel = factory.Sequence(lambda n: f"Punt nummer {n}")
    sinds = PEILDATUM
    onderwerp_soort = factory.LazyAttribute(lambda o: o.over._meta.label_lower if o.over else "")
    onderwerp_id = factory.LazyAttribute(lambda o: str(o.over.pk) if o.over else "")
    toegevoegd_op = MOMENT
    toegevoegd_door = factory.SelfAttribute("overleg.gepland_door")


class KalenderlinkFactory(DjangoModelFactory):
    """A link whose secret is `geheim`."""

    class Meta:
        model = Kalenderlink

    class Params:
        geheim = factory.Sequence(lambda n: f"geheim-van-de-kalender-{n}")

    gebruiker = factory.SubFactory(OpgavemanagerFactory)
    afdruk = factory.LazyAttribute(lambda o: hash_sleutel(o.geheim))
    gemaakt_op = MOMENT
