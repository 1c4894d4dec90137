"""`import_coa`: what it prints, what it writes, and how it refuses."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from huisvesting.models import CoaImport, Huishouden, Statushouder
from huisvesting.services.coa_ontvangst import choose_coa_kolommen, receive_coa_lijst
from samenwerking.models import Gebruiker, Logregel
from samenwerking.models.gebruiker import SYSTEEM
from tests.factories.samenwerking import AmbtenaarFactory, GemeenteFactory, NaamvariantFactory
from tests.huisvesting.coa_lijsten import VOORBEELDEN, make_csv, rij

pytestmark = pytest.mark.django_db


@pytest.fixture
def gemeente():
    return GemeenteFactory()


def run(bestand, gemeente, *opties: str) -> str:
    uit = StringIO()
    call_command("import_coa", str(bestand), "--gemeente", gemeente.code, *opties, stdout=uit, stderr=StringIO())
    return uit.getvalue()


def test_without_apply_nothing_at_all_is_written(gemeente):
    uitkomst = json.loads(run(VOORBEELDEN / "goed.csv", gemeente))
    assert uitkomst == {
        "personen": 40,
        "huishoudens": 15,
        "nieuw": 40,
        "gewijzigd": 0,
        "ongewijzigd": 0,
        "vervallen": 0,
        "fouten": [],
        "toegepast": False,
    }
    assert CoaImport.objects.count() == Statushouder.objects.count() == Logregel.objects.count() == 0


def test_apply_writes_in_the_name_of_the_system_and_is_idempotent(gemeente):
    assert json.loads(run(VOORBEELDEN / "goed.csv", gemeente, "--apply"))["toegepast"] is True
    assert CoaImport.objects.get().toegepast_door == Gebruiker.objects.systeem()
    opnieuw = json.loads(run(VOORBEELDEN / "goed.csv", gemeente, "--apply"))
    assert (opnieuw["nieuw"], opnieuw["gewijzigd"], opnieuw["ongewijzigd"]) == (0, 0, 40)
    assert (Huishouden.objects.count(), Statushouder.objects.count()) == (15, 40)


def test_changed_list_counts_persons(gemeente):
    run(VOORBEELDEN / "goed.csv", gemeente, "--apply")
    uitkomst = json.loads(run(VOORBEELDEN / "gewijzigd.csv", gemeente, "--apply"))
    assert [uitkomst[k] for k in ("nieuw", "gewijzigd", "ongewijzigd", "vervallen")] == [3, 5, 32, 1]
    assert [fout["code"] for fout in uitkomst["fouten"]] == ["andere_gegevens"]
    assert Statushouder.objects.count() == 43


def test_columns_that_someone_chose_before_hold_here_too(gemeente, tmp_path):
    bestand = tmp_path / "lijst.csv"
    bestand.write_bytes(make_csv(rij(1, gezinsrol="hoofd")).replace(b"achternaam", b"hoe heet u"))
    door = AmbtenaarFactory(gemeente=gemeente)
    lijst = receive_coa_lijst(gemeente=gemeente, data=bestand.read_bytes(), bestandsnaam="l.csv", door=door)
    kolommen = {naam: naam for naam in ("v_nummer", "huishoudnummer", "geboortedatum", "datum_koppeling")}
    choose_coa_kolommen(coa_import=lijst, toewijzing={**kolommen, "achternaam": "hoe heet u"}, door=door)
    assert json.loads(run(bestand, gemeente))["nieuw"] == 1


def test_faults_name_row_column_and_code_and_stay_out_with_their_household(gemeente, tmp_path):
    bestand = tmp_path / "lijst.csv"
    bestand.write_bytes(make_csv(rij(1, gezinsrol="hoofd"), rij(2, geboortedatum="31-02-2000"), rij(3, "H2")))
    uitkomst = json.loads(run(bestand, gemeente, "--apply"))
    (fout,) = uitkomst["fouten"]
    assert (fout["rij"], fout["kolom"], fout["code"]) == (3, "geboortedatum", "datum_onmogelijk")
    assert fout["melding"].startswith("Deze dag bestaat niet.")
    assert (uitkomst["personen"], uitkomst["nieuw"], Statushouder.objects.count()) == (3, 1, 1)


def test_table_shows_the_numbers_and_the_faults(gemeente):
    tabel = run(VOORBEELDEN / "fout.csv", gemeente, "--format", "table")
    assert "35" in tabel.splitlines()[1].split()
    assert "v_nummer_dubbel" in tabel


def test_name_and_variant_of_the_gemeente_are_known(gemeente):
    NaamvariantFactory(gemeente=gemeente, naam="Ander Woord")
    uit = StringIO()
    call_command("import_coa", str(VOORBEELDEN / "goed.csv"), gemeente="ander woord", stdout=uit)
    assert json.loads(uit.getvalue())["nieuw"] == 40


@pytest.mark.parametrize("inhoud", [b"", b"PK\x03\x04kapot", b"a;b\n1;2"])
@pytest.mark.parametrize("opties", [[], ["--apply"]])
def test_bad_file_is_refused_with_a_sentence_and_nothing_is_written(gemeente, tmp_path, inhoud, opties):
    bestand = tmp_path / "lijst.csv"
    bestand.write_bytes(inhoud)
    with pytest.raises(CommandError, match=r"^[A-Z].*\.$"):
        run(bestand, gemeente, *opties)
    assert not CoaImport.objects.exists()
    assert not Logregel.objects.exists()
    assert not Gebruiker.objects.exclude(username=SYSTEEM).exists()


def test_missing_file_and_unknown_or_abolished_gemeente_are_refused(gemeente, tmp_path):
    with pytest.raises(CommandError, match="niet te openen"):
        run(tmp_path / "nergens.csv", gemeente)
    with pytest.raises(CommandError, match="niet te openen"):
        run(tmp_path, gemeente)
    with pytest.raises(CommandError, match="bestaat niet meer"):
        run(VOORBEELDEN / "goed.csv", GemeenteFactory(opgeheven=True))
    with pytest.raises(CommandError, match="niet bekend"):
        run(VOORBEELDEN / "goed.csv", GemeenteFactory.build(code="GM8888"))
