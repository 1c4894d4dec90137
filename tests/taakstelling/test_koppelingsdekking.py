"""R-205 to R-209: freezing the koppelingsdekking, and the log of questions to COA."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from samenwerking.models import Gebeurtenis, Logregel
from taakstelling.models import CoaVraag, Koppelingsdekking
from taakstelling.regels.bevriezen import fingerprint
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.services.koppelingsdekking import (
    MET_V_NUMMER,
    freeze_koppelingsdekking,
    measure_dekking,
    record_coa_antwoord,
    record_coa_vraag,
)
from taakstelling.services.realisatie import book_correctie, reverse_realisatie
from tests.bewijs import assert_declined, assert_logs, assert_refused
from tests.factories.samenwerking import GemeenteFactory, OpgavemanagerFactory
from tests.factories.toezicht import CoaVraagFactory, KoppelingsdekkingFactory

pytestmark = [pytest.mark.beide, pytest.mark.django_db]

H1 = Halfjaar(2026, 1)
NA = datetime(2026, 4, 2, 0, 30, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.fixture
def door(gemeente):
    return OpgavemanagerFactory(gemeente=gemeente)


def book(gemeente, door, aantal, dag):
    return book_correctie(gemeente=gemeente, datum=dag, aantal=aantal, reden="proef", door=door)


# --- Measuring and freezing -------------------------------------------------------------------------------------------
def test_who_counts_up_to_and_including_the_peildatum_is_housed(gemeente, door):
    """The gemeente has 30 to house and is 4 behind: its opgave is 34."""
    for aantal, dag in ((5, date(2026, 3, 31)), (2, date(2026, 4, 1)), (9, date(2026, 4, 2))):
        book(gemeente, door, aantal, dag)

    dekking = measure_dekking(gemeente=gemeente, halfjaar=H1, peildatum=H1.koppel_peildatum, gekoppeld=12)

    assert (dekking.opgave, dekking.gehuisvest, dekking.gekoppeld, dekking.tekort) == (34, 7, 12, 15)


def test_what_was_frozen_stands_with_its_fingerprint_and_one_line(gemeente, door):
    book(gemeente, door, 7, date(2026, 3, 2))

    with assert_logs(Gebeurtenis.KOPPELINGSDEKKING_VASTGELEGD):
        rij = freeze_koppelingsdekking(gemeente=gemeente, halfjaar=H1, gekoppeld=12, door=door, op=NA)

    rij = Koppelingsdekking.objects.get(pk=rij.pk)
    assert (rij.peildatum, rij.opgave, rij.gehuisvest, rij.gekoppeld) == (date(2026, 4, 1), 34, 7, 12)
    assert (rij.nodig, rij.tekort, rij.verschoonbaar) == (27, 15, 15)
    assert rij.vingerafdruk == fingerprint(
        {
            "gemeente": "GM9303",
            "halfjaar": "2026H1",
            "peildatum": "2026-04-01",
            "opgave": 34,
            "gehuisvest": 7,
            "gekoppeld": 12,
            "nodig": 27,
            "tekort": 15,
            "verschoonbaar": 15,
        }
    )
    assert rij.is_ongewijzigd
    assert Logregel.objects.latest("pk").gegevens == {"halfjaar": "2026H1", "vingerafdruk": rij.vingerafdruk}


def test_a_number_that_was_altered_no_longer_fits_its_fingerprint(gemeente, door):
    rij = freeze_koppelingsdekking(gemeente=gemeente, halfjaar=H1, gekoppeld=12, door=door, op=NA)

    rij.tekort -= 1

    assert not rij.is_ongewijzigd


def test_later_bookings_and_reversals_leave_the_frozen_figure_as_it_was(gemeente, door):
    boeking = book(gemeente, door, 7, date(2026, 3, 2))
    rij = freeze_koppelingsdekking(gemeente=gemeente, halfjaar=H1, gekoppeld=12, door=door, op=NA)

    reverse_realisatie(realisatie=boeking, reden="proef", door=door)
    book(gemeente, door, 3, date(2026, 3, 3))

    assert Koppelingsdekking.objects.get().inhoud == rij.inhoud
    nu = measure_dekking(gemeente=gemeente, halfjaar=H1, peildatum=H1.koppel_peildatum, gekoppeld=12)
    assert nu.gehuisvest == 3


def test_the_peildatum_itself_must_be_over(gemeente, door):
    assert_declined(
        "De peildatum van 2026H1 is 01-04-2026. Leg het cijfer vast als die dag voorbij is.",
        freeze_koppelingsdekking,
        gemeente=gemeente,
        halfjaar=H1,
        gekoppeld=12,
        door=door,
        op=NA.replace(day=1, hour=23),
    )


def test_it_is_frozen_once(gemeente, door):
    feit = {"gemeente": gemeente, "halfjaar": H1, "gekoppeld": 12, "door": door, "op": NA}
    freeze_koppelingsdekking(**feit)

    assert_declined("De koppelingsdekking van dit halfjaar is al vastgelegd.", freeze_koppelingsdekking, **feit)


def test_without_an_opgave_nothing_can_be_frozen(door):
    onbekend = GemeenteFactory(naam="Proefloos")

    assert measure_dekking(gemeente=onbekend, halfjaar=H1, peildatum=NA.date(), gekoppeld=3) is None
    assert_declined(
        "De opgave van Proefloos in 2026H1 is niet bekend.",
        freeze_koppelingsdekking,
        gemeente=onbekend,
        halfjaar=H1,
        gekoppeld=3,
        door=door,
        op=NA,
    )


# --- Questions to COA -------------------------------------------------------------------------------------------------
def test_a_question_and_its_answer_are_recorded_each_with_one_line(gemeente, door):
    with assert_logs(Gebeurtenis.COA_VRAAG_GESTELD):
        vraag = record_coa_vraag(
            gemeente=gemeente, vraagdatum=date(2026, 3, 2), vraag=" Wanneer komen er meer mensen? ", door=door, op=NA
        )
    with assert_logs(Gebeurtenis.COA_VRAAG_BEANTWOORD):
        record_coa_antwoord(vraag=vraag, antwoorddatum=date(2026, 3, 9), antwoord="In mei.", door=door, op=NA)

    rij = CoaVraag.objects.get()
    assert (rij.vraag, rij.antwoord) == ("Wanneer komen er meer mensen?", "In mei.")
    assert (rij.vraagdatum, rij.antwoorddatum) == (date(2026, 3, 2), date(2026, 3, 9))
    assert list(CoaVraag.objects.for_halfjaar(H1)) == [rij]
    assert not CoaVraag.objects.for_halfjaar(H1.volgende).exists()


@pytest.mark.parametrize(
    ("velden", "zin"),
    [
        ({"vraag": "  "}, "Schrijf de tekst op."),
        ({"vraag": "Waar blijft 2800000001?"}, MET_V_NUMMER),
        ({"vraagdatum": date(2026, 4, 3)}, "Deze dag moet nog komen."),
        ({"vraag": "x" * 1001}, "1000"),
    ],
)
def test_a_wrong_question_is_declined(gemeente, door, velden, zin):
    goed = {"gemeente": gemeente, "vraagdatum": date(2026, 3, 2), "vraag": "Wanneer?", "door": door, "op": NA}

    assert_declined(zin, record_coa_vraag, **goed | velden)


@pytest.mark.parametrize(
    ("velden", "zin"),
    [
        ({"antwoord": " "}, "Schrijf de tekst op."),
        ({"antwoord": "Dat is 2800000001."}, MET_V_NUMMER),
        ({"antwoorddatum": date(2026, 4, 3)}, "Deze dag moet nog komen."),
        ({"antwoorddatum": date(2026, 3, 1)}, "Het antwoord kan niet eerder zijn dan de vraag."),
    ],
)
def test_a_wrong_answer_is_declined(gemeente, door, velden, zin):
    vraag = CoaVraagFactory(gemeente=gemeente)
    goed = {"vraag": vraag, "antwoorddatum": date(2026, 3, 9), "antwoord": "In mei.", "door": door, "op": NA}

    assert_declined(zin, record_coa_antwoord, **goed | velden)


def test_a_question_is_answered_once(gemeente, door):
    assert_declined(
        "Bij deze vraag staat al een antwoord.",
        record_coa_antwoord,
        vraag=CoaVraagFactory(gemeente=gemeente, beantwoord=True),
        antwoorddatum=date(2026, 3, 9),
        antwoord="In mei.",
        door=door,
        op=NA,
    )


# --- Constraints ------------------------------------------------------------------------------------------------------
def test_a_half_year_is_frozen_once_per_gemeente():
    eerste = KoppelingsdekkingFactory()

    assert_refused("koppelingsdekking_frozen_once", lambda: KoppelingsdekkingFactory(gemeente=eerste.gemeente))


def test_an_answer_was_recorded_by_someone():
    assert_refused("coavraag_beantwoord", lambda: CoaVraagFactory(beantwoord=True, beantwoord_door=None))


@pytest.mark.parametrize(
    "leeg", [{"antwoord": ""}, {"antwoorddatum": None}, {"beantwoord_op": None, "beantwoord_door": None}]
)
def test_an_answer_has_a_day_a_text_and_who_recorded_it(leeg):
    assert_refused("coavraag_answer_is_whole", lambda: CoaVraagFactory(beantwoord=True, **leeg))


def test_an_answer_is_not_older_than_its_question():
    assert_refused(
        "coavraag_answer_after_question", lambda: CoaVraagFactory(beantwoord=True, antwoorddatum=date(2026, 3, 1))
    )
