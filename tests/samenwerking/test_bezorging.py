"""The outbox: nothing is lost, nothing goes twice, one bad address stops nobody, and who left gets no mail."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from threading import Barrier
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection

from samenwerking.models import Antwoordlink, Bericht, Mailwijze
from samenwerking.services.bericht import choose_mail
from samenwerking.services.bezorging import hash_sleutel, mail_berichten
from samenwerking.tasks import mail_berichten as mail_berichten_taak
from tests.factories.samenwerking import AmbtenaarFactory, AntwoordlinkFactory, BerichtFactory, GebruikerFactory

pytestmark = [pytest.mark.beide, pytest.mark.django_db]

NU = datetime(2026, 3, 2, 12, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
MINUUT = timedelta(minutes=1)


class Kapot(EmailBackend):
    """A mail server that refuses these addresses, or everything."""

    weigert: set[str] | None = None

    def send_messages(self, messages):
        for message in messages:
            if self.weigert is None:
                raise SMTPServerDisconnected("Connection unexpectedly closed: noor@proef.example")
            if self.weigert & set(message.to):
                raise SMTPRecipientsRefused(dict.fromkeys(message.to, (550, b"bestaat niet")))
        return super().send_messages(messages)


@pytest.fixture
def kapot(settings, monkeypatch):
    """Call it with the addresses that are refused; without any the server is down."""

    def break_server(*adressen):
        monkeypatch.setattr(Kapot, "weigert", set(adressen) or None)
        settings.EMAIL_BACKEND = f"{__name__}.Kapot"

    return break_server


@pytest.fixture
def heel(settings):
    def mend():
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    return mend


def tell(email="noor@proef.example", **velden):
    """A message of a quarter before now, for a person with this address."""
    if "ontvanger" not in velden:
        velden["ontvanger"] = AmbtenaarFactory(email=email)
    return BerichtFactory(gemaakt_op=velden.pop("op", NU - timedelta(minutes=15)), **velden)


def addresses():
    return sorted(adres for bericht in mail.outbox for adres in bericht.to)


# --- At once ----------------------------------------------------------------------------------------------------------
def test_a_mail_says_what_happened_and_leads_to_the_site(settings):
    settings.SITE_ADRES = "https://thuisgever.proef.example/"
    bericht = tell(titel="Woning ingetrokken", tekst="Wonen & Co trekt 's-Gravenweg 1 in.", url="/huisvesting/aanbod/")

    assert mail_berichten(op=NU) == 1

    brief = mail.outbox[0]
    assert brief.subject == "Thuisgever: Woning ingetrokken"
    assert brief.to == ["noor@proef.example"]
    assert "Wonen & Co trekt 's-Gravenweg 1 in." in brief.body
    assert "https://thuisgever.proef.example/huisvesting/aanbod/\n" in brief.body
    assert "https://thuisgever.proef.example/samenwerking/berichten/mail/" in brief.body
    assert brief.extra_headers["Auto-Submitted"] == "auto-generated"
    bericht.refresh_from_db()
    assert (bericht.gemaild_op, bericht.pogingen, bericht.laatste_fout) == (NU, 1, "")


def test_each_message_is_mailed_once_however_often_the_beat_runs():
    noor = AmbtenaarFactory(email="noor@proef.example")
    tell(ontvanger=noor)
    tell(ontvanger=noor)
    tell("daan@proef.example")

    assert [mail_berichten(op=NU + n * MINUUT) for n in range(3)] == [3, 0, 0]
    assert mail_berichten_taak() == 0
    assert addresses() == ["daan@proef.example", "noor@proef.example", "noor@proef.example"]


def test_what_is_not_wanted_or_too_old_stays_in_the_site():
    tell("uit@proef.example", mail=Mailwijze.UIT)
    tell("oud@proef.example", op=NU - timedelta(days=8))

    assert mail_berichten(op=NU) == 0
    assert Bericht.objects.ongelezen().count() == 2


@pytest.mark.parametrize("vertrek", ["dicht", "zonder rol", "zonder adres"])
def test_who_left_gets_no_mail_any_more(vertrek):
    bericht = tell()
    noor = bericht.ontvanger
    if vertrek == "dicht":
        noor.is_active = False
    elif vertrek == "zonder adres":
        noor.email = ""
    else:
        noor.toewijzingen.update(tot=date(2021, 1, 1))
    noor.save()
    tell("daan@proef.example")

    assert mail_berichten(op=NU) == 1

    assert addresses() == ["daan@proef.example"]
    bericht.refresh_from_db()
    assert (bericht.mail, bericht.gemaild_op) == (Mailwijze.UIT, None)


# --- When it fails ----------------------------------------------------------------------------------------------------
def test_a_server_that_is_down_loses_nothing(kapot, heel):
    berichten = [tell(f"adres{n}@proef.example") for n in range(5)]
    kapot()

    assert mail_berichten(op=NU) == 0
    assert mail_berichten(op=NU + MINUUT) == 0

    # Three people in a row: then the run stops, and the next minute begins with the others.
    rijen = Bericht.objects.order_by("-pogingen").values_list("pogingen", "laatste_fout")
    assert sorted(rijen, reverse=True) == [(1, "SMTPServerDisconnected")] * 5
    heel()
    assert mail_berichten(op=NU + timedelta(hours=1)) == 5
    assert set(addresses()) == {bericht.ontvanger.email for bericht in berichten}


def test_one_bad_address_stops_nobody_and_is_tried_ever_less_often(kapot, heel):
    fout = [tell("weg@proef.example")]
    fout += [tell(ontvanger=fout[0].ontvanger) for _ in range(4)]
    for n in range(4):
        tell(f"goed{n}@proef.example")
    kapot("weg@proef.example")

    assert mail_berichten(op=NU) == 4

    assert addresses() == [f"goed{n}@proef.example" for n in range(4)]
    for minuten, pogingen in ((1, 1), (2, 2), (5, 2), (6, 3), (13, 3), (14, 4)):
        mail_berichten(op=NU + timedelta(minutes=minuten))
        assert sum(Bericht.objects.filter(ontvanger=fout[0].ontvanger).values_list("pogingen", flat=True)) == pogingen
    van_hem = Bericht.objects.filter(ontvanger=fout[0].ontvanger).order_by("-laatste_fout")
    assert van_hem[0].laatste_fout == "SMTPRecipientsRefused"
    heel()
    assert mail_berichten(op=NU + timedelta(hours=2)) == 5


def test_the_kept_error_and_the_log_name_no_address(kapot, caplog):
    tell()
    kapot("noor@proef.example")

    mail_berichten(op=NU)

    assert "SMTPRecipientsRefused" in caplog.text
    assert "noor@" not in caplog.text + Bericht.objects.get().laatste_fout


def test_who_dies_while_mailing_leaves_the_message_for_later(monkeypatch):
    tell()

    def die(*_, **__):
        raise SystemExit

    with monkeypatch.context() as even:
        even.setattr(EmailBackend, "send_messages", die)
        with pytest.raises(SystemExit):
            mail_berichten(op=NU)

    assert mail_berichten(op=NU + 5 * MINUUT) == 0
    assert mail_berichten(op=NU + 11 * MINUUT) == 1


# --- Once a day -------------------------------------------------------------------------------------------------------
def at(dag, uur, minuut=0):
    return datetime(2026, 3, dag, uur, minuut, tzinfo=ZoneInfo("Europe/Amsterdam"))


def test_a_day_of_messages_is_one_mail_after_seven():
    noor = AmbtenaarFactory(email="noor@proef.example")
    for uur in (8, 12, 23):
        tell(ontvanger=noor, op=at(2, uur), mail=Mailwijze.DAGELIJKS, titel=f"Om {uur} uur")
    tell(ontvanger=noor, op=at(3, 7, 30), mail=Mailwijze.DAGELIJKS, titel="Voor morgen")

    verstuurd = [mail_berichten(op=moment) for moment in (at(2, 23, 59), at(3, 6, 59), at(3, 7, 1), at(3, 18))]

    assert verstuurd == [0, 0, 1, 0]
    brief = mail.outbox[0]
    assert brief.subject == "Thuisgever: 3 berichten"
    assert [titel for titel in ("Om 8 uur", "Om 12 uur", "Om 23 uur") if titel in brief.body] == [
        "Om 8 uur",
        "Om 12 uur",
        "Om 23 uur",
    ]
    assert "Voor morgen" not in brief.body
    assert mail_berichten(op=at(4, 7, 1)) == 1


def test_a_beat_that_was_down_at_seven_mails_the_day_later():
    tell(op=at(2, 12), mail=Mailwijze.DAGELIJKS)

    assert mail_berichten(op=at(3, 15)) == 1


def test_who_changes_from_daily_to_at_once_gets_what_was_waiting():
    bericht = tell(op=at(2, 12), mail=Mailwijze.DAGELIJKS)
    assert mail_berichten(op=at(2, 13)) == 0

    choose_mail(wijze=Mailwijze.DIRECT, door=bericht.ontvanger)

    assert mail_berichten(op=at(2, 13)) == 1


# --- A link to answer -------------------------------------------------------------------------------------------------
def test_a_link_gets_its_secret_in_the_mail_and_only_its_hash_is_kept(settings):
    settings.ANTWOORDLINK_DAGEN = 3
    link = AntwoordlinkFactory(bericht=tell(), onderwerp_id=GebruikerFactory().pk, afdruk="", geldig_tot=None)

    mail_berichten(op=NU)

    link.refresh_from_db()
    regel = next(regel for regel in mail.outbox[0].body.splitlines() if "/huisvesting/antwoord/" in regel)
    sleutel = regel.rstrip("/").rsplit("/", 1)[1]
    assert len(sleutel) == 43  # 256 bits
    assert link.afdruk == hash_sleutel(sleutel)
    assert link.geldig_tot == NU + timedelta(days=3)
    assert sleutel not in str(Antwoordlink.objects.values()) + str(Bericht.objects.values())


def test_a_mail_that_failed_gets_a_new_secret_at_the_next_attempt(kapot, heel):
    link = AntwoordlinkFactory(bericht=tell(), onderwerp_id=GebruikerFactory().pk, afdruk="", geldig_tot=None)
    kapot("noor@proef.example")
    mail_berichten(op=NU)
    eerste = Antwoordlink.objects.get(pk=link.pk).afdruk
    heel()

    mail_berichten(op=NU + timedelta(hours=1))

    assert eerste not in ("", Antwoordlink.objects.get(pk=link.pk).afdruk)


# --- Two at once ------------------------------------------------------------------------------------------------------
@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("wijze", [Mailwijze.DIRECT, Mailwijze.DAGELIJKS])
def test_two_who_mail_at_once_mail_nothing_twice(wijze):
    mensen = [AmbtenaarFactory(email=f"adres{n}@proef.example") for n in range(8)]
    for gebruiker in mensen:
        for _ in range(5):
            tell(ontvanger=gebruiker, mail=wijze, op=NU - timedelta(days=1))
    start = Barrier(4)

    def drain(_):
        try:
            connection.ensure_connection()
            start.wait(timeout=10)
            return mail_berichten(op=NU)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        verstuurd = list(pool.map(drain, range(4)))

    assert sum(verstuurd) == len(mail.outbox) == (40 if wijze == Mailwijze.DIRECT else 8)
    assert sum(brief.body.count("Er is iets gebeurd") for brief in mail.outbox) == 40
    assert len({regel for brief in mail.outbox for regel in brief.body.splitlines() if "nummer" in regel}) == 40
    assert set(Bericht.objects.values_list("pogingen", "gemaild_op")) == {(1, NU)}
