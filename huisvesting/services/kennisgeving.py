"""Who is told of what happens on the way from koppeling to key, and in which words. Never the one who did it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from django.db.models import Model
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from huisvesting.models import Huishouden, Voordracht, Woningaanbod
from huisvesting.policies import is_eigen_aanbod
from samenwerking.models import Gebeurtenis, Gebruiker, Gemeente, Logregel, Rol
from samenwerking.policies import CASEWORK
from samenwerking.services.bericht import Antwoordvraag, Tekst, find_gebruikers, write_berichten

M = TypeVar("M", bound=Model)


class Kring(StrEnum):
    """A party that may be told something."""

    CORPORATIE = "corporatie"  # staff of the corporation whose home it is
    CASEWORK = "casework"  # who owns the dossier; without an owner every ambtenaar of the gemeente
    JURIST = "jurist"
    OPGAVEMANAGER = "opgavemanager"


CORP, WERK, JURIST, LEIDING = Kring
G = Gebeurtenis

# What is told to whom. A party is not told what its own people did, but the owner of a dossier is told what a colleague
# did. {vrij} is only there when a household lost the home by it.
KENNISGEVINGEN: dict[Gebeurtenis, dict[Kring, str]] = {
    G.AANBOD_GEMELD: {
        WERK: "{corporatie} meldt {adres}. De woning moet nog worden bevestigd.",
        CORP: "De gemeente heeft {adres} namens u gemeld. Vul de woning aan en bevestig haar.",
    },
    G.AANBOD_BEVESTIGD: {
        WERK: "{corporatie} bevestigt {adres}. U kunt een huishouden voordragen.",
        CORP: "De gemeente heeft {adres} namens u bevestigd.",
    },
    G.OPTIE_VERLENGD: {
        WERK: "De optie op {adres} loopt nu tot en met {optie}.",
        CORP: "De gemeente heeft de optie op {adres} namens u verlengd tot en met {optie}.",
    },
    G.AANBOD_GEWIJZIGD: {
        WERK: "De gegevens van {adres} zijn gewijzigd. Kijk of de woning nog past.",
        CORP: "De gemeente heeft de gegevens van {adres} namens u gewijzigd.",
    },
    G.AANBOD_INGETROKKEN: {
        WERK: "{corporatie} trekt {adres} in.{vrij}",
        CORP: "{adres} is ingetrokken. De gemeente heeft dat vastgelegd.",
    },
    G.AANBOD_INTREKKING_GEVRAAGD: {
        LEIDING: "{corporatie} vraagt {adres} terug, terwijl die al is toegewezen. Beslis of dat mag."
    },
    G.AANBOD_INTREKKING_AFGEWEZEN: {CORP: "U krijgt {adres} niet terug. In Thuisgever leest u waarom."},
    G.AANBOD_GEBLOKKEERD: {
        WERK: "{adres} is geblokkeerd. U kunt de woning nu niet gebruiken.",
        CORP: "De gemeente heeft {adres} namens u geblokkeerd.",
    },
    G.AANBOD_VRIJGEGEVEN: {
        WERK: "De blokkade van {adres} is opgeheven.",
        CORP: "De gemeente heeft de blokkade van {adres} namens u opgeheven.",
    },
    G.AANBOD_ONGESCHIKT: {CORP: "De gemeente kan {adres} niet gebruiken. In Thuisgever leest u waarom."},
    G.VOORDRACHT_VOORGESTELD: {
        CORP: "De gemeente draagt {huishouden} voor {adres} voor. Laat weten of u akkoord bent.",
        WERK: "Een collega draagt {huishouden} uit uw dossiers voor {adres} voor.",
    },
    G.VOORDRACHT_AKKOORD: {WERK: "{corporatie} is akkoord voor {adres}. Bied de woning aan {huishouden} aan."},
    G.VOORDRACHT_AFWIJZING_GEMELD: {
        WERK: "{corporatie} wil {huishouden} afwijzen voor {adres}. Bevestig dat, of vraag om heroverweging."
    },
    G.VOORDRACHT_HEROVERWOGEN: {CORP: "De gemeente vraagt u om de voordracht voor {adres} opnieuw te bekijken."},
    G.VOORDRACHT_AFGEWEZEN: {
        CORP: "De gemeente heeft uw afwijzing bevestigd. {adres} is weer vrij.",
        WERK: "{corporatie} wijst af. {adres} is weer vrij.{vrij}",
    },
    G.VOORDRACHT_AANGEBODEN: {CORP: "De gemeente heeft {adres} aangeboden. U hoort het zodra er antwoord is."},
    G.VOORDRACHT_OPNIEUW_AANGEBODEN: {
        CORP: "De gemeente heeft {adres} opnieuw aangeboden. U hoort het zodra er antwoord is."
    },
    G.VOORDRACHT_GEACCEPTEERD: {
        CORP: "{adres} is geaccepteerd. Maak het huurcontract en leg het vast.",
        WERK: "{adres} is geaccepteerd door {huishouden}.",
    },
    G.VOORDRACHT_WEIGERING_GEMELD: {JURIST: "{Huishouden} weigert {adres}. Beoordeel of dat terecht is."},
    G.VOORDRACHT_WEIGERING_BEOORDEELD: {
        WERK: "De weigering van {adres} is onterecht. {Huishouden} krijgt bedenktijd. Lees het oordeel."
    },
    G.VOORDRACHT_GEWEIGERD: {
        CORP: "{adres} is geweigerd en is weer vrij. De gemeente zoekt verder.",
        WERK: "{adres} is geweigerd en is weer vrij.{vrij}",
    },
    G.VOORDRACHT_GEEN_REACTIE: {WERK: "{Huishouden} gaf op tijd geen antwoord over {adres}. Kies wat u doet."},
    G.VOORDRACHT_GEANNULEERD: {
        CORP: "De gemeente heeft de voordracht voor {adres} geannuleerd. De woning is weer vrij.",
        WERK: "De voordracht voor {adres} is geannuleerd.{vrij}",
    },
    G.HUURCONTRACT_GETEKEND: {
        WERK: "Het huurcontract van {adres} is getekend.",
        CORP: "De gemeente heeft het huurcontract van {adres} namens u vastgelegd.",
    },
    G.SLEUTEL_OVERGEDRAGEN: {
        WERK: "De sleutel van {adres} is overgedragen aan {huishouden}.",
        CORP: "De gemeente heeft de sleutel van {adres} vastgelegd.",
    },
    G.PLAATSING_NIET_VERSCHENEN: {
        WERK: "{Huishouden} kwam niet voor de sleutel van {adres}. Maak een nieuwe afspraak of annuleer.",
        CORP: "Het huishouden kwam niet voor de sleutel van {adres}. De gemeente laat weten hoe het verder gaat.",
    },
    G.PLAATSING_NIEUWE_AFSPRAAK: {
        WERK: "Er is een nieuwe afspraak voor de sleutel van {adres}.",
        CORP: "Er is een nieuwe afspraak voor de sleutel van {adres}.",
    },
    G.PLAATSING_HERSTELD: {
        WERK: "Een datum van de plaatsing in {adres} is hersteld.",
        CORP: "Een datum van de plaatsing in {adres} is hersteld.",
    },
    G.PLAATSING_GEANNULEERD: {
        WERK: "De plaatsing in {adres} is geannuleerd.{vrij}",
        CORP: "De plaatsing in {adres} is geannuleerd. De woning is weer vrij.",
    },
    G.PLAATSING_BEEINDIGD: {WERK: "De huur van {adres} is beëindigd.", CORP: "De huur van {adres} is beëindigd."},
    G.KOPPELING_ONTVANGEN: {WERK: "U behandelt het dossier van {huishouden}."},
    G.EIGENAAR_GEWIJZIGD: {WERK: "U behandelt voortaan het dossier van {huishouden}."},
    G.DOSSIER_TERUGGAVE_VOORGESTELD: {
        LEIDING: "Er is voorgesteld om {huishouden} terug te geven aan COA. Beslis of dat mag."
    },
    G.DOSSIER_TERUGGAVE_AFGEWEZEN: {WERK: "{Huishouden} wordt niet teruggegeven aan COA. Lees waarom en ga verder."},
    G.DOSSIER_TERUGGEGEVEN: {
        WERK: "{Huishouden} is teruggegeven aan COA.",
        CORP: "De gemeente heeft de voordracht voor {adres} geannuleerd. De woning is weer vrij.",
    },
    G.DOSSIER_HEROPEND: {WERK: "Het dossier van {huishouden} is opnieuw geopend."},
}
# Here the corporation may answer from the mail.
MET_ANTWOORDLINK = {G.VOORDRACHT_VOORGESTELD, G.VOORDRACHT_HEROVERWOGEN}


@dataclass(frozen=True)
class Zaak:
    """What an event was about, as far as a message needs it."""

    gemeente: Gemeente
    url: str
    aanbod: Woningaanbod | None = None
    huishouden: Huishouden | None = None
    voordracht: Voordracht | None = None

    @classmethod
    def of(cls, onderwerp: Model, voordracht_pk: str | None = None) -> "Zaak | None":
        """In: the subject of the log line, and the voordracht that ended by it, when it is not the subject."""
        voordracht = _part(onderwerp, Voordracht, "voordracht")
        if voordracht_pk:
            voordracht = Voordracht.objects.select_related("huishouden", "aanbod").get(pk=voordracht_pk)
        aanbod = _part(voordracht or onderwerp, Woningaanbod, "aanbod")
        huishouden = _part(voordracht or onderwerp, Huishouden, "huishouden")
        delen: tuple[Model | None, ...] = (onderwerp, voordracht, aanbod, huishouden)
        url = next((deel.get_absolute_url() for deel in delen if deel and hasattr(deel, "get_absolute_url")), None)
        plek = aanbod or huishouden
        if url is None or plek is None:
            return None
        return cls(plek.gemeente, url, aanbod, huishouden, voordracht)

    def url_for(self, kring: Kring) -> str:
        """Where this party acts: the jurist may open the refusal that waits and no voordracht, the corporation its home
        and no dossier."""
        weigering = self.voordracht.lopende_weigering if self.voordracht else None
        if weigering and kring == Kring.JURIST:
            return weigering.get_absolute_url()
        if (
            kring == Kring.CORPORATIE
            and self.aanbod
            and self.huishouden
            and self.url == self.huishouden.get_absolute_url()
        ):
            return self.aanbod.get_absolute_url()
        return self.url

    @property
    def woorden(self) -> dict[str, str]:
        """The facts for the sentences of KENNISGEVINGEN."""
        wie = name_grootte(self.huishouden) if self.huishouden else "een huishouden"
        aanbod = self.aanbod
        return {
            "adres": str(aanbod.woning) if aanbod else "",
            "corporatie": str(aanbod.corporatie) if aanbod else "",
            "optie": date_format(aanbod.optiedatum, "j F Y") if aanbod and aanbod.optiedatum else "",
            "huishouden": wie,
            "Huishouden": wie[0].upper() + wie[1:],
            "vrij": f" {wie[0].upper() + wie[1:]} wacht weer op een woning." if self.huishouden else "",
        }


def _part(onderwerp: Model, soort: type[M], naam: str) -> M | None:
    """The subject itself, or what it belongs to, when that is of this kind."""
    deel = onderwerp if isinstance(onderwerp, soort) else getattr(onderwerp, naam, None)
    return deel if isinstance(deel, soort) else None


def name_grootte(huishouden: Huishouden) -> str:
    """A household without its name, as a mail may say it."""
    aantal = huishouden.aantal_personen
    return "een huishouden van 1 persoon" if aantal == 1 else f"een huishouden van {aantal} personen"


def tell_betrokkenen(regel: Logregel, *, onderwerp: Model, door: Gebruiker, op: datetime) -> int:
    """Write the messages that belong to this line of the logboek. Out: how many."""
    zinnen = KENNISGEVINGEN.get(Gebeurtenis(regel.gebeurtenis), {})
    zaak = Zaak.of(onderwerp, regel.gegevens.get("voordracht")) if zinnen else None
    if zaak is None:
        return 0
    dag, woorden, geschreven = timezone.localdate(op), zaak.woorden, 0
    for kring, zin in zinnen.items():
        geschreven += write_berichten(
            [gebruiker for gebruiker in find_kring(kring, zaak, dag=dag, door=door) if gebruiker != door],
            sleutel=f"logregel:{regel.pk}",
            tekst=Tekst(Gebeurtenis(regel.gebeurtenis).label, zin.format(**woorden), zaak.url_for(kring)),
            door=door,
            op=op,
            antwoord=_ask(zaak) if kring == CORP and regel.gebeurtenis in MET_ANTWOORDLINK else None,
        )
    return geschreven


def find_kring(kring: Kring, zaak: Zaak, *, dag: date, door: Gebruiker | None = None) -> list[Gebruiker]:
    """The people of this party that concern the case on a day. In: `door`, whose own party knows already."""
    if kring == Kring.CORPORATIE:
        if zaak.aanbod is None or (door and is_eigen_aanbod(door, zaak.aanbod)):
            return []
        return list(find_gebruikers(Rol.CORPORATIEMEDEWERKER, peildatum=dag, corporatie=zaak.aanbod.corporatie))
    if kring == Kring.CASEWORK:
        return _find_casework(zaak, dag, door)
    mensen = list(find_gebruikers(kring.value, peildatum=dag, gemeente=zaak.gemeente))
    # Where there is no jurist the opgavemanager judges.
    is_niemand = kring == Kring.JURIST and not mensen
    return list(find_gebruikers(Rol.OPGAVEMANAGER, peildatum=dag, gemeente=zaak.gemeente)) if is_niemand else mensen


def _find_casework(zaak: Zaak, dag: date, door: Gebruiker | None) -> list[Gebruiker]:
    """The owner of the dossier, if he still works here; else the ambtenaren, or where there are none who leads them."""
    mensen = find_gebruikers(*CASEWORK, peildatum=dag, gemeente=zaak.gemeente)
    if zaak.huishouden and zaak.huishouden.eigenaar_id:
        eigenaar = list(mensen.filter(pk=zaak.huishouden.eigenaar_id))
        if eigenaar:
            return eigenaar
    if door and door.has_rol(*CASEWORK, gemeente=zaak.gemeente):
        return []
    return list(find_gebruikers(Rol.AMBTENAAR, peildatum=dag, gemeente=zaak.gemeente)) or list(mensen)


def _ask(zaak: Zaak) -> Antwoordvraag | None:
    if zaak.voordracht is None:
        return None
    url = reverse("huisvesting:antwoord", kwargs={"sleutel": "sleutel"})
    return Antwoordvraag(zaak.voordracht.pk, url.removesuffix("sleutel/"))
