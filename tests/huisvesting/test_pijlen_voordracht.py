"""Every arrow of the voordracht until the lease (workflow.md 5.4) walks; every arrow that is not drawn declines."""

from datetime import date

import pytest

from huisvesting.models import (
    AanbodStatus,
    Huishouden,
    HuishoudenStatus,
    Voordracht,
    VoordrachtStatus,
    Weigering,
    Weigeroordeel,
)
from huisvesting.services.voordracht import (
    accept_voordracht,
    agree_voordracht,
    cancel_voordracht,
    confirm_afwijzing,
    offer_voordracht,
    reconsider_afwijzing,
    reject_voordracht,
)
from huisvesting.services.weigering import (
    judge_weigering,
    offer_again,
    record_geen_reactie,
    refuse_voordracht,
    treat_as_weigering,
    withdraw_weigering,
)
from samenwerking.models import Reden
from tests.bewijs import assert_declined
from tests.factories.dossier import ContactmomentFactory
from tests.factories.huisvesting import dag
from tests.factories.samenwerking import AmbtenaarFactory, RedenFactory
from tests.factories.voordracht import WeigeringFactory, make_voordracht

pytestmark = pytest.mark.django_db
S = VoordrachtStatus
# The day after the last day to answer of the factories.
OP = dag(12)


def judge(oordeel, *, voordracht, **kwargs):
    """The verdict on the refusal that waits; where none does, on one that was never reported."""
    weigering = voordracht.lopende_weigering or Weigering(voordracht=voordracht)
    bedenktijd = dag(20).date() if oordeel == Weigeroordeel.ONTERECHT else None
    judge_weigering(weigering=weigering, oordeel=oordeel, bedenktijd_tot=bedenktijd, motivering="Daarom.", **kwargs)
    return Voordracht.objects.get(pk=voordracht.pk)


def judge_terecht(**kwargs):
    return judge(Weigeroordeel.TERECHT, **kwargs)


def judge_onterecht(**kwargs):
    return judge(Weigeroordeel.ONTERECHT, **kwargs)


def judge_definitief(**kwargs):
    return judge(Weigeroordeel.BLIJFT_WEIGEREN, **kwargs)


def withdraw_refusal(*, voordracht, **kwargs):
    weigering = voordracht.lopende_weigering or Weigering(voordracht=voordracht)
    return withdraw_weigering(weigering=weigering, **kwargs)


REDEN = {"reden": RedenFactory}
ONBEREIKBAAR = {"reden": lambda: Reden.objects.get(code="onbereikbaar")}
WOORDEN = {**REDEN, "eigen_woorden": lambda: "Te ver weg."}
# Act -> what it needs beside the voordracht and who does it.
ACTEN = {
    agree_voordracht: {},
    reject_voordracht: REDEN,
    confirm_afwijzing: {},
    reconsider_afwijzing: {"motivering": lambda: "Het past goed."},
    offer_voordracht: {},
    accept_voordracht: {},
    refuse_voordracht: WOORDEN,
    record_geen_reactie: {},
    offer_again: {},
    treat_as_weigering: ONBEREIKBAAR,
    judge_terecht: {},
    judge_onterecht: {},
    judge_definitief: {},
    withdraw_refusal: {},
    cancel_voordracht: REDEN,
}
# The diagram: from, by, to.
PIJLEN = {
    (S.VOORGESTELD, agree_voordracht): S.AKKOORD_CORPORATIE,
    (S.VOORGESTELD, reject_voordracht): S.AFWIJZING_GEMELD,
    (S.AFWIJZING_GEMELD, confirm_afwijzing): S.AFGEWEZEN,
    (S.AFWIJZING_GEMELD, reconsider_afwijzing): S.VOORGESTELD,
    (S.AKKOORD_CORPORATIE, offer_voordracht): S.AANGEBODEN,
    (S.AANGEBODEN, accept_voordracht): S.GEACCEPTEERD,
    (S.AANGEBODEN, refuse_voordracht): S.WEIGERING_GEMELD,
    (S.AANGEBODEN, record_geen_reactie): S.GEEN_REACTIE,
    (S.GEEN_REACTIE, offer_again): S.AANGEBODEN,
    (S.GEEN_REACTIE, treat_as_weigering): S.WEIGERING_GEMELD,
    (S.WEIGERING_GEMELD, judge_terecht): S.GEWEIGERD,
    (S.WEIGERING_GEMELD, judge_onterecht): S.AANGEBODEN,
    (S.WEIGERING_GEMELD, judge_definitief): S.GEWEIGERD,
    # Beyond the diagram: most refusals end so.
    (S.WEIGERING_GEMELD, withdraw_refusal): S.GEACCEPTEERD,
    **{
        (status, cancel_voordracht): S.GEANNULEERD
        for status in S
        if status not in (S.AFGEWEZEN, S.GEWEIGERD, S.GEANNULEERD)
    },
}
# What the household and the home become by it.
HUISHOUDEN = {
    S.VOORGESTELD: HuishoudenStatus.GEMATCHT,
    S.AFWIJZING_GEMELD: HuishoudenStatus.GEMATCHT,
    S.AKKOORD_CORPORATIE: HuishoudenStatus.GEMATCHT,
    S.AANGEBODEN: HuishoudenStatus.AANGEBODEN,
    S.GEEN_REACTIE: HuishoudenStatus.AANGEBODEN,
    S.WEIGERING_GEMELD: HuishoudenStatus.WEIGERING,
    S.GEACCEPTEERD: HuishoudenStatus.GEACCEPTEERD,
    S.AFGEWEZEN: HuishoudenStatus.KLAAR,
    S.GEWEIGERD: HuishoudenStatus.KLAAR,
    S.GEANNULEERD: HuishoudenStatus.KLAAR,
}
AANBOD = {
    **dict.fromkeys(S, AanbodStatus.GERESERVEERD),
    S.GEACCEPTEERD: AanbodStatus.TOEGEWEZEN,
    **dict.fromkeys((S.AFGEWEZEN, S.GEWEIGERD, S.GEANNULEERD), AanbodStatus.BEVESTIGD),
}


def stand_before(status):
    """A voordracht in this status where nothing but the status stands in the way: the household was tried twice, and
    what it refuses it refused before, without being right."""
    voordracht = make_voordracht(status)
    for _ in range(2):
        ContactmomentFactory(huishouden=voordracht.huishouden, contactdatum=date(2026, 3, 13), is_bereikt=False)
    if voordracht.aangeboden_op:
        WeigeringFactory(voordracht=voordracht, onterecht=True, gemeld_op=dag(3))
    return Voordracht.objects.get(pk=voordracht.pk)


def arguments(acte, voordracht):
    extra = {naam: maak() for naam, maak in ACTEN[acte].items()}
    return {"voordracht": voordracht, "door": AmbtenaarFactory(gemeente=voordracht.gemeente), "op": OP, **extra}


NIET_GETEKEND = [(status, acte) for status in S for acte in ACTEN if (status, acte) not in PIJLEN]


def name(waarde):
    return getattr(waarde, "__name__", str(waarde))


@pytest.mark.parametrize(("van", "acte", "naar"), [(*pijl, naar) for pijl, naar in PIJLEN.items()], ids=name)
def test_an_arrow_walks_and_home_and_household_go_along(van, acte, naar):
    voordracht = stand_before(van)

    na = acte(**arguments(acte, voordracht))

    assert na.status == naar
    assert Huishouden.objects.with_status().get().status == HUISHOUDEN[naar]
    assert na.aanbod.status_op(OP.date()) == AANBOD[naar]


@pytest.mark.parametrize(("status", "acte"), NIET_GETEKEND, ids=name)
def test_an_arrow_that_is_not_drawn_declines_with_a_sentence_and_changes_nothing(status, acte):
    voordracht = stand_before(status)

    assert_declined(".", acte, **arguments(acte, voordracht))
