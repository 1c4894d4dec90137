"""Supervision by the province: its ladder as dated configuration, the letters, and the plan with its milestones."""

import uuid
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from samenwerking.basis.constraints import both_or_neither, in_order
from samenwerking.basis.persoonsgegevens import Persoonsgegevens
from samenwerking.models import Gebruiker, Gemeente
from taakstelling.models.taakstelling import VervangbaarQuerySet, Zekerheid
from taakstelling.regels.toezicht import Trede

GRENZEN = ("gemiste_halfjaren_op_rij", "achterstand_personen", "achterstand_procent")


class ToezichtkaderQuerySet(models.QuerySet["Toezichtkader"]):
    def geldend(self, peildatum: date) -> Self:
        return self.filter(Q(geldig_van__lte=peildatum) & (Q(geldig_tot=None) | Q(geldig_tot__gt=peildatum)))

    def for_gemeente(self, gemeente: Gemeente, peildatum: date) -> "Toezichtkader | None":
        """The framework of the province of this gemeente on a day; without one the general one; else None."""
        kaders = self.geldend(peildatum).filter(provincie_code__in={gemeente.provincie_code, ""})
        return kaders.order_by("-provincie_code").first()


class Toezichtkader(models.Model):
    """How a province supervises, from a day on (R-501, R-504). An empty province is the general one.

    Never edited: a new one for the same province closes the one before.
    """

    provincie_code = models.CharField("provinciecode (leeg: alle andere provincies)", max_length=4, blank=True)
    naam = models.CharField("naam", max_length=100)
    bron = models.CharField("bron", max_length=500)
    zekerheid = models.CharField("zekerheid", max_length=10, choices=Zekerheid.choices)
    is_voorbeeld = models.BooleanField("voorbeeld, niet door een provincie vastgesteld", default=False)
    geldig_van = models.DateField("geldig van")
    geldig_tot = models.DateField("geldig tot (niet meegerekend)", null=True, blank=True)
    vastgelegd_op = models.DateTimeField("vastgelegd op")
    vastgelegd_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")

    objects = ToezichtkaderQuerySet.as_manager()

    class Meta:
        verbose_name = "toezichtkader"
        verbose_name_plural = "toezichtkaders"
        ordering = ["provincie_code", "-geldig_van"]
        constraints = [
            in_order("geldig_van", "geldig_tot", allow_equal=False, name="toezichtkader_ends_after_begin"),
            models.UniqueConstraint(
                fields=["provincie_code"],
                condition=Q(geldig_tot=None),
                name="toezichtkader_one_running_per_provincie",
                violation_error_message="Voor deze provincie loopt al een toezichtkader.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.naam} (vanaf {self.geldig_van:%d-%m-%Y})"


class Toezichttrede(models.Model):
    """One step of a framework: when it holds (all triggers that are filled in), what the province asks and by when."""

    kader = models.ForeignKey(Toezichtkader, on_delete=models.PROTECT, related_name="treden")
    volgorde = models.PositiveSmallIntegerField("volgorde")
    naam = models.CharField("naam", max_length=100)
    gemiste_halfjaren_op_rij = models.PositiveSmallIntegerField("gemiste halfjaren op rij", null=True, blank=True)
    achterstand_personen = models.PositiveIntegerField("achterstand in personen", null=True, blank=True)
    achterstand_procent = models.PositiveSmallIntegerField(
        "achterstand in procent van de taakstelling", null=True, blank=True
    )
    termijn_dagen = models.PositiveSmallIntegerField("termijn om te reageren in dagen", null=True, blank=True)
    gevraagd_product = models.CharField("wat de provincie vraagt", max_length=200, blank=True)

    class Meta:
        verbose_name = "trede"
        verbose_name_plural = "treden"
        ordering = ["kader", "volgorde"]
        constraints = [
            models.UniqueConstraint(
                fields=["kader", "volgorde"],
                name="toezichttrede_order_once",
                violation_error_message="Elke trede van een kader heeft een eigen plaats in de volgorde.",
            ),
            models.CheckConstraint(
                condition=Q(**{f"{GRENZEN[0]}__isnull": False})
                | Q(**{f"{GRENZEN[1]}__isnull": False})
                | Q(**{f"{GRENZEN[2]}__isnull": False}),
                name="toezichttrede_has_trigger",
                violation_error_message="Zeg bij elke trede minstens één grens: halfjaren, personen of procent.",
            ),
            models.CheckConstraint(
                condition=(Q(gemiste_halfjaren_op_rij=None) | Q(gemiste_halfjaren_op_rij__gte=1))
                & (Q(achterstand_personen=None) | Q(achterstand_personen__gte=1))
                & (Q(achterstand_procent=None) | Q(achterstand_procent__gte=1)),
                name="toezichttrede_trigger_above_zero",
                violation_error_message="Een grens is 1 of hoger.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.volgorde}. {self.naam}"

    @property
    def regel(self) -> Trede:
        """The step as the rules want it."""
        return Trede(
            self.volgorde,
            self.naam,
            self.gemiste_halfjaren_op_rij,
            self.achterstand_personen,
            self.achterstand_procent,
            self.termijn_dagen,
            self.gevraagd_product,
        )


class Richting(models.TextChoices):
    ONTVANGEN = "ontvangen", "Ontvangen van de provincie"
    VERZONDEN = "verzonden", "Verzonden aan de provincie"


class Briefsoort(models.TextChoices):
    VERZOEK = "verzoek", "Verzoek om informatie"
    GESPREK = "gesprek", "Verslag van een gesprek"
    WAARSCHUWING = "waarschuwing", "Waarschuwing"
    VOORAANKONDIGING = "vooraankondiging", "Vooraankondiging van een besluit"
    BESLUIT = "besluit", "Besluit"
    PLAN = "plan", "Plan van aanpak"
    REACTIE = "reactie", "Reactie"
    OVERIG = "overig", "Andere brief"


class Toezichtbrief(models.Model):
    """One letter between gemeente and province. `reactiedatum`: by when the receiver must answer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="toezichtbrieven")
    richting = models.CharField("richting", max_length=10, choices=Richting.choices)
    soort = models.CharField("soort brief", max_length=20, choices=Briefsoort.choices)
    datum = models.DateField("datum van de brief")
    kenmerk = models.CharField("kenmerk", max_length=100)
    onderwerp = models.CharField("onderwerp", max_length=200)
    trede = models.ForeignKey(Toezichttrede, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reactiedatum = models.DateField("reactie uiterlijk op", null=True, blank=True)
    vastgelegd_op = models.DateTimeField("vastgelegd op")
    vastgelegd_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "toezichtbrief"
        verbose_name_plural = "toezichtbrieven"
        ordering = ["-datum", "-vastgelegd_op"]
        constraints = [
            models.UniqueConstraint(
                fields=["gemeente", "richting", "kenmerk"],
                name="toezichtbrief_kenmerk_once",
                violation_error_message="Een brief met dit kenmerk staat er al.",
            ),
            in_order(
                "datum",
                "reactiedatum",
                name="toezichtbrief_answer_after_letter",
                violation_error_message="De reactie kan niet gevraagd zijn voor de dag van de brief.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kenmerk}: {self.onderwerp}"


class PlanVanAanpak(models.Model):
    """What the gemeente promises to do about its achterstand. A new plan replaces the one before."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="plannen_van_aanpak")
    datum = models.DateField("datum van het plan")
    titel = models.CharField("titel", max_length=150)
    omschrijving = models.CharField("wat de gemeente doet", max_length=2000)
    vastgelegd_op = models.DateTimeField("vastgelegd op")
    vastgelegd_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")
    vervangen_op = models.DateTimeField("vervangen op", null=True, blank=True)
    vervangen_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = VervangbaarQuerySet.as_manager()

    persoonsgegevens = Persoonsgegevens(
        velden=("omschrijving",),
        bewaren="zolang het toezicht over dit plan loopt; het formulier weigert V-nummers",
        daarna="leeggemaakt; titel, data en mijlpalen blijven",
    )

    class Meta:
        verbose_name = "plan van aanpak"
        verbose_name_plural = "plannen van aanpak"
        ordering = ["gemeente", "-vastgelegd_op"]
        constraints = [
            both_or_neither("vervangen_op", "vervangen_door", name="planvanaanpak_vervangen"),
            models.UniqueConstraint(
                fields=["gemeente"],
                condition=Q(vervangen_op=None),
                name="planvanaanpak_one_current",
                violation_error_message="Deze gemeente heeft al een plan van aanpak.",
            ),
        ]

    def __str__(self) -> str:
        return self.titel


class Maat(models.TextChoices):
    """What a milestone counts. Both come from the ledger, so nobody reports on oneself."""

    GEHUISVEST = "gehuisvest", "Mensen die in het halfjaar gehuisvest zijn"
    SALDO = "saldo", "Het saldo (min is achterstand)"


class Mijlpaal(models.Model):
    """On `datum` the figure is at least `aantal` persons: housed in the half-year of that day, or the saldo."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(PlanVanAanpak, on_delete=models.PROTECT, related_name="mijlpalen")
    datum = models.DateField("op deze dag")
    maat = models.CharField("wat er telt", max_length=12, choices=Maat.choices)
    aantal = models.IntegerField("aantal personen, of het saldo")
    omschrijving = models.CharField("wat de gemeente ervoor doet", max_length=200)
    vastgelegd_op = models.DateTimeField("vastgelegd op")
    vastgelegd_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "mijlpaal"
        verbose_name_plural = "mijlpalen"
        ordering = ["datum", "vastgelegd_op"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "datum", "maat"],
                name="mijlpaal_once_per_day_and_measure",
                violation_error_message="Voor deze dag staat deze mijlpaal al in het plan.",
            ),
            models.CheckConstraint(
                condition=~Q(maat=Maat.GEHUISVEST) | Q(aantal__gte=1),
                name="mijlpaal_persons_above_zero",
                violation_error_message="Vul in hoeveel mensen dan gehuisvest zijn: 1 of meer.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.datum:%d-%m-%Y}: {self.omschrijving}"
