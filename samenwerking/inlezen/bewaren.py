"""A table as it is kept after its file was read, so that nothing has to read that file a second time."""

import json
import zlib
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from samenwerking.inlezen.tabel import Cel, Rij, Tabel
from samenwerking.regels.datumcel import Getal1904

# Changes with the form below; what was kept in another form is not understood, and its file is read again.
VORM = 1
# A column goes as it is when JSON gives back all of its values as they were.
_GEWOON = {str, int, float, bool}
_FEITEN = ("kop", "kop_nummer", "formaat", "codering", "scheidingsteken", "blad", "bladen", "datumstelsel")


def pack_tabel(tabel: Tabel) -> bytes:
    """Out: the whole table in few bytes. A cell comes back with the value and the type that it had."""
    inhoud = {
        "vorm": VORM,
        **{feit: getattr(tabel, feit) for feit in _FEITEN},
        "nummers": [rij.nummer for rij in tabel.rijen],
        "kolommen": [_pack(kolom) for kolom in zip(*(rij.cellen for rij in tabel.rijen), strict=True)],
    }
    return zlib.compress(json.dumps(inhoud, separators=(",", ":")).encode(), 1)


def unpack_tabel(data: bytes) -> Tabel | None:
    """What `pack_tabel` made; None when an earlier version of it did."""
    inhoud: dict[str, Any] = json.loads(zlib.decompress(data))
    if inhoud["vorm"] != VORM:
        return None
    feiten = {feit: inhoud[feit] for feit in _FEITEN}
    cellen = zip(*map(_unpack, inhoud["kolommen"]), strict=True)
    rijen = [Rij(*paar) for paar in zip(inhoud["nummers"], cellen, strict=True)]
    return Tabel(rijen=rijen, **feiten | {"bladen": tuple(feiten["bladen"])})


def _pack(kolom: Sequence[Cel]) -> list[Any]:
    """The values of a column, after a list of those that are numbers to JSON, or no value at all."""
    soorten = set(map(type, kolom))
    if soorten <= _GEWOON:
        return [None, *kolom]
    return ["".join(map(_letter, kolom)), *map(_plain, kolom)]


def _letter(cel: Cel) -> str:
    """What a value is: a date, a date with a time of day, a number of days since 1904, or as JSON has it."""
    soort = type(cel)
    return "d" if soort is date else "t" if soort is datetime else "g" if soort is Getal1904 else " "


def _plain(cel: Cel) -> Any:
    soort = type(cel)
    if soort is date:
        return cel.toordinal()  # type: ignore[union-attr]
    return cel.isoformat() if isinstance(cel, datetime) else int(cel) if isinstance(cel, Getal1904) else cel


_LEZERS: dict[str, Any] = {
    "d": date.fromordinal,
    "t": datetime.fromisoformat,
    "g": Getal1904,
    " ": lambda cel: cel,
}


def _unpack(kolom: list[Any]) -> list[Cel]:
    soorten, *waarden = kolom
    if soorten is None:
        return waarden
    return [_LEZERS[soort](waarde) for soort, waarde in zip(soorten, waarden, strict=True)]
