"""What may be expected of locations (S15): the rule, what is read for it, and the pages that show it."""

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from rapportage.overzichten.locaties import locatieprognose, read_locatiekansen
from rapportage.regels.locatieprognose import Kans, expect, find_band, kans_of, spread
from samenwerking.regels.locatie import GEWICHTEN
from samenwerking.services.locatie import drop_locatie
from samenwerking.services.locatieverwachting import set_gewicht, set_verwachting
from taakstelling.regels.halfjaar import Halfjaar
from tests.factories.huisvesting import dag
from tests.factories.locatie import LocatieFactory, LocatieverwachtingFactory
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    GemeenteFactory,
    OpgavemanagerFactory,
    ProvincieFactory,
    WethouderFactory,
)
from tests.factories.taakstelling import start_gemeente

H1, H2 = Halfjaar(2026, 1), Halfjaar(2026, 2)


def kans(status="haalbaarheid", plaatsen=20, datum=date(2026, 10, 1), **anders):
    return kans_of(
        status,
        **{"plaatsen": plaatsen, "datum": datum, "in_gebruik": None, "einddatum": None, "gewichten": GEWICHTEN}
        | anders,
    )


# --- The rule ---------------------------------------------------------------------------------------------------------
def test_twenty_places_in_haalbaarheid_on_1_october_add_seven_to_h2_and_nothing_to_h1():
    eerste, tweede = expect([kans()], (H1, H2))

    assert (eerste.laag, eerste.midden, eerste.hoog, eerste.locaties) == (0, 0, 0, 0)
    assert (tweede.laag, tweede.midden, tweede.hoog, tweede.locaties) == (0, 7, 20, 1)


@pytest.mark.parametrize(
    ("datum", "halfjaar"),
    [
        (date(2026, 6, 30), H1),
        (date(2026, 7, 1), H2),
        (date(2026, 12, 31), H2),
        (date(2027, 1, 1), Halfjaar(2027, 1)),
    ],
)
def test_moving_the_day_moves_the_places(datum, halfjaar):
    verwachtingen = expect([kans(datum=datum)], (H1, H2, Halfjaar(2027, 1)))

    assert [v.halfjaar for v in verwachtingen if v.midden] == [halfjaar]


@pytest.mark.parametrize("anders", [{"status": "afgevallen"}, {"plaatsen": None}, {"datum": None}])
def test_dropped_or_nothing_known_adds_nothing(anders):
    assert kans(**anders) is None


@pytest.mark.parametrize(("status", "midden"), [("signaal", 1), ("verkenning", 3), ("besluitvorming", 12)])
def test_each_stage_has_its_weight(status, midden):
    assert expect([kans(status)], [H2])[0].midden == midden


def test_the_middle_lies_within_the_band():
    """With a chance of nine in ten all twenty come, and eighteen come on average."""
    verwachting = expect([kans("realisatie")], [H2])[0]

    assert (verwachting.laag, verwachting.midden, verwachting.hoog) == (18, 18, 20)


def test_what_is_in_use_counts_whole_in_the_half_year_in_which_it_began():
    eerste, tweede = expect([kans("in_gebruik", in_gebruik=date(2026, 5, 2))], (H1, H2))

    assert (eerste.laag, eerste.midden, eerste.hoog, eerste.zeker) == (20, 20, 20, 20)
    assert tweede.midden == 0


def test_a_weight_of_a_hundred_is_not_yet_in_use():
    gewis = kans("realisatie", gewichten={**GEWICHTEN, "realisatie": 100})

    verwachting = expect([gewis], [H2])[0]

    assert (verwachting.laag, verwachting.midden, verwachting.zeker) == (20, 20, 0)


def test_a_temporary_place_is_shown_and_not_subtracted():
    verwachtingen = expect([kans(einddatum=date(2027, 2, 1))], (H2, Halfjaar(2027, 1)))

    assert [(v.midden, v.tijdelijk) for v in verwachtingen] == [(7, 20), (0, 0)]


@pytest.mark.parametrize(
    ("kansen", "band"),
    [
        ([], (0, 0)),
        ([(20, 35)], (0, 20)),
        ([(20, 90)], (20, 20)),
        ([(20, 89)], (0, 20)),
        ([(20, 10)], (0, 0)),
        ([(20, 11)], (0, 20)),
        ([(10, 50), (10, 50)], (0, 20)),
        ([(10, 35)] * 10, (20, 50)),
        ([(20, 0)], (0, 0)),
        ([(20, 100), (5, 35)], (20, 25)),
    ],
)
def test_the_band_is_reached_and_not_surpassed_in_nine_of_ten(kansen, band):
    assert find_band([Kans(plaatsen, procent, H2) for plaatsen, procent in kansen]) == band


paren = st.lists(st.tuples(st.integers(1, 40), st.integers(0, 100)), max_size=7)


@given(paren)
def test_the_chances_are_those_of_going_through_every_outcome(rij):
    verwacht: dict[int, Fraction] = {}
    for uitkomst in product((True, False), repeat=len(rij)):
        samen = sum(plaatsen for (plaatsen, _), komt in zip(rij, uitkomst, strict=True) if komt)
        deel = Fraction(1)
        for (_, procent), komt in zip(rij, uitkomst, strict=True):
            deel *= Fraction(procent if komt else 100 - procent, 100)
        if deel:
            verwacht[samen] = verwacht.get(samen, 0) + deel

    kansen = spread([Kans(plaatsen, procent, H2) for plaatsen, procent in rij])

    assert kansen == verwacht
    assert sum(kansen.values()) == 1


@given(paren)
def test_the_band_holds_what_it_says(rij):
    kansen = [Kans(plaatsen, procent, H2) for plaatsen, procent in rij]
    verwachting, verdeling = expect(kansen, [H2])[0], spread(kansen)

    assert sum(k for aantal, k in verdeling.items() if aantal >= verwachting.laag) >= Fraction(9, 10)
    assert sum(k for aantal, k in verdeling.items() if aantal <= verwachting.hoog) >= Fraction(9, 10)
    assert verwachting.midden == sum(aantal * k for aantal, k in verdeling.items())
    assert verwachting.laag <= verwachting.midden <= verwachting.hoog


# --- What is read for it ----------------------------------------------------------------------------------------------
@pytest.fixture
def locatie(gemeente, vandaag):
    """Twenty places in HAALBAARHEID with date 1 October; looked at on 12 May 2026."""
    start_gemeente(gemeente=gemeente, doel=25)
    return LocatieverwachtingFactory(locatie__gemeente=gemeente, locatie__in_haalbaarheid=True).locatie


@pytest.fixture
def door(gemeente):
    return AmbtenaarFactory(gemeente=gemeente)


def middens(gemeente, vandaag):
    return [v.midden for v in locatieprognose(gemeente, vandaag).verwachtingen]


def move(locatie, datum, door):
    set_verwachting(
        locatie=locatie, plaatsen=20, datum=datum, reden="De aannemer is later klaar.", door=door, op=dag(5)
    )


def test_the_story_of_s15_in_the_figures(gemeente, vandaag, locatie, door):
    assert middens(gemeente, vandaag) == [0, 7, 0, 0]

    move(locatie, date(2027, 2, 1), door)
    assert middens(gemeente, vandaag) == [0, 0, 7, 0]

    drop_locatie(locatie=locatie, reden="De eigenaar verkoopt.", door=door)
    assert middens(gemeente, vandaag) == [0, 0, 0, 0]
    locatie.refresh_from_db()
    assert locatie.afvalreden == "De eigenaar verkoopt."


def test_own_weights_hold(gemeente, vandaag, locatie):
    set_gewicht(gemeente=gemeente, procenten={"haalbaarheid": 50}, door=OpgavemanagerFactory(gemeente=gemeente))

    assert middens(gemeente, vandaag) == [0, 10, 0, 0]


def test_a_day_that_has_passed_counts_nowhere_and_is_said(gemeente, vandaag, locatie):
    LocatieverwachtingFactory(locatie=locatie, versie=2, datum=date(2025, 12, 1), reden="vergist")
    LocatieverwachtingFactory(locatie__gemeente=gemeente, locatie__bewoond=True, datum=date(2025, 11, 1))

    prognose = locatieprognose(gemeente, vandaag)

    assert prognose.voorbij == 20
    assert [(v.midden, v.zeker) for v in prognose.verwachtingen][:2] == [(20, 20), (0, 0)]


def test_another_gemeente_adds_nothing(gemeente, vandaag, locatie):
    LocatieverwachtingFactory(locatie__gemeente=GemeenteFactory(), locatie__bewoond=True)

    assert middens(gemeente, vandaag) == [0, 7, 0, 0]


@pytest.mark.parametrize("aantal", [1, 6])
def test_it_costs_two_queries(gemeente, vandaag, django_assert_num_queries, aantal):
    for _ in range(aantal):
        LocatieverwachtingFactory(locatie__gemeente=gemeente)

    with django_assert_num_queries(2):
        assert len(read_locatiekansen(gemeente)) == aantal


# --- The pages --------------------------------------------------------------------------------------------------------
def rows(html):
    """The rows of the forecast on a page: half-year -> (low, middle, high)."""
    tabel = re.search(r'id="locatieprognose".*?</table>', html, re.DOTALL)[0]
    rijen = re.findall(r"<tr>(.*?)</tr>", tabel, re.DOTALL)[1:]
    return {
        re.search(r"\d{4}H\d", rij)[0]: tuple(int(n) for n in re.findall(r"getal\">(?:<strong>)?(\d+)<", rij))
        for rij in rijen
    }


@pytest.fixture
def read(client, gemeente):
    def open_page(pagina, wie=None):
        client.force_login(wie or WethouderFactory(gemeente=gemeente))
        lijst = reverse("samenwerking:locatie_list", kwargs={"code": gemeente.code})
        return client.get(gemeente.get_absolute_url() if pagina == "dashboard" else lijst).content.decode()

    return open_page


@pytest.mark.usefixtures("bewaart")
@pytest.mark.parametrize("pagina", ["dashboard", "lijst"])
def test_the_story_of_s15_on_the_page(read, gemeente, locatie, door, pagina):
    """The dashboard is kept: each change makes it anew."""
    leeg, zeven = (0, 0, 0), (0, 7, 20)
    assert rows(read(pagina)) == {"2026H1": leeg, "2026H2": zeven, "2027H1": leeg, "2027H2": leeg}

    move(locatie, date(2027, 2, 1), door)
    assert rows(read(pagina)) == {"2026H1": leeg, "2026H2": leeg, "2027H1": zeven, "2027H2": leeg}

    drop_locatie(locatie=locatie, reden="De eigenaar verkoopt.", door=door)
    html = read(pagina)
    assert 'id="locatieprognose"' not in html
    if pagina == "lijst":
        assert "De eigenaar verkoopt." in html


@pytest.mark.usefixtures("bewaart")
def test_a_new_weight_is_seen_on_the_kept_dashboard(read, gemeente, locatie):
    assert rows(read("dashboard"))["2026H2"] == (0, 7, 20)

    set_gewicht(gemeente=gemeente, procenten={"haalbaarheid": 50}, door=OpgavemanagerFactory(gemeente=gemeente))

    assert rows(read("dashboard"))["2026H2"] == (0, 10, 20)


def test_the_dashboard_says_when_nothing_is_expected(read, gemeente, vandaag):
    start_gemeente(gemeente=gemeente, doel=25)

    html = read("dashboard")

    assert "Van nieuwe locaties worden nog geen plaatsen verwacht." in html
    assert reverse("samenwerking:locatie_list", kwargs={"code": gemeente.code}) in html


def test_a_day_that_has_passed_is_said_on_the_page(read, gemeente, locatie):
    LocatieverwachtingFactory(locatie=locatie, versie=2, datum=date(2025, 12, 1), reden="vergist")

    assert "20 plaatsen tellen niet mee" in " ".join(read("dashboard").split())


def test_the_province_reads_nothing_of_locations(read, gemeente, locatie):
    html = read("dashboard", ProvincieFactory(provincie=gemeente.provincie_code))

    assert "Verwacht uit locaties" not in html


def test_another_half_year_of_the_dashboard_shows_none(client, gemeente, locatie):
    client.force_login(WethouderFactory(gemeente=gemeente))

    html = client.get(gemeente.get_absolute_url(), {"halfjaar": "2025H2"}).content.decode()

    assert "Verwacht uit locaties" not in html


def test_the_forecast_shows_what_is_in_use_and_what_is_temporary(read, gemeente, vandaag):
    start_gemeente(gemeente=gemeente, doel=25)
    LocatieverwachtingFactory(
        locatie=LocatieFactory(gemeente=gemeente, bewoond=True), plaatsen=12, einddatum=date(2028, 1, 1)
    )

    tekst = " ".join(re.sub(r"<[^>]+>", "", read("dashboard")).split())

    assert "1 locatie, 12 plaatsen al in gebruik, 12 plaatsen tijdelijk" in tekst


def test_amounts_stay_off_the_dashboard(read, gemeente, locatie):
    LocatieverwachtingFactory(locatie=locatie, versie=2, investering=Decimal(123_456), reden="begroot")

    assert "123.456" not in read("dashboard")
