"""The steps of reading a file in, in words."""

from dataclasses import dataclass

STAPPEN = KIEZEN, KOLOMMEN, VOORBEELD, VERWERKT = "Kiezen", "Kolommen", "Voorbeeld", "Verwerkt"


@dataclass(frozen=True)
class Stap:
    """As componenten/inlezen/stappen.html draws it: `stand` is gedaan, huidig or komend."""

    naam: str
    stand: str


def make_stappen(huidig: str) -> list[Stap]:
    """The steps, in which one is at `huidig`; the last one is done as soon as one is there. Out: none for ""."""
    if not huidig:
        return []
    plek = STAPPEN.index(huidig) + (huidig == VERWERKT)
    return [Stap(n, "gedaan" if i < plek else "huidig" if i == plek else "komend") for i, n in enumerate(STAPPEN)]
