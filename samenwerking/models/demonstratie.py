"""Whether this installation shows invented data."""

from django.db import models


class Demonstratie(models.Model):
    """One row when the demonstration was loaded; every page then carries the banner "Demonstratiegegevens"."""

    peildatum = models.DateField("peildatum")
    geladen_op = models.DateTimeField("geladen op")
    geladen_door = models.ForeignKey("samenwerking.Gebruiker", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "demonstratie"
        verbose_name_plural = "demonstratie"

    def __str__(self) -> str:
        return f"Demonstratie van {self.peildatum:%d-%m-%Y}"
