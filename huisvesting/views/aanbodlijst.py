"""Sheets of homes: what came in, reading one, its preview, applying it or putting it away."""

from datetime import timedelta
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from huisvesting.forms.aanbodlijst import AanbodlijstForm
from huisvesting.models import Aanbodlijst, Aanbodlijstregel, Rijuitkomst
from huisvesting.policies import can_list_aanbod, can_register_aanbod, can_view_aanbodlijst
from huisvesting.regels.aanbodlijst import KOLOMMEN
from huisvesting.resources import name_kolom_aanbod, write_aanbodfouten
from huisvesting.services.aanbodlijst import apply_aanbodlijst, discard_aanbodlijst, receive_aanbodlijst
from huisvesting.views.handeling import Handeling, handle, posted, woningen_kruimels
from samenwerking.basis.toegang import policy
from samenwerking.basis.verzending import send_once
from samenwerking.inlezen import MAX_BYTES, move_datums
from samenwerking.models import Gebeurtenis
from samenwerking.services.logboek import log

PER_PAGINA = 50
VOORBEELDLIJST = Path(__file__).resolve().parent.parent / "data" / "aanbod_voorbeeld.csv"
# Its last day lies this far ahead, so that none of its homes is free already.
VOORBEELD_VOORUIT = timedelta(weeks=9)
SECTIES = (
    (Rijuitkomst.FOUT, "fouten"),
    (Rijuitkomst.NIEUW, "nieuw"),
    (Rijuitkomst.AL_GEMELD, "al-gemeld"),
)


def _woningen(aantal: int) -> str:
    return "1 woning" if aantal == 1 else f"{aantal} woningen"


def _kruimels(request: HttpRequest, lijst: Aanbodlijst | None = None) -> tuple[tuple[str, str], ...]:
    lijsten = (*woningen_kruimels(request.user), ("Lijsten", reverse("huisvesting:aanbodlijst_list")))
    return (*lijsten, (lijst.bestandsnaam, lijst.get_absolute_url())) if lijst else lijsten


@require_safe
@policy(can_list_aanbod)
def aanbodlijst_list(request: HttpRequest) -> HttpResponse:
    """Every sheet that one may see, the latest first."""
    queryset = (
        Aanbodlijst.objects.visible_to(request.user)
        .defer("inhoud")
        .select_related("gemeente", "corporatie", "ontvangen_door")
    )
    context = {
        "pagina": Paginator(queryset, PER_PAGINA).get_page(request.GET.get("pagina")),
        "open": queryset.open().count(),
        "kruimels": woningen_kruimels(request.user),
    }
    template = "huisvesting/aanbodlijst_list.html"
    return render(request, f"{template}#lijst" if request.htmx else template, context)


@require_http_methods(["GET", "POST"])
@policy(can_register_aanbod)
def upload(request: HttpRequest) -> HttpResponse:
    """Read a file. No home is reported before its preview is approved."""
    form = AanbodlijstForm(posted(request), request.FILES or None, gebruiker=request.user)
    if request.method == "POST" and form.is_valid():
        bestand = form.cleaned_data["bestand"]

        def receive() -> tuple[str, Aanbodlijst]:
            return "", receive_aanbodlijst(
                corporatie=form.cleaned_data["corporatie"],
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
    context = {"form": form, "kolommen": KOLOMMEN, "kruimels": _kruimels(request)}
    status = 422 if request.method == "POST" else 200
    return render(request, "huisvesting/aanbodlijst_upload.html", context, status=status)


@require_safe
@policy(can_register_aanbod)
def example(request: HttpRequest) -> HttpResponse:
    """A sheet of invented homes, to try with and to copy the columns from; its days follow the calendar."""
    lijst = move_datums(
        VOORBEELDLIJST.read_bytes(), ("Beschikbaar vanaf", "Optie tot"), timezone.localdate() + VOORBEELD_VOORUIT
    )
    return FileResponse(BytesIO(lijst), as_attachment=True, filename="woningen-voorbeeldlijst.csv")


@require_safe
@policy(can_view_aanbodlijst, Aanbodlijst)
def aanbodlijst_detail(request: HttpRequest, lijst: Aanbodlijst) -> HttpResponse:
    """Numbers first, then what is wrong, then everything else folded."""
    if request.GET.get("formaat") == "csv":
        return _download_fouten(request, lijst)
    context = {
        "lijst": lijst,
        "samenvatting": lijst.samenvatting,
        "rijen": sum(lijst.samenvatting[oordeel] for oordeel, _ in SECTIES),
        "secties": {naam.replace("-", "_"): _sectie(lijst, oordeel) for oordeel, naam in SECTIES},
        "is_open": lijst.gesloten_op is None,
        "gevolgen": _gevolgen(lijst),
        "kruimels": _kruimels(request),
    }
    return render(request, "huisvesting/aanbodlijst_detail.html", context)


def _sectie(lijst: Aanbodlijst, oordeel: str) -> list[dict[str, Any]]:
    """The rows with this verdict, with the column of each remark as the file calls it."""
    koppen = lijst.samenvatting["koppen"]
    return [
        {"regel": regel, "meldingen": [(name_kolom_aanbod(m, koppen), m["melding"]) for m in regel.meldingen]}
        for regel in lijst.regels.filter(oordeel=oordeel).select_related("aanbod__woning")
    ]


def _download_fouten(request: HttpRequest, lijst: Aanbodlijst) -> HttpResponse:
    regels = Aanbodlijstregel.objects.filter(lijst=lijst, oordeel=Rijuitkomst.FOUT)
    inhoud = write_aanbodfouten(regels, lijst.samenvatting["koppen"])
    response = HttpResponse(inhoud, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="woningen-fouten.csv"'
    log(Gebeurtenis.UITVOER, onderwerp=lijst, door=request.user, gegevens={"uitvoer": "fouten"})
    return response


def _gevolgen(lijst: Aanbodlijst) -> tuple[str, ...]:
    """What applying the sheet does, in sentences."""
    s = lijst.samenvatting
    delen = (
        (s[Rijuitkomst.NIEUW], f"wordt gemeld aan {lijst.gemeente}.", f"worden gemeld aan {lijst.gemeente}."),
        (s[Rijuitkomst.AL_GEMELD], "is al gemeld en blijft zoals zij is.", "zijn al gemeld en blijven zoals ze zijn."),
        (s[Rijuitkomst.FOUT], "wordt overgeslagen.", "worden overgeslagen."),
    )
    zinnen = [f"{_woningen(n)} {een if n == 1 else meer}" for n, een, meer in delen if n]
    return tuple(zinnen) if s[Rijuitkomst.NIEUW] else ("Er verandert niets.", *zinnen)


def _is_done(request: HttpRequest, lijst: Aanbodlijst) -> bool:
    """Someone comes back to a question that was answered. Who answers it again, reads that from the service."""
    return request.method == "GET" and lijst.gesloten_op is not None


@require_http_methods(["GET", "POST"])
@policy(can_view_aanbodlijst, Aanbodlijst)
def apply(request: HttpRequest, lijst: Aanbodlijst) -> HttpResponse:
    """Report what the preview showed."""
    if _is_done(request, lijst):
        return redirect(lijst)
    handeling = Handeling(
        "Lijst met woningen verwerken",
        "Lijst verwerken",
        lijst.get_absolute_url(),
        _gevolgen(lijst),
        kruimels=_kruimels(request, lijst),
    )
    service = partial(apply_aanbodlijst, lijst=lijst, door=request.user)
    return handle(
        request,
        handeling,
        forms.Form(posted(request)),
        service,
        lambda x: (f"Lijst verwerkt. Nieuw gemeld: {_woningen(x.samenvatting[Rijuitkomst.NIEUW])}.", x),
    )


@require_http_methods(["GET", "POST"])
@policy(can_view_aanbodlijst, Aanbodlijst)
def discard(request: HttpRequest, lijst: Aanbodlijst) -> HttpResponse:
    """Put the sheet away, after reading what that means."""
    if _is_done(request, lijst):
        return redirect(lijst)
    handeling = Handeling(
        "Lijst met woningen wegleggen",
        "Lijst wegleggen",
        lijst.get_absolute_url(),
        ("Er wordt niets gemeld. Het bestand en de oordelen per rij worden verwijderd; de aantallen blijven staan.",),
        gevaarlijk=True,
        kruimels=_kruimels(request, lijst),
    )
    service = partial(discard_aanbodlijst, lijst=lijst, door=request.user)
    doel = reverse("huisvesting:aanbodlijst_list")
    return handle(
        request,
        handeling,
        forms.Form(posted(request)),
        service,
        lambda x: ("Lijst weggelegd. Er is niets gemeld.", doel),
    )
