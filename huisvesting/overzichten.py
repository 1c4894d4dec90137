"""What has to be done for one household or one home, as every page that shows it says it. Asks the database nothing."""

import uuid
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format

from huisvesting.models import Huishouden, HuishoudenStatus, Plaatsing, Voordracht, Woningaanbod
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


# What a dossier asks before and after a home is sought: the sentence, the words of the button, and its page.
DOSSIERSTAPPEN: dict[str, tuple[str, str, str]] = {
    HuishoudenStatus.AANGEMELD: (
        "COA koppelde dit huishouden. Controleer de gegevens en bevestig de ontvangst.",
        "Bevestig ontvangst",
        "receive",
    ),
    HuishoudenStatus.ONVOLLEDIG: (
        "Wacht op gegevens van COA. Leg het vast zodra ze er zijn.",
        "Leg ontvangst vast",
        "complete",
    ),
    HuishoudenStatus.GEKOPPELD: ("Maak kennis met het huishouden en begin de intake.", "Begin intake", "intake"),
    HuishoudenStatus.INTAKE: (
        "Bespreek wat het huishouden nodig heeft en rond de intake af.",
        "Rond intake af",
        "need",
    ),
    HuishoudenStatus.GEPARKEERD: ("Geparkeerd. Hervat het dossier zodra het verder kan.", "Hervat", "resume"),
    HuishoudenStatus.AFGESLOTEN: ("Dit dossier is afgesloten.", "", ""),
    HuishoudenStatus.TERUGGEGEVEN: ("Dit huishouden is teruggegeven aan COA.", "", ""),
}
VOORSTEL = "Er is voorgesteld om dit huishouden terug te geven aan COA. De opgavemanager beslist."


def next_step(
    huishouden: Huishouden,
    voordracht: Voordracht | None,
    plaatsing: Plaatsing | None,
    *,
    passend: int,
    geteld_op: date | None,
    peildatum: date,
    status: str = HuishoudenStatus.KLAAR,
    geparkeerd_tot: date | None = None,
    heeft_voorstel: bool = False,
) -> VolgendeStap:
    """What has to be done now, by the gemeente or by someone it waits for.

    In: the open voordracht (with its aanbod, woning and corporatie) and the running plaatsing (with its personen);
    how many available homes fit, asked only of who has neither; the day on which the people count, when they do;
    where the dossier stands, until when it is parked, and whether handing it back waits for a decision.
    """
    if heeft_voorstel:
        return VolgendeStap(VOORSTEL, "Bekijk het voorstel", huishouden.get_absolute_url())
    if status in DOSSIERSTAPPEN:
        return _step_of_dossier(huishouden, status, geparkeerd_tot, peildatum)
    if plaatsing and (plaatsing.afgerond_op or (plaatsing.gerealiseerd_op and status == HuishoudenStatus.GEHUISVEST)):
        return _step_of_nazorg(huishouden, plaatsing, status, geteld_op)
    if plaatsing and not plaatsing.doorstroom_op:
        return step_of_plaatsing(plaatsing, geteld_op)
    if voordracht and not (plaatsing and plaatsing.voordracht_id == voordracht.pk):
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


def _step_of_dossier(huishouden: Huishouden, status: str, tot: date | None, peildatum: date) -> VolgendeStap:
    tekst, knop, route = DOSSIERSTAPPEN[status]
    if tot:
        voorbij = tot <= peildatum
        tekst = (
            f"Geparkeerd tot {_dag(tot)}, die dag is er. Hervat het dossier."
            if voorbij
            else f"Geparkeerd tot {_dag(tot)}. Hervat het dossier zodra het verder kan."
        )
    if not route:
        return VolgendeStap(tekst)
    return VolgendeStap(tekst, knop, reverse(f"huisvesting:huishouden_{route}", kwargs={"pk": huishouden.pk}))


def _step_of_nazorg(huishouden: Huishouden, plaatsing: Plaatsing, status: str, geteld_op: date | None) -> VolgendeStap:
    """The household lives and is checked out: its dossier gets aftercare, and is closed once that of the home is; who
    lives somewhere for a while moves on."""
    telt = f"Iedereen telt mee vanaf {_dag(geteld_op)}. " if geteld_op else ""
    if status == HuishoudenStatus.TIJDELIJK_GEHUISVEST and plaatsing.tijdelijk_tot:
        tot = _dag(plaatsing.tijdelijk_tot)
        wat = f"Woont tijdelijk tot {tot}. Start op tijd de doorstroom."
        url = reverse("huisvesting:plaatsing_doorstroom", kwargs={"pk": plaatsing.pk})
        return VolgendeStap(f"{telt}{wat}", "Start doorstroom", url)
    wat, knop, route = (
        ("De nazorg is afgerond. Sluit het dossier af.", "Sluit het dossier", "close")
        if status == HuishoudenStatus.NAZORG
        else ("Begin de nazorg.", "Begin nazorg", "nazorg")
    )
    return VolgendeStap(f"{telt}{wat}", knop, reverse(f"huisvesting:huishouden_{route}", kwargs={"pk": huishouden.pk}))


def _step_of_voordracht(voordracht: Voordracht) -> VolgendeStap:
    vraag = ask_voordracht(voordracht.status, is_geblokkeerd=voordracht.aanbod.is_geblokkeerd)
    return step_of_aanbod(voordracht.aanbod, vraag, Partij.GEMEENTE, voordracht_pk=voordracht.pk)


def step_of_plaatsing(plaatsing: Plaatsing, geteld_op: date | None) -> VolgendeStap:
    """What the gemeente has to do for a running plaatsing, until its aftercare is closed.

    In: the plaatsing (with its personen); the day on which its people count, when they do.
    """

    def stap(tekst: str, knop: str, route: str) -> VolgendeStap:
        return VolgendeStap(tekst, knop, reverse(f"huisvesting:plaatsing_{route}", kwargs={"pk": plaatsing.pk}))

    if plaatsing.niet_verschenen_op:
        return stap(ZINNEN[Vraag.AFSPRAAK][0], "Maak nieuwe afspraak", "afspraak")
    if not plaatsing.sleuteldatum:
        dag = plaatsing.afspraakdatum
        begin = f"De sleutel is op {_dag(dag)}" if dag else f"De huur begint op {_dag(plaatsing.ingangsdatum)}"
        return stap(f"{begin}. Leg de dag van de sleutel vast.", "Leg sleutel vast", "sleutel")
    if any(persoon.afmelddatum is None for persoon in plaatsing.personen.all()):
        return stap("Het huishouden woont. Meld het af bij COA.", "Leg afmelding vast", "afmelden")
    if any(persoon.inschrijfdatum is None for persoon in plaatsing.personen.all()):
        tekst = "Iedereen is afgemeld bij COA. Leg de inschrijving in de BRP vast."
        return stap(tekst, "Leg inschrijving vast", "inschrijven")
    if not geteld_op:
        tekst = "Het huishouden woont en is afgemeld, maar telt nog niet mee. Bekijk de plaatsing."
        return stap(tekst, "Bekijk de plaatsing", "detail")
    telt = f"Iedereen telt mee vanaf {_dag(geteld_op)}."
    return (
        VolgendeStap(telt) if plaatsing.afgerond_op else stap(f"{telt} Rond de nazorg af.", "Rond nazorg af", "nazorg")
    )


# What a home asks -> the sentence for the gemeente, and the one for the corporation.
ZINNEN: dict[Vraag, tuple[str, str]] = {
    Vraag.ANTWOORD: (
        "Wacht op het antwoord van {corporatie}.",
        "De gemeente draagt een huishouden voor. Laat weten of u akkoord bent.",
    ),
    Vraag.AFWIJZING: (
        "{corporatie} wijst het huishouden af. Bevestig dat, of vraag het nog eens.",
        "U hebt het huishouden afgewezen. De gemeente beslist of dat zo blijft.",
    ),
    Vraag.OORDEEL: (
        "Het huishouden weigert de woning. De jurist beoordeelt of dat terecht is.",
        "Het huishouden weigert de woning. De gemeente beslist hoe het verder gaat.",
    ),
    Vraag.STILTE: (
        "Het huishouden gaf op tijd geen antwoord. Bied de woning opnieuw aan, of behandel dit als een weigering.",
        "Het huishouden gaf nog geen antwoord. De gemeente beslist hoe het verder gaat.",
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
    Vraag.AFSPRAAK: (
        "Het huishouden kwam niet voor de sleutel. Maak een nieuwe afspraak, of annuleer de plaatsing.",
        "Het huishouden kwam niet voor de sleutel. Maak een nieuwe afspraak, of overleg met de gemeente.",
    ),
    Vraag.SLEUTEL: (
        "Het huurcontract is getekend. Leg de dag van de sleutel vast.",
        "Het huurcontract is getekend. Geef de sleutel en leg de dag vast.",
    ),
    Vraag.MELDING: (
        "{corporatie} ziet dit concept ook. Maak het af en meld de woning.",
        "Dit is een concept: de gemeente ziet het nog niet. Maak het af en meld de woning.",
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
        "De optie is verlopen. Mag de gemeente de woning nog gebruiken? Verleng de optie, of trek de woning in.",
    ),
    Vraag.NIETS: ("Er is nu niets te doen.", "Er is nu niets te doen."),
}

# What a home asks -> the words of its button, the page where it is done, and whose key that page takes.
KNOPPEN: dict[Vraag, tuple[str, str, str]] = {
    Vraag.ANTWOORD: ("Beantwoord", "voordracht_detail", "voordracht"),
    Vraag.AFWIJZING: ("Beslis", "voordracht_detail", "voordracht"),
    Vraag.OORDEEL: ("Beoordeel", "voordracht_detail", "voordracht"),
    Vraag.STILTE: ("Beslis", "voordracht_detail", "voordracht"),
    Vraag.REACTIE: ("Leg antwoord vast", "voordracht_detail", "voordracht"),
    Vraag.AANBIEDING: ("Leg aanbieding vast", "voordracht_offer", "voordracht"),
    Vraag.CONTRACT: ("Leg contract vast", "plaatsing_sign", "voordracht"),
    Vraag.AFSPRAAK: ("Maak nieuwe afspraak", "plaatsing_afspraak", "plaatsing"),
    Vraag.SLEUTEL: ("Leg sleutel vast", "plaatsing_sleutel", "plaatsing"),
    Vraag.MELDING: ("Meld de woning", "aanbod_submit", "aanbod"),
    Vraag.BEVESTIGING: ("Bevestig", "aanbod_confirm", "aanbod"),
    Vraag.VOORDRACHT: ("Kies huishouden", "aanbod_detail", "aanbod"),
    Vraag.VRIJGAVE: ("Hef blokkade op", "aanbod_unblock", "aanbod"),
    Vraag.VERLENGING: ("Verleng optie", "aanbod_extend", "aanbod"),
}

# Who waits for the other may look, or record it in the other's name.
KNOPPEN_NAMENS: dict[tuple[Vraag, Partij], tuple[str, str, str]] = {
    (Vraag.ANTWOORD, Partij.GEMEENTE): ("Bekijk de voordracht", "voordracht_detail", "voordracht"),
    (Vraag.OORDEEL, Partij.GEMEENTE): ("Bekijk de voordracht", "voordracht_detail", "voordracht"),
    (Vraag.CONTRACT, Partij.GEMEENTE): KNOPPEN[Vraag.CONTRACT],
    (Vraag.MELDING, Partij.GEMEENTE): KNOPPEN[Vraag.MELDING],
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


def name_wachten(vraag: Vraag, partij: Partij) -> str:
    """Whom `partij` waits for, when the question is not its own."""
    if partij == Partij.CORPORATIE:
        return "Wacht op de gemeente"
    return "Wacht op de jurist" if vraag == Vraag.OORDEEL else "Wacht op de corporatie"


def name_woningen(gebruiker: Gebruiker) -> str:
    """What the list of homes is called: who works for a corporation sees only its own."""
    return "Mijn woningen" if gebruiker.corporatie_ids() else "Woningen"
