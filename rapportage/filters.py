"""Choices that live in the address of a page."""

from collections.abc import Callable, Iterable
from typing import Any

import django_filters
from django.db.models import QuerySet

from huisvesting.models import Huishouden
from rapportage.overzichten.vandaag import Regel, Soort, Toon
from samenwerking.models import Gebruiker, Woningcorporatie
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


class VandaagFilter(django_filters.FilterSet):
    """Which lines of the work list to show. In: all lines of this person, from which the choices follow."""

    toon = django_filters.ChoiceFilter(label="Wanneer", choices=Toon.choices, empty_label="Alles", method="keep")
    soort = django_filters.ChoiceFilter(label="Wat", empty_label="Alles", method="keep")
    wie = django_filters.ChoiceFilter(label="Behandelaar", empty_label="Iedereen", method="keep")
    corporatie = django_filters.ChoiceFilter(label="Corporatie", empty_label="Alle", method="keep")

    class Meta:
        model = Huishouden
        fields: list[str] = []

    def __init__(self, data: Any, *, regels: Iterable[Regel], gebruiker: Gebruiker) -> None:
        super().__init__(data, queryset=Huishouden.objects.none())
        self.gebruiker, self.regels = gebruiker, list(regels)
        gekozen = self.data.get("soort")
        soorten = {regel.soort.value for regel in self.regels} | {gekozen}
        eigenaren = {regel.eigenaar for regel in self.regels}
        corporaties = {regel.corporatie for regel in self.regels} - {None}
        self._offer("soort", [(soort.value, soort.label) for soort in Soort if soort.value in soorten], minstens=1)
        self._offer("wie", self._collegas(eigenaren) if any(eigenaren) else [], minstens=1)
        namen = Woningcorporatie.objects.filter(pk__in=corporaties) if len(corporaties) > 1 else []
        self._offer("corporatie", [(str(corporatie.pk), corporatie.naam) for corporatie in namen], minstens=2)

    def _offer(self, naam: str, choices: list[tuple[str, str]], *, minstens: int) -> None:
        """These are the choices; too few of them are no question."""
        if len(choices) < minstens:
            del self.filters[naam]
        else:
            self.filters[naam].extra["choices"] = choices

    def _collegas(self, eigenaren: Iterable[Any]) -> list[tuple[str, str]]:
        collegas = Gebruiker.objects.filter(pk__in=[pk for pk in eigenaren if pk and pk != self.gebruiker.pk])
        return [("ik", "Ik"), ("niemand", "Nog niemand"), *((str(c.pk), c.naam) for c in collegas)]

    def keep(self, queryset: "QuerySet[Huishouden]", name: str, value: str) -> "QuerySet[Huishouden]":
        """The lines are chosen in `pick`: they are of many kinds."""
        return queryset

    @property
    def keuzes(self) -> dict[str, str]:
        """What was chosen, without what is no choice."""
        self.form.is_valid()
        return {naam: waarde for naam, waarde in getattr(self.form, "cleaned_data", {}).items() if waarde}

    def pick(self) -> list[Regel]:
        """The lines that the choices let through, apart from `toon`: that is what the counts are of."""
        keuzes = self.keuzes
        eisen: list[Callable[[Regel], bool]] = []
        if soort := keuzes.get("soort"):
            eisen.append(lambda regel: regel.soort == soort)
        if wie := keuzes.get("wie"):
            eigenaar = {"ik": str(self.gebruiker.pk), "niemand": "None"}.get(wie, wie)
            eisen.append(lambda regel: str(regel.eigenaar) == eigenaar)
        if corporatie := keuzes.get("corporatie"):
            eisen.append(lambda regel: str(regel.corporatie) == corporatie)
        return [regel for regel in self.regels if all(eis(regel) for eis in eisen)]
