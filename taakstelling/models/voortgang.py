"""Where each gemeente stands per half-year: a projection of the ledger, never a second truth."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Case, F, Q, Value, When

from samenwerking.models import Gebruiker, Gemeente
from taakstelling.models.velden import HalfjaarField
from taakstelling.regels.halfjaar import MAANDEN, Halfjaar
from taakstelling.regels.voortgang import VER_ACHTER_ONDER, Schema, Stand


class VoortgangStatus(models.TextChoices):
    """The words for regels.voortgang.Schema."""

    VOLDAAN = Schema.VOLDAAN.value, "Voldaan"
    OP_SCHEMA = Schema.OP_SCHEMA.value, "Op schema"
    ACHTER = Schema.ACHTER.value, "Achter"
    VER_ACHTER = Schema.VER_ACHTER.value, "Ver achter"


class VoortgangQuerySet(models.QuerySet["Voortgang"]):
    def visible_to(self, gebruiker: Gebruiker) -> Self:
        return self.filter(gemeente__in=Gemeente.objects.visible_to(gebruiker))

    def for_gemeente(self, gemeente: Gemeente) -> Self:
        return self.filter(gemeente=gemeente)

    def for_halfjaar(self, halfjaar: Halfjaar) -> Self:
        return self.filter(halfjaar=halfjaar)

    def with_status(self, halfjaar: Halfjaar, peildatum: date, ver_achter_onder: int = VER_ACHTER_ONDER) -> Self:
        """Rows of one half-year with `status` on a day: says the same as `Stand.schema` (tested as a pair)."""
        maanden = halfjaar.voltooide_maanden(peildatum)
        verwacht, geteld = F("opgave") * maanden, F("gerealiseerd") * MAANDEN
        s = VoortgangStatus
        return (
            self.for_halfjaar(halfjaar)
            .annotate(_verwacht=verwacht, _geteld=geteld, _onder=verwacht * ver_achter_onder, _boven=geteld * 100)
            .annotate(
                status=Case(
                    When(Q(opgave__lte=0) | Q(gerealiseerd__gte=F("opgave")), then=Value(s.VOLDAAN)),
                    When(_geteld__gte=F("_verwacht"), then=Value(s.OP_SCHEMA)),
                    When(_boven__gte=F("_onder"), then=Value(s.ACHTER)),
                    default=Value(s.VER_ACHTER),
                    output_field=models.CharField(),
                )
            )
        )


class Voortgang(models.Model):
    """One gemeente in one half-year, in persons. Only the services of voortgang write it; see regels.voortgang."""

    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="voortgangen")
    halfjaar = HalfjaarField("halfjaar")
    taakstelling = models.IntegerField("taakstelling")
    saldo_begin = models.IntegerField("saldo bij het begin")
    gerealiseerd = models.IntegerField("gerealiseerd")
    opgave = models.GeneratedField(
        expression=F("taakstelling") - F("saldo_begin"), output_field=models.IntegerField(), db_persist=True
    )
    saldo_eind = models.GeneratedField(
        expression=F("gerealiseerd") - F("taakstelling") + F("saldo_begin"),
        output_field=models.IntegerField(),
        db_persist=True,
    )
    bijgewerkt_op = models.DateTimeField("bijgewerkt op")

    objects = VoortgangQuerySet.as_manager()

    class Meta:
        verbose_name = "voortgang"
        verbose_name_plural = "voortgang"
        ordering = ["gemeente", "halfjaar"]
        constraints = [
            models.UniqueConstraint(
                fields=["gemeente", "halfjaar"],
                name="voortgang_one_per_gemeente_and_halfjaar",
                violation_error_message="Voor deze gemeente en dit halfjaar is er al een voortgang.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.gemeente} {self.halfjaar}: {self.gerealiseerd} van {self.opgave}"

    @property
    def stand(self) -> Stand:
        """The numbers with the arithmetic of the rules."""
        return Stand(self.halfjaar, self.taakstelling, self.saldo_begin, self.gerealiseerd)
