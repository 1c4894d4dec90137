"""Example files whose dates follow the calendar."""

from datetime import date

from samenwerking.inlezen import move_datums

BESTAND = '\ufeffNaam;Op;Tot;Geboren\r\nAnna;28-02-2026;;01-01-1990\r\n"B;C";01-02-2026;03-03-2026;31-12-2001\r\n'


def test_days_move_together_and_the_latest_is_the_one_that_is_asked():
    uitvoer = move_datums(BESTAND.encode(), ("Op", "Tot"), date(2027, 1, 10))

    assert uitvoer.decode() == (
        '\ufeffNaam;Op;Tot;Geboren\r\nAnna;07-01-2027;;01-01-1990\r\n"B;C";11-12-2026;10-01-2027;31-12-2001\r\n'
    )


def test_on_its_own_last_day_a_file_stays_as_it_is():
    assert move_datums(BESTAND.encode(), ("Op", "Tot"), date(2026, 3, 3)) == BESTAND.encode()
