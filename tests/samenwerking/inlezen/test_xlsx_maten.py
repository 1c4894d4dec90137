"""What is measured from bytes is never less than what a parser counts tag by tag, or it is not measured at all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenwerking.inlezen import archief, read_tabel, xlsx_bestand
from samenwerking.inlezen.xlsx_bestand import _Meter
from samenwerking.inlezen.xlsx_maten import Maten, kolomnummer, measure_plain
from tests.samenwerking.inlezen.bouwen import MAIN, XML, blad, cel, rij, xlsx

GEWOON = blad(rij(cel("a", "B2"), cel(1, "BH30"), nummer=2), rij('<c r="A31" s="1"/>'))


def measure(xml: str | bytes, stuk: int = 7) -> Maten | None:
    data = xml.encode() if isinstance(xml, str) else xml
    return measure_plain(data[plek : plek + stuk] for plek in range(0, len(data), stuk))


def count(xml: str | bytes) -> _Meter:
    meter = _Meter("xl/worksheets/sheet1.xml", [])
    meter.read(iter([xml.encode() if isinstance(xml, str) else xml]))
    return meter


@pytest.mark.parametrize("stuk", [2, 7, 64, 10_000])
def test_a_plain_sheet_is_measured_whatever_the_pieces(stuk):
    assert measure(GEWOON, stuk) == Maten(cellen=3, laatste_rij=31, laatste_kolom=60)
    assert (count(GEWOON).cellen, count(GEWOON).laatste_rij) == (3, 30)


@pytest.mark.parametrize(
    "xml",
    [
        GEWOON.replace(XML, XML + "<!DOCTYPE worksheet>"),
        GEWOON.replace(XML, f'{XML}<!DOCTYPE worksheet [<!ENTITY x "y">]>'),
        GEWOON.replace("<sheetData>", "<sheetData><!-- <c r='A1'/> -->"),
        GEWOON.replace("<sheetData>", "<sheetData><?iets anders?>"),
        GEWOON.replace("<t>a</t>", "<t><![CDATA[<c>]]></t>"),
        GEWOON.replace("<t>a</t>", "<t>a/></t>"),
        GEWOON.replace('r="B2"', "r='B2'"),
        GEWOON.replace('<c r="B2"', '<c s="1" r="B2"'),
        GEWOON.replace('r="B2"', 'r="b2"'),
        GEWOON.replace('r="B2"', 'r="&#66;2"'),
        GEWOON.replace('r="B2"', 'r="ABCD2"'),
        GEWOON.replace(' r="B2"', ""),
        GEWOON.replace("</row>", "", 1),
        GEWOON.replace("<t>a</t>", "<t>&weg;</t>"),
        GEWOON.replace('encoding="UTF-8"', 'encoding="ISO-8859-1"'),
        GEWOON.encode("utf-16"),
        GEWOON.replace('encoding="UTF-8" ', "").encode("utf-16-le"),
        f'{XML}<x:worksheet xmlns:x="{MAIN}"><x:c r="XFD1048576"/></x:worksheet>',
        f"{XML}{'<a>' * 300}{'</a>' * 300}",
        f'{XML}<worksheet a="{"x" * archief.MAX_TAG}"/>',
        "",
    ],
)
def test_what_is_written_in_another_way_is_not_measured(xml):
    assert measure(xml, 200) is None


TEKST = st.text(alphabet="aé<>&/\"' c:!?-[]", max_size=6)
CEL = st.one_of(
    st.tuples(st.sampled_from(["A1", "ZZ9", "B30000", "XFD2"]), TEKST).map(
        lambda c: f'<c r="{c[0]}"><v>{c[1]}</v></c>'
    ),
    st.sampled_from(['<c r="C3"/>', "<c r='D4'/>", "<c/>", "<x:c/>", "<cols/>", '<c  r="E5"/>', '<c\nr="F6"/>']),
    TEKST,
)


@settings(max_examples=300, deadline=None)
@given(st.lists(CEL, max_size=6), st.integers(2, 60))
def test_nothing_is_missed(cellen, stuk):
    xml = f'{XML}<worksheet xmlns="{MAIN}" xmlns:x="{MAIN}">{"".join(cellen)}</worksheet>'
    maten = measure(xml, stuk)
    if maten is not None:
        meter = count(xml)
        assert maten.cellen == meter.cellen
        assert (maten.laatste_rij, maten.laatste_kolom) >= (meter.laatste_rij, meter.laatste_kolom)
        assert maten.laatste_kolom >= meter.laatste_kolom


def test_a_plain_workbook_is_not_read_tag_by_tag(monkeypatch):
    gelezen = []
    monkeypatch.setattr(xlsx_bestand, "_Meter", lambda deel, lengten: gelezen.append(deel) or _Meter(deel, lengten))
    data = xlsx(blad(rij(cel("Naam", "A1"), cel("Plaats", "B1")), rij(cel("Jansen", "A2"), cel("Ede", "B2"))))
    assert read_tabel(data, "lijst.xlsx").kop == ["Naam", "Plaats"]
    assert gelezen
    assert set(gelezen) <= xlsx_bestand._BIJDELEN


def test_the_number_of_a_column():
    assert [kolomnummer(letters) for letters in (b"A", b"Z", b"AA", b"BH", b"XFD")] == [1, 26, 27, 60, 16_384]
