"""The counting rules as dated data: which form of housing counts, for whom, when and for which gemeente."""

from datetime import date
from typing import Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from samenwerking.basis.constraints import in_order
from samenwerking.models import Gebruiker
from taakstelling.regels.telregels import Keuze, Moment, Persoonssoort, Regel, TeltVoor, Woonvorm


def choices_of(keuze: type[Keuze]) -> list[tuple[str, str]]:
    """The codes and words of the rules, for a field."""
    return [(lid.value, lid.naam) for lid in keuze]


class TelregelQuerySet(models.QuerySet["Telregel"]):
    def geldig(self, datum: date) -> Self:
        """Those that hold on a day."""
        return self.filter(Q(geldig_tot=None) | Q(geldig_tot__gt=datum), geldig_van__lte=datum)

    def as_regels(self) -> tuple[Regel, ...]:
        """All of them (a few dozen) as the rules work with them, in one query."""
        return tuple(telregel.regel for telregel in self)


class Telregel(models.Model):
    """One version of one rule. Never edited or removed: a next version closes it with `geldig_tot` (excluded).

    `versie` counts per form and kind of person. What a booking rested on stays readable: it names code and version.
    """

    code = models.CharField(
        "regel",
        max_length=20,
        validators=[RegexValidator(r"^R-\d{3}(/R-\d{3})*$", "Schrijf de regel als R-304 of R-313/R-314.")],
    )
    versie = models.PositiveSmallIntegerField("versie")
    vorm = models.CharField("woonvorm", max_length=20, choices=choices_of(Woonvorm))
    persoon = models.CharField("voor wie", max_length=20, choices=choices_of(Persoonssoort))
    telt = models.BooleanField("telt mee")
    telt_voor = models.CharField("telt voor", max_length=20, choices=choices_of(TeltVoor))
    moment = models.CharField("telt vanaf", max_length=20, choices=choices_of(Moment))
    reden = models.CharField("reden", max_length=300)
    bron = models.CharField("bron", max_length=300)
    geldig_van = models.DateField("geldig van")
    geldig_tot = models.DateField("geldig tot (niet meegerekend)", null=True, blank=True)
    vastgelegd_op = models.DateTimeField("vastgelegd op")
    vastgelegd_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")

    objects = TelregelQuerySet.as_manager()

    class Meta:
        verbose_name = "telregel"
        verbose_name_plural = "telregels"
        ordering = ["vorm", "persoon", "-geldig_van"]
        constraints = [
            models.UniqueConstraint(
                fields=["vorm", "persoon", "versie"],
                name="telregel_one_per_version",
                violation_error_message="Deze versie van de telregel is er al.",
            ),
            models.UniqueConstraint(
                fields=["vorm", "persoon"],
                condition=Q(geldig_tot=None),
                name="telregel_one_open",
                violation_error_message="Voor deze woonvorm en persoon loopt al een telregel.",
            ),
            in_order(
                "geldig_van",
                "geldig_tot",
                allow_equal=False,
                name="telregel_ends_after_begin",
                violation_error_message="Een telregel eindigt na de dag waarop hij begint.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.regel.aanduiding}: {self.get_vorm_display()}"

    @property
    def regel(self) -> Regel:
        return Regel(
            code=self.code,
            versie=self.versie,
            vorm=Woonvorm(self.vorm),
            persoon=Persoonssoort(self.persoon),
            telt=self.telt,
            telt_voor=TeltVoor(self.telt_voor),
            moment=Moment(self.moment),
            reden=self.reden,
            bron=self.bron,
            geldig_van=self.geldig_van,
            geldig_tot=self.geldig_tot,
        )
