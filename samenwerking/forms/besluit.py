"""What is proposed, decided and answered, and up to where a role decides."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from samenwerking.basis.datumveld import DatumField
from samenwerking.models import Besluitsoort, Rol
from samenwerking.models.mandaat import LADDER
from samenwerking.regels.mandaat import Grens, Omvang, judge_maten
from samenwerking.services.besluit import GEEN_NAMEN, Voorstel

HOOGSTE_BEDRAG = Decimal("999999999.99")
MAAT_UITLEG = "Vul in wat bij het soort besluit hoort; de rest blijft leeg. Thuisgever zegt het als er iets mist."


def _bedrag(label: str, **anders: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        min_value=Decimal(0),
        max_value=HOOGSTE_BEDRAG,
        decimal_places=2,
        localize=True,
        error_messages={"min_value": "Een bedrag is nooit lager dan nul.", "max_value": "Dit bedrag is te hoog."},
        **anders,
    )


def _aantal(label: str, **anders: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=0, max_value=100_000, error_messages={"min_value": "Kies 0 of meer."}, **anders
    )


class VoorstelForm(forms.Form):
    """Words and size of a proposal; `cleaned_data` is what the service asks: soort, voorstel, omvang."""

    soort = forms.ChoiceField(label="Soort besluit", choices=[("", "Kies een soort"), *Besluitsoort.choices])
    titel = forms.CharField(label="Wat moet er besloten worden?", max_length=120, help_text="In één regel.")
    tekst = forms.CharField(label="Voorstel", widget=forms.Textarea(attrs={"rows": 4}), help_text=GEEN_NAMEN)
    opties = forms.CharField(label="Andere mogelijkheden", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    advies = forms.CharField(label="Uw advies", widget=forms.Textarea(attrs={"rows": 2}), required=False)
    bedrag = _bedrag("Bedrag (EUR)", required=False, help_text=MAAT_UITLEG)
    aantal = _aantal("Aantal (woningen, plaatsen of personen)", required=False)
    maanden = _aantal("Duur in maanden", required=False)
    afwijking = forms.BooleanField(label="Dit wijkt af van een regel", required=False)
    uiterlijk = DatumField(label="Besluit nodig voor", required=False)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not {"soort", "titel", "tekst", "bedrag", "aantal", "maanden"} <= set(data):
            return data  # the fields themselves say what is wrong
        omvang = Omvang(data["bedrag"], data["aantal"], data["maanden"], data["afwijking"])
        if fouten := judge_maten(data["soort"], omvang):
            raise ValidationError(fouten)
        woorden = (data["titel"], data["tekst"], data["opties"], data["advies"], data.get("uiterlijk"))
        return {"soort": data["soort"], "voorstel": Voorstel(*woorden), "omvang": omvang}


class HotelForm(forms.Form):
    """Places in a hotel: the amount follows."""

    plaatsen = forms.IntegerField(label="Aantal plaatsen", min_value=1, max_value=10_000)
    maanden = forms.IntegerField(label="Aantal maanden", min_value=1, max_value=60)
    prijs = _bedrag("Prijs per plaats per maand (EUR)")
    toelichting = forms.CharField(
        label="Waarom is dit nodig?", widget=forms.Textarea(attrs={"rows": 3}), help_text=GEEN_NAMEN
    )
    advies = forms.CharField(label="Uw advies", widget=forms.Textarea(attrs={"rows": 2}), required=False)
    uiterlijk = DatumField(label="Besluit nodig voor", required=False)


class BesluitForm(forms.Form):
    motivering = forms.CharField(
        label="Toelichting", widget=forms.Textarea(attrs={"rows": 3}), required=False, help_text=GEEN_NAMEN
    )
    uitvoeren_voor = DatumField(label="Uitvoeren voor", required=False, help_text="Leeg: binnen tien werkdagen.")


class AfwijzingForm(forms.Form):
    motivering = forms.CharField(
        label="Waarom wijst u dit af?", widget=forms.Textarea(attrs={"rows": 3}), help_text=GEEN_NAMEN
    )


class AanhoudForm(forms.Form):
    tot = DatumField(label="Tot wanneer houdt u dit aan?")


class MandaatForm(forms.Form):
    """Up to where a role decides one kind; `cleaned_data` is what the service asks."""

    houder = forms.ChoiceField(label="Wie", choices=[(rol.value, rol.label) for rol in LADDER if rol != Rol.WETHOUDER])
    soort = forms.ChoiceField(label="Soort besluit", choices=Besluitsoort.choices)
    bedrag_tot = _bedrag("Tot en met (EUR)", required=False, help_text="Leeg: er is geen grens.")
    aantal_tot = _aantal("Tot en met (woningen, plaatsen of personen)", required=False)
    maanden_tot = _aantal("Tot en met (maanden)", required=False)
    afwijking = forms.BooleanField(label="Mag afwijken van een regel", required=False)
    artikel = forms.CharField(
        label="Artikel", max_length=200, help_text="Bijvoorbeeld: Mandaatregeling 2026, artikel 3 lid 2."
    )
    van = DatumField(label="Geldig vanaf")
    tot = DatumField(label="Geldig tot", required=False, help_text="Deze dag telt niet meer mee. Mag leeg blijven.")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not {"bedrag_tot", "aantal_tot", "maanden_tot"} <= set(data):
            return data
        grens = Grens(data.pop("bedrag_tot"), data.pop("aantal_tot"), data.pop("maanden_tot"), data.pop("afwijking"))
        return {**data, "grens": grens}


class MandaatEindForm(forms.Form):
    tot = DatumField(label="Geldig tot", help_text="Deze dag telt niet meer mee.")
