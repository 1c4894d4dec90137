"""One line of the work list as it is counted, chosen and sorted: keys, days and codes, nothing to read yet."""

from collections.abc import Callable, Set
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from uuid import UUID

from django.db.models import Q, TextChoices

from huisvesting.models import Overlegtermijn
from huisvesting.models.afspraak import GEWONE_TERMIJN
from huisvesting.regels.beurt import Vraag
from samenwerking.models import Gebruiker, Rol
from samenwerking.models.opgaveteam import UITVOERING
from samenwerking.policies import CASEWORK

WEEK = timedelta(days=7)


class Soort(TextChoices):
    """What a line asks. In the order of the way from koppeling to key."""

    ONTVANGST = "ontvangst", "Ontvangst bevestigen"
    GEGEVENS = "gegevens", "Gegevens van COA"
    INTAKE = "intake", "Intake"
    ZOEKEN = "zoeken", "Woning zoeken"
    GEPARKEERD = "geparkeerd", "Geparkeerd"
    ANTWOORD = "antwoord", "Antwoord van de corporatie"
    AFWIJZING = "afwijzing", "Corporatie wijst af"
    AANBIEDEN = "aanbieden", "Aanbieden"
    REACTIE = "reactie", "Antwoord van het huishouden"
    WEIGERING = "weigering", "Weigering"
    CONTRACT = "contract", "Huurcontract"
    SLEUTEL = "sleutel", "Sleutel"
    AFMELDEN = "afmelden", "Afmelden bij COA"
    DOORSTROOM = "doorstroom", "Tijdelijke huur loopt af"
    BESLUIT = "besluit", "Besluit van de opgavemanager"
    VOORSTEL = "voorstel", "Voorgelegd besluit"
    ESCALATIE = "escalatie", "Escalatie"
    ACTIE = "actie", "Acties"
    CONCEPT = "concept", "Concept van een woning"
    BEVESTIGEN = "bevestigen", "Woning bevestigen"
    OPTIE = "optie", "Optie op een woning"
    BLOKKADE = "blokkade", "Geblokkeerde woning"


class Bron(TextChoices):
    """What a line is about: which kind of object its key belongs to."""

    HUISHOUDEN = "huishouden"
    AANBOD = "aanbod"
    EIGEN_AANBOD = "eigen_aanbod"  # of the corporation that looks
    ACTIE = "actie"
    WEIGERING = "weigering"
    INTREKVERZOEK = "intrekverzoek"
    BESLUIT = "besluit"
    ESCALATIE = "escalatie"


class Toon(TextChoices):
    """The three counts above the list."""

    TE_LAAT = "te_laat", "Te laat"
    DEZE_WEEK = "deze_week", "Deze week"
    NIEUW = "nieuw", "Nieuw of gewijzigd sinds gisteren"


@dataclass(frozen=True, slots=True)
class Regel:
    """One thing to do.

    `sleutels` are the keys by which the logboek may speak of it. `eigenaar` does it, nobody when None. `corporatie` is
    the one that it has to do with. `vraag`, `voordracht`, `plaatsing` and `aantal` (how many more acties of the same
    subject) are what the line needs to be told.
    """

    bron: Bron
    pk: UUID
    soort: Soort
    uiterlijk: date
    sleutels: tuple[UUID | None, ...]
    eigenaar: UUID | None = None
    corporatie: UUID | None = None
    vraag: Vraag | None = None
    voordracht: UUID | None = None
    plaatsing: UUID | None = None
    aantal: int = 0
    is_aangekomen: bool = False


@dataclass(frozen=True)
class Kijk:
    """Who looks, on what day, and for which gemeenten and corporations in which part."""

    gebruiker: Gebruiker
    peildatum: date

    @property
    def casework(self) -> set[int]:
        return self.gebruiker.gemeente_ids(*CASEWORK)

    @property
    def leiding(self) -> set[int]:
        return self.gebruiker.gemeente_ids(Rol.OPGAVEMANAGER)

    @property
    def jurist(self) -> set[int]:
        return self.gebruiker.gemeente_ids(Rol.JURIST)

    @property
    def uitvoering(self) -> set[int]:
        """Where this person works on the task, for who works with the opgaveteam."""
        return self.gebruiker.gemeente_ids(*UITVOERING)

    @property
    def oordeel(self) -> set[int]:
        """Where this person judges refusals."""
        return self.gebruiker.gemeente_ids(Rol.JURIST, Rol.OPGAVEMANAGER)

    @property
    def corporaties(self) -> set[UUID]:
        return self.gebruiker.corporatie_ids()

    @cached_property
    def overlegtermijnen(self) -> dict[tuple[int, UUID], int]:
        """Of each gemeente and corporation that agreed on it, how many days they wait for an answer."""
        eigen = Q(gemeente__in=self.casework) | Q(corporatie__in=self.corporaties)
        rijen = Overlegtermijn.objects.filter(eigen).values_list("gemeente_id", "corporatie_id", "dagen")
        return {(gemeente, corporatie): dagen for gemeente, corporatie, dagen in rijen}

    def wacht(self, gemeente: int, corporatie: UUID) -> timedelta:
        """How long these two let each other wait for an answer."""
        return timedelta(days=self.overlegtermijnen.get((gemeente, corporatie), GEWONE_TERMIJN))


def make_tests(peildatum: date, veranderd: Set[UUID]) -> dict[Toon, Callable[[Regel], bool]]:
    """What each count holds. In: the keys of what others changed since yesterday."""
    return {
        Toon.TE_LAAT: lambda regel: regel.uiterlijk < peildatum,
        Toon.DEZE_WEEK: lambda regel: peildatum <= regel.uiterlijk <= peildatum + WEEK,
        Toon.NIEUW: lambda regel: regel.is_aangekomen or any(s in veranderd for s in regel.sleutels),
    }
