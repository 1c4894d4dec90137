"""What the beat hands to Celery."""

from celery import shared_task

from huisvesting.services.coa import expire_coa_imports as expire
from huisvesting.services.koppelingsdekking import freeze_alle_dekkingen
from samenwerking.models import Gebruiker


@shared_task
def expire_coa_imports() -> int:
    """Put away the COA lists that nobody decided about within the term. Out: how many."""
    return expire(door=Gebruiker.objects.systeem())


@shared_task
def freeze_koppelingsdekking() -> int:
    """Freeze the koppelingsdekking of every gemeente whose peildatum has passed (R-205). Out: how many; again: 0."""
    return freeze_alle_dekkingen(door=Gebruiker.objects.systeem())
