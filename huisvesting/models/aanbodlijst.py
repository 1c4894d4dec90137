"""A sheet of homes: which file came when, what it said per row, and whether it was applied."""

import uuid
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from huisvesting.models.aanbod import Woningaanbod
from huisvesting.regels.aanbodlijst import Uitkomst
from samenwerking.basis.constraints import both_or_neither
from samenwerking.basis.persoonsgegevens import Persoonsgegevens
from samenwerking.basis.versleuteling import VersleuteldField
from samenwerking.models import Gebruiker, Gemeente, Rol, Woningcorporatie


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
    """What is kept of a sheet besides its rows: how many of each verdict, its headers, a fingerprint of the preview."""
    return {**dict.fromkeys(map(str, Uitkomst), 0), "koppen": {}, "onbekende_kolommen": [], "afdruk": ""}


class AanbodlijstStatus(models.TextChoices):
    VOORBEELD = "voorbeeld", "Nog niet verwerkt"
    VERWERKT = "verwerkt", "Verwerkt"
    WEGGELEGD = "weggelegd", "Weggelegd"


class Aanbodlijst(models.Model):
    """One file with homes of one corporation for one gemeente, known by its hash. The same file is read anew.

    | status | follows from | service |
    |---|---|---|
    | VOORBEELD | received (again), and waiting for a decision | receive_aanbodlijst |
    | VERWERKT | `gesloten_op`, and `toegepast_op`: the last time that it was applied | apply_aanbodlijst |
    | WEGGELEGD | `gesloten_op`, never applied | discard_aanbodlijst |

    `inhoud` holds the file (base64, encrypted: a corporation may have more in it than Thuisgever reads) until it is
    closed: applied, put away or too old.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    corporatie = models.ForeignKey(Woningcorporatie, on_delete=models.PROTECT, related_name="aanbodlijsten")
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="aanbodlijsten")
    bestandsnaam = models.CharField("bestandsnaam", max_length=200)
    bestand_hash = models.CharField("vingerafdruk van het bestand", max_length=64)
    inhoud = VersleuteldField("inhoud", blank=True, default="")
    ontvangen_op = models.DateTimeField("ontvangen op")
    ontvangen_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")
    toegepast_op = models.DateTimeField("verwerkt op", null=True, blank=True)
    toegepast_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    gesloten_op = models.DateTimeField("gesloten op", null=True, blank=True)
    gesloten_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    samenvatting = models.JSONField("samenvatting", default=empty_samenvatting)

    objects = AanbodlijstQuerySet.as_manager()

    persoonsgegevens = Persoonsgegevens(
        velden=("inhoud", "bestandsnaam"), bewaren="tot de lijst is verwerkt, hooguit twee dagen", daarna="leeggemaakt"
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

    def __str__(self) -> str:
        return self.bestandsnaam

    def get_absolute_url(self) -> str:
        return reverse("huisvesting:aanbodlijst_detail", kwargs={"pk": self.pk})

    @property
    def status(self) -> AanbodlijstStatus:
        if self.gesloten_op is None:
            return AanbodlijstStatus.VOORBEELD
        return AanbodlijstStatus.VERWERKT if self.toegepast_op else AanbodlijstStatus.WEGGELEGD


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
