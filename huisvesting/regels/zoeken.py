"""Finding people by name the way it sounds to a colleague: without accents, in any order, with a typing error."""

import unicodedata
from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache

# How much of a word must be right, in percent of the trigrams of both words together: one wrong letter in a name of
# five letters still is.
GELIJKENIS = 30
# More words than any name has; what comes after them is not looked at.
MAX_WOORDEN = 8

# Letters of their own that no decomposition takes apart. What stands inside a word is left out, so "Sa'id" is "said".
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"} | dict.fromkeys("'’‘`´ʻʼʾʿ")
)

# The same for a text without other letters: nothing to take apart.
_ASCII = {teken: None if chr(teken) in "'`" else chr(teken) if chr(teken).isalnum() else " " for teken in range(128)}


class Treffer(IntEnum):
    """How well a name answers; the best first."""

    PRECIES = 0
    BEGIN = 1
    LIJKT = 2


def fold(tekst: str) -> str:
    """Words in small letters without accents and signs: "Al-Noûri, Sa'id" -> "al nouri said"."""
    if tekst.isascii():  # nearly all
        return " ".join(tekst.lower().translate(_ASCII).split())
    klein = unicodedata.normalize("NFKD", tekst.casefold()).casefold().translate(_LETTERS)
    kaal = "".join(teken for teken in klein if not unicodedata.combining(teken))
    return " ".join("".join(teken if teken.isalnum() else " " for teken in kaal).split())


def search_name(achternaam: str, voornamen: str) -> str:
    """The stored text in which a person is looked for."""
    return fold(f"{achternaam} {voornamen}")


def split_woorden(tekst: str) -> list[str]:
    """The words to look for; at most MAX_WOORDEN."""
    return fold(tekst).split()[:MAX_WOORDEN]


def judge_naam(woorden: Sequence[str], naam: str) -> Treffer:
    """How the words answer to a stored name: each is a word of it, each begins one, or they only resemble."""
    delen = naam.split()
    if all(woord in delen for woord in woorden):
        return Treffer.PRECIES
    if all(any(deel.startswith(woord) for deel in delen) for woord in woorden):
        return Treffer.BEGIN
    return Treffer.LIJKT


def likeness(woorden: Sequence[str], naam: str) -> int:
    """0 to 100: how much the words resemble the best words of a stored name, on average. For a database without
    trigrams; whoever only types the beginning of a name has it right."""
    delen = naam.split()
    if not woorden or not delen:
        return 0
    return sum(max(_likeness_of_woord(woord, deel) for deel in delen) for woord in woorden) // len(woorden)


def _likeness_of_woord(woord: str, deel: str) -> int:
    if deel.startswith(woord):
        return 100
    zoek, gevonden = _trigrams(woord), _trigrams(deel)
    samen = len(zoek & gevonden)
    return 100 * samen // (len(zoek) + len(gevonden) - samen)


@lru_cache(maxsize=4096)
def _trigrams(woord: str) -> frozenset[str]:
    """Three letters at a time, with two spaces before the word and one behind it, as PostgreSQL cuts them."""
    breed = f"  {woord} "
    return frozenset(breed[plek : plek + 3] for plek in range(len(breed) - 2))
