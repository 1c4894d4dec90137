"""Where people live, and by which rules they count."""

from typing import Any

from django import forms

from huisvesting.models import Huishouden, Instroom, Statushouder
from samenwerking.basis.datumveld import DatumField
from samenwerking.models import Gemeente
from taakstelling.models import Telregel, choices_of
from taakstelling.regels.telregels import Moment, Persoonssoort, Regel, TeltVoor, Woonvorm


class VerblijfForm(forms.Form):
    """People of one household who live somewhere else than in a home of a corporation of ours."""

    personen = forms.ModelMultipleChoiceField(
        Statushouder.objects.none(),
        label="Wie",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kies voor wie het verblijf is."},
    )
    vorm = forms.ChoiceField(
        label="Woonvorm",
        choices=[("", "Kies een woonvorm"), *choices_of(Woonvorm)],
        error_messages={"required": "Kies een woonvorm."},
    )
    gemeente = forms.ModelChoiceField(
        Gemeente.objects.actief(), label="Gemeente waar het is", required=False, empty_label="De eigen gemeente"
    )
    van = DatumField(label="Eerste dag")

    def __init__(self, *args: Any, huishouden: Huishouden, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["personen"].queryset = huishouden.personen.all()

    def clean_vorm(self) -> Woonvorm:
        return Woonvorm(self.cleaned_data["vorm"])


class VerblijfEindeForm(forms.Form):
    tot = DatumField(label="Eerste dag dat deze persoon er niet meer woont")
    naar_opvang = forms.BooleanField(label="Deze persoon is terug naar de opvang van COA", required=False)


class VerhuizingForm(forms.Form):
    melddatum = DatumField(label="Dag waarop de gemeente het bij COA meldde")


class InstroomForm(forms.Form):
    instroom = forms.ChoiceField(label="Instroom", choices=Instroom.choices, widget=forms.RadioSelect)


class TelregelForm(forms.Form):
    """A new version of a rule. `gezien` comes back with the preview: what was shown is what is recorded."""

    vorm = forms.ChoiceField(label="Woonvorm", choices=choices_of(Woonvorm))
    persoon = forms.ChoiceField(
        label="Voor wie",
        choices=choices_of(Persoonssoort),
        help_text="Een regel voor één soort gaat voor een regel voor iedereen.",
    )
    geldig_van = DatumField(label="Geldig vanaf")
    telt = forms.TypedChoiceField(
        label="Telt iemand hier mee?",
        choices=[("ja", "Ja"), ("nee", "Nee")],
        coerce=lambda keuze: keuze == "ja",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies of iemand hier meetelt."},
    )
    telt_voor = forms.ChoiceField(label="Voor welke gemeente?", choices=choices_of(TeltVoor))
    moment = forms.ChoiceField(label="Vanaf welk moment?", choices=choices_of(Moment))
    reden = forms.CharField(
        label="Reden",
        max_length=300,
        help_text="Eén zin in gewone taal. Deze staat bij elke telling.",
        error_messages={"required": "Schrijf in een zin op waarom iemand wel of niet meetelt."},
    )
    code = forms.CharField(
        label="Nummer van de regel",
        max_length=20,
        validators=Telregel._meta.get_field("code").validators,
        help_text="Bijvoorbeeld R-304.",
        error_messages={"required": "Vul het nummer van de regel in."},
    )
    bron = forms.CharField(
        label="Bron", max_length=300, error_messages={"required": "Schrijf op waar deze regel vandaan komt."}
    )
    gezien = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def regel(self) -> Regel:
        """The version as the rules know it; its number follows when it is recorded."""
        data = {naam: waarde for naam, waarde in self.cleaned_data.items() if naam != "gezien"}
        keuzes = {"vorm": Woonvorm, "persoon": Persoonssoort, "telt_voor": TeltVoor, "moment": Moment}
        return Regel(versie=0, **{n: keuzes[n](waarde) if n in keuzes else waarde for n, waarde in data.items()})
