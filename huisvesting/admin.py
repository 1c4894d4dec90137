"""Beheer: COA lists come in here too, through the screens of django-import-export. People stand nowhere in it."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.db.models import Case, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.views.decorators.http import require_POST
from import_export.admin import ImportMixin

from huisvesting.forms.coa import BevestigLijstForm, CoaLijstForm
from huisvesting.models import CoaImport, CoaImportregel, Normbedrag, Oordeel
from huisvesting.policies import can_import_coa
from huisvesting.regels.coa_lijst import LABELS
from huisvesting.resources import make_result, name_kolommen
from huisvesting.services.coa import apply_coa_import
from huisvesting.services.coa_ontvangst import receive_coa_lijst
from huisvesting.services.coa_verwerken import COA_WERK, apply_later, receive_later, wants_werker
from huisvesting.services.normbedragen import record_normbedrag
from huisvesting.tasks import hand_out
from samenwerking.basis.beheer import AddOnlyAdmin, ReadOnlyAdmin
from samenwerking.inlezen import MAX_BYTES
from samenwerking.models import Gemeente, Inleesstatus, Rol, Werksoort
from samenwerking.services.inleeswerk import find_werk
from samenwerking.services.inlezing import KIES_KOLOMMEN
from samenwerking.services.verwerking import has_werkers

# More rows than this say nothing more on one page; the list of verdicts has them all.
MAX_GETOOND = 500
# In the address of the import screen: a list that came in before.
LIJST = "lijst"
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
        "stand",
        "aantallen",
    ]
    readonly_fields = ["status_naam", "stand", "aantallen"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[CoaImport]:
        return CoaImport.objects.visible_to(request.user).defer("inhoud")

    @admin.display(description="status")
    def status_naam(self, coa_import: CoaImport) -> str:
        return coa_import.status.label

    @admin.display(description="en nu")
    def stand(self, coa_import: CoaImport) -> str:
        """What has become of the file, with the way on."""
        verwerking, _ = find_werk(coa_import)
        if coa_import.status != Inleesstatus.VOORBEELD or (verwerking and verwerking.is_open):
            return _say_stand(coa_import)
        mislukt = verwerking.fout if verwerking else ""
        return format_html('{} <a href="{}">Bekijk wat deze lijst verandert</a>', mislukt, _kept_url(coa_import))

    @admin.display(description="aantallen")
    def aantallen(self, coa_import: CoaImport) -> str:
        s = coa_import.samenvatting
        if not coa_import.toewijzing:
            return "Nog niet bekend"
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
        if LIJST in request.GET and request.method == "GET":
            return self._show_kept(request)
        form = CoaLijstForm(request.POST or None, request.FILES or None, gemeenten=_gemeenten(request))
        context: dict[str, Any] = {"form": form, "fields_list": [("COA-lijst", list(LABELS.values()))]}
        if request.method == "POST" and form.is_valid():
            try:
                coa_import = _take_in(request, form)
            except ValidationError as error:
                form.add_error("bestand", error)
            else:
                if has_werkers():
                    return redirect(_kept_url(coa_import))
                context |= _preview(request, coa_import)
        return self._screen(request, context)

    def _show_kept(self, request: HttpRequest) -> HttpResponse:
        """What has become of a list that a worker reads: its preview, or why there is none (yet)."""
        coa_import = self._find(request, request.GET[LIJST])
        if coa_import.status == Inleesstatus.VOORBEELD:
            return self._screen(request, _preview(request, coa_import))
        messages.info(request, "Het bestand is ontvangen. Bij ‘En nu’ staat hoe het verder gaat.")
        return redirect("admin:huisvesting_coaimport_change", coa_import.pk)

    def _find(self, request: HttpRequest, key: Any) -> CoaImport:
        """Errors: Http404 when it is not there for this person; PermissionDenied when it is not his to read in."""
        welke = LijstForm({"coa_import": key})
        pk = welke.cleaned_data["coa_import"] if welke.is_valid() else None
        coa_import = get_object_or_404(self.get_queryset(request).select_related("gemeente"), pk=pk)
        if not can_import_coa(request.user, coa_import.gemeente):
            raise PermissionDenied
        return coa_import

    @method_decorator(require_POST)
    def process_import(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Apply the list that was shown."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        coa_import = self._find(request, request.POST.get("coa_import"))
        form = _confirm_form(coa_import)(request.POST)
        if form.is_valid():
            try:
                klaar = self._apply(request, coa_import)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(request, klaar)
                return redirect("admin:huisvesting_coaimport_changelist")
        return self._screen(request, {**_preview(request, coa_import), "confirm_form": form})

    def _apply(self, request: HttpRequest, coa_import: CoaImport) -> str:
        """Apply the list, or have it applied by a worker. Out: what to say. Errors: ValidationError."""
        if wants_werker(coa_import):
            hand_out(apply_later(coa_import=coa_import, door=request.user))
            return "De lijst wordt verwerkt. De status hieronder zegt wanneer dat klaar is."
        apply_coa_import(coa_import=coa_import, door=request.user)
        return f"Lijst verwerkt: {self.aantallen(coa_import)}."

    def _screen(self, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
        request.current_app = self.admin_site.name
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "media": self.media,
            "import_error_display": self.import_error_display,
            "title": "COA-lijst inlezen",
            **context,
        }
        return TemplateResponse(request, [self.import_template_name], context)


def _take_in(request: HttpRequest, form: CoaLijstForm) -> CoaImport:
    bestand = form.cleaned_data["bestand"]
    return COA_WERK.take_in(
        # These screens cannot ask which column is which; the site can.
        partial(receive_coa_lijst, may_ask=False),
        receive_later,
        hand_out,
        gemeente=form.cleaned_data["gemeente"],
        data=bestand.read(MAX_BYTES + 1),
        bestandsnaam=bestand.name,
        door=request.user,
    )


def _kept_url(coa_import: CoaImport) -> str:
    return f"{reverse('admin:huisvesting_coaimport_import')}?{LIJST}={coa_import.pk}"


def _say_stand(coa_import: CoaImport) -> str:
    """How a file stands that cannot be confirmed (any more), in sentences."""
    verwerking, _ = find_werk(coa_import)
    if verwerking and verwerking.is_open:
        wat = "De lijst wordt verwerkt." if verwerking.soort == Werksoort.TOEPASSEN else "Het bestand wordt gelezen."
        return f"{wat} Ververs deze pagina om te zien of het klaar is."
    if coa_import.leesfout:
        return coa_import.leesfout
    if coa_import.asks_kolommen:
        return f"{KIES_KOLOMMEN} Dat kan alleen op de site, door iemand die daar de lijsten inleest."
    if coa_import.is_ongelezen:
        return "Het lezen is afgebroken. Lees het bestand opnieuw in."
    return f"{coa_import.status.label}."


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
