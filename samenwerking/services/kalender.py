"""The calendar feed of one person: behind an address with a secret, with no more than when and where one meets."""

import secrets
from datetime import datetime, timedelta

from django.utils import timezone

from samenwerking.basis.constraints import one_transaction
from samenwerking.models import Gebeurtenis, Gebruiker, Kalenderlink, Overleg
from samenwerking.regels.kalender import write_kalender
from samenwerking.services.bezorging import hash_sleutel
from samenwerking.services.logboek import log
from samenwerking.services.uitnodiging import make_afspraak

# So long a meeting that is over stays in the feed.
TERUG = timedelta(days=60)
GEHEIM_BYTES = 32


@one_transaction(Kalenderlink)
def make_kalenderlink(*, door: Gebruiker, op: datetime | None = None) -> str:
    """A new secret for the own feed; one that was there stops. Out: the secret, which is kept nowhere."""
    moment, geheim = op or timezone.now(), secrets.token_urlsafe(GEHEIM_BYTES)
    Kalenderlink.objects.update_or_create(
        gebruiker=door, defaults={"afdruk": hash_sleutel(geheim), "gemaakt_op": moment}
    )
    log(Gebeurtenis.KALENDERLINK_GEMAAKT, onderwerp=door, door=door, op=moment)
    return geheim


@one_transaction(Kalenderlink)
def stop_kalenderlink(*, door: Gebruiker, op: datetime | None = None) -> bool:
    """The own feed stops. Out: whether there was one; without one nothing is written."""
    aantal, _ = Kalenderlink.objects.filter(gebruiker=door).delete()
    if aantal:
        log(Gebeurtenis.KALENDERLINK_GESTOPT, onderwerp=door, door=door, op=op or timezone.now())
    return bool(aantal)


def find_volger(geheim: str) -> Gebruiker | None:
    """Whose feed this secret opens; nobody's when it was renewed or stopped, or when he no longer works here."""
    link = Kalenderlink.objects.select_related("gebruiker").filter(afdruk=hash_sleutel(geheim)).first()
    if link is None or not link.gebruiker.is_active or not link.gebruiker.rollen:
        return None
    return link.gebruiker


def read_kalender(gebruiker: Gebruiker, *, op: datetime | None = None) -> bytes:
    """The meetings that this person takes part in and may read today. Two queries."""
    moment = op or timezone.now()
    overleggen = (
        Overleg.objects.visible_to(gebruiker)
        .filter(reeks__deelnemers=gebruiker, afgezegd_op=None, begint_op__gte=moment - TERUG)
        .select_related("reeks")
        .order_by("begint_op")
        .distinct()
    )
    return write_kalender(
        [make_afspraak(overleg, op=moment) for overleg in overleggen], naam="Thuisgever", gestempeld=moment
    )
