"""Who may open a page: one decorator that loads the object and asks the policy."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

View = Callable[..., HttpResponse]


def _find(model: type[Model], gebruiker: Any, kwarg: str, key: Any) -> Model:
    """The object that the address names. Errors: Http404 when this person may not know that it exists."""
    if "\0" in str(key):  # PostgreSQL stores no text with it, so nothing is called that
        raise Http404
    return get_object_or_404(model._default_manager.visible_to(gebruiker), **{kwarg: key})  # type: ignore[attr-defined]


def policy(can: Callable[..., bool], model: type[Model] | None = None, *, kwarg: str = "pk") -> Callable[[View], View]:
    """Guard a view with `can`; with a model, load the object first.

    In: `can(gebruiker, object)` or, without a model, `can(gebruiker)`; the model's manager must offer `visible_to`.
    `kwarg` names both the part of the address and the field that is looked up.
    Out: a decorator; the view gets the object as its second argument.
    Errors: 404 when the object does not exist or belongs to another organisation (the two look the same), 403 when
    the person may see the object but not do this.
    """

    def decorate(view: View) -> View:
        def ask(gebruiker: Any, key: Any) -> tuple[Model, ...]:
            found = () if model is None else (_find(model, gebruiker, kwarg, key),)
            if not can(gebruiker, *found):
                raise PermissionDenied
            return found

        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            key = None if model is None else kwargs.pop(kwarg)
            found = ask(request.user, key)
            # An act asks the same once more, in its own transaction (basis.verzending).
            request.ask_policy = lambda: ask(request.user, key)  # type: ignore[attr-defined]
            return view(request, *found, *args, **kwargs)

        guarded.policy = can  # type: ignore[attr-defined]
        guarded.policy_model = model  # type: ignore[attr-defined]
        guarded.policy_kwarg = kwarg if model else None  # type: ignore[attr-defined]
        return guarded

    return decorate
