"""Reading a sheet of homes."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from huisvesting.forms.basis import choose
from huisvesting.policies import can_register_for
from samenwerking.basis.bestandveld import TabelbestandField
from samenwerking.models import Gebruiker, Gemeente, Woningcorporatie


class AanbodlijstForm(forms.Form):
    """The file, of which corporation, and for which gemeente."""

    corporatie = forms.ModelChoiceField(Woningcorporatie.objects.none(), label="Corporatie", empty_label=None)
    gemeente = forms.ModelChoiceField(Gemeente.objects.none(), label="Gemeente", empty_label=None)
    bestand = TabelbestandField(
        label="Lijst met woningen", error_messages={"empty": "Dit bestand is leeg. Kies de lijst met uw woningen."}
    )

    def __init__(self, *args: Any, gebruiker: Gebruiker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "corporatie", Woningcorporatie.objects.visible_to(gebruiker))
        choose(self, "gemeente", Gemeente.objects.actief().visible_to(gebruiker))
        self.gebruiker = gebruiker

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        corporatie, gemeente = data.get("corporatie"), data.get("gemeente")
        if corporatie and gemeente and not can_register_for(self.gebruiker, corporatie, gemeente):
            raise ValidationError(f"U meldt geen woningen van {corporatie} in {gemeente}. Kies een andere.")
        return data
