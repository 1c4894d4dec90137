"""The product's main job, once, through the services: the proof that an installation works."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from random import Random

from django.core.exceptions import ValidationError
from django.utils import timezone

from huisvesting.models import Huishouden, HuishoudenStatus, PlaatsingStatus, Voordracht, VoordrachtStatus
from huisvesting.services.aanbod import Woninggegevens, complete_aanbod, register_aanbod
from huisvesting.services.coa import apply_coa_import
from huisvesting.services.coa_ontvangst import receive_coa_lijst
from huisvesting.services.dossier import receive_koppeling
from huisvesting.services.intake import complete_intake, start_intake
from huisvesting.services.plaatsing import hand_over_sleutel, sign_huurcontract
from huisvesting.services.voordracht import accept_voordracht, agree_voordracht, offer_voordracht, propose_voordracht
from rapportage.services.demo.personen import make_huishouden, make_lijst
from samenwerking.models import Demonstratie, Gebruiker, Gemeente, Woningcorporatie
from taakstelling.models import Voortgang
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.regels.voortgang import Stand
from taakstelling.services.voortgang import find_drift, verify_voortgang

HUISHOUDEN = 901
SAMENSTELLING = "2+1"
PERSONEN = 3


@dataclass(frozen=True)
class Stap:
    """One step of the chain and, in words, what came of it."""

    naam: str
    uitkomst: str


@dataclass
class Doorloop:
    """Who takes part in the walk, and the numbers before and after."""

    gemeente: Gemeente
    ambtenaar: Gebruiker
    medewerker: Gebruiker
    corporatie: Woningcorporatie
    voor: Stand
    na: Stand | None = None

    @property
    def klopt(self) -> bool:
        """Every person of the household counts, and the projection is what the ledger says."""
        return self.na is not None and self.na.gerealiseerd == self.voor.gerealiseerd + PERSONEN and not find_drift()


def start_doorloop() -> Doorloop:
    """Find the people of the demonstration. Errors: ValidationError when this is no demonstration."""
    if not Demonstratie.objects.exists():
        raise ValidationError("De proef loopt alleen in een database met de demonstratie: manage.py load_demo.")
    ambtenaar = Gebruiker.objects.get(username="consulent")
    medewerker = Gebruiker.objects.get(username="corporatie")
    gemeente, corporatie = ambtenaar.gemeente, medewerker.corporatie
    if gemeente is None or corporatie is None:
        raise ValidationError("De rollen van de demonstratie lopen niet meer. Laad haar opnieuw in een lege database.")
    return Doorloop(gemeente, ambtenaar, medewerker, corporatie, _stand(gemeente))


def walk(doorloop: Doorloop) -> Iterator[Stap]:
    """Do every step of the chain for one new household, from COA list to voortgang."""
    d, vandaag = doorloop, timezone.localdate()
    data = make_lijst(make_huishouden(HUISHOUDEN, SAMENSTELLING, vandaag - timedelta(days=20), Random(1)))  # noqa: S311
    lijst = receive_coa_lijst(gemeente=d.gemeente, data=data, bestandsnaam="proef.csv", door=d.ambtenaar)
    apply_coa_import(coa_import=lijst, door=d.ambtenaar)
    huishouden = Huishouden.objects.get(gemeente=d.gemeente, huishoudnummer=f"H{HUISHOUDEN:05d}")
    yield Stap("COA-lijst ingelezen", f"1 huishouden, {huishouden.aantal_personen} personen")

    receive_koppeling(huishouden=huishouden, eigenaar=d.ambtenaar, door=d.ambtenaar)
    start_intake(huishouden=huishouden, door=d.ambtenaar)
    complete_intake(huishouden=huishouden, door=d.ambtenaar)
    yield Stap("Ontvangst bevestigd en intake gedaan", HuishoudenStatus.KLAAR.label)

    aanbod = register_aanbod(
        corporatie=d.corporatie,
        gemeente=d.gemeente,
        woning=Woninggegevens(
            straat="Proefstraat", huisnummer=1, postcode="7209 ZZ", plaats=d.gemeente.naam, slaapkamers=2
        ),
        beschikbaar_vanaf=vandaag,
        door=d.medewerker,
    )
    complete_aanbod(aanbod=aanbod, kale_huur=Decimal("585.00"), verdieping=0, door=d.medewerker)
    yield Stap("Woning gemeld en bevestigd", str(aanbod))

    voordracht = propose_voordracht(aanbod=aanbod, huishouden=huishouden, door=d.ambtenaar)
    yield Stap("Huishouden voorgedragen", VoordrachtStatus(voordracht.status).label)
    yield from _agree_and_offer(d, voordracht)

    plaatsing = sign_huurcontract(voordracht=voordracht, ingangsdatum=vandaag, door=d.medewerker)
    yield Stap("Huurcontract getekend", f"ingang {plaatsing.ingangsdatum:%d-%m-%Y}")
    plaatsing = hand_over_sleutel(plaatsing=plaatsing, sleuteldatum=vandaag, door=d.ambtenaar)
    yield Stap("Sleutel overgedragen", PlaatsingStatus(plaatsing.status).label)

    afwijkingen = verify_voortgang(door=Gebruiker.objects.systeem())
    doorloop.na = _stand(d.gemeente)
    yield Stap("Voortgang herberekend", f"{len(afwijkingen)} afwijkingen van het grootboek")


def _agree_and_offer(d: Doorloop, voordracht: Voordracht) -> Iterator[Stap]:
    agree_voordracht(voordracht=voordracht, door=d.medewerker)
    yield Stap("Corporatie akkoord", d.corporatie.naam)
    offer_voordracht(voordracht=voordracht, door=d.ambtenaar)
    voordracht = accept_voordracht(voordracht=voordracht, door=d.ambtenaar)
    yield Stap("Woning aangeboden en geaccepteerd", VoordrachtStatus(voordracht.status).label)


def _stand(gemeente: Gemeente) -> Stand:
    halfjaar = Halfjaar.van_datum(timezone.localdate())
    voortgang = Voortgang.objects.for_gemeente(gemeente).for_halfjaar(halfjaar).first()
    if voortgang is None:
        raise ValidationError(f"{gemeente} heeft nog geen voortgang in {halfjaar}.")
    return voortgang.stand
