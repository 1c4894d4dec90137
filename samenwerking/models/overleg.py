"""Meetings: a series, each meeting of it, and its agenda (R-703, S13)."""

import uuid
from datetime import datetime, timedelta
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, Q, Value, When
from django.urls import reverse

from samenwerking.basis.constraints import both_or_neither
from samenwerking.basis.persoonsgegevens import Persoonsgegevens
from samenwerking.models.gebruiker import Gebruiker, Rol
from samenwerking.models.opgaveteam import TEAM, UITVOERING
from samenwerking.models.partijen import Gemeente, Woningcorporatie


class Overlegsoort(models.TextChoices):
    OPGAVETEAM = "opgaveteam", "Opgaveteam"
    AMBTELIJK = "ambtelijk", "Ambtelijk overleg met een corporatie"
    BESTUURLIJK = "bestuurlijk", "Bestuurlijk overleg"


# Who of the gemeente sees the meetings of each kind; a corporation sees the ambtelijk overleg with itself.
LEZERS = {
    Overlegsoort.OPGAVETEAM: UITVOERING,
    Overlegsoort.AMBTELIJK: UITVOERING,
    Overlegsoort.BESTUURLIJK: (Rol.OPGAVEMANAGER, Rol.OPDRACHTGEVER, Rol.WETHOUDER),
}


def _lezers(gebruiker: Gebruiker, voor: str = "") -> Q:
    """Which series this person sees; `voor` is the way to them, such as "reeks__"."""
    wie = Q(**{f"{voor}soort": Overlegsoort.AMBTELIJK, f"{voor}corporatie__in": gebruiker.corporatie_ids()})
    for soort, rollen in LEZERS.items():
        wie |= Q(**{f"{voor}soort": soort, f"{voor}gemeente__in": gebruiker.gemeente_ids(*rollen)})
    return wie


class OverlegreeksQuerySet(models.QuerySet["Overlegreeks"]):
    def visible_to(self, gebruiker: Gebruiker) -> Self:
        return self.filter(_lezers(gebruiker))

    def lopend(self) -> Self:
        return self.filter(beeindigd_op=None)


class Overlegreeks(models.Model):
    """A meeting that comes back every `elke_weken` weeks (empty: it is planned one by one), from `eerste_op` on.

    `deelnemers` have an account here. A series is ended, never removed: its meetings stay.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="overlegreeksen")
    soort = models.CharField("soort overleg", max_length=20, choices=Overlegsoort.choices)
    corporatie = models.ForeignKey(
        Woningcorporatie, null=True, blank=True, on_delete=models.PROTECT, related_name="overlegreeksen"
    )
    naam = models.CharField("naam", max_length=100)
    elke_weken = models.PositiveSmallIntegerField(
        "elke hoeveel weken", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(26)]
    )
    eerste_op = models.DateTimeField("eerste keer")
    duur_minuten = models.PositiveSmallIntegerField(
        "duur in minuten", default=60, validators=[MinValueValidator(10), MaxValueValidator(480)]
    )
    plaats = models.CharField("waar", max_length=200, blank=True)
    deelnemers = models.ManyToManyField(Gebruiker, verbose_name="deelnemers", blank=True, related_name="overlegreeksen")
    gemaakt_op = models.DateTimeField("gemaakt op")
    gemaakt_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")
    beeindigd_op = models.DateTimeField("beëindigd op", null=True, blank=True)
    beeindigd_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = OverlegreeksQuerySet.as_manager()

    class Meta:
        verbose_name = "overlegreeks"
        verbose_name_plural = "overlegreeksen"
        ordering = ["naam"]
        constraints = [
            both_or_neither("gemaakt_op", "gemaakt_door", name="overlegreeks_gemaakt"),
            both_or_neither("beeindigd_op", "beeindigd_door", name="overlegreeks_beeindigd"),
            models.CheckConstraint(
                condition=Q(soort="ambtelijk", corporatie__isnull=False) | ~Q(soort="ambtelijk") & Q(corporatie=None),
                name="overlegreeks_corporatie_when_ambtelijk",
                violation_error_message="Kies bij een ambtelijk overleg een corporatie, en anders niet.",
            ),
            models.CheckConstraint(
                condition=Q(elke_weken=None) | Q(elke_weken__gte=1, elke_weken__lte=26),
                name="overlegreeks_every_one_to_26_weeks",
                violation_error_message="Een overleg komt elke 1 tot en met 26 weken terug.",
            ),
            models.UniqueConstraint(
                fields=["gemeente", "naam"],
                condition=Q(beeindigd_op=None),
                name="overlegreeks_name_once",
                violation_error_message="Er is al een overleg met deze naam.",
            ),
        ]

    def __str__(self) -> str:
        return self.naam

    def get_absolute_url(self) -> str:
        return reverse("samenwerking:overlegreeks_detail", kwargs={"pk": self.pk})


class OverlegStatus(models.TextChoices):
    GEPLAND = "gepland", "Gepland"
    AFGEROND = "afgerond", "Verslag vastgesteld"
    AFGEZEGD = "afgezegd", "Afgezegd"


class OverlegQuerySet(models.QuerySet["Overleg"]):
    def visible_to(self, gebruiker: Gebruiker) -> Self:
        return self.filter(_lezers(gebruiker, "reeks__"))

    def gepland(self) -> Self:
        return self.filter(verslag_op=None, afgezegd_op=None)

    def komend(self, op: datetime) -> Self:
        return self.gepland().filter(begint_op__gte=op)


class Overleg(models.Model):
    """One meeting.

    | from | to | service |
    |---|---|---|
    | - | GEPLAND | plan_overleg |
    | GEPLAND | AFGEROND: minutes are settled, nothing of it changes any more | settle_verslag |
    | GEPLAND | AFGEZEGD | cancel_overleg |
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reeks = models.ForeignKey(Overlegreeks, on_delete=models.PROTECT, related_name="overleggen")
    begint_op = models.DateTimeField("begint op")
    duur_minuten = models.PositiveSmallIntegerField("duur in minuten")
    plaats = models.CharField("waar", max_length=200, blank=True)
    aanwezigen = models.ManyToManyField(Gebruiker, verbose_name="aanwezig", blank=True, related_name="+")
    verslag = models.TextField("verslag in het kort", blank=True)
    gepland_op = models.DateTimeField("gepland op")
    gepland_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")
    gevuld_op = models.DateTimeField("agenda gevuld op", null=True, blank=True)
    verslag_op = models.DateTimeField("verslag vastgesteld op", null=True, blank=True)
    verslag_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    afgezegd_op = models.DateTimeField("afgezegd op", null=True, blank=True)
    afgezegd_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    status = models.GeneratedField(
        expression=Case(
            When(afgezegd_op__isnull=False, then=Value("afgezegd")),
            When(verslag_op__isnull=False, then=Value("afgerond")),
            default=Value("gepland"),
        ),
        output_field=models.CharField(max_length=20, choices=OverlegStatus.choices),
        db_persist=True,
    )

    objects = OverlegQuerySet.as_manager()

    persoonsgegevens = Persoonsgegevens(
        velden=("verslag",),
        bewaren="met het archief van de opgave; namen van statushouders horen er niet in",
        daarna="leeggemaakt; data blijven",
    )

    class Meta:
        verbose_name = "overleg"
        verbose_name_plural = "overleggen"
        ordering = ["begint_op"]
        constraints = [
            both_or_neither("gepland_op", "gepland_door", name="overleg_gepland"),
            both_or_neither("verslag_op", "verslag_door", name="overleg_verslag"),
            both_or_neither("afgezegd_op", "afgezegd_door", name="overleg_afgezegd"),
            models.CheckConstraint(
                condition=Q(verslag_op=None) | Q(afgezegd_op=None),
                name="overleg_held_or_cancelled",
                violation_error_message="Een overleg is gehouden of afgezegd, niet allebei.",
            ),
            models.UniqueConstraint(
                fields=["reeks", "begint_op"],
                condition=Q(afgezegd_op=None),
                name="overleg_one_per_moment",
                violation_error_message="Dit overleg staat al op dat moment gepland.",
            ),
        ]

    def __str__(self) -> str:
        return self.reeks.naam

    def get_absolute_url(self) -> str:
        return reverse("samenwerking:overleg_detail", kwargs={"pk": self.pk})

    @property
    def eindigt_op(self) -> datetime:
        return self.begint_op + timedelta(minutes=self.duur_minuten)

    @property
    def gemeente(self) -> Gemeente:
        return self.reeks.gemeente


class Agendasoort(models.TextChoices):
    """Why something stands on an agenda, in the order in which it is spoken of."""

    VRIJ = "vrij", "Eigen punt"
    ESCALATIE = "escalatie", "Escalatie"
    BESLUIT = "besluit", "Voorstel voor een besluit"
    OPTIE = "optie", "Optie die afloopt"
    WEIGERING = "weigering", "Weigering die wacht"
    STILSTAND = "stilstand", "Dossier dat stilstaat"
    WONING = "woning", "Woning die wacht"
    ACTIE = "actie", "Actie die te laat is"
    VERSCHIL = "verschil", "Verschil met COA"
    LOCATIE = "locatie", "Locatie"


class AgendapuntQuerySet(models.QuerySet["Agendapunt"]):
    def visible_to(self, gebruiker: Gebruiker) -> Self:
        """Of a meeting that one sees: the gemeente every point, a corporation only those that concern it."""
        zonder = gebruiker.gemeente_ids(*TEAM)
        return self.filter(
            _lezers(gebruiker, "overleg__reeks__"),
            Q(overleg__reeks__gemeente__in=zonder) | Q(corporatie__in=gebruiker.corporatie_ids()),
        )

    def actueel(self) -> Self:
        return self.filter(vervallen_op=None)


class Agendapunt(models.Model):
    """One point of one agenda. `sleutel` says what it is about, so that filling the agenda again adds nothing twice and
    what was taken off stays off. `corporatie` is the one whose homes it is about: only that one reads it.

    `titel` names no statushouder: an agenda is printed and sent.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    overleg = models.ForeignKey(Overleg, on_delete=models.CASCADE, related_name="punten")
    soort = models.CharField("soort punt", max_length=20, choices=Agendasoort.choices, default=Agendasoort.VRIJ)
    sleutel = models.CharField("sleutel", max_length=120)
    volgorde = models.PositiveIntegerField("volgorde")
    titel = models.CharField("punt", max_length=200)
    toelichting = models.TextField("toelichting", blank=True)
    corporatie = models.ForeignKey(Woningcorporatie, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    onderwerp_soort = models.CharField("soort onderwerp", max_length=60, blank=True)
    onderwerp_id = models.CharField("onderwerp", max_length=40, blank=True)
    sinds = models.DateField("open sinds", null=True, blank=True)
    notulen = models.TextField("besproken", blank=True)
    toegevoegd_op = models.DateTimeField("toegevoegd op")
    toegevoegd_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")
    vervallen_op = models.DateTimeField("van de agenda op", null=True, blank=True)
    vervallen_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = AgendapuntQuerySet.as_manager()

    persoonsgegevens = Persoonsgegevens(
        velden=("titel", "toelichting", "notulen"),
        bewaren="met het archief van de opgave; namen van statushouders horen er niet in",
        daarna="leeggemaakt; soort en data blijven",
    )

    class Meta:
        verbose_name = "agendapunt"
        verbose_name_plural = "agendapunten"
        ordering = ["overleg", "volgorde", "toegevoegd_op"]
        constraints = [
            both_or_neither("toegevoegd_op", "toegevoegd_door", name="agendapunt_toegevoegd"),
            both_or_neither("vervallen_op", "vervallen_door", name="agendapunt_vervallen"),
            models.UniqueConstraint(
                fields=["overleg", "sleutel"],
                name="agendapunt_once_per_overleg",
                violation_error_message="Dit punt staat al op de agenda.",
            ),
        ]

    def __str__(self) -> str:
        return self.titel

    def get_absolute_url(self) -> str:
        return f"{self.overleg.get_absolute_url()}#punt-{self.pk}"

    @property
    def gemeente(self) -> Gemeente:
        return self.overleg.reeks.gemeente


class Kalenderlink(models.Model):
    """The secret in the address of someone's calendar feed; here stands only its hash. A new one ends the old."""

    gebruiker = models.OneToOneField(Gebruiker, primary_key=True, on_delete=models.CASCADE, related_name="kalenderlink")
    afdruk = models.CharField("afdruk van de sleutel", max_length=64, unique=True)
    gemaakt_op = models.DateTimeField("gemaakt op")

    class Meta:
        verbose_name = "kalenderlink"
        verbose_name_plural = "kalenderlinks"

    def __str__(self) -> str:
        return f"Kalenderlink van {self.gebruiker}"
