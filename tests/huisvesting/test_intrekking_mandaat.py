"""An assigned home goes back only by who may decide it: within the mandate, or after a decision (R-702)."""

from datetime import date

import pytest
from django.urls import reverse

from huisvesting.services.intrekking import agree_intrekking, request_intrekking, submit_intrekking
from samenwerking.models import Actie, Actielijst, Besluit, Besluitsoort, BesluitStatus, Gebeurtenis, Klasse, Rol
from samenwerking.services.besluit import decide_besluit
from tests.bewijs import assert_declined, assert_logs
from tests.factories.besluit import MandaatFactory
from tests.factories.huisvesting import VoordrachtFactory, dag
from tests.factories.samenwerking import (
    CorporatiemedewerkerFactory,
    OpdrachtgeverFactory,
    OpgavemanagerFactory,
    RedenFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def verzoek():
    """A corporation asks an assigned home back."""
    aanbod = VoordrachtFactory(geaccepteerd=True).aanbod
    return request_intrekking(
        aanbod=aanbod,
        reden=RedenFactory(klasse=Klasse.CORPORATIE),
        toelichting="De fundering zakt.",
        door=CorporatiemedewerkerFactory(corporatie=aanbod.corporatie),
        op=dag(5),
    )


@pytest.fixture
def zonder_mandaat(verzoek):
    """In this gemeente only the ambtelijk opdrachtgever decides this."""
    soort = {"soort": Besluitsoort.INTREKKING, "bedrag_tot": None, "van": date(2020, 1, 1)}
    MandaatFactory(gemeente=verzoek.gemeente, houder=Rol.OPDRACHTGEVER, **soort)
    return verzoek


def test_within_the_mandate_the_register_keeps_who_decided_on_what_ground(verzoek):
    manager = OpgavemanagerFactory(gemeente=verzoek.gemeente)
    with assert_logs(Gebeurtenis.AANBOD_INGETROKKEN):
        agree_intrekking(verzoek=verzoek, door=manager)
    besluit = Besluit.objects.for_onderwerp(verzoek).get()
    assert (besluit.status, besluit.besloten_door) == (BesluitStatus.BINNEN_MANDAAT, manager)
    assert besluit.uitgevoerd_op is not None


def test_beyond_it_one_asks_and_carries_out_what_was_decided_once(zonder_mandaat):
    verzoek = zonder_mandaat
    manager = OpgavemanagerFactory(gemeente=verzoek.gemeente)
    assert_declined("Leg dit voor aan de ambtelijk opdrachtgever", agree_intrekking, verzoek=verzoek, door=manager)

    with assert_logs(Gebeurtenis.BESLUIT_VOORGELEGD):
        besluit = submit_intrekking(verzoek=verzoek, voorstel="De woning is niet veilig.", door=manager)
    assert_declined("Wacht op dat besluit", agree_intrekking, verzoek=verzoek, door=manager)
    decide_besluit(besluit=besluit, door=OpdrachtgeverFactory(gemeente=verzoek.gemeente))
    assert Actie.objects.open().filter(lijst=Actielijst.BESLUIT).count() == 1

    agree_intrekking(verzoek=verzoek, door=manager)
    besluit.refresh_from_db()
    assert besluit.uitgevoerd_door == manager
    assert not Actie.objects.open().filter(lijst=Actielijst.BESLUIT).exists()


def test_the_page_says_who_may_decide(client, zonder_mandaat):
    verzoek = zonder_mandaat
    client.force_login(OpgavemanagerFactory(gemeente=verzoek.gemeente))
    url = reverse("huisvesting:intrekverzoek_agree", kwargs={"pk": verzoek.pk})
    tekst = client.get(url).content.decode()
    assert "Voorleggen aan ambtelijk opdrachtgever" in tekst
    assert "Akkoord met intrekken" not in tekst
    antwoord = client.post(url, {"voorstel": "De woning is niet veilig."})
    besluit = Besluit.objects.get()
    assert antwoord.url == besluit.get_absolute_url()
    assert client.get(url).url == besluit.get_absolute_url()


def test_the_page_of_who_may_decide_says_on_what_ground(client, verzoek):
    client.force_login(OpgavemanagerFactory(gemeente=verzoek.gemeente))
    tekst = client.get(reverse("huisvesting:intrekverzoek_agree", kwargs={"pk": verzoek.pk})).content.decode()
    assert "Akkoord met intrekken" in tekst
    assert "U mag dit zelf besluiten" in tekst
