"""Who sees where the numbers come from, and who may change them: each policy with its yes and its no."""

from types import SimpleNamespace

import pytest

from taakstelling import policies
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    BeheerderFactory,
    CorporatiemedewerkerFactory,
    GebruikerFactory,
    GemeenteFactory,
    JuristFactory,
    OpdrachtgeverFactory,
    OpgavemanagerFactory,
    ProvincieFactory,
    RoltoewijzingFactory,
    WethouderFactory,
    WoningcorporatieFactory,
)
from tests.factories.taakstelling import OverdrachtFactory, OverdrachtregelFactory

pytestmark = pytest.mark.django_db
VOLGT = {"ambtenaar", "opgavemanager", "jurist", "opdrachtgever", "wethouder", "provincie"}


@pytest.fixture
def wereld():
    gemeente, ander, derde = (GemeenteFactory() for _ in range(3))
    overdracht = OverdrachtFactory()
    for deelnemer, aantal in ((gemeente, 3), (ander, -3)):
        OverdrachtregelFactory(overdracht=overdracht, gemeente=deelnemer, aantal=aantal)
    mensen = {
        "ambtenaar": AmbtenaarFactory(gemeente=gemeente),
        "opgavemanager": OpgavemanagerFactory(gemeente=gemeente),
        "jurist": JuristFactory(gemeente=gemeente),
        "opdrachtgever": OpdrachtgeverFactory(gemeente=gemeente),
        "wethouder": WethouderFactory(gemeente=gemeente),
        "beheerder": BeheerderFactory(gemeente=gemeente),
        "provincie": ProvincieFactory(provincie=gemeente.provincie_code),
        "andere provincie": ProvincieFactory(provincie="PV30"),
        "corporatiemedewerker": CorporatiemedewerkerFactory(corporatie=WoningcorporatieFactory(gemeenten=[gemeente])),
        "opgavemanager van de ander": OpgavemanagerFactory(gemeente=ander),
        "opgavemanager elders": OpgavemanagerFactory(gemeente=derde),
        "beheerder elders": BeheerderFactory(gemeente=derde),
        "vertrokken ambtenaar": RoltoewijzingFactory(gemeente=gemeente, verlopen=True).gebruiker,
        "niemand": GebruikerFactory(),
    }
    return SimpleNamespace(gemeente=gemeente, overdracht=overdracht, mensen=mensen)


def who(wereld, test):
    return {naam for naam, gebruiker in wereld.mensen.items() if test(gebruiker)}


@pytest.mark.parametrize(
    ("policy", "onderwerp", "wie"),
    [
        (policies.follows_voortgang, "gemeente", VOLGT),
        (policies.can_view_cijfers, "gemeente", VOLGT | {"beheerder"}),
        (policies.can_change_cijfers, "gemeente", {"opgavemanager"}),
        (policies.can_record_grondslag, "gemeente", {"opgavemanager", "beheerder"}),
        (policies.can_withdraw_overdracht, "overdracht", {"opgavemanager", "opgavemanager van de ander"}),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_exactly_these_people_may(wereld, policy, onderwerp, wie):
    assert who(wereld, lambda gebruiker: policy(gebruiker, getattr(wereld, onderwerp))) == wie


def test_mergers_and_the_rebuild_are_for_every_beheerder(wereld):
    assert who(wereld, policies.can_manage_cijfers) == {"beheerder", "beheerder elders"}
