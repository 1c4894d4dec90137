"""A case that is stuck: escalate it from its own page, and read there what came of it. Casework only."""

import pytest
from django.urls import reverse

from huisvesting.services.intrekking import agree_intrekking, refuse_intrekking, request_intrekking
from samenwerking.models import Bericht, Escalatie, EscalatieStatus, Gebeurtenis, Gebruiker
from samenwerking.services.escalatie import GEEN_NAMEN
from tests.bewijs import assert_logs
from tests.factories.escalatie import EscalatieFactory
from tests.factories.huisvesting import VoordrachtFactory, dag
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    CorporatiemedewerkerFactory,
    JuristFactory,
    OpdrachtgeverFactory,
    OpgavemanagerFactory,
    RedenFactory,
    WethouderFactory,
)

pytestmark = pytest.mark.django_db
TEKSTEN = {
    "titel": "De keuken is stuk",
    "vraag": "Mogen wij de reparatie betalen?",
    "opties": "Zelf betalen, of wachten.",
    "advies": "Zelf betalen.",
}
ZAKEN = ("huishouden", "aanbod", "voordracht")


@pytest.fixture
def zaken(db):
    """A household that is put forward for a home, by name of what can be escalated."""
    voordracht = VoordrachtFactory()
    return {"huishouden": voordracht.huishouden, "aanbod": voordracht.aanbod, "voordracht": voordracht}


@pytest.fixture
def gemeente(zaken):
    return zaken["aanbod"].gemeente


@pytest.fixture
def corporatie(zaken):
    return CorporatiemedewerkerFactory(corporatie=zaken["aanbod"].woning.corporatie)


def escaleer(naam, zaak):
    return reverse(f"huisvesting:{naam}_escaleren", kwargs={"pk": zaak.pk})


def read(client, wie, zaak) -> str:
    client.force_login(wie)
    antwoord = client.get(zaak.get_absolute_url())
    assert antwoord.status_code == 200
    return antwoord.content.decode()


@pytest.mark.parametrize("naam", ZAKEN)
def test_casework_escalates_a_case_and_comes_back_to_it(client, zaken, gemeente, naam):
    zaak, noor = zaken[naam], AmbtenaarFactory(gemeente=gemeente)
    assert escaleer(naam, zaak) in read(client, noor, zaak)

    with assert_logs(Gebeurtenis.ESCALATIE_GEMELD):
        antwoord = client.post(escaleer(naam, zaak), TEKSTEN)

    assert antwoord.url == zaak.get_absolute_url()
    escalatie = Escalatie.objects.for_onderwerp(zaak).get()
    html = read(client, noor, zaak)
    assert (escalatie.get_absolute_url() in html, TEKSTEN["vraag"] in html, "Gemeld" in html) == (True, True, True)
    assert escaleer(naam, zaak) not in html  # one question at a time


@pytest.mark.parametrize("naam", ZAKEN)
def test_the_form_opens_without_a_name_and_refuses_one(client, zaken, gemeente, naam):
    zaak, achternaam = zaken[naam], zaken["huishouden"].hoofd.achternaam
    client.force_login(AmbtenaarFactory(gemeente=gemeente))

    begin = client.get(escaleer(naam, zaak)).context["form"].initial["titel"]
    antwoord = client.post(escaleer(naam, zaak), TEKSTEN | {"opties": f"{achternaam} wacht."})

    assert begin
    assert achternaam not in begin
    assert antwoord.status_code == 422
    assert GEEN_NAMEN in antwoord.content.decode()
    assert not Escalatie.objects.exists()


@pytest.mark.parametrize("naam", ZAKEN)
def test_the_answer_stands_at_the_case(client, zaken, gemeente, naam):
    escalatie = EscalatieFactory(over=zaken[naam], opgepakt=True, opgelost=True, antwoord="Herstel de keuken.")
    html = read(client, OpgavemanagerFactory(gemeente=gemeente), zaken[naam])
    assert "Herstel de keuken." in html
    assert escalatie.opgelost_door.naam in html
    assert escaleer(naam, zaken[naam]) in html  # it may be asked again


def test_what_is_asked_about_the_home_stands_at_the_household_and_the_voordracht(client, zaken, gemeente):
    escalatie = EscalatieFactory(over=zaken["aanbod"], bestuurlijk=True)
    for zaak in zaken.values():
        html = read(client, AmbtenaarFactory(gemeente=gemeente), zaak)
        assert escalatie.get_absolute_url() in html
        assert "Bij de bestuurlijk opdrachtgever" in html


def test_a_corporation_sees_nothing_of_it(client, zaken, corporatie):
    for naam in ("aanbod", "voordracht"):
        EscalatieFactory(over=zaken[naam])
        html = read(client, corporatie, zaken[naam])
        assert "scalatie" not in html
        assert "scaleren" not in html
        assert client.post(escaleer(naam, zaken[naam]), TEKSTEN).status_code == 403
    assert client.get(escaleer("huishouden", zaken["huishouden"])).status_code == 404


@pytest.mark.parametrize("fabriek", [JuristFactory, OpdrachtgeverFactory, WethouderFactory])
@pytest.mark.parametrize("naam", ZAKEN)
def test_who_does_no_casework_cannot_escalate_a_case(client, zaken, gemeente, naam, fabriek):
    client.force_login(fabriek(gemeente=gemeente))
    assert client.post(escaleer(naam, zaken[naam]), TEKSTEN).status_code in (403, 404)
    assert not Escalatie.objects.exists()


def test_a_closed_voordracht_is_not_escalated(client):
    voordracht = VoordrachtFactory(geannuleerd=True)
    html = read(client, AmbtenaarFactory(gemeente=voordracht.gemeente), voordracht)
    assert escaleer("voordracht", voordracht) not in html


# --- By itself: a corporation asks an assigned home back --------------------------------------------------------------
def ask_back(voordracht=None):
    aanbod = (voordracht or VoordrachtFactory(geaccepteerd=True)).aanbod
    corporatie = CorporatiemedewerkerFactory(corporatie=aanbod.woning.corporatie)
    return request_intrekking(
        aanbod=aanbod, reden=RedenFactory(), toelichting="De fundering is verzakt.", door=corporatie, op=dag(8)
    )


def test_a_home_asked_back_lies_with_the_opgavemanager_without_a_second_message():
    voordracht = VoordrachtFactory(geaccepteerd=True)
    manager = OpgavemanagerFactory(gemeente=voordracht.gemeente)

    with assert_logs(Gebeurtenis.AANBOD_INTREKKING_GEVRAAGD):
        verzoek = ask_back(voordracht)

    escalatie = Escalatie.objects.for_onderwerp(verzoek).get()
    assert escalatie.status == EscalatieStatus.OPGAVEMANAGER
    assert escalatie.gemeld_door == Gebruiker.objects.systeem()
    assert Bericht.objects.filter(ontvanger=manager).count() == 1


@pytest.mark.parametrize(
    ("beslis", "anders", "gebeurtenis", "antwoord"),
    [
        (agree_intrekking, {}, Gebeurtenis.AANBOD_INGETROKKEN, "Akkoord"),
        (refuse_intrekking, {"motivering": "Nee."}, Gebeurtenis.AANBOD_INTREKKING_AFGEWEZEN, "Niet akkoord"),
    ],
)
def test_the_decision_about_the_home_answers_it(beslis, anders, gebeurtenis, antwoord):
    verzoek = ask_back()
    manager = OpgavemanagerFactory(gemeente=verzoek.gemeente)

    with assert_logs(gebeurtenis):
        beslis(verzoek=verzoek, door=manager, op=dag(9), **anders)

    escalatie = Escalatie.objects.get()
    assert (escalatie.status, escalatie.opgelost_door) == (EscalatieStatus.OPGELOST, manager)
    assert escalatie.antwoord.startswith(antwoord)
    assert not Bericht.objects.filter(ontvanger=verzoek.gevraagd_door, sleutel__startswith="escalatie:").exists()


def test_the_page_of_the_home_shows_it_to_the_gemeente_only(client):
    verzoek = ask_back()
    escalatie = Escalatie.objects.get()
    manager = OpgavemanagerFactory(gemeente=verzoek.gemeente)
    assert escalatie.get_absolute_url() in read(client, manager, verzoek.aanbod)
    assert verzoek.aanbod.get_absolute_url() in read(client, manager, escalatie)
    assert "scalatie" not in read(client, verzoek.gevraagd_door, verzoek.aanbod)


def test_a_corporation_that_is_called_after_someone_does_not_stop_the_request():
    voordracht = VoordrachtFactory(geaccepteerd=True)
    corporatie = voordracht.aanbod.woning.corporatie
    corporatie.naam = f"Woonstichting {voordracht.huishouden.hoofd.achternaam}"
    corporatie.save(update_fields=["naam"])

    verzoek = ask_back(voordracht)

    assert Escalatie.objects.for_onderwerp(verzoek).get().titel == "Een toegewezen woning"
