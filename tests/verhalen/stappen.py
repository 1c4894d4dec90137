"""The steps of the chain as people do them: which page they open, what they press and what they fill in.

Each takes whoever does it; afterwards the page that the product answered with is open.
"""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.verhalen.bezoeker import Bezoeker
from tests.verhalen.toneel import LIJST

WONING = {
    "Straat": "Verhalenlaan",
    "Huisnummer": "12",
    "Postcode": "1234 AB",
    "Plaats": "Verhalendam",
    "Slaapkamers": "3",
    "Beschikbaar vanaf": "18-05-2026",
}
HUUR = {"Kale huur per maand": "612,50", "Verdieping": "0", "Optie tot en met": "01-06-2026"}
ADRES = "Verhalenlaan 12"
# The household that waits longest, and everyone in it.
HUISHOUDEN = "Testari, Samir"
NAMEN = ("Testari", "Samir", "Lina", "Yara", "Adam")


def open_lijst(noor: Bezoeker, naam: str = "koppelingen-mei.csv") -> Bezoeker:
    """Read the COA list; its preview is open."""
    noor.open("/").follow("COA-lijsten").follow("COA-lijst inlezen")
    return noor.send("Lijst lezen", {"COA-lijst": SimpleUploadedFile(naam, LIJST.read_bytes())})


def receive(noor: Bezoeker) -> Bezoeker:
    """Confirm the koppeling of everyone on the list, as the one who answers for them."""
    noor.open("/").follow("Huishoudens").follow("Bevestig de ontvangst van 15 huishoudens")
    return noor.send("Ontvangst bevestigen")


def do_intake(noor: Bezoeker) -> Bezoeker:
    """Until the household waits for a home."""
    noor.open("/").follow(f"Begin intake: {HUISHOUDEN}").send("Begin intake")
    return noor.follow("Rond intake af").send("Intake afronden")


def report_woning(joris: Bezoeker) -> Bezoeker:
    joris.open("/").follow("Nieuwe woning melden").send("Woning melden", WONING)
    return joris.follow("Bevestig").send("Woning bevestigen", HUUR)


def propose(noor: Bezoeker) -> Bezoeker:
    noor.open("/").follow("Woningen").follow(f"Kies huishouden: {ADRES}")
    return noor.follow(f"Draag voor: {HUISHOUDEN}").send("Huishouden voordragen")


def agree(joris: Bezoeker) -> Bezoeker:
    return joris.open("/").follow(f"Beantwoord: {ADRES}").follow("Akkoord").send("Akkoord geven")


def offer(noor: Bezoeker) -> Bezoeker:
    return noor.open("/").follow(f"Leg aanbieding vast: {HUISHOUDEN}").send("Leg aanbieding vast")


def accept(noor: Bezoeker) -> Bezoeker:
    noor.open("/").follow(f"Leg antwoord vast: {HUISHOUDEN}")
    return noor.follow("Het huishouden accepteert").send("Leg acceptatie vast")


def sign(joris: Bezoeker) -> Bezoeker:
    return joris.open("/").follow(f"Leg contract vast: {ADRES}").send("Leg contract vast")


def hand_over(noor: Bezoeker) -> Bezoeker:
    return noor.open("/").follow(f"Leg sleutel vast: {HUISHOUDEN}").send("Leg sleutel vast")


def gehuisvest(wethouder: Bezoeker) -> str:
    """The number on the dashboard, as it stands there now."""
    return wethouder.open("/").follow("Voortgang").fact("Gehuisvest").split()[0]
