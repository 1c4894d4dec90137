"""Meetings: series, one meeting, a point of the agenda, and what is said in it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone

from samenwerking.basis.datumveld import DatumField
from samenwerking.models import Agendapunt, Gebruiker, Overlegreeks, Overlegsoort, Woningcorporatie

RITMES = [
    ("", "Niet vanzelf: plan elke keer apart"),
    (1, "Elke week"),
    (2, "Elke 2 weken"),
    (3, "Elke 3 weken"),
    (4, "Elke 4 weken"),
    (6, "Elke 6 weken"),
    (8, "Elke 8 weken"),
    (13, "Elk kwartaal (13 weken)"),
    (26, "Elk halfjaar (26 weken)"),
]
GEEN_NAMEN = "Noem geen namen van statushouders: schrijf bijvoorbeeld een gezin van vier."


def _name_field(**kwargs: Any) -> forms.CharField:
    return forms.CharField(
        label="Naam van het overleg", max_length=100, help_text="Bijvoorbeeld: Opgaveteam, elke maandag.", **kwargs
    )


def _duration_field() -> forms.IntegerField:
    return forms.IntegerField(
        label="Hoeveel minuten", initial=60, validators=[MinValueValidator(10), MaxValueValidator(480)]
    )


def _place_field() -> forms.CharField:
    return forms.CharField(
        label="Waar", max_length=200, required=False, help_text="Een zaal, of het adres van een videogesprek."
    )


class DeelnemersField(forms.ModelMultipleChoiceField):
    """People to tick, each with his role or corporation behind his name."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        self.mensen: Mapping[Gebruiker, str] = {}
        super().__init__(Gebruiker.objects.none(), **kwargs)

    def offer(self, mensen: Mapping[Gebruiker, str]) -> None:
        self.mensen = {mens.pk: rol for mens, rol in mensen.items()}
        self.queryset = Gebruiker.objects.filter(pk__in=self.mensen)

    def label_from_instance(self, mens: Gebruiker) -> str:
        return f"{mens.naam} ({self.mensen[mens.pk]})"


class MomentForm(forms.Form):
    """A day and an hour; the service gets one moment, under the name `moment`."""

    moment = "begint_op"

    datum = DatumField(label="Dag")
    tijd = forms.TimeField(
        label="Hoe laat",
        input_formats=["%H:%M", "%H.%M"],
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": "Vul een tijd in.", "invalid": "Schrijf de tijd als 09:30."},
    )

    def clean(self) -> dict[str, Any]:
        velden = super().clean()
        datum, tijd = velden.pop("datum", None), velden.pop("tijd", None)
        if datum and tijd:
            velden[self.moment] = timezone.make_aware(datetime.combine(datum, tijd))
        return velden


class OverlegreeksForm(MomentForm):
    """A new series. In: of which kinds, with which corporations, and who can take part."""

    moment = "eerste_op"

    soort = forms.ChoiceField(label="Soort overleg", widget=forms.RadioSelect)
    corporatie = forms.ModelChoiceField(
        Woningcorporatie.objects.none(),
        label="Met welke corporatie",
        empty_label="Geen",
        required=False,
        help_text="Alleen bij een ambtelijk overleg.",
    )
    naam = _name_field()
    elke_weken = forms.TypedChoiceField(label="Hoe vaak", choices=RITMES, coerce=int, empty_value=None, required=False)
    duur_minuten = _duration_field()
    plaats = _place_field()
    deelnemers = DeelnemersField(label="Wie doen mee", required=False)

    field_order = ("soort", "corporatie", "naam", "elke_weken", "datum", "tijd", "duur_minuten", "plaats", "deelnemers")

    def __init__(
        self,
        *args: Any,
        soorten: Iterable[Overlegsoort],
        corporaties: Any,
        mensen: Mapping[Gebruiker, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["soort"].choices = [(soort.value, soort.label) for soort in soorten]
        self.fields["corporatie"].queryset = corporaties
        self.fields["deelnemers"].offer(mensen)
        self.fields["datum"].label = "Eerste keer"


class OverlegreeksWijzigenForm(forms.Form):
    """In: who can take part in this one."""

    naam = _name_field()
    duur_minuten = _duration_field()
    plaats = _place_field()
    deelnemers = DeelnemersField(label="Wie doen mee", required=False)

    def __init__(self, *args: Any, mensen: Mapping[Gebruiker, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deelnemers"].offer(mensen)


class OverlegForm(MomentForm):
    """When and where one meeting is."""

    duur_minuten = _duration_field()
    plaats = _place_field()


class AgendapuntForm(forms.Form):
    """A point of one's own. In: the series, and whether who adds it belongs to the corporation."""

    titel = forms.CharField(label="Waarover wilt u praten", max_length=200, help_text=GEEN_NAMEN)
    toelichting = forms.CharField(label="Toelichting", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    leest_mee = forms.BooleanField(required=False, initial=True)

    def __init__(self, *args: Any, reeks: Overlegreeks, van_corporatie: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.corporatie, self.van_corporatie = reeks.corporatie, van_corporatie
        if self.corporatie is None or van_corporatie:
            del self.fields["leest_mee"]
        else:
            self.fields["leest_mee"].label = f"{self.corporatie} leest dit punt en wat erover wordt opgeschreven"

    def clean(self) -> dict[str, Any]:
        velden = super().clean()
        leest_mee = velden.pop("leest_mee", self.van_corporatie)
        return velden | {"corporatie": self.corporatie if leest_mee else None}


class VerslagForm(forms.Form):
    """Who were there. In: who could be."""

    aanwezigen = DeelnemersField(label="Wie waren er", error_messages={"required": "Kies wie er waren."})
    verslag = forms.CharField(
        label="Verslag in het kort", widget=forms.Textarea(attrs={"rows": 5}), required=False, help_text=GEEN_NAMEN
    )

    def __init__(self, *args: Any, mensen: Mapping[Gebruiker, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["aanwezigen"].offer(mensen)


@dataclass(frozen=True)
class Afspraak:
    """An action that was typed at a point."""

    punt: Agendapunt
    titel: str
    eigenaar: Gebruiker | None
    uiterlijk: date | None


class BesprekingForm(forms.Form):
    """What was said at each point, and the action that was agreed at it: one form for the whole meeting, so that saving
    one point loses nothing of another.

    In: the points on the agenda, and who can do something. Out: `notulen` by the key of the point, and `acties`. What
    the page that was sent did not hold is left alone. `rijen`: what the template draws, with the fields of each point.
    """

    template_name = "samenwerking/bespreking.html"
    veld = re.compile(r"(notulen|wat)_(?P<punt>[0-9a-f]{32})")

    def __init__(self, *args: Any, punten: Iterable[Agendapunt], collegas: Iterable[Gebruiker], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.punten = {punt.pk.hex: punt for punt in punten}
        namen = {str(collega.pk): collega for collega in collegas}
        keuzes = [("", "Kies wie dit doet"), *((pk, collega.naam) for pk, collega in namen.items())]
        for nummer, (sleutel, punt) in enumerate(self.punten.items(), start=1):
            waar = f"(punt {nummer})"
            self.fields[f"notulen_{sleutel}"] = forms.CharField(
                label=f"Besproken {waar}", required=False, initial=punt.notulen, widget=forms.Textarea({"rows": 2})
            )
            self.fields[f"wat_{sleutel}"] = forms.CharField(
                label=f"Wat moet er gebeuren {waar}", max_length=200, required=False
            )
            self.fields[f"wie_{sleutel}"] = forms.TypedChoiceField(
                label=f"Wie {waar}", choices=keuzes, coerce=namen.get, empty_value=None, required=False
            )
            self.fields[f"uiterlijk_{sleutel}"] = DatumField(label=f"Uiterlijk {waar}", required=False)

    def fields_of(self, punt: Agendapunt) -> list[forms.BoundField]:
        """What is typed at this point: the minutes, and the three of an action."""
        return [self[f"{naam}_{punt.pk.hex}"] for naam in ("notulen", "wat", "wie", "uiterlijk")]

    def clean(self) -> dict[str, Any]:
        velden = super().clean()
        for naam, waarde in self.data.items():
            soort = self.veld.fullmatch(naam)
            if soort and soort["punt"] not in self.punten and waarde.strip():
                raise ValidationError(
                    "Een punt waarbij u iets schreef, is intussen van de agenda gehaald. Zet het eerst terug. "
                    f"U schreef: {waarde.strip()}"
                )
        notulen: dict[UUID, str] = {}
        acties: list[Afspraak] = []
        for sleutel, punt in self.punten.items():
            if f"notulen_{sleutel}" in self.data:
                notulen[punt.pk] = velden.get(f"notulen_{sleutel}", "")
            wat, wie, wanneer = (velden.get(f"{naam}_{sleutel}") for naam in ("wat", "wie", "uiterlijk"))
            if wat or wie or wanneer:
                acties.append(Afspraak(punt, wat or "", wie, wanneer))
        return {"notulen": notulen, "acties": acties}
