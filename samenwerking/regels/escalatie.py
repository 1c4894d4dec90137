"""When a level must have answered, and what a text that goes up may not hold. Pure: no clock, no database."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta

ZATERDAG = 5
# A V-number is ten digits; people write it in groups too.
V_NUMMER = re.compile(r"(?<!\d)\d{10}(?!\d)")
TUSSEN_CIJFERS = re.compile(r"(?<=\d)[ .\-/](?=\d)")


def calc_uiterlijk(vanaf: date, dagen: int) -> date:
    """The day by which a level answers: so many calendar days later, and on the Monday when that is in a weekend."""
    dag = vanaf + timedelta(days=dagen)
    return dag + timedelta(days=7 - dag.weekday()) if dag.weekday() >= ZATERDAG else dag


def holds_naam(tekst: str, namen: Iterable[str]) -> bool:
    """Whether the text holds one of these words or numbers, or any V-number.

    A name counts as a whole word, whatever its capitals and accents: "Testari" is not in "Testarische". A number
    counts however it is grouped.
    """
    kaal = _fold(tekst)
    # A phone number is ten digits in groups as well, so in groups only a number that is known counts.
    cijfers = TUSSEN_CIJFERS.sub("", kaal)
    return bool(V_NUMMER.search(kaal)) or any(
        naam in cijfers if naam.isdigit() else re.search(rf"(?<!\w){re.escape(naam)}(?!\w)", kaal)
        for naam in map(_fold, namen)
        if naam
    )


def _fold(tekst: str) -> str:
    """Without capitals and accents, and with single spaces."""
    kaal = "".join(c for c in unicodedata.normalize("NFKD", tekst) if not unicodedata.combining(c))
    return " ".join(kaal.casefold().split())


def write_bericht(*, vraag: str, opties: str, advies: str, uiterlijk: str, ruimte: int) -> str:
    """What a level reads when a question comes to it: the question, the options, the advice and the day, in a message
    of at most `ruimte` characters. What does not fit is cut at a word; question and day are always whole."""
    begin, midden, einde = f"Vraag: {vraag} Mogelijkheden: ", " Advies: ", f" Antwoord uiterlijk {uiterlijk}."
    vrij = ruimte - len(begin + midden + einde)
    opties, advies = (_end(" ".join(tekst.split())) for tekst in (opties, advies))
    half = vrij // 2  # each gets half, and what the other leaves
    kort = _cut(opties, max(vrij - len(advies), half)), _cut(advies, max(vrij - len(opties), half))
    return f"{begin}{kort[0]}{midden}{kort[1]}{einde}"


def _end(tekst: str) -> str:
    return tekst if tekst.endswith((".", "?", "!")) else f"{tekst}."


def _cut(tekst: str, lengte: int) -> str:
    return tekst if len(tekst) <= lengte else f"{tekst[: lengte - 1].rsplit(' ', 1)[0]}…"
