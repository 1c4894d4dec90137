"""Overviews of many gemeenten: what came in, reading one, choosing its columns, its preview, applying, putting away."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from samenwerking.basis.handeling import Handeling, handle, posted
from samenwerking.basis.inleespagina import (
    Indeling,
    Inleespagina,
    Kopknop,
    Lijstrij,
    ask_discard,
    ask_kolommen,
    is_done,
    show_lijsten,
    take_bestand,
)
from samenwerking.basis.inleeswerkpagina import ask_again, ask_cancel, show_werk
from samenwerking.basis.toegang import policy
from samenwerking.inlezen import MAX_BYTES
from samenwerking.inlezen.tabel import getal
from samenwerking.models import Inleesstatus
from samenwerking.services.inleeswerk import find_werk
from samenwerking.services.inlezing import bewaard_tot, find_tabel, name_kolommen, sample_koppen
from samenwerking.services.quotum import check_quotum
from samenwerking.services.verwerking import find_open
from taakstelling.forms.overzicht import OverzichtForm, OverzichtIndelingForm, ToepassenForm
from taakstelling.models import Overzichtimport, Rijoordeel, SoortOverzicht
from taakstelling.policies import can_decide_overzicht, can_list_overzichten
from taakstelling.services.overzicht import apply_overzicht, discard_overzicht
from taakstelling.services.overzicht_ontvangst import choose_kolommen, receive_overzicht
from taakstelling.services.overzicht_verwerken import OVERZICHT_WERK, receive_overzicht_later
from taakstelling.services.overzicht_voorbeeld import Voorbeeld, columns_of, preview_overzicht
from taakstelling.tasks import hand_out

OVERZICHTEN = Inleespagina(
    routes="taakstelling:overzicht",
    upload="taakstelling/overzicht_upload.html",
    titel="Overzichten van Rijk en COA",
    koppen=("Nieuw", "Gewijzigd", "Geweigerd"),
    eenheid="overzicht,overzichten",
    wachten="overzicht wacht,overzichten wachten",
    niets="Er wacht geen overzicht op uw besluit.",
    nog_geen="Er is nog geen overzicht ingelezen",
    leeg="Lees de gepubliceerde taakstellingen in, of de maandstand van COA. U ziet eerst wat er verandert; "
    "daarna beslist u.",
    naam="Overzicht",
    inlezen="Overzicht inlezen",
    lezen="Overzicht lezen",
    kort="Overzicht",
    woord="het overzicht",
)
# The largest differences are what one wants to see before deciding.
HOOGSTENS = 25


@dataclass(frozen=True)
class Woorden:
    """What the columns of the preview are called, by kind."""

    waarde: str
    huidig: str
    naast: str
    afwijkend: str


WOORDEN = {
    SoortOverzicht.GEPUBLICEERD: Woorden(
        "In het bestand", "Nu vastgelegd", "Berekend", "Verschillen met wat Thuisgever berekent"
    ),
    SoortOverzicht.COA_STAND: Woorden(
        "In het bestand", "Nu vastgelegd", "Vorige stand", "Veranderd sinds de vorige stand"
    ),
}


@require_safe
@policy(can_list_overzichten)
def overzicht_list(request: HttpRequest) -> HttpResponse:
    """Every overview that this person decides about, the latest first."""
    related = ("gemeente", "ontvangen_door", "gesloten_door")
    queryset = Overzichtimport.objects.visible_to(request.user).select_related(*related)
    return show_lijsten(request, OVERZICHTEN, queryset, _make_rij)


def _make_rij(overzicht: Overzichtimport) -> Lijstrij:
    over = f"{overzicht.get_soort_display()}, {overzicht.halfjaar.omschrijving}"
    if overzicht.soort == SoortOverzicht.COA_STAND:
        over = f"{over}, stand van {overzicht.peildatum:%d-%m-%Y}"
    u = overzicht.uitkomst
    bekend = overzicht.toegepast_op is not None
    getallen = (u["nieuw"], u["gewijzigd"], len(u["fouten"])) if bekend else (None, None, None)
    wie = str(overzicht.gemeente or "Alle gemeenten")
    return Lijstrij(overzicht, (over, wie), OVERZICHTEN.cells(*getallen), _say_veranderd(overzicht))


def _say_veranderd(overzicht: Overzichtimport) -> str:
    """What an overview changed in what is on file."""
    if overzicht.status != Inleesstatus.VERWERKT:
        return "Niets"
    u = overzicht.uitkomst
    return _changed(u) if u["nieuw"] or u["gewijzigd"] or u["beginsaldi"] else "Niets: alles stond er al zo"


@require_http_methods(["GET", "POST"])
@policy(can_list_overzichten)
def upload(request: HttpRequest) -> HttpResponse:
    """Read a file. No number is written before its preview is approved."""
    form = OverzichtForm(posted(request), request.FILES or None, gebruiker=request.user)

    def receive() -> Overzichtimport:
        velden = form.cleaned_data
        check_quotum(door=request.user, gemeente=velden["bereik"])
        return OVERZICHT_WERK.take_in(
            receive_overzicht,
            receive_overzicht_later,
            hand_out,
            soort=SoortOverzicht(velden["soort"]),
            gemeente=velden["bereik"],
            halfjaar=velden["halfjaar"],
            peildatum=velden["peildatum"],
            saldoteken=velden["saldoteken"],
            # One byte more than is allowed is enough to know that it is too much.
            data=velden["bestand"].read(MAX_BYTES + 1),
            bestandsnaam=velden["bestand"].name,
            door=request.user,
        )

    nu = "U ziet eerst wat er verandert. Er wordt niets verwerkt voordat u dat goed vindt."
    return take_bestand(request, OVERZICHTEN, form, receive, {"nu": nu, "kruimels": _kruimels()})


@require_safe
@policy(can_decide_overzicht, Overzichtimport)
def overzicht_detail(request: HttpRequest, overzicht: Overzichtimport) -> HttpResponse:
    """Numbers first, then what was refused and what differs, then everything else folded."""
    verwerking, _ = gevonden = find_werk(overzicht)
    if overzicht.asks_kolommen and not (verwerking and verwerking.is_open):
        return redirect("taakstelling:overzicht_indelen", overzicht.pk)
    is_open = overzicht.is_open
    try:
        voorbeeld = preview_overzicht(overzicht) if is_open and overzicht.toewijzing else None
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("taakstelling:overzicht_indelen", overzicht.pk)
    context = {
        **show_werk(OVERZICHTEN, overzicht, gevonden),
        "overzicht": overzicht,
        "inlezing": overzicht,
        "soort": OVERZICHTEN,
        "over": _say_over(overzicht),
        "is_open": is_open,
        "is_stand": overzicht.soort == SoortOverzicht.COA_STAND,
        "uitkomst": voorbeeld.uitkomst() if voorbeeld else overzicht.uitkomst,
        "woorden": WOORDEN[SoortOverzicht(overzicht.soort)],
        "veranderd": _say_veranderd(overzicht),
        "inlezen": OVERZICHTEN.url("upload"),
        "bewaard_tot": bewaard_tot(overzicht),
        "gebruikt": name_kolommen(overzicht, columns_of(overzicht)),
        "knoppen": _knoppen(overzicht),
        "kruimels": _kruimels(),
    }
    if voorbeeld:
        context |= {
            "voorbeeld": voorbeeld,
            "afwijkend": voorbeeld.afwijkend[:HOOGSTENS],
            "form": _apply_form(voorbeeld)(),
            "gevolgen": _gevolgen(overzicht, voorbeeld),
            "verwerken": OVERZICHTEN.url("apply", overzicht),
            "kolommen": OVERZICHTEN.url("indelen", overzicht),
            "weg": OVERZICHTEN.url("discard", overzicht),
        }
    return render(request, "taakstelling/overzicht_detail.html", context)


@require_http_methods(["GET", "POST"])
@policy(can_decide_overzicht, Overzichtimport)
def arrange(request: HttpRequest, overzicht: Overzichtimport) -> HttpResponse:
    """Say which header of the file is which column, and what its sign means."""

    def make_form(data: Any = None, *, inlezing: Overzichtimport) -> OverzichtIndelingForm:
        return OverzichtIndelingForm(data, overzicht=inlezing)

    def choose(saldoteken: str, **kolommen: str) -> Overzichtimport:
        gekozen = {naam: kop for naam, kop in kolommen.items() if kop}
        return choose_kolommen(overzicht=overzicht, toewijzing=gekozen, saldoteken=saldoteken, door=request.user)

    tabel = find_tabel(overzicht)
    indeling = Indeling(
        make_form,
        choose,
        partial(OVERZICHT_WERK.switch_blad, overzicht, door=request.user, hand_out=hand_out),
        find_werk(overzicht),
        sample_koppen(tabel) if tabel else (),
    )
    return ask_kolommen(request, OVERZICHTEN, overzicht, indeling, _kruimels(overzicht))


@require_http_methods(["GET", "POST"])
@policy(can_decide_overzicht, Overzichtimport)
def apply(request: HttpRequest, overzicht: Overzichtimport) -> HttpResponse:
    """Write what the preview showed."""
    if is_done(request, overzicht) or not overzicht.toewijzing:
        return redirect(overzicht)
    try:
        voorbeeld = None if overzicht.gesloten_op else preview_overzicht(overzicht)
    except ValidationError:
        return redirect(overzicht)  # where the sentence stands
    handeling = Handeling(
        "Overzicht verwerken",
        "Overzicht verwerken",
        overzicht.get_absolute_url(),
        _gevolgen(overzicht, voorbeeld) if voorbeeld else (),
        kruimels=_kruimels(overzicht),
    )
    return handle(
        request,
        handeling,
        (_apply_form(voorbeeld) if voorbeeld else forms.Form)(posted(request)),
        lambda **velden: apply_overzicht(overzicht=overzicht, door=request.user, **velden),
        lambda o: (f"Overzicht verwerkt: {_changed(o.uitkomst)}.", o),
    )


@require_http_methods(["GET", "POST"])
@policy(can_decide_overzicht, Overzichtimport)
def discard(request: HttpRequest, overzicht: Overzichtimport) -> HttpResponse:
    """Put the overview away, after reading what that means."""
    return ask_discard(
        request,
        OVERZICHTEN,
        overzicht,
        partial(discard_overzicht, overzicht=overzicht, door=request.user),
        "Er wordt niets verwerkt. Het bestand wordt verwijderd.",
        "Overzicht weggelegd. Er is niets verwerkt.",
        _kruimels(overzicht),
    )


@require_http_methods(["GET", "POST"])
@policy(can_decide_overzicht, Overzichtimport)
def cancel(request: HttpRequest, overzicht: Overzichtimport) -> HttpResponse:
    """Call off what a worker does with this file."""
    service = partial(OVERZICHT_WERK.cancel, inlezing=overzicht, door=request.user)
    bezig = find_open(overzicht) is not None
    return ask_cancel(request, OVERZICHTEN, overzicht, service, _kruimels(overzicht), bezig=bezig)


@require_http_methods(["GET", "POST"])
@policy(can_decide_overzicht, Overzichtimport)
def again(request: HttpRequest, overzicht: Overzichtimport) -> HttpResponse:
    """Read the file after all."""

    def read() -> None:
        hand_out(OVERZICHT_WERK.read_again(inlezing=overzicht, door=request.user))

    return ask_again(request, OVERZICHTEN, overzicht, read, _kruimels(overzicht))


# --- Words and ways ---------------------------------------------------------------------------------------------------
def _say_over(overzicht: Overzichtimport) -> str:
    """What the file is about, in a sentence."""
    stand = f", stand van {overzicht.peildatum:%d-%m-%Y}" if overzicht.soort == SoortOverzicht.COA_STAND else ""
    return f"{overzicht.bestandsnaam}{stand}, voor {overzicht.gemeente or 'alle gemeenten'}."


def _knoppen(overzicht: Overzichtimport) -> list[Kopknop]:
    """After a state of one gemeente: the way to lay it beside the own count."""
    if overzicht.gemeente is None or overzicht.soort != SoortOverzicht.COA_STAND:
        return []
    adres = reverse("huisvesting:afstemming", args=[overzicht.gemeente.code])
    knop = Kopknop(f"{adres}?halfjaar={overzicht.halfjaar}", "Vergelijk met de eigen telling", hoofd=True)
    return [knop] if overzicht.status == Inleesstatus.VERWERKT else []


def _kruimels(overzicht: Overzichtimport | None = None) -> tuple[tuple[str, str], ...]:
    lijst = (("Overzichten", OVERZICHTEN.url("list")),)
    return (*lijst, (overzicht.bestandsnaam, overzicht.get_absolute_url())) if overzicht else lijst


def _apply_form(voorbeeld: Voorbeeld) -> type[forms.Form]:
    return ToepassenForm if voorbeeld.beginsaldi else forms.Form


def _gemeenten(aantal: int) -> str:
    return "1 gemeente" if aantal == 1 else f"{getal(aantal)} gemeenten"


def _gevolgen(overzicht: Overzichtimport, voorbeeld: Voorbeeld) -> tuple[str, ...]:
    """What applying the overview does, in sentences."""
    wat = "een stand van COA" if overzicht.soort == SoortOverzicht.COA_STAND else "een gepubliceerde taakstelling"
    nieuw, gewijzigd = voorbeeld.aantal(Rijoordeel.NIEUW), voorbeeld.aantal(Rijoordeel.GEWIJZIGD)
    zinnen = []
    if nieuw:
        zinnen.append(f"{_gemeenten(nieuw)} {'krijgt' if nieuw == 1 else 'krijgen'} {wat}.")
    if gewijzigd:
        zinnen.append(f"Bij {_gemeenten(gewijzigd)} komt het nieuwe getal in de plaats van het oude.")
    if not zinnen:
        waarom = "alles staat er al zo" if voorbeeld.rijen else "geen enkele rij is te gebruiken"
        zinnen.append(f"Er verandert niets: {waarom}.")
    if voorbeeld.fouten:
        aantal = len(voorbeeld.fouten)
        zinnen.append("1 rij wordt niet gebruikt." if aantal == 1 else f"{getal(aantal)} rijen worden niet gebruikt.")
    if overzicht.soort == SoortOverzicht.COA_STAND:
        zinnen.append("De eigen telling verandert niet. U kunt beide daarna naast elkaar leggen.")
    return tuple(zinnen)


def _changed(uitkomst: dict[str, Any]) -> str:
    delen = [f"{_gemeenten(uitkomst['nieuw'])} nieuw", f"{_gemeenten(uitkomst['gewijzigd'])} gewijzigd"]
    if uitkomst["beginsaldi"]:
        delen.append(f"{_gemeenten(uitkomst['beginsaldi'])} met een beginsaldo")
    return ", ".join(delen)
