"""A new version of a counting rule: the preview says what changes, and recording does exactly that, from its day on."""

from dataclasses import replace
from datetime import date

import pytest

from huisvesting.services.plaatsing import hand_over_sleutel, record_afmelding
from huisvesting.services.telregels import VERANDERD, apply_telregel, preview_telregel
from huisvesting.services.verblijf import register_verblijf
from samenwerking.models import Gebeurtenis
from taakstelling.models import Realisatie, Telmoment, Telregel
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.regels.telregels import Moment, TeltVoor, Woonvorm
from taakstelling.services.voortgang import find_drift
from tests.bewijs import assert_declined, assert_logs, snapshot
from tests.factories.huisvesting import HuishoudenFactory, PlaatsingFactory, WoningaanbodFactory, WoningFactory, dag
from tests.factories.samenwerking import AmbtenaarFactory, BeheerderFactory, GemeenteFactory
from tests.factories.taakstelling import TelmomentinstellingFactory, start_gemeente

pytestmark = [pytest.mark.beide, pytest.mark.django_db]

NU = dag(110)
JANUARI, APRIL, MEI = date(2026, 1, 12), date(2026, 4, 1), date(2026, 5, 4)


@pytest.fixture
def gemeente():
    return start_gemeente(gemeente=GemeenteFactory(naam="Proefdam")).gemeente


@pytest.fixture
def beheerder(gemeente):
    return BeheerderFactory(gemeente=gemeente)


def regel_of(vorm, **anders):
    return replace(Telregel.objects.get(vorm=vorm, persoon="iedereen", geldig_tot=None).regel, **anders)


def live(gemeente, vorm, van, personen=1, waar=None):
    """A household that lives there from this day on."""
    huishouden = HuishoudenFactory(gemeente=gemeente, personen=personen)
    door = AmbtenaarFactory(gemeente=gemeente)
    return register_verblijf(personen=huishouden.leden, vorm=vorm, van=van, gemeente=waar, door=door, op=NU)


def geteld(gemeente):
    assert not find_drift()
    return gemeente.voortgangen.get(halfjaar=Halfjaar(2026, 1)).gerealiseerd


def record(nieuw, door):
    return apply_telregel(nieuw=nieuw, gezien=preview_telregel(nieuw).afdruk, door=door, op=NU)


# --- Preview ----------------------------------------------------------------------------------------------------------
def test_the_preview_says_how_many_count_no_longer_and_writes_nothing(gemeente):
    live(gemeente, Woonvorm.HAR, MEI, personen=3)
    before = snapshot()

    gevolg = preview_telregel(regel_of("har", telt=False, geldig_van=APRIL))

    assert gevolg.zinnen == ["Dit verandert 3 personen in 2026H1: 3 tellen niet meer."]
    assert [(v.gemeente, v.halfjaar, v.personen) for v in gevolg.verschillen] == [(gemeente, Halfjaar(2026, 1), -3)]
    assert snapshot() == before


def test_the_preview_says_how_many_count_for_the_first_time(gemeente):
    live(gemeente, Woonvorm.LOGEERREGELING, MEI)

    gevolg = preview_telregel(regel_of("logeerregeling", telt=True, geldig_van=APRIL))

    assert gevolg.zinnen == ["Dit verandert 1 persoon in 2026H1: 1 telt nieuw."]


def test_who_counts_for_another_gemeente_is_one_person_and_two_differences(gemeente):
    daar = start_gemeente(gemeente=GemeenteFactory(naam="Proefdaar")).gemeente
    live(gemeente, Woonvorm.DOORSTROOM, MEI, waar=daar)

    gevolg = preview_telregel(regel_of("doorstroom", telt_voor=TeltVoor.VERBLIJFSGEMEENTE, geldig_van=APRIL))

    assert gevolg.zinnen == ["Dit verandert 1 persoon in 2026H1: 1 telt anders."]
    assert [(v.gemeente, v.personen) for v in gevolg.verschillen] == [(daar, 1), (gemeente, -1)]


def test_what_happened_before_the_first_day_does_not_change(gemeente):
    live(gemeente, Woonvorm.HAR, JANUARI)

    gevolg = preview_telregel(regel_of("har", telt=False, geldig_van=APRIL))

    assert gevolg.zinnen == ["Vanaf 01-04-2026 telt niemand anders dan nu."]


def test_a_rule_for_everyone_passes_by_who_has_a_rule_of_his_own(gemeente):
    (verblijf,) = live(gemeente, Woonvorm.REGULIER, MEI)
    type(verblijf.statushouder).objects.update(instroom="nareis")

    assert not preview_telregel(regel_of("regulier", telt=False, geldig_van=APRIL)).wijzigingen


def test_the_preview_takes_the_same_number_of_queries_for_one_person_as_for_many(gemeente, django_assert_num_queries):
    for _ in range(3):
        live(gemeente, Woonvorm.HAR, MEI, personen=4)

    with django_assert_num_queries(12):
        assert len(preview_telregel(regel_of("har", telt=False, geldig_van=APRIL)).wijzigingen) == 12


# --- Recording --------------------------------------------------------------------------------------------------------
def test_recording_takes_back_what_no_longer_counts_in_one_event(gemeente, beheerder):
    live(gemeente, Woonvorm.HAR, JANUARI)
    live(gemeente, Woonvorm.HAR, MEI, personen=2)
    nieuw = regel_of("har", telt=False, reden="Een hotel telt niet meer.", geldig_van=APRIL)

    with assert_logs(Gebeurtenis.TELREGEL_VASTGELEGD):
        telregel = record(nieuw, beheerder)

    assert telregel.versie == 2
    assert geteld(gemeente) == 1
    teruggeboekt = Realisatie.objects.exclude(herroept=None)
    assert {b.datum for b in teruggeboekt} == {MEI}
    assert {b.reden for b in teruggeboekt} == {"Nieuwe regel R-310 versie 2: Een hotel telt niet meer."}


def test_recording_books_who_counts_for_the_first_time_by_the_new_version(gemeente, beheerder):
    live(gemeente, Woonvorm.LOGEERREGELING, MEI)
    live(gemeente, Woonvorm.LOGEERREGELING, JANUARI)

    record(regel_of("logeerregeling", telt=True, geldig_van=APRIL), beheerder)

    assert geteld(gemeente) == 1
    assert Realisatie.objects.get().regel == "R-315 versie 2"


def test_a_rule_that_changes_back_and_forth_books_each_time_anew(gemeente, beheerder):
    live(gemeente, Woonvorm.HAR, date(2026, 6, 1))

    for maand, telt, aantal in [(2, False, 0), (3, True, 1), (4, False, 0), (5, True, 1)]:
        record(regel_of("har", telt=telt, geldig_van=date(2026, maand, 1)), beheerder)
        assert geteld(gemeente) == aantal

    assert [b.bron_id.partition("/")[2] for b in Realisatie.objects.filter(herroept=None)] == ["", "2", "3"]


def test_who_no_longer_counts_by_a_hotel_counts_by_the_home_that_followed(gemeente, beheerder):
    plaatsing = PlaatsingFactory(gemeente=gemeente)
    door = AmbtenaarFactory(gemeente=gemeente)
    hotel = {"vorm": Woonvorm.HAR, "van": APRIL, "door": door, "op": NU}
    register_verblijf(personen=plaatsing.huishouden.leden, **hotel)
    hand_over_sleutel(plaatsing=plaatsing, sleuteldatum=MEI, door=door, op=NU)

    record(regel_of("har", telt=False, geldig_van=APRIL), beheerder)

    assert geteld(gemeente) == 1
    assert list(Realisatie.objects.order_by("pk").values_list("aantal", "datum", "regel")) == [
        (1, APRIL, "R-310 versie 1"),
        (-1, APRIL, "R-310 versie 1"),
        (1, MEI, "R-301 versie 1"),
    ]


def test_a_count_on_checkout_stands_when_the_rule_changes_to_the_key_that_came_before(gemeente, beheerder):
    TelmomentinstellingFactory(gemeente=gemeente, telmoment=Telmoment.AFMELDING_COA)
    aanbod = WoningaanbodFactory(gemeente=gemeente, woning=WoningFactory(gemeente=gemeente, vorm="flex"))
    plaatsing, door = PlaatsingFactory(aanbod=aanbod), AmbtenaarFactory(gemeente=gemeente)
    hand_over_sleutel(plaatsing=plaatsing, sleuteldatum=date(2026, 3, 10), door=door, op=NU)
    record_afmelding(plaatsing=plaatsing, afmelddatum=MEI, door=door, op=NU)
    assert geteld(gemeente) == 1

    record(regel_of("flex", moment=Moment.BEGIN, geldig_van=APRIL), beheerder)

    assert geteld(gemeente) == 1
    assert Realisatie.objects.get().datum == MEI


def test_a_count_moves_to_the_event_that_the_new_version_counts_on(gemeente, beheerder):
    TelmomentinstellingFactory(gemeente=gemeente, telmoment=Telmoment.AFMELDING_COA)
    aanbod = WoningaanbodFactory(gemeente=gemeente, woning=WoningFactory(gemeente=gemeente, vorm="flex"))
    plaatsing, door = PlaatsingFactory(aanbod=aanbod), AmbtenaarFactory(gemeente=gemeente)
    hand_over_sleutel(plaatsing=plaatsing, sleuteldatum=date(2026, 4, 20), door=door, op=NU)
    record_afmelding(plaatsing=plaatsing, afmelddatum=MEI, door=door, op=NU)

    record(regel_of("flex", moment=Moment.BEGIN, geldig_van=APRIL), beheerder)

    assert geteld(gemeente) == 1
    assert Realisatie.objects.staand().get().datum == date(2026, 4, 20)


def test_what_was_not_shown_is_not_recorded(gemeente, beheerder):
    nieuw = regel_of("har", telt=False, geldig_van=APRIL)
    gezien = preview_telregel(nieuw).afdruk
    live(gemeente, Woonvorm.HAR, MEI)

    assert_declined(VERANDERD, apply_telregel, nieuw=nieuw, gezien=gezien, door=beheerder, op=NU)


def test_another_rule_than_was_shown_is_not_recorded(gemeente, beheerder):
    nieuw = regel_of("har", telt=False, geldig_van=APRIL)
    gezien = preview_telregel(nieuw).afdruk

    assert_declined(VERANDERD, apply_telregel, nieuw=replace(nieuw, bron="anders"), gezien=gezien, door=beheerder)
