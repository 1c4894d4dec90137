"""Pages: the dashboard of one gemeente and the overview of all, against an empty page behind the same middleware.

Gunicorn serves the demonstration as in production, with PAGINAS_BEWAREN=True. The ratio is that of fifty connections
asking one page after the
other without a pause: a page that costs twice as much then takes twice as long. The p95 is what people notice: fifty
connections that each ask for a page every second. There is no page of 342 gemeenten by 12 half-years: the overview
shows 50 of the 342 in one half-year, and the dashboard of a gemeente all of its half-years.
"""

import asyncio
import re
import statistics
import urllib.request
from http.cookiejar import CookieJar
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import timezone

from rapportage.services.demo.accounts import WACHTWOORD
from samenwerking.models import Gebruiker
from taakstelling.models import Voortgang
from taakstelling.regels.halfjaar import Halfjaar
from tests.bench.meting import Meting, compare, report
from tools.diensten import web_server

LEZER = "wethouder"
VERBINDINGEN = 50
VERZOEKEN = 400
RONDES = 6  # the first one warms up
PAUZE = 1.0  # seconds between two pages of one reader
LEEG = "/bench/leeg/"
OVERZICHT = "/rapportage/overzicht/"


def main() -> None:
    """Load the demonstration, serve it, measure, print and write var/bench/pagina.json."""
    call_command("load_reference")
    call_command("load_demo")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    gemeente = Gebruiker.objects.get(username=LEZER).gemeente
    halfjaren = Voortgang.objects.for_gemeente(gemeente).count()
    gemeenten = Voortgang.objects.for_halfjaar(Halfjaar.van_datum(timezone.localdate())).count()
    paginas = {
        "dashboard van één gemeente": (gemeente.get_absolute_url(), f"{halfjaren} halfjaren"),
        "overzicht van alle gemeenten": (OVERZICHT, f"50 van {gemeenten} gemeenten"),
    }
    with override_settings(CACHES={**settings.CACHES, "paginas": settings.PAGINAS_BEWAREN}):
        vragen = {url: count_queries(url) for url, _ in paginas.values()}
    urls = [LEEG, *(url for url, _ in paginas.values())]
    with web_server({"DJANGO_SETTINGS_MODULE": "tests.bench.server.instellingen", "PAGINAS_BEWAREN": "True"}) as adres:
        cookies = log_in(adres)
        tijden = take_turns(adres, urls, cookies)
        rustig = {url: asyncio.run(load(adres, url, cookies, PAUZE)) for url in urls}
    metingen: list[Meting] = []
    for naam, (url, omvang) in paginas.items():
        maat = f"{omvang}, {vragen[url]} vragen"
        metingen.append(compare(naam, maat, wij_ms=tijden[url], bodem_ms=tijden[LEEG], doel=2))
    for naam, url in {"lege pagina": LEEG, **{naam: url for naam, (url, _) in paginas.items()}}.items():
        p95 = statistics.quantiles(rustig[url], n=20)[-1]
        maat = f"{VERBINDINGEN} lezers, {VERBINDINGEN / PAUZE:.0f} per seconde"
        metingen.append(compare(f"{naam}, p95", maat, wij_ms=[p95], doel=None if url == LEEG else 25))
    report("pagina" if connection.vendor == "postgresql" else "pagina-sqlite", metingen)


def count_queries(url: str) -> int:
    """Queries of the page for someone who opened it before."""
    client = Client(headers={"Host": "127.0.0.1"})
    client.force_login(Gebruiker.objects.get(username=LEZER))
    client.get(url)
    with CaptureQueriesContext(connection) as vragen:
        assert client.get(url).status_code == 200
    return len(vragen)


def take_turns(adres: str, urls: list[str], cookies: str) -> dict[str, list[float]]:
    """Load each address in turn, in rounds. Out: milliseconds of every request after the first round, per address."""
    tijden: dict[str, list[float]] = {url: [] for url in urls}
    for ronde in range(RONDES):
        for url in urls:
            gemeten = asyncio.run(load(adres, url, cookies))
            tijden[url] += gemeten if ronde else []
    return tijden


def log_in(adres: str) -> str:
    """Through the login page, as people do. Out: the Cookie header of the session."""
    jar = CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    pagina = opener.open(f"{adres}/account/inloggen/").read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', pagina)
    assert token, "De inlogpagina heeft geen formulier."
    velden = {"csrfmiddlewaretoken": token[1], "login": LEZER, "password": WACHTWOORD}
    opener.open(f"{adres}/account/inloggen/", urlencode(velden).encode()).read()
    cookies = {cookie.name: cookie.value for cookie in jar}
    assert "sessionid" in cookies, "Inloggen is niet gelukt."
    return "; ".join(f"{naam}={waarde}" for naam, waarde in cookies.items())


async def load(adres: str, url: str, cookies: str, pauze: float = 0) -> list[float]:
    """VERZOEKEN requests over VERBINDINGEN connections that stay open; with a pause each takes its own moment in it.

    Out: milliseconds of each.
    """
    poort, nodig = urlsplit(adres).port, iter(range(VERZOEKEN))
    verzoek = f"GET {url} HTTP/1.1\r\nHost: {urlsplit(adres).netloc}\r\nCookie: {cookies}\r\n\r\n".encode()

    async def read_pages(nummer: int) -> list[float]:
        klok, tijden = asyncio.get_running_loop().time, []
        reader, writer = await asyncio.open_connection("127.0.0.1", poort)
        beurt = klok() + pauze * nummer / VERBINDINGEN
        while next(nodig, None) is not None:
            await asyncio.sleep(max(beurt - klok(), 0))
            begin = klok()
            writer.write(verzoek)
            await read_page(reader)
            tijden.append((klok() - begin) * 1000)
            beurt += pauze
        writer.close()
        await writer.wait_closed()
        return tijden

    lezers = await asyncio.gather(*(read_pages(nummer) for nummer in range(VERBINDINGEN)))
    return [tijd for tijden in lezers for tijd in tijden]


async def read_page(reader: asyncio.StreamReader) -> None:
    """Take one whole answer from the connection. Errors: AssertionError for one that is not the page."""
    kop = await reader.readuntil(b"\r\n\r\n")
    lengte = re.search(rb"(?i)\r\ncontent-length: (\d+)", kop)
    assert kop.startswith(b"HTTP/1.1 200 "), kop.decode()
    assert lengte, kop.decode()
    await reader.readexactly(int(lengte[1]))
