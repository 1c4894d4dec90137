"""The sheet of homes that a corporation reads in: its columns, what one row says, and rows that mean the same home.

Nothing is guessed. A cell that is empty, or whose column is not in the file, says nothing.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from huisvesting.regels.adres import PostcodeFout, normalise_postcode
from huisvesting.regels.coa_cellen import (
    Cel,
    Celfout,
    Foutcode,
    make_keuze,
    make_tekst,
    read_datum,
    read_ja_nee,
)

HOOGSTE_BEDRAG = Decimal("99999.99")
Adres = tuple[str, int, str]  # postcode, huisnummer, toevoeging: what a home is known by


class Uitkomst(StrEnum):
    """The verdict on a row."""

    NIEUW = "nieuw"
    AL_GEMELD = "al_gemeld"
    FOUT = "fout"


@dataclass(frozen=True, slots=True)
class Fout:
    """What is wrong in one cell (`kolom` is a canonical name), with a sentence that says what to do."""

    kolom: str
    melding: str


@dataclass(frozen=True, slots=True)
class Aanbodregel:
    """One row: its number, its facts by name as far as they can be read, and everything that is wrong with it."""

    rij: int
    waarden: Mapping[str, Any]
    fouten: tuple[Fout, ...] = ()

    @property
    def adres(self) -> Adres | None:
        """The key of the home; None when it cannot be read."""
        w = self.waarden
        if "postcode" not in w or "huisnummer" not in w:
            return None
        return w["postcode"], w["huisnummer"], w.get("toevoeging", "").casefold()

    @property
    def naam(self) -> str:
        """The address as people write it, as far as it can be read."""
        w = self.waarden
        delen = (w.get("straat", ""), str(w.get("huisnummer", "")), w.get("toevoeging", ""))
        regel = " ".join(deel for deel in delen if deel)
        return ", ".join(deel for deel in (regel, w.get("plaats", "")) if deel)


@dataclass(frozen=True)
class AanbodKolom:
    """A column: canonical name, label, how its cells are read, other headers for it, and whether it is required."""

    naam: str
    label: str
    lees: Callable[[Cel], Any]
    synoniemen: tuple[str, ...] = ()
    verplicht: bool = False


# --- Cells ------------------------------------------------------------------------------------------------------------
def make_geheel(laagst: int, hoogst: int) -> Callable[[Cel], int]:
    """A reader of a whole number within these bounds."""

    def read(cel: Cel) -> int:
        if isinstance(cel, str) and re.fullmatch(r"-?[0-9]{1,5}", cel):
            cel = int(cel)
        if isinstance(cel, bool) or not isinstance(cel, int) or not laagst <= cel <= hoogst:
            raise Celfout(Foutcode.GETAL_ONGELDIG, f"Vul een heel getal in, van {laagst} tot en met {hoogst}.")
        return cel

    return read


_BEDRAG = re.compile(r"[0-9]{1,3}(\.[0-9]{3})+(,[0-9]{1,2})?|[0-9]+([.,][0-9]{1,2})?")


def read_bedrag(cel: Cel) -> Decimal:
    """An amount in EUR: 612,50, 612.50, € 1.234,56 or a number of the spreadsheet. Errors: Celfout."""
    if isinstance(cel, bool) or not isinstance(cel, str | int | float):
        raise Celfout(Foutcode.GETAL_ONGELDIG, "Vul een bedrag in, bijvoorbeeld 612,50.")
    tekst = str(cel).replace("€", "").replace(" ", "").replace("\u00a0", "").removesuffix(",-")
    if isinstance(cel, float):
        tekst = f"{cel:.2f}"
    if not _BEDRAG.fullmatch(tekst):
        raise Celfout(Foutcode.GETAL_ONGELDIG, "Vul een bedrag in, bijvoorbeeld 612,50.")
    if "," in tekst or re.search(r"\.[0-9]{3}", tekst):
        tekst = tekst.replace(".", "").replace(",", ".")
    try:
        bedrag = Decimal(tekst)
    except InvalidOperation as fout:  # pragma: no cover - the pattern lets only numbers through
        raise Celfout(Foutcode.GETAL_ONGELDIG, "Vul een bedrag in, bijvoorbeeld 612,50.") from fout
    if bedrag > HOOGSTE_BEDRAG:
        raise Celfout(Foutcode.GETAL_ONGELDIG, "Dit bedrag is te hoog. Staat de komma goed?")
    return bedrag


def read_postcode(cel: Cel) -> str:
    """A Dutch postcode. Errors: Celfout."""
    try:
        return normalise_postcode(str(cel))
    except PostcodeFout as fout:
        raise Celfout(Foutcode.WAARDE_ONBEKEND, str(fout)) from fout


_APART = "Zet de straat, het huisnummer en de toevoeging in eigen kolommen."
_ADRES = re.compile(
    r"(?P<straat>.*\S)\s+(?P<nummer>[0-9]{1,5})(?:\s*-?\s*(?P<toevoeging>[0-9A-Za-z][0-9A-Za-z -]{0,9}))?"
)


def read_adres(cel: Cel) -> tuple[str, int, str]:
    """ "Dorpsstraat 12 A" -> street, number, addition. Two numbers may be read in two ways. Errors: Celfout."""
    match = _ADRES.fullmatch(" ".join(cel.split())) if isinstance(cel, str) else None
    if match is None:
        raise Celfout(Foutcode.WAARDE_ONBEKEND, f"Hier staat geen straat met een huisnummer. {_APART}")
    if re.search(r"[0-9]", match["straat"]):
        raise Celfout(Foutcode.WAARDE_ONBEKEND, f"Er staat meer dan één getal in dit adres. {_APART}")
    return match["straat"], int(match["nummer"]), (match["toevoeging"] or "").strip()


_SOORT = make_keuze(
    {
        "regulier": ("gewone woning", "gewoon", "zelfstandig", "zelfstandige woning", "woning"),
        "onzelfstandig": ("kamer", "kamer met gedeelde voorzieningen", "onzelfstandige woning"),
        "flex": ("flexwoning",),
        "doorstroom": ("doorstroomlocatie", "doorstroomwoning"),
        "zorgvastgoed": ("voormalig zorgvastgoed",),
        "gemengd": ("gemengd wonen",),
    },
    "Deze soort is onbekend. Vul in: gewone woning, kamer, flexwoning, doorstroom, zorgvastgoed of gemengd wonen.",
)
_LABEL = make_keuze(
    {label: (label.casefold(),) for label in ("A++++", "A+++", "A++", "A+", "A", "B", "C", "D", "E", "F", "G")},
    "Dit energielabel bestaat niet. Vul in: A++++ tot en met G.",
)

KOLOMMEN = (
    AanbodKolom("adres", "Adres", read_adres, ("straat en huisnummer", "adres woning", "volledig adres")),
    AanbodKolom("straat", "Straat", make_tekst(100), ("straatnaam",)),
    AanbodKolom("huisnummer", "Huisnummer", make_geheel(1, 99999), ("huisnr", "nummer", "nr")),
    AanbodKolom("toevoeging", "Toevoeging", make_tekst(10, getal=True), ("huisnummertoevoeging", "huisletter", "toev")),
    AanbodKolom("postcode", "Postcode", read_postcode, ("pc",), True),
    AanbodKolom("plaats", "Plaats", make_tekst(100), ("woonplaats", "plaatsnaam"), True),
    AanbodKolom("slaapkamers", "Slaapkamers", make_geheel(1, 20), ("aantal slaapkamers", "slpk", "slaapk"), True),
    AanbodKolom(
        "beschikbaar_vanaf",
        "Beschikbaar vanaf",
        read_datum,
        ("beschikbaar", "beschikbaar per", "vrij vanaf", "vrij per", "datum beschikbaar"),
        True,
    ),
    AanbodKolom("optiedatum", "Optie tot", read_datum, ("optie", "optie tot en met", "optietermijn")),
    AanbodKolom("vorm", "Soort", _SOORT, ("soort woning", "type", "type woning", "woningtype")),
    AanbodKolom("kale_huur", "Kale huur", read_bedrag, ("huur", "kale huurprijs", "netto huur", "huurprijs")),
    AanbodKolom("servicekosten", "Servicekosten", read_bedrag, ("service", "servicekosten per maand")),
    AanbodKolom("verdieping", "Verdieping", make_geheel(-2, 60), ("etage", "woonlaag", "bouwlaag")),
    AanbodKolom("lift", "Lift", read_ja_nee, ("lift aanwezig", "met lift")),
    AanbodKolom(
        "toegankelijk", "Toegankelijk", read_ja_nee, ("rolstoel", "geschikt voor een rolstoel", "rolstoelgeschikt")
    ),
    AanbodKolom("energielabel", "Energielabel", _LABEL, ("label", "energie")),
    AanbodKolom("oppervlakte", "Oppervlakte", make_geheel(5, 1000), ("m2", "woonoppervlakte", "oppervlakte m2")),
    AanbodKolom("complex", "Complex", make_tekst(100, getal=True), ("complexnaam", "naam complex")),
)
LABELS = {kolom.naam: kolom.label for kolom in KOLOMMEN}


def missing_adres(kolommen: Collection[str]) -> bool:
    """Whether the file does not say where the homes are: neither in one column, nor in two."""
    return "adres" not in kolommen and not {"straat", "huisnummer"} <= set(kolommen)


# --- Rows -------------------------------------------------------------------------------------------------------------
def parse_aanbodregel(
    rij: int, cellen: Mapping[str, Cel], *, complexen: Collection[str], peildatum: date
) -> Aanbodregel:
    """Read one row. In: its number, its cells by canonical name, the names of the complexes, today."""
    waarden: dict[str, Any] = {}
    fouten: list[Fout] = []
    for kolom in KOLOMMEN:
        cel = cellen.get(kolom.naam, "")
        if cel == "":
            if kolom.verplicht:
                fouten.append(Fout(kolom.naam, f"Vul hier een waarde in: {kolom.label}."))
            continue
        try:
            waarden[kolom.naam] = kolom.lees(cel)
        except Celfout as fout:
            fouten.append(Fout(kolom.naam, fout.melding))
    fouten += _read_plek(waarden, {fout.kolom for fout in fouten})
    optie = waarden.get("optiedatum")
    if optie and optie < peildatum:
        fouten.append(Fout("optiedatum", "Deze dag is al geweest. Controleer de datum, of laat de cel leeg."))
    naam = waarden.get("complex")
    if naam is not None:
        bekend = {complex_.casefold(): complex_ for complex_ in complexen}
        if naam.casefold() in bekend:
            waarden["complex"] = bekend[naam.casefold()]
        else:
            fouten.append(Fout("complex", "Dit complex staat niet in Thuisgever. Voeg het toe, of laat de cel leeg."))
    return Aanbodregel(rij, waarden, tuple(fouten))


def _read_plek(waarden: dict[str, Any], fout: Collection[str]) -> list[Fout]:
    """Street, number and addition from one column when it is filled, else from their own."""
    adres = waarden.pop("adres", None)
    if adres is not None:
        straat, huisnummer, toevoeging = adres
        waarden["straat"], waarden["huisnummer"] = straat, huisnummer
        if toevoeging:
            waarden["toevoeging"] = toevoeging
    if "adres" in fout:
        return []
    return [
        Fout(naam, f"Vul hier een waarde in: {LABELS[naam]}.")
        for naam in ("straat", "huisnummer")
        if naam not in waarden and naam not in fout
    ]


def refuse_dubbelen(regels: Sequence[Aanbodregel]) -> list[Aanbodregel]:
    """The same rows; every row with the address of an earlier one gets a fault that names it."""
    eerste: dict[Adres, int] = {}
    uit = []
    for regel in regels:
        adres = regel.adres
        if adres is not None and eerste.setdefault(adres, regel.rij) != regel.rij:
            melding = f"Deze woning staat ook in rij {eerste[adres]}. Laat één rij per woning staan."
            regel = replace(regel, fouten=(*regel.fouten, Fout("adres", melding)))
        uit.append(regel)
    return uit
