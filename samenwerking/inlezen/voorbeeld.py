"""An example file whose dates do not grow old."""

import csv
import io
from collections.abc import Collection
from datetime import date

NOTATIE = "%d-%m-%Y"


def move_datums(data: bytes, kolommen: Collection[str], laatste: date) -> bytes:
    """The same file with every date of these columns moved by as many days, so that the latest becomes `laatste`.

    In: a CSV of our own, UTF-8 with `;`, dates as 31-12-2026. Out: the same kind of file; all else stays as it was.
    """
    kop, *rijen = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";")
    plaatsen = [kop.index(kolom) for kolom in kolommen]
    datums = {rij[p]: _read(rij[p]) for rij in rijen for p in plaatsen if rij[p]}
    verschil = laatste - max(datums.values())
    for rij in rijen:
        for p in plaatsen:
            rij[p] = rij[p] and f"{datums[rij[p]] + verschil:{NOTATIE}}"
    uitvoer = io.StringIO()
    csv.writer(uitvoer, delimiter=";", lineterminator="\r\n").writerows((kop, *rijen))
    return uitvoer.getvalue().encode("utf-8-sig")


def _read(tekst: str) -> date:
    dag, maand, jaar = map(int, tekst.split("-"))
    return date(jaar, maand, dag)
