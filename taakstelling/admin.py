"""Beheer of the numbers: national numbers, publications, opening balances and counting moments are added through their
services; everything else is there to read."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from samenwerking.basis.beheer import AddOnlyAdmin, ReadOnlyAdmin
from samenwerking.models import Gemeente, Rol
from samenwerking.tasks import enqueue
from taakstelling.models import (
    Beginsaldo,
    GepubliceerdeTaakstelling,
    Herindeling,
    Inwonertal,
    LandelijkeTaakstelling,
    Realisatie,
    Taakstelling,
    Telmomentinstelling,
    Toezichtkader,
    Toezichttrede,
    Voortgang,
)
from taakstelling.services.realisatie import set_telmoment
from taakstelling.services.taakstelling import publish_taakstelling, record_landelijke_taakstelling, set_beginsaldo
from taakstelling.services.toezicht import record_toezichtkader
from taakstelling.tasks import recompute_alle_gemeenten

ZOEK_GEMEENTE = ["gemeente__naam", "gemeente__code"]


def _own_gemeenten(request: HttpRequest) -> QuerySet[Gemeente]:
    gemeenten = Gemeente.objects.all()
    if request.user.is_superuser:
        return gemeenten
    return gemeenten.filter(pk__in=request.user.gemeente_ids(Rol.BEHEERDER))


class OwnGemeenteAdmin(AddOnlyAdmin):
    """Facts of one gemeente: a beheerder adds them for the own one (as can_record_grondslag says of the pages)."""

    autocomplete_fields = ["gemeente"]

    def get_field_queryset(self, db: Any, db_field: Any, request: HttpRequest) -> Any:
        return _own_gemeenten(request)


@admin.register(LandelijkeTaakstelling)
class LandelijkeTaakstellingAdmin(AddOnlyAdmin):
    record = staticmethod(record_landelijke_taakstelling)
    invoer = ["halfjaar", "aantal", "soort", "zekerheid", "bron", "opmerking"]
    list_display = ["halfjaar", "versie", "aantal", "soort", "zekerheid", "vastgelegd_op", "vastgelegd_door"]
    list_filter = ["soort", "zekerheid"]
    list_select_related = ["vastgelegd_door"]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        enqueue(recompute_alle_gemeenten, "landelijk aantal gewijzigd")


@admin.register(GepubliceerdeTaakstelling)
class GepubliceerdeTaakstellingAdmin(OwnGemeenteAdmin):
    record = staticmethod(publish_taakstelling)
    invoer = ["gemeente", "halfjaar", "aantal", "bron"]
    list_display = ["gemeente", "halfjaar", "aantal", "vastgelegd_op", "vervangen_op"]
    list_select_related = ["gemeente"]
    search_fields = ZOEK_GEMEENTE


@admin.register(Beginsaldo)
class BeginsaldoAdmin(OwnGemeenteAdmin):
    record = staticmethod(set_beginsaldo)
    invoer = ["gemeente", "halfjaar", "saldo", "bron"]
    list_display = ["gemeente", "halfjaar", "saldo", "vastgesteld_op", "vervangen_op"]
    list_select_related = ["gemeente"]
    search_fields = ZOEK_GEMEENTE


@admin.register(Telmomentinstelling)
class TelmomentinstellingAdmin(OwnGemeenteAdmin):
    record = staticmethod(set_telmoment)
    invoer = ["gemeente", "telmoment", "van"]
    list_display = ["gemeente", "telmoment", "van", "ingesteld_door"]
    list_select_related = ["gemeente", "ingesteld_door"]
    search_fields = ZOEK_GEMEENTE


@admin.register(Taakstelling)
class TaakstellingAdmin(ReadOnlyAdmin):
    list_display = ["gemeente", "landelijk", "inwoners", "is_geschat", "adams", "wettekst"]
    list_select_related = ["gemeente", "landelijk"]
    search_fields = ZOEK_GEMEENTE


@admin.register(Inwonertal)
class InwonertalAdmin(ReadOnlyAdmin):
    list_display = ["gemeente", "peildatum", "aantal", "is_geschat", "bron"]
    list_filter = ["is_geschat", "peildatum"]
    list_select_related = ["gemeente"]
    search_fields = ZOEK_GEMEENTE


@admin.register(Herindeling)
class HerindelingAdmin(ReadOnlyAdmin):
    list_display = ["oud", "nieuw", "ingangsdatum", "soort"]
    list_filter = ["soort"]
    list_select_related = ["oud", "nieuw"]
    search_fields = ["oud__naam", "nieuw__naam"]


@admin.register(Realisatie)
class RealisatieAdmin(ReadOnlyAdmin):
    list_display = ["gemeente", "halfjaar", "datum", "aantal", "grond", "regel", "geboekt_op"]
    list_filter = ["grond"]
    list_select_related = ["gemeente"]
    search_fields = ZOEK_GEMEENTE

    def get_queryset(self, request: HttpRequest) -> QuerySet[Realisatie]:
        """The ledger with its reasons is for whoever may open the page of the gemeente (can_view_cijfers)."""
        return super().get_queryset(request).filter(gemeente__in=_own_gemeenten(request))


@admin.register(Voortgang)
class VoortgangAdmin(ReadOnlyAdmin):
    list_display = ["gemeente", "halfjaar", "taakstelling", "saldo_begin", "opgave", "gerealiseerd", "saldo_eind"]
    list_select_related = ["gemeente"]
    search_fields = ZOEK_GEMEENTE


class ToezichttredeInline(admin.TabularInline):
    """The steps are filled in together with their framework, and never changed after."""

    model = Toezichttrede
    extra = 6
    min_num = 1
    validate_min = True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None and super().has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Toezichtkader)
class ToezichtkaderAdmin(AddOnlyAdmin):
    record = staticmethod(record_toezichtkader)
    invoer = ["provincie_code", "naam", "bron", "zekerheid", "geldig_van"]
    inlines = [ToezichttredeInline]
    list_display = ["naam", "provincie_code", "geldig_van", "geldig_tot", "is_voorbeeld", "vastgelegd_op"]
    list_filter = ["is_voorbeeld", "provincie_code"]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Written together with its steps, in `save_related`."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        (formset,) = formsets
        treden = [trede.regel for trede in formset.save(commit=False)]
        invoer = {naam: getattr(form.instance, naam) for naam in self.invoer}
        form.instance.pk = record_toezichtkader(**invoer, treden=treden, door=request.user).pk
