"""A home that cannot be used: block, lift the block, unsuitable."""

from functools import partial

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from huisvesting.forms.aanbod import BlokkadeForm
from huisvesting.forms.basis import RedenForm
from huisvesting.models import Woningaanbod
from huisvesting.policies import can_change_aanbod, can_reject_aanbod
from huisvesting.services.blokkade import KLASSEN_ONGESCHIKT, block_aanbod, reject_aanbod, unblock_aanbod
from huisvesting.views.handeling import Handeling, aanbod_kruimels, act_namens, handle, posted
from samenwerking.basis.toegang import policy


def _handeling(
    request: HttpRequest, aanbod: Woningaanbod, titel: str, *gevolgen: str, gevaarlijk: bool = False
) -> Handeling:
    kruimels = aanbod_kruimels(aanbod, request.user)
    return Handeling(titel, titel, aanbod.get_absolute_url(), gevolgen, gevaarlijk, kruimels)


@require_http_methods(["GET", "POST"])
@policy(can_change_aanbod, Woningaanbod)
def block(request: HttpRequest, aanbod: Woningaanbod) -> HttpResponse:
    """Nobody can be put forward for a while."""
    gevolg = (
        "De voordracht blijft staan. De gemeente kan de woning pas aanbieden als u de blokkade opheft."
        if aanbod.open_voordracht()
        else "De gemeente kan geen huishouden voordragen tot u de blokkade opheft."
    )
    handeling = _handeling(
        request,
        aanbod,
        "Woning blokkeren",
        *act_namens(request, aanbod),
        f"U blokkeert {aanbod}. {gevolg}",
        gevaarlijk=True,
    )
    service = partial(block_aanbod, aanbod=aanbod, door=request.user)
    return handle(
        request,
        handeling,
        BlokkadeForm(posted(request)),
        service,
        lambda a: (f"{a.woning.adres} is geblokkeerd. Hef de blokkade op zodra de woning klaar is.", a),
    )


@require_http_methods(["GET", "POST"])
@policy(can_change_aanbod, Woningaanbod)
def unblock(request: HttpRequest, aanbod: Woningaanbod) -> HttpResponse:
    """The home can be used again."""
    gevolg = (
        "De voordracht loopt dan verder."
        if aanbod.open_voordracht()
        else "De gemeente kan dan weer een huishouden voordragen."
    )
    handeling = _handeling(
        request, aanbod, "Blokkade opheffen", *act_namens(request, aanbod), f"{aanbod} is weer te gebruiken. {gevolg}"
    )
    service = partial(unblock_aanbod, aanbod=aanbod, door=request.user)
    return handle(
        request,
        handeling,
        forms.Form(posted(request)),
        service,
        lambda a: (f"De blokkade van {a.woning.adres} is opgeheven.", a),
    )


@require_http_methods(["GET", "POST"])
@policy(can_reject_aanbod, Woningaanbod)
def reject(request: HttpRequest, aanbod: Woningaanbod) -> HttpResponse:
    """The gemeente cannot use the home."""
    handeling = _handeling(
        request,
        aanbod,
        "Woning ongeschikt verklaren",
        f"U verklaart {aanbod} ongeschikt. Niemand kan er dan nog voor worden voorgedragen.",
        f"{aanbod.woning.corporatie} leest uw reden en kan de woning later opnieuw melden.",
        gevaarlijk=True,
    )
    service = partial(reject_aanbod, aanbod=aanbod, door=request.user)
    return handle(
        request,
        handeling,
        RedenForm(posted(request), klassen=KLASSEN_ONGESCHIKT),
        service,
        lambda a: (f"{a.woning.adres} is ongeschikt verklaard. De corporatie ziet waarom.", a),
    )
