"""Choices that live in the address of the lists of taakstelling."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet

from taakstelling.models import Grond, Realisatie
from taakstelling.regels.halfjaar import Halfjaar


class GrootboekFilter(django_filters.FilterSet):
    """Which bookings of a half-year to show. In: that half-year, which the form only carries along."""

    halfjaar = django_filters.ChoiceFilter(widget=forms.HiddenInput, method="keep")
    grond = django_filters.ChoiceFilter(label="Grond", choices=Grond.choices, empty_label="Alle")

    class Meta:
        model = Realisatie
        fields: list[str] = []

    def __init__(self, *args: Any, halfjaar: Halfjaar, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["halfjaar"].extra |= {"choices": [(str(halfjaar), str(halfjaar))], "initial": str(halfjaar)}

    def keep(self, queryset: "QuerySet[Realisatie]", name: str, value: str) -> "QuerySet[Realisatie]":
        """The bookings are already those of the half-year."""
        return queryset
