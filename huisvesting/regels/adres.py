"""Dutch addresses: what a postcode may look like."""

import re

_POSTCODE = re.compile(r"[1-9][0-9]{3} ?[A-Z]{2}")
# Never issued: the letters stood for something else in the years of occupation.
_NOOIT = {"SA", "SD", "SS"}


class PostcodeFout(ValueError):
    """The text is no Dutch postcode; the message is for the user."""


def normalise_postcode(tekst: str) -> str:
    """ "1234ab" -> "1234 AB". Errors: PostcodeFout with a sentence."""
    compact = tekst.replace(" ", "").upper()
    if not _POSTCODE.fullmatch(compact) or compact[-2:] in _NOOIT:
        raise PostcodeFout("Dit is geen Nederlandse postcode. Schrijf hem als 1234 AB.")
    return f"{compact[:4]} {compact[4:]}"
