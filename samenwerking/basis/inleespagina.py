"""The pages that every import shares: the lists, choosing a file, its columns, putting it away. What differs are the
words and addresses (`Inleespagina`), and the services that the views hand over."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from samenwerking.basis.handeling import Handeling, handle, posted, show_error
from samenwerking.basis.indelingform import IndelingForm, Kop
from samenwerking.basis.inleesstappen import KIEZEN, KOLOMMEN, make_stappen
from samenwerking.basis.versie import opened_with
from samenwerking.basis.verzending import send_once

PER_PAGINA = 50
ONTHOUDEN = "Thuisgever onthoudt uw keuze voor een volgend bestand met dezelfde kolommen."
Kruimels = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Inleespagina:
    """The words and addresses of one import.

    `routes` is what the names of its routes begin with (`{routes}_list`), `upload` the template of its first page,
    `titel` stands above the lists, `koppen` are the heads of the numbers there, `eenheid` counts files and `wachten`
    those that wait (weergave's aantal). One is `naam` in a title ("COA-lijst"), `kort` on a button ("Lijst"), `woord`
    in a sentence ("de lijst"); `inlezen` is the button that begins it, `lezen` the one that sends the file.
    """

    routes: str
    upload: str
    titel: str
    koppen: tuple[str, ...]
    eenheid: str
    wachten: str
    niets: str
    nog_geen: str
    leeg: str
    naam: str
    inlezen: str
    lezen: str
    kort: str
    woord: str

    def url(self, wat: str, inlezing: Any = None) -> str:
        return reverse(f"{self.routes}_{wat}", kwargs={"pk": inlezing.pk} if inlezing else None)

    def cells(self, *getallen: int | None) -> tuple[tuple[str, int | None], ...]:
        """The numbers of one file with their heads."""
        return tuple(zip(self.koppen, getallen, strict=True))

    def next_url(self, inlezing: Any) -> str:
        """Where a file that came in asks for a decision."""
        return self.url("indelen", inlezing) if inlezing.asks_kolommen else inlezing.get_absolute_url()


@dataclass(frozen=True)
class Lijstrij:
    """One file in the lists: what it is about, its numbers under their heads (None: not known), what it changed."""

    inlezing: Any
    over: tuple[str, ...]
    cellen: tuple[tuple[str, int | None], ...]
    veranderd: str


@dataclass(frozen=True)
class Kopknop:
    """A way on from a file that is done, above its page; one of them is `hoofd`."""

    url: str
    naam: str
    hoofd: bool = False


def show_lijsten(
    request: HttpRequest,
    pagina: Inleespagina,
    queryset: QuerySet[Any],
    make_rij: Callable[[Any], Lijstrij],
    kruimels: Kruimels = (),
) -> HttpResponse:
    """Every file that one may see, the latest first. In: the visible ones; how one of them is shown."""
    bladzijde = Paginator(queryset.defer("inhoud"), PER_PAGINA).get_page(request.GET.get("pagina"))
    context = {
        "soort": pagina,
        "pagina": bladzijde,
        "rijen": [make_rij(inlezing) for inlezing in bladzijde.object_list],
        "open": queryset.open().count(),
        "inlezen": pagina.url("upload"),
        "kruimels": kruimels,
    }
    template = "componenten/inlezen/lijsten.html"
    return render(request, f"{template}#lijst" if request.htmx else template, context)


def take_bestand(
    request: HttpRequest,
    pagina: Inleespagina,
    form: forms.Form,
    receive: Callable[[], Any],
    context: Mapping[str, Any],
) -> HttpResponse:
    """Show the form with the file field `bestand`; when it is sent and right, `receive()` keeps the file.

    Out: a redirect to where the file asks for a decision, or the form, with a sentence at its field when the file
    cannot be read.
    """
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            return send_once(request, lambda: ("", pagina.next_url(receive())))
        except ValidationError as error:
            if hasattr(error, "error_dict"):
                show_error(form, error, pagina.url("list"))
            else:
                form.add_error("bestand", error)
            status = getattr(error, "http_status", 422)
    context = {"form": form, "soort": pagina, "stappen": make_stappen(KIEZEN), **context}
    return render(request, pagina.upload, context, status=status)


@dataclass(frozen=True)
class Indeling:
    """What the page of the columns asks for: how its form is made (with what was sent), the services that keep the
    choice and that read another sheet, and a few values of each column where those name nobody; the work on the file
    that is busy or failed (as `find_werk` found it)."""

    make_form: Callable[..., IndelingForm]
    choose: Callable[..., Any]
    choose_blad: Callable[..., Any]
    werk: tuple[Any, Any]
    voorbeelden: Sequence[tuple[str, ...]] = ()

    @property
    def is_bezig(self) -> bool:
        """A worker is at the file."""
        return self.werk[0] is not None and self.werk[0].is_open

    @property
    def blad_fout(self) -> str:
        """Why the sheet that was asked for could not be read."""
        verwerking = self.werk[0]
        return verwerking.fout if verwerking and verwerking.soort == "blad" else ""


def ask_kolommen(
    request: HttpRequest, pagina: Inleespagina, inlezing: Any, indeling: Indeling, kruimels: Kruimels
) -> HttpResponse:
    """Say which header is which column, or first which sheet is read."""
    if is_done(request, inlezing) or (request.method == "GET" and (indeling.is_bezig or not inlezing.koppen)):
        return redirect(inlezing)
    blad_fout = indeling.blad_fout if request.method == "GET" else ""
    if request.method == "POST" and "blad" in request.POST:
        lees = partial(indeling.choose_blad, blad=request.POST["blad"])
        try:
            return send_once(request, lambda: ("", pagina.url("indelen", lees())))
        except ValidationError as error:
            blad_fout = " ".join(error.messages)
    terug = pagina.url("list") if inlezing.asks_kolommen else inlezing.get_absolute_url()
    titel = f"Kolommen van {inlezing.bestandsnaam}"
    handeling = Handeling(titel, "Kolommen opslaan", terug, (ONTHOUDEN,), kruimels=kruimels)
    gestuurd = posted(request) if "blad" not in request.POST else None
    form = indeling.make_form(gestuurd, inlezing=inlezing)

    def nu() -> dict[str, Any]:
        return opened_with(indeling.make_form(inlezing=_lock(inlezing)))

    return handle(
        request,
        handeling,
        form,
        indeling.choose,
        lambda nieuw: (f"Kolommen opgeslagen. Bekijk nu wat {pagina.woord} verandert.", nieuw),
        {
            "soort": pagina,
            "inlezing": inlezing,
            "blad_fout": blad_fout,
            "koppen": _describe_koppen(form, inlezing, indeling),
            "weg": pagina.url("discard", inlezing),
            "stappen": make_stappen(KOLOMMEN),
        },
        nu=nu,
        template="componenten/inlezen/kolommen.html",
    )


def _lock(inlezing: Any) -> Any:
    return type(inlezing)._default_manager.select_for_update(of=("self",)).get(pk=inlezing.pk)


def _describe_koppen(form: IndelingForm, inlezing: Any, indeling: Indeling) -> list[Kop]:
    """What stands in the file, with what each header is used for as the form says it now."""
    gekozen = {form[naam].value(): label for naam, label in form.labels.items()}
    voorbeelden = [*indeling.voorbeelden, *[()] * len(inlezing.koppen)]
    return [
        Kop(letter, kop, gekozen.get(kop, ""), waarden)
        for (letter, kop), waarden in zip(inlezing.letter_koppen(), voorbeelden, strict=False)
    ]


def ask_discard(
    request: HttpRequest,
    pagina: Inleespagina,
    inlezing: Any,
    discard: Callable[[], Any],
    gevolg: str,
    melding: str,
    kruimels: Kruimels,
) -> HttpResponse:
    """Put a file away, after reading what that means."""
    if is_done(request, inlezing):
        return redirect(inlezing)
    handeling = Handeling(
        f"{pagina.naam} wegleggen",
        f"{pagina.kort} wegleggen",
        inlezing.get_absolute_url(),
        (gevolg,),
        gevaarlijk=True,
        kruimels=kruimels,
    )
    return handle(request, handeling, forms.Form(posted(request)), discard, lambda _: (melding, pagina.url("list")))


def is_done(request: HttpRequest, inlezing: Any) -> bool:
    """Someone comes back to a question that was answered. Who answers it again, reads that from the service."""
    return request.method == "GET" and not inlezing.is_open


# --- What is wrong, by kind -------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Foutregel:
    """One fault: where it is, whose row, and the sentence."""

    rij: int
    cel: str
    kolom: str
    wie: str
    zin: str


@dataclass(frozen=True)
class Foutgroep:
    """All faults of one kind: the first of them, and the address of the others when there are more."""

    titel: str
    advies: str
    aantal: int
    regels: list[Foutregel]
    meer: str = ""


def group_fouten(fouten: Iterable[tuple[str, Foutregel]]) -> dict[str, list[Foutregel]]:
    """Faults by their kind, the kind that occurs most first. In: (kind, fault)."""
    groepen: dict[str, list[Foutregel]] = {}
    for soort, fout in fouten:
        groepen.setdefault(soort, []).append(fout)
    return dict(sorted(groepen.items(), key=lambda groep: -len(groep[1])))
