"""People at a browser of their own, on a real server, who press their buttons at the same moment."""

import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection
from threading import Barrier
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from samenwerking.models import Gebruiker

CSRF = "0123456789abcdefghijABCDEFGHIJ01"


@dataclass(frozen=True)
class Antwoord:
    """What the server answered. `koekjes` holds the message that the next page shows."""

    status: int
    html: str
    doel: str
    koekjes: tuple[str, ...]


class Bezoeker:
    """One person who is logged in at the server of this address."""

    def __init__(self, adres: str, gebruiker: Gebruiker) -> None:
        client = Client()
        client.force_login(gebruiker)
        self.server = urlsplit(adres).netloc
        self.koekje = f"sessionid={client.cookies['sessionid'].value}; csrftoken={CSRF}"

    def ask(self, methode: str, url: str, velden: dict[str, str] | None = None) -> Antwoord:
        """One request, each with a connection of its own."""
        body = urlencode({**(velden or {}), "csrfmiddlewaretoken": CSRF}) if methode == "POST" else None
        return self._request(methode, url, body, "application/x-www-form-urlencoded")

    def send(self, url: str, velden: dict[str, Any]) -> Antwoord:
        """Post a form that may hold a file."""
        body = encode_multipart(BOUNDARY, {**velden, "csrfmiddlewaretoken": CSRF})
        return self._request("POST", url, body, MULTIPART_CONTENT)

    def _request(self, methode: str, url: str, body: str | bytes | None, soort: str) -> Antwoord:
        verbinding = HTTPConnection(self.server, timeout=60)
        try:
            verbinding.request(methode, url, body, {"Cookie": self.koekje, "Content-Type": soort})
            antwoord = verbinding.getresponse()
            return Antwoord(
                antwoord.status,
                antwoord.read().decode(),
                antwoord.headers.get("Location", ""),
                tuple(antwoord.headers.get_all("Set-Cookie") or ()),
            )
        finally:
            verbinding.close()

    def open(self, url: str) -> dict[str, str]:
        """Open a page with a form. Out: its hidden fields, but for that of Django."""
        html = self.ask("GET", url).html
        velden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', html))
        velden.pop("csrfmiddlewaretoken", None)
        return velden

    def post(self, url: str, velden: dict[str, str] | None = None) -> Antwoord:
        return self.ask("POST", url, velden)


def press_together(knoppen: Sequence[Callable[[], Antwoord]]) -> list[Antwoord]:
    """Everyone presses at the same moment. Out: the answers, in the order of the buttons."""
    start = Barrier(len(knoppen))

    def press(knop: Callable[[], Antwoord]) -> Antwoord:
        start.wait(timeout=30)
        return knop()

    with ThreadPoolExecutor(len(knoppen)) as pool:
        return list(pool.map(press, knoppen))
