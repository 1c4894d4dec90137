"""Forms of huisvesting. They check what one can see on the form; whether an act is allowed now, the service says."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from huisvesting.models import Huishouden, Instroom, Statushouder, Vorm, Woning
from huisvesting.policies import can_register_for
from huisvesting.services.aanbod import Woninggegevens
from huisvesting.services.blokkade import KLASSEN_BLOKKADE
from samenwerking.basis.bestandveld import TabelbestandField
from samenwerking.basis.datumveld import DatumField
from samenwerking.models import Gebruiker, Gemeente, Klasse, Reden, Woningcorporatie
from taakstelling.models import Telregel, Verschilreden, choices_of
from taakstelling.regels.telregels import Moment, Persoonssoort, Regel, TeltVoor, Woonvorm


def choose(form: forms.Form, naam: str, keuzes: Any) -> None:
    """Offer these objects in a field. A choice of one is no question: it is filled in and not shown."""
    form.fields[naam].queryset = keuzes
    if len(keuzes) == 1:
        form.fields[naam].initial = keuzes[0]
        form.fields[naam].widget = forms.HiddenInput()


class CoaLijstForm(forms.Form):
    """The file to read, and for which gemeente."""

    gemeente = forms.ModelChoiceField(Gemeente.objects.none(), label="Gemeente", empty_label=None)
    bestand = TabelbestandField(
        label="COA-lijst", error_messages={"empty": "Dit bestand is leeg. Kies het bestand dat u van COA kreeg."}
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


class RedenForm(forms.Form):
    """A classed reason with a note. `klassen` says whose reasons may be chosen."""

    reden = forms.ModelChoiceField(
        Reden.objects.none(),
        label="Reden",
        empty_label="Kies een reden",
        error_messages={"required": "Kies een reden."},
    )
    toelichting = forms.CharField(label="Toelichting", widget=forms.Textarea(attrs={"rows": 3}), required=False)

    def __init__(self, *args: Any, klassen: tuple[str, ...] = tuple(Klasse.values), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reden"].queryset = Reden.objects.geldig(timezone.localdate()).for_klassen(*klassen)


class BlokkadeForm(RedenForm):
    """Why nobody can be put forward for the home, and until when that will be so."""

    blokkade_tot = DatumField(
        label="Naar verwachting weer vrij op", help_text="De blokkade blijft staan tot u haar zelf opheft."
    )
    field_order = ("reden", "blokkade_tot", "toelichting")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, klassen=KLASSEN_BLOKKADE, **kwargs)


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
        self.fields["toelichting"].error_messages |= {"required": "Schrijf op wat het huishouden zelf zegt."}


class VoordrachtForm(forms.Form):
    """Only asked when the home does not fit or costs more than the limit; only for the first it must be filled in."""

    afwijking = forms.CharField(
        label="Waarom past deze woning toch?",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Geef een reden als u toch wilt voordragen."},
    )

    def __init__(self, *args: Any, verplicht: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["afwijking"].required = verplicht


class HuurcontractForm(forms.Form):
    ingangsdatum = DatumField(label="Eerste dag van de huur")


class SleutelForm(forms.Form):
    sleuteldatum = DatumField(label="Dag van de sleutel")


class AfmeldForm(forms.Form):
    afmelddatum = DatumField(label="Dag van afmelding bij COA")


GEEN_NAMEN = "Noem geen mensen en geen V-nummers: ook de provincie leest dit."


class CoaVraagForm(forms.Form):
    vraagdatum = DatumField(label="Dag van de vraag")
    vraag = forms.CharField(
        label="Wat u aan COA vroeg",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=GEEN_NAMEN,
        error_messages={"required": "Schrijf op wat u aan COA vroeg."},
    )


class CoaAntwoordForm(forms.Form):
    antwoorddatum = DatumField(label="Dag van het antwoord")
    antwoord = forms.CharField(
        label="Wat COA antwoordde",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=GEEN_NAMEN,
        error_messages={"required": "Schrijf op wat COA antwoordde."},
    )


# --- Our count beside that of COA -------------------------------------------------------------------------------------
class PersoonsverschilForm(forms.Form):
    """Why one person counts here and not at COA."""

    reden = forms.ChoiceField(
        label="Waarom telt deze persoon niet bij COA?",
        choices=[("", "Kies een reden"), *Verschilreden.choices],
        error_messages={"required": "Kies een reden."},
    )
    toelichting = forms.CharField(
        label="Toelichting",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text="Bijvoorbeeld wat COA erover zei.",
    )


class AantalverschilForm(PersoonsverschilForm):
    """The same for a number of persons whom one cannot name, in either direction."""

    telt_bij = forms.ChoiceField(
        label="Wie telt deze personen?",
        choices=[("eigen", "Alleen wij"), ("coa", "Alleen COA")],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wie deze personen telt."},
    )
    aantal = forms.IntegerField(
        label="Personen",
        min_value=1,
        max_value=10_000,
        error_messages={"required": "Vul het aantal personen in.", "min_value": "Vul 1 of meer in."},
    )
    field_order = ("telt_bij", "aantal", "reden", "toelichting")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reden"].label = "Wat is de reden?"


class OpgelostForm(forms.Form):
    """From which state of COA on a difference is no more. `standen`: the days to choose from, the latest first."""

    peildatum = forms.TypedChoiceField(
        label="In welke stand van COA is het opgelost?",
        coerce=date.fromisoformat,
        error_messages={"required": "Kies een stand van COA."},
    )

    def __init__(self, *args: Any, standen: Iterable[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["peildatum"].choices = [(dag.isoformat(), f"{dag:%d-%m-%Y}") for dag in standen]


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


class ZoekForm(forms.Form):
    """What someone looks for: a name, a number or an address."""

    tekst = forms.CharField(
        label="Naam, nummer of adres",
        min_length=2,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
        error_messages={
            "required": "Typ waar u naar zoekt.",
            "min_length": "Typ ten minste 2 tekens.",
            "max_length": "Zoek met hooguit 100 tekens.",
        },
    )
