"""What the beat and the pages hand to Celery."""

from celery import shared_task

from huisvesting.models import Aanbodlijst, CoaImport
from huisvesting.services import herinneringen
from huisvesting.services.aanbodlijst import expire_aanbodlijsten as expire_lijsten
from huisvesting.services.aanbodlijst_verwerken import AANBOD_WERK
from huisvesting.services.coa import expire_coa_imports as expire
from huisvesting.services.coa_verwerken import COA_WERK, do_toepassen
from huisvesting.services.huuringang import count_begonnen_huren
from huisvesting.services.koppelingsdekking import freeze_alle_dekkingen
from huisvesting.services.weigering import record_verstreken_reacties
from samenwerking.models import Gebruiker, Verwerking, Werksoort
from samenwerking.tasks import LEESTAAK, do_werk, enqueue, resume


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
@shared_task(**LEESTAAK)
def read_coa_lijst(sleutel: str) -> bool:
    """Read the COA list of this Verwerking. Out: whether this task did it; again: False."""
    return do_werk(COA_WERK.do_lezen, sleutel, COA_WERK)


@shared_task(**LEESTAAK)
def read_aanbodlijst(sleutel: str) -> bool:
    """Read the sheet of homes of this Verwerking. Out: whether this task did it; again: False."""
    return do_werk(AANBOD_WERK.do_lezen, sleutel, AANBOD_WERK)


@shared_task(reject_on_worker_lost=True)
def apply_coa_lijst(sleutel: str) -> bool:
    """Apply the COA list of this Verwerking. Out: whether this task did it; again: False."""
    return do_werk(do_toepassen, sleutel, COA_WERK)


@shared_task
def resume_verwerkingen() -> int:
    """Hand out once more the work on COA lists and sheets of homes that no worker holds. Out: how much work."""
    return resume(hand_out, CoaImport, Aanbodlijst)


LEZERS = {CoaImport._meta.label_lower: read_coa_lijst, Aanbodlijst._meta.label_lower: read_aanbodlijst}


def hand_out(verwerking: Verwerking) -> None:
    """Give this work to a worker, once the transaction commits."""
    lezer = LEZERS[verwerking.onderwerp_soort]
    enqueue(apply_coa_lijst if verwerking.soort == Werksoort.TOEPASSEN else lezer, str(verwerking.pk))
