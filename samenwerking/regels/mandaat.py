"""What a decision is measured by, and whether a mandate reaches that far (R-702)."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal


@dataclass(frozen=True)
class Omvang:
    """The size of one decision. `bedrag` in EUR; `aantal` of homes, places or persons; None is not given."""

    bedrag: Decimal | None = None
    aantal: int | None = None
    maanden: int | None = None
    afwijking: bool = False


@dataclass(frozen=True)
class Grens:
    """How far a mandate reaches, each limit included; None is no limit. `afwijking`: whether it covers a deviation."""

    bedrag: Decimal | None = None
    aantal: int | None = None
    maanden: int | None = None
    afwijking: bool = False


ONBEPERKT = Grens(afwijking=True)

# By which sizes a decision of each kind is measured: all of them are needed, and no other is.
MATEN: Mapping[str, tuple[str, ...]] = {
    "hotelplaatsen": ("bedrag", "aantal", "maanden"),
    "locatie": ("bedrag", "aantal"),
    "intrekking": ("aantal",),
    "correctie": ("aantal",),
    "afwijking": ("afwijking",),
    "uitgave": ("bedrag", "maanden"),
    "overig": (),
}
# What `aantal` counts, one and more.
EENHEDEN: Mapping[str, tuple[str, str]] = {
    "hotelplaatsen": ("plaats", "plaatsen"),
    "locatie": ("plaats", "plaatsen"),
    "intrekking": ("woning", "woningen"),
    "correctie": ("persoon", "personen"),
}
# Who decides what as long as a gemeente recorded no mandate of that kind. The wethouder decides everything, always.
STANDAARD: Mapping[str, Mapping[str, Grens]] = {
    "hotelplaatsen": {},
    "locatie": {},
    "intrekking": {"opgavemanager": ONBEPERKT},
    "correctie": {"opgavemanager": ONBEPERKT},
    "afwijking": {"ambtenaar": ONBEPERKT, "opgavemanager": ONBEPERKT},
    "uitgave": {},
    "overig": {"opgavemanager": ONBEPERKT},
}

GEVRAAGD = {
    "bedrag": "Vul het bedrag in: daarmee bepaalt Thuisgever wie mag besluiten.",
    "aantal": "Vul het aantal in: daarmee bepaalt Thuisgever wie mag besluiten.",
    "maanden": "Vul in hoeveel maanden het duurt: daarmee bepaalt Thuisgever wie mag besluiten.",
    "afwijking": "Vink aan dat dit van een regel afwijkt.",
}
NIET_GEVRAAGD = "Dit hoort niet bij dit soort besluit. Laat het leeg."


def judge_maten(soort: str, omvang: Omvang) -> dict[str, str]:
    """What is wrong with the sizes of a decision of this kind: by size a sentence; empty when each one that is needed
    was given and no other."""
    fouten = {}
    for maat in (veld.name for veld in fields(Omvang)):
        gegeven = getattr(omvang, maat) not in (None, False)
        nodig = maat in MATEN[soort]
        if gegeven != nodig and not (nodig and getattr(omvang, maat) == 0 and maat != "afwijking"):
            fouten[maat] = GEVRAAGD[maat] if nodig else NIET_GEVRAAGD
    return fouten


def covers(grens: Grens, omvang: Omvang, eenheid: tuple[str, str] = ("", "")) -> str | None:
    """What of this decision lies beyond the limits, in words ("€ 60.000 is meer dan € 50.000"); None when nothing does.

    A size that was not given lies beyond a limit: nobody can tell. `eenheid`: what `aantal` counts, one and more.
    """
    buiten = []
    if grens.bedrag is not None and (omvang.bedrag is None or omvang.bedrag > grens.bedrag):
        wat = "een onbekend bedrag" if omvang.bedrag is None else write_euro(omvang.bedrag)
        buiten.append(f"{wat} is meer dan {write_euro(grens.bedrag)}")
    if grens.aantal is not None and (omvang.aantal is None or omvang.aantal > grens.aantal):
        wat = "een onbekend aantal" if omvang.aantal is None else write_aantal(omvang.aantal, eenheid)
        buiten.append(f"{wat} is meer dan {grens.aantal}")
    if grens.maanden is not None and (omvang.maanden is None or omvang.maanden > grens.maanden):
        wat = "een onbekende duur" if omvang.maanden is None else write_aantal(omvang.maanden, ("maand", "maanden"))
        buiten.append(f"{wat} is langer dan {grens.maanden}")
    if omvang.afwijking and not grens.afwijking:
        buiten.append("dit wijkt af van een regel")
    return " en ".join(buiten) or None


def describe(omvang: Omvang | Grens, eenheid: tuple[str, str] = ("", "")) -> str:
    """The sizes in words: "€ 60.000, 20 plaatsen, 6 maanden"; "" when there is none."""
    delen = []
    if omvang.bedrag is not None:
        delen.append(write_euro(omvang.bedrag))
    if omvang.aantal is not None:
        delen.append(write_aantal(omvang.aantal, eenheid))
    if omvang.maanden is not None:
        delen.append(write_aantal(omvang.maanden, ("maand", "maanden")))
    return ", ".join(delen)


def write_euro(bedrag: Decimal) -> str:
    """As people write it: "€ 60.000" or "€ 60.000,50"."""
    heel = bedrag == bedrag.to_integral_value()
    getal = f"{bedrag:,.0f}" if heel else f"{bedrag:,.2f}"
    return "€ " + getal.translate(str.maketrans(",.", ".,"))


def write_aantal(aantal: int, eenheid: tuple[str, str]) -> str:
    """ "1 plaats", "20 plaatsen", or the bare number."""
    return f"{aantal} {eenheid[0] if aantal == 1 else eenheid[1]}".rstrip()
