"""Rows that were left out: as a spreadsheet, mended, and read in alone. The three lists of workflow.md S1."""

import io
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from huisvesting.models import CoaImport, Huishouden, Statushouder
from huisvesting.services.coa import apply_coa_import, expire_coa_imports
from huisvesting.services.coa_ontvangst import receive_coa_lijst
from huisvesting.services.coa_verbeteren import read_overgeslagen
from samenwerking.models import Gebeurtenis, Gebruiker, Inleesstatus, Logregel
from tests.factories.samenwerking import AmbtenaarFactory, GemeenteFactory
from tests.huisvesting.coa_lijsten import make_csv, make_xlsx, rij

pytestmark = pytest.mark.django_db

MOMENT = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
HOOFD = {"gezinsrol": "hoofd"}


@pytest.fixture
def ambtenaar():
    return AmbtenaarFactory(gemeente=GemeenteFactory(naam="Proefstad"))


@pytest.fixture
def receive(ambtenaar):
    def receive(data: bytes, naam: str = "lijst.csv", **anders) -> CoaImport:
        invoer = {"gemeente": ambtenaar.gemeente, "door": ambtenaar, **anders}
        return receive_coa_lijst(data=data, bestandsnaam=naam, **invoer)

    return receive


@pytest.fixture
def client(client, ambtenaar):
    client.force_login(ambtenaar)
    return client


def url(wat: str, lijst: CoaImport) -> str:
    return reverse(f"huisvesting:coa_import_{wat}", args=[lijst.pk])


def text(response) -> str:
    return " ".join(response.content.decode().split())


def sheet(inhoud: bytes) -> list[list]:
    return [[cel.value for cel in rij] for rij in openpyxl.load_workbook(io.BytesIO(inhoud)).active.iter_rows()]


# --- The three lists --------------------------------------------------------------------------------------------------
def families(aantal: int) -> list[dict]:
    """People by two, each pair a household."""
    kind = {"gezinsrol": "kind", "geboortedatum": "05-05-2015"}
    return [rij(n + 1, f"H{n // 2}", **(kind if n % 2 else HOOFD)) for n in range(aantal)]


def test_first_list_200_rows_7_faulty_are_mended_and_read_in_alone(client, ambtenaar, receive):
    rijen = families(186) + [rij(n + 1, f"L{n}", **HOOFD) for n in range(186, 200)]
    goed = {r["v_nummer"]: r["geboortedatum"] for r in rijen}
    for n in range(7):
        rijen[186 + n] |= {"geboortedatum": "31-02-1984"}
    lijst = receive(make_csv(*rijen))
    assert [lijst.samenvatting[k] for k in ("nieuw", "fout", "overgeslagen", "twijfel")] == [193, 7, 0, 0]
    assert Statushouder.objects.count() == 0
    client.post(url("apply", lijst))
    assert Statushouder.objects.count() == 193

    kop, *over = sheet(client.get(url("overgeslagen", lijst)).content)
    assert [r[0] for r in over] == list(range(188, 195))
    assert all("Deze dag bestaat niet" in r[1] for r in over)
    for r in over:
        r[kop.index("geboortedatum")] = goed[r[kop.index("v_nummer")]]
    bestand = SimpleUploadedFile("verbeterd.xlsx", make_xlsx(kop, *over))
    response = client.post(url("verbeteren", lijst), {"bestand": bestand}, follow=True)
    assert "Verbetering van" in text(response)
    verbetering = CoaImport.objects.get(verbetering_van=lijst)
    s = verbetering.samenvatting
    assert (s["nieuw"], s["vervallen"], s["onbekende_kolommen"], s["vraagt_bevestiging"]) == (7, 0, [], False)
    client.post(url("apply", verbetering))
    assert Statushouder.objects.count() == 200
    opnieuw = receive(make_csv(*rijen)).samenvatting
    assert (opnieuw["nieuw"], opnieuw["gewijzigd"], opnieuw["vervallen"]) == (0, 0, 0)


def test_second_list_shows_the_extra_child_and_the_bedroom_it_needs(client, ambtenaar, receive):
    apply_coa_import(coa_import=receive(make_csv(*families(4))), door=ambtenaar)
    lijst = receive(make_csv(*families(4), rij(50, "H0", geboortedatum="01-09-2012", gezinsrol="kind")))
    pagina = text(client.get(lijst.get_absolute_url()))
    assert "2 personen, 2 slaapkamers → 3 personen, 2 slaapkamers" in pagina
    tiener = receive(make_csv(*families(4), *(rij(n, "H0", geboortedatum="01-09-2012") for n in (50, 51))))
    assert "2 personen, 2 slaapkamers → 4 personen, 3 slaapkamers" in text(client.get(tiener.get_absolute_url()))


def test_third_list_of_which_more_than_a_fifth_is_missing_asks_for_confirmation(client, ambtenaar, receive):
    apply_coa_import(coa_import=receive(make_csv(*families(10))), door=ambtenaar)
    lijst = receive(make_csv(*families(6)))
    assert "Is dit de goede lijst?" in text(client.get(lijst.get_absolute_url()))
    assert client.post(url("apply", lijst)).status_code == 422
    client.post(url("apply", lijst), {"bevestigd": "on"})
    lijst.refresh_from_db()
    assert lijst.status == Inleesstatus.VERWERKT
    assert Statushouder.objects.count() == 10


# --- The spreadsheet --------------------------------------------------------------------------------------------------
KOP = ["Kenmerk", "V-nummer", "Huishoudnummer", "Achternaam", "Geboortedatum", "Datum koppeling", "Gezinsrol"]
DAG = date(2026, 1, 12)


def workbook() -> bytes:
    return make_xlsx(
        KOP,
        ["=1+1", 9990000001, "H1", "Goed", date(1984, 3, 17), DAG, "hoofd"],
        ["@a", 9990000002, "H2", "Foutief", "geen dag", DAG, "hoofd"],
        ["b", "9990000003", "H2", "Meegesleept", date(2015, 3, 17), DAG, "kind"],
        ["c", 9990000004, "H4", "Dubbel", date(1984, 3, 17), DAG, "hoofd"],
        ["d", 9990000004, "H5", "Dubbel", date(1984, 3, 17), DAG, "hoofd"],
    )


def test_spreadsheet_has_every_row_that_is_left_out_with_its_own_cells(client, receive):
    lijst = receive(workbook(), "lijst.xlsx")
    response = client.get(url("overgeslagen", lijst))
    assert response["Content-Type"].endswith("spreadsheetml.sheet")
    kop, *over = sheet(response.content)
    assert kop == ["Rij", "Wat er mis is", *KOP]
    assert [r[0] for r in over] == [3, 4, 5, 6]
    assert over[0][3:6] == ["9990000002", "H2", "Foutief"]
    assert over[0][6] == "geen dag"
    assert over[1][6].date() == date(2015, 3, 17)
    assert over[0][1].startswith("Geboortedatum: ")
    assert "Een ander lid van dit huishouden heeft een fout (rij 3)." in over[1][1]
    assert "V-nummer: Dit V-nummer staat vaker in de lijst." in over[2][1]


def test_csv_says_the_same_and_has_no_formulas(client, receive):
    inhoud = client.get(url("overgeslagen", receive(workbook(), "lijst.xlsx")) + "?formaat=csv").content.decode(
        "utf-8-sig"
    )
    assert "'@a;9990000002;H2;Foutief;geen dag;12-01-2026;hoofd" in inhoud
    assert ";17-03-2015;" in inhoud


def test_taking_the_spreadsheet_is_written_down_with_the_number_of_persons(client, receive):
    lijst = receive(workbook(), "lijst.xlsx")
    client.get(url("overgeslagen", lijst))
    regel = Logregel.objects.get(gebeurtenis=Gebeurtenis.UITVOER)
    assert (regel.onderwerp_id, regel.gegevens["personen"]) == (str(lijst.pk), 4)


def test_after_the_term_there_is_no_spreadsheet_and_the_page_says_so(client, receive, ambtenaar):
    lijst = apply_coa_import(coa_import=receive(workbook(), "lijst.xlsx", op=MOMENT), door=ambtenaar, op=MOMENT)
    expire_coa_imports(door=Gebruiker.objects.systeem(), op=MOMENT + timedelta(days=3))
    with pytest.raises(ValidationError, match="Het bestand is verwijderd"):
        read_overgeslagen(CoaImport.objects.get(pk=lijst.pk))
    assert "Het bestand is verwijderd" in text(client.get(url("overgeslagen", lijst), follow=True))
    assert "Download als Excel" not in text(client.get(lijst.get_absolute_url()))


def test_of_a_list_without_faults_nothing_can_be_mended(client, receive):
    lijst = receive(make_csv(rij(1, **HOOFD)))
    with pytest.raises(ValidationError, match="geen overgeslagen rijen"):
        read_overgeslagen(lijst)
    assert client.get(url("verbeteren", lijst)).status_code == 302
    assert "Verbeter alleen" not in text(client.get(lijst.get_absolute_url()))


# --- Mended rows ------------------------------------------------------------------------------------------------------
def test_mended_rows_are_read_with_the_columns_of_their_list(receive, ambtenaar):
    rijen = [rij(1, **HOOFD), rij(2, "H2", **HOOFD, geboortedatum="x")]
    lijst = receive(make_csv(*rijen).replace(b"achternaam", b"hoe heet u"), toewijzing={"achternaam": "hoe heet u"})
    goed = make_csv({"Rij": 3, "Wat er mis is": "x", **rijen[1], "geboortedatum": "17-03-1984"})
    verbetering = receive(goed.replace(b"achternaam", b"hoe heet u"), verbetering_van=lijst)
    assert verbetering.status == Inleesstatus.VOORBEELD
    assert verbetering.toewijzing["achternaam"] == "hoe heet u"
    assert (verbetering.samenvatting["nieuw"], verbetering.samenvatting["onbekende_kolommen"]) == (1, [])


def test_mended_rows_without_those_columns_ask_for_them(receive):
    lijst = receive(make_csv(rij(1, **HOOFD)))
    verbetering = receive(make_csv(rij(1, **HOOFD)).replace(b"achternaam", b"iets"), verbetering_van=lijst)
    assert verbetering.status == Inleesstatus.INDELEN


def test_the_whole_list_is_not_its_own_mended_part(client, receive):
    data = make_csv(rij(1, **HOOFD), rij(2, "H2", geboortedatum="x"))
    lijst = receive(data)
    with pytest.raises(ValidationError, match="Dit is de hele lijst van eerder"):
        receive(data, verbetering_van=lijst)
    response = client.post(url("verbeteren", lijst), {"bestand": SimpleUploadedFile("l.csv", data)})
    assert response.status_code == 422
    assert "Dit is de hele lijst van eerder" in text(response)


@pytest.mark.beide
def test_who_was_passed_over_may_come_back_alone_with_the_size_of_the_family(receive, ambtenaar):
    gezin = [rij(1, **HOOFD, gezinsgrootte=2), rij(2, gezinsgrootte=2)]
    lijst = receive(make_csv(gezin[0] | {"gezinsgrootte": ""}))
    apply_coa_import(coa_import=lijst, door=ambtenaar)
    verbetering = receive(make_csv(gezin[1]), verbetering_van=lijst)
    assert verbetering.samenvatting["nieuw"] == 1
    apply_coa_import(coa_import=verbetering, door=ambtenaar)
    assert Huishouden.objects.get().aantal_personen == 2
