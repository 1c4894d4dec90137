"""The calendar feed: its page, and the feed itself, for programs that follow it without logging in."""

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from samenwerking.basis.toegang import policy
from samenwerking.models import Kalenderlink
from samenwerking.policies import can_use_kalender
from samenwerking.services.bericht import make_adres
from samenwerking.services.bezorging import hash_sleutel
from samenwerking.services.kalender import find_volger, make_kalenderlink, read_kalender, stop_kalenderlink

# So often an hour one feed is read: a program looks a few times a day, and someone has a few programs.
PER_UUR = 120
UUR = 60 * 60


@require_safe
@policy(can_use_kalender)
def kalenderlink(request: HttpRequest) -> HttpResponse:
    """Whether one has a link, and how to get another."""
    return _page(request)


@require_POST
@policy(can_use_kalender)
def kalenderlink_maken(request: HttpRequest) -> HttpResponse:
    """Make or renew the own link. This page is the only place where it ever stands: only its digest is kept."""
    geheim = make_kalenderlink(door=request.user)
    return _page(request, make_adres(reverse("samenwerking:kalender", kwargs={"sleutel": geheim})))


@require_POST
@policy(can_use_kalender)
def kalenderlink_stoppen(request: HttpRequest) -> HttpResponse:
    """The link works no longer."""
    stop_kalenderlink(door=request.user)
    return redirect("samenwerking:kalenderlink")


def _page(request: HttpRequest, adres: str = "") -> HttpResponse:
    context = {"link": Kalenderlink.objects.filter(gebruiker=request.user).first(), "adres": adres}
    response = render(request, "samenwerking/kalenderlink.html", context)
    response.headers["Cache-Control"] = "private, no-store"
    return response


@login_not_required
@require_safe
def kalender(request: HttpRequest, sleutel: str) -> HttpResponse:
    """The feed of whose secret this is: titles, times and places, nothing of a case.

    Errors: 404 for a secret that opens nothing (any more), 429 when it is read too often.
    """
    gebruiker = find_volger(sleutel)
    if gebruiker is None:
        raise Http404
    teller = f"kalender:{hash_sleutel(sleutel)}"
    cache.add(teller, 0, UUR)
    if cache.incr(teller) > PER_UUR:
        return HttpResponse(status=429, headers={"Retry-After": str(UUR)})
    response = HttpResponse(read_kalender(gebruiker), content_type="text/calendar; charset=utf-8")
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
