"""Reading the cells of a COA list: V-nummer, date, text, choice, yes or no, number. Nothing is guessed.

A sentence about a fault never repeats what stands in the cell, because the sentence outlives the file.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum

from samenwerking.regels import datumcel

Cel = str | int | float | bool | date | datetime

MAX_GEZIN = 30


class Foutcode(StrEnum):
    """Every fault that a row can have; the last two depend on what is stored already."""

    VERPLICHT = "verplicht"
    V_NUMMER_ONGELDIG = "v_nummer_ongeldig"
    DATUM_ONLEESBAAR = "datum_onleesbaar"
    DATUM_ONMOGELIJK = "datum_onmogelijk"
    DATUM_JAAR_TWEE_CIJFERS = "datum_jaar_twee_cijfers"
    DATUM_IN_TOEKOMST = "datum_in_toekomst"
    DATUM_TE_VER_TERUG = "datum_te_ver_terug"
    LEEFTIJD_ONAANNEMELIJK = "leeftijd_onaannemelijk"
    KOPPELING_VOOR_VERGUNNING = "koppeling_voor_vergunning"
    WAARDE_ONBEKEND = "waarde_onbekend"
    TEKST_VERWACHT = "tekst_verwacht"
    TEKST_TE_LANG = "tekst_te_lang"
    TEKEN_VERBODEN = "teken_verboden"
    GETAL_ONGELDIG = "getal_ongeldig"
    ANDERE_GEMEENTE = "andere_gemeente"
    GEZINSGROOTTE_KLOPT_NIET = "gezinsgrootte_klopt_niet"
    TWEE_HOOFDEN = "twee_hoofden"
    TWEE_KOPPELDATA = "twee_koppeldata"
    HUURCONTRACT_LOOPT = "huurcontract_loopt"
    VOORDRACHT_LOOPT = "voordracht_loopt"


class Celfout(ValueError):
    """One cell cannot be read: a code, and the sentence for the user."""

    def __init__(self, code: Foutcode, melding: str) -> None:
        super().__init__(melding)
        self.code, self.melding = code, melding


# Signs between the digits of a number, as people group them; what cannot be seen does not count.
_TUSSEN_CIJFERS = re.compile(r"(?<=[0-9])[ \u00a0\u202f\u2009-]+(?=[0-9])")
_ONZICHTBAAR = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_V_NUMMER_AANHEF = re.compile(r"v[ -]?(?:nummer|nr)\.?\s*:?\s*", re.IGNORECASE)
_V_NUMMER_GROEPEN = re.compile(r"[0-9]{3}\.[0-9]{3}\.[0-9]{4}|[0-9](?:\.[0-9]{3}){3}|[0-9](?:,[0-9]{3}){3}")
_V_NUMMER_DECIMAAL = re.compile(r"([0-9]{10})[.,]0+")
_AFGEROND = re.compile(r"[0-9]+([.,][0-9]+)?\s*e\s*\+?\s*[0-9]+", re.IGNORECASE)
# 2,801E+09 read back as a number. Of real numbers one in a million ends so.
_AFGEROND_GETAL = re.compile(r"[0-9]{4}0{6}")
_V_NUMMER = re.compile(r"[0-9]{4}(?!0{6})[0-9]{6}")
_BESTURING = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_ALS_TEKST = "Maak van de kolom in Excel eerst tekst en vul het nummer opnieuw in."


def read_v_nummer(cel: Cel) -> str:
    """Ten digits, however people and spreadsheets group them: 280 123 4567, 280.123.4567, 2.801.234.567, 2801234567,0,
    with an apostrophe or "V-nummer:" in front. What lost digits is refused, never filled in. Errors: Celfout."""
    if isinstance(cel, str) and _V_NUMMER.fullmatch(cel):  # nearly all
        return cel
    code = Foutcode.V_NUMMER_ONGELDIG
    if isinstance(cel, float) and cel.is_integer():
        cel = int(cel)
    if isinstance(cel, bool) or not isinstance(cel, str | int):
        raise Celfout(code, "Een V-nummer bestaat uit 10 cijfers.")
    cijfers = _only_digits(str(cel))
    if _AFGEROND.fullmatch(cijfers) or _AFGEROND_GETAL.fullmatch(cijfers):
        raise Celfout(code, f"Excel heeft dit V-nummer afgerond. {_ALS_TEKST}")
    if re.fullmatch(r"[0-9]{10}", cijfers):
        return cijfers
    if re.fullmatch(r"[0-9]{1,9}", cijfers):
        raise Celfout(
            code,
            f"Een V-nummer heeft 10 cijfers; hier staan er {len(cijfers)}. Viel er een nul vooraan weg? {_ALS_TEKST}",
        )
    raise Celfout(code, "Een V-nummer bestaat uit 10 cijfers.")


def _only_digits(tekst: str) -> str:
    """A number without what is written around and between its digits; what is no such thing stays."""
    if tekst.isascii() and tekst.isdigit():  # nearly all
        return tekst
    kaal = _ONZICHTBAAR.sub("", tekst).strip().lstrip("'’‘`´").lstrip()
    kaal = _V_NUMMER_AANHEF.sub("", kaal, count=1) if _V_NUMMER_AANHEF.match(kaal) else kaal
    if _V_NUMMER_GROEPEN.fullmatch(kaal):
        return kaal.replace(".", "").replace(",", "")
    if decimaal := _V_NUMMER_DECIMAAL.fullmatch(kaal):
        return decimaal[1]
    return _TUSSEN_CIJFERS.sub("", kaal)


def mask_v_nummer(v_nummer: str) -> str:
    """Only the last three digits, for lists and logs; "" when it is not known."""
    return f"•••••••{v_nummer[-3:]}" if v_nummer else ""


def read_datum(cel: Cel) -> date:
    """dd-mm-jjjj, jjjj-mm-dd, or a date of a spreadsheet (see `datumcel.read_datum`). Errors: Celfout."""
    try:
        return datumcel.read_datum(cel)
    except datumcel.Datumfout as fout:
        raise Celfout(Foutcode(fout.code), fout.melding) from fout


def make_tekst(lengte: int, *, getal: bool = False, meerdere_regels: bool = False) -> Callable[[Cel], str]:
    """A reader of text of at most `lengte` characters; `getal` allows a whole number. A formula stays plain text."""

    def read(cel: Cel) -> str:
        if getal and isinstance(cel, int) and not isinstance(cel, bool):
            cel = str(cel)
        if not isinstance(cel, str):
            raise Celfout(Foutcode.TEKST_VERWACHT, "Hier hoort tekst te staan. Staat de kolom op de goede plaats?")
        if cel.isascii() and cel.isprintable() and len(cel) <= lengte:  # nearly all
            return " ".join(cel.split())
        if _BESTURING.search(cel):
            raise Celfout(Foutcode.TEKEN_VERBODEN, "Er staat een onzichtbaar teken in de tekst. Typ de tekst opnieuw.")
        inhoud = unicodedata.normalize("NFC", cel)
        inhoud = "\n".join(inhoud.splitlines()) if meerdere_regels else " ".join(inhoud.split())
        if len(inhoud) > lengte:
            raise Celfout(
                Foutcode.TEKST_TE_LANG,
                f"De tekst is te lang: {len(inhoud)} tekens, er mogen er {lengte} in. Kort hem in.",
            )
        return inhoud

    return read


def make_keuze(keuzes: Mapping[str, Sequence[str]], melding: str) -> Callable[[Cel], str]:
    """A reader of one of a few words; `keuzes` says per value how people write it."""
    waarden = {woord: waarde for waarde, woorden in keuzes.items() for woord in (waarde, *woorden)}

    def read(cel: Cel) -> str:
        waarde = waarden.get(" ".join(cel.casefold().split())) if isinstance(cel, str) else None
        if waarde is None:
            raise Celfout(Foutcode.WAARDE_ONBEKEND, melding)
        return waarde

    return read


_JA = {"ja", "j", "x", "1", "waar", "true"}
_NEE = {"nee", "n", "0", "onwaar", "false"}


def read_ja_nee(cel: Cel) -> bool:
    """Yes or no, in the ways that people and spreadsheets write it. Errors: Celfout."""
    woord = str(cel).casefold()
    if woord not in _JA | _NEE:
        raise Celfout(Foutcode.WAARDE_ONBEKEND, "Vul ja of nee in.")
    return woord in _JA


def read_aantal(cel: Cel) -> int:
    """How many people, as a whole number. Errors: Celfout."""
    if isinstance(cel, str) and re.fullmatch(r"[0-9]{1,3}", cel):
        cel = int(cel)
    if isinstance(cel, bool) or not isinstance(cel, int) or not 1 <= cel <= MAX_GEZIN:
        raise Celfout(Foutcode.GETAL_ONGELDIG, f"Vul een heel aantal personen in, van 1 tot en met {MAX_GEZIN}.")
    return cel
