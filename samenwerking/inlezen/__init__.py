"""Reading a table file for any import: recognise, decode, find the header, map the columns. No domain nouns here."""

from samenwerking.inlezen.bewaren import pack_tabel, unpack_tabel
from samenwerking.inlezen.herkennen import check_begin
from samenwerking.inlezen.kolommen import Kolom, Kolombeschrijving, Kolomindeling, map_kolommen, normalise_kop
from samenwerking.inlezen.lezen import MAX_BYTES, check_omvang, clean_bestandsnaam, herkend, read_tabel
from samenwerking.inlezen.tabel import Cel, Leesfout, Rij, Tabel, cel_naam
from samenwerking.inlezen.voorbeeld import move_datums
from samenwerking.regels.datumcel import Datumfout, Getal1904, read_datum, serial_to_date

__all__ = [
    "MAX_BYTES",
    "Cel",
    "Datumfout",
    "Getal1904",
    "Kolom",
    "Kolombeschrijving",
    "Kolomindeling",
    "Leesfout",
    "Rij",
    "Tabel",
    "cel_naam",
    "check_begin",
    "check_omvang",
    "clean_bestandsnaam",
    "herkend",
    "map_kolommen",
    "move_datums",
    "normalise_kop",
    "pack_tabel",
    "read_datum",
    "read_tabel",
    "serial_to_date",
    "unpack_tabel",
]
