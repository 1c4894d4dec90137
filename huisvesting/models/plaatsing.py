"""A household rents a home: from the signed lease to the key, and the people who count by it."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Case, Q, Value, When
from django.urls import reverse

from huisvesting.models.aanbod import Woningaanbod
from huisvesting.models.huishouden import Huishouden, Statushouder
from huisvesting.models.telbaar import Telbaar
from huisvesting.models.voordracht import Bijzonder, Voordracht
from samenwerking.basis.constraints import both_or_neither, in_order
from samenwerking.basis.persoonsgegevens import Persoonsgegevens
from samenwerking.models import Gebruiker, Gemeente, Reden, Rol


class PlaatsingStatus(models.TextChoices):
    CONTRACT_GETEKEND = "contract_getekend", "Contract getekend"
    VERHUISD = "verhuisd", "Sleutel overgedragen"
    GEANNULEERD = "geannuleerd", "Geannuleerd"
    BEEINDIGD = "beeindigd", "Beëindigd"


RUNNING = Q(geannuleerd_op=None, einddatum=None)


class PlaatsingQuerySet(models.QuerySet["Plaatsing"]):
    def visible_to(self, gebruiker: Gebruiker) -> Self:
        """The gemeente, and the corporation that lets the home."""
        return self.filter(
            Q(aanbod__gemeente__in=gebruiker.gemeente_ids(Rol.AMBTENAAR, Rol.OPGAVEMANAGER))
            | Q(aanbod__woning__corporatie__in=gebruiker.corporatie_ids())
        )

    def lopend(self) -> Self:
        """Not cancelled and not ended."""
        return self.filter(RUNNING)


class Plaatsing(models.Model):
    """A household rents a home: from the signed lease to its end.

    | from | to | service |
    |---|---|---|
    | accepted voordracht | CONTRACT_GETEKEND | sign_huurcontract |
    | CONTRACT_GETEKEND | VERHUISD | hand_over_sleutel |
    | CONTRACT_GETEKEND, VERHUISD | GEANNULEERD | cancel_plaatsing, with reason; what counted is reversed |

    Which of the dates makes the people count is a dated setting of the gemeente (telmoment, R-321).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    voordracht = models.OneToOneField(Voordracht, on_delete=models.PROTECT, related_name="plaatsing")
    aanbod = models.ForeignKey(Woningaanbod, on_delete=models.PROTECT, related_name="plaatsingen")
    huishouden = models.ForeignKey(Huishouden, on_delete=models.PROTECT, related_name="plaatsingen")
    bijzonder = models.CharField("naast een andere", max_length=10, choices=Bijzonder.choices, blank=True, default="")
    ingangsdatum = models.DateField("ingangsdatum huur")
    getekend_op = models.DateTimeField("getekend op")
    getekend_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")
    sleuteldatum = models.DateField("sleuteldatum", null=True, blank=True)
    einddatum = models.DateField("einddatum", null=True, blank=True)
    geannuleerd_op = models.DateTimeField("geannuleerd op", null=True, blank=True)
    geannuleerd_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reden = models.ForeignKey(Reden, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    toelichting = models.TextField("toelichting", blank=True)
    status = models.GeneratedField(
        expression=Case(
            When(geannuleerd_op__isnull=False, then=Value("geannuleerd")),
            When(einddatum__isnull=False, then=Value("beeindigd")),
            When(sleuteldatum__isnull=False, then=Value("verhuisd")),
            default=Value("contract_getekend"),
        ),
        output_field=models.CharField(max_length=20, choices=PlaatsingStatus.choices),
        db_persist=True,
    )

    objects = PlaatsingQuerySet.as_manager()

    persoonsgegevens = Persoonsgegevens(
        velden=("toelichting",), bewaren="met het dossier van het huishouden", daarna="leeggemaakt; data blijven"
    )

    class Meta:
        verbose_name = "plaatsing"
        verbose_name_plural = "plaatsingen"
        ordering = ["-getekend_op"]
        constraints = [
            both_or_neither("getekend_op", "getekend_door", name="plaatsing_getekend"),
            both_or_neither("geannuleerd_op", "geannuleerd_door", name="plaatsing_geannuleerd"),
            in_order(
                "ingangsdatum",
                "einddatum",
                name="plaatsing_ends_after_begin",
                violation_error_message="De huur kan niet eindigen voor hij begint.",
            ),
            models.CheckConstraint(
                condition=Q(geannuleerd_op=None) | Q(reden__isnull=False),
                name="plaatsing_cancelled_with_reason",
                violation_error_message="Kies een reden.",
            ),
            models.UniqueConstraint(
                fields=["aanbod"],
                condition=RUNNING,
                name="plaatsing_one_running_per_aanbod",
                violation_error_message="Voor deze woning loopt al een huurcontract.",
            ),
            models.UniqueConstraint(
                fields=["huishouden"],
                condition=RUNNING & Q(bijzonder=""),
                name="plaatsing_one_running_per_huishouden",
                violation_error_message="Dit huishouden heeft al een huurcontract.",
            ),
        ]

    def __str__(self) -> str:
        return f"Plaatsing in {self.aanbod}"

    def get_absolute_url(self) -> str:
        return reverse("huisvesting:plaatsing_detail", kwargs={"pk": self.pk})

    @property
    def gemeente(self) -> Gemeente:
        return self.aanbod.gemeente


class Plaatsingspersoon(Telbaar):
    """One person of a plaatsing: the unit that counts. A new plaatsing of the same person is a new row.

    `afmelddatum` is the day on which COA checked the person out.
    """

    plaatsing = models.ForeignKey(Plaatsing, on_delete=models.PROTECT, related_name="personen")
    statushouder = models.ForeignKey(Statushouder, on_delete=models.PROTECT, related_name="plaatsingen")
    afmelddatum = models.DateField("afgemeld bij COA", null=True, blank=True)

    persoonsgegevens = Persoonsgegevens(
        velden=("afmelddatum",),
        bewaren="met het dossier van het huishouden",
        daarna="de koppeling met de persoon wordt verwijderd",
    )

    class Meta:
        verbose_name = "geplaatste persoon"
        verbose_name_plural = "geplaatste personen"
        constraints = [
            models.UniqueConstraint(
                fields=["plaatsing", "statushouder"],
                name="plaatsingspersoon_once_per_plaatsing",
                violation_error_message="Deze persoon hoort al bij deze plaatsing.",
            )
        ]

    def __str__(self) -> str:
        return str(self.statushouder)
