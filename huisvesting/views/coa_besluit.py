"""What a person decides about a COA list: rows in doubt, rows to mend, and undoing it all."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from huisvesting.forms.coa_besluit import TwijfelForm, VerbeteringForm, Vraag
from huisvesting.models import CoaImport, CoaImportregel, Oordeel, Statushouder
from huisvesting.policies import can_view_coa_import
from huisvesting.regels.coa_lijst import EIGEN_KOPPEN
from huisvesting.regels.coa_twijfel import Rijkeuzes
from huisvesting.resources import name_kolom
from huisvesting.services.coa_besluit import decide_rijen
from huisvesting.services.coa_terugdraaien import Terugdraaiing, preview_undo, undo_coa_import
from huisvesting.services.coa_verbeteren import read_overgeslagen
from huisvesting.views.coa_vervolg import may_mend
from huisvesting.views.coa_verwerken import coa_kruimels, take_in
from huisvesting.views.coapagina import COA_LIJSTEN
from huisvesting.views.handeling import Handeling, handle, posted
from samenwerking.basis.inleespagina import take_bestand
from samenwerking.basis.toegang import policy
from samenwerking.inlezen import MAX_BYTES
from samenwerking.inlezen.tabel import getal
from samenwerking.models import Gebeurtenis, Gebruiker
from samenwerking.resources import write_csv, write_xlsx
from samenwerking.services.logboek import log

# So many questions on one page; those without an answer come first.
MAX_VRAGEN = 50
VERBETEREN = "Alleen de rijen die eerder zijn overgeslagen. De rest van de lijst blijft zoals die is."
FORMATEN = {
    "xlsx": (write_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (write_csv, "text/csv; charset=utf-8"),
}


def _count(aantal: int, een: str, meer: str) -> str:
    return f"{getal(aantal)} {een if aantal == 1 else meer}"


# --- Rows in doubt ----------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Kant:
    """One side of a doubt, a row of the list or a person who is known: its name, and the facts to compare."""

    kop: str
    feiten: Mapping[str, str]


@dataclass(frozen=True)
class Geval:
    """A question as the page shows it: which rows, why, both sides (per fact its values), and the field."""

    titel: str
    waarom: tuple[str, ...]
    koppen: tuple[str, ...]
    feiten: tuple[tuple[str, tuple[str, ...], bool], ...]
    veld: Any


@require_http_methods(["GET", "POST"])
@policy(can_view_coa_import, CoaImport)
def decide(request: HttpRequest, coa_import: CoaImport) -> HttpResponse:
    """Choose for each row in doubt what happens with it; or for some of them, and for the others later."""
    regels = _load_regels(coa_import, request.POST)
    if request.method == "GET" and (not coa_import.is_open or not regels):
        return redirect(coa_import)
    bekenden = _load_bekenden(regels, request.user)
    form = TwijfelForm(posted(request), vragen=[_make_vraag(samen) for samen in regels])
    handeling = Handeling(
        "Kies wat er gebeurt met rijen in twijfel",
        "Keuzes opslaan",
        coa_import.get_absolute_url(),
        kruimels=coa_kruimels(coa_import),
        toont=tuple({persoon.huishouden_id: persoon.huishouden for persoon in bekenden.values()}.values()),
    )

    def save(**antwoorden: str) -> int:
        keuzes = form.find_keuzes()
        if keuzes:
            decide_rijen(coa_import=coa_import, keuzes=keuzes, door=request.user)
        return len(keuzes)

    context = {
        "coa_import": coa_import,
        "gevallen": [
            _show(samen, bekenden, form[vraag.veld]) for samen, vraag in zip(regels, form.vragen.values(), strict=True)
        ],
        "wachten": coa_import.regels.filter(oordeel=Oordeel.TWIJFEL).count(),
        "meer": len(regels) == MAX_VRAGEN,
    }
    klaar = partial(_say_decided, coa_import)
    return handle(request, handeling, form, save, klaar, context, template="huisvesting/coa_beslissen.html")


def _say_decided(coa_import: CoaImport, aantal: int) -> tuple[str, CoaImport]:
    if not aantal:
        return "U hebt niets anders gekozen.", coa_import
    return f"Uw keuze is opgeslagen voor {_count(aantal, 'rij', 'rijen')}. Bekijk het nieuwe voorbeeld.", coa_import


def _load_regels(coa_import: CoaImport, gestuurd: Mapping[str, Any]) -> list[list[CoaImportregel]]:
    """The rows in doubt, those that are decided together side by side: of what was sent, or the first of all."""
    regels = coa_import.regels.in_twijfel().exclude(inhoud="")
    if eerste := [int(veld[4:]) for veld in gestuurd if veld.startswith("rij_") and veld[4:].isdigit()]:
        regels = regels.filter(rij__in=eerste)
    sleutels = islice(dict.fromkeys(tuple(_read(regel)["rijen"]) for regel in regels), MAX_VRAGEN)
    gevonden = {rijen: [] for rijen in sleutels}
    alle = coa_import.regels.in_twijfel().filter(rij__in=[rij for rijen in gevonden for rij in rijen])
    for regel in sorted(alle, key=lambda regel: regel.rij):
        gevonden[tuple(_read(regel)["rijen"])].append(regel)
    return list(gevonden.values())


def _read(regel: CoaImportregel) -> dict[str, Any]:
    return json.loads(regel.inhoud)["twijfel"]


def _make_vraag(regels: Iterable[CoaImportregel]) -> Vraag:
    rijen = tuple(
        Rijkeuzes(regel.rij, tuple(_read(regel)["soorten"]), tuple(_read(regel)["keuzes"])) for regel in regels
    )
    return Vraag(rijen, {regel.rij: regel.keuze for regel in regels})


def _load_bekenden(regels: Iterable[Iterable[CoaImportregel]], gebruiker: Gebruiker) -> dict[str, Statushouder]:
    """The stored people whom the rows are about, by their key."""
    sleutels = {_read(regel)["persoon"] for samen in regels for regel in samen} - {""}
    personen = Statushouder.objects.visible_to(gebruiker).filter(pk__in=sleutels)
    return {str(persoon.pk): persoon for persoon in personen.select_related("huishouden__gemeente")}


def _show(regels: list[CoaImportregel], bekenden: Mapping[str, Statushouder], veld: Any) -> Geval:
    kanten = [_side_of_rij(regel) for regel in regels]
    sleutels = dict.fromkeys(_read(regel)["persoon"] for regel in regels)
    kanten += [_side_of_persoon(bekenden[pk]) for pk in sleutels if pk in bekenden]
    feiten = ((naam, tuple(kant.feiten[naam] for kant in kanten)) for naam in kanten[0].feiten)
    waarom = dict.fromkeys(m["melding"] for r in regels for m in r.meldingen if m["code"] in _read(r)["soorten"])
    return Geval(
        titel=" en ".join(f"rij {getal(regel.rij)}" for regel in regels).capitalize(),
        waarom=tuple(waarom),
        koppen=tuple(kant.kop for kant in kanten),
        feiten=tuple((naam, waarden, len(set(waarden)) > 1) for naam, waarden in feiten),
        veld=veld,
    )


def _side_of_rij(regel: CoaImportregel) -> Kant:
    twijfel = _read(regel)
    naam = ", ".join(deel for deel in (twijfel["achternaam"], twijfel["voornamen"]) if deel)
    return Kant(
        f"Rij {getal(regel.rij)} van de lijst",
        _facts(naam, twijfel["geboortedatum"], regel.v_nummer_masker, regel.huishoudnummer),
    )


def _side_of_persoon(persoon: Statushouder) -> Kant:
    geboren, nummer = f"{persoon.geboortedatum:%d-%m-%Y}", persoon.huishouden.huishoudnummer
    return Kant("Nu in Thuisgever", _facts(str(persoon), geboren, persoon.v_nummer_masker, nummer))


def _facts(naam: str, geboren: str, v_nummer: str, huishouden: str) -> dict[str, str]:
    return {"Naam": naam, "Geboortedatum": geboren, "V-nummer": v_nummer, "Huishouden": huishouden}


# --- Rows to mend -----------------------------------------------------------------------------------------------------
@require_safe
@policy(can_view_coa_import, CoaImport)
def leftover(request: HttpRequest, coa_import: CoaImport) -> HttpResponse:
    """The rows that were left out, as a spreadsheet: with their own headers and cells, and what is wrong."""
    formaat = request.GET.get("formaat", "xlsx")
    formaat = formaat if formaat in FORMATEN else "xlsx"
    try:
        over = read_overgeslagen(coa_import)
    except ValidationError as fout:
        messages.error(request, " ".join(fout.messages))
        return redirect(coa_import)
    schrijf, soort = FORMATEN[formaat]
    rijen = ((regel.rij, _say_mis(regel, coa_import.toewijzing), *cellen) for regel, cellen in over.rijen)
    if formaat == "csv":
        rijen = ([f"{c:%d-%m-%Y}" if hasattr(c, "strftime") else c for c in rij] for rij in rijen)
    inhoud = schrijf([*EIGEN_KOPPEN, *over.koppen], rijen)
    gegevens = {"uitvoer": "overgeslagen", "formaat": formaat, "personen": len(over.rijen)}
    log(Gebeurtenis.UITVOER, onderwerp=coa_import, door=request.user, gegevens=gegevens)
    naam = f'attachment; filename="coa-lijst-overgeslagen.{formaat}"'
    return HttpResponse(inhoud, content_type=soort, headers={"Content-Disposition": naam})


def _say_mis(regel: CoaImportregel, koppen: Mapping[str, str]) -> str:
    zinnen = ((name_kolom(melding, koppen), melding["melding"]) for melding in regel.meldingen)
    return " ".join(f"{kolom}: {zin}" if kolom else zin for kolom, zin in zinnen)


@require_http_methods(["GET", "POST"])
@policy(can_view_coa_import, CoaImport)
def mend(request: HttpRequest, coa_import: CoaImport) -> HttpResponse:
    """Hand in only the rows that were left out, mended."""
    if request.method == "GET" and not may_mend(coa_import):
        return redirect(coa_import)
    form = VerbeteringForm(posted(request), request.FILES or None)

    def receive() -> CoaImport:
        bestand = form.cleaned_data["bestand"]
        return take_in(
            request,
            gemeente=coa_import.gemeente,
            data=bestand.read(MAX_BYTES + 1),
            bestandsnaam=bestand.name,
            verbetering_van=coa_import,
        )

    context = {"coa_import": coa_import, "kruimels": coa_kruimels(coa_import), "nu": VERBETEREN}
    pagina = replace(
        COA_LIJSTEN,
        upload="huisvesting/coa_verbeteren.html",
        naam="Verbeterde rijen",
        lezen="Rijen lezen",
    )
    return take_bestand(request, pagina, form, receive, context)


# --- Undoing ----------------------------------------------------------------------------------------------------------
@require_http_methods(["GET", "POST"])
@policy(can_view_coa_import, CoaImport)
def undo(request: HttpRequest, coa_import: CoaImport) -> HttpResponse:
    """Put back what was there before the list was applied, after reading what that means."""
    terugdraaiing = preview_undo(coa_import)
    if request.method == "GET" and (terugdraaiing is None or terugdraaiing.gewerkt):
        if terugdraaiing:
            messages.error(request, terugdraaiing.waarom_niet)
        return redirect(coa_import)
    handeling = Handeling(
        "COA-lijst terugdraaien",
        "Lijst terugdraaien",
        coa_import.get_absolute_url(),
        _say_gevolgen(terugdraaiing) if terugdraaiing else (),
        gevaarlijk=True,
        kruimels=coa_kruimels(coa_import),
    )
    service = partial(undo_coa_import, coa_import=coa_import, door=request.user)
    return handle(
        request,
        handeling,
        forms.Form(posted(request)),
        service,
        lambda c: ("Lijst teruggedraaid. Alles staat weer zoals voor het verwerken.", c),
    )


def _say_gevolgen(t: Terugdraaiing) -> tuple[str, ...]:
    weg = _count(t.huishoudens, "nieuw huishouden", "nieuwe huishoudens")
    delen = (
        (t.personen, f"{_count(t.personen, 'nieuwe persoon verdwijnt', 'nieuwe personen verdwijnen')} uit Thuisgever."),
        (t.huishoudens, f"{weg} {'verdwijnt' if t.huishoudens == 1 else 'verdwijnen'}, met de acties die erbij horen."),
        (t.hersteld, f"{_count(t.hersteld, 'persoon krijgt', 'personen krijgen')} de oude gegevens terug."),
        (
            t.teruggeplaatst,
            f"{_count(t.teruggeplaatst, 'huishouden dat leeg was, komt', 'huishoudens die leeg waren, komen')} terug.",
        ),
    )
    return tuple(zin for aantal, zin in delen if aantal) or ("Er verandert niets.",)
