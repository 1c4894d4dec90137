"""The wijken of a gemeente: which homes lie in them, and what holds there (R-706)."""

from functools import partial

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from huisvesting.forms.wijk import WijkafspraakEindForm, WijkafspraakForm, WijkForm
from huisvesting.services.wijk import count_woningen
from samenwerking.basis.handeling import Handeling, handle, posted
from samenwerking.basis.toegang import policy
from samenwerking.models import Gemeente, Wijk, Wijkafspraak
from samenwerking.policies import can_change_wijk, can_change_wijkafspraak, can_do_casework, can_view_opgave
from samenwerking.services.wijk import change_wijk, end_wijkafspraak, record_wijk, record_wijkafspraak
from taakstelling.regels.halfjaar import Halfjaar


def _address(gemeente: Gemeente) -> str:
    return reverse("huisvesting:wijk_list", kwargs={"code": gemeente.code})


def _kruimels(gemeente: Gemeente) -> tuple[tuple[str, str], ...]:
    return (("Wijken", _address(gemeente)),)


@require_safe
@policy(can_view_opgave, Gemeente, kwarg="code")
def wijk_list(request: HttpRequest, gemeente: Gemeente) -> HttpResponse:
    """Every wijk with what holds there, and how many of its homes go to statushouders this half-year."""
    vandaag = timezone.localdate()
    halfjaar = Halfjaar.van_datum(vandaag)
    afspraken = Wijkafspraak.objects.lopend(vandaag)
    wijken = Wijk.objects.visible_to(request.user).filter(gemeente=gemeente)
    wijken = wijken.prefetch_related("postcodes", Prefetch("afspraken", afspraken, to_attr="lopend"))
    aantallen = count_woningen(gemeente, halfjaar, vandaag)
    context = {
        "gemeente": gemeente,
        "halfjaar": halfjaar,
        "wijken": [(wijk, aantallen[wijk.pk], _grens(wijk.lopend)) for wijk in wijken],
        "mag_wijzigen": can_do_casework(request.user, gemeente),
        "vandaag": vandaag,
    }
    return render(request, "huisvesting/wijk_list.html", context)


def _grens(afspraken: list[Wijkafspraak]) -> int | None:
    """The lowest number that was agreed."""
    return min((a.hooguit for a in afspraken if a.hooguit is not None), default=None)


@require_http_methods(["GET", "POST"])
@policy(can_do_casework, Gemeente, kwarg="code")
def wijk_new(request: HttpRequest, gemeente: Gemeente) -> HttpResponse:
    terug = _address(gemeente)
    handeling = Handeling("Wijk toevoegen", "Wijk toevoegen", terug, kruimels=_kruimels(gemeente))
    service = partial(record_wijk, gemeente=gemeente, door=request.user)
    return handle(request, handeling, WijkForm(posted(request)), service, lambda w: (f"{w} is toegevoegd.", terug))


@require_http_methods(["GET", "POST"])
@policy(can_change_wijk, Wijk)
def wijk_change(request: HttpRequest, wijk: Wijk) -> HttpResponse:
    terug = _address(wijk.gemeente)
    handeling = Handeling(f"{wijk} wijzigen", "Wijk wijzigen", terug, kruimels=_kruimels(wijk.gemeente))

    def stored() -> dict[str, object]:
        nu = Wijk.objects.select_for_update(of=("self",)).get(pk=wijk.pk)
        postcodes = " ".join(nu.postcodes.values_list("cijfers", flat=True))
        return {"naam": nu.naam, "postcodes": postcodes, "huishoudens": nu.huishoudens}

    begin = {
        "naam": wijk.naam,
        "postcodes": " ".join(wijk.postcodes.values_list("cijfers", flat=True)),
        "huishoudens": wijk.huishoudens,
    }
    form = WijkForm(posted(request), initial=begin)
    service = partial(change_wijk, wijk=wijk, door=request.user)
    return handle(request, handeling, form, service, lambda w: (f"{w} is gewijzigd.", terug), nu=stored)


@require_http_methods(["GET", "POST"])
@policy(can_change_wijk, Wijk)
def wijkafspraak_new(request: HttpRequest, wijk: Wijk) -> HttpResponse:
    terug = _address(wijk.gemeente)
    handeling = Handeling(
        f"Afspraak over {wijk}",
        "Afspraak vastleggen",
        terug,
        ("De afspraak staat bij elke woning en elke locatie in deze wijk.",),
        kruimels=_kruimels(wijk.gemeente),
    )
    form = WijkafspraakForm(posted(request), initial={"van": timezone.localdate()})
    service = partial(record_wijkafspraak, wijk=wijk, door=request.user)
    return handle(request, handeling, form, service, lambda _: ("De afspraak is vastgelegd.", terug))


@require_http_methods(["GET", "POST"])
@policy(can_change_wijkafspraak, Wijkafspraak)
def wijkafspraak_end(request: HttpRequest, wijkafspraak: Wijkafspraak) -> HttpResponse:
    wijk = wijkafspraak.wijk
    terug = _address(wijk.gemeente)
    handeling = Handeling(
        f"Afspraak over {wijk} beëindigen",
        "Afspraak beëindigen",
        terug,
        (f"“{wijkafspraak.tekst}” geldt daarna niet meer. De afspraak blijft in het logboek staan.",),
        kruimels=_kruimels(wijk.gemeente),
    )
    form = WijkafspraakEindForm(posted(request), initial={"tot": timezone.localdate()})
    service = partial(end_wijkafspraak, afspraak=wijkafspraak, door=request.user)
    return handle(request, handeling, form, service, lambda _: ("De afspraak is beëindigd.", terug))
