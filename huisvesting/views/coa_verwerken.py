"""COA lists in the hands of a worker: handing one in, applying it, calling that off. Where there are no workers, the
request does the work itself."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from huisvesting.models import CoaImport
from huisvesting.policies import can_view_coa_import
from huisvesting.services.coa import apply_coa_import
from huisvesting.services.coa_ontvangst import receive_coa_lijst
from huisvesting.services.coa_verwerken import COA_WERK, apply_later, receive_later, wants_werker
from huisvesting.tasks import hand_out
from huisvesting.views.coapagina import COA_LIJSTEN
from samenwerking.basis.inleeswerkpagina import ask_again, ask_cancel
from samenwerking.basis.toegang import policy
from samenwerking.models import Gemeente
from samenwerking.services.quotum import check_quotum
from samenwerking.services.verwerking import find_open


# --- Inside other pages -----------------------------------------------------------------------------------------------
def take_in(
    request: HttpRequest,
    *,
    gemeente: Gemeente,
    data: bytes,
    bestandsnaam: str,
    verbetering_van: CoaImport | None = None,
) -> CoaImport:
    """A file is handed in. Out: the import. Errors: ValidationError with a sentence; TeVeel when it was enough for
    today."""
    check_quotum(door=request.user, gemeente=gemeente)
    return COA_WERK.take_in(
        receive_coa_lijst,
        receive_later,
        hand_out,
        gemeente=gemeente,
        data=data,
        bestandsnaam=bestandsnaam,
        door=request.user,
        verbetering_van=verbetering_van,
    )


def apply_lijst(request: HttpRequest, coa_import: CoaImport) -> CoaImport:
    """Apply the list, or have it applied by a worker. Out: the import. Errors: ValidationError."""
    if not wants_werker(coa_import):
        return apply_coa_import(coa_import=coa_import, door=request.user)
    hand_out(apply_later(coa_import=coa_import, door=request.user))
    return coa_import


# --- Pages ------------------------------------------------------------------------------------------------------------
@require_http_methods(["GET", "POST"])
@policy(can_view_coa_import, CoaImport)
def cancel(request: HttpRequest, coa_import: CoaImport) -> HttpResponse:
    """Call off what a worker does with this list."""
    service = partial(COA_WERK.cancel, inlezing=coa_import, door=request.user)
    bezig = find_open(coa_import) is not None
    return ask_cancel(request, COA_LIJSTEN, coa_import, service, coa_kruimels(coa_import), bezig=bezig)


@require_http_methods(["GET", "POST"])
@policy(can_view_coa_import, CoaImport)
def again(request: HttpRequest, coa_import: CoaImport) -> HttpResponse:
    """Read the file after all."""

    def read() -> None:
        hand_out(COA_WERK.read_again(inlezing=coa_import, door=request.user))

    return ask_again(request, COA_LIJSTEN, coa_import, read, coa_kruimels(coa_import))


def coa_kruimels(coa_import: CoaImport | None = None) -> tuple[tuple[str, str], ...]:
    """The way to a COA list, or to what one does with it."""
    lijsten = (("COA-lijsten", reverse("huisvesting:coa_import_list")),)
    return (*lijsten, (coa_import.bestandsnaam, coa_import.get_absolute_url())) if coa_import else lijsten
