"""What someone may decide without going back to the principals (R-702)."""

import uuid
from datetime import date
from decimal import Decimal
from typing import Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from samenwerking.basis.constraints import both_or_neither, in_order
from samenwerking.models.gebruiker import Gebruiker, Rol
from samenwerking.models.opgaveteam import TEAM
from samenwerking.models.partijen import Gemeente


class Besluitsoort(models.TextChoices):
    """Kinds of decisions that a mandate may cover, each with the sizes that it is measured by (regels.mandaat)."""

    HOTELPLAATSEN = "hotelplaatsen", "Hotelplaatsen"
    LOCATIE = "locatie", "Locatie in gebruik nemen"
    INTREKKING = "intrekking", "Toegewezen woning terug naar de corporatie"
    CORRECTIE = "correctie", "Correctie van de telling"
    AFWIJKING = "afwijking", "Afwijken van een regel"
    UITGAVE = "uitgave", "Andere uitgaven"
    OVERIG = "overig", "Ander besluit"


# Who can hold a mandate, from low to high: what is beyond one goes to the next that may decide it.
LADDER = (Rol.AMBTENAAR, Rol.JURIST, Rol.OPGAVEMANAGER, Rol.OPDRACHTGEVER, Rol.WETHOUDER)


class MandaatQuerySet(models.QuerySet["Mandaat"]):
    def visible_to(self, gebruiker: Gebruiker) -> Self:
        return self.filter(gemeente__in=gebruiker.gemeente_ids(*TEAM, Rol.BEHEERDER))

    def lopend(self, peildatum: date) -> Self:
        return self.filter(Q(van__lte=peildatum) & (Q(tot=None) | Q(tot__gt=peildatum)))


class Mandaat(models.Model):
    """Up to which limits the holders of a role decide one kind of decision, from `van` until (not including) `tot`.

    An empty limit is no limit. Never edited: a change ends it and starts another, so that a decision can always be laid
    beside the mandate of its day.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="mandaten")
    houder = models.CharField("wie", max_length=30, choices=[(rol.value, rol.label) for rol in LADDER])
    soort = models.CharField("soort besluit", max_length=20, choices=Besluitsoort.choices)
    bedrag_tot = models.DecimalField(
        "tot en met (EUR)",
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0), "Een bedrag is nooit lager dan nul.")],
    )
    aantal_tot = models.PositiveIntegerField("tot en met (woningen, plaatsen of personen)", null=True, blank=True)
    maanden_tot = models.PositiveSmallIntegerField("tot en met (maanden)", null=True, blank=True)
    afwijking = models.BooleanField("mag afwijken van een regel", default=False)
    artikel = models.CharField("artikel", max_length=200)
    van = models.DateField("geldig van")
    tot = models.DateField("geldig tot (niet meegerekend)", null=True, blank=True)
    vastgelegd_op = models.DateTimeField("vastgelegd op")
    vastgelegd_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")
    beeindigd_op = models.DateTimeField("beëindigd op", null=True, blank=True)
    beeindigd_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = MandaatQuerySet.as_manager()

    class Meta:
        verbose_name = "mandaat"
        verbose_name_plural = "mandaten"
        ordering = ["soort", "houder", "-van"]
        constraints = [
            both_or_neither("vastgelegd_op", "vastgelegd_door", name="mandaat_vastgelegd"),
            both_or_neither("beeindigd_op", "beeindigd_door", name="mandaat_beeindigd"),
            in_order("van", "tot", allow_equal=False, name="mandaat_ends_after_begin"),
            models.UniqueConstraint(
                fields=["gemeente", "houder", "soort"],
                condition=Q(tot=None),
                name="mandaat_one_without_end",
                violation_error_message="Voor deze rol en dit soort besluit loopt al een mandaat.",
            ),
            models.CheckConstraint(
                condition=Q(bedrag_tot=None) | Q(bedrag_tot__gte=0),
                name="mandaat_amount_not_negative",
                violation_error_message="Een bedrag is nooit lager dan nul.",
            ),
            models.CheckConstraint(
                condition=~Q(artikel=""),
                name="mandaat_with_article",
                violation_error_message="Vul in op welk artikel van de mandaatregeling dit rust.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_houder_display()}, {self.get_soort_display().lower()}"
