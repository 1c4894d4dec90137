"""Ask for a decision, take it higher, answer it, and say how long each level has."""

from typing import Any

from django import forms

from samenwerking.basis.datumveld import DatumField
from samenwerking.models import Escalatietermijn, Gebruiker

GEEN_NAMEN = "Noem geen namen: schrijf bijvoorbeeld “een gezin van vier”."


class EscalatieForm(forms.Form):
    """One question, with what is needed to answer it."""

    titel = forms.CharField(label="Waar gaat het over?", max_length=120, help_text=GEEN_NAMEN)
    vraag = forms.CharField(label="Welk besluit vraagt u?", max_length=200, help_text="In één zin.")
    opties = forms.CharField(
        label="Welke mogelijkheden zijn er?", widget=forms.Textarea(attrs={"rows": 4}), help_text=GEEN_NAMEN
    )
    advies = forms.CharField(
        label="Wat adviseert u?", widget=forms.Textarea(attrs={"rows": 3}), help_text="Zeg ook waarom."
    )


class HogerForm(forms.Form):
    """The question as it goes up, sharper where that helps."""

    vraag = forms.CharField(label="Welk besluit vraagt u?", max_length=200, help_text=f"In één zin. {GEEN_NAMEN}")


class AntwoordForm(forms.Form):
    """The answer, and who does what follows from it. In: who may."""

    antwoord = forms.CharField(label="Uw antwoord", widget=forms.Textarea(attrs={"rows": 3}), help_text=GEEN_NAMEN)
    actie = forms.CharField(label="Wat moet er nu gebeuren?", max_length=200, required=False)
    eigenaar = forms.ModelChoiceField(
        Gebruiker.objects.none(), label="Wie doet dat", empty_label="Wie de vraag stelde", required=False
    )
    uiterlijk = DatumField(label="Uiterlijk", required=False)

    def __init__(self, *args: Any, collegas: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["eigenaar"].queryset = collegas


class TermijnForm(forms.ModelForm):
    """In how many days a level answers."""

    class Meta:
        model = Escalatietermijn
        fields = ("niveau", "dagen")
