"""Does a home suit a household? Reasons in a fixed order; a hard one means that it does not fit."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from huisvesting.regels.passend_toewijzen import Norm, judge_huur
from huisvesting.regels.woonbehoefte import Wens, Woonbehoefte

RUIM = 2
TE_DUUR = "te_duur"
MENGING = "menging"
WIJKGRENS = "wijkgrens"


@dataclass(frozen=True)
class Woningkenmerken:
    """What the rules look at: bedrooms, floor (0 is the ground floor), lift, accessible, own front door, from when, the
    bare rent in EUR per month, and in which place."""

    slaapkamers: int
    verdieping: int | None
    lift: bool
    toegankelijk: bool
    onzelfstandig: bool
    beschikbaar_vanaf: date | None
    kale_huur: Decimal | None = None
    plaats: str = ""


@dataclass(frozen=True)
class Menging:
    """A complex: how many of its homes go to statushouders already, and how many at most do."""

    complex: str
    bezet: int
    maximum: int

    @property
    def is_vol(self) -> bool:
        return self.bezet >= self.maximum


@dataclass(frozen=True)
class Wijkruimte:
    """A wijk: how many of its homes go to statushouders this half-year already, and how many at most do (R-706)."""

    wijk: str
    bezet: int
    hooguit: int

    @property
    def is_vol(self) -> bool:
        return self.bezet >= self.hooguit

    @property
    def tekst(self) -> str:
        wonen = "gaat dit halfjaar 1 woning" if self.bezet == 1 else f"gaan dit halfjaar {self.bezet} woningen"
        return f"In de wijk {self.wijk} {wonen} naar statushouders, hooguit {self.hooguit}"


@dataclass(frozen=True)
class Reden:
    """One thing that was looked at: `past` says the outcome, `hard` whether a no excludes the home."""

    code: str
    tekst: str
    past: bool
    hard: bool


@dataclass(frozen=True)
class Passendheid:
    """The verdict with its reasons, in the order in which they were looked at."""

    redenen: tuple[Reden, ...]

    @property
    def past(self) -> bool:
        return all(r.past for r in self.redenen if r.hard)

    @property
    def bezwaren(self) -> tuple[Reden, ...]:
        return tuple(r for r in self.redenen if not r.past)

    @property
    def vraagt_reden(self) -> bool:
        """It does not fit, the rent is above the limit, or there is no room: whoever chooses it has a reason."""
        return not self.past or TE_DUUR in {r.code for r in self.redenen} or self.is_vol

    @property
    def is_vol(self) -> bool:
        """The complex or the wijk has as many statushouders as was agreed: one more is only for a reason."""
        return bool(self.grenzen)

    @property
    def grenzen(self) -> tuple[Reden, ...]:
        """What was agreed on how many live together, and is reached."""
        return tuple(r for r in self.bezwaren if r.code in (MENGING, WIJKGRENS))

    def as_dict(self) -> dict[str, object]:
        """For the snapshot on the voordracht."""
        return {"past": self.past, "redenen": [vars(r) for r in self.redenen]}


def assess_passendheid(
    behoefte: Woonbehoefte,
    woning: Woningkenmerken,
    normen: Iterable[Norm] | None = None,
    menging: Menging | None = None,
    wijk: Wijkruimte | None = None,
) -> Passendheid:
    """Compare a need with a home (workflow.md S2). Out: every rule with its outcome in Dutch.

    In: `normen`, the rent limits. Without them the rent is not looked at, for who only asks whether it fits: the rent
    warns and never excludes (R-608). `menging` and `wijk`, the complex and the wijk of the home; that one is full
    warns, and asks for a reason.
    """
    redenen = [_slaapkamers(behoefte, woning), _zelfstandig(behoefte, woning)]
    if behoefte.rolstoel:
        redenen.append(_rolstoel(woning))
    redenen.extend(reden for wens in behoefte.wensen if (reden := _wens(wens, woning)))
    redenen.append(_ruimte(behoefte, woning))
    if normen is not None:
        redenen.append(_huur(behoefte, woning, normen))
    if menging is not None:
        redenen.append(_menging(menging))
    if wijk is not None:
        tekst = f"Wijk vol: {wijk.tekst}" if wijk.is_vol else wijk.tekst
        redenen.append(Reden(WIJKGRENS, tekst, not wijk.is_vol, hard=False))
    return Passendheid(tuple(redenen))


def _kamers(aantal: int) -> str:
    return "1 slaapkamer" if aantal == 1 else f"{aantal} slaapkamers"


def _slaapkamers(behoefte: Woonbehoefte, woning: Woningkenmerken) -> Reden:
    past = woning.slaapkamers >= behoefte.slaapkamers
    tekst = f"{_kamers(woning.slaapkamers)}, nodig: {behoefte.slaapkamers}"
    return Reden("slaapkamers", tekst if past else f"Te klein: {tekst}", past, hard=True)


def _zelfstandig(behoefte: Woonbehoefte, woning: Woningkenmerken) -> Reden:
    """Shared facilities are for people alone (R-611)."""
    past = not woning.onzelfstandig or behoefte.is_alleenstaand
    tekst = "Onzelfstandige woning" if woning.onzelfstandig else "Zelfstandige woning"
    return Reden("zelfstandig", tekst if past else "Gedeelde voorzieningen: alleen voor één persoon", past, hard=True)


def _rolstoel(woning: Woningkenmerken) -> Reden:
    bereikbaar = woning.lift or woning.verdieping == 0
    past = woning.toegankelijk and bereikbaar
    if past:
        tekst = "Geschikt voor een rolstoel"
    elif not woning.toegankelijk:
        tekst = "Niet geschikt voor een rolstoel"
    else:
        waar = "een onbekende verdieping" if woning.verdieping is None else f"verdieping {woning.verdieping}"
        tekst = f"Rolstoel: de woning ligt op {waar} zonder lift"
    return Reden("rolstoel", tekst, past, hard=True)


def _wens(wens: Wens, woning: Woningkenmerken) -> Reden | None:
    """A criterion of the household; None for what only people can judge. What is not known of the home, is not there:
    whoever chooses it all the same, asks first."""
    if wens.soort == "gelijkvloers":
        past, ja, nee = woning.verdieping == 0 or woning.lift, "Geen trap", "Alleen met een trap te bereiken"
    elif wens.soort == "zelfstandig":
        past, ja, nee = not woning.onzelfstandig, "Eigen keuken en badkamer", "Keuken of badkamer wordt gedeeld"
    elif wens.soort == "huur" and wens.bedrag is not None:
        huur, grens = woning.kale_huur, _bedrag(wens.bedrag)
        past = huur is not None and huur <= wens.bedrag
        ja, nee = f"Huur niet hoger dan {grens}", f"Huur hoger dan {grens}" if huur else "De huur is nog niet bekend"
    elif wens.soort == "plaats":
        past = woning.plaats.strip().casefold() == wens.waarde.strip().casefold()
        ja, nee = f"In {wens.waarde}", f"Niet in {wens.waarde}, maar in {woning.plaats}"
    else:
        return None
    anders = nee if wens.is_hard else f"Liefst anders: {nee[0].lower()}{nee[1:]}"
    return Reden(f"wens_{wens.soort}", ja if past else anders, past, hard=wens.is_hard)


def _bedrag(bedrag: Decimal) -> str:
    return f"€ {bedrag:.2f}".replace(".", ",")


def _ruimte(behoefte: Woonbehoefte, woning: Woningkenmerken) -> Reden:
    over = woning.slaapkamers - behoefte.slaapkamers
    past = over < RUIM
    return Reden("ruimte", "Grootte sluit aan" if past else f"Ruim: {_kamers(over)} over", past, hard=False)


def _menging(menging: Menging) -> Reden:
    wonen = "gaat 1 woning" if menging.bezet == 1 else f"gaan {menging.bezet} woningen"
    tekst = f"In {menging.complex} {wonen} naar statushouders, hooguit {menging.maximum}"
    return Reden(MENGING, f"Complex vol: {tekst}" if menging.is_vol else tekst, not menging.is_vol, hard=False)


def _huur(behoefte: Woonbehoefte, woning: Woningkenmerken, normen: Iterable[Norm]) -> Reden:
    """Passend toewijzen on the day from which the home is free; not to be checked is a warning as well."""
    oordeel = judge_huur(normen, personen=behoefte.personen, kale_huur=woning.kale_huur, datum=woning.beschikbaar_vanaf)
    code = {True: "huur", False: TE_DUUR, None: "huur_onbekend"}[oordeel.past]
    return Reden(code, oordeel.tekst, bool(oordeel.past), hard=False)
