"""The ledger on the page of a gemeente and as a file: it adds up to what counts, and names nobody (R-330)."""

import csv
import io
import re
from datetime import date

import pytest

from samenwerking.models import Gebeurtenis, Logregel
from taakstelling.models import Grond, Voortgang
from taakstelling.services.realisatie import book_correctie, book_realisatie, reverse_realisatie
from tests.factories.samenwerking import GebruikerFactory, GemeenteFactory, WethouderFactory
from tests.factories.taakstelling import start_gemeente
from tests.taakstelling.lezen import read_main, text
from tools.klok import klok_op

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def vandaag():
    with klok_op(date(2026, 8, 12)):
        yield


@pytest.fixture
def door():
    return GebruikerFactory(first_name="Noor", last_name="Voorbeeld")


@pytest.fixture
def gemeente():
    return GemeenteFactory(code="GM9303", naam="Proefdam")


def url(gemeente, deel=""):
    return f"/taakstelling/gemeente/{gemeente.code}/{deel}?halfjaar=2026H1"


def read(client, gemeente, **params):
    client.force_login(WethouderFactory(gemeente=gemeente))
    return read_main(client.get(url(gemeente), {"halfjaar": "2026H1", **params}))


def book(gemeente, door, bron_id, datum=date(2026, 3, 2)):
    return book_realisatie(
        gemeente=gemeente,
        datum=datum,
        grond=Grond.PLAATSING,
        bron_soort="proef",
        bron_id=bron_id,
        regel="R-301 versie 1",
        reden="Sleutel gekregen",
        door=door,
    )


@pytest.fixture
def grootboek(gemeente, door):
    """Two placed persons of whom one was taken back, and a correction of 5."""
    start_gemeente(gemeente=gemeente, doel=30)
    een, _ = book(gemeente, door, "1"), book(gemeente, door, "2", date(2026, 1, 9))
    terug = reverse_realisatie(realisatie=een, reden="Fout", door=door)
    book_correctie(gemeente=gemeente, datum=date(2026, 4, 1), aantal=5, reden="=COA telde er meer", door=door)
    return een, terug


def test_the_ledger_adds_up_to_what_counts(client, gemeente, grootboek):
    een, terug = grootboek

    tekst = read(client, gemeente)

    assert "4 boekingen, samen 6 personen" in tekst
    assert (
        f"Plaatsing in een woning R-301 versie 1: Sleutel gekregen 12-08-2026, Noor Voorbeeld Nummer {een.pk}" in tekst
    )
    assert f"Nummer {een.pk}, teruggeboekt door nummer {terug.pk}" in tekst
    assert f"Nummer {terug.pk}, boekt nummer {een.pk} terug" in tekst
    assert tekst.index("09-01-2026") < tekst.index("02-03-2026") < tekst.index("01-04-2026")
    assert "Alles samen 6" in tekst
    assert Voortgang.objects.get().gerealiseerd == 6


def test_a_ground_narrows_the_list_and_not_the_total(client, gemeente, grootboek):
    tekst = read(client, gemeente, grond="correctie")

    assert "1 boeking, samen 5 personen" in tekst
    assert "Alles samen 6" in tekst
    assert "Sleutel gekregen" not in tekst


def test_clearing_the_filter_stays_in_the_halfjaar(client, gemeente, grootboek):
    client.force_login(WethouderFactory(gemeente=gemeente))

    html = client.get(url(gemeente), {"halfjaar": "2026H1", "grond": "correctie"}).content.decode()

    assert f'<a href="{url(gemeente)}">Wis filter</a>' in html
    assert re.search(r'<input type="hidden" name="halfjaar" value="2026H1"', html)


def test_a_long_ledger_has_pages_that_keep_the_halfjaar(client, gemeente, door):
    start_gemeente(gemeente=gemeente)
    for nummer in range(51):
        book(gemeente, door, str(nummer))
    client.force_login(WethouderFactory(gemeente=gemeente))

    html = client.get(url(gemeente)).content.decode()

    assert "51 boekingen, samen 51 personen" in text(html)
    assert "?halfjaar=2026H1&amp;pagina=2" in html
    assert len(client.get(f"{url(gemeente)}&pagina=2").context["pagina"].object_list) == 1


def test_htmx_gets_the_list_alone(client, gemeente, grootboek):
    client.force_login(WethouderFactory(gemeente=gemeente))

    html = client.get(url(gemeente), headers={"hx-request": "true"}).content.decode()

    assert html.strip().startswith('<div id="lijst">')
    assert "De som" not in html


def test_the_ledger_as_a_file_holds_all_of_it_and_is_logged(client, gemeente, grootboek):
    een, _ = grootboek
    client.force_login(WethouderFactory(gemeente=gemeente))

    response = client.get(url(gemeente, deel="grootboek/csv/"))

    kop, *rijen = csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";")
    assert kop[:4] == ["nummer", "halfjaar", "datum", "personen"]
    assert [rij[2:4] for rij in rijen] == [
        ["09-01-2026", "1"],
        ["02-03-2026", "1"],
        ["02-03-2026", "-1"],
        ["01-04-2026", "5"],
    ]
    assert rijen[2][7] == str(een.pk)
    assert rijen[3][6] == "'=COA telde er meer"
    assert rijen[3][9] == "Noor Voorbeeld"
    assert 'filename="grootboek-GM9303-2026H1.csv"' in response["Content-Disposition"]
    regel = Logregel.objects.last()
    assert (regel.gebeurtenis, regel.gegevens["rijen"]) == (Gebeurtenis.UITVOER, 4)


def test_the_page_has_a_pinned_number_of_queries(client, gemeente, grootboek, door, django_assert_num_queries):
    wie = WethouderFactory(gemeente=gemeente)
    client.force_login(wie)

    with django_assert_num_queries(18):
        client.get(url(gemeente))

    for nummer in range(40):
        book(gemeente, door, f"meer-{nummer}")
    with django_assert_num_queries(18):
        client.get(url(gemeente))
