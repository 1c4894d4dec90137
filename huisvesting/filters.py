"""Filters of the lists. They live in the URL, so a list can be shared and found back: never a name or a number of
a person, because addresses end up in histories and logs."""

from datetime import timedelta
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone

from huisvesting.models import AanbodStatus, Huishouden, HuishoudenStatus, Woningaanbod
from huisvesting.models.huishouden import WONING_TERMIJN
from huisvesting.regels.beurt import Groep, Partij, Vraag, group_for


class HuishoudenFilter(django_filters.FilterSet):
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

    class Meta:
        model = Huishouden
        fields: list[str] = []

    def stands(self, queryset: Any, name: str, value: str) -> QuerySet:
        return queryset.zonder_woning() if value == "zonder_sleutel" else queryset.filter(status=value)

    def is_due(self, queryset: Any, name: str, value: str) -> QuerySet:
        vandaag = timezone.localdate()
        if value == "te_laat":
            return queryset.over_termijn(vandaag)
        return queryset.over_termijn(vandaag + timedelta(days=8)).filter(koppeldatum__gte=vandaag - WONING_TERMIJN)


class AanbodFilter(django_filters.FilterSet):
    """`partij` says who looks: "U" is that party."""

    aan_zet = django_filters.ChoiceFilter(
        label="Aan zet",
        choices=[(Groep.ZELF.value, "U"), (Groep.ANDER.value, "De ander"), (Groep.KLAAR.value, "Niemand meer")],
        empty_label="Alle",
        method="asks",
    )
    status = django_filters.ChoiceFilter(label="Status", choices=AanbodStatus.choices, empty_label="Alle")
    slaapkamers = django_filters.NumberFilter(
        label="Slaapkamers, minstens", field_name="woning__slaapkamers", lookup_expr="gte", min_value=1
    )

    class Meta:
        model = Woningaanbod
        fields: list[str] = []

    def __init__(self, *args: Any, partij: Partij, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.partij = partij

    def asks(self, queryset: Any, name: str, value: str) -> QuerySet:
        return queryset.filter(vraag__in=[v.value for v in Vraag if group_for(self.partij, v) == value])
