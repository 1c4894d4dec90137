"""S6 in a real browser: a corporation sees how it stands, opens the homes behind each number, and the agenda."""

import re
from datetime import date

import pytest

from huisvesting.models import Slaapkamerklasse
from samenwerking.models import Klasse
from tests.factories.huisvesting import (
    PlaatsingFactory,
    PrestatieafspraakFactory,
    WoningaanbodFactory,
)
from tests.factories.samenwerking import CorporatiemedewerkerFactory, RedenFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TABEL = "table a"


@pytest.fixture
def halfjaar(gemeente, corporatie):
    """40 agreed, 31 offered, 28 confirmed, 22 let, 3 lost: one by the corporation, one by the gemeente, one by fire."""
    aanbod = {"gemeente": gemeente, "woning__corporatie": corporatie}
    door = CorporatiemedewerkerFactory(corporatie=corporatie)
    PrestatieafspraakFactory(gemeente=gemeente, corporatie=corporatie, slaapkamers=Slaapkamerklasse.TWEE, aantal=40)
    for _ in range(22):
        PlaatsingFactory(
            gemeente=gemeente, aanbod__woning__corporatie=corporatie, getekend_door=door, aanbod__door=door
        )
    WoningaanbodFactory.create_batch(3, **aanbod, door=door)
    WoningaanbodFactory.create_batch(3, **aanbod, door=door, bevestigd=True)
    for klasse in (Klasse.CORPORATIE, Klasse.OVERMACHT):
        WoningaanbodFactory(**aanbod, bevestigd=True, ingetrokken=True, intrekreden=RedenFactory(klasse=klasse))
    WoningaanbodFactory(**aanbod, bevestigd=True, optiedatum=date(2026, 4, 30))


def test_s6_a_corporation_sees_how_it_stands_and_opens_every_number(toetsenbord, halfjaar):
    joris = toetsenbord("joris").follow("Onze afspraken").look(smal_is_donker=True)
    assert joris.stappen == 1

    joris.sees("Onze afspraken met Verhalendam", "40 woningen", "Nog 18 te gaan")
    links = joris.page.locator(TABEL)
    getallen = [" ".join(tekst.split()) for tekst in links.all_inner_texts()]
    assert getallen == [
        "Agenda voor het overleg met Wonen in Verhalen",
        "40 afgesproken",
        "31 aangeboden",
        "28 bevestigd",
        "22 verhuurd",
        "3 verloren",
        "Corporatie 1",
        "Gemeente 1",
        "Overmacht 1",
    ]
    for nummer, woorden in list(enumerate(getallen))[2:]:
        getal = re.search(r"\d+", woorden)[0]
        joris._press(links.nth(nummer)).sees(f"{getal} woning")
        assert joris.page.locator("tbody th[scope=row]").count() == int(getal)
        if getal == "3":
            joris.look(smal_is_donker=True)
        joris.follow("Onze afspraken")

    assert joris.bezwaren == []


def test_s6_the_agenda_is_there_with_what_is_open_for_too_long(toetsenbord, halfjaar):
    joris, noor, marleen = (toetsenbord(naam) for naam in ("joris", "noor", "marleen"))

    joris.follow("Onze afspraken").follow("Agenda voor het overleg met Wonen in Verhalen").look(smal_is_donker=True)
    joris.sees("langer dan 5 dagen", "Gemeld, nog niet bevestigd", "Vrij, nog geen huishouden voorgedragen")
    noor.open(joris.page.url).follow("Termijn wijzigen").look().send("Termijn instellen", {"Dagen": "90"})
    noor.look().sees("langer dan 90 dagen", "Nog 29 punten zijn jonger")
    marleen.open("/huisvesting/afspraken/").look(smal_is_donker=True).sees("Wonen in Verhalen", "Nog 18 te gaan")
    assert marleen.page.locator("table a[href*=woningen]").count() == 0

    assert joris.bezwaren + noor.bezwaren + marleen.bezwaren == []


def test_s6_the_numbers_and_the_agenda_are_there_without_javascript(toetsenbord, halfjaar):
    joris = toetsenbord("joris", java_script_enabled=False).follow("Onze afspraken").follow("22 verhuurd")

    assert joris.page.locator("tbody th[scope=row]").count() == 22
    joris.follow("Onze afspraken").follow("Agenda voor het overleg met Wonen in Verhalen")
    joris.sees("Gemeld, nog niet bevestigd", "Open sinds")
    assert joris.stappen == 4
