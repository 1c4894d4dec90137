"""The tools of an administrator: what they record and what they print. Mistakes have a file of their own."""

import csv
import json
from datetime import date
from io import StringIO

import pytest
from django.core.management.base import CommandError
from django.utils import timezone

from samenwerking.models import Gebeurtenis, Logregel
from taakstelling.models import Beginsaldo, GepubliceerdeTaakstelling, Inwonertal, Realisatie, Voortgang
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.services.realisatie import book_correctie
from tests.factories.samenwerking import GebruikerFactory, GemeenteFactory
from tests.factories.taakstelling import (
    BeginsaldoFactory,
    GepubliceerdeTaakstellingFactory,
    InwonertalFactory,
    LandelijkeTaakstellingFactory,
    TaakstellingFactory,
    start_gemeente,
)

pytestmark = pytest.mark.django_db
H1, H2 = Halfjaar(2026, 1), Halfjaar(2026, 2)


def book(gemeente, aantal, datum):
    book_correctie(gemeente=gemeente, datum=datum, aantal=aantal, reden="proef", door=GebruikerFactory())


def as_json(opdracht, *args):
    return json.loads(opdracht(*args, "--format", "json"))


# --- show_voortgang ---------------------------------------------------------------------------------------------------
def test_one_halfjaar_is_an_object_with_every_number(opdracht, gemeente):
    book(gemeente, 21, date(2026, 3, 2))

    assert as_json(opdracht, "show_voortgang", "GM9303", "2026H1") == {
        "periode": "2026H1",
        "taakstelling": 30,
        "saldo_begin": -4,
        "opgave": 34,
        "gerealiseerd": 21,
        "saldo_eind": -13,
        "percentage": 61.8,
        "status": Voortgang.objects.get().stand.schema(timezone.localdate()).value,
    }


def test_without_a_halfjaar_all_of_them_follow_each_other(opdracht, gemeente):
    GepubliceerdeTaakstellingFactory(gemeente=gemeente, halfjaar=H2, aantal=10)
    book(gemeente, 40, date(2026, 3, 2))
    opdracht("recompute_voortgang")

    rijen = as_json(opdracht, "show_voortgang", "proefdronten")
    assert [(rij["periode"], rij["saldo_begin"], rij["saldo_eind"]) for rij in rijen] == [
        ("2026H1", -4, 6),
        ("2026H2", 6, -4),
    ]


def test_a_voorsprong_that_covers_the_target_has_no_percentage(opdracht):
    start_gemeente(gemeente=GemeenteFactory(code="GM9001"), doel=5, saldo=5)

    stand = as_json(opdracht, "show_voortgang", "GM9001", "2026H1")
    assert (stand["opgave"], stand["percentage"], stand["status"]) == (0, None, "voldaan")


@pytest.mark.parametrize(
    ("peildatum", "geteld", "status"),
    [
        ("2026-01-31", 0, "op_schema"),
        ("31-03-2026", 16, "op_schema"),
        ("2026-04-01", 16, "achter"),
        ("2026-04-02", 17, "op_schema"),
        ("2026-06-01", 17, "ver_achter"),
        ("2026-07-01", 17, "ver_achter"),
    ],
)
def test_a_peildatum_counts_what_was_booked_by_that_day(opdracht, gemeente, peildatum, geteld, status):
    """Half of 34 is due on 1 April (R-121)."""
    book(gemeente, 16, date(2026, 3, 31))
    book(gemeente, 1, date(2026, 4, 2))

    stand = as_json(opdracht, "show_voortgang", "GM9303", "2026H1", "--peildatum", peildatum)
    assert (stand["gerealiseerd"], stand["status"]) == (geteld, status)


def test_a_peildatum_carries_the_saldo_of_that_day_into_the_next_halfjaar(opdracht, gemeente):
    GepubliceerdeTaakstellingFactory(gemeente=gemeente, halfjaar=H2, aantal=10)
    book(gemeente, 20, date(2026, 2, 1))
    book(gemeente, 14, date(2026, 6, 1))
    opdracht("recompute_voortgang")

    rijen = as_json(opdracht, "show_voortgang", "GM9303", "--peildatum", "2026-03-01")
    assert [rij["saldo_begin"] for rij in rijen] == [-4, -14]


def test_a_table_writes_as_people_do_and_csv_as_machines_do(opdracht, gemeente):
    book(gemeente, 21, date(2026, 3, 2))

    kop, rij = opdracht("show_voortgang", "Dronten op proef", "2026H1").splitlines()
    assert kop.split() == list(as_json(opdracht, "show_voortgang", "GM9303", "2026H1"))
    assert rij.split()[:7] == ["2026H1", "30", "-4", "34", "21", "-13", "61,8"]

    (regel,) = csv.DictReader(StringIO(opdracht("show_voortgang", "GM9303", "2026H1", "--format", "csv")))
    assert (regel["periode"], regel["opgave"], regel["percentage"]) == ("2026H1", "34", "61.8")


def refusal(opdracht, *args):
    with pytest.raises(CommandError) as fout:
        opdracht(*args)
    return str(fout.value)


def test_a_gemeente_that_never_started_says_how_to_start(opdracht):
    GemeenteFactory(code="GM9001", naam="Nieuwland")

    assert refusal(opdracht, "show_voortgang", "GM9001", "2026H1") == (
        "Voor Nieuwland is nog niets vastgelegd. Leg vast met welk saldo de gemeente begint: "
        "manage.py set_beginsaldo GM9001 2026H1 N --bron TEKST."
    )
    assert "set_beginsaldo GM9001 HALFJAAR" in refusal(opdracht, "show_voortgang", "GM9001")


def test_a_halfjaar_before_the_begin_says_where_it_begins(opdracht, gemeente):
    zin = refusal(opdracht, "show_voortgang", "GM9303", "2025H2")

    assert "begint in 2026H1, dus na 2025H2" in zin
    assert "set_beginsaldo GM9303 2025H2" in zin


def test_a_gap_names_the_national_number_that_is_missing(opdracht, gemeente):
    GepubliceerdeTaakstellingFactory(gemeente=gemeente, halfjaar=Halfjaar(2027, 1))
    opdracht("recompute_voortgang")

    zin = refusal(opdracht, "show_voortgang", "GM9303", "2027H1")
    assert "De landelijke taakstelling van 2026H2 is niet bekend" in zin
    assert "publish_taakstelling GM9303 2026H2" in zin


def test_a_gap_names_the_inhabitants_that_are_missing(opdracht, gemeente):
    LandelijkeTaakstellingFactory(halfjaar=H2)

    zin = refusal(opdracht, "show_voortgang", "GM9303", "2026H2")
    assert "De inwoners op 01-01-2025 ontbreken" in zin
    assert "load_inwoners BESTAND" in zin


def test_a_gemeente_outside_the_division_has_no_target(opdracht, gemeente):
    LandelijkeTaakstellingFactory(halfjaar=H2)
    InwonertalFactory()

    assert "telt in 2026H2 niet mee in de verdeling" in refusal(opdracht, "show_voortgang", "GM9303", "2026H2")


def test_an_opening_balance_without_any_target_names_the_first_one_that_is_missing(opdracht):
    gemeente = GemeenteFactory()
    BeginsaldoFactory(gemeente=gemeente, halfjaar=H1)

    assert "De landelijke taakstelling van 2026H1" in refusal(opdracht, "show_voortgang", gemeente.code)


def test_a_gemeente_without_opening_balance_begins_at_its_first_booking(opdracht):
    gemeente = GemeenteFactory()
    book(gemeente, 3, date(2026, 2, 1))

    assert "begint in 2026H1, dus na 2025H1" in refusal(opdracht, "show_voortgang", gemeente.code, "2025H1")


# --- compute_taakstelling ---------------------------------------------------------------------------------------------
@pytest.fixture
def drie():
    """Three gemeenten that get 5, 3 and 2 of ten persons by Adams, and one more each by the letter of the law."""
    gemeenten = [GemeenteFactory(code=f"GM900{i}", naam=f"Proef {i}") for i in (3, 1, 2)]
    for gemeente, aantal in zip(gemeenten, (50_500, 29_500, 20_000), strict=True):
        InwonertalFactory(gemeente=gemeente, aantal=aantal)
    return gemeenten


def test_computing_gives_both_rules_and_what_is_used_by_code(opdracht, drie):
    LandelijkeTaakstellingFactory(halfjaar=H1, versie=1, aantal=10)
    GepubliceerdeTaakstellingFactory(gemeente=drie[2], halfjaar=H1, aantal=4)
    GepubliceerdeTaakstellingFactory(gemeente=drie[1], halfjaar=H1, aantal=9, vervangen=True)

    rijen = as_json(opdracht, "compute_taakstelling", "2026h1")

    assert rijen[1] == {
        "code": "GM9002",
        "naam": "Proef 2",
        "inwoners": 20_000,
        "adams": 2,
        "wettekst": 2,
        "gepubliceerd": 4,
        "gebruikt": 4,
    }
    velden = ("code", "adams", "wettekst", "gepubliceerd", "gebruikt")
    assert [tuple(rijen[i][veld] for veld in velden) for i in (0, 2)] == [
        ("GM9001", 3, 3, None, 3),
        ("GM9003", 5, 6, None, 5),
    ]


def test_computing_takes_the_latest_version_unless_told_otherwise(opdracht, drie):
    LandelijkeTaakstellingFactory(halfjaar=H1, versie=1, aantal=100)
    LandelijkeTaakstellingFactory(halfjaar=H1, versie=2, aantal=200)

    def total(*args):
        return sum(rij["adams"] for rij in as_json(opdracht, "compute_taakstelling", "2026H1", *args))

    assert (total(), total("--versie", "1"), total("--landelijk", "50")) == (200, 100, 50)


def test_an_estimate_is_said_beside_the_numbers(shell, drie):
    Inwonertal.objects.filter(gemeente=drie[0]).update(is_geschat=True)

    code, uit, fout = shell("compute_taakstelling", "2026H1", "--landelijk", "10", "--format", "json")
    assert (code, len(json.loads(uit))) == (0, 3)
    assert fout == "Let op: de inwoners op 01-01-2025 zijn geschat.\n"


def test_an_assumption_is_said_beside_the_numbers(shell, drie):
    LandelijkeTaakstellingFactory(halfjaar=H1, aantal=10, soort="aanname")

    code, _, fout = shell("compute_taakstelling", "2026H1")
    assert (code, fout) == (0, "Let op: het landelijke aantal van 2026H1 is een aanname.\n")


def test_computing_writes_nothing(opdracht, drie):
    opdracht("compute_taakstelling", "2026H1", "--landelijk", "10")

    assert not Logregel.objects.exists()
    assert not Voortgang.objects.exists()


# --- Commands that record ---------------------------------------------------------------------------------------------
def test_publishing_shows_what_was_computed_beside_it(opdracht, gemeente):
    TaakstellingFactory(gemeente=gemeente, adams=31)

    assert as_json(opdracht, "publish_taakstelling", "GM9303", "2026H1", "28", "--bron", "brief") == {
        "code": "GM9303",
        "naam": "Proefdronten",
        "periode": "2026H1",
        "gepubliceerd": 28,
        "adams": 31,
    }
    publicatie = GepubliceerdeTaakstelling.objects.geldend().get()
    assert (publicatie.bron, publicatie.vastgelegd_door.username) == ("brief", "systeem")
    assert Voortgang.objects.get().taakstelling == 28


def test_a_negative_opening_balance_parses(shell, gemeente):
    code, uit, fout = shell("set_beginsaldo", "GM9303", "2026H1", "-12", "--bron", "jaarrekening", "--format", "json")

    assert (code, fout) == (0, "")
    assert json.loads(uit) == {"code": "GM9303", "naam": "Proefdronten", "periode": "2026H1", "saldo_begin": -12}
    assert Beginsaldo.objects.geldend().get().saldo == -12


@pytest.mark.parametrize("datum", ["2026-02-28", "28-02-2026"])
def test_a_correction_takes_both_ways_to_write_a_date(shell, gemeente, datum):
    code, uit, _ = shell("book_correctie", "GM9303", datum, "-3", "--reden", "dubbel geteld", "--format", "json")

    assert code == 0
    assert json.loads(uit) == {
        "code": "GM9303",
        "naam": "Proefdronten",
        "datum": "2026-02-28",
        "periode": "2026H1",
        "personen": -3,
    }
    assert Realisatie.objects.get().reden == "dubbel geteld"
    assert Voortgang.objects.get().gerealiseerd == -3


def test_loading_the_reference_data_says_what_was_added_and_then_that_all_was_there(opdracht):
    assert opdracht("load_reference") == (
        "Referentiegegevens toegevoegd: 410 gemeenten, 15 naamvarianten, 21 herindelingen, 3.197 inwonertallen, "
        "22 landelijke cijfers, 1 toezichtkader.\n"
    )
    assert opdracht("load_reference") == "Referentiegegevens: alles stond er al.\n"


def test_loading_a_file_of_inhabitants_says_what_it_held(opdracht, tmp_path):
    GemeenteFactory(code="GM9303")
    bestand = tmp_path / "cbs.csv"
    bestand.write_text("Perioden;RegioS;Bevolking\n2025JJ00;GM9303;54321\n")

    assert as_json(opdracht, "load_inwoners", str(bestand)) == [{"peildatum": "2025-01-01", "gemeenten": 1}]
    assert Inwonertal.objects.get().aantal == 54_321


# --- recompute_voortgang ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("alleen", [(), ("--gemeente", "Proefdronten")])
def test_verify_reports_and_repairs_drift_and_ends_with_1(shell, gemeente, alleen):
    Voortgang.objects.update(gerealiseerd=9)

    code, uit, fout = shell("recompute_voortgang", "--verify", "--format", "json", *alleen)
    assert code == 1
    assert json.loads(uit) == [
        {
            "code": "GM9303",
            "periode": "2026H1",
            "taakstelling_opgeslagen": 30,
            "saldo_begin_opgeslagen": -4,
            "gerealiseerd_opgeslagen": 9,
            "taakstelling_herbouwd": 30,
            "saldo_begin_herbouwd": -4,
            "gerealiseerd_herbouwd": 0,
        }
    ]
    assert fout.startswith("De voortgang klopte niet met het grootboek (afwijkingen: 1)")
    assert Voortgang.objects.get().gerealiseerd == 0
    assert Logregel.objects.last().gebeurtenis == Gebeurtenis.VOORTGANG_HERBEREKEND

    assert shell("recompute_voortgang", "--verify", *alleen) == (
        0,
        "Voortgang klopt met het grootboek: niets gewijzigd.\n",
        "",
    )


def test_without_verify_drift_is_repaired_and_that_is_all(shell, gemeente):
    Voortgang.objects.all().delete()

    code, uit, fout = shell("recompute_voortgang")
    assert (code, fout) == (0, "")
    assert uit.splitlines()[1].split()[:5] == ["GM9303", "2026H1", "-", "-", "-"]
    assert Voortgang.objects.exists()


def test_one_gemeente_leaves_the_others_as_they_are(opdracht, gemeente):
    ander = start_gemeente().gemeente
    Voortgang.objects.update(gerealiseerd=9)

    opdracht("recompute_voortgang", "--gemeente", "GM9303")

    assert Voortgang.objects.get(gemeente=ander).gerealiseerd == 9
