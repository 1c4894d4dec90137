"""Clearing the keys of forms that were sent (samenwerking.basis.verzending writes them)."""

from datetime import datetime

from django.utils import timezone

from samenwerking.models import Verzending


def expire_verzendingen(*, op: datetime | None = None) -> int:
    """Delete the keys that nobody will send again, with their answers. Out: how many. It is no event: no line."""
    return Verzending.objects.verlopen(op or timezone.now()).delete()[0]
