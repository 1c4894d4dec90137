"""Our count beside that of COA."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from taakstelling.models import Verschilreden


class PersoonsverschilForm(forms.Form):
    """Why one person counts here and not at COA."""

    reden = forms.ChoiceField(
        label="Waarom telt deze persoon niet bij COA?",
        choices=[("", "Kies een reden"), *Verschilreden.choices],
        error_messages={"required": "Kies een reden."},
    )
    toelichting = forms.CharField(
        label="Toelichting",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text="Bijvoorbeeld wat COA erover zei.",
    )


class AantalverschilForm(PersoonsverschilForm):
    """The same for a number of persons whom one cannot name, in either direction."""

    telt_bij = forms.ChoiceField(
        label="Wie telt deze personen?",
        choices=[("eigen", "Alleen wij"), ("coa", "Alleen COA")],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wie deze personen telt."},
    )
    aantal = forms.IntegerField(
        label="Personen",
        min_value=1,
        max_value=10_000,
        error_messages={"required": "Vul het aantal personen in.", "min_value": "Vul 1 of meer in."},
    )
    field_order = ("telt_bij", "aantal", "reden", "toelichting")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reden"].label = "Wat is de reden?"


class OpgelostForm(forms.Form):
    """From which state of COA on a difference is no more. `standen`: the days to choose from, the latest first."""

    peildatum = forms.TypedChoiceField(
        label="In welke stand van COA is het opgelost?",
        coerce=date.fromisoformat,
        error_messages={"required": "Kies een stand van COA."},
    )

    def __init__(self, *args: Any, standen: Iterable[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["peildatum"].choices = [(dag.isoformat(), f"{dag:%d-%m-%Y}") for dag in standen]
