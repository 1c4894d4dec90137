"""`import_overzicht`: what it prints, what it writes, and how it refuses."""

import json

import pytest

from samenwerking.models import Gebruiker
from taakstelling.models import Beginsaldo, CoaStand, GepubliceerdeTaakstelling, Overzichtimport
from tests.bewijs import snapshot
from tests.taakstelling.overzichten import VOORBEELDEN, make_gemeenten

pytestmark = pytest.mark.django_db

PUBLICATIE = (
    "import_overzicht",
    str(VOORBEELDEN / "gepubliceerd.csv"),
    *("--soort", "gepubliceerd", "--halfjaar", "2026H1", "--saldo", "achterstand"),
)
STAND = (
    "import_overzicht",
    str(VOORBEELDEN / "coa_stand.csv"),
    *("--soort", "coa_stand", "--halfjaar", "2026H1", "--peildatum", "2026-04-01", "--saldo", "voorsprong"),
)


@pytest.fixture(autouse=True)
def gemeenten():
    return make_gemeenten()


def test_without_apply_nothing_at_all_is_written(opdracht):
    Gebruiker.objects.systeem()
    before = snapshot()

    uitkomst = json.loads(opdracht(*PUBLICATIE, "--format", "json"))

    assert (uitkomst["nieuw"], uitkomst["toegepast"], len(uitkomst["fouten"])) == (3, False, 2)
    assert snapshot() == before


def test_apply_writes_in_the_name_of_the_system_and_a_second_time_nothing(opdracht):
    opdracht(*PUBLICATIE, "--apply", "--beginsaldo")
    assert (GepubliceerdeTaakstelling.objects.count(), Beginsaldo.objects.count()) == (3, 3)
    assert Overzichtimport.objects.get().toegepast_door == Gebruiker.objects.systeem()

    uitkomst = json.loads(opdracht(*PUBLICATIE, "--apply", "--format", "json"))

    assert (uitkomst["nieuw"], uitkomst["gewijzigd"], uitkomst["ongewijzigd"]) == (0, 0, 3)
    assert GepubliceerdeTaakstelling.objects.count() == 3


def test_a_state_is_read_with_its_day(opdracht):
    uitvoer = opdracht(*STAND, "--apply")

    assert CoaStand.objects.count() == 3
    assert "geweigerd" in uitvoer


def test_refused_rows_and_remarks_are_said_beside_the_table(shell):
    code, uit, fouten = shell(*PUBLICATIE)

    assert code == 0
    assert "Rij 7 (Nergenshuizen): De gemeente ‘Nergenshuizen’ is niet bekend." in fouten
    assert "Let op: Niet gebruikt: Provincie." in fouten
    assert "nee" in uit


@pytest.mark.parametrize(
    ("argv", "zin"),
    [
        (STAND[:-4] + STAND[-2:], "peildatum: Vul de peildatum van de stand in."),
        (PUBLICATIE[:-2], "De opdracht is niet compleet"),
        (("import_overzicht", "/tmp/bestaat-niet.csv", *PUBLICATIE[2:]), "is niet te openen."),  # noqa: S108
        (("import_overzicht", str(VOORBEELDEN / "eigen_kop.csv"), *PUBLICATIE[2:]), "mist de kolom Taakstelling."),
    ],
)
def test_what_cannot_be_done_is_one_sentence(shell, argv, zin):
    code, _, fout = shell(*argv)

    assert (code, Overzichtimport.objects.count()) == (1, 0)
    assert zin in fout
