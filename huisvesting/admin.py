"""Beheer: COA lists come in here too, through the screens of django-import-export. People stand nowhere in it."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.db.models import Case, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST
from import_export.admin import ImportMixin

from huisvesting.forms.coa import BevestigLijstForm, CoaLijstForm
from huisvesting.models import CoaImport, CoaImportregel, Normbedrag, Oordeel
from huisvesting.policies import can_import_coa
from huisvesting.regels.coa_lijst import LABELS
from huisvesting.resources import make_result, name_kolommen
from huisvesting.services.coa import apply_coa_import
from huisvesting.services.coa_ontvangst import receive_coa_lijst
from huisvesting.services.normbedragen import record_normbedrag
from samenwerking.basis.beheer import AddOnlyAdmin, ReadOnlyAdmin
from samenwerking.inlezen import MAX_BYTES
from samenwerking.models import Gemeente, Rol

# More rows than this say nothing more on one page; the list of verdicts has them all.
MAX_GETOOND = 500
# What needs attention stands on top.
VOLGORDE = (
    Oordeel.FOUT,
    Oordeel.TWIJFEL,
    Oordeel.OVERGESLAGEN,
    Oordeel.GEWIJZIGD,
    Oordeel.NIEUW,
    Oordeel.ONGEWIJZIGD,
)


class LijstForm(forms.Form):
    """Which list is confirmed."""

    coa_import = forms.UUIDField(widget=forms.HiddenInput)


class BevestigdeLijstForm(BevestigLijstForm, LijstForm):
    """The same, when many people are missing from the list."""


class CoaBeheer(ReadOnlyAdmin):
    """Staff with the permission, and the beheerder; of their own gemeenten only."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("huisvesting.can_import_coa") or request.user.has_rol(Rol.BEHEERDER)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)


@admin.register(CoaImport)
class CoaImportAdmin(ImportMixin, CoaBeheer):
    """Upload, look, confirm: the screens are those of django-import-export, the reading and writing is the same
    service as on the site."""

    list_display = ["bestandsnaam", "gemeente", "ontvangen_op", "ontvangen_door", "status_naam", "aantallen"]
    list_filter = ["gemeente"]
    fields = [
        "bestandsnaam",
        "gemeente",
        ("ontvangen_op", "ontvangen_door"),
        ("toegepast_op", "toegepast_door"),
        ("gesloten_op", "gesloten_door"),
        "status_naam",
        "aantallen",
    ]
    readonly_fields = ["status_naam", "aantallen"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[CoaImport]:
        return CoaImport.objects.visible_to(request.user).defer("inhoud")

    @admin.display(description="status")
    def status_naam(self, coa_import: CoaImport) -> str:
        return coa_import.status.label

    @admin.display(description="aantallen")
    def aantallen(self, coa_import: CoaImport) -> str:
        s = coa_import.samenvatting
        return (
            f"{s['personen']} personen: {s['nieuw']} nieuw, {s['gewijzigd']} gewijzigd, "
            f"{s['ongewijzigd']} ongewijzigd, {s['fout']} fout, {s['overgeslagen']} overgeslagen"
        )

    def has_import_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def import_action(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Upload a list; then its preview, with the button that confirms it."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        form = CoaLijstForm(request.POST or None, request.FILES or None, gemeenten=_gemeenten(request))
        context = {"form": form, "fields_list": [("COA-lijst", list(LABELS.values()))], "title": "COA-lijst inlezen"}
        if request.method == "POST" and form.is_valid():
            bestand = form.cleaned_data["bestand"]
            try:
                coa_import = receive_coa_lijst(
                    gemeente=form.cleaned_data["gemeente"],
                    data=bestand.read(MAX_BYTES + 1),
                    bestandsnaam=bestand.name,
                    door=request.user,
                    # These screens cannot ask which column is which; the site can.
                    may_ask=False,
                )
            except ValidationError as error:
                form.add_error("bestand", error)
            else:
                context |= _preview(request, coa_import)
        return self._screen(request, context)

    @method_decorator(require_POST)
    def process_import(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Apply the list that was shown."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        welke = LijstForm(request.POST)
        key = welke.cleaned_data["coa_import"] if welke.is_valid() else None
        coa_import = get_object_or_404(self.get_queryset(request).select_related("gemeente"), pk=key)
        if not can_import_coa(request.user, coa_import.gemeente):
            raise PermissionDenied
        form = _confirm_form(coa_import)(request.POST)
        if form.is_valid():
            try:
                apply_coa_import(coa_import=coa_import, door=request.user)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(request, f"Lijst verwerkt: {self.aantallen(coa_import)}.")
                return redirect("admin:huisvesting_coaimport_changelist")
        return self._screen(
            request, {**_preview(request, coa_import), "confirm_form": form, "title": "COA-lijst inlezen"}
        )

    def _screen(self, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
        request.current_app = self.admin_site.name
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "media": self.media,
            "import_error_display": self.import_error_display,
            **context,
        }
        return TemplateResponse(request, [self.import_template_name], context)


def _gemeenten(request: HttpRequest) -> QuerySet[Gemeente]:
    eigen = Gemeente.objects.actief().filter(pk__in=request.user.gemeente_ids())
    return eigen.filter(pk__in=[gemeente.pk for gemeente in eigen if can_import_coa(request.user, gemeente)])


def _confirm_form(coa_import: CoaImport) -> type[forms.Form]:
    return BevestigdeLijstForm if coa_import.samenvatting["vraagt_bevestiging"] else LijstForm


def _preview(request: HttpRequest, coa_import: CoaImport) -> dict[str, Any]:
    """What the preview screen shows: the verdicts, those that need attention first."""
    plek = Case(*(When(oordeel=oordeel, then=Value(i)) for i, oordeel in enumerate(VOLGORDE)))
    regels = coa_import.regels.defer("inhoud").order_by(plek, "rij")
    meer = coa_import.samenvatting["personen"] - MAX_GETOOND
    if meer > 0:
        messages.info(request, f"De {MAX_GETOOND} belangrijkste rijen staan hier; {meer} andere vindt u bij de regels.")
    return {
        "result": make_result(regels[:MAX_GETOOND], coa_import.toewijzing),
        "confirm_form": _confirm_form(coa_import)(initial={"coa_import": coa_import.pk}),
    }


@admin.register(CoaImportregel)
class CoaImportregelAdmin(CoaBeheer):
    list_display = ["rij", "oordeel", "v_nummer_masker", "huishoudnummer", "kolom", "melding", "coa_import"]
    list_filter = ["oordeel"]
    fields = ["coa_import", "rij", "oordeel", "v_nummer_masker", "huishoudnummer", "kolom", "melding"]
    readonly_fields = ["kolom", "melding"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[CoaImportregel]:
        regels = CoaImportregel.objects.filter(coa_import__in=CoaImport.objects.visible_to(request.user))
        return regels.defer("inhoud", "coa_import__inhoud").select_related("coa_import")

    @admin.display(description="kolom")
    def kolom(self, regel: CoaImportregel) -> str:
        return name_kolommen(regel, regel.coa_import.toewijzing)


@admin.register(Normbedrag)
class NormbedragAdmin(AddOnlyAdmin):
    """A new amount closes the one that runs on its first day."""

    record = staticmethod(record_normbedrag)
    invoer = ["soort", "van", "tot", "bedrag", "bron", "bron_url", "zekerheid"]
    list_display = ["soort", "van", "tot", "bedrag", "zekerheid", "bron"]
    list_filter = ["soort", "zekerheid"]
    formfield_overrides = {
        models.DecimalField: {"localize": True},
        models.URLField: {"assume_scheme": "https"},
    }
