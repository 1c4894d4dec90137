"""The link in the mail: it shows little, looking uses nothing up, it answers once, and the right is asked at use."""

import logging
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
import structlog
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.utils import timezone

from huisvesting.models import Voordracht, VoordrachtStatus
from huisvesting.services.antwoordlink import (
    BEANTWOORD,
    GEBRUIKT,
    NIET_MEER_BEVOEGD,
    ONBEKEND,
    VERLOPEN,
    answer_by_link,
)
from huisvesting.services.voordracht import agree_voordracht, cancel_voordracht, propose_voordracht
from samenwerking.models import Antwoordlink, Gebeurtenis, Klasse, Logregel
from samenwerking.services.bezorging import mail_berichten
from tests.bewijs import snapshot
from tests.factories.huisvesting import HuishoudenFactory, WoningaanbodFactory
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    AntwoordlinkFactory,
    CorporatiemedewerkerFactory,
    GemeenteFactory,
    RedenFactory,
)

pytestmark = pytest.mark.django_db

LINK = re.compile(r"http://localhost:8000(/huisvesting/antwoord/\S+/)")
NAMEN = re.compile(r"Achternaam\d+|\bH\d{5}\b|\b28\d{8}\b")


class Geval:
    """A voordracht of three people, put forward by a consulent, of which the corporation's employee got the mail."""

    def __init__(self):
        gemeente = GemeenteFactory(naam="Proefdam")
        self.noor = AmbtenaarFactory(gemeente=gemeente)
        aanbod = WoningaanbodFactory(gemeente=gemeente, bevestigd=True, woning__straat="Kerkstraat")
        self.joris = CorporatiemedewerkerFactory(
            corporatie=aanbod.woning.corporatie, first_name="Joris", last_name="Blok", email="joris@proef.example"
        )
        self.voordracht = propose_voordracht(
            aanbod=aanbod, huishouden=HuishoudenFactory(gemeente=gemeente, personen=3), door=self.noor
        )
        mail_berichten()
        self.url = next(LINK.search(brief.body)[1] for brief in mail.outbox if brief.to == ["joris@proef.example"])
        self.sleutel = self.url.rstrip("/").rsplit("/", 1)[1]

    @property
    def status(self):
        return Voordracht.objects.get(pk=self.voordracht.pk).status

    @property
    def link(self):
        return Antwoordlink.objects.get(bericht__ontvanger=self.joris)


@pytest.fixture
def geval(settings):
    settings.SITE_ADRES = "http://localhost:8000"
    return Geval()


def lees(response):
    html = response.content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", html[html.index("<main") : html.index("</main>")]).split())


# --- Looking ----------------------------------------------------------------------------------------------------------
def test_the_page_shows_home_size_and_needs_and_never_a_name(client, geval):
    tekst = lees(client.get(geval.url))

    for woord in ("Proefdam draagt een huishouden", "Kerkstraat", "3 personen", "2 slaapkamers", "als Joris Blok"):
        assert woord in tekst
    assert not NAMEN.search(tekst)


@pytest.mark.parametrize("methode", ["get", "head"])
def test_looking_changes_nothing_however_often(client, geval, methode):
    before = snapshot()

    for _ in range(3):
        assert getattr(client, methode)(geval.url).status_code == 200

    assert snapshot() == before


def test_the_page_goes_into_no_cache_and_its_address_to_no_other_site(client, geval):
    for response in (client.get(geval.url), client.get("/huisvesting/antwoord/bestaat-niet/"), client.post(geval.url)):
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert response.headers["Cache-Control"] == "private, no-store"
        assert response.headers["X-Robots-Tag"] == "noindex"
        assert not response.cookies


def test_the_page_is_the_same_for_whoever_is_logged_in(client, geval):
    vreemd = Client()
    vreemd.force_login(AmbtenaarFactory(first_name="Wie", last_name="Anders"))

    html = vreemd.get(geval.url).content.decode()

    assert "Wie Anders" not in html
    assert html == client.get(geval.url).content.decode()


@pytest.mark.parametrize("logger", ["django.request", "django_structlog"])
def test_a_log_line_never_holds_the_secret(geval, settings, logger):
    opmaak = {naam: deel for naam, deel in settings.LOGGING["formatters"]["json"].items() if naam != "()"}
    regel = logging.makeLogRecord({"name": logger, "msg": "Gone: %s", "args": (geval.url,), "levelname": "WARNING"})

    tekst = structlog.stdlib.ProcessorFormatter(**opmaak).format(regel)

    assert "Gone: /huisvesting/antwoord/***/" in tekst
    assert geval.sleutel not in tekst
    structured = structlog.get_config()["processors"][:-1][-1](
        None, "info", {"request": f"GET {geval.url}", "code": 200}
    )
    assert structured == {"request": "GET /huisvesting/antwoord/***/", "code": 200}


# --- Answering --------------------------------------------------------------------------------------------------------
def test_one_click_agrees_in_the_own_name_and_uses_the_link_up(geval):
    response = Client(enforce_csrf_checks=True).post(geval.url, {"antwoord": "akkoord"})

    assert (response.status_code, geval.status) == (200, VoordrachtStatus.AKKOORD_CORPORATIE)
    assert "Uw akkoord is vastgelegd." in lees(response)
    assert Logregel.objects.get(gebeurtenis=Gebeurtenis.VOORDRACHT_AKKOORD).door_naam == "Joris Blok"
    assert geval.link.gebruikt_op is not None
    assert geval.noor.berichten.exists() or geval.voordracht.huishouden.eigenaar.berichten.exists()


def test_a_rejection_needs_a_reason_and_says_so_without_using_the_link(client, geval):
    response = client.post(geval.url, {"antwoord": "afwijzen"})

    assert response.status_code == 422
    assert "Kies een reden." in lees(response)
    assert '<details class="vouw" open>' in response.content.decode()
    assert geval.link.gebruikt_op is None


def test_a_rejection_with_a_reason_is_recorded(client, geval):
    reden = RedenFactory(klasse=Klasse.CORPORATIE)

    response = client.post(geval.url, {"antwoord": "afwijzen", "reden": reden.pk, "toelichting": "Nog bewoond."})

    assert "Uw afwijzing is vastgelegd." in lees(response)
    assert geval.status in (VoordrachtStatus.AFWIJZING_GEMELD, VoordrachtStatus.AFGEWEZEN)
    assert geval.link.gebruikt_op is not None


def test_a_reason_that_asks_for_a_note_asks_it_here_too(client, geval):
    reden = RedenFactory(klasse=Klasse.CORPORATIE, met_toelichting=True)

    response = client.post(geval.url, {"antwoord": "afwijzen", "reden": reden.pk})

    assert response.status_code == 422
    assert "Licht de reden" in lees(response)
    assert (geval.status, geval.link.gebruikt_op) == (VoordrachtStatus.VOORGESTELD, None)


def test_a_reason_of_another_party_cannot_be_chosen(client, geval):
    reden = RedenFactory(klasse=Klasse.HUISHOUDEN)

    assert client.post(geval.url, {"antwoord": "afwijzen", "reden": reden.pk}).status_code == 422
    assert geval.status == VoordrachtStatus.VOORGESTELD


# --- When it does not work --------------------------------------------------------------------------------------------
def make_unknown(geval):
    Antwoordlink.objects.all().delete()


def make_unsent(geval):
    Antwoordlink.objects.update(afdruk="", geldig_tot=None)


def make_used(geval):
    answer_by_link(sleutel=geval.sleutel)


def make_expired(geval):
    Antwoordlink.objects.exclude(afdruk="").update(geldig_tot=timezone.now())


def make_roleless(geval):
    geval.joris.toewijzingen.update(tot=date(2026, 1, 1))


def make_closed(geval):
    geval.joris.is_active = False
    geval.joris.save()


def make_answered(geval):
    agree_voordracht(
        voordracht=geval.voordracht, door=CorporatiemedewerkerFactory(corporatie=geval.voordracht.aanbod.corporatie)
    )


def make_cancelled(geval):
    cancel_voordracht(voordracht=geval.voordracht, reden=RedenFactory(), door=geval.noor)


GEVALLEN = [
    (make_unknown, ONBEKEND),
    (make_unsent, ONBEKEND),
    (make_used, GEBRUIKT),
    (make_expired, VERLOPEN),
    (make_roleless, NIET_MEER_BEVOEGD),
    (make_closed, NIET_MEER_BEVOEGD),
    (make_answered, BEANTWOORD),
    (make_cancelled, BEANTWOORD),
]


@pytest.mark.parametrize(("oorzaak", "zin"), GEVALLEN, ids=[maak.__name__ for maak, _ in GEVALLEN])
@pytest.mark.parametrize("methode", ["get", "post"])
def test_a_link_that_does_not_work_says_why_and_shows_and_changes_nothing(client, geval, methode, oorzaak, zin):
    oorzaak(geval)
    before = snapshot()

    response = getattr(client, methode)(geval.url, {"antwoord": "akkoord"} if methode == "post" else None)

    assert response.status_code == 410
    assert zin in lees(response)
    assert "Log in" in lees(response)
    assert "Kerkstraat" not in lees(response)
    assert snapshot() == before


def test_a_link_that_was_mailed_again_has_one_secret_that_works(client, geval):
    AntwoordlinkFactory(onderwerp_id=geval.voordracht.pk, geheim="van-een-ander")

    assert client.get("/huisvesting/antwoord/van-een-ander/").status_code == 410  # of someone who is no staff
    assert client.get(geval.url).status_code == 200


# --- Two at once ------------------------------------------------------------------------------------------------------
@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_link_that_is_pressed_by_many_at_once_answers_once(geval):
    start = Barrier(6)

    def press(_):
        try:
            connection.ensure_connection()
            start.wait(timeout=10)
            answer_by_link(sleutel=geval.sleutel, op=timezone.now() + timedelta(seconds=1))
        except ValidationError as fout:
            return fout.messages[0]
        finally:
            connection.close()
        return "akkoord"

    with ThreadPoolExecutor(6) as pool:
        uitkomsten = sorted(pool.map(press, range(6)))

    assert uitkomsten == sorted(["akkoord", *[GEBRUIKT] * 5])
    assert Logregel.objects.filter(gebeurtenis=Gebeurtenis.VOORDRACHT_AKKOORD).count() == 1
