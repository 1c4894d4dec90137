"""Mailing what waits in the outbox. A mail server that is down loses nothing, and one bad address stops nobody else.

Whoever mails first claims, in a short transaction, so that two who mail at once never mail the same; sending itself
holds no lock. Who dies between the claim and the mail leaves the message waiting until the claim ends.
"""

import hashlib
import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from samenwerking.models import Antwoordlink, Bericht, Gebruiker, Mailwijze
from samenwerking.services.bericht import make_adres
from samenwerking.services.uitnodiging import attach_uitnodigingen

logger = logging.getLogger(__name__)

# How long nobody else tries what somebody is mailing.
CLAIM = timedelta(minutes=10)
# After each failure twice as long, up to an hour.
LANGSTE_PAUZE = 60
# So many people in a row who cannot be mailed: it is the server, so the rest waits for the next minute.
STOP_NA = 3


@dataclass(frozen=True)
class Onderdeel:
    """One message as it stands in a mail; `antwoord` is the link with the secret, which exists only there."""

    bericht: Bericht
    url: str
    antwoord: str = ""
    geldig_tot: datetime | None = None


def hash_sleutel(sleutel: str) -> str:
    """What is stored of the secret in a link. The secret is as random as a key, so one digest is enough."""
    return hashlib.sha256(sleutel.encode()).hexdigest()


def mail_berichten(*, op: datetime | None = None) -> int:
    """Mail what waits: each message at once, or all of a day together for who chose that. Out: how many mails went.

    What fails keeps its message, with the number of attempts and the kind of the last error, and is tried again later.
    """
    moment = op or timezone.now()
    verstuurd = mislukt = 0
    while mislukt < STOP_NA and (berichten := _claim(moment)):
        ontvanger = berichten[0].ontvanger
        if not _wants_mail(ontvanger) or _changed_work(ontvanger, berichten, moment):
            Bericht.objects.filter(
                ontvanger=ontvanger, gemaild_op=None, gemaakt_op__lte=berichten[-1].gemaakt_op
            ).update(mail=Mailwijze.UIT)
        elif _send(berichten, moment):
            verstuurd, mislukt = verstuurd + 1, 0
        else:
            mislukt += 1
    return verstuurd


def _wants_mail(gebruiker: Gebruiker) -> bool:
    """Who left, or lost his last role, gets no mail any more."""
    return gebruiker.is_active and bool(gebruiker.email) and bool(gebruiker.rollen)


def _changed_work(gebruiker: Gebruiker, berichten: Sequence[Bericht], moment: datetime) -> bool:
    """A role of this person ended after the last of these messages was written: they may be about the work of another
    corporation or gemeente by now. In the site they stay, behind a page that asks again."""
    sinds = timezone.localdate(berichten[-1].gemaakt_op)
    return gebruiker.toewijzingen.filter(tot__gt=sinds, tot__lte=timezone.localdate(moment)).exists()


def _claim(moment: datetime) -> list[Bericht]:
    """What goes in the next mail, all to one person: claimed, so that nobody else mails it. Empty when nothing waits.

    The row of the person is what one holds meanwhile: without it two could each take a part of one day's messages.
    """
    with transaction.atomic():
        wacht = Bericht.objects.te_mailen(moment)
        mensen = (
            Gebruiker.objects.select_for_update(skip_locked=True, no_key=True)
            .filter(pk__in=wacht.values("ontvanger"))
            .order_by("pk")
        )
        while gebruiker := mensen.first():
            eigen = wacht.filter(ontvanger=gebruiker).select_related("antwoordlink").order_by("gemaakt_op", "pk")
            berichten = list(eigen.filter(mail=Mailwijze.DAGELIJKS)) or list(eigen[:1])
            for bericht in berichten:
                bericht.ontvanger = gebruiker
            _of(berichten).update(niet_voor=moment + CLAIM, pogingen=F("pogingen") + 1)
            if berichten:  # else somebody else claimed them between the two questions
                return berichten
        return []


def _send(berichten: Sequence[Bericht], moment: datetime) -> bool:
    """Mail these messages to their one addressee, and write down how it went. Out: whether it went."""
    ontvanger = berichten[0].ontvanger
    try:
        _compose(berichten, moment).send()
    except Exception as fout:  # whatever a mail server or an address can do wrong: the others must still go
        pauze = timedelta(minutes=min(2 ** (berichten[0].pogingen + 1), LANGSTE_PAUZE))
        _of(berichten).update(laatste_fout=type(fout).__name__)
        Bericht.objects.te_mailen(moment).filter(ontvanger=ontvanger).update(niet_voor=moment + pauze)
        _of(berichten).update(niet_voor=moment + pauze)
        logger.warning("Mail niet verstuurd (%s), poging %d.", type(fout).__name__, berichten[0].pogingen + 1)
        return False
    _of(berichten).update(gemaild_op=moment, laatste_fout="")
    return True


def _of(berichten: Sequence[Bericht]) -> QuerySet[Bericht]:
    return Bericht.objects.filter(pk__in=[bericht.pk for bericht in berichten])


def _compose(berichten: Sequence[Bericht], moment: datetime) -> EmailMessage:
    onderdelen = [_onderdeel(bericht, moment) for bericht in berichten]
    titel = berichten[0].titel if len(berichten) == 1 else f"{len(berichten)} berichten"
    context = {"onderdelen": onderdelen, "voorkeur": make_adres(reverse("samenwerking:berichtvoorkeur"))}
    mail = EmailMessage(
        f"Thuisgever: {titel}",
        render_to_string("samenwerking/mail/berichten.txt", context),
        to=[berichten[0].ontvanger.email],
        headers={"Auto-Submitted": "auto-generated"},
    )
    for bericht in berichten:
        for naam, tekst, soort in attach_uitnodigingen(bericht):
            mail.attach(naam, tekst, soort)
    return mail


def _onderdeel(bericht: Bericht, moment: datetime) -> Onderdeel:
    """The message with its addresses. A link to answer gets its secret here, and its days begin to count."""
    url = make_adres(bericht.url)
    link: Antwoordlink | None = getattr(bericht, "antwoordlink", None)
    if link is None or link.gebruikt_op:
        return Onderdeel(bericht, url)
    sleutel = secrets.token_urlsafe(32)
    link.afdruk, link.geldig_tot = hash_sleutel(sleutel), moment + timedelta(days=settings.ANTWOORDLINK_DAGEN)
    link.save(update_fields=["afdruk", "geldig_tot"])
    return Onderdeel(bericht, url, make_adres(f"{link.pad}{sleutel}/"), link.geldig_tot)
