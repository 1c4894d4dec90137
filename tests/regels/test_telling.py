"""Which place makes a person count: the event that counts, the gemeente, an amv that moves, and never twice."""

from dataclasses import replace
from datetime import date

import pytest

from huisvesting.regels.telling import AFMELDING, BEGIN, HUURINGANG, SLEUTEL, Plek, Telkader
from taakstelling.regels.telregels import Moment, Persoonssoort, Regel, TeltVoor, Woonvorm

A, B = 1, 2
INGANG, DAG_SLEUTEL, DAG_AFMELDING = date(2026, 3, 9), date(2026, 3, 10), date(2026, 3, 12)
PEILDATUM = date(2026, 4, 1)
WONING = Regel(
    "R-301",
    1,
    Woonvorm.REGULIER,
    Persoonssoort.IEDEREEN,
    True,
    TeltVoor.KOPPELGEMEENTE,
    Moment.TELMOMENT,
    "Telt.",
    "verzonnen",
    date(2015, 1, 1),
)
KSO = replace(
    WONING,
    code="R-304",
    vorm=Woonvorm.NIDOS_KSO,
    persoon=Persoonssoort.AMV,
    telt_voor=TeltVoor.VERBLIJFSGEMEENTE,
    moment=Moment.BEGIN,
)
DOORSTROOM = replace(WONING, code="R-313", vorm=Woonvorm.DOORSTROOM, moment=Moment.BEGIN)
LOGEREN = replace(WONING, code="R-315", vorm=Woonvorm.LOGEERREGELING, telt=False, reden="Telt niet.")
HUUR = Plek(
    "plaatsing 1",
    Woonvorm.REGULIER,
    A,
    A,
    ((HUURINGANG, INGANG), (SLEUTEL, DAG_SLEUTEL), (AFMELDING, DAG_AFMELDING)),
)


def kader(telmoment=SLEUTEL):
    return Telkader((WONING, KSO, DOORSTROOM, LOGEREN), lambda gemeente, datum: telmoment)


def verblijf(vorm, *, gemeente=A, van=date(2026, 3, 2), **rest):
    return Plek(f"verblijf {vorm} {gemeente}", vorm, A, gemeente, ((BEGIN, van),), **rest)


def weeg(plek, *, persoon=Persoonssoort.IEDEREEN, telt_bij=None, telmoment=SLEUTEL):
    return kader(telmoment).weigh(plek, persoon=persoon, telt_bij=telt_bij, peildatum=PEILDATUM)


def telling(*plekken, persoon=Persoonssoort.IEDEREEN, telt_bij=None):
    return kader().find_telling(plekken, persoon=persoon, telt_bij=telt_bij, peildatum=PEILDATUM)


@pytest.mark.parametrize(
    ("telmoment", "datum"), [(HUURINGANG, INGANG), (SLEUTEL, DAG_SLEUTEL), (AFMELDING, DAG_AFMELDING)]
)
def test_a_home_counts_on_the_event_that_the_gemeente_chose(telmoment, datum):
    assert weeg(HUUR, telmoment=telmoment).datum == datum


def test_before_that_event_there_is_a_verdict_but_no_day():
    weging = weeg(replace(HUUR, gebeurtenissen=((HUURINGANG, INGANG),)))

    assert weging.oordeel.telt
    assert weging.datum is None
    assert not weging.telt


def test_who_falls_between_two_moments_counts_on_the_next_event():
    """The gemeente counted on checkout until April, and on the key since; the key came before, the checkout after."""
    plek = replace(HUUR, gebeurtenissen=((HUURINGANG, INGANG), (SLEUTEL, DAG_SLEUTEL), (AFMELDING, date(2026, 4, 7))))
    wissel = Telkader((WONING,), lambda gemeente, datum: SLEUTEL if datum >= PEILDATUM else AFMELDING)

    weging = wissel.weigh(plek, persoon=Persoonssoort.IEDEREEN, telt_bij=None, peildatum=PEILDATUM)

    assert weging.datum == date(2026, 4, 7)


def test_a_rule_that_counts_the_begin_takes_the_key_of_a_home():
    assert weeg(replace(HUUR, vorm=Woonvorm.DOORSTROOM), telmoment=AFMELDING).datum == DAG_SLEUTEL


def test_the_rule_says_for_which_gemeente_one_counts():
    assert weeg(verblijf(Woonvorm.DOORSTROOM, gemeente=B)).gemeente == A
    assert weeg(verblijf(Woonvorm.NIDOS_KSO, gemeente=B), persoon=Persoonssoort.AMV).gemeente == B


def test_the_first_place_that_counts_decides_and_what_does_not_count_is_passed_over():
    logeren = verblijf(Woonvorm.LOGEERREGELING, van=date(2026, 1, 5))
    doorstroom = verblijf(Woonvorm.DOORSTROOM)

    assert telling(HUUR, logeren, doorstroom).plek == doorstroom
    assert telling(HUUR, logeren).plek == HUUR
    assert telling(logeren) is None


def test_a_place_that_was_cancelled_or_left_for_reception_counts_nobody():
    assert telling(replace(HUUR, geldt=False)) is None
    assert telling(verblijf(Woonvorm.DOORSTROOM, geldt=False), HUUR).plek == HUUR


@pytest.mark.parametrize(
    ("plek", "telt_bij", "wacht"),
    [
        (verblijf(Woonvorm.NIDOS_KSO), None, False),
        (verblijf(Woonvorm.NIDOS_KSO), A, False),
        (verblijf(Woonvorm.NIDOS_KSO, gemeente=B), None, False),
        (verblijf(Woonvorm.NIDOS_KSO, gemeente=B), A, True),
        (verblijf(Woonvorm.REGULIER, gemeente=B), A, True),
        (verblijf(Woonvorm.REGULIER, gemeente=B), None, True),
        (verblijf(Woonvorm.REGULIER), A, False),
        (verblijf(Woonvorm.DOORSTROOM, gemeente=B), None, False),
        (HUUR, A, False),
    ],
)
def test_r_307_an_amv_who_lives_elsewhere_waits_for_the_report(plek, telt_bij, wacht):
    assert weeg(plek, persoon=Persoonssoort.AMV, telt_bij=telt_bij).wacht_op_melding == wacht
    assert not weeg(plek, telt_bij=telt_bij).wacht_op_melding


def test_r_307_a_reported_move_counts_for_the_new_gemeente_from_the_report_on():
    eerst = verblijf(Woonvorm.NIDOS_KSO)
    verhuisd = verblijf(Woonvorm.REGULIER, gemeente=B, van=date(2026, 5, 4), melddatum=date(2026, 5, 20))

    weging = telling(eerst, verhuisd, persoon=Persoonssoort.AMV)

    assert (weging.gemeente, weging.datum) == (B, date(2026, 5, 20))
    assert weging.oordeel.aanduiding == "R-307 versie 1"
