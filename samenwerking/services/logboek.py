"""Writing the logboek."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils import timezone

from samenwerking.basis.bulk import copy_rows
from samenwerking.models import Gebeurtenis, Gebruiker, Gemeente, Logregel


def make_logregel(
    gebeurtenis: Gebeurtenis,
    *,
    onderwerp: Model | None,
    door: Gebruiker | None,
    gemeente: Gemeente | None = None,
    op: datetime | None = None,
    gegevens: dict[str, Any] | None = None,
) -> Logregel:
    """An unsaved line. The gemeente is taken from the subject when it is not given; no actor means nobody was known."""
    gemeente = gemeente or (onderwerp if isinstance(onderwerp, Gemeente) else getattr(onderwerp, "gemeente", None))
    return Logregel(
        gebeurtenis=gebeurtenis,
        gemeente_code=gemeente.code if gemeente else "",
        onderwerp_soort=onderwerp._meta.label_lower if onderwerp else "",
        onderwerp_id=str(onderwerp.pk) if onderwerp else "",
        gegevens=gegevens or {},
        op=op or timezone.now(),
        door_id=str(door.pk) if door else "",
        door_naam=door.naam if door else "onbekend",
    )


def log(
    gebeurtenis: Gebeurtenis,
    *,
    onderwerp: Model | None,
    door: Gebruiker | None,
    gemeente: Gemeente | None = None,
    op: datetime | None = None,
    gegevens: dict[str, Any] | None = None,
) -> Logregel:
    """Write the one audit line of an event. Only the outermost service of an event calls this.

    In: what happened, the object it happened to, who did it, when (default now) and codes or numbers that explain it
    (no personal data). Out: the saved line.
    """
    regel = make_logregel(gebeurtenis, onderwerp=onderwerp, door=door, gemeente=gemeente, op=op, gegevens=gegevens)
    regel.save(force_insert=True)
    return regel


def log_alle(
    gebeurtenis: Gebeurtenis,
    *,
    onderwerpen: Iterable[Model],
    door: Gebruiker,
    op: datetime,
    gemeente: Gemeente | None = None,
    gegevens: dict[str, Any] | None = None,
) -> None:
    """A line on the timeline of each of many subjects of one event, which has the one line of `log` besides. In: as
    `log`; with the same `gemeente` and `gegevens` for all of them."""
    copy_rows(
        Logregel,
        (
            make_logregel(gebeurtenis, onderwerp=onderwerp, door=door, gemeente=gemeente, op=op, gegevens=gegevens)
            for onderwerp in onderwerpen
        ),
    )


def log_inzage(onderwerpen: Iterable[Model], *, door: Gebruiker) -> None:
    """Record that someone looked at the personal data of these subjects: one line for each, in one statement."""
    Logregel.objects.bulk_create(
        make_logregel(Gebeurtenis.INZAGE, onderwerp=onderwerp, door=door) for onderwerp in onderwerpen
    )
