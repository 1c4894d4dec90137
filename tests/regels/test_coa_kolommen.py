"""All rows at once say the same as each row by itself."""

from datetime import date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from huisvesting.regels.coa_kolommen import read_rijen
from huisvesting.regels.coa_lijst import KOLOMMEN, CoaRegel, gemeentenamen, read_rij
from samenwerking.regels.datumcel import Getal1904

PEILDATUM = date(2026, 11, 24)
NAMEN = gemeentenamen("GM9999", ["Proefstad"])
# What cells of lists hold, good and bad; some are equal to each other and do not mean the same.
CELLEN = (
    *("", "2801234567", "2801000000", "280 123 4567", 2801234567, 2.801234567e9, "hoofd", "kind", "Ünal", "a\x00b"),
    *("01-02-2020", "2031-01-01", "1890-01-01", date(2019, 5, 6), datetime.fromisoformat("2019-05-06T10:00"), 43_000),
    *(Getal1904(43_000), 1, True, 1.0, 0, False, "ja", "nee", "m", 3, "3", "Proefstad", "GM9999", 9999, "Elders"),
    *("x" * 101, float("nan")),
)
RIJ = st.lists(st.sampled_from(CELLEN), min_size=len(KOLOMMEN), max_size=len(KOLOMMEN))
GOED = {
    "v_nummer": "2801234567",
    "huishoudnummer": "H1",
    "achternaam": "Bedacht",
    "geboortedatum": date(1990, 1, 2),
    "datum_koppeling": "02-01-2026",
}


def read_each(rijen):
    return [read_rij(nummer, rij, gemeente=NAMEN, peildatum=PEILDATUM) for nummer, rij in enumerate(rijen, start=2)]


def read_all(rijen):
    kolommen = {naam: [rij[naam] for rij in rijen] for naam in rijen[0]}
    return read_rijen(range(2, len(rijen) + 2), kolommen, gemeente=NAMEN, peildatum=PEILDATUM)


def typed(lezingen):
    return [
        (lezing, [(type(w), w) for w in lezing.regel[1:]] if lezing.regel else list(lezing.fouten))
        for lezing in lezingen
    ]


@settings(max_examples=100, deadline=None)
@given(st.lists(RIJ, min_size=1, max_size=6), st.sets(st.sampled_from([kolom.naam for kolom in KOLOMMEN]), max_size=3))
def test_rows_together_say_what_each_says(cellen, weg):
    namen = [kolom.naam for kolom in KOLOMMEN if kolom.naam not in weg or kolom.verplicht]
    rijen = [dict(zip(namen, rij, strict=False)) for rij in cellen]
    assert typed(read_all(rijen)) == typed(read_each(rijen))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from([k.naam for k in KOLOMMEN]), st.sampled_from(CELLEN), max_size=2)))
def test_rows_that_are_nearly_right_too(anders):
    leeg = dict.fromkeys((kolom.naam for kolom in KOLOMMEN), "")
    rijen = [{**leeg, **GOED, **rij} for rij in [{}, *anders]]
    samen = read_all(rijen)
    assert typed(samen) == typed(read_each(rijen))
    assert isinstance(samen[0].regel, CoaRegel)


def test_a_koppeling_before_the_permit_is_said():
    rijen = [{**GOED, "datum_vergunning": "03-01-2026"}, {**GOED, "datum_vergunning": "01-01-2026"}]
    assert [[fout.kolom for fout in lezing.fouten] for lezing in read_all(rijen)] == [["datum_koppeling"], []]
