"""Gemeenten that decide together to divide their taakstellingen otherwise (art. 29 lid 2 Huisvestingswet, R-107)."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q

from samenwerking.basis.constraints import both_or_neither
from samenwerking.models import Gebruiker, Gemeente
from taakstelling.models.velden import HalfjaarField


class OverdrachtQuerySet(models.QuerySet["Overdracht"]):
    def geldend(self) -> Self:
        return self.filter(ingetrokken_op=None)

    def visible_to(self, gebruiker: Gebruiker) -> Self:
        return self.filter(regels__gemeente__in=Gemeente.objects.visible_to(gebruiker)).distinct()


class Overdracht(models.Model):
    """One joint decision for one half-year. Its rules add up to zero: the sum over the gemeenten does not change.

    A decision is never edited: it is withdrawn, and a new one is recorded.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    halfjaar = HalfjaarField("halfjaar")
    besluitdatum = models.DateField("datum van het besluit")
    document = models.CharField("document", max_length=300)
    vastgelegd_op = models.DateTimeField("vastgelegd op")
    vastgelegd_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")
    ingetrokken_op = models.DateTimeField("ingetrokken op", null=True, blank=True)
    ingetrokken_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    intrekreden = models.CharField("reden van intrekken", max_length=300, blank=True)

    objects = OverdrachtQuerySet.as_manager()

    class Meta:
        verbose_name = "overdracht"
        verbose_name_plural = "overdrachten"
        ordering = ["-halfjaar", "-vastgelegd_op"]
        constraints = [
            both_or_neither("ingetrokken_op", "ingetrokken_door", name="overdracht_ingetrokken"),
            models.CheckConstraint(
                condition=Q(ingetrokken_op=None, intrekreden="")
                | (Q(ingetrokken_op__isnull=False) & ~Q(intrekreden="")),
                name="overdracht_withdrawn_with_reason",
                violation_error_message="Wie een overdracht intrekt, geeft een reden.",
            ),
        ]

    def __str__(self) -> str:
        return f"Overdracht {self.halfjaar} van {self.besluitdatum:%d-%m-%Y}"


class Overdrachtregel(models.Model):
    """What one gemeente takes over (plus) or hands over (minus), in persons, and the reference of its college."""

    overdracht = models.ForeignKey(Overdracht, on_delete=models.PROTECT, related_name="regels")
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="overdrachtregels")
    aantal = models.IntegerField("personen (plus neemt over, min draagt over)")
    kenmerk = models.CharField("kenmerk van het college", max_length=100)

    class Meta:
        verbose_name = "regel van een overdracht"
        verbose_name_plural = "regels van overdrachten"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["overdracht", "gemeente"],
                name="overdrachtregel_once_per_gemeente",
                violation_error_message="Elke gemeente staat één keer in een overdracht.",
            ),
            models.CheckConstraint(
                condition=~Q(aantal=0),
                name="overdrachtregel_not_zero",
                violation_error_message="Een overdracht van nul personen verandert niets.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gemeente}: {self.aantal:+d}"
