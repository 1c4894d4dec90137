"""Inhabitants per gemeente, and the mergers that move them."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from samenwerking.models import Gemeente


class InwonertalQuerySet(models.QuerySet["Inwonertal"]):
    def op(self, peildatum: date) -> Self:
        return self.filter(peildatum=peildatum)


class Inwonertal(models.Model):
    """Inhabitants of one gemeente on 1 January of a year (R-104). `is_geschat`: not counted but estimated."""

    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="inwonertallen")
    peildatum = models.DateField("peildatum")
    aantal = models.PositiveIntegerField("inwoners")
    is_geschat = models.BooleanField("geschat", default=False)
    bron = models.CharField("bron", max_length=200)

    objects = InwonertalQuerySet.as_manager()

    class Meta:
        verbose_name = "inwonertal"
        verbose_name_plural = "inwonertallen"
        ordering = ["-peildatum", "gemeente"]
        constraints = [
            models.UniqueConstraint(
                fields=["gemeente", "peildatum"],
                name="inwonertal_one_per_gemeente_and_day",
                violation_error_message="Voor deze gemeente en dag staat er al een inwonertal.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.gemeente}, {self.peildatum:%d-%m-%Y}: {self.aantal}"


class SoortHerindeling(models.TextChoices):
    SAMENVOEGING = "samenvoeging", "Samenvoeging tot een nieuwe gemeente"
    TOEVOEGING = "toevoeging", "Toevoeging aan een bestaande gemeente"
    SPLITSING = "splitsing", "Splitsing over meer gemeenten"


class Herindeling(models.Model):
    """From `ingangsdatum` on (a part of) `oud` belongs to `nieuw`. A split is divided by hand (R-108, R-109)."""

    ingangsdatum = models.DateField("ingangsdatum")
    oud = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="opgegaan_in")
    nieuw = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="ontstaan_uit")
    soort = models.CharField("soort", max_length=20, choices=SoortHerindeling.choices)

    class Meta:
        verbose_name = "herindeling"
        verbose_name_plural = "herindelingen"
        ordering = ["ingangsdatum", "oud"]
        constraints = [
            models.UniqueConstraint(
                fields=["oud", "nieuw"],
                name="herindeling_once_per_pair",
                violation_error_message="Deze herindeling staat er al.",
            ),
            models.CheckConstraint(
                condition=~Q(oud=models.F("nieuw")),
                name="herindeling_between_two_gemeenten",
                violation_error_message="Een gemeente gaat niet in zichzelf op.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.oud} naar {self.nieuw} per {self.ingangsdatum:%d-%m-%Y}"
