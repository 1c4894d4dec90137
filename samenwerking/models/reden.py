"""Why something did not go on: a catalogue with the party that was responsible."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q


class Klasse(models.TextChoices):
    """Who was responsible for the loss of a home or a voordracht."""

    HUISHOUDEN = "huishouden", "Huishouden"
    CORPORATIE = "corporatie", "Corporatie"
    GEMEENTE = "gemeente", "Gemeente"
    COA = "coa", "COA"
    OVERMACHT = "overmacht", "Overmacht"


class RedenQuerySet(models.QuerySet["Reden"]):
    def geldig(self, peildatum: date) -> Self:
        return self.filter(Q(vervallen_per=None) | Q(vervallen_per__gt=peildatum))

    def for_klassen(self, *klassen: str) -> Self:
        return self.filter(klasse__in=klassen)


class Reden(models.Model):
    """One reason. A used one is retired with a date, never deleted."""

    code = models.SlugField("code", max_length=50, unique=True)
    tekst = models.CharField("reden", max_length=100)
    klasse = models.CharField("klasse", max_length=20, choices=Klasse.choices)
    toelichting_verplicht = models.BooleanField("toelichting verplicht", default=False)
    vervallen_per = models.DateField("vervallen per", null=True, blank=True)

    objects = RedenQuerySet.as_manager()

    class Meta:
        verbose_name = "reden"
        verbose_name_plural = "redenen"
        ordering = ["klasse", "tekst"]

    def __str__(self) -> str:
        return self.tekst
