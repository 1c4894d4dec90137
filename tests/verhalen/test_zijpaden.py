"""Where the chain stops halfway: who reads what, what becomes free again, and what no longer counts."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest

from samenwerking.models import Gebeurtenis, Logregel
from taakstelling.services.voortgang import find_drift
from tests.verhalen.stappen import (
    ADRES,
    HUISHOUDEN,
    HUUR,
    WONING,
    accept,
    agree,
    do_intake,
    gehuisvest,
    hand_over,
    offer,
    open_lijst,
    propose,
    receive,
    report_woning,
    sign,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def noor(log_in):
    """The consulent, with the list applied, and the longest waiting household ready to be matched."""
    noor = log_in("noor")
    open_lijst(noor).send("Lijst verwerken")
    receive(noor)
    do_intake(noor)
    return noor


@pytest.fixture
def joris(log_in, noor):
    """The corporation, with a household put forward for its home."""
    joris = log_in("joris")
    report_woning(joris)
    propose(noor)
    return joris


@contextmanager
def one_line(gebeurtenis: Gebeurtenis) -> Iterator[None]:
    """The block is one event, whatever it looked at: one line in the logboek."""
    begin = Logregel.objects.latest("pk").pk
    yield
    regels = Logregel.objects.filter(pk__gt=begin).gebeurtenissen()
    assert list(regels.values_list("gebeurtenis", flat=True)) == [gebeurtenis]


def assert_waits_again(noor):
    """The household waits with its original term."""
    noor.open("/").follow(HUISHOUDEN).sees("Wacht op woning", "Uiterlijk 23 maart 2026")


def assert_free_again(noor):
    noor.open("/").follow("Woningen").follow(f"Kies huishouden: {ADRES}")


def reject(joris):
    joris.open("/").follow(f"Beantwoord: {ADRES}").follow("Afwijzen")
    joris.sees("De gemeente beslist over uw afwijzing.")
    return joris.send("Voordracht afwijzen", {"Reden": "Onderhoud of schade"})


def test_corporation_rejects_and_the_gemeente_confirms(noor, joris):
    with one_line(Gebeurtenis.VOORDRACHT_AFWIJZING_GEMELD):
        reject(joris)
    joris.sees("Corporatie wijst af, gemeente beslist")
    noor.open("/").follow(f"Beslis: {HUISHOUDEN}").sees("Onderhoud of schade")
    noor.follow("Bevestig de afwijzing")

    with one_line(Gebeurtenis.VOORDRACHT_AFGEWEZEN):
        noor.send("Afwijzing bevestigen")

    assert_waits_again(noor)
    noor.sees("Eerdere voordrachten", "Afgewezen door de corporatie", "Onderhoud of schade")
    assert_free_again(noor)


def test_gemeente_asks_the_corporation_once_more(noor, joris):
    reject(joris)
    noor.open("/").follow(f"Beslis: {HUISHOUDEN}").follow("Vraag het nog eens")

    with one_line(Gebeurtenis.VOORDRACHT_HEROVERWOGEN):
        noor.send("Vraag het nog eens", {"Waarom vraagt u het nog eens?": "De schade is morgen hersteld."})

    joris.open("/").follow(f"Beantwoord: {ADRES}").sees("De schade is morgen hersteld.")
    joris.follow("Akkoord").send("Akkoord geven").sees("Corporatie akkoord")


EIGEN_WOORDEN = "De trap is te steil voor mijn moeder."
WEIGERING = {"In de eigen woorden van het huishouden": EIGEN_WOORDEN, "Reden": "Medische reden"}


def refuse(noor):
    """Record the refusal from the page with the offer."""
    noor.open("/").follow(f"Leg antwoord vast: {HUISHOUDEN}").follow("Het huishouden weigert")
    return noor.send("Leg weigering vast", {**WEIGERING, "Was er een tolk bij?": "Ja"})


def test_household_refuses_in_its_own_words_and_is_right(noor, joris, log_in):
    agree(joris)
    offer(noor)
    noor.follow("Het huishouden weigert")
    noor.send("Leg weigering vast", {"Reden": "Medische reden", "Was er een tolk bij?": "Ja"}, status=422)
    noor.sees("Schrijf op wat het huishouden zelf zegt.")

    with one_line(Gebeurtenis.VOORDRACHT_WEIGERING_GEMELD):
        refuse(noor)

    noor.sees("Geweigerd, de jurist beoordeelt", "Wacht op de jurist", "Medische reden", EIGEN_WOORDEN)
    assert noor.fact("Tolk erbij") == "Ja"
    ilse = log_in("ilse").open("/").follow("Weigeringen").follow(HUISHOUDEN)
    ilse.sees("Uiterlijk 9 mei 2026", EIGEN_WOORDEN)
    ilse.follow("Beoordeel de weigering")
    with one_line(Gebeurtenis.VOORDRACHT_GEWEIGERD):
        ilse.send("Leg oordeel vast", {TERECHT: "terecht", "Waarom?": "De arts raadt trappen af."})
    assert_waits_again(noor)
    assert_free_again(noor)
    joris.open("/").follow("Mijn woningen").follow(ADRES).sees("Geweigerd door het huishouden")
    assert "steil" not in "".join(joris.gelezen)
    assert "Medische reden" not in "".join(joris.gelezen)


TERECHT = "Terecht geweigerd: de woning komt vrij en het huishouden wacht weer op een woning"
ONTERECHT = (
    "Onterecht geweigerd, met bedenktijd: het huishouden krijgt een brief en mag nog kiezen; de woning blijft zo lang "
    "gereserveerd"
)


def test_household_refuses_without_being_right_thinks_again_and_accepts(noor, joris, log_in):
    agree(joris)
    offer(noor)
    refuse(noor)
    ilse = log_in("ilse").open("/").follow("Weigeringen").follow(HUISHOUDEN).follow("Beoordeel de weigering")

    with one_line(Gebeurtenis.VOORDRACHT_WEIGERING_BEOORDEELD):
        ilse.send("Leg oordeel vast", {ONTERECHT: "onterecht", "Waarom?": "Er is een lift."})

    ilse.sees("Beste Samir Testari,", "Er is een lift.", "uiterlijk op 11 mei 2026")
    accept(noor).sees("Geaccepteerd")


def test_household_does_not_answer_and_is_asked_again(noor, joris, klok):
    agree(joris)
    offer(noor)
    klok.zet(date(2026, 5, 12))
    noor.open("/").follow(f"Leg antwoord vast: {HUISHOUDEN}").follow("Leg vast dat er geen antwoord kwam")

    with one_line(Gebeurtenis.VOORDRACHT_GEEN_REACTIE):
        noor.send("Leg vast: geen antwoord")
    with one_line(Gebeurtenis.VOORDRACHT_OPNIEUW_AANGEBODEN):
        noor.follow("Bied opnieuw aan").send("Leg aanbieding vast")

    accept(noor).sees("Geaccepteerd")


def test_corporation_withdraws_a_home_that_a_household_was_waiting_for(noor, joris):
    agree(joris)
    joris.open("/").follow("Mijn woningen").follow(ADRES).follow("Trek de woning in")
    joris.sees("1 huishouden verliest deze woning.")

    with one_line(Gebeurtenis.AANBOD_INGETROKKEN):
        joris.send("Aanbod intrekken", {"Reden": "De woning is niet leeg"})

    assert_waits_again(noor)
    noor.follow("Woningen")
    assert "Ingetrokken" in noor.row(ADRES)
    assert "Testari" not in joris.open("/").follow("Mijn woningen").follow(ADRES).tekst


def test_second_of_two_colleagues_reads_why_the_home_is_gone(log_in, noor):
    report_woning(log_in("joris"))
    collega = log_in("noor").open("/").follow("Woningen").follow(f"Kies huishouden: {ADRES}")
    collega.follow("Draag voor: Fictivo, Selam")
    propose(noor)

    collega.send("Huishouden voordragen", status=409)

    collega.sees("Deze woning is zojuist gereserveerd voor een ander huishouden.")


def test_gemeente_cancels_a_voordracht(noor, joris):
    noor.open("/").follow(f"Bekijk de voordracht: {HUISHOUDEN}").follow("Annuleer de voordracht")

    with one_line(Gebeurtenis.VOORDRACHT_GEANNULEERD):
        noor.send("Voordracht annuleren", {"Reden": "Fout bij het invoeren"})

    assert_waits_again(noor)
    joris.open("/").sees("Er wacht niets op u")


def test_a_key_that_was_never_given_is_put_right_and_then_cancelled(noor, joris, log_in):
    agree(joris)
    offer(noor)
    accept(noor)
    sign(joris)
    hand_over(noor)
    plaatsing = noor.url
    assert "Annuleer de plaatsing" not in noor.links
    marleen, olga = log_in("marleen"), log_in("olga")
    assert gehuisvest(marleen) == "4"
    olga.open(plaatsing).follow("Herstel een datum")
    olga.sees("4 personen tellen nu mee.", "De oude datum en uw reden blijven leesbaar in het dossier.")

    with one_line(Gebeurtenis.PLAATSING_HERSTELD):
        velden = {
            "Welke datum klopt niet?": "Dag van de sleutel: 4 mei 2026",
            "Dit is niet gebeurd: haal de datum weg": "on",
            "Waarom klopte de datum niet?": "Bij de verkeerde woning ingevuld.",
        }
        olga.send("Herstel de datum", velden)

    olga.sees("Contract getekend", "Dag van de sleutel: 4 mei 2026 werd niet gebeurd")
    assert gehuisvest(marleen) == "0"
    assert not find_drift()
    noor.open(plaatsing).follow("Annuleer de plaatsing")

    with one_line(Gebeurtenis.PLAATSING_GEANNULEERD):
        velden = {"Reden": "Brand- of bouwveiligheid", "Toelichting": "De vluchtweg is afgekeurd."}
        noor.send("Plaatsing annuleren", velden)

    assert_waits_again(noor)
    assert_free_again(noor)


def test_nobody_comes_for_the_key_and_then_they_do(noor, joris, klok):
    agree(joris)
    offer(noor)
    accept(noor)
    sign(joris)
    joris.follow("Het huishouden kwam niet voor de sleutel")

    with one_line(Gebeurtenis.PLAATSING_NIET_VERSCHENEN):
        joris.send("Leg vast", {"Reden": "De corporatie verzette de afspraak"})
    joris.follow("Maak nieuwe afspraak").send("Leg afspraak vast", {"Nieuwe afspraak voor de sleutel": "06-05-2026"})

    klok.zet(date(2026, 5, 6))
    noor.open("/").follow(HUISHOUDEN).sees("De sleutel is op 6 mei 2026.")
    assert hand_over(noor).meldingen == "Sleutel vastgelegd. 4 personen tellen mee."


def test_from_a_temporary_home_to_one_to_stay_nobody_counts_twice(noor, joris, log_in, klok):
    agree(joris)
    offer(noor)
    accept(noor)
    joris.open("/").follow(f"Leg contract vast: {ADRES}")
    joris.send("Leg contract vast", {"Tijdelijk tot en met": "01-11-2026"})
    hand_over(noor)
    noor.follow("Leg afmelding vast").send("Leg afmelding vast")
    noor.follow("Leg inschrijving vast").send("Leg inschrijving vast")
    noor.follow("Start de doorstroom naar een vaste woning").send("Start doorstroom")
    noor.sees("Wacht op woning")
    klok.zet(date(2026, 5, 11))
    joris.open("/").follow("Nieuwe woning melden").send("Woning melden", {**WONING, "Huisnummer": "14"})
    joris.follow("Bevestig").send("Woning bevestigen", HUUR)

    noor.open("/").follow("Woningen").follow("Kies huishouden: Verhalenlaan 14")
    noor.follow(f"Draag voor: {HUISHOUDEN}").send("Huishouden voordragen")
    joris.open("/").follow("Beantwoord: Verhalenlaan 14").follow("Akkoord").send("Akkoord geven")
    offer(noor)
    accept(noor)
    joris.open("/").follow("Leg contract vast: Verhalenlaan 14").send("Leg contract vast")
    noor.open(joris.url).follow("Leg sleutel vast").sees(f"De huur van de tijdelijke woning, {ADRES}")
    with one_line(Gebeurtenis.SLEUTEL_OVERGEDRAGEN):
        noor.send("Leg sleutel vast")

    assert gehuisvest(log_in("marleen")) == "4"
    assert not find_drift()
    noor.follow(ADRES).sees("Beëindigd", "Gevolgd door Verhalenlaan 14")
