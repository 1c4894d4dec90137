"""Lease, key, checkout, cancelling: and in each case who counts, on which day, and never twice."""

from datetime import date, timedelta

import pytest

from huisvesting.models import AanbodStatus, Huishouden, HuishoudenStatus, Plaatsing, PlaatsingStatus, VoordrachtStatus
from huisvesting.services.huuringang import count_begonnen_huren
from huisvesting.services.plaatsing import cancel_plaatsing, hand_over_sleutel, record_afmelding, sign_huurcontract
from huisvesting.services.telling import bookings_of
from samenwerking.models import Actie, Gebeurtenis, Logregel
from taakstelling.models import Realisatie, Telmoment
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.services.voortgang import find_drift
from tests.bewijs import assert_declined, assert_logs
from tests.factories.huisvesting import PlaatsingFactory, VoordrachtFactory, WoningaanbodFactory, dag
from tests.factories.samenwerking import AmbtenaarFactory, GemeenteFactory, RedenFactory
from tests.factories.taakstelling import TelmomentinstellingFactory, start_gemeente

pytestmark = pytest.mark.django_db

EERSTE = Halfjaar(2026, 1)
INGANG, SLEUTEL, AFMELDING = date(2026, 3, 9), date(2026, 3, 10), date(2026, 3, 12)
NU = dag(20)


@pytest.fixture
def gemeente():
    """Thirty persons to house in the first half of 2026."""
    return start_gemeente(gemeente=GemeenteFactory(), doel=30).gemeente


@pytest.fixture
def ambtenaar(gemeente):
    return AmbtenaarFactory(gemeente=gemeente)


@pytest.fixture
def voordracht(gemeente):
    """An accepted home for a household of four."""
    return VoordrachtFactory(gemeente=gemeente, geaccepteerd=True, huishouden__personen=4)


def counts_on(gemeente, telmoment, van=date(2020, 1, 1)):
    TelmomentinstellingFactory(gemeente=gemeente, telmoment=telmoment, van=van)


def gerealiseerd(gemeente, halfjaar=EERSTE):
    """What the voortgang says; and it must be what the ledger says."""
    assert not find_drift(gemeente=gemeente)
    return gemeente.voortgangen.get(halfjaar=halfjaar).gerealiseerd


def status_of(huishouden):
    return Huishouden.objects.with_status().get(pk=huishouden.pk).status


def sign(voordracht, door, ingangsdatum=INGANG):
    return sign_huurcontract(voordracht=voordracht, ingangsdatum=ingangsdatum, door=door, op=dag(6))


# --- Lease ------------------------------------------------------------------------------------------------------------
def test_the_lease_makes_a_plaatsing_of_everyone_and_counts_nobody_yet(gemeente, voordracht, ambtenaar):
    with assert_logs(Gebeurtenis.HUURCONTRACT_GETEKEND):
        plaatsing = sign(voordracht, ambtenaar)

    plaatsing = Plaatsing.objects.get(pk=plaatsing.pk)
    assert (plaatsing.status, plaatsing.ingangsdatum) == (PlaatsingStatus.CONTRACT_GETEKEND, INGANG)
    assert (plaatsing.getekend_op, plaatsing.getekend_door) == (dag(6), ambtenaar)
    assert {p.statushouder for p in plaatsing.personen.all()} == set(voordracht.huishouden.personen.all())
    assert gerealiseerd(gemeente) == 0
    assert Logregel.objects.for_onderwerp(plaatsing).get().gegevens["geteld"] == 0


@pytest.mark.parametrize(
    ("maak", "zin"),
    [
        (lambda: VoordrachtFactory(aangeboden=True), "Leg eerst vast dat het huishouden de woning accepteert."),
        (lambda: VoordrachtFactory(afgerond=True), "Deze voordracht is al afgesloten."),
        (lambda: VoordrachtFactory(geaccepteerd=True, geannuleerd=True), "Deze voordracht is al afgesloten."),
        (lambda: PlaatsingFactory().voordracht, "Voor deze woning loopt al een huurcontract."),
        (lambda: PlaatsingFactory(met_sleutel=True).voordracht, "Voor deze woning loopt al een huurcontract."),
    ],
)
def test_a_lease_that_cannot_be_signed_says_why(maak, zin):
    assert_declined(zin, sign_huurcontract, voordracht=maak(), ingangsdatum=INGANG, door=AmbtenaarFactory())


# --- Key --------------------------------------------------------------------------------------------------------------
def test_handing_over_the_key_counts_every_person_once(gemeente, voordracht, ambtenaar):
    plaatsing = sign(voordracht, ambtenaar)

    with assert_logs(Gebeurtenis.SLEUTEL_OVERGEDRAGEN):
        plaatsing = hand_over_sleutel(plaatsing=plaatsing, sleuteldatum=SLEUTEL, door=ambtenaar, op=NU)

    assert (plaatsing.status, plaatsing.sleuteldatum) == (PlaatsingStatus.VERHUISD, SLEUTEL)
    assert gerealiseerd(gemeente) == 4
    boekingen = bookings_of(plaatsing)
    assert {(b.datum, b.aantal, b.halfjaar, b.geboekt_door) for b in boekingen} == {(SLEUTEL, 1, EERSTE, ambtenaar)}
    assert all(b.regel == "R-301 versie 1" for b in boekingen)
    assert Logregel.objects.for_onderwerp(plaatsing).last().gegevens["geteld"] == 4


def test_a_key_in_the_next_half_year_counts_there(gemeente, voordracht, ambtenaar):
    plaatsing = sign(voordracht, ambtenaar, ingangsdatum=date(2026, 6, 29))

    hand_over_sleutel(plaatsing=plaatsing, sleuteldatum=date(2026, 7, 1), door=ambtenaar, op=dag(150))

    assert {b.halfjaar for b in bookings_of(plaatsing)} == {Halfjaar(2026, 2)}
    assert gerealiseerd(gemeente) == 0


@pytest.mark.parametrize(
    ("maak", "sleuteldatum", "zin"),
    [
        (lambda: PlaatsingFactory(geannuleerd=True), SLEUTEL, "Deze plaatsing is geannuleerd."),
        (lambda: PlaatsingFactory(beeindigd=True), SLEUTEL, "Deze plaatsing is beëindigd."),
        (
            lambda: PlaatsingFactory(met_sleutel=True),
            SLEUTEL,
            "Voor deze plaatsing is de sleutel al overgedragen.",
        ),
        (
            lambda: PlaatsingFactory(ingangsdatum=INGANG),
            INGANG - timedelta(days=1),
            "De sleuteldatum ligt voor het begin van de huur (09-03-2026).",
        ),
        (lambda: PlaatsingFactory(), NU.date() + timedelta(days=1), "De sleuteldatum ligt in de toekomst."),
    ],
)
def test_a_key_that_cannot_be_recorded_says_why(maak, sleuteldatum, zin):
    assert_declined(zin, hand_over_sleutel, plaatsing=maak(), sleuteldatum=sleuteldatum, door=AmbtenaarFactory(), op=NU)


# --- Checkout by COA --------------------------------------------------------------------------------------------------
def test_checking_out_dates_every_person_and_counts_nobody_again(gemeente, voordracht, ambtenaar):
    plaatsing = hand_over_sleutel(plaatsing=sign(voordracht, ambtenaar), sleuteldatum=SLEUTEL, door=ambtenaar, op=NU)

    with assert_logs(Gebeurtenis.AFGEMELD_BIJ_COA):
        record_afmelding(plaatsing=plaatsing, afmelddatum=AFMELDING, door=ambtenaar, op=NU)

    assert set(plaatsing.personen.values_list("afmelddatum", flat=True)) == {AFMELDING}
    assert gerealiseerd(gemeente) == 4


@pytest.mark.parametrize(
    ("maak", "afmelddatum", "zin"),
    [
        (lambda: PlaatsingFactory(geannuleerd=True), AFMELDING, "Deze plaatsing is geannuleerd."),
        (lambda: PlaatsingFactory(), AFMELDING, "Leg eerst de sleuteldatum vast."),
        (
            lambda: PlaatsingFactory(met_sleutel=True),
            date(2026, 3, 1),
            "De afmelddatum ligt voor het begin van de huur",
        ),
        (
            lambda: PlaatsingFactory(met_sleutel=True),
            NU.date() + timedelta(days=1),
            "De afmelddatum ligt in de toekomst.",
        ),
        (
            lambda: PlaatsingFactory(met_sleutel=True, huishouden__personen=0),
            AFMELDING,
            "Iedereen van deze plaatsing is al afgemeld bij COA.",
        ),
    ],
)
def test_a_checkout_that_cannot_be_recorded_says_why(maak, afmelddatum, zin):
    assert_declined(zin, record_afmelding, plaatsing=maak(), afmelddatum=afmelddatum, door=AmbtenaarFactory(), op=NU)


def test_a_checkout_is_recorded_once(gemeente, voordracht, ambtenaar):
    plaatsing = hand_over_sleutel(plaatsing=sign(voordracht, ambtenaar), sleuteldatum=SLEUTEL, door=ambtenaar, op=NU)
    afmelding = {"plaatsing": plaatsing, "afmelddatum": AFMELDING, "door": ambtenaar, "op": NU}
    record_afmelding(**afmelding)

    assert_declined("Iedereen van deze plaatsing is al afgemeld bij COA.", record_afmelding, **afmelding)


# --- Which moment counts ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("telmoment", "geteld_na", "datum"),
    [
        (Telmoment.HUURINGANG, (4, 4, 4), INGANG),
        (Telmoment.SLEUTEL, (0, 4, 4), SLEUTEL),
        (Telmoment.AFMELDING_COA, (0, 0, 4), AFMELDING),
    ],
)
def test_the_gemeente_chooses_which_event_counts(gemeente, voordracht, ambtenaar, telmoment, geteld_na, datum):
    counts_on(gemeente, telmoment)

    plaatsing = sign(voordracht, ambtenaar)
    count_begonnen_huren(door=ambtenaar, op=dag(7))
    na_contract = gerealiseerd(gemeente)
    plaatsing = hand_over_sleutel(plaatsing=plaatsing, sleuteldatum=SLEUTEL, door=ambtenaar, op=NU)
    na_sleutel = gerealiseerd(gemeente)
    record_afmelding(plaatsing=plaatsing, afmelddatum=AFMELDING, door=ambtenaar, op=NU)

    assert (na_contract, na_sleutel, gerealiseerd(gemeente)) == geteld_na
    assert {b.datum for b in bookings_of(plaatsing)} == {datum}


def test_a_choice_that_changes_halfway_counts_nobody_twice(gemeente, voordracht, ambtenaar):
    counts_on(gemeente, Telmoment.HUURINGANG)
    counts_on(gemeente, Telmoment.SLEUTEL, van=SLEUTEL)

    plaatsing = sign(voordracht, ambtenaar)
    count_begonnen_huren(door=ambtenaar, op=dag(7))
    assert gerealiseerd(gemeente) == 4
    hand_over_sleutel(plaatsing=plaatsing, sleuteldatum=SLEUTEL, door=ambtenaar, op=NU)

    assert gerealiseerd(gemeente) == 4
    assert Realisatie.objects.count() == 4


# --- Cancel -----------------------------------------------------------------------------------------------------------
def test_cancelling_reverses_the_counting_and_frees_home_and_household(gemeente, voordracht, ambtenaar):
    counts_on(gemeente, Telmoment.HUURINGANG)
    plaatsing = sign(voordracht, ambtenaar, ingangsdatum=dag(6).date())
    reden = RedenFactory(tekst="Niet verschenen")

    with assert_logs(Gebeurtenis.PLAATSING_GEANNULEERD):
        plaatsing = cancel_plaatsing(plaatsing=plaatsing, reden=reden, toelichting=" Ziek. ", door=ambtenaar, op=NU)

    assert (plaatsing.status, plaatsing.reden, plaatsing.toelichting) == (PlaatsingStatus.GEANNULEERD, reden, "Ziek.")
    assert (plaatsing.geannuleerd_op, plaatsing.geannuleerd_door) == (NU, ambtenaar)
    assert (plaatsing.voordracht.status, plaatsing.voordracht.reden) == (VoordrachtStatus.GEANNULEERD, reden)
    assert plaatsing.aanbod.status_op(NU.date()) == AanbodStatus.BEVESTIGD
    assert status_of(plaatsing.huishouden) == HuishoudenStatus.KLAAR
    assert not Actie.objects.for_onderwerp(plaatsing).open().exists()
    assert gerealiseerd(gemeente) == 0
    assert sorted(Realisatie.objects.values_list("aantal", flat=True)) == [-1] * 4 + [1] * 4
    assert set(Realisatie.objects.exclude(herroept=None).values_list("reden", flat=True)) == {
        "De plaatsing is geannuleerd"
    }
    assert Logregel.objects.for_onderwerp(plaatsing).last().gegevens["geteld"] == -4


def test_cancelling_before_the_key_reverses_nothing(gemeente, voordracht, ambtenaar):
    plaatsing = sign(voordracht, ambtenaar)

    cancel_plaatsing(plaatsing=plaatsing, reden=RedenFactory(), door=ambtenaar, op=NU)

    assert not Realisatie.objects.exists()
    assert gerealiseerd(gemeente) == 0


def test_who_is_placed_again_counts_again(gemeente, voordracht, ambtenaar):
    counts_on(gemeente, Telmoment.HUURINGANG)
    eerste = sign(voordracht, ambtenaar, ingangsdatum=dag(6).date())
    cancel_plaatsing(plaatsing=eerste, reden=RedenFactory(), door=ambtenaar, op=NU)
    nieuw = VoordrachtFactory(
        huishouden=eerste.huishouden,
        aanbod=WoningaanbodFactory(gemeente=gemeente, bevestigd=True),
        geaccepteerd=True,
    )

    tweede = sign(nieuw, ambtenaar, ingangsdatum=dag(6).date())

    assert gerealiseerd(gemeente) == 4
    assert len(bookings_of(tweede)) == 4
    assert len(bookings_of(eerste)) == 0


@pytest.mark.parametrize(
    ("maak", "reden", "zin"),
    [
        (lambda: PlaatsingFactory(geannuleerd=True), {}, "Deze plaatsing is geannuleerd."),
        (lambda: PlaatsingFactory(beeindigd=True), {}, "Deze plaatsing is beëindigd."),
        (lambda: PlaatsingFactory(met_sleutel=True), {}, "Dan herstelt de opgavemanager eerst de sleuteldatum."),
        (
            lambda: PlaatsingFactory(),
            {"tekst": "Huurder afgewezen", "met_toelichting": True},
            "Licht de reden “Huurder afgewezen” toe.",
        ),
    ],
)
def test_a_plaatsing_that_cannot_be_cancelled_says_why(maak, reden, zin):
    assert_declined(zin, cancel_plaatsing, plaatsing=maak(), reden=RedenFactory(**reden), door=AmbtenaarFactory())


def test_a_counting_that_fails_takes_the_key_back_with_it(gemeente, voordracht, ambtenaar, monkeypatch):
    plaatsing = sign(voordracht, ambtenaar)

    def refuse(**_):
        raise RuntimeError("de boeking mislukt")

    monkeypatch.setattr("huisvesting.services.telling.book_realisatie", refuse)
    with pytest.raises(RuntimeError, match="de boeking mislukt"):
        hand_over_sleutel(plaatsing=plaatsing, sleuteldatum=SLEUTEL, door=ambtenaar, op=NU)

    plaatsing.refresh_from_db()
    assert plaatsing.sleuteldatum is None
    assert gerealiseerd(gemeente) == 0
