"""A corporation asks an assigned home back."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q

from huisvesting.models.aanbod import Woningaanbod
from samenwerking.basis.constraints import both_or_neither
from samenwerking.basis.persoonsgegevens import Persoonsgegevens
from samenwerking.models import Gebruiker, Gemeente, Reden, Rol


class IntrekverzoekQuerySet(models.QuerySet["Intrekverzoek"]):
    def visible_to(self, gebruiker: Gebruiker) -> Self:
        """The same as the home that it is about."""
        return self.filter(
            Q(aanbod__gemeente__in=gebruiker.gemeente_ids(Rol.AMBTENAAR, Rol.OPGAVEMANAGER))
            | Q(aanbod__woning__corporatie__in=gebruiker.corporatie_ids())
        )

    def open(self) -> Self:
        return self.filter(akkoord_op=None, afgewezen_op=None)


class Intrekverzoek(models.Model):
    """A corporation asks back a home that is assigned: only with the opgavemanager's consent (workflow.md 5.3).

    | from | to | service |
    |---|---|---|
    | - | waits | request_intrekking |
    | waits | AKKOORD: the home is withdrawn, voordracht and plaatsing are cancelled | agree_intrekking |
    | waits | AFGEWEZEN: the home stays assigned, with a motive | refuse_intrekking |
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    aanbod = models.ForeignKey(Woningaanbod, on_delete=models.PROTECT, related_name="intrekverzoeken")
    reden = models.ForeignKey(Reden, on_delete=models.PROTECT, related_name="+")
    toelichting = models.TextField("toelichting")
    gevraagd_op = models.DateTimeField("gevraagd op")
    gevraagd_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")
    akkoord_op = models.DateTimeField("akkoord op", null=True, blank=True)
    akkoord_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    afgewezen_op = models.DateTimeField("afgewezen op", null=True, blank=True)
    afgewezen_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    motivering = models.TextField("motivering", blank=True)

    objects = IntrekverzoekQuerySet.as_manager()

    persoonsgegevens = Persoonsgegevens(
        velden=("toelichting", "motivering"),
        bewaren="met het dossier van het huishouden",
        daarna="leeggemaakt; reden en data blijven",
    )

    class Meta:
        verbose_name = "verzoek om intrekking"
        verbose_name_plural = "verzoeken om intrekking"
        ordering = ["-gevraagd_op"]
        constraints = [
            both_or_neither("gevraagd_op", "gevraagd_door", name="intrekverzoek_gevraagd"),
            both_or_neither("akkoord_op", "akkoord_door", name="intrekverzoek_akkoord"),
            both_or_neither("afgewezen_op", "afgewezen_door", name="intrekverzoek_afgewezen"),
            models.CheckConstraint(
                condition=Q(akkoord_op=None) | Q(afgewezen_op=None),
                name="intrekverzoek_agreed_or_refused",
                violation_error_message="Een verzoek is akkoord of afgewezen, niet allebei.",
            ),
            models.CheckConstraint(
                condition=Q(afgewezen_op=None) | ~Q(motivering=""),
                name="intrekverzoek_refused_with_motive",
                violation_error_message="Schrijf op waarom de woning toegewezen blijft.",
            ),
            models.CheckConstraint(
                condition=~Q(toelichting=""),
                name="intrekverzoek_with_note",
                violation_error_message="Leg uit waarom u deze woning terugvraagt.",
            ),
            models.UniqueConstraint(
                fields=["aanbod"],
                condition=Q(akkoord_op=None, afgewezen_op=None),
                name="intrekverzoek_one_open_per_aanbod",
                violation_error_message="U hebt al gevraagd om deze woning terug te krijgen.",
            ),
        ]

    def __str__(self) -> str:
        return f"Verzoek om intrekking van {self.aanbod}"

    def get_absolute_url(self) -> str:
        """The page of the home: there it is decided."""
        return self.aanbod.get_absolute_url()

    @property
    def gemeente(self) -> Gemeente:
        return self.aanbod.gemeente

    @property
    def persoonswoorden(self) -> frozenset[str]:
        """What a text that names nobody may not hold."""
        return self.aanbod.persoonswoorden
