"""What has to be done for one household or one home, as every page that shows it says it. Asks the database nothing."""

import uuid
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format

from huisvesting.models import Huishouden, Plaatsing, Voordracht, Woningaanbod
from huisvesting.regels.beurt import AAN_ZET, Partij, Vraag, ask_voordracht
from samenwerking.models import Gebruiker


@dataclass(frozen=True)
class VolgendeStap:
    """The next step as a sentence, with the button that opens the page where it is done."""

    tekst: str
    knop: str = ""
    url: str = ""

    def on_page(self, url: str) -> "VolgendeStap":
        """The same step without a button that leads to the page one is on."""
        return replace(self, knop="", url="") if self.url == url else self


def _dag(datum: date) -> str:
    return date_format(datum, "j F Y")


def next_step(
    huishouden: Huishouden,
    voordracht: Voordracht | None,
    plaatsing: Plaatsing | None,
    *,
    passend: int,
    geteld_op: date | None,
    peildatum: date,
) -> VolgendeStap:
    """What has to be done now, by the gemeente or by someone it waits for.

    In: the open voordracht (with its aanbod, woning and corporatie) and the running plaatsing (with its personen);
    how many available homes fit, asked only of who has neither; the day on which the people count, when they do.
    """
    if plaatsing:
        return _step_after_lease(plaatsing, geteld_op)
    if voordracht:
        return _step_of_voordracht(voordracht)
    if passend:
        woorden = "1 woning past" if passend == 1 else f"{passend} woningen passen"
        return VolgendeStap(
            f"{woorden} bij dit huishouden. Kies er een en draag voor.",
            "Bekijk de woningen",
            f"{huishouden.get_absolute_url()}#woningen",
        )
    kamers = huishouden.behoefte(peildatum).slaapkamers
    return VolgendeStap(
        "Er is nu geen passende woning. Vraag de corporaties om een woning met "
        f"{kamers} {'slaapkamer' if kamers == 1 else 'slaapkamers'} of meer.",
        "Bekijk het aanbod",
        reverse("huisvesting:aanbod_list"),
    )


def _step_of_voordracht(voordracht: Voordracht) -> VolgendeStap:
    vraag = ask_voordracht(voordracht.status, is_geblokkeerd=voordracht.aanbod.is_geblokkeerd)
    return step_of_aanbod(voordracht.aanbod, vraag, Partij.GEMEENTE, voordracht_pk=voordracht.pk)


def _step_after_lease(plaatsing: Plaatsing, geteld_op: date | None) -> VolgendeStap:
    if not plaatsing.sleuteldatum:
        url = reverse("huisvesting:plaatsing_sleutel", kwargs={"pk": plaatsing.pk})
        return VolgendeStap(
            f"De huur begint op {_dag(plaatsing.ingangsdatum)}. Leg de dag van de sleutel vast.",
            "Leg sleutel vast",
            url,
        )
    if any(persoon.afmelddatum is None for persoon in plaatsing.personen.all()):
        url = reverse("huisvesting:plaatsing_afmelden", kwargs={"pk": plaatsing.pk})
        return VolgendeStap("Het huishouden woont. Meld het af bij COA.", "Leg afmelding vast", url)
    if geteld_op:
        return VolgendeStap(f"Iedereen telt mee vanaf {_dag(geteld_op)}.")
    return VolgendeStap(
        "Het huishouden woont en is afgemeld, maar telt nog niet mee. Bekijk de plaatsing.",
        "Bekijk de plaatsing",
        plaatsing.get_absolute_url(),
    )


# What a home asks -> the sentence for the gemeente, and the one for the corporation.
ZINNEN: dict[Vraag, tuple[str, str]] = {
    Vraag.ANTWOORD: (
        "Wacht op het antwoord van {corporatie}.",
        "De gemeente draagt een huishouden voor. Laat weten of u akkoord bent.",
    ),
    Vraag.REACTIE: (
        "De woning is aangeboden. Leg het antwoord van het huishouden vast.",
        "De woning is aangeboden. De gemeente wacht op het antwoord van het huishouden.",
    ),
    Vraag.AANBIEDING: (
        "{corporatie} is akkoord. Bied de woning aan het huishouden aan.",
        "U bent akkoord. De gemeente biedt de woning nu aan het huishouden aan.",
    ),
    Vraag.CONTRACT: (
        "De woning is geaccepteerd. {corporatie} maakt het huurcontract.",
        "Het huishouden accepteert de woning. Maak het huurcontract en leg het vast.",
    ),
    Vraag.SLEUTEL: (
        "Het huurcontract is getekend. Leg de dag van de sleutel vast.",
        "Het huurcontract is getekend. Geef de sleutel en leg de dag vast.",
    ),
    Vraag.BEVESTIGING: (
        "Wacht tot {corporatie} de woning bevestigt.",
        "Vul de huur en de verdieping in en bevestig de woning.",
    ),
    Vraag.VOORDRACHT: (
        "De woning is vrij. Kies een huishouden en draag het voor.",
        "De gemeente zoekt een huishouden voor deze woning.",
    ),
    Vraag.VRIJGAVE: (
        "De woning is geblokkeerd. Wacht tot {corporatie} de blokkade opheft.",
        "De woning is geblokkeerd. Hef de blokkade op zodra de woning klaar is.",
    ),
    Vraag.VERLENGING: (
        "De optie is verlopen. Vraag {corporatie} om verlenging.",
        "De optie is verlopen. Verleng de optie of trek de woning in.",
    ),
    Vraag.NIETS: ("Er is nu niets te doen.", "Er is nu niets te doen."),
}

# What a home asks -> the words of its button, the page where it is done, and whose key that page takes.
KNOPPEN: dict[Vraag, tuple[str, str, str]] = {
    Vraag.ANTWOORD: ("Beantwoord", "voordracht_detail", "voordracht"),
    Vraag.REACTIE: ("Leg antwoord vast", "voordracht_detail", "voordracht"),
    Vraag.AANBIEDING: ("Leg aanbieding vast", "voordracht_offer", "voordracht"),
    Vraag.CONTRACT: ("Leg contract vast", "plaatsing_sign", "voordracht"),
    Vraag.SLEUTEL: ("Leg sleutel vast", "plaatsing_sleutel", "plaatsing"),
    Vraag.BEVESTIGING: ("Bevestig", "aanbod_confirm", "aanbod"),
    Vraag.VOORDRACHT: ("Kies huishouden", "aanbod_detail", "aanbod"),
    Vraag.VRIJGAVE: ("Hef blokkade op", "aanbod_unblock", "aanbod"),
    Vraag.VERLENGING: ("Verleng optie", "aanbod_extend", "aanbod"),
}

# Who waits for the other may look, or record it in the other's name.
KNOPPEN_NAMENS: dict[tuple[Vraag, Partij], tuple[str, str, str]] = {
    (Vraag.ANTWOORD, Partij.GEMEENTE): ("Bekijk de voordracht", "voordracht_detail", "voordracht"),
    (Vraag.CONTRACT, Partij.GEMEENTE): KNOPPEN[Vraag.CONTRACT],
}


def step_of_aanbod(
    aanbod: Woningaanbod,
    vraag: Vraag,
    partij: Partij,
    *,
    voordracht_pk: uuid.UUID | None = None,
    plaatsing_pk: uuid.UUID | None = None,
) -> VolgendeStap:
    """What this home asks now, said to `partij`; without a button when only the other can do something.

    In: the home with its woning and corporatie; the keys of the open voordracht and the running plaatsing.
    """
    zin = ZINNEN[vraag][partij == Partij.CORPORATIE].format(corporatie=aanbod.woning.corporatie)
    knop = KNOPPEN[vraag] if partij in AAN_ZET[vraag] else KNOPPEN_NAMENS.get((vraag, partij))
    if knop is None:
        return VolgendeStap(zin)
    woord, route, soort = knop
    pk = {"aanbod": aanbod.pk, "voordracht": voordracht_pk, "plaatsing": plaatsing_pk}[soort]
    anker = "#huishoudens" if vraag == Vraag.VOORDRACHT else ""
    return VolgendeStap(zin, woord, reverse(f"huisvesting:{route}", kwargs={"pk": pk}) + anker)


def name_woningen(gebruiker: Gebruiker) -> str:
    """What the list of homes is called: who works for a corporation sees only its own."""
    return "Mijn woningen" if gebruiker.corporatie_ids() else "Woningen"
