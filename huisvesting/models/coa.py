"""COA lists: which file came when, what it said per row, and whether it was applied."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from huisvesting.regels.coa_plan import Uitkomst
from samenwerking.basis.constraints import both_or_neither
from samenwerking.basis.persoonsgegevens import Persoonsgegevens
from samenwerking.basis.versleuteling import VersleuteldField
from samenwerking.models import Gebruiker, Gemeente, Inleesstatus, Inlezing, Rol


class CoaImportQuerySet(models.QuerySet["CoaImport"]):
    def visible_to(self, gebruiker: Gebruiker) -> Self:
        """Casework and beheer of the gemeente; the beheerder sees verdicts, no people."""
        return self.filter(gemeente__in=gebruiker.gemeente_ids(Rol.AMBTENAAR, Rol.OPGAVEMANAGER, Rol.BEHEERDER))

    def open(self) -> Self:
        """Waiting for a decision."""
        return self.filter(gesloten_op=None)


def empty_samenvatting() -> dict[str, Any]:
    """What is kept of a list besides its rows: numbers of persons (`fout`, `overgeslagen` and `twijfel` are left out,
    `vervallen` of the `eerder` who were linked before are missing), the unused headers, what was chosen for rows in
    doubt (by row the choice, and a keyed fingerprint of what was asked), a fingerprint of the preview."""
    aantallen = ("personen", "huishoudens", "nieuw", "gewijzigd", "ongewijzigd", "fout", "overgeslagen", "twijfel")
    return {
        **dict.fromkeys((*aantallen, "vervallen", "eerder"), 0),
        "vraagt_bevestiging": False,
        "onbekende_kolommen": [],
        "keuzes": {},
        "vervallen_personen": [],
        "afdruk": "",
    }


class CoaImport(Inlezing):
    """One COA list for one gemeente.

    `verbetering_van` is the list of which this one holds only the mended rows: who is not on it is not missing.
    `vorige` (JSON, encrypted) is what applying it changed, so that it can be undone within the term of the setting
    TERUGDRAAIDAGEN; empty before and after.
    """

    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="coa_imports")
    verbetering_van = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="verbeteringen"
    )
    samenvatting = models.JSONField("samenvatting", default=empty_samenvatting)
    vorige = VersleuteldField("wat er stond", blank=True, default="")
    teruggedraaid_op = models.DateTimeField("teruggedraaid op", null=True, blank=True)
    teruggedraaid_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = CoaImportQuerySet.as_manager()

    persoonsgegevens = Persoonsgegevens(
        velden=("inhoud", "bestandsnaam", "vorige"),
        bewaren="de bewaartermijn van bestanden, hooguit twee dagen; wat er stond zolang terugdraaien kan",
        daarna="leeggemaakt",
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
            both_or_neither("teruggedraaid_op", "teruggedraaid_door", name="coaimport_teruggedraaid"),
            models.UniqueConstraint(
                fields=["gemeente", "bestand_hash"],
                name="coaimport_file_once_per_gemeente",
                violation_error_message="Dit bestand is al ingelezen.",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("huisvesting:coa_import_detail", kwargs={"pk": self.pk})

    @property
    def afgekeurd(self) -> int:
        """Persons who are left out: a fault or doubt in their row or in that of a member of their household, or passed
        over on purpose."""
        return sum(self.samenvatting.get(naam, 0) for naam in ("fout", "overgeslagen", "twijfel"))

    @property
    def status(self) -> Inleesstatus:
        return Inleesstatus.TERUGGEDRAAID if self.teruggedraaid_op and not self.is_open else super().status


class Oordeel(models.TextChoices):
    NIEUW = Uitkomst.NIEUW.value, "Nieuw"
    GEWIJZIGD = Uitkomst.GEWIJZIGD.value, "Gewijzigd"
    ONGEWIJZIGD = Uitkomst.ONGEWIJZIGD.value, "Ongewijzigd"
    FOUT = Uitkomst.FOUT.value, "Fout"
    OVERGESLAGEN = Uitkomst.OVERGESLAGEN.value, "Overgeslagen"
    TWIJFEL = Uitkomst.TWIJFEL.value, "In twijfel"


class CoaImportregelQuerySet(models.QuerySet["CoaImportregel"]):
    def afgekeurd(self) -> Self:
        """Rows that are left out."""
        return self.filter(oordeel__in=[Oordeel.FOUT, Oordeel.OVERGESLAGEN, Oordeel.TWIJFEL])

    def in_twijfel(self) -> Self:
        """Rows that someone decides about; those without a choice first."""
        return self.filter(Q(oordeel=Oordeel.TWIJFEL) | ~Q(keuze="")).order_by("keuze", "rij")

    def met_wijziging(self) -> Self:
        """Rows that change something a reader should see: known people, or a newcomer in a known household."""
        return self.filter(oordeel__in=[Oordeel.NIEUW, Oordeel.GEWIJZIGD]).exclude(meldingen=[])


class CoaImportregel(models.Model):
    """The verdict on one row of the file.

    `meldingen` stays: per fault, change or remark {kolom, code, melding}, in sentences that name no person and no
    value. `inhoud` goes: the name and the changed values (JSON, encrypted), emptied together with that of the import,
    when its term is over.
    `keuze` is what a person decided about a row in doubt; empty while nobody did.
    """

    coa_import = models.ForeignKey(CoaImport, on_delete=models.CASCADE, related_name="regels")
    rij = models.PositiveIntegerField("rij")
    oordeel = models.CharField("oordeel", max_length=12, choices=Oordeel.choices)
    v_nummer_masker = models.CharField("V-nummer", max_length=20, blank=True)
    huishoudnummer = models.CharField("huishoudnummer", max_length=40, blank=True)
    meldingen = models.JSONField("meldingen", default=list, blank=True)
    inhoud = VersleuteldField("inhoud", blank=True, default="")
    keuze = models.CharField("keuze", max_length=20, blank=True, default="")

    objects = CoaImportregelQuerySet.as_manager()

    persoonsgegevens = Persoonsgegevens(
        velden=("v_nummer_masker", "huishoudnummer", "meldingen", "inhoud"),
        bewaren="met de import; de inhoud de bewaartermijn van bestanden, hooguit twee dagen",
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
