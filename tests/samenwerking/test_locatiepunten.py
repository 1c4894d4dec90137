"""The checklist of a place and the weight of each stage: what the services do, refuse and write down."""

from datetime import date

import pytest
from django.urls import reverse

from samenwerking.models import (
    Gebeurtenis,
    Locatie,
    Locatiegewicht,
    Locatiepunt,
    Logregel,
    Puntoordeel,
    Rol,
)
from samenwerking.regels.locatie import GEWICHTEN
from samenwerking.services.locatieverwachting import (
    read_gewichten,
    set_gewicht,
    update_locatiepunt,
)
from tests.bewijs import assert_declined, assert_logs
from tests.factories.huisvesting import MOMENT
from tests.factories.locatie import (
    LocatieFactory,
    LocatiepuntFactory,
)
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    CorporatiemedewerkerFactory,
    GebruikerFactory,
    GemeenteFactory,
    JuristFactory,
    OpgavemanagerFactory,
    RoltoewijzingFactory,
    WethouderFactory,
    WoningcorporatieFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def gemeente():
    return GemeenteFactory()


@pytest.fixture
def door(gemeente):
    return AmbtenaarFactory(gemeente=gemeente)


def test_a_point_has_owner_status_document_and_day(gemeente, door):
    punt = LocatiepuntFactory(locatie__gemeente=gemeente)
    jurist = JuristFactory(gemeente=gemeente)

    with assert_logs(Gebeurtenis.LOCATIEPUNT_BIJGEWERKT):
        update_locatiepunt(
            punt=punt,
            oordeel="knelpunt",
            eigenaar=jurist,
            toelichting=" Geen tweede vluchtweg. ",
            document="Z-1",
            uiterlijk=date(2026, 3, 20),
            door=jurist,
            op=MOMENT,
        )

    punt.refresh_from_db()
    assert (punt.eigenaar, punt.oordeel, punt.toelichting) == (jurist, Puntoordeel.KNELPUNT, "Geen tweede vluchtweg.")
    assert (punt.document, punt.uiterlijk, punt.bijgewerkt_door) == ("Z-1", date(2026, 3, 20), jurist)
    regel = Logregel.objects.latest("pk")
    assert (regel.onderwerp_soort, regel.onderwerp_id) == ("samenwerking.locatie", str(punt.locatie_id))


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"oordeel": "knelpunt", "toelichting": " "}, "Schrijf op wat het knelpunt is."),
        ({"uiterlijk": date(2026, 3, 1)}, "al voorbij"),
        ({"oordeel": "misschien"}, "geen geldige keuze"),
    ],
)
def test_a_wrong_point_is_declined(gemeente, door, anders, zin):
    punt = LocatiepuntFactory(locatie__gemeente=gemeente)

    assert_declined(zin, update_locatiepunt, **{"punt": punt, "oordeel": "open", "door": door, "op": MOMENT, **anders})


@pytest.mark.parametrize("maak", [GebruikerFactory, WethouderFactory, CorporatiemedewerkerFactory, AmbtenaarFactory])
def test_the_owner_of_a_point_works_for_this_gemeente(gemeente, door, maak):
    punt = LocatiepuntFactory(locatie__gemeente=gemeente)

    zin = "Kies iemand die voor deze gemeente werkt."
    assert_declined(zin, update_locatiepunt, punt=punt, oordeel="open", eigenaar=maak(), door=door)


def test_who_has_two_roles_may_own_a_point_where_he_works(gemeente, door):
    dubbel = WethouderFactory(gemeente=gemeente)
    RoltoewijzingFactory(gebruiker=dubbel, rol=Rol.JURIST, gemeente=gemeente)
    punt = LocatiepuntFactory(locatie__gemeente=gemeente)

    assert update_locatiepunt(punt=punt, oordeel="open", eigenaar=dubbel, door=door).eigenaar == dubbel


def test_a_day_that_passed_meanwhile_may_stay(gemeente, door):
    punt = LocatiepuntFactory(locatie__gemeente=gemeente, uiterlijk=date(2026, 2, 1))

    update_locatiepunt(punt=punt, oordeel="goed", uiterlijk=date(2026, 2, 1), door=door, op=MOMENT)

    punt.refresh_from_db()
    assert punt.is_klaar


def test_overdue_points_are_open_past_their_day_and_of_a_place_that_runs(gemeente):
    peildatum, eerder = date(2026, 3, 2), date(2026, 3, 1)
    locatie = LocatieFactory(gemeente=gemeente)
    laat = [
        LocatiepuntFactory(locatie=locatie, soort="vergunning", uiterlijk=eerder),
        LocatiepuntFactory(
            locatie=locatie, soort="brandveiligheid", uiterlijk=eerder, oordeel="knelpunt", toelichting="x"
        ),
    ]
    LocatiepuntFactory(locatie=locatie, soort="nuts", uiterlijk=peildatum)
    LocatiepuntFactory(locatie=locatie, soort="zorg", uiterlijk=eerder, oordeel="goed")
    LocatiepuntFactory(locatie=locatie, soort="school")
    LocatiepuntFactory(locatie__gemeente=gemeente, locatie__afgevallen=True, uiterlijk=eerder)

    assert set(Locatiepunt.objects.te_laat(peildatum)) == set(laat)
    telling = Locatie.objects.with_punten(peildatum).get(pk=locatie.pk)
    assert (telling.te_laat, telling.knelpunten) == (2, 1)


def test_points_are_for_the_team_of_the_gemeente(gemeente, door):
    punt = LocatiepuntFactory(locatie__gemeente=gemeente)
    corporatie = WoningcorporatieFactory(gemeenten=[gemeente])
    Locatie.objects.update(corporatie=corporatie)

    assert list(Locatiepunt.objects.visible_to(door)) == [punt]
    assert not Locatiepunt.objects.visible_to(AmbtenaarFactory()).exists()
    medewerker = CorporatiemedewerkerFactory(corporatie=corporatie)
    assert not Locatiepunt.objects.visible_to(medewerker).exists()
    assert Locatie.objects.visible_to(medewerker).exists()


# --- Weights ----------------------------------------------------------------------------------------------------------
def test_a_gemeente_chooses_its_own_weights(gemeente):
    manager = OpgavemanagerFactory(gemeente=gemeente)
    assert read_gewichten(gemeente) == GEWICHTEN

    with assert_logs(Gebeurtenis.LOCATIEGEWICHT_INGESTELD):
        set_gewicht(gemeente=gemeente, procenten={"signaal": 0, "verkenning": 15, "in_gebruik": 3}, door=manager)
    set_gewicht(gemeente=gemeente, procenten={"signaal": 2}, door=manager)

    assert read_gewichten(gemeente) == {**GEWICHTEN, "signaal": 2}
    assert Locatiegewicht.objects.count() == 1
    assert read_gewichten(GemeenteFactory()) == GEWICHTEN
    assert Logregel.objects.latest("pk").gegevens == {"signaal": [0, 2]}


@pytest.mark.parametrize(
    ("procenten", "zin"),
    [
        ({"signaal": 101}, "van 0 tot en met 100"),
        ({"signaal": -1}, "van 0 tot en met 100"),
        ({"signaal": 16}, "niet voor minder meetellen"),
        ({"signaal": 5}, "Er verandert niets"),
        ({}, "Er verandert niets"),
    ],
)
def test_a_wrong_weight_is_declined(gemeente, procenten, zin):
    manager = OpgavemanagerFactory(gemeente=gemeente)

    assert_declined(zin, set_gewicht, gemeente=gemeente, procenten=procenten, door=manager)


@pytest.mark.parametrize(("maak", "status"), [(AmbtenaarFactory, 403), (OpgavemanagerFactory, 200)])
def test_only_the_opgavemanager_sets_weights(client, gemeente, maak, status):
    client.force_login(maak(gemeente=gemeente))

    assert client.get(reverse("samenwerking:locatiegewicht", kwargs={"code": gemeente.code})).status_code == status


def test_weights_are_set_on_the_page(client, gemeente):
    client.force_login(OpgavemanagerFactory(gemeente=gemeente))
    adres = reverse("samenwerking:locatiegewicht", kwargs={"code": gemeente.code})
    velden = {"signaal": "0", "verkenning": "10", "haalbaarheid": "50", "besluitvorming": "60", "realisatie": "90"}

    assert client.post(adres, {**velden, "realisatie": "1"}).status_code == 422
    assert client.post(adres, velden).status_code == 302

    assert list(read_gewichten(gemeente).values()) == [0, 10, 50, 60, 90, 100]
