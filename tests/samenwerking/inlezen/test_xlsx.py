"""Reading XLSX: real files, and files that mean harm."""

import io
import re
import zipfile
from datetime import date, datetime, time

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, to_excel

from samenwerking.inlezen import Leesfout, herkend, read_datum, read_tabel
from samenwerking.inlezen.archief import MAX_DELEN


def make_xlsx(*rijen: tuple, bladen: tuple[str, ...] = ("Lijst",)) -> bytes:
    """A workbook; the rows stand on the last sheet, the ones before it are empty."""
    boek = openpyxl.Workbook()
    boek.active.title = bladen[0]
    for naam in bladen[1:]:
        boek.create_sheet(naam)
    for rij in rijen:
        boek[bladen[-1]].append(rij)
    return save(boek)


def save(boek: openpyxl.Workbook) -> bytes:
    uit = io.BytesIO()
    boek.save(uit)
    return uit.getvalue()


# A sheet knows no time zones.
MOMENT = datetime(2026, 3, 2, 9, 30)  # noqa: DTZ001
GEWOON = make_xlsx(("Naam", "Plaats"), ("Jansen", "Ede"))


def rewrite(data: bytes, *, weg: str = "", erbij: dict[str, bytes | str] | None = None, **vervang: tuple) -> bytes:
    """The same archive without the part `weg`, with the parts `erbij`, and with `blad=(old, new)` put into sheet 1."""
    uit = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as oud, zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as nieuw:
        for deel in oud.infolist():
            if deel.filename == weg:
                continue
            inhoud = oud.read(deel)
            if deel.filename == "xl/worksheets/sheet1.xml" and "blad" in vervang:
                van, naar = vervang["blad"]
                inhoud, aantal = re.subn(van, naar, inhoud, count=1, flags=re.DOTALL)
                assert aantal == 1
            nieuw.writestr(deel.filename, inhoud)
        for naam, inhoud in (erbij or {}).items():
            nieuw.writestr(naam, inhoud)
    return uit.getvalue()


def read(data: bytes, **grenzen: int):
    return read_tabel(data, "lijst.xlsx", **grenzen)


def test_values_come_as_values_with_the_number_of_their_row():
    data = make_xlsx(
        ("Lijst van maart",),
        (),
        ("Naam", "Nummer", "Datum", "Moment", "Tijd", "Waar", "Breuk"),
        (" Jansen ", 12.0, date(2026, 3, 2), MOMENT, time(9, 30), True, 1.5),
        (),
        ("De Boer",),
    )

    tabel = read(data)

    assert (tabel.formaat, tabel.blad, tabel.kop_nummer) == ("xlsx", "Lijst", 3)
    assert [rij.nummer for rij in tabel.rijen] == [4, 6]
    naam, nummer, datum, moment, tijd, waar, breuk = tabel.rijen[0].cellen
    assert (naam, nummer, moment, tijd, waar, breuk) == (
        "Jansen",
        12,
        MOMENT,
        "09:30:00",
        True,
        1.5,
    )
    assert (datum.year, datum.month, datum.day) == (2026, 3, 2)
    assert tabel.rijen[1].cellen == ("De Boer", "", "", "", "", "", "")


def test_the_first_sheet_with_content_is_read():
    data = make_xlsx(("Naam", "Plaats"), ("Jansen", "Ede"), bladen=("Leeg", "Toelichting", "Personen"))

    assert read(data).blad == "Personen"


def test_a_formula_without_a_remembered_value_is_an_empty_cell():
    tabel = read(make_xlsx(("Naam", "Som"), ("Jansen", "=1+1")))

    assert tabel.rijen[0].cellen == ("Jansen", "")


@pytest.mark.parametrize(
    ("data", "woorden"),
    [
        (make_xlsx(), "Het bestand is leeg"),
        (make_xlsx(("Naam", "Plaats")), "alleen een kop en geen rijen"),
        (make_xlsx((1, 2), (3, 4)), "geen kop met de namen van de kolommen"),
        (make_xlsx(("Naam", "Plaats"), ("Jansen", "Ede", "los")), "in kolom C staat iets zonder kop erboven"),
    ],
)
def test_a_sheet_without_a_list_says_what_is_missing(data, woorden):
    with pytest.raises(Leesfout, match=re.escape(woorden)):
        read(data)


def test_one_stray_cell_in_the_last_corner_is_refused_before_memory_is_taken():
    data = rewrite(GEWOON, blad=(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'))

    with pytest.raises(Leesfout, match=r"Een blad loopt door tot rij 1\.048\.576; er mogen 25\.000 rijen in"):
        read(data)


def test_a_stray_cell_far_to_the_right_is_refused():
    data = rewrite(GEWOON, blad=(b"</sheetData>", b'<row r="3"><c r="ZZ3"><v>1</v></c></row></sheetData>'))

    with pytest.raises(Leesfout, match="Een blad loopt door tot kolom ZZ; er mogen 60 kolommen in"):
        read(data)


def test_cells_without_a_reference_are_counted_too():
    rij = b"<row>" + b"<c><v>1</v></c>" * 200 + b"</row>"

    with pytest.raises(Leesfout, match="er mogen 60 kolommen in"):
        read(rewrite(GEWOON, blad=(b"</sheetData>", rij + b"</sheetData>")))


@pytest.mark.parametrize(("begin", "stelsel"), [(WINDOWS_EPOCH, 1900), (MAC_EPOCH, 1904)])
def test_a_date_and_a_bare_number_of_a_day_come_out_right_in_both_systems(begin, stelsel):
    dag = date(2026, 3, 2)
    boek = openpyxl.Workbook()
    boek.epoch = begin
    for rij in (("Naam", "Datum", "Getal"), ("Jansen", dag, to_excel(dag, begin))):
        boek.active.append(rij)

    tabel = read(save(boek))

    _, datum, getal = tabel.rijen[0].cellen
    assert (read_datum(datum), read_datum(getal), tabel.datumstelsel) == (dag, dag, stelsel)
    assert getal == to_excel(dag, begin)
    assert herkend(tabel) == "Excel-bestand, blad ‘Sheet’, kop in rij 1".replace(
        ", kop", ", datums tellen vanaf 1904, kop" if stelsel == 1904 else ", kop"
    )


def test_a_sheet_is_chosen_by_name_and_hidden_sheets_come_last():
    boek = openpyxl.Workbook()
    for naam, stand, rijen in (
        ("Verborgen", "hidden", [("Naam", "Geheim"), ("Jansen", "ja")]),
        ("Uitleg", "visible", [("Alleen tekst",)]),
        ("Leeg", "visible", []),
        ("Lijst", "visible", [("Naam", "Plaats"), ("Jansen", "Ede")]),
    ):
        boek.create_sheet(naam).sheet_state = stand
        for rij in rijen:
            boek[naam].append(rij)
    data = save(boek)

    assert (read(data).blad, read(data).bladen) == ("Lijst", ("Uitleg", "Lijst", "Verborgen"))
    assert read_tabel(data, "lijst.xlsx", blad="Verborgen").kop == ["Naam", "Geheim"]
    with pytest.raises(Leesfout, match="geen kop met de namen"):
        read_tabel(data, "lijst.xlsx", blad="Uitleg")
    with pytest.raises(Leesfout, match="Het blad ‘Weg’ is leeg of staat niet in het bestand"):
        read_tabel(data, "lijst.xlsx", blad="Weg")


def test_a_cell_with_too_much_text_is_named():
    assert read(make_xlsx(("Naam", "Plaats"), ("x", "y" * 2000))).rijen[0].cellen[1] == "y" * 2000
    with pytest.raises(Leesfout, match=r"In cel B2 staan 2\.001 tekens; er mogen er 2\.000 in"):
        read(make_xlsx(("Naam", "Plaats"), ("x", "y" * 2001)))


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(rewrite(GEWOON, erbij={"xl/bom.xml": b"<x>" + b" " * 70_000_000 + b"</x>"}), id="zip bomb"),
        pytest.param(rewrite(GEWOON, erbij={"xl/bom.xml": b"<x>" + b" " * 6_000_000 + b"</x>"}), id="packs too well"),
        pytest.param(rewrite(GEWOON, erbij={f"xl/{n}.xml": "<x/>" for n in range(MAX_DELEN)}), id="too many parts"),
    ],
)
def test_an_archive_that_unpacks_to_too_much_is_refused(data):
    with pytest.raises(Leesfout, match="te groot of te complex"):
        read(data)


with zipfile.ZipFile(io.BytesIO(make_xlsx(("Naam", "Plaats"), ("Iemand", "anders")))) as ander:
    ANDER_BLAD = ander.read("xl/worksheets/sheet1.xml")
ENTITEITEN = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
EXTERN = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(rewrite(GEWOON, erbij={"xl/extra.xml": ENTITEITEN}), id="entities"),
        pytest.param(rewrite(GEWOON, erbij={"xl/extra.xml": EXTERN}), id="external entity"),
        pytest.param(rewrite(GEWOON, erbij={"../buiten.xml": "<x/>"}), id="path upward"),
        pytest.param(rewrite(GEWOON, erbij={"/etc/x.xml": "<x/>"}), id="absolute path"),
        pytest.param(rewrite(GEWOON, erbij={"c:/x.xml": "<x/>"}), id="drive letter"),
        pytest.param(rewrite(GEWOON, erbij={"XL/worksheets/Sheet1.xml": ANDER_BLAD}), id="one name twice"),
        pytest.param(rewrite(GEWOON, erbij={"xl/extra.xml": "<x>"}), id="broken xml"),
        pytest.param(rewrite(GEWOON, weg="xl/worksheets/sheet1.xml"), id="sheet is missing"),
        pytest.param(rewrite(GEWOON, blad=(b"<sheetData>.*</sheetData>", b"")), id="sheet without rows"),
        pytest.param(rewrite(GEWOON, blad=(b' r="A1"', b' r="A-1"')), id="reference that is none"),
    ],
)
def test_a_hostile_or_broken_part_is_refused(data):
    with pytest.raises(Leesfout, match=r"(beschadigd|leeg)"):
        read(data)


def test_a_damaged_byte_in_the_packed_text_is_noticed():
    begin = GEWOON.index(b"xl/worksheets/sheet1.xml") + 40
    kapot = GEWOON[:begin] + bytes([GEWOON[begin] ^ 0xFF]) + GEWOON[begin + 1 :]

    with pytest.raises(Leesfout, match="beschadigd"):
        read(kapot)


def test_an_encrypted_part_asks_for_a_file_without_password():
    uit = bytearray(GEWOON)
    plek = uit.index(b"PK\x01\x02")
    uit[plek + 8] |= 0x1

    with pytest.raises(Leesfout, match="beveiligd met een wachtwoord"):
        read(bytes(uit))


@settings(max_examples=25, deadline=None)
@given(lengte=st.integers(0, len(GEWOON)))
def test_a_file_that_was_cut_off_is_refused(lengte):
    if lengte == len(GEWOON):
        assert read(GEWOON[:lengte]).kop == ["Naam", "Plaats"]
        return
    with pytest.raises(Leesfout, match=r"\.$"):
        read(GEWOON[:lengte])
