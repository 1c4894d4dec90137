"""A person with nothing but a keyboard, and what reaching something costs."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import ElementHandle, Locator

from tests.browser.bezoeker import Bezoeker, as_upload

# Beyond this nobody looks for it any more.
MEESTE_TABS = 150
# Of the choices of one question Tab reaches only one; the arrows reach the others.
HEEFT_FOCUS = """doel => {
  const nu = document.activeElement;
  return nu === doel || (doel.type === "radio" && nu.type === "radio" && nu.name === doel.name);
}"""
GEKOZEN = "keuze => keuze.options[keuze.selectedIndex].text.trim()"
# Where the focus is now: null at the end of the page.
HALTE = """() => {
  const nu = document.activeElement;
  if (nu === document.body) return null;
  const vak = nu.getBoundingClientRect();
  const plek = ["main", "nav", "header", "footer"].find(naam => nu.closest(naam)) || "overslaan";
  return {
    plek,
    naam: nu.labels && nu.labels.length ? nu.labels[0].firstChild.textContent.trim() : nu.innerText.trim(),
    zichtbaar: vak.width > 0 && vak.height > 0 && getComputedStyle(nu).outlineStyle !== "none",
  };
}"""


@dataclass(frozen=True)
class Halte:
    """One stop of the Tab key: in which part of the page, what it is called, and whether one sees that one is there."""

    plek: str
    naam: str
    zichtbaar: bool


class Toetsenbord(Bezoeker):
    """Reaches everything with Tab and the skip link, types, chooses with the arrows and presses Enter.

    `velden` are the labels that were filled in and `stappen` counts the links and buttons, both since `begin`.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.begin()

    def begin(self) -> "Toetsenbord":
        """From here what one does is counted."""
        self.velden: list[str] = []
        self.stappen = 0
        return self

    def halts(self) -> list[Halte]:
        """Every stop of the Tab key on the page that was just opened, in order."""
        haltes: list[Halte] = []
        while len(haltes) < MEESTE_TABS:
            self.page.keyboard.press("Tab")
            halte = self.page.evaluate(HALTE)
            if halte is None:
                return haltes
            haltes.append(Halte(**halte))
        raise AssertionError(f"De pagina houdt niet op: {haltes}")

    # --- How Bezoeker presses and fills in --------------------------------------------------------------------------
    def _press(self, doel: Locator) -> "Toetsenbord":
        self._reach(doel.element_handle())
        self.stappen += 1
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        return self

    def _fill(self, veld: Locator, waarde: Any) -> None:
        element, toetsen = veld.element_handle(), self.page.keyboard
        self._reach(element)
        soort = element.evaluate("veld => veld.type")
        if soort == "file":
            # The window that Enter opens here is the operating system's.
            element.set_input_files(as_upload(waarde))
        elif soort == "select-one":
            self._choose(element, GEKOZEN, waarde)
        elif soort == "radio":
            toetsen.press("Space")
            self._choose(element, "keuze => keuze.checked", True)
        elif soort == "checkbox":
            toetsen.press("Space")
        else:
            toetsen.press("ControlOrMeta+A")
            toetsen.type(waarde)
        self.velden.append(element.evaluate("veld => veld.labels[0].firstChild.textContent.trim()"))

    def _choose(self, element: ElementHandle, vraag: str, antwoord: Any) -> None:
        """Press the arrow down until it is chosen."""
        gezien = []
        while (nu := element.evaluate(vraag)) != antwoord:
            assert len(gezien) < 50, f"{antwoord!r} is niet te kiezen: {gezien}"
            gezien.append(nu)
            self.page.keyboard.press("ArrowDown")

    def _reach(self, element: ElementHandle) -> None:
        """Press Tab until the focus is there. On a new page the skip link passes the header."""
        toetsen = self.page.keyboard
        if self.page.evaluate("document.activeElement === document.body") and element.evaluate(
            "doel => Boolean(doel.closest('main'))"
        ):
            toetsen.press("Tab")
            assert self.page.evaluate("document.activeElement.className") == "overslaan", self.page.url
            toetsen.press("Enter")
        for _ in range(MEESTE_TABS):
            if element.evaluate(HEEFT_FOCUS):
                return
            toetsen.press("Tab")
        raise AssertionError(f"Niet te bereiken met Tab: {element.inner_text()!r} op {self.page.url}")
