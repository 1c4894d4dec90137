"""What a corporation promised a gemeente (R-601), and how long something may stay open before both speak of it."""

import uuid
from typing import Self

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from huisvesting.regels.afspraak import ELKE
from samenwerking.models import Gebruiker, Gemeente, Rol, Woningcorporatie
from taakstelling.models import HalfjaarField
from taakstelling.regels.halfjaar import Halfjaar

MEESTE_WONINGEN = 9999
# How long something may stay open when gemeente and corporation agreed nothing else (R-613: terms are local).
GEWONE_TERMIJN = 5
LANGSTE_TERMIJN = 90


class Slaapkamerklasse(models.TextChoices):
    """For which homes an agreement holds."""

    EEN = "1", "1 slaapkamer"
    TWEE = "2", "2 slaapkamers"
    DRIE = "3", "3 slaapkamers"
    VIER = "4", "4 of meer slaapkamers"
    ELKE = ELKE, "Maakt niet uit"


class PrestatieafspraakQuerySet(models.QuerySet["Prestatieafspraak"]):
    def visible_to(self, gebruiker: Gebruiker) -> Self:
        """Casework and principals of the gemeente, and the corporation itself: never another corporation."""
        rollen = (Rol.AMBTENAAR, Rol.OPGAVEMANAGER, Rol.OPDRACHTGEVER, Rol.WETHOUDER)
        return self.filter(
            Q(gemeente__in=gebruiker.gemeente_ids(*rollen)) | Q(corporatie__in=gebruiker.corporatie_ids())
        )

    def geldend(self) -> Self:
        """The latest version of each agreement: exactly one, because versions are unique."""
        nieuwer = Prestatieafspraak.objects.filter(
            gemeente=OuterRef("gemeente"),
            corporatie=OuterRef("corporatie"),
            halfjaar=OuterRef("halfjaar"),
            slaapkamers=OuterRef("slaapkamers"),
            versie__gt=OuterRef("versie"),
        )
        return self.exclude(Exists(nieuwer))

    def for_halfjaar(self, gemeente: Gemeente, halfjaar: Halfjaar) -> Self:
        return self.filter(gemeente=gemeente, halfjaar=halfjaar)

    def versies_of(self, afspraak: "Prestatieafspraak") -> Self:
        """Every version of one agreement, the latest first."""
        return self.filter(
            gemeente=afspraak.gemeente_id,
            corporatie=afspraak.corporatie_id,
            halfjaar=afspraak.halfjaar,
            slaapkamers=afspraak.slaapkamers,
        ).order_by("-versie")


class Prestatieafspraak(models.Model):
    """One version of what one corporation makes available to one gemeente in one half-year, of one bedroom class.

    The highest `versie` holds. Nothing is edited or removed: a change is a new version with its reason.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="prestatieafspraken")
    corporatie = models.ForeignKey(Woningcorporatie, on_delete=models.PROTECT, related_name="prestatieafspraken")
    halfjaar = HalfjaarField("halfjaar")
    slaapkamers = models.CharField("slaapkamers", max_length=4, choices=Slaapkamerklasse.choices)
    versie = models.PositiveSmallIntegerField("versie")
    aantal = models.PositiveSmallIntegerField("woningen", validators=[MaxValueValidator(MEESTE_WONINGEN)])
    bron = models.CharField("bron", max_length=300)
    bron_url = models.URLField("adres van de bron", max_length=300, blank=True)
    reden = models.CharField("reden van de wijziging", max_length=300, blank=True)
    vastgelegd_op = models.DateTimeField("vastgelegd op")
    vastgelegd_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")

    objects = PrestatieafspraakQuerySet.as_manager()

    class Meta:
        verbose_name = "prestatieafspraak"
        verbose_name_plural = "prestatieafspraken"
        ordering = ["-halfjaar", "corporatie", "slaapkamers", "-versie"]
        constraints = [
            models.UniqueConstraint(
                fields=["gemeente", "corporatie", "halfjaar", "slaapkamers", "versie"],
                name="prestatieafspraak_one_per_version",
                violation_error_message="Iemand anders legde deze afspraak zojuist vast. Kijk wat er nu staat.",
            ),
            models.CheckConstraint(
                condition=Q(versie=1, reden="") | Q(versie__gt=1) & ~Q(reden=""),
                name="prestatieafspraak_changed_with_reason",
                violation_error_message="Wie een afspraak wijzigt, schrijft op waarom.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.corporatie}, {self.halfjaar}, {self.get_slaapkamers_display().lower()}: {self.aantal}"

    def get_absolute_url(self) -> str:
        return reverse("huisvesting:afspraak_detail", kwargs={"pk": self.pk})


class Overlegtermijn(models.Model):
    """After how many days gemeente and corporation speak of what is still open. No row: GEWONE_TERMIJN."""

    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="+")
    corporatie = models.ForeignKey(Woningcorporatie, on_delete=models.PROTECT, related_name="+")
    dagen = models.PositiveSmallIntegerField("dagen", validators=[MaxValueValidator(LANGSTE_TERMIJN)])
    ingesteld_op = models.DateTimeField("ingesteld op")
    ingesteld_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "overlegtermijn"
        verbose_name_plural = "overlegtermijnen"
        constraints = [
            models.UniqueConstraint(
                fields=["gemeente", "corporatie"],
                name="overlegtermijn_one_per_pair",
                violation_error_message="Iemand anders stelde deze termijn zojuist in. Kijk wat er nu staat.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.gemeente} en {self.corporatie}: {self.dagen} dagen"
