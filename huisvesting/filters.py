"""Filters of the lists. They live in the URL, so a list can be shared and found back: never a name or a number of
a person, because addresses end up in histories and logs."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from huisvesting.models import (
    AanbodStatus,
    Huishouden,
    HuishoudenStatus,
    Prestatieafspraak,
    Slaapkamerklasse,
    Vorm,
    Weigering,
    Woningaanbod,
)
from huisvesting.models.huishouden import WONING_TERMIJN
from huisvesting.regels.beurt import OPTIE_SPEELT, Groep, Partij, Vraag, group_for
from samenwerking.models import Gebruiker, Klasse, Woningcorporatie
from taakstelling.regels.halfjaar import Halfjaar

# More people than any household, more bedrooms than any home; a larger number is not looked for.
HOOGSTE = 99


class HuishoudenFilter(django_filters.FilterSet):
    """In: who looks; the dossiers of `wie` are those of this person or a colleague."""

    status = django_filters.ChoiceFilter(
        label="Status",
        choices=[("zonder_sleutel", "Nog zonder sleutel"), *HuishoudenStatus.choices],
        empty_label="Alle",
        method="stands",
    )
    termijn = django_filters.ChoiceFilter(
        label="Termijn van 10 weken",
        choices=[("te_laat", "Te laat"), ("deze_week", "Loopt binnen een week af")],
        empty_label="Alle",
        method="is_due",
    )
    wie = django_filters.ChoiceFilter(label="Behandelaar", empty_label="Iedereen", method="is_handled_by")
    minstens = django_filters.NumberFilter(
        label="Personen, minstens", method="counts_from", min_value=1, max_value=HOOGSTE
    )
    hoogstens = django_filters.NumberFilter(
        label="Personen, hoogstens", method="counts_to", min_value=1, max_value=HOOGSTE
    )

    class Meta:
        model = Huishouden
        fields: list[str] = []

    def __init__(self, *args: Any, gebruiker: Gebruiker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gebruiker = gebruiker
        eigen = Huishouden.objects.visible_to(gebruiker).filter(eigenaar=OuterRef("pk"))
        collegas = Gebruiker.objects.filter(Exists(eigen)).exclude(pk=gebruiker.pk)
        self.filters["wie"].extra["choices"] = [
            ("ik", "Ik"),
            ("niemand", "Nog niemand"),
            *((str(collega.pk), collega.naam) for collega in collegas),
        ]

    def stands(self, queryset: Any, name: str, value: str) -> QuerySet:
        return queryset.zonder_woning() if value == "zonder_sleutel" else queryset.filter(status=value)

    def is_due(self, queryset: Any, name: str, value: str) -> QuerySet:
        vandaag = timezone.localdate()
        if value == "te_laat":
            return queryset.over_termijn(vandaag)
        return queryset.over_termijn(vandaag + timedelta(days=8)).filter(koppeldatum__gte=vandaag - WONING_TERMIJN)

    def is_handled_by(self, queryset: Any, name: str, value: str) -> QuerySet:
        if value == "niemand":
            return queryset.filter(eigenaar=None)
        return queryset.filter(eigenaar=self.gebruiker.pk if value == "ik" else value)

    def counts_from(self, queryset: Any, name: str, value: Decimal) -> QuerySet:
        return queryset.with_personen().filter(personen_aantal__gte=value)

    def counts_to(self, queryset: Any, name: str, value: Decimal) -> QuerySet:
        return queryset.with_personen().filter(personen_aantal__lte=value)


class AanbodFilter(django_filters.FilterSet):
    """In: who looks, and on what day. `partij` says for which of the two: "U" is that party."""

    aan_zet = django_filters.ChoiceFilter(
        label="Aan zet",
        choices=[(Groep.ZELF.value, "U"), (Groep.ANDER.value, "De ander"), (Groep.KLAAR.value, "Niemand meer")],
        empty_label="Alle",
        method="asks",
    )
    status = django_filters.ChoiceFilter(label="Status", choices=AanbodStatus.choices, empty_label="Alle")
    corporatie = django_filters.ChoiceFilter(label="Corporatie", field_name="woning__corporatie", empty_label="Alle")
    soort = django_filters.ChoiceFilter(
        label="Soort woning", field_name="woning__vorm", choices=Vorm.choices, empty_label="Alle"
    )
    slaapkamers = django_filters.NumberFilter(
        label="Slaapkamers, minstens",
        field_name="woning__slaapkamers",
        lookup_expr="gte",
        min_value=1,
        max_value=HOOGSTE,
    )
    optie = django_filters.NumberFilter(
        label="Optie loopt af binnen (dagen)", method="ends_within", min_value=0, max_value=365
    )

    class Meta:
        model = Woningaanbod
        fields: list[str] = []

    def __init__(self, *args: Any, gebruiker: Gebruiker, partij: Partij, vandaag: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.partij, self.vandaag = partij, vandaag
        corporaties = [(str(c.pk), c.naam) for c in Woningcorporatie.objects.visible_to(gebruiker)]
        self.filters["corporatie"].extra["choices"] = corporaties
        if len(corporaties) < 2:
            # A choice of one is no question.
            del self.filters["corporatie"]

    def asks(self, queryset: Any, name: str, value: str) -> QuerySet:
        return queryset.filter(vraag__in=[v.value for v in Vraag if group_for(self.partij, v) == value])

    def ends_within(self, queryset: Any, name: str, value: Decimal) -> QuerySet:
        """Only where the option still presses: nobody is put forward yet."""
        laatste = self.vandaag + timedelta(days=int(value))
        return queryset.filter(
            vraag__in=[vraag.value for vraag in OPTIE_SPEELT], optiedatum__range=(self.vandaag, laatste)
        )


class AfspraakFilter(django_filters.FilterSet):
    """The homes behind one number of the agreements: of which corporation, in which row, how far, lost by whom.

    In: the corporations that this person may read of, and the agreements that hold for this half-year.
    """

    halfjaar = django_filters.ChoiceFilter(label="Halfjaar", empty_label=None, method="keeps")
    corporatie = django_filters.ModelChoiceFilter(
        label="Corporatie",
        field_name="woning__corporatie",
        queryset=Woningcorporatie.objects.none(),
        empty_label="Alle",
    )
    rij = django_filters.ChoiceFilter(
        label="Slaapkamers", choices=Slaapkamerklasse.choices, empty_label="Alle", method="counts_in"
    )
    stand = django_filters.ChoiceFilter(
        label="Hoe ver",
        choices=[("bevestigd", "Bevestigd"), ("verhuurd", "Verhuurd"), ("verloren", "Verloren")],
        empty_label="Aangeboden",
        method="came_to",
    )
    klasse = django_filters.ChoiceFilter(
        label="Reden lag bij", field_name="verliesklasse", choices=Klasse.choices, empty_label="Alle"
    )

    class Meta:
        model = Woningaanbod
        fields: list[str] = []

    def __init__(
        self, *args: Any, halfjaar: Halfjaar, corporaties: Any, afspraken: Iterable[Prestatieafspraak], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.afspraken = afspraken
        halfjaren = [str(h) for h in (halfjaar.vorige, halfjaar, halfjaar.volgende)]
        self.filters["halfjaar"].extra |= {"choices": [(h, h) for h in halfjaren], "initial": str(halfjaar)}
        self.filters["corporatie"].queryset = corporaties

    def keeps(self, queryset: Any, name: str, value: str) -> QuerySet:
        """The view read the homes of this half-year."""
        return queryset

    def counts_in(self, queryset: Any, name: str, value: str) -> QuerySet:
        return queryset.in_rij(value, self.afspraken)

    def came_to(self, queryset: Any, name: str, value: str) -> QuerySet:
        return queryset.came_to(value)


class WeigeringFilter(django_filters.FilterSet):
    stand = django_filters.ChoiceFilter(
        label="Stand",
        choices=[("open", "Wacht op een oordeel"), ("beoordeeld", "Beoordeeld"), ("vervallen", "Vervallen")],
        empty_label="Alle",
        method="stands",
    )

    class Meta:
        model = Weigering
        fields: list[str] = []

    def stands(self, queryset: Any, name: str, value: str) -> QuerySet:
        return {"open": queryset.open, "beoordeeld": queryset.beoordeeld, "vervallen": queryset.vervallen}[value]()
