"""Deciding about rows in doubt, and handing in mended rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.html import format_html

from huisvesting.regels.coa_twijfel import Besluit, Rijkeuzes, list_besluiten
from samenwerking.basis.bestandveld import TabelbestandField

WACHT = "wacht"
KIES = "Kies een van de antwoorden."


@dataclass(frozen=True)
class Vraag:
    """Rows that are decided together, and what was chosen for each so far."""

    rijen: tuple[Rijkeuzes, ...]
    gekozen: Mapping[int, str]

    @property
    def veld(self) -> str:
        return f"rij_{self.rijen[0].rij}"

    @property
    def besluiten(self) -> list[Besluit]:
        return list_besluiten(self.rijen)

    def find_gekozen(self) -> str:
        """The number of the answer that holds now; WACHT when nobody answered."""
        nu = {rij.rij: self.gekozen.get(rij.rij, "") for rij in self.rijen}
        return next((str(nummer) for nummer, besluit in enumerate(self.besluiten) if besluit.keuzes == nu), WACHT)


class TwijfelForm(forms.Form):
    """One question for each row in doubt, or for rows with the same V-nummer together."""

    def __init__(self, data: Any = None, *, vragen: Iterable[Vraag]) -> None:
        super().__init__(data)
        self.vragen = {vraag.veld: vraag for vraag in vragen}
        for veld, vraag in self.vragen.items():
            self.fields[veld] = forms.ChoiceField(
                label="Wat klopt?",
                widget=forms.RadioSelect,
                initial=vraag.find_gekozen(),
                choices=[*_choices(vraag.besluiten), (WACHT, "Nog niet beslist")],
                error_messages={"invalid_choice": KIES, "required": KIES},
            )

    def find_keuzes(self) -> dict[int, str]:
        """Per row what was chosen, of the questions that were answered otherwise than before."""
        keuzes: dict[int, str] = {}
        for veld, vraag in self.vragen.items():
            antwoord = self.cleaned_data[veld]
            if antwoord == vraag.find_gekozen():
                continue
            besluiten: Sequence[Besluit] = vraag.besluiten
            nog_niet = {rij.rij: "" for rij in vraag.rijen}
            keuzes |= nog_niet if antwoord == WACHT else besluiten[int(antwoord)].keuzes
        return keuzes


def _choices(besluiten: Iterable[Besluit]) -> list[tuple[str, str]]:
    return [
        (
            str(nummer),
            format_html('<span>{}<br><span class="stil klein">{}</span></span>', besluit.label, besluit.gevolg),
        )
        for nummer, besluit in enumerate(besluiten)
    ]


class VerbeteringForm(forms.Form):
    """The rows that were left out, mended."""

    bestand = TabelbestandField(
        label="Bestand met de verbeterde rijen",
        error_messages={"empty": "Dit bestand is leeg. Kies het bestand met de verbeterde rijen."},
    )
