"""Places that may become homes: from a signal to people who live there (founding article; workflow.md 5.6, S15)."""

import uuid
from datetime import date
from decimal import Decimal
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, Count, OuterRef, Q, Subquery, Value, When
from django.urls import reverse

from samenwerking.basis.constraints import both_or_neither, in_order
from samenwerking.basis.persoonsgegevens import Persoonsgegevens
from samenwerking.models.gebruiker import Gebruiker
from samenwerking.models.opgaveteam import TEAM
from samenwerking.models.partijen import Gemeente, Woningcorporatie
from samenwerking.models.wijk import Wijk


class Locatiesoort(models.TextChoices):
    ZORGVASTGOED = "zorgvastgoed", "Leeg zorgvastgoed"
    KANTOOR = "kantoor", "Kantoor of school"
    HOTEL = "hotel", "Hotel of vakantiepark"
    FLEX = "flex", "Grond voor flexwoningen"
    WONING = "woning", "Grote woning of pand om te delen"
    NIEUWBOUW = "nieuwbouw", "Nieuwbouw of gemengd wonen"
    OVERIG = "overig", "Anders"


class LocatieStatus(models.TextChoices):
    SIGNAAL = "signaal", "Signaal"
    VERKENNING = "verkenning", "Verkenning"
    HAALBAARHEID = "haalbaarheid", "Haalbaarheid"
    BESLUITVORMING = "besluitvorming", "Besluitvorming"
    REALISATIE = "realisatie", "Realisatie"
    IN_GEBRUIK = "in_gebruik", "In gebruik"
    AFGEVALLEN = "afgevallen", "Afgevallen"


# The stages in order; each has a fact `<stage>_op`.
STADIA = tuple(status for status in LocatieStatus if status != LocatieStatus.AFGEVALLEN)


class Windrichting(models.TextChoices):
    """Where a place lies, seen from the centre of the gemeente: enough for a schematic, without a map."""

    CENTRUM = "centrum", "In het centrum"
    N = "n", "Noord"
    NO = "no", "Noordoost"
    O = "o", "Oost"  # noqa: E741
    ZO = "zo", "Zuidoost"
    Z = "z", "Zuid"
    ZW = "zw", "Zuidwest"
    W = "w", "West"
    NW = "nw", "Noordwest"


class LocatieQuerySet(models.QuerySet["Locatie"]):
    def visible_to(self, gebruiker: Gebruiker) -> Self:
        """The team of the gemeente, and the corporation that takes part."""
        return self.filter(Q(gemeente__in=gebruiker.gemeente_ids(*TEAM)) | Q(corporatie__in=gebruiker.corporatie_ids()))

    def lopend(self) -> Self:
        """Not in use yet, and not dropped."""
        return self.filter(in_gebruik_op=None, afgevallen_op=None)

    def with_verwachting(self) -> Self:
        """Annotates `plaatsen`, `datum`, `einddatum` and `verwachting_pk` of the latest version."""
        laatste = Locatieverwachting.objects.filter(locatie=OuterRef("pk")).order_by("-versie")
        return self.annotate(
            plaatsen=Subquery(laatste.values("plaatsen")[:1]),
            datum=Subquery(laatste.values("datum")[:1]),
            einddatum=Subquery(laatste.values("einddatum")[:1]),
            verwachting_pk=Subquery(laatste.values("pk")[:1]),
        )

    def with_punten(self, peildatum: date) -> Self:
        """Annotates how many points of the checklist are a problem, and how many are open past their day."""
        is_open = Q(punten__oordeel__in=[Puntoordeel.OPEN, Puntoordeel.KNELPUNT])
        return self.annotate(
            knelpunten=Count("punten", filter=Q(punten__oordeel=Puntoordeel.KNELPUNT)),
            te_laat=Count("punten", filter=is_open & Q(punten__uiterlijk__lt=peildatum)),
        )


class Locatie(models.Model):
    """A building or a piece of land.

    | from | to | service |
    |---|---|---|
    | - | SIGNAAL | report_locatie |
    | each stage | the next one | advance_locatie; REALISATIE asks a decision (mandate) |
    | each stage before IN_GEBRUIK | AFGEVALLEN, with why | drop_locatie |
    | AFGEVALLEN | the stage that it had | revive_locatie |
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="locaties")
    naam = models.CharField("naam", max_length=100)
    soort = models.CharField("soort", max_length=20, choices=Locatiesoort.choices)
    adres = models.CharField("adres", max_length=200, blank=True)
    wijk = models.ForeignKey(Wijk, null=True, blank=True, on_delete=models.PROTECT, related_name="locaties")
    corporatie = models.ForeignKey(
        Woningcorporatie, null=True, blank=True, on_delete=models.PROTECT, related_name="locaties"
    )
    eigenaar = models.CharField("eigenaar van het gebouw of de grond", max_length=100, blank=True)
    richting = models.CharField("waar in de gemeente", max_length=10, choices=Windrichting.choices)
    afstand_km = models.DecimalField(
        "afstand tot het centrum (km)",
        max_digits=4,
        decimal_places=1,
        default=Decimal(0),
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(99))],
    )
    toelichting = models.TextField("toelichting", blank=True)
    signaal_op = models.DateTimeField("gemeld op")
    signaal_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")
    verkenning_op = models.DateTimeField("verkenning sinds", null=True, blank=True)
    verkenning_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    haalbaarheid_op = models.DateTimeField("haalbaarheid sinds", null=True, blank=True)
    haalbaarheid_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    besluitvorming_op = models.DateTimeField("besluitvorming sinds", null=True, blank=True)
    besluitvorming_door = models.ForeignKey(
        Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    realisatie_op = models.DateTimeField("realisatie sinds", null=True, blank=True)
    realisatie_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    in_gebruik_op = models.DateTimeField("in gebruik sinds", null=True, blank=True)
    in_gebruik_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    afgevallen_op = models.DateTimeField("afgevallen op", null=True, blank=True)
    afgevallen_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    afvalreden = models.TextField("waarom afgevallen", blank=True)
    status = models.GeneratedField(
        expression=Case(
            When(afgevallen_op__isnull=False, then=Value("afgevallen")),
            When(in_gebruik_op__isnull=False, then=Value("in_gebruik")),
            When(realisatie_op__isnull=False, then=Value("realisatie")),
            When(besluitvorming_op__isnull=False, then=Value("besluitvorming")),
            When(haalbaarheid_op__isnull=False, then=Value("haalbaarheid")),
            When(verkenning_op__isnull=False, then=Value("verkenning")),
            default=Value("signaal"),
        ),
        output_field=models.CharField(max_length=20, choices=LocatieStatus.choices),
        db_persist=True,
    )

    objects = LocatieQuerySet.as_manager()

    persoonsgegevens = Persoonsgegevens(
        velden=("eigenaar", "toelichting", "afvalreden"),
        bewaren="met het archief van de opgave",
        daarna="leeggemaakt; naam en data blijven",
    )

    class Meta:
        verbose_name = "locatie"
        verbose_name_plural = "locaties"
        ordering = ["naam"]
        constraints = [
            *(both_or_neither(f"{act}_op", f"{act}_door", name=f"locatie_{act}") for act in LocatieStatus.values),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{later}_op": None}) | Q(**{f"{eerder}_op__isnull": False}),
                    name=f"locatie_{later}_after_{eerder}",
                    violation_error_message="Een locatie gaat stap voor stap verder.",
                )
                for eerder, later in zip(
                    [stadium.value for stadium in STADIA],
                    [stadium.value for stadium in STADIA[1:]],
                    strict=False,
                )
            ),
            models.CheckConstraint(
                condition=Q(afgevallen_op=None) | Q(in_gebruik_op=None),
                name="locatie_used_or_dropped",
                violation_error_message="Een locatie die in gebruik is, kan niet meer afvallen.",
            ),
            models.CheckConstraint(
                condition=Q(afgevallen_op=None, afvalreden="") | Q(afgevallen_op__isnull=False) & ~Q(afvalreden=""),
                name="locatie_dropped_with_reason",
                violation_error_message="Schrijf op waarom deze locatie afvalt.",
            ),
            models.CheckConstraint(
                condition=Q(afstand_km__gte=0),
                name="locatie_distance_not_negative",
                violation_error_message="Een afstand is nooit lager dan nul.",
            ),
            models.UniqueConstraint(
                fields=["gemeente", "naam"],
                name="locatie_name_once",
                violation_error_message="Er is al een locatie met deze naam.",
            ),
        ]

    def __str__(self) -> str:
        return self.naam

    def get_absolute_url(self) -> str:
        return reverse("samenwerking:locatie_detail", kwargs={"pk": self.pk})


class Locatieverwachting(models.Model):
    """A version of what is expected: so many places from this day on, for this money. The latest one holds.

    Amounts are in EUR: `investering` and `bijdrage` (what the state or others pay of it) once, `exploitatie` a year.
    """

    locatie = models.ForeignKey(Locatie, on_delete=models.CASCADE, related_name="verwachtingen")
    versie = models.PositiveSmallIntegerField("versie")
    plaatsen = models.PositiveIntegerField("plaatsen voor statushouders", validators=[MinValueValidator(1)])
    datum = models.DateField("klaar op")
    einddatum = models.DateField("tot (bij tijdelijk gebruik)", null=True, blank=True)
    investering = models.DecimalField("investering (EUR)", max_digits=12, decimal_places=2, null=True, blank=True)
    exploitatie = models.DecimalField(
        "exploitatie per jaar (EUR)", max_digits=12, decimal_places=2, null=True, blank=True
    )
    bijdrage = models.DecimalField("bijdrage van anderen (EUR)", max_digits=12, decimal_places=2, null=True, blank=True)
    reden = models.TextField("waarom gewijzigd", blank=True)
    vastgelegd_op = models.DateTimeField("vastgelegd op")
    vastgelegd_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")

    persoonsgegevens = Persoonsgegevens(
        velden=("reden",), bewaren="met het archief van de opgave", daarna="leeggemaakt; plaatsen en data blijven"
    )

    class Meta:
        verbose_name = "verwachting van een locatie"
        verbose_name_plural = "verwachtingen van een locatie"
        ordering = ["locatie", "-versie"]
        constraints = [
            both_or_neither("vastgelegd_op", "vastgelegd_door", name="locatieverwachting_vastgelegd"),
            in_order("datum", "einddatum", allow_equal=False, name="locatieverwachting_ends_after_begin"),
            models.UniqueConstraint(
                fields=["locatie", "versie"],
                name="locatieverwachting_one_per_version",
                violation_error_message="Iemand anders wijzigde deze verwachting zojuist. Kijk wat er nu staat.",
            ),
            models.CheckConstraint(
                condition=Q(plaatsen__gte=1),
                name="locatieverwachting_some_places",
                violation_error_message="Vul minstens 1 plaats in.",
            ),
            models.CheckConstraint(
                condition=Q(versie=1, reden="") | Q(versie__gt=1) & ~Q(reden=""),
                name="locatieverwachting_changed_with_reason",
                violation_error_message="Schrijf op waarom de verwachting verandert.",
            ),
            models.CheckConstraint(
                condition=(Q(investering=None) | Q(investering__gte=0))
                & (Q(exploitatie=None) | Q(exploitatie__gte=0))
                & (Q(bijdrage=None) | Q(bijdrage__gte=0)),
                name="locatieverwachting_amounts_not_negative",
                violation_error_message="Een bedrag is nooit lager dan nul.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.locatie}, versie {self.versie}"


class Puntsoort(models.TextChoices):
    """What must be looked at before a place can be lived in."""

    VERGUNNING = "vergunning", "Vergunning"
    BRANDVEILIGHEID = "brandveiligheid", "Brandveiligheid"
    BESTEMMING = "bestemming", "Omgevingsplan (bestemming)"
    MILIEU = "milieu", "Milieu en geluid"
    EIGENDOM = "eigendom", "Eigendom of huur"
    NUTS = "nuts", "Water, stroom en riool"
    SCHOOL = "school", "Afstand tot school"
    ZORG = "zorg", "Afstand tot zorg"
    VERVOER = "vervoer", "Afstand tot openbaar vervoer"
    BUURT = "buurt", "Gesprek met de buurt"
    SUBSIDIE = "subsidie", "Subsidie"


class Puntoordeel(models.TextChoices):
    OPEN = "open", "Nog uit te zoeken"
    GOED = "goed", "In orde"
    KNELPUNT = "knelpunt", "Knelpunt"
    NVT = "nvt", "Niet van toepassing"


class LocatiepuntQuerySet(models.QuerySet["Locatiepunt"]):
    def visible_to(self, gebruiker: Gebruiker) -> Self:
        """The team of the gemeente. The corporation that takes part reads the points at the place, without notes."""
        return self.filter(locatie__gemeente__in=gebruiker.gemeente_ids(*TEAM))

    def open(self) -> Self:
        """Still to be settled, of a place that was not dropped."""
        return self.filter(oordeel__in=[Puntoordeel.OPEN, Puntoordeel.KNELPUNT], locatie__afgevallen_op=None)

    def te_laat(self, peildatum: date) -> Self:
        """Open, while its day has passed."""
        return self.open().filter(uiterlijk__lt=peildatum)


class Locatiepunt(models.Model):
    """One point of the checklist of a place: who finds it out, what came of it, and where the document is.

    `document` is a mark in the archive of the gemeente or an address; the document itself stays there.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    locatie = models.ForeignKey(Locatie, on_delete=models.CASCADE, related_name="punten")
    soort = models.CharField("punt", max_length=20, choices=Puntsoort.choices)
    eigenaar = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    oordeel = models.CharField("stand", max_length=10, choices=Puntoordeel.choices, default=Puntoordeel.OPEN)
    toelichting = models.TextField("toelichting", blank=True)
    document = models.CharField("document (kenmerk of adres)", max_length=300, blank=True)
    uiterlijk = models.DateField("uiterlijk", null=True, blank=True)
    bijgewerkt_op = models.DateTimeField("bijgewerkt op", null=True, blank=True)
    bijgewerkt_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = LocatiepuntQuerySet.as_manager()

    persoonsgegevens = Persoonsgegevens(
        velden=("toelichting", "document"),
        bewaren="met het archief van de opgave",
        daarna="leeggemaakt; stand en data blijven",
    )

    class Meta:
        verbose_name = "punt van een locatie"
        verbose_name_plural = "punten van een locatie"
        ordering = ["locatie", "pk"]
        constraints = [
            both_or_neither("bijgewerkt_op", "bijgewerkt_door", name="locatiepunt_bijgewerkt"),
            models.UniqueConstraint(
                fields=["locatie", "soort"],
                name="locatiepunt_once_per_locatie",
                violation_error_message="Dit punt staat al op de lijst van deze locatie.",
            ),
            models.CheckConstraint(
                condition=~Q(oordeel="knelpunt") | ~Q(toelichting=""),
                name="locatiepunt_problem_with_note",
                violation_error_message="Schrijf op wat het knelpunt is.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_soort_display()

    @property
    def gemeente(self) -> Gemeente:
        return self.locatie.gemeente

    @property
    def is_klaar(self) -> bool:
        """Nothing has to be found out any more."""
        return self.oordeel in (Puntoordeel.GOED, Puntoordeel.NVT)

    @property
    def is_adres(self) -> bool:
        """The document can be opened from a page."""
        return self.document.startswith("https://")


class Locatiegewicht(models.Model):
    """How much of the places in a stage a gemeente counts on, in percent. No row: regels.locatie.GEWICHTEN."""

    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="+")
    stadium = models.CharField("stadium", max_length=20, choices=[(s.value, s.label) for s in STADIA])
    procent = models.PositiveSmallIntegerField("telt mee voor (%)", validators=[MaxValueValidator(100)])
    ingesteld_op = models.DateTimeField("ingesteld op")
    ingesteld_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "gewicht van een stadium"
        verbose_name_plural = "gewichten van stadia"
        constraints = [
            models.UniqueConstraint(
                fields=["gemeente", "stadium"],
                name="locatiegewicht_one_per_stage",
                violation_error_message="Iemand anders stelde dit zojuist in. Kijk wat er nu staat.",
            ),
            models.CheckConstraint(
                condition=Q(procent__lte=100),
                name="locatiegewicht_at_most_all",
                violation_error_message="Kies een percentage van 0 tot en met 100.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gemeente}, {self.get_stadium_display().lower()}: {self.procent}%"
