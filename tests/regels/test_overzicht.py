"""Overviews of many gemeenten: columns by many names, one sign, and rows that must add up (R-112, R-122, R-123)."""

from datetime import date

import pytest

from samenwerking.inlezen import map_kolommen
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.regels.overzicht import Bekend, Regel, Saldoteken, check_sum, read_overzicht
from taakstelling.regels.overzicht_kolommen import Soort, is_percentage, kolommen

H1 = Halfjaar(2026, 1)
GEMEENTEN = {
    "GM0001": Bekend("GM0001", "Oefenstad"),
    "Oefenstad": Bekend("GM0001", "Oefenstad"),
    "Proefdam": Bekend("GM0002", "Proefdam"),
    "Oudhoven": Bekend("GM0003", "Oudhoven", opgeheven_per=date(2026, 1, 1)),
    "Laathoven": Bekend("GM0004", "Laathoven", opgeheven_per=date(2026, 7, 1)),
}


def read(*rijen, soort=Soort.COA_STAND, teken=Saldoteken.VOORSPRONG, alleen=""):
    genummerd = list(enumerate(rijen, start=2))
    return read_overzicht(genummerd, soort=soort, halfjaar=H1, saldoteken=teken, find=GEMEENTEN.get, alleen=alleen)


def rij(gemeente="Oefenstad", taakstelling=30, saldo_begin=-4, gerealiseerd=12, saldo_eind=-22, **anders):
    return {
        "gemeente": gemeente,
        "taakstelling": taakstelling,
        "saldo_begin": saldo_begin,
        "gerealiseerd": gerealiseerd,
        "saldo_eind": saldo_eind,
        **anders,
    }


# --- Columns ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("kop", "naam"),
    [
        ("Taakstelling 2026H1", "taakstelling"),
        ("Taakstelling eerste helft van 2026", "taakstelling"),
        ("Voorsprong/achterstand vorige periode(n)", "saldo_begin"),
        ("Totale/gecorrigeerde taakstelling", "opgave"),
        ("Gerealiseerd t/m 1 april 2026", "gerealiseerd"),
        ("Gerealiseerd t/m 01-04-2026", "gerealiseerd"),
        ("Nog te huisvesten / voorsprong", "saldo_eind"),
        ("CBS-code", "gemeentecode"),
    ],
)
def test_a_column_goes_by_many_names(kop, naam):
    vrij = [kolom for kolom in kolommen(Soort.COA_STAND, H1, date(2026, 4, 1)) if kolom.naam == naam]

    assert map_kolommen([kop], vrij).koppen == {naam: kop}


@pytest.mark.parametrize("kop", ["Taakstelling 2025H2", "Taakstelling tweede helft 2026", "Gerealiseerd t/m 1-3-2026"])
def test_a_column_about_another_time_is_not_taken_for_this_one(kop):
    bekend = kolommen(Soort.GEPUBLICEERD, H1, date(2026, 4, 1))

    assert map_kolommen(["Gemeente", "Taakstelling", kop], bekend).onbekend == (kop,)


@pytest.mark.parametrize("kop", ["% gerealiseerd", "Percentage", "Gerealiseerd in procenten"])
def test_a_percentage_is_recognised_by_its_header(kop):
    assert is_percentage(kop)
    assert not is_percentage("Gerealiseerd")


def test_what_an_overview_must_have_depends_on_its_kind():
    verplicht = {soort: [k.naam for k in kolommen(soort, H1) if k.verplicht] for soort in Soort}

    assert verplicht == {Soort.GEPUBLICEERD: ["taakstelling"], Soort.COA_STAND: ["gerealiseerd"]}


# --- The sign and the control sum -------------------------------------------------------------------------------------
def test_a_row_that_adds_up_is_taken_with_our_sign():
    voorsprong = read(rij()).regels
    achterstand = read(rij(saldo_begin=4, saldo_eind=22), teken=Saldoteken.ACHTERSTAND).regels

    assert voorsprong == achterstand
    assert voorsprong[0] == Regel(2, "GM0001", "Oefenstad", 30, -4, None, 12, -22)


def test_a_row_that_does_not_add_up_is_refused_with_its_number_and_the_numbers():
    inhoud = read(rij(), rij("Proefdam", saldo_eind=22))

    assert [regel.naam for regel in inhoud.regels] == ["Oefenstad"]
    assert (inhoud.fouten[0].rij, inhoud.fouten[0].gemeente) == (3, "Proefdam")
    assert inhoud.fouten[0].melding == (
        "Het saldo klopt niet. Gerealiseerd 12 min een opgave van 34 geeft een achterstand van 22; "
        "in het bestand staat een voorsprong van 22."
    )


def test_an_opgave_in_the_file_is_checked_too():
    fout = read(rij(opgave=26)).fouten[0]

    assert fout.melding == (
        "De opgave klopt niet. Taakstelling 30 en een achterstand van 4 aan het begin geven een opgave van 34; "
        "in het bestand staat 26."
    )


def test_an_opgave_stands_in_for_a_target_that_is_not_there():
    cellen = {"gemeente": "Oefenstad", "opgave": 34, "gerealiseerd": 12, "saldo_eind": -21}

    assert "een achterstand van 22" in read(cellen).fouten[0].melding


def test_the_sum_of_a_voorsprong_of_nothing_reads_well():
    assert "geeft een saldo van nul" in check_sum(Regel(2, "GM0001", "X", 10, 0, None, 10, 1))


def test_a_column_that_is_absent_makes_the_check_impossible_and_that_is_said():
    inhoud = read({"gemeente": "Oefenstad", "taakstelling": 30, "gerealiseerd": 12})

    assert inhoud.regels[0].saldo_eind is None
    assert inhoud.meldingen == (
        "Thuisgever kan niet nagaan of het saldo klopt: het bestand heeft de kolommen Saldo aan het begin en Saldo "
        "niet.",
    )


@pytest.mark.parametrize(
    ("cellen", "kolommen"),
    [
        ({"taakstelling": 30}, "de kolommen Saldo aan het begin en Opgave"),
        ({"taakstelling": 30, "saldo_begin": 0}, "de kolom Opgave"),
    ],
)
def test_of_a_publication_the_opgave_is_what_can_be_checked(cellen, kolommen):
    inhoud = read({"gemeente": "Oefenstad", **cellen}, soort=Soort.GEPUBLICEERD)

    assert inhoud.meldingen == (f"Thuisgever kan niet nagaan of de opgave klopt: het bestand heeft {kolommen} niet.",)


def test_without_any_balance_all_missing_columns_are_named():
    melding = read({"gemeente": "Oefenstad", "gerealiseerd": 3}).meldingen[0]

    assert "de kolommen Taakstelling, Saldo aan het begin en Saldo niet" in melding


def test_a_file_with_the_other_sign_is_refused_and_asks_about_the_sign():
    inhoud = read(rij(saldo_begin=4, saldo_eind=22), rij("Proefdam", saldo_begin=4, saldo_eind=22))

    assert inhoud.regels == ()
    assert "Met het andere teken zouden 2 van de 2 geweigerde rijen wel kloppen." in inhoud.meldingen[0]


def test_one_wrong_row_of_many_is_no_question_about_the_sign():
    inhoud = read(rij(), rij("Proefdam", saldo_begin=4, saldo_eind=22))

    assert len(inhoud.fouten) == 1
    assert inhoud.meldingen == ()


# --- Rows that are left out -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("wie", ["Totaal", "TOTAAL gemeenten", "Eindtotaal", "Nederland", "PV30", "NL01"])
def test_totals_are_passed_over(wie):
    inhoud = read(rij(), rij(wie, saldo_eind=999))

    assert (len(inhoud.regels), inhoud.fouten) == (1, ())


@pytest.mark.parametrize(
    ("cellen", "zin"),
    [
        ({"gemeente": "Nergenshuizen"}, "De gemeente ‘Nergenshuizen’ is niet bekend."),
        ({"gemeente": ""}, "Er staat geen gemeente in deze rij."),
        ({"gemeente": "Proefdam", "gemeentecode": "GM0001"}, "niet bij dezelfde gemeente: GM0001 en Proefdam."),
        ({"gemeente": "Oudhoven"}, "Oudhoven bestaat niet meer sinds 01-01-2026."),
        ({"gerealiseerd": "twaalf"}, "‘twaalf’ is geen heel getal; dat hoort te staan bij gerealiseerd."),
        ({"gerealiseerd": 12.5}, "‘12.5’ is geen heel getal"),
        ({"gerealiseerd": 1.234}, "‘1.234’ is geen heel getal"),
        ({"gerealiseerd": True}, "‘True’ is geen heel getal"),
        ({"gerealiseerd": ""}, "Er staat niet hoeveel mensen zijn gehuisvest."),
        ({"taakstelling": -1}, "Een taakstelling is nooit lager dan nul."),
        ({"taakstelling": "999999"}, "999999 is te groot voor de taakstelling."),
        ({"saldo_begin": "-"}, "‘-’ is geen heel getal; dat hoort te staan bij het saldo aan het begin."),
    ],
)
def test_a_row_that_cannot_be_used_says_why(cellen, zin):
    fouten = read(rij() | cellen).fouten

    assert zin in fouten[0].melding


def test_a_target_is_what_a_publication_is_about():
    assert "De taakstelling is niet ingevuld." in read(rij(taakstelling=""), soort=Soort.GEPUBLICEERD).fouten[0].melding


def test_a_gemeente_that_ends_later_still_counts_now():
    assert read(rij("Laathoven")).regels[0].code == "GM0004"


@pytest.mark.parametrize(("tekst", "getal"), [("1.250", 1250), ("+5", 5), ("−22", -22), ("1 250", 1250)])
def test_numbers_are_read_as_people_write_them(tekst, getal):
    assert read({"gemeente": "Oefenstad", "gerealiseerd": tekst}).regels[0].gerealiseerd == getal


def test_a_gemeente_that_stands_there_twice_is_left_out_altogether():
    inhoud = read(rij(), rij("Proefdam"), rij())

    assert [regel.naam for regel in inhoud.regels] == ["Proefdam"]
    assert [fout.rij for fout in inhoud.fouten] == [2, 4]
    assert "Oefenstad staat er vaker in: op rij 2 en 4." in inhoud.fouten[0].melding


def test_for_one_gemeente_the_rows_of_others_are_passed_over_whatever_they_say():
    inhoud = read(rij(), rij("Proefdam", gerealiseerd="x"), rij("Nergenshuizen"), alleen="GM0001")

    assert ([regel.code for regel in inhoud.regels], inhoud.fouten) == (["GM0001"], ())
    assert inhoud.meldingen == ("2 rijen gaan over andere gemeenten. Die zijn overgeslagen.",)


def test_for_one_gemeente_its_own_fault_is_told():
    assert len(read(rij(gerealiseerd="x"), rij("Proefdam"), alleen="GM0001").fouten) == 1
