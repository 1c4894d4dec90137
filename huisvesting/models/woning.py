"""Homes of corporations."""

import uuid
from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from huisvesting.regels.adres import PostcodeFout, normalise_postcode
from huisvesting.regels.passendheid import Menging
from samenwerking.models import Gebruiker, Gemeente, Rol, Woningcorporatie


def validate_postcode(tekst: str) -> None:
    """Validator of a field: raises ValidationError with the sentence of the rule."""
    try:
        normalise_postcode(tekst)
    except PostcodeFout as fout:
        raise ValidationError(str(fout)) from fout


class Vorm(models.TextChoices):
    """Kind of home. Rooms share kitchen or bathroom; flex and doorstroom are temporary by nature."""

    REGULIER = "regulier", "Gewone woning"
    ONZELFSTANDIG = "onzelfstandig", "Kamer met gedeelde voorzieningen"
    FLEX = "flex", "Flexwoning"
    DOORSTROOM = "doorstroom", "Doorstroomlocatie"
    ZORGVASTGOED = "zorgvastgoed", "Voormalig zorgvastgoed"
    GEMENGD = "gemengd", "Gemengd wonen"


class Energielabel(models.TextChoices):
    """From the best to the worst (R-613)."""

    A4 = "A++++", "A++++"
    A3 = "A+++", "A+++"
    A2 = "A++", "A++"
    A1 = "A+", "A+"
    A = "A", "A"
    B = "B", "B"
    C = "C", "C"
    D = "D", "D"
    E = "E", "E"
    F = "F", "F"
    G = "G", "G"


class ComplexQuerySet(models.QuerySet["Complex"]):
    def visible_to(self, gebruiker: Gebruiker) -> Self:
        """The corporation that owns it, and casework of its gemeente."""
        return self.filter(
            Q(gemeente__in=gebruiker.gemeente_ids(Rol.AMBTENAAR, Rol.OPGAVEMANAGER))
            | Q(corporatie__in=gebruiker.corporatie_ids())
        )

    def with_bezet(self) -> Self:
        """Annotates `bezet`: homes where a statushouder lives or is put forward for."""
        from huisvesting.models.aanbod import Woningaanbod
        from huisvesting.models.plaatsing import Plaatsing
        from huisvesting.models.voordracht import Voordracht

        bezet = Woningaanbod.objects.filter(
            Exists(Plaatsing.objects.lopend().filter(aanbod=OuterRef("pk")))
            | Exists(Voordracht.objects.open().filter(aanbod=OuterRef("pk"))),
            woning__complex=OuterRef("pk"),
        )
        # One per home: of a home that was offered twice only one offer can be let.
        aantal = bezet.order_by().values("woning__complex").annotate(n=Count("woning", distinct=True)).values("n")
        return self.annotate(bezet=Coalesce(Subquery(aantal, output_field=models.IntegerField()), Value(0)))

    def menging(self, pk: uuid.UUID) -> Menging:
        """The numbers of one complex for the rules of passendheid. One query."""
        rij = self.with_bezet().get(pk=pk)
        return Menging(rij.naam, rij.bezet, rij.maximum)


class Complex(models.Model):
    """Homes that belong together, in which corporation and gemeente want a mix of residents.

    `maximum` is how many of its `woningen_totaal` homes go to statushouders; more is only for a reason.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    corporatie = models.ForeignKey(Woningcorporatie, on_delete=models.PROTECT, related_name="complexen")
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="complexen")
    naam = models.CharField("naam", max_length=100)
    woningen_totaal = models.PositiveIntegerField("woningen in het complex", validators=[MinValueValidator(1)])
    maximum = models.PositiveIntegerField("hooguit voor statushouders (woningen)")

    objects = ComplexQuerySet.as_manager()

    class Meta:
        verbose_name = "complex"
        verbose_name_plural = "complexen"
        ordering = ["naam"]
        constraints = [
            models.UniqueConstraint(
                fields=["corporatie", "gemeente", "naam"],
                name="complex_name_once_per_corporatie",
                violation_error_message="Er is al een complex met deze naam.",
            ),
            models.CheckConstraint(
                condition=Q(maximum__lte=F("woningen_totaal")),
                name="complex_maximum_within_total",
                violation_error_message="Het maximum kan niet hoger zijn dan het aantal woningen in het complex.",
            ),
        ]

    def __str__(self) -> str:
        return self.naam


BAG_ID = RegexValidator(r"^\d{16}$", "Een BAG-nummer heeft 16 cijfers.")


class Woning(models.Model):
    """One home (or one room, where a dwelling is let by room) of a corporation."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    corporatie = models.ForeignKey(Woningcorporatie, on_delete=models.PROTECT, related_name="woningen")
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="woningen")
    straat = models.CharField("straat", max_length=100)
    huisnummer = models.PositiveIntegerField("huisnummer", validators=[MinValueValidator(1), MaxValueValidator(99999)])
    toevoeging = models.CharField("toevoeging", max_length=10, blank=True)
    postcode = models.CharField("postcode", max_length=7, validators=[validate_postcode])
    plaats = models.CharField("plaats", max_length=100)
    vorm = models.CharField("soort woning", max_length=20, choices=Vorm.choices, default=Vorm.REGULIER)
    slaapkamers = models.PositiveSmallIntegerField(
        "slaapkamers", validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    verdieping = models.SmallIntegerField("verdieping", null=True, blank=True, help_text="0 is de begane grond.")
    lift = models.BooleanField("lift", default=False)
    toegankelijk = models.BooleanField("geschikt voor een rolstoel", default=False)
    kale_huur = models.DecimalField("kale huur per maand (EUR)", max_digits=7, decimal_places=2, null=True, blank=True)
    servicekosten = models.DecimalField(
        "servicekosten per maand (EUR)", max_digits=7, decimal_places=2, null=True, blank=True
    )

    energielabel = models.CharField("energielabel", max_length=5, choices=Energielabel.choices, blank=True)
    oppervlakte = models.PositiveSmallIntegerField(
        "woonoppervlakte (m2)", null=True, blank=True, validators=[MinValueValidator(5), MaxValueValidator(1000)]
    )
    bag_verblijfsobject = models.CharField("BAG-verblijfsobject", max_length=16, blank=True, validators=[BAG_ID])
    bag_pand = models.CharField("BAG-pand", max_length=16, blank=True, validators=[BAG_ID])
    complex = models.ForeignKey(Complex, null=True, blank=True, on_delete=models.PROTECT, related_name="woningen")

    class Meta:
        verbose_name = "woning"
        verbose_name_plural = "woningen"
        ordering = ["plaats", "straat", "huisnummer", "toevoeging"]
        constraints = [
            models.UniqueConstraint(
                fields=["corporatie", "postcode", "huisnummer", "toevoeging"],
                name="woning_address_once_per_corporatie",
                violation_error_message="Deze woning staat al in Thuisgever.",
            ),
            models.CheckConstraint(
                condition=(Q(kale_huur=None) | Q(kale_huur__gte=0)) & (Q(servicekosten=None) | Q(servicekosten__gte=0)),
                name="woning_rent_not_negative",
                violation_error_message="Een huurbedrag is nooit lager dan nul.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.adres}, {self.plaats}"

    @property
    def adres(self) -> str:
        return f"{self.straat} {self.huisnummer}{' ' + self.toevoeging if self.toevoeging else ''}"
