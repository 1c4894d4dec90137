"""From the headers that a person wrote to the columns that an import knows."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from samenwerking.inlezen.tabel import Cel, Leesfout, Rij, cel_naam, kolomletter


class Kolombeschrijving(Protocol):
    """What `map_kolommen` asks of a column; rules describe theirs with a type of their own."""

    @property
    def naam(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def synoniemen(self) -> tuple[str, ...]: ...
    @property
    def verplicht(self) -> bool: ...


@dataclass(frozen=True)
class Kolom:
    """A canonical column: its name in code, label for people, other ways to write it, and whether it must be there."""

    naam: str
    label: str
    synoniemen: tuple[str, ...] = ()
    verplicht: bool = False


@dataclass(frozen=True)
class Kolomindeling:
    """Which column of the file holds what.

    `plaats`: canonical name -> position; `koppen`: canonical name -> header as the user wrote it; `onbekend`: headers
    that are ignored; `ontbrekend`: canonical names of optional columns that the file does not have.
    """

    plaats: Mapping[str, int]
    koppen: Mapping[str, str]
    onbekend: tuple[str, ...]
    ontbrekend: tuple[str, ...]

    def cellen(self, rij: Rij) -> dict[str, Cel]:
        """The cells of a row by canonical name; a column that the file does not have is absent."""
        return {naam: rij.cellen[index] for naam, index in self.plaats.items()}

    def cel(self, naam: str, rij: int) -> str:
        """Where a value stands in the user's own file, as "C12"; "" for a column that the file does not have."""
        return cel_naam(self.plaats[naam], rij) if naam in self.plaats else ""


def normalise_kop(tekst: str) -> str:
    """Only letters and digits count, without accents and in lower case: "Geb.-datum *" -> "gebdatum"."""
    ontleed = unicodedata.normalize("NFKD", tekst).casefold()
    return "".join(teken for teken in ontleed if teken.isalnum())


def map_kolommen(
    kop: Sequence[str], canoniek: Sequence[Kolombeschrijving], *, toewijzing: Mapping[str, str] | None = None
) -> Kolomindeling:
    """Match the headers of a file with the canonical columns.

    In: the headers; the columns; `toewijzing` {canonical name: header} wins over what the names say.
    Out: the Kolomindeling. Errors: Leesfout when required columns are missing (all named at once), when two headers
    mean the same column, or when `toewijzing` names a column or header that is not there.
    """
    plaats = _explicit(kop, canoniek, toewijzing or {})
    bezet = set(plaats.values())
    namen = _names(canoniek)
    for index, tekst in enumerate(kop):
        naam = namen.get(normalise_kop(tekst))
        if index in bezet or naam is None or naam in (toewijzing or {}):
            continue
        if naam in plaats:
            raise Leesfout(_twice(kop, plaats[naam], index, naam, canoniek))
        plaats[naam] = index
    ontbreekt = [kolom for kolom in canoniek if kolom.naam not in plaats]
    verplicht = [kolom.label for kolom in ontbreekt if kolom.verplicht]
    if verplicht:
        raise Leesfout(_missing(verplicht))
    gebruikt = set(plaats.values())
    return Kolomindeling(
        plaats=plaats,
        koppen={naam: kop[index] for naam, index in plaats.items()},
        onbekend=tuple(
            tekst or f"kolom {kolomletter(index)} (zonder naam)"
            for index, tekst in enumerate(kop)
            if index not in gebruikt
        ),
        ontbrekend=tuple(kolom.naam for kolom in ontbreekt),
    )


def _names(canoniek: Sequence[Kolombeschrijving]) -> dict[str, str]:
    namen: dict[str, str] = {}
    for kolom in canoniek:
        for tekst in (kolom.naam, kolom.label, *kolom.synoniemen):
            sleutel = normalise_kop(tekst)
            if namen.setdefault(sleutel, kolom.naam) != kolom.naam:
                raise ValueError(f"{tekst!r} names both {namen[sleutel]} and {kolom.naam}")
    return namen


def _explicit(
    kop: Sequence[str], canoniek: Sequence[Kolombeschrijving], toewijzing: Mapping[str, str]
) -> dict[str, int]:
    bekend = {kolom.naam for kolom in canoniek}
    plaats: dict[str, int] = {}
    for naam, tekst in toewijzing.items():
        if naam not in bekend:
            raise Leesfout(f"De kolom ‘{naam}’ in de toewijzing bestaat niet. Kies een kolom die de import kent.")
        plekken = [index for index, gevonden in enumerate(kop) if normalise_kop(gevonden) == normalise_kop(tekst)]
        if not plekken:
            raise Leesfout(f"De kolom ‘{tekst}’ staat niet in het bestand. Kies een kolom die erin staat.")
        if len(plekken) > 1:
            raise Leesfout(
                f"De kolom ‘{tekst}’ staat meer dan één keer in het bestand. Geef elke kolom een eigen naam."
            )
        if plekken[0] in plaats.values():
            raise Leesfout(f"De kolom ‘{tekst}’ is twee keer gekozen. Kies voor elk gegeven een eigen kolom.")
        plaats[naam] = plekken[0]
    return plaats


def _twice(kop: Sequence[str], eerste: int, tweede: int, naam: str, canoniek: Sequence[Kolombeschrijving]) -> str:
    label = next(kolom.label for kolom in canoniek if kolom.naam == naam)
    return (
        f"De kolommen ‘{kop[eerste]}’ ({kolomletter(eerste)}) en ‘{kop[tweede]}’ ({kolomletter(tweede)}) betekenen "
        f"allebei {label}. Verwijder er een of geef hem een andere naam."
    )


def _missing(labels: list[str]) -> str:
    if len(labels) == 1:
        return f"Het bestand mist de kolom {labels[0]}. Voeg de kolom toe of pas de naam in de kop aan."
    opsomming = f"{', '.join(labels[:-1])} en {labels[-1]}"
    return f"Het bestand mist de kolommen {opsomming}. Voeg ze toe of pas de namen in de kop aan."
