"""Forms of huisvesting. They check what one can see on the form; whether an act is allowed now, the service says."""

from typing import Any

from django import forms
from django.utils import timezone

from huisvesting.models import Vorm, Woning
from huisvesting.services.aanbod import Woninggegevens
from samenwerking.basis.datumveld import DatumField
from samenwerking.models import Gebruiker, Gemeente, Klasse, Reden, Woningcorporatie

GEEN_BESTAND = "Kies eerst een bestand. Het mag een .csv- of .xlsx-bestand zijn."


def choose(form: forms.Form, naam: str, keuzes: Any) -> None:
    """Offer these objects in a field. A choice of one is no question: it is filled in and not shown."""
    form.fields[naam].queryset = keuzes
    if len(keuzes) == 1:
        form.fields[naam].initial = keuzes[0]
        form.fields[naam].widget = forms.HiddenInput()


class CoaLijstForm(forms.Form):
    """The file to read, and for which gemeente."""

    gemeente = forms.ModelChoiceField(Gemeente.objects.none(), label="Gemeente", empty_label=None)
    bestand = forms.FileField(
        label="COA-lijst",
        help_text="Een .csv- of .xlsx-bestand van hooguit 10 MB.",
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        error_messages={
            "required": GEEN_BESTAND,
            "missing": GEEN_BESTAND,
            "empty": "Dit bestand is leeg. Kies het bestand dat u van COA kreeg.",
        },
    )

    def __init__(self, *args: Any, gemeenten: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "gemeente", gemeenten)


class BevestigLijstForm(forms.Form):
    """Only asked when many of the people who were linked before are missing from the list."""

    bevestigd = forms.BooleanField(
        label="Dit is de goede lijst, ook al missen er mensen die al gekoppeld waren",
        error_messages={"required": "Vink aan dat dit de goede lijst is. Twijfelt u? Leg de lijst dan weg."},
    )


class AanbodForm(forms.Form):
    """A home in a minute: five fields for who has one, the rest may wait until confirmation."""

    corporatie = forms.ModelChoiceField(Woningcorporatie.objects.none(), label="Corporatie", empty_label=None)
    gemeente = forms.ModelChoiceField(Gemeente.objects.none(), label="Gemeente", empty_label=None)
    straat = forms.CharField(label="Straat", max_length=100)
    huisnummer = forms.IntegerField(label="Huisnummer", min_value=1, max_value=99999)
    toevoeging = forms.CharField(label="Toevoeging", max_length=10, required=False)
    postcode = forms.CharField(label="Postcode", max_length=7, validators=Woning._meta.get_field("postcode").validators)
    plaats = forms.CharField(label="Plaats", max_length=100)
    vorm = forms.ChoiceField(label="Soort woning", choices=Vorm.choices)
    slaapkamers = forms.IntegerField(label="Slaapkamers", min_value=1, max_value=20)
    beschikbaar_vanaf = DatumField(label="Beschikbaar vanaf")

    def __init__(self, *args: Any, gebruiker: Gebruiker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        corporaties = Woningcorporatie.objects.visible_to(gebruiker)
        gemeenten = Gemeente.objects.actief().visible_to(gebruiker)
        choose(self, "corporatie", corporaties)
        choose(self, "gemeente", gemeenten)

    def woning(self) -> Woninggegevens:
        """The facts of the home, for the service."""
        data = {k: v for k, v in self.cleaned_data.items() if k not in ("corporatie", "gemeente", "beschikbaar_vanaf")}
        return Woninggegevens(**data)


class BevestigForm(forms.Form):
    """What a confirmed home must say."""

    kale_huur = forms.DecimalField(
        label="Kale huur per maand", min_value=0, max_digits=7, decimal_places=2, localize=True, help_text="In euro's."
    )
    servicekosten = forms.DecimalField(
        label="Servicekosten per maand", min_value=0, max_digits=7, decimal_places=2, localize=True, required=False
    )
    verdieping = forms.IntegerField(label="Verdieping", min_value=-2, max_value=60, help_text="0 is de begane grond.")
    lift = forms.BooleanField(label="Er is een lift", required=False)
    toegankelijk = forms.BooleanField(label="Geschikt voor een rolstoel", required=False)
    optiedatum = DatumField(
        label="Optie tot en met", required=False, help_text="Tot deze dag houdt u de woning vrij voor de gemeente."
    )


class OptieForm(forms.Form):
    optiedatum = DatumField(label="Optie tot en met")


class RedenForm(forms.Form):
    """A classed reason with a note. `klassen` says whose reasons may be chosen."""

    reden = forms.ModelChoiceField(Reden.objects.none(), label="Reden", empty_label="Kies een reden")
    toelichting = forms.CharField(label="Toelichting", widget=forms.Textarea(attrs={"rows": 3}), required=False)

    def __init__(self, *args: Any, klassen: tuple[str, ...] = tuple(Klasse.values), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reden"].queryset = Reden.objects.geldig(timezone.localdate()).for_klassen(*klassen)


class WeigeringForm(RedenForm):
    """A refusal needs the household's own words."""

    tolk_aanwezig = forms.NullBooleanField(
        label="Was er een tolk bij?",
        required=False,
        widget=forms.Select(choices=[("", "Niet bekend"), ("true", "Ja"), ("false", "Nee")]),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, klassen=(Klasse.HUISHOUDEN,), **kwargs)
        self.fields["toelichting"].label = "In de eigen woorden van het huishouden"
        self.fields["toelichting"].required = True


class VoordrachtForm(forms.Form):
    """Only asked when the home does not fit."""

    afwijking = forms.CharField(
        label="Waarom past deze woning toch?", widget=forms.Textarea(attrs={"rows": 3}), required=False
    )


class HuurcontractForm(forms.Form):
    ingangsdatum = DatumField(label="Eerste dag van de huur")


class SleutelForm(forms.Form):
    sleuteldatum = DatumField(label="Dag van de sleutel")


class AfmeldForm(forms.Form):
    afmelddatum = DatumField(label="Dag van afmelding bij COA")
