"""What we write to a spreadsheet is what we read from it, and no spreadsheet takes it for a formula (092, 093)."""

import csv
import io
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samenwerking.inlezen import read_datum, read_tabel
from samenwerking.resources import write_csv, write_xlsx

KOPPEN = ("Naam", "Datum", "Aantal")
VEEL = settings(max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck))
WEINIG = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

# Reading takes off what cannot be seen around a text; inside it everything stays.
TEKST = (
    st.one_of(
        st.text(
            st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"), include_characters="\n\t'=+-@"),
            min_size=1,
            max_size=30,
        ),
        st.from_regex(r"'{0,3}[=+@'-][a-z0-9_'(=!]{1,12}", fullmatch=True),
        st.from_regex(r"(_x[0-9A-F]{4}_){1,2}|0[0-9]{9}|#(REF|N/A)!", fullmatch=True),
    )
    .map(str.strip)
    .filter(lambda tekst: tekst and tekst == tekst.strip())
)
RIJEN = st.lists(st.tuples(TEKST, st.dates(date(1910, 1, 1), date(2100, 1, 1)), st.integers(0, 10**9)), min_size=1)


def assert_round_trip(rijen):
    gelezen = read_tabel(write_xlsx(KOPPEN, rijen), "lijst.xlsx").rijen
    assert [(r.cellen[0], read_datum(r.cellen[1]), r.cellen[2]) for r in gelezen] == rijen
    gelezen = read_tabel(write_csv(KOPPEN, rijen), "lijst.csv").rijen
    assert [(r.cellen[0], read_datum(r.cellen[1]), int(str(r.cellen[2]))) for r in gelezen] == rijen


@WEINIG
@given(RIJEN)
def test_what_is_written_is_what_is_read(rijen):
    assert_round_trip(rijen)


@pytest.mark.volledig
@VEEL
@given(RIJEN)
def test_a_thousand_sets_that_are_written_are_what_is_read(rijen):
    assert_round_trip(rijen)


BEGIN = ("=", "+", "-", "@", "\t", "\r", "\0", "'=", "''+", "'-")
REST = ("1+1", "SUM(A1)", "cmd|' /C calc'!A0", 'HYPERLINK("http://x")', "x;y", "")


@pytest.mark.parametrize("tekst", [begin + rest for begin in BEGIN for rest in REST])
def test_no_text_is_a_formula(tekst):
    boek = openpyxl.load_workbook(io.BytesIO(write_xlsx((tekst, "kop"), [(tekst, "x")])))
    soorten = {cel.data_type for rij in boek.active.iter_rows() for cel in rij}
    data = write_csv((tekst, "kop"), [(tekst, "x")]).decode("utf-8-sig")
    rijen = list(csv.reader(io.StringIO(data, newline=""), delimiter=";"))

    assert soorten == {"s"}
    assert [rij[0] for rij in rijen] == [f"'{tekst}"] * 2


def test_a_date_is_a_real_date_and_a_number_of_digits_keeps_its_zeros():
    boek = openpyxl.load_workbook(io.BytesIO(write_xlsx(KOPPEN, [("0123456789", date(2026, 3, 2), None)])))
    naam, datum, leeg = next(boek.active.iter_rows(min_row=2))

    assert (naam.value, naam.data_type, naam.number_format) == ("0123456789", "s", "@")
    assert (datum.value, datum.number_format) == (datetime(2026, 3, 2), "dd-mm-yyyy")  # noqa: DTZ001
    assert leeg.value is None


def test_what_xml_cannot_hold_does_not_stop_the_file():
    tabel = read_tabel(write_xlsx(("Naam", "Plaats"), [("a\x00\x0b\ud800\uffffb", "x")]), "lijst.xlsx")

    assert tabel.rijen[0].cellen == ("a\ufffd\ufffd\ufffd\ufffdb", "x")
