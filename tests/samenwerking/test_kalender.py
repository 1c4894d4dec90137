"""The calendar feed, and the invitations that go with a mail: read back with the same standard that programs use."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.urls import reverse
from icalendar import Calendar

from samenwerking.models import Gebeurtenis, Kalenderlink, Logregel
from samenwerking.services.bezorging import hash_sleutel, mail_berichten
from samenwerking.services.kalender import find_volger, make_kalenderlink, read_kalender, stop_kalenderlink
from samenwerking.services.overleg import cancel_overleg, extend_reeksen, move_overleg
from samenwerking.services.overlegreeks import change_overlegreeks, make_overlegreeks
from samenwerking.views.kalender import PER_UUR
from tests.bewijs import assert_logs
from tests.factories.huisvesting import MOMENT, dag
from tests.factories.overleg import AgendapuntFactory, KalenderlinkFactory, OverlegFactory, OverlegreeksFactory
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    BeheerderFactory,
    BerichtFactory,
    CorporatiemedewerkerFactory,
    GemeenteFactory,
    OpgavemanagerFactory,
)
from tools.klok import klok_op

pytestmark = pytest.mark.django_db
G = Gebeurtenis


@pytest.fixture(autouse=True)
def _fresh(settings):
    settings.SITE_ADRES = "https://thuisgever.proef.example"
    settings.DEFAULT_FROM_EMAIL = "Thuisgever <post@proef.example>"
    cache.clear()


@pytest.fixture
def gemeente():
    return GemeenteFactory()


@pytest.fixture
def deelnemer(gemeente):
    return AmbtenaarFactory(gemeente=gemeente, email="deelnemer@proef.example")


def events(data):
    return Calendar.from_ical(data).events


# --- The feed ---------------------------------------------------------------------------------------------------------
def test_the_feed_holds_title_time_place_and_link_and_nothing_else(gemeente, deelnemer):
    overleg = OverlegFactory(
        reeks=OverlegreeksFactory(gemeente=gemeente, naam="Team; maandag, 10 uur", deelnemers=[deelnemer])
    )
    AgendapuntFactory(overleg=overleg, titel="Geheim punt", notulen="Geheim besproken")

    data = read_kalender(deelnemer, op=MOMENT)

    (event,) = events(data)
    assert (event["summary"], event["location"], event["uid"]) == (
        "Team; maandag, 10 uur",
        "Zaal 1",
        f"{overleg.pk}@thuisgever",
    )
    assert (event.start, event.end) == (overleg.begint_op, overleg.eindigt_op)
    assert event["url"] == f"https://thuisgever.proef.example{overleg.get_absolute_url()}"
    assert b"Geheim" not in data
    assert {"description", "attendee", "organizer"}.isdisjoint(name.lower() for name in event)


@pytest.mark.parametrize(
    ("dag_", "verschil"),
    [(date(2026, 3, 23), 1), (date(2026, 3, 30), 2), (date(2026, 10, 19), 2), (date(2026, 10, 26), 1)],
)
def test_ten_o_clock_is_ten_o_clock_on_both_sides_of_summer_time(gemeente, deelnemer, dag_, verschil):
    utc = datetime.combine(dag_, time(10 - verschil), UTC)
    OverlegFactory(reeks=OverlegreeksFactory(gemeente=gemeente, deelnemers=[deelnemer]), begint_op=utc)

    kalender = Calendar.from_ical(read_kalender(deelnemer, op=utc))

    (event,) = kalender.events
    assert event["dtstart"].params["TZID"] == "Europe/Amsterdam"
    assert event["dtstart"].dt.replace(tzinfo=None) == datetime.combine(dag_, time(10))
    (zone,) = kalender.timezones  # a program need not know the zone: its rules are there
    assert event["dtstart"].dt.replace(tzinfo=zone.to_tz()).utcoffset() == timedelta(hours=verschil)


def test_only_meetings_that_one_takes_part_in_and_may_read(gemeente, deelnemer):
    eigen = OverlegFactory(reeks=OverlegreeksFactory(gemeente=gemeente, deelnemers=[deelnemer]))
    OverlegFactory(reeks=OverlegreeksFactory(gemeente=gemeente))  # takes no part
    OverlegFactory(reeks=OverlegreeksFactory(gemeente=gemeente, bestuurlijk=True, deelnemers=[deelnemer]))
    OverlegFactory(reeks=eigen.reeks, begint_op=dag(9), afgezegd=True)
    OverlegFactory(reeks=eigen.reeks, begint_op=dag(-70))  # long ago

    assert [event["uid"] for event in events(read_kalender(deelnemer, op=MOMENT))] == [f"{eigen.pk}@thuisgever"]


def test_the_feed_takes_a_fixed_number_of_queries(gemeente, deelnemer, django_assert_num_queries):
    reeks = OverlegreeksFactory(gemeente=gemeente, deelnemers=[deelnemer])
    for nummer in range(12):
        OverlegFactory(reeks=reeks, begint_op=dag(nummer))

    with django_assert_num_queries(2):
        assert len(events(read_kalender(deelnemer, op=MOMENT))) == 12


def test_the_feed_is_open_to_who_has_the_secret_and_kept_nowhere(client, gemeente, deelnemer):
    OverlegFactory(reeks=OverlegreeksFactory(gemeente=gemeente, deelnemers=[deelnemer]))
    geheim = make_kalenderlink(door=deelnemer)

    with klok_op(dag(1).date()):
        antwoord = client.get(reverse("samenwerking:kalender", kwargs={"sleutel": geheim}))

    assert (antwoord.status_code, antwoord["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert (antwoord["Cache-Control"], antwoord["Referrer-Policy"]) == ("private, no-store", "no-referrer")
    assert "sessionid" not in antwoord.cookies
    assert len(events(antwoord.content)) == 1
    assert not Logregel.objects.filter(gebeurtenis=G.INZAGE).exists()


def test_a_secret_is_long_and_only_its_digest_is_kept(deelnemer):
    with assert_logs(G.KALENDERLINK_GEMAAKT, G.KALENDERLINK_GEMAAKT):
        eerste, tweede = make_kalenderlink(door=deelnemer), make_kalenderlink(door=deelnemer)

    assert len(tweede) >= 43  # 32 bytes, written in base64
    assert Kalenderlink.objects.get().afdruk == hash_sleutel(tweede)
    assert (find_volger(eerste), find_volger(tweede)) == (None, deelnemer)
    assert tweede not in str(list(Logregel.objects.values()))


def test_a_link_that_was_stopped_opens_nothing(deelnemer):
    geheim = make_kalenderlink(door=deelnemer)

    with assert_logs(G.KALENDERLINK_GESTOPT):
        assert stop_kalenderlink(door=deelnemer)
        assert not stop_kalenderlink(door=deelnemer)
    assert find_volger(geheim) is None


@pytest.mark.parametrize("weg", ["account dicht", "rol voorbij"])
def test_who_left_has_no_feed_any_more(client, deelnemer, weg):
    KalenderlinkFactory(gebruiker=deelnemer, geheim="geheim")
    if weg == "account dicht":
        type(deelnemer).objects.filter(pk=deelnemer.pk).update(is_active=False)
    else:
        deelnemer.toewijzingen.update(tot=date(2021, 1, 1))

    assert client.get("/samenwerking/kalender/geheim.ics").status_code == 404


def test_an_unknown_secret_is_not_found_and_a_known_one_is_read_so_often(client, deelnemer):
    KalenderlinkFactory(gebruiker=deelnemer, geheim="geheim")
    assert client.get("/samenwerking/kalender/onbekend.ics").status_code == 404
    cache.set(f"kalender:{hash_sleutel('geheim')}", PER_UUR - 1)

    assert client.get("/samenwerking/kalender/geheim.ics").status_code == 200
    te_vaak = client.get("/samenwerking/kalender/geheim.ics")
    assert (te_vaak.status_code, te_vaak["Retry-After"]) == (429, "3600")


def test_the_secret_stands_in_no_log():
    from config.settings import _hide_secrets

    regel = _hide_secrets(None, "", {"request": f"GET /samenwerking/kalender/{'x' * 43}.ics"})

    assert regel == {"request": "GET /samenwerking/kalender/***.ics"}


# --- Its page ---------------------------------------------------------------------------------------------------------
def test_the_page_shows_the_link_once_and_stops_it(client, deelnemer):
    client.force_login(deelnemer)
    pagina = reverse("samenwerking:kalenderlink")

    gemaakt = client.post(reverse("samenwerking:kalenderlink_maken"))
    adres = gemaakt.context["adres"]

    assert adres in gemaakt.content.decode()
    assert gemaakt["Cache-Control"] == "private, no-store"
    assert client.get(adres.removeprefix("https://thuisgever.proef.example")).status_code == 200
    assert adres not in client.get(pagina).content.decode()
    assert client.post(reverse("samenwerking:kalenderlink_stoppen")).url == pagina
    assert not Kalenderlink.objects.exists()


def test_who_takes_part_in_no_meeting_has_no_link(client):
    for mens, status in ((BeheerderFactory(), 403), (CorporatiemedewerkerFactory(), 200)):
        client.force_login(mens)
        assert client.get(reverse("samenwerking:kalenderlink")).status_code == status


# --- Invitations ------------------------------------------------------------------------------------------------------
@pytest.fixture
def post():
    """Mails what waits; out: the calendars in it, by mail."""

    def send(op):
        mail.outbox.clear()
        mail_berichten(op=op)
        return [
            [
                Calendar.from_ical(deel.get_payload(decode=True))
                for deel in bericht.message().walk()
                if "calendar" in deel.get_content_type()
            ]
            for bericht in mail.outbox
        ]

    return send


@pytest.fixture
def reeks(gemeente, deelnemer):
    return make_overlegreeks(
        gemeente=gemeente,
        soort="opgaveteam",
        naam="Opgaveteam",
        eerste_op=dag(7),
        elke_weken=4,
        deelnemers=[deelnemer],
        door=OpgavemanagerFactory(gemeente=gemeente),
        op=MOMENT,
    )


def test_one_mail_invites_to_every_meeting_that_was_planned(post, reeks, deelnemer):
    (kalenders,) = post(MOMENT)

    assert [kalender["method"] for kalender in kalenders] == ["REQUEST", "REQUEST"]
    assert [kalender.events[0].start for kalender in kalenders] == [dag(7), dag(7) + timedelta(weeks=4)]
    event = kalenders[0].events[0]
    assert (event["attendee"], event["organizer"]) == ("mailto:deelnemer@proef.example", "mailto:post@proef.example")
    assert event["sequence"] == 0


def test_a_move_and_a_cancellation_are_later_versions_of_the_same(post, reeks):
    overleg = reeks.overleggen.earliest("begint_op")
    (gepland, _) = post(MOMENT)[0]
    move_overleg(
        overleg=overleg, begint_op=dag(8), duur_minuten=60, plaats="Elders", door=reeks.gemaakt_door, op=dag(1)
    )
    ((verplaatst,),) = post(dag(1))
    cancel_overleg(overleg=overleg, door=reeks.gemaakt_door, op=dag(2))
    ((afgezegd,),) = post(dag(2))

    alle = [kalender.events[0] for kalender in (gepland, verplaatst, afgezegd)]
    assert {event["uid"] for event in alle} == {f"{overleg.pk}@thuisgever"}
    assert alle[0]["sequence"] < alle[1]["sequence"] < alle[2]["sequence"]
    assert (alle[1].start, alle[1]["location"]) == (dag(8), "Elders")
    assert [k["method"] for k in (verplaatst, afgezegd)] == ["REQUEST", "CANCEL"]
    assert [event["status"] for event in alle] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]


def test_who_is_no_participant_any_more_gets_it_out_of_his_calendar(post, reeks):
    post(MOMENT)
    change_overlegreeks(
        reeks=reeks,
        naam=reeks.naam,
        duur_minuten=reeks.duur_minuten,
        plaats=reeks.plaats,
        deelnemers=[],
        door=reeks.gemaakt_door,
        op=dag(1),
    )

    (kalenders,) = post(dag(1))
    assert [kalender["method"] for kalender in kalenders] == ["CANCEL", "CANCEL"]


def test_what_the_beat_plans_is_invited_to_alone(post, reeks):
    post(MOMENT)
    extend_reeksen(op=dag(7))

    (kalenders,) = post(dag(7))
    assert [kalender.events[0].start for kalender in kalenders] == [dag(7) + timedelta(weeks=8)]


def test_other_mail_has_no_calendar(post, reeks, deelnemer):
    post(MOMENT)
    BerichtFactory(ontvanger=deelnemer, gemaakt_op=dag(1))

    assert post(dag(1)) == [[]]
