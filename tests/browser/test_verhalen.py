"""S3, S4 and S5 of the workflow in a real browser, by people who use only the keyboard. (S6 is in test_afspraken.)"""

import re
from datetime import date

import pytest
from celery.schedules import crontab
from django.conf import settings
from django.core import mail
from django.utils import timezone
from django.utils.module_loading import import_string
from playwright.sync_api import expect

from huisvesting.models import AanbodStatus, Huishouden, HuishoudenStatus, Voordracht, VoordrachtStatus, Woningaanbod
from huisvesting.services.voordracht import propose_voordracht
from samenwerking.models import Gebeurtenis, Gebruiker, Klasse, Logregel
from tests.factories.huisvesting import (
    HuishoudenFactory,
    StatushouderFactory,
    VoordrachtFactory,
    WoningaanbodFactory,
    WoningFactory,
)
from tests.factories.samenwerking import RedenFactory
from tests.factories.voordracht import WeigeringFactory
from tests.verhalen.bezoeker import WACHTWOORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NAAM = "Testari, Samir"
ADRES = "Terugweg 1"
# Five, as S4 asks; street and place come with the postcode.
VELDEN = {
    "Postcode": "7201ab",
    "Huisnummer": "14",
    "Toevoeging": "B",
    "Slaapkamers": "2",
    "Beschikbaar vanaf": "18-05-2026",
}
LINK = re.compile(r"http\S+/huisvesting/antwoord/\S+/")


@pytest.fixture
def noor(mensen):
    return Gebruiker.objects.get(username="noor")


@pytest.fixture
def huishouden(gemeente, noor):
    """Three people of noor, who wait for a home."""
    gezin = HuishoudenFactory(gemeente=gemeente, personen=0, eigenaar=noor)
    StatushouderFactory(huishouden=gezin, achternaam="Testari", voornamen="Samir")
    StatushouderFactory.create_batch(2, huishouden=gezin, gezinsrol="kind", geboortedatum=date(2015, 5, 5))
    return gezin


@pytest.fixture
def aanbod(gemeente, corporatie):
    woning = WoningFactory(gemeente=gemeente, corporatie=corporatie, straat="Terugweg", huisnummer=1)
    return WoningaanbodFactory(gemeente=gemeente, woning=woning, bevestigd=True)


@pytest.fixture
def post(mensen, live_server, settings):
    """Noor and Joris have a mail address; a link in a mail leads to the server of this test."""
    settings.SITE_ADRES = live_server.url
    for naam in ("noor", "joris"):
        Gebruiker.objects.filter(username=naam).update(email=f"{naam}@proef.example")


def beat(naam):
    """Do now what the schedule does at its time."""
    import_string(settings.CELERY_BEAT_SCHEDULE[naam]["task"])()


def mails_to(naam):
    return [brief.body for brief in mail.outbox if brief.to == [f"{naam}@proef.example"]]


def stand(voordracht):
    """What the database says of home, household and voordracht."""
    return (
        Woningaanbod.objects.with_status(timezone.localdate()).get(pk=voordracht.aanbod_id).status,
        Huishouden.objects.with_status().get(pk=voordracht.huishouden_id).status,
        Voordracht.objects.get(pk=voordracht.pk).status,
    )


def complaints(*bezoekers):
    return [bezwaar for bezoeker in bezoekers for bezwaar in bezoeker.bezwaren]


# --- S3: a refusal, properly ------------------------------------------------------------------------------------------
@pytest.fixture
def geweigerd(aanbod, huishouden):
    """A home that is offered to the household, and the reasons there are."""
    RedenFactory(tekst="Medische reden", klasse=Klasse.HUISHOUDEN)
    RedenFactory(tekst="Weigert de huur", klasse=Klasse.HUISHOUDEN)
    return VoordrachtFactory(aanbod=aanbod, huishouden=huishouden, aangeboden=True, reactie_uiterlijk=date(2026, 5, 11))


def refuse(noor):
    noor.open("/").begin().follow(f"Leg antwoord vast: {NAAM}").follow("Het huishouden weigert")
    return noor.send(
        "Leg weigering vast",
        {
            "Reden": "Medische reden",
            "In de eigen woorden van het huishouden": "De trap is te steil voor mijn moeder.",
            "Was er een tolk bij?": "Ja",
        },
    )


def test_s3_a_refusal_needs_a_reason_and_words_and_the_jurist_gives_the_home_back(toetsenbord, klok, geweigerd):
    noor, ilse = toetsenbord("noor"), toetsenbord("ilse")
    noor.look().follow(f"Leg antwoord vast: {NAAM}").look().follow("Het huishouden weigert").look()
    noor.send("Leg weigering vast").look()
    noor.sees("Kies een reden.", "Schrijf op wat het huishouden zelf zegt.")
    assert stand(geweigerd)[2] == VoordrachtStatus.AANGEBODEN

    refuse(noor).look().sees("De jurist beoordeelt of dat terecht is.")
    assert (noor.stappen, len(noor.velden)) == (3, 3)
    ilse.open("/").look().sees(NAAM, "09-05-2026")
    ilse.begin().follow("Weigeringen").look().follow(NAAM).look().follow("Beoordeel de weigering").look()
    ilse.send("Leg oordeel vast", {"Terecht": True, "Waarom?": "De arts raadt trappen af."})

    assert stand(geweigerd) == (AanbodStatus.BEVESTIGD, HuishoudenStatus.KLAAR, VoordrachtStatus.GEWEIGERD)
    ilse.look().sees("De woning is weer vrij. Het huishouden wacht weer op een woning.")
    assert (ilse.stappen, len(ilse.velden)) == (4, 2)
    assert complaints(noor, ilse) == []


def test_s3_who_is_not_right_gets_a_letter_with_time_to_think_without_javascript(toetsenbord, klok, geweigerd):
    noor, ilse = (toetsenbord(naam, java_script_enabled=False) for naam in ("noor", "ilse"))
    refuse(noor)

    ilse.open("/").follow("Weigeringen").follow(NAAM).follow("Beoordeel de weigering")
    ilse.send("Leg oordeel vast", {"Onterecht": True, "Waarom?": "Er is een lift."})

    ilse.sees("Dit is een concept.", "Beste Samir Testari,", "Er is een lift.", "uiterlijk op 11 mei 2026")
    assert stand(geweigerd)[0] == AanbodStatus.GERESERVEERD


def test_s3_the_report_tells_no_number_below_five(toetsenbord, klok, gemeente):
    for tekst, aantal in (("Weigert de huur", 5), ("Weigert de grootte", 2)):
        reden = RedenFactory(tekst=tekst, klasse=Klasse.HUISHOUDEN)
        WeigeringFactory.create_batch(aantal, voordracht__gemeente=gemeente, reden=reden)

    ilse = toetsenbord("ilse").follow("Weigeringen").look().follow("Aantallen per reden").look()

    rijen = [" ".join(rij.split()) for rij in ilse.page.locator("tbody tr").all_inner_texts()]
    assert rijen == ["Huishouden minstens 6", "Weigert de huur 5", "Weigert de grootte <5"]
    assert complaints(ilse) == []


# --- S4: a home in a minute -------------------------------------------------------------------------------------------
@pytest.fixture
def straat(gemeente, corporatie):
    """A street where this corporation reported a home before."""
    return WoningFactory(
        corporatie=corporatie, gemeente=gemeente, postcode="7201 AB", straat="Meidoornstraat", plaats="Vorden"
    )


def test_s4_a_home_is_reported_with_five_fields_and_confirmed_later(toetsenbord, klok, straat):
    joris = toetsenbord("joris").look().begin().follow("Nieuwe woning melden").fill(VELDEN)
    expect(joris.page.locator("#id_straat")).to_have_value("Meidoornstraat")
    expect(joris.page.locator("#id_plaats")).to_have_value("Vorden")
    joris.look().send("Woning melden").look().sees("Meidoornstraat 14 B, Vorden is gemeld.")

    assert joris.velden == list(VELDEN)
    assert joris.stappen == 2
    joris.begin().follow("Bevestig").look().send(
        "Woning bevestigen", {"Kale huur per maand": "612,50", "Verdieping": "0"}
    )
    joris.look().sees("Bevestigd")
    assert (joris.stappen, len(joris.velden)) == (2, 2)
    assert complaints(joris) == []


def test_s4_the_focus_goes_from_the_skip_link_past_the_places_to_the_form(toetsenbord, klok, straat):
    joris = toetsenbord("").log_in("joris", WACHTWOORD).follow("Nieuwe woning melden")
    assert (joris.stappen, joris.velden) == (2, ["Gebruikersnaam", "Wachtwoord"])
    haltes = joris.halts()

    plekken = list(dict.fromkeys(halte.plek for halte in haltes))
    assert plekken == ["overslaan", "header", "nav", "main"]
    assert haltes[0].naam == "Naar de inhoud"
    assert [halte for halte in haltes if not halte.zichtbaar] == []
    formulier = [halte.naam for halte in haltes if halte.naam in (*VELDEN, "Woning melden")]
    assert formulier == [*VELDEN, "Woning melden"]


def test_s4_five_fields_are_enough_without_javascript_and_nobody_else_sees_the_home(toetsenbord, klok, straat):
    joris, petra = (toetsenbord(naam, java_script_enabled=False) for naam in ("joris", "petra"))

    joris.begin().follow("Nieuwe woning melden").send("Woning melden", VELDEN)

    joris.sees("Meidoornstraat 14 B, Vorden is gemeld.")
    assert len(joris.velden) == 5
    assert petra.page.goto(joris.page.url).status == 404


# --- S5: confirm or withdraw, knowing what follows --------------------------------------------------------------------
def test_s5_withdrawing_says_who_loses_it_and_the_consulent_knows_within_a_minute(
    toetsenbord, klok, aanbod, huishouden, post
):
    voordracht = VoordrachtFactory(aanbod=aanbod, huishouden=huishouden, aangeboden=True)
    RedenFactory(tekst="De woning is niet leeg")
    joris, noor = toetsenbord("joris"), toetsenbord("noor")

    joris.begin().follow("Mijn woningen").follow(ADRES).look().follow("Trek de woning in").look()
    joris.sees("1 huishouden verliest deze woning.")
    joris.send("Aanbod intrekken").look().sees("Kies een reden.")
    assert stand(voordracht)[2] == VoordrachtStatus.AANGEBODEN
    joris.send("Aanbod intrekken", {"Reden": "De woning is niet leeg"}).look().sees(f"{ADRES} is ingetrokken.")

    assert (joris.stappen, joris.velden) == (5, ["Reden"])
    assert stand(voordracht) == (AanbodStatus.INGETROKKEN, HuishoudenStatus.KLAAR, VoordrachtStatus.GEANNULEERD)
    assert Voordracht.objects.get().reden.klasse == Klasse.CORPORATIE
    assert settings.CELERY_BEAT_SCHEDULE["berichten-mailen"]["schedule"] == crontab()  # every minute
    beat("berichten-mailen")
    (brief,) = mails_to("noor")
    assert ADRES in brief
    assert "Testari" not in brief
    noor.open("/").follow("Berichten 1 ongelezen").look()
    noor.sees(f"trekt {ADRES}, Proefstad in. Een huishouden van 3 personen wacht weer op een woning.")
    noor._press(noor.page.get_by_role("button", name=re.compile(r"^Open\s*:"))).look().sees("Ingetrokken")
    assert complaints(joris, noor) == []


def test_s5_an_option_that_ends_is_said_beforehand_and_then_stands_in_both_lists(toetsenbord, klok, aanbod, post):
    Woningaanbod.objects.update(optiedatum=date(2026, 5, 8))
    for dag, woorden in ((5, "(over 3 dagen)"), (6, None), (7, "(morgen)"), (9, "is verlopen")):
        klok.zet(date(2026, 5, dag))
        mail.outbox.clear()
        beat("herinneringen")
        beat("berichten-mailen")
        for naam in ("noor", "joris"):
            assert [bool(woorden) and woorden in brief for brief in mails_to(naam)] == ([True] if woorden else [])

    noor, joris = toetsenbord("noor"), toetsenbord("joris")
    for bezoeker, woningen in ((noor, "Woningen"), (joris, "Mijn woningen")):
        bezoeker.follow("Berichten 3 ongelezen").sees("(over 3 dagen)", "(morgen)", "De optie is verlopen")
        bezoeker.follow(woningen).look()
        rij = bezoeker.page.locator("tbody tr", has_text=ADRES)
        expect(rij).to_contain_text("Optie verlopen")
    assert complaints(noor, joris) == []


def test_s5_the_link_in_the_mail_answers_once_without_login_or_javascript(
    toetsenbord, klok, aanbod, huishouden, noor, post
):
    voordracht = propose_voordracht(aanbod=aanbod, huishouden=huishouden, door=noor)
    beat("berichten-mailen")
    (brief,) = mails_to("joris")
    url = LINK.search(brief)[0]
    iemand, kijker = toetsenbord("", java_script_enabled=False), toetsenbord("")
    kijker.open(url).look().sees("Terugweg 1", "3 personen", "U antwoordt als Joris Verhuurder.")
    assert "Testari" not in brief + kijker.page.content()

    iemand.open(url).send("Akkoord geven").sees("Uw akkoord is vastgelegd.")

    assert iemand.stappen == 1
    assert stand(voordracht)[2] == VoordrachtStatus.AKKOORD_CORPORATIE
    assert Logregel.objects.get(gebeurtenis=Gebeurtenis.VOORDRACHT_AKKOORD).door_naam == "Joris Verhuurder"
    kijker.open(url).look().sees("U hebt met deze link al geantwoord.")
    assert complaints(kijker) == []


def test_s5_the_link_in_the_mail_ends_after_five_days(toetsenbord, klok, aanbod, huishouden, noor, post):
    voordracht = propose_voordracht(aanbod=aanbod, huishouden=huishouden, door=noor)
    beat("berichten-mailen")
    url = LINK.search(mails_to("joris")[0])[0]

    klok.zet(date(2026, 5, 9))

    iemand = toetsenbord("").open(url).look()
    iemand.sees("Deze link is verlopen.")
    assert stand(voordracht)[2] == VoordrachtStatus.VOORGESTELD
    assert complaints(iemand) == []
