"""One act on one page: what will happen, the fields it needs, the verb on the button."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from huisvesting.models import Huishouden, Voordracht, Woningaanbod
from huisvesting.policies import sees_personen
from samenwerking.models import Gebruiker
from samenwerking.services.logboek import log_inzage


@dataclass(frozen=True)
class Handeling:
    """Words of the page. `gevolgen` says what will happen and to whom; `terug` is the address of the way back;
    `toont` holds the household that the words name, when they do."""

    titel: str
    knop: str
    terug: str
    gevolgen: tuple[str, ...] = ()
    gevaarlijk: bool = False
    kruimels: tuple[tuple[str, str], ...] = ()
    toont: tuple[Huishouden, ...] = ()


def aanbod_kruimels(aanbod: Woningaanbod) -> tuple[tuple[str, str], ...]:
    """The way back from a page about this home."""
    return (("Woningen", reverse("huisvesting:aanbod_list")), (aanbod.woning.adres, aanbod.get_absolute_url()))


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, for a form: also when it sends nothing but its button."""
    return request.POST if request.method == "POST" else None


def name_huishouden(gebruiker: Gebruiker, voordracht: Voordracht) -> tuple[str, tuple[Huishouden, ...]]:
    """The household as this person may know it: by name, or only by its size.

    Out: the words, and the household that they name (for `Handeling.toont`).
    """
    huishouden = voordracht.huishouden
    grootte = "1 persoon" if huishouden.aantal_personen == 1 else f"{huishouden.aantal_personen} personen"
    if sees_personen(gebruiker, voordracht):
        return f"{huishouden} ({grootte})", (huishouden,)
    return f"een huishouden van {grootte}", ()


def handle(
    request: HttpRequest,
    handeling: Handeling,
    form: forms.Form,
    service: Callable[..., Any],
    klaar: Callable[[Any], tuple[str, Any]],
    context: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Show the form; when it is sent and right, call `service(**fields)`.

    `klaar` takes what the service returned and gives the message and where to go. A sentence that the service raises
    stands above the form, and what was typed is still there.
    """
    if request.method == "POST" and form.is_valid():
        try:
            result = service(**form.cleaned_data)
        except ValidationError as error:
            _show(form, error)
        else:
            message, target = klaar(result)
            messages.success(request, message)
            return redirect(target)
    log_inzage(handeling.toont, door=request.user)
    status = 422 if request.method == "POST" else 200
    return render(
        request,
        "huisvesting/handeling_form.html",
        {"form": form, "handeling": handeling, **(context or {})},
        status=status,
    )


def _show(form: forms.Form, error: ValidationError) -> None:
    """Sentences about a field of this form stand at that field, the others on top."""
    for name, errors in (error.error_dict if hasattr(error, "error_dict") else {"": error.error_list}).items():
        form.add_error(name if name in form.fields else None, errors)
