"""Where there are workers, the web process opens no file that someone hands in (security.md 074): every page that takes
one, and every page that goes on with it, is visited here while the readers are watched."""

import ast
import io

import openpyxl
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from huisvesting.models import Aanbodlijst, CoaImport, Oordeel, Statushouder, Woningaanbod
from huisvesting.services import coa_verwerken
from huisvesting.services.coa_ontvangst import receive_coa_lijst
from huisvesting.services.coa_verwerken import COA_WERK, apply_later
from samenwerking.inlezen import lezen
from samenwerking.models import Gebeurtenis, Inleesstatus, Logregel, Verwerking, Werksoort
from samenwerking.services.inleeswerk import NIET_GELUKT
from samenwerking.services.inlezing import LEES_OPNIEUW, find_tabel
from taakstelling.models import GepubliceerdeTaakstelling, Overzichtimport
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    BeheerderFactory,
    CorporatiemedewerkerFactory,
    GemeenteFactory,
    WoningcorporatieFactory,
)
from tests.huisvesting.coa_lijsten import make_csv, rij

pytestmark = pytest.mark.django_db

LEZERS = ("read_csv", "read_xlsx", "read_ods")
UITLEG = [["Uitleg", "Waarom"], ["lees dit", "eerst"]]


@pytest.fixture
def bezoek(client, monkeypatch, met_werkers, django_capture_on_commit_callbacks):
    """Ask a page (or send to it) and then let the workers do what it left them; the page itself reads no file."""
    gelezen = []
    for naam in LEZERS:
        echt = getattr(lezen, naam)
        monkeypatch.setattr(lezen, naam, lambda *args, echt=echt: gelezen.append(args) or echt(*args))

    def bezoek(url, data=None):
        gelezen.clear()
        with django_capture_on_commit_callbacks() as later:
            response = client.get(url) if data is None else client.post(url, data)
        assert not gelezen, f"{url} opens a file in the web process"
        for callback in later:
            callback()
        return response

    bezoek.gelezen = gelezen
    return bezoek


def make_werkboek(*rijen) -> SimpleUploadedFile:
    """A workbook whose list is on the second sheet."""
    boek = openpyxl.Workbook()
    for blad, inhoud in ((boek.active, UITLEG), (boek.create_sheet("Lijst"), rijen)):
        for cellen in inhoud:
            blad.append(list(cellen))
    uit = io.BytesIO()
    boek.save(uit)
    return SimpleUploadedFile("lijst.xlsx", uit.getvalue())


def text(response):
    return " ".join(response.content.decode().split())


def read_in(bezoek, model, routes, velden, kolommen):
    """From the file to its preview: handed in, another sheet chosen, its columns said, and said again. Out: the
    import."""
    antwoord = bezoek(reverse(f"{routes}_upload"), velden)
    inlezing = model.objects.get()
    assert antwoord.url == inlezing.get_absolute_url()
    assert inlezing.status == Inleesstatus.INDELEN
    indelen = reverse(f"{routes}_indelen", args=[inlezing.pk])
    assert bezoek(antwoord.url).url == indelen
    assert "Uitleg" in text(bezoek(indelen))

    assert bezoek(indelen, {"blad": "Lijst"}).status_code == 302
    assert len(bezoek.gelezen) == 1, "a worker reads the other sheet"
    assert model.objects.get().blad == "Lijst"
    assert "Lijst" in text(bezoek(indelen))
    assert bezoek(indelen, kolommen).url == inlezing.get_absolute_url()
    assert model.objects.get().status == Inleesstatus.VOORBEELD
    assert bezoek(inlezing.get_absolute_url()).status_code == 200
    return model.objects.get()


def test_a_coa_list_until_its_people_and_its_mended_rows(client, bezoek):
    ambtenaar = AmbtenaarFactory(gemeente=GemeenteFactory())
    client.force_login(ambtenaar)
    dubbel = {"v_nummer": "9990000007", "gezinsrol": "hoofd"}
    rijen = (
        rij(1, "H1", gezinsrol="hoofd"),
        rij(7, "H2", **dubbel),
        rij(8, "H3", **dubbel),
        rij(9, "", geboortedatum="?"),
    )
    velden = {"gemeente": ambtenaar.gemeente.pk, "bestand": make_werkboek(rijen[0], *(r.values() for r in rijen))}
    coa_import = read_in(bezoek, CoaImport, "huisvesting:coa_import", velden, {naam: naam for naam in rijen[0]})

    def url(wat):
        return reverse(f"huisvesting:coa_import_{wat}", args=[coa_import.pk])

    assert coa_import.regels.filter(oordeel=Oordeel.TWIJFEL).count() == 2
    veld = next(iter(bezoek(url("beslissen")).context["form"].fields))
    keuzes = [k for k, _ in bezoek(url("beslissen")).context["form"].fields[veld].choices if k]
    assert bezoek(url("beslissen"), {veld: keuzes[0]}).status_code == 302
    assert coa_import.regels.exclude(keuze="").exists()
    for formaat in ("csv", "xlsx"):
        assert bezoek(f"{url('overgeslagen')}?formaat={formaat}").status_code == 200
    assert bezoek(url("apply"), {}).status_code == 302
    assert Statushouder.objects.exists()
    beter = SimpleUploadedFile("beter.csv", make_csv(rij(9, "H4", gezinsrol="hoofd")))
    assert bezoek(url("verbeteren"), {"bestand": beter}).status_code == 302
    assert CoaImport.objects.exclude(pk=coa_import.pk).get().status == Inleesstatus.VOORBEELD


def test_a_sheet_of_homes_until_they_are_offered(client, bezoek):
    corporatie = WoningcorporatieFactory(gemeenten=[GemeenteFactory()])
    client.force_login(CorporatiemedewerkerFactory(corporatie=corporatie))
    kop = ["Straat", "Huisnummer", "Postcode", "Plaats", "Slaapkamers", "Beschikbaar vanaf"]
    velden = {
        "corporatie": corporatie.pk,
        "gemeente": corporatie.gemeenten.get().pk,
        "bestand": make_werkboek(kop, ["Lijststraat", 1, "1234 AB", "Proefstad", 2, "01-05-2026"]),
    }
    kolommen = {kop.lower().replace(" ", "_"): kop for kop in kop}
    lijst = read_in(bezoek, Aanbodlijst, "huisvesting:aanbodlijst", velden, kolommen)
    assert bezoek(reverse("huisvesting:aanbodlijst_apply", args=[lijst.pk]), {}).status_code == 302
    assert Woningaanbod.objects.count() == 1


def test_an_overview_until_its_numbers(client, bezoek):
    client.force_login(BeheerderFactory())
    GemeenteFactory(naam="Oefenstad")
    velden = {
        "soort": "gepubliceerd",
        "bereik": "alle",
        "halfjaar": "2026H1",
        "saldoteken": "achterstand",
        "bestand": make_werkboek(["Gemeente", "Taakstelling"], ["Oefenstad", 7]),
    }
    kolommen = {"gemeente": "Gemeente", "taakstelling": "Taakstelling", "saldoteken": "achterstand"}
    overzicht = read_in(bezoek, Overzichtimport, "taakstelling:overzicht", velden, kolommen)
    assert bezoek(reverse("taakstelling:overzicht_apply", args=[overzicht.pk]), {}).status_code == 302
    assert GepubliceerdeTaakstelling.objects.get().aantal == 7


# --- The screens of beheer --------------------------------------------------------------------------------------------
IMPORT = reverse("admin:huisvesting_coaimport_import")


@pytest.fixture
def beheerder(client):
    gebruiker = BeheerderFactory(gemeente=GemeenteFactory())
    client.force_login(gebruiker)
    return gebruiker


def send(bezoek, gemeente, data, naam="lijst.csv"):
    return bezoek(IMPORT, {"gemeente": gemeente.pk, "bestand": SimpleUploadedFile(naam, data)})


def test_the_import_screen_keeps_the_file_and_confirms_what_a_worker_read(bezoek, beheerder):
    antwoord = send(bezoek, beheerder.gemeente, make_csv(rij(1, gezinsrol="hoofd")))
    coa_import = CoaImport.objects.get()
    assert antwoord.url == f"{IMPORT}?lijst={coa_import.pk}"
    assert "•••••••001" in text(bezoek(antwoord.url))
    lijst = bezoek(reverse("admin:huisvesting_coaimport_change", args=[coa_import.pk]))
    assert f'href="{antwoord.url}"' in text(lijst)
    verwerk = reverse("admin:huisvesting_coaimport_process_import")
    assert bezoek(verwerk, {"coa_import": coa_import.pk}).status_code == 302
    assert Statushouder.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "zin"),
    [(b"een;twee\n1;2\n", "Kies eerst welke kolom wat is."), (b"geen kop\n\n1\n", "staat geen kop met kolommen")],
    ids=["columns", "no table"],
)
def test_the_import_screen_says_why_there_is_nothing_to_confirm(bezoek, client, beheerder, data, zin):
    doel = bezoek(send(bezoek, beheerder.gemeente, data).url).url
    assert zin in text(bezoek(doel))
    assert "Bekijk wat deze lijst verandert" not in text(bezoek(doel))


def test_the_import_screen_says_that_a_worker_is_at_it(client, bezoek, beheerder, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks():  # no worker comes
        bestand = SimpleUploadedFile("lijst.csv", make_csv(rij(1, gezinsrol="hoofd")))
        doel = client.post(IMPORT, {"gemeente": beheerder.gemeente.pk, "bestand": bestand}).url
    assert Verwerking.objects.open().exists()
    pagina = text(client.get(doel, follow=True))
    assert "Het bestand is ontvangen." in pagina
    assert "Het bestand wordt gelezen. Ververs deze pagina om te zien of het klaar is." in pagina


def test_the_import_screen_hands_a_large_list_to_a_worker_and_says_when_that_failed(bezoek, beheerder, monkeypatch):
    monkeypatch.setattr(coa_verwerken, "GROOT", 0)
    send(bezoek, beheerder.gemeente, make_csv(rij(1, gezinsrol="hoofd")))
    coa_import = CoaImport.objects.get()
    COA_WERK.give_up(apply_later(coa_import=coa_import, door=beheerder).pk)
    pagina = text(bezoek(reverse("admin:huisvesting_coaimport_change", args=[coa_import.pk])))
    assert NIET_GELUKT in pagina
    assert "Bekijk wat deze lijst verandert" in pagina
    verwerk = reverse("admin:huisvesting_coaimport_process_import")
    assert bezoek(verwerk, {"coa_import": coa_import.pk}).status_code == 302
    assert Verwerking.objects.filter(soort=Werksoort.TOEPASSEN, fout="").exists()
    assert Statushouder.objects.count() == 1


def test_a_list_of_elsewhere_is_not_shown(bezoek, beheerder):
    ander = AmbtenaarFactory()
    bestand = {"data": make_csv(rij(1)), "bestandsnaam": "lijst.csv", "door": ander, "gemeente": ander.gemeente}
    coa_import = receive_coa_lijst(**bestand)
    for sleutel in (coa_import.pk, "geen sleutel"):
        assert bezoek(f"{IMPORT}?lijst={sleutel}").status_code == 404


# --- What a page cannot do, even if it would --------------------------------------------------------------------------
def test_a_file_whose_table_was_not_kept_is_asked_for_anew(client, bezoek):
    """As after a new version that keeps tables in another form."""
    corporatie = WoningcorporatieFactory(gemeenten=[GemeenteFactory()])
    client.force_login(CorporatiemedewerkerFactory(corporatie=corporatie))
    data = b"Straat;Huisnummer;Postcode;Plaats;Slaapkamers;Beschikbaar vanaf\nLijststraat;1;1234 AB;Stad;2;01-05-2026\n"
    velden = {"corporatie": corporatie.pk, "gemeente": corporatie.gemeenten.get().pk}
    bezoek(reverse("huisvesting:aanbodlijst_upload"), velden | {"bestand": SimpleUploadedFile("w.csv", data)})
    lijst = Aanbodlijst.objects.get()
    lijst.inhoud = lijst.inhoud.partition("|")[0]
    lijst.save()
    assert find_tabel(lijst) is None

    antwoord = bezoek(reverse("huisvesting:aanbodlijst_apply", args=[lijst.pk]), {})

    assert antwoord.status_code == 422
    assert LEES_OPNIEUW in text(antwoord)
    assert not Logregel.objects.filter(gebeurtenis=Gebeurtenis.AANBODLIJST_TOEGEPAST).exists()


APPS = ("samenwerking", "taakstelling", "huisvesting", "rapportage")
# What stands above takes a file through each of these.
NEEMT_BESTAND = {
    "huisvesting/admin.py",
    "huisvesting/views/aanbodlijst.py",
    "huisvesting/views/coa.py",
    "huisvesting/views/coa_besluit.py",
    "taakstelling/views/overzicht.py",
}


def read_modules(*delen: str) -> dict[str, str]:
    """The modules of the apps that match, as {path: source}."""
    paden = (pad for app in APPS for deel in delen for pad in (settings.BASE_DIR / app).glob(deel))
    return {str(pad.relative_to(settings.BASE_DIR)): pad.read_text() for pad in paden}


def test_every_page_that_takes_a_file_is_visited_here():
    modules = read_modules("views/**/*.py", "admin.py")
    assert {pad for pad, bron in modules.items() if "request.FILES" in bron} == NEEMT_BESTAND


def test_no_page_has_a_reader_at_hand():
    """A view, a form or a screen of beheer asks a service; none of them imports what opens a file."""
    verboden = {*LEZERS, "read_tabel", "read_bestand", "open_tabel", "open_bestand", "open_lijst"}
    modules = read_modules("views/**/*.py", "forms/**/*.py", "forms.py", "basis/**/*.py", "admin.py")
    gevonden = {
        f"{pad}: {naam.name}"
        for pad, bron in modules.items()
        for knoop in ast.walk(ast.parse(bron))
        if isinstance(knoop, ast.ImportFrom)
        for naam in knoop.names
        if naam.name in verboden
    }
    assert len(modules) > 50
    assert gevonden == set()
