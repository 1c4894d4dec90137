"""Measuring a part of a workbook that is written the way programs write it, from its bytes.

A parser that tells of every tag takes three times as long. What is written in another way is not judged here: None
means that it has to be read tag by tag.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.parsers import expat

from samenwerking.inlezen.archief import MAX_DIEPTE, MAX_TAG

# UTF-8: other encodings that XML knows without saying so begin with another byte, or have a zero second.
_BEGIN = re.compile(rb"(?:\xef\xbb\xbf)?<[?A-Za-z]")
_CEL = re.compile(rb'<c(?![A-Za-z])(?: r="([A-Z]{1,3})([1-9][0-9]{0,6})")?')
_CEL_MET_VOORVOEGSEL = re.compile(rb":c[\s/>]")


class _Anders(Exception):
    """This is not how programs write it."""


@dataclass(frozen=True)
class Maten:
    """How far the cells of a part reach (counted from 1; the empty ones too), and how many there are."""

    cellen: int
    laatste_rij: int
    laatste_kolom: int


def measure_plain(stukken: Iterator[bytes]) -> Maten | None:
    """In: the XML of a part in pieces. Out: its measures; None when it has a document type, a remark, a `>` in its
    text, endless nesting or another encoding, when a cell does not say plainly where it stands, or when it is no
    XML."""
    parser = _make_parser()
    cellen = diepte = 0
    kolommen: set[bytes] = set()
    rijen: set[bytes] = set()
    try:
        for stuk in _whole_tags(stukken):
            parser.Parse(stuk, False)
            diepte += _deepen(stuk)
            if diepte > MAX_DIEPTE or _CEL_MET_VOORVOEGSEL.search(stuk):
                return None
            if gevonden := _CEL.findall(stuk):
                cellen += len(gevonden)
                kolom, rij = zip(*gevonden, strict=True)
                kolommen.update(kolom)
                rijen.update(rij)
        parser.Parse(b"", True)
    except (expat.ExpatError, _Anders, ValueError, LookupError):
        return None
    if b"" in kolommen:
        return None
    return Maten(cellen, max(map(int, rijen), default=0), max(map(kolomnummer, kolommen), default=0))


def kolomnummer(letters: bytes) -> int:
    """Counted from 1: b"A" is 1, b"AA" is 27."""
    nummer = 0
    for letter in letters:
        nummer = nummer * 26 + letter - 64
    return nummer


def _make_parser() -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.XmlDeclHandler = _check_codering
    parser.StartDoctypeDeclHandler = parser.CommentHandler = _refuse
    parser.ProcessingInstructionHandler = parser.StartCdataSectionHandler = _refuse
    return parser


def _refuse(*_: object) -> None:
    raise _Anders


def _check_codering(_versie: str, codering: str | None, _standalone: int) -> None:
    if codering is not None and codering.lower() != "utf-8":
        raise _Anders


def _whole_tags(stukken: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces that begin with a tag and end before one."""
    rest = b""
    for nummer, stuk in enumerate(stukken):
        if not nummer and not _BEGIN.match(stuk):
            raise _Anders
        rest += stuk
        einde = rest.rfind(b"<")
        if einde > 0:
            yield rest[:einde]
            rest = rest[einde:]
        if len(rest) > MAX_TAG:
            raise _Anders
    yield rest


def _deepen(stuk: bytes) -> int:
    """How many tags a piece opens more than it closes. That can be counted, because in XML without document type,
    remarks and such every `<` begins a tag, and each tag has one `>`."""
    tags = stuk.count(b"<")
    if tags != stuk.count(b">"):
        raise _Anders
    return tags - 2 * stuk.count(b"</") - stuk.count(b"/>")
