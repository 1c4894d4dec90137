"""Where something stands follows from its facts: annotation, property and column agree in every state."""

from datetime import date, timedelta

import pytest

from huisvesting.models import (
    AanbodStatus,
    Bijzonder,
    Huishouden,
    HuishoudenStatus,
    Plaatsing,
    PlaatsingStatus,
    Voordracht,
    VoordrachtStatus,
    Woningaanbod,
)
from tests.factories.huisvesting import (
    PEILDATUM,
    HuishoudenFactory,
    PlaatsingFactory,
    StatushouderFactory,
    VoordrachtFactory,
    WoningaanbodFactory,
)

pytestmark = [pytest.mark.beide, pytest.mark.django_db]


# --- Woningaanbod -----------------------------------------------------------------------------------------------------
def voorgedragen(**situatie):
    return VoordrachtFactory(**situatie).aanbod


def geplaatst(**situatie):
    return PlaatsingFactory(**situatie).aanbod


@pytest.mark.parametrize(
    ("maak", "status"),
    [
        (lambda: WoningaanbodFactory(concept=True), AanbodStatus.CONCEPT),
        (lambda: WoningaanbodFactory(concept=True, optiedatum=date(2026, 1, 31)), AanbodStatus.CONCEPT),
        (lambda: WoningaanbodFactory(), AanbodStatus.AANGEBODEN),
        (lambda: WoningaanbodFactory(bevestigd=True), AanbodStatus.BEVESTIGD),
        (lambda: WoningaanbodFactory(bevestigd=True, optiedatum=PEILDATUM), AanbodStatus.BEVESTIGD),
        (lambda: WoningaanbodFactory(verlopen=True), AanbodStatus.VERLOPEN),
        (lambda: WoningaanbodFactory(optiedatum=PEILDATUM - timedelta(days=1)), AanbodStatus.VERLOPEN),
        (lambda: WoningaanbodFactory(ingetrokken=True), AanbodStatus.INGETROKKEN),
        (lambda: WoningaanbodFactory(verlopen=True, ingetrokken=True), AanbodStatus.INGETROKKEN),
        (lambda: WoningaanbodFactory(geblokkeerd=True), AanbodStatus.GEBLOKKEERD),
        (lambda: WoningaanbodFactory(geblokkeerd=True, verlopen=True), AanbodStatus.GEBLOKKEERD),
        (lambda: WoningaanbodFactory(geblokkeerd=True, blokkade_tot=PEILDATUM), AanbodStatus.GEBLOKKEERD),
        (lambda: WoningaanbodFactory(geblokkeerd=True, ingetrokken=True), AanbodStatus.INGETROKKEN),
        (lambda: WoningaanbodFactory(vrijgegeven=True), AanbodStatus.BEVESTIGD),
        (lambda: WoningaanbodFactory(vrijgegeven=True, verlopen=True), AanbodStatus.VERLOPEN),
        (lambda: WoningaanbodFactory(ongeschikt=True), AanbodStatus.ONGESCHIKT),
        (lambda: WoningaanbodFactory(ongeschikt=True, verlopen=True), AanbodStatus.ONGESCHIKT),
        (lambda: voorgedragen(aanbod__geblokkeerd=True), AanbodStatus.GEBLOKKEERD),
        (lambda: voorgedragen(aangeboden=True, aanbod__geblokkeerd=True), AanbodStatus.GEBLOKKEERD),
        (lambda: voorgedragen(geaccepteerd=True, aanbod__geblokkeerd=True), AanbodStatus.TOEGEWEZEN),
        (lambda: geplaatst(aanbod__geblokkeerd=True), AanbodStatus.TOEGEWEZEN),
        (lambda: voorgedragen(aanbod__vrijgegeven=True), AanbodStatus.GERESERVEERD),
        (lambda: voorgedragen(), AanbodStatus.GERESERVEERD),
        (lambda: voorgedragen(aanbod__optiedatum=date(2026, 1, 31)), AanbodStatus.GERESERVEERD),
        (lambda: voorgedragen(akkoord=True), AanbodStatus.GERESERVEERD),
        (lambda: voorgedragen(aangeboden=True), AanbodStatus.GERESERVEERD),
        (lambda: voorgedragen(geaccepteerd=True), AanbodStatus.TOEGEWEZEN),
        (lambda: voorgedragen(afgewezen=True), AanbodStatus.BEVESTIGD),
        (lambda: voorgedragen(geweigerd=True), AanbodStatus.BEVESTIGD),
        (lambda: voorgedragen(geannuleerd=True), AanbodStatus.BEVESTIGD),
        (lambda: voorgedragen(geannuleerd=True, aanbod__verlopen=True), AanbodStatus.VERLOPEN),
        (lambda: geplaatst(), AanbodStatus.TOEGEWEZEN),
        (lambda: geplaatst(met_sleutel=True), AanbodStatus.BEWOOND),
        (lambda: geplaatst(geannuleerd=True), AanbodStatus.BEVESTIGD),
        (lambda: geplaatst(beeindigd=True), AanbodStatus.BEEINDIGD),
        (lambda: geplaatst(beeindigd=True, aanbod__verlopen=True), AanbodStatus.BEEINDIGD),
    ],
)
def test_status_of_an_offer(maak, status):
    aanbod = maak()

    assert aanbod.status_op(PEILDATUM) == status
    assert Woningaanbod.objects.with_status(PEILDATUM).get(pk=aanbod.pk).status == status
    assert Woningaanbod.objects.beschikbaar(PEILDATUM).filter(pk=aanbod.pk).exists() == (
        status == AanbodStatus.BEVESTIGD
    )


def test_an_option_ends_after_its_last_day():
    aanbod = WoningaanbodFactory(bevestigd=True, optiedatum=PEILDATUM)

    assert aanbod.status_op(PEILDATUM) == AanbodStatus.BEVESTIGD
    assert aanbod.status_op(PEILDATUM + timedelta(days=1)) == AanbodStatus.VERLOPEN


# --- Voordracht -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("situatie", "status", "is_open"),
    [
        (None, VoordrachtStatus.VOORGESTELD, True),
        ("akkoord", VoordrachtStatus.AKKOORD_CORPORATIE, True),
        ("aangeboden", VoordrachtStatus.AANGEBODEN, True),
        ("geaccepteerd", VoordrachtStatus.GEACCEPTEERD, True),
        ("afgewezen", VoordrachtStatus.AFGEWEZEN, False),
        ("geweigerd", VoordrachtStatus.GEWEIGERD, False),
        ("geannuleerd", VoordrachtStatus.GEANNULEERD, False),
        ("afgerond", VoordrachtStatus.GEACCEPTEERD, False),
    ],
)
def test_status_of_a_voordracht(situatie, status, is_open):
    voordracht = VoordrachtFactory(**({situatie: True} if situatie else {}))

    gelezen = Voordracht.objects.get(pk=voordracht.pk)
    assert (gelezen.status, gelezen.is_open) == (status, is_open)
    assert Voordracht.objects.open().filter(pk=voordracht.pk).exists() == is_open


@pytest.mark.parametrize("stap", ["akkoord", "aangeboden", "geaccepteerd"])
def test_a_cancelled_voordracht_is_cancelled_whatever_came_before(stap):
    voordracht = VoordrachtFactory(geannuleerd=True, **{stap: True})

    assert Voordracht.objects.get(pk=voordracht.pk).status == VoordrachtStatus.GEANNULEERD


# --- Plaatsing --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("situatie", "status", "loopt"),
    [
        ({}, PlaatsingStatus.CONTRACT_GETEKEND, True),
        ({"met_sleutel": True}, PlaatsingStatus.VERHUISD, True),
        ({"beeindigd": True}, PlaatsingStatus.BEEINDIGD, False),
        ({"geannuleerd": True}, PlaatsingStatus.GEANNULEERD, False),
        ({"geannuleerd": True, "met_sleutel": True}, PlaatsingStatus.GEANNULEERD, False),
    ],
)
def test_status_of_a_plaatsing(situatie, status, loopt):
    plaatsing = PlaatsingFactory(**situatie)

    assert Plaatsing.objects.get(pk=plaatsing.pk).status == status
    assert Plaatsing.objects.lopend().filter(pk=plaatsing.pk).exists() == loopt


# --- Huishouden -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("maak", "status"),
    [
        (lambda: HuishoudenFactory(), HuishoudenStatus.KLAAR),
        (lambda: VoordrachtFactory().huishouden, HuishoudenStatus.GEMATCHT),
        (lambda: VoordrachtFactory(akkoord=True).huishouden, HuishoudenStatus.GEMATCHT),
        (lambda: VoordrachtFactory(aangeboden=True).huishouden, HuishoudenStatus.AANGEBODEN),
        (lambda: VoordrachtFactory(geaccepteerd=True).huishouden, HuishoudenStatus.GEACCEPTEERD),
        (lambda: VoordrachtFactory(afgewezen=True).huishouden, HuishoudenStatus.KLAAR),
        (lambda: VoordrachtFactory(geweigerd=True).huishouden, HuishoudenStatus.KLAAR),
        (lambda: VoordrachtFactory(geannuleerd=True).huishouden, HuishoudenStatus.KLAAR),
        (lambda: PlaatsingFactory().huishouden, HuishoudenStatus.CONTRACT),
        (lambda: PlaatsingFactory(met_sleutel=True).huishouden, HuishoudenStatus.GEHUISVEST),
        (lambda: PlaatsingFactory(geannuleerd=True).huishouden, HuishoudenStatus.KLAAR),
        (lambda: PlaatsingFactory(beeindigd=True).huishouden, HuishoudenStatus.KLAAR),
    ],
)
def test_status_of_a_household(maak, status):
    huishouden = maak()
    in_lijst = Huishouden.objects.filter(pk=huishouden.pk)

    assert in_lijst.with_status().get().status == status
    assert in_lijst.zonder_woning().exists() == (status != HuishoudenStatus.GEHUISVEST)
    assert in_lijst.zonder_voordracht().exists() == (status == HuishoudenStatus.KLAAR)
    assert (huishouden.open_voordracht() is None) == (status == HuishoudenStatus.KLAAR)
    assert (huishouden.lopende_plaatsing() is not None) == (
        status in {HuishoudenStatus.CONTRACT, HuishoudenStatus.GEHUISVEST}
    )


def test_a_second_voordracht_does_not_hide_the_home_one_lives_in():
    eerste = PlaatsingFactory(met_sleutel=True)
    VoordrachtFactory(huishouden=eerste.huishouden, gemeente=eerste.gemeente, bijzonder=Bijzonder.VERVANGT)

    assert Huishouden.objects.with_status().get(pk=eerste.huishouden.pk).status == HuishoudenStatus.GEHUISVEST


def test_a_household_is_late_after_ten_weeks_without_a_key():
    op_tijd = HuishoudenFactory(koppeldatum=PEILDATUM - timedelta(weeks=10))
    te_laat = HuishoudenFactory(koppeldatum=PEILDATUM - timedelta(weeks=10, days=1))
    woont = PlaatsingFactory(met_sleutel=True, huishouden__koppeldatum=date(2025, 1, 1)).huishouden
    wacht_op_sleutel = PlaatsingFactory(huishouden__koppeldatum=date(2025, 1, 1)).huishouden

    assert set(Huishouden.objects.over_termijn(PEILDATUM)) == {te_laat, wacht_op_sleutel}
    assert op_tijd.woning_uiterlijk == PEILDATUM
    assert woont.verhuisd_uiterlijk == date(2025, 3, 26)


def test_people_are_listed_with_the_head_first_and_then_by_age():
    huishouden = HuishoudenFactory(personen=0)
    kind = StatushouderFactory(huishouden=huishouden, gezinsrol="kind", geboortedatum=date(2015, 1, 1))
    oma = StatushouderFactory(huishouden=huishouden, gezinsrol="overig", geboortedatum=date(1950, 1, 1))
    hoofd = StatushouderFactory(
        huishouden=huishouden, achternaam="Tesfay", voornamen="Senait", geboortedatum=date(1990, 1, 1)
    )

    gelezen = Huishouden.objects.with_personen().get(pk=huishouden.pk)
    assert gelezen.leden == [hoofd, oma, kind]
    assert str(gelezen) == "Tesfay, Senait"
    assert gelezen.aantal_personen == gelezen.personen_aantal == 3
    assert gelezen.behoefte(PEILDATUM).slaapkamers == 3


def test_a_household_without_people_is_called_by_its_number():
    assert str(HuishoudenFactory(personen=0, huishoudnummer="H77")) == "Huishouden H77"


def test_a_first_name_may_be_unknown():
    persoon = StatushouderFactory(achternaam="Tesfay", voornamen="")

    assert str(persoon) == str(persoon.huishouden) == "Tesfay"
