"""Sheets of homes: what came in, reading one, its columns, its preview, applying it or putting it away."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from django import forms
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
from huisvesting.services.aanbodlijst import (
    apply_aanbodlijst,
    choose_aanbod_kolommen,
    discard_aanbodlijst,
    receive_aanbodlijst,
)
from huisvesting.services.aanbodlijst_verwerken import AANBOD_WERK, receive_aanbodlijst_later
from huisvesting.tasks import hand_out
from huisvesting.views.handeling import Handeling, handle, posted, woningen_kruimels
from samenwerking.basis.indelingform import IndelingForm
from samenwerking.basis.inleespagina import (
    Foutgroep,
    Foutregel,
    Indeling,
    Inleespagina,
    Kopknop,
    Lijstrij,
    ask_discard,
    ask_kolommen,
    group_fouten,
    is_done,
    show_lijsten,
    take_bestand,
)
from samenwerking.basis.inleeswerkpagina import ask_again, ask_cancel, show_werk
from samenwerking.basis.toegang import policy
from samenwerking.inlezen import MAX_BYTES, move_datums
from samenwerking.models import Gebeurtenis, Inleesstatus
from samenwerking.services.inleeswerk import find_werk
from samenwerking.services.inlezing import bewaard_tot, find_tabel, name_kolommen, propose_toewijzing, sample_koppen
from samenwerking.services.logboek import log
from samenwerking.services.quotum import check_quotum
from samenwerking.services.verwerking import find_open

VOORBEELDLIJST = Path(__file__).resolve().parent.parent / "data" / "aanbod_voorbeeld.csv"
# Its last day lies this far ahead, so that none of its homes is free already.
VOORBEELD_VOORUIT = timedelta(weeks=9)
SECTIES = (
    (Rijuitkomst.FOUT, "fouten"),
    (Rijuitkomst.NIEUW, "nieuw"),
    (Rijuitkomst.AL_GEMELD, "al_gemeld"),
)
# An address stands in one column or in two.
ADRES = (("adres",), ("straat", "huisnummer"))

LIJSTEN = Inleespagina(
    routes="huisvesting:aanbodlijst",
    upload="huisvesting/aanbodlijst_upload.html",
    titel="Lijsten met woningen",
    koppen=("Nieuw", "Al gemeld", "Fout"),
    eenheid="lijst,lijsten",
    wachten="lijst wacht,lijsten wachten",
    niets="Meld veel woningen tegelijk, met een bestand uit Excel.",
    nog_geen="Er is nog geen lijst ingelezen",
    leeg="Hebt u veel woningen tegelijk? Zet ze in een bestand en lees dat in. U ziet eerst wat er gebeurt; "
    "daarna beslist u.",
    naam="Lijst met woningen",
    inlezen="Lijst inlezen",
    lezen="Lijst lezen",
    kort="Lijst",
    woord="de lijst",
)


def _woningen(aantal: int) -> str:
    return "1 woning" if aantal == 1 else f"{aantal} woningen"


def _kruimels(request: HttpRequest, lijst: Aanbodlijst | None = None) -> tuple[tuple[str, str], ...]:
    lijsten = (*woningen_kruimels(request.user), ("Lijsten", LIJSTEN.url("list")))
    return (*lijsten, (lijst.bestandsnaam, lijst.get_absolute_url())) if lijst else lijsten


# --- The lists --------------------------------------------------------------------------------------------------------
@require_safe
@policy(can_list_aanbod)
def aanbodlijst_list(request: HttpRequest) -> HttpResponse:
    """Every sheet that one may see, the latest first."""
    related = ("gemeente", "corporatie", "ontvangen_door", "gesloten_door")
    queryset = Aanbodlijst.objects.visible_to(request.user).select_related(*related)
    return show_lijsten(request, LIJSTEN, queryset, _make_rij, woningen_kruimels(request.user))


def _make_rij(lijst: Aanbodlijst) -> Lijstrij:
    getallen = [lijst.samenvatting[u] if lijst.toewijzing else None for u in ("nieuw", "al_gemeld", "fout")]
    return Lijstrij(lijst, (f"{lijst.corporatie}, {lijst.gemeente}",), LIJSTEN.cells(*getallen), _say_veranderd(lijst))


def _say_veranderd(lijst: Aanbodlijst) -> str:
    """What a sheet changed in what is offered."""
    if lijst.status != Inleesstatus.VERWERKT:
        return "Niets"
    nieuw = lijst.samenvatting[Rijuitkomst.NIEUW]
    return f"{_woningen(nieuw)} gemeld" if nieuw else "Niets: alle woningen waren al gemeld"


# --- Choosing a file, and its columns ---------------------------------------------------------------------------------
@require_http_methods(["GET", "POST"])
@policy(can_register_aanbod)
def upload(request: HttpRequest) -> HttpResponse:
    """Read a file. No home is reported before its preview is approved."""
    form = AanbodlijstForm(posted(request), request.FILES or None, gebruiker=request.user)

    def receive() -> Aanbodlijst:
        velden = form.cleaned_data
        check_quotum(door=request.user, gemeente=velden["gemeente"])
        return AANBOD_WERK.take_in(
            receive_aanbodlijst,
            receive_aanbodlijst_later,
            hand_out,
            corporatie=velden["corporatie"],
            gemeente=velden["gemeente"],
            # One byte more than is allowed is enough to know that it is too much.
            data=velden["bestand"].read(MAX_BYTES + 1),
            bestandsnaam=velden["bestand"].name,
            door=request.user,
        )

    context = {
        "nu": "U ziet eerst wat er gebeurt. Er wordt niets gemeld voordat u dat goed vindt.",
        "kolommen": KOLOMMEN,
        "kruimels": _kruimels(request),
    }
    return take_bestand(request, LIJSTEN, form, receive, context)


@require_safe
@policy(can_register_aanbod)
def example(request: HttpRequest) -> HttpResponse:
    """A sheet of invented homes, to try with and to copy the columns from; its days follow the calendar."""
    lijst = move_datums(
        VOORBEELDLIJST.read_bytes(), ("Beschikbaar vanaf", "Optie tot"), timezone.localdate() + VOORBEELD_VOORUIT
    )
    return FileResponse(BytesIO(lijst), as_attachment=True, filename="woningen-voorbeeldlijst.csv")


@require_http_methods(["GET", "POST"])
@policy(can_view_aanbodlijst, Aanbodlijst)
def arrange(request: HttpRequest, lijst: Aanbodlijst) -> HttpResponse:
    """Say which header of the sheet is which column."""

    def make_form(data: Any = None, *, inlezing: Aanbodlijst) -> IndelingForm:
        return IndelingForm(
            data,
            koppen=[(letter, kop) for letter, kop in inlezing.letter_koppen() if kop],
            kolommen=KOLOMMEN,
            voorstel=inlezing.toewijzing or propose_toewijzing(inlezing.koppen, KOLOMMEN),
            een_van=ADRES,
        )

    def choose(**toewijzing: str) -> Aanbodlijst:
        return choose_aanbod_kolommen(lijst=lijst, toewijzing=toewijzing, door=request.user)

    tabel = find_tabel(lijst)
    indeling = Indeling(
        make_form,
        choose,
        partial(AANBOD_WERK.switch_blad, lijst, door=request.user, hand_out=hand_out),
        find_werk(lijst),
        sample_koppen(tabel) if tabel else (),
    )
    return ask_kolommen(request, LIJSTEN, lijst, indeling, _kruimels(request, lijst))


# --- One sheet --------------------------------------------------------------------------------------------------------
@require_safe
@policy(can_view_aanbodlijst, Aanbodlijst)
def aanbodlijst_detail(request: HttpRequest, lijst: Aanbodlijst) -> HttpResponse:
    """Numbers first, then what is wrong, then everything else folded."""
    if request.GET.get("formaat") == "csv":
        return _download_fouten(request, lijst)
    verwerking, _ = gevonden = find_werk(lijst)
    if lijst.asks_kolommen and not (verwerking and verwerking.is_open):
        return redirect("huisvesting:aanbodlijst_indelen", lijst.pk)
    regels = list(lijst.regels.select_related("aanbod__woning"))
    context = {
        **show_werk(LIJSTEN, lijst, gevonden),
        "lijst": lijst,
        "inlezing": lijst,
        "soort": LIJSTEN,
        "samenvatting": lijst.samenvatting,
        "rijen": sum(lijst.samenvatting[oordeel] for oordeel, _ in SECTIES),
        "secties": {naam: [_show(lijst, r) for r in regels if r.oordeel == oordeel] for oordeel, naam in SECTIES},
        "groepen": _group_fouten(lijst, regels),
        "is_open": lijst.is_open,
        "form": "",
        "in_voorbeeld": lijst.status == Inleesstatus.VOORBEELD,
        "inlezen": LIJSTEN.url("upload"),
        "gevolgen": _say_gevolgen(lijst),
        "veranderd": _say_veranderd(lijst),
        "verwerken": LIJSTEN.url("apply", lijst),
        "kolommen": LIJSTEN.url("indelen", lijst),
        "weg": LIJSTEN.url("discard", lijst),
        "bewaard_tot": bewaard_tot(lijst),
        "gebruikt": name_kolommen(lijst, KOLOMMEN),
        "knoppen": [] if lijst.is_open else [Kopknop(reverse("huisvesting:aanbod_list"), "Bekijk de woningen", True)],
        "kruimels": _kruimels(request),
    }
    return render(request, "huisvesting/aanbodlijst_detail.html", context)


def _show(lijst: Aanbodlijst, regel: Aanbodlijstregel) -> dict[str, Any]:
    """A row, with the column of each remark as the file calls it."""
    return {
        "regel": regel,
        "meldingen": [(name_kolom_aanbod(m, lijst.toewijzing), m["melding"]) for m in regel.meldingen],
    }


def _group_fouten(lijst: Aanbodlijst, regels: list[Aanbodlijstregel]) -> list[Foutgroep]:
    """What is wrong by kind; of a sheet of homes the sentence is the kind."""

    def walk() -> Iterator[tuple[str, Foutregel]]:
        for regel in regels:
            for m in regel.meldingen if regel.oordeel == Rijuitkomst.FOUT else ():
                cel = lijst.cel(m["kolom"], regel.rij)
                kolom = name_kolom_aanbod(m, lijst.toewijzing)
                yield m["melding"], Foutregel(regel.rij, cel, kolom, regel.adres, m["melding"])

    return [Foutgroep(zin, "", len(fouten), fouten) for zin, fouten in group_fouten(walk()).items()]


def _download_fouten(request: HttpRequest, lijst: Aanbodlijst) -> HttpResponse:
    regels = Aanbodlijstregel.objects.filter(lijst=lijst, oordeel=Rijuitkomst.FOUT)
    inhoud = write_aanbodfouten(regels, lijst.toewijzing)
    response = HttpResponse(inhoud, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="woningen-fouten.csv"'
    log(Gebeurtenis.UITVOER, onderwerp=lijst, door=request.user, gegevens={"uitvoer": "fouten"})
    return response


def _say_gevolgen(lijst: Aanbodlijst) -> tuple[str, ...]:
    """What applying the sheet does, in sentences."""
    s = lijst.samenvatting
    delen = (
        (s[Rijuitkomst.NIEUW], f"wordt gemeld aan {lijst.gemeente}.", f"worden gemeld aan {lijst.gemeente}."),
        (s[Rijuitkomst.AL_GEMELD], "is al gemeld en blijft zoals zij is.", "zijn al gemeld en blijven zoals ze zijn."),
        (s[Rijuitkomst.FOUT], "wordt overgeslagen.", "worden overgeslagen."),
    )
    zinnen = [f"{_woningen(n)} {een if n == 1 else meer}" for n, een, meer in delen if n]
    return tuple(zinnen) if s[Rijuitkomst.NIEUW] else ("Er verandert niets.", *zinnen)


# --- Applying, putting away -------------------------------------------------------------------------------------------
@require_http_methods(["GET", "POST"])
@policy(can_view_aanbodlijst, Aanbodlijst)
def apply(request: HttpRequest, lijst: Aanbodlijst) -> HttpResponse:
    """Report what the preview showed."""
    if is_done(request, lijst) or (request.method == "GET" and not lijst.toewijzing):
        return redirect(lijst)
    handeling = Handeling(
        "Lijst met woningen verwerken",
        "Lijst verwerken",
        lijst.get_absolute_url(),
        _say_gevolgen(lijst),
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
    return ask_discard(
        request,
        LIJSTEN,
        lijst,
        partial(discard_aanbodlijst, lijst=lijst, door=request.user),
        "Er wordt niets gemeld. Het bestand en de oordelen per rij worden verwijderd; de aantallen blijven staan.",
        "Lijst weggelegd. Er is niets gemeld.",
        _kruimels(request, lijst),
    )


# --- In the hands of a worker -----------------------------------------------------------------------------------------
@require_http_methods(["GET", "POST"])
@policy(can_view_aanbodlijst, Aanbodlijst)
def cancel(request: HttpRequest, lijst: Aanbodlijst) -> HttpResponse:
    """Call off what a worker does with this sheet."""
    service = partial(AANBOD_WERK.cancel, inlezing=lijst, door=request.user)
    return ask_cancel(request, LIJSTEN, lijst, service, _kruimels(request, lijst), bezig=find_open(lijst) is not None)


@require_http_methods(["GET", "POST"])
@policy(can_view_aanbodlijst, Aanbodlijst)
def again(request: HttpRequest, lijst: Aanbodlijst) -> HttpResponse:
    """Read the file after all."""

    def read() -> None:
        hand_out(AANBOD_WERK.read_again(inlezing=lijst, door=request.user))

    return ask_again(request, LIJSTEN, lijst, read, _kruimels(request, lijst))
