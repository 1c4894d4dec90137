"""The ledger, and voortgang that follows it in the same transaction."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from samenwerking.models import Gebeurtenis, Logregel
from taakstelling.models import Grond, Realisatie, Telmoment, Telmomentinstelling, Voortgang
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.services.realisatie import book_correctie, book_realisatie, reverse_realisatie, set_telmoment
from taakstelling.services.taakstelling import publish_taakstelling
from taakstelling.services.voortgang import find_drift
from tests.factories.samenwerking import GebruikerFactory, GemeenteFactory
from tests.factories.taakstelling import start_gemeente

pytestmark = pytest.mark.django_db


def book(gemeente, *, datum=date(2026, 3, 2), bron_id="1", aantal=1):
    return book_realisatie(
        gemeente=gemeente,
        datum=datum,
        grond=Grond.PLAATSING,
        bron_soort="proef",
        bron_id=bron_id,
        regel="R-301 versie 1",
        aantal=aantal,
        door=GebruikerFactory(),
    )


def numbers(gemeente):
    return list(
        Voortgang.objects.filter(gemeente=gemeente).values_list("saldo_begin", "gerealiseerd", "opgave", "saldo_eind")
    )


def test_a_booking_counts_in_its_halfjaar_and_in_every_later_saldo():
    gemeente = start_gemeente(doel=30).gemeente
    start_later(gemeente, 20)

    book(gemeente)

    assert numbers(gemeente) == [(0, 1, 30, -29), (-29, 0, 49, -49)]
    assert find_drift() == []


def start_later(gemeente, doel):
    publish_taakstelling(
        gemeente=gemeente, halfjaar=Halfjaar(2026, 2), aantal=doel, bron="verzonnen", door=GebruikerFactory()
    )


def test_the_same_source_counts_once():
    gemeente = start_gemeente().gemeente
    book(gemeente)

    with pytest.raises(ValidationError, match="al geteld"):
        book(gemeente)

    assert numbers(gemeente) == [(0, 1, 30, -29)]


def test_a_reversal_is_a_row_of_its_own_and_works_once():
    gemeente = start_gemeente().gemeente
    booking = book(gemeente)

    reverse_realisatie(realisatie=booking, reden="Fout bij het invoeren", door=GebruikerFactory())

    assert numbers(gemeente) == [(0, 0, 30, -30)]
    assert list(Realisatie.objects.values_list("aantal", flat=True)) == [1, -1]
    assert not Realisatie.objects.staand().exists()
    with pytest.raises(ValidationError, match="al teruggeboekt"):
        reverse_realisatie(realisatie=booking, reden="Nog eens", door=GebruikerFactory())


def test_a_reversal_cannot_be_reversed():
    gemeente = start_gemeente().gemeente
    herroeping = reverse_realisatie(realisatie=book(gemeente), reden="Fout", door=GebruikerFactory())

    with pytest.raises(ValidationError, match="al teruggeboekt"):
        reverse_realisatie(realisatie=herroeping, reden="Fout", door=GebruikerFactory())


def test_the_first_booking_of_a_gemeente_starts_its_voortgang_when_the_target_is_known():
    gemeente = GemeenteFactory()
    start_later(gemeente, 20)

    book(gemeente, datum=date(2026, 8, 1))

    assert numbers(gemeente) == [(0, 1, 20, -19)]


def test_a_booking_before_the_opening_balance_is_part_of_that_balance():
    gemeente = start_gemeente(saldo=-4).gemeente

    book(gemeente, datum=date(2025, 5, 1))

    assert numbers(gemeente) == [(-4, 0, 34, -34)]
    assert find_drift() == []


def test_a_correction_takes_any_number_and_leaves_one_line():
    gemeente = start_gemeente().gemeente
    before = Logregel.objects.count()

    book_correctie(
        gemeente=gemeente, datum=date(2026, 2, 1), aantal=-3, reden="COA telde anders", door=GebruikerFactory()
    )

    assert numbers(gemeente) == [(0, -3, 30, -33)]
    assert Logregel.objects.count() == before + 1
    assert Logregel.objects.last().gebeurtenis == Gebeurtenis.CORRECTIE_GEBOEKT


@pytest.mark.parametrize(("aantal", "reden", "zin"), [(0, "reden", "nul personen"), (2, "  ", "waarom")])
def test_a_correction_without_number_or_reason_is_refused(aantal, reden, zin):
    gemeente = start_gemeente().gemeente

    with pytest.raises(ValidationError, match=zin):
        book_correctie(gemeente=gemeente, datum=date(2026, 2, 1), aantal=aantal, reden=reden, door=GebruikerFactory())

    assert not Realisatie.objects.exists()


def test_telmoment_is_the_key_until_another_choice_holds():
    gemeente = GemeenteFactory()
    telmoment = Telmomentinstelling.objects.telmoment
    set_telmoment(gemeente=gemeente, telmoment=Telmoment.HUURINGANG, van=date(2026, 4, 1), door=GebruikerFactory())

    assert telmoment(gemeente, date(2026, 3, 31)) is Telmoment.SLEUTEL
    assert telmoment(gemeente, date(2026, 4, 1)) is Telmoment.HUURINGANG
    with pytest.raises(ValidationError, match="al een telmoment"):
        set_telmoment(gemeente=gemeente, telmoment=Telmoment.SLEUTEL, van=date(2026, 4, 1), door=GebruikerFactory())
