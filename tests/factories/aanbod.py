"""DOET: what belongs to offered homes: complexes, sheets of homes, and homes that are asked back."""

import factory
from factory.django import DjangoModelFactory

from huisvesting.models import Aanbodlijst, Aanbodlijstregel, Complex, Intrekverzoek, Rijuitkomst
from tests.factories.huisvesting import MOMENT, VoordrachtFactory, dag
from tests.factories.samenwerking import (
    CorporatiemedewerkerFactory,
    GemeenteFactory,
    OpgavemanagerFactory,
    RedenFactory,
    WoningcorporatieFactory,
)


class ComplexFactory(DjangoModelFactory):
    """A building of twenty homes, of which two go to statushouders at most."""

    class Meta:
        model = Complex

    gemeente = factory.SubFactory(GemeenteFactory)
    corporatie = factory.LazyAttribute(lambda o: WoningcorporatieFactory(gemeenten=[o.gemeente]))
    naam = factory.Sequence(lambda n: f"De Proefhof {n}")
    woningen_totaal = 20
    maximum = 2


class IntrekverzoekFactory(DjangoModelFactory):
    """An assigned home that its corporation asks back; nobody decided yet."""

    class Meta:
        model = Intrekverzoek

    class Params:
        gemeente = factory.SubFactory(GemeenteFactory)
        manager = factory.LazyAttribute(lambda o: OpgavemanagerFactory(gemeente=o.aanbod.gemeente))
        akkoord = factory.Trait(akkoord_op=dag(7), akkoord_door=factory.SelfAttribute("manager"))
        afgewezen = factory.Trait(
            afgewezen_op=dag(7), afgewezen_door=factory.SelfAttribute("manager"), motivering="Er is geen andere woning."
        )

    aanbod = factory.LazyAttribute(lambda o: VoordrachtFactory(geaccepteerd=True, gemeente=o.gemeente).aanbod)
    reden = factory.SubFactory(RedenFactory)
    toelichting = "De fundering is verzakt."
    gevraagd_op = dag(5)
    gevraagd_door = factory.LazyAttribute(lambda o: CorporatiemedewerkerFactory(corporatie=o.aanbod.woning.corporatie))


class AanbodlijstFactory(DjangoModelFactory):
    """A sheet of homes that waits for a decision; `gesloten` was put away."""

    class Meta:
        model = Aanbodlijst

    class Params:
        gesloten = factory.Trait(gesloten_op=dag(1), gesloten_door=factory.SelfAttribute("ontvangen_door"))
        toegepast = factory.Trait(
            gesloten=True, toegepast_op=dag(1), toegepast_door=factory.SelfAttribute("ontvangen_door")
        )

    gemeente = factory.SubFactory(GemeenteFactory)
    corporatie = factory.LazyAttribute(lambda o: WoningcorporatieFactory(gemeenten=[o.gemeente]))
    bestandsnaam = factory.Sequence(lambda n: f"woningen-{n}.csv")
    bestand_hash = factory.Sequence(lambda n: f"{n:064x}")
    toewijzing = factory.LazyFunction(lambda: {"adres": "Adres"})
    ontvangen_op = MOMENT
    ontvangen_door = factory.LazyAttribute(lambda o: CorporatiemedewerkerFactory(corporatie=o.corporatie))


class AanbodlijstregelFactory(DjangoModelFactory):
    class Meta:
        model = Aanbodlijstregel

    lijst = factory.SubFactory(AanbodlijstFactory)
    rij = factory.Sequence(lambda n: n + 2)
    oordeel = Rijuitkomst.NIEUW
