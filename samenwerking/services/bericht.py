"""Messages to people: written by an event in its own transaction, read in the site, mailed by the beat."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from samenwerking.basis.constraints import one_transaction
from samenwerking.models import (
    Antwoordlink,
    Bericht,
    Berichtvoorkeur,
    Gebruiker,
    Gemeente,
    Mailwijze,
    Roltoewijzing,
    Woningcorporatie,
)


@dataclass(frozen=True)
class Tekst:
    """What a message says. `url` is where in the site one acts on it; nothing in it names a statushouder."""

    titel: str
    tekst: str
    url: str


@dataclass(frozen=True)
class Antwoordvraag:
    """What may be answered from the mail: the key of it, and the address in the site for the secret (`pad`)."""

    onderwerp_id: uuid.UUID
    pad: str


def make_adres(pad: str) -> str:
    """The address of a page of the site, as a mail or a calendar needs it."""
    return f"{settings.SITE_ADRES.rstrip('/')}{pad}"


def find_gebruikers(
    *rollen: str, peildatum: date, gemeente: Gemeente | None = None, corporatie: Woningcorporatie | None = None
) -> QuerySet[Gebruiker]:
    """People with a running account and one of these roles on that day, for this gemeente or corporatie."""
    toewijzingen = Roltoewijzing.objects.lopend(peildatum).filter(rol__in=rollen)
    if gemeente:
        toewijzingen = toewijzingen.filter(gemeente=gemeente)
    if corporatie:
        toewijzingen = toewijzingen.filter(corporatie=corporatie)
    return Gebruiker.objects.filter(is_active=True, pk__in=toewijzingen.values("gebruiker"))


def write_berichten(
    ontvangers: Iterable[Gebruiker],
    *,
    sleutel: str,
    tekst: Tekst,
    door: Gebruiker,
    op: datetime,
    antwoord: Antwoordvraag | None = None,
) -> int:
    """Tell these people something, inside the transaction of the event that it is about. Writes no line of its own.

    In: `sleutel` says what it is about: who has a message with it gets no second one. `antwoord` gives each a link to
    answer from the mail. Out: how many messages were written.
    """
    mensen = {gebruiker.pk: gebruiker for gebruiker in ontvangers}
    if not mensen:
        return 0
    wijzen = dict(Berichtvoorkeur.objects.filter(gebruiker__in=mensen).values_list("gebruiker_id", "wijze"))
    nieuw = [
        Bericht(
            ontvanger=gebruiker,
            sleutel=sleutel,
            titel=tekst.titel,
            tekst=tekst.tekst,
            url=tekst.url,
            gemaakt_op=op,
            gemaakt_door=door,
            mail=wijzen.get(pk, Mailwijze.DIRECT) if gebruiker.email else Mailwijze.UIT,
        )
        for pk, gebruiker in mensen.items()
    ]
    Bericht.objects.bulk_create(nieuw, ignore_conflicts=True)
    geschreven = list(Bericht.objects.filter(pk__in=[bericht.pk for bericht in nieuw]))
    if antwoord:
        Antwoordlink.objects.bulk_create(
            Antwoordlink(bericht=bericht, onderwerp_id=antwoord.onderwerp_id, pad=antwoord.pad)
            for bericht in geschreven
        )
    return len(geschreven)


def mark_gelezen(berichten: QuerySet[Bericht], *, op: datetime | None = None) -> int:
    """These messages were seen; what was seen before keeps its moment. Out: how many were new.

    No line in the logboek: nothing of a case changes by it, and it says only of the reader that he read.
    """
    return berichten.ongelezen().update(gelezen_op=op or timezone.now())  # type: ignore[attr-defined,no-any-return]


@one_transaction(Berichtvoorkeur)
def choose_mail(*, wijze: str, door: Gebruiker, vrijdag: bool = False) -> Berichtvoorkeur:
    """Someone says when he wants mail, and whether he wants the message of Friday; what waits to be mailed follows.

    No line in the logboek: see above.
    """
    keuze = {"wijze": wijze, "vrijdag": vrijdag}
    voorkeur, _ = Berichtvoorkeur.objects.update_or_create(gebruiker=door, defaults=keuze)
    Bericht.objects.filter(ontvanger=door, gemaild_op=None).exclude(mail=Mailwijze.UIT).update(mail=wijze)
    return voorkeur


def remove_oude_berichten(*, op: datetime | None = None) -> int:
    """Messages that were read and are older than the term (setting BERICHTEN_DAGEN) go. Out: how many."""
    grens = (op or timezone.now()) - timedelta(days=settings.BERICHTEN_DAGEN)
    _, per_model = Bericht.objects.filter(gelezen_op__isnull=False, gemaakt_op__lt=grens).delete()
    return per_model.get(Bericht._meta.label, 0)
