"""Whatever goes wrong in a command of taakstelling ends with 1 and one line of Dutch, and writes nothing."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management.base import CommandError

from samenwerking.models import Logregel
from taakstelling.models import Voortgang
from taakstelling.regels.halfjaar import Halfjaar
from tests.factories.taakstelling import LandelijkeTaakstellingFactory

pytestmark = pytest.mark.django_db
H1 = Halfjaar(2026, 1)

BRON = ("--bron", "brief")
REDEN = ("--reden", "fout")
FOUTEN = [
    (("show_voortgang", "Nergenshuizen"), "De gemeente ‘Nergenshuizen’ is niet bekend."),
    (("show_voortgang", "GM9303", "2026"), "‘2026’ is geen halfjaar."),
    (("show_voortgang", "GM9303", "2026H3"), "‘2026H3’ is geen halfjaar."),
    (("show_voortgang", "GM9303", "--peildatum", "gisteren"), "‘gisteren’ is geen datum."),
    (("show_voortgang",), "Schrijf: manage.py show_voortgang"),
    (("show_voortgang", "GM9303", "--format", "xml"), "Schrijf: manage.py show_voortgang"),
    (("compute_taakstelling", "1700H1"), "1700H1 is geen halfjaar."),
    (("compute_taakstelling", "2026H1"), "De landelijke taakstelling van 2026H1 is niet bekend."),
    (("compute_taakstelling", "2026H1", "--landelijk", "100"), "Voor 2026H1 zijn de inwoners op 01-01-2025 nodig"),
    (("compute_taakstelling", "2026H1", "--landelijk", "-1"), "-1 kan niet: geef een getal van 0"),
    (("compute_taakstelling", "2026H1", "--landelijk", "10,5"), "‘10,5’ is geen heel getal."),
    (("compute_taakstelling", "2026H1", "--landelijk", "9", "--versie", "1"), "Kies --landelijk of --versie"),
    (("publish_taakstelling", "GM9303", "2026H1", "-3", *BRON), "Een taakstelling is nooit lager dan nul."),
    (("publish_taakstelling", "GM9303", "2026H1", "vijf", *BRON), "‘vijf’ is geen heel getal."),
    (("publish_taakstelling", "GM9303", "2026H1", "5", "--bron", " "), "Noem de bron"),
    (("publish_taakstelling", "GM9303", "2026H1", "5", "--bron", "x" * 501), "bron: "),
    (("publish_taakstelling", "GM9303", "2026H1", "5"), "Schrijf: manage.py publish_taakstelling"),
    (("set_beginsaldo", "GM9303", "2026H1", "-4x", *BRON), "Schrijf: manage.py set_beginsaldo"),
    (("set_beginsaldo", "GM9303", "2026H1", "9" * 12, *BRON), "kan niet: geef een getal van -1000000"),
    (("set_beginsaldo", "GM9303", "2026H1", "9" * 40, *BRON), "is geen heel getal."),
    (("set_beginsaldo", "GM9303", "2026H1", "4", "--bron", ""), "Noem de bron van het beginsaldo."),
    (("book_correctie", "GM9303", "2026-02-30", "4", *REDEN), "‘2026-02-30’ is geen datum."),
    (("book_correctie", "GM9303", "02/03/2026", "4", *REDEN), "‘02/03/2026’ is geen datum."),
    (("book_correctie", "GM9303", "0001-03-02", "4", *REDEN), "1H1 is geen halfjaar."),
    (("book_correctie", "GM9303", "2026-02-03", "0", *REDEN), "Een correctie van nul personen verandert niets."),
    (("book_correctie", "GM9303", "2026-02-03", "4", "--reden", ""), "Schrijf op waarom u corrigeert."),
    (("book_correctie", "GM9303", "2026-02-03", "4", "--reden", "x" * 301), "De reden is langer dan 300 tekens."),
    (("recompute_voortgang", "--gemeente", "GM0000"), "De gemeente ‘GM0000’ is niet bekend."),
    (("load_inwoners", "/tmp/bestaat-niet.csv"), "is niet te openen."),  # noqa: S108 - it must not exist
    (("load_inwoners", "/"), "is niet te openen."),
    (("load_inwoners", __file__), "eindigt niet op .xlsx, .ods of .csv."),
]


@pytest.mark.parametrize(("argv", "zin"), FOUTEN)
def test_every_mistake_ends_with_1_and_one_line_of_dutch(shell, gemeente, argv, zin):
    before = (Logregel.objects.count(), list(Voortgang.objects.values_list()))

    code, uit, fout = shell(*argv)

    assert (code, uit) == (1, "")
    assert zin in fout
    assert fout.count("\n") == 1
    assert "Error" not in fout
    assert (Logregel.objects.count(), list(Voortgang.objects.values_list())) == before


def test_an_unknown_version_names_the_latest(shell):
    LandelijkeTaakstellingFactory(halfjaar=H1, versie=1)

    assert shell("compute_taakstelling", "2026H1", "--versie", "3") == (
        1,
        "",
        "Versie 3 van 2026H1 bestaat niet. De laatste versie is 1.\n",
    )


def test_called_from_python_a_mistake_is_a_commanderror(opdracht, gemeente):
    with pytest.raises(CommandError, match="is geen halfjaar"):
        opdracht("show_voortgang", "GM9303", "x")
    with pytest.raises(CommandError, match="Schrijf: show_voortgang"):
        opdracht("show_voortgang")


def test_a_real_process_ends_the_same_way():
    manage = Path(settings.BASE_DIR) / "manage.py"
    klaar = subprocess.run([sys.executable, str(manage), "set_beginsaldo"], capture_output=True, text=True, check=False)

    assert (klaar.returncode, klaar.stdout) == (1, "")
    assert klaar.stderr.startswith("De opdracht is niet compleet of klopt niet. Schrijf: manage.py set_beginsaldo")
    assert klaar.stderr.count("\n") == 1


def test_a_part_of_a_name_finds_no_gemeente(opdracht, gemeente):
    with pytest.raises(CommandError, match="De gemeente ‘dronten’ is niet bekend"):
        opdracht("show_voortgang", "dronten")
