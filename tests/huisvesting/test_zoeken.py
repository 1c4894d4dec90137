"""Searching from the header: who finds what, with typing errors, and what it leaves behind."""

import re

import pytest
from django.db import connection
from django.urls import reverse

from huisvesting.models import Huishouden, Statushouder
from huisvesting.regels.zoeken import search_name
from huisvesting.services.coa import apply_coa_import
from huisvesting.services.coa_besluit import decide_rijen
from huisvesting.services.coa_ontvangst import receive_coa_lijst
from huisvesting.services.zoeken import PER_GROEP
from samenwerking.models import Gebeurtenis, Logregel
from tests.factories.huisvesting import HuishoudenFactory, StatushouderFactory, WoningaanbodFactory
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
from tests.huisvesting.coa_lijsten import make_csv, rij

pytestmark = [pytest.mark.django_db, pytest.mark.beide]
ZOEKEN = "/huisvesting/zoeken/"


@pytest.fixture
def gemeente():
    return GemeenteFactory()


@pytest.fixture
def corporatie(gemeente):
    return WoningcorporatieFactory(gemeenten=[gemeente])


@pytest.fixture
def consulent(client, gemeente):
    client.force_login(AmbtenaarFactory(gemeente=gemeente))
    return client


@pytest.fixture
def medewerker(client, corporatie):
    client.force_login(CorporatiemedewerkerFactory(corporatie=corporatie))
    return client


def zoek(client, tekst):
    return client.post(ZOEKEN, {"tekst": tekst})


def links(antwoord):
    """The words of the links in the rows, in order."""
    return re.findall(r'<th scope="row">\s*<a href="[^"]+">([^<]+)</a>', antwoord.content.decode())


def lees(antwoord):
    return " ".join(re.sub(r"<[^>]+>", " ", antwoord.content.decode()).split())


def persoon(gemeente, achternaam, voornamen="Rima", **feiten):
    return StatushouderFactory(huishouden__gemeente=gemeente, achternaam=achternaam, voornamen=voornamen, **feiten)


# --- Who --------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("factory", [AmbtenaarFactory, OpgavemanagerFactory])
def test_casework_finds_people_and_homes_of_the_gemeente(client, gemeente, factory):
    persoon(gemeente, "Dorpstra")
    WoningaanbodFactory(gemeente=gemeente, woning__straat="Dorpstraat", woning__huisnummer=7)
    client.force_login(factory(gemeente=gemeente))

    assert links(zoek(client, "dorpstra")) == ["Dorpstra, Rima", "Dorpstraat 7"]


def test_corporatie_finds_its_own_homes_and_nobody(medewerker, gemeente, corporatie):
    huishouden = persoon(gemeente, "Dorpstra", v_nummer="2812345678").huishouden
    WoningaanbodFactory(
        gemeente=gemeente, woning__corporatie=corporatie, woning__straat="Dorpstraat", woning__huisnummer=1
    )
    WoningaanbodFactory(gemeente=gemeente, woning__straat="Dorpstraat", woning__huisnummer=2)

    assert links(zoek(medewerker, "dorpstra")) == ["Dorpstraat 1"]
    for tekst in ("2812345678", huishouden.huishoudnummer, "Rima"):
        assert links(zoek(medewerker, tekst)) == []
    assert not Logregel.objects.filter(gebeurtenis=Gebeurtenis.INZAGE).exists()


@pytest.mark.parametrize(
    "make",
    [
        lambda g: JuristFactory(gemeente=g),
        lambda g: OpdrachtgeverFactory(gemeente=g),
        lambda g: WethouderFactory(gemeente=g),
        lambda g: BeheerderFactory(gemeente=g),
        lambda g: ProvincieFactory(provincie=g.provincie_code),
        lambda g: GebruikerFactory(),
    ],
)
def test_others_do_not_search(client, gemeente, make):
    client.force_login(make(gemeente))

    assert client.get(ZOEKEN).status_code == zoek(client, "dorpstra").status_code == 403
    assert 'role="search"' not in client.get(reverse("account_change_password")).content.decode()


def test_the_header_has_a_field_for_who_may_search(consulent):
    html = consulent.get(reverse("account_change_password")).content.decode()

    assert html.count('role="search" method="post" action="/huisvesting/zoeken/"') == 2  # header, and menu of a phone
    assert 'for="zoek"' in html
    assert 'for="zoek-menu"' in html


def test_another_gemeente_is_never_found(consulent):
    elders = persoon(GemeenteFactory(), "Mansouri", v_nummer="2812345678")
    WoningaanbodFactory(gemeente=elders.huishouden.gemeente, woning__straat="Mansouriplein")

    for tekst in ("Mansouri", "Mansuri", "2812345678", elders.huishouden.huishoudnummer, "Mansouriplein"):
        assert "Niets gevonden" in lees(zoek(consulent, tekst))
    assert not Logregel.objects.filter(gebeurtenis=Gebeurtenis.INZAGE).exists()


# --- People -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "tekst",
    [
        "Mansouri",
        "mansouri rima",
        "Rima Mansouri",
        "Mansouri, Rima",
        "MÁNSOURI",
        "mans",
        "Mansuri",
        "Mansoeri",
        "Rima Masnouri",
    ],
)
def test_a_person_is_found_by_name_with_typing_errors(consulent, gemeente, tekst):
    persoon(gemeente, "Mansouri")
    persoon(gemeente, "Tesfalidet", "Winta")

    assert links(zoek(consulent, tekst)) == ["Mansouri, Rima"]


def test_an_accent_in_the_name_need_not_be_typed(consulent, gemeente):
    persoon(gemeente, "Noël-Özçan")

    assert links(zoek(consulent, "noel ozcan")) == ["Noël-Özçan, Rima"]


def test_right_stands_before_the_beginning_and_that_before_what_resembles(consulent, gemeente):
    for naam in ("Haddarah", "Hadder", "Haddar"):
        persoon(gemeente, naam)

    assert links(zoek(consulent, "haddar")) == ["Haddar, Rima", "Haddarah, Rima", "Hadder, Rima"]


@pytest.mark.parametrize("tekst", ["2812345678", "281 234 5678", "281.234.5678"])
def test_a_v_nummer_is_found_whole(consulent, gemeente, tekst):
    persoon(gemeente, "Mansouri", v_nummer="2812345678")
    persoon(gemeente, "Haddar", v_nummer="2812345679")

    antwoord = zoek(consulent, tekst)

    assert links(antwoord) == ["Mansouri, Rima"]
    assert "2812345678" not in re.sub(r"<input[^>]*>", "", antwoord.content.decode())


@pytest.mark.parametrize("tekst", ["281234567", "28123456781", "5678"])
def test_a_part_of_a_v_nummer_finds_nobody(consulent, gemeente, tekst):
    persoon(gemeente, "Mansouri", v_nummer="2812345678")

    assert links(zoek(consulent, tekst)) == []


def test_a_person_is_one_click_from_the_dossier_and_every_look_is_written_down(consulent, gemeente):
    huishouden = persoon(gemeente, "Mansouri").huishouden
    persoon(gemeente, "Mansouri", "Omar", huishouden=huishouden, gezinsrol="kind")
    persoon(gemeente, "Haddar")

    antwoord = zoek(consulent, "mansouri")

    assert antwoord.content.decode().count(f'href="{huishouden.get_absolute_url()}"') == 2
    regel = Logregel.objects.get(gebeurtenis=Gebeurtenis.INZAGE)
    assert regel.onderwerp_id == str(huishouden.pk)
    assert regel.gegevens == {}


def test_the_search_follows_whom_another_gemeente_takes_over(client, gemeente):
    mens, elders = persoon(gemeente, "Mansouri"), GemeenteFactory()
    Huishouden.objects.filter(pk=mens.huishouden_id).update(gemeente=elders)

    for consulent, gevonden in ((gemeente, []), (elders, ["Mansouri, Rima"])):
        client.force_login(AmbtenaarFactory(gemeente=consulent))
        assert links(zoek(client, "mansuri")) == gevonden


def test_the_search_follows_a_person_to_another_household(client, gemeente):
    mens, nieuw = persoon(gemeente, "Mansouri"), HuishoudenFactory(huishoudnummer="ZZ-1", personen=0)
    Statushouder.objects.filter(pk=mens.pk).update(huishouden=nieuw)

    for consulent, gevonden in ((gemeente, []), (nieuw.gemeente, ["Mansouri, Rima"])):
        client.force_login(AmbtenaarFactory(gemeente=consulent))
        antwoord = zoek(client, "mansuri")
        assert links(antwoord) == gevonden
        assert ("ZZ-1" in lees(antwoord)) == bool(gevonden)


def test_who_works_for_two_gemeenten_finds_the_people_of_both(client, gemeente):
    elders = GemeenteFactory()
    collega = AmbtenaarFactory(gemeente=gemeente)
    RoltoewijzingFactory(gebruiker=collega, gemeente=elders)
    for plaats, voornamen in ((gemeente, "Hier"), (elders, "Daar"), (GemeenteFactory(), "Nergens")):
        persoon(plaats, "Mansouri", voornamen)
    client.force_login(collega)

    assert links(zoek(client, "mansuri")) == ["Mansouri, Daar", "Mansouri, Hier"]
    assert Logregel.objects.filter(gebeurtenis=Gebeurtenis.INZAGE).values("gemeente_code").distinct().count() == 2


def test_an_imported_name_is_found_and_a_changed_name_under_its_new_form(consulent, gemeente):
    ambtenaar = AmbtenaarFactory(gemeente=gemeente)
    for naam in ("Mansouri", "Tesfalidet"):
        tekst = make_csv(rij(1, gezinsrol="hoofd", achternaam=naam))
        lijst = receive_coa_lijst(gemeente=gemeente, data=tekst, bestandsnaam="lijst.csv", door=ambtenaar)
        if lijst.samenvatting["twijfel"]:
            lijst = decide_rijen(coa_import=lijst, keuzes={2: "lijst"}, door=ambtenaar)
        apply_coa_import(coa_import=lijst, door=ambtenaar)
        mens = Statushouder.objects.get()
        assert mens.zoeknaam == search_name(naam, mens.voornamen)

    assert len(links(zoek(consulent, "tesfalidit"))) == 1
    assert links(zoek(consulent, "mansouri")) == []


# --- Households -------------------------------------------------------------------------------------------------------
def test_a_huishoudnummer_is_found_by_its_beginning_the_number_itself_first(consulent, gemeente):
    for nummer, naam in (("AB-10", "Haddar"), ("AB-1", "Mansouri"), ("XAB-1", "Tesfalidet")):
        HuishoudenFactory(gemeente=gemeente, huishoudnummer=nummer, personen__achternaam=naam)

    antwoord = zoek(consulent, "ab-1")

    assert [naam.split(",")[0] for naam in links(antwoord)] == ["Mansouri", "Haddar"]
    assert "2 huishoudens" in lees(antwoord)
    assert Logregel.objects.filter(gebeurtenis=Gebeurtenis.INZAGE).count() == 2


@pytest.mark.parametrize("tekst", ["%%", "__", "\\\\", "''", '";--', "🙂🙂"])
def test_signs_mean_only_themselves(consulent, gemeente, tekst):
    HuishoudenFactory(gemeente=gemeente)
    WoningaanbodFactory(gemeente=gemeente)

    assert links(zoek(consulent, tekst)) == []


# --- Homes ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "tekst",
    ["Lindelaan 12", "lindelaan", "1234ab", "1234 AB 12", "12a lindelaan", "lindelaan 12, Proefstad", "1234", "12 a"],
)
def test_a_home_is_found_by_its_address(consulent, gemeente, tekst):
    WoningaanbodFactory(gemeente=gemeente, woning__straat="Lindelaan", woning__huisnummer=12, woning__toevoeging="A")
    WoningaanbodFactory(
        gemeente=gemeente,
        woning__straat="Beukhof",
        woning__huisnummer=3,
        woning__postcode="9876 ZX",
        woning__plaats="Elders",
    )

    assert links(zoek(consulent, tekst)) == ["Lindelaan 12 A"]


def test_a_number_larger_than_any_house_has_finds_none(consulent, gemeente):
    WoningaanbodFactory(gemeente=gemeente)

    assert links(zoek(consulent, "Proefstraat 99999999999999999999")) == []


# --- What is typed ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("tekst", "zin"),
    [
        ("", "Typ waar u naar zoekt."),
        ("   ", "Typ waar u naar zoekt."),
        ("a", "Typ ten minste 2 tekens."),
        ("x" * 5000, "Zoek met hooguit 100 tekens."),
        ("ab\x00cd", "tekens zijn niet toegestaan"),
    ],
)
def test_what_cannot_be_looked_for_gets_a_sentence(consulent, tekst, zin):
    antwoord = zoek(consulent, tekst)

    assert antwoord.status_code == 422
    assert zin in lees(antwoord)


def test_the_longest_text_is_looked_for(consulent, gemeente):
    persoon(gemeente, "Mansouri")

    assert zoek(consulent, ("mansouri " * 20)[:100]).status_code == 200


def test_the_text_stands_in_no_address_and_is_escaped(consulent):
    antwoord = zoek(consulent, "<b>mansouri</b>")
    html = antwoord.content.decode()

    assert "<b>mansouri" not in html
    assert 'value="&lt;b&gt;mansouri' in html
    assert not re.search(r'(?:href|action)="[^"]*mansouri', html)
    assert "Niets gevonden" not in lees(consulent.get(ZOEKEN, {"tekst": "mansouri"}))


def test_more_than_fits_asks_for_more_letters(consulent, gemeente):
    for nummer in range(PER_GROEP + 1):
        huishouden = HuishoudenFactory(gemeente=gemeente, huishoudnummer=f"MA{nummer}", personen=0)
        persoon(gemeente, "Mali", f"Nr{nummer}", huishouden=huishouden)
        WoningaanbodFactory(gemeente=gemeente, woning__straat="Malistraat")

    antwoord = zoek(consulent, "ma")

    assert len(links(antwoord)) == 3 * PER_GROEP
    for woord in ("personen", "huishoudens", "woningen"):
        assert f"Meer dan {PER_GROEP} {woord}" in lees(antwoord)
    assert lees(antwoord).count("te verfijnen") == 3


@pytest.mark.parametrize("aantal", [1, 20])
def test_a_search_costs_a_fixed_number_of_queries(consulent, gemeente, aantal, django_assert_num_queries):
    for nummer in range(aantal):
        huishouden = HuishoudenFactory(gemeente=gemeente, huishoudnummer=f"MA{nummer}", personen=0)
        persoon(gemeente, "Mali", f"Nr{nummer}", huishouden=huishouden)
        WoningaanbodFactory(gemeente=gemeente, woning__straat="Malistraat")
    zoek(consulent, "ma")

    # session, user, roles; households and their people; people by name (on SQLite: names, then people); homes; inzage
    # lines; demo
    with django_assert_num_queries(9 if connection.vendor == "postgresql" else 10):
        antwoord = zoek(consulent, "ma")

    assert len(links(antwoord)) == 3 * aantal
