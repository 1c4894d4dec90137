"""Searching."""

from django import forms


class ZoekForm(forms.Form):
    """What someone looks for: a name, a number or an address."""

    tekst = forms.CharField(
        label="Naam, nummer of adres",
        min_length=2,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
        error_messages={
            "required": "Typ waar u naar zoekt.",
            "min_length": "Typ ten minste 2 tekens.",
            "max_length": "Zoek met hooguit 100 tekens.",
        },
    )
