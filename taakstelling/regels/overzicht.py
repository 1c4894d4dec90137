"""An overview of many gemeenten: what one row says, and whether its numbers agree (R-122, R-123).

The sign of a balance is told by a person, and every row must add up. Nothing is guessed: a row that does not hold is
refused with its numbers.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.regels.inwonerslijst import is_other_gebied, normalise_code
from taakstelling.regels.overzicht_kolommen import Soort

# More people than any gemeente will ever house in a half-year.
HOOGSTE_AANTAL = 100_000
_GETAL = re.compile(r"[+-]?(?:[0-9]{1,9}|[0-9]{1,3}(?:\.[0-9]{3})+)")
_TOTAAL = re.compile(r"(?:(?:eind|sub)?tota(?:al|len)\b.*|nederland|landelijk|som)", re.IGNORECASE)


class Saldoteken(StrEnum):
    """Which balance the file writes without a minus."""

    VOORSPRONG = "voorsprong"
    ACHTERSTAND = "achterstand"


@dataclass(frozen=True)
class Bekend:
    """A gemeente that a row may mean."""

    code: str
    naam: str
    opgeheven_per: date | None = None


@dataclass(frozen=True)
class Regel:
    """What one good row says of one gemeente; None is what the file does not say. Saldi: plus is voorsprong."""

    rij: int
    code: str
    naam: str
    taakstelling: int | None = None
    saldo_begin: int | None = None
    opgave: int | None = None
    gerealiseerd: int | None = None
    saldo_eind: int | None = None


@dataclass(frozen=True)
class Fout:
    """Why a row is left out; `gemeente` as the file writes it, or as we do when it is known."""

    rij: int
    gemeente: str
    melding: str


@dataclass(frozen=True)
class Inhoud:
    """What a file says: good rows, refused rows, remarks on the whole, and rows of others that were passed over."""

    regels: tuple[Regel, ...]
    fouten: tuple[Fout, ...]
    meldingen: tuple[str, ...]


class Rijfout(ValueError):
    """A row cannot be used. The text is the sentence for the user."""


# --- Rows -------------------------------------------------------------------------------------------------------------
def read_overzicht(
    rijen: Iterable[tuple[int, Mapping[str, object]]],
    *,
    soort: Soort,
    halfjaar: Halfjaar,
    saldoteken: Saldoteken,
    find: Callable[[str], Bekend | None],
    alleen: str = "",
) -> Inhoud:
    """Read the rows of a file.

    In: per row its number and its cells by canonical column; `find` gives the gemeente by code or name; with `alleen`
    (a code) the rows of other gemeenten are passed over. Out: what the file says, each fault with its row number.
    """
    goed: list[Regel] = []
    fouten: list[Fout] = []
    voorbij = 0
    aanwezig: set[str] = set()
    for nummer, cellen in rijen:
        aanwezig |= cellen.keys()
        wie = _who(cellen)
        if _is_no_gemeente(wie):
            continue
        try:
            bekend = _find(cellen, find, halfjaar)
            if alleen and bekend.code != alleen:
                voorbij += 1
                continue
            goed.append(_read_regel(nummer, cellen, bekend, soort, saldoteken))
        except Rijfout as fout:
            if alleen and not _is_own(find(wie), alleen):
                voorbij += 1
            else:
                fouten.append(Fout(nummer, wie, str(fout)))
    enkel, dubbel = _split_double(goed)
    kloppend = [(regel, check_sum(regel)) for regel in enkel]
    fouten += [*dubbel, *(Fout(r.rij, r.naam, melding) for r, melding in kloppend if melding)]
    return Inhoud(
        regels=tuple(regel for regel, melding in kloppend if not melding),
        fouten=tuple(sorted(fouten, key=lambda fout: fout.rij)),
        meldingen=(*_missing_checks(soort, aanwezig), *_passed_over(voorbij), *_hint_teken(enkel)),
    )


def _who(cellen: Mapping[str, object]) -> str:
    return " ".join(str(cellen.get("gemeente") or cellen.get("gemeentecode") or "").split())


def _is_no_gemeente(wie: str) -> bool:
    """Totals, and the areas that stand in the same table."""
    return bool(_TOTAAL.fullmatch(wie)) or is_other_gebied(wie)


def _is_own(bekend: Bekend | None, code: str) -> bool:
    """Of a row without a known gemeente nobody can say that it is the own one."""
    return bekend is not None and bekend.code == code


def _find(cellen: Mapping[str, object], find: Callable[[str], Bekend | None], halfjaar: Halfjaar) -> Bekend:
    """The gemeente of a row; a name and a code must mean the same one."""
    teksten = [normalise_code(cellen[k]) for k in ("gemeentecode", "gemeente") if cellen.get(k) not in (None, "")]
    if not teksten:
        raise Rijfout("Er staat geen gemeente in deze rij. Vul de naam of de code in.")
    gevonden = [find(tekst) for tekst in teksten]
    for tekst, bekend in zip(teksten, gevonden, strict=True):
        if bekend is None:
            raise Rijfout(f"De gemeente ‘{tekst}’ is niet bekend. Controleer de naam of de code.")
    eerste = gevonden[0]
    assert eerste is not None  # noqa: S101 - the loop above refused it
    if any(bekend != eerste for bekend in gevonden):
        raise Rijfout(f"De code en de naam horen niet bij dezelfde gemeente: {' en '.join(teksten)}.")
    if eerste.opgeheven_per and eerste.opgeheven_per <= halfjaar.begin:
        raise Rijfout(f"{eerste.naam} bestaat niet meer sinds {eerste.opgeheven_per:%d-%m-%Y}.")
    return eerste


def _read_regel(
    nummer: int, cellen: Mapping[str, object], bekend: Bekend, soort: Soort, saldoteken: Saldoteken
) -> Regel:
    """The numbers of a row with our sign. Errors: Rijfout for a cell that is no whole number, or a missing one."""
    keer = 1 if saldoteken == Saldoteken.VOORSPRONG else -1
    begin = _read_getal(cellen, "saldo_begin", "het saldo aan het begin")
    eind = _read_getal(cellen, "saldo_eind", "het saldo")
    regel = Regel(
        rij=nummer,
        code=bekend.code,
        naam=bekend.naam,
        taakstelling=_read_getal(cellen, "taakstelling", "de taakstelling"),
        saldo_begin=None if begin is None else keer * begin,
        opgave=_read_getal(cellen, "opgave", "de opgave"),
        gerealiseerd=_read_getal(cellen, "gerealiseerd", "gerealiseerd"),
        saldo_eind=None if eind is None else keer * eind,
    )
    if soort == Soort.GEPUBLICEERD and regel.taakstelling is None:
        raise Rijfout("De taakstelling is niet ingevuld.")
    if soort == Soort.COA_STAND and regel.gerealiseerd is None:
        raise Rijfout("Er staat niet hoeveel mensen zijn gehuisvest.")
    if regel.taakstelling is not None and regel.taakstelling < 0:
        raise Rijfout(f"De taakstelling is {regel.taakstelling}. Een taakstelling is nooit lager dan nul.")
    return regel


def _read_getal(cellen: Mapping[str, object], kolom: str, wat: str) -> int | None:
    """A whole number of persons with its sign; None for an empty cell or a column that is not there."""
    cel = cellen.get(kolom, "")
    tekst = str(cel).replace("−", "-").replace(" ", "")  # people paste a typographic minus
    if tekst == "" or cel is None:
        return None
    # A fraction of a spreadsheet looks like a number with thousands: 1.234.
    if isinstance(cel, bool | float) or not _GETAL.fullmatch(tekst):
        raise Rijfout(f"‘{cel}’ is geen heel getal; dat hoort te staan bij {wat}.")
    getal = int(tekst.replace(".", ""))
    if abs(getal) > HOOGSTE_AANTAL:
        raise Rijfout(f"{getal} is te groot voor {wat}. Controleer het getal.")
    return getal


def _split_double(regels: list[Regel]) -> tuple[list[Regel], list[Fout]]:
    """A gemeente that stands in the file twice is left out altogether: nobody knows which row is right."""
    per_code: dict[str, list[Regel]] = defaultdict(list)
    for regel in regels:
        per_code[regel.code].append(regel)
    dubbel = [
        Fout(
            r.rij, r.naam, f"{r.naam} staat er vaker in: op rij {' en '.join(str(z.rij) for z in zelfde)}. Laat er een."
        )
        for zelfde in per_code.values()
        if len(zelfde) > 1
        for r in zelfde
    ]
    return [zelfde[0] for zelfde in per_code.values() if len(zelfde) == 1], dubbel


# --- Control sums -----------------------------------------------------------------------------------------------------
def check_sum(regel: Regel) -> str:
    """Whether the numbers of a row agree: opgave = taakstelling - saldo_begin, saldo_eind = gerealiseerd - opgave
    (R-112). Out: the sentence that says what does not, or "". What the file does not say is not checked."""
    opgave = regel.opgave
    if regel.taakstelling is not None and regel.saldo_begin is not None:
        berekend = regel.taakstelling - regel.saldo_begin
        if opgave is not None and opgave != berekend:
            return (
                f"De opgave klopt niet. Taakstelling {regel.taakstelling} en {_saldo(regel.saldo_begin)} aan het begin "
                f"geven een opgave van {berekend}; in het bestand staat {opgave}."
            )
        opgave = berekend
    if opgave is None or regel.gerealiseerd is None or regel.saldo_eind is None:
        return ""
    berekend = regel.gerealiseerd - opgave
    if regel.saldo_eind == berekend:
        return ""
    return (
        f"Het saldo klopt niet. Gerealiseerd {regel.gerealiseerd} min een opgave van {opgave} geeft "
        f"{_saldo(berekend)}; in het bestand staat {_saldo(regel.saldo_eind)}."
    )


def _saldo(aantal: int) -> str:
    if aantal == 0:
        return "een saldo van nul"
    return f"een {'voorsprong' if aantal > 0 else 'achterstand'} van {abs(aantal)}"


def _missing_checks(soort: Soort, aanwezig: set[str]) -> tuple[str, ...]:
    """What cannot be checked because a column is not there."""
    taakstelling, begin = ("taakstelling", "Taakstelling"), ("saldo_begin", "Saldo aan het begin")
    opgave, gerealiseerd, eind = ("opgave", "Opgave"), ("gerealiseerd", "Gerealiseerd"), ("saldo_eind", "Saldo")
    nodig: tuple[tuple[str, str], ...]
    if soort == Soort.GEPUBLICEERD:
        wat, nodig = "de opgave", (begin, opgave)
    elif "opgave" in aanwezig:
        wat, nodig = "het saldo", (gerealiseerd, eind)
    else:
        wat, nodig = "het saldo", (taakstelling, begin, gerealiseerd, eind)
    ontbreekt = [label for naam, label in nodig if naam not in aanwezig]
    if not ontbreekt:
        return ()
    kolom = "de kolom" if len(ontbreekt) == 1 else "de kolommen"
    return (f"Thuisgever kan niet nagaan of {wat} klopt: het bestand heeft {kolom} {_and(ontbreekt)} niet.",)


def _and(delen: list[str]) -> str:
    return " en ".join([", ".join(delen[:-1]), delen[-1]]) if len(delen) > 1 else delen[0]


def _passed_over(aantal: int) -> tuple[str, ...]:
    if not aantal:
        return ()
    rijen = "1 rij gaat" if aantal == 1 else f"{aantal} rijen gaan"
    return (f"{rijen} over andere gemeenten. Die zijn overgeslagen.",)


def _hint_teken(regels: list[Regel]) -> tuple[str, ...]:
    """When most rows fail and nearly all would hold with the other sign, that is worth a question."""
    fout = [regel for regel in regels if check_sum(regel)]
    anders = sum(not check_sum(_flip(regel)) for regel in fout)
    if len(fout) * 2 <= len(regels) or anders * 2 <= len(fout):
        return ()
    return (
        f"Met het andere teken zouden {anders} van de {len(fout)} geweigerde rijen wel kloppen. Kijk in het bestand of "
        "een achterstand er met of zonder minteken staat.",
    )


def _flip(regel: Regel) -> Regel:
    begin, eind = regel.saldo_begin, regel.saldo_eind
    return replace(regel, saldo_begin=None if begin is None else -begin, saldo_eind=None if eind is None else -eind)
