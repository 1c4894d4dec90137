"""The main job from a COA list to the dashboard, by the people who do it, each through their own pages."""

from collections import Counter
from datetime import date

import pytest

from huisvesting.models import Huishouden, Plaatsing, Statushouder, Voordracht, Woningaanbod
from samenwerking.models import Gebeurtenis, Logregel
from taakstelling.services.voortgang import find_drift
from tests.verhalen.stappen import (
    ADRES,
    NAMEN,
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
from tests.verhalen.toneel import V_NUMMERS

pytestmark = [pytest.mark.django_db, pytest.mark.beide]


def test_a_list_a_home_a_key_and_the_dashboard_of_the_wethouder(log_in, klok):
    noor, joris, marleen, tamar = (log_in(naam) for naam in ("noor", "joris", "marleen", "tamar"))
    begin = Logregel.objects.latest("pk").pk

    the_list_is_read_and_applied(noor)
    the_household_that_waits_longest_is_ready_to_be_matched(noor)
    klok.zet(date(2026, 5, 6))
    a_home_is_reported_and_confirmed(joris)
    klok.zet(date(2026, 5, 7))
    the_longest_waiting_household_is_put_forward(noor, joris)
    klok.zet(date(2026, 5, 8))
    the_corporation_agrees_and_reads_who_it_is(joris)
    klok.zet(date(2026, 5, 11))
    the_household_accepts(noor)
    klok.zet(date(2026, 5, 18))
    four_people_count_the_moment_the_key_is_recorded(noor, joris, marleen, tamar)

    the_logboek_holds_one_line_for_each_act(begin)
    nobody_read_more_than_they_may(joris, marleen, tamar)
    strangers_find_nothing(log_in)


def the_list_is_read_and_applied(noor):
    open_lijst(noor)
    noor.sees("Personen op de lijst 40 15 huishoudens", "40 personen komen erbij.", "Testari, Samir")
    assert not Statushouder.objects.exists()

    noor.send("Lijst verwerken")

    assert "40 personen nieuw" in noor.meldingen
    noor.follow("Bekijk de huishoudens").sees("15 huishoudens, 6 te laat")
    assert "4 2 slaapkamers Aangemeld door COA" in noor.row("Testari, Samir")


def the_household_that_waits_longest_is_ready_to_be_matched(noor):
    receive(noor)
    assert noor.meldingen == "Ontvangst bevestigd van 15 huishoudens."
    assert "Gekoppeld Noor Consulent" in noor.row("Testari, Samir")

    do_intake(noor)

    noor.sees("Wacht op woning", "Berekend: 2 slaapkamers.", "Warme overdracht van COA 7 te doen")


def a_home_is_reported_and_confirmed(joris):
    assert joris.menu == ["Vandaag", "Mijn woningen", "Overleg", "Onze afspraken"]

    report_woning(joris)

    assert joris.meldingen == "Woning bevestigd. De gemeente kan nu een huishouden voordragen."
    assert joris.fact("Huur per maand") == "€ 612,50"


def the_longest_waiting_household_is_put_forward(noor, joris):
    propose(noor)
    assert noor.meldingen == "Voorgedragen. Wonen in Verhalen is aan zet."

    joris.open("/").follow(f"Beantwoord: {ADRES}")

    joris.sees("4 personen", "2 slaapkamers", "Na uw akkoord ziet u wie het huishouden is.")
    assert [naam for naam in NAMEN if naam in "".join(joris.gelezen)] == []


def the_corporation_agrees_and_reads_who_it_is(joris):
    agree(joris)

    joris.sees("Hoofdhuurder Testari, Samir", "4 personen")
    assert [naam for naam in NAMEN if naam in joris.tekst] == ["Testari", "Samir"]


def the_household_accepts(noor):
    offer(noor)
    noor.sees("Aangeboden aan het huishouden")

    accept(noor)

    assert noor.meldingen == "Acceptatie vastgelegd. Wonen in Verhalen maakt het huurcontract."


def four_people_count_the_moment_the_key_is_recorded(noor, joris, marleen, tamar):
    sign(joris)
    assert gehuisvest(marleen) == "0"

    hand_over(noor)

    assert noor.meldingen == "Sleutel vastgelegd. 4 personen tellen mee."
    assert gehuisvest(marleen) == "4"
    marleen.sees("Verhalendam huisvestte 4 van de 30 mensen")
    assert tamar.open("/").row("Verhalendam").split()[2:4] == ["30", "4"]
    assert not find_drift()


def the_logboek_holds_one_line_for_each_act(begin):
    regels = Logregel.objects.filter(pk__gt=begin).gebeurtenissen().exclude(gebeurtenis=Gebeurtenis.INGELOGD)
    gekoppeld = regels.filter(gebeurtenis=Gebeurtenis.HUISHOUDEN_GEKOPPELD)
    assert gekoppeld.count() == 15
    noor, joris = "Noor Consulent", "Joris Verhuurder"
    assert list(regels.exclude(pk__in=gekoppeld).values_list("gebeurtenis", "door_naam")) == [
        (Gebeurtenis.COA_LIJST_ONTVANGEN, noor),
        (Gebeurtenis.COA_LIJST_TOEGEPAST, noor),
        *[(Gebeurtenis.KOPPELING_ONTVANGEN, noor)] * 15,
        (Gebeurtenis.INTAKE_BEGONNEN, noor),
        (Gebeurtenis.INTAKE_AFGEROND, noor),
        (Gebeurtenis.AANBOD_GEMELD, joris),
        (Gebeurtenis.AANBOD_BEVESTIGD, joris),
        (Gebeurtenis.VOORDRACHT_VOORGESTELD, noor),
        (Gebeurtenis.VOORDRACHT_AKKOORD, joris),
        (Gebeurtenis.VOORDRACHT_AANGEBODEN, noor),
        (Gebeurtenis.VOORDRACHT_GEACCEPTEERD, noor),
        (Gebeurtenis.HUURCONTRACT_GETEKEND, joris),
        (Gebeurtenis.SLEUTEL_OVERGEDRAGEN, noor),
    ]


def nobody_read_more_than_they_may(joris, marleen, tamar):
    testari = Huishouden.objects.get(huishoudnummer="KH-2026-001")
    inzage = Logregel.objects.for_onderwerp(testari).filter(gebeurtenis=Gebeurtenis.INZAGE)
    wie = Counter(inzage.values_list("door_naam", flat=True))
    assert wie.keys() == {"Noor Consulent", "Joris Verhuurder"}

    for bezoeker in (marleen, tamar):
        assert [naam for naam in NAMEN if naam in "".join(bezoeker.gelezen)] == []
        bezoeker.open(testari.get_absolute_url(), status=404)
    joris.open(testari.get_absolute_url(), status=404)
    alles = "".join(joris.gelezen)
    assert len(V_NUMMERS) == 40
    assert [spoor for spoor in (*V_NUMMERS, "V-nummer", "•••") if spoor in alles] == []


def strangers_find_nothing(log_in):
    for naam in ("petra", "bram"):
        vreemde = log_in(naam)
        for model in (Huishouden, Woningaanbod, Voordracht, Plaatsing):
            vreemde.open(model.objects.latest("pk").get_absolute_url(), status=404)


def test_the_same_list_again_changes_nothing(log_in):
    noor = log_in("noor")
    open_lijst(noor).send("Lijst verwerken")

    open_lijst(noor, naam="nog-eens.csv")

    noor.sees("Er verandert niets.", "Ongewijzigd 40")
    noor.send("Lijst verwerken")
    assert Statushouder.objects.count() == 40
