"""The COA list: its columns, what one row says, and which rows belong together. Nothing is guessed.

A cell that is empty, or whose column is not in the file, says nothing (None): what is known stays.
"""

import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple

from huisvesting.regels.coa_cellen import (
    MAX_GEZIN,
    Cel,
    Celfout,
    Foutcode,
    make_keuze,
    make_tekst,
    read_aantal,
    read_datum,
    read_ja_nee,
    read_v_nummer,
)

MAX_LEEFTIJD = 120
# A koppeling or a permit of longer ago is a slip in the year.
MAX_JAREN_TERUG = 30


@dataclass(frozen=True, slots=True)
class Fout:
    """What is wrong in one cell (`kolom` is a canonical name), with a sentence that says what to do."""

    rij: int
    kolom: str
    code: str
    melding: str


class CoaRegel(NamedTuple):
    """What one good row says. None means that the row does not say it."""

    rij: int
    v_nummer: str
    huishoudnummer: str
    achternaam: str
    geboortedatum: date
    datum_koppeling: date
    gezinsrol: str | None = None
    voornamen: str | None = None
    geslacht: str | None = None
    nationaliteit: str | None = None
    talen: str | None = None
    datum_vergunning: date | None = None
    opvanglocatie: str | None = None
    gezinsgrootte: int | None = None
    amv: bool | None = None
    nareis_verwacht: bool | None = None
    rolstoel: bool | None = None
    bijzonderheden: str | None = None


class Rijlezing(NamedTuple):
    """One row of the file: its keys as far as they can be read ("" when not), and its facts or its faults."""

    rij: int
    v_nummer: str
    huishoudnummer: str
    regel: CoaRegel | None
    fouten: tuple[Fout, ...] = ()


@dataclass(frozen=True, slots=True)
class Groep:
    """The rows of one huishoudnummer with all their faults. One fault keeps the whole household out; `opmerkingen`
    are sentences about a row that do not."""

    huishoudnummer: str
    lezingen: tuple[Rijlezing, ...]
    fouten: tuple[Fout, ...]
    opmerkingen: Mapping[int, str] = field(default_factory=dict)

    @property
    def regels(self) -> list[CoaRegel]:
        return [lezing.regel for lezing in self.lezingen if lezing.regel]


@dataclass(frozen=True)
class CoaKolom:
    """A column: canonical name, label, how its cells are read, other headers for it, and whether it is required."""

    naam: str
    label: str
    lees: Callable[[Cel], Any]
    synoniemen: tuple[str, ...] = ()
    verplicht: bool = False


_ROLLEN = make_keuze(
    {
        "hoofd": ("hoofd van het gezin", "gezinshoofd", "hoofdpersoon", "alleenstaand", "alleenstaande"),
        "partner": ("echtgenoot", "echtgenote", "echtgeno(o)t(e)"),
        "kind": ("zoon", "dochter"),
        "overig": ("overig gezinslid", "ander gezinslid", "anders"),
    },
    "Deze gezinsrol is onbekend. Vul in: hoofd, partner, kind of overig.",
)
_GESLACHT = make_keuze(
    {"m": ("man", "mannelijk"), "v": ("vrouw", "vrouwelijk"), "x": (), "onbekend": ()},
    "Dit geslacht is onbekend. Vul in: m, v, x of onbekend.",
)

KOLOMMEN = (
    CoaKolom("v_nummer", "V-nummer", read_v_nummer, ("V-nr", "vreemdelingnummer", "vreemdelingennummer"), True),
    CoaKolom(
        "huishoudnummer",
        "Huishoudnummer",
        make_tekst(40, getal=True),
        ("huishouden", "huishoudensnummer", "huishoudnr", "nummer huishouden", "gezinsnummer", "gezinsnr"),
        True,
    ),
    CoaKolom("gezinsrol", "Gezinsrol", _ROLLEN, ("rol", "rol in gezin", "rol in het gezin", "gezinsrelatie")),
    CoaKolom("achternaam", "Achternaam", make_tekst(100), ("familienaam", "geslachtsnaam"), True),
    CoaKolom("voornamen", "Voornamen", make_tekst(100), ("voornaam", "voornaam/voornamen", "voornamen voluit")),
    CoaKolom(
        "geboortedatum", "Geboortedatum", read_datum, ("geb.datum", "geboren", "geboren op", "datum geboorte"), True
    ),
    CoaKolom("geslacht", "Geslacht", _GESLACHT, ("sekse", "m/v", "m/v/x", "man/vrouw")),
    CoaKolom("nationaliteit", "Nationaliteit", make_tekst(60), ("nationaliteiten",)),
    CoaKolom("talen", "Talen", make_tekst(200), ("taal", "gesproken talen", "spreekt", "talenkennis")),
    CoaKolom(
        "datum_vergunning",
        "Datum vergunning",
        read_datum,
        ("vergunningsdatum", "vergunningdatum", "datum verblijfsvergunning", "datum statusverlening"),
    ),
    CoaKolom(
        "datum_koppeling",
        "Datum koppeling",
        read_datum,
        ("koppeldatum", "koppelingsdatum", "gekoppeld op", "datum gekoppeld"),
        True,
    ),
    CoaKolom(
        "gemeente",
        "Gemeente",
        make_tekst(100, getal=True),
        ("gemeentenaam", "koppelgemeente", "gekoppelde gemeente", "gekoppeld aan gemeente"),
    ),
    CoaKolom(
        "opvanglocatie", "Opvanglocatie", make_tekst(100), ("locatie", "COA-locatie", "azc", "opvang", "locatie opvang")
    ),
    CoaKolom(
        "gezinsgrootte",
        "Gezinsgrootte",
        read_aantal,
        ("grootte gezin", "aantal personen", "aantal gezinsleden", "gezinsomvang", "huishoudgrootte"),
    ),
    CoaKolom("amv", "AMV", read_ja_nee, ("alleenstaande minderjarige", "alleenstaande minderjarige vreemdeling")),
    CoaKolom("nareis_verwacht", "Nareis verwacht", read_ja_nee, ("nareis", "nareizigers", "nareizigers verwacht")),
    CoaKolom("rolstoel", "Rolstoel", read_ja_nee, ("rolstoelgebruiker", "gebruikt een rolstoel", "gebruikt rolstoel")),
    CoaKolom(
        "bijzonderheden",
        "Bijzonderheden",
        make_tekst(2000, meerdere_regels=True),
        ("bijzonderheid", "opmerking", "opmerkingen", "toelichting"),
    ),
)
LABELS = {kolom.naam: kolom.label for kolom in KOLOMMEN}
# Columns that Thuisgever itself puts before the rows that were left out; they say nothing when those rows come back.
EIGEN_KOPPEN = ("Rij", "Wat er mis is")


# --- One row ----------------------------------------------------------------------------------------------------------
def gemeentenamen(code: str, namen: Collection[str]) -> frozenset[str]:
    """How a list may write this gemeente: its code ("GM0014", "0014", "14"), its name or a variant of it."""
    nummer = code.removeprefix("GM")
    return frozenset(_naam(vorm) for vorm in (code, nummer, nummer.lstrip("0"), *namen))


def _naam(tekst: str) -> str:
    return " ".join(unicodedata.normalize("NFC", tekst).casefold().split())


def parse_regel(
    rij: int,
    cellen: Mapping[str, Cel],
    *,
    gemeente: Collection[str],
    peildatum: date,
) -> CoaRegel | list[Fout]:
    """Read one row. In: its number, its cells by canonical name, the names of the gemeente that the list is for (see
    `gemeentenamen`), today. Out: the facts, or everything that is wrong with the row."""
    waarden: dict[str, Any] = {}
    fouten: list[Fout] = []
    for kolom in KOLOMMEN:
        cel = cellen.get(kolom.naam, "")
        if cel == "":
            if kolom.verplicht:
                fouten.append(Fout(rij, kolom.naam, Foutcode.VERPLICHT, f"Vul hier een waarde in: {kolom.label}."))
            continue
        try:
            waarden[kolom.naam] = kolom.lees(cel)
        except Celfout as fout:
            fouten.append(Fout(rij, kolom.naam, fout.code, fout.melding))
    naam = waarden.pop("gemeente", None)
    if naam is not None and not is_gemeente(naam, gemeente):
        melding = "Deze rij is voor een andere gemeente. Haal de rij uit de lijst of kies de goede gemeente."
        fouten.append(Fout(rij, "gemeente", Foutcode.ANDERE_GEMEENTE, melding))
    fouten.extend(find_datumfouten(rij, waarden, peildatum))
    return fouten or CoaRegel(rij, **waarden)


def is_gemeente(naam: str, gemeente: Collection[str]) -> bool:
    """Whether this is a name of the gemeente that the list is for (see `gemeentenamen`)."""
    return _naam(naam) in gemeente


def find_datumfouten(rij: int, waarden: Mapping[str, Any], peildatum: date) -> list[Fout]:
    """What is wrong with the dates of a row by themselves, and beside each other."""
    fouten: list[Fout] = []
    for kolom in ("geboortedatum", "datum_vergunning", "datum_koppeling"):
        datum = waarden.get(kolom)
        if datum is None:
            continue
        jaren = peildatum.year - datum.year
        if datum > peildatum:
            fouten.append(
                Fout(rij, kolom, Foutcode.DATUM_IN_TOEKOMST, "Deze datum ligt in de toekomst. Controleer de datum.")
            )
        elif kolom == "geboortedatum" and jaren > MAX_LEEFTIJD:
            melding = f"Deze persoon is dan ouder dan {MAX_LEEFTIJD} jaar. Controleer het jaar."
            fouten.append(Fout(rij, kolom, Foutcode.LEEFTIJD_ONAANNEMELIJK, melding))
        elif kolom != "geboortedatum" and jaren > MAX_JAREN_TERUG:
            melding = f"Deze datum ligt meer dan {MAX_JAREN_TERUG} jaar terug. Controleer het jaar."
            fouten.append(Fout(rij, kolom, Foutcode.DATUM_TE_VER_TERUG, melding))
    vergunning, koppeling = waarden.get("datum_vergunning"), waarden.get("datum_koppeling")
    if vergunning and koppeling and koppeling < vergunning:
        melding = "De koppeling ligt voor de vergunning. Controleer beide datums."
        fouten.append(Fout(rij, "datum_koppeling", Foutcode.KOPPELING_VOOR_VERGUNNING, melding))
    return fouten


def read_rij(
    rij: int,
    cellen: Mapping[str, Cel],
    *,
    gemeente: Collection[str],
    peildatum: date,
) -> Rijlezing:
    """As `parse_regel`, and the keys of a faulty row as far as they can be read: its household is out, and its person
    is on the list all the same."""
    uitkomst = parse_regel(rij, cellen, gemeente=gemeente, peildatum=peildatum)
    if isinstance(uitkomst, CoaRegel):
        return Rijlezing(rij, uitkomst.v_nummer, uitkomst.huishoudnummer, uitkomst)
    return Rijlezing(rij, _sleutel(cellen, "v_nummer"), _sleutel(cellen, "huishoudnummer"), None, tuple(uitkomst))


def _sleutel(cellen: Mapping[str, Cel], naam: str) -> str:
    lees = next(kolom.lees for kolom in KOLOMMEN if kolom.naam == naam)
    try:
        return str(lees(cellen.get(naam, "")))
    except Celfout:
        return ""


# --- Rows together ----------------------------------------------------------------------------------------------------
def group_huishoudens(lezingen: Sequence[Rijlezing]) -> list[Groep]:
    """Rows of one huishoudnummer together, in the order of the file, with what is wrong between rows. A row whose
    huishoudnummer cannot be read stands alone. Rows with the same V-nummer are one person; which of them counts is for
    a person to say (coa_twijfel), so nothing is asked of them yet."""
    groepen: dict[str | int, list[Rijlezing]] = {}
    for lezing in lezingen:
        groepen.setdefault(lezing.huishoudnummer or lezing.rij, []).append(lezing)
    return [
        Groep(leden[0].huishoudnummer, tuple(leden), (*_eigen(leden), *_samenhang(leden))) for leden in groepen.values()
    ]


def leave_out(groep: Groep, rijen: Collection[int]) -> Groep:
    """The household without the rows that a person passes over, judged anew. A gezinsgrootte that is right with them
    is no fault now."""
    leden = [lid for lid in groep.lezingen if lid.rij not in rijen]
    overgeslagen = [lid.rij for lid in groep.lezingen if lid.rij in rijen]
    fouten = (*_eigen(leden), *_samenhang(leden))
    wie = f"rij {', '.join(map(str, overgeslagen))} is overgeslagen"
    return _allow_size(replace(groep, lezingen=tuple(leden), fouten=fouten), _aantal_personen(groep.lezingen), wie)


def allow_part(groep: Groep) -> Groep:
    """The household of a list that only holds some of its people: its gezinsgrootte may be larger."""
    return _allow_size(groep, MAX_GEZIN, "niet het hele huishouden staat op deze lijst")


def _allow_size(groep: Groep, hoogstens: int, want: str) -> Groep:
    """A gezinsgrootte above the number of rows, up to `hoogstens`, is a remark."""
    aantal = _aantal_personen(groep.lezingen)
    ruim = {r.rij: r.gezinsgrootte for r in groep.regels if r.gezinsgrootte and aantal < r.gezinsgrootte <= hoogstens}
    fouten = tuple(f for f in groep.fouten if f.code != Foutcode.GEZINSGROOTTE_KLOPT_NIET or f.rij not in ruim)
    opmerkingen = {rij: f"De gezinsgrootte is {g}, want {want}." for rij, g in ruim.items()}
    return replace(groep, fouten=fouten, opmerkingen={**groep.opmerkingen, **opmerkingen})


def _eigen(leden: Sequence[Rijlezing]) -> list[Fout]:
    return [fout for lid in leden for fout in lid.fouten]


def _aantal_personen(leden: Sequence[Rijlezing]) -> int:
    return len({lid.v_nummer or lid.rij for lid in leden})


def _samenhang(leden: Sequence[Rijlezing]) -> list[Fout]:
    """What rows of one household must agree on: one head, one koppeldatum, and their number."""
    aantal = _aantal_personen(leden)
    regels = [lid.regel for lid in leden if lid.regel]
    if aantal < len(leden):
        vaker = Counter(lid.v_nummer for lid in leden)
        enkel = [regel for regel in regels if vaker[regel.v_nummer] == 1]
    else:
        enkel = regels
    fouten: list[Fout] = []
    hoofden = [regel.rij for regel in enkel if regel.gezinsrol == "hoofd"]
    if len(hoofden) > 1:
        melding = f"Dit huishouden heeft meer dan één hoofd ({_rijen(hoofden)}). Laat één hoofd staan."
        fouten.extend(Fout(rij, "gezinsrol", Foutcode.TWEE_HOOFDEN, melding) for rij in hoofden)
    if len({regel.datum_koppeling for regel in enkel}) > 1:
        melding = f"De datum van koppeling verschilt binnen dit huishouden ({_rijen([r.rij for r in enkel])})."
        fouten.extend(Fout(regel.rij, "datum_koppeling", Foutcode.TWEE_KOPPELDATA, melding) for regel in enkel)
    for regel in regels:
        if regel.gezinsgrootte is not None and regel.gezinsgrootte != aantal:
            melding = f"Er staat {regel.gezinsgrootte}, maar het aantal personen van dit huishouden is {aantal}."
            fouten.append(Fout(regel.rij, "gezinsgrootte", Foutcode.GEZINSGROOTTE_KLOPT_NIET, melding))
    return fouten


def _rijen(nummers: Sequence[int]) -> str:
    return f"rij {', '.join(map(str, nummers[:-1]))} en {nummers[-1]}"
