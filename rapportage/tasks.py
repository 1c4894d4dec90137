"""Background work that collects from all parts of the product."""

from celery import shared_task

from rapportage.services import agenda
from rapportage.services.successen import tell_week
from samenwerking.models import Gemeente


@shared_task
def fill_agendas() -> int:
    """Fill the agendas of the meetings of the coming week. Out: how many changed; again: 0."""
    return agenda.fill_agendas()


@shared_task
def tell_successen() -> int:
    """The message of Friday, for every gemeente where someone wants it. Out: how many messages; again: 0."""
    gemeenten = Gemeente.objects.filter(voortgangen__isnull=False).distinct()
    return sum(tell_week(gemeente=gemeente) for gemeente in gemeenten)
