"""Forms about overviews from the state and from COA."""

from typing import Any

from django import forms
from django.utils import timezone

from samenwerking.basis.bestandveld import TabelbestandField
from samenwerking.basis.datumveld import DatumField
from samenwerking.basis.indelingform import IndelingForm
from samenwerking.models import Gebruiker, Gemeente, Rol
from taakstelling.models import Overzichtimport, Saldoteken, SoortOverzicht
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.regels.overzicht_kolommen import is_percentage
from taakstelling.services.overzicht_voorbeeld import columns_of, propose_toewijzing

ALLE = "alle"
# Half-years that one can still get a file about: from four years back to the one after the next.
TERUG, VOORUIT = 8, 2
# A row says by name or by code which gemeente it is about.
GEMEENTE = (("gemeente",), ("gemeentecode",))
WIE = {
    "gemeente": "Kies de naam van de gemeente, de code, of allebei.",
    "gemeentecode": "De code van het CBS, zoals GM0303.",
}
KIES_TEKEN = "Kies wat een getal zonder minteken betekent. Kijk in het bestand bij een gemeente die u kent."


def halfjaren() -> list[tuple[str, str]]:
    """The half-years to choose from, the latest first."""
    huidig = Halfjaar.van_datum(timezone.localdate()).nummer
    reeks = (Halfjaar.van_nummer(nummer) for nummer in range(huidig + VOORUIT, huidig - TERUG, -1))
    return [(str(halfjaar), halfjaar.omschrijving.capitalize()) for halfjaar in reeks]


def huidig_halfjaar() -> str:
    return str(Halfjaar.van_datum(timezone.localdate()))


def ask_saldoteken() -> forms.ChoiceField:
    """Without a first choice: the sign is told, never guessed (R-123)."""
    return forms.ChoiceField(
        label="Hoe schrijft dit bestand het saldo?",
        help_text="Het ene bestand zet een voorsprong zonder minteken, het andere een achterstand.",
        choices=Saldoteken.choices,
        widget=forms.RadioSelect,
        error_messages={"required": KIES_TEKEN},
    )


class OverzichtForm(forms.Form):
    """A file, what it is about, and for whom."""

    soort = forms.ChoiceField(
        label="Wat staat er in het bestand?",
        choices=SoortOverzicht.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wat er in het bestand staat."},
    )
    bereik = forms.ChoiceField(label="Voor welke gemeenten?")
    halfjaar = forms.TypedChoiceField(
        label="Over welk halfjaar?", coerce=Halfjaar.parse, choices=halfjaren, initial=huidig_halfjaar
    )
    peildatum = DatumField(
        label="Peildatum van de stand",
        help_text="Alleen bij een maandstand: de dag tot en met wanneer COA heeft geteld. Bijvoorbeeld 01-04-2026.",
        required=False,
    )
    saldoteken = ask_saldoteken()
    bestand = TabelbestandField(
        label="Bestand", error_messages={"empty": "Dit bestand is leeg. Kies het bestand dat u kreeg."}
    )

    def __init__(self, *args: Any, gebruiker: Gebruiker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        eigen = Gemeente.objects.filter(pk__in=gebruiker.gemeente_ids(Rol.OPGAVEMANAGER))
        self.gemeenten = {gemeente.code: gemeente for gemeente in eigen}
        keuzes = [(ALLE, "Alle gemeenten")] if gebruiker.has_rol(Rol.BEHEERDER) else []
        keuzes += [(code, f"Alleen {gemeente}") for code, gemeente in self.gemeenten.items()]
        self.fields["bereik"].choices = keuzes
        if len(keuzes) == 1:
            self.fields["bereik"].initial = keuzes[0][0]
            self.fields["bereik"].widget = forms.HiddenInput()

    def clean_bereik(self) -> Gemeente | None:
        """The gemeente whose rows are used; None is all of them."""
        return self.gemeenten.get(self.cleaned_data["bereik"])


class OverzichtIndelingForm(IndelingForm):
    """Which header of the file is which column, and what the sign means. A header of percentages cannot be chosen: it
    is not used."""

    def __init__(self, *args: Any, overzicht: Overzichtimport, **kwargs: Any) -> None:
        super().__init__(
            *args,
            koppen=[(letter, kop) for letter, kop in overzicht.letter_koppen() if kop and not is_percentage(kop)],
            kolommen=columns_of(overzicht),
            voorstel=propose_toewijzing(overzicht),
            een_van=GEMEENTE,
            hulp=WIE,
            **kwargs,
        )
        self.fields["saldoteken"] = ask_saldoteken()
        self.fields["saldoteken"].initial = overzicht.saldoteken


class ToepassenForm(forms.Form):
    """Only asked when the file has opening balances of gemeenten that have none."""

    met_beginsaldo = forms.BooleanField(
        label="Neem ook het beginsaldo over van gemeenten die er nog geen hebben",
        help_text="Hun telling begint dan bij dit halfjaar. Een beginsaldo dat er al staat, verandert niet.",
        required=False,
    )
