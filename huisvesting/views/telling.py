"""Why a person counts, or does not; and how he came, which the rules look at."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from huisvesting.forms.telling import InstroomForm
from huisvesting.models import Statushouder
from huisvesting.policies import can_view_telling
from huisvesting.services.slot import lock_huishouden
from huisvesting.services.telling import explain_persoon
from huisvesting.services.verblijf import change_instroom
from huisvesting.views.handeling import Handeling, handle, posted
from samenwerking.basis.toegang import policy
from samenwerking.services.logboek import log_inzage


def persoon_kruimels(persoon: Statushouder) -> tuple[tuple[str, str], ...]:
    """The way back from a page about this person."""
    huishouden = persoon.huishouden
    return (
        ("Huishoudens", reverse("huisvesting:huishouden_list")),
        (huishouden.aanduiding, huishouden.get_absolute_url()),
    )


def telling_url(persoon: Statushouder) -> str:
    """The page that explains the counting of this person."""
    return reverse("huisvesting:telling_detail", kwargs={"pk": persoon.pk})


@require_safe
@policy(can_view_telling, Statushouder)
def telling_detail(request: HttpRequest, persoon: Statushouder) -> HttpResponse:
    """The verdict with its rule and source, the places, every booking, and what has to happen."""
    log_inzage([persoon.huishouden], door=request.user)
    uitleg = explain_persoon(persoon, timezone.localdate())
    melding = next((rij for rij in uitleg.plekken if rij.wacht_op_melding), None)
    context = {
        "persoon": persoon,
        "uitleg": uitleg,
        "telt_mee": uitleg.staand is not None,
        "klaar": uitleg.staand is not None and melding is None,
        "melding_url": melding and reverse("huisvesting:verblijf_report", kwargs={"pk": melding.bron.pk}),
        "kruimels": persoon_kruimels(persoon),
    }
    return render(request, "huisvesting/telling_detail.html", context)


@require_http_methods(["GET", "POST"])
@policy(can_view_telling, Statushouder)
def change(request: HttpRequest, persoon: Statushouder) -> HttpResponse:
    """How this person came to the Netherlands."""
    gevolgen = (
        f"Het gaat om {persoon}.",
        "De telregels kunnen per instroom verschillen. Thuisgever boekt opnieuw wat daardoor verandert.",
    )
    handeling = Handeling(
        "Instroom wijzigen",
        "Wijzig instroom",
        telling_url(persoon),
        gevolgen,
        kruimels=(*persoon_kruimels(persoon), ("Telling", telling_url(persoon))),
        toont=(persoon.huishouden,),
    )
    form = InstroomForm(posted(request), initial={"instroom": persoon.instroom})

    def nu() -> dict[str, str]:
        lock_huishouden(persoon.huishouden)
        return {"instroom": Statushouder.objects.get(pk=persoon.pk).instroom}

    service = partial(change_instroom, persoon=persoon, door=request.user)
    return handle(request, handeling, form, service, lambda p: ("Instroom gewijzigd.", telling_url(p)), nu=nu)
