"""The opgaveteam: members, and who is away."""

from datetime import date, timedelta

import factory
from factory.django import DjangoModelFactory

from samenwerking.models import Afwezigheid, Gemeente, Teamlid, Teamrol
from samenwerking.models.opgaveteam import VEREIST
from tests.factories.huisvesting import MOMENT
from tests.factories.samenwerking import AmbtenaarFactory, GemeenteFactory, OpgavemanagerFactory


class TeamlidFactory(DjangoModelFactory):
    """A colleague with an account, since long in the team."""

    class Meta:
        model = Teamlid

    class Params:
        zonder_account = factory.Trait(gebruiker=None, naam=factory.Sequence(lambda n: f"Collega {n}"))
        beeindigd = factory.Trait(
            tot=factory.LazyAttribute(lambda o: o.van + timedelta(days=30)),
            beeindigd_op=MOMENT,
            beeindigd_door=factory.SelfAttribute("toegevoegd_door"),
        )

    gemeente = factory.SubFactory(GemeenteFactory)
    rol = Teamrol.CONSULENT_HUISVESTING
    gebruiker = factory.SubFactory(AmbtenaarFactory, gemeente=factory.SelfAttribute("..gemeente"))
    van = date(2025, 1, 1)
    toegevoegd_op = MOMENT
    toegevoegd_door = factory.SubFactory(OpgavemanagerFactory, gemeente=factory.SelfAttribute("..gemeente"))


class AfwezigheidFactory(DjangoModelFactory):
    """Two weeks away from the day of MOMENT on; nobody stands in."""

    class Meta:
        model = Afwezigheid

    class Params:
        met_vervanger = factory.Trait(
            vervanger=factory.SubFactory(TeamlidFactory, gemeente=factory.SelfAttribute("..teamlid.gemeente"))
        )
        ingetrokken = factory.Trait(ingetrokken_op=MOMENT, ingetrokken_door=factory.SelfAttribute("gemeld_door"))

    teamlid = factory.SubFactory(TeamlidFactory)
    van = factory.LazyFunction(MOMENT.date)
    tot = factory.LazyAttribute(lambda o: o.van + timedelta(days=14))
    gemeld_op = MOMENT
    gemeld_door = factory.SelfAttribute("teamlid.toegevoegd_door")


def make_team(gemeente: Gemeente) -> dict[Teamrol, Teamlid]:
    """Everyone whom a team has at least, by name."""
    return {rol: TeamlidFactory(gemeente=gemeente, rol=rol, zonder_account=True) for rol in VEREIST}
