"""A question that is stuck: up level by level until someone answers it, and never with a name."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from samenwerking.basis.constraints import Bezet
from samenwerking.models import Actie, Bericht, Escalatie, EscalatieStatus, Escalatietermijn, Gebeurtenis, Gebruiker
from samenwerking.regels.escalatie import calc_uiterlijk, holds_naam, write_bericht
from samenwerking.services.escalatie import (
    GEEN_NAMEN,
    answer_escalatie,
    climb_escalatie,
    raise_escalatie,
    take_up_escalatie,
    withdraw_escalatie,
)
from samenwerking.services.escalatieloop import move_escalaties
from samenwerking.services.escalatietermijn import set_escalatietermijn
from tests.bewijs import assert_declined, assert_logs, assert_refused
from tests.factories.escalatie import EscalatieFactory
from tests.factories.huisvesting import HuishoudenFactory
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

pytestmark = pytest.mark.django_db
NEDERLAND = ZoneInfo("Europe/Amsterdam")
TEKSTEN = {
    "titel": "Verhalenlaan 12 is geblokkeerd",
    "vraag": "Mogen wij de reparatie betalen?",
    "opties": "Zelf betalen, of wachten.",
    "advies": "Zelf betalen.",
}


def op(maand: int, dag: int, uur: int = 6) -> datetime:
    return datetime(2026, maand, dag, uur, 30, tzinfo=NEDERLAND)


@pytest.fixture
def team(db):
    gemeente = GemeenteFactory()
    return {
        naam: fabriek(gemeente=gemeente)
        for naam, fabriek in (
            ("ambtenaar", AmbtenaarFactory),
            ("opgavemanager", OpgavemanagerFactory),
            ("opdrachtgever", OpdrachtgeverFactory),
            ("wethouder", WethouderFactory),
        )
    } | {"gemeente": gemeente}


# --- Rules ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("vanaf", "dagen", "einde"),
    [
        (date(2026, 3, 2), 2, date(2026, 3, 4)),
        (date(2026, 3, 5), 2, date(2026, 3, 9)),  # Saturday -> Monday
        (date(2026, 3, 6), 2, date(2026, 3, 9)),  # Sunday -> Monday
        (date(2026, 3, 27), 5, date(2026, 4, 1)),  # over the beginning of summer time
    ],
)
def test_a_day_to_answer_is_never_in_a_weekend(vanaf, dagen, einde):
    assert calc_uiterlijk(vanaf, dagen) == einde


@pytest.mark.parametrize(
    ("tekst", "raak"),
    [
        ("Het gezin Testari wacht.", True),
        ("het gezin TESTÁRI wacht", True),
        ("de Testarische kwestie", False),
        ("familie el  Haddád.", True),
        ("V-nummer 2912345678", True),
        ("nummer 2900 000 001", True),
        ("Bel 06-1234 5678", False),
        ("€ 1.000.000", False),
    ],
)
def test_a_name_is_found_as_a_word_whatever_its_accents(tekst, raak):
    assert holds_naam(tekst, ("Testari", "el Haddad", "2900000001")) is raak


def test_a_message_always_holds_the_whole_question_and_the_day():
    tekst = write_bericht(
        vraag="v" * 200, opties="wel of niet " * 99, advies="Niet", uiterlijk="9 maart 2026", ruimte=600
    )

    assert len(tekst) <= 600
    assert "v" * 200 in tekst
    assert "…" in tekst
    assert tekst.endswith("Advies: Niet. Antwoord uiterlijk 9 maart 2026.")


# --- From level to level ----------------------------------------------------------------------------------------------
def test_a_question_climbs_until_the_wethouder_answers(team):
    with assert_logs(Gebeurtenis.ESCALATIE_GEMELD):
        escalatie = raise_escalatie(gemeente=team["gemeente"], door=team["ambtenaar"], op=op(3, 2), **TEKSTEN)
    assert (escalatie.status, escalatie.uiterlijk) == (EscalatieStatus.GEMELD, date(2026, 3, 4))
    with assert_logs(Gebeurtenis.ESCALATIE_OPGEPAKT):
        escalatie = take_up_escalatie(escalatie=escalatie, door=team["opgavemanager"], op=op(3, 3))
    assert escalatie.uiterlijk == date(2026, 3, 9)  # five days later is a Sunday
    with assert_logs(Gebeurtenis.ESCALATIE_OMHOOG):
        escalatie = climb_escalatie(escalatie=escalatie, door=team["opgavemanager"], op=op(3, 4))
    escalatie = climb_escalatie(escalatie=escalatie, door=team["opdrachtgever"], vraag="Betalen wij?", op=op(3, 5))
    assert (escalatie.status, escalatie.vraag) == (EscalatieStatus.BESTUURLIJK, "Betalen wij?")

    with assert_logs(Gebeurtenis.ESCALATIE_OPGELOST):
        escalatie = answer_escalatie(
            escalatie=escalatie,
            antwoord="Ja.",
            actie="Geef opdracht",
            uiterlijk=date(2026, 3, 12),
            door=team["wethouder"],
            op=op(3, 6),
        )

    assert escalatie.status == EscalatieStatus.OPGELOST
    actie = Actie.objects.get()
    assert (actie.titel, actie.eigenaar, actie.uiterlijk) == ("Geef opdracht", team["ambtenaar"], date(2026, 3, 12))
    assert Bericht.objects.filter(ontvanger=team["ambtenaar"], sleutel__endswith="opgelost").exists()


def test_the_message_to_the_wethouder_holds_what_he_needs_and_no_name(team):
    huishouden = HuishoudenFactory(gemeente=team["gemeente"])
    escalatie = EscalatieFactory(over=huishouden, ambtelijk=True, **TEKSTEN)

    climb_escalatie(escalatie=escalatie, door=team["opgavemanager"], op=op(3, 6))

    tekst = Bericht.objects.get(ontvanger=team["wethouder"]).tekst
    for deel in (*list(TEKSTEN.values())[1:], "16 maart 2026"):
        assert deel in tekst
    assert not any(woord in tekst for woord in huishouden.persoonswoorden)


def test_who_is_opgavemanager_himself_takes_it_up_at_once(team):
    escalatie = raise_escalatie(gemeente=team["gemeente"], door=team["opgavemanager"], op=op(3, 2), **TEKSTEN)

    assert (escalatie.status, escalatie.opgavemanager_door) == (EscalatieStatus.OPGAVEMANAGER, team["opgavemanager"])


@pytest.mark.parametrize("veld", ["titel", "vraag", "opties", "advies"])
def test_a_text_that_names_the_household_is_refused(team, veld):
    huishouden = HuishoudenFactory(gemeente=team["gemeente"])
    naam = huishouden.hoofd.achternaam.upper()
    assert_declined(
        GEEN_NAMEN,
        raise_escalatie,
        gemeente=team["gemeente"],
        onderwerp=huishouden,
        door=team["ambtenaar"],
        **TEKSTEN | {veld: f"Over {naam}."},
    )


def test_an_answer_that_names_the_household_is_refused(team):
    huishouden = HuishoudenFactory(gemeente=team["gemeente"])
    escalatie = EscalatieFactory(over=huishouden, ambtelijk=True)
    tekst = f"{huishouden.hoofd.achternaam} krijgt voorrang."
    assert_declined(
        GEEN_NAMEN, answer_escalatie, escalatie=escalatie, antwoord=tekst, door=team["opdrachtgever"], op=op(3, 6)
    )


@pytest.mark.parametrize(
    ("stand", "wie"), [("opgepakt", "opdrachtgever"), ("ambtelijk", "wethouder"), ("bestuurlijk", "opgavemanager")]
)
def test_only_who_it_lies_with_answers(team, stand, wie):
    escalatie = EscalatieFactory(gemeente=team["gemeente"], **{stand: True})
    with pytest.raises(Bezet):
        answer_escalatie(escalatie=escalatie, antwoord="Ja.", door=team[wie])


def test_what_ended_stays_as_it_ended(team):
    escalatie = EscalatieFactory(gemeente=team["gemeente"])
    with assert_logs(Gebeurtenis.ESCALATIE_INGETROKKEN):
        withdraw_escalatie(escalatie=escalatie, door=team["ambtenaar"], op=op(3, 3))
    for service in (take_up_escalatie, climb_escalatie, withdraw_escalatie):
        with pytest.raises(Bezet):
            service(escalatie=escalatie, door=team["opgavemanager"])


def test_one_question_at_a_time_about_the_same(team):
    huishouden = HuishoudenFactory(gemeente=team["gemeente"])
    EscalatieFactory(over=huishouden)
    assert_declined(
        "Hierover loopt al een escalatie.",
        raise_escalatie,
        gemeente=team["gemeente"],
        onderwerp=huishouden,
        door=team["ambtenaar"],
        **TEKSTEN,
    )


# --- Time -------------------------------------------------------------------------------------------------------------
def test_no_answer_brings_a_reminder_with_an_offer_and_then_the_next_level(team):
    systeem = Gebruiker.objects.systeem()
    escalatie = EscalatieFactory(gemeente=team["gemeente"], ambtelijk=True, uiterlijk=date(2026, 3, 26))

    assert move_escalaties(door=systeem, op=op(3, 26)) == 0  # today is still in time
    with assert_logs(Gebeurtenis.HERINNERD):
        assert move_escalaties(door=systeem, op=op(3, 27)) == 1
    assert move_escalaties(door=systeem, op=op(3, 27, 9)) == 0
    aanbod = Bericht.objects.get(ontvanger=team["opgavemanager"])
    assert "U kunt dit een niveau hoger leggen." in aanbod.tekst
    assert move_escalaties(door=systeem, op=op(3, 30)) == 0  # a weekend and the change of the clock are no working days
    with assert_logs(Gebeurtenis.ESCALATIE_OMHOOG):
        assert move_escalaties(door=systeem, op=op(3, 31)) == 1
    escalatie.refresh_from_db()
    assert (escalatie.status, escalatie.bestuurlijk_door) == (EscalatieStatus.BESTUURLIJK, systeem)
    assert (escalatie.uiterlijk, escalatie.herinnerd_op) == (date(2026, 4, 10), None)


def test_at_the_top_there_is_only_a_reminder_every_five_days(team):
    systeem = Gebruiker.objects.systeem()
    EscalatieFactory(gemeente=team["gemeente"], bestuurlijk=True, uiterlijk=date(2026, 3, 2))

    gedaan = [move_escalaties(door=systeem, op=op(3, 3) + timedelta(days=n)) for n in range(11)]

    assert gedaan == [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]
    assert Escalatie.objects.get().status == EscalatieStatus.BESTUURLIJK
    assert Bericht.objects.filter(ontvanger=team["wethouder"]).count() == 3


def test_a_gemeente_sets_the_days_of_a_level(team):
    with assert_logs(Gebeurtenis.ESCALATIETERMIJN_INGESTELD):
        set_escalatietermijn(gemeente=team["gemeente"], niveau="gemeld", dagen=9, door=team["opgavemanager"])
    escalatie = raise_escalatie(gemeente=team["gemeente"], door=team["ambtenaar"], op=op(3, 2), **TEKSTEN)
    assert escalatie.uiterlijk == date(2026, 3, 11)


# --- Constraints ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("naam", "velden"),
    [
        ("escalatie_one_question", {"vraag": ""}),
        ("escalatie_answered_or_withdrawn", {"opgelost": True, "ingetrokken": True}),
        ("escalatie_solved_with_answer", {"opgelost": True, "antwoord": ""}),
        ("escalatie_opgelost", {"opgelost": True, "opgelost_door": None}),
        ("escalatie_ingetrokken", {"ingetrokken": True, "ingetrokken_door": None}),
        ("escalatie_opgavemanager", {"opgepakt": True, "opgavemanager_door": None}),
        ("escalatie_ambtelijk", {"ambtelijk": True, "ambtelijk_door": None}),
        ("escalatie_bestuurlijk", {"bestuurlijk": True, "bestuurlijk_door": None}),
        ("escalatie_level_by_level", {"bestuurlijk": True, "ambtelijk_op": None, "ambtelijk_door": None}),
    ],
)
def test_a_row_that_cannot_be_is_refused(naam, velden):
    assert_refused(naam, lambda: EscalatieFactory(**velden))


def test_one_open_per_onderwerp_is_refused_by_the_database(team):
    huishouden = HuishoudenFactory(gemeente=team["gemeente"])
    EscalatieFactory(over=huishouden)
    assert_refused("escalatie_one_open_per_onderwerp", lambda: EscalatieFactory(over=huishouden))


def test_a_term_stands_once_and_is_from_one_to_ninety_days(team):
    def stel(dagen: int) -> Escalatietermijn:
        return Escalatietermijn.objects.create(
            gemeente=team["gemeente"],
            niveau="gemeld",
            dagen=dagen,
            ingesteld_op=op(3, 2),
            ingesteld_door=team["opgavemanager"],
        )

    assert_refused("escalatietermijn_one_to_ninety_days", lambda: stel(91))
    stel(3)
    assert_refused("escalatietermijn_one_per_level", lambda: stel(4))


# --- Pages ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("fabriek", "ziet"),
    [
        (AmbtenaarFactory, (0, 1, 2)),
        (OpgavemanagerFactory, (0, 1, 2)),
        (JuristFactory, (0, 1, 2)),
        (OpdrachtgeverFactory, (1, 2)),
        (WethouderFactory, (2,)),
        (BeheerderFactory, None),
        (CorporatiemedewerkerFactory, None),
        (ProvincieFactory, None),
    ],
)
def test_each_reads_what_came_to_him(client, fabriek, ziet):
    gemeente = GemeenteFactory()
    if fabriek is CorporatiemedewerkerFactory:
        wie = fabriek(corporatie=WoningcorporatieFactory(gemeenten=[gemeente]))
    else:
        wie = fabriek() if fabriek is ProvincieFactory else fabriek(gemeente=gemeente)
    client.force_login(wie)
    escalaties = [EscalatieFactory(gemeente=gemeente, **s) for s in ({}, {"ambtelijk": True}, {"bestuurlijk": True})]

    lijst = client.get(reverse("samenwerking:escalatie_list", kwargs={"code": gemeente.code}))

    assert lijst.status_code == (403 if ziet is None else 200)
    for nummer, escalatie in enumerate(escalaties):
        mag = nummer in (ziet or ())
        assert (escalatie.titel in lijst.content.decode()) is mag
        assert client.get(escalatie.get_absolute_url()).status_code == (200 if mag else 404)


def test_the_wethouder_answers_on_the_page_itself(client, team):
    escalatie = EscalatieFactory(gemeente=team["gemeente"], bestuurlijk=True)
    client.force_login(team["wethouder"])
    assert "Geef antwoord" in client.get(escalatie.get_absolute_url()).content.decode()

    antwoord = client.post(
        reverse("samenwerking:escalatie_answer", kwargs={"pk": escalatie.pk}), {"antwoord": "Ja."}, follow=True
    )

    assert "Uw antwoord is vastgelegd." in antwoord.content.decode()
    escalatie.refresh_from_db()
    assert (escalatie.antwoord, escalatie.opgelost_door) == ("Ja.", team["wethouder"])


def test_the_list_says_what_lies_with_you_and_what_is_too_late(client, team):
    EscalatieFactory(gemeente=team["gemeente"], opgepakt=True, uiterlijk=timezone.localdate() - timedelta(days=1))
    client.force_login(team["opgavemanager"])
    html = client.get(reverse("samenwerking:escalatie_list", kwargs={"code": team["gemeente"].code})).content.decode()
    assert "Wat ligt bij u" in html
    assert "1 te laat" in html
    assert "gisteren" in html
