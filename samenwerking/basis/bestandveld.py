"""The field for a table file, as every import of the site asks it."""

from typing import Any

from django import forms

GEEN_BESTAND = "Kies eerst een bestand. Het mag een .csv- of .xlsx-bestand zijn."


class TabelbestandField(forms.FileField):
    """A .csv or .xlsx; what is in it, `inlezen` judges."""

    widget = forms.FileInput(attrs={"accept": ".csv,.xlsx"})
    default_error_messages = {"required": GEEN_BESTAND, "missing": GEEN_BESTAND}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "Een .csv- of .xlsx-bestand van hooguit 10 MB.")
        super().__init__(**kwargs)
