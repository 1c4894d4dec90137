"""Reading a table file for any import: recognise, decode, find the header, map the columns. No domain nouns here."""

from samenwerking.inlezen.kolommen import Kolom, Kolombeschrijving, Kolomindeling, map_kolommen, normalise_kop
from samenwerking.inlezen.lezen import MAX_BYTES, clean_bestandsnaam, read_tabel
from samenwerking.inlezen.tabel import Cel, Leesfout, Rij, Tabel
from samenwerking.inlezen.voorbeeld import move_datums

__all__ = [
    "MAX_BYTES",
    "Cel",
    "Kolom",
    "Kolombeschrijving",
    "Kolomindeling",
    "Leesfout",
    "Rij",
    "Tabel",
    "clean_bestandsnaam",
    "map_kolommen",
    "move_datums",
    "normalise_kop",
    "read_tabel",
]
