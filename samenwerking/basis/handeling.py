"""One act on one page: what will happen, the fields it needs, the verb on the button."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render


@dataclass(frozen=True)
class Handeling:
    """Words of the page. `gevolgen` says what will happen and to whom; `terug` is the address of the way back."""

    titel: str
    knop: str
    terug: str
    gevolgen: tuple[str, ...] = ()
    gevaarlijk: bool = False
    kruimels: tuple[tuple[str, str], ...] = ()


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
) -> HttpResponse:
    """Show the form; when it is sent and right, call `service(**fields)`.

    `klaar` takes what the service returned and gives the message and where to go. A sentence that the service raises
    stands above the form, and what was typed is still there. Out: the page (422 after a refusal) or a redirect.
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
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "handeling": handeling, **(context or {})}
    return render(request, "handeling_form.html", context, status=status)


def _show(form: forms.Form, error: ValidationError) -> None:
    """Sentences about a field of this form stand at that field, the others on top."""
    for name, errors in (error.error_dict if hasattr(error, "error_dict") else {"": error.error_list}).items():
        form.add_error(name if name in form.fields else None, errors)
