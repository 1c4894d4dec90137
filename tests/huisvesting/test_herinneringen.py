"""Reminders: three days and one day before a term, to who can do something about it, and never twice."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db.models import Q

from huisvesting.models import Parkering, Weigering
from huisvesting.services.herinneringen import find_herinneringen, send_herinneringen
from huisvesting.tasks import send_herinneringen as send_herinneringen_taak
from samenwerking.models import Bericht, Gebeurtenis, Gebruiker, Klasse
from tests.bewijs import assert_logs
from tests.factories.huisvesting import (
    MOMENT,
    HuishoudenFactory,
    PlaatsingFactory,
    VoordrachtFactory,
    WoningaanbodFactory,
    dag,
)
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    CorporatiemedewerkerFactory,
    GemeenteFactory,
    JuristFactory,
    RedenFactory,
)
from tools.klok import klok_op

pytestmark = [pytest.mark.beide, pytest.mark.django_db]

TERMIJN = date(2026, 5, 20)


def op(datum, uur=6):
    return datetime(datum.year, datum.month, datum.day, uur, tzinfo=ZoneInfo("Europe/Amsterdam"))


def remind(datum):
    return send_herinneringen(door=Gebruiker.objects.systeem(), op=op(datum))


@pytest.fixture
def gemeente():
    return GemeenteFactory()


@pytest.fixture
def noor(gemeente):
    return AmbtenaarFactory(gemeente=gemeente)


def make_optie(gemeente, noor):
    aanbod = WoningaanbodFactory(gemeente=gemeente, bevestigd=True, optiedatum=TERMIJN)
    return {noor, aanbod.aangeboden_door}


def make_gereserveerde_optie(gemeente, noor):
    voordracht = VoordrachtFactory(gemeente=gemeente, aanbod__optiedatum=TERMIJN, ambtenaar=noor)
    corporatie = voordracht.aanbod.woning.corporatie
    beide = Q(toewijzingen__gemeente=gemeente) | Q(toewijzingen__corporatie=corporatie)
    return set(Gebruiker.objects.filter(beide))


def make_woning(gemeente, noor):
    HuishoudenFactory(gemeente=gemeente, koppeldatum=TERMIJN - timedelta(weeks=10), eigenaar=noor)
    return {noor}


def make_verhuisd(gemeente, noor):
    plaatsing = PlaatsingFactory(
        gemeente=gemeente, huishouden__koppeldatum=TERMIJN - timedelta(weeks=12), huishouden__eigenaar=noor
    )
    assert plaatsing.sleuteldatum is None
    return {noor}


def make_reactie(gemeente, noor):
    VoordrachtFactory(gemeente=gemeente, aangeboden=True, reactie_uiterlijk=TERMIJN, huishouden__eigenaar=noor)
    return {noor}


def make_oordeel(gemeente, noor):
    voordracht = VoordrachtFactory(gemeente=gemeente, aangeboden=True)
    voordracht.lopende_weigering = Weigering.objects.create(
        voordracht=voordracht,
        reden=RedenFactory(klasse=Klasse.HUISHOUDEN),
        eigen_woorden="Te ver van mijn werk.",
        gemeld_op=MOMENT,
        gemeld_door=noor,
        oordeel_uiterlijk=TERMIJN,
    )
    voordracht.save()
    return {JuristFactory(gemeente=gemeente)}


def make_parkering(gemeente, noor):
    Parkering.objects.create(
        huishouden=HuishoudenFactory(gemeente=gemeente, eigenaar=noor),
        reden=RedenFactory(),
        tot=TERMIJN,
        geparkeerd_op=MOMENT,
        geparkeerd_door=noor,
    )
    return {noor}


SOORTEN = {
    "optie": make_optie,
    "optie van een gereserveerde woning": make_gereserveerde_optie,
    "woning": make_woning,
    "verhuisd": make_verhuisd,
    "reactie": make_reactie,
    "oordeel": make_oordeel,
    "parkering": make_parkering,
}


@pytest.mark.parametrize("soort", SOORTEN)
def test_a_term_is_told_three_days_and_one_day_before_and_never_again(soort, gemeente, noor):
    mensen = SOORTEN[soort](gemeente, noor)
    AmbtenaarFactory()
    per_dag = {}

    for dagen in (5, 4, 3, 2, 1, 0):
        datum = TERMIJN - timedelta(days=dagen)
        per_dag[dagen] = remind(datum)
        assert remind(datum) == 0

    assert per_dag == {5: 0, 4: 0, 3: len(mensen), 2: 0, 1: len(mensen), 0: 0}
    assert {bericht.ontvanger for bericht in Bericht.objects.all()} == mensen
    assert any("20 mei 2026 (over 3 dagen)" in b.tekst for b in Bericht.objects.all())
    assert any("20 mei 2026 (morgen)" in b.tekst for b in Bericht.objects.all())
    assert not any("{" in b.tekst or "Achternaam" in b.tekst for b in Bericht.objects.all())


@pytest.mark.parametrize("soort", SOORTEN)
def test_a_beat_that_was_down_still_reminds(soort, gemeente, noor):
    mensen = SOORTEN[soort](gemeente, noor)

    assert remind(TERMIJN - timedelta(days=2)) == len(mensen)
    assert "over 2 dagen" in Bericht.objects.first().tekst
    assert remind(TERMIJN) == len(mensen)
    assert Bericht.objects.filter(tekst__contains="(vandaag)").count() == len(mensen)


def test_an_option_that_moves_is_told_anew(gemeente, noor):
    make_optie(gemeente, noor)
    remind(TERMIJN - timedelta(days=1))

    WoningaanbodFactory._meta.model.objects.update(optiedatum=TERMIJN + timedelta(days=10))

    assert remind(TERMIJN) == 0
    assert remind(TERMIJN + timedelta(days=7)) == 2


# --- The day after ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("later", "verwacht"), [(0, 0), (1, 2), (3, 2), (4, 0)])
def test_both_parties_hear_that_an_option_ended(gemeente, noor, later, verwacht):
    aanbod = WoningaanbodFactory(gemeente=gemeente, bevestigd=True, optiedatum=TERMIJN)

    gevonden = list(find_herinneringen(TERMIJN + timedelta(days=later)))
    remind(TERMIJN + timedelta(days=later))

    verlopen = Bericht.objects.filter(titel="De optie is verlopen")
    assert verlopen.count() == verwacht
    assert {b.ontvanger for b in verlopen} <= {noor, aanbod.aangeboden_door}
    assert bool(gevonden) == (later <= 3)
    assert remind(TERMIJN + timedelta(days=later)) == 0


@pytest.mark.parametrize("situatie", ["ingetrokken", "ongeschikt", "voordracht"])
def test_a_home_that_is_gone_or_reserved_has_no_option_that_ended(gemeente, noor, situatie):
    if situatie == "voordracht":
        VoordrachtFactory(gemeente=gemeente, aanbod__optiedatum=TERMIJN)
    else:
        WoningaanbodFactory(gemeente=gemeente, bevestigd=True, optiedatum=TERMIJN, **{situatie: True})

    assert remind(TERMIJN + timedelta(days=1)) == 0


# --- What needs no reminder -------------------------------------------------------------------------------------------
def test_who_has_what_the_term_asks_is_not_reminded(gemeente, noor):
    tien, twaalf = TERMIJN - timedelta(weeks=10), TERMIJN - timedelta(weeks=12)
    VoordrachtFactory(gemeente=gemeente, geaccepteerd=True, huishouden__koppeldatum=tien)
    PlaatsingFactory(gemeente=gemeente, huishouden__koppeldatum=tien)
    PlaatsingFactory(gemeente=gemeente, met_sleutel=True, huishouden__koppeldatum=twaalf)
    VoordrachtFactory(gemeente=gemeente, geaccepteerd=True, reactie_uiterlijk=TERMIJN)
    VoordrachtFactory(gemeente=gemeente, aangeboden=True, geannuleerd=True, reactie_uiterlijk=TERMIJN)
    WoningaanbodFactory(gemeente=gemeente, ingetrokken=True, optiedatum=TERMIJN)
    WoningaanbodFactory(gemeente=gemeente, concept=True, optiedatum=TERMIJN)
    PlaatsingFactory(gemeente=gemeente, aanbod__optiedatum=TERMIJN)
    Parkering.objects.create(
        huishouden=HuishoudenFactory(gemeente=gemeente),
        reden=RedenFactory(),
        tot=TERMIJN,
        geparkeerd_op=MOMENT,
        geparkeerd_door=noor,
        hervat_op=dag(1),
        hervat_door=noor,
    )

    assert list(find_herinneringen(TERMIJN - timedelta(days=1))) == []


@pytest.mark.parametrize(("weken", "verwacht"), [(13, 0), (12, 1), (8, 1), (4, 1), (0, 1)])
def test_a_temporary_lease_is_told_in_good_time(gemeente, noor, weken, verwacht):
    PlaatsingFactory(gemeente=gemeente, met_sleutel=True, tijdelijk_tot=TERMIJN, huishouden__eigenaar=noor)

    assert remind(TERMIJN - timedelta(weeks=weken)) == verwacht


def test_the_switch_turns_reminders_off(gemeente, noor, settings):
    make_optie(gemeente, noor)
    settings.HERINNERINGEN = False

    assert remind(TERMIJN - timedelta(days=3)) == 0
    assert not Bericht.objects.exists()


# --- The run ----------------------------------------------------------------------------------------------------------
def test_a_run_leaves_one_line_and_a_run_without_reminders_none(gemeente, noor):
    make_optie(gemeente, noor)
    make_woning(gemeente, noor)

    with assert_logs(Gebeurtenis.HERINNERD):
        assert remind(TERMIJN - timedelta(days=3)) == Bericht.objects.count() > 2
    with assert_logs():
        remind(TERMIJN - timedelta(days=3))


def test_the_task_of_the_beat_reminds_of_today(gemeente, noor):
    make_woning(gemeente, noor)

    with klok_op(TERMIJN - timedelta(days=3), 6):
        assert send_herinneringen_taak() == 1
        assert send_herinneringen_taak() == 0


def test_staff_that_left_is_not_reminded(gemeente, noor):
    aanbod = WoningaanbodFactory(gemeente=gemeente, bevestigd=True, optiedatum=TERMIJN)
    CorporatiemedewerkerFactory(corporatie=aanbod.woning.corporatie, is_active=False)
    aanbod.aangeboden_door.toewijzingen.update(tot=date(2026, 1, 1))

    assert remind(TERMIJN - timedelta(days=3)) == 1
    assert Bericht.objects.get().ontvanger == noor


def test_many_terms_ask_the_database_the_same_questions_to_find(gemeente, django_assert_max_num_queries):
    for _ in range(5):
        WoningaanbodFactory(gemeente=gemeente, bevestigd=True, optiedatum=TERMIJN)
        HuishoudenFactory(gemeente=gemeente, koppeldatum=TERMIJN - timedelta(weeks=10))

    with django_assert_max_num_queries(8):
        assert len(list(find_herinneringen(TERMIJN - timedelta(days=1)))) == 10
