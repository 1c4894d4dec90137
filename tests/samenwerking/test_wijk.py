"""Wijken: which postcodes they hold, and what was agreed with them (R-706)."""

import pytest

from samenwerking.models import Gebeurtenis, Wijk, Wijkafspraak
from samenwerking.regels.wijk import PostcodesFout, parse_postcodes
from samenwerking.services.wijk import change_wijk, end_wijkafspraak, find_wijk, record_wijk, record_wijkafspraak
from tests.bewijs import assert_declined, assert_logs, assert_refused
from tests.factories.huisvesting import dag
from tests.factories.samenwerking import AmbtenaarFactory, GemeenteFactory
from tests.factories.wijk import WijkafspraakFactory, WijkFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("tekst", "cijfers"),
    [("7201", ("7201",)), ("7202, 7201;7202\n 7205", ("7201", "7202", "7205")), ("", ())],
)
def test_postcodes_are_read_as_people_type_them(tekst, cijfers):
    assert parse_postcodes(tekst) == cijfers


@pytest.mark.parametrize("tekst", ["7201 AB", "720", "0720", "72011", "zeven"])
def test_what_is_no_postcode_is_named(tekst):
    with pytest.raises(PostcodesFout, match="geen begin van een postcode"):
        parse_postcodes(tekst)


def test_a_home_is_found_in_its_wijk_by_its_postcode():
    door = AmbtenaarFactory()
    with assert_logs(Gebeurtenis.WIJK_VASTGELEGD):
        wijk = record_wijk(gemeente=door.gemeente, naam=" De Hoven ", postcodes="7205 7206", door=door)

    assert wijk.naam == "De Hoven"
    assert find_wijk(door.gemeente, "7206 XX") == wijk
    assert find_wijk(door.gemeente, "7207 XX") is None
    assert find_wijk(GemeenteFactory(), "7206 XX") is None


def test_a_wijk_gets_another_name_and_other_postcodes():
    wijk = WijkFactory(cijfers=("7201", "7202"))
    with assert_logs(Gebeurtenis.WIJK_VASTGELEGD):
        change_wijk(wijk=wijk, naam="Nieuw", postcodes="7202 7203", huishoudens=400, door=AmbtenaarFactory())

    wijk = Wijk.objects.get(pk=wijk.pk)
    assert (wijk.naam, wijk.huishoudens) == ("Nieuw", 400)
    assert list(wijk.postcodes.values_list("cijfers", flat=True)) == ["7202", "7203"]


@pytest.mark.parametrize(
    ("gegevens", "zin"),
    [
        ({"naam": "  "}, "Vul een naam in."),
        ({"naam": "de HOVEN"}, "Er is al een wijk met deze naam."),
        ({"postcodes": "7205 9999"}, "7205 hoort al bij De Hoven."),
        ({"postcodes": "x"}, "“x” is geen begin van een postcode. Schrijf vier cijfers, zoals 7201."),
    ],
)
def test_a_wijk_that_is_not_right_is_not_recorded(gegevens, zin):
    andere = WijkFactory(naam="De Hoven", cijfers=("7205",))
    door = AmbtenaarFactory(gemeente=andere.gemeente)
    goed = {"gemeente": andere.gemeente, "naam": "Leesten", "postcodes": "7207", "door": door}
    assert_declined(zin, record_wijk, **{**goed, **gegevens})


def test_an_agreement_holds_until_it_is_ended():
    wijk, door = WijkFactory(), AmbtenaarFactory()
    with assert_logs(Gebeurtenis.WIJKAFSPRAAK_VASTGELEGD):
        afspraak = record_wijkafspraak(wijk=wijk, tekst=" Eerst bellen. ", hooguit=5, van=dag(0).date(), door=door)
    assert afspraak.tekst == "Eerst bellen."
    assert Wijkafspraak.objects.lopend(dag(300).date()).get() == afspraak

    with assert_logs(Gebeurtenis.WIJKAFSPRAAK_BEEINDIGD):
        end_wijkafspraak(afspraak=afspraak, tot=dag(20).date(), door=door)
    assert Wijkafspraak.objects.lopend(dag(19).date()).exists()
    assert not Wijkafspraak.objects.lopend(dag(20).date()).exists()
    assert_declined("al beëindigd", end_wijkafspraak, afspraak=afspraak, tot=dag(30).date(), door=door)


@pytest.mark.parametrize(
    ("gegevens", "zin"),
    [({"tekst": " "}, "Schrijf op wat er is afgesproken."), ({"tot": dag(0).date()}, "ligt voor het begin")],
)
def test_an_agreement_says_something_and_lasts_a_day(gegevens, zin):
    goed = {"wijk": WijkFactory(), "tekst": "Bel eerst.", "van": dag(0).date(), "door": AmbtenaarFactory()}
    assert_declined(zin, record_wijkafspraak, **{**goed, **gegevens})


def test_an_agreement_does_not_end_before_it_began():
    afspraak = WijkafspraakFactory()
    door = afspraak.vastgelegd_door
    assert_declined("na het begin", end_wijkafspraak, afspraak=afspraak, tot=afspraak.van, door=door)


@pytest.mark.beide
def test_the_database_refuses_what_cannot_be():
    wijk = WijkFactory(cijfers=("7201",))
    assert_refused("wijk_name_once", lambda: WijkFactory(gemeente=wijk.gemeente, naam=wijk.naam))
    assert_refused("wijkpostcode_in_one_wijk", lambda: WijkFactory(gemeente=wijk.gemeente, cijfers=("7201",)))
    assert_refused("wijkafspraak_ends_after_begin", lambda: WijkafspraakFactory(wijk=wijk, tot=dag(0).date()))
    assert_refused("wijkafspraak_says_something", lambda: WijkafspraakFactory(wijk=wijk, tekst=""))
    assert_refused("wijkafspraak_beeindigd", lambda: WijkafspraakFactory(wijk=wijk, beeindigd_op=dag(1)))
