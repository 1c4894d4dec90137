"""How many files one may hand in on one day (security.md 090)."""

from collections.abc import Iterator
from datetime import datetime, time

from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils import timezone

from samenwerking.models import Gebruiker, Gemeente, Inlezing

PER_PERSOON = 50
PER_GEMEENTE = 200


class TeVeel(ValidationError):
    """Enough for today: nothing is wrong with the file. A page answers 429, not 422."""

    http_status = 429


def check_quotum(*, door: Gebruiker, gemeente: Gemeente | None, op: datetime | None = None) -> None:
    """Whether this person may hand in one more file today, for this gemeente (None: for all of them).

    Every kind of file counts, also one that was put away. Errors: TeVeel with the sentence.
    """
    vandaag = timezone.localdate(op or timezone.now())
    begin = timezone.make_aware(datetime.combine(vandaag, time.min))
    if sum(_count(begin, ontvangen_door=door)) >= PER_PERSOON:
        raise TeVeel(
            f"U hebt vandaag al {PER_PERSOON} bestanden ingelezen. Meer kan niet op één dag. "
            "Lees dit bestand morgen in."
        )
    if gemeente and sum(_count(begin, gemeente=gemeente)) >= PER_GEMEENTE:
        raise TeVeel(
            f"Voor {gemeente} zijn vandaag al {PER_GEMEENTE} bestanden ingelezen. Meer kan niet op één dag. "
            "Lees dit bestand morgen in."
        )


def _count(begin: datetime, **van: object) -> Iterator[int]:
    """Of each kind of import, how many files came in since."""
    for model in apps.get_models():
        if issubclass(model, Inlezing):
            yield model._default_manager.filter(ontvangen_op__gte=begin, **van).count()
