"""One act on one page: what will happen, the fields it needs, the verb on the button."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from samenwerking.basis import versie
from samenwerking.basis.constraints import Bezet
from samenwerking.basis.verzending import find_answer, send_once

VERANDERD = "Dit is intussen veranderd"


@dataclass(frozen=True)
class Handeling:
    """Words of the page. `gevolgen` says what will happen and to whom; `terug` is the address of the way back.

    `tweede`: name and words of a second button that sends the same form.
    """

    titel: str
    knop: str
    terug: str
    gevolgen: tuple[str, ...] = ()
    gevaarlijk: bool = False
    kruimels: tuple[tuple[str, str], ...] = ()
    tweede: tuple[str, str] | None = None


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, for a form: also when it sends nothing but its button."""
    return request.POST if request.method == "POST" else None


def handle(
    request: HttpRequest,
    handeling: Handeling,
    form: forms.Form,
    service: Callable[..., Any],
    klaar: Callable[[Any], tuple[str, Any]],
    context: Mapping[str, Any] | None = None,
    *,
    nu: Callable[[], Mapping[str, Any]] | None = None,
    template: str = "handeling_form.html",
) -> HttpResponse:
    """Show the form; when it is sent and right, call `service(**fields)`, once for one sending (basis.verzending).

    `klaar` takes what the service returned and gives the message and where to go. A sentence that the service raises
    stands above the form, and what was typed is still there.
    `nu`: for a form that opens with stored values: locks what it changes and gives those values by field, as they are
    at that moment. When another changed them meanwhile, the page says so at the field; sending it again wins.
    `template`: a page that shows more than the form.
    Out: a redirect, or the page: 422 when something is wrong with what was sent, 409 when another was first.
    """
    status, gezien = 200, ""
    if nu:
        gezien = request.POST.get(versie.VELD) or versie.make_versie(form, versie.opened_with(form))
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return send_once(request, lambda: klaar(_act(form, service, gezien, nu)))
            except ValidationError as error:
                status = 409 if isinstance(error, Bezet) else 422
                gezien = getattr(error, "versie", gezien)
                show_error(form, error, handeling.terug)
        elif answer := find_answer(request):
            return answer
    context = {"form": form, "handeling": handeling, "versie": gezien, "versieveld": versie.VELD, **(context or {})}
    return render(request, template, context, status=status)


def _act(form: forms.Form, service: Callable[..., Any], gezien: str, nu: Callable[[], Mapping[str, Any]] | None) -> Any:
    if nu:
        versie.check_versie(form, gezien, nu())
    return service(**form.cleaned_data)


def show_error(form: forms.Form, error: ValidationError, nu_url: str) -> None:
    """Sentences about a field of this form stand at that field, the others on top; with `Bezet` also the way to what
    is there now."""
    for name, errors in (error.error_dict if hasattr(error, "error_dict") else {"": error.error_list}).items():
        form.add_error(name if name in form.fields else None, errors)
    if isinstance(error, Bezet):
        form.foutkop, form.nu_url = VERANDERD, nu_url  # templates/formulier/form.html
