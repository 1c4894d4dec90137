"""What the pages of every import share: the form of the columns, the steps, the file that is kept for its term."""

import pytest

from samenwerking.basis.bestandveld import HOOGSTENS
from samenwerking.basis.indelingform import IndelingForm
from samenwerking.basis.inleespagina import Foutregel, group_fouten
from samenwerking.basis.inleesstappen import KIEZEN, KOLOMMEN, VERWERKT, make_stappen
from samenwerking.inlezen import MAX_BYTES, Kolom, read_tabel
from samenwerking.services.inlezing import limit_kolommen, propose_toewijzing, sample_koppen

KOLOMMEN_VAN_WONINGEN = (
    Kolom("postcode", "Postcode", ("pc",), verplicht=True),
    Kolom("plaats", "Plaats", (), verplicht=True),
    Kolom("adres", "Adres"),
    Kolom("straat", "Straat"),
    Kolom("huisnummer", "Huisnummer"),
    Kolom("huur", "Huur"),
)
EEN_VAN = (("adres",), ("straat", "huisnummer"))
KOPPEN = [("A", "PC"), ("B", "Waar"), ("C", "Nr"), ("D", "Stad")]


def make_form(data=None, **anders):
    gegevens = {"koppen": KOPPEN, "kolommen": KOLOMMEN_VAN_WONINGEN, "voorstel": {}, "een_van": EEN_VAN, **anders}
    return IndelingForm(data, **gegevens)


@pytest.mark.parametrize(
    ("gekozen", "zin"),
    [
        ({}, "mist de kolommen Postcode, Plaats en Adres of Straat met Huisnummer. Kies welke kolommen het zijn"),
        ({"postcode": "PC", "adres": "Waar"}, "mist de kolom Plaats. Kies welke kolom het is"),
        ({"postcode": "PC", "plaats": "Stad", "straat": "Waar"}, "mist de kolom Adres of Straat met Huisnummer."),
        ({"postcode": "PC", "plaats": "Stad", "adres": "Waar"}, ""),
        ({"postcode": "PC", "plaats": "Stad", "straat": "Waar", "huisnummer": "Nr"}, ""),
    ],
)
def test_all_that_is_missing_is_one_sentence_before_and_after_sending(gekozen, zin):
    open_form = make_form(voorstel=gekozen)
    assert (zin in open_form.gemist) if zin else open_form.gemist == ""
    gestuurd = make_form(gekozen)
    assert gestuurd.is_valid() is (zin == "")
    assert [zin in fout for fout in gestuurd.non_field_errors()] == ([True] if zin else [])
    assert gestuurd.gemist == ""


def test_what_must_be_there_comes_first_and_each_header_says_where_it_stands():
    form = make_form()
    assert [kop for kop, _ in form.groepen] == ["Nodig", "Nodig: adres of straat met huisnummer", "Niet verplicht"]
    assert [veld.name for _, velden in form.groepen for veld in velden] == [k.naam for k in KOLOMMEN_VAN_WONINGEN]
    assert form.fields["huur"].choices[1] == ("PC", "PC (kolom A)")


def test_a_header_that_is_not_in_the_file_is_said_at_its_field():
    form = make_form({"postcode": "PC", "plaats": "Stad", "adres": "Nergens"})
    assert not form.is_valid()
    assert [veld.name for veld, _ in form.get_context()["fields"]] == ["adres"]


def test_a_step_is_done_when_one_is_past_it_and_the_last_one_when_one_is_there():
    assert [stap.stand for stap in make_stappen(KIEZEN)] == ["huidig", "komend", "komend", "komend"]
    assert [stap.stand for stap in make_stappen(KOLOMMEN)] == ["gedaan", "huidig", "komend", "komend"]
    assert {stap.stand for stap in make_stappen(VERWERKT)} == {"gedaan"}
    assert make_stappen("") == []


def test_a_header_that_two_columns_could_be_is_left_to_choose_and_the_others_are_proposed():
    assert propose_toewijzing(["PC", "Postcode", "Plaats", "Kleur"], KOLOMMEN_VAN_WONINGEN) == {"plaats": "Plaats"}


def test_a_choice_limits_the_columns_to_what_was_chosen_and_what_must_be_there():
    namen = [kolom.naam for kolom in limit_kolommen(KOLOMMEN_VAN_WONINGEN, {"huur": "Huur"})]
    assert namen == ["postcode", "plaats", "huur"]
    assert limit_kolommen(KOLOMMEN_VAN_WONINGEN, {}) == list(KOLOMMEN_VAN_WONINGEN)


def test_a_few_different_values_tell_which_column_it_is():
    data = "Plaats;Huur;Leeg\n" + "".join(f"Zutphen;{600 + n};\n" for n in range(9))
    assert sample_koppen(read_tabel(data.encode(), "l.csv")) == [("Zutphen",), ("600", "601", "602"), ()]


def test_the_kind_of_fault_that_occurs_most_comes_first():
    fouten = [(soort, Foutregel(rij, "", "", "", soort)) for rij, soort in enumerate("abbcb")]
    assert {soort: len(regels) for soort, regels in group_fouten(fouten).items()} == {"b": 3, "a": 1, "c": 1}
    assert next(iter(group_fouten(fouten))) == "b"


def test_the_browser_warns_at_the_same_size_as_the_reader_refuses():
    assert HOOGSTENS == MAX_BYTES
