"""Forms of the floor, and how every form of the site is drawn."""

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting

from samenwerking.basis.datumveld import DatumField
from samenwerking.models import Gebruiker, Mailwijze


class ThuisgeverRenderer(TemplatesSetting):
    """Label above, help below it, error above the field; a summary of errors on top."""

    form_template_name = "formulier/form.html"
    field_template_name = "formulier/field.html"


# What an empty field asks for; a field with a better sentence has its own. Subclasses of these fields follow.
VERPLICHT = {
    forms.Field: "Vul dit in.",
    forms.ChoiceField: "Maak een keuze.",
    forms.FileField: "Kies een bestand.",
    forms.BooleanField: "Vink dit aan.",
    forms.DateField: "Vul een datum in.",
}


def phrase_required() -> None:
    """Let every form, also of the admin, say what to do at an empty field instead of "Dit veld is verplicht."."""
    for veld, zin in VERPLICHT.items():
        veld.default_error_messages = {**vars(veld).get("default_error_messages", {}), "required": zin}


class ThemaForm(forms.Form):
    """Light, dark, or as the machine says."""

    thema = forms.ChoiceField(choices=[("systeem", "Systeem"), ("licht", "Licht"), ("donker", "Donker")])


class BerichtvoorkeurForm(forms.Form):
    """When someone wants mail about his messages."""

    wijze = forms.ChoiceField(label="Wanneer wilt u mail?", choices=Mailwijze.choices, widget=forms.RadioSelect)
    vrijdag = forms.BooleanField(
        label="Elke vrijdag een bericht over wie er een thuis kreeg",
        required=False,
        help_text="Zonder namen. U krijgt het als u in het opgaveteam van een gemeente werkt.",
    )


class OverdraagForm(forms.Form):
    """Who does something, and by when. In: who may."""

    eigenaar = forms.ModelChoiceField(
        Gebruiker.objects.none(), label="Wie doet dit", empty_label="Niemand van ons", required=False
    )
    afdeling = forms.CharField(
        label="Of welke afdeling of partij", max_length=60, required=False, help_text="Bijvoorbeeld: Inburgering."
    )
    uiterlijk = DatumField(label="Uiterlijk", required=False)

    def __init__(self, *args: Any, collegas: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["eigenaar"].queryset = collegas


class VoorbeeldForm(forms.Form):
    """Only for the gallery: one of each kind of field."""

    naam = forms.CharField(label="Naam", help_text="Zoals op het paspoort.")
    datum = DatumField(label="Sleuteldatum")
    aantal = forms.IntegerField(label="Slaapkamers", min_value=1)
    reden = forms.ChoiceField(
        label="Reden", choices=[("", "Kies een reden"), ("a", "Huur te hoog"), ("b", "Woning te klein")]
    )
    antwoord = forms.ChoiceField(
        label="Wat is het antwoord?", choices=[("ja", "Accepteert"), ("nee", "Weigert")], widget=forms.RadioSelect
    )
    talen = forms.MultipleChoiceField(
        label="Talen",
        choices=[("nl", "Nederlands"), ("en", "Engels"), ("ar", "Arabisch")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    bestand = forms.FileField(label="COA-lijst", help_text="Een .xlsx-, .ods- of .csv-bestand.", required=False)
    toelichting = forms.CharField(label="Toelichting", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    tolk = forms.BooleanField(label="Er was een tolk bij", required=False)


class VoorbeeldFilterForm(forms.Form):
    """Only for the gallery: the fields of a filter."""

    status = forms.ChoiceField(label="Status", choices=[("", "Alle"), ("klaar", "Wacht op woning")], required=False)
    slaapkamers = forms.IntegerField(label="Slaapkamers, minstens", min_value=1, required=False)
