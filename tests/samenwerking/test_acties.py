"""Something to do: made alone or as a list, done, dropped or handed over."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from samenwerking.models import Actie, Actielijst, Gebeurtenis, Logregel
from samenwerking.services.actie import (
    Punt,
    add_actie,
    add_lijst,
    add_werkdagen,
    drop_actie,
    drop_acties,
    find_onderwerp,
    finish_actie,
    finish_acties,
    hand_over_actie,
    list_acties,
    pass_on_acties,
)
from tests.bewijs import assert_declined, assert_logs
from tests.factories.dossier import ActieFactory
from tests.factories.huisvesting import HuishoudenFactory, dag
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    CorporatiemedewerkerFactory,
    JuristFactory,
    OpdrachtgeverFactory,
    OpgavemanagerFactory,
    WethouderFactory,
)

pytestmark = pytest.mark.django_db
OP = dag(0)  # a Monday


@pytest.mark.parametrize(
    ("begin", "aantal", "einde"),
    [
        (date(2026, 3, 2), 0, date(2026, 3, 2)),
        (date(2026, 3, 2), 2, date(2026, 3, 4)),
        (date(2026, 3, 5), 2, date(2026, 3, 9)),  # Thursday -> Monday
        (date(2026, 3, 6), 1, date(2026, 3, 9)),  # Friday -> Monday
        (date(2026, 3, 7), 1, date(2026, 3, 9)),  # Saturday -> Monday
        (date(2026, 3, 6), 10, date(2026, 3, 20)),
    ],
)
def test_working_days_skip_the_weekend(begin, aantal, einde):
    assert add_werkdagen(begin, aantal) == einde


def test_a_list_is_made_for_many_at_once_without_a_line_of_its_own(django_assert_num_queries):
    huishoudens = [HuishoudenFactory() for _ in range(3)]
    eigenaar = huishoudens[0].eigenaar
    punten = [Punt("Bel de school", 3), Punt("Regel een taalcursus", afdeling="Inburgering")]

    with assert_logs(), django_assert_num_queries(1):
        add_lijst(Actielijst.NAZORG, punten, onderwerpen=huishoudens, eigenaar=eigenaar, door=eigenaar, op=OP)

    bel, cursus = Actie.objects.for_onderwerp(huishoudens[2]).order_by("titel")
    assert (bel.eigenaar, bel.afdeling, bel.uiterlijk) == (eigenaar, "", date(2026, 3, 5))
    assert (cursus.eigenaar, cursus.afdeling, cursus.uiterlijk) == (None, "Inburgering", None)
    assert Actie.objects.count() == 6


def test_a_list_is_finished_or_dropped_by_the_event_that_it_belongs_to():
    huishouden = HuishoudenFactory()
    door = huishouden.eigenaar
    for lijst in (Actielijst.ONTVANGST, Actielijst.NAZORG, Actielijst.LOS):
        ActieFactory(over=huishouden, lijst=lijst)
    elders = ActieFactory()

    assert finish_acties(huishouden, Actielijst.ONTVANGST, door=door, op=OP) == 1
    assert drop_acties(huishouden, Actielijst.NAZORG, door=door, op=OP) == 1
    assert drop_acties(huishouden, door=door, op=OP) == 1
    assert list(Actie.objects.open()) == [elders]


def test_what_one_had_to_do_goes_to_another():
    huishouden = HuishoudenFactory()
    van, naar = huishouden.eigenaar, AmbtenaarFactory(gemeente=huishouden.gemeente)
    eigen = ActieFactory(over=huishouden, eigenaar=van)
    ActieFactory(over=huishouden, afdeling="Welzijn")
    ActieFactory(over=huishouden, eigenaar=van, gereed=True)

    assert pass_on_acties(huishouden, van=van, naar=naar) == 1
    eigen.refresh_from_db()
    assert eigen.eigenaar == naar


def test_lists_are_shown_with_the_most_urgent_first():
    huishouden = HuishoudenFactory()
    klaar = ActieFactory(over=huishouden, lijst=Actielijst.ONTVANGST, gereed=True)
    laatst = ActieFactory(over=huishouden, lijst=Actielijst.OVERDRACHT, gereed=True, gereed_op=dag(5))
    zonder = ActieFactory(over=huishouden, lijst=Actielijst.OVERDRACHT)
    laat = ActieFactory(over=huishouden, lijst=Actielijst.OVERDRACHT, uiterlijk=date(2026, 4, 1))
    snel = ActieFactory(over=huishouden, lijst=Actielijst.OVERDRACHT, uiterlijk=date(2026, 3, 3))

    acties = list_acties(huishouden)

    assert [(g.naam, g.open, g.klaar) for g in acties.groepen] == [
        ("Warme overdracht van COA", (snel, laat, zonder), 1)
    ]
    assert acties.klaar == (laatst, klaar)
    assert not list_acties(HuishoudenFactory())


def test_an_actie_is_added_done_and_told_where_it_belongs():
    huishouden = HuishoudenFactory()
    door = huishouden.eigenaar

    with assert_logs(Gebeurtenis.ACTIE_TOEGEVOEGD, Gebeurtenis.ACTIE_GEREED):
        actie = add_actie(onderwerp=huishouden, titel=" Bel de huisarts ", uiterlijk=OP.date(), door=door, op=OP)
        finish_actie(actie=actie, door=door, op=dag(1))

    regel = Logregel.objects.latest("pk")
    assert (regel.onderwerp_id, regel.gegevens["actie"]) == (str(huishouden.pk), str(actie.pk))
    assert "huisarts" not in str(regel.gegevens)
    assert find_onderwerp(actie) == huishouden


@pytest.mark.parametrize(
    ("zin", "velden"),
    [
        ("Schrijf op wat", {"titel": "  "}),
        ("al voorbij", {"titel": "Iets", "uiterlijk": OP.date() - timedelta(days=1)}),
        ("voor deze gemeente werkt", {"titel": "Iets", "eigenaar": AmbtenaarFactory}),
        ("voor deze gemeente werkt", {"titel": "Iets", "eigenaar": CorporatiemedewerkerFactory}),
    ],
)
def test_an_actie_that_cannot_be_is_declined(zin, velden):
    huishouden = HuishoudenFactory()
    velden = {naam: waarde() if callable(waarde) else waarde for naam, waarde in velden.items()}

    assert_declined(zin, add_actie, onderwerp=huishouden, door=huishouden.eigenaar, op=OP, **velden)


@pytest.mark.parametrize(("situatie", "zin"), [("gereed", "al gedaan"), ("vervallen", "al vervallen")])
def test_what_is_closed_stays_closed(situatie, zin):
    actie = ActieFactory(**{situatie: True})
    door = actie.gemaakt_door

    for service, velden in ((finish_actie, {}), (drop_actie, {}), (hand_over_actie, {"eigenaar": door})):
        assert_declined(zin, service, actie=actie, door=door, **velden)


def test_an_actie_is_handed_to_a_colleague_or_to_another_party():
    actie = ActieFactory()
    door = actie.gemaakt_door

    with assert_logs(Gebeurtenis.ACTIE_OVERGEDRAGEN):
        hand_over_actie(actie=actie, afdeling="Welzijn", uiterlijk=date(2026, 5, 1), door=door)
    with assert_logs(Gebeurtenis.ACTIE_VERVALLEN):
        actie = drop_actie(actie=actie, door=door)

    assert (actie.eigenaar, actie.afdeling, actie.uiterlijk) == (None, "Welzijn", date(2026, 5, 1))
    assert_declined("Kies een collega", hand_over_actie, actie=ActieFactory(), door=door)


# --- Pages ------------------------------------------------------------------------------------------------------------
def test_one_click_does_it_and_leads_back(client):
    actie = ActieFactory()
    client.force_login(AmbtenaarFactory(gemeente=actie.gemeente))

    antwoord = client.post(reverse("samenwerking:actie_gedaan", kwargs={"pk": actie.pk}))

    actie.refresh_from_db()
    assert (antwoord.url, actie.is_open) == (find_onderwerp(actie).get_absolute_url(), False)
    nogmaals = client.post(reverse("samenwerking:actie_gedaan", kwargs={"pk": actie.pk}))
    assert nogmaals.status_code == 409
    assert "Deze actie is al gedaan." in nogmaals.content.decode()


def test_a_form_hands_an_actie_over(client):
    actie = ActieFactory()
    collega = OpgavemanagerFactory(gemeente=actie.gemeente)
    client.force_login(collega)
    url = reverse("samenwerking:actie_overdragen", kwargs={"pk": actie.pk})

    assert client.post(url, {}).status_code == 422
    assert client.post(url, {"eigenaar": collega.pk, "uiterlijk": "01-06-2026"}).status_code == 302

    actie.refresh_from_db()
    assert (actie.eigenaar, actie.uiterlijk) == (collega, date(2026, 6, 1))


@pytest.mark.parametrize(
    ("wie", "status"),
    [
        (lambda a: OpgavemanagerFactory(gemeente=a.gemeente), 200),
        (lambda a: AmbtenaarFactory(), 404),
        (lambda a: OpdrachtgeverFactory(gemeente=a.gemeente), 404),
        (lambda a: WethouderFactory(gemeente=a.gemeente), 404),
        (lambda a: JuristFactory(gemeente=a.gemeente), 404),
    ],
)
def test_acties_are_for_casework_and_for_who_does_them(client, wie, status):
    actie = ActieFactory()
    gebruiker = wie(actie)
    client.force_login(gebruiker)
    url = reverse("samenwerking:actie_vervallen", kwargs={"pk": actie.pk})

    assert client.get(url).status_code == status
    if status == 404 and gebruiker.gemeente == actie.gemeente:
        Actie.objects.update(eigenaar=gebruiker)
        is_jurist = gebruiker.rollen[0].rol == "jurist"
        assert client.get(url).status_code == (200 if is_jurist else 403)
