"""A corporation that rejects, a household that refuses: each waits for the decision of someone else."""

import uuid
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, When
from django.urls import reverse

from huisvesting.models.voordracht import Voordracht
from samenwerking.basis.constraints import both_or_neither
from samenwerking.basis.persoonsgegevens import Persoonsgegevens
from samenwerking.models import Gebruiker, Gemeente, Reden, Rol


class Afwijzing(models.Model):
    """A corporation does not want this household in this home; the gemeente confirms that, or asks again.

    | from | to | service |
    |---|---|---|
    | - | waits | reject_voordracht |
    | waits | BEVESTIGD: the voordracht is closed | confirm_afwijzing |
    | waits | HEROVERWOGEN: the corporation is asked again | reconsider_afwijzing |
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    voordracht = models.ForeignKey(Voordracht, on_delete=models.PROTECT, related_name="afwijzingen")
    reden = models.ForeignKey(Reden, on_delete=models.PROTECT, related_name="+")
    toelichting = models.TextField("toelichting", blank=True)
    gemeld_op = models.DateTimeField("gemeld op")
    gemeld_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")
    bevestigd_op = models.DateTimeField("bevestigd op", null=True, blank=True)
    bevestigd_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    heroverwogen_op = models.DateTimeField("heroverwogen op", null=True, blank=True)
    heroverwogen_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    motivering = models.TextField("waarom de gemeente het nog eens vraagt", blank=True)

    persoonsgegevens = Persoonsgegevens(
        velden=("toelichting", "motivering"),
        bewaren="met het dossier van het huishouden",
        daarna="leeggemaakt; reden en data blijven",
    )

    class Meta:
        verbose_name = "afwijzing"
        verbose_name_plural = "afwijzingen"
        ordering = ["-gemeld_op"]
        constraints = [
            both_or_neither("gemeld_op", "gemeld_door", name="afwijzing_gemeld"),
            both_or_neither("bevestigd_op", "bevestigd_door", name="afwijzing_bevestigd"),
            both_or_neither("heroverwogen_op", "heroverwogen_door", name="afwijzing_heroverwogen"),
            models.CheckConstraint(
                condition=Q(bevestigd_op=None) | Q(heroverwogen_op=None),
                name="afwijzing_confirmed_or_reconsidered",
                violation_error_message="Een afwijzing is bevestigd of heroverwogen, niet allebei.",
            ),
            models.CheckConstraint(
                condition=Q(heroverwogen_op=None) | ~Q(motivering=""),
                name="afwijzing_reconsidered_with_motive",
                violation_error_message="Schrijf op waarom u het nog eens vraagt.",
            ),
            models.UniqueConstraint(
                fields=["voordracht"],
                condition=Q(bevestigd_op=None, heroverwogen_op=None),
                name="afwijzing_one_open_per_voordracht",
                violation_error_message="De corporatie heeft deze voordracht al afgewezen.",
            ),
        ]

    def __str__(self) -> str:
        return f"Afwijzing: {self.reden}"


class Weigeroordeel(models.TextChoices):
    """What the jurist says of a refusal (R-420, R-421)."""

    TERECHT = "terecht", "Terecht geweigerd"
    ONTERECHT = "onterecht", "Onterecht geweigerd, met bedenktijd"
    BLIJFT_WEIGEREN = "blijft_weigeren", "Onterecht en definitief geweigerd"


class Weigerstand(models.TextChoices):
    """Where a refusal without a verdict stands."""

    WACHT = "wacht", "Wacht op een oordeel"
    INGETROKKEN = "ingetrokken", "Ingetrokken, alsnog geaccepteerd"
    VERVALLEN = "vervallen", "Vervallen"


WACHT = Q(voordracht__lopende_weigering=F("pk"))


class WeigeringQuerySet(models.QuerySet["Weigering"]):
    def in_gemeenten_of(self, gebruiker: Gebruiker) -> Self:
        """Of the gemeenten where this person does casework or is jurist: for counts, which show no household."""
        return self.filter(
            voordracht__aanbod__gemeente__in=gebruiker.gemeente_ids(Rol.AMBTENAAR, Rol.OPGAVEMANAGER, Rol.JURIST)
        )

    def visible_to(self, gebruiker: Gebruiker) -> Self:
        """Casework of the gemeente; its jurist while it waits for the verdict, and when it got one."""
        casework = gebruiker.gemeente_ids(Rol.AMBTENAAR, Rol.OPGAVEMANAGER)
        return self.filter(
            Q(voordracht__aanbod__gemeente__in=casework)
            | Q(voordracht__aanbod__gemeente__in=gebruiker.gemeente_ids(Rol.JURIST))
            & (WACHT | Q(beoordeeld_op__isnull=False))
        )

    def open(self) -> Self:
        """Waiting for the verdict, of a voordracht that was not stopped in the meantime."""
        return self.filter(WACHT)

    def beoordeeld(self) -> Self:
        return self.exclude(beoordeeld_op=None)

    def vervallen(self) -> Self:
        """The voordracht was stopped before there was a verdict."""
        return self.filter(~WACHT, beoordeeld_op=None, ingetrokken_op=None)

    def by_aandrang(self) -> Self:
        """Those that wait first, by the day on which the verdict is due; then the latest verdicts."""
        return self.order_by(
            Case(When(WACHT, then=F("oordeel_uiterlijk"))).asc(nulls_last=True),
            F("beoordeeld_op").desc(nulls_last=True),
            "-gemeld_op",
            "pk",
        )

    def count_per_reden(self, begin: date, eind: date) -> list[tuple[str, str, int]]:
        """(class, reason, how many) of refusals reported on these days, one query. Who refuses the same home again,
        after time to think, counts once, with the first reason (R-422 speaks of initial refusals)."""
        eerder = Weigering.objects.filter(voordracht=OuterRef("voordracht"), gemeld_op__lt=OuterRef("gemeld_op"))
        rijen = (
            self.filter(~Exists(eerder), gemeld_op__date__range=(begin, eind))
            .values("reden__klasse", "reden__tekst")
            .annotate(aantal=Count("pk"))
            .order_by("reden__klasse", "-aantal", "reden__tekst")
        )
        return list(rijen.values_list("reden__klasse", "reden__tekst", "aantal"))


class Weigering(models.Model):
    """A household refuses a home, in its own words; the jurist judges whether that is right (R-421).

    | from | to | service |
    |---|---|---|
    | - | waits for the jurist | refuse_voordracht, treat_as_weigering |
    | waits | TERECHT: home and household are free | judge_weigering |
    | waits | ONTERECHT: offered again until `bedenktijd_tot` | judge_weigering |
    | waits | INGETROKKEN: the household accepts after all (R-422) | withdraw_weigering |
    | waits, after an earlier ONTERECHT | BLIJFT_WEIGEREN: closed, handing back to COA is proposed | judge_weigering |
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    voordracht = models.ForeignKey(Voordracht, on_delete=models.PROTECT, related_name="weigeringen")
    reden = models.ForeignKey(Reden, on_delete=models.PROTECT, related_name="+")
    eigen_woorden = models.TextField("in de eigen woorden van het huishouden")
    tolk_aanwezig = models.BooleanField("er was een tolk bij", null=True, blank=True)
    gemeld_op = models.DateTimeField("gemeld op")
    gemeld_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")
    oordeel_uiterlijk = models.DateField("oordeel uiterlijk")
    oordeel = models.CharField("oordeel", max_length=20, choices=Weigeroordeel.choices, blank=True)
    motivering = models.TextField("motivering", blank=True)
    bedenktijd_tot = models.DateField("bedenktijd tot en met", null=True, blank=True)
    beoordeeld_op = models.DateTimeField("beoordeeld op", null=True, blank=True)
    beoordeeld_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    ingetrokken_op = models.DateTimeField("ingetrokken op", null=True, blank=True)
    ingetrokken_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = WeigeringQuerySet.as_manager()

    persoonsgegevens = Persoonsgegevens(
        velden=("eigen_woorden", "motivering"),
        bewaren="met het dossier van het huishouden",
        daarna="leeggemaakt; reden, oordeel en data blijven",
    )

    class Meta:
        verbose_name = "weigering"
        verbose_name_plural = "weigeringen"
        ordering = ["oordeel_uiterlijk", "gemeld_op"]
        constraints = [
            both_or_neither("gemeld_op", "gemeld_door", name="weigering_gemeld"),
            both_or_neither("beoordeeld_op", "beoordeeld_door", name="weigering_beoordeeld"),
            both_or_neither("ingetrokken_op", "ingetrokken_door", name="weigering_ingetrokken"),
            models.CheckConstraint(
                condition=Q(beoordeeld_op=None) | Q(ingetrokken_op=None),
                name="weigering_judged_or_withdrawn",
                violation_error_message="Een weigering is beoordeeld of ingetrokken, niet allebei.",
            ),
            models.CheckConstraint(
                condition=Q(beoordeeld_op=None, oordeel="", motivering="", bedenktijd_tot=None)
                | Q(beoordeeld_op__isnull=False) & ~Q(oordeel="") & ~Q(motivering=""),
                name="weigering_judged_with_motive",
                violation_error_message="Kies een oordeel en leg uit waarom.",
            ),
            models.CheckConstraint(
                condition=Q(oordeel="onterecht", bedenktijd_tot__isnull=False)
                | (~Q(oordeel="onterecht") & Q(bedenktijd_tot=None)),
                name="weigering_time_to_think_when_not_right",
                violation_error_message="Geef bij een onterechte weigering bedenktijd.",
            ),
            models.CheckConstraint(
                condition=~Q(eigen_woorden=""),
                name="weigering_in_own_words",
                violation_error_message="Schrijf op wat het huishouden zelf zegt.",
            ),
            models.UniqueConstraint(
                fields=["voordracht"],
                condition=Q(beoordeeld_op=None, ingetrokken_op=None),
                name="weigering_one_open_per_voordracht",
                violation_error_message="Deze weigering wacht al op een oordeel.",
            ),
        ]

    def __str__(self) -> str:
        return f"Weigering: {self.reden}"

    def get_absolute_url(self) -> str:
        return reverse("huisvesting:weigering_detail", kwargs={"pk": self.pk})

    @property
    def persoonswoorden(self) -> frozenset[str]:
        return self.voordracht.huishouden.persoonswoorden

    @property
    def gemeente(self) -> Gemeente:
        return self.voordracht.gemeente

    @property
    def stand(self) -> models.TextChoices:
        """The verdict; without one, whether it still waits."""
        if self.oordeel:
            return Weigeroordeel(self.oordeel)
        if self.ingetrokken_op:
            return Weigerstand.INGETROKKEN
        return Weigerstand.WACHT if self.voordracht.lopende_weigering_id == self.pk else Weigerstand.VERVALLEN
