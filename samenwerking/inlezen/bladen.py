"""What workbooks of every kind share: how far a sheet may reach, and which sheet is read."""

from collections.abc import Callable, Iterable, Sequence

from samenwerking.inlezen.tabel import (
    SPELING,
    GeenKop,
    Grenzen,
    Leesfout,
    Tabel,
    build_rijen,
    getal,
    kolomletter,
)


def check_grens(laatste_rij: int, laatste_kolom: int, grenzen: Grenzen) -> None:
    """In: the last filled row and column, counted from 1. Errors: Leesfout when the sheet reaches too far."""
    if laatste_rij > grenzen.rijen + SPELING:
        raise Leesfout(
            f"Een blad loopt door tot rij {getal(laatste_rij)}; er mogen {getal(grenzen.rijen)} rijen in. Verwijder "
            "wat onder de lijst staat of splits de lijst."
        )
    if laatste_kolom > grenzen.kolommen:
        raise Leesfout(
            f"Een blad loopt door tot kolom {kolomletter(laatste_kolom - 1)}; er mogen {grenzen.kolommen} kolommen in. "
            "Verwijder wat naast de lijst staat."
        )


def refuse_dubbele(namen: Sequence[str]) -> None:
    """Errors: Leesfout when two sheets have one name: nobody could say which one is meant."""
    dubbel = next((naam for naam in namen if namen.count(naam) > 1), None)
    if dubbel is not None:
        raise Leesfout(f"Twee bladen heten allebei ‘{dubbel}’. Geef elk blad een eigen naam en probeer het opnieuw.")


def choose_blad(
    gevuld: Sequence[str],
    blad: str,
    read: Callable[[str], Iterable[Sequence[object]]],
    grenzen: Grenzen,
    *,
    formaat: str,
    datumstelsel: int,
) -> Tabel:
    """The table on one sheet.

    In: the names of the sheets with content, in the order in which they are tried; the chosen one, or ""; a function
    that gives the rows of a sheet from row 1 on. A sheet without a header is passed over when nothing was chosen.
    Errors: Leesfout when the sheet is not there, or no sheet holds a list.
    """
    if not gevuld:
        raise Leesfout("Het bestand is leeg. Controleer of u het juiste bestand hebt gekozen.")
    if blad and blad not in gevuld:
        raise Leesfout(f"Het blad ‘{blad}’ is leeg of staat niet in het bestand. Kies een ander blad.")
    eerste: GeenKop | None = None
    for naam in [blad] if blad else gevuld:
        try:
            kop, kop_nummer, rijen = build_rijen(read(naam), grenzen)
        except GeenKop as fout:
            eerste = eerste or fout
            continue
        return Tabel(kop, rijen, kop_nummer, formaat, blad=naam, bladen=tuple(gevuld), datumstelsel=datumstelsel)
    assert eerste is not None  # noqa: S101 - every sheet that was tried had no header
    raise eerste
