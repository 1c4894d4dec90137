"""Work that a worker does: asked for, done once whatever happens to the worker, followed on a page, called off.

`ask_verwerking`, `cancel_verwerking` and `fail_verwerking` are steps inside the event of another service, which writes
the line of the logboek. How far the work is, nobody can read from the database before it is all there: that stands in
the cache, and a cache that is down only leaves the page without numbers.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone
from redis.exceptions import RedisError

from samenwerking.basis.constraints import Bezet, one_transaction
from samenwerking.inlezen.tabel import getal
from samenwerking.models import Gebruiker, Gemeente, Verwerking, Werksoort, Woningcorporatie

logger = logging.getLogger(__name__)

# What work gets to say how far it is: the step, and how many of how many. Raises Afgebroken when it was called off.
Voortgang = Callable[[str, int, int], None]
Werk = Callable[[Verwerking, Voortgang], object]

# What is said of each step, and what it counts.
STAPPEN = {
    "": ("Het werk begint zodra er plaats is.", ""),
    "lezen": ("Het bestand wordt geopend.", ""),
    "vergelijken": ("De rijen worden vergeleken met wat er al staat.", "rijen"),
    "huishoudens": ("De huishoudens worden opgeslagen.", "huishoudens"),
    "personen": ("De personen worden opgeslagen.", "personen"),
    "afronden": ("Het werk wordt afgerond.", ""),
}


def tell_nobody(stap: str, gedaan: int, totaal: int) -> None:
    """The Voortgang of work that nobody follows."""


# A worker that is lost this often does not come through: the work itself is too much for it.
MAX_POGINGEN = 3
# Often enough for a page that looks every second.
TUSSENTIJD = 0.3
BEWAARTIJD = 60 * 60

BEZIG = "Dit bestand wordt al gelezen of verwerkt. Wacht tot dat klaar is."
AL_KLAAR = "Dit werk is al klaar. Kijk wat er nu staat."


class Afgebroken(Exception):
    """The work was called off: what it wrote is rolled back."""


class TeZwaar(Exception):
    """Every worker that began this work was lost."""


@dataclass(frozen=True)
class Stand:
    """How far the work is; without numbers when that is not known."""

    stap: str = ""
    gedaan: int = 0
    totaal: int = 0

    @property
    def zin(self) -> str:
        return STAPPEN[self.stap][0]

    @property
    def aantallen(self) -> str:
        """In words: 1.200 van 20.000 personen."""
        wat = STAPPEN[self.stap][1]
        return f"{getal(self.gedaan)} van {getal(self.totaal)} {wat}" if wat and self.totaal else ""

    @property
    def tiental(self) -> int:
        """The percentage in steps of ten: read out to who does not see the bar, and not every second."""
        return min(100, self.gedaan * 10 // self.totaal * 10) if self.totaal else 0


def has_werkers() -> bool:
    """Whether there are workers. Without them everything is done in the request itself, within the same limits."""
    return not settings.CELERY_TASK_ALWAYS_EAGER


# --- Asked for, called off, failed ------------------------------------------------------------------------------------
def ask_verwerking(
    *,
    onderwerp: Model,
    gemeente: Gemeente | None,
    soort: Werksoort,
    door: Gebruiker,
    op: datetime,
    corporatie: Woningcorporatie | None = None,
    afdruk: str = "",
    blad: int | None = None,
) -> Verwerking:
    """Ask for work. What hands it to a worker is the view; what then gets lost, `find_verlaten` finds.

    Errors: Bezet when there is work on this onderwerp already.
    """
    if find_open(onderwerp):
        raise Bezet(BEZIG)
    return Verwerking.objects.create(
        soort=soort,
        gemeente=gemeente,
        corporatie=corporatie,
        onderwerp_soort=onderwerp._meta.label_lower,
        onderwerp_id=str(onderwerp.pk),
        afdruk=afdruk,
        blad=blad,
        gevraagd_op=op,
        gevraagd_door=door,
    )


def cancel_verwerking(*, verwerking: Verwerking, door: Gebruiker, op: datetime) -> None:
    """Call it off; the worker sees that at its next step, and before it is done. Errors: Bezet when it is done."""
    if not Verwerking.objects.open().filter(pk=verwerking.pk).update(afgebroken_op=op, afgebroken_door=door):
        raise Bezet(AL_KLAAR)


def fail_verwerking(*, verwerking: Verwerking, fout: str, op: datetime) -> bool:
    """It did not work, and this sentence says why. Out: whether it was still open."""
    return bool(Verwerking.objects.open().filter(pk=verwerking.pk).update(klaar_op=op, fout=fout[:500]))


def find_open(onderwerp: Model) -> Verwerking | None:
    """The work that is asked for or busy."""
    return Verwerking.objects.open().for_onderwerp(onderwerp).first()


def find_laatste(onderwerp: Model) -> Verwerking | None:
    """The work that was asked for last, and how that ended."""
    return Verwerking.objects.for_onderwerp(onderwerp).select_related("afgebroken_door").first()


# --- Done by a worker -------------------------------------------------------------------------------------------------
def do_verwerking(*, sleutel: UUID, werk: Werk, op: datetime | None = None) -> bool:
    """Do `werk(verwerking, voortgang)` in one transaction, in which the Verwerking is klaar as well: so it is done once
    however often it is handed out, and a worker that is killed leaves nothing.

    Out: whether this call did it; not when it is done, was called off or is in the hands of another worker. A sentence
    that the work raises ends it. Errors: TeZwaar, with nothing changed; any other fault, after which it stays open.
    """
    verwerking = _begin(sleutel, op or timezone.now())
    if verwerking is None:
        return False
    try:
        with transaction.atomic():
            if not _hold(sleutel):
                return False
            werk(verwerking, Volger(sleutel))
            if not Verwerking.objects.open().filter(pk=sleutel).update(klaar_op=op or timezone.now()):
                raise Afgebroken
    except Afgebroken:
        return False
    except ValidationError as fout:
        fail_verwerking(verwerking=verwerking, fout=" ".join(fout.messages), op=op or timezone.now())
        return False
    return True


def find_verlaten(*onderwerpen: type[Model]) -> list[Verwerking]:
    """Open work on these kinds of onderwerp that no worker holds now: it waits its turn, or its worker was lost."""
    soorten = [model._meta.label_lower for model in onderwerpen]
    rijen = Verwerking.objects.open().filter(onderwerp_soort__in=soorten).order_by("gevraagd_op")
    bezet = _read_held()
    return [rij for rij in rijen if _number(rij.pk) not in bezet]


@one_transaction(Verwerking)
def _begin(sleutel: UUID, op: datetime) -> Verwerking | None:
    """Note that a worker takes it up. Out: None when there is nothing to do."""
    if not _hold(sleutel):
        return None
    rij = Verwerking.objects.select_for_update(of=("self",)).select_related("gevraagd_door")
    verwerking = rij.filter(pk=sleutel).first()
    if verwerking is None or not verwerking.is_open:
        return None
    if verwerking.pogingen >= MAX_POGINGEN:
        raise TeZwaar
    verwerking.begonnen_op = op
    verwerking.pogingen += 1
    verwerking.save(update_fields=["begonnen_op", "pogingen"])
    return verwerking


def _hold(sleutel: UUID) -> bool:
    """Hold this work until the transaction ends, also when it ends because its process is killed. Out: False when
    another holds it. Where there are no workers, there is no other."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_number(sleutel)])
        return bool(cursor.fetchone()[0])


def _read_held() -> set[int]:
    """The work that is held now. Looked at, never tried: who tries, holds it for a moment, and a worker that begins
    just then would let it go."""
    if connection.vendor != "postgresql":
        return set()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT classid::bigint << 32 | objid::bigint FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1 "
            "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        )
        return {nummer for (nummer,) in cursor.fetchall()}


def _number(sleutel: UUID) -> int:
    """The lock of this work: PostgreSQL counts them in signed 64 bits."""
    return int.from_bytes(sleutel.bytes[:8], "big", signed=True)


# --- How far it is ----------------------------------------------------------------------------------------------------
class Volger:
    """Follows one piece of work: keeps how far it is, and looks whether it was called off, both now and then."""

    def __init__(self, sleutel: UUID) -> None:
        self.sleutel = sleutel
        self.stap = ""
        self.vanaf = 0.0

    def __call__(self, stap: str, gedaan: int, totaal: int) -> None:
        nu = time.monotonic()
        if stap == self.stap and nu < self.vanaf:
            return
        self.stap, self.vanaf = stap, nu + TUSSENTIJD
        if Verwerking.objects.filter(pk=self.sleutel).exclude(afgebroken_op=None).exists():
            raise Afgebroken
        try:
            cache.set(_cache_key(self.sleutel), (stap, gedaan, totaal), BEWAARTIJD)
        except (OSError, RedisError):  # the work matters more than its numbers
            logger.warning("De voortgang van een verwerking kon niet worden bewaard.")


def read_stand(sleutel: UUID) -> Stand:
    """How far the work is, as far as that is known."""
    try:
        return Stand(*cache.get(_cache_key(sleutel), ()))
    except (OSError, RedisError):
        return Stand()


def _cache_key(sleutel: UUID) -> str:
    return f"verwerking:{sleutel}"
