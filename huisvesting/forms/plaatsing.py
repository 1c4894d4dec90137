"""From the lease to its end."""

from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format

from huisvesting.models import Bestemming, Hersteld, Plaatsing, Plaatsingspersoon, Woningaanbod
from huisvesting.services.correctie import current_dates
from huisvesting.services.plaatsing import TIJDELIJKE_VORMEN
from samenwerking.basis.datumveld import DatumField


class HuurcontractForm(forms.Form):
    ingangsdatum = DatumField(label="Eerste dag van de huur")
    tijdelijk_tot = DatumField(
        label="Tijdelijk tot en met",
        required=False,
        help_text="Alleen bij een tijdelijk contract. Bijvoorbeeld 02-03-2027.",
        error_messages={"required": "Vul in tot en met welke dag de huur loopt."},
    )

    def __init__(self, *args: Any, aanbod: Woningaanbod, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if aanbod.woning.vorm in TIJDELIJKE_VORMEN:
            self.fields["tijdelijk_tot"].required = True
            self.fields["tijdelijk_tot"].help_text = "Deze woning is tijdelijk. Bijvoorbeeld 02-03-2027."


class AfspraakForm(forms.Form):
    afspraakdatum = DatumField(label="Nieuwe afspraak voor de sleutel")


class SleutelForm(forms.Form):
    sleuteldatum = DatumField(label="Dag van de sleutel")


class PersonenForm(forms.Form):
    """For whom a date holds: everyone who does not have it yet, unless someone has a day of his own."""

    personen = forms.ModelMultipleChoiceField(
        Plaatsingspersoon.objects.none(),
        label="Voor wie",
        widget=forms.CheckboxSelectMultiple,
        help_text="Geldt voor iemand een andere dag? Haal het vinkje weg en leg die dag daarna apart vast.",
        error_messages={"required": "Kies voor wie dit geldt."},
    )

    def __init__(self, *args: Any, plaatsing: Plaatsing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_ = plaatsing.personen.filter(**{self.veld: None}).select_related("statushouder")
        if not open_:
            del self.fields["personen"]  # nobody is left: the service says so
            return
        self.fields["personen"].queryset = open_.order_by("statushouder__geboortedatum", "pk")
        self.fields["personen"].initial = list(open_)
        if len(open_) == 1:
            self.fields["personen"].widget = forms.MultipleHiddenInput()


class AfmeldForm(PersonenForm):
    veld = "afmelddatum"

    afmelddatum = DatumField(label="Dag van afmelding bij COA")
    field_order = ("afmelddatum", "personen")


class InschrijfForm(PersonenForm):
    veld = "inschrijfdatum"

    inschrijfdatum = DatumField(label="Dag van inschrijving in de BRP")
    field_order = ("inschrijfdatum", "personen")


class EindeForm(forms.Form):
    einddatum = DatumField(label="Laatste dag van de huur")
    bestemming = forms.ChoiceField(
        label="Waar gaat het huishouden heen?",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies waar het huishouden heen gaat."},
    )

    def __init__(self, *args: Any, kent_dossier: bool, heeft_volgende: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not kent_dossier:  # where a household goes is not the corporation's to know, nor that a next home waits
            del self.fields["bestemming"]
            return
        self.fields["bestemming"].choices = [
            keuze for keuze in Bestemming.choices if (keuze[0] == Bestemming.DOORSTROOM) == heeft_volgende
        ]
        if heeft_volgende:
            self.fields["bestemming"].initial = Bestemming.DOORSTROOM


class HerstelForm(forms.Form):
    """Which date, what it becomes, and why. A choice names the date that stands there now, so that nobody corrects what
    another corrected meanwhile."""

    gegeven = forms.ChoiceField(
        label="Welke datum klopt niet?",
        error_messages={
            "required": "Kies een datum.",
            "invalid_choice": "Deze datum is intussen anders. Kies opnieuw.",
        },
    )
    nieuw = DatumField(
        label="Wat is de juiste datum?",
        required=False,
    )
    niet_gebeurd = forms.BooleanField(label="Dit is niet gebeurd: haal de datum weg", required=False)
    reden = forms.CharField(
        label="Waarom klopte de datum niet?",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Schrijf op waarom de datum niet klopte."},
    )

    def __init__(self, *args: Any, plaatsing: Plaatsing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gegeven"].choices = [("", "Kies een datum"), *_choose_gegeven(plaatsing)]

    def clean(self) -> dict[str, Any]:
        """Out: what `correct_plaatsing` takes."""
        data = super().clean() or {}
        gegeven, niet_gebeurd = data.pop("gegeven", ""), data.pop("niet_gebeurd", False)
        if "nieuw" in data and bool(data["nieuw"]) == niet_gebeurd:
            self.add_error("nieuw", "Vul de juiste datum in, of kruis aan dat dit niet is gebeurd.")
        if gegeven:
            veld, oud = gegeven.split(" ")
            data |= {"veld": Hersteld(veld), "oud": date.fromisoformat(oud)}
        return data


def _choose_gegeven(plaatsing: Plaatsing) -> list[tuple[str, str]]:
    return [
        (f"{veld.value} {datum}", f"{veld.label}: {date_format(datum, 'j F Y')}")
        for veld in Hersteld
        for datum in current_dates(plaatsing, veld)
    ]
