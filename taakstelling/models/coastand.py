"""What COA says that a gemeente realised: the official state, on which the province judges (R-331)."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from samenwerking.basis.constraints import both_or_neither
from samenwerking.models import Gebruiker, Gemeente
from taakstelling.models.overzicht import Overzichtimport
from taakstelling.models.velden import HalfjaarField
from taakstelling.regels.halfjaar import Halfjaar


class CoaStandQuerySet(models.QuerySet["CoaStand"]):
    def geldend(self) -> Self:
        """Those that no later overview replaced."""
        return self.filter(vervangen_op=None)

    def for_halfjaar(self, gemeente: Gemeente, halfjaar: Halfjaar) -> Self:
        return self.geldend().filter(gemeente=gemeente, halfjaar=halfjaar)

    def laatste(self, gemeente: Gemeente, halfjaar: Halfjaar, peildatum: date | None = None) -> "CoaStand | None":
        """The latest state of a half-year, on or before a day when one is given."""
        standen = self.for_halfjaar(gemeente, halfjaar)
        if peildatum:
            standen = standen.filter(peildatum__lte=peildatum)
        return standen.order_by("-peildatum").first()


class CoaStand(models.Model):
    """One gemeente in one half-year as COA counted it up to and including `peildatum` (R-122), in persons.

    Saldi have our sign: plus is voorsprong, minus is achterstand. What the overview did not say is None. A row is never
    edited: a later overview of the same day takes over, and the old row says when.
    """

    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="coastanden")
    halfjaar = HalfjaarField("halfjaar")
    peildatum = models.DateField("peildatum")
    taakstelling = models.PositiveIntegerField("taakstelling", null=True, blank=True)
    saldo_begin = models.IntegerField("saldo bij het begin", null=True, blank=True)
    gerealiseerd = models.IntegerField("gerealiseerd")
    saldo_eind = models.IntegerField("saldo op de peildatum", null=True, blank=True)
    overzicht = models.ForeignKey(Overzichtimport, on_delete=models.PROTECT, related_name="standen")
    vastgelegd_op = models.DateTimeField("vastgelegd op")
    vastgelegd_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")
    vervangen_op = models.DateTimeField("vervangen op", null=True, blank=True)
    vervangen_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = CoaStandQuerySet.as_manager()

    class Meta:
        verbose_name = "stand van COA"
        verbose_name_plural = "standen van COA"
        ordering = ["gemeente", "-peildatum", "-vastgelegd_op"]
        constraints = [
            both_or_neither("vervangen_op", "vervangen_door", name="coastand_vervangen"),
            models.UniqueConstraint(
                fields=["gemeente", "halfjaar", "peildatum"],
                condition=Q(vervangen_op=None),
                name="coastand_one_current",
                violation_error_message="Voor deze peildatum is er al een stand van COA.",
            ),
            models.CheckConstraint(
                condition=Q(taakstelling=None)
                | Q(saldo_begin=None)
                | Q(saldo_eind=None)
                | Q(saldo_eind=F("gerealiseerd") - F("taakstelling") + F("saldo_begin")),
                name="coastand_adds_up",
                violation_error_message="Het saldo is niet wat gerealiseerd is min de opgave.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gemeente} {self.halfjaar}, {self.peildatum:%d-%m-%Y}: {self.gerealiseerd}"
