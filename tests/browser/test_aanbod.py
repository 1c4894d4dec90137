"""More of a home in a real browser: a concept, thirty from a sheet, one that is asked back, a complex."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from huisvesting.models import Woningaanbod
from tests.factories.aanbod import ComplexFactory
from tests.factories.huisvesting import VoordrachtFactory, WoningaanbodFactory, WoningFactory
from tests.factories.samenwerking import RedenFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KOP = "Straat;Huisnummer;Postcode;Plaats;Slaapkamers;Beschikbaar vanaf;Kale huur\n"


@pytest.fixture
def straat(gemeente, corporatie):
    """A street where this corporation reported a home before."""
    return WoningFactory(
        corporatie=corporatie, gemeente=gemeente, postcode="7201 AB", straat="Meidoornstraat", plaats="Vorden"
    )


def test_a_concept_is_kept_and_thrown_away_without_javascript(log_in, klok, straat):
    joris = log_in("joris", java_script_enabled=False).follow("Nieuwe woning melden")

    joris.send("Bewaar als concept", {"Postcode": "7201AB", "Huisnummer": "16", "Slaapkamers": "3"})
    joris.sees("bewaard als concept", "Dit is een concept: de gemeente ziet het nog niet.")
    joris.follow("Gooi het concept weg").send("Concept weggooien")

    joris.sees("Het concept van Meidoornstraat 16 is weggegooid.")
    assert not Woningaanbod.objects.exists()


def test_thirty_homes_are_reported_from_a_sheet(log_in, klok):
    rijen = "".join(f"Lijststraat;{nummer};1234 AB;Verhalendam;2;01-06-2026;612,50\n" for nummer in range(1, 31))
    bestand = SimpleUploadedFile("woningen.csv", f"{KOP}{rijen}Lijststraat;31;fout;Verhalendam;0;x;\n".encode())
    joris = log_in("joris").follow("Mijn woningen").follow("Lijst inlezen").look().follow("Lijst inlezen").look()

    joris.send("Lijst lezen", {"Lijst met woningen": bestand}).look()
    joris.sees("30 woningen worden gemeld aan Verhalendam.", "1 rij wordt overgeslagen", "Rij 32")
    assert not Woningaanbod.objects.exists()
    joris.send("Lijst verwerken").look().sees("Lijst verwerkt. Nieuw gemeld: 30 woningen.")

    assert Woningaanbod.objects.count() == 30
    assert joris.bezwaren == []


def test_an_assigned_home_is_asked_back_and_the_opgavemanager_decides(log_in, klok, gemeente, corporatie):
    eigen = {"woning__corporatie": corporatie, "woning__straat": "Terugweg", "woning__huisnummer": 1}
    aanbod = WoningaanbodFactory(gemeente=gemeente, bevestigd=True, **eigen)
    VoordrachtFactory(aanbod=aanbod, geaccepteerd=True)
    RedenFactory(tekst="Onverwacht gebrek")
    joris, olga = log_in("joris"), log_in("olga")

    joris.open(aanbod.get_absolute_url()).look().follow("Vraag de woning terug").look()
    joris.sees("1 huishouden verliest deze woning als de opgavemanager akkoord gaat.")
    joris.send(
        "Woning terugvragen", {"Reden": "Onverwacht gebrek", "Waarom u de woning terugvraagt": "De vloer zakt."}
    ).look()
    olga.open(aanbod.get_absolute_url()).look().follow("Houd de woning toegewezen").look().open(
        aanbod.get_absolute_url()
    )
    olga.follow("Ga akkoord met intrekken").look().send("Akkoord met intrekken").look()

    olga.sees("Terugweg 1 is ingetrokken.", "De vloer zakt.")
    assert joris.bezwaren + olga.bezwaren == []


def test_a_complex_is_kept_and_every_fact_of_a_home(log_in, klok, gemeente, corporatie):
    ComplexFactory(corporatie=corporatie, gemeente=gemeente, naam="De Linde")
    aanbod = WoningaanbodFactory(gemeente=gemeente, woning__corporatie=corporatie, woning__onvolledig=True)
    joris = log_in("joris").follow("Mijn woningen").follow("Complexen").look().follow("Complex toevoegen").look()

    joris.send("Complex toevoegen", {"Naam": "De Es", "Woningen in het complex": "12", "Hooguit": "3"}).look()
    joris.sees("De Es is toegevoegd.")
    joris.open(f"{aanbod.get_absolute_url()}wijzigen/").look()
    joris.send("Gegevens wijzigen", {"Energielabel": "A+", "Complex": "De Es", "BAG-nummer van de woning": "1" * 16})
    joris.look().sees("De Es", "A+")
    joris.open(f"{aanbod.get_absolute_url()}bevestigen/").look()

    assert joris.bezwaren == []
