"""What a COA list would change: the households of the list beside those that are stored, without touching anything.

The same list beside the same data gives the same plan. Who is missing from the list is counted, never removed.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from huisvesting.regels.coa_bekend import (
    HOOFD,
    HUISHOUDFEITEN,
    OVERIG,
    STANDAARD,
    Bekend,
    BekendHuishouden,
    BekendPersoon,
    read_feiten,
)
from huisvesting.regels.coa_cellen import Foutcode, mask_v_nummer
from huisvesting.regels.coa_lijst import CoaRegel, Fout, Groep, Rijlezing
from huisvesting.regels.coa_twijfel import (
    Besluiten,
    Keuze,
    Twijfel,
    find_optie,
    renumber,
    settle_besluiten,
    settle_groepen,
)
from huisvesting.regels.woonbehoefte import Kamernorm, Persoon, bepaal_woonbehoefte


class Uitkomst(StrEnum):
    """What happens to a row of the list."""

    NIEUW = "nieuw"
    GEWIJZIGD = "gewijzigd"
    ONGEWIJZIGD = "ongewijzigd"
    FOUT = "fout"
    OVERGESLAGEN = "overgeslagen"
    TWIJFEL = "twijfel"


# --- What would change ------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Wijziging:
    """One fact that changes, old and new as a reader sees them ("" when unknown)."""

    kolom: str
    oud: str
    nieuw: str


class Rijplan(NamedTuple):
    """The verdict on one row; for a good one also the person as stored (None for a new one) and as it will be.

    A row in doubt says why, and which choice holds for it ("" while nobody chose).
    """

    rij: int
    v_nummer: str
    huishoudnummer: str
    uitkomst: Uitkomst
    fouten: tuple[Fout, ...] = ()
    wijzigingen: tuple[Wijziging, ...] = ()
    opmerkingen: tuple[str, ...] = ()
    bekend: BekendPersoon | None = None
    gegevens: Mapping[str, Any] = {}
    twijfel: Twijfel | None = None
    keuze: str = ""

    @property
    def naam(self) -> str:
        """ "Achternaam, Voornamen", or "" for a row that is left out."""
        return ", ".join(deel for k in ("achternaam", "voornamen") if (deel := self.gegevens.get(k)))

    def is_changed(self, doel: UUID | None) -> bool:
        """Whether a known person gets other facts, or moves to the household `doel` (None: a new one)."""
        bekend = self.bekend
        return bekend is not None and (bekend.gegevens != self.gegevens or bekend.huishouden != doel)


@dataclass(frozen=True, slots=True)
class Huishoudplan:
    """A household as it will be, and as it is stored (None for a new one); `geen_hoofd_meer` are its stored people who
    are not on the list and give up the role of head to someone who is."""

    bekend: BekendHuishouden | None
    huishoudnummer: str
    koppeldatum: date
    nareis_verwacht: bool
    rijen: tuple[Rijplan, ...]
    geen_hoofd_meer: tuple[UUID, ...]

    @property
    def has_other_facts(self) -> bool:
        """Whether a known household gets other facts."""
        return self.bekend is not None and any(getattr(self.bekend, f) != getattr(self, f) for f in HUISHOUDFEITEN)


@dataclass(frozen=True)
class Plan:
    """All that applying the list would do.

    `rijen`: the verdicts in the order of the file; `verlaten`: stored households that everybody moves out of;
    `vervallen`: of the `eerder` people who wait for a home, those who are not on the list.
    """

    rijen: tuple[Rijplan, ...]
    huishoudens: tuple[Huishoudplan, ...]
    verlaten: tuple[UUID, ...]
    vervallen: tuple[UUID, ...]
    eerder: int

    @property
    def fouten(self) -> list[Fout]:
        return [fout for rij in self.rijen for fout in rij.fouten]

    def aantal(self, uitkomst: Uitkomst) -> int:
        return sum(rij.uitkomst == uitkomst for rij in self.rijen)


def asks_confirmation(vervallen: int, eerder: int) -> bool:
    """More than a fifth of the people who were linked before is missing: is it the right list? (workflow.md S1)"""
    return vervallen * 5 > eerder


@dataclass
class _Zaak:
    """A household of the list while it is compared: its faults so far, its rows that wait for a choice, and which
    stored household it is."""

    groep: Groep
    fouten: list[Fout]
    wacht: frozenset[int] = frozenset()
    doel: BekendHuishouden | None = None

    @property
    def is_uit(self) -> bool:
        """The whole household is left out."""
        return bool(self.fouten or self.wacht)

    def is_at(self, persoon: BekendPersoon) -> bool:
        """True when this is the stored household of the person."""
        return self.doel is not None and self.doel.id == persoon.huishouden


def make_plan(
    groepen: Sequence[Groep],
    bekend: Bekend,
    *,
    peildatum: date,
    keuzes: Mapping[int, str] | None = None,
    is_deel: bool = False,
) -> Plan:
    """Compare. In: the households of the list, what the gemeente has, today, what was chosen for rows in doubt (by row;
    see coa_twijfel), and whether the list holds only some of the people: then nobody is missing. Out: the plan."""
    besluiten = settle_besluiten(groepen, bekend, keuzes or {})
    bekend = renumber(bekend, besluiten)
    leden = _list_leden(bekend)
    besloten = settle_groepen(groepen, bekend, besluiten, is_deel=is_deel)
    zaken = [_Zaak(groep, list(groep.fouten), besluiten.find_open(groep)) for groep in besloten]
    _find_doelen(zaken, bekend, leden)
    _add_verhuisfouten(zaken, bekend, leden)
    goed = [zaak for zaak in zaken if not zaak.is_uit]
    op_lijst = {persoon.id for zaak in goed for persoon, _ in _known(zaak.groep, bekend)}
    weg = {p.id for zaak in goed for p, _ in _known(zaak.groep, bekend) if not zaak.is_at(p)}
    huishoudens = [
        _plan_huishouden(zaak, bekend, leden[zaak.doel.id] if zaak.doel else [], op_lijst, peildatum) for zaak in goed
    ]
    uit = [rij for zaak in zaken if zaak.is_uit for rij in _rejected(zaak, besluiten)]
    uit += [_passed_over(lezing) for groep in groepen for lezing in groep.lezingen if besluiten.is_over(lezing.rij)]
    if besluiten.twijfels:
        huishoudens = [replace(h, rijen=tuple(_with_keuze(rij, besluiten) for rij in h.rijen)) for h in huishoudens]
        uit = [_with_keuze(rij, besluiten) for rij in uit]
    rijen = [*uit, *(rij for huishouden in huishoudens for rij in huishouden.rijen)]
    wachtend = {p.id for p in bekend.iedereen() if not bekend.huishoudens[p.huishouden].is_gehuisvest}
    misschien = besluiten.maybe_on_list()
    vervallen = () if is_deel else (p.id for p in bekend.overigen if p.id in wachtend and p.id not in misschien)
    return Plan(
        rijen=tuple(sorted(rijen, key=lambda rij: rij.rij)),
        huishoudens=tuple(huishoudens),
        verlaten=tuple(pk for pk, personen in leden.items() if personen and all(p.id in weg for p in personen)),
        vervallen=tuple(vervallen),
        eerder=len(wachtend),
    )


def _list_leden(bekend: Bekend) -> dict[UUID, list[BekendPersoon]]:
    """The stored people of each stored household."""
    leden: dict[UUID, list[BekendPersoon]] = {pk: [] for pk in bekend.huishoudens}
    for persoon in bekend.iedereen():
        leden[persoon.huishouden].append(persoon)
    return leden


def _passed_over(lezing: Rijlezing) -> Rijplan:
    return Rijplan(lezing.rij, lezing.v_nummer, lezing.huishoudnummer, Uitkomst.OVERGESLAGEN)


def _with_keuze(rij: Rijplan, besluiten: Besluiten) -> Rijplan:
    """The verdict with the doubt about its row, and what was chosen."""
    twijfel, keuze = besluiten.twijfels.get(rij.rij), besluiten.keuzes.get(rij.rij)
    if twijfel is None or keuze is None:
        return rij._replace(twijfel=twijfel) if twijfel else rij
    gekozen = f"Gekozen: {find_optie(twijfel.soorten, keuze).label}."
    rij = rij._replace(twijfel=twijfel, keuze=keuze, opmerkingen=(gekozen, *rij.opmerkingen))
    if keuze != Keuze.ZELFDE or rij.bekend is None:
        return rij
    nummer = Wijziging("v_nummer", "een ander nummer", mask_v_nummer(rij.v_nummer))
    return rij._replace(uitkomst=Uitkomst.GEWIJZIGD, wijzigingen=(nummer, *rij.wijzigingen))


def _known(groep: Groep, bekend: Bekend) -> list[tuple[BekendPersoon, CoaRegel]]:
    return [(p, regel) for regel in groep.regels if (p := bekend.personen.get(regel.v_nummer))]


# --- Which stored household is it? ------------------------------------------------------------------------------------
def _find_doelen(zaken: Sequence[_Zaak], bekend: Bekend, leden: Mapping[UUID, Sequence[BekendPersoon]]) -> None:
    """The one with the same number; or the one that got another number, which is so when all its people stand together
    under a number that nobody had: the dossier stays theirs."""
    op_nummer = {huishouden.huishoudnummer: huishouden for huishouden in bekend.huishoudens.values()}
    for zaak in zaken:
        known = _known(zaak.groep, bekend)
        vorige = {persoon.huishouden for persoon, _ in known}
        if zaak.is_uit or len(vorige) != 1 or zaak.groep.huishoudnummer in op_nummer:
            continue
        (pk,) = vorige
        if len(known) == len(leden[pk]):
            zaak.doel = bekend.huishoudens[pk]
    hernoemd = {zaak.doel.id for zaak in zaken if zaak.doel}
    for zaak in zaken:
        gevonden = op_nummer.get(zaak.groep.huishoudnummer)
        if zaak.doel is None and gevonden and gevonden.id not in hernoemd:
            zaak.doel = gevonden


# --- Faults that only show beside what is stored ----------------------------------------------------------------------
def _add_verhuisfouten(zaken: Sequence[_Zaak], bekend: Bekend, leden: Mapping[UUID, Sequence[BekendPersoon]]) -> None:
    """Nobody moves out of a household with a running lease, and none is emptied while it is put forward for a home."""
    verhuizers = [
        (zaak, regel, bekend.huishoudens[persoon.huishouden])
        for zaak in zaken
        if not zaak.is_uit
        for persoon, regel in _known(zaak.groep, bekend)
        if not zaak.is_at(persoon)
    ]
    vertrek = Counter(huishouden.id for _, _, huishouden in verhuizers)
    for zaak, regel, oud in verhuizers:
        if oud.has_huurcontract:
            code, wat = Foutcode.HUURCONTRACT_LOOPT, "een lopend huurcontract. Annuleer eerst de plaatsing"
        elif oud.is_voorgedragen and vertrek[oud.id] == len(leden[oud.id]):
            code, wat = Foutcode.VOORDRACHT_LOOPT, "een open voordracht. Annuleer eerst de voordracht"
        else:
            continue
        melding = f"Deze persoon hoort bij een ander huishouden met {wat}, of herstel het huishoudnummer."
        zaak.fouten.append(Fout(regel.rij, "huishoudnummer", code, melding))


def _rejected(zaak: _Zaak, besluiten: Besluiten) -> Iterator[Rijplan]:
    """The rows of a household that is left out; a row without a fault or doubt of its own says on account of which."""
    fout, wacht = sorted({fout.rij for fout in zaak.fouten}), sorted(zaak.wacht)
    wie = (
        *((f"Een ander lid van dit huishouden heeft een fout ({_name_rijen(fout)}).",) if fout else ()),
        *((f"Over een ander lid van dit huishouden is nog niet beslist ({_name_rijen(wacht)}).",) if wacht else ()),
    )
    for lezing in zaak.groep.lezingen:
        fouten = tuple(fout for fout in zaak.fouten if fout.rij == lezing.rij)
        uitkomst = Uitkomst.FOUT if fouten else Uitkomst.OVERGESLAGEN
        if lezing.rij in zaak.wacht:
            uitkomst, fouten = Uitkomst.TWIJFEL, (*besluiten.twijfels[lezing.rij].fouten(), *fouten)
        yield Rijplan(
            lezing.rij,
            lezing.v_nummer,
            lezing.huishoudnummer,
            uitkomst,
            fouten=fouten,
            opmerkingen=() if fouten else wie,
        )


def _name_rijen(rijen: Sequence[int]) -> str:
    return f"rij {', '.join(map(str, rijen))}"


# --- One household ----------------------------------------------------------------------------------------------------
def _plan_huishouden(
    zaak: _Zaak, bekend: Bekend, nu: Sequence[BekendPersoon], op_lijst: Collection[UUID], peildatum: date
) -> Huishoudplan:
    """The household and its people as they will be. In: `nu`, its stored people; `op_lijst`, who is on the list."""
    regels, doel, nummer = zaak.groep.regels, zaak.doel, zaak.groep.huishoudnummer
    personen = [bekend.personen.get(regel.v_nummer) for regel in regels]
    gegevens = [_merge(regel, persoon) for regel, persoon in zip(regels, personen, strict=True)]
    blijvers = [persoon for persoon in nu if persoon.id not in op_lijst]
    geen_hoofd_meer = _settle_hoofd(zaak, regels, personen, gegevens, blijvers)
    feiten = (nummer, regels[0].datum_koppeling, _nareis(regels, doel))
    oude_feiten = (doel.huishoudnummer, doel.koppeldatum, doel.nareis_verwacht) if doel else feiten
    samen = _compare(("huishoudnummer", "datum_koppeling", "nareis_verwacht"), oude_feiten, feiten)
    groei: list[Wijziging] = []
    if doel and any(persoon is None or not zaak.is_at(persoon) for persoon in personen):
        oud = _omvang([p.gegevens for p in nu], peildatum, bekend.norm)
        straks = _omvang([*gegevens, *(p.gegevens for p in blijvers)], peildatum, bekend.norm)
        groei = _compare(("huishouden",), (oud,), (straks,))
    rijen = []
    for regel, persoon, nieuw in zip(regels, personen, gegevens, strict=True):
        erbij = persoon is None or not zaak.is_at(persoon)
        wijzigingen = (*_persoonswijzigingen(persoon, nieuw), *samen, *(groei if erbij else ()))
        if persoon and erbij:
            vorige = bekend.huishoudens[persoon.huishouden].huishoudnummer
            wijzigingen = (Wijziging("huishoudnummer", vorige, nummer), *wijzigingen)
        rijen.append(
            Rijplan(
                regel.rij,
                regel.v_nummer,
                nummer,
                Uitkomst.NIEUW if not persoon else Uitkomst.GEWIJZIGD if wijzigingen else Uitkomst.ONGEWIJZIGD,
                wijzigingen=wijzigingen,
                opmerkingen=(
                    *_opmerkingen(doel if erbij else None, geen_hoofd_meer if regel.gezinsrol == HOOFD else ()),
                    *filter(None, (zaak.groep.opmerkingen.get(regel.rij),)),
                ),
                bekend=persoon,
                gegevens=nieuw,
            )
        )
    return Huishoudplan(doel, *feiten, tuple(rijen), geen_hoofd_meer)


def _nareis(regels: Sequence[CoaRegel], doel: BekendHuishouden | None) -> bool:
    """One row with yes is yes for the household; where no row says it, it stays as it was."""
    gezegd = [regel.nareis_verwacht for regel in regels if regel.nareis_verwacht is not None]
    return any(gezegd) if gezegd else doel is not None and doel.nareis_verwacht


def _merge(regel: CoaRegel, persoon: BekendPersoon | None) -> dict[str, Any]:
    """The facts of a person after the list: what the row does not say stays as it was."""
    basis = persoon.gegevens if persoon else STANDAARD
    feiten = zip(STANDAARD, read_feiten(regel), strict=True)
    return {naam: basis[naam] if gezegd is None else gezegd for naam, gezegd in feiten}


def _settle_hoofd(
    zaak: _Zaak,
    regels: Sequence[CoaRegel],
    personen: Sequence[BekendPersoon | None],
    gegevens: Sequence[dict[str, Any]],
    blijvers: Sequence[BekendPersoon],
) -> tuple[UUID, ...]:
    """A household has one head: whom the list names, else who was it already, else the first who comes in as head.
    The others become `overig`, in `gegevens`. Out: the stored people, not on the list, who give it up."""
    blijvend_hoofd = [persoon.id for persoon in blijvers if persoon.gegevens["gezinsrol"] == HOOFD]
    kandidaten = [i for i, feiten in enumerate(gegevens) if feiten["gezinsrol"] == HOOFD]
    genoemd = [i for i in kandidaten if regels[i].gezinsrol == HOOFD]
    eigen = [i for i in kandidaten if (p := personen[i]) and zaak.is_at(p)]
    hoofd = next(iter(genoemd or eigen or ([] if blijvend_hoofd else kandidaten)), None)
    for i in kandidaten:
        if i != hoofd:
            gegevens[i]["gezinsrol"] = OVERIG
    return tuple(blijvend_hoofd) if hoofd is not None else ()


def _persoonswijzigingen(persoon: BekendPersoon | None, nieuw: Mapping[str, Any]) -> list[Wijziging]:
    return _compare(tuple(nieuw), tuple(persoon.gegevens[n] for n in nieuw), tuple(nieuw.values())) if persoon else []


def _compare(kolommen: Sequence[str], oud: Sequence[Any], nieuw: Sequence[Any]) -> list[Wijziging]:
    return [Wijziging(k, _show(o), _show(n)) for k, o, n in zip(kolommen, oud, nieuw, strict=True) if o != n]


def _show(waarde: Any) -> str:
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    return f"{waarde:%d-%m-%Y}" if isinstance(waarde, date) else str(waarde or "")


def _omvang(gegevens: Sequence[Mapping[str, Any]], peildatum: date, norm: Kamernorm) -> str:
    """The size of a household and the bedrooms it needs, in words."""
    personen = [Persoon(g["geboortedatum"], g["gezinsrol"], g["geslacht"], g["rolstoel"]) for g in gegevens]
    behoefte = bepaal_woonbehoefte(personen, peildatum, norm)
    kamers = _aantal(behoefte.slaapkamers, "slaapkamer", "slaapkamers")
    return f"{_aantal(behoefte.personen, 'persoon', 'personen')}, {kamers}"


def _aantal(getal: int, een: str, meer: str) -> str:
    return f"{getal} {een if getal == 1 else meer}"


def _opmerkingen(erbij: BekendHuishouden | None, geen_hoofd_meer: Collection[UUID]) -> tuple[str, ...]:
    """What the reader should know of a good row. In: the stored household that the person joins, if any."""
    opmerkingen = []
    if erbij and erbij.has_huurcontract:
        opmerkingen.append("Dit huishouden heeft al een huurcontract. Deze persoon hoort daar nog niet bij.")
    if geen_hoofd_meer:
        opmerkingen.append("Wordt hoofd in plaats van iemand die niet op deze lijst staat.")
    return tuple(opmerkingen)
