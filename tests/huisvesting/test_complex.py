"""Complexes: how many homes go to statushouders, and what happens when that is as many as was agreed."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse

from huisvesting.models import Complex, Voordracht
from huisvesting.regels.passendheid import Menging
from huisvesting.services.complex import add_complex, change_complex
from huisvesting.services.voordracht import propose_voordracht
from samenwerking.models import Gebeurtenis
from tests.bewijs import assert_declined, assert_logs
from tests.factories.aanbod import ComplexFactory
from tests.factories.huisvesting import (
    HuishoudenFactory,
    PlaatsingFactory,
    VoordrachtFactory,
    WoningaanbodFactory,
    dag,
)
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    CorporatiemedewerkerFactory,
    GemeenteFactory,
    WoningcorporatieFactory,
)

LIJST = reverse("huisvesting:complex_list")


@pytest.fixture
def complex_(db):
    return ComplexFactory(naam="De Linde", maximum=2)


def aanbod_in(complex_, **situatie):
    eigen = {"woning__corporatie": complex_.corporatie, "woning__complex": complex_}
    return WoningaanbodFactory(gemeente=complex_.gemeente, bevestigd=True, **eigen, **situatie)


def fill(complex_, aantal):
    for _ in range(aantal):
        VoordrachtFactory(aanbod=aanbod_in(complex_))


def put_forward(complex_, **anders):
    gemeente = complex_.gemeente
    gegevens = {
        "aanbod": aanbod_in(complex_),
        "huishouden": HuishoudenFactory(gemeente=gemeente),
        "door": AmbtenaarFactory(gemeente=gemeente),
        "op": dag(1),
    }
    return {**gegevens, **anders}


# --- The count --------------------------------------------------------------------------------------------------------
def test_homes_with_a_voordracht_or_a_lease_count_and_others_do_not(complex_, django_assert_num_queries):
    VoordrachtFactory(aanbod=aanbod_in(complex_))
    VoordrachtFactory(aanbod=aanbod_in(complex_), geannuleerd=True)
    PlaatsingFactory(aanbod=aanbod_in(complex_), met_sleutel=True)
    eerder = PlaatsingFactory(aanbod=aanbod_in(complex_), beeindigd=True)
    aanbod_in(complex_)
    VoordrachtFactory()
    # The same home, offered again: it is one home.
    VoordrachtFactory(
        aanbod=WoningaanbodFactory(gemeente=complex_.gemeente, woning=eerder.aanbod.woning, bevestigd=True)
    )

    with django_assert_num_queries(1):
        menging = Complex.objects.menging(complex_.pk)

    assert menging == Menging("De Linde", 3, 2)


def test_a_home_without_a_complex_has_no_mix(db, django_assert_num_queries):
    aanbod = WoningaanbodFactory(bevestigd=True)

    with django_assert_num_queries(0):
        assert aanbod.menging is None


# --- The warning ------------------------------------------------------------------------------------------------------
def test_a_full_complex_asks_for_a_reason(complex_):
    fill(complex_, 2)

    assert_declined(
        "Complex vol: In De Linde gaan 2 woningen naar statushouders, hooguit 2. Geef een reden",
        propose_voordracht,
        **put_forward(complex_),
    )


def test_with_a_reason_a_full_complex_takes_one_more(complex_):
    fill(complex_, 2)

    voordracht = propose_voordracht(**put_forward(complex_, afwijking="Een gezin van dezelfde straat vertrekt."))

    assert voordracht.afwijking == "Een gezin van dezelfde straat vertrekt."
    assert [r["past"] for r in voordracht.passendheid["redenen"] if r["code"] == "menging"] == [False]


def test_a_complex_with_room_asks_nothing(complex_):
    fill(complex_, 1)

    voordracht = propose_voordracht(**put_forward(complex_))

    tekst = next(r["tekst"] for r in voordracht.passendheid["redenen"] if r["code"] == "menging")
    assert tekst == "In De Linde gaat 1 woning naar statushouders, hooguit 2"


def test_the_page_of_putting_forward_asks_for_the_reason(client, complex_):
    fill(complex_, 2)
    gegevens = put_forward(complex_)
    client.force_login(gegevens["door"])
    adres = reverse("huisvesting:voordracht_propose", args=[gegevens["aanbod"].pk, gegevens["huishouden"].pk])

    pagina = client.get(adres).content.decode()
    zonder, met = client.post(adres, {}), client.post(adres, {"afwijking": "Afgesproken in het overleg."})

    assert "Complex vol" in pagina
    assert 'name="afwijking"' in pagina
    assert (zonder.status_code, met.status_code) == (422, 302)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("ronde", range(5))
def test_two_people_do_not_both_take_the_last_place_of_a_complex(ronde):
    complex_ = ComplexFactory(maximum=1)
    start = Barrier(2)

    def act(gegevens):
        try:
            connection.ensure_connection()
            start.wait(timeout=10)
            return propose_voordracht(**gegevens)
        except ValidationError as fout:
            return " ".join(fout.messages)
        finally:
            connection.close()

    beide = [put_forward(complex_) for _ in range(2)]
    with ThreadPoolExecutor(2) as pool:
        uitkomsten = list(pool.map(act, beide))

    assert Voordracht.objects.get() in uitkomsten
    assert any("Complex vol" in str(uitkomst) for uitkomst in uitkomsten)


# --- Add and change ---------------------------------------------------------------------------------------------------
@pytest.fixture
def medewerker(complex_):
    return CorporatiemedewerkerFactory(corporatie=complex_.corporatie)


def test_a_complex_is_added_and_changed(complex_, medewerker):
    gegevens = {"corporatie": complex_.corporatie, "gemeente": complex_.gemeente, "door": medewerker}
    with assert_logs(Gebeurtenis.COMPLEX_VASTGELEGD, Gebeurtenis.COMPLEX_GEWIJZIGD):
        nieuw = add_complex(naam=" De Es ", woningen_totaal=10, maximum=1, **gegevens)
        change_complex(complex_=nieuw, naam="De Es", woningen_totaal=12, maximum=3, door=medewerker)

    nieuw.refresh_from_db()
    assert (nieuw.naam, nieuw.woningen_totaal, nieuw.maximum) == ("De Es", 12, 3)


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"naam": "De Linde"}, "Er is al een complex met deze naam."),
        ({"maximum": 30}, "Het maximum kan niet hoger zijn dan het aantal woningen in het complex."),
        ({"naam": ""}, "niet leeg"),
    ],
)
def test_a_wrong_complex_is_declined(complex_, medewerker, anders, zin):
    gegevens = {"naam": "De Es", "woningen_totaal": 10, "maximum": 1, **anders}

    assert_declined(
        zin,
        add_complex,
        corporatie=complex_.corporatie,
        gemeente=complex_.gemeente,
        door=medewerker,
        **gegevens,
    )


def test_a_corporation_has_complexes_only_where_it_works(complex_, medewerker):
    assert_declined(
        "werkt niet in",
        add_complex,
        corporatie=complex_.corporatie,
        gemeente=GemeenteFactory(),
        naam="De Es",
        woningen_totaal=10,
        maximum=1,
        door=medewerker,
    )


# --- Pages ------------------------------------------------------------------------------------------------------------
def test_the_corporation_sees_its_own_complexes_and_how_full_they_are(client, complex_, medewerker):
    fill(complex_, 2)
    ComplexFactory(naam="Van een ander", gemeente=complex_.gemeente)
    client.force_login(medewerker)

    pagina = client.get(LIJST).content.decode()

    assert "1 complex heeft" in pagina
    assert "De Linde" in pagina
    assert "Van een ander" not in pagina
    assert reverse("huisvesting:complex_change", args=[complex_.pk]) in pagina


def test_the_gemeente_reads_complexes_and_changes_none(client, complex_):
    client.force_login(AmbtenaarFactory(gemeente=complex_.gemeente))

    pagina = client.get(LIJST)

    assert "De Linde" in pagina.content.decode()
    assert reverse("huisvesting:complex_change", args=[complex_.pk]) not in pagina.content.decode()
    assert client.get(reverse("huisvesting:complex_change", args=[complex_.pk])).status_code == 403


def test_adding_and_changing_on_the_page(client, complex_, medewerker):
    client.force_login(medewerker)
    velden = {"corporatie": complex_.corporatie_id, "gemeente": complex_.gemeente_id}

    client.post(reverse("huisvesting:complex_add"), {**velden, "naam": "De Es", "woningen_totaal": "8", "maximum": "1"})
    es = Complex.objects.get(naam="De Es")
    client.post(
        reverse("huisvesting:complex_change", args=[es.pk]), {"naam": "De Es", "woningen_totaal": "8", "maximum": "2"}
    )

    es.refresh_from_db()
    assert (es.corporatie, es.maximum) == (complex_.corporatie, 2)


def test_an_empty_list_says_what_to_do(client, db):
    corporatie = WoningcorporatieFactory(gemeenten=[GemeenteFactory()])
    client.force_login(CorporatiemedewerkerFactory(corporatie=corporatie))

    assert "Er zijn nog geen complexen" in client.get(LIJST).content.decode()
