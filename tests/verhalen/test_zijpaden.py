"""Where the chain stops halfway: who reads what, what becomes free again, and what no longer counts."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from samenwerking.models import Gebeurtenis, Logregel
from taakstelling.services.voortgang import find_drift
from tests.verhalen.stappen import (
    ADRES,
    HUISHOUDEN,
    accept,
    agree,
    gehuisvest,
    hand_over,
    offer,
    open_lijst,
    propose,
    report_woning,
    sign,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def noor(log_in):
    """The consulent, with the list applied."""
    noor = log_in("noor")
    open_lijst(noor).send("Lijst verwerken")
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


def test_corporation_rejects_and_the_gemeente_reads_why(noor, joris):
    joris.open("/").follow(f"Beantwoord: {ADRES}").follow("Afwijzen")
    joris.sees("De woning komt weer vrij en de gemeente zoekt verder.")

    with one_line(Gebeurtenis.VOORDRACHT_AFGEWEZEN):
        joris.send("Voordracht afwijzen", {"Reden": "Onderhoud of schade"})

    assert_waits_again(noor)
    noor.sees("Eerdere voordrachten", "Afgewezen door de corporatie", "Onderhoud of schade")
    assert_free_again(noor)


def test_household_refuses_in_its_own_words(noor, joris):
    agree(joris)
    offer(noor)
    noor.follow("Het huishouden weigert")
    noor.send("Leg weigering vast", {"Reden": "Medische reden", "Was er een tolk bij?": "Ja"}, status=422)
    noor.sees("Dit klopt nog niet")
    eigen_woorden = {"In de eigen woorden van het huishouden": "De trap is te steil voor mijn moeder."}

    noor.send("Leg weigering vast", eigen_woorden)

    noor.sees("Geweigerd door het huishouden", "Medische reden", "De trap is te steil voor mijn moeder.")
    assert noor.fact("Tolk erbij") == "Ja"
    assert_waits_again(noor)
    joris.open("/").follow(ADRES).sees("Geweigerd door het huishouden")
    assert "steil" not in "".join(joris.gelezen)


def test_corporation_withdraws_a_home_that_a_household_was_waiting_for(noor, joris):
    agree(joris)
    joris.open("/").follow(ADRES).follow("Trek de woning in")
    joris.sees("1 huishouden verliest deze woning.")

    with one_line(Gebeurtenis.AANBOD_INGETROKKEN):
        joris.send("Aanbod intrekken", {"Reden": "De woning is niet leeg"})

    assert_waits_again(noor)
    noor.follow("Woningen")
    assert "Ingetrokken" in noor.row(ADRES)
    assert "Testari" not in joris.open("/").follow(ADRES).tekst


def test_second_of_two_colleagues_reads_why_the_home_is_gone(log_in, noor):
    report_woning(log_in("joris"))
    collega = log_in("noor").open("/").follow("Woningen").follow(f"Kies huishouden: {ADRES}")
    collega.follow("Draag voor: Fictivo, Selam")
    propose(noor)

    collega.send("Huishouden voordragen", status=422)

    collega.sees("Deze woning is zojuist gereserveerd voor een ander huishouden.")


def test_gemeente_cancels_a_voordracht(noor, joris):
    noor.open("/").follow("Bekijk de voordracht voor " + HUISHOUDEN).follow("Annuleer de voordracht")

    with one_line(Gebeurtenis.VOORDRACHT_GEANNULEERD):
        noor.send("Voordracht annuleren", {"Reden": "Fout bij het invoeren"})

    assert_waits_again(noor)
    joris.open("/").sees("0 vragen iets van u")


def test_cancelling_a_counted_plaatsing_takes_the_dashboard_back(noor, joris, log_in):
    agree(joris)
    offer(noor)
    accept(noor)
    sign(joris)
    hand_over(noor)
    marleen = log_in("marleen")
    assert gehuisvest(marleen) == "4"
    noor.follow("Annuleer de plaatsing")
    noor.sees("4 personen tellen niet meer mee. De telling wordt teruggeboekt.")

    with one_line(Gebeurtenis.PLAATSING_GEANNULEERD):
        velden = {"Reden": "Brand- of bouwveiligheid", "Toelichting": "De vluchtweg is afgekeurd."}
        noor.send("Plaatsing annuleren", velden)

    assert gehuisvest(marleen) == "0"
    assert not find_drift()
    assert_waits_again(noor)
    assert_free_again(noor)
