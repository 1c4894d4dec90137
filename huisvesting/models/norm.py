"""The amounts of the state that say which rent and which income go together (R-604 to R-608), and how a gemeente counts
bedrooms (R-609)."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from huisvesting.regels.passend_toewijzen import Norm
from huisvesting.regels.woonbehoefte import GEWONE_NORM, VOLWASSEN, Kamernorm
from samenwerking.basis.constraints import in_order
from samenwerking.models import Gebruiker, Gemeente, Rol
from taakstelling.models import Zekerheid


class Normsoort(models.TextChoices):
    """What an amount limits. Rents are bare rents a month, incomes are of a year."""

    AFTOPPING_LAAG = "aftopping_laag", "Aftoppingsgrens, 1 of 2 personen"
    AFTOPPING_HOOG = "aftopping_hoog", "Aftoppingsgrens, 3 of meer personen"
    KWALITEITSKORTING = "kwaliteitskorting", "Kwaliteitskortingsgrens"
    HUURGRENS = "huurgrens", "Huurgrens van de sociale huur"
    DAEB_EEN = "inkomen_daeb_een", "Inkomensgrens sociale huur, 1 persoon"
    DAEB_MEER = "inkomen_daeb_meer", "Inkomensgrens sociale huur, meer personen"
    PASSEND_EEN = "inkomen_passend_een", "Inkomensgrens passend toewijzen, 1 persoon"
    PASSEND_MEER = "inkomen_passend_meer", "Inkomensgrens passend toewijzen, meer personen"
    PASSEND_EEN_OUDER = "inkomen_passend_een_ouder", "Inkomensgrens passend toewijzen, 1 oudere"
    PASSEND_MEER_OUDER = "inkomen_passend_meer_ouder", "Inkomensgrens passend toewijzen, meer ouderen"


class NormbedragQuerySet(models.QuerySet["Normbedrag"]):
    def for_soort(self, soort: str) -> Self:
        return self.filter(soort=soort)

    def aftoppingsgrenzen(self) -> tuple[Norm, ...]:
        """Both rent limits of every year (two rows a year) as the rules work with them, in one query."""
        return tuple(n.norm for n in self.filter(soort__in=[Normsoort.AFTOPPING_LAAG, Normsoort.AFTOPPING_HOOG]))


class Normbedrag(models.Model):
    """One amount for one period, `tot` excluded. Never edited or removed: a later one closes what still runs.

    A period has an end, so that nobody is judged by the amount of a year that is over.
    """

    soort = models.CharField("soort", max_length=30, choices=Normsoort.choices)
    van = models.DateField("geldig van")
    tot = models.DateField("geldig tot (niet meegerekend)")
    bedrag = models.DecimalField(
        "bedrag (EUR)",
        max_digits=8,
        decimal_places=2,
        validators=[MinValueValidator(Decimal("0.01"), "Vul een bedrag boven 0 in.")],
    )
    bron = models.CharField("bron", max_length=300)
    bron_url = models.URLField("adres van de bron", max_length=300, blank=True)
    zekerheid = models.CharField("zekerheid", max_length=10, choices=Zekerheid.choices)
    vastgelegd_op = models.DateTimeField("vastgelegd op")
    vastgelegd_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")

    objects = NormbedragQuerySet.as_manager()

    class Meta:
        verbose_name = "normbedrag"
        verbose_name_plural = "normbedragen"
        ordering = ["soort", "-van"]
        constraints = [
            models.UniqueConstraint(
                fields=["soort", "van"],
                name="normbedrag_one_per_begin",
                violation_error_message="Vanaf deze dag is er al een bedrag van deze soort.",
            ),
            in_order(
                "van",
                "tot",
                allow_equal=False,
                name="normbedrag_ends_after_begin",
                violation_error_message="Een bedrag eindigt na de dag waarop het begint.",
            ),
            models.CheckConstraint(
                condition=Q(bedrag__gt=0),
                name="normbedrag_above_zero",
                violation_error_message="Vul een bedrag boven 0 in.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_soort_display()} vanaf {self.van:%d-%m-%Y}"

    @property
    def norm(self) -> Norm:
        return Norm(
            soort=self.soort,
            van=self.van,
            tot=self.tot,
            bedrag=self.bedrag,
            bron=self.bron,
            is_onzeker=self.zekerheid == Zekerheid.LAAG,
        )


JONGSTE = 4  # younger children share with everyone, whatever a gemeente chooses
MEESTE_PER_KAMER = 4
LEEFTIJD = (MinValueValidator(JONGSTE), MaxValueValidator(VOLWASSEN))


class WoonnormQuerySet(models.QuerySet["Woonnorm"]):
    def visible_to(self, gebruiker: Gebruiker) -> Self:
        """Casework of the gemeente."""
        return self.filter(gemeente__in=gebruiker.gemeente_ids(Rol.AMBTENAAR, Rol.OPGAVEMANAGER))


def pick_norm(normen: "Iterable[Woonnorm]", peildatum: date) -> Kamernorm:
    """The one of a gemeente that holds on a day. In: all of that gemeente."""
    geldig = [norm for norm in normen if norm.van <= peildatum]
    return max(geldig, key=lambda norm: norm.van).norm if geldig else GEWONE_NORM


class Woonnorm(models.Model):
    """How a gemeente counts the bedrooms of children from a day on, until the next row (R-609). Never edited or
    removed, so that what held before stays readable. Without a row the GEWONE_NORM of the rules holds."""

    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="woonnormen")
    van = models.DateField("geldig van")
    eigen_kamer_vanaf = models.PositiveSmallIntegerField(
        "eigen kamer vanaf (jaar)", default=GEWONE_NORM.eigen_kamer_vanaf, validators=LEEFTIJD
    )
    gescheiden_vanaf = models.PositiveSmallIntegerField(
        "jongens en meisjes apart vanaf (jaar)", default=GEWONE_NORM.gescheiden_vanaf, validators=LEEFTIJD
    )
    kinderen_per_kamer = models.PositiveSmallIntegerField(
        "kinderen op een kamer",
        default=GEWONE_NORM.kinderen_per_kamer,
        validators=(MinValueValidator(1), MaxValueValidator(MEESTE_PER_KAMER)),
    )
    vastgelegd_op = models.DateTimeField("vastgelegd op")
    vastgelegd_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")

    objects = WoonnormQuerySet.as_manager()

    class Meta:
        verbose_name = "norm voor slaapkamers"
        verbose_name_plural = "normen voor slaapkamers"
        ordering = ["gemeente", "-van"]
        constraints = [
            models.UniqueConstraint(
                fields=["gemeente", "van"],
                name="woonnorm_one_per_day",
                violation_error_message="Vanaf deze dag is er al een norm vastgelegd. Kies een latere dag.",
            ),
            models.CheckConstraint(
                condition=Q(eigen_kamer_vanaf__range=(JONGSTE, VOLWASSEN))
                & Q(gescheiden_vanaf__range=(JONGSTE, VOLWASSEN))
                & Q(kinderen_per_kamer__range=(1, MEESTE_PER_KAMER)),
                name="woonnorm_within_reason",
                violation_error_message=(
                    "Kies leeftijden van 4 tot en met 18 jaar en 1 tot en met 4 kinderen op een kamer."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gemeente} vanaf {self.van:%d-%m-%Y}"

    @property
    def norm(self) -> Kamernorm:
        """As the rules work with it."""
        return Kamernorm(self.eigen_kamer_vanaf, self.gescheiden_vanaf, self.kinderen_per_kamer)
