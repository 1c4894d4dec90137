"""The lists as files: every row that the filter lets through, in the order of the page."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.http import HttpRequest, StreamingHttpResponse
from django.views.decorators.http import require_safe

from huisvesting.models import Statushouder
from huisvesting.policies import can_list_aanbod, can_list_huishoudens
from huisvesting.resources import KOPPEN_AANBOD, KOPPEN_HUISHOUDENS, row_of_aanbod, row_of_huishouden
from huisvesting.views.lijsten import Lijst, load_aanbod, load_huishoudens, select_aanbod, select_huishoudens
from samenwerking.basis.toegang import policy
from samenwerking.models import Gebeurtenis
from samenwerking.resources import stream_csv
from samenwerking.services.logboek import log, log_inzage

# So many rows are read at once: more than any list is long, and a number that every database takes.
BLOK = 10_000


@require_safe
@policy(can_list_huishoudens)
def huishoudens_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The households, each with a line that someone looked: a file goes further than a page."""
    lijst = select_huishoudens(request)

    def read(sleutels: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
        huishoudens = load_huishoudens(sleutels)
        log_inzage(huishoudens, door=request.user)
        return (row_of_huishouden(huishouden, lijst.vandaag) for huishouden in huishoudens)

    personen = Statushouder.objects.filter(huishouden__in=lijst.sleutels.order_by()).count()
    return _download(request, "huishoudens", lijst, KOPPEN_HUISHOUDENS, read, personen=personen)


@require_safe
@policy(can_list_aanbod)
def aanbod_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The homes. For gemeente and corporation alike: nothing in it is about a household."""
    lijst = select_aanbod(request)

    def read(sleutels: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
        return (row_of_aanbod(aanbod) for aanbod in load_aanbod(sleutels, lijst))

    return _download(request, "woningen", lijst, KOPPEN_AANBOD, read)


def _download(
    request: HttpRequest,
    naam: str,
    lijst: Lijst,
    koppen: Sequence[str],
    read: Callable[[Sequence[Any]], Iterator[tuple[Any, ...]]],
    **aantallen: int,
) -> StreamingHttpResponse:
    """Write down who takes what, then send it line by line. `read` gives the rows of these keys."""
    sleutels = list(lijst.sleutels)
    keuzes = {veld: str(waarde) for veld, waarde in lijst.filter.form.cleaned_data.items() if waarde not in ("", None)}
    gegevens = {"uitvoer": naam, "formaat": "csv", "rijen": len(sleutels), **aantallen, "filter": keuzes}
    log(Gebeurtenis.UITVOER, onderwerp=None, door=request.user, gemeente=request.user.gemeente, gegevens=gegevens)
    rijen = (rij for begin in range(0, len(sleutels), BLOK) for rij in read(sleutels[begin : begin + BLOK]))
    return StreamingHttpResponse(
        stream_csv(koppen, rijen),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{naam}-{lijst.vandaag:%d-%m-%Y}.csv"'},
    )
