"""The drawing of a half-year: everything inside its frame, nothing on top of each other, the right places."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapportage.regels.grafiek import REGELHOOGTE, draw_verloop, tekstbreedte
from rapportage.regels.verloop import build_verloop
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.regels.voortgang import Stand

H1 = Halfjaar(2026, 1)
TEKSTHOOGTE = 14


def draw(doel, boekingen, peildatum, breedte=680, hoogte=280, saldo=0):
    stand = Stand(H1, doel, saldo, sum(aantal for _, aantal in boekingen))
    return draw_verloop(
        stand,
        build_verloop(stand, boekingen, peildatum),
        lijn_naam=f"{stand.gerealiseerd} gehuisvest",
        schema_naam=f"schema: {max(stand.opgave, 0)}",
        schrijf=str,
        breedte=breedte,
        hoogte=hoogte,
    )


def box(tekst):
    """Left, right, top and bottom of a label."""
    breedte = tekstbreedte(tekst.tekst)
    links = float(tekst.x) - {"start": 0, "middle": breedte / 2, "end": breedte}[tekst.anker]
    return links, links + breedte, float(tekst.y) - TEKSTHOOGTE, float(tekst.y)


@given(
    doel=st.integers(0, 3000),
    saldo=st.integers(-300, 300),
    boekingen=st.lists(st.tuples(st.dates(H1.begin, H1.eind), st.integers(-3, 90)), max_size=25),
    peildatum=st.dates(date(2025, 12, 1), date(2026, 8, 1)),
    formaat=st.sampled_from([(680, 280), (340, 240)]),
)
def test_every_label_and_line_stays_inside_the_frame(doel, saldo, boekingen, peildatum, formaat):
    breedte, hoogte = formaat

    grafiek = draw(doel, boekingen, peildatum, breedte, hoogte, saldo)

    for tekst in grafiek.teksten:
        links, rechts, boven, onder = box(tekst)
        assert links >= 0
        assert rechts <= breedte
        assert boven >= 0
        assert onder <= hoogte
    for pad in (grafiek.lijn, grafiek.schema, grafiek.raster, grafiek.as_):
        for letter, waarde in re.findall(r"([HV])(-?[\d.]+)", pad):
            assert 0 <= float(waarde) <= (breedte if letter == "H" else hoogte)


@pytest.mark.parametrize("geteld", range(0, 60, 3))
@pytest.mark.parametrize("peildatum", [date(2026, 1, 3), date(2026, 4, 10), date(2026, 6, 28), date(2026, 7, 5)])
def test_the_two_names_never_cover_each_other(geteld, peildatum):
    dag = min(peildatum, H1.eind)

    grafiek = draw(31, [(dag, geteld)], peildatum)

    schema, lijn = (next(box(t) for t in grafiek.teksten if t.klasse == k) for k in ("doel-naam", "lijn-naam"))
    apart_naast = lijn[1] <= schema[0] or schema[1] <= lijn[0]
    assert apart_naast or abs(lijn[3] - schema[3]) >= REGELHOOGTE - 0.11  # places are rounded to a tenth


def test_schedule_steps_up_on_the_first_of_each_month_to_the_opgave():
    grafiek = draw(60, [(date(2026, 2, 10), 20)], date(2026, 4, 10))

    hoogtes = [float(v) for v in re.findall(r"V([\d.]+)", grafiek.schema)]
    stappen = [round(a - b, 1) for a, b in zip([252.0, *hoogtes], hoogtes, strict=False)]
    assert len(hoogtes) == 6
    assert max(stappen) - min(stappen) <= 0.11
    assert [t.tekst for t in grafiek.teksten if t.anker == "middle"] == ["jan", "feb", "mrt", "apr", "mei", "jun"]


def test_line_ends_today_at_what_counts():
    grafiek = draw(60, [(date(2026, 2, 10), 30), (date(2026, 3, 1), 30)], date(2026, 4, 1))

    x, y = (float(grafiek.punt_x), float(grafiek.punt_y))
    einde_schema = float(re.findall(r"V([\d.]+)", grafiek.schema)[-1])
    assert y == pytest.approx(einde_schema)
    assert grafiek.lijn.endswith(f"H{grafiek.punt_x}")
    rechts = float(re.findall(r"H([\d.]+)", grafiek.schema)[-1])
    links = float(re.match(r"M([\d.]+)", grafiek.schema)[1])
    assert (x - links) / (rechts - links) == pytest.approx(90 / 181, abs=0.002)


def test_axis_reaches_below_zero_when_corrections_outnumber_the_rest():
    grafiek = draw(12, [(date(2026, 2, 10), -5)], date(2026, 4, 1))

    merken = [int(t.tekst) for t in grafiek.teksten if t.anker == "end" and t.klasse == ""]
    assert min(merken) <= -5
    assert 0 in merken
