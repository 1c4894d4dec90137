"""What an act is, and how its arguments are drawn: as a sensible person fills them in, or anything at all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from hypothesis import strategies as st

from samenwerking.models import Gebruiker, Klasse, Reden
from tests.huisvesting.wegen.stand import Stand
from tests.huisvesting.wegen.toneel import PAPEGAAI, Toneel

T = TypeVar("T")
Dienst = tuple[Callable[..., Any], dict[str, Any]]

# What people write themselves may name anyone.
WOORDEN = f"Omdat {PAPEGAAI} dat zei."


@dataclass
class Trekking:
    """Draws the arguments of one act. `wild` draws also what a form would refuse."""

    data: Any
    toneel: Toneel
    stand: Stand
    wild: bool

    def een(self, keuzes: Sequence[T], *, wild: Sequence[T] = ()) -> T:
        """One of these; when wild also one of the others."""
        return self.data.draw(st.sampled_from([*keuzes, *wild] if self.wild else list(keuzes)))

    def dag(self, van: int, tot: int) -> date:
        """A day, counted from today."""
        reeks = st.integers(-40, 60) if self.wild else st.integers(van, tot)
        return self.stand.op.date() + timedelta(days=self.data.draw(reeks))

    def tekst(self) -> str:
        return self.een([WOORDEN], wild=["", "   "])

    def reden(self, *klassen: Klasse) -> Reden:
        """A reason of these classes; when wild of any."""
        redenen = self.toneel.redenen
        return self.een(redenen if self.wild else [r for r in redenen if r.klasse in klassen])

    def wie(self, rol: str) -> Gebruiker:
        mensen = self.toneel.mensen
        return mensen[self.een([rol], wild=list(mensen))]


@dataclass(frozen=True)
class Handeling:
    """An act: on which kind of object, done by whom, and on which of these it leads somewhere."""

    naam: str
    machine: str
    over: str
    rol: str
    waar: Callable[[Stand, Any], bool]
    maak: Callable[[Trekking, Any], Dienst]
    gewicht: int

    def kandidaten(self, stand: Stand) -> list[Any]:
        """The objects on which this leads somewhere; [None] for an act that needs none."""
        rijen = getattr(stand, self.over) if self.over else [None]
        return [rij for rij in rijen if self.waar(stand, rij)]


def handeling(
    machine: str,
    over: str = "",
    *,
    rol: str = "ambtenaar",
    waar: Callable[[Stand, Any], bool] = lambda stand, rij: True,
    gewicht: int = 1,
) -> Callable[[Callable[[Trekking, Any], Dienst]], Handeling]:
    """Makes an act of a function with the name of its service. `gewicht`: how much oftener than others it is chosen."""

    return lambda maak: Handeling(maak.__name__, machine, over, rol, waar, maak, gewicht)


def staat(*statussen: str) -> Callable[[Stand, Any], bool]:
    """Objects in one of these statuses."""
    return lambda stand, rij: rij.status in statussen
