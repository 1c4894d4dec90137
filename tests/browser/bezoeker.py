"""A person at a real screen, who does what `tests.verhalen.stappen` asks with the keyboard; and what a page must be."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from playwright.sync_api import BrowserContext, Locator, Page, expect

AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
# The slowest rule by far. A width changes no colour, so it is judged once for each set of colours.
ZONDER_KLEUREN = {**AXE, "rules": {**AXE["rules"], "color-contrast": {"enabled": False}}}
BREED, SMAL, SMALST = 1280, 375, 320
# Where pictures of what was judged go. They prove nothing and take a quarter of the time, so only when asked for:
# BEELDEN=1, or start.py test --volledig.
BEELDEN = Path(settings.BASE_DIR, "var", "browser") if os.environ.get("BEELDEN") else None
# What an address says about whose page it is.
WIENS = ((re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}"), "een"), (re.compile(r"GM\d{4}"), "een"))
# What differs each time that the same page is asked for.
EENMALIG = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


def words(tekst: str) -> re.Pattern[str]:
    """Exactly these words, whatever space a reader hears before a sign."""
    return re.compile("^" + re.sub(r"(?=[,.:;])", r"\\s*", re.escape(tekst).replace(r"\ ", r"\s+")) + "$")


def as_upload(bestand: UploadedFile) -> Any:
    """A file as the browser takes it."""
    return {"name": bestand.name, "mimeType": "text/csv", "buffer": bestand.read()}


def name_of(url: str) -> str:
    """A name for the kind of page: its address without whose it is."""
    pad = urlsplit(url).path
    for patroon, woord in WIENS:
        pad = patroon.sub(woord, pad)
    return pad.strip("/").replace("/", "-")


class Bezoeker:
    """One person in a window of their own.

    `bezwaren` collects every error in the console (of a script, or of the content security policy) and what `look`
    finds wrong. `beoordeeld`, when given, is what was judged before: the same content is not judged again.
    """

    def __init__(self, context: BrowserContext, url: str, naam: str, beoordeeld: set[str] | None = None) -> None:
        self.naam = naam
        self.basis = url
        self.beoordeeld = set() if beoordeeld is None else beoordeeld
        self.page: Page = context.new_page()
        self.page.set_viewport_size({"width": BREED, "height": 900})
        self.page.set_default_timeout(10_000)
        self.bezwaren: list[str] = []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda fout: self.bezwaren.append(f"{self.page.url}: {fout}"))

    def _hear(self, bericht: Any) -> None:
        # A form that is sent back, or a link that does not work any more, with a sentence is an answer, not a fault.
        if bericht.type == "error" and not re.search("status of (410|422)", bericht.text):
            self.bezwaren.append(f"{self.page.url}: {bericht.text}")

    # --- Acting, as tests.verhalen.bezoeker.Bezoeker does -------------------------------------------------------------
    def log_in(self, gebruikersnaam: str, wachtwoord: str) -> "Bezoeker":
        self.open("/")
        return self.send("Inloggen", {"Gebruikersnaam": gebruikersnaam, "Wachtwoord": wachtwoord})

    def open(self, url: str) -> "Bezoeker":
        self.page.goto(self.basis + url if url.startswith("/") else url)
        return self

    def follow(self, woorden: str) -> "Bezoeker":
        """Reach the link and press Enter."""
        return self._press(self.page.get_by_role("link", name=words(woorden)).first)

    def send(self, knop: str, velden: Mapping[str, Any] | None = None) -> "Bezoeker":
        """Fill in fields and press Enter on the button."""
        return self.fill(velden or {})._press(self.page.get_by_role("button", name=words(knop)))

    def fill(self, velden: Mapping[str, Any]) -> "Bezoeker":
        """Fill in fields by how their labels begin."""
        for label, waarde in velden.items():
            self._fill(self.page.get_by_label(re.compile(rf"^\s*{re.escape(label)}")).first, waarde)
        return self

    def _fill(self, veld: Locator, waarde: Any) -> None:
        if isinstance(waarde, UploadedFile):
            veld.set_input_files(as_upload(waarde))
        elif veld.evaluate("veld => veld.tagName") == "SELECT":
            veld.select_option(label=waarde)
        else:
            veld.fill(waarde)

    def _press(self, doel: Locator) -> "Bezoeker":
        with self.page.expect_navigation():
            doel.press("Enter")
        return self

    # --- Seeing -------------------------------------------------------------------------------------------------------
    def sees(self, *woorden: str) -> None:
        for tekst in woorden:
            expect(self.page.locator("main")).to_contain_text(tekst)

    def fact(self, term: str) -> str:
        """What stands behind a term in a list of facts or under a number's name."""
        feit = self.page.locator("main :is(dl > div, .teller)").filter(has_text=re.compile(rf"^\s*{term}\s")).first
        return " ".join(feit.inner_text().split()).removeprefix(f"{term} ")

    # --- Judging the page that is open --------------------------------------------------------------------------------
    def look(self, *, smal_is_donker: bool = False, om_en_om: bool = False) -> "Bezoeker":
        """Judge the page on wide and narrow screens, and leave it wide and light.

        In: `om_en_om`, let axe judge by turns a wide or a narrow page, which is half the work; whether it fits is
        measured always.
        """
        inhoud = EENMALIG.sub("", self.page.locator("main").inner_html())
        if inhoud in self.beoordeeld:
            return self
        self.beoordeeld.add(inhoud)
        ook_smal = not om_en_om or len(self.beoordeeld) % 2 == 0
        if not om_en_om or not ook_smal:
            self._judge(BREED, AXE)
        if smal_is_donker:
            self.page.emulate_media(color_scheme="dark")
        for breedte in (SMALST, SMAL):
            self.page.set_viewport_size({"width": breedte, "height": 900})
            nodig = self.page.evaluate("document.documentElement.scrollWidth")
            if nodig > breedte:
                self.bezwaren.append(f"{self.page.url}: {nodig} breed op een scherm van {breedte}")
        if ook_smal:
            self._judge(SMAL, AXE if smal_is_donker else ZONDER_KLEUREN)
        self.page.emulate_media(color_scheme="light")
        self.page.set_viewport_size({"width": BREED, "height": 900})
        return self

    def _judge(self, breedte: int, regels: Mapping[str, Any]) -> None:
        if BEELDEN:
            self.page.screenshot(path=BEELDEN / f"{self.naam}-{name_of(self.page.url)}-{breedte}.png", full_page=True)
        if self.page.evaluate("typeof axe") == "undefined":
            self.page.evaluate(Axe().axe_script)
        # Only what is wrong comes back: the rest of the answer is as large as the page.
        for bezwaar in self.page.evaluate("opties => axe.run(opties).then(uitkomst => uitkomst.violations)", regels):
            plekken = [" ".join(map(str, node["target"])) for node in bezwaar["nodes"][:3]]
            self.bezwaren.append(f"{self.page.url} ({breedte}): {bezwaar['id']}: {bezwaar['help']}: {plekken}")
