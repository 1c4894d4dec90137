"""A zip that is checked whole before anything opens it: its directory, every part, and the XML in them.

The parts are unpacked here, not by `zipfile`: that stops at the size which the directory states, so what a part holds
beyond it would meet the next reader unseen.
"""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.parsers import expat

from samenwerking.inlezen.herkennen import BESCHADIGD, ZIPFOUTEN
from samenwerking.inlezen.tabel import Leesfout

MEBIBYTE = 1024 * 1024
MAX_DELEN = 200
MAX_UITGEPAKT = 60 * MEBIBYTE
# A sheet of real data packs about ten times; bombs hundreds of times. Small parts may pack better.
MAX_VERHOUDING = 100
VERHOUDING_VANAF = 5 * MEBIBYTE
# Real files nest about ten deep, and no tag with its attributes is longer than a few hundred bytes.
MAX_DIEPTE = 100
MAX_TAG = MEBIBYTE
TE_GROOT = "Het bestand is te groot of te complex. Zet alleen de lijst in een nieuw bestand en probeer het opnieuw."
BEVEILIGD = "Het bestand is beveiligd met een wachtwoord. Haal het wachtwoord eraf en probeer het opnieuw."

_STUK = 64 * 1024
_EINDE = b"PK\x05\x06"
_EINDE_LENGTE = 22
_KOP = struct.Struct("<4s22xHH")  # of one part: signature, length of its name and of its extra field


@dataclass(frozen=True)
class Archief:
    """The bytes of a zip and its parts in the order of the directory, which was checked."""

    data: bytes
    delen: tuple[zipfile.ZipInfo, ...]

    def find(self, naam: str) -> zipfile.ZipInfo | None:
        return next((deel for deel in self.delen if deel.filename.lower() == naam.lower()), None)

    def read(self, deel: zipfile.ZipInfo) -> Iterator[bytes]:
        """The part in pieces. Errors: Leesfout when its size or checksum is not what the directory says."""
        try:
            yield from self._unpack(deel)
        except (zlib.error, struct.error) as fout:
            raise Leesfout(BESCHADIGD) from fout

    def _unpack(self, deel: zipfile.ZipInfo) -> Iterator[bytes]:
        teken, naam, extra = _KOP.unpack_from(self.data, deel.header_offset)
        begin = deel.header_offset + _KOP.size + naam + extra
        rest = memoryview(self.data)[begin : begin + deel.compress_size]
        if teken != b"PK\x03\x04" or len(rest) != deel.compress_size:
            raise Leesfout(BESCHADIGD)
        lengte = som = 0
        for stuk in _inflate(rest) if deel.compress_type == zipfile.ZIP_DEFLATED else _slices(rest):
            lengte += len(stuk)
            if lengte > deel.file_size:
                raise Leesfout(BESCHADIGD)
            som = zlib.crc32(stuk, som)
            yield stuk
        if lengte != deel.file_size or som != deel.CRC:
            raise Leesfout(BESCHADIGD)


def _slices(rest: memoryview) -> Iterator[bytes]:
    return (bytes(rest[plek : plek + _STUK]) for plek in range(0, len(rest), _STUK))


def _inflate(rest: memoryview) -> Iterator[bytes]:
    uitpakker = zlib.decompressobj(-zlib.MAX_WBITS)
    for invoer in _slices(rest):
        while invoer:
            yield uitpakker.decompress(invoer, _STUK)
            invoer = uitpakker.unconsumed_tail
    while stuk := uitpakker.decompress(b"", _STUK):
        yield stuk
    if not uitpakker.eof or uitpakker.unused_data:
        raise Leesfout(BESCHADIGD)


def open_archief(data: bytes) -> Archief:
    """In: the bytes of a zip. Out: its parts, none of them opened. Errors: Leesfout when the directory is not one that
    a spreadsheet writes."""
    # Behind the end, or in its remark, another end can stand: one reader takes the first, the other the last.
    if data[-_EINDE_LENGTE:][:4] != _EINDE or data[-2:] != b"\0\0":
        raise Leesfout(BESCHADIGD)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archief:
            delen = tuple(archief.infolist())
    except ZIPFOUTEN as fout:
        raise Leesfout(BESCHADIGD) from fout
    _check_directory(delen)
    return Archief(data, delen)


def _check_directory(delen: tuple[zipfile.ZipInfo, ...]) -> None:
    if any(deel.flag_bits & 0x1 for deel in delen):
        raise Leesfout(BEVEILIGD)
    if len(delen) > MAX_DELEN or sum(deel.file_size for deel in delen) > MAX_UITGEPAKT:
        raise Leesfout(TE_GROOT)
    for deel in delen:
        if deel.file_size > VERHOUDING_VANAF and deel.file_size > MAX_VERHOUDING * max(deel.compress_size, 1):
            raise Leesfout(TE_GROOT)
        if deel.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Leesfout(BESCHADIGD)
        if stat.S_ISLNK(deel.external_attr >> 16):
            raise Leesfout(BESCHADIGD)
        stukken = deel.orig_filename.replace("\\", "/").split("/")
        if ".." in stukken or stukken[0] == "" or ":" in stukken[0] or "\0" in deel.orig_filename:
            raise Leesfout(BESCHADIGD)
    # Two parts under one name: one reader takes the first, the other the last.
    if len({deel.filename.casefold() for deel in delen}) != len(delen):
        raise Leesfout(BESCHADIGD)


class XmlLezer:
    """Reads one XML part piece by piece; a subclass sees the tags and their text. Entities, document types, endless
    nesting and endless tags are refused before they take memory.

    A sheet has a million tags, so nothing is called that need not be: a subclass that overrides `start` counts in
    `geopend`, and closed tags go straight into a list.
    """

    def __init__(self, *, naamruimten: bool = False) -> None:
        self.geopend = 0
        self.gesloten: list[str] = []
        self.parser = expat.ParserCreate(namespace_separator=" " if naamruimten else None)
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.gesloten.append
        self.parser.StartDoctypeDeclHandler = self.refuse

    def read(self, stukken: Iterator[bytes]) -> None:
        """Errors: Leesfout when it is no XML, or a kind that no spreadsheet writes."""
        gevoerd = 0
        try:
            for stuk in stukken:
                gevoerd += len(stuk)
                self.parser.Parse(stuk, False)
                self.geopend -= len(self.gesloten)
                self.gesloten.clear()
                if self.geopend > MAX_DIEPTE or gevoerd - self.parser.CurrentByteIndex > MAX_TAG:
                    raise Leesfout(TE_GROOT)
                self.pause()
            self.parser.Parse(b"", True)
            self.pause()
        except (expat.ExpatError, ValueError, LookupError) as fout:
            if isinstance(fout, Leesfout):
                raise
            raise Leesfout(BESCHADIGD) from fout

    def start(self, naam: str, kenmerken: dict[str, str]) -> None:
        """A tag opens."""
        self.geopend += 1

    def pause(self) -> None:
        """A piece was read, or the last one."""

    def refuse(self, *_: Any) -> None:
        raise Leesfout(BESCHADIGD)
