"""All acties of a gemeente on one page, and the states between open and done (workflow.md 5.6)."""

import re
from datetime import date

import pytest
from django.urls import reverse

from samenwerking.models import Actie, Actielijst, ActieStatus, Gebeurtenis
from samenwerking.policies import can_list_acties
from samenwerking.services.actie import drop_actie, finish_actie, start_actie, wait_actie
from tests.bewijs import assert_declined, assert_logs, assert_refused, snapshot
from tests.factories.dossier import ActieFactory
from tests.factories.huisvesting import MOMENT, PEILDATUM, HuishoudenFactory, PlaatsingFactory, dag
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    BeheerderFactory,
    CorporatiemedewerkerFactory,
    GemeenteFactory,
    JuristFactory,
    OpdrachtgeverFactory,
    OpgavemanagerFactory,
    ProvincieFactory,
    WethouderFactory,
    WoningcorporatieFactory,
)
from tools.klok import klok_op

pytestmark = pytest.mark.django_db
QUERIES = 11


@pytest.fixture
def gemeente():
    return GemeenteFactory(naam="Actiedam")


@pytest.fixture
def ambtenaar(gemeente):
    return AmbtenaarFactory(gemeente=gemeente)


@pytest.fixture
def lezer(client, ambtenaar):
    client.force_login(ambtenaar)
    with klok_op(PEILDATUM):
        yield client


@pytest.fixture
def huishouden(gemeente):
    return HuishoudenFactory(gemeente=gemeente)


def url(gemeente):
    return reverse("samenwerking:actie_list", args=[gemeente.code])


def titels(response):
    return [rij["actie"].titel for rij in response.context["rijen"]]


# --- States -----------------------------------------------------------------------------------------------------------
def test_an_actie_is_begun_waits_goes_on_and_is_done(huishouden, ambtenaar):
    actie = ActieFactory(over=huishouden)
    feiten = {"door": ambtenaar, "op": MOMENT}
    assert actie.status == ActieStatus.OPEN

    with assert_logs(
        Gebeurtenis.ACTIE_BEGONNEN, Gebeurtenis.ACTIE_WACHT, Gebeurtenis.ACTIE_BEGONNEN, Gebeurtenis.ACTIE_GEREED
    ):
        actie = start_actie(actie=actie, **feiten)
        assert actie.status == ActieStatus.IN_UITVOERING
        actie = wait_actie(actie=actie, wacht_op=" De corporatie ", **feiten)
        assert (actie.status, actie.wacht_op) == (ActieStatus.WACHT_OP_ANDER, "De corporatie")
        actie = start_actie(actie=actie, **feiten)
        assert (actie.status, actie.wacht_op) == (ActieStatus.IN_UITVOERING, "")
        assert finish_actie(actie=actie, **feiten).status == ActieStatus.GEREED


def test_who_waits_from_the_start_and_drops_it(huishouden, ambtenaar):
    actie = wait_actie(actie=ActieFactory(over=huishouden), wacht_op="COA", door=ambtenaar, op=MOMENT)

    assert actie.begonnen_op is None
    assert drop_actie(actie=actie, door=ambtenaar, op=MOMENT).status == ActieStatus.VERVALLEN


def test_states_that_do_not_follow_are_declined(huishouden, ambtenaar):
    actie, feiten = ActieFactory(over=huishouden), {"door": ambtenaar, "op": MOMENT}
    assert_declined("Vul in op wie of wat u wacht.", wait_actie, actie=actie, wacht_op="  ", **feiten)
    start_actie(actie=actie, **feiten)
    assert_declined("wordt al gewerkt", start_actie, actie=actie, **feiten)
    wait_actie(actie=actie, wacht_op="COA", **feiten)
    assert_declined("wacht al op een ander", wait_actie, actie=actie, wacht_op="COA", **feiten)
    finish_actie(actie=actie, **feiten)

    assert_declined("al gedaan", start_actie, actie=actie, **feiten)
    assert_declined("al gedaan", wait_actie, actie=actie, wacht_op="COA", **feiten)


@pytest.mark.parametrize(
    ("naam", "feiten"),
    [
        ("actie_begonnen", {"begonnen_op": MOMENT}),
        ("actie_wachtend", {"wachtend_op": MOMENT, "wacht_op": "COA"}),
        ("actie_waits_for_someone", {"wacht_op": "COA"}),
    ],
)
def test_half_a_state_is_refused(huishouden, naam, feiten):
    actie = ActieFactory(over=huishouden)

    assert_refused(naam, lambda: Actie.objects.filter(pk=actie.pk).update(**feiten))


# --- The page ---------------------------------------------------------------------------------------------------------
def test_open_acties_stand_first_to_last_day_and_without_a_day_last(lezer, gemeente, huishouden):
    for titel, uiterlijk in (("Later", dag(9)), ("Zonder dag", None), ("Te laat", dag(-1))):
        ActieFactory(over=huishouden, titel=titel, uiterlijk=uiterlijk and uiterlijk.date())
    ActieFactory(over=huishouden, titel="Al gedaan", gereed=True)
    ActieFactory(titel="Elders")

    response = lezer.get(url(gemeente))

    assert titels(response) == ["Te laat", "Later", "Zonder dag"]
    assert response.context["te_laat"] == 1
    assert "<strong>1 actie is te laat.</strong>" in response.content.decode()


@pytest.mark.parametrize(
    ("keuze", "verwacht"),
    [
        ({"stand": "te_laat"}, {"laat"}),
        ({"stand": "gedaan"}, {"klaar", "vervallen"}),
        ({"stand": "alles"}, {"laat", "mijn", "klaar", "vervallen", "afdeling"}),
        ({"wie": "ik"}, {"mijn"}),
        ({"wie": "niemand"}, {"laat"}),
        ({"wie": "ik", "stand": "te_laat"}, set()),
        ({"lijst": "nazorg"}, {"mijn"}),
        ({"stand": "onzin"}, {"laat", "mijn", "afdeling"}),
    ],
)
def test_choices_show_what_they_say(lezer, gemeente, huishouden, ambtenaar, keuze, verwacht):
    niemand = {"over": huishouden, "eigenaar": None}
    ActieFactory(titel="laat", uiterlijk=dag(-1).date(), **niemand)
    ActieFactory(titel="mijn", over=huishouden, eigenaar=ambtenaar, lijst=Actielijst.NAZORG, uiterlijk=None)
    ActieFactory(titel="klaar", gereed=True, **niemand)
    vervallen = ActieFactory(titel="vervallen", **niemand)
    drop_actie(actie=vervallen, door=ambtenaar, op=MOMENT)
    ActieFactory(titel="afdeling", afdeling="Welzijn", uiterlijk=None, **niemand)

    assert set(titels(lezer.get(url(gemeente), keuze))) == verwacht


def test_a_colleague_is_a_choice_by_key(lezer, gemeente, huishouden):
    collega = AmbtenaarFactory(gemeente=gemeente)
    ActieFactory(over=huishouden, eigenaar=collega, titel="Van de collega")
    ActieFactory(over=huishouden, eigenaar=None)

    assert titels(lezer.get(url(gemeente), {"wie": str(collega.pk)})) == ["Van de collega"]


def test_a_household_is_not_named_and_nothing_is_written(lezer, gemeente, huishouden):
    plaatsing = PlaatsingFactory(gemeente=gemeente)
    for onderwerp in (huishouden, plaatsing):
        ActieFactory(over=onderwerp, gemaakt_door=huishouden.aangemeld_door)
    before = snapshot()

    response = lezer.get(url(gemeente))
    html = response.content.decode()

    for persoon in (*huishouden.personen.all(), *plaatsing.huishouden.personen.all()):
        assert persoon.achternaam not in html
    assert {rij["waarover"] for rij in response.context["rijen"]} == {"Huishouden", "Plaatsing"}
    assert huishouden.get_absolute_url() in html
    assert snapshot() == before


def test_the_buttons_of_the_list_lead_back_to_it(lezer, gemeente, huishouden):
    actie = ActieFactory(over=huishouden, uiterlijk=None)
    html = lezer.get(url(gemeente)).content.decode().split('<td class="actiekolom">')[1]
    links = {woord: href for href, woord in re.findall(r'<a href="([^"]+)">(\w+)<', html)}
    (gedaan,) = re.findall(r'action="([^"]+)"', html.split("</form>")[0])
    assert set(links) == {"Begin", "Wacht", "Wijzig", "Vervalt"}

    assert lezer.post(links["Begin"]).url == url(gemeente)
    assert lezer.post(links["Wacht"], {"wacht_op": "COA"}).url == url(gemeente)
    html = lezer.get(url(gemeente)).content.decode()
    assert "Wacht op een ander" in html
    assert "Op COA" in html
    assert lezer.post(gedaan).url == url(gemeente)

    actie.refresh_from_db()
    assert actie.status == ActieStatus.GEREED
    assert titels(lezer.get(url(gemeente))) == []


def test_an_empty_list_says_where_acties_come_from(lezer, gemeente):
    assert "Acties komen uit dossiers" in lezer.get(url(gemeente)).content.decode()
    assert "Toon wat open is" in lezer.get(url(gemeente), {"stand": "te_laat"}).content.decode()


@pytest.mark.beide
@pytest.mark.parametrize("keer", [1, 4])
def test_number_of_queries_is_fixed(lezer, gemeente, ambtenaar, keer, django_assert_num_queries):
    for _ in range(keer):
        ActieFactory(over=HuishoudenFactory(gemeente=gemeente), eigenaar=AmbtenaarFactory(gemeente=gemeente))
        ActieFactory(over=PlaatsingFactory(gemeente=gemeente), gemaakt_door=ambtenaar)

    with django_assert_num_queries(QUERIES):
        assert len(titels(lezer.get(url(gemeente)))) == 2 * keer


@pytest.mark.parametrize(
    ("wie", "status"),
    [
        (lambda g: AmbtenaarFactory(gemeente=g), 200),
        (lambda g: OpgavemanagerFactory(gemeente=g), 200),
        (lambda g: JuristFactory(gemeente=g), 200),
        (lambda g: OpdrachtgeverFactory(gemeente=g), 403),
        (lambda g: WethouderFactory(gemeente=g), 403),
        (lambda g: BeheerderFactory(gemeente=g), 403),
        (lambda g: ProvincieFactory(provincie=g.provincie_code), 403),
        (lambda g: CorporatiemedewerkerFactory(corporatie=WoningcorporatieFactory(gemeenten=[g])), 403),
        (lambda g: AmbtenaarFactory(), 404),
    ],
)
def test_the_page_is_for_who_works_on_cases(client, gemeente, wie, status):
    gebruiker = wie(gemeente)
    client.force_login(gebruiker)

    assert client.get(url(gemeente)).status_code == status
    assert can_list_acties(gebruiker, gemeente) == (status == 200)


def test_a_jurist_sees_what_is_his(client, gemeente, huishouden):
    jurist = JuristFactory(gemeente=gemeente)
    ActieFactory(over=huishouden, titel="Van een ander", uiterlijk=date(2020, 1, 1))
    ActieFactory(over=huishouden, titel="Van de jurist", eigenaar=jurist)
    client.force_login(jurist)

    response = client.get(url(gemeente))

    assert titels(response) == ["Van de jurist"]
    assert huishouden.get_absolute_url() not in response.content.decode()
