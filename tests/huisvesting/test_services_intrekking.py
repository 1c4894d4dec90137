"""A corporation asks an assigned home back; the opgavemanager decides."""

import pytest

from huisvesting.models import Bestemming, Intrekverzoek, Plaatsing, PlaatsingStatus, Voordracht, VoordrachtStatus
from huisvesting.services.aanbod import withdraw_aanbod
from huisvesting.services.intrekking import agree_intrekking, refuse_intrekking, request_intrekking
from huisvesting.services.plaatsing import end_plaatsing, hand_over_sleutel
from huisvesting.services.telling import count_personen
from huisvesting.services.voordracht import cancel_voordracht
from samenwerking.models import Gebeurtenis, Klasse, Logregel
from taakstelling.models import Realisatie, Telmoment
from taakstelling.services.voortgang import find_drift
from tests.bewijs import assert_declined, assert_logs
from tests.factories.aanbod import IntrekverzoekFactory
from tests.factories.huisvesting import PEILDATUM, PlaatsingFactory, VoordrachtFactory, WoningaanbodFactory, dag
from tests.factories.samenwerking import OpgavemanagerFactory, RedenFactory
from tests.factories.taakstelling import TelmomentinstellingFactory, start_gemeente

pytestmark = pytest.mark.django_db


def ask(aanbod, **anders):
    gegevens = {
        "aanbod": aanbod,
        "reden": RedenFactory(),
        "toelichting": "De fundering is verzakt.",
        "door": aanbod.aangeboden_door,
        "op": dag(8),
    }
    return {**gegevens, **anders}


@pytest.fixture
def manager():
    return OpgavemanagerFactory()


# --- Ask --------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "maak", [lambda: VoordrachtFactory(geaccepteerd=True).aanbod, lambda: PlaatsingFactory().aanbod]
)
def test_asking_a_home_back_changes_nothing_for_the_household(maak):
    aanbod = maak()

    with assert_logs(Gebeurtenis.AANBOD_INTREKKING_GEVRAAGD):
        verzoek = request_intrekking(**ask(aanbod))

    assert (verzoek.gevraagd_op, verzoek.toelichting) == (dag(8), "De fundering is verzakt.")
    assert Intrekverzoek.objects.open().get() == verzoek
    assert Voordracht.objects.open().exists()
    assert "toelichting" not in Logregel.objects.get().gegevens


@pytest.mark.parametrize(
    ("maak", "anders", "zin"),
    [
        (lambda: WoningaanbodFactory(bevestigd=True), {}, "U kunt haar zelf intrekken."),
        (lambda: VoordrachtFactory().aanbod, {}, "U kunt haar zelf intrekken."),
        (lambda: PlaatsingFactory(met_sleutel=True).aanbod, {}, "De status van deze woning is “Bewoond”."),
        (lambda: VoordrachtFactory(geaccepteerd=True).aanbod, {"toelichting": "  "}, "Leg uit waarom"),
        (lambda: IntrekverzoekFactory().aanbod, {}, "U hebt al gevraagd om deze woning terug te krijgen."),
    ],
)
def test_a_home_that_cannot_be_asked_back_says_why(maak, anders, zin):
    assert_declined(zin, request_intrekking, **ask(maak(), **anders))


def test_the_reason_is_one_of_the_corporation():
    reden = RedenFactory(klasse=Klasse.HUISHOUDEN)

    assert_declined(
        "Deze reden hoort hier niet bij.",
        request_intrekking,
        **ask(VoordrachtFactory(geaccepteerd=True).aanbod, reden=reden),
    )


# --- Agree ------------------------------------------------------------------------------------------------------------
def test_agreeing_withdraws_the_home_and_frees_the_household():
    verzoek = IntrekverzoekFactory()
    manager = OpgavemanagerFactory(gemeente=verzoek.gemeente)
    voordracht = verzoek.aanbod.open_voordracht()

    with assert_logs(Gebeurtenis.AANBOD_INGETROKKEN):
        aanbod = agree_intrekking(verzoek=verzoek, door=manager, op=dag(9))

    verzoek.refresh_from_db()
    voordracht = Voordracht.objects.get()
    assert (verzoek.akkoord_op, verzoek.akkoord_door) == (dag(9), manager)
    assert (aanbod.ingetrokken_op, aanbod.ingetrokken_door) == (dag(9), manager)
    assert (aanbod.intrekreden, aanbod.toelichting) == (verzoek.reden, verzoek.toelichting)
    assert (voordracht.status, voordracht.reden) == (VoordrachtStatus.GEANNULEERD, verzoek.reden)
    assert voordracht.huishouden.open_voordracht() is None
    assert Logregel.objects.get().gegevens["voordracht"] == str(voordracht.pk)


def test_agreeing_cancels_the_lease_and_reverses_who_counted_by_it():
    """Where people count from the first day of the lease, they count before the key."""
    plaatsing = PlaatsingFactory(huishouden__personen=3)
    start_gemeente(gemeente=plaatsing.gemeente)
    TelmomentinstellingFactory(gemeente=plaatsing.gemeente, telmoment=Telmoment.HUURINGANG)
    personen = [p.statushouder for p in plaatsing.personen.all()]
    assert count_personen(personen, door=plaatsing.getekend_door, op=dag(7)) == 3
    verzoek = IntrekverzoekFactory(aanbod=plaatsing.aanbod)
    manager = OpgavemanagerFactory(gemeente=verzoek.gemeente)

    agree_intrekking(verzoek=verzoek, door=manager, op=dag(9))

    assert Plaatsing.objects.get().status == PlaatsingStatus.GEANNULEERD
    assert Logregel.objects.order_by("-pk")[0].gegevens["geteld"] == -3
    assert Realisatie.objects.staand().count() == 0
    assert not find_drift(gemeente=plaatsing.gemeente)


def test_a_request_that_outlived_its_voordracht_is_still_decided():
    verzoek = IntrekverzoekFactory()
    manager = OpgavemanagerFactory(gemeente=verzoek.gemeente)
    voordracht = verzoek.aanbod.open_voordracht()
    cancel_voordracht(voordracht=voordracht, reden=RedenFactory(), door=voordracht.voorgesteld_door, op=dag(8))

    assert_declined(
        "U hebt deze woning al teruggevraagd.",
        withdraw_aanbod,
        aanbod=verzoek.aanbod,
        reden=verzoek.reden,
        door=verzoek.gevraagd_door,
        op=dag(8),
    )
    aanbod = agree_intrekking(verzoek=verzoek, door=manager, op=dag(9))

    assert aanbod.ingetrokken_op == dag(9)


def test_whoever_got_the_key_meanwhile_keeps_the_home():
    plaatsing = PlaatsingFactory()
    start_gemeente(gemeente=plaatsing.gemeente)
    verzoek = IntrekverzoekFactory(aanbod=plaatsing.aanbod)
    manager = OpgavemanagerFactory(gemeente=verzoek.gemeente)
    hand_over_sleutel(plaatsing=plaatsing, sleuteldatum=dag(7).date(), door=plaatsing.getekend_door, op=dag(8))

    assert_declined(
        "De status van deze woning is “Bewoond”.", agree_intrekking, verzoek=verzoek, door=manager, op=dag(9)
    )
    refuse_intrekking(verzoek=verzoek, motivering="De sleutel is al overgedragen.", door=manager, op=dag(9))
    end_plaatsing(
        plaatsing=plaatsing,
        einddatum=dag(20).date(),
        bestemming=Bestemming.VERTROKKEN,
        door=manager,
        op=dag(21),
    )

    assert not Intrekverzoek.objects.open().exists()


# --- Refuse -----------------------------------------------------------------------------------------------------------
def test_refusing_keeps_the_home_assigned_with_a_motive(manager):
    verzoek = IntrekverzoekFactory()

    with assert_logs(Gebeurtenis.AANBOD_INTREKKING_AFGEWEZEN):
        aanbod = refuse_intrekking(verzoek=verzoek, motivering="Er is niets anders.", door=manager, op=dag(9))

    verzoek.refresh_from_db()
    assert (verzoek.afgewezen_op, verzoek.motivering) == (dag(9), "Er is niets anders.")
    assert aanbod.status_op(PEILDATUM).label == "Toegewezen"
    request_intrekking(**ask(aanbod, op=dag(10)))


def test_refusing_without_a_motive_is_declined(manager):
    verzoek = IntrekverzoekFactory()

    assert_declined(
        "Schrijf op waarom de woning toegewezen blijft.",
        refuse_intrekking,
        verzoek=verzoek,
        motivering=" ",
        door=manager,
    )


@pytest.mark.parametrize("besluit", ["akkoord", "afgewezen"])
def test_a_request_is_decided_once(besluit, manager):
    verzoek = IntrekverzoekFactory(**{besluit: True})
    zin = "Over dit verzoek is al beslist."

    assert_declined(zin, agree_intrekking, verzoek=verzoek, door=manager)
    assert_declined(zin, refuse_intrekking, verzoek=verzoek, motivering="Nee.", door=manager)
