"""The field for a date, as every form of the site asks it."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

JAREN = (2000, 2100)


def validate_jaar(datum: date) -> None:
    """Nothing here happened before the first year or will after the last: it is a slip, such as 0026."""
    if not JAREN[0] <= datum.year <= JAREN[1]:
        raise ValidationError(f"Controleer het jaar: kies een dag van {JAREN[0]} tot en met {JAREN[1]}.")


class DatumInput(forms.DateInput):
    """One field, dd-mm-jjjj. JavaScript adds the browser's picker as an aid."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            attrs={"autocomplete": "off", "inputmode": "numeric", "data-datum": "", **(attrs or {})}, format="%d-%m-%Y"
        )


class DatumField(forms.DateField):
    """A date as people write it; the error says how."""

    widget = DatumInput
    default_validators = [validate_jaar]
    default_error_messages = {
        "required": "Vul een datum in, bijvoorbeeld 02-03-2026.",
        "invalid": "Schrijf de datum als dd-mm-jjjj, bijvoorbeeld 02-03-2026.",
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "Bijvoorbeeld 02-03-2026.")
        super().__init__(**kwargs)
