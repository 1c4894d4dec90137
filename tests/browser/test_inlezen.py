"""Reading a file in, in a real browser, with the keyboard alone: its columns are chosen, the preview is read, it is
applied. Every page on the way is judged."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from playwright.sync_api import expect

from tests.huisvesting.coa_lijsten import make_csv, rij

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

EIGEN_KOPPEN = {b"v_nummer": b"Nr vreemdeling", b"achternaam": b"Naam van de persoon", b"datum_koppeling": b"Sinds"}
KOLOMMEN = {
    "V-nummer": "Nr vreemdeling (kolom A)",
    "Achternaam": "Naam van de persoon (kolom D)",
    "Datum koppeling": "Sinds (kolom F)",
}
WONINGEN = "Waar;PC;Woonplaats;Kamers om te slapen;Leeg per\n" + "".join(
    f"Verhalenlaan {nummer};{postcode};Verhalendam;2;18-05-2026\n"
    for nummer, postcode in ((1, "1234 AB"), (2, "1234 AB"), (3, "fout"))
)
WONINGKOLOMMEN = {
    "Adres": "Waar (kolom A)",
    "Slaapkamers": "Kamers om te slapen (kolom D)",
    "Beschikbaar vanaf": "Leeg per (kolom E)",
}


def make_lijst():
    """Two households that are right, and one with a day that does not exist."""
    data = make_csv(
        rij(1, "A", gezinsrol="hoofd"),
        rij(2, "A"),
        rij(3, "B", gezinsrol="hoofd"),
        rij(4, "C", gezinsrol="hoofd"),
        rij(5, "C", geboortedatum="31-02-2014"),
    )
    for oud, nieuw in EIGEN_KOPPEN.items():
        data = data.replace(oud, nieuw, 1)
    return SimpleUploadedFile("eigen-kolommen.csv", data)


def test_a_coa_list_with_columns_of_its_own_by_keyboard_alone(toetsenbord, klok):
    noor = toetsenbord("noor")

    noor.follow("COA-lijsten").follow("COA-lijst inlezen").look()
    noor.fill({"COA-lijst": make_lijst()})
    expect(noor.page.get_by_role("status").filter(has_text="Gekozen: eigen-kolommen.csv")).to_be_visible()
    noor.send("Lijst lezen").look()
    noor.sees("Het bestand mist de kolommen V-nummer, Achternaam en Datum koppeling.")

    noor.send("Kolommen opslaan").look()
    noor.sees("Dit klopt nog niet", "Kies de kolom waarin V-nummer staat.")
    noor.send("Kolommen opslaan", KOLOMMEN).look()
    noor.sees("3 personen komen erbij.", "Een dag bestaat niet", "cel E6", "2 rijen worden overgeslagen")

    noor.send("Lijst verwerken").look()
    noor.sees("Lijst verwerkt: 3 personen nieuw", "Wat is er veranderd?", "2 rijen zijn overgeslagen")
    noor.follow("COA-lijsten").look()
    noor.sees("eigen-kolommen.csv", "3 personen nieuw")

    noor.follow("COA-lijst inlezen").send("Lijst lezen", {"COA-lijst": make_lijst()})
    noor.sees("Er verandert niets.")
    noor.follow("Kolommen wijzigen")
    noor.sees("Wat er in uw bestand staat")
    assert noor.bezwaren == []


def test_a_sheet_of_homes_with_columns_of_its_own_by_keyboard_alone(toetsenbord, klok):
    joris = toetsenbord("joris")

    joris.open("/huisvesting/aanbod/lijsten/inlezen/")
    joris.send("Lijst lezen", {"Lijst met woningen": SimpleUploadedFile("woningen.csv", WONINGEN.encode())}).look()
    joris.sees("Adres of Straat met Huisnummer", "Verhalenlaan 1")
    joris.send("Kolommen opslaan", WONINGKOLOMMEN).look()
    joris.sees("2 woningen worden gemeld aan Verhalendam.", "cel B4")
    joris.send("Lijst verwerken")
    joris.sees("Nieuw gemeld: 2 woningen.", "2 woningen gemeld.")
    assert joris.bezwaren == []


def test_a_sheet_of_homes_that_waits_for_a_worker_is_called_off(log_in, klok, met_werkers, monkeypatch):
    monkeypatch.setattr("samenwerking.tasks._send", lambda *args: None)  # no worker comes
    joris = log_in("joris").open("/huisvesting/aanbod/lijsten/inlezen/")

    joris.send("Lijst lezen", {"Lijst met woningen": SimpleUploadedFile("woningen.csv", WONINGEN.encode())}).look()
    joris.sees("Het bestand wordt gelezen", "Het werk begint zodra er plaats is.")
    joris.send("Breek af").look()
    joris.sees("Er is niets verwerkt.", "Lees het bestand alsnog", "Bestand wegleggen")
    assert joris.bezwaren == []


def test_the_same_goes_without_javascript(log_in, klok):
    noor = log_in("noor", java_script_enabled=False)

    noor.follow("COA-lijsten").follow("COA-lijst inlezen").send("Lijst lezen", {"COA-lijst": make_lijst()})
    noor.send("Kolommen opslaan", KOLOMMEN).send("Lijst verwerken")
    noor.sees("Lijst verwerkt: 3 personen nieuw")
    assert noor.bezwaren == []


def test_a_file_that_is_dropped_is_taken_and_a_wrong_one_is_said_at_once(log_in, klok):
    noor = log_in("noor").open("/huisvesting/coa-lijsten/inlezen/")
    gekozen = noor.page.locator(".bestand__gekozen")

    noor.page.locator("[data-bestand]").evaluate(DROP, ["lijst.csv"])
    expect(gekozen).to_have_text("Gekozen: lijst.csv (1 kB).")
    noor.page.locator("[data-bestand]").evaluate(DROP, ["lijst.pdf"])
    expect(gekozen).to_have_text("lijst.pdf eindigt niet op .xlsx, .ods, .csv. Kies een ander bestand.")
    noor.page.locator("[data-bestand]").evaluate(DROP, ["een.csv", "twee.csv"])
    expect(gekozen).to_have_text("Dit zijn meer bestanden. Sleep er één hierheen.")
    assert noor.bezwaren == []


# What a browser does when someone lets go of files above the zone.
DROP = """(vak, namen) => {
  const dataTransfer = new DataTransfer();
  namen.forEach((naam) => dataTransfer.items.add(new File(["a;b"], naam)));
  vak.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
}"""
