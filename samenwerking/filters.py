"""Choices that live in the address of the lists of the floor: codes and keys, never a name."""

from datetime import date
from typing import Any

import django_filters
from django.db.models import QuerySet

from samenwerking.models import Actie, Actielijst, Besluit, Besluitsoort, BesluitStatus, Gebruiker


class ActieFilter(django_filters.FilterSet):
    """Which acties to show; without a choice what is open. In: who looks, and on what day."""

    stand = django_filters.ChoiceFilter(
        label="Stand",
        choices=[("te_laat", "Te laat"), ("gedaan", "Gedaan of vervallen"), ("alles", "Alles")],
        empty_label="Open",
        method="stands",
    )
    wie = django_filters.ChoiceFilter(label="Wie", empty_label="Iedereen", method="is_of")
    lijst = django_filters.ChoiceFilter(label="Lijst", choices=Actielijst.choices, empty_label="Alle")

    class Meta:
        model = Actie
        fields: list[str] = []

    def __init__(self, *args: Any, gebruiker: Gebruiker, peildatum: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gebruiker, self.peildatum = gebruiker, peildatum
        anderen = Gebruiker.objects.filter(pk__in=self.queryset.values("eigenaar")).exclude(pk=gebruiker.pk)
        self.filters["wie"].extra["choices"] = [
            ("ik", "Ik"),
            ("niemand", "Nog niemand"),
            *((str(collega.pk), collega.naam) for collega in anderen),
        ]

    def filter_queryset(self, queryset: "QuerySet[Actie]") -> "QuerySet[Actie]":
        gevonden = super().filter_queryset(queryset)
        return gevonden if self.form.cleaned_data.get("stand") else self.stands(gevonden, "stand", "open")

    def stands(self, queryset: "QuerySet[Actie]", name: str, value: str) -> Any:
        acties: Any = queryset
        if value == "te_laat":
            return acties.te_laat(self.peildatum)
        if value == "gedaan":
            return acties.exclude(pk__in=Actie.objects.open().values("pk"))
        return acties.open() if value == "open" else acties

    def is_of(self, queryset: "QuerySet[Actie]", name: str, value: str) -> "QuerySet[Actie]":
        if value == "niemand":
            return queryset.filter(eigenaar=None, afdeling="")
        return queryset.filter(eigenaar=self.gebruiker.pk if value == "ik" else value)


class BesluitFilter(django_filters.FilterSet):
    """Which decisions of the register to show."""

    soort = django_filters.ChoiceFilter(label="Soort", choices=Besluitsoort.choices, empty_label="Alle soorten")
    status = django_filters.ChoiceFilter(label="Stand", choices=BesluitStatus.choices, empty_label="Alle")

    class Meta:
        model = Besluit
        fields: list[str] = []
