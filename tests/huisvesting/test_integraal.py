"""All groups that need a home beside each other, and the choices made between them (R-705)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from huisvesting.models import Doelgroep, Verdeelkeuze
from huisvesting.services.integraal import (
    collect_verdeling,
    find_claim,
    record_doelgroepclaim,
    record_verdeelkeuze,
)
from samenwerking.models import Gebeurtenis
from tests.bewijs import assert_declined, assert_logs, assert_refused
from tests.factories.huisvesting import HuishoudenFactory, PlaatsingFactory, dag
from tests.factories.samenwerking import AmbtenaarFactory, GemeenteFactory, WethouderFactory
from tests.factories.taakstelling import EERSTE, start_gemeente
from tests.factories.wijk import DoelgroepclaimFactory, VerdeelkeuzeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def gemeente():
    return start_gemeente(gemeente=GemeenteFactory()).gemeente


def claim(gemeente, **anders):
    goed = {
        "gemeente": gemeente,
        "doelgroep": Doelgroep.STUDENT,
        "halfjaar": EERSTE,
        "gevraagd": 30,
        "toegewezen": 10,
        "bron": "Convenant",
        "door": AmbtenaarFactory(gemeente=gemeente),
    }
    return {**goed, **anders}


def test_a_later_number_is_a_new_version_and_the_old_one_stays(gemeente):
    with assert_logs(Gebeurtenis.DOELGROEPCLAIM_VASTGELEGD, Gebeurtenis.DOELGROEPCLAIM_VASTGELEGD):
        eerste = record_doelgroepclaim(**claim(gemeente))
        tweede = record_doelgroepclaim(**claim(gemeente, gevraagd=40))
    assert (eerste.versie, tweede.versie) == (1, 2)
    assert find_claim(gemeente, Doelgroep.STUDENT, EERSTE) == tweede
    assert find_claim(gemeente, Doelgroep.STUDENT, EERSTE.volgende) is None


@pytest.mark.parametrize(
    ("anders", "zin"), [({"bron": " "}, "Vul in waar het getal vandaan komt."), ({}, "Deze getallen staan er al.")]
)
def test_numbers_have_a_source_and_are_news(gemeente, anders, zin):
    record_doelgroepclaim(**claim(gemeente))
    assert_declined(zin, record_doelgroepclaim, **claim(gemeente, **anders))


def test_a_choice_is_recorded_with_its_motive(gemeente):
    door = AmbtenaarFactory(gemeente=gemeente)
    goed = {
        "gemeente": gemeente,
        "halfjaar": EERSTE,
        "keuzedatum": dag(0).date(),
        "keuze": " Eerst gezinnen. ",
        "motivering": "Er zijn nu grote woningen.",
        "door": door,
    }
    with assert_logs(Gebeurtenis.VERDEELKEUZE_VASTGELEGD):
        assert record_verdeelkeuze(**goed).keuze == "Eerst gezinnen."
    assert_declined("wat er gekozen is", record_verdeelkeuze, **{**goed, "keuze": " "})
    morgen = timezone.localdate() + timedelta(days=1)
    assert_declined("in de toekomst", record_verdeelkeuze, **{**goed, "keuzedatum": morgen})


def test_statushouders_stand_among_the_groups_with_their_own_figures(gemeente):
    """Fifty persons to house, in households of two: 25 homes; and one that got its key."""
    stand = gemeente.voortgangen.get(halfjaar=EERSTE)
    HuishoudenFactory(gemeente=gemeente, personen=2)
    PlaatsingFactory(gemeente=gemeente, met_sleutel=True, huishouden__personen=2, sleuteldatum=EERSTE.begin)
    record_doelgroepclaim(**claim(gemeente))
    record_doelgroepclaim(**claim(gemeente, gevraagd=35))

    verdeling = collect_verdeling(gemeente, EERSTE)
    statushouders, studenten = verdeling.groepen
    open_personen = stand.opgave - stand.gerealiseerd
    assert statushouders.toegewezen == 1
    assert statushouders.gevraagd == 1 + -(-open_personen // 2)
    assert (studenten.naam, studenten.gevraagd, studenten.toegewezen) == ("Studenten", 35, 10)
    assert verdeling.samen.gevraagd == statushouders.gevraagd + 35
    assert Doelgroep.STUDENT not in verdeling.ontbreekt
    assert Doelgroep.DAKLOOS in verdeling.ontbreekt


def test_without_a_target_there_is_no_guess():
    (statushouders,) = collect_verdeling(GemeenteFactory(), EERSTE).groepen
    assert (statushouders.gevraagd, statushouders.toegewezen) == (0, 0)
    assert "geen taakstelling" in statushouders.toelichting


def test_casework_records_and_the_wethouder_reads(client, gemeente):
    pagina = reverse("huisvesting:integraal", kwargs={"code": gemeente.code})
    vraag = reverse("huisvesting:integraal_vraag", kwargs={"code": gemeente.code})
    keuze = reverse("huisvesting:integraal_keuze", kwargs={"code": gemeente.code})
    client.force_login(AmbtenaarFactory(gemeente=gemeente))
    getallen = {"doelgroep": "zorg", "gevraagd": "8", "toegewezen": "0", "bron": "Regioplan"}
    assert client.post(f"{vraag}?halfjaar={EERSTE}", getallen).url == f"{pagina}?halfjaar={EERSTE}"
    assert 'value="8"' in client.get(f"{vraag}?halfjaar={EERSTE}&groep=zorg").content.decode()
    gekozen = {"keuzedatum": timezone.localdate().isoformat(), "keuze": "Om en om", "motivering": "Iedereen wacht."}
    assert client.post(f"{keuze}?halfjaar={EERSTE}", gekozen).status_code == 302

    client.force_login(WethouderFactory(gemeente=gemeente))
    tekst = client.get(f"{pagina}?halfjaar={EERSTE}").content.decode()
    assert "Uitstroom uit zorg of opvang" in tekst
    assert "Om en om" in tekst
    assert "Vraag vastleggen" not in tekst
    assert client.post(vraag, getallen).status_code == client.post(keuze, gekozen).status_code == 403
    assert Verdeelkeuze.objects.count() == 1


@pytest.mark.beide
def test_the_database_refuses_what_cannot_be(gemeente):
    DoelgroepclaimFactory(gemeente=gemeente)
    assert_refused("doelgroepclaim_one_per_version", lambda: DoelgroepclaimFactory(gemeente=gemeente))
    assert_refused("doelgroepclaim_with_source", lambda: DoelgroepclaimFactory(gemeente=gemeente, versie=2, bron=""))
    assert_refused("verdeelkeuze_with_motive", lambda: VerdeelkeuzeFactory(gemeente=gemeente, motivering=""))
    assert_refused("verdeelkeuze_with_motive", lambda: VerdeelkeuzeFactory(gemeente=gemeente, keuze=""))
