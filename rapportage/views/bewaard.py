"""Finished pages, kept as long as nothing that they show has changed.

Drawing is what these pages cost, not the queries. A page is kept in the memory of this process under all that decides
what stands in it: the address, the day, what this person may see, and the last event that concerns it. Time alone
never makes it wrong, and no event has to throw anything away: after it one asks under another name. What stands on the
page is drawn once for all who see the same, without the person; the frame around it is kept for that person only.
"""

import hashlib
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.messages import get_messages
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, QueryDict
from django.middleware.csrf import get_token
from django.template import Context, engines
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from samenwerking.models import Gebruiker
from samenwerking.services.wijziging import is_settled

# Stands in a kept page where the token of the visit belongs; nobody can write it in a text.
TOKEN = secrets.token_hex(32)


@dataclass(frozen=True)
class Adres:
    """All that a shared part may know of a request. Who asks, a token or a message has no place in it."""

    path: str
    GET: QueryDict


def show(
    request: HttpRequest,
    template: str,
    *,
    stand: object,
    ziet: object,
    maak: Callable[[], Mapping[str, Any]],
    kader: Mapping[str, Any],
    alleen: str = "",
) -> HttpResponse:
    """The page as it was kept, or drawn now and kept.

    In: `stand` is the last event, read before this call; `ziet` is everything else, beside the address, on which what
    `maak` reads depends, with a repr that says all. The partial `inhoud` of the template is the shared part, `kader`
    what the frame needs beside it, from the person and the address alone; `alleen` names a partial to show by itself.
    """
    adres = Adres(request.path, request.GET)
    zicht = (template, adres.path, adres.GET.urlencode(), stand, ziet)
    rustig: list[bool] = []  # asked once, when something must be drawn and before anything is read

    def keep(sleutel: tuple[object, ...], draw: Callable[[], SafeString]) -> SafeString:
        kast, naam = caches["paginas"], hashlib.sha256(repr(sleutel).encode()).hexdigest()
        bewaard = kast.get(naam)
        if bewaard is None:
            rustig[:] = rustig or [is_settled()]
            bewaard = draw()
            if rustig[0]:
                kast.set(naam, bewaard)
        return bewaard

    def part(deel: str) -> SafeString:
        return keep((deel, *zicht), lambda: _draw(f"{template}#{deel}", adres, maak()))

    def page() -> SafeString:
        return render_to_string(template, {**kader, "inhoud": part("inhoud"), "csrf_token": TOKEN}, request)

    if alleen:
        return HttpResponse(part(alleen))
    # A message is said once, so never by a page that is kept.
    wie = (_frame_key(request.user), request.COOKIES.get("thema"))
    html = page() if len(get_messages(request)) else keep(("pagina", wie, *zicht), page)
    return HttpResponse(html.replace(TOKEN, get_token(request)))


def _frame_key(gebruiker: Gebruiker) -> tuple[object, ...]:
    """What the frame says of someone, and on which its navigation depends."""
    rollen = [(r.pk, r.rol, r.gemeente_id, r.corporatie_id, str(r)) for r in gebruiker.rollen]
    return gebruiker.pk, gebruiker.naam, gebruiker.is_staff, gebruiker.is_superuser, rollen, gebruiker.kader


def _draw(template: str, adres: Adres, inhoud: Mapping[str, Any]) -> SafeString:
    """Without context processors, for those know who asks."""
    context = Context({**inhoud, "request": adres})
    context.request = adres
    return engines["django"].engine.get_template(template).render(context)
