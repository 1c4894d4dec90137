"""Overviews of many gemeenten: what came in, reading one, choosing its columns, its preview, applying, putting away."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from samenwerking.basis.handeling import Handeling, handle, posted
from samenwerking.basis.toegang import policy
from samenwerking.basis.versie import opened_with
from samenwerking.basis.verzending import send_once
from samenwerking.inlezen import MAX_BYTES
from samenwerking.inlezen.tabel import getal
from taakstelling.forms.overzicht import IndelingForm, OverzichtForm, ToepassenForm
from taakstelling.models import Overzichtimport, OverzichtimportStatus, Rijoordeel, SoortOverzicht
from taakstelling.policies import can_decide_overzicht, can_list_overzichten
from taakstelling.services.overzicht import apply_overzicht, choose_kolommen, discard_overzicht, receive_overzicht
from taakstelling.services.overzicht_voorbeeld import Voorbeeld, preview_overzicht

PER_PAGINA = 50
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
    queryset = (
        Overzichtimport.objects.visible_to(request.user).defer("inhoud").select_related("gemeente", "ontvangen_door")
    )
    context = {
        "pagina": Paginator(queryset, PER_PAGINA).get_page(request.GET.get("pagina")),
        "open": queryset.open().count(),
    }
    template = "taakstelling/overzicht_list.html"
    return render(request, f"{template}#lijst" if request.htmx else template, context)


@require_http_methods(["GET", "POST"])
@policy(can_list_overzichten)
def upload(request: HttpRequest) -> HttpResponse:
    """Read a file. No number is written before its preview is approved."""
    form = OverzichtForm(posted(request), request.FILES or None, gebruiker=request.user)
    if request.method == "POST" and form.is_valid():
        velden = form.cleaned_data
        bestand = velden["bestand"]

        def receive() -> tuple[str, str]:
            overzicht = receive_overzicht(
                soort=SoortOverzicht(velden["soort"]),
                gemeente=velden["bereik"],
                halfjaar=velden["halfjaar"],
                peildatum=velden["peildatum"],
                saldoteken=velden["saldoteken"],
                # One byte more than is allowed is enough to know that it is too much.
                data=bestand.read(MAX_BYTES + 1),
                bestandsnaam=bestand.name,
                door=request.user,
            )
            return "", _next_page(overzicht)

        try:
            return send_once(request, receive)
        except ValidationError as error:
            form.add_error(None if hasattr(error, "error_dict") else "bestand", error)
    context = {"form": form, "kruimels": _kruimels()}
    status = 422 if request.method == "POST" else 200
    return render(request, "taakstelling/overzicht_upload.html", context, status=status)


@require_safe
@policy(can_decide_overzicht, Overzichtimport)
def overzicht_detail(request: HttpRequest, overzicht: Overzichtimport) -> HttpResponse:
    """Numbers first, then what was refused and what differs, then everything else folded."""
    is_open = overzicht.gesloten_op is None
    try:
        voorbeeld = preview_overzicht(overzicht) if is_open and overzicht.toewijzing else None
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("taakstelling:overzicht_indelen", overzicht.pk)
    context = {
        "overzicht": overzicht,
        "is_open": is_open,
        "is_stand": overzicht.soort == SoortOverzicht.COA_STAND,
        "uitkomst": voorbeeld.uitkomst() if voorbeeld else overzicht.uitkomst,
        "woorden": WOORDEN[SoortOverzicht(overzicht.soort)],
        "kruimels": _kruimels(),
    }
    if voorbeeld:
        context |= {
            "voorbeeld": voorbeeld,
            "afwijkend": voorbeeld.afwijkend[:HOOGSTENS],
            "form": _apply_form(voorbeeld)(),
            "gevolgen": _gevolgen(overzicht, voorbeeld),
        }
    return render(request, "taakstelling/overzicht_detail.html", context)


@require_http_methods(["GET", "POST"])
@policy(can_decide_overzicht, Overzichtimport)
def arrange(request: HttpRequest, overzicht: Overzichtimport) -> HttpResponse:
    """Say which header of the file is which column."""
    if _is_done(request, overzicht):
        return redirect(overzicht)
    handeling = Handeling(
        f"Kolommen van {overzicht.bestandsnaam}",
        "Kolommen opslaan",
        overzicht.get_absolute_url(),
        ("Thuisgever onthoudt uw keuze voor een volgend bestand met dezelfde kolommen.",),
        kruimels=_kruimels(overzicht),
    )

    def save(saldoteken: str, **kolommen: str) -> Overzichtimport:
        gekozen = {naam: kop for naam, kop in kolommen.items() if kop}
        return choose_kolommen(overzicht=overzicht, toewijzing=gekozen, saldoteken=saldoteken, door=request.user)

    def nu() -> dict[str, Any]:
        return opened_with(IndelingForm(overzicht=Overzichtimport.objects.select_for_update().get(pk=overzicht.pk)))

    return handle(
        request,
        handeling,
        IndelingForm(posted(request), overzicht=overzicht),
        save,
        lambda o: ("Kolommen opgeslagen. Bekijk nu wat het overzicht verandert.", o),
        nu=nu,
    )


@require_http_methods(["GET", "POST"])
@policy(can_decide_overzicht, Overzichtimport)
def apply(request: HttpRequest, overzicht: Overzichtimport) -> HttpResponse:
    """Write what the preview showed."""
    if _is_done(request, overzicht) or not overzicht.toewijzing:
        return redirect(overzicht)
    voorbeeld = None if overzicht.gesloten_op else preview_overzicht(overzicht)
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
    if _is_done(request, overzicht):
        return redirect(overzicht)
    handeling = Handeling(
        "Overzicht wegleggen",
        "Overzicht wegleggen",
        overzicht.get_absolute_url(),
        ("Er wordt niets verwerkt. Het bestand wordt verwijderd.",),
        gevaarlijk=True,
        kruimels=_kruimels(overzicht),
    )
    return handle(
        request,
        handeling,
        forms.Form(posted(request)),
        lambda: discard_overzicht(overzicht=overzicht, door=request.user),
        lambda o: ("Overzicht weggelegd. Er is niets verwerkt.", reverse("taakstelling:overzicht_list")),
    )


# --- Words and ways ---------------------------------------------------------------------------------------------------
def _next_page(overzicht: Overzichtimport) -> str:
    """Where a file that came in asks for a decision."""
    if overzicht.status == OverzichtimportStatus.INDELEN:
        return reverse("taakstelling:overzicht_indelen", kwargs={"pk": overzicht.pk})
    return overzicht.get_absolute_url()


def _is_done(request: HttpRequest, overzicht: Overzichtimport) -> bool:
    """Someone comes back to a question that was answered. Who answers it again, reads that from the service."""
    return request.method == "GET" and overzicht.gesloten_op is not None


def _kruimels(overzicht: Overzichtimport | None = None) -> tuple[tuple[str, str], ...]:
    lijst = (("Overzichten", reverse("taakstelling:overzicht_list")),)
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
        zinnen.append("Er verandert niets: alles staat er al zo.")
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
