"""What forms of several nouns share: a choice of one, a classed reason."""

from typing import Any

from django import forms
from django.utils import timezone

from samenwerking.models import Klasse, Reden


def choose(form: forms.Form, naam: str, keuzes: Any) -> None:
    """Offer these objects in a field. A choice of one is no question: it is filled in and not shown."""
    form.fields[naam].queryset = keuzes
    if len(keuzes) == 1:
        form.fields[naam].initial = keuzes[0]
        form.fields[naam].widget = forms.HiddenInput()


class RedenForm(forms.Form):
    """A classed reason with a note. `klassen` says whose reasons may be chosen."""

    reden = forms.ModelChoiceField(
        Reden.objects.none(),
        label="Reden",
        empty_label="Kies een reden",
        error_messages={"required": "Kies een reden."},
    )
    toelichting = forms.CharField(label="Toelichting", widget=forms.Textarea(attrs={"rows": 3}), required=False)

    def __init__(self, *args: Any, klassen: tuple[str, ...] = tuple(Klasse.values), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reden"].queryset = Reden.objects.geldig(timezone.localdate()).for_klassen(*klassen)
