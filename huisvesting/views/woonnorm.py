"""How a gemeente counts the bedrooms of children: what holds, what held before, and the next."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods, require_safe

from huisvesting.forms.dossier import WoonnormForm
from huisvesting.models import Woonnorm
from huisvesting.policies import can_set_woonnorm, can_view_woonnormen
from huisvesting.regels.woonbehoefte import GEWONE_NORM
from huisvesting.services.woonnormen import set_woonnorm
from samenwerking.basis.handeling import Handeling, handle, posted
from samenwerking.basis.toegang import policy
from samenwerking.models import Gemeente


def _address(gemeente: Gemeente) -> str:
    return reverse("huisvesting:woonnorm_list", kwargs={"code": gemeente.code})


def _running(gemeente: Gemeente) -> Woonnorm | None:
    """The row that holds today."""
    return Woonnorm.objects.filter(gemeente=gemeente, van__lte=timezone.localdate()).order_by("-van").first()


@require_safe
@policy(can_view_woonnormen, Gemeente, kwarg="code")
def woonnorm_list(request: HttpRequest, gemeente: Gemeente) -> HttpResponse:
    """The norm that holds, and every one before and after it."""
    context = {
        "gemeente": gemeente,
        "normen": gemeente.woonnormen.select_related("vastgelegd_door").order_by("-van"),
        "geldt": _running(gemeente),
        "gewoon": GEWONE_NORM,
        "mag_vastleggen": can_set_woonnorm(request.user, gemeente),
        "kruimels": (("Huishoudens", reverse("huisvesting:huishouden_list")),),
        "vandaag": timezone.localdate(),
    }
    return render(request, "huisvesting/woonnorm_list.html", context)


@require_http_methods(["GET", "POST"])
@policy(can_set_woonnorm, Gemeente, kwarg="code")
def woonnorm_new(request: HttpRequest, gemeente: Gemeente) -> HttpResponse:
    """The opgavemanager records how bedrooms are counted from a day on."""
    handeling = Handeling(
        "Norm voor slaapkamers vastleggen",
        "Norm vastleggen",
        _address(gemeente),
        (
            "Vanaf die dag telt Thuisgever zo voor elk huishouden van uw gemeente. Wat daarvoor gold, blijft leesbaar.",
            "Een ander aantal dat bij een huishouden is vastgelegd, blijft staan.",
        ),
        kruimels=(("Slaapkamers", _address(gemeente)),),
    )
    geldt = _running(gemeente)
    norm = geldt.norm if geldt else GEWONE_NORM
    form = WoonnormForm(posted(request), initial={"van": timezone.localdate(), **vars(norm)})
    service = partial(set_woonnorm, gemeente=gemeente, door=request.user)
    return handle(
        request,
        handeling,
        form,
        service,
        lambda n: (f"Norm vastgelegd. Hij geldt vanaf {date_format(n.van, 'j F Y')}.", _address(gemeente)),
    )
