"""COA lists: which file came when, what it said per row, and whether it was applied."""

import uuid
from typing import Any, Self

from django.db import models
from django.urls import reverse

from huisvesting.regels.coa_plan import Uitkomst
from samenwerking.basis.constraints import both_or_neither
from samenwerking.basis.persoonsgegevens import Persoonsgegevens
from samenwerking.basis.versleuteling import VersleuteldField
from samenwerking.models import Gebruiker, Gemeente, Rol


class CoaImportQuerySet(models.QuerySet["CoaImport"]):
    def visible_to(self, gebruiker: Gebruiker) -> Self:
        """Casework and beheer of the gemeente; the beheerder sees verdicts, no people."""
        return self.filter(gemeente__in=gebruiker.gemeente_ids(Rol.AMBTENAAR, Rol.OPGAVEMANAGER, Rol.BEHEERDER))

    def open(self) -> Self:
        """Waiting for a decision."""
        return self.filter(gesloten_op=None)


def empty_samenvatting() -> dict[str, Any]:
    """What is kept of a list besides its rows: numbers of persons (`fout` and `overgeslagen` are left out, `vervallen`
    of the `eerder` who were linked before are missing), the headers of the file, and a fingerprint of the preview."""
    aantallen = ("personen", "huishoudens", "nieuw", "gewijzigd", "ongewijzigd", "fout", "overgeslagen")
    return {
        **dict.fromkeys((*aantallen, "vervallen", "eerder"), 0),
        "vraagt_bevestiging": False,
        "koppen": {},
        "onbekende_kolommen": [],
        "vervallen_personen": [],
        "afdruk": "",
    }


class CoaImportStatus(models.TextChoices):
    VOORBEELD = "voorbeeld", "Nog niet verwerkt"
    VERWERKT = "verwerkt", "Verwerkt"
    WEGGELEGD = "weggelegd", "Weggelegd"


class CoaImport(models.Model):
    """One file for one gemeente, known by its hash. The same file again is the same row, read anew.

    | status | follows from |
    |---|---|
    | VOORBEELD | received (again), and waiting for a decision |
    | VERWERKT | `gesloten_op`, and `toegepast_op`: the last time that the list was applied |
    | WEGGELEGD | `gesloten_op`, never applied |

    `inhoud` holds the file (base64, encrypted) until the list is closed: applied, put away or too old.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="coa_imports")
    bestandsnaam = models.CharField("bestandsnaam", max_length=200)
    bestand_hash = models.CharField("vingerafdruk van het bestand", max_length=64)
    inhoud = VersleuteldField("inhoud", blank=True, default="")
    ontvangen_op = models.DateTimeField("ontvangen op")
    ontvangen_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")
    toegepast_op = models.DateTimeField("verwerkt op", null=True, blank=True)
    toegepast_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    gesloten_op = models.DateTimeField("gesloten op", null=True, blank=True)
    gesloten_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    toewijzing = models.JSONField("toewijzing van kolommen", default=dict, blank=True)
    samenvatting = models.JSONField("samenvatting", default=empty_samenvatting)

    objects = CoaImportQuerySet.as_manager()

    persoonsgegevens = Persoonsgegevens(
        velden=("inhoud", "bestandsnaam"), bewaren="tot de lijst is verwerkt, hooguit twee dagen", daarna="leeggemaakt"
    )

    class Meta:
        verbose_name = "COA-lijst"
        verbose_name_plural = "COA-lijsten"
        ordering = ["-ontvangen_op"]
        permissions = [("can_import_coa", "Mag COA-lijsten inlezen in het beheer")]
        constraints = [
            both_or_neither("ontvangen_op", "ontvangen_door", name="coaimport_ontvangen"),
            both_or_neither("toegepast_op", "toegepast_door", name="coaimport_toegepast"),
            both_or_neither("gesloten_op", "gesloten_door", name="coaimport_gesloten"),
            models.UniqueConstraint(
                fields=["gemeente", "bestand_hash"],
                name="coaimport_file_once_per_gemeente",
                violation_error_message="Dit bestand is al ingelezen.",
            ),
        ]

    def __str__(self) -> str:
        return self.bestandsnaam

    def get_absolute_url(self) -> str:
        return reverse("huisvesting:coa_import_detail", kwargs={"pk": self.pk})

    @property
    def afgekeurd(self) -> int:
        """Persons who are left out: a fault in their row, or in that of a member of their household."""
        return int(self.samenvatting["fout"] + self.samenvatting["overgeslagen"])

    @property
    def status(self) -> CoaImportStatus:
        if self.gesloten_op is None:
            return CoaImportStatus.VOORBEELD
        return CoaImportStatus.VERWERKT if self.toegepast_op else CoaImportStatus.WEGGELEGD


class Oordeel(models.TextChoices):
    NIEUW = Uitkomst.NIEUW.value, "Nieuw"
    GEWIJZIGD = Uitkomst.GEWIJZIGD.value, "Gewijzigd"
    ONGEWIJZIGD = Uitkomst.ONGEWIJZIGD.value, "Ongewijzigd"
    FOUT = Uitkomst.FOUT.value, "Fout"
    OVERGESLAGEN = Uitkomst.OVERGESLAGEN.value, "Overgeslagen"


class CoaImportregelQuerySet(models.QuerySet["CoaImportregel"]):
    def afgekeurd(self) -> Self:
        """Rows that are left out."""
        return self.filter(oordeel__in=[Oordeel.FOUT, Oordeel.OVERGESLAGEN])

    def met_wijziging(self) -> Self:
        """Rows that change something a reader should see: known people, or a newcomer in a known household."""
        return self.filter(oordeel__in=[Oordeel.NIEUW, Oordeel.GEWIJZIGD]).exclude(meldingen=[])


class CoaImportregel(models.Model):
    """The verdict on one row of the file.

    `meldingen` stays: per fault, change or remark {kolom, code, melding}, in sentences that name no person and no
    value. `inhoud` goes: the name and the changed values (JSON, encrypted), emptied together with that of the import.
    """

    coa_import = models.ForeignKey(CoaImport, on_delete=models.CASCADE, related_name="regels")
    rij = models.PositiveIntegerField("rij")
    oordeel = models.CharField("oordeel", max_length=12, choices=Oordeel.choices)
    v_nummer_masker = models.CharField("V-nummer", max_length=20, blank=True)
    huishoudnummer = models.CharField("huishoudnummer", max_length=40, blank=True)
    meldingen = models.JSONField("meldingen", default=list, blank=True)
    inhoud = VersleuteldField("inhoud", blank=True, default="")

    objects = CoaImportregelQuerySet.as_manager()

    persoonsgegevens = Persoonsgegevens(
        velden=("v_nummer_masker", "huishoudnummer", "meldingen", "inhoud"),
        bewaren="met de import; de inhoud tot de lijst is verwerkt, hooguit twee dagen",
        daarna="verwijderd; de samenvatting blijft",
    )

    class Meta:
        verbose_name = "regel van een COA-lijst"
        verbose_name_plural = "regels van COA-lijsten"
        ordering = ["rij"]
        constraints = [
            models.UniqueConstraint(
                fields=["coa_import", "rij"],
                name="coaimportregel_one_per_row",
                violation_error_message="Over deze rij is al geoordeeld.",
            ),
        ]

    def __str__(self) -> str:
        return f"Rij {self.rij}: {self.get_oordeel_display()}"

    @property
    def melding(self) -> str:
        """All remarks on the row in one text."""
        return " ".join(melding["melding"] for melding in self.meldingen)
