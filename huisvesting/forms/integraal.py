"""What other groups ask, and what was chosen between the groups."""

from typing import Any

from django import forms

from huisvesting.forms.basis import choose
from huisvesting.models import Doelgroep
from samenwerking.basis.datumveld import DatumField
from samenwerking.models import Besluit, Gemeente

MEESTE_WONINGEN = 100_000
AANTAL_FOUTEN = {
    "required": "Vul een aantal in, of 0.",
    "min_value": "Dit aantal kan niet lager zijn dan 0.",
    "max_value": "Dit aantal is te hoog.",
}


class DoelgroepclaimForm(forms.Form):
    doelgroep = forms.ChoiceField(label="Groep", choices=[("", "Kies een groep"), *Doelgroep.choices])
    gevraagd = forms.IntegerField(
        label="Woningen gevraagd", min_value=0, max_value=MEESTE_WONINGEN, error_messages=AANTAL_FOUTEN
    )
    toegewezen = forms.IntegerField(
        label="Woningen toegewezen", min_value=0, max_value=MEESTE_WONINGEN, error_messages=AANTAL_FOUTEN
    )
    bron = forms.CharField(
        label="Waar staat dit?",
        max_length=200,
        help_text="Bijvoorbeeld: Jaarplan opvang 2026, bladzijde 4. Alleen aantallen, geen gegevens van mensen.",
        error_messages={"required": "Vul in waar het getal vandaan komt."},
    )


class VerdeelkeuzeForm(forms.Form):
    keuzedatum = DatumField(label="Gekozen op")
    keuze = forms.CharField(
        label="Wat is er gekozen?",
        max_length=200,
        help_text="Bijvoorbeeld: de eerste tien woningen gaan naar statushouders. Schrijf geen namen op.",
        error_messages={"required": "Schrijf op wat er gekozen is."},
    )
    motivering = forms.CharField(
        label="Waarom?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Schrijf op waarom dit gekozen is."},
    )
    besluit = forms.ModelChoiceField(
        Besluit.objects.none(),
        label="Besluit waarop dit rust",
        required=False,
        empty_label="Geen besluit in Thuisgever",
    )

    def __init__(self, *args: Any, gemeente: Gemeente, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        genomen = Besluit.objects.filter(gemeente=gemeente, besloten_op__isnull=False).order_by("-besloten_op")
        choose(self, "besluit", genomen)
