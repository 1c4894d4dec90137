"""People who work with the product, and the roles they have for an organisation."""

import uuid
from datetime import date
from functools import cached_property
from typing import Any, Self

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Count, Exists, FilteredRelation, Q
from django.utils import timezone

from samenwerking.basis.constraints import in_order
from samenwerking.basis.persoonsgegevens import Persoonsgegevens
from samenwerking.models.demonstratie import Demonstratie
from samenwerking.models.partijen import Gemeente, Woningcorporatie

SYSTEEM = "systeem"


class Rol(models.TextChoices):
    AMBTENAAR = "ambtenaar", "Ambtenaar"
    OPGAVEMANAGER = "opgavemanager", "Opgavemanager"
    JURIST = "jurist", "Jurist"
    OPDRACHTGEVER = "opdrachtgever", "Ambtelijk opdrachtgever"
    WETHOUDER = "wethouder", "Wethouder"
    CORPORATIEMEDEWERKER = "corporatiemedewerker", "Corporatiemedewerker"
    PROVINCIE = "provincie", "Provinciaal toezichthouder"
    BEHEERDER = "beheerder", "Beheerder"


class GebruikerManager(UserManager["Gebruiker"]):
    def systeem(self) -> "Gebruiker":
        """The user in whose name automatic acts are recorded; it cannot log in."""
        user, created = self.get_or_create(
            username=SYSTEEM, defaults={"first_name": "Thuisgever", "last_name": "(automatisch)", "is_active": False}
        )
        if created:
            user.set_unusable_password()
            user.save(update_fields=["password"])
        return user


class Gebruiker(AbstractUser):
    """A person with a login. What someone may do follows from the running role assignments, read once per request."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    objects = GebruikerManager()

    persoonsgegevens = Persoonsgegevens(
        velden=("username", "first_name", "last_name", "email"),
        bewaren="zolang iemand toegang heeft",
        daarna="account dicht; de naam blijft in het logboek staan",
    )

    class Meta:
        verbose_name = "gebruiker"
        verbose_name_plural = "gebruikers"
        ordering = ["last_name", "first_name"]

    def __str__(self) -> str:
        return self.naam

    @property
    def naam(self) -> str:
        return self.get_full_name() or self.username

    @cached_property
    def rollen(self) -> "list[Roltoewijzing]":
        """Assignments that run today, with their organisation."""
        return list(
            self.toewijzingen.lopend(timezone.localdate())
            .select_related("gemeente", "corporatie")
            .order_by("van", "pk")
        )

    @cached_property
    def kader(self) -> tuple[bool, int]:
        """What the frame of every page says beside who this is: whether the data is invented, and how many messages
        wait to be read. One query, once per request."""
        vraag = Gebruiker.objects.filter(pk=self.pk).annotate(
            demo=Exists(Demonstratie.objects.all()),
            # In the condition of the join, so that the index of what is unread serves it.
            ongelezen=FilteredRelation("berichten", condition=Q(berichten__gelezen_op=None)),
            aantal=Count("ongelezen"),
        )
        return vraag.values_list("demo", "aantal").get()

    def has_rol(
        self, *rollen: str, gemeente: Gemeente | None = None, corporatie: Woningcorporatie | None = None
    ) -> bool:
        """True when one of these roles runs today, for this gemeente or corporatie where one is named."""
        return any(
            (not rollen or r.rol in rollen)
            and (gemeente is None or r.gemeente_id == gemeente.pk)
            and (corporatie is None or r.corporatie_id == corporatie.pk)
            for r in self.rollen
        )

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """As Django says, but what the group of the beheer may do lasts no longer than the role of beheerder."""
        if not super().has_perm(perm, obj):
            return False
        return self.is_superuser or self.has_rol(Rol.BEHEERDER) or perm in self.get_user_permissions(obj)

    def gemeente_ids(self, *rollen: str) -> set[int]:
        """Keys of the gemeenten for which one of these roles (any, when none is named) runs today."""
        return {r.gemeente_id for r in self.rollen if r.gemeente_id and (not rollen or r.rol in rollen)}

    def corporatie_ids(self) -> set[uuid.UUID]:
        return {r.corporatie_id for r in self.rollen if r.corporatie_id}

    def provincie_codes(self) -> set[str]:
        return {r.provincie_code for r in self.rollen if r.provincie_code}

    @property
    def gemeente(self) -> Gemeente | None:
        """The gemeente that this person works for (the first one, when there are more)."""
        return next((r.gemeente for r in self.rollen if r.gemeente), None)

    @property
    def corporatie(self) -> Woningcorporatie | None:
        return next((r.corporatie for r in self.rollen if r.corporatie), None)

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        for naam in ("rollen", "kader", "_perm_cache", "_user_perm_cache", "_group_perm_cache"):
            self.__dict__.pop(naam, None)
        super().refresh_from_db(*args, **kwargs)


class RoltoewijzingQuerySet(models.QuerySet["Roltoewijzing"]):
    def lopend(self, peildatum: date) -> Self:
        return self.filter(Q(van__lte=peildatum) & (Q(tot=None) | Q(tot__gt=peildatum)))


class Roltoewijzing(models.Model):
    """One role of one person for one organisation, from a day until (not including) another."""

    gebruiker = models.ForeignKey(Gebruiker, on_delete=models.CASCADE, related_name="toewijzingen")
    rol = models.CharField("rol", max_length=30, choices=Rol.choices)
    gemeente = models.ForeignKey(Gemeente, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    corporatie = models.ForeignKey(Woningcorporatie, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    provincie_code = models.CharField("provinciecode", max_length=4, blank=True)
    van = models.DateField("van")
    tot = models.DateField("tot (niet meegerekend)", null=True, blank=True)

    objects = RoltoewijzingQuerySet.as_manager()

    class Meta:
        verbose_name = "roltoewijzing"
        verbose_name_plural = "roltoewijzingen"
        constraints = [
            in_order("van", "tot", allow_equal=False, name="roltoewijzing_ends_after_begin"),
            models.CheckConstraint(
                condition=Q(rol=Rol.CORPORATIEMEDEWERKER, corporatie__isnull=False, gemeente=None, provincie_code="")
                | Q(rol=Rol.PROVINCIE, corporatie=None, gemeente=None) & ~Q(provincie_code="")
                | Q(
                    rol__in=[
                        Rol.AMBTENAAR,
                        Rol.OPGAVEMANAGER,
                        Rol.JURIST,
                        Rol.OPDRACHTGEVER,
                        Rol.WETHOUDER,
                        Rol.BEHEERDER,
                    ],
                    gemeente__isnull=False,
                    corporatie=None,
                    provincie_code="",
                ),
                name="roltoewijzing_fits_organisation",
                violation_error_message=(
                    "Een corporatiemedewerker hoort bij een corporatie, een toezichthouder bij een provincie, "
                    "elke andere rol bij een gemeente."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_rol_display()} · {self.gemeente or self.corporatie or self.provincie_code}"
