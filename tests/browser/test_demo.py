"""Every kind of page that each person of the demonstration reaches: accessible and fitting, light and dark."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from urllib.parse import urldefrag, urlsplit

import pytest
from playwright.sync_api import BrowserContext

from rapportage.services.demo import ACCOUNTS, WACHTWOORD
from tests.browser.bezoeker import Bezoeker, name_of
from tools import diensten

pytestmark = pytest.mark.browser

VANDAAG = date(2026, 11, 24)
# Not pages of ours, or no pages: the admin is Django's, the gallery has its own test, the others are files.
NIET_ONDER = ("/beheer/", "/samenwerking/")
BESTANDEN = ("/csv/", "/xlsx/", "/voorbeeldlijst/")
# What each account reaches at least: less means that links are gone.
AANTAL_SOORTEN = {
    "opgavemanager": 45,
    "corporatie": 13,
    "provincie": 7,
    "opdrachtgever": 8,
    "wethouder": 8,
    "jurist": 8,
    "beheerder": 13,
}
# May do nothing that the opgavemanager may not do, so its pages are not visited again.
MINDER = "consulent"
# How many of a kind are opened: they differ in status, and so in where they lead. The first of each is judged.
PER_SOORT = 2


@pytest.fixture(scope="module")
def demo() -> Iterator[str]:
    """The address of the demonstration, on a server of its own."""
    with diensten.demo_server(VANDAAG) as url:
        yield url


@pytest.fixture(scope="module")
def beoordeeld() -> dict[bool, set[str]]:
    """What was judged before, by turns or not: roles share pages."""
    return {True: set(), False: set()}


def addresses(bezoeker: Bezoeker) -> list[str]:
    """Where the links of the open page lead, without what comes after the path."""
    links = bezoeker.page.locator("a[href]").evaluate_all("links => links.map(link => link.href)")
    urls = (urldefrag(link).url for link in links if link.startswith(bezoeker.basis) and "formaat=" not in link)
    paden = dict.fromkeys(urlsplit(url).path for url in urls)
    return [pad for pad in paden if pad != "/" and not pad.startswith(NIET_ONDER) and not pad.endswith(BESTANDEN)]


def visit(bezoeker: Bezoeker) -> Iterator[tuple[str, bool]]:
    """Open the first pages of each kind that a link leads to.

    Gives the kind of the page that is open, and whether it is the first of its kind.
    """
    wachtrij = [urlsplit(bezoeker.open("/").page.url).path]
    bekend, soorten = set(wachtrij), Counter()
    while wachtrij:
        pad = wachtrij.pop(0)
        soort = name_of(pad)
        if soorten[soort] == PER_SOORT:
            continue
        soorten[soort] += 1
        bezoeker.open(pad)
        yield soort, soorten[soort] == 1
        nieuw = [adres for adres in addresses(bezoeker) if adres not in bekend]
        bekend.update(nieuw)
        wachtrij += nieuw


@pytest.fixture
def enter(
    new_context: Callable[..., BrowserContext], demo: str, beoordeeld: dict[bool, set[str]]
) -> Callable[..., Bezoeker]:
    """Let someone of the demonstration log in, by the name of the account."""

    def log_in(naam: str, *, om_en_om: bool = False) -> Bezoeker:
        return Bezoeker(new_context(), demo, naam, beoordeeld[om_en_om]).log_in(naam, WACHTWOORD)

    return log_in


@pytest.mark.parametrize("om_en_om", [True, pytest.param(False, marks=pytest.mark.volledig)], ids=["by turns", "both"])
@pytest.mark.parametrize(("naam", "minstens"), AANTAL_SOORTEN.items())
def test_every_kind_of_page_is_accessible_and_fits(enter, naam, minstens, om_en_om):
    """By turns on a wide and on a narrow screen; on both with the long proofs."""
    bezoeker = enter(naam, om_en_om=om_en_om)

    soorten = []
    for soort, is_eerste in visit(bezoeker):
        if is_eerste:
            bezoeker.look(smal_is_donker=True, om_en_om=om_en_om)
            soorten.append(soort)

    assert bezoeker.bezwaren == []
    assert len(soorten) >= minstens, soorten


def test_login_page_is_accessible_and_fits(new_context, demo):
    bezoeker = Bezoeker(new_context(), demo, "iedereen").open("/").look(smal_is_donker=True)

    assert bezoeker.page.locator("h1").inner_text() == "Inloggen"
    assert bezoeker.bezwaren == []


def test_opgavemanager_has_every_place_of_the_consulent(enter):
    menus = [enter(naam).page.get_by_role("navigation", name="Hoofdnavigatie") for naam in (MINDER, "opgavemanager")]

    consulent, opgavemanager = ([link.inner_text() for link in menu.get_by_role("link").all()] for menu in menus)

    assert len(consulent) > 3
    # One place for both kinds of lists.
    assert opgavemanager == ["Lijsten" if naam == "COA-lijsten" else naam for naam in consulent]


def test_no_account_is_forgotten():
    assert {*AANTAL_SOORTEN, MINDER} == {account.username for account in ACCOUNTS}
