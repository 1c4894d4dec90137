"""Beheer of organisations and accounts. The logboek is there to read."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest

from samenwerking.basis.beheer import ReadOnlyAdmin
from samenwerking.models import Gebruiker, Gemeente, Logregel, Naamvariant, Reden, Roltoewijzing, Woningcorporatie


class NaamvariantInline(admin.TabularInline):
    model = Naamvariant
    extra = 0


@admin.register(Gemeente)
class GemeenteAdmin(admin.ModelAdmin):
    list_display = ["naam", "code", "provincie", "is_actief"]
    list_filter = ["is_actief", "provincie"]
    search_fields = ["naam", "code"]
    inlines = [NaamvariantInline]


@admin.register(Woningcorporatie)
class WoningcorporatieAdmin(admin.ModelAdmin):
    search_fields = ["naam"]
    filter_horizontal = ["gemeenten"]


class RoltoewijzingInline(admin.TabularInline):
    model = Roltoewijzing
    autocomplete_fields = ["gemeente", "corporatie"]
    extra = 0


@admin.register(Gebruiker)
class GebruikerAdmin(UserAdmin):
    list_display = ["username", "first_name", "last_name", "is_active", "is_staff", "last_login"]
    inlines = [RoltoewijzingInline]


@admin.register(Reden)
class RedenAdmin(admin.ModelAdmin):
    list_display = ["tekst", "klasse", "toelichting_verplicht", "vervallen_per"]
    list_filter = ["klasse"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A reason is retired with a date; what used it keeps it."""
        return False


@admin.register(Logregel)
class LogregelAdmin(ReadOnlyAdmin):
    list_display = ["op", "gebeurtenis", "door_naam", "gemeente_code", "onderwerp_soort", "onderwerp_id"]
    list_filter = ["gebeurtenis"]
    search_fields = ["onderwerp_id", "door_naam"]
