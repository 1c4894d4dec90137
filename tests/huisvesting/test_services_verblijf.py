"""Stays that are no plaatsing: who counts by which rule, an amv that moves, and never twice (domain.md section 11)."""

from datetime import date

import pytest

from huisvesting.models import Hersteld, Instroom, Verblijf
from huisvesting.services.correctie import correct_plaatsing
from huisvesting.services.plaatsing import cancel_plaatsing, hand_over_sleutel
from huisvesting.services.telling import bookings_of, explain_telling
from huisvesting.services.verblijf import change_instroom, end_verblijf, register_verblijf, report_verhuizing_amv
from samenwerking.models import Gebeurtenis
from taakstelling.models import Grond, Realisatie, Telregel
from taakstelling.regels.telregels import Woonvorm
from taakstelling.services.voortgang import find_drift
from tests.bewijs import assert_declined, assert_logs
from tests.factories.huisvesting import (
    HuishoudenFactory,
    PlaatsingFactory,
    StatushouderFactory,
    VerblijfFactory,
    WoningaanbodFactory,
    WoningFactory,
    dag,
)
from tests.factories.samenwerking import AmbtenaarFactory, GemeenteFactory, RedenFactory
from tests.factories.taakstelling import start_gemeente

pytestmark = [pytest.mark.beide, pytest.mark.django_db]

VAN, LATER = date(2026, 3, 2), date(2026, 5, 4)
NU = dag(90)


@pytest.fixture
def hier():
    return start_gemeente(gemeente=GemeenteFactory(naam="Proefkoppel")).gemeente


@pytest.fixture
def daar():
    return start_gemeente(gemeente=GemeenteFactory(naam="Proefdaar")).gemeente


@pytest.fixture
def ambtenaar(hier):
    return AmbtenaarFactory(gemeente=hier)


@pytest.fixture
def huishouden(hier):
    return HuishoudenFactory(gemeente=hier, personen=2)


@pytest.fixture
def amv(hier):
    huishouden = HuishoudenFactory(gemeente=hier, personen=0)
    return StatushouderFactory(huishouden=huishouden, amv=True, geboortedatum=date(2008, 4, 20))


@pytest.fixture
def verblijf(ambtenaar):
    """Records a stay of these people."""

    def register(*personen, vorm, gemeente=None, van=VAN):
        return register_verblijf(personen=personen, vorm=vorm, gemeente=gemeente, van=van, door=ambtenaar, op=NU)

    return register


def geteld(*gemeenten):
    """What each of the gemeenten has realised; and that is what the ledger says."""
    assert not find_drift()
    return tuple(gemeente.voortgangen.get(halfjaar__exact="2026H1").gerealiseerd for gemeente in gemeenten)


# --- Test vectors of domain.md section 11 -----------------------------------------------------------------------------
def test_vector_8_r_304_r_307_an_amv_counts_elsewhere_only_after_the_report(hier, daar, amv, ambtenaar, verblijf):
    """AMV in Nidos kso: +1 at A; turns 18, moves to B: without report no change; with report -1 A, +1 B."""
    verblijf(amv, vorm=Woonvorm.NIDOS_KSO)
    assert geteld(hier, daar) == (1, 0)

    (verhuisd,) = verblijf(amv, vorm=Woonvorm.REGULIER, gemeente=daar, van=LATER)
    assert geteld(hier, daar) == (1, 0)

    with assert_logs(Gebeurtenis.VERHUIZING_GEMELD):
        report_verhuizing_amv(verblijf=verhuisd, melddatum=date(2026, 5, 20), door=ambtenaar, op=NU)
    assert geteld(hier, daar) == (0, 1)
    assert [(b.aantal, b.gemeente, b.datum) for b in Realisatie.objects.order_by("pk")] == [
        (1, hier, VAN),
        (-1, hier, VAN),
        (1, daar, date(2026, 5, 20)),
    ]
    assert Realisatie.objects.last().regel == "R-307 versie 1"


def test_vector_9_r_315_logeren_never_counts(hier, huishouden, verblijf):
    verblijf(*huishouden.leden, vorm=Woonvorm.LOGEERREGELING)

    assert geteld(hier) == (0,)
    assert not Realisatie.objects.exists()


def test_vector_9_r_310_har_counts_every_person(hier, huishouden, verblijf):
    verblijf(*huishouden.leden, vorm=Woonvorm.HAR)

    assert geteld(hier) == (2,)
    assert {(b.regel, b.grond, b.datum) for b in Realisatie.objects.all()} == {("R-310 versie 1", Grond.VERBLIJF, VAN)}
    assert {b.reden for b in Realisatie.objects.all()} == {Telregel.objects.get(vorm="har").reden}


def test_vector_9_r_314_a_regional_doorstroomlocatie_counts_for_the_koppelgemeente(hier, daar, huishouden, verblijf):
    verblijf(*huishouden.leden, vorm=Woonvorm.DOORSTROOM, gemeente=daar)

    assert geteld(hier, daar) == (2, 0)


# --- Other forms ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("vorm", [Woonvorm.COA_KWV, Woonvorm.OPVANGGEZIN])
def test_r_306_an_amv_in_a_kwv_or_a_host_family_does_not_count(hier, amv, verblijf, vorm):
    verblijf(amv, vorm=vorm)

    assert geteld(hier) == (0,)


def test_r_316_a_home_that_someone_found_counts_where_it_stands(hier, daar, huishouden, verblijf):
    verblijf(*huishouden.leden, vorm=Woonvorm.ZELF_GEVONDEN, gemeente=daar)

    assert geteld(hier, daar) == (0, 2)


def test_r_314_a_plaatsing_in_a_doorstroomlocatie_elsewhere_counts_for_the_koppelgemeente(hier, daar, ambtenaar):
    woning = WoningFactory(gemeente=daar, vorm="doorstroom")
    aanbod = WoningaanbodFactory(gemeente=hier, woning=woning, bevestigd=True)
    plaatsing = PlaatsingFactory(aanbod=aanbod)

    hand_over_sleutel(plaatsing=plaatsing, sleuteldatum=date(2026, 3, 9), door=ambtenaar, op=NU)

    assert geteld(hier, daar) == (1, 0)
    assert bookings_of(plaatsing).get().regel == "R-313/R-314 versie 1"


def test_a_form_without_a_rule_counts_nobody(hier, huishouden, verblijf):
    verblijf(*huishouden.leden, vorm=Woonvorm.NIDOS_KSO)

    assert geteld(hier) == (0,)


# --- Never twice ------------------------------------------------------------------------------------------------------
def test_r_320_from_a_hotel_to_a_home_counts_once_and_the_page_says_so(hier, ambtenaar, verblijf):
    plaatsing = PlaatsingFactory(gemeente=hier, huishouden__personen=2)
    verblijf(*plaatsing.huishouden.leden, vorm=Woonvorm.HAR)

    hand_over_sleutel(plaatsing=plaatsing, sleuteldatum=date(2026, 3, 9), door=ambtenaar, op=NU)

    assert geteld(hier) == (2,)
    assert not bookings_of(plaatsing)
    tellingen = [telling for _, telling in explain_telling(plaatsing, NU.date())]
    assert [(t.telt_mee, t.datum) for t in tellingen] == [(True, VAN)] * 2
    assert "Niemand telt twee keer." in tellingen[0].waarom


def test_who_counts_by_a_hotel_still_does_when_the_home_does_not_go_on(hier, ambtenaar, verblijf):
    plaatsing = PlaatsingFactory(gemeente=hier)
    verblijf(*plaatsing.huishouden.leden, vorm=Woonvorm.HAR)
    hand_over_sleutel(plaatsing=plaatsing, sleuteldatum=date(2026, 3, 9), door=ambtenaar, op=NU)

    correct_plaatsing(
        plaatsing=plaatsing,
        veld=Hersteld.SLEUTELDATUM,
        oud=date(2026, 3, 9),
        nieuw=None,
        reden="Er was geen sleutel.",
        door=ambtenaar,
        op=NU,
    )
    cancel_plaatsing(plaatsing=plaatsing, reden=RedenFactory(), door=ambtenaar, op=NU)

    assert geteld(hier) == (1,)
    assert Realisatie.objects.count() == 1


def test_a_hotel_takes_over_when_a_home_that_counted_does_not_go_on(hier, ambtenaar, verblijf):
    plaatsing = PlaatsingFactory(gemeente=hier)
    hand_over_sleutel(plaatsing=plaatsing, sleuteldatum=date(2026, 3, 9), door=ambtenaar, op=NU)
    verblijf(*plaatsing.huishouden.leden, vorm=Woonvorm.HAR, van=LATER)
    assert geteld(hier) == (1,)

    correct_plaatsing(
        plaatsing=plaatsing,
        veld=Hersteld.SLEUTELDATUM,
        oud=date(2026, 3, 9),
        nieuw=None,
        reden="Er was geen sleutel.",
        door=ambtenaar,
        op=NU,
    )
    cancel_plaatsing(plaatsing=plaatsing, reden=RedenFactory(), door=ambtenaar, op=NU)

    assert geteld(hier) == (1,)
    assert list(Realisatie.objects.order_by("pk").values_list("aantal", "grond")) == [
        (1, Grond.PLAATSING),
        (-1, Grond.PLAATSING),
        (1, Grond.VERBLIJF),
    ]


def test_r_308_an_amv_who_turns_18_and_stays_is_not_counted_again(hier, amv, ambtenaar, verblijf):
    verblijf(amv, vorm=Woonvorm.NIDOS_KSO)
    plaatsing = PlaatsingFactory(gemeente=hier, huishouden=amv.huishouden)

    hand_over_sleutel(plaatsing=plaatsing, sleuteldatum=date(2026, 4, 21), door=ambtenaar, op=NU)

    assert geteld(hier) == (1,)
    assert Realisatie.objects.count() == 1


def test_r_320_an_adult_who_moves_to_another_gemeente_stays_counted_where_he_was(hier, daar, huishouden, verblijf):
    verblijf(*huishouden.leden, vorm=Woonvorm.HAR)
    verblijf(*huishouden.leden, vorm=Woonvorm.ZELF_GEVONDEN, gemeente=daar, van=LATER)

    assert geteld(hier, daar) == (2, 0)


# --- Recording and ending ---------------------------------------------------------------------------------------------
def test_a_new_stay_ends_the_one_that_ran_and_leaves_one_line(huishouden, ambtenaar, verblijf):
    (eerste, _) = verblijf(*huishouden.leden, vorm=Woonvorm.LOGEERREGELING)

    with assert_logs(Gebeurtenis.VERBLIJF_VASTGELEGD):
        verblijf(*huishouden.leden, vorm=Woonvorm.HAR, van=LATER)

    eerste.refresh_from_db()
    assert (eerste.tot, eerste.beeindigd_op, eerste.beeindigd_door) == (LATER, NU, ambtenaar)
    assert Verblijf.objects.lopend().count() == 2


def test_the_own_gemeente_is_stored_as_none(hier, huishouden, verblijf):
    (eerste, _) = verblijf(*huishouden.leden, vorm=Woonvorm.HAR, gemeente=hier)

    assert eerste.gemeente is None


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"personen": ()}, "Kies voor wie het verblijf is."),
        ({"van": date(2027, 1, 1)}, "De dag waarop het verblijf begint ligt in de toekomst."),
    ],
)
def test_a_stay_that_cannot_be_recorded_says_why(huishouden, ambtenaar, anders, zin):
    stay = {"personen": huishouden.leden, "vorm": Woonvorm.HAR, "van": VAN, "door": ambtenaar, "op": NU}

    assert_declined(zin, register_verblijf, **(stay | anders))


def test_people_of_two_households_are_recorded_apart(huishouden, amv, ambtenaar):
    zin = "Leg het verblijf per huishouden vast."

    assert_declined(
        zin,
        register_verblijf,
        personen=[*huishouden.leden, amv],
        vorm=Woonvorm.HAR,
        van=VAN,
        door=ambtenaar,
        op=NU,
    )


def test_a_stay_does_not_begin_before_the_one_that_runs(huishouden, ambtenaar, verblijf):
    verblijf(*huishouden.leden, vorm=Woonvorm.HAR)

    assert_declined(
        "woont al sinds 02-03-2026 in ‘Hotel of accommodatie (HAR)’. Kies een latere dag.",
        register_verblijf,
        personen=huishouden.leden,
        vorm=Woonvorm.LOGEERREGELING,
        van=VAN,
        door=ambtenaar,
        op=NU,
    )


def test_a_stay_that_ends_by_moving_on_keeps_its_count(hier, huishouden, ambtenaar, verblijf):
    (eerste, _) = verblijf(*huishouden.leden, vorm=Woonvorm.HAR)

    with assert_logs(Gebeurtenis.VERBLIJF_BEEINDIGD):
        end_verblijf(verblijf=eerste, tot=LATER, door=ambtenaar, op=NU)

    assert geteld(hier) == (2,)


def test_r_322_who_goes_back_to_reception_counts_no_longer(hier, huishouden, ambtenaar, verblijf):
    (eerste, _) = verblijf(*huishouden.leden, vorm=Woonvorm.HAR)

    end_verblijf(verblijf=eerste, tot=LATER, naar_opvang=True, door=ambtenaar, op=NU)

    assert geteld(hier) == (1,)
    assert Realisatie.objects.last().reden == "Wie terugkeert naar de opvang, telt niet meer mee."


@pytest.mark.parametrize(
    ("tot", "zin"),
    [
        (VAN, "Het verblijf begon op 02-03-2026. Kies een latere dag."),
        (date(2027, 1, 1), "De dag waarop het verblijf eindigt ligt in de toekomst."),
    ],
)
def test_a_stay_that_cannot_end_then_says_why(ambtenaar, tot, zin):
    assert_declined(zin, end_verblijf, verblijf=VerblijfFactory(), tot=tot, door=ambtenaar, op=NU)


def test_a_stay_ends_once(ambtenaar):
    verblijf = VerblijfFactory(beeindigd=True)

    assert_declined("Dit verblijf eindigde al op", end_verblijf, verblijf=verblijf, tot=LATER, door=ambtenaar, op=NU)


# --- Reporting a move -------------------------------------------------------------------------------------------------
def test_r_307_an_amv_who_never_counted_counts_elsewhere_after_the_report(hier, daar, amv, ambtenaar, verblijf):
    (verhuisd,) = verblijf(amv, vorm=Woonvorm.REGULIER, gemeente=daar)
    assert geteld(hier, daar) == (0, 0)

    report_verhuizing_amv(verblijf=verhuisd, melddatum=LATER, door=ambtenaar, op=NU)

    assert geteld(hier, daar) == (0, 1)


@pytest.mark.parametrize(
    ("situatie", "melddatum", "zin"),
    [
        ({"statushouder__amv": False}, LATER, "Alleen de verhuizing van een amv wordt zo gemeld."),
        ({"gemeld": True}, LATER, "Deze verhuizing is al gemeld op 12-03-2026."),
        ({"gemeente": None}, LATER, "Deze amv woont in de eigen gemeente."),
        ({}, date(2026, 3, 1), "De melding ligt voor het begin van het verblijf (02-03-2026)."),
        ({}, date(2027, 1, 1), "De dag van de melding ligt in de toekomst."),
        ({"vorm": Woonvorm.OPVANGGEZIN}, LATER, "Dit verblijf telt niet mee. In een opvanggezin"),
    ],
)
def test_a_move_that_cannot_be_reported_says_why(daar, ambtenaar, situatie, melddatum, zin):
    standaard = {"statushouder__amv": True, "gemeente": daar, "vorm": Woonvorm.REGULIER}
    verblijf = VerblijfFactory(**(standaard | situatie))

    assert_declined(zin, report_verhuizing_amv, verblijf=verblijf, melddatum=melddatum, door=ambtenaar, op=NU)


def test_r_308_a_move_to_where_the_amv_counts_needs_no_report(daar, amv, ambtenaar, verblijf):
    verblijf(amv, vorm=Woonvorm.NIDOS_KSO, gemeente=daar)
    (daarna,) = verblijf(amv, vorm=Woonvorm.REGULIER, gemeente=daar, van=LATER)

    assert_declined(
        "Deze amv telt al mee voor Proefdaar.",
        report_verhuizing_amv,
        verblijf=daarna,
        melddatum=LATER,
        door=ambtenaar,
        op=NU,
    )


# --- How someone came -------------------------------------------------------------------------------------------------
def test_r_303_a_nareiziger_counts_where_he_lives_and_is_booked_anew(hier, daar, huishouden, ambtenaar, verblijf):
    persoon = huishouden.leden[0]
    (eerste,) = verblijf(persoon, vorm=Woonvorm.REGULIER, gemeente=daar)
    assert geteld(hier, daar) == (1, 0)

    with assert_logs(Gebeurtenis.INSTROOM_GEWIJZIGD):
        change_instroom(persoon=persoon, instroom=Instroom.NAREIS, door=ambtenaar, op=NU)

    assert geteld(hier, daar) == (0, 1)
    eerste.refresh_from_db()
    assert Realisatie.objects.last().bron_id == eerste.bron_id == f"{eerste.pk}/2"
    assert Realisatie.objects.last().regel == "R-302/R-303 versie 1"


def test_what_counts_the_same_is_not_booked_anew(hier, huishouden, ambtenaar, verblijf):
    verblijf(*huishouden.leden, vorm=Woonvorm.HAR)

    change_instroom(persoon=huishouden.leden[0], instroom=Instroom.HERVESTIGING, door=ambtenaar, op=NU)

    assert geteld(hier) == (2,)
    assert Realisatie.objects.count() == 2


def test_the_same_instroom_again_is_declined(huishouden, ambtenaar):
    assert_declined(
        "‘Eigen asielaanvraag’ stond er al.",
        change_instroom,
        persoon=huishouden.leden[0],
        instroom=Instroom.ASIEL,
        door=ambtenaar,
    )
