"""Messages to people: in the site for everyone, and by mail for who wants that. The table is the outbox of the mail."""

import uuid
from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from samenwerking.models.gebruiker import Gebruiker

# News that is older than this is no longer mailed: it stands in the site, and by now it would only confuse.
MAIL_VERVALT = timedelta(days=7)
# The hour of the mail with everything of a day.
DAGOVERZICHT_UUR = 7


class Mailwijze(models.TextChoices):
    """When someone gets a mail about a message."""

    DIRECT = "direct", "Meteen, een mail voor elk bericht"
    DAGELIJKS = "dagelijks", "Eén keer per dag om 7 uur, alles in één mail"
    UIT = "uit", "Geen mail, alleen in Thuisgever"


class Berichtvoorkeur(models.Model):
    """What one person chose. Who chose nothing gets a mail at once."""

    gebruiker = models.OneToOneField(
        Gebruiker, primary_key=True, on_delete=models.CASCADE, related_name="berichtvoorkeur"
    )
    wijze = models.CharField("mail", max_length=10, choices=Mailwijze.choices, default=Mailwijze.DIRECT)
    vrijdag = models.BooleanField("elke vrijdag een bericht over wie een thuis kreeg", default=False)

    class Meta:
        verbose_name = "berichtvoorkeur"
        verbose_name_plural = "berichtvoorkeuren"

    def __str__(self) -> str:
        return self.get_wijze_display()


class BerichtQuerySet(models.QuerySet["Bericht"]):
    def visible_to(self, gebruiker: Gebruiker) -> Self:
        """One's own; nobody reads the messages of another."""
        return self.filter(ontvanger=gebruiker)

    def ongelezen(self) -> Self:
        return self.filter(gelezen_op=None)

    def te_mailen(self, op: datetime) -> Self:
        """What must still be mailed and may be tried now; what goes once a day, only from before the last 7 o'clock."""
        zeven_uur = timezone.localtime(op).replace(hour=DAGOVERZICHT_UUR, minute=0, second=0, microsecond=0)
        if zeven_uur > op:
            zeven_uur -= timedelta(days=1)
        return self.filter(
            Q(mail=Mailwijze.DIRECT) | Q(mail=Mailwijze.DAGELIJKS, gemaakt_op__lt=zeven_uur),
            Q(niet_voor=None) | Q(niet_voor__lte=op),
            gemaild_op=None,
            gemaakt_op__gt=op - MAIL_VERVALT,
        )


class Bericht(models.Model):
    """One message to one person. The text names no statushouder: a home, a size and a day are enough to act.

    `mail` says what is still to be done: direct, dagelijks, or uit (not wanted, or no longer). While `gemaild_op` is
    empty the beat tries; whoever tries first sets `niet_voor`, so that nobody else tries meanwhile, and counts it in
    `pogingen`. `laatste_fout` is the kind of error, without an address.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ontvanger = models.ForeignKey(Gebruiker, on_delete=models.CASCADE, related_name="berichten")
    sleutel = models.CharField("sleutel", max_length=120)
    titel = models.CharField("titel", max_length=100)
    tekst = models.CharField("tekst", max_length=600)
    url = models.CharField("adres in de site", max_length=200)
    gemaakt_op = models.DateTimeField("gemaakt op")
    gemaakt_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")
    gelezen_op = models.DateTimeField("gelezen op", null=True, blank=True)
    mail = models.CharField("mail", max_length=10, choices=Mailwijze.choices, default=Mailwijze.UIT)
    gemaild_op = models.DateTimeField("gemaild op", null=True, blank=True)
    niet_voor = models.DateTimeField("volgende poging niet voor", null=True, blank=True)
    pogingen = models.PositiveSmallIntegerField("pogingen", default=0)
    laatste_fout = models.CharField("laatste fout", max_length=100, blank=True)

    objects = BerichtQuerySet.as_manager()

    class Meta:
        verbose_name = "bericht"
        verbose_name_plural = "berichten"
        ordering = [F("gelezen_op").asc(nulls_first=True), "-gemaakt_op"]
        constraints = [
            models.UniqueConstraint(
                fields=["ontvanger", "sleutel"],
                name="bericht_once_per_ontvanger",
                violation_error_message="Deze persoon heeft dit bericht al.",
            )
        ]
        indexes = [
            # The count in the header of every page, and what the beat looks for every minute.
            models.Index(fields=["ontvanger"], condition=Q(gelezen_op=None), name="bericht_ongelezen"),
            models.Index(
                fields=["gemaakt_op"], condition=Q(gemaild_op=None) & ~Q(mail="uit"), name="bericht_te_mailen"
            ),
        ]

    def __str__(self) -> str:
        return self.titel


class Antwoordlink(models.Model):
    """A way for one person to answer once, from the mail about a message and without logging in.

    The secret exists only in that mail: it is made while mailing, and here stands its hash. Before that both `afdruk`
    and `geldig_tot` are empty, and the link opens nothing. `onderwerp_id` is the key of what is answered; `pad` the
    address in the site under which the secret is put.
    """

    bericht = models.OneToOneField(Bericht, primary_key=True, on_delete=models.CASCADE, related_name="antwoordlink")
    onderwerp_id = models.UUIDField("onderwerp")
    pad = models.CharField("pad", max_length=100)
    afdruk = models.CharField("afdruk van de sleutel", max_length=64, blank=True)
    geldig_tot = models.DateTimeField("geldig tot", null=True, blank=True)
    gebruikt_op = models.DateTimeField("gebruikt op", null=True, blank=True)

    class Meta:
        verbose_name = "antwoordlink"
        verbose_name_plural = "antwoordlinks"
        constraints = [
            models.UniqueConstraint(
                fields=["afdruk"],
                condition=~Q(afdruk=""),
                name="antwoordlink_afdruk_once",
                violation_error_message="Deze link bestaat al. Vraag een nieuwe.",
            ),
            models.CheckConstraint(
                condition=Q(afdruk="", geldig_tot=None, gebruikt_op=None) | ~Q(afdruk="") & Q(geldig_tot__isnull=False),
                name="antwoordlink_sent_with_end",
                violation_error_message="Een link die verstuurd is, verloopt op een dag.",
            ),
        ]

    def __str__(self) -> str:
        return f"Antwoordlink bij {self.bericht}"
