"""The organisations: gemeenten and woningcorporaties."""

import uuid
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

if TYPE_CHECKING:
    from samenwerking.models.gebruiker import Gebruiker


class GemeenteQuerySet(models.QuerySet["Gemeente"]):
    def actief(self) -> Self:
        return self.filter(is_actief=True)

    def visible_to(self, gebruiker: "Gebruiker") -> Self:
        """Gemeenten for which this person has a role, of the province supervised, or that the corporatie works in."""
        if gebruiker.is_superuser:
            return self
        return self.filter(
            Q(pk__in=gebruiker.gemeente_ids())
            | Q(provincie_code__in=gebruiker.provincie_codes())
            | Q(corporaties__in=gebruiker.corporatie_ids())
        ).distinct()

    def find(self, naam_of_code: str) -> "Gemeente | None":
        """The gemeente with this code, name or known variant of its name; None when there is none or more than one."""
        tekst = naam_of_code.strip()
        matches = list(
            self.filter(
                Q(code__iexact=tekst) | Q(naam__iexact=tekst) | Q(naamvarianten__naam__iexact=tekst)
            ).distinct()[:2]
        )
        return matches[0] if len(matches) == 1 else None


class Gemeente(models.Model):
    """A gemeente as CBS knows it. Abolished ones stay, inactive, so that history keeps its name."""

    code = models.CharField("CBS-code", max_length=6, unique=True)
    naam = models.CharField("naam", max_length=100)
    provincie_code = models.CharField("provinciecode", max_length=4, blank=True)
    provincie = models.CharField("provincie", max_length=50, blank=True)
    lat = models.FloatField("breedtegraad", null=True, blank=True)
    lon = models.FloatField("lengtegraad", null=True, blank=True)
    is_actief = models.BooleanField("bestaat", default=True)
    opgeheven_per = models.DateField("opgeheven per", null=True, blank=True)

    objects = GemeenteQuerySet.as_manager()

    class Meta:
        verbose_name = "gemeente"
        verbose_name_plural = "gemeenten"
        ordering = ["naam"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_actief=False) | Q(opgeheven_per=None),
                name="gemeente_active_or_abolished",
                violation_error_message="Een gemeente die bestaat heeft geen datum van opheffing.",
            )
        ]

    def __str__(self) -> str:
        return self.naam

    def get_absolute_url(self) -> str:
        return reverse("rapportage:dashboard", kwargs={"code": self.code})


class Naamvariant(models.Model):
    """Another way in which people write the name of a gemeente ("Den Haag")."""

    gemeente = models.ForeignKey(Gemeente, on_delete=models.CASCADE, related_name="naamvarianten")
    naam = models.CharField("naam", max_length=100, unique=True)

    class Meta:
        verbose_name = "naamvariant"
        verbose_name_plural = "naamvarianten"
        ordering = ["naam"]

    def __str__(self) -> str:
        return self.naam


class WoningcorporatieQuerySet(models.QuerySet["Woningcorporatie"]):
    def visible_to(self, gebruiker: "Gebruiker") -> Self:
        """The own corporatie, and for a gemeente those that work in it."""
        if gebruiker.is_superuser:
            return self
        return self.filter(Q(pk__in=gebruiker.corporatie_ids()) | Q(gemeenten__in=gebruiker.gemeente_ids())).distinct()


class Woningcorporatie(models.Model):
    """A housing corporation, and the gemeenten in which it lets homes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    naam = models.CharField("naam", max_length=100, unique=True)
    gemeenten = models.ManyToManyField(Gemeente, verbose_name="gemeenten", related_name="corporaties")

    objects = WoningcorporatieQuerySet.as_manager()

    class Meta:
        verbose_name = "woningcorporatie"
        verbose_name_plural = "woningcorporaties"
        ordering = ["naam"]

    def __str__(self) -> str:
        return self.naam
