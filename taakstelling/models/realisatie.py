"""The ledger of counted persons: signed, dated, append-only (R-330). And the moment on which a gemeente counts."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from samenwerking.models import Gebruiker, Gemeente
from taakstelling.models.velden import HalfjaarField


class Grond(models.TextChoices):
    """Why a booking stands in the ledger."""

    PLAATSING = "plaatsing", "Plaatsing in een woning"
    VERBLIJF = "verblijf", "Ander verblijf"
    CORRECTIE = "correctie", "Correctie"


class RealisatieQuerySet(models.QuerySet["Realisatie"]):
    def staand(self) -> Self:
        """Bookings that hold: neither a reversal nor reversed."""
        return self.filter(herroept=None, herroeping=None)

    def for_gemeente(self, gemeente: Gemeente) -> Self:
        return self.filter(gemeente=gemeente)


class Realisatie(models.Model):
    """One booking of counted persons for one gemeente; `aantal` is +1 or -1, a correction any other whole number.

    `halfjaar` follows the date; it is a column of its own because a closed half-year is corrected in an open one.
    `bron_soort` and `bron_id` name what counted. A row is never changed: a reversal is a row that points at it.
    """

    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="realisaties", db_index=False)
    halfjaar = HalfjaarField("halfjaar")
    datum = models.DateField("datum")
    aantal = models.IntegerField("personen")
    grond = models.CharField("grond", max_length=20, choices=Grond.choices)
    bron_soort = models.CharField("soort bron", max_length=60)
    bron_id = models.CharField("bron", max_length=40)
    regel = models.CharField("regel", max_length=60)
    reden = models.CharField("reden", max_length=300, blank=True)
    herroept = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="herroeping", verbose_name="herroept"
    )
    geboekt_op = models.DateTimeField("geboekt op")
    geboekt_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+", db_index=False)

    objects = RealisatieQuerySet.as_manager()

    class Meta:
        verbose_name = "realisatie"
        verbose_name_plural = "realisaties"
        ordering = ["datum", "pk"]
        # The rebuild counts rows in the first, and adds from the second what is not plus one (services.voortgang).
        indexes = [
            models.Index(fields=["gemeente", "halfjaar"], name="realisatie_gemeente_halfjaar"),
            models.Index(fields=["gemeente", "halfjaar"], condition=~Q(aantal=1), name="realisatie_anders_dan_een"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["bron_soort", "bron_id", "grond", "gemeente"],
                condition=Q(herroept=None),
                name="realisatie_counts_once",
                violation_error_message="Dit is al geteld.",
            ),
            models.CheckConstraint(
                condition=~Q(aantal=0),
                name="realisatie_not_zero",
                violation_error_message="Een boeking van nul personen verandert niets.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gemeente} {self.datum:%d-%m-%Y}: {self.aantal:+d}"


class Telmoment(models.TextChoices):
    """Which event supplies the date on which people count (R-321 leaves it open)."""

    SLEUTEL = "sleutel", "De dag van de sleutel"
    HUURINGANG = "huuringang", "De eerste dag van de huur"
    AFMELDING_COA = "afmelding_coa", "De dag van afmelding bij COA"


class TelmomentinstellingQuerySet(models.QuerySet["Telmomentinstelling"]):
    def telmoment(self, gemeente: Gemeente, datum: date) -> Telmoment:
        """What this gemeente counts on at a day; the key when it never chose."""
        gekozen = self.filter(gemeente=gemeente, van__lte=datum).order_by("-van").values_list("telmoment", flat=True)
        return Telmoment(gekozen.first() or Telmoment.SLEUTEL)


class Telmomentinstelling(models.Model):
    """From `van` on, until a later row, the gemeente counts on this event."""

    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="telmomenten")
    telmoment = models.CharField("telmoment", max_length=20, choices=Telmoment.choices)
    van = models.DateField("van")
    ingesteld_op = models.DateTimeField("ingesteld op")
    ingesteld_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")

    objects = TelmomentinstellingQuerySet.as_manager()

    class Meta:
        verbose_name = "telmoment"
        verbose_name_plural = "telmomenten"
        ordering = ["gemeente", "-van"]
        constraints = [
            models.UniqueConstraint(
                fields=["gemeente", "van"],
                name="telmoment_one_per_day",
                violation_error_message="Vanaf deze dag is er al een telmoment ingesteld.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.gemeente}: {self.get_telmoment_display()} vanaf {self.van:%d-%m-%Y}"
