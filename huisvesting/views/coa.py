"""COA lists: what came in, reading one, its columns, its preview, applying it or putting it away."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from huisvesting.forms.coa import BevestigLijstForm, CoaLijstForm
from huisvesting.models import CoaImport
from huisvesting.policies import can_list_coa_imports, can_view_coa_import
from huisvesting.regels.coa_lijst import KOLOMMEN
from huisvesting.resources import write_fouten
from huisvesting.services.coa import discard_coa_import
from huisvesting.services.coa_ontvangst import choose_coa_kolommen
from huisvesting.services.coa_verwerken import COA_WERK
from huisvesting.tasks import hand_out
from huisvesting.views.coa_rijen import (
    PER_PAGINA,
    count_secties,
    find_getoonde,
    find_vervallen,
    list_fouten,
    make_groepen,
    make_sectie,
    name_soort,
    select_rijen,
)
from huisvesting.views.coa_vervolg import show_vervolg
from huisvesting.views.coa_verwerken import apply_lijst, coa_kruimels, take_in
from huisvesting.views.coapagina import COA_LIJSTEN
from huisvesting.views.handeling import Handeling, handle, posted
from samenwerking.basis.indelingform import IndelingForm
from samenwerking.basis.inleespagina import (
    Indeling,
    Kopknop,
    Lijstrij,
    ask_discard,
    ask_kolommen,
    is_done,
    show_lijsten,
    take_bestand,
)
from samenwerking.basis.inleeswerkpagina import show_werk
from samenwerking.basis.toegang import policy
from samenwerking.inlezen import MAX_BYTES, move_datums
from samenwerking.inlezen.tabel import getal
from samenwerking.models import Gebeurtenis, Gemeente, Inleesstatus
from samenwerking.policies import CASEWORK
from samenwerking.services.inleeswerk import find_werk
from samenwerking.services.inlezing import bewaard_tot, name_kolommen, propose_toewijzing
from samenwerking.services.logboek import log, log_inzage

VOORBEELDLIJST = Path(__file__).resolve().parent.parent / "data" / "coa_voorbeeld.csv"
# Its last koppeling is some days old, so that no household of it is late yet.
VOORBEELD_OUD = timedelta(days=3)
NU = "U ziet eerst wat er gebeurt. Er wordt niets verwerkt voordat u dat goed vindt."


def _personen(aantal: int) -> str:
    return "1 persoon" if aantal == 1 else f"{getal(aantal)} personen"


# --- The lists --------------------------------------------------------------------------------------------------------
@require_safe
@policy(can_list_coa_imports)
def coa_import_list(request: HttpRequest) -> HttpResponse:
    """Every list of the own gemeenten, the latest first."""
    related = ("gemeente", "ontvangen_door", "gesloten_door")
    queryset = CoaImport.objects.visible_to(request.user).select_related(*related).order_by("-ontvangen_op")
    return show_lijsten(request, COA_LIJSTEN, queryset.defer("vorige"), _make_rij)


def _make_rij(coa_import: CoaImport) -> Lijstrij:
    s = coa_import.samenvatting
    getallen = (s["personen"], s["nieuw"], s["gewijzigd"], coa_import.afgekeurd)
    cellen = COA_LIJSTEN.cells(*(getallen if coa_import.toewijzing else [None] * len(getallen)))
    return Lijstrij(coa_import, (str(coa_import.gemeente),), cellen, say_veranderd(coa_import))


def say_veranderd(coa_import: CoaImport) -> str:
    """What a list changed in what is stored."""
    if coa_import.status != Inleesstatus.VERWERKT:
        return "Niets meer" if coa_import.status == Inleesstatus.TERUGGEDRAAID else "Niets"
    s = coa_import.samenvatting
    delen = [f"{_personen(s[naam])} {naam}" for naam in ("nieuw", "gewijzigd") if s[naam]]
    return ", ".join(delen).capitalize() or "Niets: alles stond er al zo"


# --- Choosing a file, and its columns ---------------------------------------------------------------------------------
@require_http_methods(["GET", "POST"])
@policy(can_list_coa_imports)
def upload(request: HttpRequest) -> HttpResponse:
    """Hand in a file. Nothing about people is written before its preview is approved."""
    gemeenten = Gemeente.objects.actief().filter(pk__in=request.user.gemeente_ids(*CASEWORK))
    form = CoaLijstForm(posted(request), request.FILES or None, gemeenten=gemeenten)

    def receive() -> CoaImport:
        bestand = form.cleaned_data["bestand"]
        return take_in(
            request,
            gemeente=form.cleaned_data["gemeente"],
            # One byte more than is allowed is enough to know that it is too much.
            data=bestand.read(MAX_BYTES + 1),
            bestandsnaam=bestand.name,
        )

    context = {"nu": NU, "kolommen": KOLOMMEN, "kruimels": coa_kruimels()}
    return take_bestand(request, COA_LIJSTEN, form, receive, context)


@require_safe
@policy(can_list_coa_imports)
def example(request: HttpRequest) -> HttpResponse:
    """A list of invented people, to try with and to copy the columns from; its days follow the calendar."""
    lijst = move_datums(
        VOORBEELDLIJST.read_bytes(), ("Datum vergunning", "Datum koppeling"), timezone.localdate() - VOORBEELD_OUD
    )
    return FileResponse(BytesIO(lijst), as_attachment=True, filename="coa-voorbeeldlijst.csv")


@require_http_methods(["GET", "POST"])
@policy(can_view_coa_import, CoaImport)
def arrange(request: HttpRequest, coa_import: CoaImport) -> HttpResponse:
    """Say which header of the list is which column. Its values are about people, so none is shown."""

    def make_form(data: Any = None, *, inlezing: CoaImport) -> IndelingForm:
        return IndelingForm(
            data,
            koppen=[(letter, kop) for letter, kop in inlezing.letter_koppen() if kop],
            kolommen=KOLOMMEN,
            voorstel=inlezing.toewijzing or propose_toewijzing(inlezing.koppen, KOLOMMEN),
        )

    def choose(**toewijzing: str) -> CoaImport:
        return choose_coa_kolommen(coa_import=coa_import, toewijzing=toewijzing, door=request.user)

    lees = partial(COA_WERK.switch_blad, coa_import, door=request.user, hand_out=hand_out)
    indeling = Indeling(make_form, choose, lees, find_werk(coa_import))
    return ask_kolommen(request, COA_LIJSTEN, coa_import, indeling, coa_kruimels(coa_import))


# --- One list ---------------------------------------------------------------------------------------------------------
@require_safe
@policy(can_view_coa_import, CoaImport)
def coa_import_detail(request: HttpRequest, coa_import: CoaImport) -> HttpResponse:
    """Numbers first, then what needs a decision, then everything else folded; for a list that was closed what it
    changed."""
    if request.GET.get("formaat") == "csv":
        return _download_fouten(request, coa_import)
    verwerking, _ = gevonden = find_werk(coa_import)
    if coa_import.asks_kolommen and not (verwerking and verwerking.is_open):
        return redirect("huisvesting:coa_import_indelen", coa_import.pk)
    if "soort" in request.GET:
        return _show_soort(request, coa_import)
    secties = select_rijen(coa_import)
    toon = request.GET.get("toon", "")
    toon = toon if toon in secties else ""
    nummer = request.GET.get("pagina") if toon else None
    getoond = {n: make_sectie(n, rijen, coa_import, nummer) for n, rijen in secties.items() if toon in ("", n)}
    vervallen = [] if toon else find_vervallen(coa_import, request.user)
    log_inzage([coa_import, *find_getoonde(coa_import, getoond.values(), vervallen)], door=request.user)
    context = {
        **_frame(coa_import),
        **show_werk(COA_LIJSTEN, coa_import, gevonden),
        **show_vervolg(coa_import),
        "secties": getoond,
        "toon": toon,
        "rijen": count_secties(getoond.values()),
        "vervallen": vervallen,
        "groepen": [] if toon else make_groepen(list_fouten(coa_import)),
        "gevouwen": [(getoond.get("nieuw"), "nieuw"), (getoond.get("ongewijzigd"), "ongewijzigd")],
    }
    template = "huisvesting/coa_import_detail.html"
    return render(request, f"{template}#lijst" if request.htmx and toon else template, context)


def _frame(coa_import: CoaImport) -> Mapping[str, Any]:
    """What stands around the rows: above them, and below about the file itself."""
    return {
        "coa_import": coa_import,
        "inlezing": coa_import,
        "soort": COA_LIJSTEN,
        "samenvatting": coa_import.samenvatting,
        "is_open": coa_import.is_open,
        "in_voorbeeld": coa_import.status == Inleesstatus.VOORBEELD,
        "form": _confirm_form(coa_import)(),
        "vraag": _ask_zeker(coa_import) if coa_import.samenvatting["vraagt_bevestiging"] else "",
        "gevolgen": _say_gevolgen(coa_import),
        "veranderd": say_veranderd(coa_import),
        "inlezen": COA_LIJSTEN.url("upload"),
        "verwerken": COA_LIJSTEN.url("apply", coa_import),
        "kolommen": COA_LIJSTEN.url("indelen", coa_import),
        "weg": COA_LIJSTEN.url("discard", coa_import),
        "bewaard_tot": bewaard_tot(coa_import),
        "gebruikt": name_kolommen(coa_import, KOLOMMEN),
        "knoppen": [] if coa_import.is_open else _knoppen(coa_import),
        "kruimels": coa_kruimels(),
    }


def _knoppen(coa_import: CoaImport) -> list[Kopknop]:
    """Where one goes on after a list."""
    huishoudens = Kopknop(reverse("huisvesting:huishouden_list"), "Bekijk de huishoudens", hoofd=True)
    ontvangst = Kopknop(reverse("huisvesting:huishouden_receive_many"), "Bevestig de ontvangst")
    return [ontvangst, huishoudens] if coa_import.status == Inleesstatus.VERWERKT else [huishoudens]


def _show_soort(request: HttpRequest, coa_import: CoaImport) -> HttpResponse:
    """Every fault of one kind, in pages."""
    code = request.GET["soort"]
    regels = list_fouten(coa_import).get(code, [])
    pagina = Paginator(regels, PER_PAGINA).get_page(request.GET.get("pagina"))
    log_inzage([coa_import], door=request.user)
    titel, advies = name_soort(code, regels)
    context = {"coa_import": coa_import, "titel": titel, "advies": advies, "pagina": pagina}
    context["kruimels"] = coa_kruimels(coa_import)
    template = "huisvesting/coa_import_fouten.html"
    return render(request, f"{template}#lijst" if request.htmx else template, context)


def _download_fouten(request: HttpRequest, coa_import: CoaImport) -> HttpResponse:
    regels = coa_import.regels.afgekeurd().defer("inhoud")
    response = HttpResponse(
        write_fouten(regels.iterator(), coa_import.toewijzing), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="coa-lijst-fouten.csv"'
    log(Gebeurtenis.UITVOER, onderwerp=coa_import, door=request.user, gegevens={"uitvoer": "fouten"})
    return response


# --- Applying, putting away -------------------------------------------------------------------------------------------
def _confirm_form(coa_import: CoaImport) -> type[forms.Form]:
    return BevestigLijstForm if coa_import.samenvatting["vraagt_bevestiging"] else forms.Form


def _ask_zeker(coa_import: CoaImport) -> str:
    """What is asked when many people are missing from the list."""
    s = coa_import.samenvatting
    return f"{_personen(s['vervallen'])} van de {getal(s['eerder'])} die al gekoppeld waren, staan niet op deze lijst."


def _say_gevolgen(coa_import: CoaImport) -> tuple[str, ...]:
    """What applying the list does, in sentences."""
    s = coa_import.samenvatting
    delen = (
        (s["nieuw"], "komt erbij.", "komen erbij."),
        (s["gewijzigd"], "wordt bijgewerkt.", "worden bijgewerkt."),
        (coa_import.afgekeurd, "wordt overgeslagen.", "worden overgeslagen, met hun hele huishouden."),
        (s["vervallen"], "staat niet op de lijst, maar blijft staan.", "staan niet op de lijst, maar blijven staan."),
    )
    zinnen = [f"{_personen(n)} {een if n == 1 else meer}" for n, een, meer in delen if n]
    if not s["nieuw"] and not s["gewijzigd"]:
        zinnen.insert(0, "Er verandert niets.")
    return tuple(zinnen)


@require_http_methods(["GET", "POST"])
@policy(can_view_coa_import, CoaImport)
def apply(request: HttpRequest, coa_import: CoaImport) -> HttpResponse:
    """Write what the preview showed, or have it written when the list is large."""
    if is_done(request, coa_import) or (request.method == "GET" and not coa_import.toewijzing):
        return redirect(coa_import)
    handeling = Handeling(
        "COA-lijst verwerken",
        "Lijst verwerken",
        coa_import.get_absolute_url(),
        _say_gevolgen(coa_import),
        kruimels=coa_kruimels(coa_import),
    )

    def tell(verwerkt: CoaImport) -> tuple[str, CoaImport]:
        s = verwerkt.samenvatting
        klaar = f"Lijst verwerkt: {_personen(s['nieuw'])} nieuw, {_personen(s['gewijzigd'])} gewijzigd."
        return "" if verwerkt.is_open else klaar, verwerkt

    form = _confirm_form(coa_import)(posted(request))
    return handle(request, handeling, form, lambda **bevestigd: apply_lijst(request, coa_import), tell)


@require_http_methods(["GET", "POST"])
@policy(can_view_coa_import, CoaImport)
def discard(request: HttpRequest, coa_import: CoaImport) -> HttpResponse:
    """Put the list away, after reading what that means."""
    return ask_discard(
        request,
        COA_LIJSTEN,
        coa_import,
        partial(discard_coa_import, coa_import=coa_import, door=request.user),
        "Er wordt niets verwerkt. Het bestand en de oordelen per rij worden verwijderd; de aantallen blijven staan.",
        "Lijst weggelegd. Er is niets verwerkt.",
        coa_kruimels(coa_import),
    )
