"""The date in a cell: three ways to write it and two ways to count it; all else is refused and never guessed (081)."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenwerking.regels.datumcel import Datumfout, Datumfoutcode, Getal1904, read_datum, serial_to_date

BEGIN = {1900: date(1899, 12, 30), 1904: date(1904, 1, 1)}
# Before these days a number is rather a year.
EERSTE = date(1910, 1, 1)
LAATSTE = date(2100, 12, 31)


def every_way(dag: date) -> list[object]:
    """All that a file can hold for one day."""
    return [
        dag,
        datetime(dag.year, dag.month, dag.day),  # noqa: DTZ001 - a sheet knows no time zones
        datetime(dag.year, dag.month, dag.day, 23, 59),  # noqa: DTZ001
        f"{dag:%d-%m-%Y}",
        f"{dag.day}-{dag.month}-{dag.year}",
        f"{dag:%Y-%m-%d}",
        (dag - BEGIN[1900]).days,
        Getal1904((dag - BEGIN[1904]).days),
    ]


@settings(max_examples=200)
@given(st.dates(EERSTE, LAATSTE))
def test_a_day_survives_each_way_of_writing_and_counting(dag):
    assert [read_datum(cel) for cel in every_way(dag)] == [dag] * 8


@pytest.mark.volledig
def test_every_day_of_two_centuries_survives_each_way_of_writing_and_counting():
    dagen = [EERSTE + timedelta(days=n) for n in range((LAATSTE - EERSTE).days + 1)]

    assert len(dagen) > 60_000
    assert [dag for dag in dagen if {*map(read_datum, every_way(dag))} != {dag}] == []


@pytest.mark.parametrize(
    ("cel", "code", "woorden"),
    [
        ("31-02-2026", Datumfoutcode.ONMOGELIJK, "Deze dag bestaat niet"),
        ("00-00-2026", Datumfoutcode.ONMOGELIJK, "Deze dag bestaat niet"),
        ("29-02-2100", Datumfoutcode.ONMOGELIJK, "Deze dag bestaat niet"),
        ("01-01-0000", Datumfoutcode.ONMOGELIJK, "Deze dag bestaat niet"),
        ("2026-13-01", Datumfoutcode.ONMOGELIJK, "Deze dag bestaat niet"),
        ("01-02-90", Datumfoutcode.JAAR_TWEE_CIJFERS, "Het jaar heeft twee cijfers"),
        ("1/2/'90", Datumfoutcode.JAAR_TWEE_CIJFERS, "Het jaar heeft twee cijfers"),
        ("03/04/2024", Datumfoutcode.ONLEESBAAR, "Met schuine strepen"),
        ("2024/04/03", Datumfoutcode.ONLEESBAAR, "Met schuine strepen"),
        ("02-03-2026 00:00", Datumfoutcode.ONLEESBAAR, "Achter de datum staat een tijd"),
        ("2026-03-02T00:00:00", Datumfoutcode.ONLEESBAAR, "Achter de datum staat een tijd"),
        ("46083", Datumfoutcode.ONLEESBAAR, "een getal als tekst"),
        ("46083,5", Datumfoutcode.ONLEESBAAR, "een getal als tekst"),
        ("2 maart 2026", Datumfoutcode.ONLEESBAAR, "niet als datum te lezen"),
        ("2026-3-2", Datumfoutcode.ONLEESBAAR, "niet als datum te lezen"),
        ("٠٢-٠٣-٢٠٢٦", Datumfoutcode.ONLEESBAAR, "niet als datum te lezen"),
        ("", Datumfoutcode.ONLEESBAAR, "niet als datum te lezen"),
        (46083.5, Datumfoutcode.ONLEESBAAR, "een getal, geen datum"),
        (float("nan"), Datumfoutcode.ONLEESBAAR, "een getal, geen datum"),
        (0, Datumfoutcode.ONLEESBAAR, "een getal, geen datum"),
        (-1, Datumfoutcode.ONLEESBAAR, "een getal, geen datum"),
        (1990, Datumfoutcode.ONLEESBAAR, "een getal, geen datum"),
        (Getal1904(1990), Datumfoutcode.ONLEESBAAR, "een getal, geen datum"),
        (20260302, Datumfoutcode.ONLEESBAAR, "een getal, geen datum"),
        (10**300, Datumfoutcode.ONLEESBAAR, "een getal, geen datum"),
        (True, Datumfoutcode.ONLEESBAAR, "een getal, geen datum"),
        (None, Datumfoutcode.ONLEESBAAR, "een getal, geen datum"),
    ],
)
def test_what_is_not_sure_is_refused_with_what_to_do(cel, code, woorden):
    with pytest.raises(Datumfout, match=woorden) as fout:
        read_datum(cel)
    assert fout.value.code == code
    assert "dd-mm-jjjj" in fout.value.melding


@pytest.mark.parametrize(
    ("stelsel", "getal", "dag"),
    [
        (1900, 2101, date(1905, 10, 1)),
        (1900, 46083, date(2026, 3, 2)),
        (1900, 73415, LAATSTE),
        (1904, 2101, date(1909, 10, 2)),
        (1904, 44621, date(2026, 3, 2)),
        (1904, 71953, LAATSTE),
    ],
)
def test_the_first_and_last_number_that_is_a_day(stelsel, getal, dag):
    assert serial_to_date(getal, stelsel) == dag
    if dag != date(2026, 3, 2):
        buiten = getal - 1 if dag.year < 2000 else getal + 1
        with pytest.raises(Datumfout):
            serial_to_date(buiten, stelsel)
