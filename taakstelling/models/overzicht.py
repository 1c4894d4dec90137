"""Overviews of many gemeenten: which file came in, how its columns are read, and whether it was applied."""

import uuid
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from samenwerking.basis.constraints import both_or_neither
from samenwerking.basis.persoonsgegevens import Persoonsgegevens
from samenwerking.basis.versleuteling import VersleuteldField
from samenwerking.models import Gebruiker, Gemeente, Rol
from taakstelling.models.velden import HalfjaarField
from taakstelling.regels import overzicht as regels
from taakstelling.regels.overzicht_kolommen import Soort


class SoortOverzicht(models.TextChoices):
    GEPUBLICEERD = Soort.GEPUBLICEERD.value, "Gepubliceerde taakstellingen"
    COA_STAND = Soort.COA_STAND.value, "Maandstand van COA"


class Saldoteken(models.TextChoices):
    """What a positive balance in the file means. Files differ (R-123), so a person says it; nothing guesses."""

    VOORSPRONG = regels.Saldoteken.VOORSPRONG.value, "Een voorsprong staat er zonder minteken"
    ACHTERSTAND = regels.Saldoteken.ACHTERSTAND.value, "Een achterstand staat er zonder minteken"


class Rijoordeel(models.TextChoices):
    """What a row does with what is on file."""

    NIEUW = "nieuw", "Nieuw"
    GEWIJZIGD = "gewijzigd", "Gewijzigd"
    ONGEWIJZIGD = "ongewijzigd", "Ongewijzigd"


class Bestandsindeling(models.Model):
    """How files with these headers are read: remembered when a person chose the columns.

    A gemeente's own choice is its own; without a gemeente it is the choice of a beheerder for the files of everyone.
    `kop_afdruk` is the fingerprint of the normalised headers, `toewijzing` {canonical column: header}.
    """

    soort = models.CharField("soort overzicht", max_length=20, choices=SoortOverzicht.choices)
    gemeente = models.ForeignKey(Gemeente, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kop_afdruk = models.CharField("vingerafdruk van de kop", max_length=64)
    toewijzing = models.JSONField("toewijzing van kolommen")
    saldoteken = models.CharField("teken van het saldo", max_length=20, choices=Saldoteken.choices)
    vastgelegd_op = models.DateTimeField("vastgelegd op")
    vastgelegd_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "bestandsindeling"
        verbose_name_plural = "bestandsindelingen"
        ordering = ["soort", "-vastgelegd_op"]
        constraints = [
            models.UniqueConstraint(
                fields=["soort", "gemeente", "kop_afdruk"],
                name="bestandsindeling_once_per_layout",
                violation_error_message="Voor een bestand met deze kolommen is er al een indeling.",
            ),
            models.UniqueConstraint(
                fields=["soort", "kop_afdruk"],
                condition=Q(gemeente=None),
                name="bestandsindeling_once_for_everyone",
                violation_error_message="Voor een bestand met deze kolommen is er al een indeling.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_soort_display()}, {len(self.toewijzing)} kolommen"


class OverzichtimportQuerySet(models.QuerySet["Overzichtimport"]):
    def visible_to(self, gebruiker: Gebruiker) -> Self:
        """The opgavemanager sees the files of the own gemeente, the beheerder those for all gemeenten."""
        eigen = Q(gemeente__in=gebruiker.gemeente_ids(Rol.OPGAVEMANAGER))
        return self.filter(eigen | Q(gemeente=None) if gebruiker.has_rol(Rol.BEHEERDER) else eigen)

    def open(self) -> Self:
        """Waiting for a decision."""
        return self.filter(gesloten_op=None)


def empty_uitkomst() -> dict[str, Any]:
    """What is kept of an overview beside its rows: numbers of gemeenten, the rows that were refused {rij, gemeente,
    melding}, remarks on the whole, and how many opening balances were taken over."""
    return {"nieuw": 0, "gewijzigd": 0, "ongewijzigd": 0, "beginsaldi": 0, "fouten": [], "meldingen": []}


class OverzichtimportStatus(models.TextChoices):
    INDELEN = "indelen", "Kies de kolommen"
    VOORBEELD = "voorbeeld", "Nog niet verwerkt"
    VERWERKT = "verwerkt", "Verwerkt"
    WEGGELEGD = "weggelegd", "Weggelegd"


class Overzichtimport(models.Model):
    """One file for one half-year and day, known by its hash: the same file again is the same row, read anew.

    | status | follows from |
    |---|---|
    | INDELEN | the columns are not known yet: `toewijzing` is empty |
    | VOORBEELD | the columns are known, and it waits for a decision |
    | VERWERKT | `gesloten_op`, and `toegepast_op`: the last time that it was applied |
    | WEGGELEGD | `gesloten_op`, never applied |

    `peildatum` is the day of a state, and of a publication the first day of its half-year. Without a gemeente it is
    for all of them; with one, only its rows are used. `inhoud` holds the file (base64) until it is closed; encrypted,
    because nobody knows what someone chose by mistake.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    soort = models.CharField("soort overzicht", max_length=20, choices=SoortOverzicht.choices)
    gemeente = models.ForeignKey(Gemeente, null=True, blank=True, on_delete=models.PROTECT, related_name="overzichten")
    halfjaar = HalfjaarField("halfjaar")
    peildatum = models.DateField("peildatum")
    saldoteken = models.CharField("teken van het saldo", max_length=20, choices=Saldoteken.choices)
    bestandsnaam = models.CharField("bestandsnaam", max_length=200)
    bestand_hash = models.CharField("vingerafdruk van het bestand", max_length=64)
    inhoud = VersleuteldField("inhoud", blank=True, default="")
    koppen = models.JSONField("kop van het bestand", default=list)
    toewijzing = models.JSONField("toewijzing van kolommen", default=dict, blank=True)
    uitkomst = models.JSONField("uitkomst", default=empty_uitkomst)
    ontvangen_op = models.DateTimeField("ontvangen op")
    ontvangen_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")
    toegepast_op = models.DateTimeField("verwerkt op", null=True, blank=True)
    toegepast_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    gesloten_op = models.DateTimeField("gesloten op", null=True, blank=True)
    gesloten_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = OverzichtimportQuerySet.as_manager()

    persoonsgegevens = Persoonsgegevens(
        velden=("inhoud",), bewaren="tot het overzicht is verwerkt, hooguit twee dagen", daarna="leeggemaakt"
    )

    class Meta:
        verbose_name = "overzicht"
        verbose_name_plural = "overzichten"
        ordering = ["-ontvangen_op"]
        constraints = [
            both_or_neither("toegepast_op", "toegepast_door", name="overzicht_toegepast"),
            both_or_neither("gesloten_op", "gesloten_door", name="overzicht_gesloten"),
            models.UniqueConstraint(
                fields=["gemeente", "soort", "halfjaar", "peildatum", "bestand_hash"],
                name="overzicht_file_once_per_gemeente",
                violation_error_message="Dit bestand is al ingelezen.",
            ),
            models.UniqueConstraint(
                fields=["soort", "halfjaar", "peildatum", "bestand_hash"],
                condition=Q(gemeente=None),
                name="overzicht_file_once_for_everyone",
                violation_error_message="Dit bestand is al ingelezen.",
            ),
        ]

    def __str__(self) -> str:
        return self.bestandsnaam

    def get_absolute_url(self) -> str:
        return reverse("taakstelling:overzicht_detail", kwargs={"pk": self.pk})

    @property
    def status(self) -> OverzichtimportStatus:
        if self.gesloten_op is None:
            return OverzichtimportStatus.VOORBEELD if self.toewijzing else OverzichtimportStatus.INDELEN
        return OverzichtimportStatus.VERWERKT if self.toegepast_op else OverzichtimportStatus.WEGGELEGD
