"""The wijken of a gemeente, and what was agreed with them."""

from django import forms

from samenwerking.basis.datumveld import DatumField

GEEN_NAMEN = "Schrijf hier geen namen van bewoners op."


class WijkForm(forms.Form):
    naam = forms.CharField(label="Naam van de wijk", max_length=100)
    postcodes = forms.CharField(
        label="Postcodes",
        max_length=400,
        help_text="De vier cijfers van elke postcode in deze wijk, zoals 7201 7202. Zo weet Thuisgever welke woningen "
        "er staan.",
        error_messages={"required": "Vul minstens één postcode in, zoals 7201."},
    )
    huishoudens = forms.IntegerField(
        label="Huishoudens in de wijk",
        min_value=1,
        max_value=1_000_000,
        required=False,
        help_text="Mag leeg blijven.",
        error_messages={"min_value": "Vul minstens 1 huishouden in, of laat dit leeg."},
    )


class WijkafspraakForm(forms.Form):
    tekst = forms.CharField(
        label="Afspraak of aandachtspunt",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=f"Wie hier iemand huisvest, leest dit. {GEEN_NAMEN}",
        error_messages={"required": "Schrijf op wat er is afgesproken."},
    )
    hooguit = forms.IntegerField(
        label="Hooguit woningen per halfjaar",
        min_value=0,
        max_value=10_000,
        required=False,
        help_text="Voor statushouders in deze wijk. Meer mag dan alleen met een reden. Leeg: er is geen grens.",
        error_messages={"min_value": "Dit aantal kan niet lager zijn dan 0."},
    )
    van = DatumField(label="Geldt vanaf")
    tot = DatumField(label="Geldt tot", required=False, help_text="Deze dag telt niet meer mee. Mag leeg blijven.")


class WijkafspraakEindForm(forms.Form):
    tot = DatumField(label="Geldt tot", help_text="Deze dag telt niet meer mee.")
