"""Putting a household forward, and its answer."""

from typing import Any

from django import forms

from huisvesting.forms.basis import RedenForm
from samenwerking.models import Klasse


class WeigeringForm(RedenForm):
    """A refusal needs the household's own words."""

    tolk_aanwezig = forms.NullBooleanField(
        label="Was er een tolk bij?",
        required=False,
        widget=forms.Select(choices=[("", "Niet bekend"), ("true", "Ja"), ("false", "Nee")]),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, klassen=(Klasse.HUISHOUDEN,), **kwargs)
        self.fields["toelichting"].label = "In de eigen woorden van het huishouden"
        self.fields["toelichting"].required = True
        self.fields["toelichting"].error_messages |= {"required": "Schrijf op wat het huishouden zelf zegt."}


class VoordrachtForm(forms.Form):
    """Only asked when the home does not fit or costs more than the limit; only for the first it must be filled in."""

    afwijking = forms.CharField(
        label="Waarom past deze woning toch?",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Geef een reden als u toch wilt voordragen."},
    )

    def __init__(self, *args: Any, verplicht: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["afwijking"].required = verplicht
