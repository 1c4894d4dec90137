"""The neighbourhoods of a gemeente, and what was agreed with each: maatwerk per wijk (R-706)."""

import uuid
from datetime import date
from typing import Self

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q

from samenwerking.basis.constraints import both_or_neither, in_order
from samenwerking.basis.persoonsgegevens import Persoonsgegevens
from samenwerking.models.gebruiker import Gebruiker
from samenwerking.models.opgaveteam import TEAM
from samenwerking.models.partijen import Gemeente

CIJFERS = RegexValidator(r"^[1-9][0-9]{3}$", "Het begin van een postcode heeft vier cijfers, zoals 7201.")


class WijkQuerySet(models.QuerySet["Wijk"]):
    def visible_to(self, gebruiker: Gebruiker) -> Self:
        return self.filter(gemeente__in=gebruiker.gemeente_ids(*TEAM))


class Wijk(models.Model):
    """A neighbourhood as the gemeente knows it; its postcodes say which homes lie in it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="wijken")
    naam = models.CharField("naam", max_length=100)
    huishoudens = models.PositiveIntegerField(
        "huishoudens in de wijk", null=True, blank=True, validators=[MinValueValidator(1)]
    )

    objects = WijkQuerySet.as_manager()

    class Meta:
        verbose_name = "wijk"
        verbose_name_plural = "wijken"
        ordering = ["naam"]
        constraints = [
            models.UniqueConstraint(
                fields=["gemeente", "naam"],
                name="wijk_name_once",
                violation_error_message="Er is al een wijk met deze naam.",
            )
        ]

    def __str__(self) -> str:
        return self.naam


class Wijkpostcode(models.Model):
    """The first four digits of a postcode, and the one wijk in which it lies."""

    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="+")
    wijk = models.ForeignKey(Wijk, on_delete=models.CASCADE, related_name="postcodes")
    cijfers = models.CharField("postcode (vier cijfers)", max_length=4, validators=[CIJFERS])

    class Meta:
        verbose_name = "postcode van een wijk"
        verbose_name_plural = "postcodes van een wijk"
        ordering = ["cijfers"]
        constraints = [
            models.UniqueConstraint(
                fields=["gemeente", "cijfers"],
                name="wijkpostcode_in_one_wijk",
                violation_error_message="Deze postcode hoort al bij een andere wijk.",
            )
        ]

    def __str__(self) -> str:
        return self.cijfers


class WijkafspraakQuerySet(models.QuerySet["Wijkafspraak"]):
    def visible_to(self, gebruiker: Gebruiker) -> Self:
        return self.filter(wijk__gemeente__in=gebruiker.gemeente_ids(*TEAM))

    def lopend(self, peildatum: date) -> Self:
        return self.filter(Q(van__lte=peildatum) & (Q(tot=None) | Q(tot__gt=peildatum)))


class Wijkafspraak(models.Model):
    """What whoever houses someone in this wijk must know, from `van` until (not including) `tot`.

    `hooguit`: not more than so many homes for statushouders in a half-year; more is only for a reason.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wijk = models.ForeignKey(Wijk, on_delete=models.PROTECT, related_name="afspraken")
    tekst = models.TextField("afspraak of aandachtspunt")
    hooguit = models.PositiveSmallIntegerField("hooguit woningen per halfjaar", null=True, blank=True)
    van = models.DateField("geldt van")
    tot = models.DateField("geldt tot (niet meegerekend)", null=True, blank=True)
    vastgelegd_op = models.DateTimeField("vastgelegd op")
    vastgelegd_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")
    beeindigd_op = models.DateTimeField("beëindigd op", null=True, blank=True)
    beeindigd_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = WijkafspraakQuerySet.as_manager()

    persoonsgegevens = Persoonsgegevens(
        velden=("tekst",),
        bewaren="met het archief van de opgave; namen van statushouders horen er niet in",
        daarna="leeggemaakt; data blijven",
    )

    class Meta:
        verbose_name = "wijkafspraak"
        verbose_name_plural = "wijkafspraken"
        ordering = ["-van"]
        constraints = [
            both_or_neither("vastgelegd_op", "vastgelegd_door", name="wijkafspraak_vastgelegd"),
            both_or_neither("beeindigd_op", "beeindigd_door", name="wijkafspraak_beeindigd"),
            in_order("van", "tot", allow_equal=False, name="wijkafspraak_ends_after_begin"),
            models.CheckConstraint(
                condition=~Q(tekst=""),
                name="wijkafspraak_says_something",
                violation_error_message="Schrijf op wat er is afgesproken.",
            ),
        ]

    def __str__(self) -> str:
        return self.tekst[:60]
