"""Rows of a COA list that nobody but a person can judge, and what that person may choose (security.md 083).

A row in doubt is never written: not over somebody who is stored, and not beside him. It waits for a choice, and so does
its household.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from huisvesting.regels.coa_bekend import Bekend, BekendPersoon
from huisvesting.regels.coa_lijst import CoaRegel, Fout, Groep, allow_part, leave_out
from huisvesting.regels.zoeken import fold


class Twijfelsoort(StrEnum):
    """Why a row is in doubt. One row can be DUBBEL and one of the others."""

    DUBBEL = "v_nummer_dubbel"
    ANDERS = "andere_gegevens"
    ELDERS = "v_nummer_elders"
    NIEUW_NUMMER = "nieuw_v_nummer"


class Keuze(StrEnum):
    """What a person may choose for a row in doubt."""

    TELT = "telt"
    LIJST = "lijst"
    HOUD = "houd"
    ZELFDE = "zelfde_persoon"
    TOEVOEGEN = "toevoegen"
    OVERSLAAN = "overslaan"
    VRAAG_COA = "vraag_coa"


# With these the row is left out on purpose; the other people of its household can come in.
SLAAT_OVER = frozenset({Keuze.OVERSLAAN, Keuze.VRAAG_COA})


@dataclass(frozen=True, slots=True)
class Optie:
    """A choice as a reader meets it: the words, and what it does."""

    label: str
    gevolg: str


_OVERSLAAN = Optie("Andere persoon: sla over", "Deze rij wordt niet verwerkt. Controleer het V-nummer.")
# Per kind its choices, in the order of the page.
OPTIES: Mapping[Twijfelsoort, Mapping[Keuze, Optie]] = {
    Twijfelsoort.DUBBEL: {
        Keuze.TELT: Optie("Deze rij telt", "De andere rijen met dit V-nummer worden overgeslagen."),
        Keuze.OVERSLAAN: Optie("Sla deze rij over", "Deze rij wordt niet verwerkt."),
    },
    Twijfelsoort.ANDERS: {
        Keuze.LIJST: Optie("Neem de lijst over", "De naam en de geboortedatum worden die van de lijst."),
        Keuze.HOUD: Optie("Houd wat er staat", "De naam en de geboortedatum blijven; de rest van de rij telt wel."),
        Keuze.OVERSLAAN: _OVERSLAAN,
    },
    Twijfelsoort.ELDERS: {
        Keuze.OVERSLAAN: Optie("Sla over", "Deze rij wordt niet verwerkt."),
        Keuze.VRAAG_COA: Optie("Sla over en vraag COA", "Er komt een actie bij om COA te vragen."),
    },
    Twijfelsoort.NIEUW_NUMMER: {
        Keuze.ZELFDE: Optie("Zelfde persoon, nieuw V-nummer", "De bekende persoon krijgt het V-nummer van de lijst."),
        Keuze.TOEVOEGEN: Optie("Andere persoon: voeg toe", "Deze persoon komt erbij, naast wie er al is."),
        Keuze.OVERSLAAN: Optie("Sla over", "Deze rij wordt niet verwerkt."),
    },
}
# The sentences name no person and no value: they outlive the file.
_MELDINGEN: Mapping[Twijfelsoort, tuple[str, str]] = {
    Twijfelsoort.DUBBEL: ("v_nummer", "Dit V-nummer staat vaker in de lijst. Kies welke rij telt."),
    Twijfelsoort.ANDERS: (
        "v_nummer",
        "Bij dit V-nummer staat in Thuisgever een andere naam of geboortedatum. Kies wat klopt.",
    ),
    Twijfelsoort.ELDERS: (
        "v_nummer",
        "Dit V-nummer staat al bij een andere gemeente. Kies of u de rij overslaat of het aan COA vraagt.",
    ),
    Twijfelsoort.NIEUW_NUMMER: (
        "v_nummer",
        "Iemand met deze naam en geboortedatum is al bekend onder een ander V-nummer. Kies of het dezelfde is.",
    ),
}


@dataclass(frozen=True, slots=True)
class Twijfel:
    """One row in doubt: why, what may be chosen, with which rows it is decided together (those with the same V-nummer,
    itself included), and which stored person it is about."""

    regel: CoaRegel
    soorten: tuple[Twijfelsoort, ...]
    keuzes: tuple[Keuze, ...]
    rijen: tuple[int, ...]
    persoon: BekendPersoon | None = None

    @property
    def rij(self) -> int:
        return self.regel.rij

    def fouten(self) -> tuple[Fout, ...]:
        """Why the row waits, in sentences."""
        return tuple(Fout(self.rij, *_split(soort)) for soort in self.soorten)


def _split(soort: Twijfelsoort) -> tuple[str, str, str]:
    kolom, melding = _MELDINGEN[soort]
    return kolom, soort, melding


def find_optie(soorten: Sequence[str], keuze: str) -> Optie:
    """The words of a choice for a row with these kinds of doubt; the last kind says what its choices mean."""
    return next(OPTIES[Twijfelsoort(s)][Keuze(keuze)] for s in reversed(soorten) if keuze in OPTIES[Twijfelsoort(s)])


# --- Which rows -------------------------------------------------------------------------------------------------------
def find_twijfels(groepen: Sequence[Groep], bekend: Bekend) -> dict[int, Twijfel]:
    """Every row in doubt, by its number. A row that cannot be read is a fault, whoever it is about.

    In: the households of the list, what the gemeente has. What a person chose makes no difference here.
    """
    lezingen = [lezing for groep in groepen for lezing in groep.lezingen]
    aantallen = Counter(lezing.v_nummer for lezing in lezingen if lezing.v_nummer)
    regels = [lezing.regel for lezing in lezingen if lezing.regel]
    samen: dict[str, list[int]] = {}
    for regel in regels:
        if aantallen[regel.v_nummer] > 1:
            samen.setdefault(regel.v_nummer, []).append(regel.rij)
    naamgenoten = _Naamgenoten(bekend)
    twijfels = (_judge(regel, tuple(samen.get(regel.v_nummer, ())), bekend, naamgenoten) for regel in regels)
    return {twijfel.rij: twijfel for twijfel in twijfels if twijfel}


def _judge(regel: CoaRegel, samen: tuple[int, ...], bekend: Bekend, naamgenoten: "_Naamgenoten") -> Twijfel | None:
    persoon = bekend.personen.get(regel.v_nummer)
    soort: Twijfelsoort | None = None
    keuzes: tuple[Keuze, ...] = ()
    if persoon:
        if not _is_same(regel, persoon):
            soort = Twijfelsoort.ANDERS
    elif regel.v_nummer in bekend.elders:
        soort = Twijfelsoort.ELDERS
    else:
        persoon, is_vrij = naamgenoten.find(regel)
        if persoon:
            soort = Twijfelsoort.NIEUW_NUMMER
            keuzes = () if is_vrij else (Keuze.TOEVOEGEN, Keuze.OVERSLAAN)
    if soort is None and not samen:
        return None
    soorten = (*((Twijfelsoort.DUBBEL,) if samen else ()), *((soort,) if soort else ()))
    return Twijfel(regel, soorten, keuzes or tuple(OPTIES[soorten[-1]]), samen or (regel.rij,), persoon)


def _is_same(regel: CoaRegel, persoon: BekendPersoon) -> bool:
    bekend = persoon.gegevens
    return bekend["geboortedatum"] == regel.geboortedatum and _same_name(regel, persoon)


def _same_name(regel: CoaRegel, persoon: BekendPersoon) -> bool:
    """Accents, capitals, signs and the order of given names make no difference; nor does a given name that only one
    side knows."""
    bekend = persoon.gegevens
    if regel.achternaam != bekend["achternaam"] and fold(regel.achternaam) != fold(bekend["achternaam"]):
        return False
    voornamen = regel.voornamen
    if not voornamen or not bekend["voornamen"] or voornamen == bekend["voornamen"]:
        return True
    return sorted(fold(voornamen).split()) == sorted(fold(bekend["voornamen"]).split())


class _Naamgenoten:
    """The stored people by their day of birth, to find who has the same name."""

    def __init__(self, bekend: Bekend) -> None:
        self._vrij = {persoon.id for persoon in bekend.overigen}
        self._op_dag: dict[date, list[BekendPersoon]] = {}
        for persoon in bekend.iedereen():
            self._op_dag.setdefault(persoon.gegevens["geboortedatum"], []).append(persoon)

    def find(self, regel: CoaRegel) -> tuple[BekendPersoon | None, bool]:
        """Who has this name and day of birth, and whether that can be the person of the row: exactly one of them, not
        on the list under a V-nummer of his own."""
        gelijk = [persoon for persoon in self._op_dag.get(regel.geboortedatum, ()) if _same_name(regel, persoon)]
        vrij = [persoon for persoon in gelijk if persoon.id in self._vrij]
        return next(iter(vrij or gelijk), None), len(vrij) == 1


# --- What was chosen --------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Besluiten:
    """The rows in doubt, and the choices that hold for them, both by row."""

    twijfels: Mapping[int, Twijfel]
    keuzes: Mapping[int, Keuze]

    def is_over(self, rij: int) -> bool:
        """A person passes this row over."""
        return self.keuzes.get(rij) in SLAAT_OVER

    def find_open(self, groep: Groep) -> frozenset[int]:
        """The rows of a household that wait for a choice."""
        if not self.twijfels:
            return frozenset()
        rijen = (lezing.rij for lezing in groep.lezingen)
        return frozenset(rij for rij in rijen if rij in self.twijfels and rij not in self.keuzes)

    def maybe_on_list(self) -> set[UUID]:
        """Stored people who may stand on the list under a new V-nummer: nobody said so or not so yet."""
        return {
            twijfel.persoon.id
            for rij, twijfel in self.twijfels.items()
            if twijfel.persoon and Twijfelsoort.NIEUW_NUMMER in twijfel.soorten and rij not in self.keuzes
        }

    def persons_of(self, keuze: Keuze) -> dict[int, BekendPersoon]:
        """The stored person of each row for which this was chosen."""
        return {rij: p for rij, k in self.keuzes.items() if k == keuze and (p := self.twijfels[rij].persoon)}


def settle_besluiten(groepen: Sequence[Groep], bekend: Bekend, keuzes: Mapping[int, str]) -> Besluiten:
    """The choices that hold. What a row may not choose, and what contradicts, leaves the row undecided: of one V-nummer
    one row counts, and one stored person is one row. Where one row counts, the others are passed over."""
    twijfels = find_twijfels(groepen, bekend)
    geldig = {rij: Keuze(k) for rij, k in keuzes.items() if rij in twijfels and k in twijfels[rij].keuzes}
    for rijen in {twijfel.rijen for twijfel in twijfels.values() if len(twijfel.rijen) > 1}:
        _one_counts(geldig, rijen)
    zelfde = Besluiten(twijfels, geldig).persons_of(Keuze.ZELFDE)
    vaker = Counter(persoon.id for persoon in zelfde.values())
    botst = {r for rij, persoon in zelfde.items() if vaker[persoon.id] > 1 for r in twijfels[rij].rijen}
    return Besluiten(twijfels, {rij: keuze for rij, keuze in geldig.items() if rij not in botst})


def _one_counts(geldig: dict[int, Keuze], rijen: Collection[int]) -> None:
    tellend = [rij for rij in rijen if rij in geldig and geldig[rij] not in SLAAT_OVER]
    for rij in rijen:
        if len(tellend) > 1:
            geldig.pop(rij, None)
        elif tellend and rij not in tellend:
            geldig.setdefault(rij, Keuze.OVERSLAAN)


def renumber(bekend: Bekend, besluiten: Besluiten) -> Bekend:
    """What is stored as if the people who turned out to have a new V-nummer had it already."""
    zelfde = besluiten.persons_of(Keuze.ZELFDE)
    if not zelfde:
        return bekend
    hernummerd = {besluiten.twijfels[rij].regel.v_nummer: persoon for rij, persoon in zelfde.items()}
    weg = {persoon.id for persoon in zelfde.values()}
    overigen = [persoon for persoon in bekend.overigen if persoon.id not in weg]
    return replace(bekend, personen={**bekend.personen, **hernummerd}, overigen=overigen)


def settle_groepen(groepen: Sequence[Groep], bekend: Bekend, besluiten: Besluiten, *, is_deel: bool) -> Iterator[Groep]:
    """The households with what was chosen: without the rows that are passed over (one that is left with none goes), and
    with what is stored where that stays. In: `is_deel`, whether known households may stand on the list in part."""
    nummers = {huishouden.huishoudnummer for huishouden in bekend.huishoudens.values()} if is_deel else set()
    houden = besluiten.persons_of(Keuze.HOUD)
    for groep in groepen:
        if besluiten.keuzes:
            groep = _keep_known(groep, houden)
            over = {lezing.rij for lezing in groep.lezingen if besluiten.is_over(lezing.rij)}
            groep = leave_out(groep, over) if over else groep
        if groep.huishoudnummer in nummers:
            groep = allow_part(groep)
        if groep.lezingen:
            yield groep


def _keep_known(groep: Groep, houden: Mapping[int, BekendPersoon]) -> Groep:
    if not any(lezing.rij in houden for lezing in groep.lezingen):
        return groep
    lezingen = (
        lezing._replace(regel=_with_known(lezing.regel, houden[lezing.rij]))
        if lezing.regel and lezing.rij in houden
        else lezing
        for lezing in groep.lezingen
    )
    return replace(groep, lezingen=tuple(lezingen))


def _with_known(regel: CoaRegel, persoon: BekendPersoon) -> CoaRegel:
    feiten = {naam: persoon.gegevens[naam] for naam in ("achternaam", "voornamen", "geboortedatum")}
    return regel._replace(**feiten)


# --- Rows that are decided together -----------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Rijkeuzes:
    """A row in doubt as it is kept: its number, why, and what may be chosen for it."""

    rij: int
    soorten: tuple[str, ...]
    keuzes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Besluit:
    """One answer to a question about one or more rows: its words, and the choice that it means for each row."""

    label: str
    gevolg: str
    keuzes: Mapping[int, str]


def list_besluiten(rijen: Iterable[Rijkeuzes]) -> list[Besluit]:
    """Every answer to the question about rows that are decided together: one of them counts (in each way that it may),
    or all of them are passed over."""
    rijen = list(rijen)
    besluiten: list[Besluit] = []
    for rij in rijen:
        for keuze in rij.keuzes:
            if len(rijen) > 1 and keuze in SLAAT_OVER:
                continue
            optie = find_optie(rij.soorten, keuze)
            label = optie.label if len(rijen) == 1 else f"Rij {rij.rij} telt{_nader(rij, keuze, optie)}"
            anderen = {andere.rij: str(Keuze.OVERSLAAN) for andere in rijen}
            besluiten.append(Besluit(label, optie.gevolg, {**anderen, rij.rij: keuze}))
    if len(rijen) > 1:
        allemaal = {rij.rij: str(Keuze.OVERSLAAN) for rij in rijen}
        besluiten.append(Besluit("Sla al deze rijen over", "Deze rijen worden niet verwerkt.", allemaal))
        if all(Keuze.VRAAG_COA in rij.keuzes for rij in rijen):
            optie = OPTIES[Twijfelsoort.ELDERS][Keuze.VRAAG_COA]
            besluiten.append(Besluit(optie.label, optie.gevolg, {**allemaal, rijen[0].rij: str(Keuze.VRAAG_COA)}))
    return besluiten


def _nader(rij: Rijkeuzes, keuze: str, optie: Optie) -> str:
    return "" if keuze == Keuze.TELT else f": {optie.label[0].lower()}{optie.label[1:]}"
