"""Looking for people, households and homes in what someone may see. Nothing is written here."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from django.db import connection
from django.db.models import Case, Q, Value, When

from huisvesting.models import Huishouden, Statushouder, Woningaanbod
from huisvesting.models.statushouder import StatushouderQuerySet
from huisvesting.policies import can_list_huishoudens
from huisvesting.regels.coa_cellen import Celfout, read_v_nummer
from huisvesting.regels.zoeken import GELIJKENIS, judge_naam, likeness, split_woorden
from samenwerking.models import Gebruiker
from samenwerking.policies import CASEWORK

# So many of a kind are shown; whoever has more types more.
PER_GROEP = 25
# A database without trigrams compares name by name, and with no more names than this.
HOOGSTENS = 20_000

_POSTCODE = re.compile(r"\b([1-9][0-9]{3}) ?([a-z]{2})\b", re.IGNORECASE)
_ADRESDEEL = re.compile(r"[0-9]+|[^\W\d_]+")
MAX_ADRESDELEN = 8
LANGSTE_HUISNUMMER = 5

T = TypeVar("T")


# PostgreSQL: the people of these gemeenten of whose name a part resembles the text; one index holds gemeente and
# trigrams. A name that is right has the highest likeness, and the beginning of one comes next. The threshold stands in
# the settings of the connection; it finds what GELIJKENIS finds. It is written out because the ORM takes longer to
# compose it than PostgreSQL to answer it; who may see whom is what `visible_to` of Statushouder says.
_HUISHOUDENVELDEN = ("id", "gemeente_id", "huishoudnummer")
_PERSOONSVELDEN = ("id", "huishouden_id", "gezinsrol", "achternaam", "voornamen", "zoeknaam", "geboortedatum")
_OP_NAAM = """
    SELECT huishouden.id, huishouden.gemeente_id, huishouden.huishoudnummer, persoon.id, persoon.huishouden_id,
           persoon.gezinsrol, persoon.achternaam, persoon.voornamen, persoon.zoeknaam, persoon.geboortedatum
    FROM huisvesting_statushouder persoon
    JOIN huisvesting_huishouden huishouden ON huishouden.id = persoon.huishouden_id
    WHERE persoon.zoekgemeente = ANY(%(gemeenten)s::bigint[]) AND %(tekst)s <%% persoon.zoeknaam
    ORDER BY word_similarity(%(tekst)s, persoon.zoeknaam) DESC, persoon.zoeknaam, persoon.id
    LIMIT %(hoogstens)s
"""


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
    try:
        v_nummer = read_v_nummer(tekst)
    except Celfout:
        woorden = split_woorden(tekst)
    else:
        return Gevonden(list(_zichtbaar(gebruiker).with_v_nummer(v_nummer)))
    if not woorden:
        return Gevonden()
    return _cut((_by_trigram if connection.vendor == "postgresql" else _by_comparing)(woorden, gebruiker))


def _zichtbaar(gebruiker: Gebruiker) -> StatushouderQuerySet:
    # The V-nummer is not shown, so it need not be decrypted.
    return Statushouder.objects.visible_to(gebruiker).select_related("huishouden__gemeente").defer("v_nummer")


def _by_trigram(woorden: list[str], gebruiker: Gebruiker) -> list[Statushouder]:
    """Through the index, by likeness."""
    gemeenten = {rol.gemeente_id: rol.gemeente for rol in gebruiker.rollen if rol.gemeente}
    mag = list(gebruiker.gemeente_ids(*CASEWORK))
    with connection.cursor() as cursor:
        cursor.execute(_OP_NAAM, {"gemeenten": mag, "tekst": " ".join(woorden), "hoogstens": PER_GROEP + 1})
        rijen = cursor.fetchall()
    personen = []
    for rij in rijen:
        huishouden = Huishouden.from_db(connection.alias, _HUISHOUDENVELDEN, rij[:3])
        huishouden.gemeente = gemeenten[huishouden.gemeente_id]
        persoon = Statushouder.from_db(connection.alias, _PERSOONSVELDEN, rij[3:])
        persoon.huishouden = huishouden
        personen.append(persoon)
    return sorted(personen, key=lambda persoon: judge_naam(woorden, persoon.zoeknaam))


def _by_comparing(woorden: list[str], gebruiker: Gebruiker) -> list[Statushouder]:
    """Name by name, for a database without trigrams."""
    zichtbaar = _zichtbaar(gebruiker)
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
