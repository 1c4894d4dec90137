"""Maatwerk per wijk: what was agreed stands where people choose, and beyond the limit one gives a reason (R-706)."""

import pytest
from django.urls import reverse
from django.utils import timezone

from huisvesting.regels.passendheid import Wijkruimte
from huisvesting.services.voordracht import propose_voordracht
from huisvesting.services.wijk import count_woningen, find_wijkruimte
from samenwerking.models import Wijk, Wijkafspraak
from taakstelling.regels.halfjaar import Halfjaar
from tests.bewijs import assert_declined
from tests.factories.huisvesting import (
    HuishoudenFactory,
    PlaatsingFactory,
    VoordrachtFactory,
    WoningaanbodFactory,
    dag,
)
from tests.factories.samenwerking import AmbtenaarFactory, CorporatiemedewerkerFactory, WethouderFactory
from tests.factories.wijk import WijkafspraakFactory, WijkFactory

pytestmark = pytest.mark.django_db
VANDAAG = dag(1).date()
HALFJAAR = Halfjaar.van_datum(VANDAAG)
HIER = "7205 AB"


@pytest.fixture
def wijk():
    return WijkFactory(naam="De Hoven", cijfers=("7205",))


def hier(wijk, **anders):
    return {"gemeente": wijk.gemeente, "woning__postcode": HIER, "bevestigd": True, **anders}


def test_homes_with_a_key_and_homes_on_their_way_count_in_their_wijk(wijk):
    van_wijk = {"gemeente": wijk.gemeente, "aanbod__woning__postcode": HIER}
    PlaatsingFactory(met_sleutel=True, **van_wijk)
    PlaatsingFactory(**van_wijk)
    VoordrachtFactory(**van_wijk)
    PlaatsingFactory(geannuleerd=True, **van_wijk)
    VoordrachtFactory(gemeente=wijk.gemeente, aanbod__woning__postcode="7209 AB")

    assert count_woningen(wijk.gemeente, HALFJAAR, VANDAAG) == {wijk.pk: 3}
    # A half-year that is over knows only its keys.
    assert count_woningen(wijk.gemeente, HALFJAAR, HALFJAAR.volgende.begin) == {wijk.pk: 1}


def test_the_lowest_limit_that_runs_holds(wijk):
    aanbod = WoningaanbodFactory(**hier(wijk))
    assert find_wijkruimte(aanbod, VANDAAG) is None

    for hooguit in (4, 2, None):
        WijkafspraakFactory(wijk=wijk, hooguit=hooguit)
    WijkafspraakFactory(wijk=wijk, hooguit=0, van=dag(-50).date(), tot=VANDAAG)

    assert find_wijkruimte(aanbod, VANDAAG) == Wijkruimte("De Hoven", 0, 2)


def test_beyond_the_limit_of_the_wijk_one_gives_a_reason(wijk):
    WijkafspraakFactory(wijk=wijk, hooguit=1)
    VoordrachtFactory(aanbod=WoningaanbodFactory(**hier(wijk)))
    door = AmbtenaarFactory(gemeente=wijk.gemeente)
    gegevens = {
        "aanbod": WoningaanbodFactory(**hier(wijk)),
        "huishouden": HuishoudenFactory(gemeente=wijk.gemeente),
        "door": door,
        "op": dag(1),
    }
    zin = "Wijk vol: In de wijk De Hoven gaat dit halfjaar 1 woning naar statushouders, hooguit 1. Geef een reden"
    assert_declined(zin, propose_voordracht, **gegevens)

    voordracht = propose_voordracht(**gegevens, afwijking="De school is om de hoek.")
    assert [r["past"] for r in voordracht.passendheid["redenen"] if r["code"] == "wijkgrens"] == [False]


def test_the_page_of_a_home_says_what_was_agreed_to_the_gemeente_alone(client, wijk):
    WijkafspraakFactory(wijk=wijk, hooguit=3, tekst="Bel eerst de wijkraad.")
    aanbod = WoningaanbodFactory(**hier(wijk))
    client.force_login(AmbtenaarFactory(gemeente=wijk.gemeente))
    tekst = client.get(aanbod.get_absolute_url()).content.decode()
    assert "De Hoven" in tekst
    assert "Bel eerst de wijkraad." in tekst
    assert "hooguit 3" in tekst

    client.force_login(CorporatiemedewerkerFactory(corporatie=aanbod.woning.corporatie))
    assert "wijkraad" not in client.get(aanbod.get_absolute_url()).content.decode()


def test_casework_records_a_wijk_and_an_agreement_and_the_wethouder_reads_them(client, wijk):
    gemeente = wijk.gemeente
    lijst = reverse("huisvesting:wijk_list", kwargs={"code": gemeente.code})
    client.force_login(AmbtenaarFactory(gemeente=gemeente))
    nieuw = reverse("huisvesting:wijk_new", kwargs={"code": gemeente.code})
    assert client.post(nieuw, {"naam": "Leesten", "postcodes": "7207"}).url == lijst
    leesten = Wijk.objects.get(naam="Leesten")
    afspraak = reverse("huisvesting:wijkafspraak_new", kwargs={"pk": leesten.pk})
    gegevens = {"tekst": "Liever verspreid.", "hooguit": "2", "van": timezone.localdate().isoformat()}
    assert client.post(afspraak, gegevens).url == lijst

    client.force_login(WethouderFactory(gemeente=gemeente))
    tekst = client.get(lijst).content.decode()
    assert "Liever verspreid." in tekst
    assert "Wijk toevoegen" not in tekst
    assert client.post(nieuw, {"naam": "X", "postcodes": "7208"}).status_code == 403
    eind = reverse("huisvesting:wijkafspraak_end", kwargs={"pk": Wijkafspraak.objects.get().pk})
    assert client.post(eind, {"tot": "2030-01-01"}).status_code == 403


def test_a_wijk_is_changed_from_what_it_was(client, wijk):
    client.force_login(AmbtenaarFactory(gemeente=wijk.gemeente))
    url = reverse("huisvesting:wijk_change", kwargs={"pk": wijk.pk})
    assert 'value="7205"' in client.get(url).content.decode()
    client.post(url, {"naam": "De Hoven", "postcodes": "7205 7206", "huishoudens": "900"})
    wijk.refresh_from_db()
    assert wijk.huishoudens == 900
    assert wijk.postcodes.count() == 2


@pytest.mark.parametrize("aantal", [1, 6])
def test_the_list_asks_as_many_queries_for_many_wijken(client, wijk, aantal, django_assert_max_num_queries):
    for nummer in range(aantal):
        WijkafspraakFactory(wijk=WijkFactory(gemeente=wijk.gemeente, cijfers=(f"73{nummer:02}",)))
    client.force_login(AmbtenaarFactory(gemeente=wijk.gemeente))
    with django_assert_max_num_queries(10):
        client.get(reverse("huisvesting:wijk_list", kwargs={"code": wijk.gemeente.code}))
