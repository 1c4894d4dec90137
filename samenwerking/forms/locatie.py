"""Forms of a place that may become homes."""

from typing import Any

from django import forms

from samenwerking.basis.datumveld import DatumField
from samenwerking.forms import OverdraagForm
from samenwerking.models import (
    Gebruiker,
    Gemeente,
    Locatiesoort,
    LocatieStatus,
    Puntoordeel,
    Wijk,
    Windrichting,
    Woningcorporatie,
)
from samenwerking.regels.locatie import HOOGUIT, IN_GEBRUIK, STADIA

GEEN_NAMEN = "Noem geen namen van statushouders."


def _bedrag(label: str, help_text: str = "In euro's.") -> forms.DecimalField:
    return forms.DecimalField(
        label=label, min_value=0, max_digits=12, decimal_places=2, localize=True, required=False, help_text=help_text
    )


def _tekst(label: str, *, rows: int = 3, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), max_length=4000, **kwargs)


class LocatieForm(forms.Form):
    """What is known of a place. In: the gemeente, whose wijken and corporations can be chosen."""

    naam = forms.CharField(label="Naam", max_length=100, help_text="Bijvoorbeeld: De Wilgenhof.")
    soort = forms.ChoiceField(
        label="Soort",
        choices=[("", "Kies een soort"), *Locatiesoort.choices],
        help_text="De soort bepaalt welke punten u uitzoekt.",
    )
    adres = forms.CharField(label="Adres", max_length=200, required=False)
    wijk = forms.ModelChoiceField(Wijk.objects.none(), label="Wijk", empty_label="Onbekend", required=False)
    richting = forms.ChoiceField(
        label="Waar ligt het?",
        choices=[("", "Kies een richting"), *Windrichting.choices],
        help_text="Gezien vanuit het centrum van de gemeente.",
    )
    afstand_km = forms.DecimalField(
        label="Afstand tot het centrum (km)",
        min_value=0,
        max_value=99,
        max_digits=3,
        decimal_places=1,
        localize=True,
        required=False,
        help_text="Ongeveer. In het centrum hoeft u niets in te vullen.",
    )
    corporatie = forms.ModelChoiceField(
        Woningcorporatie.objects.none(),
        label="Corporatie die meedoet",
        empty_label="Geen",
        required=False,
        help_text="Zij leest mee, zonder bedragen.",
    )
    eigenaar = forms.CharField(
        label="Eigenaar van het gebouw of de grond",
        max_length=100,
        required=False,
        help_text="Bijvoorbeeld: een zorginstelling.",
    )
    toelichting = _tekst("Toelichting", required=False, help_text=GEEN_NAMEN)

    def __init__(self, *args: Any, gemeente: Gemeente, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wijk"].queryset = gemeente.wijken.all()
        self.fields["corporatie"].queryset = gemeente.corporaties.all()

    def clean_afstand_km(self) -> Any:
        return self.cleaned_data["afstand_km"] or 0


class LocatieMeldForm(LocatieForm):
    """The same, with what is expected when that is known already."""

    plaatsen = forms.IntegerField(
        label="Plaatsen voor statushouders",
        min_value=1,
        max_value=HOOGUIT,
        required=False,
        help_text="Een schatting mag. U kunt dit later wijzigen.",
    )
    datum = DatumField(label="Klaar op", required=False, help_text="Ongeveer, bijvoorbeeld 01-10-2026.")


class VerwachtingForm(forms.Form):
    """What is expected now. In: whether it is the first version, which needs no reason."""

    plaatsen = forms.IntegerField(label="Plaatsen voor statushouders", min_value=1, max_value=HOOGUIT)
    datum = DatumField(label="Klaar op")
    einddatum = DatumField(label="Tot (bij tijdelijk gebruik)", required=False)
    investering = _bedrag("Investering", "In euro's, eenmalig.")
    bijdrage = _bedrag("Bijdrage van anderen", "In euro's: wat het Rijk of anderen van de investering betalen.")
    exploitatie = _bedrag("Exploitatie per jaar")
    reden = _tekst(
        "Waarom verandert de verwachting?",
        error_messages={"required": "Schrijf op waarom de verwachting verandert."},
        help_text=GEEN_NAMEN,
    )

    def __init__(self, *args: Any, is_eerste: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_eerste:
            del self.fields["reden"]


class StadiumForm(forms.Form):
    """The stage in which the person saw the place: it goes one further from there, or not at all."""

    van = forms.ChoiceField(choices=LocatieStatus.choices, widget=forms.HiddenInput)


class LocatievoorstelForm(forms.Form):
    """What is said to who decides about it."""

    voorstel = _tekst(
        "Wat stelt u voor?",
        rows=5,
        error_messages={"required": "Schrijf op wat u voorstelt."},
        help_text=f"Bijvoorbeeld: het gebouw tien jaar huren voor 20 mensen. {GEEN_NAMEN}",
    )
    opties = _tekst("Welke andere mogelijkheden zijn er?", required=False)
    advies = _tekst("Advies", required=False)
    uiterlijk = DatumField(label="Besluit nodig voor", required=False)


class AfvalForm(forms.Form):
    """Why a place will not become anything."""

    reden = _tekst(
        "Waarom valt deze locatie af?",
        error_messages={"required": "Schrijf op waarom deze locatie afvalt."},
        help_text=GEEN_NAMEN,
    )


class LocatieactieForm(OverdraagForm):
    """Something to do about a place."""

    titel = forms.CharField(
        label="Wat moet er gebeuren?",
        max_length=200,
        error_messages={"required": "Schrijf op wat er moet gebeuren."},
        help_text=GEEN_NAMEN,
    )
    field_order = ("titel", "eigenaar", "afdeling", "uiterlijk")


class LocatiepuntForm(forms.Form):
    """How a point of the checklist stands. In: who may find it out."""

    eigenaar = forms.ModelChoiceField(
        Gebruiker.objects.none(), label="Wie zoekt dit uit?", empty_label="Nog niemand", required=False
    )
    oordeel = forms.ChoiceField(label="Hoe staat het ervoor?", choices=Puntoordeel.choices, widget=forms.RadioSelect)
    toelichting = _tekst(
        "Toelichting", required=False, help_text=f"Bij een knelpunt: wat is het en wat is er nodig? {GEEN_NAMEN}"
    )
    document = forms.CharField(
        label="Document",
        max_length=300,
        required=False,
        help_text="Het kenmerk in het archief, of een adres dat met https:// begint.",
    )
    uiterlijk = DatumField(label="Uiterlijk", required=False)

    def __init__(self, *args: Any, collegas: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["eigenaar"].queryset = collegas


class GewichtForm(forms.Form):
    """On how much of each stage the gemeente counts."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for stadium in STADIA:
            if stadium != IN_GEBRUIK:
                self.fields[stadium] = forms.IntegerField(
                    label=f"{LocatieStatus(stadium).label} (%)", min_value=0, max_value=100
                )
