"""DOET: a corporation that rejects, a household that refuses, and a voordracht in each of its statuses."""

from typing import Any

import factory
from factory.django import DjangoModelFactory

from huisvesting.models import Afwijzing, Voordracht, VoordrachtStatus, Weigering, Weigeroordeel
from samenwerking.models import Klasse
from tests.factories.huisvesting import VoordrachtFactory, dag
from tests.factories.samenwerking import CorporatiemedewerkerFactory, JuristFactory, RedenFactory


class AfwijzingFactory(DjangoModelFactory):
    """A corporation that rejects; the gemeente did not decide yet, unless it is `heroverwogen`."""

    class Meta:
        model = Afwijzing
        skip_postgeneration_save = True

    class Params:
        heroverwogen = factory.Trait(
            heroverwogen_op=dag(3),
            heroverwogen_door=factory.SelfAttribute("voordracht.voorgesteld_door"),
            motivering="Het huishouden past goed in dit complex.",
        )
        bevestigd = factory.Trait(
            voordracht__afgewezen=True,
            bevestigd_op=dag(3),
            bevestigd_door=factory.SelfAttribute("voordracht.voorgesteld_door"),
        )

    voordracht = factory.SubFactory(VoordrachtFactory)
    reden = factory.SubFactory(RedenFactory)
    gemeld_op = dag(2)
    gemeld_door = factory.LazyAttribute(
        lambda o: CorporatiemedewerkerFactory(corporatie=o.voordracht.aanbod.corporatie)
    )

    @factory.post_generation
    def loopt(self, create: bool, extracted: Any, **_: Any) -> None:
        if not self.heroverwogen_op and not self.bevestigd_op:
            self.voordracht.lopende_afwijzing = self
            self.voordracht.save(update_fields=["lopende_afwijzing"])


class WeigeringFactory(DjangoModelFactory):
    """A household that refuses; the jurist did not judge yet, unless it is `onterecht`."""

    class Meta:
        model = Weigering
        skip_postgeneration_save = True

    class Params:
        onterecht = factory.Trait(
            oordeel=Weigeroordeel.ONTERECHT,
            motivering="Het huis heeft genoeg slaapkamers voor uw gezin.",
            bedenktijd_tot=dag(14).date(),
            beoordeeld_op=dag(6),
            beoordeeld_door=factory.LazyAttribute(lambda o: JuristFactory(gemeente=o.voordracht.gemeente)),
        )

    voordracht = factory.SubFactory(VoordrachtFactory, aangeboden=True)
    reden = factory.SubFactory(RedenFactory, klasse=Klasse.HUISHOUDEN)
    eigen_woorden = "Het is te ver van de school van mijn dochter."
    tolk_aanwezig = True
    gemeld_op = dag(4)
    gemeld_door = factory.SelfAttribute("voordracht.voorgesteld_door")
    oordeel_uiterlijk = dag(9).date()

    @factory.post_generation
    def loopt(self, create: bool, extracted: Any, **_: Any) -> None:
        if not self.beoordeeld_op:
            self.voordracht.lopende_weigering = self
            self.voordracht.save(update_fields=["lopende_weigering"])


TRAITS = {
    VoordrachtStatus.VOORGESTELD: {},
    VoordrachtStatus.AKKOORD_CORPORATIE: {"akkoord": True},
    VoordrachtStatus.AFGEWEZEN: {"afgewezen": True},
    VoordrachtStatus.AANGEBODEN: {"aangeboden": True},
    VoordrachtStatus.GEEN_REACTIE: {"geen_reactie": True},
    VoordrachtStatus.GEACCEPTEERD: {"geaccepteerd": True},
    VoordrachtStatus.GEWEIGERD: {"geweigerd": True},
    VoordrachtStatus.GEANNULEERD: {"geannuleerd": True},
}


def make_voordracht(status: str, **kwargs: Any) -> Voordracht:
    """A voordracht in this status; `kwargs` are of VoordrachtFactory."""
    if status in TRAITS:
        pk = VoordrachtFactory(**TRAITS[VoordrachtStatus(status)], **kwargs).pk
    elif status == VoordrachtStatus.AFWIJZING_GEMELD:
        pk = AfwijzingFactory(voordracht=VoordrachtFactory(**kwargs)).voordracht_id
    else:
        pk = WeigeringFactory(voordracht=VoordrachtFactory(aangeboden=True, **kwargs)).voordracht_id
    return Voordracht.objects.select_related("aanbod__woning__corporatie", "huishouden").get(pk=pk)
