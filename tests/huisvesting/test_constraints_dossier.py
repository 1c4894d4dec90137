"""What cannot be of a dossier, its acties and the norm of a gemeente is refused by the database, on both of them."""

from datetime import date

import pytest

from huisvesting.models import Eissoort, Huishouden, Woonnorm
from tests.bewijs import assert_refused
from tests.factories.dossier import (
    AanvullingFactory,
    ActieFactory,
    DossiersluitingFactory,
    EisFactory,
    ParkeringFactory,
    WoonnormFactory,
)
from tests.factories.huisvesting import MOMENT, HuishoudenFactory
from tests.factories.samenwerking import RedenFactory

pytestmark = [pytest.mark.beide, pytest.mark.django_db]

NIEMAND = {"ontvangen": {"aangemeld": True}, "intake": {"gekoppeld": True}, "klaar": {"in_intake": True}, "nazorg": {}}


@pytest.mark.parametrize("act", NIEMAND)
@pytest.mark.parametrize("helft", ["op", "door"])
def test_an_act_of_a_dossier_has_its_moment_and_its_person(act, helft):
    huishouden = HuishoudenFactory(**NIEMAND[act])
    waarde = MOMENT if helft == "op" else huishouden.aangemeld_door
    # Who receives says at once who answers for it.
    erbij = {"eigenaar": huishouden.aangemeld_door} if act == "ontvangen" else {}

    assert_refused(
        f"huishouden_{act}",
        lambda: Huishouden.objects.filter(pk=huishouden.pk).update(**{f"{act}_{helft}": waarde, **erbij}),
    )


@pytest.mark.parametrize(
    ("naam", "situatie", "velden"),
    [
        ("huishouden_received_with_owner", {}, {"eigenaar": None}),
        ("huishouden_intake_after_receipt", {}, {"ontvangen_op": None, "ontvangen_door": None}),
        ("huishouden_ready_after_intake", {}, {"intake_op": None, "intake_door": None}),
        ("huishouden_other_bedrooms_with_reason", {}, {"slaapkamers_nodig": 4}),
    ],
)
def test_a_dossier_takes_its_steps_in_order(naam, situatie, velden):
    huishouden = HuishoudenFactory(**situatie)

    assert_refused(naam, lambda: Huishouden.objects.filter(pk=huishouden.pk).update(**velden))


@pytest.mark.parametrize(
    ("naam", "factory", "situatie", "velden"),
    [
        ("aanvulling_aangevuld", AanvullingFactory, {"aangevuld": True}, {"aangevuld_door": None}),
        ("parkering_hervat", ParkeringFactory, {"hervat": True}, {"hervat_door": None}),
        ("parkering_with_end_or_condition", ParkeringFactory, {}, {"tot": None}),
        ("dossiersluiting_besloten", DossiersluitingFactory, {"besloten": True}, {"besloten_door": None}),
        ("dossiersluiting_afgewezen", DossiersluitingFactory, {"afgewezen": True}, {"afgewezen_door": None}),
        ("dossiersluiting_heropend", DossiersluitingFactory, {"heropend": True}, {"heropend_door": None}),
        ("dossiersluiting_undone_with_motive", DossiersluitingFactory, {"heropend": True}, {"motivering": ""}),
        ("dossiersluiting_handed_back_with_reason", DossiersluitingFactory, {}, {"reden": None}),
        ("eis_rent_with_amount", EisFactory, {}, {"bedrag": None}),
        ("eis_place_with_name", EisFactory, {}, {"soort": Eissoort.PLAATS}),
        ("actie_gereed", ActieFactory, {"gereed": True}, {"gereed_door": None}),
        ("actie_vervallen", ActieFactory, {"vervallen": True}, {"vervallen_door": None}),
        ("woonnorm_within_reason", WoonnormFactory, {}, {"kinderen_per_kamer": 5}),
        ("woonnorm_within_reason", WoonnormFactory, {}, {"eigen_kamer_vanaf": 3}),
        ("woonnorm_within_reason", WoonnormFactory, {}, {"gescheiden_vanaf": 19}),
    ],
)
def test_what_cannot_be_is_refused_by_the_database(naam, factory, situatie, velden):
    rij = factory(**situatie)

    assert_refused(naam, lambda: type(rij).objects.filter(pk=rij.pk).update(**velden))


def test_a_proposal_is_decided_or_declined_and_only_what_was_closed_is_opened_again():
    akkoord, afgewezen = DossiersluitingFactory(besloten=True), DossiersluitingFactory(afgewezen=True)
    door = akkoord.voorgesteld_door

    for naam, rij, velden in (
        (
            "dossiersluiting_decided_or_declined",
            akkoord,
            {"afgewezen_op": MOMENT, "afgewezen_door": door, "motivering": "x"},
        ),
        ("dossiersluiting_reopened_after_closing", afgewezen, {"heropend_op": MOMENT, "heropend_door": door}),
    ):
        assert_refused(naam, lambda rij=rij, velden=velden: type(rij).objects.filter(pk=rij.pk).update(**velden))


def test_an_actie_is_done_or_dropped():
    actie = ActieFactory(gereed=True)

    assert_refused(
        "actie_done_or_dropped",
        lambda: type(actie).objects.filter(pk=actie.pk).update(vervallen_op=MOMENT, vervallen_door=actie.gemaakt_door),
    )


@pytest.mark.parametrize(
    ("naam", "factory"),
    [
        ("aanvulling_one_open_per_huishouden", AanvullingFactory),
        ("parkering_one_open_per_huishouden", ParkeringFactory),
        ("dossiersluiting_one_running_per_huishouden", DossiersluitingFactory),
        ("eis_once_per_huishouden", EisFactory),
    ],
)
def test_one_at_a_time_per_household(naam, factory):
    huishouden = factory().huishouden

    assert_refused(naam, lambda: factory(huishouden=huishouden))


def test_what_is_over_makes_room_for_the_next():
    for factory, over in (
        (AanvullingFactory, "aangevuld"),
        (ParkeringFactory, "hervat"),
        (DossiersluitingFactory, "afgewezen"),
        (DossiersluitingFactory, "heropend"),
    ):
        huishouden = factory(**{over: True}).huishouden
        assert factory(huishouden=huishouden).pk


def test_a_gemeente_has_one_norm_from_a_day_on():
    norm = WoonnormFactory(van=date(2026, 1, 1))

    assert_refused("woonnorm_one_per_day", lambda: WoonnormFactory(gemeente=norm.gemeente, van=norm.van))
    assert Woonnorm.objects.count() == 1


def test_a_closed_dossier_has_a_reason_only_when_it_was_handed_back():
    afgesloten = DossiersluitingFactory(afgesloten=True)

    assert_refused(
        "dossiersluiting_handed_back_with_reason",
        lambda: type(afgesloten).objects.filter(pk=afgesloten.pk).update(reden=RedenFactory()),
    )
