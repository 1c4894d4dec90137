"""Our own count beside that of COA: the difference, what is explained, and since when (R-331)."""

from datetime import date

import pytest

from samenwerking.models import Gebeurtenis, Logregel
from taakstelling.models import Afstemverschil, Grond, Verschilreden
from taakstelling.services.afstemming import reconcile, report_verschil, resolve_verschil
from taakstelling.services.realisatie import book_correctie, book_realisatie, reverse_realisatie
from tests.bewijs import assert_declined, assert_logs
from tests.factories.samenwerking import AmbtenaarFactory
from tests.factories.taakstelling import EERSTE, AfstemverschilFactory, CoaStandFactory, RealisatieFactory

pytestmark = pytest.mark.django_db

APRIL, MEI = date(2026, 4, 1), date(2026, 5, 1)


@pytest.fixture
def door(gemeente):
    return AmbtenaarFactory(gemeente=gemeente)


@pytest.fixture
def count(gemeente, door):
    """Book one person on a day."""

    def count(datum=APRIL, bron="1"):
        return book_realisatie(
            gemeente=gemeente,
            datum=datum,
            grond=Grond.PLAATSING,
            bron_soort="proef",
            bron_id=bron,
            regel="R-301 versie 1",
            door=door,
        )

    return count


def stand(gemeente, gerealiseerd, peildatum=APRIL):
    return CoaStandFactory(gemeente=gemeente, gerealiseerd=gerealiseerd, peildatum=peildatum)


@pytest.fixture
def report(gemeente, door):
    def report(**anders):
        feiten = {
            "gemeente": gemeente,
            "halfjaar": EERSTE,
            "peildatum": APRIL,
            "aantal": 1,
            "reden": Verschilreden.NIET_VERWERKT,
            "door": door,
        }
        return report_verschil(**feiten | anders)

    return report


# --- The two counts ---------------------------------------------------------------------------------------------------
def test_own_count_goes_up_to_and_including_the_day_of_the_state(gemeente, count):
    stand(gemeente, 1)
    count(date(2026, 3, 31), "1")
    count(APRIL, "2")
    count(date(2026, 4, 2), "3")

    gevonden = reconcile(gemeente=gemeente, halfjaar=EERSTE)

    assert (gevonden.eigen, gevonden.coa, gevonden.verschil, gevonden.onverklaard) == (2, 1, 1, 1)


def test_what_was_reversed_or_corrected_counts_as_it_is_now(gemeente, count, door):
    stand(gemeente, 4)
    reverse_realisatie(realisatie=count(), reden="niet doorgegaan", door=door)
    book_correctie(gemeente=gemeente, datum=APRIL, aantal=3, reden="telling van COA", door=door)

    assert reconcile(gemeente=gemeente, halfjaar=EERSTE).eigen == 3


def test_the_latest_state_on_or_before_the_day_speaks_for_coa(gemeente):
    stand(gemeente, 3, APRIL)
    stand(gemeente, 8, MEI)

    op = {dag: reconcile(gemeente=gemeente, halfjaar=EERSTE, peildatum=dag) for dag in (APRIL, date(2026, 4, 20), MEI)}

    assert [gevonden.coa for gevonden in op.values()] == [3, 3, 8]
    assert reconcile(gemeente=gemeente, halfjaar=EERSTE).coa == 8
    assert reconcile(gemeente=gemeente, halfjaar=EERSTE, peildatum=date(2026, 3, 1)) is None


def test_a_replaced_state_and_another_half_year_say_nothing(gemeente):
    CoaStandFactory(gemeente=gemeente, vervangen=True)
    CoaStandFactory(gemeente=gemeente, halfjaar=EERSTE.volgende, peildatum=date(2026, 8, 1))

    assert reconcile(gemeente=gemeente, halfjaar=EERSTE) is None


# --- What is explained ------------------------------------------------------------------------------------------------
def test_explained_in_both_directions_leaves_the_rest(gemeente, count, report):
    stand(gemeente, 2)
    for nummer in range(3):
        count(bron=str(nummer))
    report(aantal=2)
    report(aantal=-1, reden=Verschilreden.NIET_GEREGISTREERD)

    gevonden = reconcile(gemeente=gemeente, halfjaar=EERSTE)

    assert (gevonden.verschil, gevonden.verklaard, gevonden.onverklaard) == (1, 1, 0)
    assert (gevonden.alleen_eigen, gevonden.alleen_coa) == (2, 1)


def test_a_person_is_reported_once_and_by_its_booking(gemeente, count, report):
    stand(gemeente, 0)
    boeking = count()

    with assert_logs(Gebeurtenis.VERSCHIL_GEMELD):
        verschil = report(boeking=boeking)

    assert (verschil.bron_soort, verschil.bron_id, verschil.aantal) == ("proef", "1", 1)
    assert boeking.bron_id not in Logregel.objects.latest("pk").gegevens.values()
    assert_declined("Over deze persoon is al een verschil gemeld.", report, boeking=boeking)


@pytest.mark.beide
def test_a_solved_difference_keeps_explaining_the_states_before(gemeente, count, report, door):
    stand(gemeente, 0)
    stand(gemeente, 1, MEI)
    verschil = report(boeking=count())
    assert reconcile(gemeente=gemeente, halfjaar=EERSTE, peildatum=MEI).onverklaard == -1

    with assert_logs(Gebeurtenis.VERSCHIL_OPGELOST):
        verschil = resolve_verschil(verschil=verschil, peildatum=MEI, door=door)

    assert reconcile(gemeente=gemeente, halfjaar=EERSTE, peildatum=MEI).onverklaard == 0
    assert reconcile(gemeente=gemeente, halfjaar=EERSTE, peildatum=APRIL).onverklaard == 0
    assert_declined("al opgelost", resolve_verschil, verschil=verschil, peildatum=MEI, door=door)


def test_a_mistake_is_solved_at_the_state_where_it_was_made(gemeente, report, door):
    stand(gemeente, 0)
    resolve_verschil(verschil=report(), peildatum=APRIL, door=door)

    assert reconcile(gemeente=gemeente, halfjaar=EERSTE).verklaard == 0


def test_a_difference_cannot_be_solved_before_it_was_there(gemeente, report, door):
    stand(gemeente, 0)
    stand(gemeente, 0, MEI)

    assert_declined(
        "niet eerder opgelost dan het er was",
        resolve_verschil,
        verschil=report(peildatum=MEI),
        peildatum=APRIL,
        door=door,
    )


@pytest.mark.parametrize(
    ("feiten", "zin"),
    [
        ({"aantal": 0}, "Een verschil van nul personen verklaart niets."),
        ({"reden": Verschilreden.OVERIG}, "Schrijf op wat er aan de hand is."),
        ({"reden": "zomaar"}, "geen geldige keuze"),
        ({"peildatum": MEI}, "Van 01-05-2026 is er geen stand van COA."),
    ],
)
def test_a_report_that_explains_nothing_is_refused(gemeente, report, feiten, zin):
    stand(gemeente, 0)

    assert_declined(zin, report, **feiten)


def test_who_does_not_count_here_is_not_reported(gemeente, count, report, door):
    stand(gemeente, 0)
    teruggeboekt = count()
    reverse_realisatie(realisatie=teruggeboekt, reden="niet doorgegaan", door=door)

    for boeking in (teruggeboekt, count(date(2026, 4, 2), "2"), RealisatieFactory(datum=APRIL)):
        assert_declined("telt niet mee in de eigen telling", report, boeking=boeking)


def test_solving_needs_a_state_of_that_day(gemeente, report, door):
    stand(gemeente, 0)

    assert_declined("geen stand van COA", resolve_verschil, verschil=report(), peildatum=MEI, door=door)


# --- Age --------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("tot", "peildatum", "dagen"),
    [(None, date(2026, 4, 11), 10), (None, APRIL, 0), (MEI, date(2026, 9, 1), 30), (MEI, date(2026, 4, 3), 2)],
)
def test_a_difference_grows_old_until_it_is_solved(tot, peildatum, dagen):
    verschil = Afstemverschil(verschil_van=APRIL, verschil_tot=tot)

    assert verschil.dagen(peildatum) == dagen


def test_a_difference_is_for_casework_of_the_gemeente(gemeente, door):
    eigen, ander = AfstemverschilFactory(gemeente=gemeente), AfstemverschilFactory()

    assert list(Afstemverschil.objects.visible_to(door)) == [eigen]
    assert ander not in Afstemverschil.objects.visible_to(door).open()
