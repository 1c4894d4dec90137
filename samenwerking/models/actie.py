"""What someone has to do: alone, or as a point of a list that belongs to something."""

import uuid
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from samenwerking.basis.constraints import both_or_neither
from samenwerking.basis.persoonsgegevens import Persoonsgegevens
from samenwerking.models.gebruiker import Gebruiker, Rol
from samenwerking.models.partijen import Gemeente


class Actielijst(models.TextChoices):
    """To which list of points an actie belongs; each list is made at one moment of a case."""

    LOS = "los", "Losse actie"
    ONTVANGST = "ontvangst", "Ontvangst van een koppeling"
    OVERDRACHT = "overdracht", "Warme overdracht van COA"
    VERHUIZING = "verhuizing", "Rond de verhuizing"
    NAZORG = "nazorg", "Nazorg"
    OORDEEL = "oordeel", "Oordeel over een weigering"
    OVERLEG = "overleg", "Afgesproken in een overleg"
    BESLUIT = "besluit", "Uitvoeren van een besluit"


class ActieStatus(models.TextChoices):
    OPEN = "open", "Open"
    IN_UITVOERING = "in_uitvoering", "In uitvoering"
    WACHT_OP_ANDER = "wacht_op_ander", "Wacht op een ander"
    GEREED = "gereed", "Gedaan"
    VERVALLEN = "vervallen", "Vervallen"


class ActieQuerySet(models.QuerySet["Actie"]):
    def visible_to(self, gebruiker: Gebruiker) -> Self:
        """Casework of the gemeente, and whoever owns it."""
        return self.filter(
            Q(gemeente__in=gebruiker.gemeente_ids(Rol.AMBTENAAR, Rol.OPGAVEMANAGER)) | Q(eigenaar=gebruiker)
        )

    def open(self) -> Self:
        return self.filter(gereed_op=None, vervallen_op=None)

    def te_laat(self, peildatum: date) -> Self:
        """Open, and the day on which it had to be done has passed."""
        return self.open().filter(uiterlijk__lt=peildatum)

    def for_onderwerp(self, onderwerp: models.Model) -> Self:
        return self.filter(onderwerp_soort=onderwerp._meta.label_lower, onderwerp_id=str(onderwerp.pk))


class Actie(models.Model):
    """One thing to do. `onderwerp` is what it is about, wherever in the product that lives.

    | from | to | service |
    |---|---|---|
    | - | OPEN | add_actie, add_lijst |
    | OPEN, WACHT_OP_ANDER | IN_UITVOERING | start_actie |
    | OPEN, IN_UITVOERING | WACHT_OP_ANDER | wait_actie |
    | every open one | GEREED | finish_actie |
    | every open one | VERVALLEN | drop_actie |

    `afdeling` names who does it when that is nobody with an account here, such as inburgering.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="acties")
    titel = models.CharField("wat", max_length=200)
    lijst = models.CharField("lijst", max_length=20, choices=Actielijst.choices, default=Actielijst.LOS)
    eigenaar = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="acties")
    afdeling = models.CharField("afdeling of partij", max_length=60, blank=True)
    uiterlijk = models.DateField("uiterlijk", null=True, blank=True)
    onderwerp_soort = models.CharField("soort onderwerp", max_length=60, blank=True)
    onderwerp_id = models.CharField("onderwerp", max_length=40, blank=True)
    gemaakt_op = models.DateTimeField("gemaakt op")
    gemaakt_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")
    agendapunt = models.ForeignKey(
        "samenwerking.Agendapunt", null=True, blank=True, on_delete=models.SET_NULL, related_name="acties"
    )
    begonnen_op = models.DateTimeField("begonnen op", null=True, blank=True)
    begonnen_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    wachtend_op = models.DateTimeField("wacht sinds", null=True, blank=True)
    wachtend_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    wacht_op = models.CharField("wacht op", max_length=100, blank=True)
    gereed_op = models.DateTimeField("gereed op", null=True, blank=True)
    gereed_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    vervallen_op = models.DateTimeField("vervallen op", null=True, blank=True)
    vervallen_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = ActieQuerySet.as_manager()

    persoonsgegevens = Persoonsgegevens(
        velden=("titel", "wacht_op"), bewaren="met het dossier waar de actie bij hoort", daarna="verwijderd"
    )

    class Meta:
        verbose_name = "actie"
        verbose_name_plural = "acties"
        ordering = ["uiterlijk", "gemaakt_op"]
        constraints = [
            *(
                both_or_neither(f"{act}_op", f"{act}_door", name=f"actie_{act}")
                for act in ("gemaakt", "begonnen", "wachtend", "gereed", "vervallen")
            ),
            models.CheckConstraint(
                condition=Q(gereed_op=None) | Q(vervallen_op=None),
                name="actie_done_or_dropped",
                violation_error_message="Een actie is gereed of vervallen, niet allebei.",
            ),
            models.CheckConstraint(
                condition=Q(wachtend_op=None, wacht_op="") | Q(wachtend_op__isnull=False) & ~Q(wacht_op=""),
                name="actie_waits_for_someone",
                violation_error_message="Vul in op wie of wat u wacht.",
            ),
        ]
        indexes = [
            models.Index(fields=["onderwerp_soort", "onderwerp_id"], name="actie_onderwerp"),
            models.Index(
                fields=["gemeente", "uiterlijk"], name="actie_open", condition=Q(gereed_op=None, vervallen_op=None)
            ),
        ]

    def __str__(self) -> str:
        return self.titel

    @property
    def is_open(self) -> bool:
        return self.gereed_op is None and self.vervallen_op is None

    @property
    def status(self) -> ActieStatus:
        if self.gereed_op:
            return ActieStatus.GEREED
        if self.vervallen_op:
            return ActieStatus.VERVALLEN
        if self.wachtend_op:
            return ActieStatus.WACHT_OP_ANDER
        return ActieStatus.IN_UITVOERING if self.begonnen_op else ActieStatus.OPEN
