"""Runs of the nightly rebuild: so that the beheerder sees whether the figures are up to date."""

from typing import Self

from django.db import models


class HerberekeningQuerySet(models.QuerySet["Herberekening"]):
    def gelukt(self) -> Self:
        return self.exclude(klaar=None)


class Herberekening(models.Model):
    """One run over all gemeenten. A run without `klaar` is busy, or its worker died; `fout` says what went wrong."""

    begonnen = models.DateTimeField("begonnen")
    klaar = models.DateTimeField("klaar", null=True, blank=True)
    aanleiding = models.CharField("aanleiding", max_length=60)
    afwijkingen = models.PositiveIntegerField("rijen die afweken", default=0)
    fout = models.CharField("fout", max_length=300, blank=True)

    objects = HerberekeningQuerySet.as_manager()

    class Meta:
        verbose_name = "herberekening"
        verbose_name_plural = "herberekeningen"
        ordering = ["-begonnen"]

    def __str__(self) -> str:
        return f"Herberekening van {self.begonnen:%d-%m-%Y %H:%M}"
