"""Reading all rows of a COA list at once, column by column: what a cell says is found once for all rows that say it.

Rows in which anything is wrong are read by themselves (`read_rij`), which says what.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from itertools import compress
from typing import Any

from huisvesting.regels.coa_cellen import Cel, Celfout
from huisvesting.regels.coa_lijst import (
    KOLOMMEN,
    CoaKolom,
    CoaRegel,
    Rijlezing,
    find_datumfouten,
    is_gemeente,
    read_rij,
)

# In the place of a value: the row has to be read by itself.
_FOUT = object()
_VELDEN = CoaRegel._fields[1:]
# Values that are equal only when they are the same; an int can equal a bool or a float.
_GEWOON = {str, date}


def read_rijen(
    nummers: Sequence[int], kolommen: Mapping[str, Sequence[Cel]], *, gemeente: Collection[str], peildatum: date
) -> list[Rijlezing]:
    """In: the numbers of the rows, their cells by canonical column, else as `read_rij`. Out: the same as `read_rij`
    gives for each of them."""
    fout = [False] * len(nummers)
    waarden: dict[str, Sequence[Any]] = {}
    for kolom in KOLOMMEN:
        cellen = kolommen.get(kolom.naam) or [""] * len(nummers)
        gelezen = _read_kolom(kolom, cellen, gemeente, peildatum)
        waarden[kolom.naam] = gelezen
        for plek in compress(range(len(gelezen)), (waarde is _FOUT for waarde in gelezen)):
            fout[plek] = True
    lezingen = []
    for plek, (nummer, rij) in enumerate(
        zip(nummers, zip(*(waarden[veld] for veld in _VELDEN), strict=True), strict=True)
    ):
        regel = None if fout[plek] else CoaRegel(nummer, *rij)
        if regel is None or (regel.datum_vergunning and regel.datum_koppeling < regel.datum_vergunning):
            eigen = {naam: cellen[plek] for naam, cellen in kolommen.items()}
            lezingen.append(read_rij(nummer, eigen, gemeente=gemeente, peildatum=peildatum))
        else:
            lezingen.append(Rijlezing(nummer, regel.v_nummer, regel.huishoudnummer, regel))
    return lezingen


def _read_kolom(kolom: CoaKolom, cellen: Sequence[Cel], gemeente: Collection[str], peildatum: date) -> list[Any]:
    """What each cell says: None for an empty one, _FOUT where something is wrong."""
    sleutels: Sequence[Any] = cellen if set(map(type, cellen)) <= _GEWOON else [(type(cel), cel) for cel in cellen]
    verschillend = dict(zip(sleutels, cellen, strict=True))
    gelezen = {sleutel: _read_cel(kolom, cel, gemeente, peildatum) for sleutel, cel in verschillend.items()}
    return [gelezen[sleutel] for sleutel in sleutels]


def _read_cel(kolom: CoaKolom, cel: Cel, gemeente: Collection[str], peildatum: date) -> Any:
    if cel == "":
        return _FOUT if kolom.verplicht else None
    try:
        waarde = kolom.lees(cel)
    except Celfout:
        return _FOUT
    if kolom.naam == "gemeente":
        return None if is_gemeente(waarde, gemeente) else _FOUT
    if isinstance(waarde, date) and find_datumfouten(0, {kolom.naam: waarde}, peildatum):
        return _FOUT
    return waarde
