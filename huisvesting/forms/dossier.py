"""The dossier of a household: receipt, what is missing, intake and need, parking, handing back, notes and contacts."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from huisvesting.forms.basis import RedenForm, choose
from huisvesting.models import Contactwijze, Eissoort, Huishouden, Ontbrekend
from huisvesting.models.norm import JONGSTE, MEESTE_PER_KAMER
from huisvesting.regels.woonbehoefte import VOLWASSEN
from huisvesting.services.intake import Woonwens
from samenwerking.basis.datumveld import DatumField
from samenwerking.models import Gebruiker, Klasse

# Reasons of the same parties that belong to another moment; what a gemeente adds itself is always offered.
NIET_OM_TE_PARKEREN = (
    "weigert-locatie",
    "weigert-grootte",
    "weigert-huur",
    "medische-reden",
    "familie-elders",
    "studie-werk-elders",
    "zelf-woonruimte",
    "niet-verschenen",
    "geen-antwoord",
    "blijft-weigeren",
    "herkoppeling",
    "profiel-onjuist",
    "gezin-elders",
    "vervoer-niet-gereed",
)
NIET_OM_TERUG_TE_GEVEN = (
    "weigert-locatie",
    "weigert-grootte",
    "weigert-huur",
    "medische-reden",
    "studie-werk-elders",
    "nareis-eerst",
    "niet-verschenen",
    "geen-antwoord",
    "medisch-onderzoek",
    "detentie",
    "geen-bsn-pas",
    "vervoer-niet-gereed",
    "wacht-op-nareis",
    "brandveiligheid",
)


class BehandelaarForm(forms.Form):
    """Who answers for a dossier. In: who may."""

    eigenaar = forms.ModelChoiceField(
        Gebruiker.objects.none(),
        label="Wie behandelt het dossier",
        empty_label="Kies een collega",
        error_messages={"required": "Kies wie dit dossier behandelt."},
    )

    def __init__(self, *args: Any, collegas: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "eigenaar", collegas)


class OntvangstForm(BehandelaarForm):
    coa_contact = forms.CharField(
        label="Contactpersoon op de COA-locatie",
        max_length=200,
        required=False,
        help_text="Naam en telefoonnummer, als u ze weet.",
    )


class OntvangstenForm(BehandelaarForm):
    """The same for many at once; all are ticked to begin with."""

    huishoudens = forms.ModelMultipleChoiceField(
        Huishouden.objects.none(),
        label="Welke huishoudens",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kies ten minste één huishouden."},
    )

    def __init__(self, *args: Any, huishoudens: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["huishoudens"].queryset = huishoudens
        self.fields["huishoudens"].initial = huishoudens


class AanvullingForm(forms.Form):
    ontbreekt = forms.MultipleChoiceField(
        label="Wat ontbreekt er?",
        choices=Ontbrekend.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kies wat er ontbreekt."},
    )
    toelichting = forms.CharField(label="Toelichting", widget=forms.Textarea(attrs={"rows": 3}), required=False)


GEEN = "geen"
EISEND = ("liefst", "moet")


class BehoefteForm(forms.Form):
    """What a household needs of a home: bedrooms otherwise than counted, and a choice for each criterion."""

    KEUZES = ((GEEN, "Geen eis"), ("liefst", "Liefst"), ("moet", "Moet"))

    slaapkamers_nodig = forms.IntegerField(label="Ander aantal slaapkamers", min_value=1, max_value=20, required=False)
    slaapkamers_reden = forms.CharField(
        label="Waarom een ander aantal", widget=forms.Textarea(attrs={"rows": 2}), required=False
    )
    gelijkvloers = forms.ChoiceField(label="Geen trap", choices=KEUZES, initial=GEEN)
    zelfstandig = forms.ChoiceField(label="Eigen keuken en badkamer", choices=KEUZES, initial=GEEN)
    huur = forms.ChoiceField(label="Grens aan de huur", choices=KEUZES, initial=GEEN)
    huur_bedrag = forms.DecimalField(
        label="Huur niet hoger dan (per maand)",
        min_value=1,
        max_digits=7,
        decimal_places=2,
        localize=True,
        required=False,
    )
    plaats = forms.ChoiceField(label="In een bepaalde plaats", choices=KEUZES, initial=GEEN)
    plaats_waarde = forms.CharField(label="Welke plaats", max_length=100, required=False)
    werk = forms.ChoiceField(label="Dicht bij werk", choices=KEUZES, initial=GEEN)
    onderwijs = forms.ChoiceField(label="Dicht bij school of studie", choices=KEUZES, initial=GEEN)
    zorg = forms.ChoiceField(label="Dicht bij zorg", choices=KEUZES, initial=GEEN)
    familie = forms.ChoiceField(label="Dicht bij familie", choices=KEUZES, initial=GEEN)
    omgeving_waarde = forms.CharField(
        label="Waar dat is",
        max_length=100,
        required=False,
        help_text="Bij werk, school, zorg of familie. Wie de woning kiest, leest dit.",
    )

    def __init__(self, *args: Any, berekend: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[
            "slaapkamers_nodig"
        ].help_text = f"Berekend: {berekend}. Vul alleen iets in als dat voor dit huishouden niet klopt."

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("slaapkamers_nodig") and not data.get("slaapkamers_reden", "").strip():
            self.add_error("slaapkamers_reden", "Leg uit waarom het aantal slaapkamers anders is dan berekend.")
        if data.get("huur") in EISEND and "huur_bedrag" in data and data["huur_bedrag"] is None:
            self.add_error("huur_bedrag", "Vul in hoe hoog de huur hooguit mag zijn.")
        if data.get("plaats") in EISEND and not data.get("plaats_waarde", "").strip():
            self.add_error("plaats_waarde", "Vul in om welke plaats het gaat.")
        return data


OMGEVING = (Eissoort.WERK, Eissoort.ONDERWIJS, Eissoort.ZORG, Eissoort.FAMILIE)


def behoefte_of(huishouden: Huishouden) -> dict[str, Any]:
    """The stored need of a household, as BehoefteForm opens with it."""
    eisen = {eis.soort: eis for eis in huishouden.eisen.all()}
    waarden: dict[str, Any] = {
        soort.value: ("moet" if eisen[soort].is_hard else "liefst") if soort in eisen else GEEN for soort in Eissoort
    }
    waarden["huur_bedrag"] = eisen[Eissoort.HUUR].bedrag if Eissoort.HUUR in eisen else None
    waarden["plaats_waarde"] = eisen[Eissoort.PLAATS].waarde if Eissoort.PLAATS in eisen else ""
    waarden["omgeving_waarde"] = next((eisen[s].waarde for s in OMGEVING if s in eisen), "")
    waarden["slaapkamers_nodig"] = huishouden.slaapkamers_nodig
    waarden["slaapkamers_reden"] = huishouden.slaapkamers_reden
    return waarden


def read_behoefte(data: Mapping[str, Any]) -> dict[str, Any]:
    """What BehoefteForm says, as the services take it."""

    def wens(soort: Eissoort) -> Woonwens:
        waarde = data["plaats_waarde"] if soort == Eissoort.PLAATS else ""
        return Woonwens(
            soort,
            is_hard=data[soort] == "moet",
            bedrag=data["huur_bedrag"] if soort == Eissoort.HUUR else None,
            waarde=data["omgeving_waarde"] if soort in OMGEVING else waarde,
        )

    return {
        "slaapkamers_nodig": data["slaapkamers_nodig"],
        "slaapkamers_reden": data["slaapkamers_reden"],
        "eisen": [wens(soort) for soort in Eissoort if data[soort] != GEEN],
    }


class ParkeerForm(RedenForm):
    """Why, and until when or until what."""

    tot = DatumField(label="Parkeren tot", required=False)
    voorwaarde = forms.CharField(
        label="Of: tot wat er gebeurd is",
        max_length=200,
        required=False,
        help_text="Bijvoorbeeld: tot de verblijfspas er is.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, klassen=(Klasse.HUISHOUDEN, Klasse.COA), **kwargs)
        reden = self.fields["reden"]
        reden.queryset = reden.queryset.exclude(code__in=NIET_OM_TE_PARKEREN)


class TeruggaveForm(RedenForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, klassen=(Klasse.HUISHOUDEN, Klasse.COA, Klasse.OVERMACHT), **kwargs)
        reden = self.fields["reden"]
        reden.queryset = reden.queryset.exclude(code__in=NIET_OM_TERUG_TE_GEVEN)


class MotiveringForm(forms.Form):
    """Why not, or why again."""

    motivering = forms.CharField(
        label="Waarom", widget=forms.Textarea(attrs={"rows": 4}), error_messages={"required": "Schrijf op waarom."}
    )


class NotitieForm(forms.Form):
    tekst = forms.CharField(
        label="Notitie",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Schrijf op wat u wilt bewaren."},
    )


class ContactForm(forms.Form):
    """Contact with a household, or an attempt."""

    contactdatum = DatumField(label="Dag")
    is_bereikt = forms.TypedChoiceField(
        label="Hebt u iemand gesproken?",
        choices=[("ja", "Ja"), ("nee", "Nee, geen antwoord")],
        coerce=lambda keuze: keuze == "ja",
        widget=forms.RadioSelect,
        initial="ja",
    )
    tolk_aanwezig = forms.NullBooleanField(
        label="Was er een tolk bij?",
        required=False,
        widget=forms.Select(choices=[("", "Niet bekend"), ("true", "Ja"), ("false", "Nee")]),
    )
    wijze = forms.ChoiceField(label="Hoe", choices=[("", "Kies hoe"), *Contactwijze.choices])
    tekst = forms.CharField(label="Wat er besproken is", widget=forms.Textarea(attrs={"rows": 3}), required=False)


class ActieForm(forms.Form):
    """Something to do about a household or a plaatsing. In: who may do it."""

    titel = forms.CharField(
        label="Wat moet er gebeuren?", max_length=200, error_messages={"required": "Schrijf op wat er moet gebeuren."}
    )
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


class WoonnormForm(forms.Form):
    """How bedrooms of children are counted, from a day on."""

    van = DatumField(label="Vanaf welke dag")
    eigen_kamer_vanaf = forms.IntegerField(
        label="Een kind heeft een eigen kamer vanaf (jaar)",
        help_text=f"Van {JONGSTE} tot en met {VOLWASSEN}. Bij {VOLWASSEN} deelt een kind altijd.",
        validators=[MinValueValidator(JONGSTE), MaxValueValidator(VOLWASSEN)],
    )
    gescheiden_vanaf = forms.IntegerField(
        label="Jongens en meisjes slapen apart vanaf (jaar)",
        help_text=f"Van {JONGSTE} tot en met {VOLWASSEN}. Bij {VOLWASSEN} maakt het niet uit.",
        validators=[MinValueValidator(JONGSTE), MaxValueValidator(VOLWASSEN)],
    )
    kinderen_per_kamer = forms.IntegerField(
        label="Hoeveel kinderen delen hooguit een kamer",
        validators=[MinValueValidator(1), MaxValueValidator(MEESTE_PER_KAMER)],
    )
