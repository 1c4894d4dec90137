"""What newspapers, councils and a court wrote about real gemeenten comes out of the commands (R-106, R-112, R-113)."""

import json

import pytest
from django.core.management.base import CommandError

from samenwerking.models import Gemeente
from taakstelling.models import Inwonertal, LandelijkeTaakstelling
from taakstelling.regels.halfjaar import Halfjaar

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("referentie")]

GEPUBLICEERD = [
    (
        "2021H1",
        "GM0303",
        "Dronten",
        32,
        "https://flevopost.nl/artikel/1140073/gemeente-dronten-ruim-op-weg-met-huisvesten-statushouders.html",
    ),
    (
        "2022H1",
        "GM1735",
        "Hof van Twente",
        20,
        "https://wegdamnieuws.nl/hofnieuws/gemeente-niet-op-schema-met-opvang-asielzoekers-nog-een-taakstelling-van-45-statushouders/",
    ),
    (
        "2022H2",
        "GM1904",
        "Stichtse Vecht",
        50,
        "https://rtvstichtsevecht.nl/nieuws/artikel/gemeente-probeert-met-creatieve-oplossingen-taakstelling-statushouders-te-realiseren",
    ),
    (
        "2023H1",
        "GM1714",
        "Sluis",
        28,
        "https://www.ad.nl/middelburg/meer-statushouders-vinden-plek-in-zeeland~a74ebe99/",
    ),
    (
        "2023H1",
        "GM0717",
        "Veere",
        27,
        "https://www.ad.nl/middelburg/meer-statushouders-vinden-plek-in-zeeland~a74ebe99/",
    ),
    (
        "2025H1",
        "GM1969",
        "Westerkwartier",
        54,
        "https://www.rd.nl/artikel/1102776-provincie-zet-westerkwartier-weer-onder-druk-om-statushouders",
    ),
]


def compute(opdracht, halfjaar, *args):
    rijen = json.loads(opdracht("compute_taakstelling", halfjaar, *args, "--format", "json"))
    return {rij["code"]: rij for rij in rijen}


def show(opdracht, *args):
    return json.loads(opdracht("show_voortgang", *args, "--format", "json"))


@pytest.mark.parametrize(
    ("halfjaar", "code", "naam", "personen", "bron"), GEPUBLICEERD, ids=[f"{r[0]}-{r[2]}" for r in GEPUBLICEERD]
)
def test_every_published_target_from_2021_on_is_computed_exactly(opdracht, halfjaar, code, naam, personen, bron):
    rij = compute(opdracht, halfjaar)[code]

    assert (rij["naam"], rij["adams"], rij["gebruikt"]) == (naam, personen, personen), bron


def test_an_earlier_version_gives_what_was_published_then(opdracht):
    """R-114: the number of 2023H2 before it was lowered gave Stichtse Vecht 101."""
    assert compute(opdracht, "2023H2", "--versie", "1")["GM1904"]["adams"] == 101
    assert compute(opdracht, "2023H2")["GM1904"]["adams"] < 101


def test_noord_holland_as_a_whole_gets_what_its_province_was_told(opdracht):
    """2021H1: 2,228 persons, found by the province with a number of 13,500."""
    provincie = set(Gemeente.objects.filter(provincie="Noord-Holland").values_list("code", flat=True))
    # Heerhugowaard, Langedijk and Beemster did not merge until a year later, Weesp fourteen months later.
    provincie |= {"GM0398", "GM0416", "GM0370", "GM0457"}

    assert sum(rij["adams"] for code, rij in compute(opdracht, "2021H1").items() if code in provincie) == 2228


def test_the_lowered_number_of_2025_takes_over_and_the_first_stays_readable(opdracht):
    """17,700 became 15,000 while the half-year ran."""
    eerst, laatst = compute(opdracht, "2025H1", "--versie", "1"), compute(opdracht, "2025H1")

    assert (sum(rij["adams"] for rij in eerst.values()), sum(rij["adams"] for rij in laatst.values())) == (
        17_700,
        15_000,
    )
    assert eerst["GM1969"]["adams"] > laatst["GM1969"]["adams"]
    versies = LandelijkeTaakstelling.objects.for_halfjaar(Halfjaar(2025, 1)).order_by("versie")
    assert [(v.versie, v.soort) for v in versies] == [(1, "vastgesteld"), (2, "bijgesteld")]


def test_merged_gemeenten_are_divided_with_the_sum_of_their_parts(opdracht):
    """R-106, R-108: in 2021H1 Eemsdelta has the inhabitants of three; Haaren, which was split, stays whole (R-109)."""
    rijen = compute(opdracht, "2021H1")

    delen = Inwonertal.objects.filter(
        peildatum="2020-01-01", gemeente__naam__in=["Appingedam", "Delfzijl", "Loppersum"]
    )
    assert rijen["GM1979"]["inwoners"] == sum(delen.values_list("aantal", flat=True)) == 45_857
    assert not {"GM0003", "GM0010", "GM0024"} & rijen.keys()
    assert "GM0788" in rijen


def test_leiderdorp_turns_an_achterstand_into_a_voorsprong(opdracht):
    """2020H1: 9 asked, 4 behind, 14 housed; so 1 ahead, and 9 of the 10 of the next half-year are left."""
    opdracht("set_beginsaldo", "GM0547", "2020H1", "-4", "--bron", "Leiderdorps Weekblad")
    opdracht("publish_taakstelling", "Leiderdorp", "2020H1", "9", "--bron", "Leiderdorps Weekblad")
    opdracht("publish_taakstelling", "Leiderdorp", "2020H2", "10", "--bron", "Leiderdorps Weekblad")
    opdracht("book_correctie", "Leiderdorp", "2020-06-30", "14", "--reden", "gehuisvest volgens de krant")

    eerste, tweede = show(opdracht, "GM0547", "2020H1"), show(opdracht, "GM0547", "2020H2")
    assert (eerste["opgave"], eerste["gerealiseerd"], eerste["saldo_eind"], eerste["status"]) == (13, 14, 1, "voldaan")
    assert (tweede["saldo_begin"], tweede["opgave"]) == (1, 9)


def test_dronten_carries_its_voorsprong_into_a_computed_target(opdracht):
    """2020H2: 15 asked, 7 ahead, 10 housed; so 2 ahead. The 32 of 2021H1 is computed, not published here."""
    opdracht("set_beginsaldo", "GM0303", "2020H2", "7", "--bron", "Flevopost")
    opdracht("publish_taakstelling", "GM0303", "2020H2", "15", "--bron", "Flevopost")
    opdracht("book_correctie", "GM0303", "31-12-2020", "10", "--reden", "gehuisvest volgens de krant")

    eerste, tweede = show(opdracht, "GM0303")
    assert (eerste["opgave"], eerste["gerealiseerd"], eerste["saldo_eind"]) == (8, 10, 2)
    assert (tweede["periode"], tweede["taakstelling"], tweede["saldo_begin"], tweede["opgave"]) == ("2021H1", 32, 2, 30)


def test_stichtse_vecht_stays_behind_with_more_housed_than_asked(opdracht):
    opdracht("set_beginsaldo", "GM1904", "2022H2", "-32", "--bron", "RTV Stichtse Vecht")
    opdracht("book_correctie", "GM1904", "2022-12-31", "68", "--reden", "gehuisvest volgens de omroep")

    stand = show(opdracht, "GM1904", "2022H2")
    assert (stand["taakstelling"], stand["opgave"], stand["saldo_eind"]) == (50, 82, -14)


def test_delfzijl_does_not_clear_an_old_achterstand_first(opdracht):
    """R-113, ECLI:NL:RVS:2018:2647: 12 of 30, then 30 of a new 30, is still 18 behind."""
    opdracht("set_beginsaldo", "GM0010", "2016H1", "0", "--bron", "ECLI:NL:RVS:2018:2647")
    for halfjaar in ("2016H1", "2016H2"):
        opdracht("publish_taakstelling", "Delfzijl", halfjaar, "30", "--bron", "ECLI:NL:RVS:2018:2647")
    opdracht("book_correctie", "Delfzijl", "2016-06-30", "12", "--reden", "gehuisvest volgens de uitspraak")
    opdracht("book_correctie", "Delfzijl", "2016-12-31", "30", "--reden", "om het verweer na te rekenen")

    eerste, tweede = show(opdracht, "GM0010", "2016H1"), show(opdracht, "GM0010", "2016H2")
    assert eerste["saldo_eind"] == -18
    assert (tweede["opgave"], tweede["saldo_eind"], tweede["percentage"]) == (48, -18, 62.5)


def test_a_halfjaar_without_inhabitants_on_file_says_so(opdracht):
    with pytest.raises(CommandError, match="de inwoners op 01-01-2019 nodig"):
        opdracht("compute_taakstelling", "2020H1")
