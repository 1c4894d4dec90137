"""Overviews of many gemeenten: which file came in, and whether it was applied."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from samenwerking.basis.constraints import both_or_neither
from samenwerking.basis.persoonsgegevens import Persoonsgegevens
from samenwerking.models import Gebruiker, Gemeente, Inleessoort, Inlezing, Rol
from taakstelling.models.velden import HalfjaarField
from taakstelling.regels import overzicht as regels


class SoortOverzicht(models.TextChoices):
    """The kinds of file that this app reads (values of `regels.overzicht_kolommen.Soort`)."""

    GEPUBLICEERD = Inleessoort.GEPUBLICEERD.value, Inleessoort.GEPUBLICEERD.label
    COA_STAND = Inleessoort.COA_STAND.value, Inleessoort.COA_STAND.label


class Saldoteken(models.TextChoices):
    """What a positive balance in the file means. Files differ (R-123), so a person says it; nothing guesses."""

    VOORSPRONG = regels.Saldoteken.VOORSPRONG.value, "Een voorsprong staat er zonder minteken"
    ACHTERSTAND = regels.Saldoteken.ACHTERSTAND.value, "Een achterstand staat er zonder minteken"


class Rijoordeel(models.TextChoices):
    """What a row does with what is on file."""

    NIEUW = "nieuw", "Nieuw"
    GEWIJZIGD = "gewijzigd", "Gewijzigd"
    ONGEWIJZIGD = "ongewijzigd", "Ongewijzigd"


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


class Overzichtimport(Inlezing):
    """One file for one half-year and day.

    `peildatum` is the day of a state, and of a publication the first day of its half-year. Without a gemeente it is
    for all of them; with one, only its rows are used.
    """

    soort = models.CharField("soort overzicht", max_length=20, choices=SoortOverzicht.choices)
    gemeente = models.ForeignKey(Gemeente, null=True, blank=True, on_delete=models.PROTECT, related_name="overzichten")
    halfjaar = HalfjaarField("halfjaar")
    peildatum = models.DateField("peildatum")
    saldoteken = models.CharField("teken van het saldo", max_length=20, choices=Saldoteken.choices)
    uitkomst = models.JSONField("uitkomst", default=empty_uitkomst)

    objects = OverzichtimportQuerySet.as_manager()

    persoonsgegevens = Persoonsgegevens(
        velden=("inhoud",), bewaren="de bewaartermijn van bestanden, hooguit twee dagen", daarna="leeggemaakt"
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

    @property
    def soort_inlezing(self) -> Inleessoort:
        return Inleessoort(self.soort)

    def get_absolute_url(self) -> str:
        return reverse("taakstelling:overzicht_detail", kwargs={"pk": self.pk})
