"""The field for a table file, as every import of the site asks it."""

from typing import Any

from django import forms

# What `inlezen` reads at most (its MAX_BYTES), so that a browser can say it before it sends anything.
HOOGSTENS = 10 * 1024 * 1024
GEEN_BESTAND = "Kies eerst een bestand. Het mag een .xlsx-, .ods- of .csv-bestand zijn."


class TabelbestandField(forms.FileField):
    """A table in one of the formats that are read; what is in it, `inlezen` judges."""

    widget = forms.FileInput(attrs={"accept": ".xlsx,.ods,.csv", "data-hoogstens": HOOGSTENS})
    default_error_messages = {"required": GEEN_BESTAND, "missing": GEEN_BESTAND}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "Een .xlsx-, .ods- of .csv-bestand van hooguit 10 MB.")
        super().__init__(**kwargs)
