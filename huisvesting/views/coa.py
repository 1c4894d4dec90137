"""COA lists: what came in, reading one, its preview, applying it or putting it away."""

import json
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from huisvesting.forms.coa import BevestigLijstForm, CoaLijstForm
from huisvesting.models import CoaImport, CoaImportregel, Huishouden, Oordeel, Statushouder
from huisvesting.policies import can_list_coa_imports, can_view_coa_import
from huisvesting.regels.coa_lijst import KOLOMMEN
from huisvesting.resources import name_kolom, write_fouten
from huisvesting.services.coa import apply_coa_import, discard_coa_import, receive_coa_lijst
from huisvesting.views.handeling import Handeling, handle
from samenwerking.basis.toegang import policy
from samenwerking.basis.verzending import send_once
from samenwerking.inlezen import MAX_BYTES, move_datums
from samenwerking.inlezen.tabel import getal
from samenwerking.models import Gebeurtenis, Gemeente
from samenwerking.policies import CASEWORK
from samenwerking.services.logboek import log, log_inzage

PER_PAGINA = 50
VOORBEELDLIJST = Path(__file__).resolve().parent.parent / "data" / "coa_voorbeeld.csv"
# Its last koppeling is some days old, so that no household of it is late yet.
VOORBEELD_OUD = timedelta(days=3)


def _personen(aantal: int) -> str:
    return "1 persoon" if aantal == 1 else f"{getal(aantal)} personen"


@require_safe
@policy(can_list_coa_imports)
def coa_import_list(request: HttpRequest) -> HttpResponse:
    """Every list of the own gemeenten, the latest first."""
    queryset = (
        CoaImport.objects.visible_to(request.user)
        .defer("inhoud")
        .select_related("gemeente", "ontvangen_door")
        .order_by("-ontvangen_op")
    )
    context = {
        "pagina": Paginator(queryset, PER_PAGINA).get_page(request.GET.get("pagina")),
        "open": queryset.open().count(),
    }
    template = "huisvesting/coa_import_list.html"
    return render(request, f"{template}#lijst" if request.htmx else template, context)


@require_http_methods(["GET", "POST"])
@policy(can_list_coa_imports)
def upload(request: HttpRequest) -> HttpResponse:
    """Read a file. Nothing about people is written before its preview is approved."""
    gemeenten = Gemeente.objects.actief().filter(pk__in=request.user.gemeente_ids(*CASEWORK))
    form = CoaLijstForm(request.POST or None, request.FILES or None, gemeenten=gemeenten)
    if request.method == "POST" and form.is_valid():
        bestand = form.cleaned_data["bestand"]

        def receive() -> tuple[str, CoaImport]:
            return "", receive_coa_lijst(
                gemeente=form.cleaned_data["gemeente"],
                # One byte more than is allowed is enough to know that it is too much.
                data=bestand.read(MAX_BYTES + 1),
                bestandsnaam=bestand.name,
                door=request.user,
            )

        try:
            return send_once(request, receive)
        except ValidationError as error:
            form.add_error("bestand", error)
    context = {
        "form": form,
        "kolommen": KOLOMMEN,
        "kruimels": (("COA-lijsten", reverse("huisvesting:coa_import_list")),),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "huisvesting/coa_import_upload.html", context, status=status)


@require_safe
@policy(can_list_coa_imports)
def example(request: HttpRequest) -> HttpResponse:
    """A list of invented people, to try with and to copy the columns from; its days follow the calendar."""
    lijst = move_datums(
        VOORBEELDLIJST.read_bytes(), ("Datum vergunning", "Datum koppeling"), timezone.localdate() - VOORBEELD_OUD
    )
    return FileResponse(BytesIO(lijst), as_attachment=True, filename="coa-voorbeeldlijst.csv")


# --- The preview ------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Regelweergave:
    """A row as the page shows it: the verdict, faults and remarks by column, changes as (column, old, new)."""

    regel: CoaImportregel
    naam: str
    meldingen: list[tuple[str, str]]
    wijzigingen: list[tuple[str, str, str]]


@dataclass(frozen=True)
class Sectie:
    """A part of the preview: the first rows, or with `?toon=` all of them in pages."""

    naam: str
    regels: list[Regelweergave]
    pagina: Page[CoaImportregel]


@require_safe
@policy(can_view_coa_import, CoaImport)
def coa_import_detail(request: HttpRequest, coa_import: CoaImport) -> HttpResponse:
    """Numbers first, then what needs a decision, then everything else folded."""
    if request.GET.get("formaat") == "csv":
        return _download_fouten(request, coa_import)
    regels = coa_import.regels.all()
    secties = {
        "fouten": regels.afgekeurd(),
        "wijzigingen": regels.met_wijziging(),
        "nieuw": regels.filter(oordeel=Oordeel.NIEUW),
        "ongewijzigd": regels.filter(oordeel=Oordeel.ONGEWIJZIGD),
    }
    toon = request.GET.get("toon", "")
    if toon in secties:
        getoond = {toon: _sectie(toon, secties[toon], coa_import, request.GET.get("pagina"))}
    else:
        toon, getoond = "", {naam: _sectie(naam, rijen, coa_import, None) for naam, rijen in secties.items()}
    vervallen = _vervallen(coa_import, request)
    log_inzage([coa_import, *_getoonde_huishoudens(coa_import, getoond, vervallen)], door=request.user)
    context = {
        "coa_import": coa_import,
        "samenvatting": coa_import.samenvatting,
        "secties": getoond,
        "toon": toon,
        "vervallen": vervallen,
        "is_open": coa_import.gesloten_op is None,
        "form": _confirm_form(coa_import)(),
        "vraag": _vraag(coa_import),
        "gevouwen": [(getoond.get("nieuw"), "nieuw"), (getoond.get("ongewijzigd"), "ongewijzigd")],
        "gevolgen": _gevolgen(coa_import),
        "kruimels": (("COA-lijsten", reverse("huisvesting:coa_import_list")),),
    }
    template = "huisvesting/coa_import_detail.html"
    return render(request, f"{template}#lijst" if request.htmx and toon else template, context)


def _sectie(naam: str, regels: Any, coa_import: CoaImport, nummer: str | None) -> Sectie:
    pagina = Paginator(regels, PER_PAGINA).get_page(nummer)
    return Sectie(naam, [_weergave(regel, coa_import) for regel in pagina.object_list], pagina)


def _weergave(regel: CoaImportregel, coa_import: CoaImport) -> Regelweergave:
    koppen = coa_import.samenvatting["koppen"]
    inhoud = json.loads(regel.inhoud) if regel.inhoud else {"naam": "", "wijzigingen": []}
    meldingen = [
        (name_kolom(melding, koppen), melding["melding"])
        for melding in regel.meldingen
        # With the values at hand, "this changes" says nothing.
        if melding["code"] != "wijziging" or not regel.inhoud
    ]
    return Regelweergave(regel, inhoud["naam"], meldingen, inhoud["wijzigingen"])


def _vervallen(coa_import: CoaImport, request: HttpRequest) -> list[Statushouder]:
    """The first of the people who were linked before and are not on the list."""
    keys = coa_import.samenvatting["vervallen_personen"][:PER_PAGINA]
    personen = Statushouder.objects.visible_to(request.user).filter(pk__in=keys)
    return list(personen.defer("v_nummer").select_related("huishouden").order_by("achternaam", "voornamen"))


def _getoonde_huishoudens(
    coa_import: CoaImport, secties: dict[str, Sectie], vervallen: list[Statushouder]
) -> list[Huishouden]:
    """The stored households of whom the page shows facts: for each a line that someone looked."""
    if coa_import.gesloten_op:
        return []
    nummers = {r.regel.huishoudnummer for sectie in secties.values() for r in sectie.regels if r.wijzigingen}
    zichtbaar = Q(huishoudnummer__in=nummers) | Q(pk__in={persoon.huishouden_id for persoon in vervallen})
    return list(Huishouden.objects.for_gemeente(coa_import.gemeente).filter(zichtbaar).select_related("gemeente"))


def _download_fouten(request: HttpRequest, coa_import: CoaImport) -> HttpResponse:
    regels = coa_import.regels.afgekeurd().defer("inhoud")
    response = HttpResponse(
        write_fouten(regels.iterator(), coa_import.samenvatting["koppen"]), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="coa-lijst-fouten.csv"'
    log(Gebeurtenis.UITVOER, onderwerp=coa_import, door=request.user, gegevens={"uitvoer": "fouten"})
    return response


# --- Applying, putting away -------------------------------------------------------------------------------------------
def _is_done(request: HttpRequest, coa_import: CoaImport) -> bool:
    """Someone comes back to a question that was answered. Who answers it again, reads that from the service."""
    return request.method == "GET" and coa_import.gesloten_op is not None


def _posted(request: HttpRequest) -> Any:
    """What was sent, also when a form without fields sent nothing; None on a GET."""
    return request.POST if request.method == "POST" else None


def _confirm_form(coa_import: CoaImport) -> type[forms.Form]:
    return BevestigLijstForm if coa_import.samenvatting["vraagt_bevestiging"] else forms.Form


def _vraag(coa_import: CoaImport) -> str:
    """What is asked when many people are missing from the list."""
    s = coa_import.samenvatting
    return f"{_personen(s['vervallen'])} van de {getal(s['eerder'])} die al gekoppeld waren, staan niet op deze lijst."


def _gevolgen(coa_import: CoaImport) -> tuple[str, ...]:
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


def _verandering(coa_import: CoaImport) -> str:
    s = coa_import.samenvatting
    return f"{_personen(s['nieuw'])} nieuw, {_personen(s['gewijzigd'])} gewijzigd"


def _kruimels(coa_import: CoaImport) -> tuple[tuple[str, str], ...]:
    return (
        ("COA-lijsten", reverse("huisvesting:coa_import_list")),
        (coa_import.bestandsnaam, coa_import.get_absolute_url()),
    )


@require_http_methods(["GET", "POST"])
@policy(can_view_coa_import, CoaImport)
def apply(request: HttpRequest, coa_import: CoaImport) -> HttpResponse:
    """Write what the preview showed."""
    if _is_done(request, coa_import):
        return redirect(coa_import)
    handeling = Handeling(
        "COA-lijst verwerken",
        "Lijst verwerken",
        coa_import.get_absolute_url(),
        _gevolgen(coa_import),
        kruimels=_kruimels(coa_import),
    )
    form = _confirm_form(coa_import)(_posted(request))
    return handle(
        request,
        handeling,
        form,
        lambda **bevestigd: apply_coa_import(coa_import=coa_import, door=request.user),
        lambda c: (f"Lijst verwerkt: {_verandering(c)}.", c),
    )


@require_http_methods(["GET", "POST"])
@policy(can_view_coa_import, CoaImport)
def discard(request: HttpRequest, coa_import: CoaImport) -> HttpResponse:
    """Put the list away, after reading what that means."""
    if _is_done(request, coa_import):
        return redirect(coa_import)
    handeling = Handeling(
        "COA-lijst wegleggen",
        "Lijst wegleggen",
        coa_import.get_absolute_url(),
        ("Er wordt niets verwerkt. Het bestand en de oordelen per rij worden verwijderd; de aantallen blijven staan.",),
        gevaarlijk=True,
        kruimels=_kruimels(coa_import),
    )
    service = partial(discard_coa_import, coa_import=coa_import, door=request.user)
    return handle(
        request,
        handeling,
        forms.Form(_posted(request)),
        service,
        lambda c: ("Lijst weggelegd. Er is niets verwerkt.", reverse("huisvesting:coa_import_list")),
    )
