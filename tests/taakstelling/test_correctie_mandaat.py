"""A correction of the count is booked by who may decide it, and laid before who may otherwise (R-330, R-702)."""

from datetime import date

import pytest
from django.urls import reverse

from samenwerking.models import Besluit, Besluitsoort, BesluitStatus, Gebeurtenis, Rol
from samenwerking.services.besluit import decide_besluit
from taakstelling.models import Realisatie, Saldocorrectie
from taakstelling.services.correctie import ask_correctie, correct_beginsaldo, correct_telling
from tests.bewijs import assert_declined, assert_logs
from tests.factories.besluit import MandaatFactory
from tests.factories.samenwerking import OpdrachtgeverFactory, OpgavemanagerFactory
from tests.factories.taakstelling import EERSTE, start_gemeente

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    """An opgavemanager who corrects two persons at most; the opdrachtgever corrects more."""
    gemeente = start_gemeente().gemeente
    soort = {"soort": Besluitsoort.CORRECTIE, "bedrag_tot": None, "van": date(2020, 1, 1)}
    MandaatFactory(gemeente=gemeente, aantal_tot=2, **soort)
    MandaatFactory(gemeente=gemeente, houder=Rol.OPDRACHTGEVER, **soort)
    return OpgavemanagerFactory(gemeente=gemeente)


def correctie(manager, aantal):
    return {
        "gemeente": manager.gemeente,
        "datum": EERSTE.begin,
        "aantal": aantal,
        "reden": "Telling van COA",
        "door": manager,
    }


@pytest.mark.parametrize("aantal", [2, -2])
def test_within_the_mandate_it_is_booked_and_stands_in_the_register(manager, aantal):
    with assert_logs(Gebeurtenis.CORRECTIE_GEBOEKT):
        correct_telling(**correctie(manager, aantal))
    besluit = Besluit.objects.get()
    assert (besluit.status, besluit.aantal) == (BesluitStatus.BINNEN_MANDAAT, 2)


def test_beyond_it_nothing_is_booked_until_it_was_decided(manager):
    zin = "3 personen is meer dan 2 (Mandaatregeling 2026, artikel 3 lid 2). Leg dit voor aan de ambtelijk"
    assert_declined(zin, correct_telling, **correctie(manager, -3))
    besluit = ask_correctie(**correctie(manager, -3))
    decide_besluit(besluit=besluit, door=OpdrachtgeverFactory(gemeente=manager.gemeente))
    # Another correction is not what was decided.
    assert_declined("Leg dit voor", correct_telling, **correctie(manager, 3))
    correct_telling(**correctie(manager, -3))
    assert_declined("Leg dit voor", correct_telling, **correctie(manager, -3))
    assert Realisatie.objects.count() == 1


def test_the_saldo_is_corrected_in_the_same_way(manager):
    wat = {"gemeente": manager.gemeente, "halfjaar": EERSTE, "reden": "Vereffend", "door": manager}
    assert_declined("Leg dit voor", correct_beginsaldo, **wat, aantal=3)
    with assert_logs(Gebeurtenis.SALDO_GECORRIGEERD):
        correct_beginsaldo(**wat, aantal=1)
    assert Saldocorrectie.objects.get().aantal == 1


def test_the_page_offers_to_submit_what_lies_beyond(client, manager):
    client.force_login(manager)
    url = reverse("taakstelling:correctie", kwargs={"code": manager.gemeente.code})
    assert "Voorleggen aan ambtelijk opdrachtgever" in client.get(url).content.decode()
    velden = {"datum": EERSTE.begin.isoformat(), "aantal": "3", "reden": "Telling van COA"}
    assert client.post(url, velden).status_code == 422
    antwoord = client.post(url, {**velden, "voorleggen": "ja"})
    assert antwoord.url == Besluit.objects.get().get_absolute_url()
    assert not Realisatie.objects.exists()


def test_where_nothing_was_recorded_the_page_is_as_it_was(client):
    manager = OpgavemanagerFactory(gemeente=start_gemeente().gemeente)
    client.force_login(manager)
    url = reverse("taakstelling:correctie", kwargs={"code": manager.gemeente.code})
    assert "Voorleggen" not in client.get(url).content.decode()
