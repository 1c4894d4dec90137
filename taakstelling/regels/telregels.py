"""Who counts, where he lives: dated rules by form of housing and kind of person (R-301 to R-322).

Which rule holds is data and changes; how a rule is chosen is arithmetic and stands here.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Self


class Keuze(StrEnum):
    """A code with the words that a reader sees."""

    naam: str

    def __new__(cls, code: str, naam: str = "") -> Self:
        lid = str.__new__(cls, code)
        lid._value_ = code
        lid.naam = naam
        return lid


class Woonvorm(Keuze):
    """Where someone lives. The first six are homes of a corporation, the others stays elsewhere."""

    REGULIER = "regulier", "Gewone woning"
    ONZELFSTANDIG = "onzelfstandig", "Kamer met gedeelde voorzieningen"
    FLEX = "flex", "Flexwoning"
    DOORSTROOM = "doorstroom", "Doorstroomlocatie"
    ZORGVASTGOED = "zorgvastgoed", "Voormalig zorgvastgoed"
    GEMENGD = "gemengd", "Gemengd wonen"
    HAR = "har", "Hotel of accommodatie (HAR)"
    TUSSENVOORZIENING = "tussenvoorziening", "Tussenvoorziening"
    LOGEERREGELING = "logeerregeling", "Logeerregeling"
    NIDOS_KSO = "nidos_kso", "Woongroep van Nidos (kso)"
    COA_KWV = "coa_kwv", "Kleine woonvoorziening van COA (kwv)"
    OPVANGGEZIN = "opvanggezin", "Opvanggezin"
    ZELF_GEVONDEN = "zelf_gevonden", "Zelf gevonden woning"


class Persoonssoort(Keuze):
    """For whom a rule holds. A rule for one kind goes before a rule for everyone."""

    IEDEREEN = "iedereen", "Iedereen"
    NAREIZIGER = "nareiziger", "Nareiziger"
    AMV = "amv", "Alleenstaande minderjarige (amv)"
    HERVESTIGD = "hervestigd", "Uitgenodigde vluchteling"


class TeltVoor(Keuze):
    KOPPELGEMEENTE = "koppelgemeente", "De gemeente waaraan COA koppelde"
    VERBLIJFSGEMEENTE = "verblijfsgemeente", "De gemeente waar de persoon woont"


class Moment(Keuze):
    TELMOMENT = "telmoment", "Het telmoment van de gemeente"
    BEGIN = "begin", "Het begin van het verblijf"


class TelregelFout(ValueError):
    """The rule cannot be recorded; the message is for the user."""


@dataclass(frozen=True)
class Regel:
    """One version of one rule, from `geldig_van` until (not including) `geldig_tot`; None: until further notice."""

    code: str
    versie: int
    vorm: Woonvorm
    persoon: Persoonssoort
    telt: bool
    telt_voor: TeltVoor
    moment: Moment
    reden: str
    bron: str
    geldig_van: date
    geldig_tot: date | None = None

    def holds_on(self, datum: date) -> bool:
        return self.geldig_van <= datum and (self.geldig_tot is None or datum < self.geldig_tot)

    @property
    def aanduiding(self) -> str:
        """How a booking names it: "R-304 versie 1"."""
        return f"{self.code} versie {self.versie}"


@dataclass(frozen=True)
class Oordeel:
    """Whether someone counts, with the sentence why. `regel` is None where no dated rule decided."""

    telt: bool
    reden: str
    aanduiding: str
    bron: str
    regel: Regel | None = None


def judge(regels: Iterable[Regel], *, vorm: Woonvorm, persoon: Persoonssoort, datum: date) -> Oordeel:
    """The verdict of the rule that holds for this form, kind of person and day.

    Without a rule nobody counts, and the sentence says which rule is missing.
    """
    geldend = {r.persoon: r for r in regels if r.vorm == vorm and r.holds_on(datum)}
    regel = geldend.get(persoon) or geldend.get(Persoonssoort.IEDEREEN)
    if regel is None:
        wie = "iedereen" if persoon == Persoonssoort.IEDEREEN else persoon.naam.lower()
        reden = (
            f"Er is op {datum:%d-%m-%Y} geen telregel voor ‘{vorm.naam}’ en {wie}. Vraag de beheerder om er een vast "
            "te leggen."
        )
        return Oordeel(telt=False, reden=reden, aanduiding="", bron="")
    return Oordeel(regel.telt, regel.reden, regel.aanduiding, regel.bron, regel)


def add_versie(regels: Iterable[Regel], nieuw: Regel) -> list[Regel]:
    """The rules as they are with a new version: it gets the next number, and the one that ran until then is closed.

    Errors: TelregelFout when a version for the same form and kind begins on that day or later.
    """
    eerder = [r for r in regels if (r.vorm, r.persoon) == (nieuw.vorm, nieuw.persoon)]
    overig = [r for r in regels if (r.vorm, r.persoon) != (nieuw.vorm, nieuw.persoon)]
    laatste = max((r.geldig_van for r in eerder), default=None)
    if laatste and laatste >= nieuw.geldig_van:
        raise TelregelFout(
            f"Voor ‘{nieuw.vorm.naam}’ en {nieuw.persoon.naam.lower()} geldt al een versie vanaf {laatste:%d-%m-%Y}. "
            "Kies een latere dag."
        )
    gesloten = [replace(r, geldig_tot=nieuw.geldig_van) if r.holds_on(nieuw.geldig_van) else r for r in eerder]
    return [*overig, *gesloten, replace(nieuw, versie=max((r.versie for r in eerder), default=0) + 1)]


# --- What holds in every form -----------------------------------------------------------------------------------------
@dataclass(frozen=True)
class VasteRegel:
    """A rule about events instead of forms of housing; it lies in how the ledger works."""

    code: str
    reden: str
    bron: str

    @property
    def aanduiding(self) -> str:
        return f"{self.code} versie 1"

    def as_oordeel(self, *, telt: bool) -> Oordeel:
        return Oordeel(telt, self.reden, self.aanduiding, self.bron)


EENHEID = VasteRegel("R-301", "Personen tellen, niet huishoudens of woningen.", "Huisvestingswet 2014, artikel 1")
AMV_VERHUIZING = VasteRegel(
    "R-307",
    "Een amv die naar een andere gemeente verhuist, telt daar pas mee als die gemeente het bij COA meldt. Dan telt de "
    "amv niet meer voor de oude gemeente.",
    "COA, taakstelling gemeenten",
)
AMV_BLIJFT = VasteRegel(
    "R-308",
    "Een amv die 18 wordt en in de gemeente blijft, telt niet nog een keer.",
    "Onzeker: afgeleid uit de plicht tot vervolghuisvesting (COA)",
)
NOOIT_TWEE_KEER = VasteRegel(
    "R-320",
    "Wie al meetelt, telt bij een verhuizing niet nog een keer, ook niet van een tijdelijke naar een vaste plek.",
    "Onzeker: geen bron gelezen waarin dit zelf staat",
)
TERUG_NAAR_OPVANG = VasteRegel(
    "R-322",
    "Wie terugkeert naar de opvang, telt niet meer mee.",
    "Onzeker: geen bron gelezen waarin dit zelf staat",
)
NIET_GEHUISVEST = VasteRegel(
    "R-319",
    "Wie nog nergens woont, telt niet mee. Ook niet wie vertrekt of overlijdt voor hij ergens woont.",
    "Onzeker: geen bron gelezen waarin dit zelf staat",
)
VASTE_REGELS = (EENHEID, AMV_VERHUIZING, AMV_BLIJFT, NIET_GEHUISVEST, NOOIT_TWEE_KEER, TERUG_NAAR_OPVANG)
