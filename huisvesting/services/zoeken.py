"""Looking for people, households and homes in what someone may see. Nothing is written here."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from django.db import connection
from django.db.models import BooleanField, Case, F, FloatField, Func, Q, QuerySet, Value, When

from huisvesting.models import Huishouden, Statushouder, Woningaanbod
from huisvesting.policies import can_list_huishoudens
from huisvesting.regels.coa_cellen import Celfout, read_v_nummer
from huisvesting.regels.zoeken import GELIJKENIS, judge_naam, likeness, split_woorden
from samenwerking.models import Gebruiker

# So many of a kind are shown; whoever has more types more.
PER_GROEP = 25
# A database without trigrams compares name by name, and with no more names than this.
HOOGSTENS = 20_000

_POSTCODE = re.compile(r"\b([1-9][0-9]{3}) ?([a-z]{2})\b", re.IGNORECASE)
_ADRESDEEL = re.compile(r"[0-9]+|[^\W\d_]+")
MAX_ADRESDELEN = 8
LANGSTE_HUISNUMMER = 5

T = TypeVar("T")


class LijktOp(Func):
    """PostgreSQL: the first text resembles a part of the second; the trigram index answers it.

    It compares with the best part of a name, which is kinder than the best word. The threshold stands in the settings
    of the connection; it finds what GELIJKENIS finds.
    """

    template = "%(expressions)s"
    arg_joiner = " <%% "
    output_field = BooleanField()


class Gelijkenis(Func):
    """PostgreSQL: how much, from 0 to 1."""

    function = "word_similarity"
    output_field = FloatField()


@dataclass(frozen=True)
class Gevonden(Generic[T]):
    """The best answers of one kind; `meer` when there are others."""

    rijen: Sequence[T] = ()
    meer: bool = False


@dataclass(frozen=True)
class Uitkomst:
    """What was found, by kind."""

    huishoudens: Gevonden[Huishouden]
    personen: Gevonden[Statushouder]
    aanbod: Gevonden[Woningaanbod]

    @property
    def is_leeg(self) -> bool:
        return not (self.huishoudens.rijen or self.personen.rijen or self.aanbod.rijen)

    @property
    def bekeken(self) -> list[Huishouden]:
        """The households whose people are shown, each once: for the lines about who looked."""
        return list(dict.fromkeys((*self.huishoudens.rijen, *(p.huishouden for p in self.personen.rijen))))


def search(tekst: str, *, gebruiker: Gebruiker, peildatum: date) -> Uitkomst:
    """Look for a text everywhere that this person may look.

    In: what was typed, without NUL. Out: at most PER_GROEP of each kind, the best first; no people for who does no
    casework.
    """
    with_people = can_list_huishoudens(gebruiker)
    return Uitkomst(
        huishoudens=find_huishoudens(tekst, gebruiker) if with_people else Gevonden(),
        personen=find_personen(tekst, gebruiker) if with_people else Gevonden(),
        aanbod=find_aanbod(tekst, gebruiker, peildatum),
    )


def _cut(rijen: Sequence[T]) -> Gevonden[T]:
    return Gevonden(rijen[:PER_GROEP], meer=len(rijen) > PER_GROEP)


# --- Households -------------------------------------------------------------------------------------------------------
def find_huishoudens(tekst: str, gebruiker: Gebruiker) -> Gevonden[Huishouden]:
    """By huishoudnummer: the number itself, then the numbers that begin with it."""
    gevonden = (
        Huishouden.objects.visible_to(gebruiker)
        .filter(huishoudnummer__istartswith=tekst)
        .with_status()
        .select_related("gemeente")
        .prefetch_related("personen")
        .order_by(Case(When(huishoudnummer__iexact=tekst, then=Value(0)), default=Value(1)), "huishoudnummer", "pk")
    )
    return _cut(list(gevonden[: PER_GROEP + 1]))


# --- People -----------------------------------------------------------------------------------------------------------
def find_personen(tekst: str, gebruiker: Gebruiker) -> Gevonden[Statushouder]:
    """By the whole V-nummer, or else by name: right, the beginning of it, or with typing errors, in that order."""
    # The V-nummer is not shown, so it need not be decrypted.
    zichtbaar = Statushouder.objects.visible_to(gebruiker).select_related("huishouden__gemeente").defer("v_nummer")
    try:
        return Gevonden(list(zichtbaar.with_v_nummer(read_v_nummer(tekst))))
    except Celfout:
        woorden = split_woorden(tekst)
    if not woorden:
        return Gevonden()
    by_name: Callable[[QuerySet[Statushouder], list[str]], list[Statushouder]] = (
        _by_trigram if connection.vendor == "postgresql" else _by_comparing
    )
    return _cut(by_name(zichtbaar, woorden))


def _by_trigram(zichtbaar: QuerySet[Statushouder], woorden: list[str]) -> list[Statushouder]:
    """Through the index; a name that is right has the highest likeness, and the beginning of one comes next."""
    naam, tekst = F("zoeknaam"), Value(" ".join(woorden))
    gevonden = zichtbaar.filter(LijktOp(tekst, naam)).order_by(Gelijkenis(tekst, naam).desc(), "zoeknaam", "pk")
    return sorted(gevonden[: PER_GROEP + 1], key=lambda persoon: judge_naam(woorden, persoon.zoeknaam))


def _by_comparing(zichtbaar: QuerySet[Statushouder], woorden: list[str]) -> list[Statushouder]:
    """Name by name, for a database without trigrams."""
    namen = zichtbaar.order_by("zoeknaam", "pk").values_list("pk", "zoeknaam")[:HOOGSTENS]
    passend = [
        (judge_naam(woorden, naam), -gelijk, naam, pk)
        for pk, naam in namen
        if (gelijk := likeness(woorden, naam)) >= GELIJKENIS
    ]
    volgorde = [pk for *_, pk in sorted(passend)[: PER_GROEP + 1]]
    personen = zichtbaar.in_bulk(volgorde)
    return [personen[pk] for pk in volgorde]


# --- Homes ------------------------------------------------------------------------------------------------------------
def find_aanbod(tekst: str, gebruiker: Gebruiker, peildatum: date) -> Gevonden[Woningaanbod]:
    """By street, number, postcode and place, in any order; the streets that begin with its first word come first."""
    postcode = _POSTCODE.search(tekst)
    rest = f"{tekst[: postcode.start()]} {tekst[postcode.end() :]}" if postcode else tekst
    delen = _ADRESDEEL.findall(rest)[:MAX_ADRESDELEN]
    if not postcode and not delen:
        return Gevonden()
    voorwaarde = Q(woning__postcode=f"{postcode[1]} {postcode[2].upper()}") if postcode else Q()
    for deel in delen:
        voorwaarde &= _adresdeel(deel)
    begint = Q(woning__straat__istartswith=delen[0] if delen else "")
    gevonden = (
        Woningaanbod.objects.visible_to(gebruiker)
        .filter(voorwaarde)
        .with_status(peildatum)
        .select_related("woning__corporatie")
        .order_by(
            Case(When(begint, then=Value(0)), default=Value(1)),
            *(f"woning__{veld}" for veld in ("plaats", "straat", "huisnummer", "toevoeging")),
            "-aangeboden_op",
        )
    )
    return _cut(list(gevonden[: PER_GROEP + 1]))


def _adresdeel(deel: str) -> Q:
    """One word or number of an address, wherever in the address it stands."""
    waar = Q(woning__straat__icontains=deel) | Q(woning__plaats__icontains=deel) | Q(woning__toevoeging__iexact=deel)
    if deel.isdecimal() and len(deel) <= LANGSTE_HUISNUMMER:
        waar |= Q(woning__huisnummer=int(deel)) | Q(woning__postcode__startswith=deel)
    return waar
