"""A half-year that was closed: its figures are frozen with a fingerprint, and later bookings go to an open one."""

from collections.abc import Callable
from typing import Any, Self

from django.db import models

from samenwerking.models import Gebruiker, Gemeente
from taakstelling.models.velden import HalfjaarField
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.regels.voortgang import Stand


class AfsluitingQuerySet(models.QuerySet["Afsluiting"]):
    def visible_to(self, gebruiker: Gebruiker) -> Self:
        return self.filter(gemeente__in=Gemeente.objects.visible_to(gebruiker))


class Afsluiting(models.Model):
    """The figures of one gemeente for one half-year as they stood when it was closed; append-only (R-330).

    `vingerafdruk` is the SHA-256 of `inhoud` (regels.bevriezen). What was corrected since shows as the difference with
    voortgang of today.
    """

    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="afsluitingen")
    halfjaar = HalfjaarField("halfjaar")
    taakstelling = models.IntegerField("taakstelling")
    saldo_begin = models.IntegerField("saldo bij het begin")
    gerealiseerd = models.IntegerField("gerealiseerd")
    vingerafdruk = models.CharField("vingerafdruk", max_length=64)
    afgesloten_op = models.DateTimeField("afgesloten op")
    afgesloten_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")

    objects = AfsluitingQuerySet.as_manager()

    class Meta:
        verbose_name = "afsluiting"
        verbose_name_plural = "afsluitingen"
        ordering = ["gemeente", "halfjaar"]
        constraints = [
            models.UniqueConstraint(
                fields=["gemeente", "halfjaar"],
                name="afsluiting_once",
                violation_error_message="Dit halfjaar is al afgesloten.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.gemeente} {self.halfjaar}, afgesloten"

    @property
    def stand(self) -> Stand:
        return Stand(self.halfjaar, self.taakstelling, self.saldo_begin, self.gerealiseerd)

    @property
    def inhoud(self) -> dict[str, Any]:
        """What the fingerprint is taken of."""
        return frozen_content(self.gemeente.code, self.stand)


def frozen_content(code: str, stand: Stand) -> dict[str, Any]:
    """The figures of a closed half-year as they are fingerprinted."""
    return {
        "gemeente": code,
        "halfjaar": stand.halfjaar,
        "taakstelling": stand.taakstelling,
        "saldo_begin": stand.saldo_begin,
        "opgave": stand.opgave,
        "gerealiseerd": stand.gerealiseerd,
        "saldo_eind": stand.saldo_eind,
    }


def open_halfjaren() -> Callable[[int, Halfjaar], Halfjaar]:
    """For many bookings at once: a function (key of the gemeente, half-year) -> the half-year that a booking lands in,
    itself or the first later one that is not closed."""
    gesloten = set(Afsluiting.objects.values_list("gemeente_id", "halfjaar"))

    def first(gemeente_id: int, halfjaar: Halfjaar) -> Halfjaar:
        while (gemeente_id, halfjaar) in gesloten:
            halfjaar = halfjaar.volgende
        return halfjaar

    return first


def first_open(gemeente: Gemeente, halfjaar: Halfjaar) -> Halfjaar:
    """The same for one booking."""
    return open_halfjaren()(gemeente.pk, halfjaar)
