"""The dashboard of one gemeente: what it says, and that every number on it can be found back."""

import re
from datetime import date
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.urls import reverse

from rapportage.overzichten import count_casuistiek, gemeente_overzicht
from samenwerking.models import Gemeente
from taakstelling.models import Soort, Telmoment, VoortgangStatus
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.services.realisatie import book_correctie
from taakstelling.services.taakstelling import publish_taakstelling
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    GebruikerFactory,
    GemeenteFactory,
    ProvincieFactory,
    RoltoewijzingFactory,
    WethouderFactory,
)
from tests.factories.taakstelling import (
    LandelijkeTaakstellingFactory,
    TaakstellingFactory,
    TelmomentinstellingFactory,
    start_gemeente,
)

pytestmark = pytest.mark.django_db
H1 = Halfjaar(2026, 1)


def count(gemeente, *boekingen):
    """Book persons in the ledger: (day, persons)."""
    for datum, aantal in boekingen:
        book_correctie(gemeente=gemeente, datum=datum, aantal=aantal, reden="proef", door=GebruikerFactory())


@pytest.fixture
def achter(gemeente, vandaag):
    """14 of 31 on 12 May; the schedule asks for 21."""
    start_gemeente(gemeente=gemeente, doel=25, saldo=-6)
    count(gemeente, (date(2026, 1, 20), 9), (date(2026, 3, 3), 3), (date(2026, 5, 4), 2))
    return gemeente


def read(client, gemeente, wie=None, **params):
    client.force_login(wie or WethouderFactory(gemeente=gemeente))
    response = client.get(gemeente.get_absolute_url(), params)
    return response, " ".join(re.sub(r"<[^>]+>", "", response.content.decode()).split())


# --- What it says -----------------------------------------------------------------------------------------------------
def test_one_sentence_says_it(client, achter):
    _, tekst = read(client, achter)

    assert "Ver achter Proefdam huisvestte 14 van de 31 mensen; 7 achter op schema." in tekst
    assert "De achterstand op schema groeide in een maand van 4 naar 7" in tekst


@pytest.mark.parametrize(
    ("doel", "saldo", "geteld", "zin"),
    [
        (30, 0, 20, "Proefdam huisvestte 20 van de 30 mensen; precies op schema."),
        (30, 0, 24, "Proefdam huisvestte 24 van de 30 mensen; 4 voor op schema."),
        (30, 0, 33, "Proefdam huisvestte 33 van de 30 mensen; de opgave is gehaald."),
        (1, 0, 0, "Proefdam huisvestte 0 van de 1 mens; 1 achter op schema."),
        (0, 0, 0, "Proefdam hoeft niemand te huisvesten. "),
        (10, 10, 0, "Proefdam hoeft niemand te huisvesten: de voorsprong van eerder dekt de taakstelling."),
    ],
)
def test_sentence_fits_every_situation(client, gemeente, vandaag, doel, saldo, geteld, zin):
    start_gemeente(gemeente=gemeente, doel=doel, saldo=saldo)
    if geteld:
        count(gemeente, (date(2026, 2, 2), geteld))

    assert zin in read(client, gemeente)[1]


@pytest.mark.parametrize(
    ("boekingen", "boodschap"),
    [
        ([(date(2026, 1, 9), 12), (date(2026, 5, 4), 6)], "De achterstand op schema daalde in een maand van 3 naar 2"),
        ([(date(2026, 1, 9), 12), (date(2026, 5, 4), 9)], "Weer op schema; een maand geleden nog 3 achter"),
        ([(date(2026, 1, 9), 17)], "Een maand geleden nog op schema, nu 3 achter"),
        ([(date(2026, 1, 9), 10), (date(2026, 5, 4), 5)], "5 achter op schema, evenveel als een maand geleden"),
        ([(date(2026, 1, 9), 25)], "Op schema, net als een maand geleden"),
        ([(date(2026, 1, 9), 31)], "De opgave van dit halfjaar is gehaald"),
    ],
)
def test_chart_has_one_message(client, gemeente, vandaag, boekingen, boodschap):
    start_gemeente(gemeente=gemeente, doel=30)
    count(gemeente, *boekingen)

    assert boodschap in read(client, gemeente)[1]


def test_past_half_year_tells_how_it_ended(client, gemeente, vandaag):
    start_gemeente(gemeente=gemeente, halfjaar=H1.vorige, doel=20)
    publish_taakstelling(gemeente=gemeente, halfjaar=H1, aantal=25, bron="verzonnen", door=GebruikerFactory())
    count(gemeente, (date(2025, 9, 1), 17))

    response, tekst = read(client, gemeente, halfjaar="2025H2")

    assert "Proefdam huisvestte 17 van de 20 mensen en eindigde met een achterstand van 3." in tekst
    assert "17 mensen gehuisvest in de tweede helft van 2025" in tekst
    assert "Volgens schema vandaag" not in tekst
    assert response.context["casuistiek"] is None
    assert (response.context["vorige"], response.context["volgende"]) == (None, H1)


def test_half_year_that_is_none_is_said_and_the_current_one_shown(client, achter):
    response, tekst = read(client, achter, halfjaar="2026H3")

    assert "‘2026H3’ is geen halfjaar." in tekst
    assert response.context["o"].halfjaar == H1


# --- Where the numbers come from --------------------------------------------------------------------------------------
def test_numbers_are_those_of_the_projection(achter, vandaag):
    o = gemeente_overzicht(achter, H1, vandaag)

    stand = o.peiling.stand
    assert (stand.taakstelling, stand.saldo_begin, stand.opgave, stand.gerealiseerd) == (25, -6, 31, 14)
    assert (o.peiling.volgens_schema, o.peiling.verschil, o.peiling.nog_te_doen) == (21, -7, 17)
    assert o.peiling.status == VoortgangStatus.VER_ACHTER
    assert str(stand.percentage) == "45.2"
    assert sum(m.erbij or 0 for m in o.verloop.maanden) == stand.gerealiseerd
    assert o.telmoment == Telmoment.SLEUTEL


def test_published_target_is_named_with_its_source_and_a_difference_shown(client, achter):
    TaakstellingFactory(gemeente=achter, landelijk__halfjaar=H1, adams=27, is_geschat=True)
    publish_taakstelling(gemeente=achter, halfjaar=H1, aantal=25, bron="Staatscourant", door=GebruikerFactory())

    _, tekst = read(client, achter)

    assert "Gepubliceerd: 25 (Staatscourant). Thuisgever berekent 27: dat scheelt −2." in tekst
    assert "geschat" not in tekst


def compute(gemeente, **kwargs):
    """A target that was computed, for a gemeente that starts with a booking."""
    landelijk = LandelijkeTaakstellingFactory(halfjaar=H1, aantal=12_000, **kwargs)
    TaakstellingFactory(gemeente=gemeente, landelijk=landelijk, adams=30, is_geschat=True)
    count(gemeente, (date(2026, 2, 2), 5))


def test_assumption_and_estimate_are_said(client, gemeente, vandaag):
    compute(gemeente, soort=Soort.AANNAME, versie=2)

    _, tekst = read(client, gemeente)

    assert "De taakstelling van dit halfjaar is een aanname" in tekst
    assert "Berekend uit het landelijke aantal van 12.000 (aanname, versie 2). De inwonertallen zijn geschat." in tekst


def test_decided_number_is_no_assumption(client, gemeente, vandaag):
    compute(gemeente, soort=Soort.VASTGESTELD)

    assert "is een aanname" not in read(client, gemeente)[1]


def test_moment_of_counting_is_the_setting_of_the_gemeente(client, achter):
    TelmomentinstellingFactory(gemeente=achter, telmoment=Telmoment.AFMELDING_COA)

    assert "Iemand telt mee vanaf de dag van afmelding bij coa" in read(client, achter)[1].replace("COA", "coa")


# --- Nothing known ----------------------------------------------------------------------------------------------------
def test_no_national_number_says_what_is_missing_and_whom_to_ask(client, gemeente, vandaag):
    _, tekst = read(client, gemeente)

    assert "De taakstelling van dit halfjaar is nog niet bekend" in tekst
    assert "Vraag de beheerder" in tekst


def test_no_inhabitants_says_so(client, gemeente, vandaag):
    LandelijkeTaakstellingFactory(halfjaar=H1)

    assert "Vraag de beheerder om de inwonertallen te laden." in read(client, gemeente)[1]


def test_no_opening_balance_says_so(client, gemeente, vandaag):
    TaakstellingFactory(gemeente=gemeente, landelijk__halfjaar=H1)

    assert "Het beginsaldo ontbreekt" in read(client, gemeente)[1]


def test_half_year_before_the_beginning_says_so(client, achter):
    assert "Dit halfjaar ligt voor het begin" in read(client, achter, halfjaar="2024H1")[1]


def test_gap_in_the_targets_says_so(client, gemeente, vandaag):
    start_gemeente(gemeente=gemeente, halfjaar=Halfjaar(2025, 1))
    publish_taakstelling(gemeente=gemeente, halfjaar=H1, aantal=25, bron="verzonnen", door=GebruikerFactory())

    assert "Een eerder halfjaar ontbreekt" in read(client, gemeente)[1]


# --- Waiting households and homes -------------------------------------------------------------------------------------
def test_counts_add_up(keten, vandaag):
    c = count_casuistiek(keten, vandaag)

    assert {w.status.value: (w.huishoudens, w.personen, w.te_laat) for w in c.wachtend} == {
        "klaar": (2, 5, 1),
        "gematcht": (2, 5, 2),
        "aangeboden": (1, 1, 1),
        "geaccepteerd": (1, 1, 1),
        "contract": (1, 5, 1),
    }
    assert (c.huishoudens, c.personen, c.te_laat) == (7, 17, 6)
    assert {status.value: aantal for status, aantal in c.aanbod} == {
        "aangeboden": 1,
        "bevestigd": 1,
        "gereserveerd": 3,
        "toegewezen": 2,
        "bewoond": 2,
        "ingetrokken": 1,
        "verlopen": 1,
    }
    assert (c.woningen, c.beschikbaar) == (11, 1)


def test_households_of_another_gemeente_do_not_count(keten, vandaag):
    assert count_casuistiek(GemeenteFactory(), vandaag).huishoudens == 0


LINK = re.compile(r'href="(/huisvesting/[^"]*)"[^>]*>[^<]*</a>\s*</(?:p|th)>\s*<(?:p|td)[^>]*>\s*([\d.]+)')


def test_every_count_leads_to_a_list_of_as_many(client, keten):
    """All tiles and rows that lead to a list, however many there are (workflow.md S7)."""
    ambtenaar = AmbtenaarFactory(gemeente=keten)
    client.force_login(ambtenaar)
    links = LINK.findall(client.get(keten.get_absolute_url()).content.decode())

    lengtes = {url: client.get(url).context["pagina"].paginator.count for url, _ in links}

    assert len(links) == 4 + 5 + 7
    assert lengtes == {url: int(aantal) for url, aantal in links}


def test_who_may_not_open_the_lists_gets_a_breakdown_with_the_same_total(client, keten):
    html = read(client, keten)[0].content.decode()

    assert 'href="/huisvesting/huishoudens/' not in html
    assert 'href="/huisvesting/aanbod/' not in html
    for anker in re.findall(r'<a href="#([\w-]+)"', html):
        assert f'id="{anker}"' in html
    for tabel in ("stappen", "statussen"):
        inhoud = re.search(rf'<table[^>]*id="{tabel}".*?</table>', html, re.DOTALL)[0]
        rijen = [
            [int(cel) for cel in re.findall(r'<td class="getal">(\d+)</td>', rij)] for rij in inhoud.split("<tr>")[2:]
        ]
        assert [sum(kolom) for kolom in zip(*rijen[:-1], strict=True)] == rijen[-1]


def test_who_works_for_two_gemeenten_gets_no_list_that_holds_more(client, keten):
    ambtenaar = AmbtenaarFactory(gemeente=keten)
    RoltoewijzingFactory(gebruiker=ambtenaar, gemeente=GemeenteFactory())
    client.force_login(ambtenaar)

    assert LINK.findall(client.get(keten.get_absolute_url()).content.decode()) == []


def test_provincie_sees_progress_and_no_small_numbers(client, keten):
    start_gemeente(gemeente=keten)

    response, tekst = read(client, keten, ProvincieFactory())

    assert response.context["casuistiek"] is None
    assert "Wachtende huishoudens" not in tekst
    assert "Waar de cijfers vandaan komen" in tekst


# --- The drawing ------------------------------------------------------------------------------------------------------
def test_every_drawing_is_well_formed_and_told_in_words(client, achter):
    html = read(client, achter)[0].content.decode()
    figuur = re.search(r'<figure class="grafiek">.*?</figure>', html, re.DOTALL)[0]
    tekeningen = [ElementTree.fromstring(svg) for svg in re.findall(r"<svg.*?</svg>", figuur, re.DOTALL)]  # noqa: S314

    assert [t.get("class") for t in tekeningen] == ["alleen-breed", "alleen-smal"]
    for tekening in tekeningen:
        titel, uitleg = tekening.find("title"), tekening.find("desc")
        assert tekening.get("aria-labelledby").split() == [titel.get("id"), uitleg.get("id")]
        assert "loopt tot 14 op 12 mei 2026" in uitleg.text
        assert {t.text for t in tekening.iter("text")} >= {"14 gehuisvest", "schema: 31", "jan", "jun"}
        assert not [e for e in tekening.iter() if e.get("style")]


def test_the_same_numbers_stand_in_a_table(client, achter):
    html = read(client, achter)[0].content.decode()
    tabel = re.search(r'id="maanden".*?</table>', html, re.DOTALL)[0]

    assert [int(c) for c in re.findall(r"<td class=\"getal\">(\d+)</td>", tabel)][:15:3] == [9, 0, 3, 0, 2]
    assert "data-som>14<" in tabel


# --- Queries ----------------------------------------------------------------------------------------------------------
@pytest.mark.beide
@pytest.mark.parametrize("halfjaren", [1, 6])
def test_number_of_queries_is_fixed(client, keten, django_assert_num_queries, halfjaren):
    eerste = Halfjaar.van_nummer(H1.nummer - halfjaren + 1)
    start_gemeente(gemeente=keten, halfjaar=eerste)
    for nummer in range(eerste.nummer + 1, H1.nummer + 1):
        halfjaar = Halfjaar.van_nummer(nummer)
        publish_taakstelling(gemeente=keten, halfjaar=halfjaar, aantal=9, bron="x", door=GebruikerFactory())
    count(keten, *((date(2026, 1 + n % 4, 1 + n), 1) for n in range(12)))
    client.force_login(WethouderFactory(gemeente=keten))

    # session, user, roles, gemeente; the last change; 5 of the overview, 2 of the counts, 2 of the locations; the state
    # of COA; demonstration (on PostgreSQL also: whether the page may be kept). A kept page: test_bewaard.
    with django_assert_num_queries(16 + (connection.vendor == "postgresql")):
        response = client.get(keten.get_absolute_url())

    assert len(response.context["o"].halfjaren) == halfjaren


def test_object_carries_its_own_address(gemeente):
    assert gemeente.get_absolute_url() == reverse("rapportage:dashboard", kwargs={"code": gemeente.code})
    assert Gemeente.objects.get(code=gemeente.code) == gemeente
