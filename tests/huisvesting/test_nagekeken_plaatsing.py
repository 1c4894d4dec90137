"""What readers of the plaatsing found: what counted by a home that became another, days that were lost, stays that went
on, and news that reached nobody or the wrong one."""

from datetime import timedelta

import pytest
from django.core import mail

from huisvesting.models import Hersteld, Verblijf, Vorm, Woningaanbod
from huisvesting.models.uitkomst import Verlieswijze
from huisvesting.services.aanbod import change_woning, withdraw_aanbod
from huisvesting.services.blokkade import block_aanbod, unblock_aanbod
from huisvesting.services.correctie import correct_plaatsing, current_dates
from huisvesting.services.plaatsing import hand_over_sleutel, sign_huurcontract
from huisvesting.services.teldossier import load_dossiers
from huisvesting.services.verblijf import register_verblijf
from samenwerking.models import Bericht, Klasse, Rol
from samenwerking.services.bezorging import mail_berichten
from taakstelling.regels.telregels import Woonvorm
from tests.bewijs import assert_declined
from tests.factories.huisvesting import PlaatsingFactory, VoordrachtFactory, WoningaanbodFactory, dag
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    CorporatiemedewerkerFactory,
    OpgavemanagerFactory,
    RedenFactory,
    RoltoewijzingFactory,
    WoningcorporatieFactory,
)
from tests.factories.taakstelling import start_gemeente

pytestmark = [pytest.mark.django_db, pytest.mark.beide]


def medewerker_of(aanbod, **feiten):
    return CorporatiemedewerkerFactory(corporatie=aanbod.woning.corporatie, **feiten)


# --- The home as it was let -------------------------------------------------------------------------------------------
def test_a_home_that_is_offered_anew_as_another_kind_changes_nothing_about_who_lived_there():
    voordracht = VoordrachtFactory(geaccepteerd=True, aanbod__woning__vorm=Vorm.GEMENGD)
    plaatsing = sign_huurcontract(
        voordracht=voordracht, ingangsdatum=dag(6).date(), door=medewerker_of(voordracht.aanbod), op=dag(6)
    )
    woning = voordracht.aanbod.woning
    type(woning).objects.filter(pk=woning.pk).update(vorm=Vorm.DOORSTROOM)

    (dossier,) = load_dossiers([plaatsing.personen.first().statushouder_id])

    assert (plaatsing.vorm, plaatsing.woongemeente) == (Vorm.GEMENGD, woning.gemeente)
    assert dossier.plekken[0].vorm == Woonvorm.GEMENGD


# --- The last day of a temporary lease --------------------------------------------------------------------------------
@pytest.fixture
def tijdelijk():
    return PlaatsingFactory(tijdelijk=True, met_sleutel=True)


def correct(plaatsing, nieuw, **meer):
    return {
        "plaatsing": plaatsing,
        "veld": Hersteld.TIJDELIJK_TOT,
        "oud": plaatsing.tijdelijk_tot,
        "nieuw": nieuw,
        "reden": "Verlengd met een half jaar.",
        "door": OpgavemanagerFactory(gemeente=plaatsing.gemeente),
        "op": dag(30),
        **meer,
    }


def test_a_temporary_lease_is_extended_into_the_future_and_the_old_day_stays_readable(tijdelijk):
    oud, nieuw = tijdelijk.tijdelijk_tot, tijdelijk.tijdelijk_tot + timedelta(days=180)

    assert correct_plaatsing(**correct(tijdelijk, nieuw)).tijdelijk_tot == nieuw
    assert [(c.oud, c.nieuw) for c in tijdelijk.correcties.all()] == [(oud, nieuw)]


def test_a_temporary_lease_does_not_end_before_the_key_and_a_flex_home_stays_temporary(tijdelijk):
    assert_declined(
        "Het contract loopt langer dan tot", correct_plaatsing, **correct(tijdelijk, tijdelijk.sleuteldatum)
    )
    flex = PlaatsingFactory(tijdelijk=True, met_sleutel=True, aanbod__woning__vorm=Vorm.FLEX)
    assert_declined("Een flexwoning is altijd tijdelijk", correct_plaatsing, **correct(flex, None))
    doorstroom = PlaatsingFactory(doorstroom=True)
    assert_declined("De doorstroom uit deze woning is al gestart", correct_plaatsing, **correct(doorstroom, None))


def test_a_lease_that_is_to_stay_after_all_has_no_last_day_any_more(tijdelijk):
    vast = correct_plaatsing(**correct(tijdelijk, None))

    assert vast.tijdelijk_tot is None
    assert current_dates(vast, Hersteld.TIJDELIJK_TOT) == []


# --- Time -------------------------------------------------------------------------------------------------------------
def test_a_block_does_not_take_the_days_to_answer():
    voordracht = VoordrachtFactory(aangeboden=True, reactie_uiterlijk=dag(14).date())
    aanbod, reden = voordracht.aanbod, RedenFactory(klasse=Klasse.CORPORATIE)
    door = medewerker_of(aanbod)
    block_aanbod(aanbod=aanbod, reden=reden, blokkade_tot=dag(30).date(), door=door, op=dag(12))

    unblock_aanbod(aanbod=aanbod, door=door, op=dag(22))

    voordracht.refresh_from_db()
    assert voordracht.reactie_uiterlijk == dag(24).date()


def test_a_block_after_the_last_day_to_answer_gives_no_days():
    voordracht = VoordrachtFactory(aangeboden=True, reactie_uiterlijk=dag(14).date())
    aanbod, reden = voordracht.aanbod, RedenFactory(klasse=Klasse.CORPORATIE)
    door = medewerker_of(aanbod)
    block_aanbod(aanbod=aanbod, reden=reden, blokkade_tot=dag(30).date(), door=door, op=dag(16))

    unblock_aanbod(aanbod=aanbod, door=door, op=dag(22))

    voordracht.refresh_from_db()
    assert voordracht.reactie_uiterlijk == dag(14).date()


def test_who_gets_a_key_does_not_stay_on_in_the_hotel():
    plaatsing = PlaatsingFactory()
    start_gemeente(gemeente=plaatsing.gemeente)
    personen, door = list(plaatsing.huishouden.personen.all()), AmbtenaarFactory(gemeente=plaatsing.gemeente)
    register_verblijf(personen=personen, vorm=Woonvorm.LOGEERREGELING, van=dag(2).date(), door=door, op=dag(2))

    hand_over_sleutel(plaatsing=plaatsing, sleuteldatum=dag(7).date(), door=door, op=dag(8))

    assert {v.tot for v in Verblijf.objects.all()} == {dag(7).date()}
    assert {v.beeindigd_door for v in Verblijf.objects.all()} == {door}


def test_an_expired_offer_can_be_taken_back_and_was_lost_by_its_option():
    aanbod = WoningaanbodFactory(verlopen=True)
    reden = RedenFactory(klasse=Klasse.CORPORATIE)

    withdraw_aanbod(aanbod=aanbod, reden=reden, door=medewerker_of(aanbod), op=dag(20))

    rij = Woningaanbod.objects.with_uitkomst(dag(20).date()).get(pk=aanbod.pk)
    assert (rij.verlies, rij.verliesklasse) == (Verlieswijze.VERLOPEN, Klasse.GEMEENTE)


def test_a_home_that_is_taken_from_someone_after_its_option_was_lost_by_the_withdrawal():
    aanbod = WoningaanbodFactory(bevestigd=True, optiedatum=dag(10).date())
    VoordrachtFactory(aanbod=aanbod, akkoord=True)
    reden = RedenFactory(klasse=Klasse.CORPORATIE)

    withdraw_aanbod(aanbod=aanbod, reden=reden, door=medewerker_of(aanbod), op=dag(20))

    rij = Woningaanbod.objects.with_uitkomst(dag(20).date()).get(pk=aanbod.pk)
    assert (rij.verlies, rij.verliesklasse) == (Verlieswijze.INGETROKKEN, Klasse.CORPORATIE)


# --- News -------------------------------------------------------------------------------------------------------------
def test_a_home_that_changes_under_a_voordracht_is_told_to_who_put_the_household_forward():
    voordracht = VoordrachtFactory()
    aanbod, eigenaar = voordracht.aanbod, voordracht.huishouden.eigenaar
    woning = aanbod.woning

    change_woning(
        aanbod=aanbod,
        slaapkamers=woning.slaapkamers + 1,
        beschikbaar_vanaf=aanbod.beschikbaar_vanaf,
        door=medewerker_of(aanbod),
        op=dag(9),
    )

    bericht = Bericht.objects.get(ontvanger=eigenaar)
    assert bericht.tekst == f"De gegevens van {woning} zijn gewijzigd. Kijk of de woning nog past."


def test_who_went_to_another_corporation_gets_no_mail_about_the_work_of_the_old_one():
    voordracht = VoordrachtFactory()
    aanbod = voordracht.aanbod
    blijver = medewerker_of(aanbod, email="blijft@voorbeeld.test")
    vertrekker = medewerker_of(aanbod, email="vertrekt@voorbeeld.test")
    for mens in (blijver, vertrekker):
        Bericht.objects.create(
            ontvanger=mens,
            sleutel="x",
            titel="T",
            tekst="T",
            url="/",
            gemaakt_op=dag(9),
            gemaakt_door=blijver,
            mail="direct",
        )
    vertrekker.toewijzingen.update(tot=dag(10).date())
    nieuw = WoningcorporatieFactory()
    RoltoewijzingFactory(
        gebruiker=vertrekker, rol=Rol.CORPORATIEMEDEWERKER, gemeente=None, corporatie=nieuw, van=dag(10).date()
    )

    assert mail_berichten(op=dag(11)) == 1
    assert [m.to for m in mail.outbox] == [["blijft@voorbeeld.test"]]
    assert Bericht.objects.get(ontvanger=vertrekker).mail == "uit"


@pytest.mark.parametrize(
    ("dagen", "zin"), [(-400, "De koppeling is van"), (400, "Deze dag ligt meer dan een jaar vooruit.")]
)
def test_a_slip_in_the_year_of_a_lease_is_asked_about(dagen, zin):
    voordracht = VoordrachtFactory(geaccepteerd=True)

    assert_declined(
        zin,
        sign_huurcontract,
        voordracht=voordracht,
        ingangsdatum=dag(6).date() + timedelta(days=dagen),
        door=medewerker_of(voordracht.aanbod),
        op=dag(6),
    )
