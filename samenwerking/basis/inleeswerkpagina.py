"""What the pages of every import say of the work that a worker does with its file, and how one calls that off."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from samenwerking.basis.handeling import Handeling, handle, posted
from samenwerking.basis.inleespagina import Inleespagina, Kruimels


def show_werk(pagina: Inleespagina, inlezing: Any, werk: tuple[Any, Any]) -> dict[str, Any]:
    """For componenten/verwerking.html: the work, how far it is, and its addresses. In: what `find_werk` found; nothing
    to show gives `verwerking` None."""
    verwerking, stand = werk
    if verwerking is None:
        return {"verwerking": None}
    ongelezen = inlezing.is_ongelezen and not verwerking.is_open
    return {
        "verwerking": verwerking,
        "stand": stand,
        "afbreken": pagina.url("afbreken", inlezing),
        "opnieuw": pagina.url("opnieuw", inlezing) if ongelezen else "",
        "weg": pagina.url("discard", inlezing),
    }


def ask_cancel(
    request: HttpRequest,
    pagina: Inleespagina,
    inlezing: Any,
    cancel: Callable[..., Any],
    kruimels: Kruimels,
    *,
    bezig: bool,
) -> HttpResponse:
    """Call off what a worker does with this file. In: the service; whether there is anything to call off."""
    if request.method == "GET" and not bezig:
        return redirect(inlezing)
    handeling = Handeling(
        f"Het werk aan {pagina.woord} afbreken",
        "Breek af",
        inlezing.get_absolute_url(),
        ("Er wordt niets verwerkt. Alles blijft zoals het was, en u kunt later opnieuw beginnen.",),
        kruimels=kruimels,
    )
    form = forms.Form(posted(request))
    # The page of the file says so by itself, but that of its columns does not.
    melding = "Afgebroken. U ziet het blad dat al was gelezen." if inlezing.asks_kolommen else ""
    return handle(request, handeling, form, cancel, lambda gestopt: (melding, gestopt))


def ask_again(
    request: HttpRequest, pagina: Inleespagina, inlezing: Any, read: Callable[[], Any], kruimels: Kruimels
) -> HttpResponse:
    """Read the file after all. In: what asks for it."""
    if request.method == "GET" and not inlezing.is_ongelezen:
        return redirect(inlezing)
    handeling = Handeling(
        "Het bestand alsnog lezen",
        "Lees het bestand",
        inlezing.get_absolute_url(),
        ("U ziet daarna eerst wat er gebeurt. Er wordt niets verwerkt voordat u dat goed vindt.",),
        kruimels=kruimels,
    )
    return handle(request, handeling, forms.Form(posted(request)), read, lambda _: ("", inlezing))
