"""The audit line: who, what, about which object, when."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from samenwerking.models import Gebeurtenis, Logregel
from samenwerking.services.logboek import log, log_inzage, make_logregel
from tests.factories.samenwerking import AmbtenaarFactory, GebruikerFactory, GemeenteFactory

pytestmark = pytest.mark.django_db


def test_a_line_says_who_did_what_to_which_object_of_which_gemeente():
    gemeente = GemeenteFactory(code="GM9123")
    ambtenaar = AmbtenaarFactory(first_name="Ada", last_name="Tester", gemeente=gemeente)
    op = datetime(2026, 3, 2, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))

    regel = log(
        Gebeurtenis.TELMOMENT_INGESTELD, onderwerp=gemeente, door=ambtenaar, op=op, gegevens={"telmoment": "sleutel"}
    )

    regel.refresh_from_db()
    assert (regel.gebeurtenis, regel.gemeente_code, regel.op) == (Gebeurtenis.TELMOMENT_INGESTELD, "GM9123", op)
    assert (regel.onderwerp_soort, regel.onderwerp_id) == ("samenwerking.gemeente", str(gemeente.pk))
    assert (regel.door_id, regel.door_naam) == (str(ambtenaar.pk), "Ada Tester")
    assert regel.gegevens == {"telmoment": "sleutel"}
    assert str(regel) == "Telmoment ingesteld · Ada Tester"


def test_the_gemeente_comes_from_the_subject_unless_it_is_given():
    ambtenaar, andere = AmbtenaarFactory(), GemeenteFactory()

    assert log(Gebeurtenis.INGELOGD, onderwerp=ambtenaar, door=None).gemeente_code == ambtenaar.gemeente.code
    assert log(Gebeurtenis.INGELOGD, onderwerp=ambtenaar, door=None, gemeente=andere).gemeente_code == andere.code
    assert log(Gebeurtenis.INGELOGD, onderwerp=None, door=None).gemeente_code == ""


def test_without_an_actor_the_line_says_so_and_the_moment_is_now():
    voor = timezone.now()

    regel = log(Gebeurtenis.INLOGGEN_MISLUKT, onderwerp=None, door=None)

    assert (regel.door_id, regel.door_naam, regel.onderwerp_id) == ("", "onbekend", "")
    assert voor <= regel.op <= timezone.now()


def test_the_name_of_the_actor_stays_as_it_was():
    gebruiker = GebruikerFactory(first_name="Ada", last_name="Tester")
    log(Gebeurtenis.INGELOGD, onderwerp=gebruiker, door=gebruiker)

    gebruiker.last_name = "Anders"
    gebruiker.save()
    gebruiker.delete()

    assert Logregel.objects.get().door_naam == "Ada Tester"


def test_looking_at_many_people_is_one_line_each_in_one_statement(django_assert_num_queries):
    ambtenaar = AmbtenaarFactory()
    gemeenten = GemeenteFactory.create_batch(3)

    with django_assert_num_queries(1):
        log_inzage(gemeenten, door=ambtenaar)

    assert set(Logregel.objects.values_list("gebeurtenis", "onderwerp_id")) == {
        (Gebeurtenis.INZAGE, str(gemeente.pk)) for gemeente in gemeenten
    }


def test_looking_at_nobody_writes_nothing(django_assert_num_queries):
    gebruiker = GebruikerFactory()

    with django_assert_num_queries(0):
        log_inzage([], door=gebruiker)


def test_lines_are_found_by_subject_in_the_order_in_which_they_came():
    gemeente, andere = GemeenteFactory(), GemeenteFactory()
    eerste = log(Gebeurtenis.BEGINSALDO_VASTGESTELD, onderwerp=gemeente, door=None)
    log(Gebeurtenis.BEGINSALDO_VASTGESTELD, onderwerp=andere, door=None)
    tweede = log(Gebeurtenis.CORRECTIE_GEBOEKT, onderwerp=gemeente, door=None)

    assert list(Logregel.objects.for_onderwerp(gemeente)) == [eerste, tweede]


def test_a_timeline_leaves_out_who_looked_or_downloaded():
    gemeente = GemeenteFactory()
    gebeurd = log(Gebeurtenis.CORRECTIE_GEBOEKT, onderwerp=gemeente, door=None)
    log(Gebeurtenis.UITVOER, onderwerp=gemeente, door=None)
    log_inzage([gemeente], door=GebruikerFactory())

    assert list(Logregel.objects.gebeurtenissen()) == [gebeurd]


def test_a_line_can_be_made_without_being_saved():
    assert make_logregel(Gebeurtenis.INGELOGD, onderwerp=None, door=None).pk is None
    assert not Logregel.objects.exists()
