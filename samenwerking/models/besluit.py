"""A decision: proposed, taken within the mandate or submitted to who may take it (workflow.md 5.6)."""

import uuid
from decimal import Decimal
from typing import Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Case, Q, Value, When
from django.urls import reverse

from samenwerking.basis.constraints import both_or_neither
from samenwerking.basis.persoonsgegevens import Persoonsgegevens
from samenwerking.models.gebruiker import Gebruiker
from samenwerking.models.mandaat import LADDER, Besluitsoort, Mandaat
from samenwerking.models.opgaveteam import TEAM
from samenwerking.models.partijen import Gemeente


class BesluitStatus(models.TextChoices):
    VOORSTEL = "voorstel", "Voorstel"
    VOORGELEGD = "voorgelegd", "Voorgelegd"
    AANGEHOUDEN = "aangehouden", "Aangehouden"
    BINNEN_MANDAAT = "binnen_mandaat", "Besloten binnen mandaat"
    BESLOTEN = "besloten", "Besloten"
    AFGEWEZEN = "afgewezen", "Afgewezen"
    INGETROKKEN = "ingetrokken", "Ingetrokken"


GENOMEN = (BesluitStatus.BINNEN_MANDAAT, BesluitStatus.BESLOTEN)


class BesluitQuerySet(models.QuerySet["Besluit"]):
    def visible_to(self, gebruiker: Gebruiker) -> Self:
        return self.filter(gemeente__in=gebruiker.gemeente_ids(*TEAM))

    def open(self) -> Self:
        """Still to be decided."""
        return self.filter(besloten_op=None, afgewezen_op=None, ingetrokken_op=None)

    def for_onderwerp(self, onderwerp: models.Model) -> Self:
        return self.filter(onderwerp_soort=onderwerp._meta.label_lower, onderwerp_id=str(onderwerp.pk))

    def uitvoerbaar(self) -> Self:
        """Taken, and not yet carried out."""
        return self.filter(besloten_op__isnull=False, uitgevoerd_op=None)


class Besluit(models.Model):
    """One question that someone decides; `onderwerp` is what it is about, wherever in the product that lives.

    | from | to | service |
    |---|---|---|
    | - | VOORSTEL | propose_besluit |
    | VOORSTEL | BINNEN_MANDAAT | decide_besluit, by whose mandate covers it |
    | VOORSTEL | VOORGELEGD | submit_besluit, to the lowest role that may decide it |
    | VOORGELEGD, AANGEHOUDEN | BESLOTEN, AFGEWEZEN | decide_besluit, reject_besluit, by the role that it lies with |
    | VOORGELEGD, AANGEHOUDEN | AANGEHOUDEN until a day | hold_besluit |
    | every open one | INGETROKKEN | withdraw_besluit |

    `bedrag` (EUR), `aantal` (homes, places or persons), `maanden` and `afwijking` are the size that is laid beside the
    mandate. `grond` is what the decision rested on: the article as it read that day. A decision about something of
    another part of the product gives leave to do it once; doing it fills `uitgevoerd_op`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="besluiten")
    soort = models.CharField("soort besluit", max_length=20, choices=Besluitsoort.choices)
    titel = models.CharField("wat wordt besloten", max_length=120)
    voorstel = models.TextField("voorstel")
    opties = models.TextField("andere mogelijkheden", blank=True)
    advies = models.TextField("advies", blank=True)
    bedrag = models.DecimalField(
        "bedrag (EUR)",
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0), "Een bedrag is nooit lager dan nul.")],
    )
    aantal = models.PositiveIntegerField("aantal (woningen, plaatsen of personen)", null=True, blank=True)
    maanden = models.PositiveSmallIntegerField("duur in maanden", null=True, blank=True)
    afwijking = models.BooleanField("wijkt af van een regel", default=False)
    uiterlijk = models.DateField("besluit nodig voor", null=True, blank=True)
    onderwerp_soort = models.CharField("soort onderwerp", max_length=60, blank=True)
    onderwerp_id = models.CharField("onderwerp", max_length=40, blank=True)
    agendapunt = models.ForeignKey(
        "samenwerking.Agendapunt", null=True, blank=True, on_delete=models.SET_NULL, related_name="besluiten"
    )
    voorgesteld_op = models.DateTimeField("voorgesteld op")
    voorgesteld_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")
    voorgelegd_op = models.DateTimeField("voorgelegd op", null=True, blank=True)
    voorgelegd_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    voorgelegd_aan = models.CharField(
        "voorgelegd aan", max_length=30, choices=[(rol.value, rol.label) for rol in LADDER], blank=True
    )
    besloten_op = models.DateTimeField("besloten op", null=True, blank=True)
    besloten_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    mandaat = models.ForeignKey(Mandaat, null=True, blank=True, on_delete=models.PROTECT, related_name="besluiten")
    grond = models.CharField("op grond van", max_length=250, blank=True)
    afgewezen_op = models.DateTimeField("afgewezen op", null=True, blank=True)
    afgewezen_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    aangehouden_op = models.DateTimeField("aangehouden op", null=True, blank=True)
    aangehouden_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    aangehouden_tot = models.DateField("aangehouden tot", null=True, blank=True)
    ingetrokken_op = models.DateTimeField("ingetrokken op", null=True, blank=True)
    ingetrokken_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    motivering = models.TextField("motivering", blank=True)
    uitgevoerd_op = models.DateTimeField("uitgevoerd op", null=True, blank=True)
    uitgevoerd_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    status = models.GeneratedField(
        expression=Case(
            When(ingetrokken_op__isnull=False, then=Value("ingetrokken")),
            When(afgewezen_op__isnull=False, then=Value("afgewezen")),
            When(besloten_op__isnull=False, voorgelegd_op__isnull=True, then=Value("binnen_mandaat")),
            When(besloten_op__isnull=False, then=Value("besloten")),
            When(aangehouden_op__isnull=False, then=Value("aangehouden")),
            When(voorgelegd_op__isnull=False, then=Value("voorgelegd")),
            default=Value("voorstel"),
        ),
        output_field=models.CharField(max_length=20, choices=BesluitStatus.choices),
        db_persist=True,
    )

    objects = BesluitQuerySet.as_manager()

    persoonsgegevens = Persoonsgegevens(
        velden=("titel", "voorstel", "opties", "advies", "motivering"),
        bewaren="met het archief van de opgave; namen van statushouders horen er niet in",
        daarna="teksten leeggemaakt; soort, omvang en data blijven",
    )

    class Meta:
        verbose_name = "besluit"
        verbose_name_plural = "besluiten"
        ordering = ["-voorgesteld_op"]
        constraints = [
            *(
                both_or_neither(f"{act}_op", f"{act}_door", name=f"besluit_{act}")
                for act in (
                    "voorgesteld",
                    "voorgelegd",
                    "besloten",
                    "afgewezen",
                    "aangehouden",
                    "ingetrokken",
                    "uitgevoerd",
                )
            ),
            models.CheckConstraint(
                condition=Q(voorgelegd_op=None, voorgelegd_aan="")
                | Q(voorgelegd_op__isnull=False) & ~Q(voorgelegd_aan=""),
                name="besluit_submitted_to_someone",
                violation_error_message="Kies aan wie u dit voorlegt.",
            ),
            models.CheckConstraint(
                condition=Q(besloten_op=None, afgewezen_op=None)
                | Q(besloten_op=None, ingetrokken_op=None)
                | Q(afgewezen_op=None, ingetrokken_op=None),
                name="besluit_one_end",
                violation_error_message="Een voorstel is besloten, afgewezen of ingetrokken: één van de drie.",
            ),
            models.CheckConstraint(
                condition=Q(besloten_op=None) | ~Q(grond=""),
                name="besluit_taken_on_a_ground",
                violation_error_message="Een besluit rust op een mandaat.",
            ),
            models.CheckConstraint(
                condition=Q(afgewezen_op=None) | ~Q(motivering=""),
                name="besluit_rejected_with_motive",
                violation_error_message="Schrijf op waarom u dit voorstel afwijst.",
            ),
            models.CheckConstraint(
                condition=Q(aangehouden_op=None, aangehouden_tot=None)
                | Q(aangehouden_op__isnull=False, aangehouden_tot__isnull=False),
                name="besluit_held_until_a_day",
                violation_error_message="Kies tot wanneer u het besluit aanhoudt.",
            ),
            models.CheckConstraint(
                condition=Q(uitgevoerd_op=None) | Q(besloten_op__isnull=False),
                name="besluit_carried_out_when_taken",
                violation_error_message="Alleen wat besloten is, kan worden uitgevoerd.",
            ),
            models.CheckConstraint(
                condition=Q(bedrag=None) | Q(bedrag__gte=0),
                name="besluit_amount_not_negative",
                violation_error_message="Een bedrag is nooit lager dan nul.",
            ),
            models.UniqueConstraint(
                fields=["gemeente", "soort", "onderwerp_soort", "onderwerp_id"],
                condition=Q(besloten_op=None, afgewezen_op=None, ingetrokken_op=None) & ~Q(onderwerp_id=""),
                name="besluit_one_open_per_onderwerp",
                violation_error_message="Hierover ligt al een voorstel.",
            ),
        ]
        indexes = [
            models.Index(fields=["onderwerp_soort", "onderwerp_id"], name="besluit_onderwerp"),
            models.Index(fields=["gemeente", "status"], name="besluit_gemeente_status"),
        ]

    def __str__(self) -> str:
        return self.titel

    def get_absolute_url(self) -> str:
        return reverse("samenwerking:besluit_detail", kwargs={"pk": self.pk})

    @property
    def is_open(self) -> bool:
        return self.besloten_op is None and self.afgewezen_op is None and self.ingetrokken_op is None
