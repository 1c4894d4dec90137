"""So many files a day, of one person and for one gemeente; every kind counts."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from huisvesting.models import CoaImport
from huisvesting.services.aanbodlijst import receive_aanbodlijst
from huisvesting.services.coa import discard_coa_import
from huisvesting.services.coa_ontvangst import receive_coa_lijst
from samenwerking.services import quotum
from samenwerking.services.quotum import TeVeel, check_quotum
from tests.factories.samenwerking import AmbtenaarFactory, GemeenteFactory, WoningcorporatieFactory
from tests.huisvesting.coa_lijsten import make_csv, rij

pytestmark = pytest.mark.django_db

ECHT = (quotum.PER_PERSOON, quotum.PER_GEMEENTE)
# Half past midnight in Amsterdam; in UTC it is still the day before.
NU = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _klein(monkeypatch):
    monkeypatch.setattr(quotum, "PER_PERSOON", 3)
    monkeypatch.setattr(quotum, "PER_GEMEENTE", 4)


@pytest.fixture
def door():
    return AmbtenaarFactory(gemeente=GemeenteFactory(naam="Proefstad"))


def hand_in(door, nummer, op=NU):
    data = make_csv(rij(nummer, gezinsrol="hoofd"))
    return receive_coa_lijst(gemeente=door.gemeente, data=data, bestandsnaam="lijst.csv", door=door, op=op)


def test_the_numbers_of_the_product():
    assert ECHT == (50, 200)


def test_every_kind_of_file_counts_and_one_that_was_put_away_as_well(door):
    discard_coa_import(coa_import=hand_in(door, 1), door=door)
    hand_in(door, 2)
    check_quotum(door=door, gemeente=door.gemeente, op=NU)

    corporatie = WoningcorporatieFactory(gemeenten=[door.gemeente])
    kop = "Straat;Huisnummer;Postcode;Plaats;Slaapkamers;Beschikbaar vanaf\n"
    receive_aanbodlijst(
        corporatie=corporatie,
        gemeente=door.gemeente,
        data=f"{kop}Lijststraat;1;1234 AB;Proefstad;2;01-05-2026\n".encode(),
        bestandsnaam="woningen.csv",
        door=door,
        op=NU,
    )

    with pytest.raises(TeVeel, match="U hebt vandaag al 3 bestanden ingelezen"):
        check_quotum(door=door, gemeente=door.gemeente, op=NU)
    with pytest.raises(TeVeel):
        check_quotum(door=door, gemeente=None, op=NU)
    check_quotum(door=AmbtenaarFactory(gemeente=door.gemeente), gemeente=door.gemeente, op=NU)


def test_a_gemeente_has_its_own_number(door):
    for nummer in range(4):
        hand_in(AmbtenaarFactory(gemeente=door.gemeente), nummer)

    with pytest.raises(TeVeel, match="Voor Proefstad zijn vandaag al 4 bestanden ingelezen"):
        check_quotum(door=door, gemeente=door.gemeente, op=NU)
    check_quotum(door=door, gemeente=GemeenteFactory(), op=NU)


def test_tomorrow_one_begins_anew(door):
    for nummer in range(3):
        hand_in(door, nummer, op=NU - timedelta(hours=1))  # yesterday, in Amsterdam

    check_quotum(door=door, gemeente=door.gemeente, op=NU)


@pytest.mark.parametrize("met_werkers", [True, False])
def test_who_hands_in_too_much_on_one_day_reads_so_on_the_page(client, door, settings, met_werkers):
    settings.CELERY_TASK_ALWAYS_EAGER = not met_werkers
    client.force_login(door)

    def send(nummer):
        bestand = SimpleUploadedFile("lijst.csv", make_csv(rij(nummer, gezinsrol="hoofd")))
        return client.post(reverse("huisvesting:coa_import_upload"), {"gemeente": door.gemeente.pk, "bestand": bestand})

    assert [send(nummer).status_code for nummer in range(3)] == [302] * 3
    response = send(3)
    assert response.status_code == 429
    assert "U hebt vandaag al 3 bestanden ingelezen." in response.content.decode()
    assert CoaImport.objects.count() == 3
