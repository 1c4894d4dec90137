"""The rebuild of all gemeenten as a run that the beheerder can see, start, and miss."""

from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from samenwerking.models import Gebeurtenis
from taakstelling.models import Herberekening, Voortgang
from taakstelling.overzichten import Runstatus, describe_runs
from taakstelling.services import herberekening as service
from taakstelling.services.herberekening import TE_OUD, find_achterstallig, last_herberekening, run_herberekening
from taakstelling.tasks import recompute_alle_gemeenten
from tests.bewijs import assert_logs
from tests.factories.samenwerking import (
    BeheerderFactory,
    GebruikerFactory,
    OpdrachtgeverFactory,
    OpgavemanagerFactory,
    WethouderFactory,
)
from tests.factories.taakstelling import start_gemeente
from tests.taakstelling.lezen import read_main

pytestmark = pytest.mark.django_db
URL = "/taakstelling/herberekening/"
NU = datetime(2026, 5, 12, 8, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def met_redis(settings):
    settings.REDIS_URL = "redis://nergens"


# --- A run ------------------------------------------------------------------------------------------------------------
def test_a_run_is_recorded_with_why_how_long_and_what_had_drifted():
    start_gemeente()
    Voortgang.objects.update(gerealiseerd=5)

    with assert_logs(Gebeurtenis.VOORTGANG_HERBEREKEND):
        run, afwijkingen = run_herberekening(aanleiding="met de hand", door=GebruikerFactory())

    assert (run.aanleiding, run.afwijkingen, run.fout) == ("met de hand", 1, "")
    assert run.klaar >= run.begonnen
    assert len(afwijkingen) == 1
    assert last_herberekening() == run


def test_a_run_that_fails_says_so_and_is_not_the_last_good_one(monkeypatch):
    def fail(**_):
        raise RuntimeError("vol")

    monkeypatch.setattr(service, "verify_voortgang", fail)

    with pytest.raises(RuntimeError):
        run_herberekening(aanleiding="elke nacht", door=GebruikerFactory())

    run = Herberekening.objects.get()
    assert (run.klaar, run.fout) == (None, "RuntimeError")
    assert last_herberekening() is None


def test_the_task_says_why_it_runs():
    recompute_alle_gemeenten()
    recompute_alle_gemeenten("landelijk aantal gewijzigd")

    aanleidingen = Herberekening.objects.order_by("pk").values_list("aanleiding", flat=True)
    assert list(aanleidingen) == ["elke nacht", "landelijk aantal gewijzigd"]


@pytest.mark.parametrize(
    ("velden", "status", "seconden"),
    [
        ({"klaar": NU + timedelta(seconds=3)}, Runstatus.KLAAR, 3),
        ({"fout": "OperationalError"}, Runstatus.MISLUKT, None),
        ({}, Runstatus.BEZIG, None),
        ({"begonnen": NU - timedelta(seconds=settings.CELERY_TASK_TIME_LIMIT)}, Runstatus.BEZIG, None),
        ({"begonnen": NU - timedelta(seconds=settings.CELERY_TASK_TIME_LIMIT + 1)}, Runstatus.AFGEBROKEN, None),
    ],
)
def test_how_a_run_stands(velden, status, seconden):
    (run,) = describe_runs([Herberekening(**{"begonnen": NU} | velden)], NU)

    assert (run.status, run.seconden) == (status, seconden)


# --- Overdue ----------------------------------------------------------------------------------------------------------
def end(geleden):
    return Herberekening.objects.create(begonnen=NU - geleden, klaar=NU - geleden, aanleiding="elke nacht")


@pytest.mark.parametrize(("geleden", "te_laat"), [(TE_OUD, False), (TE_OUD + timedelta(seconds=1), True)])
def test_the_nightly_run_is_overdue_after_a_day(met_redis, geleden, te_laat):
    run = end(geleden)

    achterstallig = find_achterstallig(NU)

    assert (achterstallig is not None) == te_laat
    assert not te_laat or achterstallig.laatste == run.klaar


def test_a_run_that_never_came_is_overdue_too(met_redis):
    Herberekening.objects.create(begonnen=NU, aanleiding="elke nacht", fout="OperationalError")

    assert find_achterstallig(NU).laatste is None


def test_without_workers_nothing_is_expected_at_night(settings):
    settings.REDIS_URL = ""

    assert find_achterstallig(NU) is None


@pytest.mark.parametrize("pagina", ["dashboard", "overzicht"])
def test_dashboards_say_that_the_nightly_run_did_not_come(client, met_redis, pagina):
    gemeente = start_gemeente().gemeente
    url = gemeente.get_absolute_url() if pagina == "dashboard" else reverse("rapportage:overzicht")
    client.force_login(WethouderFactory(gemeente=gemeente))
    zin = "de cijfers zelf worden bij elke gebeurtenis bijgewerkt."
    assert f"De nachtelijke controle heeft nog niet gedraaid; {zin}" in read_main(client.get(url))

    Herberekening.objects.create(begonnen=NU, klaar=NU, aanleiding="elke nacht")
    assert f"De nachtelijke controle draaide voor het laatst op 12 mei 2026 om 08.00 uur; {zin}" in read_main(
        client.get(url)
    )

    run_herberekening(aanleiding="elke nacht", door=GebruikerFactory())
    assert "nachtelijke controle" not in read_main(client.get(url))


# --- The page ---------------------------------------------------------------------------------------------------------
def test_the_page_shows_each_run_in_words(client):
    nu = timezone.now()
    Herberekening.objects.create(begonnen=nu - timedelta(hours=2), aanleiding="met de hand")
    Herberekening.objects.create(begonnen=nu - timedelta(hours=1), aanleiding="elke nacht", fout="OperationalError")
    Herberekening.objects.create(
        begonnen=nu, klaar=nu + timedelta(seconds=1.5), aanleiding="landelijk aantal gewijzigd", afwijkingen=3
    )
    client.force_login(BeheerderFactory())

    tekst = read_main(client.get(URL))

    assert "3 herberekeningen" in tekst
    assert "Landelijk aantal gewijzigd Klaar 1,5 3 rijen, hersteld" in tekst
    assert "Elke nacht Mislukt OperationalError" in tekst
    assert "Met de hand Afgebroken" in tekst
    assert "Op deze installatie draait er ’s nachts niets." in tekst


def test_the_page_says_that_nothing_ran_yet(client):
    client.force_login(BeheerderFactory())

    assert "Er is nog niets herberekend" in read_main(client.get(URL))


def test_the_button_rebuilds_everyone(client, django_capture_on_commit_callbacks):
    start_gemeente()
    Voortgang.objects.update(gerealiseerd=5)
    client.force_login(BeheerderFactory())

    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(f"{URL}nu/")

    assert response.url == URL
    assert Voortgang.objects.get().gerealiseerd == 0
    run = Herberekening.objects.get()
    assert (run.aanleiding, run.afwijkingen) == ("met de hand", 1)
    assert "De herberekening is gestart." in client.get(URL).content.decode()


@pytest.mark.parametrize("factory", [OpgavemanagerFactory, OpdrachtgeverFactory, WethouderFactory, GebruikerFactory])
def test_only_the_beheerder_sees_and_starts_it(client, factory):
    client.force_login(factory())

    assert client.get(URL).status_code == 403
    assert client.post(f"{URL}nu/").status_code == 403
    assert not Herberekening.objects.exists()


def test_the_list_has_a_pinned_number_of_queries(client, django_assert_num_queries):
    client.force_login(BeheerderFactory())

    def count(aantal):
        for _ in range(aantal):
            Herberekening.objects.create(begonnen=NU, klaar=NU, aanleiding="elke nacht")
        with django_assert_num_queries(7):
            client.get(URL)

    count(1)
    count(30)
