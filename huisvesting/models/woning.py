"""Homes of corporations."""

import uuid

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from huisvesting.regels.adres import PostcodeFout, normalise_postcode
from samenwerking.models import Gemeente, Woningcorporatie


def validate_postcode(tekst: str) -> None:
    """Validator of a field: raises ValidationError with the sentence of the rule."""
    try:
        normalise_postcode(tekst)
    except PostcodeFout as fout:
        raise ValidationError(str(fout)) from fout


class Vorm(models.TextChoices):
    """Kind of home. Rooms share kitchen or bathroom; flex and doorstroom are temporary by nature."""

    REGULIER = "regulier", "Gewone woning"
    ONZELFSTANDIG = "onzelfstandig", "Kamer met gedeelde voorzieningen"
    FLEX = "flex", "Flexwoning"
    DOORSTROOM = "doorstroom", "Doorstroomlocatie"
    ZORGVASTGOED = "zorgvastgoed", "Voormalig zorgvastgoed"
    GEMENGD = "gemengd", "Gemengd wonen"


class Woning(models.Model):
    """One home (or one room, where a dwelling is let by room) of a corporation."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    corporatie = models.ForeignKey(Woningcorporatie, on_delete=models.PROTECT, related_name="woningen")
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="woningen")
    straat = models.CharField("straat", max_length=100)
    huisnummer = models.PositiveIntegerField("huisnummer", validators=[MinValueValidator(1), MaxValueValidator(99999)])
    toevoeging = models.CharField("toevoeging", max_length=10, blank=True)
    postcode = models.CharField("postcode", max_length=7, validators=[validate_postcode])
    plaats = models.CharField("plaats", max_length=100)
    vorm = models.CharField("soort woning", max_length=20, choices=Vorm.choices, default=Vorm.REGULIER)
    slaapkamers = models.PositiveSmallIntegerField(
        "slaapkamers", validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    verdieping = models.SmallIntegerField("verdieping", null=True, blank=True, help_text="0 is de begane grond.")
    lift = models.BooleanField("lift", default=False)
    toegankelijk = models.BooleanField("geschikt voor een rolstoel", default=False)
    kale_huur = models.DecimalField("kale huur per maand (EUR)", max_digits=7, decimal_places=2, null=True, blank=True)
    servicekosten = models.DecimalField(
        "servicekosten per maand (EUR)", max_digits=7, decimal_places=2, null=True, blank=True
    )

    class Meta:
        verbose_name = "woning"
        verbose_name_plural = "woningen"
        ordering = ["plaats", "straat", "huisnummer", "toevoeging"]
        constraints = [
            models.UniqueConstraint(
                fields=["corporatie", "postcode", "huisnummer", "toevoeging"],
                name="woning_address_once_per_corporatie",
                violation_error_message="Deze woning staat al in Thuisgever.",
            ),
            models.CheckConstraint(
                condition=(Q(kale_huur=None) | Q(kale_huur__gte=0)) & (Q(servicekosten=None) | Q(servicekosten__gte=0)),
                name="woning_rent_not_negative",
                violation_error_message="Een huurbedrag is nooit lager dan nul.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.adres}, {self.plaats}"

    @property
    def adres(self) -> str:
        return f"{self.straat} {self.huisnummer}{' ' + self.toevoeging if self.toevoeging else ''}"
