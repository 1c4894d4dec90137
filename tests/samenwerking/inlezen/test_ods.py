"""Reading ODS: values as values, the right sheet, the rows of the sheet."""

from datetime import date, datetime

import pytest

from samenwerking.inlezen import Leesfout, herkend, read_datum, read_tabel
from tests.samenwerking.inlezen.bouwen import ods, ods_blad, ods_cel, ods_rij

KOP = ods_rij("Naam", "Waarde")


def read(*rijen: str, voor: str = ""):
    return read_tabel(ods(ods_blad(KOP, *rijen), voor=voor), "lijst.ods")


def value(soort: str, waarde: str, **erbij: str) -> str:
    naam = {"date": "date-value", "boolean": "boolean-value", "time": "time-value"}.get(soort, "value")
    return (
        f'<table:table-cell office:value-type="{soort}" office:{naam}="{waarde}"><text:p>zoals het staat</text:p>'
        "</table:table-cell>"
    )


@pytest.mark.parametrize(
    ("cel", "waarde"),
    [
        (value("float", "12"), 12),
        (value("float", "1.5"), 1.5),
        (value("percentage", "0.25"), 0.25),
        (value("currency", "612.5"), 612.5),
        (value("boolean", "true"), True),
        (value("date", "2026-03-02"), date(2026, 3, 2)),
        (value("date", "2026-03-02T09:30:00"), datetime(2026, 3, 2, 9, 30)),  # noqa: DTZ001 - a sheet knows no zones
        (value("date", "geen datum"), "zoals het staat"),
        (value("time", "PT09H30M00S"), "zoals het staat"),
        (ods_cel("een <text:span>deel</text:span><text:s text:c='2'/>en"), "een deel  en"),
        (ods_cel("een<text:tab/>twee<text:line-break/>drie"), "een\ttwee\ndrie"),
        ("<table:table-cell><text:p>een</text:p><text:p>twee</text:p></table:table-cell>", "een\ntwee"),
    ],
)
def test_a_value_comes_as_the_value_that_the_file_remembers(cel, waarde):
    assert read(ods_rij("x", cel)).rijen[0].cellen == ("x", waarde)


def test_rows_and_cells_that_are_repeated_keep_the_numbers_of_the_sheet():
    leeg, twee = ' table:number-rows-repeated="3"', ' table:number-rows-repeated="2"'

    tabel = read(ods_rij(kenmerken=leeg), ods_rij(ods_cel("x", ' table:number-columns-repeated="2"'), kenmerken=twee))

    assert [(rij.nummer, rij.cellen) for rij in tabel.rijen] == [(5, ("x", "x")), (6, ("x", "x"))]


def test_what_was_recognised_is_told_and_a_sheet_can_be_chosen():
    data = ods(
        ods_blad(ods_rij("Alleen uitleg"), naam="Uitleg"),
        ods_blad(ods_rij(), KOP, ods_rij("x", "y"), naam="Lijst"),
        ods_blad(naam="Leeg"),
        ods_blad(KOP, ods_rij("z", "z"), naam="Andere"),
    )

    tabel = read_tabel(data, "lijst.ods")

    assert herkend(tabel) == "LibreOffice-bestand (.ods), blad ‘Lijst’, kop in rij 2"
    assert tabel.bladen == ("Uitleg", "Lijst", "Andere")
    assert read_tabel(data, "lijst.ods", blad="Andere").rijen[0].cellen == ("z", "z")
    with pytest.raises(Leesfout, match="Het blad ‘Leeg’ is leeg of staat niet in het bestand"):
        read_tabel(data, "lijst.ods", blad="Leeg")


@pytest.mark.parametrize(
    ("begin", "getal"), [("1899-12-30", (date(2026, 3, 2) - date(1899, 12, 30)).days), ("1904-01-01", 44621)]
)
def test_a_bare_number_of_a_day_comes_out_right_in_both_systems(begin, getal):
    tabel = read(ods_rij("x", getal), voor=f'<table:null-date table:date-value="{begin}"/>')

    assert read_datum(tabel.rijen[0].cellen[1]) == date(2026, 3, 2)


def test_a_csv_has_no_sheets():
    with pytest.raises(Leesfout, match="heeft geen bladen"):
        read_tabel(b"Naam;Plaats\nx;y\n", "lijst.csv", blad="Blad1")
    assert herkend(read_tabel(b"Naam;Plaats\nx;y\n", "lijst.csv")) == "CSV, puntkomma, UTF-8, kop in rij 1"
