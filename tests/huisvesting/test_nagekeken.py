"""What a second reader of the services found: what was left behind, told to nobody, or held up by one bad row."""

from datetime import timedelta

import pytest

from huisvesting.models import (
    AanbodStatus,
    Bestemming,
    Bijzonder,
    Hersteld,
    Voordracht,
    VoordrachtStatus,
    Woningaanbod,
)
from huisvesting.services import weigering as weigeringen
from huisvesting.services.aanbod import Woninggegevens, change_woning, register_aanbod
from huisvesting.services.correctie import correct_plaatsing
from huisvesting.services.dossier import change_eigenaar
from huisvesting.services.herinneringen import find_herinneringen
from huisvesting.services.lijsten import make_nazorglijst, make_verhuislijst
from huisvesting.services.plaatsing import end_plaatsing, hand_over_sleutel, sign_huurcontract
from huisvesting.services.sluiting import close_dossier, decide_teruggave, reopen_dossier
from huisvesting.services.weigering import record_verstreken_reacties, refuse_voordracht
from samenwerking.models import Actie, Bericht
from tests.bewijs import assert_declined
from tests.factories.dossier import ActieFactory, DossiersluitingFactory, ParkeringFactory
from tests.factories.huisvesting import PlaatsingFactory, VoordrachtFactory, WoningaanbodFactory, dag
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    CorporatiemedewerkerFactory,
    OpgavemanagerFactory,
    RedenFactory,
)
from tests.factories.voordracht import WeigeringFactory

pytestmark = pytest.mark.django_db

NU = dag(60)


def open_of(onderwerp):
    return Actie.objects.for_onderwerp(onderwerp).open()


# --- What was to be done ----------------------------------------------------------------------------------------------
def test_who_takes_a_dossier_over_gets_what_was_to_be_done_about_its_home_too():
    plaatsing = PlaatsingFactory()
    huishouden = plaatsing.huishouden
    make_verhuislijst(plaatsing, door=huishouden.eigenaar, op=NU)
    collega = AmbtenaarFactory(gemeente=huishouden.gemeente)

    change_eigenaar(huishouden=huishouden, eigenaar=collega, door=collega, op=NU)

    eigenaren = open_of(plaatsing).filter(afdeling="").values_list("eigenaar", flat=True)
    assert set(eigenaren) == {collega.pk}


def test_a_closed_dossier_leaves_no_point_of_its_owner_open_and_gives_it_back_when_it_is_opened_again():
    plaatsing = PlaatsingFactory(afgerond=True)
    huishouden = plaatsing.huishouden
    huishouden.nazorg_op, huishouden.nazorg_door = dag(20), huishouden.eigenaar
    huishouden.save()
    make_verhuislijst(plaatsing, door=huishouden.eigenaar, op=dag(6))
    ActieFactory(over=huishouden)
    eerst = set(open_of(plaatsing))
    anderen = set(open_of(plaatsing).exclude(afdeling=""))

    close_dossier(huishouden=huishouden, door=huishouden.eigenaar, op=NU)

    assert set(open_of(plaatsing)) == anderen < eerst
    assert not open_of(huishouden).exists()
    reopen_dossier(huishouden=huishouden, motivering="Toch niet.", door=huishouden.eigenaar, op=dag(61))
    assert set(open_of(plaatsing)) == eerst
    assert open_of(huishouden).count() == 1


def test_a_household_that_left_its_home_is_not_left_in_a_closed_dossier():
    plaatsing = PlaatsingFactory(afgerond=True)
    sluiting = DossiersluitingFactory(huishouden=plaatsing.huishouden, afgesloten=True)
    einde = {"plaatsing": plaatsing, "einddatum": NU.date(), "door": sluiting.voorgesteld_door, "op": NU}

    assert_declined("Dit dossier is gesloten.", end_plaatsing, **einde, bestemming=Bestemming.ZOEKT)
    assert end_plaatsing(**einde, bestemming=Bestemming.VERTROKKEN).einddatum == NU.date()


# --- A correction -----------------------------------------------------------------------------------------------------
def take_key_away(plaatsing):
    return correct_plaatsing(
        plaatsing=plaatsing,
        veld=Hersteld.SLEUTELDATUM,
        oud=plaatsing.sleuteldatum,
        nieuw=None,
        reden="De sleutel is niet gegeven.",
        door=OpgavemanagerFactory(gemeente=plaatsing.gemeente),
        op=NU,
    )


def make_keten():
    """A temporary home with aftercare still to do, that ended with the key of the next."""
    tijdelijk = PlaatsingFactory(doorstroom=True)
    make_nazorglijst(tijdelijk, door=tijdelijk.huishouden.eigenaar, op=dag(7))
    aanbod = WoningaanbodFactory(gemeente=tijdelijk.gemeente, bevestigd=True)
    voordracht = VoordrachtFactory(
        aanbod=aanbod, huishouden=tijdelijk.huishouden, geaccepteerd=True, bijzonder=Bijzonder.VERVANGT
    )
    door = {"door": OpgavemanagerFactory(gemeente=tijdelijk.gemeente), "op": dag(50)}
    vast = sign_huurcontract(voordracht=voordracht, ingangsdatum=dag(40).date(), **door)
    return tijdelijk, hand_over_sleutel(plaatsing=vast, sleuteldatum=dag(41).date(), **door)


def test_a_temporary_home_that_goes_on_has_its_aftercare_again():
    tijdelijk, vast = make_keten()
    assert not open_of(tijdelijk).exists()

    take_key_away(vast)

    assert open_of(tijdelijk).count() == Actie.objects.for_onderwerp(tijdelijk).count() > 0


def test_a_temporary_home_goes_on_when_it_was_offered_anew_and_that_offer_expired():
    tijdelijk, vast = make_keten()
    WoningaanbodFactory(gemeente=vast.gemeente, woning=tijdelijk.aanbod.woning, verlopen=True, ingevoerd_op=dag(51))

    take_key_away(vast)

    assert tijdelijk.aanbod.status_op(NU.date()) == AanbodStatus.BEWOOND


def test_the_aftercare_of_one_home_goes_on_when_the_key_of_a_second_one_was_no_key():
    eerste = PlaatsingFactory(met_sleutel=True)
    huishouden = eerste.huishouden
    huishouden.nazorg_op, huishouden.nazorg_door = dag(20), huishouden.eigenaar
    huishouden.save()
    tweede = PlaatsingFactory(
        huishouden=huishouden,
        gemeente=huishouden.gemeente,
        bijzonder=Bijzonder.NAAST,
        voordracht__bijzonder=Bijzonder.NAAST,
        met_sleutel=True,
    )

    take_key_away(tweede)

    huishouden.refresh_from_db()
    assert huishouden.nazorg_op == dag(20)


# --- A home -----------------------------------------------------------------------------------------------------------
def test_an_expired_offer_does_not_change_a_home_that_was_offered_anew():
    nieuw = PlaatsingFactory().aanbod
    verlopen = WoningaanbodFactory(gemeente=nieuw.gemeente, woning=nieuw.woning, verlopen=True)

    assert_declined(
        "Deze woning is intussen opnieuw gemeld.",
        change_woning,
        aanbod=verlopen,
        beschikbaar_vanaf=verlopen.beschikbaar_vanaf,
        slaapkamers=5,
        door=verlopen.aangeboden_door,
        op=NU,
    )


def test_a_home_is_not_offered_twice_because_its_addition_is_written_otherwise():
    aanbod = WoningaanbodFactory(woning__toevoeging="A")
    woning = aanbod.woning
    gegevens = Woninggegevens(woning.straat, woning.huisnummer, woning.postcode, woning.plaats, 2, toevoeging="a")

    assert_declined(
        "Deze woning is al gemeld.",
        register_aanbod,
        corporatie=woning.corporatie,
        gemeente=aanbod.gemeente,
        woning=gegevens,
        beschikbaar_vanaf=NU.date(),
        door=aanbod.aangeboden_door,
        op=NU,
    )


# --- Who hears of it --------------------------------------------------------------------------------------------------
def test_a_parked_household_that_went_back_to_coa_is_not_reminded_of():
    parkering = ParkeringFactory()
    assert len(list(find_herinneringen(parkering.tot - timedelta(days=1)))) == 1

    DossiersluitingFactory(huishouden=parkering.huishouden, besloten=True)

    assert list(find_herinneringen(parkering.tot - timedelta(days=1))) == []


def test_where_there_is_no_jurist_the_opgavemanager_hears_of_a_refusal():
    voordracht = VoordrachtFactory(aangeboden=True)
    leiding = OpgavemanagerFactory(gemeente=voordracht.gemeente)

    refuse_voordracht(
        voordracht=voordracht, reden=RedenFactory(), eigen_woorden="Nee.", door=voordracht.aangeboden_door, op=dag(4)
    )

    (bericht,) = Bericht.objects.filter(ontvanger=leiding)
    assert bericht.url == Voordracht.objects.get(pk=voordracht.pk).lopende_weigering.get_absolute_url()


def test_the_corporation_hears_that_its_home_is_free_when_the_household_goes_back_to_coa():
    voordracht = WeigeringFactory().voordracht
    medewerker = CorporatiemedewerkerFactory(corporatie=voordracht.aanbod.corporatie)
    sluiting = DossiersluitingFactory(huishouden=voordracht.huishouden)

    decide_teruggave(sluiting=sluiting, door=OpgavemanagerFactory(gemeente=voordracht.gemeente), op=NU)

    (bericht,) = Bericht.objects.filter(ontvanger=medewerker)
    assert bericht.url == voordracht.aanbod.get_absolute_url()
    assert "weer vrij" in bericht.tekst
    assert Woningaanbod.objects.get(pk=voordracht.aanbod_id).status_op(NU.date()) == AanbodStatus.BEVESTIGD


# --- One bad row ------------------------------------------------------------------------------------------------------
def test_a_household_that_gets_more_time_meanwhile_does_not_hold_up_the_others(monkeypatch):
    eerste, tweede = VoordrachtFactory(aangeboden=True), VoordrachtFactory(aangeboden=True)
    record = weigeringen.record_geen_reactie

    def record_just_too_late(*, voordracht, **kwargs):
        """A colleague gives one of them another day, right before it is looked at."""
        Voordracht.objects.filter(pk=eerste.pk).update(reactie_uiterlijk=dag(90).date())
        return record(voordracht=voordracht, **kwargs)

    monkeypatch.setattr(weigeringen, "record_geen_reactie", record_just_too_late)

    assert record_verstreken_reacties(door=eerste.aangeboden_door, op=NU) == 1
    assert Voordracht.objects.get(pk=eerste.pk).status == VoordrachtStatus.AANGEBODEN
    assert Voordracht.objects.get(pk=tweede.pk).status == VoordrachtStatus.GEEN_REACTIE
