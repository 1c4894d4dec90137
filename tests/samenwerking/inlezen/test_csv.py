"""Reading CSV: encodings, delimiters, where the header stands, and what is refused."""

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samenwerking.inlezen import Leesfout, normalise_kop, read_tabel

KOP = "Naam;Plaats;Opmerking"
REGEL = "Çelik;'s-Gravenhage;één"


def read(tekst: str | bytes, codering: str = "utf-8", **grenzen: int):
    return read_tabel(tekst.encode(codering) if isinstance(tekst, str) else tekst, "lijst.csv", **grenzen)


@pytest.mark.parametrize(
    ("codering", "gemeld"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("cp1252", "windows-1252"),
        ("utf-16", "utf-16"),
    ],
)
def test_each_encoding_gives_the_same_text(codering, gemeld):
    tabel = read(f"{KOP}\r\n{REGEL}\r\n", codering)

    assert tabel.codering == gemeld
    assert tabel.kop == ["Naam", "Plaats", "Opmerking"]
    assert tabel.rijen[0].cellen == ("Çelik", "'s-Gravenhage", "één")


@pytest.mark.parametrize("teken", [";", ",", "\t"])
def test_the_delimiter_follows_from_the_header(teken):
    tabel = read(f"Naam{teken}Plaats\nJansen{teken}Ede\n")

    assert (tabel.scheidingsteken, tabel.rijen[0].cellen) == (teken, ("Jansen", "Ede"))


@pytest.mark.parametrize(
    "tekst",
    [
        "Naam;Plaats;Talen\nJansen;Ede;Nederlands, Frans, Duits, Engels\n",
        "Naam;Plaats;Talen (Frans, Duits, Engels, anders)\nJansen;Ede;Frans\n",
        "Lijst van maart, versie 2\nNaam;Plaats;Talen\nJansen, A.;Ede;Frans\n",
        "Lijst van maart, versie 2\nNaam;Plaats;Talen (Frans, Duits, anders)\nJansen;Ede;Frans, Duits, Engels\n",
        'Naam;Plaats;Talen\n"Jansen, ""A.""";Ede;Frans\n',
    ],
)
def test_commas_inside_cells_do_not_beat_the_semicolon(tekst):
    tabel = read(tekst)

    assert (tabel.scheidingsteken, [normalise_kop(kop)[:5] for kop in tabel.kop]) == (";", ["naam", "plaat", "talen"])


def test_a_first_line_of_excel_that_names_the_delimiter_is_obeyed_and_not_counted():
    tabel = read("sep=,\r\nNaam;Bijnaam,Plaats\r\nJansen,Ede\r\n")

    assert (tabel.kop, tabel.kop_nummer, tabel.rijen[0].nummer) == (["Naam;Bijnaam", "Plaats"], 1, 2)


def test_row_numbers_are_those_of_the_sheet_with_a_title_and_empty_rows():
    tabel = read("Lijst van maart\n\nNaam;Plaats\n\nJansen;Ede\n;\nDe Boer;Epe\n")

    assert tabel.kop_nummer == 3
    assert [(rij.nummer, rij.cellen) for rij in tabel.rijen] == [(5, ("Jansen", "Ede")), (7, ("De Boer", "Epe"))]


def test_a_quoted_cell_may_hold_delimiter_quote_and_line_break():
    tabel = read('Naam;Plaats\n"De ""Boer""; zoon";"Ede\nnoord"\nJansen;Epe\n')

    assert [rij.nummer for rij in tabel.rijen] == [2, 3]
    assert tabel.rijen[0].cellen == ('De "Boer"; zoon', "Ede\nnoord")


def test_invisible_signs_and_no_break_spaces_around_a_cell_are_taken_off():
    tabel = read("Naam;Plaats\n\u200bJansen\ufeff;\u00a0Ede \u200e\n")

    assert tabel.rijen[0].cellen == ("Jansen", "Ede")


def test_a_short_row_is_filled_up_with_empty_cells():
    assert read("Naam;Plaats;Land\nJansen\n").rijen[0].cellen == ("Jansen", "", "")


@pytest.mark.parametrize(
    ("data", "woorden"),
    [
        (b"", "Het bestand is leeg"),
        (b" \r\n\t\n", "Het bestand is leeg"),
        (b"\xef\xbb\xbf\r\n;;;\r\n", "geen kop met kolommen"),
        (b"Naam;Plaats\n", "alleen een kop en geen rijen"),
        (b"Jansen\nDe Boer\n", "geen kop met kolommen"),
        (b"1;2\n3;4\n", "geen kop met kolommen"),
        (b"Naam,Voornaam;Plaats\nJansen;Ede,Epe\n", "wat de kolommen scheidt: puntkomma of komma"),
        (b"Naam;Plaats\nJansen;Ede;Gelderland\n", "Rij 2 heeft 3 cellen, de kop heeft er 2: in kolom C"),
        (b'Naam;Plaats\n"Jansen;Ede\n', "Op rij 2 klopt een aanhalingsteken niet"),
        (b'Naam;Plaats\n"Jan"sen;Ede\n', "Op rij 2 klopt een aanhalingsteken niet"),
        (b"Naam;Plaats\nJan\x00sen;Ede\n", "regel 2"),
        (b"Naam;Plaats\nJan\x07sen;Ede\n", "regel 2"),
        # Valid UTF-8 on row 2, Windows-1252 on row 3: two encodings in one file are not guessed.
        ("Naam;Plaats\nÇelik;Ede\n".encode() + "Çelik;Epe\n".encode("cp1252"), "De tekens op regel 3"),
        # A byte that Windows-1252 does not have.
        (b"Naam;Plaats\nJan\x81sen;Ede\n", "De tekens op regel 2"),
        (b"\xef\xbb\xbfNaam;Plaats\nJan\xe9;Ede\n", "De tekens op regel 2"),
        (b"\xff\xfeN\x00a", "niet te lezen"),
    ],
)
def test_doubtful_text_is_refused_with_a_sentence(data, woorden):
    with pytest.raises(Leesfout, match=re.escape(woorden)):
        read(data)


def test_a_header_below_the_twentieth_row_is_not_searched_for():
    with pytest.raises(Leesfout, match="In de eerste 20 rijen staat geen kop"):
        read("\n" * 25 + "Naam;Plaats\nJansen;Ede\n")


@pytest.mark.parametrize(
    ("grenzen", "woorden"),
    [
        ({"max_rijen": 1}, "meer dan 1 rijen"),
        ({"max_kolommen": 1}, "De kop heeft 2 kolommen; er mogen er 1 in"),
        ({"max_bytes": 10}, "groter dan 10 bytes"),
    ],
)
def test_a_file_over_a_limit_says_which(grenzen, woorden):
    with pytest.raises(Leesfout, match=re.escape(woorden)):
        read("Naam;Plaats\nJansen;Ede\nDe Boer;Epe\n", **grenzen)


def test_a_file_at_the_limits_is_read():
    tekst = "Naam;Plaats\nJansen;Ede\n"

    assert len(read(tekst, max_rijen=1, max_kolommen=2, max_bytes=len(tekst)).rijen) == 1


# Signs that a sheet can hold: letters of any script, signs, delimiters, quotes and line breaks.
TEKST = st.text(
    alphabet=st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"), include_characters='\n;,\t"'),
    min_size=1,
    max_size=12,
).filter(lambda tekst: tekst.strip())


@given(
    rijen=st.lists(st.tuples(TEKST, TEKST, TEKST), min_size=1, max_size=6),
    teken=st.sampled_from([";", ",", "\t"]),
    codering=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_a_spreadsheet_writes_is_what_is_read(rijen, teken, codering):
    uit = io.StringIO()
    schrijver = csv.writer(uit, delimiter=teken)
    schrijver.writerows([("Naam", "Plaats", "Land"), *rijen])

    gelezen = read(uit.getvalue(), codering)

    verwacht = [tuple(cel.strip() for cel in rij) for rij in rijen]
    assert [rij.cellen for rij in gelezen.rijen] == verwacht
    assert [rij.nummer for rij in gelezen.rijen] == list(range(2, 2 + len(rijen)))
