"""Letters, plans and milestones."""

from typing import Any

from django import forms

from samenwerking.basis.datumveld import DatumField
from taakstelling.models import Briefsoort, Maat, Richting, Toezichtkader, Toezichttrede


class ToezichtbriefForm(forms.Form):
    """A letter from or to the province. `kader`: whose steps may be chosen (None: no step is asked)."""

    richting = forms.ChoiceField(label="Van wie aan wie", choices=Richting.choices)
    soort = forms.ChoiceField(label="Soort brief", choices=Briefsoort.choices)
    datum = DatumField(label="Datum van de brief")
    kenmerk = forms.CharField(
        label="Kenmerk", max_length=100, error_messages={"required": "Vul het kenmerk van de brief in."}
    )
    onderwerp = forms.CharField(
        label="Onderwerp", max_length=200, error_messages={"required": "Schrijf op waar de brief over gaat."}
    )
    trede = forms.ModelChoiceField(
        Toezichttrede.objects.none(),
        label="Trede die de brief noemt",
        required=False,
        empty_label="De brief noemt geen trede",
    )
    reactiedatum = DatumField(label="Reactie uiterlijk op", required=False)

    def __init__(self, *args: Any, kader: Toezichtkader | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kader is None:
            del self.fields["trede"]
        else:
            self.fields["trede"].queryset = kader.treden.all()


class PlanForm(forms.Form):
    datum = DatumField(label="Datum van het plan")
    titel = forms.CharField(label="Titel", max_length=150, error_messages={"required": "Geef het plan een titel."})
    omschrijving = forms.CharField(
        label="Wat de gemeente doet",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Schrijf op wat de gemeente doet om de achterstand in te lopen."},
    )


class MijlpaalForm(forms.Form):
    datum = DatumField(label="Op deze dag")
    maat = forms.ChoiceField(label="Wat er telt", choices=Maat.choices)
    aantal = forms.IntegerField(
        label="Hoeveel",
        min_value=-99_999,
        max_value=99_999,
        help_text="Het aantal mensen dat dan minstens gehuisvest is, of het saldo. Een achterstand van 5 is -5.",
        error_messages={"required": "Vul een aantal in.", "invalid": "Vul een heel getal in, bijvoorbeeld 12 of -5."},
    )
    omschrijving = forms.CharField(
        label="Wat de gemeente ervoor doet",
        max_length=200,
        error_messages={"required": "Schrijf op wat de gemeente ervoor doet."},
    )
