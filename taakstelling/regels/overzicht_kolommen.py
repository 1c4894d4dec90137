"""The columns of an overview of many gemeenten. The layout of the official files is not known (R-123), so a column goes
by many names, and a person can say which is which."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from taakstelling.regels.halfjaar import Halfjaar

_MAANDEN = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)


class Soort(StrEnum):
    """What an overview tells: targets as the state published them, or the state of realisation as COA counts it."""

    GEPUBLICEERD = "gepubliceerd"
    COA_STAND = "coa_stand"


@dataclass(frozen=True)
class Kolom:
    """A canonical column: its name in code, label for people, other ways to write it, and whether it must be there."""

    naam: str
    label: str
    synoniemen: tuple[str, ...] = ()
    verplicht: bool = False


def kolommen(soort: Soort, halfjaar: Halfjaar, peildatum: date | None = None) -> tuple[Kolom, ...]:
    """The columns of an overview about this half-year; a header that names another half-year is not one of them."""
    is_stand = soort == Soort.COA_STAND
    return (
        Kolom("gemeente", "Gemeente", ("Gemeentenaam", "Naam gemeente", "Naam")),
        Kolom("gemeentecode", "Gemeentecode", ("CBS-code", "CBS code gemeente", "GM-code", "Code")),
        Kolom("taakstelling", "Taakstelling", _met_halfjaar("Taakstelling", halfjaar), verplicht=not is_stand),
        Kolom(
            "saldo_begin",
            "Saldo aan het begin",
            (
                "Beginsaldo",
                "Saldo begin",
                "Saldo vorige periode",
                "Voorsprong/achterstand vorige periode",
                "Voorsprong/achterstand vorige periode(n)",
                "Voorsprong/achterstand vorige perioden",
                "Achterstand/voorsprong vorige periode",
                "Achterstand/voorsprong vorige periode(n)",
                "Achterstand vorige periode",
                "Voorsprong vorige periode",
            ),
        ),
        Kolom(
            "opgave",
            "Opgave",
            ("Totale opgave", "Totale taakstelling", "Gecorrigeerde taakstelling", "Totale/gecorrigeerde taakstelling"),
        ),
        Kolom(
            "gerealiseerd",
            "Gerealiseerd",
            ("Realisatie", "Gehuisvest", "Aantal gehuisvest", *_met_datum(peildatum)),
            verplicht=is_stand,
        ),
        Kolom(
            "saldo_eind",
            "Saldo",
            (
                "Eindsaldo",
                "Saldo eind",
                "Saldo aan het eind",
                "Nog te huisvesten",
                "Nog te huisvesten / voorsprong",
                "Voorsprong/achterstand",
                "Achterstand/voorsprong",
            ),
        ),
    )


def is_percentage(kop: str) -> bool:
    """A column of percentages says nothing that the numbers do not say; without its % it could pass for a number."""
    return "%" in kop or "percentage" in kop.casefold() or "procent" in kop.casefold()


def _met_halfjaar(woord: str, halfjaar: Halfjaar) -> tuple[str, ...]:
    h, rang = halfjaar, "eerste" if halfjaar.helft == 1 else "tweede"
    vormen = (
        f"{h}",
        f"{h.jaar}-{h.helft}",
        f"H{h.helft} {h.jaar}",
        f"{rang} halfjaar {h.jaar}",
        f"{h.helft}e halfjaar {h.jaar}",
        f"{rang} helft {h.jaar}",
        f"{rang} helft van {h.jaar}",
        f"{h.helft}e helft {h.jaar}",
    )
    return ("Halfjaartaakstelling", *(f"{woord} {vorm}" for vorm in vormen))


def _met_datum(peildatum: date | None) -> tuple[str, ...]:
    if peildatum is None:
        return ()
    woorden = f"{peildatum.day} {_MAANDEN[peildatum.month - 1]} {peildatum.year}"
    dagen = (f"{peildatum:%d-%m-%Y}", f"{peildatum.day}-{peildatum.month}-{peildatum.year}", woorden)
    vormen = dict.fromkeys(f"{woord} {dag}" for dag in dagen for woord in ("Gerealiseerd t/m", "Gerealiseerd per"))
    # Two ways to write a day may come down to the same letters and digits; a column may carry both names.
    return tuple(vormen)
