"""Beheer of organisations and accounts. A beheerder reaches the own gemeente and whoever works only there; the
superuser reaches everything. Every change leaves a line in the logboek, which is there to read."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from samenwerking.basis.beheer import ReadOnlyAdmin
from samenwerking.models import (
    Gebeurtenis,
    Gebruiker,
    Gemeente,
    Logregel,
    Naamvariant,
    Reden,
    Rol,
    Roltoewijzing,
    Woningcorporatie,
)
from samenwerking.policies import can_manage_corporatie, can_manage_gebruiker, can_manage_gemeente
from samenwerking.services.gebruiker import grant_beheer
from samenwerking.services.logboek import log


class LoggedAdmin(admin.ModelAdmin):
    """Writes the one line of an event of the beheer; `toegevoegd` is the event of a new row."""

    toegevoegd = Gebeurtenis.BEHEER_GEWIJZIGD

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        log(self.toegevoegd, onderwerp=obj, door=request.user, gegevens={"wijziging": message})
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        # The message names fields and roles, never values.
        log(Gebeurtenis.BEHEER_GEWIJZIGD, onderwerp=obj, door=request.user, gegevens={"wijziging": message})
        return super().log_change(request, obj, message)


class NaamvariantInline(admin.TabularInline):
    model = Naamvariant
    extra = 0


@admin.register(Gemeente)
class GemeenteAdmin(LoggedAdmin):
    """What CBS says of a gemeente comes with the reference data; a beheerder adds how people write the own one."""

    list_display = ["naam", "code", "provincie", "is_actief"]
    list_filter = ["is_actief", "provincie"]
    search_fields = ["naam", "code"]
    inlines = [NaamvariantInline]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        mag = super().has_change_permission(request, obj)
        return mag and (obj is None or can_manage_gemeente(request.user, obj))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return () if request.user.is_superuser else [field.name for field in Gemeente._meta.fields if field.editable]


@admin.register(Woningcorporatie)
class WoningcorporatieAdmin(LoggedAdmin):
    search_fields = ["naam"]
    filter_horizontal = ["gemeenten"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        mag = super().has_change_permission(request, obj)
        return mag and (obj is None or can_manage_corporatie(request.user, obj))

    def get_field_queryset(self, db: Any, db_field: Any, request: HttpRequest) -> Any:
        return _own_gemeenten(request.user)


def _own_gemeenten(gebruiker: Gebruiker) -> QuerySet[Gemeente]:
    gemeenten = Gemeente.objects.all()
    return gemeenten if gebruiker.is_superuser else gemeenten.filter(pk__in=gebruiker.gemeente_ids(Rol.BEHEERDER))


def _own_corporaties(gebruiker: Gebruiker) -> QuerySet[Woningcorporatie]:
    """Those that work nowhere but in the own gemeenten."""
    corporaties = Woningcorporatie.objects.all()
    if gebruiker.is_superuser:
        return corporaties
    elders = Gemeente.objects.exclude(pk__in=_own_gemeenten(gebruiker))
    return corporaties.exclude(gemeenten__in=elders)


class RoltoewijzingInline(admin.TabularInline):
    model = Roltoewijzing
    autocomplete_fields = ["gemeente", "corporatie"]
    extra = 0

    def get_field_queryset(self, db: Any, db_field: Any, request: HttpRequest) -> Any:
        eigen = {"gemeente": _own_gemeenten, "corporatie": _own_corporaties}.get(db_field.name)
        return eigen(request.user) if eigen else super().get_field_queryset(db, db_field, request)

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Who supervises a whole province gets that role from the superuser."""
        if db_field.name == "rol" and not request.user.is_superuser:
            kwargs["choices"] = [("", "---------"), *(keuze for keuze in Rol.choices if keuze[0] != Rol.PROVINCIE)]
        return super().formfield_for_choice_field(db_field, request, **kwargs)


@admin.register(Gebruiker)
class GebruikerAdmin(LoggedAdmin, UserAdmin):
    """A beheerder makes accounts and gives roles, never rights: those follow from the role of beheerder."""

    toegevoegd = Gebeurtenis.GEBRUIKER_GEMAAKT
    list_display = ["username", "first_name", "last_name", "is_active", "is_staff", "last_login"]
    inlines = [RoltoewijzingInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Gebruiker]:
        gebruikers = super().get_queryset(request)
        if request.user.is_superuser:
            return gebruikers
        binnen = Q(gemeente__in=_own_gemeenten(request.user)) | Q(corporatie__in=_own_corporaties(request.user))
        verder = Roltoewijzing.objects.exclude(pk__in=Roltoewijzing.objects.filter(binnen))
        return gebruikers.filter(is_superuser=False).exclude(pk__in=verder.values("gebruiker"))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return () if request.user.is_superuser else ["is_staff", "is_superuser", "groups", "user_permissions"]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_view_permission(request, obj) and can_manage_gebruiker(request.user, None)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and can_manage_gebruiker(request.user, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and can_manage_gebruiker(request.user, None)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        gebruiker = form.instance
        if gebruiker.toewijzingen.filter(rol=Rol.BEHEERDER).exists() and not gebruiker.is_staff:
            grant_beheer(gebruiker)


@admin.register(Reden)
class RedenAdmin(LoggedAdmin):
    list_display = ["tekst", "klasse", "toelichting_verplicht", "vervallen_per"]
    list_filter = ["klasse"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A reason is retired with a date; what used it keeps it."""
        return False


@admin.register(Logregel)
class LogregelAdmin(ReadOnlyAdmin):
    """Of the own gemeente, and what concerns no gemeente in particular."""

    list_display = ["op", "gebeurtenis", "door_naam", "gemeente_code", "onderwerp_soort", "onderwerp_id"]
    list_filter = ["gebeurtenis"]
    search_fields = ["onderwerp_id", "door_naam"]

    def get_exclude(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """The reasons of a case are for those who work on it: who manages the site follows events, not households."""
        return [] if request.user.is_superuser else ["gegevens"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Logregel]:
        regels = super().get_queryset(request)
        if request.user.is_superuser:
            return regels
        return regels.filter(gemeente_code__in=["", *_own_gemeenten(request.user).values_list("code", flat=True)])
