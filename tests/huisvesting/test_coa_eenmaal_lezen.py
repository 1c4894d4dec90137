"""The file of a COA list is read once: after that its table is kept with it, and goes with it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from huisvesting.models import CoaImport, Statushouder
from huisvesting.services.coa import apply_coa_import, expire_coa_imports
from huisvesting.services.coa_besluit import decide_rijen
from huisvesting.services.coa_ontvangst import choose_coa_blad, choose_coa_kolommen, receive_coa_lijst
from huisvesting.services.coa_verbeteren import read_overgeslagen
from samenwerking.models import Inleesstatus
from samenwerking.services import inlezing
from samenwerking.services.inlezing import find_tabel, open_bestand
from tests.factories.samenwerking import AmbtenaarFactory, GemeenteFactory
from tests.huisvesting.coa_lijsten import make_csv, rij, sample
from tests.samenwerking.inlezen.bouwen import blad, xlsx
from tests.samenwerking.inlezen.bouwen import rij as cellen

pytestmark = [pytest.mark.django_db, pytest.mark.beide]
MOMENT = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
WERKBOEK = xlsx(blad(cellen("Een", "Twee"), cellen("a", "b")), blad(cellen("Drie", "Vier"), cellen("c", "d")))


@pytest.fixture
def ambtenaar():
    return AmbtenaarFactory(gemeente=GemeenteFactory())


@pytest.fixture
def receive(ambtenaar):
    def receive(data: bytes, naam: str = "lijst.csv") -> CoaImport:
        lijst = receive_coa_lijst(gemeente=ambtenaar.gemeente, data=data, bestandsnaam=naam, door=ambtenaar, op=MOMENT)
        return CoaImport.objects.get(pk=lijst.pk)

    return receive


@pytest.fixture
def closed_readers(monkeypatch):
    """From here on no file is read."""

    def refuse(*_, **__):
        raise AssertionError("the file is read again")

    return lambda: monkeypatch.setattr(inlezing, "read_tabel", refuse)


def test_applying_does_not_read_the_file_again(receive, ambtenaar, closed_readers):
    coa_import = receive(sample("goed"))
    closed_readers()
    apply_coa_import(coa_import=coa_import, door=ambtenaar, op=MOMENT)
    assert Statushouder.objects.count() == 40


def test_deciding_and_mending_do_not_read_the_file_again(receive, ambtenaar, closed_readers):
    coa_import = receive(make_csv(rij(1), rij(1, huishoudnummer="H-2")))
    closed_readers()
    decide_rijen(coa_import=coa_import, keuzes={2: "telt"}, door=ambtenaar, op=MOMENT)
    assert [regel.rij for regel, _ in read_overgeslagen(CoaImport.objects.get()).rijen] == [3]


def test_choosing_columns_does_not_read_the_file_again(receive, ambtenaar, closed_readers):
    coa_import = receive("\r\n".join(["N;H;A;G;K", "2801234567;H1;Bedacht;1990-01-02;2026-01-02"]).encode())
    assert coa_import.status == Inleesstatus.INDELEN
    closed_readers()
    kolommen = ("v_nummer", "huishoudnummer", "achternaam", "geboortedatum", "datum_koppeling")
    toewijzing = dict(zip(kolommen, "NHAGK", strict=True))
    coa_import = choose_coa_kolommen(coa_import=coa_import, toewijzing=toewijzing, door=ambtenaar, op=MOMENT)
    assert coa_import.samenvatting["nieuw"] == 1


def test_another_sheet_is_read_and_kept_instead(receive, ambtenaar):
    coa_import = receive(WERKBOEK, "lijst.xlsx")
    assert find_tabel(coa_import).kop == ["Een", "Twee"]
    choose_coa_blad(coa_import=coa_import, blad="Blad2", door=ambtenaar, op=MOMENT)
    coa_import.refresh_from_db()
    assert find_tabel(coa_import).kop == coa_import.koppen == ["Drie", "Vier"]
    coa_import.blad = "Blad1"
    assert find_tabel(coa_import) is None


def test_the_table_is_that_of_the_file_and_goes_with_it(receive, ambtenaar):
    coa_import = receive(sample("goed"))
    assert open_bestand(coa_import) == sample("goed")
    inlezing.keep_bestand(coa_import, data=WERKBOEK, bestandsnaam="lijst.xlsx")
    assert (open_bestand(coa_import), find_tabel(coa_import)) == (WERKBOEK, None)
    coa_import = receive(sample("goed"))
    apply_coa_import(coa_import=coa_import, door=ambtenaar, op=MOMENT)
    expire_coa_imports(door=ambtenaar, op=MOMENT + timedelta(days=3))
    coa_import.refresh_from_db()
    assert (coa_import.inhoud, find_tabel(coa_import)) == ("", None)
