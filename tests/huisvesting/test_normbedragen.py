"""The amounts of passend toewijzen: shipped once, closed by the next, added by the beheerder and never edited."""

from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from huisvesting.models import Normbedrag, Normsoort
from huisvesting.services.normbedragen import BESTAND, load_normbedragen, record_normbedrag
from samenwerking.models import Gebeurtenis, Gebruiker
from samenwerking.services.gebruiker import grant_beheer
from taakstelling.models import Zekerheid
from tests.bewijs import assert_declined, assert_logs
from tests.factories.huisvesting import NormbedragFactory
from tests.factories.samenwerking import AmbtenaarFactory, BeheerderFactory

pytestmark = [pytest.mark.beide, pytest.mark.django_db]

AANTAL = len(BESTAND.read_text(encoding="utf-8").strip().splitlines()) - 1


def nieuw(**anders):
    feiten = {
        "soort": Normsoort.AFTOPPING_LAAG,
        "van": date(2027, 1, 1),
        "tot": date(2028, 1, 1),
        "bedrag": Decimal("730.00"),
        "bron": "Proefbron",
        "zekerheid": Zekerheid.HOOG,
        "door": BeheerderFactory(),
    }
    return {**feiten, **anders}


# --- Shipped ----------------------------------------------------------------------------------------------------------
def test_the_shipped_amounts_are_added_once():
    systeem = Gebruiker.objects.systeem()

    with assert_logs(Gebeurtenis.REFERENTIE_GELADEN):
        assert load_normbedragen(door=systeem) == AANTAL
    with assert_logs():
        assert load_normbedragen(door=systeem) == 0
    assert Normbedrag.objects.count() == AANTAL


@pytest.mark.parametrize(
    ("soort", "jaar", "bedrag", "zekerheid"),
    [
        ("aftopping_laag", 2016, "586.68", "middel"),
        ("aftopping_hoog", 2021, "678.66", "middel"),
        ("aftopping_laag", 2022, "633.25", "laag"),
        ("kwaliteitskorting", 2023, "452.20", "middel"),
        ("huurgrens", 2024, "879.66", "laag"),
        ("aftopping_hoog", 2025, "731.93", "laag"),
        ("aftopping_laag", 2026, "713.02", "middel"),
        ("huurgrens", 2026, "932.93", "hoog"),
        ("inkomen_daeb_een", 2026, "51537", "hoog"),
        ("inkomen_passend_meer_ouder", 2026, "38650", "hoog"),
    ],
)
def test_a_shipped_amount_is_that_of_its_year(soort, jaar, bedrag, zekerheid):
    load_normbedragen(door=Gebruiker.objects.systeem())

    rij = Normbedrag.objects.get(soort=soort, van=date(jaar, 1, 1))

    assert (rij.tot, rij.bedrag, rij.zekerheid) == (date(jaar + 1, 1, 1), Decimal(bedrag), zekerheid)
    assert rij.bron


def test_every_shipped_row_is_valid():
    load_normbedragen(door=Gebruiker.objects.systeem())

    for rij in Normbedrag.objects.all():
        rij.full_clean()


def test_what_the_beheerder_recorded_is_left():
    eigen = NormbedragFactory(van=date(2026, 7, 1), tot=date(2027, 7, 1), bedrag=Decimal("720.00"))

    load_normbedragen(door=Gebruiker.objects.systeem())

    assert Normbedrag.objects.get(soort=eigen.soort, van__year=2026) == eigen
    assert Normbedrag.objects.count() == AANTAL


def test_the_command_says_what_it_added():
    uit = StringIO()
    call_command("load_normbedragen", stdout=uit)
    call_command("load_normbedragen", stdout=uit)

    assert uit.getvalue() == f"Normbedragen toegevoegd: {AANTAL}.\nNormbedragen: alles stond er al.\n"


# --- Recorded ---------------------------------------------------------------------------------------------------------
def test_a_new_amount_closes_the_one_that_runs():
    lopend = NormbedragFactory()

    with assert_logs(Gebeurtenis.NORMBEDRAG_VASTGELEGD):
        rij = record_normbedrag(**nieuw(van=date(2026, 7, 1)))

    lopend.refresh_from_db()
    assert (lopend.tot, rij.van, rij.bedrag) == (date(2026, 7, 1), date(2026, 7, 1), Decimal("730.00"))
    assert [n.bedrag for n in Normbedrag.objects.aftoppingsgrenzen() if n.holds_on(date(2026, 7, 1))] == [rij.bedrag]


def test_the_next_year_leaves_this_year_as_it_is():
    lopend = NormbedragFactory()

    record_normbedrag(**nieuw())

    lopend.refresh_from_db()
    assert lopend.tot == date(2027, 1, 1)


@pytest.mark.parametrize(
    ("fout", "zin"),
    [
        ({"van": date(2026, 1, 1)}, "Vanaf 01-01-2026 is er al een bedrag van deze soort. Kies een dag daarna."),
        ({"van": date(2025, 7, 1)}, "Vanaf 01-01-2026 is er al een bedrag"),
        ({"tot": date(2027, 1, 1)}, "Een bedrag eindigt na de dag waarop het begint."),
        ({"bedrag": Decimal("0")}, "Vul een bedrag boven 0 in."),
        ({"bron": ""}, "kan niet leeg zijn"),
        ({"soort": "kasteel"}, "kasteel"),
    ],
)
def test_an_amount_that_cannot_be_recorded_says_why(fout, zin):
    NormbedragFactory()

    assert_declined(zin, record_normbedrag, **nieuw(**fout))


# --- Beheer -----------------------------------------------------------------------------------------------------------
VELDEN = {
    "soort": "aftopping_laag",
    "van": "01-01-2027",
    "tot": "01-01-2028",
    "bedrag": "730,50",
    "bron": "Staatscourant",
    "bron_url": "",
    "zekerheid": "hoog",
}


def url(wat, *args):
    return reverse(f"admin:huisvesting_normbedrag_{wat}", args=args)


@pytest.fixture
def beheer(client):
    beheerder = BeheerderFactory()
    grant_beheer(beheerder)
    client.force_login(beheerder)
    return client


def test_the_beheerder_adds_an_amount_and_edits_none(beheer):
    rij = NormbedragFactory()

    assert beheer.post(url("add"), VELDEN).status_code == 302
    assert Normbedrag.objects.get(van=date(2027, 1, 1)).bedrag == Decimal("730.50")
    assert beheer.get(url("changelist")).status_code == 200
    assert beheer.get(url("change", rij.pk)).status_code == 200
    assert beheer.post(url("change", rij.pk), VELDEN).status_code == 403
    assert beheer.post(url("delete", rij.pk), {"post": "yes"}).status_code == 403


def test_an_amount_within_a_known_period_is_refused_in_a_sentence(beheer):
    NormbedragFactory(van=date(2027, 2, 1), tot=date(2028, 1, 1))

    antwoord = beheer.post(url("add"), VELDEN, follow=True)

    assert "Vanaf 01-02-2027 is er al een bedrag van deze soort." in antwoord.content.decode()
    assert Normbedrag.objects.count() == 1


def test_an_ambtenaar_has_no_screen_for_amounts(client):
    client.force_login(AmbtenaarFactory())

    assert client.get(url("add")).status_code in {302, 403}
    assert client.post(url("add"), VELDEN).status_code in {302, 403}
    assert not Normbedrag.objects.exists()
