"""Database constraints that many models need, with a name and the sentence a user reads."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import CheckConstraint, F, Model, Q, UniqueConstraint

P = ParamSpec("P")
R = TypeVar("R")


def both_or_neither(
    first: str, second: str, *, name: str, violation_error_message: str | None = None
) -> CheckConstraint:
    """An act and its actor: both fields are filled, or neither is. `first` and `second` are field names."""
    return CheckConstraint(
        condition=Q(**{f"{first}__isnull": True, f"{second}__isnull": True})
        | Q(**{f"{first}__isnull": False, f"{second}__isnull": False}),
        name=name,
        violation_error_message=violation_error_message or "Vul het moment en de persoon allebei in.",
    )


def in_order(
    before: str, after: str, *, name: str, allow_equal: bool = True, violation_error_message: str | None = None
) -> CheckConstraint:
    """`after` is not earlier than `before` (or later, when equal is not allowed); an empty one always passes."""
    lookup = "gte" if allow_equal else "gt"
    return CheckConstraint(
        condition=Q(**{f"{before}__isnull": True})
        | Q(**{f"{after}__isnull": True})
        | Q(**{f"{after}__{lookup}": F(before)}),
        name=name,
        violation_error_message=violation_error_message or "Het einde ligt voor het begin.",
    )


NET_GEWIJZIGD = "Iemand anders heeft dit zojuist gewijzigd. Ververs de pagina en kijk wat er nu staat."


class Bezet(ValidationError):
    """Another was first: nothing is wrong with what was typed, but the facts moved on. A page answers 409, not 422."""


def one_transaction(*models: type[Model]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Run a service in one transaction; a constraint that still refuses becomes the sentence that belongs to it.

    In: the models whose constraints may speak. Errors: ValidationError with the sentence of the violated constraint;
    `Bezet` when a row of someone else is in the way (the service looked before, so that row is new).
    SQLite names the columns of a unique constraint instead of the constraint; where two have the same columns, or the
    sentence must say more, a service checks first.
    """
    sentences = {c.name: c.violation_error_message for m in models for c in m._meta.constraints}
    own_fault = {c.name for m in models for c in m._meta.constraints if isinstance(c, CheckConstraint)}
    for model in models:
        for constraint in model._meta.constraints:
            if isinstance(constraint, UniqueConstraint) and constraint.fields:
                columns = (f"{model._meta.db_table}.{model._meta.get_field(f).column}" for f in constraint.fields)
                sentences.setdefault(
                    f"UNIQUE constraint failed: {', '.join(columns)}", constraint.violation_error_message
                )

    def decorate(service: Callable[P, R]) -> Callable[P, R]:
        @wraps(service)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            try:
                with transaction.atomic():
                    return service(*args, **kwargs)
            except IntegrityError as error:
                name = max((name for name in sentences if name in str(error)), key=len, default=None)
                refusal = ValidationError if name in own_fault else Bezet
                raise refusal(str(sentences[name]) if name else NET_GEWIJZIGD) from error

        return guarded

    return decorate
