"""The page of the work list: counts, choices, what changed, and what it leaves in the logboek."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from samenwerking.models import Gebeurtenis
from samenwerking.services.logboek import log
from tests.bewijs import assert_logs
from tests.factories.dossier import ActieFactory
from tests.factories.huisvesting import (
    CoaImportFactory,
    HuishoudenFactory,
    PlaatsingFactory,
    VoordrachtFactory,
    WoningaanbodFactory,
    dag,
)
from tests.factories.samenwerking import AmbtenaarFactory, GemeenteFactory

pytestmark = pytest.mark.django_db
URL = "/rapportage/vandaag/"
QUERIES = 34


@pytest.fixture
def ambtenaar(gemeente):
    return AmbtenaarFactory(gemeente=gemeente)


@pytest.fixture
def lezer(client, ambtenaar, vandaag):
    client.force_login(ambtenaar)
    return client


def test_most_urgent_comes_first(lezer, gemeente):
    dagen = [date(2026, 4, 1), date(2026, 2, 1), date(2026, 5, 5), date(2026, 3, 1)]
    for koppeldatum in dagen:
        HuishoudenFactory(gemeente=gemeente, koppeldatum=koppeldatum)

    taken = lezer.get(URL).context["taken"]

    assert [t.huishouden.koppeldatum for t in taken] == sorted(dagen)


def changed(gemeente, gebeurtenis, onderwerp, door, **gegevens):
    log(gebeurtenis, onderwerp=onderwerp, gemeente=gemeente, door=door, gegevens=gegevens)


def test_changed_since_yesterday_by_another_is_new(gemeente, lezer, ambtenaar, vandaag):
    eigen, anders, rustig, ouder = (HuishoudenFactory(gemeente=gemeente) for _ in range(4))
    voordracht = VoordrachtFactory(gemeente=gemeente)
    collega = AmbtenaarFactory(gemeente=gemeente)
    changed(gemeente, Gebeurtenis.NOTITIE_TOEGEVOEGD, anders, collega)
    changed(gemeente, Gebeurtenis.NOTITIE_TOEGEVOEGD, eigen, ambtenaar)
    changed(gemeente, Gebeurtenis.INZAGE, rustig, collega)
    changed(gemeente, Gebeurtenis.OPTIE_VERLENGD, voordracht.aanbod, collega)
    log(Gebeurtenis.NOTITIE_TOEGEVOEGD, onderwerp=ouder, door=collega, op=dag(69))

    taken = lezer.get(URL, {"toon": "nieuw"}).context["taken"]

    assert {t.regel.pk for t in taken} == {anders.pk, voordracht.huishouden_id}


def test_household_that_came_since_yesterday_is_new_whoever_read_the_list(gemeente, lezer, ambtenaar, vandaag):
    HuishoudenFactory(gemeente=gemeente, aangemeld=True, aangemeld_op=dag(69))
    nieuw = HuishoudenFactory(gemeente=gemeente, aangemeld=True, aangemeld_op=dag(70), aangemeld_door=ambtenaar)

    assert [t.regel.pk for t in lezer.get(URL, {"toon": "nieuw"}).context["taken"]] == [nieuw.pk]


def test_what_changed_in_the_own_cases_is_told_without_names(gemeente, lezer, ambtenaar, vandaag):
    collega = AmbtenaarFactory(gemeente=gemeente)
    eigen = HuishoudenFactory(gemeente=gemeente, eigenaar=ambtenaar, personen=3)
    vreemd = HuishoudenFactory(gemeente=gemeente)
    changed(gemeente, Gebeurtenis.VOORDRACHT_AKKOORD, eigen, collega)
    changed(gemeente, Gebeurtenis.VOORDRACHT_GEWEIGERD, vreemd, collega)
    aanbod = WoningaanbodFactory(gemeente=gemeente)
    changed(gemeente, Gebeurtenis.AANBOD_GEMELD, aanbod, aanbod.ingevoerd_door)

    response = lezer.get(URL)

    assert [(v.wat, v.waarover, v.url) for v in response.context["veranderd"]] == [
        ("Woning gemeld", aanbod.woning.adres, aanbod.get_absolute_url()),
        ("Corporatie akkoord", "een huishouden van 3 personen", eigen.get_absolute_url()),
    ]
    vouw = re.search(r'<ol class="tijdlijn">.*?</ol>', response.content.decode(), re.DOTALL)[0]
    assert eigen.aanduiding not in vouw


def test_line_shows_who_how_many_what_when_and_one_button(lezer, gemeente):
    huishouden = HuishoudenFactory(gemeente=gemeente, personen=3, koppeldatum=date(2026, 2, 1))

    html = lezer.get(URL).content.decode()
    rij = re.search(r"<tbody>.*?</tbody>", html, re.DOTALL)[0]

    assert huishouden.aanduiding in rij
    assert "3 personen" in rij
    assert "12-04-2026" in rij
    assert "deadline--laat" in rij
    assert rij.count('class="knop') == 1


def test_each_name_that_is_shown_leaves_a_line(lezer, gemeente):
    HuishoudenFactory.create_batch(3, gemeente=gemeente)
    HuishoudenFactory(gemeente=GemeenteFactory())

    with assert_logs(*[Gebeurtenis.INZAGE] * 3):
        lezer.get(URL)


def test_household_of_another_gemeente_is_not_there(lezer, gemeente):
    vreemd = HuishoudenFactory()

    assert vreemd.aanduiding not in lezer.get(URL).content.decode()


def test_v_nummer_is_nowhere(lezer, keten):
    html = lezer.get(URL).content.decode()

    assert not [p for h in keten.huishoudens.all() for p in h.personen.all() if p.v_nummer in html]


def test_no_households_says_what_to_do(lezer):
    html = lezer.get(URL).content.decode()

    assert "Er zijn geen huishoudens onderweg" in html
    assert f'href="{reverse("huisvesting:coa_import_list")}"' in html


def test_choice_without_lines_leads_back(lezer, gemeente):
    HuishoudenFactory(gemeente=gemeente, koppeldatum=date(2026, 5, 11))

    html = lezer.get(URL, {"toon": "te_laat"}).content.decode()

    assert "Hier is niets te doen" in html
    assert "Toon alles" in html


def test_unknown_choice_shows_everything(lezer, gemeente):
    HuishoudenFactory(gemeente=gemeente)

    assert len(lezer.get(URL, {"toon": "__class__"}).context["taken"]) == 1


def test_pages_hold_fifty(lezer, gemeente):
    for nummer in range(53):
        HuishoudenFactory(gemeente=gemeente, koppeldatum=date(2026, 1, 1) + timedelta(days=nummer))

    assert len(lezer.get(URL).context["taken"]) == 50
    assert len(lezer.get(URL, {"pagina": "2"}).context["taken"]) == 3


def test_htmx_gets_only_the_list(lezer, gemeente):
    html = lezer.get(URL, headers={"HX-Request": "true"}).content.decode().strip()

    assert html.startswith('<div id="lijst">')
    assert "<html" not in html


@pytest.mark.beide
@pytest.mark.parametrize("keer", [1, 4])
def test_number_of_queries_is_fixed(lezer, gemeente, ambtenaar, django_assert_num_queries, keer):
    for _ in range(keer):
        HuishoudenFactory(gemeente=gemeente, personen=3)
        VoordrachtFactory(gemeente=gemeente, akkoord=True)
        plaatsing = PlaatsingFactory(gemeente=gemeente, met_sleutel=True)
        WoningaanbodFactory(gemeente=gemeente, bevestigd=True, optiedatum=date(2026, 6, 1))
        ActieFactory(over=plaatsing, gemaakt_door=ambtenaar, afdeling="Welzijn", uiterlijk=date(2026, 5, 1))
        changed(gemeente, Gebeurtenis.SLEUTEL_OVERGEDRAGEN, plaatsing.huishouden, plaatsing.getekend_door)
        changed(gemeente, Gebeurtenis.AANBOD_BEVESTIGD, plaatsing.aanbod, plaatsing.getekend_door)

    # session, user, roles, frame; events; agreed days, households, voordrachten, plaatsingen, free homes, acties and
    # whose they are (2); colleagues, corporations; households, people, eisen, norms, voordrachten, plaatsingen with
    # their people, free homes; homes; acties, what they are about (2) and the people of it; inzage; the own cases (4)
    with django_assert_num_queries(QUERIES):
        response = lezer.get(URL)

    assert len(response.context["taken"]) == 5 * keer


def test_question_to_coa_about_a_row_of_a_list_stands_on_the_list_and_names_nobody(lezer, gemeente, vandaag):
    lijst = CoaImportFactory(gemeente=gemeente)
    actie = ActieFactory(
        over=lijst,
        gemaakt_door=lijst.ontvangen_door,
        titel="Vraag COA waar deze persoon is gekoppeld (rij 4)",
        uiterlijk=vandaag + timedelta(days=2),
    )

    (taak,) = lezer.get(URL).context["taken"]

    assert (taak.wie, taak.url, taak.huishouden) == ("COA-lijst", lijst.get_absolute_url(), None)
    assert taak.stap.tekst == actie.titel
    assert taak.stap.url == reverse("samenwerking:actie_gedaan", kwargs={"pk": actie.pk})
