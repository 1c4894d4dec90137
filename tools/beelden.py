"""The pictures of the user guide, made anew: `python -m tools.beelden` writes docs/beeld/*.png.

They come from the demonstration of one day, on a server and in a database of its own, as each role sees it.
"""

import os
import re
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import django
from playwright.sync_api import Browser, Page, sync_playwright

from tools import diensten

MAP = diensten.ROOT / "docs" / "beeld"
DAG = date(2026, 11, 24)
BREEDTE = 1280
GEMEENTE = "Zutphen"
LOGEERT = "Azimpour"  # does not count, and the page says why
GROOT_GEZIN = "Sultanzey, Parwin"  # waits longest: what there is to do about it, and what was done
WEIGERT = "Shirzaday"  # waits for the jurist


@dataclass(frozen=True)
class Beeld:
    """One picture: who looks (nobody is logged in without a name), the links that lead there, and how much is shown.

    A link is known by the first words of its name.
    """

    naam: str
    wie: str = ""
    links: tuple[str, ...] = ()
    hoogte: int = 800


BEELDEN = (
    Beeld("inloggen", hoogte=520),
    Beeld("vandaag", "consulent", hoogte=820),
    Beeld("coa-voorbeeld", "consulent", ("COA-lijsten", f"koppelingen-{DAG:%d-%m-%Y}"), 900),
    Beeld("huishoudens", "consulent", ("Huishoudens",), 740),
    Beeld("huishouden", "consulent", ("Bekijk de woningen",), 760),
    Beeld("dossier", "consulent", (GROOT_GEZIN,), 720),
    Beeld("voordragen", "consulent", ("Bekijk de woningen", "Draag voor"), 560),
    Beeld("woningen", "consulent", ("Woningen",)),
    Beeld("plaatsing", "consulent", ("Woningen", "Leg sleutel vast", "Plaatsing"), 700),
    Beeld("mijn-woningen", "corporatie", ("Mijn woningen",)),
    Beeld("woning-melden", "corporatie", ("Nieuwe woning melden",), 900),
    Beeld("voordracht", "corporatie", ("Beantwoord",)),
    Beeld("dashboard", "wethouder", hoogte=900),
    Beeld("alle-gemeenten", "provincie", hoogte=960),
    Beeld("telling", "consulent", ("Vandaag", LOGEERT, "Telt mee?"), 860),
    Beeld("herkomst", "opgavemanager", ("Voortgang", "Waar komen deze cijfers"), 860),
    Beeld("overzichten", "beheerder", ("Overzichten",), 500),
    Beeld("afstemming", "consulent", ("Voortgang", "Eigen telling naast"), 900),
    Beeld("weigering", "jurist", ("Weigeringen", WEIGERT), 800),
    Beeld("koppelingsdekking", "jurist", ("Voortgang", "Koppelingsdekking"), 820),
    Beeld("toezicht", "provincie", (GEMEENTE, "Toezicht"), 900),
    Beeld("beheer", "beheerder", ("Beheer",), 580),
    Beeld("telregels", "beheerder", ("Beheer", "Telregels"), 700),
)


def make(beeld: Beeld, page: Page, url: str) -> Path:
    """Walk to the page and take the picture of its upper part. Out: the file."""
    page.goto(url)
    for link in beeld.links:
        page.get_by_role("link", name=re.compile(f"^{re.escape(link)}")).first.click()
        page.wait_for_load_state()
    page.evaluate("scrollTo(0, 0)")
    page.mouse.move(0, 0)
    bestand = MAP / f"{beeld.naam}.png"
    hoogte = min(beeld.hoogte, page.evaluate("document.documentElement.scrollHeight"))
    page.set_viewport_size({"width": BREEDTE, "height": hoogte})
    page.screenshot(path=bestand)
    return bestand


def enter(browser: Browser, url: str, wie: str) -> Page:
    """A page of its own for one account, logged in."""
    from rapportage.services.demo.accounts import WACHTWOORD

    page = browser.new_page(
        locale="nl-NL", timezone_id="Europe/Amsterdam", viewport={"width": BREEDTE, "height": 800}, color_scheme="light"
    )
    if wie:
        page.goto(url)
        page.get_by_label("Gebruikersnaam").fill(wie)
        page.get_by_label("Wachtwoord").fill(WACHTWOORD)
        page.get_by_role("button", name="Inloggen").click()
        page.wait_for_load_state()
    return page


def main() -> int:
    """Make every picture and say how large it is. Out: exit code."""
    chromium = diensten.find_chromium()
    if chromium is None:
        print("Chromium ontbreekt: apt install chromium", file=sys.stderr)
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    MAP.mkdir(parents=True, exist_ok=True)
    with diensten.demo_server(DAG) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-dev-shm-usage"])
        for beeld in BEELDEN:
            page = enter(browser, url, beeld.wie)
            bestand = make(beeld, page, url)
            page.close()
            print(f"{bestand.relative_to(diensten.ROOT)}  {bestand.stat().st_size // 1024} KB")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
