"""Known differences between what a gemeente counts and what COA counts (R-331)."""

import uuid
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from samenwerking.basis.constraints import both_or_neither, in_order
from samenwerking.basis.persoonsgegevens import Persoonsgegevens
from samenwerking.models import Gebruiker, Gemeente, Rol
from taakstelling.models.velden import HalfjaarField
from taakstelling.regels.halfjaar import Halfjaar


class Verschilreden(models.TextChoices):
    """Why the two counts differ, as far as a gemeente can know."""

    NIET_VERWERKT = "niet_verwerkt", "Nog niet verwerkt door COA"
    AFMELDING = "afmelding", "De afmelding bij COA ontbreekt"
    ANDERE_GEMEENTE = "andere_gemeente", "COA telt bij een andere gemeente"
    TELMOMENT = "telmoment", "COA telt op een andere dag"
    ZELF_GEVONDEN = "zelf_gevonden", "Zelf een woning gevonden"
    NIET_GEREGISTREERD = "niet_geregistreerd", "Nog niet in onze eigen registratie"
    OVERIG = "overig", "Anders"


class AfstemverschilQuerySet(models.QuerySet["Afstemverschil"]):
    def visible_to(self, gebruiker: Gebruiker) -> Self:
        """Casework of the gemeente: a difference may be about a person."""
        return self.filter(gemeente__in=gebruiker.gemeente_ids(Rol.AMBTENAAR, Rol.OPGAVEMANAGER))

    def open(self) -> Self:
        return self.filter(opgelost_op=None)

    def op(self, gemeente: Gemeente, halfjaar: Halfjaar, peildatum: date) -> Self:
        """Those that explain the difference at the state of this day."""
        return self.filter(gemeente=gemeente, halfjaar=halfjaar, verschil_van__lte=peildatum).filter(
            Q(verschil_tot=None) | Q(verschil_tot__gt=peildatum)
        )


class Afstemverschil(models.Model):
    """A part of the difference between our count and that of COA, with its reason.

    `aantal` in persons: plus is counted by us and not by COA, minus the reverse. With a `bron_id` it is one person, by
    the source of its booking in the ledger; without, a number. It holds for the states of COA from `verschil_van` until
    (not including) `verschil_tot`, which is filled in when it is solved.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="afstemverschillen")
    halfjaar = HalfjaarField("halfjaar")
    aantal = models.IntegerField("personen (plus telt alleen bij ons, min alleen bij COA)")
    bron_soort = models.CharField("soort bron", max_length=60, blank=True)
    bron_id = models.CharField("bron", max_length=40, blank=True)
    reden = models.CharField("reden", max_length=20, choices=Verschilreden.choices)
    toelichting = models.CharField("toelichting", max_length=500, blank=True)
    verschil_van = models.DateField("vanaf de stand van")
    verschil_tot = models.DateField("opgelost in de stand van", null=True, blank=True)
    gemeld_op = models.DateTimeField("gemeld op")
    gemeld_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")
    opgelost_op = models.DateTimeField("opgelost op", null=True, blank=True)
    opgelost_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = AfstemverschilQuerySet.as_manager()

    persoonsgegevens = Persoonsgegevens(
        velden=("bron_id", "toelichting"),
        bewaren="met het dossier van de persoon",
        daarna="leeggemaakt; aantal en reden blijven",
    )

    class Meta:
        verbose_name = "verschil met COA"
        verbose_name_plural = "verschillen met COA"
        ordering = ["verschil_van", "gemeld_op"]
        constraints = [
            both_or_neither("opgelost_op", "opgelost_door", name="afstemverschil_opgelost"),
            in_order(
                "verschil_van",
                "verschil_tot",
                name="afstemverschil_ends_after_begin",
                violation_error_message="Een verschil is niet eerder opgelost dan het er was.",
            ),
            models.CheckConstraint(
                condition=Q(opgelost_op=None, verschil_tot=None)
                | Q(opgelost_op__isnull=False, verschil_tot__isnull=False),
                name="afstemverschil_solved_at_a_state",
                violation_error_message="Zeg bij welke stand van COA het verschil is opgelost.",
            ),
            models.CheckConstraint(
                condition=~Q(aantal=0),
                name="afstemverschil_not_zero",
                violation_error_message="Een verschil van nul personen verklaart niets.",
            ),
            models.CheckConstraint(
                condition=Q(bron_soort="", bron_id="") | (~Q(bron_soort="") & ~Q(bron_id="") & Q(aantal=1)),
                name="afstemverschil_person_is_one",
                violation_error_message="Een verschil over een persoon telt voor één.",
            ),
            models.UniqueConstraint(
                fields=["gemeente", "halfjaar", "bron_soort", "bron_id"],
                condition=Q(opgelost_op=None) & ~Q(bron_id=""),
                name="afstemverschil_one_open_per_person",
                violation_error_message="Over deze persoon is al een verschil gemeld.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gemeente} {self.halfjaar}: {self.aantal:+d} ({self.get_reden_display()})"

    def dagen(self, peildatum: date) -> int:
        """How long the difference exists on a day, or existed until it was solved."""
        return max((min(self.verschil_tot or peildatum, peildatum) - self.verschil_van).days, 0)
