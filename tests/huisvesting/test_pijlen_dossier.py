"""Every arrow of the dossier (workflow.md 5.2) is walked by its service, and every missing one is refused."""

from datetime import date, timedelta

import pytest

from huisvesting.models import Huishouden, HuishoudenStatus, Ontbrekend
from huisvesting.services.dossier import receive_koppeling
from huisvesting.services.dossierslot import NIET_NU, read_status
from huisvesting.services.intake import ask_aanvulling, complete_intake, record_aanvulling, start_intake
from huisvesting.services.parkering import park, resume
from huisvesting.services.sluiting import (
    close_dossier,
    decide_teruggave,
    decline_teruggave,
    propose_teruggave,
    reopen_dossier,
    start_nazorg,
)
from huisvesting.services.voordracht import propose_voordracht
from samenwerking.models import Gebeurtenis
from tests.bewijs import assert_declined, assert_logs
from tests.factories.dossier import AanvullingFactory, DossiersluitingFactory, ParkeringFactory
from tests.factories.huisvesting import (
    MOMENT,
    HuishoudenFactory,
    PlaatsingFactory,
    VoordrachtFactory,
    WoningaanbodFactory,
    dag,
)
from tests.factories.samenwerking import OpgavemanagerFactory, RedenFactory
from tests.factories.voordracht import WeigeringFactory

pytestmark = pytest.mark.django_db
S = HuishoudenStatus

NU = dag(50)


def refused_voordracht():
    """A voordracht that waits for the jurist."""
    voordracht = VoordrachtFactory(aangeboden=True)
    voordracht.lopende_weigering = WeigeringFactory(voordracht=voordracht)
    voordracht.save(update_fields=["lopende_weigering"])
    return voordracht.huishouden


def living(*, afgerond=False, nazorg=False, **situatie):
    """A household with a key; `afgerond`: the aftercare of the home is closed, `nazorg`: that of the dossier began."""
    huishouden = PlaatsingFactory(met_sleutel=True, afgerond=afgerond, **situatie).huishouden
    if nazorg:
        huishouden.nazorg_op, huishouden.nazorg_door = MOMENT, huishouden.aangemeld_door
        huishouden.save(update_fields=["nazorg_op", "nazorg_door"])
    return huishouden


SITUATIES = {
    S.AANGEMELD: lambda: HuishoudenFactory(aangemeld=True),
    S.ONVOLLEDIG: lambda: AanvullingFactory().huishouden,
    S.GEKOPPELD: lambda: HuishoudenFactory(gekoppeld=True),
    S.INTAKE: lambda: HuishoudenFactory(in_intake=True),
    S.KLAAR: HuishoudenFactory,
    S.GEPARKEERD: lambda: ParkeringFactory().huishouden,
    S.GEMATCHT: lambda: VoordrachtFactory().huishouden,
    S.AANGEBODEN: lambda: VoordrachtFactory(aangeboden=True).huishouden,
    S.WEIGERING: refused_voordracht,
    S.GEACCEPTEERD: lambda: VoordrachtFactory(geaccepteerd=True).huishouden,
    S.CONTRACT: lambda: PlaatsingFactory().huishouden,
    S.TIJDELIJK_GEHUISVEST: lambda: living(tijdelijk_tot=date(2027, 3, 1)),
    S.GEHUISVEST: living,
    S.NAZORG: lambda: living(afgerond=True, nazorg=True),
    S.AFGESLOTEN: lambda: (
        DossiersluitingFactory(afgesloten=True, huishouden=living(afgerond=True, nazorg=True)).huishouden
    ),
    S.TERUGGEGEVEN: lambda: DossiersluitingFactory(besloten=True).huishouden,
}


def make(status):
    huishouden = Huishouden.objects.select_related("gemeente").get(pk=SITUATIES[status]().pk)
    assert read_status(huishouden) == status
    return huishouden


ACTS = {
    "receive_koppeling": (receive_koppeling, lambda h: {"eigenaar": h.aangemeld_door}),
    "ask_aanvulling": (ask_aanvulling, lambda h: {"ontbreekt": [Ontbrekend.INKOMEN.value]}),
    "record_aanvulling": (record_aanvulling, lambda h: {}),
    "start_intake": (start_intake, lambda h: {}),
    "complete_intake": (complete_intake, lambda h: {}),
    "park": (park, lambda h: {"reden": RedenFactory(), "tot": NU.date() + timedelta(days=7)}),
    "resume": (resume, lambda h: {}),
    "propose_teruggave": (propose_teruggave, lambda h: {"reden": RedenFactory()}),
    "start_nazorg": (start_nazorg, lambda h: {}),
    "close_dossier": (close_dossier, lambda h: {}),
    "reopen_dossier": (reopen_dossier, lambda h: {"motivering": "Het huishouden is er nog."}),
}

# (status, act) -> where it leads. Everything that is not here is refused.
PIJLEN = {
    (S.AANGEMELD, "receive_koppeling"): S.GEKOPPELD,
    (S.AANGEMELD, "ask_aanvulling"): S.ONVOLLEDIG,
    (S.ONVOLLEDIG, "record_aanvulling"): S.AANGEMELD,
    (S.GEKOPPELD, "start_intake"): S.INTAKE,
    (S.INTAKE, "complete_intake"): S.KLAAR,
    (S.KLAAR, "park"): S.GEPARKEERD,
    (S.GEPARKEERD, "resume"): S.KLAAR,
    (S.GEHUISVEST, "start_nazorg"): S.NAZORG,
    (S.NAZORG, "close_dossier"): S.AFGESLOTEN,
    (S.AFGESLOTEN, "reopen_dossier"): S.NAZORG,
    (S.TERUGGEGEVEN, "reopen_dossier"): S.KLAAR,
    # A proposal moves nothing yet; where it may be made, it may be decided.
    **{
        (status, "propose_teruggave"): status
        for status in (S.AANGEMELD, S.ONVOLLEDIG, S.GEKOPPELD, S.INTAKE, S.KLAAR, S.GEPARKEERD, S.WEIGERING)
    },
}
TERUG_VANUIT = [status for status, act in PIJLEN if act == "propose_teruggave"]
ONTBREKEND = [(status, act) for status in S for act in ACTS if (status, act) not in PIJLEN]


def test_the_table_speaks_of_every_status_and_every_act():
    assert SITUATIES.keys() == set(S) == NIET_NU.keys()
    assert {act for _, act in PIJLEN} == ACTS.keys()


@pytest.mark.parametrize(("status", "act"), PIJLEN, ids=lambda deel: str(deel))
def test_an_arrow_is_walked(status, act):
    huishouden = make(status)
    service, kwargs = ACTS[act]

    service(huishouden=huishouden, door=huishouden.aangemeld_door, op=NU, **kwargs(huishouden))

    assert read_status(huishouden) == PIJLEN[status, act]


@pytest.mark.parametrize(("status", "act"), ONTBREKEND, ids=lambda deel: str(deel))
def test_a_missing_arrow_is_refused(status, act):
    huishouden = make(status)
    service, kwargs = ACTS[act]

    assert_declined(".", service, huishouden=huishouden, door=huishouden.aangemeld_door, op=NU, **kwargs(huishouden))


@pytest.mark.parametrize("status", S)
def test_handing_back_is_decided_where_it_may_be_proposed(status):
    huishouden = make(status)
    door = OpgavemanagerFactory(gemeente=huishouden.gemeente)
    if status in (S.AFGESLOTEN, S.TERUGGEGEVEN):  # a closed dossier has no room for a proposal
        assert_declined("gesloten", propose_teruggave, huishouden=huishouden, reden=RedenFactory(), door=door)
        return
    sluiting = DossiersluitingFactory(huishouden=huishouden)

    if status in TERUG_VANUIT:
        decide_teruggave(sluiting=sluiting, door=door, op=NU)
        assert read_status(huishouden) == S.TERUGGEGEVEN
    else:
        assert_declined(NIET_NU[status], decide_teruggave, sluiting=sluiting, door=door, op=NU)


@pytest.mark.parametrize("status", S)
def test_only_who_waits_for_a_home_is_put_forward(status):
    huishouden = make(status)
    aanbod = WoningaanbodFactory(gemeente=huishouden.gemeente, bevestigd=True)
    wie = {"huishouden": huishouden, "aanbod": aanbod, "door": huishouden.aangemeld_door, "op": NU}

    if status == S.KLAAR:
        propose_voordracht(**wie)
        assert read_status(huishouden) == S.GEMATCHT
    else:
        assert_declined(".", propose_voordracht, **wie)


def test_who_may_be_handed_back_is_not_put_forward():
    sluiting = DossiersluitingFactory()
    huishouden = sluiting.huishouden
    aanbod = WoningaanbodFactory(gemeente=huishouden.gemeente, bevestigd=True)

    assert_declined(
        "Wacht op het besluit", propose_voordracht, huishouden=huishouden, aanbod=aanbod, door=sluiting.voorgesteld_door
    )
    decline_teruggave(sluiting=sluiting, motivering="Het gezin blijft hier.", door=sluiting.voorgesteld_door)
    with assert_logs(Gebeurtenis.VOORDRACHT_VOORGESTELD):
        propose_voordracht(huishouden=huishouden, aanbod=aanbod, door=sluiting.voorgesteld_door)


@pytest.mark.parametrize("besluit", ["besloten", "afgewezen"])
def test_a_decided_proposal_is_not_decided_again(besluit):
    sluiting = DossiersluitingFactory(**{besluit: True})
    door = sluiting.voorgesteld_door

    assert_declined("al besloten", decide_teruggave, sluiting=sluiting, door=door)
    assert_declined("al besloten", decline_teruggave, sluiting=sluiting, motivering="Nee.", door=door)
