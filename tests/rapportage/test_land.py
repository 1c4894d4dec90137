"""All gemeenten beside each other: what is counted, chosen, sorted and taken along."""

import csv
import io
import re
from datetime import date

import pytest
from django.db import connection
from django.urls import reverse
from openpyxl import load_workbook

from rapportage.overzichten import read_landrijen, select_voortgang, sum_land
from taakstelling.models import Soort, VoortgangStatus
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.services.realisatie import book_correctie
from tests.factories.samenwerking import AmbtenaarFactory, BeheerderFactory, GebruikerFactory, GemeenteFactory
from tests.factories.taakstelling import LandelijkeTaakstellingFactory, TaakstellingFactory, start_gemeente

pytestmark = pytest.mark.django_db
H1 = Halfjaar(2026, 1)
URL = "/rapportage/overzicht/"


def start(naam, doel, saldo, geteld, halfjaar=H1, **kwargs):
    gemeente = GemeenteFactory(naam=naam, **kwargs)
    start_gemeente(gemeente=gemeente, halfjaar=halfjaar, doel=doel, saldo=saldo)
    if geteld:
        book_correctie(gemeente=gemeente, datum=halfjaar.begin, aantal=geteld, reden="proef", door=GebruikerFactory())
    return gemeente


@pytest.fixture
def land(db, vandaag):
    """Four gemeenten in two provinces, on 12 May: two thirds of the opgave is asked."""
    return [
        start("Aardam", 30, -6, 10),  # opgave 36, asked 24: far behind
        start("Beekzicht", 60, 0, 36),  # asked 40: behind
        start("Cedum", 12, 0, 8, provincie_code="PV30", provincie="Verweg"),  # on schedule
        start("Duinoord", 10, 15, 1, provincie_code="PV30", provincie="Verweg"),  # nothing left to do
    ]


@pytest.fixture
def lezer(client, land):
    client.force_login(AmbtenaarFactory(gemeente=land[0]))
    return client


def names(response):
    return [rij.naam for rij, _ in response.context["rijen"]]


# --- Totals -----------------------------------------------------------------------------------------------------------
def test_totals_are_the_sum_of_the_rows(land, vandaag):
    GemeenteFactory(naam="Onbekend")
    GemeenteFactory(naam="Opgeheven", opgeheven=True)
    voortgang = select_voortgang(H1, vandaag, None)

    totaal = sum_land(voortgang, H1, vandaag, None)

    standen = [rij.stand for rij in read_landrijen(voortgang, vandaag)]
    assert totaal.peiling.stand.opgave == sum(s.opgave for s in standen) == 36 + 60 + 12 - 5
    assert totaal.peiling.stand.gerealiseerd == sum(s.gerealiseerd for s in standen) == 55
    assert totaal.per_status == dict.fromkeys(VoortgangStatus, 1)
    assert (totaal.gemeenten, totaal.zonder, totaal.op_koers) == (4, 1, 2)


def test_status_of_a_row_is_that_of_the_database(land, vandaag):
    voortgang = select_voortgang(H1, vandaag, None).order_by("gemeente__naam")

    assert [r.peiling.status for r in read_landrijen(voortgang, vandaag)] == [r.status for r in voortgang]


def test_page_says_what_it_shows_in_words(lezer):
    html = lezer.get(URL).content.decode()

    assert "Nederland, eerste helft van 2026" in html
    assert re.search(r"data-aantal>\s*4 gemeenten\s*<", html)
    gekozen = lezer.get(URL, {"status": "achter"}).content.decode()
    assert re.search(r"data-aantal>\s*1 van de 4 gemeenten\s*<", gekozen)


def test_gemeenten_without_progress_are_mentioned(lezer):
    GemeenteFactory()

    assert "Van 1 gemeente is in dit halfjaar geen voortgang bekend" in lezer.get(URL).content.decode()


# --- Choosing and sorting ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("keuze", "namen"),
    [
        ({"provincie": "PV30"}, {"Cedum", "Duinoord"}),
        ({"status": "ver_achter"}, {"Aardam"}),
        ({"status": "achter"}, {"Beekzicht"}),
        ({"status": "op_schema"}, {"Cedum"}),
        ({"status": "voldaan"}, {"Duinoord"}),
        ({"status": "voldaan", "provincie": "PV26"}, set()),
        ({"halfjaar": "1950H1"}, {"Aardam", "Beekzicht", "Cedum", "Duinoord"}),
    ],
)
def test_filter_chooses(lezer, keuze, namen):
    assert set(names(lezer.get(URL, keuze))) == namen


def test_filter_that_finds_nothing_says_what_to_do(lezer):
    html = lezer.get(URL, {"status": "voldaan", "provincie": "PV26"}).content.decode()

    assert "Geen gemeenten gevonden" in html
    assert "Wis filter" in html


@pytest.mark.parametrize(
    ("sorteer", "begin"),
    [
        ("", ["Aardam", "Beekzicht"]),
        ("naam", ["Aardam", "Beekzicht"]),
        ("-naam", ["Duinoord", "Cedum"]),
        ("opgave", ["Duinoord", "Cedum"]),
        ("-gerealiseerd", ["Beekzicht", "Aardam"]),
        ("percentage", ["Aardam", "Beekzicht", "Cedum", "Duinoord"]),
        ("-percentage", ["Cedum", "Beekzicht", "Aardam", "Duinoord"]),
        ("schema", ["Aardam", "Beekzicht", "Cedum", "Duinoord"]),
        ("saldo", ["Aardam", "Beekzicht", "Cedum", "Duinoord"]),
        ("onzin", ["Aardam", "Beekzicht"]),
    ],
)
def test_sort_key_orders(lezer, sorteer, begin):
    assert names(lezer.get(URL, {"sorteer": sorteer}))[: len(begin)] == begin


def test_sorted_column_is_marked_in_words_and_for_a_reader(lezer):
    html = lezer.get(URL, {"sorteer": "-saldo"}).content.decode()

    kop = re.search(r"<th[^>]*aria-sort[^>]*>.*?</th>", html, re.DOTALL)[0]
    assert 'aria-sort="descending"' in kop
    assert "Saldo" in kop
    assert html.count("aria-sort") == 1


def test_choice_of_half_year_looks_back(lezer, vandaag):
    start("Eerder", 20, 0, 15, halfjaar=H1.vorige)

    response = lezer.get(URL, {"halfjaar": "2025H2"})

    assert names(response) == ["Eerder"]
    assert "tweede helft van 2025" in response.content.decode()


def test_latest_known_half_year_stands_in_for_the_current_one(client, vandaag):
    start("Eerder", 20, 0, 15, halfjaar=H1.vorige)
    client.force_login(BeheerderFactory())

    assert client.get(URL).context["lijst"].halfjaar == H1.vorige


def test_nothing_known_at_all_says_what_to_do(client, vandaag):
    client.force_login(BeheerderFactory())

    assert "Er is nog geen voortgang bekend" in client.get(URL).content.decode()


def test_pages_hold_fifty_and_keep_the_choice(lezer):
    for nummer in range(52):
        start(f"Plaats {nummer:02d}", 12, 0, 0)

    eerste = lezer.get(URL, {"sorteer": "naam", "provincie": "PV26"})
    tweede = lezer.get(URL, {"sorteer": "naam", "provincie": "PV26", "pagina": "2"})

    assert (len(names(eerste)), len(names(tweede))) == (50, 4)
    volgende = re.search(r'rel="next" href="([^"]+)"', eerste.content.decode())[1]
    assert {"sorteer=naam", "provincie=PV26", "pagina=2"} <= set(volgende.replace("&amp;", "&").lstrip("?").split("&"))


def test_htmx_gets_only_the_list(lezer):
    html = lezer.get(URL, headers={"HX-Request": "true"}).content.decode().strip()

    assert html.startswith('<div id="lijst">')
    assert "<html" not in html


def test_only_a_dashboard_that_opens_is_a_link(lezer, land):
    html = lezer.get(URL).content.decode()

    tabel = re.search(r"<tbody>.*?</tbody>", html, re.DOTALL)[0]
    assert re.findall(r'href="([^"?]+)', tabel) == [land[0].get_absolute_url()]


def test_assumption_and_estimate_are_said(lezer, land):
    landelijk = LandelijkeTaakstellingFactory(halfjaar=H1, soort=Soort.AANNAME)
    TaakstellingFactory(gemeente=land[0], landelijk=landelijk, is_geschat=True)

    html = lezer.get(URL).content.decode()

    assert "De taakstelling van dit halfjaar is een aanname" in html
    assert "geschatte inwonertallen" in html


# --- Files ------------------------------------------------------------------------------------------------------------
def read_csv(response):
    tekst = response.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(tekst), delimiter=";"))


def test_csv_holds_the_figures_of_the_page(lezer):
    response = lezer.get(reverse("rapportage:overzicht_csv"), {"sorteer": "naam"})

    assert response["Content-Disposition"] == 'attachment; filename="voortgang-2026H1-per-12-05-2026.csv"'
    assert response.content.startswith(b"\xef\xbb\xbf")
    rijen = read_csv(response)
    assert len(rijen) == 4
    assert dict(rijen[0]) == {
        "CBS-code": rijen[0]["CBS-code"],
        "Gemeente": "Aardam",
        "Provincie": "Proefprovincie",
        "Halfjaar": "2026H1",
        "Peildatum": "12-05-2026",
        "Taakstelling": "30",
        "Saldo bij het begin": "-6",
        "Opgave": "36",
        "Gerealiseerd": "10",
        "Percentage van de opgave": "27,8",
        "Volgens schema op de peildatum": "24",
        "Saldo": "-26",
        "Status": "Ver achter",
        "Grondslag van de taakstelling": "gepubliceerd",
    }
    assert rijen[3]["Percentage van de opgave"] == ""


def test_xlsx_holds_numbers_as_numbers(lezer):
    response = lezer.get(reverse("rapportage:overzicht_xlsx"), {"sorteer": "naam"})

    blad = load_workbook(io.BytesIO(response.content)).active
    rijen = list(blad.iter_rows(values_only=True))
    assert rijen[1][1:2] + rijen[1][5:12] == ("Aardam", 30, -6, 36, 10, 27.8, 24, -26)
    assert rijen[4][9] is None
    assert len(rijen) == 5


@pytest.mark.parametrize("formaat", ["csv", "xlsx"])
def test_file_keeps_filter_and_order_and_holds_every_page(lezer, formaat):
    for nummer in range(55):
        start(f"Plaats {nummer:02d}", 12, 0, 0)

    keuze = {"provincie": "PV26", "sorteer": "-naam", "pagina": "2"}
    response = lezer.get(reverse(f"rapportage:overzicht_{formaat}"), keuze)

    if formaat == "csv":
        namen = [rij["Gemeente"] for rij in read_csv(response)]
    else:
        blad = load_workbook(io.BytesIO(response.content)).active
        namen = [rij[1] for rij in blad.iter_rows(min_row=2, values_only=True)]
    assert namen == sorted(["Aardam", "Beekzicht", *(f"Plaats {n:02d}" for n in range(55))], reverse=True)


@pytest.mark.parametrize("naam", ["=1+1", "+31", "-2", "@SOM(A1)", "\tx"])
def test_no_text_reads_as_a_formula(lezer, naam):
    start(naam, 10, 0, 0)

    csv_namen = [r["Gemeente"] for r in read_csv(lezer.get(reverse("rapportage:overzicht_csv")))]
    blad = load_workbook(io.BytesIO(lezer.get(reverse("rapportage:overzicht_xlsx")).content)).active

    assert f"'{naam}" in csv_namen
    cellen = [cel for kolom in blad.iter_cols(min_col=2, max_col=2, min_row=2) for cel in kolom]
    assert f"'{naam}" in [cel.value for cel in cellen]
    assert {cel.data_type for cel in cellen} == {"s"}


def test_every_row_says_what_its_target_rests_on(lezer, land, vandaag):
    landelijk = LandelijkeTaakstellingFactory(halfjaar=H1, soort=Soort.AANNAME)
    berekend = GemeenteFactory(naam="Zonder publicatie")
    TaakstellingFactory(gemeente=berekend, landelijk=landelijk, adams=9, is_geschat=True)
    book_correctie(gemeente=berekend, datum=date(2026, 2, 2), aantal=1, reden="proef", door=GebruikerFactory())

    rijen = {r["Gemeente"]: r for r in read_csv(lezer.get(reverse("rapportage:overzicht_csv")))}

    kolom = "Grondslag van de taakstelling"
    assert rijen["Zonder publicatie"][kolom] == "berekend; landelijk aantal: aanname; inwoners geschat"
    assert rijen["Aardam"][kolom] == "gepubliceerd"


def test_links_to_the_files_carry_the_choice(lezer):
    html = lezer.get(URL, {"provincie": "PV30", "pagina": "1"}).content.decode()

    assert f'href="{reverse("rapportage:overzicht_csv")}?provincie=PV30"' in html
    assert f'href="{reverse("rapportage:overzicht_xlsx")}?provincie=PV30"' in html


# --- Queries ----------------------------------------------------------------------------------------------------------
@pytest.mark.beide
@pytest.mark.parametrize("extra", [0, 60])
def test_number_of_queries_is_fixed(lezer, django_assert_num_queries, extra):
    for nummer in range(extra):
        start(f"Plaats {nummer:02d}", 12, 0, 0)

    # session, user, roles; the last change; half-years, provinces, 4 of the totals, count, rows; demonstration
    # (on PostgreSQL also: whether the page may be kept). A kept page: test_bewaard.
    with django_assert_num_queries(13 + (connection.vendor == "postgresql")):
        lezer.get(URL)
