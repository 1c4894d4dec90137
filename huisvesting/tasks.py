"""What the beat hands to Celery."""

from celery import shared_task

from huisvesting.services import herinneringen
from huisvesting.services.aanbodlijst import expire_aanbodlijsten as expire_lijsten
from huisvesting.services.coa import expire_coa_imports as expire
from huisvesting.services.huuringang import count_begonnen_huren
from huisvesting.services.koppelingsdekking import freeze_alle_dekkingen
from huisvesting.services.weigering import record_verstreken_reacties
from samenwerking.models import Gebruiker


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
