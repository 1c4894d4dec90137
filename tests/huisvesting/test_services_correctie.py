"""A date that was wrong is put right: the old value stays, the ledger says what it would have said at first."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from huisvesting.models import (
    AanbodStatus,
    Hersteld,
    Huishouden,
    HuishoudenStatus,
    Plaatsing,
    Plaatsingscorrectie,
    PlaatsingStatus,
)
from huisvesting.services.correctie import correct_plaatsing, current_dates
from huisvesting.services.plaatsing import (
    cancel_plaatsing,
    hand_over_sleutel,
    record_afmelding,
    record_inschrijving,
    sign_huurcontract,
)
from huisvesting.services.telling import bookings_of
from samenwerking.models import Actie, Actielijst, Gebeurtenis, Logregel
from taakstelling.models import Realisatie, Telmoment
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.services.afsluiting import close_halfjaar
from taakstelling.services.voortgang import find_drift
from tests.bewijs import assert_declined, assert_logs, assert_refused
from tests.factories.huisvesting import PlaatsingFactory, VoordrachtFactory, WoningaanbodFactory, dag
from tests.factories.samenwerking import GemeenteFactory, OpgavemanagerFactory, RedenFactory
from tests.factories.taakstelling import TelmomentinstellingFactory, start_gemeente

pytestmark = [pytest.mark.beide, pytest.mark.django_db]

INGANG, SLEUTEL, AFMELDING = date(2026, 3, 9), date(2026, 3, 10), date(2026, 3, 12)
NU = dag(200)
EERSTE, TWEEDE = Halfjaar(2026, 1), Halfjaar(2026, 2)
H = Hersteld


def start(telmoment=Telmoment.SLEUTEL, personen=2, **data):
    """A household with a key and a checkout, through the services; `data` says on which days."""
    gemeente = start_gemeente(gemeente=GemeenteFactory(), doel=30).gemeente
    if telmoment != Telmoment.SLEUTEL:
        TelmomentinstellingFactory(gemeente=gemeente, telmoment=telmoment, van=date(2020, 1, 1))
    voordracht = VoordrachtFactory(gemeente=gemeente, geaccepteerd=True, huishouden__personen=personen)
    door = {"door": OpgavemanagerFactory(gemeente=gemeente), "op": NU}
    plaatsing = sign_huurcontract(voordracht=voordracht, ingangsdatum=data.get("ingangsdatum", INGANG), **door)
    plaatsing = hand_over_sleutel(plaatsing=plaatsing, sleuteldatum=data.get("sleuteldatum", SLEUTEL), **door)
    return record_afmelding(plaatsing=plaatsing, afmelddatum=data.get("afmelddatum", AFMELDING), **door)


def correct(plaatsing, veld, nieuw, oud=None, **anders):
    plaatsing = Plaatsing.objects.get(pk=plaatsing.pk)
    return correct_plaatsing(
        **{
            "plaatsing": plaatsing,
            "veld": veld,
            "oud": oud or current_dates(plaatsing, veld)[0],
            "nieuw": nieuw,
            "reden": "Verkeerd overgenomen",
            "door": OpgavemanagerFactory(gemeente=plaatsing.gemeente),
            "op": NU,
            **anders,
        }
    )


def counted(plaatsing):
    """What the ledger says of this plaatsing: day and half-year of each booking that stands."""
    assert not find_drift(gemeente=plaatsing.gemeente)
    return sorted((b.datum, str(b.halfjaar)) for b in bookings_of(plaatsing))


@pytest.fixture
def plaatsing():
    return start()


# --- Another date -----------------------------------------------------------------------------------------------------
def test_the_old_date_stays_readable_and_the_count_moves_to_its_half_year(plaatsing):
    with assert_logs(Gebeurtenis.PLAATSING_HERSTELD):
        plaatsing = correct(plaatsing, H.AFMELDDATUM, date(2026, 7, 3))
    with assert_logs(Gebeurtenis.PLAATSING_HERSTELD):
        plaatsing = correct(plaatsing, H.SLEUTELDATUM, date(2026, 7, 2))

    assert (plaatsing.status, plaatsing.sleuteldatum) == (PlaatsingStatus.VERHUISD, date(2026, 7, 2))
    assert counted(plaatsing) == [(date(2026, 7, 2), "2026H2")] * 2
    correctie = plaatsing.correcties.get(veld=H.SLEUTELDATUM)
    assert (correctie.oud, correctie.nieuw, correctie.reden) == (SLEUTEL, date(2026, 7, 2), "Verkeerd overgenomen")
    gegevens = Logregel.objects.for_onderwerp(plaatsing).last().gegevens
    assert (gegevens["veld"], gegevens["correctie"]) == ("sleuteldatum", correctie.pk)


def test_a_date_that_does_not_count_leaves_the_ledger_alone(plaatsing):
    voor = list(Realisatie.objects.values_list("pk", flat=True))

    correct(plaatsing, H.INGANGSDATUM, INGANG - timedelta(days=3))
    correct(plaatsing, H.AFMELDDATUM, AFMELDING + timedelta(days=1))

    assert list(Realisatie.objects.values_list("pk", flat=True)) == voor


def test_a_checkout_is_put_right_for_everyone_with_that_date_only():
    plaatsing = start(Telmoment.AFMELDING_COA)
    eerste, tweede = plaatsing.personen.all()
    correct(plaatsing, H.AFMELDDATUM, None)
    door = {"door": OpgavemanagerFactory(), "op": NU}
    record_afmelding(plaatsing=plaatsing, afmelddatum=AFMELDING, personen=[eerste], **door)
    record_afmelding(plaatsing=plaatsing, afmelddatum=date(2026, 3, 20), personen=[tweede], **door)

    correct(plaatsing, H.AFMELDDATUM, date(2026, 3, 13), oud=AFMELDING)

    assert counted(plaatsing) == [(date(2026, 3, 13), "2026H1"), (date(2026, 3, 20), "2026H1")]


def test_a_closed_half_year_is_corrected_in_the_open_one(plaatsing):
    gemeente = plaatsing.gemeente
    close_halfjaar(gemeente=gemeente, halfjaar=EERSTE, door=OpgavemanagerFactory(gemeente=gemeente), op=dag(190))

    correct(plaatsing, H.SLEUTELDATUM, SLEUTEL + timedelta(days=1))

    assert not find_drift(gemeente=gemeente)
    regels = Realisatie.objects.order_by("pk").values_list("datum", "halfjaar", "aantal")
    erna = SLEUTEL + timedelta(days=1)
    assert sorted(regels) == sorted([(SLEUTEL, EERSTE, 1), (SLEUTEL, TWEEDE, -1), (erna, TWEEDE, 1)] * 2)


@pytest.mark.parametrize(
    ("veld", "nieuw", "zin"),
    [
        (H.SLEUTELDATUM, SLEUTEL, "Deze datum staat er al."),
        (H.SLEUTELDATUM, INGANG - timedelta(days=1), "ligt voor het begin van de huur"),
        (H.SLEUTELDATUM, NU.date() + timedelta(days=1), "ligt in de toekomst"),
        (H.AFMELDDATUM, NU.date() + timedelta(days=1), "ligt in de toekomst"),
        (H.INGANGSDATUM, SLEUTEL + timedelta(days=1), "De sleutel is van 10-03-2026"),
        (H.INGANGSDATUM, None, "Een huurcontract heeft een eerste dag."),
        (H.SLEUTELDATUM, None, "Haal eerst de afmelding bij COA en de inschrijving in de BRP weg."),
    ],
)
def test_a_date_that_cannot_be_is_declined(plaatsing, veld, nieuw, zin):
    kwargs = {"plaatsing": plaatsing, "veld": veld, "oud": current_dates(plaatsing, veld)[0], "nieuw": nieuw}

    assert_declined(zin, correct_plaatsing, **kwargs, reden="Vergissing", door=OpgavemanagerFactory(), op=NU)


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"reden": "  "}, "Schrijf op waarom de datum niet klopte."),
        ({"oud": INGANG}, "Deze datum is intussen anders."),
    ],
)
def test_a_correction_needs_a_reason_and_the_date_that_stands_there(plaatsing, anders, zin):
    kwargs = {"plaatsing": plaatsing, "veld": H.SLEUTELDATUM, "oud": SLEUTEL, "nieuw": AFMELDING, "reden": "Vergissing"}

    assert_declined(zin, correct_plaatsing, **{**kwargs, **anders}, door=OpgavemanagerFactory(), op=NU)


def test_the_database_wants_a_reason(plaatsing):
    assert_refused(
        "plaatsingscorrectie_with_reason",
        lambda: Plaatsingscorrectie.objects.create(
            plaatsing=plaatsing, veld=H.SLEUTELDATUM, reden="", hersteld_op=NU, hersteld_door=OpgavemanagerFactory()
        ),
    )


# --- No date ----------------------------------------------------------------------------------------------------------
def test_a_key_that_was_never_given_counts_nobody_and_can_be_cancelled(plaatsing):
    correct(plaatsing, H.AFMELDDATUM, None)

    terug = correct(plaatsing, H.SLEUTELDATUM, None)

    assert (terug.status, counted(terug)) == (PlaatsingStatus.CONTRACT_GETEKEND, [])
    assert not Actie.objects.for_onderwerp(terug).filter(lijst=Actielijst.NAZORG).open().exists()
    door = {"door": OpgavemanagerFactory(), "op": NU}
    assert hand_over_sleutel(plaatsing=terug, sleuteldatum=AFMELDING, **door).status == PlaatsingStatus.VERHUISD
    assert counted(terug) == [(AFMELDING, "2026H1")] * 2
    terug = correct(terug, H.SLEUTELDATUM, None)
    assert cancel_plaatsing(plaatsing=terug, reden=RedenFactory(), **door).status == PlaatsingStatus.GEANNULEERD
    assert counted(terug) == []


def test_a_registration_that_is_taken_away_undoes_the_realisation(plaatsing):
    door = {"door": OpgavemanagerFactory(), "op": NU}
    klaar = record_inschrijving(plaatsing=plaatsing, inschrijfdatum=AFMELDING, **door)
    assert klaar.status == PlaatsingStatus.GEREALISEERD

    assert correct(klaar, H.INSCHRIJFDATUM, None).status == PlaatsingStatus.VERHUISD


# --- The temporary home before it -------------------------------------------------------------------------------------
@pytest.fixture
def keten():
    """A temporary home that ended with the key of the next."""
    tijdelijk = PlaatsingFactory(doorstroom=True, huishouden__personen=2)
    aanbod = WoningaanbodFactory(gemeente=tijdelijk.gemeente, bevestigd=True)
    voordracht = VoordrachtFactory(
        aanbod=aanbod, huishouden=tijdelijk.huishouden, geaccepteerd=True, bijzonder="vervangt"
    )
    door = {"door": OpgavemanagerFactory(gemeente=tijdelijk.gemeente), "op": NU}
    vast = sign_huurcontract(voordracht=voordracht, ingangsdatum=dag(40).date(), **door)
    return tijdelijk, hand_over_sleutel(plaatsing=vast, sleuteldatum=dag(41).date(), **door)


def test_the_temporary_home_ends_on_the_corrected_day(keten):
    tijdelijk, vast = keten

    correct(vast, H.SLEUTELDATUM, dag(45).date())

    assert Plaatsing.objects.get(pk=tijdelijk.pk).einddatum == dag(45).date()


def test_the_temporary_home_goes_on_when_there_was_no_next_key(keten):
    tijdelijk, vast = keten

    correct(vast, H.SLEUTELDATUM, None)

    tijdelijk = Plaatsing.objects.get(pk=tijdelijk.pk)
    assert (tijdelijk.status, tijdelijk.bestemming) == (PlaatsingStatus.VERHUISD, "")
    assert tijdelijk.voordracht.is_open
    assert tijdelijk.aanbod.status_op(NU.date()) == AanbodStatus.BEWOOND
    status = Huishouden.objects.with_status().get(pk=tijdelijk.huishouden_id).status
    assert status == HuishoudenStatus.CONTRACT


def test_a_temporary_home_that_was_offered_anew_stays_ended(keten):
    tijdelijk, vast = keten
    WoningaanbodFactory(gemeente=vast.gemeente, woning=tijdelijk.aanbod.woning, ingevoerd_op=NU + timedelta(days=1))

    kwargs = {"plaatsing": vast, "veld": H.SLEUTELDATUM, "oud": dag(41).date(), "nieuw": None, "reden": "Vergissing"}
    assert_declined("al opnieuw gemeld", correct_plaatsing, **kwargs, door=OpgavemanagerFactory(), op=NU)


def test_a_corrected_key_lies_before_the_end(keten):
    tijdelijk, _ = keten

    kwargs = {"veld": H.SLEUTELDATUM, "reden": "Vergissing", "door": OpgavemanagerFactory(), "op": NU}
    assert_declined(
        "De huur eindigde op",
        correct_plaatsing,
        **kwargs,
        plaatsing=tijdelijk,
        oud=tijdelijk.sleuteldatum,
        nieuw=dag(50).date(),
    )


# --- Any order --------------------------------------------------------------------------------------------------------
DAGEN = st.integers(min_value=0, max_value=150).map(lambda n: INGANG + timedelta(days=n))
CORRECTIES = st.lists(
    st.tuples(st.sampled_from([H.INGANGSDATUM, H.SLEUTELDATUM, H.AFMELDDATUM]), DAGEN), min_size=1, max_size=5
)


class TestAnyOrderOfCorrections(TestCase):
    """What stands in the ledger follows from the dates, not from how they came to be there."""

    @settings(max_examples=6, deadline=None)
    @given(telmoment=st.sampled_from(Telmoment), correcties=CORRECTIES)
    def test_it_counts_as_if_the_dates_were_right_from_the_start(self, telmoment, correcties):
        """A few orders each time, for one takes a quarter of a second; many are below."""
        self.prove(telmoment, correcties)

    @pytest.mark.volledig
    @settings(max_examples=100, deadline=None)
    @given(telmoment=st.sampled_from(Telmoment), correcties=CORRECTIES)
    def test_it_counts_so_in_a_hundred_orders(self, telmoment, correcties):
        self.prove(telmoment, correcties)

    def prove(self, telmoment, correcties):
        plaatsing = start(telmoment)
        for veld, nieuw in correcties:
            try:
                plaatsing = correct(plaatsing, veld, nieuw)
            except ValidationError:
                continue  # these dates cannot be together

        data = {
            veld: current_dates(plaatsing, Hersteld(veld))[0]
            for veld in ("ingangsdatum", "sleuteldatum", "afmelddatum")
        }
        assert counted(plaatsing) == counted(start(telmoment, **data))
        assert plaatsing.correcties.count() == len(
            Logregel.objects.for_onderwerp(plaatsing).filter(gebeurtenis=Gebeurtenis.PLAATSING_HERSTELD)
        )
