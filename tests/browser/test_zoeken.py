"""Searching from the header in a real browser: by keyboard, without JavaScript, and what the page looks like."""

import pytest

from tests.factories.huisvesting import StatushouderFactory, WoningaanbodFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KOP = "Zoek een naam, nummer of adres"


@pytest.fixture
def dossiers(gemeente, corporatie):
    StatushouderFactory(huishouden__gemeente=gemeente, achternaam="Mansouri", voornamen="Rima")
    WoningaanbodFactory(gemeente=gemeente, woning__corporatie=corporatie, woning__straat="Mansplein")


def test_search_from_the_header_is_accessible_and_fits(log_in, dossiers):
    noor, joris = log_in("noor"), log_in("joris")

    noor.send("Zoek", {KOP: "xxyyzz"}).look(smal_is_donker=True).sees("Niets gevonden")
    noor.send("Zoek", {KOP: "mansuri"}).look(smal_is_donker=True).sees("Mansouri, Rima")
    noor.send("Zoeken", {"Naam, nummer of adres": "a"}).look().sees("Typ ten minste 2 tekens.")
    joris.send("Zoek", {"Zoek een adres of postcode": "mans"}).look(smal_is_donker=True).sees("Mansplein")

    assert noor.bezwaren + joris.bezwaren == []


def test_search_from_the_menu_of_a_phone_without_javascript(log_in, dossiers):
    noor = log_in("noor", java_script_enabled=False)
    noor.page.set_viewport_size({"width": 320, "height": 700})
    assert not noor.page.locator("#zoek").is_visible()

    noor.page.locator(".menu > summary").press("Enter")
    noor.page.locator("#zoek-menu").fill("mansuri")
    noor._press(noor.page.locator("#zoek-menu"))

    noor.sees("Mansouri, Rima")
    assert noor.page.url.endswith("/huisvesting/zoeken/")
