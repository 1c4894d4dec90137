"""COA lists in the hands of a worker: handing one in, following it, calling it off. Where there are no workers, the
request does the work itself."""

from functools import partial
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from huisvesting.models import CoaImport
from huisvesting.policies import can_view_coa_import
from huisvesting.services.coa import apply_coa_import
from huisvesting.services.coa_ontvangst import receive_coa_lijst
from huisvesting.services.coa_verwerken import apply_later, cancel_werk, is_groot, read_again, receive_later
from huisvesting.tasks import hand_out
from huisvesting.views.handeling import Handeling, handle, posted
from samenwerking.basis.toegang import policy
from samenwerking.models import Gemeente, Inleesstatus, Verwerking
from samenwerking.services.quotum import check_quotum
from samenwerking.services.verwerking import find_laatste, find_open, has_werkers, read_stand


# --- Inside other pages -----------------------------------------------------------------------------------------------
def take_in(
    request: HttpRequest,
    *,
    gemeente: Gemeente,
    data: bytes,
    bestandsnaam: str,
    verbetering_van: CoaImport | None = None,
) -> CoaImport:
    """A file is handed in: a worker reads it, or without workers this request. Out: the import.

    Errors: ValidationError with a sentence; TeVeel when it was enough for today.
    """
    check_quotum(door=request.user, gemeente=gemeente)
    feiten = {
        "gemeente": gemeente,
        "data": data,
        "bestandsnaam": bestandsnaam,
        "door": request.user,
        "verbetering_van": verbetering_van,
    }
    if not has_werkers():
        return receive_coa_lijst(**feiten)
    verwerking = receive_later(**feiten)
    hand_out(verwerking)
    return CoaImport.objects.defer("inhoud").get(pk=verwerking.onderwerp_id)


def apply_lijst(request: HttpRequest, coa_import: CoaImport) -> CoaImport:
    """Apply the list, or have it applied when it is large. Out: the import. Errors: ValidationError."""
    if not is_groot(coa_import):
        return apply_coa_import(coa_import=coa_import, door=request.user)
    hand_out(apply_later(coa_import=coa_import, door=request.user))
    return coa_import


def show_werk(coa_import: CoaImport) -> dict[str, Any]:
    """For the page of the list: the work that is busy, or that ended without what was asked; with its addresses
    (componenten/verwerking.html). Out: nothing to show gives `verwerking` None."""
    verwerking = find_laatste(coa_import)
    if verwerking is None or not (verwerking.is_open or _is_mislukt(verwerking, coa_import)):
        return {"verwerking": None}
    ongelezen = coa_import.status == Inleesstatus.LEZEN and not verwerking.is_open
    return {
        "verwerking": verwerking,
        "stand": read_stand(verwerking.pk),
        "afbreken": reverse("huisvesting:coa_import_afbreken", args=[coa_import.pk]),
        "opnieuw": reverse("huisvesting:coa_import_opnieuw", args=[coa_import.pk]) if ongelezen else "",
    }


def _is_mislukt(verwerking: Verwerking, coa_import: CoaImport) -> bool:
    """It ended without what was asked, and the list still waits, as it came in then."""
    gelukt = verwerking.klaar_op is not None and not verwerking.fout
    return not gelukt and coa_import.is_open and verwerking.gevraagd_op >= coa_import.ontvangen_op


# --- Pages ------------------------------------------------------------------------------------------------------------
@require_http_methods(["GET", "POST"])
@policy(can_view_coa_import, CoaImport)
def cancel(request: HttpRequest, coa_import: CoaImport) -> HttpResponse:
    """Call off what a worker does with this list."""
    if request.method == "GET" and find_open(coa_import) is None:
        return redirect(coa_import)
    handeling = Handeling(
        "Werk aan deze lijst afbreken",
        "Breek af",
        coa_import.get_absolute_url(),
        ("Er wordt niets verwerkt. De lijst blijft staan zoals zij was, en u kunt haar later alsnog verwerken.",),
        kruimels=coa_kruimels(coa_import),
    )
    service = partial(cancel_werk, coa_import=coa_import, door=request.user)
    # The page of the list says so by itself.
    return handle(request, handeling, forms.Form(posted(request)), service, lambda c: ("", c))


@require_http_methods(["GET", "POST"])
@policy(can_view_coa_import, CoaImport)
def again(request: HttpRequest, coa_import: CoaImport) -> HttpResponse:
    """Read the file after all."""
    if request.method == "GET" and coa_import.status != Inleesstatus.LEZEN:
        return redirect(coa_import)
    handeling = Handeling(
        "Het bestand alsnog lezen",
        "Lees het bestand",
        coa_import.get_absolute_url(),
        ("U ziet daarna eerst wat er gebeurt. Er wordt niets verwerkt voordat u dat goed vindt.",),
        kruimels=coa_kruimels(coa_import),
    )

    def read() -> CoaImport:
        hand_out(read_again(coa_import=coa_import, door=request.user))
        return coa_import

    return handle(request, handeling, forms.Form(posted(request)), read, lambda c: ("", c))


def coa_kruimels(coa_import: CoaImport | None = None) -> tuple[tuple[str, str], ...]:
    """The way to a COA list, or to what one does with it."""
    lijsten = (("COA-lijsten", reverse("huisvesting:coa_import_list")),)
    return (*lijsten, (coa_import.bestandsnaam, coa_import.get_absolute_url())) if coa_import else lijsten
