"""Which postcodes lie in a wijk, as someone types them."""

import re

_CIJFERS = re.compile(r"[1-9][0-9]{3}")


class PostcodesFout(ValueError):
    """The text names no postcodes; the message is for the user."""


def parse_postcodes(tekst: str) -> tuple[str, ...]:
    """ "7201, 7202 7201" -> ("7201", "7202"): four digits each, in order, each once. Errors: PostcodesFout with what is
    wrong."""
    delen = [deel for deel in re.split(r"[\s,;]+", tekst) if deel]
    for deel in delen:
        if not _CIJFERS.fullmatch(deel):
            raise PostcodesFout(f"“{deel[:20]}” is geen begin van een postcode. Schrijf vier cijfers, zoals 7201.")
    return tuple(sorted(set(delen)))
