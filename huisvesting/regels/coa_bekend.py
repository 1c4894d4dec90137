"""What is stored beside a COA list: the people and households of the gemeente, as far as a list can say it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from typing import Any
from uuid import UUID

from huisvesting.regels.woonbehoefte import GEWONE_NORM, Kamernorm

HOOFD, OVERIG = "hoofd", "overig"

# The facts of a person that the list may say, with what a new person gets where it does not.
STANDAARD: Mapping[str, Any] = {
    "gezinsrol": OVERIG,
    "achternaam": "",
    "voornamen": "",
    "geboortedatum": None,
    "geslacht": "onbekend",
    "nationaliteit": "",
    "talen": "",
    "datum_vergunning": None,
    "opvanglocatie": "",
    "amv": False,
    "rolstoel": False,
    "bijzonderheden": "",
}

# Of whatever has these facts, in the order of STANDAARD.
read_feiten = attrgetter(*STANDAARD)

# The same of a household.
HUISHOUDFEITEN = ("huishoudnummer", "koppeldatum", "nareis_verwacht")


@dataclass(frozen=True, slots=True)
class BekendPersoon:
    """A stored person; `gegevens` has the keys of STANDAARD."""

    id: UUID
    huishouden: UUID
    gegevens: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class BekendHuishouden:
    """A stored household: put forward for a home, with a running lease, with a key (or gone: its dossier is closed)?"""

    id: UUID
    huishoudnummer: str
    koppeldatum: date
    nareis_verwacht: bool
    is_voorgedragen: bool = False
    has_huurcontract: bool = False
    is_gehuisvest: bool = False


@dataclass(frozen=True)
class Bekend:
    """What the gemeente has: its households; its people on the list, by V-nummer; its other people; the V-nummers of
    the list that belong to another gemeente; and how it counts bedrooms."""

    huishoudens: Mapping[UUID, BekendHuishouden] = field(default_factory=dict)
    personen: Mapping[str, BekendPersoon] = field(default_factory=dict)
    overigen: Sequence[BekendPersoon] = ()
    elders: Collection[str] = frozenset()
    norm: Kamernorm = GEWONE_NORM

    def iedereen(self) -> Iterator[BekendPersoon]:
        yield from self.personen.values()
        yield from self.overigen
