"""Forms that change the numbers of a gemeente."""

from collections.abc import Iterable
from typing import Any

from django import forms

from samenwerking.basis.datumveld import DatumField
from samenwerking.models import Gemeente
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.regels.voortgang import MEESTE_PERSONEN
from taakstelling.services.overdracht import Deel

ANDEREN = 3  # how many others one can name in an overdracht


class HalfjaarKeuze(forms.TypedChoiceField):
    """One of the half-years that the view offers with `offer_halfjaren`; the value is a Halfjaar."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            coerce=Halfjaar.parse, error_messages={"required": "Kies een halfjaar."}, **{"label": "Halfjaar"} | kwargs
        )


class PersonenField(forms.IntegerField):
    """A whole number of persons; signed, unless a minimum is given."""

    def __init__(self, **kwargs: Any) -> None:
        fouten = {
            "required": "Vul het aantal personen in.",
            "invalid": "Schrijf een heel getal, zoals 12 of -4.",
            "min_value": "Dit aantal kan niet lager zijn dan %(limit_value)s.",
            "max_value": "Dit aantal kan niet hoger zijn dan %(limit_value)s.",
        }
        super().__init__(
            error_messages=fouten, **{"min_value": -MEESTE_PERSONEN, "max_value": MEESTE_PERSONEN} | kwargs
        )


class RedenField(forms.CharField):
    """Why the numbers change, for whoever reads them later."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_length=300,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text="Anderen lezen dit bij de cijfers. Noem hier geen mensen.",
            error_messages={"required": "Schrijf op waarom."},
            **{"label": "Reden"} | kwargs,
        )


class BronField(forms.CharField):
    """Where a number was read."""

    def __init__(self, **kwargs: Any) -> None:
        fouten = {"required": "Noem de bron, bijvoorbeeld de brief en de datum."}
        super().__init__(label="Bron", max_length=500, error_messages=fouten, **kwargs)


def offer_halfjaren(form: forms.Form, halfjaren: Iterable[Halfjaar]) -> None:
    """Fill the choice of a half-year. In: the half-years in the order in which they are offered."""
    form.fields["halfjaar"].choices = [(str(halfjaar), halfjaar.omschrijving) for halfjaar in halfjaren]


class BevestigForm(forms.Form):
    """Nothing to fill in: the button is the act."""


class CorrectieForm(forms.Form):
    datum = DatumField(
        label="Datum", help_text="De dag waarop het had moeten tellen. In een afgesloten halfjaar telt het later mee."
    )
    aantal = PersonenField(label="Personen", help_text="Een min ervoor haalt personen van de telling af.")
    reden = RedenField()


class SaldocorrectieForm(forms.Form):
    halfjaar = HalfjaarKeuze()
    aantal = PersonenField(label="Personen", help_text="Plus is voorsprong. Een min ervoor is achterstand.")
    reden = RedenField()


class PublicatieForm(forms.Form):
    halfjaar = HalfjaarKeuze()
    aantal = PersonenField(label="Gepubliceerde taakstelling", min_value=0)
    bron = BronField()


class BeginsaldoForm(forms.Form):
    halfjaar = HalfjaarKeuze(label="Eerste halfjaar")
    saldo = PersonenField(label="Saldo", help_text="Plus is voorsprong. Een min ervoor is achterstand.")
    bron = BronField()


class IntrekForm(forms.Form):
    reden = RedenField()


class OverdrachtForm(forms.Form):
    """A joint decision as the college reads it: the own gemeente, and one to three others. `clean` makes of these rows
    what `record_overdracht` takes."""

    halfjaar = HalfjaarKeuze()
    besluitdatum = DatumField(label="Datum van het besluit")
    document = forms.CharField(
        label="Document", max_length=300, help_text="De naam of het nummer van het gezamenlijke besluit."
    )

    def __init__(self, *args: Any, eigen: Gemeente, anderen: Iterable[Gemeente], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gemeenten = {gemeente.code: gemeente for gemeente in (eigen, *anderen)}
        self.eigen = eigen
        keuzes = [("", "Kies een gemeente"), *((code, str(g)) for code, g in self.gemeenten.items() if g != eigen)]
        self._add_row(0, str(eigen), None, True)
        for nummer in range(1, ANDEREN + 1):
            self._add_row(nummer, f"Andere gemeente {nummer}", keuzes, nummer == 1)

    def _add_row(self, nummer: int, naam: str, keuzes: list[tuple[str, str]] | None, required: bool) -> None:
        if keuzes:
            fout = {"required": "Kies de gemeente waarmee u dit besluit nam."}
            self.fields[f"gemeente_{nummer}"] = forms.ChoiceField(
                label=naam, choices=keuzes, required=required, error_messages=fout
            )
        self.fields[f"aantal_{nummer}"] = PersonenField(
            label=f"{naam}: personen",
            required=required,
            help_text="Een min ervoor draagt over, zonder min neemt over." if nummer == 0 else "",
        )
        self.fields[f"kenmerk_{nummer}"] = forms.CharField(
            label=f"{naam}: kenmerk van het college", max_length=100, required=required
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        delen: dict[Gemeente, Deel] = {}
        for nummer in range(ANDEREN + 1):
            aantal, kenmerk = data.pop(f"aantal_{nummer}", None), data.pop(f"kenmerk_{nummer}", "")
            code = data.pop(f"gemeente_{nummer}", "") if nummer else self.eigen.code
            if not code:
                if aantal is not None or kenmerk:
                    self.add_error(f"gemeente_{nummer}", "Kies bij welke gemeente dit hoort.")
                continue
            gemeente = self.gemeenten[code]
            if gemeente in delen:
                self.add_error(f"gemeente_{nummer}", f"{gemeente} staat er al. Noem elke gemeente één keer.")
            elif aantal is None:
                if f"aantal_{nummer}" not in self.errors:
                    self.add_error(f"aantal_{nummer}", f"Vul in hoeveel personen {gemeente} overneemt of overdraagt.")
            else:
                delen[gemeente] = Deel(aantal, kenmerk)
        return data | {"delen": delen}


class SplitsingForm(forms.Form):
    """The saldo of a split gemeente over those that got a part; one field for each."""

    def __init__(self, *args: Any, nieuwe: Iterable[Gemeente], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.nieuwe = {gemeente.code: gemeente for gemeente in nieuwe}
        for code, gemeente in self.nieuwe.items():
            self.fields[code] = PersonenField(label=str(gemeente))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        return {"verdeling": {self.nieuwe[code]: aantal for code, aantal in data.items() if code in self.nieuwe}}
