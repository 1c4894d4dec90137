"""The other groups that need a home: how many homes each claims, and what was chosen (R-705). No case data."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q

from samenwerking.basis.constraints import both_or_neither
from samenwerking.basis.persoonsgegevens import Persoonsgegevens
from samenwerking.models import Besluit, Gebruiker, Gemeente
from samenwerking.models.opgaveteam import TEAM
from taakstelling.models.velden import HalfjaarField


class Doelgroep(models.TextChoices):
    DAKLOOS = "dakloos", "Dak- en thuislozen"
    ZORG = "zorg", "Uitstroom uit zorg of opvang"
    ARBEIDSMIGRANT = "arbeidsmigrant", "Arbeidsmigranten"
    EX_GEDETINEERD = "ex_gedetineerd", "Ex-gedetineerden"
    STUDENT = "student", "Studenten"
    OEKRAINE = "oekraine", "Ontheemden uit Oekraïne"
    REGULIER = "regulier", "Gewone woningzoekenden"


class DoelgroepclaimQuerySet(models.QuerySet["Doelgroepclaim"]):
    def visible_to(self, gebruiker: Gebruiker) -> Self:
        return self.filter(gemeente__in=gebruiker.gemeente_ids(*TEAM))


class Doelgroepclaim(models.Model):
    """A version of how many homes one other group asks in a half-year, and how many it gets. The latest one holds."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="+")
    doelgroep = models.CharField("groep", max_length=20, choices=Doelgroep.choices)
    halfjaar = HalfjaarField("halfjaar")
    versie = models.PositiveSmallIntegerField("versie")
    gevraagd = models.PositiveIntegerField("woningen gevraagd")
    toegewezen = models.PositiveIntegerField("woningen toegewezen", default=0)
    bron = models.CharField("bron", max_length=200)
    vastgelegd_op = models.DateTimeField("vastgelegd op")
    vastgelegd_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")

    objects = DoelgroepclaimQuerySet.as_manager()

    class Meta:
        verbose_name = "vraag van een andere groep"
        verbose_name_plural = "vraag van andere groepen"
        ordering = ["-halfjaar", "doelgroep", "-versie"]
        constraints = [
            both_or_neither("vastgelegd_op", "vastgelegd_door", name="doelgroepclaim_vastgelegd"),
            models.UniqueConstraint(
                fields=["gemeente", "doelgroep", "halfjaar", "versie"],
                name="doelgroepclaim_one_per_version",
                violation_error_message="Iemand anders legde dit zojuist vast. Kijk wat er nu staat.",
            ),
            models.CheckConstraint(
                condition=~Q(bron=""),
                name="doelgroepclaim_with_source",
                violation_error_message="Vul in waar het getal vandaan komt.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_doelgroep_display()}, {self.halfjaar}: {self.gevraagd}"


class VerdeelkeuzeQuerySet(models.QuerySet["Verdeelkeuze"]):
    def visible_to(self, gebruiker: Gebruiker) -> Self:
        return self.filter(gemeente__in=gebruiker.gemeente_ids(*TEAM))


class Verdeelkeuze(models.Model):
    """What was chosen between the groups in a half-year, by whom and why; never edited, a later choice stands beside
    it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="+")
    halfjaar = HalfjaarField("halfjaar")
    keuzedatum = models.DateField("gekozen op")
    keuze = models.CharField("keuze", max_length=200)
    motivering = models.TextField("waarom")
    besluit = models.ForeignKey(Besluit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    vastgelegd_op = models.DateTimeField("vastgelegd op")
    vastgelegd_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")

    objects = VerdeelkeuzeQuerySet.as_manager()

    persoonsgegevens = Persoonsgegevens(
        velden=("motivering",),
        bewaren="met het archief van de opgave; namen horen er niet in",
        daarna="leeggemaakt; keuze en data blijven",
    )

    class Meta:
        verbose_name = "keuze in de verdeling"
        verbose_name_plural = "keuzes in de verdeling"
        ordering = ["-keuzedatum", "-vastgelegd_op"]
        constraints = [
            both_or_neither("vastgelegd_op", "vastgelegd_door", name="verdeelkeuze_vastgelegd"),
            models.CheckConstraint(
                condition=~Q(keuze="") & ~Q(motivering=""),
                name="verdeelkeuze_with_motive",
                violation_error_message="Schrijf op wat er gekozen is en waarom.",
            ),
        ]

    def __str__(self) -> str:
        return self.keuze
