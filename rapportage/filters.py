"""Choices that live in the address of the overview."""

from typing import Any

import django_filters
from django.db.models import QuerySet

from taakstelling.models import Voortgang, VoortgangStatus
from taakstelling.regels.halfjaar import Halfjaar


class LandFilter(django_filters.FilterSet):
    """Which gemeenten to show. In: the half-years and provinces to choose from; the half-year one gets unasked."""

    halfjaar = django_filters.ChoiceFilter(label="Halfjaar", empty_label=None, method="keep")
    provincie = django_filters.ChoiceFilter(
        label="Provincie", field_name="gemeente__provincie_code", empty_label="Alle"
    )
    status = django_filters.ChoiceFilter(label="Status", choices=VoortgangStatus.choices, empty_label="Alle")

    class Meta:
        model = Voortgang
        fields: list[str] = []

    def __init__(
        self,
        *args: Any,
        halfjaren: list[Halfjaar],
        standaard: Halfjaar,
        provincies: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.filters["halfjaar"].extra |= {
            "choices": [(str(h), h.omschrijving) for h in halfjaren],
            "initial": str(standaard),
        }
        self.filters["provincie"].extra["choices"] = provincies
        if len(provincies) == 1:
            # A choice of one is no question.
            del self.filters["provincie"]

    def keep(self, queryset: "QuerySet[Voortgang]", name: str, value: str) -> "QuerySet[Voortgang]":
        """The queryset is already that of the half-year: the status of a row depends on it."""
        return queryset
