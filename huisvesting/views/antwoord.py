"""The page behind the link in a mail: a corporation answers a voordracht without logging in.

Who has the link is who the mail was for, so the page asks nothing of the visit: no login, no cookie. The secret in the
address does what a token against forged forms does elsewhere; it goes to no other site and into no cache.
"""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from huisvesting.forms.basis import RedenForm
from huisvesting.services.antwoordlink import Antwoordkaart, answer_by_link, find_antwoord
from samenwerking.basis.constraints import Bezet
from samenwerking.models import Klasse

AKKOORD = "Uw akkoord is vastgelegd. De gemeente biedt de woning nu aan het huishouden aan."
AFGEWEZEN = "Uw afwijzing is vastgelegd. De gemeente kijkt ernaar."


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def antwoord(request: HttpRequest, sleutel: str) -> HttpResponse:
    """Show what is asked, or record the answer. Looking changes nothing."""
    request.user = AnonymousUser()  # whoever is logged in here: the link speaks for the one whom it was mailed to
    try:
        kaart = find_antwoord(sleutel)
        response = _record(request, sleutel, kaart) if request.method == "POST" else _ask(request, kaart)
    except Bezet as fout:
        response = _page(request, {"waarom_niet": fout.messages[0]}, status=410)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _record(request: HttpRequest, sleutel: str, kaart: Antwoordkaart) -> HttpResponse:
    if request.POST.get("antwoord") == "akkoord":
        answer_by_link(sleutel=sleutel)
        return _page(request, {"klaar": AKKOORD})
    form = _reden_form(request)
    if form.is_valid():
        try:
            answer_by_link(sleutel=sleutel, **form.cleaned_data)
        except Bezet:
            raise
        except ValidationError as fout:
            form.add_error(None, fout)
        else:
            return _page(request, {"klaar": AFGEWEZEN})
    return _ask(request, kaart, form, status=422)


def _reden_form(request: HttpRequest) -> RedenForm:
    data = request.POST if request.method == "POST" else None
    return RedenForm(data, klassen=(Klasse.CORPORATIE, Klasse.OVERMACHT))


def _ask(request: HttpRequest, kaart: Antwoordkaart, form: RedenForm | None = None, status: int = 200) -> HttpResponse:
    """What a corporation may know before it agrees: the home, and the size and needs of the household."""
    voordracht = kaart.voordracht
    context = {
        "form": form or _reden_form(request),
        "aanbod": voordracht.aanbod,
        "woning": voordracht.aanbod.woning,
        "gemeente": voordracht.aanbod.gemeente,
        "behoefte": voordracht.huishouden.behoefte(timezone.localdate()),
        "door": kaart.door,
        "geldig_tot": kaart.link.geldig_tot,
    }
    return _page(request, context, status)


def _page(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return render(request, "huisvesting/antwoord.html", context, status=status)
