"""The opgaveteam: who has which role, and who stands in for whom (R-701, R-702)."""

import uuid
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from samenwerking.basis.constraints import both_or_neither, in_order
from samenwerking.basis.persoonsgegevens import Persoonsgegevens
from samenwerking.models.gebruiker import Gebruiker, Rol
from samenwerking.models.partijen import Gemeente


class Teamrol(models.TextChoices):
    """What someone does in the opgaveteam. The principals come first."""

    BESTUURLIJK_OPDRACHTGEVER = "bestuurlijk_opdrachtgever", "Bestuurlijk opdrachtgever"
    AMBTELIJK_OPDRACHTGEVER = "ambtelijk_opdrachtgever", "Ambtelijk opdrachtgever"
    OPGAVEMANAGER = "opgavemanager", "Opgavemanager"
    JURIST = "jurist", "Jurist"
    INBURGERINGSCONSULENT = "inburgeringsconsulent", "Inburgeringsconsulent"
    FINANCIEEL_ADVISEUR = "financieel_adviseur", "Financieel adviseur"
    BELEIDSADVISEUR_WONEN = "beleidsadviseur_wonen", "Beleidsadviseur wonen"
    COMMUNICATIEADVISEUR = "communicatieadviseur", "Communicatieadviseur"
    CONSULENT_HUISVESTING = "consulent_huisvesting", "Consulent huisvesting"
    OVERIG = "overig", "Ander teamlid"


# Each team has these, at least.
VEREIST = tuple(rol for rol in Teamrol if rol not in (Teamrol.CONSULENT_HUISVESTING, Teamrol.OVERIG))
# Who does the work, and with its principals everyone who reads about the team, its mandate and its decisions.
UITVOERING = (Rol.AMBTENAAR, Rol.OPGAVEMANAGER, Rol.JURIST)
TEAM = (*UITVOERING, Rol.OPDRACHTGEVER, Rol.WETHOUDER)


class TeamlidQuerySet(models.QuerySet["Teamlid"]):
    def visible_to(self, gebruiker: Gebruiker) -> Self:
        return self.filter(gemeente__in=gebruiker.gemeente_ids(*TEAM))

    def lopend(self, peildatum: date) -> Self:
        return self.filter(Q(van__lte=peildatum) & (Q(tot=None) | Q(tot__gt=peildatum)))

    def with_afwezig(self, peildatum: date) -> Self:
        """Annotates `afwezig`: away on this day."""
        weg = Afwezigheid.objects.lopend(peildatum).filter(teamlid=OuterRef("pk"))
        return self.annotate(afwezig=Exists(weg))


class Teamlid(models.Model):
    """One person in one role of the opgaveteam, from `van` until (not including) `tot`.

    `gebruiker` is empty for someone without an account here; then `naam` says who it is.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="teamleden")
    rol = models.CharField("rol in het team", max_length=30, choices=Teamrol.choices)
    gebruiker = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="teamleden")
    naam = models.CharField("naam", max_length=100, blank=True)
    functie = models.CharField("functie", max_length=100, blank=True)
    van = models.DateField("van")
    tot = models.DateField("tot (niet meegerekend)", null=True, blank=True)
    toegevoegd_op = models.DateTimeField("toegevoegd op")
    toegevoegd_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")
    beeindigd_op = models.DateTimeField("beëindigd op", null=True, blank=True)
    beeindigd_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = TeamlidQuerySet.as_manager()

    persoonsgegevens = Persoonsgegevens(
        velden=("naam", "functie"), bewaren="zolang iemand in het team zit", daarna="na twee jaar verwijderd"
    )

    class Meta:
        verbose_name = "teamlid"
        verbose_name_plural = "teamleden"
        ordering = ["rol", "van"]
        constraints = [
            both_or_neither("toegevoegd_op", "toegevoegd_door", name="teamlid_toegevoegd"),
            both_or_neither("beeindigd_op", "beeindigd_door", name="teamlid_beeindigd"),
            in_order("van", "tot", allow_equal=False, name="teamlid_ends_after_begin"),
            models.CheckConstraint(
                condition=Q(gebruiker__isnull=False, naam="") | Q(gebruiker=None) & ~Q(naam=""),
                name="teamlid_account_or_name",
                violation_error_message="Kies een collega met een account, of vul een naam in.",
            ),
            models.UniqueConstraint(
                fields=["gemeente", "rol", "gebruiker"],
                condition=Q(tot=None),
                name="teamlid_role_once_per_person",
                violation_error_message="Deze collega heeft deze rol al.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_rol_display()}: {self.wie}"

    @property
    def wie(self) -> str:
        """The name, with or without an account."""
        return self.gebruiker.naam if self.gebruiker else self.naam


class AfwezigheidQuerySet(models.QuerySet["Afwezigheid"]):
    def visible_to(self, gebruiker: Gebruiker) -> Self:
        return self.filter(teamlid__gemeente__in=gebruiker.gemeente_ids(*TEAM))

    def lopend(self, peildatum: date) -> Self:
        return self.filter(ingetrokken_op=None, van__lte=peildatum, tot__gt=peildatum)


class Afwezigheid(models.Model):
    """A member is away from `van` until (not including) `tot`; `vervanger` does the work meanwhile."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    teamlid = models.ForeignKey(Teamlid, on_delete=models.CASCADE, related_name="afwezigheden")
    vervanger = models.ForeignKey(Teamlid, null=True, blank=True, on_delete=models.PROTECT, related_name="vervangt")
    van = models.DateField("van")
    tot = models.DateField("tot (niet meegerekend)")
    gemeld_op = models.DateTimeField("gemeld op")
    gemeld_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")
    ingetrokken_op = models.DateTimeField("ingetrokken op", null=True, blank=True)
    ingetrokken_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = AfwezigheidQuerySet.as_manager()

    persoonsgegevens = Persoonsgegevens(
        velden=("teamlid", "vervanger", "van", "tot"),
        bewaren="zolang iemand in het team zit",
        daarna="na twee jaar verwijderd",
    )

    class Meta:
        verbose_name = "afwezigheid"
        verbose_name_plural = "afwezigheden"
        ordering = ["van"]
        constraints = [
            both_or_neither("gemeld_op", "gemeld_door", name="afwezigheid_gemeld"),
            both_or_neither("ingetrokken_op", "ingetrokken_door", name="afwezigheid_ingetrokken"),
            in_order("van", "tot", allow_equal=False, name="afwezigheid_ends_after_begin"),
            models.CheckConstraint(
                condition=Q(vervanger=None) | ~Q(vervanger=F("teamlid")),
                name="afwezigheid_other_stands_in",
                violation_error_message="Kies een ander als vervanger.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.teamlid}, {self.van} tot {self.tot}"
