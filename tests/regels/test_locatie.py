"""Places that may become homes: stages, checklists, what is missing, what it costs."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samenwerking.models import Locatiesoort, Puntsoort, Windrichting
from samenwerking.models.locatie import STADIA as MODELSTADIA
from samenwerking.regels.locatie import (
    GEWICHTEN,
    KERNPUNTEN,
    PUNTEN,
    STADIA,
    WELKE_PUNTEN,
    build_stappen,
    find_gemis,
    is_oplopend,
    netto,
    next_stadium,
    per_plaats,
    weigh,
)
from samenwerking.regels.locatiekaart import (
    CENTRUM,
    KERN,
    LETTERS,
    MIDDEN,
    RAND,
    RICHTINGEN,
    VORMEN,
    Plek,
    draw_kaart,
    ringstap,
)


# --- The codes are those of the models --------------------------------------------------------------------------------
def test_every_stage_has_a_weight_in_the_order_of_the_models():
    assert list(STADIA) == [stadium.value for stadium in MODELSTADIA]
    assert dict(GEWICHTEN) == {
        "signaal": 5,
        "verkenning": 15,
        "haalbaarheid": 35,
        "besluitvorming": 60,
        "realisatie": 90,
        "in_gebruik": 100,
    }


def test_every_kind_has_its_points_and_each_knows_permit_and_fire_safety():
    assert set(WELKE_PUNTEN) == set(Locatiesoort.values)
    assert set(PUNTEN) == set(Puntsoort.values)
    for punten in WELKE_PUNTEN.values():
        assert set(KERNPUNTEN) <= set(punten) <= set(PUNTEN)
        assert len(set(punten)) == len(punten)


def test_every_stage_and_direction_can_be_drawn_each_with_its_own_shape_and_letter():
    assert set(VORMEN) == set(LETTERS) == set(STADIA)
    assert len(set(VORMEN.values())) == len(set(LETTERS.values())) == len(STADIA)
    assert {*RICHTINGEN, CENTRUM} == set(Windrichting.values)


# --- Stages -----------------------------------------------------------------------------------------------------------
def test_each_stage_leads_to_the_next_and_the_last_to_none():
    assert [next_stadium(stadium) for stadium in STADIA] == [*STADIA[1:], None]


@pytest.mark.parametrize(
    ("gehaald", "afgevallen", "standen"),
    [
        (1, False, ["huidig", "komend", "komend"]),
        (2, False, ["gedaan", "huidig", "komend"]),
        (3, False, ["gedaan", "gedaan", "gedaan"]),
        (2, True, ["gedaan", "gedaan", "komend"]),
    ],
)
def test_the_stepper_shows_where_it_stands(gehaald, afgevallen, standen):
    data = [date(2026, 3, n + 1) if n < gehaald else None for n in range(3)]

    stappen = build_stappen("abc", data, is_afgevallen=afgevallen)

    assert [stap.stand for stap in stappen] == standen
    assert [stap.datum for stap in stappen] == data


@pytest.mark.parametrize(
    ("naar", "eigenaren", "verwacht", "begroot", "waar"),
    [
        ("verkenning", (), False, False, []),
        ("haalbaarheid", (), False, False, ["punten"]),
        ("haalbaarheid", ("vergunning",), True, True, ["punten"]),
        ("haalbaarheid", KERNPUNTEN, False, False, []),
        ("besluitvorming", KERNPUNTEN, False, False, ["verwachting"]),
        ("besluitvorming", KERNPUNTEN, True, False, ["verwachting"]),
        ("besluitvorming", (), True, False, ["punten", "verwachting"]),
        ("realisatie", KERNPUNTEN, True, True, []),
        ("realisatie", (), True, True, ["punten"]),
        ("in_gebruik", KERNPUNTEN, True, True, []),
    ],
)
def test_what_is_missing_before_a_stage(naar, eigenaren, verwacht, begroot, waar):
    gemis = find_gemis(naar, met_eigenaar=eigenaren, is_verwacht=verwacht, is_begroot=begroot)

    assert [deel.waar for deel in gemis] == waar


def test_the_sentence_names_only_the_points_without_an_owner():
    zin = find_gemis("haalbaarheid", met_eigenaar=["vergunning"], is_verwacht=False, is_begroot=False)[0].zin

    assert zin == "Kies eerst wie brandveiligheid uitzoekt."


# --- Money and weight -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("investering", "bijdrage", "zelf"), [(100, 40, 60), (100, None, 100), (100, 100, 0), (40, 100, 0), (0, None, 0)]
)
def test_the_gemeente_pays_what_others_do_not(investering, bijdrage, zelf):
    assert netto(Decimal(investering), None if bijdrage is None else Decimal(bijdrage)) == zelf


def test_the_costs_of_a_place_are_in_whole_cents():
    assert per_plaats(Decimal(100), 3) == Decimal("33.33")
    assert per_plaats(Decimal("0.01"), 2) == Decimal("0.01")


def test_twenty_places_at_35_percent_are_seven():
    assert weigh(20, 35) == 7
    assert weigh(5, 15) == Fraction(3, 4)


def test_weights_never_go_down():
    assert is_oplopend(GEWICHTEN)
    assert is_oplopend({**GEWICHTEN, "verkenning": 5})
    assert not is_oplopend({**GEWICHTEN, "verkenning": 4})


# --- The schematic ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("verst", "stap"), [("0", 1), ("4.0", 1), ("4.1", 2), ("20", 5), ("40", 10), ("99", 25)])
def test_the_rings_reach_as_far_as_the_furthest_place(verst, stap):
    assert ringstap(Decimal(verst)) == stap


def test_a_place_stands_in_its_direction():
    kaart = draw_kaart(
        [Plek(n, "verkenning", richting, Decimal(4), 10) for n, richting in enumerate(("n", "o", "z", "w"), start=1)]
    )

    ver = MIDDEN - RAND
    assert [(float(merk.x) - MIDDEN, float(merk.y) - MIDDEN) for merk in kaart.merken] == [
        (0, -ver),
        (ver, 0),
        (0, ver),
        (-ver, 0),
    ]


def test_one_place_in_the_centre_stands_in_the_middle_and_more_around_it():
    def draw(aantal):
        merken = draw_kaart([Plek(n, "signaal", CENTRUM, Decimal(0), 0) for n in range(aantal)]).merken
        return {(float(merk.x) - MIDDEN, float(merk.y) - MIDDEN) for merk in merken}

    assert draw(1) == {(0, 0)}
    assert len(draw(4)) == 4
    assert all(x * x + y * y < KERN * KERN for x, y in draw(4))


def test_more_places_make_a_larger_mark():
    klein, groot = draw_kaart([Plek(n, "signaal", "n", Decimal(n), n * 40) for n in (1, 2)]).merken

    assert float(klein.straal) < float(groot.straal)


plekken = st.lists(
    st.builds(
        Plek,
        nummer=st.integers(1, 10**6),
        stadium=st.sampled_from(STADIA),
        richting=st.sampled_from((*RICHTINGEN, CENTRUM)),
        afstand_km=st.decimals(0, 99, places=1),
        plaatsen=st.integers(0, 5000),
    ),
    unique_by=lambda plek: plek.nummer,
    max_size=30,
)


@given(plekken)
def test_every_place_is_drawn_once_within_the_drawing(alle):
    kaart = draw_kaart(alle)

    assert sorted(int(merk.nummer) for merk in kaart.merken) == sorted(plek.nummer for plek in alle)
    for merk in kaart.merken:
        assert RAND - 1 <= float(merk.x) <= float(kaart.maat) - RAND + 1
        assert RAND - 1 <= float(merk.y) <= float(kaart.maat) - RAND + 1
