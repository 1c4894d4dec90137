"""A plaatsing beside lease and key: a missed key, checkout per person, moving on, aftercare, the end."""

from datetime import date, timedelta

import pytest

from huisvesting.models import (
    AanbodStatus,
    Bestemming,
    Bijzonder,
    Huishouden,
    HuishoudenStatus,
    Plaatsing,
    PlaatsingStatus,
    Vorm,
)
from huisvesting.services.nazorg import close_nazorg
from huisvesting.services.plaatsing import (
    cancel_plaatsing,
    end_plaatsing,
    hand_over_sleutel,
    make_nieuwe_afspraak,
    record_afmelding,
    record_inschrijving,
    record_niet_verschenen,
    sign_huurcontract,
    start_doorstroom,
)
from huisvesting.services.telling import bookings_of
from huisvesting.services.voordracht import accept_voordracht, agree_voordracht, offer_voordracht, propose_voordracht
from samenwerking.models import Actie, Actielijst, Gebeurtenis, Logregel
from samenwerking.services.actie import finish_actie, hand_over_actie
from taakstelling.models import Realisatie, Telmoment
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.services.voortgang import find_drift
from tests.bewijs import assert_declined, assert_logs
from tests.factories.dossier import DossiersluitingFactory
from tests.factories.huisvesting import PlaatsingFactory, VoordrachtFactory, WoningaanbodFactory, dag
from tests.factories.samenwerking import AmbtenaarFactory, GemeenteFactory, RedenFactory
from tests.factories.taakstelling import TelmomentinstellingFactory, start_gemeente

pytestmark = pytest.mark.django_db

EERSTE = Halfjaar(2026, 1)
SLEUTEL = date(2026, 3, 10)
NU = dag(60)
VANDAAG = NU.date()


@pytest.fixture
def gemeente():
    """Thirty persons to house in the first half of 2026."""
    return start_gemeente(gemeente=GemeenteFactory(), doel=30).gemeente


@pytest.fixture
def ambtenaar(gemeente):
    return AmbtenaarFactory(gemeente=gemeente)


@pytest.fixture
def voordracht(gemeente):
    """An accepted home for a household of three."""
    return VoordrachtFactory(gemeente=gemeente, geaccepteerd=True, huishouden__personen=3)


@pytest.fixture
def door(ambtenaar):
    return {"door": ambtenaar, "op": NU}


@pytest.fixture
def plaatsing(voordracht, ambtenaar):
    """A signed lease that began on 9 March."""
    return sign_huurcontract(voordracht=voordracht, ingangsdatum=date(2026, 3, 9), door=ambtenaar, op=dag(6))


@pytest.fixture
def tijdelijk(voordracht, ambtenaar):
    """Three people in a temporary home, who count, and who are checked out; they look for a home to stay."""
    plaatsing = sign_huurcontract(
        voordracht=voordracht,
        ingangsdatum=date(2026, 3, 9),
        tijdelijk_tot=date(2026, 9, 8),
        door=ambtenaar,
        op=dag(6),
    )
    hand_over_sleutel(plaatsing=plaatsing, sleuteldatum=SLEUTEL, door=ambtenaar, op=dag(20))
    record_afmelding(plaatsing=plaatsing, afmelddatum=SLEUTEL, door=ambtenaar, op=dag(20))
    return start_doorstroom(plaatsing=plaatsing, door=ambtenaar, op=dag(21))


def status_of(huishouden):
    return Huishouden.objects.with_status().get(pk=huishouden.pk).status


def gerealiseerd(gemeente):
    assert not find_drift(gemeente=gemeente)
    return gemeente.voortgangen.get(halfjaar=EERSTE).gerealiseerd


def find_vaste_woning(huishouden, ambtenaar):
    """The accepted voordracht of this household for a home to stay, through the services."""
    aanbod = WoningaanbodFactory(gemeente=huishouden.gemeente, bevestigd=True)
    door = {"door": ambtenaar, "op": dag(25)}
    voordracht = propose_voordracht(aanbod=aanbod, huishouden=huishouden, **door)
    agree_voordracht(voordracht=voordracht, **door)
    offer_voordracht(voordracht=voordracht, **door)
    return accept_voordracht(voordracht=voordracht, **door)


# --- Lease ------------------------------------------------------------------------------------------------------------
def test_the_lease_makes_the_list_of_the_move_from_its_first_day(plaatsing):
    acties = Actie.objects.for_onderwerp(plaatsing).filter(lijst=Actielijst.VERHUIZING)

    assert acties.count() == 8
    assert acties.get(titel="Inschrijven in de BRP").afdeling == "Burgerzaken"
    assert acties.get(titel="Inschrijven in de BRP").uiterlijk == date(2026, 3, 16)
    assert {a.eigenaar for a in acties.filter(afdeling="")} == {plaatsing.huishouden.eigenaar}


@pytest.mark.parametrize("vorm", [Vorm.FLEX, Vorm.DOORSTROOM])
def test_a_home_that_is_temporary_by_nature_asks_until_when(vorm, ambtenaar):
    voordracht = VoordrachtFactory(geaccepteerd=True, aanbod__woning__vorm=vorm)

    kwargs = {"voordracht": voordracht, "ingangsdatum": VANDAAG, "door": ambtenaar, "op": NU}
    assert_declined("Vul in tot en met welke dag de huur loopt.", sign_huurcontract, **kwargs)
    tot = VANDAAG + timedelta(days=180)
    assert sign_huurcontract(**kwargs, tijdelijk_tot=tot).tijdelijk_tot == tot


def test_a_temporary_lease_ends_after_it_begins(voordracht, ambtenaar):
    assert_declined(
        "Een tijdelijk contract eindigt na de eerste dag van de huur.",
        sign_huurcontract,
        voordracht=voordracht,
        ingangsdatum=VANDAAG,
        tijdelijk_tot=VANDAAG,
        door=ambtenaar,
    )


# --- Nobody came for the key ------------------------------------------------------------------------------------------
def test_a_missed_key_gets_a_new_appointment_and_then_the_key(plaatsing, door):
    reden = RedenFactory()
    with assert_logs(Gebeurtenis.PLAATSING_NIET_VERSCHENEN):
        gemist = record_niet_verschenen(plaatsing=plaatsing, reden=reden, toelichting=" Trein gemist. ", **door)
    assert (gemist.reden, gemist.toelichting) == (reden, "Trein gemist.")

    with assert_logs(Gebeurtenis.PLAATSING_NIEUWE_AFSPRAAK):
        nieuw = make_nieuwe_afspraak(plaatsing=plaatsing, afspraakdatum=VANDAAG, **door)

    assert (nieuw.afspraakdatum, nieuw.reden, nieuw.toelichting) == (VANDAAG, None, "")
    gegevens = Logregel.objects.filter(gebeurtenis=Gebeurtenis.PLAATSING_NIET_VERSCHENEN).get().gegevens
    assert gegevens["reden"] == reden.code
    assert hand_over_sleutel(plaatsing=plaatsing, sleuteldatum=VANDAAG, **door).status == PlaatsingStatus.VERHUISD


def test_a_new_appointment_is_not_in_the_past(door):
    plaatsing = PlaatsingFactory(niet_verschenen=True)

    gisteren = VANDAAG - timedelta(days=1)
    assert_declined("al geweest", make_nieuwe_afspraak, plaatsing=plaatsing, afspraakdatum=gisteren, **door)


def test_who_did_not_come_can_be_cancelled(plaatsing, door):
    record_niet_verschenen(plaatsing=plaatsing, reden=RedenFactory(), **door)

    cancel_plaatsing(plaatsing=plaatsing, reden=RedenFactory(), **door)

    assert status_of(plaatsing.huishouden) == HuishoudenStatus.KLAAR


# --- Checkout and registration per person -----------------------------------------------------------------------------
def test_each_person_counts_from_the_day_of_the_own_checkout(gemeente, plaatsing, door):
    TelmomentinstellingFactory(gemeente=gemeente, telmoment=Telmoment.AFMELDING_COA, van=date(2020, 1, 1))
    hand_over_sleutel(plaatsing=plaatsing, sleuteldatum=SLEUTEL, **door)
    eerste, *anderen = plaatsing.personen.all()

    record_afmelding(plaatsing=plaatsing, afmelddatum=SLEUTEL, personen=[eerste], **door)
    assert gerealiseerd(gemeente) == 1
    record_afmelding(plaatsing=plaatsing, afmelddatum=VANDAAG, personen=anderen, **door)

    assert gerealiseerd(gemeente) == 3
    assert sorted(b.datum for b in bookings_of(plaatsing)) == [SLEUTEL, VANDAAG, VANDAAG]


def test_the_last_date_of_the_last_person_realises_in_the_same_event(plaatsing, door):
    hand_over_sleutel(plaatsing=plaatsing, sleuteldatum=SLEUTEL, **door)
    eerste, *anderen = plaatsing.personen.all()
    record_inschrijving(plaatsing=plaatsing, inschrijfdatum=SLEUTEL, **door)
    record_afmelding(plaatsing=plaatsing, afmelddatum=SLEUTEL, personen=[eerste], **door)
    assert Plaatsing.objects.get(pk=plaatsing.pk).status == PlaatsingStatus.VERHUISD

    with assert_logs(Gebeurtenis.AFGEMELD_BIJ_COA):
        klaar = record_afmelding(plaatsing=plaatsing, afmelddatum=SLEUTEL, personen=anderen, **door)

    assert (klaar.status, klaar.gerealiseerd_op) == (PlaatsingStatus.GEREALISEERD, NU)


def test_nobody_is_registered_twice_and_nobody_of_another_home(plaatsing, door):
    hand_over_sleutel(plaatsing=plaatsing, sleuteldatum=SLEUTEL, **door)
    eerste = plaatsing.personen.first()
    record_inschrijving(plaatsing=plaatsing, inschrijfdatum=SLEUTEL, personen=[eerste], **door)
    kwargs = {"plaatsing": plaatsing, "inschrijfdatum": SLEUTEL, **door}

    assert_declined("al vastgelegd", record_inschrijving, **kwargs, personen=[eerste])
    assert_declined("Kies voor wie dit geldt.", record_inschrijving, **kwargs, personen=[])
    vreemde = PlaatsingFactory(met_sleutel=True).personen.get()
    assert_declined("al vastgelegd", record_inschrijving, **kwargs, personen=[vreemde])


# --- From a temporary home to a home to stay --------------------------------------------------------------------------
def test_who_moves_on_is_matched_again_and_still_lives_there(tijdelijk):
    assert status_of(tijdelijk.huishouden) == HuishoudenStatus.KLAAR
    assert tijdelijk.aanbod.status_op(VANDAAG) == AanbodStatus.BEWOOND
    assert tijdelijk.huishouden in Huishouden.objects.zonder_voordracht()


def test_the_next_key_ends_the_temporary_home_and_nobody_counts_twice_or_stops(gemeente, tijdelijk, ambtenaar, door):
    huishouden = tijdelijk.huishouden
    voordracht = find_vaste_woning(huishouden, ambtenaar)
    assert voordracht.bijzonder == Bijzonder.VERVANGT
    vast = sign_huurcontract(voordracht=voordracht, ingangsdatum=dag(40).date(), door=ambtenaar, op=dag(38))
    assert (vast.vervangt, gerealiseerd(gemeente)) == (tijdelijk, 3)

    with assert_logs(Gebeurtenis.SLEUTEL_OVERGEDRAGEN):
        vast = hand_over_sleutel(plaatsing=vast, sleuteldatum=dag(41).date(), **door)

    oud = Plaatsing.objects.get(pk=tijdelijk.pk)
    assert (oud.status, oud.einddatum, oud.bestemming) == (
        PlaatsingStatus.BEEINDIGD,
        dag(41).date(),
        Bestemming.DOORSTROOM,
    )
    assert oud.voordracht.afgerond_op == NU
    assert status_of(huishouden) == HuishoudenStatus.GEHUISVEST
    assert (gerealiseerd(gemeente), Realisatie.objects.count()) == (3, 3)
    assert set(vast.personen.values_list("afmelddatum", flat=True)) == {SLEUTEL}
    assert not Actie.objects.for_onderwerp(oud).open().exists()


def test_a_next_home_that_is_cancelled_leaves_room_for_another(tijdelijk, ambtenaar, door):
    eerste = sign_huurcontract(
        voordracht=find_vaste_woning(tijdelijk.huishouden, ambtenaar),
        ingangsdatum=dag(40).date(),
        door=ambtenaar,
        op=dag(38),
    )
    cancel_plaatsing(plaatsing=eerste, reden=RedenFactory(), **door)
    assert status_of(tijdelijk.huishouden) == HuishoudenStatus.KLAAR

    tweede = sign_huurcontract(
        voordracht=find_vaste_woning(tijdelijk.huishouden, ambtenaar), ingangsdatum=VANDAAG, **door
    )

    assert tweede.vervangt == tijdelijk


def test_the_next_key_is_not_older_than_that_of_the_temporary_home(tijdelijk, ambtenaar, door):
    vast = sign_huurcontract(
        voordracht=find_vaste_woning(tijdelijk.huishouden, ambtenaar),
        ingangsdatum=date(2026, 3, 9),
        door=ambtenaar,
        op=dag(38),
    )

    assert_declined("pas na deze dag", hand_over_sleutel, plaatsing=vast, sleuteldatum=date(2026, 3, 9), **door)


@pytest.mark.parametrize(
    ("situatie", "zin"),
    [
        ({"tijdelijk": True}, "Leg eerst de sleuteldatum vast."),
        ({"met_sleutel": True}, "Dit contract is niet tijdelijk."),
        ({"doorstroom": True}, "De doorstroom is al gestart."),
        ({"beeindigd": True, "tijdelijk": True}, "Deze plaatsing is beëindigd."),
    ],
)
def test_moving_on_that_cannot_start_says_why(situatie, zin, door):
    assert_declined(zin, start_doorstroom, plaatsing=PlaatsingFactory(**situatie), **door)


# --- Aftercare --------------------------------------------------------------------------------------------------------
@pytest.fixture
def gewoond(plaatsing, door):
    """Everyone has a key, is checked out and registered; the list of the aftercare is open."""
    hand_over_sleutel(plaatsing=plaatsing, sleuteldatum=SLEUTEL, **door)
    record_afmelding(plaatsing=plaatsing, afmelddatum=SLEUTEL, **door)
    return record_inschrijving(plaatsing=plaatsing, inschrijfdatum=SLEUTEL, **door)


def own_points(plaatsing):
    return list(Actie.objects.for_onderwerp(plaatsing).filter(lijst=Actielijst.NAZORG, afdeling=""))


def test_aftercare_closes_when_our_points_are_done_and_others_are_with_a_department(gewoond, door):
    for actie in own_points(gewoond):
        finish_actie(actie=actie, **door)

    with assert_logs(Gebeurtenis.NAZORG_AFGEROND):
        klaar = close_nazorg(plaatsing=gewoond, **door)

    assert (klaar.status, klaar.afgerond_op) == (PlaatsingStatus.AFGEROND, NU)
    assert klaar.voordracht.afgerond_op == NU
    assert klaar.aanbod.status_op(VANDAAG) == AanbodStatus.BEWOOND
    assert Actie.objects.for_onderwerp(gewoond).filter(lijst=Actielijst.NAZORG).open().count() == 4


def test_a_point_that_nobody_took_keeps_aftercare_open_until_it_is_handed_over(gewoond, door):
    eerste, tweede = own_points(gewoond)
    finish_actie(actie=eerste, **door)

    assert_declined(tweede.titel.lower(), close_nazorg, plaatsing=gewoond, **door)
    hand_over_actie(actie=tweede, afdeling="Welzijn", **door)
    assert_declined("met een dag", close_nazorg, plaatsing=gewoond, **door)
    hand_over_actie(actie=tweede, afdeling="Welzijn", uiterlijk=VANDAAG, **door)

    assert close_nazorg(plaatsing=gewoond, **door).status == PlaatsingStatus.AFGEROND


# --- The end ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("bestemming", "status"),
    [(Bestemming.ZOEKT, HuishoudenStatus.KLAAR), (Bestemming.VERTROKKEN, HuishoudenStatus.AFGESLOTEN)],
)
def test_the_end_of_a_lease_frees_the_home_and_who_counted_still_does(gemeente, gewoond, door, bestemming, status):
    with assert_logs(Gebeurtenis.PLAATSING_BEEINDIGD):
        einde = end_plaatsing(plaatsing=gewoond, einddatum=VANDAAG, bestemming=bestemming, **door)

    assert (einde.status, einde.einddatum, einde.bestemming) == (PlaatsingStatus.BEEINDIGD, VANDAAG, bestemming)
    assert einde.aanbod.status_op(VANDAAG) == AanbodStatus.BEEINDIGD
    assert einde.voordracht.afgerond_op == NU
    assert status_of(einde.huishouden) == status
    assert not Actie.objects.for_onderwerp(gewoond).open().exists()
    assert gerealiseerd(gemeente) == 3


def test_aftercare_begins_anew_in_a_next_home(gewoond, door):
    Huishouden.objects.filter(pk=gewoond.huishouden_id).update(nazorg_op=NU, nazorg_door=door["door"])

    end_plaatsing(plaatsing=gewoond, einddatum=VANDAAG, bestemming=Bestemming.ZOEKT, **door)

    gewoond.huishouden.refresh_from_db()
    assert gewoond.huishouden.nazorg_op is None


@pytest.mark.parametrize(
    ("einddatum", "bestemming", "zin"),
    [
        (date(2026, 3, 9), Bestemming.ZOEKT, "De sleutel is van 10-03-2026."),
        (VANDAAG + timedelta(days=1), Bestemming.ZOEKT, "De einddatum ligt in de toekomst."),
        (VANDAAG, Bestemming.DOORSTROOM, "Er is nog geen volgend huurcontract."),
    ],
)
def test_an_end_that_cannot_be_says_why(gewoond, door, einddatum, bestemming, zin):
    assert_declined(zin, end_plaatsing, plaatsing=gewoond, einddatum=einddatum, bestemming=bestemming, **door)


def test_who_has_a_next_lease_leaves_for_that_one_only(tijdelijk, ambtenaar, door):
    sign_huurcontract(voordracht=find_vaste_woning(tijdelijk.huishouden, ambtenaar), ingangsdatum=VANDAAG, **door)
    kwargs = {"plaatsing": tijdelijk, "einddatum": VANDAAG, **door}

    assert_declined("Er is al een volgend huurcontract.", end_plaatsing, **kwargs, bestemming=Bestemming.ZOEKT)
    end_plaatsing(**kwargs, bestemming=Bestemming.DOORSTROOM)

    assert status_of(tijdelijk.huishouden) == HuishoudenStatus.CONTRACT


def test_who_is_put_forward_for_another_home_has_not_left(tijdelijk, ambtenaar, door):
    find_vaste_woning(tijdelijk.huishouden, ambtenaar)

    assert_declined(
        "Annuleer eerst die voordracht.",
        end_plaatsing,
        plaatsing=tijdelijk,
        einddatum=VANDAAG,
        bestemming=Bestemming.VERTROKKEN,
        **door,
    )


def test_who_may_go_back_to_coa_leaves_after_the_decision_about_that(tijdelijk, door):
    DossiersluitingFactory(huishouden=tijdelijk.huishouden)

    assert_declined(
        "Wacht op het besluit.",
        end_plaatsing,
        plaatsing=tijdelijk,
        einddatum=VANDAAG,
        bestemming=Bestemming.VERTROKKEN,
        **door,
    )
