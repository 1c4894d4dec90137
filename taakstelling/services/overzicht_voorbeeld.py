"""Reading an overview and comparing it with what is on file. Nothing is written here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import OuterRef, Subquery

from samenwerking.inlezen import Kolomindeling, Leesfout, map_kolommen
from samenwerking.models import Bestandsindeling, Gemeente, Naamvariant
from samenwerking.services import inlezing
from taakstelling import models
from taakstelling.models import (
    Beginsaldo,
    CoaStand,
    GepubliceerdeTaakstelling,
    Overzichtimport,
    Rijoordeel,
    Taakstelling,
    empty_uitkomst,
)
from taakstelling.regels.overzicht import Bekend, Fout, Regel, Saldoteken, read_overzicht
from taakstelling.regels.overzicht_kolommen import Kolom, Soort, is_percentage, kolommen

GEEN_GEMEENTE = "Het bestand mist de kolom Gemeente of Gemeentecode. Voeg een van de twee toe."
MEESTE_GATEN = 5
ANDER_TEKEN = "Bij een eerder bestand met deze kolommen is een ander teken gekozen: ‘{}’. Controleer uw keuze."


@dataclass(frozen=True)
class Vergelijking:
    """One good row beside what is on file.

    `waarde` is what the overview brings (the target, or the realised number), `huidig` what it takes the place of,
    `naast` what it is compared with: the target that we computed (adams), or the realised number of the state before.
    `beginsaldo` is the opening balance that can be taken over; None when there is one, or the file has none.
    """

    regel: Regel
    gemeente_id: int
    oordeel: Rijoordeel
    waarde: int
    huidig: int | None
    naast: int | None
    beginsaldo: int | None = None

    @property
    def verschil(self) -> int | None:
        """With what it is compared with."""
        return None if self.naast is None else self.waarde - self.naast


@dataclass(frozen=True)
class Voorbeeld:
    """What an overview would do, and what was remarkable about the file."""

    rijen: tuple[Vergelijking, ...]
    fouten: tuple[Fout, ...]
    meldingen: tuple[str, ...]

    @property
    def beginsaldi(self) -> tuple[Vergelijking, ...]:
        return tuple(rij for rij in self.rijen if rij.beginsaldo is not None)

    @property
    def afwijkend(self) -> tuple[Vergelijking, ...]:
        """Rows that say something else than what they are compared with, the largest difference first."""
        return tuple(sorted((rij for rij in self.rijen if rij.verschil), key=lambda rij: -abs(rij.verschil or 0)))

    def aantal(self, oordeel: Rijoordeel) -> int:
        return sum(rij.oordeel == oordeel for rij in self.rijen)

    def uitkomst(self) -> dict[str, Any]:
        """What is kept (see `empty_uitkomst`)."""
        return empty_uitkomst() | {
            **{str(oordeel): self.aantal(oordeel) for oordeel in Rijoordeel},
            "fouten": [asdict(fout) for fout in self.fouten],
            "meldingen": list(self.meldingen),
        }


def preview_overzicht(overzicht: Overzichtimport) -> Voorbeeld:
    """What applying this overview would do, as things are now.

    In: an import, saved or not, whose file is there and whose columns are known. Errors: ValidationError when the file
    cannot be read (any more) with these columns.
    """
    tabel = inlezing.open_tabel(overzicht)
    indeling = map_overzicht(tabel.kop, overzicht, overzicht.toewijzing)
    find, keys = _gemeenten()
    inhoud = read_overzicht(
        [(rij.nummer, indeling.cellen(rij)) for rij in tabel.rijen],
        soort=Soort(overzicht.soort),
        halfjaar=overzicht.halfjaar,
        saldoteken=Saldoteken(overzicht.saldoteken),
        find=find,
        alleen=overzicht.gemeente.code if overzicht.gemeente else "",
    )
    vergelijk = _compare_publicatie if overzicht.soort == Soort.GEPUBLICEERD else _compare_stand
    meldingen = (
        *inhoud.meldingen,
        *_unused(tabel.kop, indeling),
        *_teken_changed(overzicht),
        *_gaps(overzicht, inhoud.regels, keys),
    )
    return Voorbeeld(tuple(vergelijk(overzicht, inhoud.regels, keys)), inhoud.fouten, meldingen)


# --- The file and its columns -----------------------------------------------------------------------------------------
def columns_of(overzicht: Overzichtimport) -> tuple[Kolom, ...]:
    """The columns that an overview of this kind can have."""
    return kolommen(Soort(overzicht.soort), overzicht.halfjaar, overzicht.peildatum)


def map_overzicht(
    kop: Sequence[str], overzicht: Overzichtimport, toewijzing: Mapping[str, str] | None = None
) -> Kolomindeling:
    """Which column holds what. With a `toewijzing` it says all: a column that it leaves out is not used.

    Errors: ValidationError when a required column is missing or two headers mean the same.
    """
    canoniek = inlezing.limit_kolommen(columns_of(overzicht), toewijzing)
    leesbaar = ["" if is_percentage(tekst) else tekst for tekst in kop]
    try:
        indeling = map_kolommen(leesbaar, canoniek, toewijzing=toewijzing)
    except Leesfout as fout:
        raise ValidationError(str(fout), code="kolommen") from fout
    if not indeling.plaats.keys() & {"gemeente", "gemeentecode"}:
        raise ValidationError(GEEN_GEMEENTE, code="kolommen")
    return indeling


def propose_toewijzing(overzicht: Overzichtimport) -> dict[str, str]:
    """What can be said of the columns without asking: what was chosen, else what the names of the headers say."""
    if overzicht.toewijzing:
        return dict(overzicht.toewijzing)
    return inlezing.propose_toewijzing(["" if is_percentage(t) else t for t in overzicht.koppen], columns_of(overzicht))


def find_indeling(overzicht: Overzichtimport) -> Bestandsindeling | None:
    """How a file with these headers was read before: the gemeente's own choice before that of a beheerder."""
    return inlezing.find_indeling(overzicht.soort_inlezing, overzicht.koppen, gemeente=overzicht.gemeente)


def _unused(kop: Sequence[str], indeling: Kolomindeling) -> tuple[str, ...]:
    gebruikt = set(indeling.plaats.values())
    ongebruikt = [tekst for index, tekst in enumerate(kop) if index not in gebruikt and tekst]
    return (f"Niet gebruikt: {', '.join(ongebruikt)}.",) if ongebruikt else ()


def _teken_changed(overzicht: Overzichtimport) -> tuple[str, ...]:
    eerder = find_indeling(overzicht)
    teken = eerder.keuzes.get("saldoteken") if eerder else None
    if teken in (None, overzicht.saldoteken):
        return ()
    return (ANDER_TEKEN.format(models.Saldoteken(teken).label),)


# --- What is on file --------------------------------------------------------------------------------------------------
def _gemeenten() -> tuple[Callable[[str], Bekend | None], dict[str, int]]:
    """A function from a code, name or variant of a name to the gemeente (None when none, or more than one, has it),
    and the keys by code."""
    bekend: dict[int, Bekend] = {}
    keys: dict[str, int] = {}
    namen: dict[str, set[int]] = {}
    for pk, code, naam, opgeheven_per in Gemeente.objects.values_list("pk", "code", "naam", "opgeheven_per"):
        bekend[pk], keys[code] = Bekend(code, naam, opgeheven_per), pk
        for tekst in (code, naam):
            namen.setdefault(tekst.casefold(), set()).add(pk)
    for naam, pk in Naamvariant.objects.values_list("naam", "gemeente_id"):
        namen.setdefault(naam.casefold(), set()).add(pk)

    def find(tekst: str) -> Bekend | None:
        gevonden = namen.get(" ".join(tekst.split()).casefold(), set())
        return bekend[next(iter(gevonden))] if len(gevonden) == 1 else None

    return find, keys


def _compare_publicatie(
    overzicht: Overzichtimport, regels: Sequence[Regel], keys: Mapping[str, int]
) -> list[Vergelijking]:
    publicaties = GepubliceerdeTaakstelling.objects.geldend().filter(halfjaar=overzicht.halfjaar)
    geldend = dict(publicaties.values_list("gemeente", "aantal"))
    doelen = Taakstelling.objects.geldend().for_halfjaar(overzicht.halfjaar)
    adams = dict(doelen.values_list("gemeente", "adams"))
    met_begin = set(Beginsaldo.objects.geldend().values_list("gemeente", flat=True))
    rijen = []
    for regel in regels:
        pk, waarde = keys[regel.code], regel.taakstelling or 0
        begin = None if pk in met_begin else regel.saldo_begin
        huidig = geldend.get(pk)
        rijen.append(Vergelijking(regel, pk, _judge(huidig, waarde), waarde, huidig, adams.get(pk), begin))
    return rijen


def _compare_stand(overzicht: Overzichtimport, regels: Sequence[Regel], keys: Mapping[str, int]) -> list[Vergelijking]:
    standen = CoaStand.objects.geldend().filter(halfjaar=overzicht.halfjaar)
    zelfde_dag = {stand.gemeente_id: stand for stand in standen.filter(peildatum=overzicht.peildatum)}
    eerder = standen.filter(peildatum__lt=overzicht.peildatum)
    laatste = eerder.filter(gemeente=OuterRef("gemeente")).order_by("-peildatum").values("pk")[:1]
    vorige = dict(eerder.filter(pk=Subquery(laatste)).values_list("gemeente", "gerealiseerd"))
    rijen = []
    for regel in regels:
        pk, waarde = keys[regel.code], regel.gerealiseerd or 0
        stand = zelfde_dag.get(pk)
        oordeel = _judge(stand and stand_numbers(stand), stand_numbers(regel))
        rijen.append(Vergelijking(regel, pk, oordeel, waarde, stand.gerealiseerd if stand else None, vorige.get(pk)))
    return rijen


def _gaps(overzicht: Overzichtimport, regels: Sequence[Regel], keys: Mapping[str, int]) -> tuple[str, ...]:
    """A sentence when a saldo does not begin where the half-year before ended, by the last state of COA. It happens in
    the published figures (37 persons in 2022), so it is said and not refused (R-112)."""
    vorige = overzicht.halfjaar.vorige
    eerder = CoaStand.objects.geldend().filter(halfjaar=vorige, peildatum__gt=vorige.eind).order_by("peildatum")
    einde = dict(eerder.values_list("gemeente", "saldo_eind"))
    gaten = [
        (abs(regel.saldo_begin - vorig), regel)
        for regel in regels
        if regel.saldo_begin is not None
        and (vorig := einde.get(keys[regel.code])) is not None
        and vorig != regel.saldo_begin
    ]
    if not gaten:
        return ()
    namen = ", ".join(f"{regel.naam} ({gat})" for gat, regel in sorted(gaten, key=lambda g: -g[0])[:MEESTE_GATEN])
    meer = f" en nog {len(gaten) - MEESTE_GATEN}" if len(gaten) > MEESTE_GATEN else ""
    return (
        f"Het saldo begint niet waar {vorige} volgens COA eindigde. Verschil in personen: "
        f"{namen}{meer}. Vraag COA naar de reden.",
    )


def stand_numbers(bron: Regel | CoaStand) -> tuple[int | None, ...]:
    """The numbers of a state, as a row says them or as they stand."""
    return bron.taakstelling, bron.saldo_begin, bron.gerealiseerd, bron.saldo_eind


def _judge(huidig: object, nieuw: object) -> Rijoordeel:
    if huidig is None:
        return Rijoordeel.NIEUW
    return Rijoordeel.ONGEWIJZIGD if huidig == nieuw else Rijoordeel.GEWIJZIGD
