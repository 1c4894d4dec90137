"""The mandates of a gemeente: who decides what, up to where (R-702)."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from samenwerking.basis.handeling import Handeling, handle, posted
from samenwerking.basis.toegang import policy
from samenwerking.forms.besluit import MandaatEindForm, MandaatForm
from samenwerking.models import Besluitsoort, Gemeente, Mandaat, Rol
from samenwerking.models.mandaat import LADDER
from samenwerking.policies import can_end_mandaat, can_list_mandaten, can_record_mandaat
from samenwerking.regels.mandaat import EENHEDEN, STANDAARD, describe
from samenwerking.services.mandaat import is_lopend, to_grens
from samenwerking.services.mandaatbeheer import end_mandaat, record_mandaat
from samenwerking.services.mandaatwaarschuwing import find_mandaatwaarschuwingen


def _lijst(gemeente: Gemeente) -> str:
    return reverse("samenwerking:mandaat_list", kwargs={"code": gemeente.code})


@require_safe
@policy(can_list_mandaten, Gemeente, kwarg="code")
def mandaat_list(request: HttpRequest, gemeente: Gemeente) -> HttpResponse:
    """What runs by kind of decision, what ended, and what holds where nothing was recorded."""
    vandaag = timezone.localdate()
    mandaten = list(Mandaat.objects.visible_to(request.user).filter(gemeente=gemeente))
    context = {
        "gemeente": gemeente,
        "waarschuwingen": find_mandaatwaarschuwingen(gemeente, vandaag),
        "lopend": [(m, _limits(m)) for m in mandaten if is_lopend(m, vandaag)],
        "komend": [(m, _limits(m)) for m in mandaten if m.van > vandaag],
        "voorbij": [(m, _limits(m)) for m in mandaten if m.tot and m.tot <= vandaag],
        "standaard": _standaard({m.soort for m in mandaten}),
        "mag_vastleggen": can_record_mandaat(request.user, gemeente),
        "vandaag": vandaag,
    }
    return render(request, "samenwerking/mandaat_list.html", context)


def _limits(mandaat: Mandaat) -> str:
    """The limits in words."""
    grens = describe(to_grens(mandaat), EENHEDEN.get(mandaat.soort, ("", "")))
    delen = [f"Tot en met {grens}" if grens else "Geen grens"]
    if mandaat.afwijking:
        delen.append("ook als het van een regel afwijkt")
    return ", ".join(delen)


def _standaard(vastgelegd: set[str]) -> list[tuple[str, str]]:
    """By kind without any mandate: who decides it until the gemeente records one."""
    return [
        (soort.label, ", ".join(rol.label for rol in LADDER if rol in STANDAARD[soort]) or Rol.WETHOUDER.label)
        for soort in Besluitsoort
        if soort not in vastgelegd
    ]


@require_http_methods(["GET", "POST"])
@policy(can_record_mandaat, Gemeente, kwarg="code")
def record(request: HttpRequest, gemeente: Gemeente) -> HttpResponse:
    lijst = _lijst(gemeente)
    handeling = Handeling(
        "Mandaat vastleggen",
        "Mandaat vastleggen",
        lijst,
        (
            "Alleen wat binnen dit mandaat valt, beslist deze rol zelf. De rest gaat naar een rol die wel mag.",
            "Wijzigen kan niet: beëindig een mandaat en leg een nieuw mandaat vast.",
        ),
        kruimels=(("Mandaten", lijst),),
    )
    form = MandaatForm(posted(request), initial={"van": timezone.localdate()})
    service = partial(record_mandaat, gemeente=gemeente, door=request.user)
    return handle(request, handeling, form, service, lambda _: ("Mandaat vastgelegd.", lijst))


@require_http_methods(["GET", "POST"])
@policy(can_end_mandaat, Mandaat)
def end(request: HttpRequest, mandaat: Mandaat) -> HttpResponse:
    lijst = _lijst(mandaat.gemeente)
    handeling = Handeling(
        "Mandaat beëindigen",
        "Mandaat beëindigen",
        lijst,
        (f"{mandaat}: {_limits(mandaat).lower()}. Wat op dit mandaat is besloten, blijft besloten.",),
        gevaarlijk=True,
        kruimels=(("Mandaten", lijst),),
    )
    form = MandaatEindForm(posted(request), initial={"tot": timezone.localdate()})
    service = partial(end_mandaat, mandaat=mandaat, door=request.user)
    return handle(request, handeling, form, service, lambda _: ("Mandaat beëindigd.", lijst))
