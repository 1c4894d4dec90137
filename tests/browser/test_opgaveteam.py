"""S13, S14 and S15 of the workflow in a real browser: the meeting, the mandate with its escalation, and a location."""

import re
from datetime import date, datetime, time
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from samenwerking.models import (
    Actie,
    Besluit,
    Besluitsoort,
    BesluitStatus,
    Gebruiker,
    Locatiesoort,
    LocatieStatus,
    OverlegStatus,
    Rol,
    Teamrol,
    Windrichting,
)
from samenwerking.models.opgaveteam import VEREIST
from samenwerking.regels.locatie import KERNPUNTEN
from samenwerking.regels.mandaat import Grens
from samenwerking.services.escalatie import raise_escalatie
from samenwerking.services.locatie import advance_locatie, report_locatie
from samenwerking.services.locatieverwachting import update_locatiepunt
from samenwerking.services.mandaatbeheer import record_mandaat
from samenwerking.services.team import add_teamlid
from samenwerking.tasks import move_escalaties
from tests.factories.dossier import ActieFactory
from tests.factories.huisvesting import HuishoudenFactory, StatushouderFactory, WoningaanbodFactory, WoningFactory
from tests.factories.locatie import LocatieFactory
from tests.factories.overleg import OverlegFactory, OverlegreeksFactory
from tests.factories.samenwerking import BeheerderFactory, OpdrachtgeverFactory
from tests.factories.voordracht import WeigeringFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

VANDAAG = date(2026, 5, 4)
NAAM = "Testari"
VRAAG = "Mag de gemeente het herstel betalen?"


def at(dag, uur):
    return timezone.make_aware(datetime.combine(date(2026, 5, dag), time(uur)))


def person(naam):
    return Gebruiker.objects.get(username=naam)


def page_of(naam, gemeente):
    return reverse(naam, kwargs={"code": gemeente.code})


def complaints(*bezoekers):
    return [bezwaar for bezoeker in bezoekers for bezwaar in bezoeker.bezwaren]


# --- S13: preparing a meeting -----------------------------------------------------------------------------------------
@pytest.fixture
def zaken(mensen, gemeente, corporatie):
    """One of everything that a meeting of the team must speak of. Out: the words of its points."""
    huishouden = HuishoudenFactory(gemeente=gemeente, in_intake=True, koppeldatum=date(2026, 3, 2), personen=0)
    StatushouderFactory(huishouden=huishouden, achternaam=NAAM)
    ActieFactory(over=huishouden, uiterlijk=date(2026, 5, 1))
    woning = WoningFactory(gemeente=gemeente, corporatie=corporatie, straat="Optielaan", huisnummer=7)
    WoningaanbodFactory(gemeente=gemeente, woning=woning, bevestigd=True, optiedatum=date(2026, 5, 11))
    WeigeringFactory(voordracht__gemeente=gemeente, voordracht__huishouden__koppeldatum=date(2026, 4, 20))
    raise_escalatie(
        gemeente=gemeente,
        titel="Lekkend dak",
        vraag=VRAAG,
        opties="Betalen of wachten.",
        advies="Betalen.",
        onderwerp=huishouden,
        door=person("noor"),
    )
    wie = "Huishouden van 1, gekoppeld op 02-03-2026"
    return {
        "stilstand": f"{wie}: intake loopt",
        "actie": f"{wie}: 1 actie is te laat",
        "optie": "Optielaan 7: de optie loopt af op 11-05-2026",
        "weigering": "Huishouden van 1, gekoppeld op 20-04-2026: weigering wacht op een oordeel",
        "escalatie": "Lekkend dak",
    }


def order(olga):
    """The points on the agenda."""
    return [
        re.sub(r"^\d+\.\s*", "", tekst)
        for tekst in olga.page.locator(".agendapunt__wat > p:first-child").all_inner_texts()
    ]


def number_of(olga, titel):
    """Which point of the meeting it is."""
    return olga.page.locator(".bespreking__kop", has_text=titel).inner_text().split(".")[0]


def test_s13_the_agenda_fills_itself_and_the_meeting_ends_with_actions_and_minutes(toetsenbord, klok, gemeente, zaken):
    reeks = OverlegreeksFactory(gemeente=gemeente, naam="Opgaveteam", deelnemers=[person("olga"), person("noor")])
    overleg = OverlegFactory(reeks=reeks, begint_op=at(4, 10))
    olga = toetsenbord("olga").open(page_of("samenwerking:overlegreeks_list", gemeente)).look()
    olga.open(overleg.get_absolute_url()).send("Agenda vullen").look()
    olga.sees(*zaken.values())

    olga.send(f"Eraf: {zaken['weigering']}")
    voor = order(olga)
    olga.send(f"Omhoog: {zaken['optie']}")
    plek = voor.index(zaken["optie"])
    assert order(olga) == [*voor[: plek - 1], voor[plek], voor[plek - 1], *voor[plek + 1 :]]
    assert zaken["weigering"] not in voor

    olga.open(overleg.get_absolute_url()).follow("Vergaderen").look()
    punt = number_of(olga, zaken["stilstand"])
    olga.page.locator("summary", has_text=zaken["stilstand"]).press("Enter")
    velden = {
        f"Besproken (punt {punt})": "De intake is volgende week.",
        f"Wat moet er gebeuren (punt {punt})": "Plan de intake",
        f"Wie (punt {punt})": "Noor Consulent",
        f"Uiterlijk (punt {punt})": "11-05-2026",
    }
    olga.send("Bewaren", velden)
    klok.zet(VANDAAG, 11)
    olga.open(overleg.get_absolute_url()).follow("Verslag vaststellen").look()
    olga.send("Stel vast")

    olga.look().sees("Het verslag is vastgesteld.", "De intake is volgende week.", "Plan de intake")
    overleg.refresh_from_db()
    assert overleg.status == OverlegStatus.AFGEROND
    actie = Actie.objects.get(titel="Plan de intake")
    assert (actie.eigenaar.username, actie.uiterlijk) == ("noor", date(2026, 5, 11))
    assert NAAM not in olga.page.locator("main").inner_text()
    assert complaints(olga) == []


def test_s13_a_corporation_reads_its_own_points_in_its_own_meeting(toetsenbord, gemeente, corporatie, zaken):
    olga, joris, petra = (toetsenbord(naam) for naam in ("olga", "joris", "petra"))
    reeks = OverlegreeksFactory(
        gemeente=gemeente, ambtelijk=True, corporatie=corporatie, naam="Overleg met Verhalen", deelnemers=[]
    )
    overleg = OverlegFactory(reeks=reeks, begint_op=at(8, 10))
    olga.open(overleg.get_absolute_url()).send("Agenda vullen").follow("Punt toevoegen").look()
    olga.send("Zet op de agenda", {"Waarover wilt u praten": "Intern: de huurprijs", f"{corporatie} leest": False})
    olga.sees("Intern: de huurprijs", zaken["optie"])

    joris.open(overleg.get_absolute_url()).look().sees(zaken["optie"])
    for woorden in ("Intern", zaken["escalatie"], zaken["weigering"], "Huishouden van", NAAM):
        expect(joris.page.locator("main")).not_to_contain_text(woorden)
    expect(joris.page.get_by_role("link", name="Vergaderen")).to_have_count(0)
    petra.open(page_of("samenwerking:overlegreeks_list", gemeente)).look()
    expect(petra.page.locator("main")).not_to_contain_text(reeks.naam)
    assert complaints(olga, joris, petra) == []


# --- S14: mandate and escalation --------------------------------------------------------------------------------------
@pytest.fixture
def mandaat(mensen, gemeente):
    """The opgavemanager rents places up to 50,000 euro, the opdrachtgever up to 250,000."""
    OpdrachtgeverFactory(username="hester", first_name="Hester", last_name="Directeur", gemeente=gemeente)
    for houder, bedrag, lid in ((Rol.OPGAVEMANAGER, 50_000, 2), (Rol.OPDRACHTGEVER, 250_000, 3)):
        record_mandaat(
            gemeente=gemeente,
            houder=houder,
            soort=Besluitsoort.HOTELPLAATSEN,
            grens=Grens(Decimal(bedrag)),
            artikel=f"Mandaatregeling 2026, artikel 3 lid {lid}",
            van=date(2026, 1, 1),
            door=BeheerderFactory(gemeente=gemeente),
        )


def propose(olga, gemeente, prijs):
    """Ten places for six months."""
    olga.open(page_of("samenwerking:besluit_hotel", gemeente)).look()
    velden = {"Aantal plaatsen": "10", "Aantal maanden": "6", "Prijs per plaats": prijs, "Waarom": "De opvang sluit."}
    return olga.send("Voorstel bewaren", velden).look()


def button(bezoeker, naam):
    """What one may do with the proposal that is open: a link to that act."""
    return bezoeker.page.get_by_label("Wie beslist").get_by_role("link", name=naam, exact=True)


def decide(bezoeker):
    with bezoeker.page.expect_navigation():
        button(bezoeker, "Besluiten").press("Enter")
    return bezoeker.look().send("Besluiten").look()


def test_s14_what_is_beyond_the_mandate_is_submitted_and_what_is_within_is_decided(
    toetsenbord, klok, gemeente, mandaat
):
    olga, hester = toetsenbord("olga"), toetsenbord("hester")
    propose(olga, gemeente, "1000").sees("€ 60.000 is meer dan € 50.000", "artikel 3 lid 2")
    groot = Besluit.objects.get()
    voorleggen = "Voorleggen aan ambtelijk opdrachtgever"
    expect(button(olga, voorleggen)).to_be_visible()
    expect(button(olga, "Besluiten")).to_have_count(0)
    olga.follow(voorleggen).look().send(voorleggen).look()

    propose(olga, gemeente, "666,66")
    klein = Besluit.objects.exclude(pk=groot.pk).get()
    expect(button(olga, voorleggen)).to_have_count(0)
    decide(olga).sees("Mandaatregeling 2026, artikel 3 lid 2")
    klein.refresh_from_db()
    assert (klein.status, klein.besloten_door.username) == (BesluitStatus.BINNEN_MANDAAT, "olga")

    decide(hester.open(groot.get_absolute_url()).look()).sees("artikel 3 lid 3")
    groot.refresh_from_db()
    assert (groot.status, groot.besloten_door.username) == (BesluitStatus.BESLOTEN, "hester")
    assert complaints(olga, hester) == []


def test_s14_a_missing_role_is_told_on_the_team_page(toetsenbord, gemeente, mensen):
    for nummer, rol in enumerate(VEREIST):
        if rol != Teamrol.JURIST:
            add_teamlid(gemeente=gemeente, rol=rol, naam=f"Collega {nummer}", van=VANDAAG, door=person("olga"))
    olga = toetsenbord("olga").open(page_of("rapportage:team_list", gemeente)).look()

    olga.sees("Er is geen jurist in het opgaveteam.")
    expect(olga.page.locator("main")).not_to_contain_text("Er is geen financieel adviseur")
    assert olga.bezwaren == []


def test_s14_no_answer_is_a_reminder_an_offer_and_a_level_up(toetsenbord, klok, gemeente, mandaat, zaken):
    eerder = toetsenbord("olga")
    eerder.open(page_of("samenwerking:escalatie_list", gemeente)).look().follow("Lekkend dak").look()
    eerder.follow("Pak op").send("Oppakken").follow("Leg een niveau hoger").look().send("Leg een niveau hoger").look()
    klok.zet(date(2026, 5, 12))  # five days from the Monday is a Saturday: the Monday after it is the last day
    move_escalaties()

    olga, hester, marleen = (toetsenbord(naam) for naam in ("olga", "hester", "marleen"))  # logged out by now
    hester.open(reverse("samenwerking:bericht_list")).look().sees("Uw antwoord is te laat", VRAAG)
    olga.open(reverse("samenwerking:bericht_list")).sees("Geen antwoord op een escalatie", "een niveau hoger leggen")
    olga.open(page_of("samenwerking:escalatie_list", gemeente)).look().follow("Lekkend dak").look().sees("Te laat")
    olga.follow("Leg een niveau hoger").send("Leg een niveau hoger").sees("De vraag ligt een niveau hoger.")

    marleen.open(reverse("samenwerking:bericht_list")).look()
    marleen.sees(VRAAG, "Betalen of wachten.", "Advies: Betalen.", "22 mei 2026")
    expect(marleen.page.locator("main")).not_to_contain_text(NAAM)
    marleen.open(page_of("samenwerking:escalatie_list", gemeente)).look().follow("Lekkend dak").look()
    expect(marleen.page.locator("main")).not_to_contain_text(NAAM)
    marleen.send("Geef antwoord", {"Uw antwoord": "Betaal het herstel."}).look().sees("Betaal het herstel.")
    assert complaints(eerder, olga, hester, marleen) == []


# --- S15: a location counts -------------------------------------------------------------------------------------------
def expected(olga):
    """What locations bring, by half-year: the middle of each row."""
    rijen = olga.page.locator("#locatieprognose tbody tr").all()
    return {
        rij.locator("th").inner_text().split("\n")[0].strip(): rij.locator("td strong").inner_text() for rij in rijen
    }


@pytest.fixture
def wilgenhof(mensen, gemeente):
    """A place for twenty people that olga looks at closely, ready on 1 October."""
    olga = person("olga")
    locatie = report_locatie(
        gemeente=gemeente,
        naam="De Wilgenhof",
        soort=Locatiesoort.ZORGVASTGOED,
        richting=Windrichting.CENTRUM,
        plaatsen=20,
        datum=date(2026, 10, 1),
        door=olga,
    )
    for punt in locatie.punten.filter(soort__in=KERNPUNTEN):
        update_locatiepunt(punt=punt, oordeel=punt.oordeel, eigenaar=person("noor"), door=olga)
    for van in (LocatieStatus.SIGNAAL, LocatieStatus.VERKENNING):
        advance_locatie(locatie=locatie, van=van, door=olga)
    return locatie


def test_s15_a_location_counts_in_its_half_year_until_it_is_dropped(toetsenbord, klok, gemeente, wilgenhof):
    LocatieFactory(gemeente=gemeente)  # nobody knows yet how many places
    lijst, plek = page_of("samenwerking:locatie_list", gemeente), wilgenhof.get_absolute_url()
    olga = toetsenbord("olga").open(lijst).look()
    assert expected(olga) == {"2026H1": "0", "2026H2": "7", "2027H1": "0", "2027H2": "0"}

    olga.follow("De Wilgenhof").look().follow("Wijzig de verwachting").look()
    olga.send("Verwachting vastleggen", {"Klaar op": "01-06-2026", "Waarom verandert": "De bouw loopt voor."})
    olga.look().open(lijst)
    assert expected(olga) == {"2026H1": "7", "2026H2": "0", "2027H1": "0", "2027H2": "0"}

    olga.open(plek).follow("Laat afvallen").look()
    olga.send("Locatie laten afvallen", {"Waarom valt": "De eigenaar verkoopt het."}).look()
    olga.sees("De eigenaar verkoopt het.")
    olga.open(lijst).look().sees("Afgevallen", "De eigenaar verkoopt het.")
    assert set(expected(olga).values()) == {"0"}
    assert olga.bezwaren == []


@pytest.mark.parametrize("soort", KERNPUNTEN)
def test_s15_permit_and_fire_safety_have_an_owner_a_status_and_a_document(toetsenbord, wilgenhof, soort):
    punt = wilgenhof.punten.get(soort=soort)
    olga = toetsenbord("olga").open(wilgenhof.get_absolute_url())
    olga.follow(f"Werk bij: {punt}").look()
    velden = {
        "Wie zoekt dit uit?": "Ilse Jurist",
        "In orde": True,
        "Document": "Zaak 2026-114",
        "Uiterlijk": "01-06-2026",
    }
    olga.send("Punt bijwerken", velden)

    rij = olga.page.locator("#punten tbody tr", has=olga.page.get_by_role("rowheader", name=re.compile(f"^{punt}")))
    for woorden in ("Ilse Jurist", "In orde", "Document: Zaak 2026-114"):
        expect(rij).to_contain_text(woorden)
    assert olga.bezwaren == []
