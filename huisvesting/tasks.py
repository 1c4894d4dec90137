"""What the beat hands to Celery."""

from celery import shared_task

from huisvesting.services.coa import expire_coa_imports as expire
from samenwerking.models import Gebruiker


@shared_task
def expire_coa_imports() -> int:
    """Put away the COA lists that nobody decided about within the term. Out: how many."""
    return expire(door=Gebruiker.objects.systeem())
