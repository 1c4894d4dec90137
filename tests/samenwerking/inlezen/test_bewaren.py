"""A table that is kept comes back as it was, with the types of its cells."""

import json
import zlib
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samenwerking.inlezen import Getal1904, Rij, Tabel, pack_tabel, read_tabel, unpack_tabel
from samenwerking.resources import write_xlsx
from tests.samenwerking.inlezen.bouwen import ods, xlsx

CEL = st.one_of(
    st.text(alphabet=st.characters(codec="utf-8"), max_size=20),
    st.integers(),
    st.floats(allow_nan=False),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.integers(0, 90_000).map(Getal1904),
)


def typed(tabel: Tabel) -> list[tuple[int, list[tuple[type, object]]]]:
    """The cells with their types: True is no 1 here, and a number of 1904 no number."""
    return [(rij.nummer, [(type(cel), cel) for cel in rij.cellen]) for rij in tabel.rijen]


def assert_back(tabel: Tabel) -> None:
    terug = unpack_tabel(pack_tabel(tabel))
    assert terug == tabel
    assert typed(terug) == typed(tabel)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(CEL, CEL, st.dates()), min_size=1, max_size=8))
def test_cells_of_every_kind_come_back(rijen):
    assert_back(
        Tabel(
            kop=["Naam", "Datum", "Dag"],
            rijen=[Rij(nummer, cellen) for nummer, cellen in enumerate(rijen, start=5)],
            kop_nummer=4,
            formaat="xlsx",
            blad="Blad1",
            bladen=("Blad1", "Blad2"),
            datumstelsel=1904,
        )
    )


@pytest.mark.parametrize(
    ("data", "naam"),
    [
        (xlsx(), "lijst.xlsx"),
        (ods(), "lijst.ods"),
        ("Naam;Plaats\r\nÜnal;\r\n;Ede\r\n".encode("utf-16"), "lijst.csv"),
        (
            write_xlsx(
                ("Naam", "Dag", "Aantal"),
                [("Bo", date(2026, 1, 2), 3), ("", datetime.fromisoformat("2026-01-02T03:00"), 1.5)],
            ),
            "l.xlsx",
        ),
    ],
)
def test_a_file_of_every_kind_comes_back(data, naam):
    assert_back(read_tabel(data, naam))


def test_what_another_version_kept_is_not_understood():
    inhoud = json.loads(zlib.decompress(pack_tabel(read_tabel(xlsx(), "lijst.xlsx"))))
    assert unpack_tabel(zlib.compress(json.dumps(inhoud).encode())) is not None
    assert unpack_tabel(zlib.compress(json.dumps({**inhoud, "vorm": 0}).encode())) is None
