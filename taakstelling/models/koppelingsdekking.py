"""How many people COA had linked on the peildatum, frozen as proof, and the questions to COA (R-205 to R-209)."""

import uuid
from collections.abc import Mapping
from typing import Any, Self

from django.db import models
from django.db.models import Q

from samenwerking.basis.constraints import both_or_neither, in_order
from samenwerking.basis.persoonsgegevens import Persoonsgegevens
from samenwerking.models import Gebruiker, Gemeente
from taakstelling.models.velden import HalfjaarField
from taakstelling.regels.bevriezen import fingerprint
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.regels.koppelingsdekking import Dekking, frozen_dekking


class KoppelingsdekkingQuerySet(models.QuerySet["Koppelingsdekking"]):
    def for_gemeente(self, gemeente: Gemeente) -> Self:
        return self.filter(gemeente=gemeente)

    def for_halfjaar(self, halfjaar: Halfjaar) -> Self:
        return self.filter(halfjaar=halfjaar)


class Koppelingsdekking(models.Model):
    """The count of one gemeente on 1 April or 1 October, as it was known when it was frozen; append-only.

    What the numbers mean is said by regels.koppelingsdekking.Dekking. `vingerafdruk` is the SHA-256 of `inhoud`.
    """

    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="koppelingsdekkingen")
    halfjaar = HalfjaarField("halfjaar")
    peildatum = models.DateField("peildatum")
    opgave = models.IntegerField("opgave")
    gehuisvest = models.IntegerField("gehuisvest tot en met de peildatum")
    gekoppeld = models.PositiveIntegerField("gekoppeld en nog niet gehuisvest")
    nodig = models.PositiveIntegerField("nodig")
    tekort = models.PositiveIntegerField("te weinig gekoppeld")
    verschoonbaar = models.PositiveIntegerField("indicatief verschoonbaar")
    vingerafdruk = models.CharField("vingerafdruk", max_length=64)
    bevroren_op = models.DateTimeField("vastgelegd op")
    bevroren_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")

    objects = KoppelingsdekkingQuerySet.as_manager()

    class Meta:
        verbose_name = "koppelingsdekking"
        verbose_name_plural = "koppelingsdekking"
        ordering = ["gemeente", "-halfjaar"]
        constraints = [
            models.UniqueConstraint(
                fields=["gemeente", "halfjaar"],
                name="koppelingsdekking_frozen_once",
                violation_error_message="De koppelingsdekking van dit halfjaar is al vastgelegd.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.gemeente} {self.halfjaar}: {self.gekoppeld} gekoppeld"

    @property
    def dekking(self) -> Dekking:
        return Dekking(self.opgave, self.gehuisvest, self.gekoppeld)

    @property
    def inhoud(self) -> Mapping[str, Any]:
        """What the fingerprint is taken of: the columns as they stand, not what today's rules would make of them."""
        berekend = frozen_dekking(self.gemeente.code, self.halfjaar, self.peildatum, self.dekking)
        return {**berekend, "nodig": self.nodig, "tekort": self.tekort, "verschoonbaar": self.verschoonbaar}

    @property
    def is_ongewijzigd(self) -> bool:
        """The row still says what was fingerprinted."""
        return fingerprint(self.inhoud) == self.vingerafdruk


class CoaVraagQuerySet(models.QuerySet["CoaVraag"]):
    def visible_to(self, gebruiker: Gebruiker) -> Self:
        return self.filter(gemeente__in=Gemeente.objects.visible_to(gebruiker))

    def for_gemeente(self, gemeente: Gemeente) -> Self:
        return self.filter(gemeente=gemeente)

    def for_halfjaar(self, halfjaar: Halfjaar) -> Self:
        """Asked in this half-year."""
        return self.filter(vraagdatum__gte=halfjaar.begin, vraagdatum__lte=halfjaar.eind)


class CoaVraag(models.Model):
    """One question to COA about linking, and its answer: proof that the gemeente asked for people (R-209).

    `gesteld` and `beantwoord` are who recorded it here and when; the dates are those of the letter or mail.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="coa_vragen")
    vraagdatum = models.DateField("datum van de vraag")
    vraag = models.CharField("vraag", max_length=1000)
    gesteld_op = models.DateTimeField("vraag vastgelegd op")
    gesteld_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")
    antwoorddatum = models.DateField("datum van het antwoord", null=True, blank=True)
    antwoord = models.CharField("antwoord", max_length=1000, blank=True)
    beantwoord_op = models.DateTimeField("antwoord vastgelegd op", null=True, blank=True)
    beantwoord_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = CoaVraagQuerySet.as_manager()

    persoonsgegevens = Persoonsgegevens(
        velden=("vraag", "antwoord"),
        bewaren="zolang het halfjaar onder toezicht kan staan; het formulier weigert V-nummers",
        daarna="leeggemaakt; de data blijven",
    )

    class Meta:
        verbose_name = "vraag aan COA"
        verbose_name_plural = "vragen aan COA"
        ordering = ["vraagdatum", "gesteld_op"]
        constraints = [
            both_or_neither("beantwoord_op", "beantwoord_door", name="coavraag_beantwoord"),
            models.CheckConstraint(
                condition=Q(antwoorddatum=None, antwoord="", beantwoord_op=None)
                | (Q(antwoorddatum__isnull=False, beantwoord_op__isnull=False) & ~Q(antwoord="")),
                name="coavraag_answer_is_whole",
                violation_error_message="Een antwoord heeft een datum en een tekst.",
            ),
            in_order(
                "vraagdatum",
                "antwoorddatum",
                name="coavraag_answer_after_question",
                violation_error_message="Het antwoord kan niet eerder zijn dan de vraag.",
            ),
        ]

    def __str__(self) -> str:
        return f"Vraag aan COA van {self.vraagdatum:%d-%m-%Y}"
