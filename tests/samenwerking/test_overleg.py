"""Series of meetings and their meetings: planned ahead, moved, cancelled, and closed with their minutes."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from samenwerking.basis.constraints import Bezet
from samenwerking.models import Bericht, Gebeurtenis, Overleg, Overlegreeks, Overlegsoort
from samenwerking.services.overleg import (
    cancel_overleg,
    extend_reeksen,
    move_overleg,
    plan_overleg,
    settle_verslag,
)
from samenwerking.services.overlegreeks import change_overlegreeks, end_overlegreeks, make_overlegreeks
from samenwerking.tasks import extend_overlegreeksen
from tests.bewijs import assert_declined, assert_logs, snapshot
from tests.factories.huisvesting import MOMENT, dag
from tests.factories.overleg import AgendapuntFactory, OverlegFactory, OverlegreeksFactory
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    CorporatiemedewerkerFactory,
    GemeenteFactory,
    OpdrachtgeverFactory,
    OpgavemanagerFactory,
    ProvincieFactory,
    RoltoewijzingFactory,
    WethouderFactory,
    WoningcorporatieFactory,
)
from tools.klok import klok_op

pytestmark = pytest.mark.django_db
G = Gebeurtenis
EERSTE = dag(7)


@pytest.fixture
def gemeente():
    return GemeenteFactory()


@pytest.fixture
def manager(gemeente):
    return OpgavemanagerFactory(gemeente=gemeente)


@pytest.fixture
def corporatie(gemeente):
    return WoningcorporatieFactory(gemeenten=[gemeente])


@pytest.fixture
def maak(gemeente, manager):
    """Makes a series at MOMENT: weekly from EERSTE on, unless told otherwise."""

    def make(**anders):
        velden = {"soort": Overlegsoort.OPGAVETEAM, "naam": "Opgaveteam", "eerste_op": EERSTE, "elke_weken": 1}
        return make_overlegreeks(**{"gemeente": gemeente, "door": manager, "op": MOMENT, **velden, **anders})

    return make


def moments(reeks):
    return list(reeks.overleggen.order_by("begint_op").values_list("begint_op", flat=True))


# --- Series -----------------------------------------------------------------------------------------------------------
def test_a_series_plans_itself_eight_weeks_ahead(maak):
    with assert_logs(G.OVERLEGREEKS_GEMAAKT):
        reeks = maak(elke_weken=2)

    assert moments(reeks) == [EERSTE + timedelta(weeks=n) for n in (0, 2, 4, 6)]


def test_a_series_without_rhythm_plans_only_the_first(maak):
    assert moments(maak(elke_weken=None)) == [EERSTE]


def test_the_first_meeting_is_planned_however_far_away(maak):
    reeks = maak(eerste_op=dag(100))
    assert moments(reeks) == [dag(100)]

    extend_reeksen(op=dag(80))

    assert moments(reeks) == [dag(100) + timedelta(weeks=n) for n in range(6)]


def test_each_day_plans_what_came_within_reach_and_no_more(maak):
    reeks = maak()
    assert extend_reeksen(op=dag(6)) == 0
    with assert_logs(G.OVERLEG_GEPLAND):
        assert extend_reeksen(op=dag(7)) == 1
    stand = snapshot()

    assert extend_reeksen(op=dag(7)) == 0
    assert snapshot() == stand
    assert moments(reeks) == [EERSTE + timedelta(weeks=n) for n in range(9)]


def test_the_beat_plans_for_every_series(maak):
    reeks = maak(elke_weken=26)
    with klok_op(dag(150).date()):
        assert extend_overlegreeksen() == 1
        assert extend_overlegreeksen() == 0

    assert moments(reeks) == [EERSTE, EERSTE + timedelta(weeks=26)]


def test_a_beat_that_was_down_plans_nothing_in_the_past(maak):
    reeks = maak()

    extend_reeksen(op=dag(150))

    later = [moment for moment in moments(reeks) if moment > dag(57)]
    assert later == [EERSTE + timedelta(weeks=n) for n in range(21, 29)]


@pytest.mark.parametrize("afgezegd", [False, True], ids=["verplaatst", "afgezegd"])
def test_what_was_moved_or_cancelled_is_not_planned_again(maak, manager, afgezegd):
    reeks = maak()
    laatste = reeks.overleggen.latest("begint_op")
    if afgezegd:
        cancel_overleg(overleg=laatste, door=manager, op=dag(1))
    else:
        eerder = laatste.begint_op - timedelta(days=3)
        move_overleg(overleg=laatste, begint_op=eerder, duur_minuten=60, plaats="Elders", door=manager, op=dag(1))

    extend_reeksen(op=dag(6))

    assert not reeks.overleggen.filter(afgezegd_op=None, begint_op=EERSTE + timedelta(weeks=7)).exists()
    assert reeks.overleggen.count() == 8


def test_one_more_by_hand_does_not_disturb_the_series(maak, manager):
    reeks = maak()
    plan_overleg(reeks=reeks, begint_op=dag(10), door=manager, op=dag(9))

    extend_reeksen(op=dag(14))

    assert moments(reeks) == sorted([dag(10), *(EERSTE + timedelta(weeks=n) for n in range(10))])


def test_the_hour_stays_the_same_over_summer_time(maak):
    reeks = maak(eerste_op=dag(14))  # 16 March; the clock changes on the 29th

    assert {timezone.localtime(moment).hour for moment in moments(reeks)} == {10}
    assert {moment.astimezone(UTC).hour for moment in moments(reeks)} == {8, 9}


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"naam": "  "}, "Geef het overleg een naam."),
        ({"eerste_op": MOMENT}, "Dit moment is al voorbij."),
        ({"soort": Overlegsoort.AMBTELIJK}, "Kies bij een ambtelijk overleg een corporatie"),
        ({"corporatie": "hier"}, "Kies bij een ambtelijk overleg een corporatie, en anders niet."),
        ({"soort": Overlegsoort.AMBTELIJK, "corporatie": "elders"}, "Kies een corporatie die in deze gemeente werkt."),
        ({"naam": "Bestaat al"}, "Er is al een overleg met deze naam."),
    ],
)
def test_a_series_that_cannot_be_is_declined(maak, gemeente, manager, corporatie, anders, zin):
    OverlegreeksFactory(gemeente=gemeente, naam="Bestaat al")
    partners = {"hier": corporatie, "elders": WoningcorporatieFactory()}
    anders = {
        naam: partners.get(waarde, waarde) if isinstance(waarde, str) else waarde for naam, waarde in anders.items()
    }
    velden = {"soort": Overlegsoort.OPGAVETEAM, "naam": "Nieuw", "eerste_op": EERSTE, "gemeente": gemeente}

    assert_declined(zin, make_overlegreeks, **{**velden, "door": manager, "op": MOMENT, **anders})


def test_participants_are_those_who_may_read_the_meeting(maak, gemeente, corporatie):
    collega, medewerker = AmbtenaarFactory(gemeente=gemeente), CorporatiemedewerkerFactory(corporatie=corporatie)
    mensen = {
        Overlegsoort.OPGAVETEAM: [collega],
        Overlegsoort.AMBTELIJK: [collega, medewerker],
        Overlegsoort.BESTUURLIJK: [WethouderFactory(gemeente=gemeente), OpdrachtgeverFactory(gemeente=gemeente)],
    }
    for soort, deelnemers in mensen.items():
        met = {"corporatie": corporatie} if soort == Overlegsoort.AMBTELIJK else {}
        assert list(maak(soort=soort, naam=soort, deelnemers=deelnemers, **met).deelnemers.all())


def test_who_may_not_read_the_meeting_takes_no_part(gemeente, manager, corporatie):
    velden = {"naam": "Nieuw", "eerste_op": EERSTE, "gemeente": gemeente, "door": manager, "op": MOMENT}
    anderen = {
        Overlegsoort.OPGAVETEAM: [
            AmbtenaarFactory(),
            CorporatiemedewerkerFactory(corporatie=corporatie),
            WethouderFactory(gemeente=gemeente),
            ProvincieFactory(),
        ],
        Overlegsoort.BESTUURLIJK: [AmbtenaarFactory(gemeente=gemeente)],
    }
    for soort, mensen in anderen.items():
        for mens in mensen:
            zin = f"Dit overleg is niet voor {mens.naam}."
            assert_declined(zin, make_overlegreeks, soort=soort, deelnemers=[mens], **velden)


def test_a_change_reaches_the_meetings_to_come(maak, manager):
    reeks = maak(plaats="Zaal 1")
    eigen = reeks.overleggen.earliest("begint_op")
    move_overleg(overleg=eigen, begint_op=dag(8), duur_minuten=60, plaats="Buiten", door=manager, op=dag(1))

    with assert_logs(G.OVERLEGREEKS_GEWIJZIGD):
        change_overlegreeks(
            reeks=reeks, naam="Team", duur_minuten=45, plaats="Zaal 2", deelnemers=[], door=manager, op=dag(2)
        )

    assert set(reeks.overleggen.values_list("plaats", "duur_minuten")) == {("Buiten", 45), ("Zaal 2", 45)}


def test_what_was_held_does_not_follow_a_change(gemeente, manager):
    reeks = OverlegreeksFactory(gemeente=gemeente)
    OverlegFactory(reeks=reeks, gehouden=True)

    change_overlegreeks(
        reeks=reeks, naam="Team", duur_minuten=45, plaats="Zaal 2", deelnemers=[], door=manager, op=dag(20)
    )

    assert reeks.overleggen.get().plaats == "Zaal 1"


def test_an_ended_series_cancels_what_was_to_come_and_plans_no_more(maak, manager):
    reeks = maak()

    with assert_logs(G.OVERLEGREEKS_BEEINDIGD):
        end_overlegreeks(reeks=reeks, door=manager, op=dag(8))

    assert [o.status for o in reeks.overleggen.order_by("begint_op")] == ["gepland", *["afgezegd"] * 7]
    assert extend_reeksen(op=dag(60)) == 0
    with pytest.raises(Bezet, match="Dit overleg is beëindigd"):
        end_overlegreeks(reeks=reeks, door=manager, op=dag(9))


# --- One meeting ------------------------------------------------------------------------------------------------------
def test_a_meeting_is_moved(maak, manager):
    overleg = maak().overleggen.earliest("begint_op")

    with assert_logs(G.OVERLEG_VERPLAATST):
        move_overleg(overleg=overleg, begint_op=dag(8), duur_minuten=90, plaats="Elders", door=manager, op=dag(1))

    overleg.refresh_from_db()
    assert (overleg.begint_op, overleg.eindigt_op, overleg.plaats) == (dag(8), dag(8) + timedelta(minutes=90), "Elders")


def test_a_move_that_cannot_be_is_declined(maak, manager):
    reeks = maak(plaats="Zaal 1")
    overleg, volgende = reeks.overleggen.order_by("begint_op")[:2]
    zelfde = {"duur_minuten": 60, "plaats": "Zaal 1", "door": manager, "op": dag(2)}

    assert_declined("Dit moment is al voorbij.", move_overleg, overleg=overleg, begint_op=dag(1), **zelfde)
    assert_declined("Er verandert niets.", move_overleg, overleg=overleg, begint_op=overleg.begint_op, **zelfde)
    assert_declined("staat al op dat moment", move_overleg, overleg=overleg, begint_op=volgende.begint_op, **zelfde)
    assert_declined("staat al op dat moment", plan_overleg, reeks=reeks, begint_op=EERSTE, door=manager, op=dag(2))


def test_a_meeting_in_which_something_was_written_is_not_cancelled(manager):
    punt = AgendapuntFactory(notulen="Besproken.")

    assert_declined("Stel het verslag vast.", cancel_overleg, overleg=punt.overleg, door=manager, op=dag(8))


def test_after_the_minutes_or_a_cancellation_nothing_changes_any_more(gemeente, manager):
    reeks = OverlegreeksFactory(gemeente=gemeente)
    overleg = OverlegFactory(reeks=reeks)
    with assert_logs(G.OVERLEG_VERSLAG):
        settle_verslag(overleg=overleg, aanwezigen=[manager], verslag="Kort.", door=manager, op=dag(7))
    afgezegd = OverlegFactory(reeks=reeks, afgezegd=True, begint_op=dag(9))

    assert (overleg.refresh_from_db(), overleg.status, list(overleg.aanwezigen.all())) == (None, "afgerond", [manager])
    for dicht, zin in (
        (overleg, "Het verslag van dit overleg is vastgesteld."),
        (afgezegd, "Dit overleg is afgezegd."),
    ):
        nieuw = {"begint_op": dag(20), "duur_minuten": 60, "plaats": ""}
        assert_declined(zin, move_overleg, overleg=dicht, door=manager, op=dag(8), **nieuw)
        assert_declined(zin, cancel_overleg, overleg=dicht, door=manager, op=dag(8))
        assert_declined(zin, settle_verslag, overleg=dicht, aanwezigen=[manager], door=manager, op=dag(8))


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"op": dag(6)}, "Dit overleg moet nog komen."),
        ({"aanwezigen": []}, "Kies wie er waren."),
        ({"aanwezigen": "vreemde"}, "Kies alleen mensen die bij dit overleg horen."),
        ({"verslag": "Over 2812345678 gesproken."}, "Noem geen namen of V-nummers"),
    ],
)
def test_minutes_that_cannot_be_are_declined(gemeente, manager, anders, zin):
    overleg = OverlegFactory(reeks=OverlegreeksFactory(gemeente=gemeente))
    if anders.get("aanwezigen") == "vreemde":
        anders = {"aanwezigen": [AmbtenaarFactory()]}

    assert_declined(
        zin, settle_verslag, **{"overleg": overleg, "aanwezigen": [manager], "door": manager, "op": dag(7), **anders}
    )


# --- Messages ---------------------------------------------------------------------------------------------------------
def test_every_step_is_told_to_who_takes_part(maak, gemeente, manager):
    collega = AmbtenaarFactory(gemeente=gemeente)
    overleg = maak(deelnemers=[collega, manager]).overleggen.earliest("begint_op")
    move_overleg(overleg=overleg, begint_op=dag(8), duur_minuten=60, plaats="", door=manager, op=dag(1))
    cancel_overleg(overleg=overleg, door=manager, op=dag(2))

    for mens in (collega, manager):
        titels = Bericht.objects.filter(ontvanger=mens).order_by("gemaakt_op").values_list("titel", flat=True)
        assert list(titels) == ["Overleg gepland", "Overleg verplaatst", "Overleg afgezegd"]


def test_who_comes_and_who_leaves_is_told_just_that(maak, gemeente, manager):
    blijft, komt, gaat = (AmbtenaarFactory(gemeente=gemeente) for _ in range(3))
    reeks = maak(deelnemers=[blijft, gaat])

    zelfde = {"naam": reeks.naam, "duur_minuten": reeks.duur_minuten, "plaats": reeks.plaats}
    change_overlegreeks(reeks=reeks, deelnemers=[blijft, komt], door=manager, op=dag(1), **zelfde)

    laatste = dict(Bericht.objects.filter(gemaakt_op=dag(1)).values_list("ontvanger", "titel"))
    assert laatste == {komt.pk: "Deelnemer van een overleg", gaat.pk: "Geen deelnemer meer"}


def test_who_left_the_gemeente_is_told_nothing_any_more(maak, gemeente, manager):
    collega = AmbtenaarFactory(gemeente=gemeente)
    RoltoewijzingFactory(gebruiker=collega)  # works elsewhere now
    overleg = maak(deelnemers=[collega]).overleggen.earliest("begint_op")
    collega.toewijzingen.filter(gemeente=gemeente).update(tot=dag(1).date())

    cancel_overleg(overleg=overleg, door=manager, op=dag(2))

    assert Bericht.objects.filter(ontvanger=collega).count() == 1


# --- Who sees what ----------------------------------------------------------------------------------------------------
def test_each_sees_the_meetings_that_are_his(gemeente, corporatie):
    team, met, bestuur = (
        OverlegFactory(reeks=OverlegreeksFactory(gemeente=gemeente, **soort))
        for soort in ({}, {"ambtelijk": True, "corporatie": corporatie}, {"bestuurlijk": True})
    )
    andere = OverlegFactory(reeks=OverlegreeksFactory(gemeente=gemeente, ambtelijk=True))
    ziet = {
        AmbtenaarFactory(gemeente=gemeente): {team, met, andere},
        OpgavemanagerFactory(gemeente=gemeente): {team, met, andere, bestuur},
        OpdrachtgeverFactory(gemeente=gemeente): {bestuur},
        WethouderFactory(gemeente=gemeente): {bestuur},
        CorporatiemedewerkerFactory(corporatie=corporatie): {met},
        CorporatiemedewerkerFactory(): set(),
        ProvincieFactory(): set(),
        AmbtenaarFactory(): set(),
    }
    for mens, overleggen in ziet.items():
        assert set(Overleg.objects.visible_to(mens)) == overleggen, mens.rollen
        assert set(Overlegreeks.objects.visible_to(mens)) == {overleg.reeks for overleg in overleggen}


@pytest.mark.beide
def test_a_moment_of_another_time_zone_is_the_same_moment(maak, manager):
    reeks = maak()
    utc = EERSTE.astimezone(UTC)

    with pytest.raises(Bezet):
        plan_overleg(reeks=reeks, begint_op=datetime.fromisoformat(utc.isoformat()), door=manager, op=dag(1))
