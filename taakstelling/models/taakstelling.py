"""The national number in its versions, what follows from it per gemeente, what was published, and where one starts."""

from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce

from samenwerking.basis.constraints import both_or_neither
from samenwerking.models import Gebruiker, Gemeente
from taakstelling.models.velden import HalfjaarField
from taakstelling.regels.halfjaar import Halfjaar


class Soort(models.TextChoices):
    """How firm a national number is (R-114). An assumption is no decision of the state and is labelled everywhere."""

    PROGNOSE = "prognose", "Prognose"
    VASTGESTELD = "vastgesteld", "Vastgesteld"
    BIJGESTELD = "bijgesteld", "Bijgesteld"
    AFGELEID = "afgeleid", "Afgeleid uit andere cijfers"
    AANNAME = "aanname", "Aanname"


class Zekerheid(models.TextChoices):
    HOOG = "hoog", "Hoog"
    MIDDEL = "middel", "Middel"
    LAAG = "laag", "Laag"


class LandelijkeTaakstellingQuerySet(models.QuerySet["LandelijkeTaakstelling"]):
    def geldend(self) -> Self:
        """The latest version of each half-year."""
        nieuwer = LandelijkeTaakstelling.objects.filter(halfjaar=OuterRef("halfjaar"), versie__gt=OuterRef("versie"))
        return self.exclude(Exists(nieuwer))

    def for_halfjaar(self, halfjaar: Halfjaar) -> Self:
        return self.filter(halfjaar=halfjaar)


class LandelijkeTaakstelling(models.Model):
    """One version of the national number of a half-year. The highest `versie` holds; earlier ones stay readable."""

    halfjaar = HalfjaarField("halfjaar")
    versie = models.PositiveSmallIntegerField("versie")
    aantal = models.PositiveIntegerField("personen")
    soort = models.CharField("soort", max_length=20, choices=Soort.choices)
    zekerheid = models.CharField("zekerheid", max_length=10, choices=Zekerheid.choices)
    bron = models.CharField("bron", max_length=500)
    opmerking = models.CharField("opmerking", max_length=500, blank=True)
    vastgelegd_op = models.DateTimeField("vastgelegd op")
    vastgelegd_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")

    objects = LandelijkeTaakstellingQuerySet.as_manager()

    class Meta:
        verbose_name = "landelijke taakstelling"
        verbose_name_plural = "landelijke taakstellingen"
        ordering = ["-halfjaar", "-versie"]
        constraints = [
            models.UniqueConstraint(
                fields=["halfjaar", "versie"],
                name="landelijk_one_per_version",
                violation_error_message="Deze versie van de landelijke taakstelling staat er al.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.halfjaar}: {self.aantal} ({self.get_soort_display().lower()})"

    @property
    def is_aanname(self) -> bool:
        return self.soort == Soort.AANNAME


class TaakstellingQuerySet(models.QuerySet["Taakstelling"]):
    def geldend(self) -> Self:
        """Those that rest on the latest version of their half-year."""
        return self.filter(landelijk__in=LandelijkeTaakstelling.objects.geldend())

    def for_halfjaar(self, halfjaar: Halfjaar) -> Self:
        return self.filter(landelijk__halfjaar=halfjaar)

    def with_gebruikt(self) -> Self:
        """Annotates `gepubliceerd` (None when nothing was published) and `gebruikt`: published, else adams (R-106)."""
        publicatie = GepubliceerdeTaakstelling.objects.geldend().filter(
            gemeente=OuterRef("gemeente"), halfjaar=OuterRef("landelijk__halfjaar")
        )
        return self.annotate(gepubliceerd=models.Subquery(publicatie.values("aantal")[:1])).annotate(
            gebruikt=Coalesce(F("gepubliceerd"), F("adams"))
        )


class Taakstelling(models.Model):
    """What one version of the national number means for one gemeente, in persons, by both rules (R-104, R-106)."""

    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="taakstellingen")
    landelijk = models.ForeignKey(LandelijkeTaakstelling, on_delete=models.PROTECT, related_name="taakstellingen")
    inwoners = models.PositiveIntegerField("inwoners")
    is_geschat = models.BooleanField("op een geschat inwonertal", default=False)
    adams = models.PositiveIntegerField("zoals gepubliceerd wordt (Adams)")
    wettekst = models.PositiveIntegerField("zoals de wet het zegt")

    objects = TaakstellingQuerySet.as_manager()

    class Meta:
        verbose_name = "taakstelling"
        verbose_name_plural = "taakstellingen"
        ordering = ["landelijk", "gemeente"]
        constraints = [
            models.UniqueConstraint(
                fields=["gemeente", "landelijk"],
                name="taakstelling_one_per_gemeente_and_version",
                violation_error_message="Voor deze gemeente en versie is de taakstelling al berekend.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.gemeente}: {self.adams}"


class VervangbaarQuerySet(models.QuerySet[models.Model]):
    """Rows that are never edited: a newer one takes over and the old one says when."""

    def geldend(self) -> Self:
        return self.filter(vervangen_op=None)


class GepubliceerdeTaakstelling(models.Model):
    """The number that the state published for one gemeente: it wins over what we compute (R-106)."""

    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="gepubliceerde_taakstellingen")
    halfjaar = HalfjaarField("halfjaar")
    aantal = models.PositiveIntegerField("personen")
    bron = models.CharField("bron", max_length=500)
    vastgelegd_op = models.DateTimeField("vastgelegd op")
    vastgelegd_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")
    vervangen_op = models.DateTimeField("vervangen op", null=True, blank=True)
    vervangen_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = VervangbaarQuerySet.as_manager()

    class Meta:
        verbose_name = "gepubliceerde taakstelling"
        verbose_name_plural = "gepubliceerde taakstellingen"
        ordering = ["-halfjaar", "gemeente", "vastgelegd_op"]
        constraints = [
            both_or_neither("vervangen_op", "vervangen_door", name="gepubliceerd_vervangen"),
            models.UniqueConstraint(
                fields=["gemeente", "halfjaar"],
                condition=Q(vervangen_op=None),
                name="gepubliceerd_one_current",
                violation_error_message="Voor dit halfjaar geldt al een gepubliceerde taakstelling.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gemeente} {self.halfjaar}: {self.aantal}"


class Beginsaldo(models.Model):
    """The saldo with which a gemeente starts in this product, at its first half-year; plus is voorsprong (R-112)."""

    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="beginsaldi")
    halfjaar = HalfjaarField("halfjaar")
    saldo = models.IntegerField("saldo (plus is voorsprong, min is achterstand)")
    bron = models.CharField("bron", max_length=500)
    vastgesteld_op = models.DateTimeField("vastgesteld op")
    vastgesteld_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")
    vervangen_op = models.DateTimeField("vervangen op", null=True, blank=True)
    vervangen_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = VervangbaarQuerySet.as_manager()

    class Meta:
        verbose_name = "beginsaldo"
        verbose_name_plural = "beginsaldi"
        ordering = ["gemeente", "vastgesteld_op"]
        constraints = [
            both_or_neither("vervangen_op", "vervangen_door", name="beginsaldo_vervangen"),
            models.UniqueConstraint(
                fields=["gemeente"],
                condition=Q(vervangen_op=None),
                name="beginsaldo_one_current",
                violation_error_message="Deze gemeente heeft al een beginsaldo.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gemeente} {self.halfjaar}: {self.saldo:+d}"
