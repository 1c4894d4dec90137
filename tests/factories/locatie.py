"""WIE: places that may become homes. Factories write rows, not events."""

from datetime import date
from decimal import Decimal
from typing import Any

import factory
from factory.django import DjangoModelFactory

from samenwerking.models import (
    Locatie,
    Locatiegewicht,
    Locatiepunt,
    Locatiesoort,
    Locatieverwachting,
    Puntsoort,
    Windrichting,
)
from tests.factories.huisvesting import MOMENT, dag
from tests.factories.samenwerking import AmbtenaarFactory, GemeenteFactory, OpgavemanagerFactory


def _reached(*stadia: str) -> factory.Trait:
    """The acts that brought a place to the last of these stages."""
    acts: dict[str, Any] = {}
    for nummer, stadium in enumerate(stadia, start=1):
        acts |= {f"{stadium}_op": dag(nummer), f"{stadium}_door": factory.SelfAttribute("signaal_door")}
    return factory.Trait(**acts)


class LocatieFactory(DjangoModelFactory):
    """A signal, without a checklist and without an expectation."""

    class Meta:
        model = Locatie

    class Params:
        in_verkenning = _reached("verkenning")
        in_haalbaarheid = _reached("verkenning", "haalbaarheid")
        in_besluitvorming = _reached("verkenning", "haalbaarheid", "besluitvorming")
        in_realisatie = _reached("verkenning", "haalbaarheid", "besluitvorming", "realisatie")
        bewoond = _reached("verkenning", "haalbaarheid", "besluitvorming", "realisatie", "in_gebruik")
        afgevallen = factory.Trait(
            afgevallen_op=dag(9),
            afgevallen_door=factory.SelfAttribute("signaal_door"),
            afvalreden="Te dicht bij het spoor",
        )

    gemeente = factory.SubFactory(GemeenteFactory)
    naam = factory.Sequence(lambda n: f"Proeflocatie {n}")
    soort = Locatiesoort.ZORGVASTGOED
    richting = Windrichting.NO
    afstand_km = Decimal("2.5")
    signaal_op = MOMENT
    signaal_door = factory.SubFactory(AmbtenaarFactory, gemeente=factory.SelfAttribute("..gemeente"))


class LocatieverwachtingFactory(DjangoModelFactory):
    """Twenty places on 1 October, without an amount; `begroot` costs 60,000."""

    class Meta:
        model = Locatieverwachting

    class Params:
        begroot = factory.Trait(investering=Decimal(100_000), bijdrage=Decimal(40_000), exploitatie=Decimal(30_000))

    locatie = factory.SubFactory(LocatieFactory)
    versie = 1
    plaatsen = 20
    datum = date(2026, 10, 1)
    vastgelegd_op = MOMENT
    vastgelegd_door = factory.SelfAttribute("locatie.signaal_door")


class LocatiepuntFactory(DjangoModelFactory):
    """A point that nobody looks into yet; `belegd` has an owner."""

    class Meta:
        model = Locatiepunt

    class Params:
        belegd = factory.Trait(
            eigenaar=factory.SelfAttribute("locatie.signaal_door"),
            bijgewerkt_op=dag(1),
            bijgewerkt_door=factory.SelfAttribute("locatie.signaal_door"),
        )

    locatie = factory.SubFactory(LocatieFactory)
    soort = Puntsoort.VERGUNNING


class LocatiegewichtFactory(DjangoModelFactory):
    class Meta:
        model = Locatiegewicht

    gemeente = factory.SubFactory(GemeenteFactory)
    stadium = "haalbaarheid"
    procent = 40
    ingesteld_op = MOMENT
    ingesteld_door = factory.SubFactory(OpgavemanagerFactory, gemeente=factory.SelfAttribute("..gemeente"))
