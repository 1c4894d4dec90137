"""Does a home suit a household? Reasons in a fixed order; a hard one means that it does not fit."""

from dataclasses import dataclass
from datetime import date

from huisvesting.regels.woonbehoefte import Woonbehoefte

RUIM = 2


@dataclass(frozen=True)
class Woningkenmerken:
    """What the rules look at: bedrooms, floor (0 is the ground floor), lift, accessible, own front door, from when."""

    slaapkamers: int
    verdieping: int | None
    lift: bool
    toegankelijk: bool
    onzelfstandig: bool
    beschikbaar_vanaf: date | None


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

    def as_dict(self) -> dict[str, object]:
        """For the snapshot on the voordracht."""
        return {"past": self.past, "redenen": [vars(r) for r in self.redenen]}


def assess_passendheid(behoefte: Woonbehoefte, woning: Woningkenmerken) -> Passendheid:
    """Compare a need with a home (workflow.md S2). Out: every rule with its outcome in Dutch."""
    redenen = [_slaapkamers(behoefte, woning), _zelfstandig(behoefte, woning)]
    if behoefte.rolstoel:
        redenen.append(_rolstoel(woning))
    redenen.append(_ruimte(behoefte, woning))
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


def _ruimte(behoefte: Woonbehoefte, woning: Woningkenmerken) -> Reden:
    over = woning.slaapkamers - behoefte.slaapkamers
    past = over < RUIM
    return Reden("ruimte", "Grootte sluit aan" if past else f"Ruim: {_kamers(over)} over", past, hard=False)
