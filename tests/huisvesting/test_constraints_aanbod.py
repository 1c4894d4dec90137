"""Every constraint of offered homes, complexes, sheets and requests refuses what it should, on both databases."""

import pytest
from django.core.exceptions import ValidationError

from huisvesting.models import Woning
from tests.bewijs import assert_refused
from tests.factories.aanbod import AanbodlijstFactory, AanbodlijstregelFactory, ComplexFactory, IntrekverzoekFactory
from tests.factories.huisvesting import WoningaanbodFactory, WoningFactory, dag
from tests.factories.samenwerking import AmbtenaarFactory

pytestmark = [pytest.mark.beide, pytest.mark.django_db]


def change(rij, **waarden):
    """Past every check of Python, straight to the database."""
    assert type(rij).objects.filter(pk=rij.pk).update(**waarden) == 1


@pytest.mark.parametrize("veld", ["op", "door"])
@pytest.mark.parametrize(
    ("factory", "akte"),
    [
        (IntrekverzoekFactory, "akkoord"),
        (IntrekverzoekFactory, "afgewezen"),
        (AanbodlijstFactory, "toegepast"),
        (AanbodlijstFactory, "gesloten"),
    ],
)
def test_an_act_without_its_actor_or_moment_is_refused(factory, akte, veld):
    rij = factory()
    waarde = {"op": dag(1), "door": AmbtenaarFactory()}[veld]

    assert_refused(f"{rij._meta.model_name}_{akte}", lambda: change(rij, **{f"{akte}_{veld}": waarde}))


def test_a_reported_home_has_who_reported_it():
    aanbod = WoningaanbodFactory(concept=True)

    assert_refused("woningaanbod_aangeboden", lambda: change(aanbod, aangeboden_op=dag(1)))


def test_a_home_is_not_confirmed_before_it_is_reported():
    aanbod = WoningaanbodFactory(concept=True)
    bevestigd = {"bevestigd_op": dag(1), "bevestigd_door": aanbod.ingevoerd_door}

    assert_refused("woningaanbod_confirmed_after_report", lambda: change(aanbod, **bevestigd))


# --- A home that is asked back ----------------------------------------------------------------------------------------
def test_a_request_is_agreed_or_refused_and_not_both():
    verzoek = IntrekverzoekFactory(akkoord=True)
    afgewezen = {"afgewezen_op": dag(8), "afgewezen_door": AmbtenaarFactory(), "motivering": "Nee."}

    assert_refused("intrekverzoek_agreed_or_refused", lambda: change(verzoek, **afgewezen))


def test_a_refused_request_has_a_motive():
    verzoek = IntrekverzoekFactory(afgewezen=True)

    assert_refused("intrekverzoek_refused_with_motive", lambda: change(verzoek, motivering=""))


def test_a_request_says_why():
    assert_refused("intrekverzoek_with_note", lambda: IntrekverzoekFactory(toelichting=""))


def test_a_home_is_asked_back_once_at_a_time():
    verzoek = IntrekverzoekFactory()

    assert_refused("intrekverzoek_one_open_per_aanbod", lambda: IntrekverzoekFactory(aanbod=verzoek.aanbod))
    change(verzoek, afgewezen_op=dag(7), afgewezen_door=AmbtenaarFactory(), motivering="Nee.")
    IntrekverzoekFactory(aanbod=verzoek.aanbod)


# --- Complexes --------------------------------------------------------------------------------------------------------
def test_the_name_of_a_complex_is_used_once_per_corporation_and_gemeente():
    eerste = ComplexFactory()
    zelfde = {"corporatie": eerste.corporatie, "gemeente": eerste.gemeente, "naam": eerste.naam}

    assert_refused("complex_name_once_per_corporatie", lambda: ComplexFactory(**zelfde))


def test_no_more_homes_go_to_statushouders_than_there_are():
    assert_refused("complex_maximum_within_total", lambda: ComplexFactory(woningen_totaal=4, maximum=5))


@pytest.mark.parametrize("veld", ["bag_verblijfsobject", "bag_pand"])
@pytest.mark.parametrize("nummer", ["123", "01531000000000a1", "12345678901234567"])
def test_a_bag_number_has_sixteen_digits(veld, nummer):
    woning = WoningFactory()
    setattr(woning, veld, nummer)

    with pytest.raises(ValidationError, match="Een BAG-nummer heeft 16 cijfers"):
        woning.full_clean()


def test_a_good_bag_number_is_kept():
    woning = WoningFactory(bag_verblijfsobject="0153010000219004", bag_pand="0153100000219004")

    woning.full_clean()

    assert Woning.objects.get().bag_pand == "0153100000219004"


# --- Sheets -----------------------------------------------------------------------------------------------------------
def test_a_file_is_one_sheet_of_a_corporation_for_a_gemeente():
    eerste = AanbodlijstFactory()
    zelfde = {"corporatie": eerste.corporatie, "gemeente": eerste.gemeente, "bestand_hash": eerste.bestand_hash}

    assert_refused("aanbodlijst_file_once_per_corporatie", lambda: AanbodlijstFactory(**zelfde))


def test_a_row_of_a_sheet_has_one_verdict():
    eerste = AanbodlijstregelFactory()

    assert_refused("aanbodlijstregel_one_per_row", lambda: AanbodlijstregelFactory(lijst=eerste.lijst, rij=eerste.rij))
