"""The field for a date, as every form of the site asks it."""

from typing import Any

from django import forms


class DatumInput(forms.DateInput):
    """One field, dd-mm-jjjj. JavaScript adds the browser's picker as an aid."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            attrs={"autocomplete": "off", "inputmode": "numeric", "data-datum": "", **(attrs or {})}, format="%d-%m-%Y"
        )


class DatumField(forms.DateField):
    """A date as people write it; the error says how."""

    widget = DatumInput
    default_error_messages = {"invalid": "Schrijf de datum als dd-mm-jjjj, bijvoorbeeld 02-03-2026."}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "Bijvoorbeeld 02-03-2026.")
        super().__init__(**kwargs)
