"""What cannot be of a plaatsing is refused by the database, on both of them."""

from datetime import date

import pytest

from huisvesting.models import Plaatsing, Plaatsingspersoon
from tests.bewijs import assert_refused
from tests.factories.huisvesting import PlaatsingFactory, dag

pytestmark = [pytest.mark.beide, pytest.mark.django_db]

VANDAAG = dag(60).date()


@pytest.mark.parametrize(
    ("naam", "situatie", "velden"),
    [
        ("plaatsing_ended_with_bestemming", {"met_sleutel": True}, {"einddatum": VANDAAG}),
        ("plaatsing_goes_on_after_key", {"gerealiseerd": True}, {"sleuteldatum": None}),
        (
            "plaatsing_closed_after_realisation",
            {"afgerond": True},
            {"gerealiseerd_op": None, "gerealiseerd_door": None},
        ),
        ("plaatsing_no_show_or_key", {"niet_verschenen": True}, {"sleuteldatum": VANDAAG}),
        ("plaatsing_temporary_ends_after_begin", {}, {"tijdelijk_tot": date(2026, 3, 1)}),
        ("plaatsing_doorstroom", {"doorstroom": True}, {"doorstroom_door": None}),
        ("plaatsing_niet_verschenen", {"niet_verschenen": True}, {"niet_verschenen_door": None}),
        ("plaatsing_gerealiseerd", {"gerealiseerd": True}, {"gerealiseerd_door": None}),
        ("plaatsing_afgerond", {"afgerond": True}, {"afgerond_door": None}),
        ("plaatsing_beeindigd", {"beeindigd": True}, {"beeindigd_door": None}),
    ],
)
def test_what_cannot_be_is_refused_by_the_database(naam, situatie, velden):
    plaatsing = PlaatsingFactory(**situatie)

    assert_refused(naam, lambda: Plaatsing.objects.filter(pk=plaatsing.pk).update(**velden))


def test_a_plaatsing_is_made_of_people_that_it_names_once():
    plaatsing = PlaatsingFactory()
    persoon = plaatsing.personen.first()

    assert_refused(
        "plaatsingspersoon_once_per_plaatsing",
        lambda: Plaatsingspersoon.objects.create(plaatsing=plaatsing, statushouder=persoon.statushouder),
    )
