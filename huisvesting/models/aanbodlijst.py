"""A sheet of homes: which file came when, what it said per row, and whether it was applied."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from huisvesting.models.aanbod import Woningaanbod
from huisvesting.regels.aanbodlijst import Uitkomst
from samenwerking.basis.constraints import both_or_neither
from samenwerking.basis.persoonsgegevens import Persoonsgegevens
from samenwerking.models import Gebruiker, Gemeente, Inlezing, Rol, Woningcorporatie


class AanbodlijstQuerySet(models.QuerySet["Aanbodlijst"]):
    def visible_to(self, gebruiker: Gebruiker) -> Self:
        """The corporation whose homes it lists, and casework of the gemeente that they are offered to."""
        return self.filter(
            Q(gemeente__in=gebruiker.gemeente_ids(Rol.AMBTENAAR, Rol.OPGAVEMANAGER))
            | Q(corporatie__in=gebruiker.corporatie_ids())
        )

    def open(self) -> Self:
        """Waiting for a decision."""
        return self.filter(gesloten_op=None)


def empty_samenvatting() -> dict[str, Any]:
    """What is kept of a sheet besides its rows: how many of each verdict, the headers that were not used, a
    fingerprint of the preview."""
    return {**dict.fromkeys(map(str, Uitkomst), 0), "onbekende_kolommen": [], "afdruk": ""}


class Aanbodlijst(Inlezing):
    """One file with homes of one corporation for one gemeente."""

    corporatie = models.ForeignKey(Woningcorporatie, on_delete=models.PROTECT, related_name="aanbodlijsten")
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="aanbodlijsten")
    samenvatting = models.JSONField("samenvatting", default=empty_samenvatting)

    objects = AanbodlijstQuerySet.as_manager()

    persoonsgegevens = Persoonsgegevens(
        velden=("inhoud", "bestandsnaam"),
        bewaren="de bewaartermijn van bestanden, hooguit twee dagen",
        daarna="leeggemaakt",
    )

    class Meta:
        verbose_name = "lijst met woningen"
        verbose_name_plural = "lijsten met woningen"
        ordering = ["-ontvangen_op"]
        constraints = [
            both_or_neither("ontvangen_op", "ontvangen_door", name="aanbodlijst_ontvangen"),
            both_or_neither("toegepast_op", "toegepast_door", name="aanbodlijst_toegepast"),
            both_or_neither("gesloten_op", "gesloten_door", name="aanbodlijst_gesloten"),
            models.UniqueConstraint(
                fields=["corporatie", "gemeente", "bestand_hash"],
                name="aanbodlijst_file_once_per_corporatie",
                violation_error_message="Dit bestand is al ingelezen.",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("huisvesting:aanbodlijst_detail", kwargs={"pk": self.pk})


class Rijuitkomst(models.TextChoices):
    """The verdict on a row."""

    NIEUW = Uitkomst.NIEUW.value, "Nieuw"
    AL_GEMELD = Uitkomst.AL_GEMELD.value, "Al gemeld"
    FOUT = Uitkomst.FOUT.value, "Fout"


class Aanbodlijstregel(models.Model):
    """The verdict on one row of the sheet: {kolom, melding} per fault, and the offer once it was made."""

    lijst = models.ForeignKey(Aanbodlijst, on_delete=models.CASCADE, related_name="regels")
    rij = models.PositiveIntegerField("rij")
    oordeel = models.CharField("oordeel", max_length=12, choices=Rijuitkomst.choices)
    adres = models.CharField("adres", max_length=250, blank=True)
    meldingen = models.JSONField("meldingen", default=list, blank=True)
    aanbod = models.ForeignKey(Woningaanbod, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = "regel van een lijst met woningen"
        verbose_name_plural = "regels van lijsten met woningen"
        ordering = ["rij"]
        constraints = [
            models.UniqueConstraint(
                fields=["lijst", "rij"],
                name="aanbodlijstregel_one_per_row",
                violation_error_message="Over deze rij is al geoordeeld.",
            ),
        ]

    def __str__(self) -> str:
        return f"Rij {self.rij}: {self.get_oordeel_display()}"
