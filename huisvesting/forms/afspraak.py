"""What a corporation promises for a half-year, and after how many days both speak of what is open."""

from typing import Any

from django import forms

from huisvesting.forms.basis import choose
from huisvesting.models import Slaapkamerklasse
from huisvesting.models.afspraak import LANGSTE_TERMIJN, MEESTE_WONINGEN
from samenwerking.models import Gemeente, Woningcorporatie
from taakstelling.regels.halfjaar import Halfjaar


class AantalForm(forms.Form):
    """How many homes, and where that was agreed."""

    aantal = forms.IntegerField(
        label="Woningen",
        min_value=0,
        max_value=MEESTE_WONINGEN,
        error_messages={
            "required": "Vul in hoeveel woningen er zijn afgesproken.",
            "min_value": "Dit aantal kan niet lager zijn dan 0.",
            "max_value": f"Dit aantal kan niet hoger zijn dan {MEESTE_WONINGEN}.",
        },
    )
    bron = forms.CharField(
        label="Waar staat dit?",
        max_length=300,
        help_text="Bijvoorbeeld: Prestatieafspraken 2026, artikel 4.",
        error_messages={"required": "Noem het document of het overleg waar dit is afgesproken."},
    )
    bron_url = forms.URLField(
        label="Adres van het document", max_length=300, required=False, assume_scheme="https", empty_value=""
    )


class AfspraakForm(AantalForm):
    """A new agreement of one corporation, for one half-year and one bedroom class."""

    corporatie = forms.ModelChoiceField(
        Woningcorporatie.objects.none(),
        label="Corporatie",
        empty_label="Kies een corporatie",
        error_messages={"required": "Kies een corporatie."},
    )
    halfjaar = forms.TypedChoiceField(label="Halfjaar", coerce=Halfjaar.parse)
    slaapkamers = forms.ChoiceField(
        label="Slaapkamers",
        choices=Slaapkamerklasse.choices,
        initial=Slaapkamerklasse.ELKE,
        help_text="Kies “Maakt niet uit” als er niets over de grootte is afgesproken.",
    )
    field_order = ("corporatie", "halfjaar", "slaapkamers", "aantal", "bron", "bron_url")

    def __init__(self, *args: Any, gemeente: Gemeente, halfjaar: Halfjaar, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "corporatie", gemeente.corporaties.all())
        halfjaren = (halfjaar.vorige, halfjaar, halfjaar.volgende)
        self.fields["halfjaar"].choices = [(str(h), h.omschrijving.capitalize()) for h in halfjaren]
        self.fields["halfjaar"].initial = str(halfjaar)


class AfspraakWijzigForm(AantalForm):
    reden = forms.CharField(
        label="Reden van de wijziging",
        max_length=300,
        error_messages={"required": "Schrijf op waarom de afspraak verandert."},
    )
    field_order = ("aantal", "reden", "bron", "bron_url")


class OverlegtermijnForm(forms.Form):
    dagen = forms.IntegerField(
        label="Dagen",
        min_value=0,
        max_value=LANGSTE_TERMIJN,
        help_text="Wat langer open staat, komt op de agenda. Dagen in het weekend tellen mee.",
        error_messages={
            "required": "Vul het aantal dagen in.",
            "min_value": "Dit aantal kan niet lager zijn dan 0.",
            "max_value": f"Dit aantal kan niet hoger zijn dan {LANGSTE_TERMIJN}.",
        },
    )
