"""One row of a COA list, and rows together: what is read, and every fault."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huisvesting.regels.coa_cellen import (
    Celfout,
    Foutcode,
    mask_v_nummer,
    read_datum,
    read_v_nummer,
)
from huisvesting.regels.coa_lijst import (
    KOLOMMEN,
    CoaRegel,
    Fout,
    gemeentenamen,
    group_huishoudens,
    parse_regel,
    read_rij,
)

PEILDATUM = date(2026, 11, 24)
NAMEN = gemeentenamen("GM0014", ["Proefstad", "Proefstad (gemeente)"])
GOED = {
    "v_nummer": "9990001001",
    "huishoudnummer": "KH-1",
    "gezinsrol": "hoofd",
    "achternaam": "Testari",
    "geboortedatum": "17-03-1984",
    "datum_koppeling": "12-01-2026",
}

cellen = st.one_of(
    st.text(max_size=30), st.integers(), st.floats(), st.booleans(), st.dates(), st.datetimes(), st.just("")
)


def parse(**anders: object) -> CoaRegel | list[Fout]:
    return parse_regel(7, {**GOED, **anders}, gemeente=NAMEN, peildatum=PEILDATUM)


def codes(**anders: object) -> list[tuple[str, str]]:
    uitkomst = parse(**anders)
    return [] if isinstance(uitkomst, CoaRegel) else [(fout.kolom, fout.code) for fout in uitkomst]


# --- V-nummer ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "cel", ["2801234567", 2801234567, "280 123 4567", "280-123-4567", "280.123.4567", "280\u00a0123\u00a04567"]
)
def test_ten_digits_are_read_in_the_ways_that_people_write_them(cel):
    assert read_v_nummer(cel) == "2801234567"


def test_leading_zero_of_a_text_cell_stays():
    assert read_v_nummer("0123456789") == "0123456789"


@pytest.mark.parametrize(
    "cel",
    [
        "280123456",  # a digit short
        280123456,  # the zero in front is lost
        "28012345678",
        "2,80E+09",
        "2.8E9",
        "280123456.0",  # a number written with decimals, not a number with dots
        -2801234567,
        "V2801234567",
        "280123456O",
        2801234567.5,
        True,
        date(2026, 1, 1),
        "٢٨٠١٢٣٤٥٦٧",
    ],
)
def test_damaged_v_nummer_is_refused(cel):
    with pytest.raises(Celfout) as fout:
        read_v_nummer(cel)
    assert fout.value.code == Foutcode.V_NUMMER_ONGELDIG


@given(
    st.text("0123456789", min_size=10, max_size=10).filter(lambda tekst: not tekst.endswith("000000")),
    st.integers(0, 9),
)
def test_a_v_nummer_that_lost_a_digit_is_never_another_v_nummer(v_nummer, plek):
    assert read_v_nummer(v_nummer) == v_nummer
    with pytest.raises(Celfout):
        read_v_nummer(v_nummer[:plek] + v_nummer[plek + 1 :])
    with pytest.raises(Celfout):
        read_v_nummer(f"{float(v_nummer):.2E}")


def test_mask_shows_three_digits():
    assert mask_v_nummer("9990001001") == "•••••••001"
    assert mask_v_nummer("") == ""


# --- Dates ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("vorm", ["%d-%m-%Y", "%Y-%m-%d"])
@given(dag=st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)))
def test_date_survives_each_way_of_writing(vorm, dag):
    assert read_datum(dag.strftime(vorm)) == dag


def test_real_dates_of_a_spreadsheet_are_taken_as_they_are():
    assert read_datum(date(2026, 3, 2)) == read_datum(datetime(2026, 3, 2, 13, 30)) == date(2026, 3, 2)  # noqa: DTZ001
    assert read_datum("2-3-2026") == date(2026, 3, 2)


@pytest.mark.parametrize(
    ("cel", "code"),
    [
        ("31-02-2026", Foutcode.DATUM_ONMOGELIJK),
        ("00-01-2026", Foutcode.DATUM_ONMOGELIJK),
        ("2026-13-01", Foutcode.DATUM_ONMOGELIJK),
        ("01-02-90", Foutcode.DATUM_JAAR_TWEE_CIJFERS),
        ("1/2/90", Foutcode.DATUM_JAAR_TWEE_CIJFERS),
        ("2 maart 2026", Foutcode.DATUM_ONLEESBAAR),
        ("03-2026", Foutcode.DATUM_ONLEESBAAR),
        ("02-03/2026", Foutcode.DATUM_ONLEESBAAR),
        ("=VANDAAG()", Foutcode.DATUM_ONLEESBAAR),
        ("03/04/2024", Foutcode.DATUM_ONLEESBAAR),
        (1990, Foutcode.DATUM_ONLEESBAAR),
        (True, Foutcode.DATUM_ONLEESBAAR),
    ],
)
def test_doubtful_date_is_refused_and_not_guessed(cel, code):
    with pytest.raises(Celfout) as fout:
        read_datum(cel)
    assert fout.value.code == code


@pytest.mark.parametrize("kolom", ["geboortedatum", "datum_vergunning", "datum_koppeling"])
def test_no_date_lies_in_the_future(kolom):
    morgen = PEILDATUM + timedelta(days=1)
    assert (kolom, Foutcode.DATUM_IN_TOEKOMST) in codes(**{kolom: morgen})
    assert codes(**{kolom: PEILDATUM, "datum_koppeling": PEILDATUM}) == []


def test_implausible_age_and_an_old_koppeling_are_faults():
    assert codes(geboortedatum="01-01-1905") == [("geboortedatum", Foutcode.LEEFTIJD_ONAANNEMELIJK)]
    assert codes(geboortedatum="01-01-1906") == []
    assert codes(datum_koppeling="12-01-1926") == [("datum_koppeling", Foutcode.DATUM_TE_VER_TERUG)]


def test_koppeling_before_the_permit_is_a_fault_but_not_before_a_birth():
    assert codes(datum_vergunning="13-01-2026") == [("datum_koppeling", Foutcode.KOPPELING_VOOR_VERGUNNING)]
    assert codes(datum_vergunning="12-01-2026") == []
    assert codes(geboortedatum="01-06-2026", gezinsrol="kind") == []


# --- The other cells --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("kolom", [kolom.naam for kolom in KOLOMMEN if kolom.verplicht])
def test_required_cell_must_be_filled(kolom):
    assert (kolom, Foutcode.VERPLICHT) in codes(**{kolom: ""})


def test_required_columns_are_those_of_the_contract():
    verplicht = {kolom.naam for kolom in KOLOMMEN if kolom.verplicht}
    assert verplicht == {"v_nummer", "huishoudnummer", "achternaam", "geboortedatum", "datum_koppeling"}


@pytest.mark.parametrize(
    ("kolom", "cel", "waarde"),
    [
        ("gezinsrol", "Hoofd van het gezin", "hoofd"),
        ("gezinsrol", "ECHTGENOTE", "partner"),
        ("gezinsrol", "dochter", "kind"),
        ("geslacht", "Vrouw", "v"),
        ("geslacht", "onbekend", "onbekend"),
        ("amv", "Ja", True),
        ("amv", 0, False),
        ("rolstoel", True, True),
        ("nareis_verwacht", "n", False),
        ("gezinsgrootte", "4", 4),
        ("gezinsgrootte", 4, 4),
        ("huishoudnummer", 20260001, "20260001"),
        ("achternaam", "  De   Testari ", "De Testari"),
        ("achternaam", "Cafe\u0301", "Café"),
        ("achternaam", "=1+1", "=1+1"),
        ("bijzonderheden", "een\r\ntwee", "een\ntwee"),
    ],
)
def test_cell_is_read_as_meant(kolom, cel, waarde):
    regel = parse(**{kolom: cel})
    assert isinstance(regel, CoaRegel)
    assert getattr(regel, kolom) == waarde


@pytest.mark.parametrize(
    ("kolom", "cel", "code"),
    [
        ("gezinsrol", "buurman", Foutcode.WAARDE_ONBEKEND),
        ("gezinsrol", 1, Foutcode.WAARDE_ONBEKEND),
        ("geslacht", "q", Foutcode.WAARDE_ONBEKEND),
        ("rolstoel", "misschien", Foutcode.WAARDE_ONBEKEND),
        ("amv", 2, Foutcode.WAARDE_ONBEKEND),
        ("gezinsgrootte", "drie", Foutcode.GETAL_ONGELDIG),
        ("gezinsgrootte", 0, Foutcode.GETAL_ONGELDIG),
        ("gezinsgrootte", 31, Foutcode.GETAL_ONGELDIG),
        ("gezinsgrootte", True, Foutcode.GETAL_ONGELDIG),
        ("achternaam", 12, Foutcode.TEKST_VERWACHT),
        ("huishoudnummer", date(2026, 1, 2), Foutcode.TEKST_VERWACHT),
        ("huishoudnummer", 1.5, Foutcode.TEKST_VERWACHT),
        ("huishoudnummer", "x" * 41, Foutcode.TEKST_TE_LANG),
        ("achternaam", "x" * 101, Foutcode.TEKST_TE_LANG),
        ("bijzonderheden", "x" * 2001, Foutcode.TEKST_TE_LANG),
        ("voornamen", "A\x00b", Foutcode.TEKEN_VERBODEN),
        ("gemeente", "Elders", Foutcode.ANDERE_GEMEENTE),
    ],
)
def test_wrong_cell_is_a_fault_of_its_own_kind(kolom, cel, code):
    assert codes(**{kolom: cel}) == [(kolom, code)]


@pytest.mark.parametrize("cel", ["GM0014", "gm0014", "0014", 14, "proefstad", " Proefstad  (gemeente) "])
def test_gemeente_is_known_by_code_name_and_variant(cel):
    assert codes(gemeente=cel) == []


def test_what_a_row_does_not_say_is_none():
    regel = parse()
    assert isinstance(regel, CoaRegel)
    assert (regel.geslacht, regel.rolstoel, regel.voornamen, regel.datum_vergunning) == (None, None, None, None)


def test_all_faults_of_a_row_are_told_at_once():
    assert codes(v_nummer="1", geboortedatum="x", gezinsrol="y") == [
        ("v_nummer", Foutcode.V_NUMMER_ONGELDIG),
        ("gezinsrol", Foutcode.WAARDE_ONBEKEND),
        ("geboortedatum", Foutcode.DATUM_ONLEESBAAR),
    ]


@given(st.fixed_dictionaries({}, optional={kolom.naam: cellen for kolom in KOLOMMEN}))
def test_whatever_stands_in_the_cells_the_row_is_read_or_has_faults(rij):
    uitkomst = parse_regel(3, rij, gemeente=NAMEN, peildatum=PEILDATUM)
    if isinstance(uitkomst, CoaRegel):
        assert read_v_nummer(uitkomst.v_nummer) == uitkomst.v_nummer
    else:
        assert uitkomst
        assert all(fout.rij == 3 and fout.melding.endswith((".", "?")) for fout in uitkomst)


@given(st.text(min_size=4, max_size=30))
def test_a_fault_never_repeats_what_stands_in_the_cell(cel):
    waarde = f"geheim{cel}"
    uitkomst = parse(**{kolom.naam: waarde for kolom in KOLOMMEN})
    assert isinstance(uitkomst, list)
    assert not any("geheim" in fout.melding for fout in uitkomst)


# --- Rows together ----------------------------------------------------------------------------------------------------
def lees(*rijen: dict[str, object]):
    lezingen = [
        read_rij(nummer, {**GOED, "v_nummer": f"99900010{nummer:02d}", **rij}, gemeente=NAMEN, peildatum=PEILDATUM)
        for nummer, rij in enumerate(rijen, start=2)
    ]
    return group_huishoudens(lezingen)


def faults(*rijen: dict[str, object]) -> list[tuple[int, str]]:
    return [(fout.rij, fout.code) for groep in lees(*rijen) for fout in groep.fouten]


KIND = {"gezinsrol": "kind"}


def test_rows_with_one_huishoudnummer_are_one_household_wherever_they_stand():
    groepen = lees({}, {"huishoudnummer": "KH-2"}, KIND)
    assert [[regel.rij for regel in groep.regels] for groep in groepen] == [[2, 4], [3]]


def test_rows_without_a_huishoudnummer_each_stand_alone():
    assert [len(groep.lezingen) for groep in lees({"huishoudnummer": ""}, {"huishoudnummer": ""})] == [1, 1]


def test_rows_with_one_v_nummer_are_one_person_of_whom_nothing_is_asked_yet():
    hoofd = {"v_nummer": "9990001001", "gezinsgrootte": 2}
    anders = {**hoofd, "v_nummer": "999-000-1001", "datum_koppeling": "13-01-2026"}
    assert faults(hoofd, anders, {**KIND, "gezinsgrootte": 2}) == []


def test_a_household_has_one_head_and_one_koppeldatum():
    assert faults({}, {}) == [(2, Foutcode.TWEE_HOOFDEN), (3, Foutcode.TWEE_HOOFDEN)]
    assert faults({}, {**KIND, "datum_koppeling": "13-01-2026"}) == [
        (2, Foutcode.TWEE_KOPPELDATA),
        (3, Foutcode.TWEE_KOPPELDATA),
    ]


def test_gezinsgrootte_counts_every_row_of_the_household_also_a_faulty_one():
    assert faults({"gezinsgrootte": 2}, {**KIND, "gezinsgrootte": 3}) == [(3, Foutcode.GEZINSGROOTTE_KLOPT_NIET)]
    assert [code for _, code in faults({"gezinsgrootte": 2}, {**KIND, "achternaam": ""})] == [Foutcode.VERPLICHT]


def test_keys_of_a_faulty_row_are_kept_as_far_as_they_can_be_read():
    (groep,) = lees({"achternaam": ""})
    assert (groep.lezingen[0].v_nummer, groep.lezingen[0].huishoudnummer) == ("9990001002", "KH-1")
    (groep,) = lees({"v_nummer": "12"})
    assert groep.lezingen[0].v_nummer == ""
