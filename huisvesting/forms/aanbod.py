"""Reporting, confirming, mending, blocking and asking back a home; a complex."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy

from huisvesting.forms.basis import RedenForm, choose
from huisvesting.models import Complex, Energielabel, Vorm, Woning
from huisvesting.models.woning import BAG_ID
from huisvesting.policies import can_register_for
from huisvesting.regels.adres import normalise_postcode
from huisvesting.services.aanbod import MEESTE_KAMERS, Woninggegevens
from huisvesting.services.blokkade import KLASSEN_BLOKKADE
from huisvesting.services.intrekking import KLASSEN_INTREKKING
from samenwerking.basis.datumveld import DatumField
from samenwerking.models import Gebruiker, Gemeente, Woningcorporatie

# Who has typed where the home is, gets street and place of a postcode that is known (`find_adres`).
ZOEK_ADRES = {
    "hx-post": reverse_lazy("huisvesting:aanbod_adres"),
    "hx-trigger": "change",
    "hx-include": "closest form",
    "hx-target": "#id_straat",
    "hx-swap": "outerHTML",
}


def find_adres(corporaties: Iterable[Woningcorporatie], postcode: str) -> tuple[str, str] | None:
    """Street and place that belong to a postcode, from the homes of these corporations that are known already."""
    bekend = Woning.objects.filter(corporatie__in=corporaties, postcode=postcode).order_by("pk")
    return bekend.values_list("straat", "plaats").first()


class AanbodForm(forms.Form):
    """A home in a minute: five fields for who has one, the rest may wait until confirmation."""

    corporatie = forms.ModelChoiceField(Woningcorporatie.objects.none(), label="Corporatie", empty_label=None)
    gemeente = forms.ModelChoiceField(Gemeente.objects.none(), label="Gemeente", empty_label=None)
    postcode = forms.CharField(
        label="Postcode",
        max_length=7,
        validators=Woning._meta.get_field("postcode").validators,
        widget=forms.TextInput(attrs=ZOEK_ADRES),
        error_messages={"required": "Vul de postcode in, bijvoorbeeld 1234 AB."},
    )
    huisnummer = forms.IntegerField(
        label="Huisnummer", min_value=1, max_value=99999, error_messages={"required": "Vul het huisnummer in."}
    )
    toevoeging = forms.CharField(label="Toevoeging", max_length=10, required=False)
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
    straat = forms.CharField(
        label="Straat",
        max_length=100,
        required=False,
        help_text="Alleen nodig als u op deze postcode nog nooit een woning meldde.",
    )
    plaats = forms.CharField(label="Plaats", max_length=100, required=False)
    vorm = forms.ChoiceField(label="Soort woning", choices=Vorm.choices, initial=Vorm.REGULIER, required=False)
    kamers = forms.IntegerField(
        label="Aantal kamers",
        min_value=1,
        max_value=MEESTE_KAMERS,
        required=False,
        help_text="Alleen bij kamers met gedeelde voorzieningen. Elke kamer wordt een eigen woning: K1, K2 en verder.",
    )

    def __init__(self, *args: Any, gebruiker: Gebruiker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.corporaties = Woningcorporatie.objects.visible_to(gebruiker)
        gemeenten = Gemeente.objects.actief().visible_to(gebruiker)
        choose(self, "corporatie", self.corporaties)
        choose(self, "gemeente", gemeenten)
        self.gebruiker = gebruiker

    def clean_postcode(self) -> str:
        return normalise_postcode(self.cleaned_data["postcode"])

    def clean_vorm(self) -> str:
        return str(self.cleaned_data["vorm"] or Vorm.REGULIER)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        corporatie, gemeente = data.get("corporatie"), data.get("gemeente")
        if corporatie and gemeente and not can_register_for(self.gebruiker, corporatie, gemeente):
            raise ValidationError(f"U meldt geen woningen van {corporatie} in {gemeente}. Kies een andere.")
        self._fill_adres(data)
        if (data.get("kamers") or 1) > 1 and data.get("vorm") != Vorm.ONZELFSTANDIG:
            self.add_error("vorm", f"Meldt u kamers? Kies dan “{Vorm.ONZELFSTANDIG.label}”.")
        return data

    def _fill_adres(self, data: dict[str, Any]) -> None:
        """Street and place that were left out, when the postcode is known; else they are asked."""
        bekend = find_adres(self.corporaties, data["postcode"]) if data.get("postcode") else None
        straat, plaats = bekend or ("", "")
        data["straat"] = data.get("straat") or straat
        data["plaats"] = (
            (plaats if bekend and "plaats" not in self.changed_data else "") or data.get("plaats") or plaats
        )
        if data.get("postcode") and not data["straat"]:
            self.add_error("straat", "Wij kennen deze postcode nog niet. Vul de straat in.")
        if data.get("postcode") and not data["plaats"]:
            self.add_error("plaats", "Vul de plaats in.")

    def woning(self) -> Woninggegevens:
        """The facts of the home, for the service."""
        anders = ("corporatie", "gemeente", "beschikbaar_vanaf", "kamers")
        return Woninggegevens(**{naam: waarde for naam, waarde in self.cleaned_data.items() if naam not in anders})


def _bedrag(label: str, fout: str = "", **kwargs: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        min_value=0,
        max_digits=7,
        decimal_places=2,
        localize=True,
        error_messages={"required": fout},
        **kwargs,
    )


class FeitenForm(forms.Form):
    """What is said of a home besides its address. In: the complexes that it can belong to."""

    kale_huur = _bedrag("Kale huur per maand", "Vul de kale huur in.", help_text="In euro's.")
    verdieping = forms.IntegerField(
        label="Verdieping",
        min_value=-2,
        max_value=60,
        help_text="0 is de begane grond.",
        error_messages={"required": "Vul de verdieping in; de begane grond is 0."},
    )
    lift = forms.BooleanField(label="Er is een lift", required=False)
    toegankelijk = forms.BooleanField(label="Geschikt voor een rolstoel", required=False)
    servicekosten = _bedrag("Servicekosten per maand", required=False)
    energielabel = forms.ChoiceField(
        label="Energielabel", choices=[("", "Onbekend"), *Energielabel.choices], required=False
    )
    oppervlakte = forms.IntegerField(
        label="Woonoppervlakte in m²",
        min_value=5,
        max_value=1000,
        required=False,
        error_messages={
            "min_value": "Een woning heeft minstens 5 m².",
            "max_value": "Een woning heeft hooguit 1.000 m².",
        },
    )
    complex = forms.ModelChoiceField(
        Complex.objects.none(), label="Complex", empty_label="Geen complex", required=False
    )
    bag_verblijfsobject = forms.CharField(
        label="BAG-nummer van de woning",
        max_length=16,
        required=False,
        validators=[BAG_ID],
        help_text="Verblijfsobject, 16 cijfers.",
    )
    bag_pand = forms.CharField(
        label="BAG-nummer van het gebouw",
        max_length=16,
        required=False,
        validators=[BAG_ID],
        help_text="Pand, 16 cijfers.",
    )

    def __init__(self, *args: Any, complexen: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if complexen:
            self.fields["complex"].queryset = complexen
        else:
            del self.fields["complex"]


class BevestigForm(FeitenForm):
    """What a confirmed home must say."""

    optiedatum = DatumField(
        label="Optie tot en met", required=False, help_text="Tot deze dag houdt u de woning vrij voor de gemeente."
    )
    field_order = ("kale_huur", "verdieping", "optiedatum")


class WijzigForm(FeitenForm):
    """The facts of a home that was reported already; rent and floor may wait until it is confirmed."""

    vorm = forms.ChoiceField(label="Soort woning", choices=Vorm.choices)
    slaapkamers = forms.IntegerField(
        label="Slaapkamers",
        min_value=1,
        max_value=20,
        error_messages={"required": "Vul in hoeveel slaapkamers er zijn."},
    )
    beschikbaar_vanaf = DatumField(label="Beschikbaar vanaf")
    field_order = ("slaapkamers", "beschikbaar_vanaf", "vorm")

    def __init__(self, *args: Any, is_bevestigd: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for naam in ("kale_huur", "verdieping"):
            self.fields[naam].required = is_bevestigd


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


class IntrekverzoekForm(RedenForm):
    """Why a corporation wants an assigned home back; the opgavemanager reads it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, klassen=KLASSEN_INTREKKING, **kwargs)
        veld = self.fields["toelichting"]
        veld.required, veld.label = True, "Waarom u de woning terugvraagt"
        veld.error_messages["required"] = "Leg uit waarom u deze woning terugvraagt."


class MotiveringForm(forms.Form):
    motivering = forms.CharField(
        label="Waarom de woning toegewezen blijft",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="De corporatie leest dit.",
        error_messages={"required": "Schrijf op waarom de woning toegewezen blijft."},
    )


class VoorstelForm(forms.Form):
    """What is asked of who may decide it."""

    voorstel = forms.CharField(
        label="Wat stelt u voor, en waarom?",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        help_text="Noem geen namen of V-nummers van statushouders.",
        error_messages={"required": "Schrijf op wat u voorstelt."},
    )


class ComplexForm(forms.Form):
    """Homes that belong together, and how many of them go to statushouders at most."""

    corporatie = forms.ModelChoiceField(Woningcorporatie.objects.none(), label="Corporatie", empty_label=None)
    gemeente = forms.ModelChoiceField(Gemeente.objects.none(), label="Gemeente", empty_label=None)
    naam = forms.CharField(label="Naam", max_length=100, error_messages={"required": "Vul de naam van het complex in."})
    woningen_totaal = forms.IntegerField(
        label="Woningen in het complex",
        min_value=1,
        max_value=9999,
        error_messages={"required": "Vul in hoeveel woningen het complex heeft."},
    )
    maximum = forms.IntegerField(
        label="Hooguit voor statushouders",
        min_value=0,
        max_value=9999,
        help_text="Zijn het er al zoveel? Dan vraagt Thuisgever een reden voor nog een voordracht.",
        error_messages={"required": "Vul in hoeveel woningen hooguit naar statushouders gaan."},
    )

    def __init__(self, *args: Any, gebruiker: Gebruiker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "corporatie", Woningcorporatie.objects.filter(pk__in=gebruiker.corporatie_ids()))
        choose(self, "gemeente", Gemeente.objects.actief().visible_to(gebruiker))
