"""The rows of a sheet of homes: what is read, what is refused, and that nothing is guessed."""

from datetime import date
from decimal import Decimal

import pytest

from huisvesting.regels.aanbodlijst import (
    KOLOMMEN,
    make_geheel,
    missing_adres,
    parse_aanbodregel,
    read_adres,
    read_bedrag,
    refuse_dubbelen,
)
from huisvesting.regels.coa_cellen import Celfout
from samenwerking.inlezen import map_kolommen

PEILDATUM = date(2026, 3, 2)
RIJ = {
    "straat": "Dorpsstraat",
    "huisnummer": 12,
    "postcode": "1234ab",
    "plaats": "Proefstad",
    "slaapkamers": "2",
    "beschikbaar_vanaf": "01-05-2026",
}


def parse(**anders):
    return parse_aanbodregel(2, {**RIJ, **anders}, complexen=["De Linde"], peildatum=PEILDATUM)


def fouten(**anders):
    return {fout.kolom: fout.melding for fout in parse(**anders).fouten}


def test_a_row_says_what_stands_in_it():
    regel = parse(
        toevoeging="A",
        vorm="Kamer",
        kale_huur="€ 1.012,50",
        servicekosten=38,
        verdieping="-1",
        lift="ja",
        toegankelijk="nee",
        energielabel="a++",
        oppervlakte="22",
        optiedatum=date(2026, 6, 1),
        complex="de linde",
    )

    assert regel.fouten == ()
    assert regel.naam == "Dorpsstraat 12 A, Proefstad"
    assert regel.adres == ("1234 AB", 12, "a")
    assert regel.waarden == {
        "straat": "Dorpsstraat",
        "huisnummer": 12,
        "toevoeging": "A",
        "postcode": "1234 AB",
        "plaats": "Proefstad",
        "slaapkamers": 2,
        "beschikbaar_vanaf": date(2026, 5, 1),
        "optiedatum": date(2026, 6, 1),
        "vorm": "onzelfstandig",
        "kale_huur": Decimal("1012.50"),
        "servicekosten": Decimal(38),
        "verdieping": -1,
        "lift": True,
        "toegankelijk": False,
        "energielabel": "A++",
        "oppervlakte": 22,
        "complex": "De Linde",
    }


def test_what_is_empty_says_nothing():
    regel = parse(kale_huur="", lift="")

    assert regel.fouten == ()
    assert not {"kale_huur", "lift"} & regel.waarden.keys()


@pytest.mark.parametrize(
    ("anders", "kolom", "zin"),
    [
        ({"straat": ""}, "straat", "Vul hier een waarde in: Straat."),
        ({"huisnummer": ""}, "huisnummer", "Vul hier een waarde in: Huisnummer."),
        ({"huisnummer": "12A"}, "huisnummer", "Vul een heel getal in, van 1 tot en met 99999."),
        ({"postcode": "12 AB"}, "postcode", "Dit is geen Nederlandse postcode."),
        ({"slaapkamers": "0"}, "slaapkamers", "van 1 tot en met 20"),
        ({"slaapkamers": ""}, "slaapkamers", "Vul hier een waarde in: Slaapkamers."),
        ({"beschikbaar_vanaf": "31-02-2026"}, "beschikbaar_vanaf", "Deze dag bestaat niet."),
        ({"optiedatum": "01-03-2026"}, "optiedatum", "Deze dag is al geweest."),
        ({"vorm": "kasteel"}, "vorm", "Deze soort is onbekend."),
        ({"kale_huur": "veel"}, "kale_huur", "Vul een bedrag in"),
        ({"kale_huur": "612500,00"}, "kale_huur", "Dit bedrag is te hoog."),
        ({"energielabel": "H"}, "energielabel", "Dit energielabel bestaat niet."),
        ({"lift": "misschien"}, "lift", "Vul ja of nee in."),
        ({"complex": "De Es"}, "complex", "Dit complex staat niet in Thuisgever."),
        ({"adres": "Plein 1944 12"}, "adres", "Er staat meer dan één getal in dit adres."),
    ],
)
def test_a_wrong_cell_is_named_with_what_to_do(anders, kolom, zin):
    gevonden = fouten(**anders)

    assert list(gevonden) == [kolom]
    assert zin in gevonden[kolom]


def test_every_fault_of_a_row_is_named_at_once():
    assert set(fouten(postcode="x", slaapkamers="x", plaats="")) == {"postcode", "slaapkamers", "plaats"}


@pytest.mark.parametrize(
    ("tekst", "gelezen"),
    [
        ("Dorpsstraat 12", ("Dorpsstraat", 12, "")),
        ("Van 't Hoffstraat  12 A", ("Van 't Hoffstraat", 12, "A")),
        ("Kade 12-2", ("Kade", 12, "2")),
        ("Kade 12bis", ("Kade", 12, "bis")),
        ("Hof van Delft 3 K1", ("Hof van Delft", 3, "K1")),
    ],
)
def test_an_address_in_one_cell(tekst, gelezen):
    assert read_adres(tekst) == gelezen


@pytest.mark.parametrize("tekst", ["Dorpsstraat", "12", "Kade 12 2", "Straat 1940-1945 12", 12, ""])
def test_an_address_that_can_be_read_in_more_ways_is_not_guessed(tekst):
    with pytest.raises(Celfout, match="Zet de straat, het huisnummer en de toevoeging in eigen kolommen"):
        read_adres(tekst)


def test_one_cell_goes_before_the_columns_apart():
    regel = parse(adres="Kerkstraat 5 B", straat="", huisnummer="")

    assert regel.fouten == ()
    assert regel.naam == "Kerkstraat 5 B, Proefstad"


@pytest.mark.parametrize(
    ("cel", "bedrag"),
    [
        ("612,50", "612.50"),
        ("612.50", "612.50"),
        ("€ 1.234,56", "1234.56"),
        ("1.234", "1234"),
        ("612,-", "612"),
        (612, "612"),
        (612.5, "612.50"),
        ("0", "0"),
    ],
)
def test_an_amount_as_people_write_it(cel, bedrag):
    assert read_bedrag(cel) == Decimal(bedrag)


@pytest.mark.parametrize("cel", ["", "-5", "1,2,3", "12,345", "1.23.4", True, date(2026, 1, 1), "NaN", "1e9"])
def test_what_is_no_amount_is_refused(cel):
    with pytest.raises(Celfout):
        read_bedrag(cel)


@pytest.mark.parametrize("cel", [True, 1.5, "1.5", "", "x", 21, "-1"])
def test_what_is_no_whole_number_within_bounds_is_refused(cel):
    with pytest.raises(Celfout, match="van 0 tot en met 20"):
        make_geheel(0, 20)(cel)


def test_the_same_home_in_two_rows_is_wrong_in_the_second():
    rijen = [
        parse_aanbodregel(nummer, {**RIJ, **cellen}, complexen=[], peildatum=PEILDATUM)
        for nummer, cellen in ((2, {}), (3, {"toevoeging": "A"}), (4, {"postcode": "1234 AB"}), (5, {"postcode": "x"}))
    ]

    uit = refuse_dubbelen(rijen)

    assert [len(regel.fouten) for regel in uit] == [0, 0, 1, 1]
    assert uit[2].fouten[0].melding == "Deze woning staat ook in rij 2. Laat één rij per woning staan."


@pytest.mark.parametrize(
    ("kolommen", "mist"),
    [
        ({"adres"}, False),
        ({"straat", "huisnummer"}, False),
        ({"straat"}, True),
        ({"huisnummer", "toevoeging"}, True),
        (set(), True),
    ],
)
def test_a_sheet_says_where_the_homes_are(kolommen, mist):
    assert missing_adres(kolommen) == mist


def test_headers_as_corporations_write_them():
    kop = ["Adres", "PC", "Woonplaats", "Slpk", "Vrij per", "Netto huur", "Etage", "Type", "Label", "M2"]

    indeling = map_kolommen(kop, KOLOMMEN)

    assert set(indeling.plaats) == {
        "adres",
        "postcode",
        "plaats",
        "slaapkamers",
        "beschikbaar_vanaf",
        "kale_huur",
        "verdieping",
        "vorm",
        "energielabel",
        "oppervlakte",
    }
    assert indeling.onbekend == ()
