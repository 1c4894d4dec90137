"""What changed in the figures of a half-year after they were frozen."""

from dataclasses import dataclass

from taakstelling.regels.voortgang import Stand


@dataclass(frozen=True)
class Verschil:
    """One figure that is not what it was when the half-year was closed; `naam` as a user reads it."""

    naam: str
    was: int
    nu: int

    @property
    def aantal(self) -> int:
        return self.nu - self.was


def explain_verschillen(bevroren: Stand, nu: Stand) -> tuple[Verschil, ...]:
    """The figures that changed since, in the order of the sum; empty when nothing did (R-330)."""
    cijfers = (
        ("taakstelling", bevroren.taakstelling, nu.taakstelling),
        ("saldo bij het begin", bevroren.saldo_begin, nu.saldo_begin),
        ("gehuisvest", bevroren.gerealiseerd, nu.gerealiseerd),
        ("saldo aan het einde", bevroren.saldo_eind, nu.saldo_eind),
    )
    return tuple(Verschil(*cijfer) for cijfer in cijfers if cijfer[1] != cijfer[2])
