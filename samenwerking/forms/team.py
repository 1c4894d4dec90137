"""Forms of the opgaveteam: who has a role, and who is away."""

from datetime import date, timedelta
from typing import Any

from django import forms

from samenwerking.basis.datumveld import DatumField
from samenwerking.models import Gebruiker, Teamlid, Teamrol


class TeamlidForm(forms.Form):
    """Who gets which role. In: the colleagues with an account."""

    rol = forms.ChoiceField(label="Rol in het team", choices=[("", "Kies een rol"), *Teamrol.choices])
    gebruiker = forms.ModelChoiceField(
        Gebruiker.objects.none(),
        label="Collega met een account",
        empty_label="Kies een collega",
        required=False,
    )
    naam = forms.CharField(
        label="Of een naam", max_length=100, required=False, help_text="Voor wie hier geen account heeft."
    )
    functie = forms.CharField(
        label="Functie", max_length=100, required=False, help_text="Bijvoorbeeld: gemeentesecretaris."
    )
    van = DatumField(label="Vanaf")

    def __init__(self, *args: Any, collegas: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gebruiker"].queryset = collegas


class LaatsteDag(DatumField):
    """Asks the last day that counts; gives the day after it, as it is stored."""

    def clean(self, value: Any) -> date | None:
        dag = super().clean(value)
        return dag and dag + timedelta(days=1)


class TeamlidEindeForm(forms.Form):
    """When someone leaves."""

    tot = LaatsteDag(label="Laatste dag in het team")


class AfwezigheidForm(forms.Form):
    """From when until when someone is away, and who stands in. In: who can."""

    van = DatumField(label="Eerste dag weg")
    tot = LaatsteDag(label="Laatste dag weg")
    vervanger = forms.ModelChoiceField(
        Teamlid.objects.none(),
        label="Wie neemt het over?",
        empty_label="Niemand",
        required=False,
        help_text="De vervanger krijgt in deze periode de berichten.",
    )

    def __init__(self, *args: Any, vervangers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["vervanger"].queryset = vervangers
