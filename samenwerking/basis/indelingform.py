"""Which header of a file is which column: the one form of every import that asks it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

NIET = "Staat niet in het bestand"


@dataclass(frozen=True)
class Kop:
    """One header of the file: where it stands, what it is used for ("" for nothing), and a few of its values."""

    letter: str
    tekst: str
    gebruik: str
    voorbeelden: tuple[str, ...] = ()


class IndelingForm(forms.Form):
    """A choice of header for each column, what must be there first.

    In: `koppen`, the headers that can be chosen with their letter; `kolommen`, with naam, label and verplicht;
    `voorstel` {canonical column: header}; `een_van`, sets of columns of which one must be whole (an address in one
    column, or in two); `hulp` {canonical column: sentence}. What is missing is said in one sentence (`gemist`).
    """

    template_name = "formulier/indeling.html"

    def __init__(
        self,
        *args: Any,
        koppen: Sequence[tuple[str, str]],
        kolommen: Sequence[Any],
        voorstel: Mapping[str, str],
        een_van: Sequence[Sequence[str]] = (),
        hulp: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.labels = {kolom.naam: kolom.label for kolom in kolommen}
        self.een_van = een_van
        keuzes = [("", NIET), *((kop, f"{kop} (kolom {letter})") for letter, kop in koppen)]
        for kolom in kolommen:
            self.fields[kolom.naam] = forms.ChoiceField(
                label=kolom.label,
                required=kolom.verplicht,
                help_text=(hulp or {}).get(kolom.naam, ""),
                choices=keuzes,
                initial=voorstel.get(kolom.naam, ""),
                error_messages={"required": f"Kies de kolom waarin {kolom.label} staat."},
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if gemist := self.say_gemist(data):
            self.add_error(None, gemist)
        return data

    @property
    def gemist(self) -> str:
        """What the proposal misses, before anything was chosen; "" when it is whole."""
        return "" if self.is_bound else self.say_gemist({n: veld.initial for n, veld in self.fields.items()})

    def say_gemist(self, gekozen: Mapping[str, Any]) -> str:
        """All that is missing, in one sentence that says what to do; "" when nothing is."""
        gemist = [self.labels[n] for n in self.labels if self.fields[n].required and not gekozen.get(n)]
        if self.een_van and not any(all(gekozen.get(naam) for naam in groep) for groep in self.een_van):
            gemist.append(self._say_een_van())
        if not gemist:
            return ""
        if len(gemist) == 1:
            return f"Het bestand mist de kolom {gemist[0]}. Kies welke kolom het is, of zet haar in uw bestand."
        opsomming = f"{', '.join(gemist[:-1])} en {gemist[-1]}"
        return f"Het bestand mist de kolommen {opsomming}. Kies welke kolommen het zijn, of zet ze in uw bestand."

    def _say_een_van(self) -> str:
        return " of ".join(" met ".join(self.labels[naam] for naam in groep) for groep in self.een_van)

    # --- How it is drawn ----------------------------------------------------------------------------------------------
    @property
    def groepen(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields under their headings, those of a subclass last."""
        nodig = [naam for naam in self.labels if self.fields[naam].required]
        keuze = [naam for groep in self.een_van for naam in groep]
        vrij = [naam for naam in self.labels if naam not in (*nodig, *keuze)]
        rest = [naam for naam in self.fields if naam not in self.labels]
        delen = (
            ("Nodig", nodig),
            (f"Nodig: {self._say_een_van().lower()}", keuze),
            ("Niet verplicht", vrij),
            ("Hoe het bestand is geschreven", rest),
        )
        return [(kop, [self[naam] for naam in namen]) for kop, namen in delen if namen]

    def get_context(self) -> dict[str, Any]:
        """The summary of faults leaves out a choice that is missing: that is said once, for all of them."""
        anders = [n for n in self.errors if n in self.fields and (n not in self.labels or self.data.get(n))]
        return super().get_context() | {"fields": [(self[n], self.errors[n]) for n in anders]}
