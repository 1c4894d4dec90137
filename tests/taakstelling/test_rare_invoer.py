"""What people mistype, or try in the address bar: a sentence or a 404, never a broken page."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from taakstelling.models import Realisatie
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.services.realisatie import book_correctie
from taakstelling.services.taakstelling import publish_taakstelling, set_beginsaldo
from tests.factories.samenwerking import GebruikerFactory, OpgavemanagerFactory
from tests.factories.taakstelling import start_gemeente

pytestmark = pytest.mark.django_db
PAGINAS = [
    "rapportage:dashboard",
    "taakstelling:gemeente",
    "taakstelling:correctie",
    "taakstelling:saldocorrectie",
    "taakstelling:publicatie",
    "taakstelling:beginsaldo",
    "taakstelling:afsluiten",
    "taakstelling:overdracht",
    "taakstelling:toezicht",
    "huisvesting:koppelingsdekking",
    "huisvesting:koppelingsdekking_freeze",
    "huisvesting:coa_vraag_ask",
    "huisvesting:afstemming",
]


@pytest.fixture
def gemeente(client):
    gemeente = start_gemeente().gemeente
    client.force_login(OpgavemanagerFactory(gemeente=gemeente))
    return gemeente


@pytest.mark.parametrize("halfjaar", ["9999H2", "9998H2", "1900H1", "1901H1", "2026H3", "\0"])
@pytest.mark.parametrize("pagina", PAGINAS)
def test_a_halfjaar_that_makes_no_sense_breaks_no_page(client, gemeente, pagina, halfjaar):
    antwoord = client.get(reverse(pagina, kwargs={"code": gemeente.code}), {"halfjaar": halfjaar})

    assert antwoord.status_code in (200, 404)


@pytest.mark.postgres
@pytest.mark.parametrize("pagina", PAGINAS)
def test_a_null_byte_in_the_address_is_no_gemeente(client, gemeente, pagina):
    adres = reverse(pagina, kwargs={"code": "CODE"}).replace("CODE", "GM%0000")

    assert client.get(adres).status_code == 404


@pytest.mark.parametrize("datum", ["01-01-0026", "31-12-1850", "01-01-9999"])
def test_a_slip_in_the_year_is_said_at_the_date(client, gemeente, datum):
    velden = {"datum": datum, "aantal": "3", "reden": "vergeten"}

    antwoord = client.post(reverse("taakstelling:correctie", kwargs={"code": gemeente.code}), velden)

    assert antwoord.status_code == 422
    assert antwoord.context["form"].errors["datum"] == ["Controleer het jaar: kies een dag van 2000 tot en met 2100."]
    assert not Realisatie.objects.exists()


def test_nothing_is_corrected_on_a_day_that_is_still_to_come(gemeente):
    morgen = timezone.localdate() + timedelta(days=1)

    with pytest.raises(ValidationError, match="nog niet geweest"):
        book_correctie(gemeente=gemeente, datum=morgen, aantal=3, reden="vergeten", door=GebruikerFactory())

    assert not Realisatie.objects.exists()


def test_nothing_is_corrected_on_a_day_that_no_halfjaar_knows(gemeente):
    with pytest.raises(ValidationError, match="is geen halfjaar"):
        book_correctie(gemeente=gemeente, datum=date(26, 1, 1), aantal=3, reden="vergeten", door=GebruikerFactory())


@pytest.mark.parametrize("aantal", [2_000_000_000, 1_000_001])
def test_a_number_that_no_gemeente_has_is_refused_before_the_database_does(gemeente, aantal):
    feiten = {"gemeente": gemeente, "halfjaar": Halfjaar(2026, 1), "bron": "brief", "door": GebruikerFactory()}

    with pytest.raises(ValidationError, match="Controleer het getal"):
        publish_taakstelling(aantal=aantal, **feiten)
    with pytest.raises(ValidationError, match="Controleer het getal"):
        set_beginsaldo(saldo=-aantal, **feiten)
