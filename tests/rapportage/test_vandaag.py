"""The work list of casework: what is due when, counted, chosen and logged."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from rapportage.overzichten.vandaag import Kijk, Soort, list_regels, load_taken
from samenwerking.models import Actielijst
from tests.factories.dossier import AanvullingFactory, ActieFactory, DossiersluitingFactory, ParkeringFactory
from tests.factories.huisvesting import (
    HuishoudenFactory,
    OverlegtermijnFactory,
    PlaatsingFactory,
    VoordrachtFactory,
    WoningaanbodFactory,
    dag,
)
from tests.factories.samenwerking import AmbtenaarFactory, GemeenteFactory
from tests.factories.voordracht import AfwijzingFactory, WeigeringFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ambtenaar(gemeente):
    return AmbtenaarFactory(gemeente=gemeente)


def taken_van(gebruiker, vandaag):
    """The whole list of this person, as it is read."""
    kijk = Kijk(gebruiker, vandaag)
    return load_taken(list_regels(kijk), kijk)


def taak(ambtenaar, huishouden, vandaag):
    """The line of one household; None when it is not on the list."""
    return next((t for t in taken_van(ambtenaar, vandaag) if t.regel.pk == huishouden.pk), None)


# --- What and when ----------------------------------------------------------------------------------------------------
def test_waiting_household_is_due_ten_weeks_after_the_koppeling(gemeente, ambtenaar, vandaag):
    huishouden = HuishoudenFactory(gemeente=gemeente, personen=4, koppeldatum=date(2026, 3, 9))

    regel = taak(ambtenaar, huishouden, vandaag)

    assert regel.regel.uiterlijk == date(2026, 5, 18)
    assert (regel.wie, regel.onder, regel.url) == (
        huishouden.aanduiding,
        "4 personen",
        huishouden.get_absolute_url(),
    )
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


# A koppeling of this day has its ten weeks on 20 July, far behind every other term.
KORT_GELEDEN = date(2026, 5, 11)


def an_aanmelding(g):
    return HuishoudenFactory(gemeente=g, aangemeld=True, koppeldatum=KORT_GELEDEN, aangemeld_op=dag(67))


def a_question_to_coa(g):
    return AanvullingFactory(
        huishouden=HuishoudenFactory(gemeente=g, aangemeld=True, koppeldatum=KORT_GELEDEN)
    ).huishouden


def a_dossier(**trait):
    return lambda g: HuishoudenFactory(gemeente=g, koppeldatum=KORT_GELEDEN, **trait)


def a_voordracht(**trait):
    return lambda g: VoordrachtFactory(gemeente=g, huishouden__koppeldatum=KORT_GELEDEN, **trait).huishouden


def a_parkering(g):
    return ParkeringFactory(huishouden=HuishoudenFactory(gemeente=g, koppeldatum=KORT_GELEDEN)).huishouden


def a_voorstel(g):
    return DossiersluitingFactory(huishouden=HuishoudenFactory(gemeente=g, koppeldatum=KORT_GELEDEN)).huishouden


def an_afwijzing(g):
    return AfwijzingFactory(
        voordracht=VoordrachtFactory(gemeente=g, huishouden__koppeldatum=KORT_GELEDEN)
    ).voordracht.huishouden


def a_second_question(g):
    return AfwijzingFactory(
        heroverwogen=True, voordracht=VoordrachtFactory(gemeente=g, huishouden__koppeldatum=KORT_GELEDEN)
    ).voordracht.huishouden


def a_weigering(g):
    voordracht = VoordrachtFactory(gemeente=g, aangeboden=True, huishouden__koppeldatum=KORT_GELEDEN)
    return WeigeringFactory(voordracht=voordracht).voordracht.huishouden


def a_plaatsing(**trait):
    return lambda g: PlaatsingFactory(gemeente=g, huishouden__koppeldatum=KORT_GELEDEN, **trait).huishouden


@pytest.mark.parametrize(
    ("make", "soort", "uiterlijk", "knop"),
    [
        # Two working days after Friday 8 May.
        (an_aanmelding, Soort.ONTVANGST, date(2026, 5, 12), "Bevestig ontvangst"),
        (a_question_to_coa, Soort.GEGEVENS, date(2026, 7, 20), "Leg ontvangst vast"),
        (a_dossier(gekoppeld=True), Soort.INTAKE, date(2026, 7, 20), "Begin intake"),
        (a_dossier(in_intake=True), Soort.INTAKE, date(2026, 7, 20), "Rond intake af"),
        (a_dossier(), Soort.ZOEKEN, date(2026, 7, 20), "Bekijk het aanbod"),
        (a_parkering, Soort.GEPARKEERD, date(2026, 4, 1), "Hervat"),
        (a_voorstel, Soort.BESLUIT, date(2026, 7, 20), "Bekijk het voorstel"),
        # Five days after the corporation was asked on 3 March, and asked again on 5 March.
        (a_voordracht(), Soort.ANTWOORD, date(2026, 3, 8), "Bekijk de voordracht"),
        (a_second_question, Soort.ANTWOORD, date(2026, 3, 10), "Bekijk de voordracht"),
        (an_afwijzing, Soort.AFWIJZING, date(2026, 7, 20), "Beslis"),
        (a_voordracht(akkoord=True), Soort.AANBIEDEN, date(2026, 7, 20), "Leg aanbieding vast"),
        (a_voordracht(aangeboden=True), Soort.REACTIE, date(2026, 3, 12), "Leg antwoord vast"),
        (a_voordracht(geen_reactie=True), Soort.REACTIE, date(2026, 3, 12), "Beslis"),
        (a_weigering, Soort.WEIGERING, date(2026, 3, 11), "Bekijk de voordracht"),
        (a_voordracht(geaccepteerd=True), Soort.CONTRACT, date(2026, 8, 3), "Leg contract vast"),
        (a_plaatsing(), Soort.SLEUTEL, date(2026, 3, 22), "Leg sleutel vast"),
        (a_plaatsing(niet_verschenen=True), Soort.SLEUTEL, date(2026, 3, 22), "Maak nieuwe afspraak"),
        (a_plaatsing(met_sleutel=True), Soort.AFMELDEN, date(2026, 3, 22), "Leg afmelding vast"),
        # Twelve weeks before the temporary lease ends on 29 August.
        (
            a_plaatsing(gerealiseerd=True, tijdelijk=True, tijdelijk_tot=date(2026, 8, 11)),
            Soort.DOORSTROOM,
            date(2026, 5, 19),
            "Start doorstroom",
        ),
        (a_plaatsing(doorstroom=True), Soort.ZOEKEN, date(2026, 8, 29), "Bekijk het aanbod"),
    ],
)
def test_each_step_has_its_day_and_one_button(gemeente, ambtenaar, vandaag, make, soort, uiterlijk, knop):
    huishouden = make(gemeente)

    regel = taak(ambtenaar, huishouden, vandaag)

    assert (regel.regel.soort, regel.regel.uiterlijk, regel.stap.knop) == (soort, uiterlijk, knop)


@pytest.mark.parametrize(
    ("make", "knop", "route"),
    [
        (a_voordracht(akkoord=True), "Leg aanbieding vast", "voordracht_offer"),
        (a_voordracht(aangeboden=True), "Leg antwoord vast", "voordracht_detail"),
        (a_voordracht(geaccepteerd=True), "Leg contract vast", "plaatsing_sign"),
    ],
)
def test_button_leads_to_the_page_of_the_act(gemeente, ambtenaar, vandaag, make, knop, route):
    huishouden = make(gemeente)

    stap = taak(ambtenaar, huishouden, vandaag).stap

    pk = huishouden.voordrachten.get().pk
    assert (stap.knop, stap.url) == (knop, reverse(f"huisvesting:{route}", kwargs={"pk": pk}))


def test_days_that_gemeente_and_corporation_agreed_are_the_term_of_an_answer(gemeente, ambtenaar, vandaag):
    voordracht = VoordrachtFactory(gemeente=gemeente, huishouden__koppeldatum=KORT_GELEDEN)
    OverlegtermijnFactory(gemeente=gemeente, corporatie=voordracht.aanbod.woning.corporatie, dagen=21)

    assert taak(ambtenaar, voordracht.huishouden, vandaag).regel.uiterlijk == date(2026, 3, 24)


def test_ten_weeks_run_on_while_a_household_is_parked(gemeente, ambtenaar, vandaag):
    huishouden = HuishoudenFactory(gemeente=gemeente, koppeldatum=date(2026, 3, 9))
    ParkeringFactory(huishouden=huishouden, tot=date(2026, 9, 1))

    assert taak(ambtenaar, huishouden, vandaag).regel.uiterlijk == date(2026, 5, 18)


def test_option_that_ends_first_is_the_day(gemeente, ambtenaar, vandaag):
    voordracht = VoordrachtFactory(
        gemeente=gemeente, akkoord=True, huishouden__koppeldatum=KORT_GELEDEN, aanbod__optiedatum=date(2026, 5, 15)
    )

    assert taak(ambtenaar, voordracht.huishouden, vandaag).regel.uiterlijk == date(2026, 5, 15)


def test_option_does_not_press_after_the_acceptance(gemeente, ambtenaar, vandaag):
    voordracht = VoordrachtFactory(
        gemeente=gemeente, geaccepteerd=True, huishouden__koppeldatum=KORT_GELEDEN, aanbod__optiedatum=date(2026, 5, 1)
    )

    assert taak(ambtenaar, voordracht.huishouden, vandaag).regel.uiterlijk == date(2026, 8, 3)


def test_twelve_weeks_end_before_a_lease_that_begins_later(gemeente, ambtenaar, vandaag):
    plaatsing = PlaatsingFactory(
        gemeente=gemeente, ingangsdatum=date(2026, 6, 1), huishouden__koppeldatum=date(2026, 3, 2)
    )

    assert taak(ambtenaar, plaatsing.huishouden, vandaag).regel.uiterlijk == date(2026, 5, 25)


def test_household_with_a_key_stays_until_it_is_checked_out(gemeente, ambtenaar, vandaag):
    plaatsing = PlaatsingFactory(gemeente=gemeente, met_sleutel=True, huishouden__personen=2)

    assert taak(ambtenaar, plaatsing.huishouden, vandaag) is not None
    plaatsing.personen.update(afmelddatum=date(2026, 4, 1))
    assert taak(ambtenaar, plaatsing.huishouden, vandaag) is None


def test_temporary_home_asks_nothing_until_its_time_comes(gemeente, ambtenaar, vandaag):
    plaatsing = PlaatsingFactory(
        gemeente=gemeente, gerealiseerd=True, tijdelijk=True, tijdelijk_tot=vandaag + timedelta(weeks=13, days=1)
    )

    assert taak(ambtenaar, plaatsing.huishouden, vandaag) is None


def test_closed_dossier_is_not_there(gemeente, ambtenaar, vandaag):
    sluiting = DossiersluitingFactory(huishouden=HuishoudenFactory(gemeente=gemeente), besloten=True)

    assert taak(ambtenaar, sluiting.huishouden, vandaag) is None


def test_cancelled_placement_brings_the_household_back(gemeente, ambtenaar, vandaag):
    plaatsing = PlaatsingFactory(gemeente=gemeente, geannuleerd=True, sleuteldatum=date(2026, 3, 9))

    # The home is free again too, and still fits.
    assert taak(ambtenaar, plaatsing.huishouden, vandaag).stap.tekst.startswith("1 woning past bij dit huishouden.")


# --- Homes and acties -------------------------------------------------------------------------------------------------
def test_free_home_is_due_on_the_last_day_of_its_option(gemeente, ambtenaar, vandaag):
    vrij = WoningaanbodFactory(gemeente=gemeente, bevestigd=True, optiedatum=date(2026, 5, 20))
    WoningaanbodFactory(gemeente=gemeente, bevestigd=True)
    WoningaanbodFactory(gemeente=gemeente, verlopen=True)

    (regel,) = taken_van(ambtenaar, vandaag)

    assert (regel.wie, regel.regel.uiterlijk) == (vrij.woning.adres, date(2026, 5, 20))
    assert (regel.stap.knop, regel.stap.url) == ("Kies huishouden", f"{vrij.get_absolute_url()}#huishoudens")


def test_acties_of_one_person_about_one_plaatsing_are_one_line(gemeente, ambtenaar, vandaag):
    plaatsing = PlaatsingFactory(gemeente=gemeente, gerealiseerd=True)
    for over, titel in ((3, "Op huisbezoek"), (-2, "Toeslagen aanvragen"), (8, "Later")):
        ActieFactory(
            over=plaatsing,
            gemaakt_door=ambtenaar,
            titel=titel,
            eigenaar=ambtenaar,
            uiterlijk=vandaag + timedelta(days=over),
        )
    ActieFactory(over=plaatsing, gemaakt_door=ambtenaar, titel="Geen dag", eigenaar=ambtenaar, uiterlijk=None)

    (regel,) = taken_van(ambtenaar, vandaag)

    assert regel.stap.tekst == "Toeslagen aanvragen (en nog 1)"
    assert regel.stap.url == f"{plaatsing.get_absolute_url()}#acties"
    assert (regel.regel.uiterlijk, regel.wie) == (vandaag - timedelta(days=2), plaatsing.huishouden.aanduiding)


def test_who_handles_the_dossier_watches_what_another_department_does(gemeente, ambtenaar, vandaag):
    plaatsing = PlaatsingFactory(gemeente=gemeente, gerealiseerd=True, huishouden__eigenaar=ambtenaar)
    ActieFactory(
        over=plaatsing,
        gemaakt_door=ambtenaar,
        titel="Inschrijven",
        eigenaar=None,
        afdeling="Burgerzaken",
        uiterlijk=vandaag,
    )

    (regel,) = taken_van(ambtenaar, vandaag)

    assert (regel.regel.eigenaar, regel.stap.tekst) == (ambtenaar.pk, "Burgerzaken: Inschrijven")


@pytest.mark.parametrize("lijst", [Actielijst.ONTVANGST, Actielijst.OORDEEL])
def test_actie_that_the_household_asks_itself_is_not_said_twice(gemeente, ambtenaar, vandaag, lijst):
    huishouden = HuishoudenFactory(gemeente=gemeente, aangemeld=True)
    ActieFactory(over=huishouden, lijst=lijst, uiterlijk=vandaag)

    assert [t.regel.soort for t in taken_van(ambtenaar, vandaag)] == [Soort.ONTVANGST]
