"""What changes the saldo of a gemeente without anyone being housed: a merger, or a difference that was settled."""

from django.db import models
from django.db.models import Q

from samenwerking.models import Gebruiker, Gemeente
from taakstelling.models.velden import HalfjaarField


class SoortSaldocorrectie(models.TextChoices):
    HERINDELING = "herindeling", "Herindeling"
    VEREFFENING = "vereffening", "Verschil met het Rijk vereffend"


class Saldocorrectie(models.Model):
    """Persons added to the saldo with which a gemeente begins a half-year; append-only (R-112, R-108, R-109).

    `herkomst` is the gemeente whose saldo it was, at a merger or a split.
    """

    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="saldocorrecties")
    halfjaar = HalfjaarField("halfjaar")
    aantal = models.IntegerField("personen (plus is voorsprong)")
    soort = models.CharField("soort", max_length=20, choices=SoortSaldocorrectie.choices)
    herkomst = models.ForeignKey(Gemeente, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reden = models.CharField("reden", max_length=300)
    vastgelegd_op = models.DateTimeField("vastgelegd op")
    vastgelegd_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "saldocorrectie"
        verbose_name_plural = "saldocorrecties"
        ordering = ["halfjaar", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["gemeente", "halfjaar", "herkomst"],
                condition=Q(soort="herindeling"),
                name="saldocorrectie_merger_once",
                violation_error_message="Het saldo van deze gemeente is al overgegaan.",
            ),
            models.CheckConstraint(
                condition=~Q(soort="herindeling") | Q(herkomst__isnull=False),
                name="saldocorrectie_merger_has_origin",
                violation_error_message="Bij een herindeling hoort de gemeente waarvan het saldo komt.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gemeente} {self.halfjaar}: {self.aantal:+d}"
