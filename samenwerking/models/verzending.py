"""Forms that were sent: the same one twice gives the same answer, and happens once."""

import uuid
from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models

from samenwerking.basis.persoonsgegevens import Persoonsgegevens

# Longer than a form stays open in a tab that somebody presses again.
BEWAARTERMIJN = timedelta(days=1)


class VerzendingQuerySet(models.QuerySet["Verzending"]):
    def verlopen(self, op: datetime) -> Self:
        """Sent so long ago that nobody presses that button again."""
        return self.filter(verzonden_op__lt=op - BEWAARTERMIJN)


class Verzending(models.Model):
    """One form that did its work, by the key that it carried, with the answer that its sender got.

    The row is written first, in the transaction of the act itself: who sends the same key at the same time waits for
    it, and then reads the answer. Work that fails leaves no row. `afdruk` is a digest of the address and of what was
    typed.
    """

    sleutel = models.UUIDField("sleutel", primary_key=True, default=uuid.uuid4)
    verzonden_op = models.DateTimeField("verzonden op", db_index=True)
    verzonden_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    afdruk = models.CharField("afdruk", max_length=64)
    melding = models.TextField("melding", blank=True)
    doel = models.CharField("adres daarna", max_length=2000, blank=True)

    objects = VerzendingQuerySet.as_manager()

    persoonsgegevens = Persoonsgegevens(
        velden=("melding",),
        bewaren="een dag na het versturen",
        daarna="verwijderd",
    )

    class Meta:
        verbose_name = "verzending"
        verbose_name_plural = "verzendingen"

    def __str__(self) -> str:
        return f"Verzending van {self.verzonden_op:%d-%m-%Y %H:%M}"
