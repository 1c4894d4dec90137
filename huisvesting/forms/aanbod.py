"""Reporting, confirming and blocking a home."""

from typing import Any

from django import forms

from huisvesting.forms.basis import RedenForm, choose
from huisvesting.models import Vorm, Woning
from huisvesting.policies import can_register_for
from huisvesting.services.aanbod import Woninggegevens
from huisvesting.services.blokkade import KLASSEN_BLOKKADE
from samenwerking.basis.datumveld import DatumField
from samenwerking.models import Gebruiker, Gemeente, Woningcorporatie


class AanbodForm(forms.Form):
    """A home in a minute: five fields for who has one, the rest may wait until confirmation."""

    corporatie = forms.ModelChoiceField(Woningcorporatie.objects.none(), label="Corporatie", empty_label=None)
    gemeente = forms.ModelChoiceField(Gemeente.objects.none(), label="Gemeente", empty_label=None)
    straat = forms.CharField(label="Straat", max_length=100, error_messages={"required": "Vul de straat in."})
    huisnummer = forms.IntegerField(
        label="Huisnummer", min_value=1, max_value=99999, error_messages={"required": "Vul het huisnummer in."}
    )
    toevoeging = forms.CharField(label="Toevoeging", max_length=10, required=False)
    postcode = forms.CharField(
        label="Postcode",
        max_length=7,
        validators=Woning._meta.get_field("postcode").validators,
        error_messages={"required": "Vul de postcode in, bijvoorbeeld 1234 AB."},
    )
    plaats = forms.CharField(label="Plaats", max_length=100, error_messages={"required": "Vul de plaats in."})
    vorm = forms.ChoiceField(label="Soort woning", choices=Vorm.choices)
    slaapkamers = forms.IntegerField(
        label="Slaapkamers",
        min_value=1,
        max_value=20,
        error_messages={
            "required": "Vul in hoeveel slaapkamers er zijn.",
            "min_value": "Een woning telt hier minstens 1 slaapkamer.",
        },
    )
    beschikbaar_vanaf = DatumField(label="Beschikbaar vanaf")

    def __init__(self, *args: Any, gebruiker: Gebruiker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        corporaties = Woningcorporatie.objects.visible_to(gebruiker)
        gemeenten = Gemeente.objects.actief().visible_to(gebruiker)
        choose(self, "corporatie", corporaties)
        choose(self, "gemeente", gemeenten)
        self.gebruiker = gebruiker

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        corporatie, gemeente = data.get("corporatie"), data.get("gemeente")
        if corporatie and gemeente and not can_register_for(self.gebruiker, corporatie, gemeente):
            raise forms.ValidationError(f"U meldt geen woningen van {corporatie} in {gemeente}. Kies een andere.")
        return data

    def woning(self) -> Woninggegevens:
        """The facts of the home, for the service."""
        data = {k: v for k, v in self.cleaned_data.items() if k not in ("corporatie", "gemeente", "beschikbaar_vanaf")}
        return Woninggegevens(**data)


class BevestigForm(forms.Form):
    """What a confirmed home must say."""

    kale_huur = forms.DecimalField(
        label="Kale huur per maand",
        min_value=0,
        max_digits=7,
        decimal_places=2,
        localize=True,
        help_text="In euro's.",
        error_messages={"required": "Vul de kale huur in."},
    )
    servicekosten = forms.DecimalField(
        label="Servicekosten per maand", min_value=0, max_digits=7, decimal_places=2, localize=True, required=False
    )
    verdieping = forms.IntegerField(
        label="Verdieping",
        min_value=-2,
        max_value=60,
        help_text="0 is de begane grond.",
        error_messages={"required": "Vul de verdieping in; de begane grond is 0."},
    )
    lift = forms.BooleanField(label="Er is een lift", required=False)
    toegankelijk = forms.BooleanField(label="Geschikt voor een rolstoel", required=False)
    optiedatum = DatumField(
        label="Optie tot en met", required=False, help_text="Tot deze dag houdt u de woning vrij voor de gemeente."
    )


class OptieForm(forms.Form):
    optiedatum = DatumField(label="Optie tot en met")


class BlokkadeForm(RedenForm):
    """Why nobody can be put forward for the home, and until when that will be so."""

    blokkade_tot = DatumField(
        label="Naar verwachting weer vrij op", help_text="De blokkade blijft staan tot u haar zelf opheft."
    )
    field_order = ("reden", "blokkade_tot", "toelichting")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, klassen=KLASSEN_BLOKKADE, **kwargs)
