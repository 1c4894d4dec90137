"""COA lists in the hands of a real worker, on PostgreSQL with Redis: killed, called off, too heavy; never half, never
lost."""

import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from huisvesting.models import CoaImport, Huishouden, Statushouder
from huisvesting.services.coa_ontvangst import receive_coa_lijst
from huisvesting.services.coa_verwerken import COA_WERK, apply_later, receive_later
from huisvesting.tasks import hand_out, read_coa_lijst, resume_verwerkingen
from samenwerking.models import Actie, Gebeurtenis, Inleesstatus, Logregel, Verwerking
from samenwerking.services.inleeswerk import TE_COMPLEX
from samenwerking.services.verwerking import MAX_POGINGEN, find_verlaten, read_stand
from tests.factories.samenwerking import AmbtenaarFactory, GemeenteFactory
from tests.huisvesting.coa_lijsten import make_csv, rij
from tests.productie.bezoekers import Bezoeker
from tests.productie.test_celery import wait_for
from tools import diensten

pytestmark = [pytest.mark.redis, pytest.mark.django_db(transaction=True)]

HUISHOUDENS, PER_HUISHOUDEN = 500, 3
PERSONEN = HUISHOUDENS * PER_HUISHOUDEN
ZWARE_WERKER = "tests.productie.zware_werker"


class Werkers:
    """Workers one after the other, each in a process group of its own that can be killed whole."""

    def __init__(self, env: dict[str, str], stack: ExitStack) -> None:
        self.env, self.stack = env, stack
        self.groep = 0
        self.eigen = read_verbindingen()

    def start(self, app: str = "config") -> Path:
        """A worker of one process. Out: its log, when it is ready."""
        log = self.stack.enter_context(diensten.celery_worker(self.env, app=app, processen=1))
        self.groep = int(Path(log.parent, "pid").read_text())
        return log

    def kill(self) -> None:
        """kill -9 of the worker and its process, and wait until PostgreSQL has noticed."""
        with suppress(ProcessLookupError):
            os.killpg(self.groep, signal.SIGKILL)
        wait_for(lambda: read_verbindingen() <= self.eigen, seconds=20)


@pytest.fixture
def werkers(service_env: dict[str, str]) -> Iterator[Werkers]:
    with ExitStack() as stack:
        werkers = Werkers(service_env, stack)
        yield werkers
        werkers.kill()  # quicker than waiting until it has put everything away


def read_verbindingen() -> set[int]:
    """Who is connected to this database: the processes of PostgreSQL that serve them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
        return {pid for (pid,) in cursor.fetchall()}


def make_lijst(nummer: int) -> bytes:
    """A list of so many people, other ones for every number."""
    return make_csv(
        *(
            rij(
                nummer * PERSONEN + n,
                huishouden=f"H{nummer}-{n // PER_HUISHOUDEN}",
                gezinsrol="kind" if n % PER_HUISHOUDEN else "hoofd",
                v_nummer=f"{1_234_567_001 + nummer * PERSONEN + n}",
            )
            for n in range(PERSONEN)
        )
    )


def receive(nummer: int) -> CoaImport:
    """A list of a gemeente of its own that waits to be applied."""
    door = AmbtenaarFactory(gemeente=GemeenteFactory())
    return receive_coa_lijst(
        gemeente=door.gemeente, data=make_lijst(nummer), bestandsnaam=f"lijst{nummer}.csv", door=door
    )


def hand_in(nummer: int, naam: str = "lijst.csv") -> Verwerking:
    """A file of a gemeente of its own that waits to be read."""
    door = AmbtenaarFactory(gemeente=GemeenteFactory())
    return receive_later(gemeente=door.gemeente, data=make_lijst(nummer), bestandsnaam=naam, door=door)


def now(verwerking: Verwerking) -> Verwerking:
    return Verwerking.objects.get(pk=verwerking.pk)


def lijst_van(verwerking: Verwerking) -> CoaImport:
    return CoaImport.objects.defer("inhoud").get(pk=verwerking.onderwerp_id)


def is_done(verwerking: Verwerking) -> Callable[[], bool]:
    return lambda: not now(verwerking).is_open


def count(coa_import: CoaImport) -> dict[str, int]:
    """All that applying a list leaves."""
    gemeente = coa_import.gemeente
    regels = Logregel.objects.filter(gemeente_code=gemeente.code)
    return {
        "personen": Statushouder.objects.filter(huishouden__gemeente=gemeente).count(),
        "huishoudens": Huishouden.objects.for_gemeente(gemeente).count(),
        "acties": Actie.objects.filter(gemeente=gemeente).count(),
        "gekoppeld": regels.filter(gebeurtenis=Gebeurtenis.HUISHOUDEN_GEKOPPELD).count(),
        "toegepast": regels.filter(gebeurtenis=Gebeurtenis.COA_LIJST_TOEGEPAST).count(),
    }


ALLES = {
    "personen": PERSONEN,
    "huishoudens": HUISHOUDENS,
    "acties": HUISHOUDENS,
    "gekoppeld": HUISHOUDENS,
    "toegepast": 1,
}
NIETS = dict.fromkeys(ALLES, 0)


def assert_all_or_nothing(verwerking: Verwerking) -> bool:
    """Either the list was applied and the work is done, or nothing happened and the work is open. Out: which."""
    klaar = not now(verwerking).is_open
    coa_import = lijst_van(verwerking)
    assert count(coa_import) == (ALLES if klaar else NIETS)
    assert coa_import.status == (Inleesstatus.VERWERKT if klaar else Inleesstatus.VOORBEELD)
    return klaar


@pytest.mark.parametrize("keren", [5, pytest.param(100, marks=pytest.mark.volledig)])
def test_a_killed_worker_leaves_nothing_or_everything_and_no_work_is_lost(keren, werkers):
    rng = random.Random()
    werkers.start()
    eerste = receive(0)
    begin = time.monotonic()
    verwerking = ask_toepassen(eerste)
    wait_for(is_done(verwerking))
    duur = time.monotonic() - begin
    werk = (now(verwerking).klaar_op - now(verwerking).begonnen_op).total_seconds()
    verwerkingen, onderbroken = [], 0

    with ThreadPoolExecutor(1) as pool:
        volgende = receive(1)
        for keer in range(1, keren + 1):
            verwerking = ask_toepassen(volgende)
            verwerkingen.append(verwerking)
            if keer % 2:  # the others may be killed before it begins, or after it is done
                while now(verwerking).begonnen_op is None:
                    time.sleep(0.005)
            time.sleep(rng.uniform(0, werk if keer % 2 else duur) if keer > 1 else 0)
            werkers.kill()
            klaar = assert_all_or_nothing(verwerking)
            onderbroken += not klaar and now(verwerking).begonnen_op is not None
            # A new worker comes up while the next list comes in; nothing but the beat tells it what was lost.
            nieuw = pool.submit(werkers.start)
            volgende = receive(keer + 1)
            nieuw.result()
            assert find_verlaten(CoaImport) == ([] if klaar else [verwerking])
            resume_verwerkingen()
            resume_verwerkingen()
            wait_for(is_done(verwerking))
            assert assert_all_or_nothing(verwerking)

    print(f"{keren} kills within {duur:.2f} s: {onderbroken} while the list was being applied")
    assert onderbroken
    assert {count(lijst_van(v)) == ALLES for v in verwerkingen} == {True}
    assert {(now(v).fout, lijst_van(v).status) for v in verwerkingen} == {("", Inleesstatus.VERWERKT)}
    assert max(now(v).pogingen for v in verwerkingen) == 2


def ask_toepassen(coa_import: CoaImport) -> Verwerking:
    verwerking = apply_later(coa_import=coa_import, door=coa_import.ontvangen_door)
    hand_out(verwerking)
    return verwerking


@pytest.mark.volledig
def test_a_worker_that_is_killed_while_it_reads_leaves_no_half_preview(werkers):
    rng = random.Random()
    keren = 20
    for keer in range(keren):
        werkers.start()
        verwerking = hand_in(keer)
        hand_out(verwerking)
        wait_for(lambda v=verwerking: now(v).begonnen_op is not None)
        time.sleep(rng.uniform(0, 0.5))
        werkers.kill()
        coa_import = lijst_van(verwerking)
        gelezen = not now(verwerking).is_open
        assert coa_import.regels.count() == (PERSONEN if gelezen else 0)
        assert coa_import.status == (Inleesstatus.VOORBEELD if gelezen else Inleesstatus.LEZEN)

    werkers.start()
    resume_verwerkingen()
    wait_for(lambda: not Verwerking.objects.open().exists())
    assert [(lijst.status, lijst.regels.count()) for lijst in CoaImport.objects.defer("inhoud")] == [
        (Inleesstatus.VOORBEELD, PERSONEN)
    ] * keren
    assert Logregel.objects.filter(gebeurtenis=Gebeurtenis.COA_LIJST_ONTVANGEN).count() == keren


def test_a_file_goes_from_the_page_by_a_worker_to_its_preview_and_by_another_to_people(service_env, werkers):
    """As in production: the web server opens nothing, and the page tells how it went."""
    with diensten.web_server(service_env) as adres:
        werkers.start()
        gebruiker = AmbtenaarFactory(gemeente=GemeenteFactory())
        bezoeker = Bezoeker(adres, gebruiker)
        velden = {"gemeente": gebruiker.gemeente.pk, "bestand": SimpleUploadedFile("lijst.csv", make_lijst(0))}

        antwoord = bezoeker.send(reverse("huisvesting:coa_import_upload"), velden)

        lezen = Verwerking.objects.get()
        assert (antwoord.status, antwoord.doel) == (302, lijst_van(lezen).get_absolute_url())
        wait_for(is_done(lezen))
        assert "Lijst verwerken" in bezoeker.ask("GET", antwoord.doel).html
        verwerken = reverse("huisvesting:coa_import_apply", args=[lezen.onderwerp_id])
        assert bezoeker.post(verwerken).doel == antwoord.doel
        toepassen = Verwerking.objects.exclude(pk=lezen.pk).get()
        wait_for(is_done(toepassen))
        assert assert_all_or_nothing(toepassen)
        assert lijst_van(toepassen).toegepast_door == gebruiker
        assert "Bekijk de huishoudens" in bezoeker.ask("GET", antwoord.doel).html


@pytest.mark.parametrize(
    "zwaar",
    [("traag", "gulzig"), pytest.param(("dodelijk", "doof"), marks=pytest.mark.volledig)],
    ids="-".join,
)
def test_a_file_that_is_too_much_is_refused_and_the_next_one_is_read(zwaar, werkers):
    werkers.start(ZWARE_WERKER)
    verwerkingen = [hand_in(nummer, f"{naam}.csv") for nummer, naam in enumerate([*zwaar, "goed"])]
    for verwerking in verwerkingen:
        hand_out_kort(verwerking)
    wait_for(is_done(verwerkingen[-1]), seconds=30)

    # Whoever does not listen is killed, and found by the beat, until it was enough.
    while verlaten := find_verlaten(CoaImport):
        pogingen = now(verlaten[0]).pogingen
        assert pogingen <= MAX_POGINGEN
        hand_out_kort(verlaten[0])
        wait_for(lambda p=pogingen: now(verlaten[0]).pogingen > p or not now(verlaten[0]).is_open)
        wait_for(is_free)

    *geweigerd, goed = map(lijst_van, verwerkingen)
    assert [(lijst.status, lijst.leesfout) for lijst in geweigerd] == [(Inleesstatus.ONLEESBAAR, TE_COMPLEX)] * len(
        zwaar
    )
    assert (goed.status, goed.regels.count()) == (Inleesstatus.VOORBEELD, PERSONEN)


def hand_out_kort(verwerking: Verwerking) -> None:
    """As `hand_out`, with a second to read a file instead of a minute: who sends a task says how long it may take."""
    read_coa_lijst.apply_async([str(verwerking.pk)], soft_time_limit=1, time_limit=2)


def test_who_calls_it_off_does_not_wait_and_nothing_is_written(werkers):
    werkers.start(ZWARE_WERKER)
    coa_import = receive(0)
    coa_import.gemeente.naam = "Traagstad"
    coa_import.gemeente.save()
    verwerking = ask_toepassen(coa_import)
    wait_for(lambda: read_stand(verwerking.pk).totaal == 100, seconds=30)
    assert "van 100 personen" in read_stand(verwerking.pk).aantallen
    assert count(coa_import) == NIETS

    begin = time.monotonic()
    COA_WERK.cancel(inlezing=coa_import, door=coa_import.ontvangen_door)
    assert time.monotonic() - begin < 1

    # The worker lets go at its next step, long before the ten seconds are over.
    wait_for(is_free, seconds=5)
    assert count(coa_import) == NIETS
    assert lijst_van(verwerking).status == Inleesstatus.VOORBEELD
    assert Logregel.objects.filter(gebeurtenis=Gebeurtenis.COA_LIJST_AFGEBROKEN).count() == 1

    coa_import.gemeente.naam = "Snelstad"
    coa_import.gemeente.save()
    opnieuw = ask_toepassen(coa_import)
    wait_for(is_done(opnieuw))
    assert assert_all_or_nothing(opnieuw)


def is_free() -> bool:
    """No transaction holds any work."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")
        return bool(cursor.fetchone()[0] == 0)
