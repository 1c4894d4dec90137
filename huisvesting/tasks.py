"""What the beat and the pages hand to Celery."""

from collections.abc import Callable
from uuid import UUID

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded

from huisvesting.models import CoaImport
from huisvesting.services import coa_verwerken, herinneringen
from huisvesting.services.aanbodlijst import expire_aanbodlijsten as expire_lijsten
from huisvesting.services.coa import expire_coa_imports as expire
from huisvesting.services.huuringang import count_begonnen_huren
from huisvesting.services.koppelingsdekking import freeze_alle_dekkingen
from huisvesting.services.weigering import record_verstreken_reacties
from samenwerking.models import Gebruiker, Verwerking, Werksoort
from samenwerking.services.verwerking import TeZwaar, find_verlaten
from samenwerking.tasks import enqueue


@shared_task
def expire_coa_imports() -> int:
    """Put away the COA lists that nobody decided about within the term. Out: how many."""
    return expire(door=Gebruiker.objects.systeem())


@shared_task
def expire_aanbodlijsten() -> int:
    """Put away the sheets of homes that nobody decided about within the term. Out: how many."""
    return expire_lijsten(door=Gebruiker.objects.systeem())


@shared_task
def freeze_koppelingsdekking() -> int:
    """Freeze the koppelingsdekking of every gemeente whose peildatum has passed (R-205). Out: how many; again: 0."""
    return freeze_alle_dekkingen(door=Gebruiker.objects.systeem())


@shared_task
def send_herinneringen() -> int:
    """Write the reminders of today. Out: how many messages; again: 0."""
    return herinneringen.send_herinneringen(door=Gebruiker.objects.systeem())


@shared_task
def record_geen_reactie() -> int:
    """Record that no answer came on every offered home whose day to answer has passed. Out: how many; again: 0."""
    return record_verstreken_reacties(door=Gebruiker.objects.systeem())


@shared_task
def count_begonnen() -> int:
    """Count the people of leases that began, where that day counts (R-321). Out: how many leases; again: 0."""
    return count_begonnen_huren(door=Gebruiker.objects.systeem())


# --- Files ------------------------------------------------------------------------------------------------------------
# Seconds in which a file is read, or refused; the second is for one that no longer listens (security.md 074).
LEESTIJD, HARDE_LEESTIJD = 60, 90


@shared_task(soft_time_limit=LEESTIJD, time_limit=HARDE_LEESTIJD, reject_on_worker_lost=True)
def read_coa_lijst(sleutel: str) -> bool:
    """Read the COA list of this Verwerking. Out: whether this task did it; again: False."""
    return _do(coa_verwerken.do_lezen, UUID(sleutel))


@shared_task(reject_on_worker_lost=True)
def apply_coa_lijst(sleutel: str) -> bool:
    """Apply the COA list of this Verwerking. Out: whether this task did it; again: False."""
    return _do(coa_verwerken.do_toepassen, UUID(sleutel))


@shared_task
def resume_verwerkingen() -> int:
    """Hand out once more what no worker holds: its worker was lost, or the broker was down. Out: how much work."""
    verlaten = find_verlaten(CoaImport)
    for verwerking in verlaten:
        hand_out(verwerking)
    return len(verlaten)


WERK = {Werksoort.LEZEN: read_coa_lijst, Werksoort.TOEPASSEN: apply_coa_lijst}


def hand_out(verwerking: Verwerking) -> None:
    """Give this work to a worker, once the transaction commits."""
    enqueue(WERK[Werksoort(verwerking.soort)], str(verwerking.pk))


def _do(service: Callable[[UUID], bool], sleutel: UUID) -> bool:
    try:
        return service(sleutel)
    except (SoftTimeLimitExceeded, MemoryError, TeZwaar):
        pass  # out of this block first: it keeps everything alive that took the memory
    coa_verwerken.give_up(sleutel)
    return False
