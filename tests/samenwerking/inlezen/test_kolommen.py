"""From the headers that people write to the columns that an import knows."""

import re

import pytest

from samenwerking.inlezen import Kolom, Leesfout, Rij, cel_naam, map_kolommen, normalise_kop

KOLOMMEN = (
    Kolom("v_nummer", "V-nummer", ("vreemdelingennummer",), verplicht=True),
    Kolom("achternaam", "Achternaam", verplicht=True),
    Kolom("geboortedatum", "Geboortedatum", ("geb. datum",)),
)


@pytest.mark.parametrize(
    ("geschreven", "gelezen"),
    [
        ("V-nummer", "vnummer"),
        ("  Geb.-datum *", "gebdatum"),
        ("Één naam", "eennaam"),
        ("E\u0301e\u0301n naam", "eennaam"),
        ("GROẞ", "gross"),
        ("***", ""),
    ],
)
def test_only_letters_and_digits_of_a_header_count(geschreven, gelezen):
    assert normalise_kop(geschreven) == gelezen


def test_name_label_and_synonym_all_find_the_column():
    for kop in (["v_nummer", "achternaam"], ["V-Nummer ", "ACHTERNAAM"], ["Vreemdelingen nummer", "Achternaam"]):
        assert map_kolommen(kop, KOLOMMEN).plaats == {"v_nummer": 0, "achternaam": 1}


def test_the_order_of_the_file_does_not_matter_and_unknown_columns_are_named():
    indeling = map_kolommen(["Kleur", "Achternaam", "", "Vreemdelingennummer"], KOLOMMEN)

    assert indeling.plaats == {"achternaam": 1, "v_nummer": 3}
    assert indeling.koppen["v_nummer"] == "Vreemdelingennummer"
    assert indeling.onbekend == ("Kleur", "kolom C (zonder naam)")
    assert indeling.ontbrekend == ("geboortedatum",)


def test_cells_come_by_canonical_name_and_absent_columns_are_absent():
    indeling = map_kolommen(["Achternaam", "V-nummer"], KOLOMMEN)

    assert indeling.cellen(Rij(2, ("Jansen", 12))) == {"achternaam": "Jansen", "v_nummer": 12}


def test_every_cell_has_the_name_that_the_spreadsheet_gives_it():
    indeling = map_kolommen(["Kleur", "Achternaam", "V-nummer"], KOLOMMEN)

    assert (indeling.cel("v_nummer", 12), indeling.cel("geboortedatum", 12)) == ("C12", "")
    assert [cel_naam(kolom, 1) for kolom in (0, 25, 26, 701, 702, 16383)] == ["A1", "Z1", "AA1", "ZZ1", "AAA1", "XFD1"]


def test_an_explicit_choice_wins_over_what_the_names_say():
    kop = ["V-nummer", "Nummer IND", "Achternaam"]

    indeling = map_kolommen(kop, KOLOMMEN, toewijzing={"v_nummer": "nummer ind"})

    assert indeling.plaats["v_nummer"] == 1
    assert indeling.onbekend == ("V-nummer",)


@pytest.mark.parametrize(
    ("kop", "toewijzing", "woorden"),
    [
        (["Achternaam"], {}, "mist de kolom V-nummer."),
        (["Kleur", "Maat"], {}, "mist de kolommen V-nummer en Achternaam."),
        (
            ["V-nummer", "Vreemdelingennummer", "Achternaam"],
            {},
            "‘V-nummer’ (A) en ‘Vreemdelingennummer’ (B) betekenen allebei V-nummer",
        ),
        (["V-nummer", "Achternaam"], {"schoenmaat": "V-nummer"}, "De kolom ‘schoenmaat’ in de toewijzing bestaat niet"),
        (["V-nummer", "Achternaam"], {"v_nummer": "Kleur"}, "De kolom ‘Kleur’ staat niet in het bestand"),
        (["Nr", "nr.", "Achternaam"], {"v_nummer": "Nr"}, "De kolom ‘Nr’ staat meer dan één keer in het bestand"),
        (
            ["Nr", "Achternaam"],
            {"v_nummer": "Nr", "achternaam": "Nr"},
            "De kolom ‘Nr’ is twee keer gekozen",
        ),
    ],
)
def test_headers_that_do_not_fit_are_refused_with_a_sentence(kop, toewijzing, woorden):
    with pytest.raises(Leesfout, match=re.escape(woorden)):
        map_kolommen(kop, KOLOMMEN, toewijzing=toewijzing)


def test_two_columns_with_one_synonym_are_a_mistake_of_the_programmer():
    with pytest.raises(ValueError, match="names both a and b"):
        map_kolommen(["x", "y"], (Kolom("a", "A", ("zelfde",)), Kolom("b", "B", ("zelfde",))))
