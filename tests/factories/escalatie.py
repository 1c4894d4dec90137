"""A question that is stuck, at each level. Factories write rows, not events."""

import factory
from factory.django import DjangoModelFactory

from samenwerking.models import Escalatie
from tests.factories.huisvesting import MOMENT, dag
from tests.factories.samenwerking import AmbtenaarFactory, GemeenteFactory


class EscalatieFactory(DjangoModelFactory):
    """Reported and not taken up yet; `over` is what it is about."""

    class Meta:
        model = Escalatie

    class Params:
        over = None
        opgepakt = factory.Trait(opgavemanager_op=dag(1), opgavemanager_door=factory.SelfAttribute("gemeld_door"))
        ambtelijk = factory.Trait(
            opgepakt=True, ambtelijk_op=dag(2), ambtelijk_door=factory.SelfAttribute("gemeld_door")
        )
        bestuurlijk = factory.Trait(
            ambtelijk=True, bestuurlijk_op=dag(3), bestuurlijk_door=factory.SelfAttribute("gemeld_door")
        )
        opgelost = factory.Trait(
            opgelost_op=dag(4), opgelost_door=factory.SelfAttribute("gemeld_door"), antwoord="Herstel de woning."
        )
        ingetrokken = factory.Trait(ingetrokken_op=dag(4), ingetrokken_door=factory.SelfAttribute("gemeld_door"))

    gemeente = factory.LazyAttribute(lambda o: o.over.gemeente if o.over else GemeenteFactory())
    titel = factory.Sequence(lambda n: f"Woning {n} is geblokkeerd")
    vraag = "Mogen wij de reparatie betalen?"
    opties = "Zelf betalen, of wachten op de corporatie."
    advies = "Zelf betalen: wachten kost zes weken."
    onderwerp_soort = factory.LazyAttribute(lambda o: o.over._meta.label_lower if o.over else "")
    onderwerp_id = factory.LazyAttribute(lambda o: str(o.over.pk) if o.over else "")
    uiterlijk = dag(7).date()
    gemeld_op = MOMENT
    gemeld_door = factory.LazyAttribute(lambda o: AmbtenaarFactory(gemeente=o.gemeente))
