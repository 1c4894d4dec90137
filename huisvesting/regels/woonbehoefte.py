"""What a household needs of a home. Nationality, origin and religion are not among the inputs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

VOLWASSEN = 18


@dataclass(frozen=True)
class Persoon:
    """What the need follows from: age, sex, place in the family and wheelchair."""

    geboortedatum: date
    gezinsrol: str
    geslacht: str
    rolstoel: bool

    def leeftijd(self, peildatum: date) -> int:
        """Age in whole years."""
        b = self.geboortedatum
        return peildatum.year - b.year - ((peildatum.month, peildatum.day) < (b.month, b.day))


@dataclass(frozen=True)
class Kamernorm:
    """How a gemeente counts the bedrooms of children. No national norm was found (R-609); where nothing was chosen,
    children share by two until they are adult.

    `eigen_kamer_vanaf`: from this age a child has a room of its own. `gescheiden_vanaf`: from this age a child shares
    no room with a child of the other sex. `kinderen_per_kamer`: how many share one room at most.
    """

    eigen_kamer_vanaf: int = VOLWASSEN
    gescheiden_vanaf: int = VOLWASSEN
    kinderen_per_kamer: int = 2


GEWONE_NORM = Kamernorm()


@dataclass(frozen=True)
class Wens:
    """What is asked of a home beside its size: `is_hard` excludes a home without it, else it only weighs less.

    `soort` is "gelijkvloers", "zelfstandig", "huur" (with `bedrag`), "plaats" (with `waarde`), or one that only people
    can judge.
    """

    soort: str
    is_hard: bool = False
    bedrag: Decimal | None = None
    waarde: str = ""


@dataclass(frozen=True)
class Kamerdeel:
    """A part of the sum of the bedrooms: who, and how many rooms."""

    tekst: str
    kamers: int


@dataclass(frozen=True)
class Woonbehoefte:
    """Persons, the bedrooms they need at least, whether someone uses a wheelchair, and what else is asked."""

    personen: int
    slaapkamers: int
    rolstoel: bool
    wensen: tuple[Wens, ...] = ()

    @property
    def is_alleenstaand(self) -> bool:
        return self.personen == 1


def bepaal_woonbehoefte(
    personen: Sequence[Persoon],
    peildatum: date,
    norm: Kamernorm = GEWONE_NORM,
    *,
    slaapkamers: int | None = None,
    wensen: Iterable[Wens] = (),
) -> Woonbehoefte:
    """The need of a household on a day.

    In: `slaapkamers`, when a person decided otherwise than the sum says. Out: at least one bedroom, also for an empty
    household.
    """
    kamers = slaapkamers or sum(deel.kamers for deel in count_slaapkamers(personen, peildatum, norm))
    return Woonbehoefte(len(personen), max(kamers, 1), any(p.rolstoel for p in personen), tuple(wensen))


def count_slaapkamers(
    personen: Sequence[Persoon], peildatum: date, norm: Kamernorm = GEWONE_NORM
) -> tuple[Kamerdeel, ...]:
    """The sum of the bedrooms, by its parts: head and partner share one, every other adult has one, children share as
    the norm says. Out: without the parts that are nobody."""
    koppel = {"hoofd", "partner"} <= {p.gezinsrol for p in personen}
    volwassenen = sum(1 for p in personen if p.leeftijd(peildatum) >= VOLWASSEN)
    kinderen = [p for p in personen if p.leeftijd(peildatum) < VOLWASSEN]
    groot = sum(1 for p in kinderen if p.leeftijd(peildatum) >= norm.eigen_kamer_vanaf)
    delend = [p for p in kinderen if p.leeftijd(peildatum) < norm.eigen_kamer_vanaf]
    stel = 2 if koppel and volwassenen >= 2 else 0
    delen = (
        (stel, Kamerdeel("Hoofd en partner samen", 1)),
        (volwassenen - stel, Kamerdeel(_tel(volwassenen - stel, "volwassene", "volwassenen"), volwassenen - stel)),
        (groot, Kamerdeel(f"{_tel(groot, 'kind', 'kinderen')} van {norm.eigen_kamer_vanaf} jaar of ouder", groot)),
        (len(delend), Kamerdeel(_delend(len(delend), norm), _share(delend, peildatum, norm))),
    )
    return tuple(deel for wie, deel in delen if wie)


def _share(kinderen: Sequence[Persoon], peildatum: date, norm: Kamernorm) -> int:
    """The fewest rooms for children who share. The older ones of one sex go together; the beds that they leave are for
    the younger ones of that sex, and for whom the sex is not known. Whoever is left shares with everyone."""
    kamers, rest = 0, len(kinderen)
    bedden = 0
    for geslacht in ("m", "v"):
        groep = [p for p in kinderen if p.geslacht == geslacht]
        oud = sum(1 for p in groep if p.leeftijd(peildatum) >= norm.gescheiden_vanaf)
        eigen = -(-oud // norm.kinderen_per_kamer)
        over = eigen * norm.kinderen_per_kamer - oud
        erbij = min(over, len(groep) - oud)
        kamers, rest, bedden = kamers + eigen, rest - oud - erbij, bedden + over - erbij
    onbekend = sum(1 for p in kinderen if p.geslacht not in ("m", "v"))
    rest -= min(bedden, onbekend)
    return kamers + -(-rest // norm.kinderen_per_kamer)


def _delend(aantal: int, norm: Kamernorm) -> str:
    delen = [_tel(aantal, "kind", "kinderen")]
    if norm.kinderen_per_kamer == 1:
        delen.append("ieder een kamer")
    elif aantal > 1:
        delen.append(f"hooguit {norm.kinderen_per_kamer} op een kamer")
        if norm.gescheiden_vanaf < norm.eigen_kamer_vanaf:
            delen.append(f"jongens en meisjes apart vanaf {norm.gescheiden_vanaf} jaar")
    return ", ".join(delen)


def _tel(aantal: int, een: str, meer: str) -> str:
    return f"{aantal} {een if aantal == 1 else meer}"
