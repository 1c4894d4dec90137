"""The work list of the consulent: what is due when, counted, chosen and logged."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from rapportage.overzichten import list_termijnen, load_taken
from samenwerking.models import Gebeurtenis
from tests.bewijs import assert_logs
from tests.factories.huisvesting import (
    HuishoudenFactory,
    PlaatsingFactory,
    VoordrachtFactory,
    WoningaanbodFactory,
    dag,
)
from tests.factories.samenwerking import AmbtenaarFactory, GemeenteFactory

pytestmark = pytest.mark.django_db
URL = "/rapportage/vandaag/"


@pytest.fixture
def ambtenaar(gemeente):
    return AmbtenaarFactory(gemeente=gemeente)


@pytest.fixture
def lezer(client, ambtenaar, vandaag):
    client.force_login(ambtenaar)
    return client


def taak(ambtenaar, huishouden, vandaag):
    """The line of one household; None when it is not on the list."""
    termijnen = [t for t in list_termijnen(ambtenaar, vandaag) if t.huishouden_id == huishouden.pk]
    return next(iter(load_taken(termijnen, vandaag)), None)


# --- What and when ----------------------------------------------------------------------------------------------------
def test_waiting_household_is_due_ten_weeks_after_the_koppeling(gemeente, ambtenaar, vandaag):
    huishouden = HuishoudenFactory(gemeente=gemeente, personen=4, koppeldatum=date(2026, 3, 9))

    regel = taak(ambtenaar, huishouden, vandaag)

    assert regel.termijn.uiterlijk == date(2026, 5, 18)
    assert (regel.termijn.is_te_laat, regel.termijn.is_deze_week) == (False, True)
    assert regel.personen == 4
    assert regel.stap.tekst.startswith("Er is nu geen passende woning. Vraag de corporaties om een woning met ")
    assert regel.stap.url == reverse("huisvesting:aanbod_list")


def test_homes_that_fit_are_counted_and_led_to(gemeente, ambtenaar, vandaag):
    huishouden = HuishoudenFactory(gemeente=gemeente)
    WoningaanbodFactory(gemeente=gemeente, bevestigd=True)
    WoningaanbodFactory(gemeente=gemeente, bevestigd=True)
    WoningaanbodFactory(gemeente=gemeente)
    WoningaanbodFactory(gemeente=GemeenteFactory(), bevestigd=True)

    stap = taak(ambtenaar, huishouden, vandaag).stap

    assert stap.tekst == "2 woningen passen bij dit huishouden. Kies er een en draag voor."
    assert stap.url == f"{huishouden.get_absolute_url()}#woningen"


@pytest.mark.parametrize(
    ("trait", "tekst", "knop", "route"),
    [
        ({}, "Wacht op het antwoord van", "Bekijk de voordracht", "voordracht_detail"),
        ({"akkoord": True}, "Bied de woning aan", "Leg aanbieding vast", "voordracht_offer"),
        ({"aangeboden": True}, "Leg het antwoord van het huishouden vast.", "Leg antwoord vast", "voordracht_detail"),
        ({"geaccepteerd": True}, "maakt het huurcontract.", "Leg contract vast", "plaatsing_sign"),
    ],
)
def test_voordracht_says_who_has_to_do_what(gemeente, ambtenaar, vandaag, trait, tekst, knop, route):
    voordracht = VoordrachtFactory(gemeente=gemeente, **trait)

    stap = taak(ambtenaar, voordracht.huishouden, vandaag).stap

    assert tekst in stap.tekst
    assert (stap.knop, stap.url) == (knop, reverse(f"huisvesting:{route}", kwargs={"pk": voordracht.pk}))


def test_option_that_ends_first_is_the_day(gemeente, ambtenaar, vandaag):
    voordracht = VoordrachtFactory(
        gemeente=gemeente, huishouden__koppeldatum=date(2026, 4, 20), aanbod__optiedatum=date(2026, 5, 15)
    )

    assert taak(ambtenaar, voordracht.huishouden, vandaag).termijn.uiterlijk == date(2026, 5, 15)


def test_accepted_home_is_due_twelve_weeks_after_the_koppeling(gemeente, ambtenaar, vandaag):
    voordracht = VoordrachtFactory(
        gemeente=gemeente,
        geaccepteerd=True,
        huishouden__koppeldatum=date(2026, 4, 20),
        aanbod__optiedatum=date(2026, 5, 1),
    )

    assert taak(ambtenaar, voordracht.huishouden, vandaag).termijn.uiterlijk == date(2026, 7, 13)


def test_lease_is_due_two_weeks_after_its_first_day(gemeente, ambtenaar, vandaag):
    plaatsing = PlaatsingFactory(gemeente=gemeente, ingangsdatum=date(2026, 5, 1))

    regel = taak(ambtenaar, plaatsing.huishouden, vandaag)

    assert regel.termijn.uiterlijk == date(2026, 5, 15)
    assert regel.stap.knop == "Leg sleutel vast"


def test_household_with_a_key_stays_until_it_is_checked_out(gemeente, ambtenaar, vandaag):
    plaatsing = PlaatsingFactory(gemeente=gemeente, met_sleutel=True, huishouden__personen=2)

    assert taak(ambtenaar, plaatsing.huishouden, vandaag).stap.knop == "Leg afmelding vast"
    plaatsing.personen.update(afmelddatum=date(2026, 4, 1))
    assert taak(ambtenaar, plaatsing.huishouden, vandaag) is None


def test_cancelled_placement_brings_the_household_back(gemeente, ambtenaar, vandaag):
    plaatsing = PlaatsingFactory(gemeente=gemeente, geannuleerd=True, sleuteldatum=date(2026, 3, 9))

    # The home is free again too, and still fits.
    assert taak(ambtenaar, plaatsing.huishouden, vandaag).stap.tekst.startswith("1 woning past bij dit huishouden.")


# --- The page ---------------------------------------------------------------------------------------------------------
def test_most_urgent_comes_first(lezer, gemeente):
    dagen = [date(2026, 4, 1), date(2026, 2, 1), date(2026, 5, 5), date(2026, 3, 1)]
    for koppeldatum in dagen:
        HuishoudenFactory(gemeente=gemeente, koppeldatum=koppeldatum)

    taken = lezer.get(URL).context["taken"]

    assert [t.huishouden.koppeldatum for t in taken] == sorted(dagen)


def test_every_count_leads_to_a_list_of_as_many(lezer, keten, vandaag):
    HuishoudenFactory(gemeente=keten, koppeldatum=date(2026, 3, 5))
    HuishoudenFactory(gemeente=keten, koppeldatum=vandaag, aangemeld_op=dag(66))
    html = lezer.get(URL).content.decode()

    tegels = re.findall(r'href="(\?toon=\w+)">.*?teller__getal">\s*(\d+)', html, re.DOTALL)
    lengtes = [(url, lezer.get(URL + url).context["pagina"].paginator.count) for url, _ in tegels]

    assert len(tegels) == 3
    assert lengtes == [(url, int(aantal)) for url, aantal in tegels]
    assert all(aantal for _, aantal in lengtes)
    assert lezer.get(URL).context["pagina"].paginator.count == 10


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
def test_number_of_queries_is_fixed(lezer, gemeente, django_assert_num_queries, keer):
    for _ in range(keer):
        HuishoudenFactory(gemeente=gemeente, personen=3)
        VoordrachtFactory(gemeente=gemeente, akkoord=True)
        PlaatsingFactory(gemeente=gemeente, met_sleutel=True)
        WoningaanbodFactory(gemeente=gemeente, bevestigd=True)

    # session, user, roles; deadlines; households, people, voordrachten, plaatsingen, their people, homes;
    # the lines of the logboek; demonstration
    with django_assert_num_queries(12):
        response = lezer.get(URL)

    assert len(response.context["taken"]) == 3 * keer
