"""Good news for the team: the page, and the message of Friday (R-707)."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from rapportage.overzichten.successen import collect_successen, list_sleutels
from rapportage.services.successen import tell_week
from rapportage.tasks import tell_successen
from samenwerking.models import Bericht, Berichtvoorkeur, Gebeurtenis
from taakstelling.models import Grond
from taakstelling.services.realisatie import book_realisatie
from tests.bewijs import assert_logs
from tests.factories.huisvesting import PlaatsingFactory, dag
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    CorporatiemedewerkerFactory,
    GemeenteFactory,
    OpdrachtgeverFactory,
    ProvincieFactory,
    WethouderFactory,
)
from tests.factories.taakstelling import start_gemeente
from tests.factories.wijk import WijkFactory

pytestmark = pytest.mark.django_db
SLEUTELDAG = dag(10).date()
VRIJDAG = datetime.combine(SLEUTELDAG + timedelta(days=3), datetime.min.time(), timezone.get_current_timezone())


@pytest.fixture
def gemeente():
    return start_gemeente(gemeente=GemeenteFactory()).gemeente


def hand_over(gemeente, aantal, postcode="7205 AB"):
    return [
        PlaatsingFactory(
            gemeente=gemeente, met_sleutel=True, sleuteldatum=SLEUTELDAG, aanbod__woning__postcode=postcode
        )
        for _ in range(aantal)
    ]


def test_a_wijk_is_named_when_five_households_share_it(gemeente):
    WijkFactory(gemeente=gemeente, naam="De Hoven", cijfers=("7205",))
    hand_over(gemeente, 4)
    (regel,) = collect_successen(gemeente, SLEUTELDAG).regels
    assert regel.wijk == ""

    hand_over(gemeente, 1)
    assert "De Hoven" in {regel.wijk for regel in collect_successen(gemeente, SLEUTELDAG).regels}


def test_what_was_cancelled_or_long_ago_is_no_news(gemeente):
    PlaatsingFactory(gemeente=gemeente, geannuleerd=True)
    hand_over(gemeente, 1)
    assert list_sleutels(gemeente, SLEUTELDAG, SLEUTELDAG + timedelta(days=1)) == []
    assert len(list_sleutels(gemeente, SLEUTELDAG - timedelta(days=1), SLEUTELDAG)) == 1


def test_the_fiftieth_person_is_a_milestone(gemeente):
    door = AmbtenaarFactory(gemeente=gemeente)
    for nummer in range(50):
        book_realisatie(
            gemeente=gemeente,
            datum=SLEUTELDAG,
            grond=Grond.PLAATSING,
            bron_soort="proef",
            bron_id=f"00000000-0000-0000-0000-{nummer:012}",
            regel="R-301 versie 1",
            door=door,
        )
    successen = collect_successen(gemeente, SLEUTELDAG)
    assert successen.personen == 50
    assert any(m.zin.startswith("De 50e persoon") for m in successen.mijlpalen)


@pytest.mark.parametrize(
    ("maak", "status"),
    [
        (lambda g: AmbtenaarFactory(gemeente=g), 200),
        (lambda g: OpdrachtgeverFactory(gemeente=g), 200),
        (lambda g: WethouderFactory(gemeente=g), 200),
        (lambda g: ProvincieFactory(provincie=g.provincie_code), 403),
        (lambda g: CorporatiemedewerkerFactory(corporatie__gemeenten=[g]), 403),
    ],
)
def test_the_page_is_for_the_team(client, gemeente, maak, status):
    client.force_login(maak(gemeente))
    assert client.get(reverse("rapportage:successen", kwargs={"code": gemeente.code})).status_code == status


def test_no_name_of_a_household_stands_on_the_page(client, gemeente):
    plaatsingen = hand_over(gemeente, 6)
    client.force_login(WethouderFactory(gemeente=gemeente))
    tekst = client.get(reverse("rapportage:successen", kwargs={"code": gemeente.code})).content.decode()
    for plaatsing in plaatsingen:
        for persoon in plaatsing.huishouden.leden:
            assert persoon.achternaam not in tekst


def test_friday_tells_who_asked_for_it_once(gemeente):
    wil, wil_niet = AmbtenaarFactory(gemeente=gemeente), AmbtenaarFactory(gemeente=gemeente)
    elders = AmbtenaarFactory()
    for mens in (wil, elders):
        Berichtvoorkeur.objects.create(gebruiker=mens, vrijdag=True)
    Berichtvoorkeur.objects.create(gebruiker=wil_niet)
    hand_over(gemeente, 1)

    with assert_logs(Gebeurtenis.SUCCESSEN_GESTUURD):
        assert tell_week(gemeente=gemeente, op=VRIJDAG) == 1
        assert tell_week(gemeente=gemeente, op=VRIJDAG) == 0
    (bericht,) = Bericht.objects.all()
    assert bericht.ontvanger == wil
    assert "1 huishouden kreeg" in bericht.tekst
    assert "samen" not in bericht.tekst


def test_of_five_households_the_number_of_people_is_told(gemeente):
    Berichtvoorkeur.objects.create(gebruiker=AmbtenaarFactory(gemeente=gemeente), vrijdag=True)
    hand_over(gemeente, 5)
    tell_week(gemeente=gemeente, op=VRIJDAG)
    assert "5 huishoudens kregen" in Bericht.objects.get().tekst
    assert "samen" in Bericht.objects.get().tekst


def test_a_week_without_keys_tells_nothing(gemeente):
    Berichtvoorkeur.objects.create(gebruiker=AmbtenaarFactory(gemeente=gemeente), vrijdag=True)
    with assert_logs():
        assert tell_week(gemeente=gemeente, op=VRIJDAG) == 0
        assert tell_successen() == 0


def test_one_asks_for_friday_where_one_chooses_mail(client, gemeente):
    mens = AmbtenaarFactory(gemeente=gemeente)
    client.force_login(mens)
    url = reverse("samenwerking:berichtvoorkeur")
    client.post(url, {"wijze": "dagelijks", "vrijdag": "on"})
    assert Berichtvoorkeur.objects.get(gebruiker=mens).vrijdag
    client.post(url, {"wijze": "dagelijks"})
    assert not Berichtvoorkeur.objects.get(gebruiker=mens).vrijdag
