"""Reading survives anything: a table or a sentence, and nothing else (096)."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samenwerking.inlezen import Leesfout, read_tabel
from samenwerking.resources import write_xlsx
from tests.samenwerking.inlezen.bouwen import ods, xlsx

WEINIG = settings(max_examples=75, deadline=None, suppress_health_check=[HealthCheck.too_slow])
VEEL = settings(max_examples=2500, deadline=None, suppress_health_check=list(HealthCheck))
NAMEN = st.sampled_from(["lijst.csv", "lijst.xlsx", "lijst.ods", "lijst.xls", "lijst", "../x.csv"])
WERKBOEKEN = [
    ("lijst.xlsx", xlsx()),
    ("lijst.xlsx", write_xlsx(("Naam", "Plaats"), [("Jansen", "Ede"), ("=1+1", None)])),
    ("lijst.ods", ods()),
]


def assert_table_or_sentence(data: bytes, naam: str) -> None:
    """Each row is as wide as the header, or there is a sentence."""
    try:
        tabel = read_tabel(data, naam)
    except Leesfout as fout:
        uitkomst: object = str(fout)[-1:]
    else:
        uitkomst = {len(rij.cellen) - len(tabel.kop) for rij in tabel.rijen}
    assert uitkomst in (".", {0})


@st.composite
def damaged(draw):
    """A workbook of which some bytes are other ones, or a piece is missing or stands there twice."""
    naam, data = draw(st.sampled_from(WERKBOEKEN))
    uit = bytearray(data)
    for plek, waarde in draw(st.lists(st.tuples(st.integers(0, len(data) - 1), st.integers(0, 255)), max_size=8)):
        uit[plek] = waarde
    begin, eind = sorted(draw(st.tuples(st.integers(0, len(uit)), st.integers(0, len(uit)))))
    soort = draw(st.sampled_from(["heel", "weg", "dubbel"]))
    if soort == "weg":
        del uit[begin : min(eind, begin + 40)]
    elif soort == "dubbel":
        uit[begin:begin] = uit[begin:eind]
    return bytes(uit), naam


BEGIN = st.sampled_from(
    [b"", b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe", b"\xef\xbb\xbf"]
)
BYTES = st.tuples(BEGIN, st.binary(max_size=500)).map(b"".join)
TEKST = st.text(alphabet="aé1;,\t\"'=\r\n \x1a\x00€", max_size=80)
CODERING = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252", "utf-32"])
XMLS = st.text(alphabet='<>/&"= abcrvst1', max_size=120)


def check_bytes(data, naam):
    assert_table_or_sentence(data, naam)


def check_tekst(tekst, codering):
    assert_table_or_sentence(tekst.encode(codering, "replace"), "lijst.csv")


def check_damaged(bestand):
    assert_table_or_sentence(*bestand)


def check_xml(inhoud):
    """Any text where the rows of a sheet stand."""
    assert_table_or_sentence(xlsx(f"<worksheet><sheetData>{inhoud}</sheetData></worksheet>"), "lijst.xlsx")
    assert_table_or_sentence(ods(inhoud), "lijst.ods")


GEVALLEN = [
    pytest.param(check_bytes, (BYTES, NAMEN), id="bytes"),
    pytest.param(check_tekst, (TEKST, CODERING), id="tekst"),
    pytest.param(check_damaged, (damaged(),), id="beschadigd"),
    pytest.param(check_xml, (XMLS,), id="xml"),
]


@pytest.mark.parametrize(("check", "invoer"), GEVALLEN)
def test_anything_gives_a_table_or_one_sentence(check, invoer):
    WEINIG(given(*invoer)(check))()


@pytest.mark.volledig
@pytest.mark.parametrize(("check", "invoer"), GEVALLEN)
def test_ten_thousand_of_anything_give_a_table_or_one_sentence(check, invoer):
    VEEL(given(*invoer)(check))()
