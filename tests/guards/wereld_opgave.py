"""What the world of the guards holds of the opgaveteam: its members, mandate, decisions, meetings and locations."""

from typing import Any

from django.db.models import Model

from huisvesting.models import Doelgroepclaim, Verdeelkeuze
from samenwerking.models import (
    Afwezigheid,
    Agendapunt,
    Agendasoort,
    Besluit,
    Besluitsoort,
    Escalatie,
    Gemeente,
    Locatie,
    Locatiepunt,
    Mandaat,
    Overleg,
    Overlegreeks,
    Rol,
    Teamlid,
    Wijk,
    Wijkafspraak,
    Woningcorporatie,
)
from samenwerking.regels.locatie import KERNPUNTEN
from tests.factories.besluit import BesluitFactory, MandaatFactory
from tests.factories.escalatie import EscalatieFactory
from tests.factories.huisvesting import HuishoudenFactory, dag
from tests.factories.locatie import LocatieFactory, LocatiepuntFactory, LocatieverwachtingFactory
from tests.factories.overleg import AgendapuntFactory, OverlegFactory, OverlegreeksFactory
from tests.factories.team import AfwezigheidFactory, TeamlidFactory
from tests.factories.wijk import DoelgroepclaimFactory, VerdeelkeuzeFactory, WijkafspraakFactory, WijkFactory


def make_leden(gemeente: Gemeente) -> dict[type[Model], list[Any]]:
    """Someone in the team, someone who left it, and who is away, or was not after all."""
    lid, weg = TeamlidFactory(gemeente=gemeente), TeamlidFactory(gemeente=gemeente, beeindigd=True)
    afwezig = [
        AfwezigheidFactory(teamlid=lid, van=dag(n).date(), **s) for n, s in ((0, {}), (20, {"ingetrokken": True}))
    ]
    return {Teamlid: [lid, weg], Afwezigheid: afwezig}


def make_locaties(gemeente: Gemeente, corporatie: Woningcorporatie) -> dict[type[Model], list[Any]]:
    """A place in every stage, one in which the corporation takes part, and one that was dropped; with points."""
    stadia = ("in_verkenning", "in_haalbaarheid", "in_besluitvorming", "in_realisatie", "bewoond", "afgevallen")
    locaties = [
        LocatieFactory(gemeente=gemeente, corporatie=corporatie),
        *(LocatieFactory(gemeente=gemeente, **{stadium: True}) for stadium in stadia),
    ]
    for locatie in locaties:
        LocatieverwachtingFactory(locatie=locatie, begroot=True)
    punten = [
        LocatiepuntFactory(locatie=locatie, soort=soort, belegd=True) for locatie in locaties for soort in KERNPUNTEN
    ]
    return {Locatie: locaties, Locatiepunt: punten}


def make_overleggen(gemeente: Gemeente, corporatie: Woningcorporatie) -> dict[type[Model], list[Any]]:
    """A series of each kind, meetings to come, held and cancelled, and points on and off their agendas; one about a
    household, and one that the corporation reads."""
    hier = {"gemeente": gemeente}
    met = OverlegreeksFactory(ambtelijk=True, corporatie=corporatie, **hier)
    reeksen = [
        met,
        OverlegreeksFactory(**hier),
        *(OverlegreeksFactory(**hier, **{s: True}) for s in ("bestuurlijk", "beeindigd")),
    ]
    overleggen = [OverlegFactory(reeks=reeks) for reeks in reeksen]
    overleggen += [
        OverlegFactory(reeks=met, begint_op=dag(nummer), **{stand: True})
        for nummer, stand in ((2, "gehouden"), (3, "afgezegd"))
    ]
    punten = [
        AgendapuntFactory(overleg=overleggen[0], corporatie=corporatie),
        AgendapuntFactory(overleg=overleggen[0], vervallen=True),
        AgendapuntFactory(overleg=overleggen[1], soort=Agendasoort.STILSTAND, over=HuishoudenFactory(**hier)),
        AgendapuntFactory(overleg=overleggen[4], corporatie=corporatie, notulen="Besproken."),
    ]
    return {Overlegreeks: reeksen, Overleg: overleggen, Agendapunt: punten}


def make_wijken(gemeente: Gemeente) -> dict[type[Model], list[Any]]:
    """Wijken with what was agreed, what another group asks, and a choice between them."""
    wijk = WijkFactory(gemeente=gemeente, cijfers=("1234",))
    afspraken = [WijkafspraakFactory(wijk=wijk, **situatie) for situatie in ({"hooguit": 50}, {"beeindigd": True})]
    return {
        Wijk: [wijk, WijkFactory(gemeente=gemeente)],
        Wijkafspraak: afspraken,
        Doelgroepclaim: [DoelgroepclaimFactory(gemeente=gemeente)],
        Verdeelkeuze: [VerdeelkeuzeFactory(gemeente=gemeente)],
    }


def make_escalaties(gemeente: Gemeente) -> dict[type[Model], list[Any]]:
    """A question at each level, one that was answered by the highest, and one that was withdrawn."""
    standen = ("opgepakt", "ambtelijk", "bestuurlijk", "ingetrokken")
    escalaties = [
        EscalatieFactory(gemeente=gemeente),
        *(EscalatieFactory(gemeente=gemeente, **{s: True}) for s in standen),
    ]
    return {Escalatie: [*escalaties, EscalatieFactory(gemeente=gemeente, bestuurlijk=True, opgelost=True)]}


def make_besluiten(gemeente: Gemeente) -> dict[type[Model], list[Any]]:
    """Mandates that run, ran out and were ended, and a decision in every state."""
    mandaten = [
        MandaatFactory(gemeente=gemeente),
        MandaatFactory(gemeente=gemeente, houder=Rol.OPDRACHTGEVER, verlopen=True),
        MandaatFactory(gemeente=gemeente, soort=Besluitsoort.UITGAVE, beeindigd=True),
    ]
    standen = ({"voorgelegd": True}, {}, {"genomen": True}, {"voorgelegd": True, "genomen": True}, {"afgewezen": True})
    return {Mandaat: mandaten, Besluit: [BesluitFactory(gemeente=gemeente, **stand) for stand in standen]}


def make_opgave(gemeente: Gemeente, corporatie: Woningcorporatie) -> dict[type[Model], list[Any]]:
    """An object in every state, by model."""
    return {
        **make_leden(gemeente),
        **make_escalaties(gemeente),
        **make_locaties(gemeente, corporatie),
        **make_overleggen(gemeente, corporatie),
        **make_wijken(gemeente),
        **make_besluiten(gemeente),
    }
