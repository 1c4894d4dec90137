"""Reading a list of COA, and questions to COA."""

from typing import Any

from django import forms

from huisvesting.forms.basis import choose
from samenwerking.basis.bestandveld import TabelbestandField
from samenwerking.basis.datumveld import DatumField
from samenwerking.models import Gemeente


class CoaLijstForm(forms.Form):
    """The file to read, and for which gemeente."""

    gemeente = forms.ModelChoiceField(Gemeente.objects.none(), label="Gemeente", empty_label=None)
    bestand = TabelbestandField(
        label="COA-lijst", error_messages={"empty": "Dit bestand is leeg. Kies het bestand dat u van COA kreeg."}
    )

    def __init__(self, *args: Any, gemeenten: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "gemeente", gemeenten)


class BevestigLijstForm(forms.Form):
    """Only asked when many of the people who were linked before are missing from the list."""

    bevestigd = forms.BooleanField(
        label="Dit is de goede lijst, ook al missen er mensen die al gekoppeld waren",
        error_messages={"required": "Vink aan dat dit de goede lijst is. Twijfelt u? Leg de lijst dan weg."},
    )


GEEN_NAMEN = "Noem geen mensen en geen V-nummers: ook de provincie leest dit."


class CoaVraagForm(forms.Form):
    vraagdatum = DatumField(label="Dag van de vraag")
    vraag = forms.CharField(
        label="Wat u aan COA vroeg",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=GEEN_NAMEN,
        error_messages={"required": "Schrijf op wat u aan COA vroeg."},
    )


class CoaAntwoordForm(forms.Form):
    antwoorddatum = DatumField(label="Dag van het antwoord")
    antwoord = forms.CharField(
        label="Wat COA antwoordde",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=GEEN_NAMEN,
        error_messages={"required": "Schrijf op wat COA antwoordde."},
    )
