"""Counts of people that may leave the file: a number below five could point at someone, so it is not told."""

from collections.abc import Iterable

GRENS = 5


def is_klein(aantal: int) -> bool:
    return 0 < aantal < GRENS


def hide_small(aantal: int) -> str:
    """One cell: "<5" for one to four, else the number itself."""
    return f"<{GRENS}" if is_klein(aantal) else str(aantal)


def hide_total(aantallen: Iterable[int]) -> str:
    """What may be told of the sum of cells that stand beside it: the sum when every cell shows its number.

    Else "minstens n", which says no more than the cells do: subtracting what shows would give away what is hidden.
    """
    cellen = list(aantallen)
    minstens = sum(1 if is_klein(aantal) else aantal for aantal in cellen)
    return f"minstens {minstens}" if any(map(is_klein, cellen)) else str(minstens)
