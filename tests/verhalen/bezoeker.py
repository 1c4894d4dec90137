"""A person at the screen without JavaScript: opens pages, follows links and sends forms by the words they read."""

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.http import HttpResponse
from django.test import Client
from django.test.html import Element, parse_html

WACHTWOORD = "wachtwoord-van-de-tests"


def walk(element: Element) -> Iterator[Element]:
    """The elements inside, in the order of the page."""
    for kind in element.children:
        if isinstance(kind, Element):
            yield kind
            yield from walk(kind)


def text_of(element: Element) -> str:
    """What one reads, with single spaces."""
    delen = (kind if isinstance(kind, str) else text_of(kind) for kind in element.children)
    return re.sub(r" (?=[,.:;])", "", " ".join(" ".join(delen).split()))


def value_of(element: Element, naam: str) -> str | None:
    """An attribute; the empty string when it stands there without a value, None when it is absent."""
    attributen = dict(element.attributes)
    return (attributen[naam] or "") if naam in attributen else None


class Bezoeker:
    """Logs in by name and password; the CSRF token must be right, as in a browser.

    `url` and `tekst` (of the page itself, without its frame) are those of the page that is open now; `gelezen` holds
    the HTML of every page so far. A page must be well-formed.
    """

    def __init__(self, gebruikersnaam: str, wachtwoord: str = WACHTWOORD) -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.gelezen: list[str] = []
        self._account = {"Gebruikersnaam": gebruikersnaam, "Wachtwoord": wachtwoord}
        self.open("/")

    # --- Acting -------------------------------------------------------------------------------------------------------
    def open(self, url: str, status: int = 200) -> "Bezoeker":
        """Open an address; where it leads on, follow. Who is asked to log in does so, the next day again."""
        antwoord = self.client.get(url, follow=True)
        if not antwoord.wsgi_request.user.is_authenticated:
            self._show(antwoord, url, 200).send("Inloggen", self._account)
            antwoord = self.client.get(url, follow=True)
        return self._show(antwoord, url, status)

    def follow(self, woorden: str) -> "Bezoeker":
        """Follow the one link with these words."""
        urls = {value_of(a, "href") for a in self._all("a") if text_of(a) == woorden}
        assert len(urls) == 1, f"{len(urls)} links met ‘{woorden}’ op {self.url}: {self.links}"
        return self.open(urljoin(self.url, urls.pop()))

    def send(self, knop: str, velden: Mapping[str, Any] | None = None, status: int = 200) -> "Bezoeker":
        """Fill in fields by their labels and press the button of a form."""
        formulieren = [f for f in self._all("form") if knop in {text_of(b) for b in walk(f) if b.name == "button"}]
        assert len(formulieren) == 1, f"{len(formulieren)} formulieren met de knop ‘{knop}’ op {self.url}"
        formulier = formulieren[0]
        data: dict[str, Any] = {}
        for naam, waarde in self._filled(formulier):
            data.setdefault(naam, []).append(waarde)
        for label, waarde in (velden or {}).items():
            veld = self._field(formulier, label)
            data[value_of(veld, "name") or ""] = self._option(veld, waarde) if veld.name == "select" else waarde
        actie = urljoin(self.url, value_of(formulier, "action") or self.url)
        methode = self.client.post if value_of(formulier, "method") == "post" else self.client.get
        return self._show(methode(actie, data, follow=True), actie, status)

    # --- Seeing -------------------------------------------------------------------------------------------------------
    @property
    def links(self) -> list[str]:
        """The words of every link on the page."""
        return [text_of(a) for a in self._all("a")]

    @property
    def titel(self) -> str:
        return next(text_of(h1) for h1 in self._all("h1"))

    @property
    def menu(self) -> list[str]:
        """The places that the main navigation leads to."""
        nav = next(n for n in self._all("nav") if value_of(n, "aria-label") == "Hoofdnavigatie")
        return [text_of(a) for a in walk(nav) if a.name == "a"]

    @property
    def meldingen(self) -> str:
        """What the product says happened."""
        return next(text_of(d) for d in self._all("div") if value_of(d, "role") == "status")

    def sees(self, *woorden: str) -> None:
        """All of this stands on the page."""
        ontbreekt = [w for w in woorden if w not in self.tekst]
        assert not ontbreekt, f"{ontbreekt} ontbreekt op {self.url}: {self.tekst}"

    def row(self, woorden: str) -> str:
        """The one row of a table that begins with these words, as one reads it."""
        rijen = [text_of(tr) for tr in self._all("tr") if text_of(tr).startswith(woorden)]
        assert len(rijen) == 1, f"{len(rijen)} rijen beginnen met ‘{woorden}’ op {self.url}: {self.tekst}"
        return rijen[0]

    def fact(self, term: str) -> str:
        """What stands behind a term in a list of facts."""
        feiten = [text_of(kind) for kind in self._all("div") if text_of(kind).startswith(f"{term} ")]
        assert feiten, f"‘{term}’ ontbreekt op {self.url}: {self.tekst}"
        return min(feiten, key=len).removeprefix(f"{term} ")

    # --- Inside -------------------------------------------------------------------------------------------------------
    def _show(self, antwoord: HttpResponse, url: str, status: int) -> "Bezoeker":
        keten = getattr(antwoord, "redirect_chain", [])
        self.url = urlsplit(urljoin(url, keten[-1][0] if keten else url)).path
        html = antwoord.content.decode()
        self.gelezen.append(html)
        self._pagina = parse_html(html)
        self.tekst = text_of(self._all("main")[0])
        assert antwoord.status_code == status, f"{antwoord.status_code} op {self.url}: {self.tekst}"
        return self

    def _all(self, naam: str) -> list[Element]:
        return [element for element in walk(self._pagina) if element.name == naam]

    def _filled(self, formulier: Element) -> Iterator[tuple[str, str]]:
        """What the form sends when nobody changes anything."""
        for veld in walk(formulier):
            naam = value_of(veld, "name")
            if not naam or veld.name == "button":
                continue
            if veld.name == "select":
                opties = [o for o in walk(veld) if o.name == "option"]
                gekozen = [o for o in opties if value_of(o, "selected") is not None] or opties[:1]
                yield from ((naam, value_of(o, "value") or "") for o in gekozen)
            elif veld.name == "textarea":
                yield naam, text_of(veld)
            elif veld.name == "input" and value_of(veld, "type") not in ("checkbox", "radio", "file"):
                yield naam, value_of(veld, "value") or ""
            elif veld.name == "input" and value_of(veld, "checked") is not None:
                yield naam, value_of(veld, "value") or "on"

    def _field(self, formulier: Element, label: str) -> Element:
        elementen = list(walk(formulier))
        ids = {value_of(e, "for") for e in elementen if e.name == "label" and self._label(e) == label}
        velden = [e for e in elementen if e.name != "label" and value_of(e, "id") in ids]
        assert len(velden) == 1, f"{len(velden)} velden ‘{label}’ op {self.url}: {self.tekst}"
        return velden[0]

    @staticmethod
    def _label(element: Element) -> str:
        return text_of(element).removesuffix(" (niet verplicht)")

    def _option(self, veld: Element, woorden: str) -> str:
        keuzes = {text_of(o): value_of(o, "value") or "" for o in walk(veld) if o.name == "option"}
        assert woorden in keuzes, f"‘{woorden}’ is geen keuze van {sorted(keuzes)}"
        return keuzes[woorden]
