"""One question that is stuck, on its way up until someone answers it (workflow.md 5.6)."""

import uuid
from datetime import date
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, Q, Value, When
from django.urls import reverse

from samenwerking.basis.constraints import both_or_neither
from samenwerking.basis.persoonsgegevens import Persoonsgegevens
from samenwerking.models.gebruiker import Gebruiker, Rol
from samenwerking.models.opgaveteam import UITVOERING
from samenwerking.models.partijen import Gemeente


class EscalatieStatus(models.TextChoices):
    GEMELD = "gemeld", "Gemeld"
    OPGAVEMANAGER = "opgavemanager", "Bij de opgavemanager"
    AMBTELIJK = "ambtelijk", "Bij de ambtelijk opdrachtgever"
    BESTUURLIJK = "bestuurlijk", "Bij de bestuurlijk opdrachtgever"
    OPGELOST = "opgelost", "Opgelost"
    INGETROKKEN = "ingetrokken", "Ingetrokken"


# With whom it lies at each level; what was only reported waits for the opgavemanager to take it up.
NIVEAUS = {
    EscalatieStatus.GEMELD: Rol.OPGAVEMANAGER,
    EscalatieStatus.OPGAVEMANAGER: Rol.OPGAVEMANAGER,
    EscalatieStatus.AMBTELIJK: Rol.OPDRACHTGEVER,
    EscalatieStatus.BESTUURLIJK: Rol.WETHOUDER,
}
# Days in which each level answers, until a gemeente says otherwise.
GEWONE_DAGEN = {
    EscalatieStatus.GEMELD: 2,
    EscalatieStatus.OPGAVEMANAGER: 5,
    EscalatieStatus.AMBTELIJK: 5,
    EscalatieStatus.BESTUURLIJK: 10,
}


class Escalatietermijn(models.Model):
    """In how many days a level of this gemeente answers. No row: GEWONE_DAGEN."""

    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="+")
    niveau = models.CharField("niveau", max_length=20, choices=[(n.value, n.label) for n in NIVEAUS])
    dagen = models.PositiveSmallIntegerField("dagen", validators=[MinValueValidator(1), MaxValueValidator(90)])
    ingesteld_op = models.DateTimeField("ingesteld op")
    ingesteld_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "escalatietermijn"
        verbose_name_plural = "escalatietermijnen"
        constraints = [
            models.UniqueConstraint(
                fields=["gemeente", "niveau"],
                name="escalatietermijn_one_per_level",
                violation_error_message="Iemand anders stelde deze termijn zojuist in. Kijk wat er nu staat.",
            ),
            models.CheckConstraint(
                condition=Q(dagen__gte=1, dagen__lte=90),
                name="escalatietermijn_one_to_ninety_days",
                violation_error_message="Kies een termijn van 1 tot en met 90 dagen.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gemeente}, {self.get_niveau_display().lower()}: {self.dagen} dagen"


class EscalatieQuerySet(models.QuerySet["Escalatie"]):
    def visible_to(self, gebruiker: Gebruiker) -> Self:
        """The team; a principal only from the moment that it came to that level."""
        hier = Q(gemeente__in=gebruiker.gemeente_ids(*UITVOERING))
        ambtelijk = Q(gemeente__in=gebruiker.gemeente_ids(Rol.OPDRACHTGEVER), ambtelijk_op__isnull=False)
        bestuurlijk = Q(gemeente__in=gebruiker.gemeente_ids(Rol.WETHOUDER), bestuurlijk_op__isnull=False)
        return self.filter(hier | ambtelijk | bestuurlijk)

    def open(self) -> Self:
        return self.filter(opgelost_op=None, ingetrokken_op=None)

    def verlopen(self, peildatum: date) -> Self:
        """Open, and past the day on which an answer was due."""
        return self.open().filter(uiterlijk__lt=peildatum)

    def for_onderwerp(self, onderwerp: models.Model) -> Self:
        return self.filter(onderwerp_soort=onderwerp._meta.label_lower, onderwerp_id=str(onderwerp.pk))


class Escalatie(models.Model):
    """One question with options, advice and a deadline. It names no statushouder, at no level.

    | from | to | service |
    |---|---|---|
    | - | GEMELD | raise_escalatie |
    | GEMELD | OPGAVEMANAGER | take_up_escalatie, or climb_escalatie when time is up |
    | OPGAVEMANAGER | AMBTELIJK | climb_escalatie |
    | AMBTELIJK | BESTUURLIJK | climb_escalatie |
    | every open one | OPGELOST, with an answer | answer_escalatie |
    | every open one | INGETROKKEN | withdraw_escalatie |

    `uiterlijk` is the day by which the present level answers; `herinnerd_op` when that level was reminded.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="escalaties")
    titel = models.CharField("waar het over gaat", max_length=120)
    vraag = models.CharField("welk besluit vraagt u?", max_length=200)
    opties = models.TextField("mogelijkheden")
    advies = models.TextField("advies")
    onderwerp_soort = models.CharField("soort onderwerp", max_length=60, blank=True)
    onderwerp_id = models.CharField("onderwerp", max_length=40, blank=True)
    uiterlijk = models.DateField("antwoord uiterlijk")
    herinnerd_op = models.DateTimeField("herinnerd op", null=True, blank=True)
    gemeld_op = models.DateTimeField("gemeld op")
    gemeld_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")
    opgavemanager_op = models.DateTimeField("bij de opgavemanager sinds", null=True, blank=True)
    opgavemanager_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ambtelijk_op = models.DateTimeField("bij de ambtelijk opdrachtgever sinds", null=True, blank=True)
    ambtelijk_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    bestuurlijk_op = models.DateTimeField("bij de bestuurlijk opdrachtgever sinds", null=True, blank=True)
    bestuurlijk_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    opgelost_op = models.DateTimeField("opgelost op", null=True, blank=True)
    opgelost_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ingetrokken_op = models.DateTimeField("ingetrokken op", null=True, blank=True)
    ingetrokken_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    antwoord = models.TextField("antwoord", blank=True)
    status = models.GeneratedField(
        expression=Case(
            When(ingetrokken_op__isnull=False, then=Value("ingetrokken")),
            When(opgelost_op__isnull=False, then=Value("opgelost")),
            When(bestuurlijk_op__isnull=False, then=Value("bestuurlijk")),
            When(ambtelijk_op__isnull=False, then=Value("ambtelijk")),
            When(opgavemanager_op__isnull=False, then=Value("opgavemanager")),
            default=Value("gemeld"),
        ),
        output_field=models.CharField(max_length=20, choices=EscalatieStatus.choices),
        db_persist=True,
    )

    objects = EscalatieQuerySet.as_manager()

    persoonsgegevens = Persoonsgegevens(
        velden=("titel", "vraag", "opties", "advies", "antwoord"),
        bewaren="met het archief van de opgave; namen van statushouders horen er niet in",
        daarna="teksten leeggemaakt; niveaus en data blijven",
    )

    class Meta:
        verbose_name = "escalatie"
        verbose_name_plural = "escalaties"
        ordering = ["uiterlijk", "gemeld_op"]
        constraints = [
            *(
                both_or_neither(f"{act}_op", f"{act}_door", name=f"escalatie_{act}")
                for act in ("gemeld", "opgavemanager", "ambtelijk", "bestuurlijk", "opgelost", "ingetrokken")
            ),
            models.CheckConstraint(
                condition=~Q(vraag="") & ~Q(opties="") & ~Q(advies=""),
                name="escalatie_one_question",
                violation_error_message="Vul de vraag, de mogelijkheden en uw advies in.",
            ),
            models.CheckConstraint(
                condition=Q(opgelost_op=None) | Q(ingetrokken_op=None),
                name="escalatie_answered_or_withdrawn",
                violation_error_message="Een escalatie is opgelost of ingetrokken, niet allebei.",
            ),
            models.CheckConstraint(
                condition=Q(opgelost_op=None) | ~Q(antwoord=""),
                name="escalatie_solved_with_answer",
                violation_error_message="Schrijf het antwoord op.",
            ),
            models.CheckConstraint(
                condition=(Q(ambtelijk_op=None) | Q(opgavemanager_op__isnull=False))
                & (Q(bestuurlijk_op=None) | Q(ambtelijk_op__isnull=False)),
                name="escalatie_level_by_level",
                violation_error_message="Een escalatie gaat niveau voor niveau omhoog.",
            ),
            models.UniqueConstraint(
                fields=["gemeente", "onderwerp_soort", "onderwerp_id"],
                condition=Q(opgelost_op=None, ingetrokken_op=None) & ~Q(onderwerp_id=""),
                name="escalatie_one_open_per_onderwerp",
                violation_error_message="Hierover loopt al een escalatie.",
            ),
        ]
        indexes = [
            models.Index(fields=["onderwerp_soort", "onderwerp_id"], name="escalatie_onderwerp"),
            models.Index(
                fields=["gemeente", "uiterlijk"],
                name="escalatie_open",
                condition=Q(opgelost_op=None, ingetrokken_op=None),
            ),
        ]

    def __str__(self) -> str:
        return self.titel

    def get_absolute_url(self) -> str:
        return reverse("samenwerking:escalatie_detail", kwargs={"pk": self.pk})

    @property
    def is_open(self) -> bool:
        return self.opgelost_op is None and self.ingetrokken_op is None
