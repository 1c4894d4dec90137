"""What every import does with its file: keep it, know its columns, close it, and let it go in time."""

import base64
import hashlib
import uuid
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from samenwerking.basis.constraints import Bezet
from samenwerking.basis.verzoek import in_verzoek
from samenwerking.inlezen import (
    Leesfout,
    Tabel,
    clean_bestandsnaam,
    herkend,
    map_kolommen,
    normalise_kop,
    pack_tabel,
    read_tabel,
    unpack_tabel,
)
from samenwerking.models import Bestandsindeling, Gebruiker, Gemeente, Inleessoort, Inlezing, Woningcorporatie
from samenwerking.services.verwerking import has_werkers

SoortInlezing = TypeVar("SoortInlezing", bound=Inlezing)

AL_AFGEHANDELD = "Dit bestand is al verwerkt of weggelegd. Lees het opnieuw in."
VOORBEELDEN = 3
INTUSSEN_VERANDERD = (
    "Sinds dit voorbeeld is er iets veranderd. Lees het bestand opnieuw in en bekijk het nieuwe voorbeeld."
)
KIES_KOLOMMEN = "Thuisgever herkent de kolommen van dit bestand niet. Kies eerst welke kolom wat is."
LEES_OPNIEUW = "Dit bestand is niet meer te openen. Leg het weg en lees het opnieuw in."
ANDER_BLAD = "Dit blad staat niet in het bestand. Kies een ander blad."

# Between the file and its table in `inhoud`; no sign of base64.
_SCHEIDING = "|"


def hash_bestand(data: bytes) -> str:
    """The fingerprint by which a file is known (SHA-256, 64 hexadecimal digits)."""
    return hashlib.sha256(data).hexdigest()


def keep_bestand(inlezing: Inlezing, *, data: bytes, bestandsnaam: str) -> None:
    """Put a file on its import, to be read. Saves nothing."""
    inlezing.leesfout, inlezing.koppen, inlezing.toewijzing = "", [], {}
    inlezing.blad, inlezing.bladen, inlezing.herkend = "", [], ""
    inlezing.bestandsnaam = clean_bestandsnaam(bestandsnaam)
    inlezing.bestand_hash = hash_bestand(data)
    inlezing.inhoud = _encode(data)


def reopen_inlezing(inlezing: Inlezing, *, door: Gebruiker, op: datetime) -> None:
    """A file came in, for the first time or once more: it waits for a decision. Saves nothing."""
    inlezing.ontvangen_op, inlezing.ontvangen_door = op, door
    inlezing.gesloten_op = inlezing.gesloten_door = None


def open_bestand(inlezing: Inlezing) -> bytes:
    """The file that was kept; empty when it was let go."""
    return base64.b64decode(inlezing.inhoud.partition(_SCHEIDING)[0])


def find_tabel(inlezing: Inlezing) -> Tabel | None:
    """The table as it was kept when this sheet of the file was read; None when it was not, or the file was let go."""
    bewaard = inlezing.inhoud.partition(_SCHEIDING)[2]
    tabel = unpack_tabel(base64.b64decode(bewaard)) if bewaard else None
    return tabel if tabel and tabel.blad == inlezing.blad else None


def open_tabel(inlezing: Inlezing, **grenzen: int) -> Tabel:
    """The kept file as a table: as it was kept when it was read, else it is read.

    In: limits as `read_tabel` has them. Errors: ValidationError when it is no table.
    """
    kept = find_tabel(inlezing)
    return kept or read_bestand(open_bestand(inlezing), inlezing.bestandsnaam, inlezing.blad, **grenzen)


def read_bestand(data: bytes, bestandsnaam: str, blad: str = "", **grenzen: int) -> Tabel:
    """The same for a file that is not kept (yet). Errors: ValidationError also where a page waits for it and there are
    workers: only they open files (security.md 074)."""
    if has_werkers() and in_verzoek():
        raise ValidationError(LEES_OPNIEUW, code="ongelezen")
    try:
        return read_tabel(data, bestandsnaam, blad=blad, **grenzen)
    except Leesfout as fout:
        raise ValidationError(str(fout), code="onleesbaar") from fout


def keep_tabel(inlezing: Inlezing, tabel: Tabel) -> None:
    """What is known of the file once it was read: its headers, its sheets, in words what it is, and the table itself,
    so that the file need not be read again. Saves nothing."""
    inlezing.inhoud = _SCHEIDING.join((inlezing.inhoud.partition(_SCHEIDING)[0], _encode(pack_tabel(tabel))))
    inlezing.koppen, inlezing.blad, inlezing.bladen = tabel.kop, tabel.blad, list(tabel.bladen)
    inlezing.herkend = herkend(tabel)[:200]


def set_blad(inlezing: Inlezing, blad: str) -> dict[str, int]:
    """Choose which sheet is read; its columns are to be found anew. Saves nothing.

    Out: what the logboek keeps: the place of the sheet, not its name. Errors: ValidationError when there is no such
    sheet.
    """
    if blad not in inlezing.bladen:
        raise ValidationError(ANDER_BLAD)
    inlezing.blad, inlezing.toewijzing = blad, {}
    return {"blad": inlezing.bladen.index(blad) + 1}


def lock_open(inlezing: SoortInlezing, *related: str) -> SoortInlezing:
    """The import as it is now, locked.

    In: `related`, what to read along. Errors: Bezet when nothing is left to decide.
    """
    queryset: QuerySet[Any] = type(inlezing)._default_manager.select_for_update(of=("self",))
    locked: SoortInlezing = queryset.select_related(*related).get(pk=inlezing.pk)
    if locked.gesloten_op:
        raise Bezet(AL_AFGEHANDELD)
    return locked


def close_inlezing(inlezing: Inlezing, *, door: Gebruiker, op: datetime, keep: bool = False) -> None:
    """Nothing is left to decide. The file goes, or with `keep` stays for its term. Saves nothing."""
    inlezing.gesloten_op, inlezing.gesloten_door = op, door
    if not keep:
        inlezing.inhoud = ""


def refuse_inlezing(inlezing: Inlezing, *, leesfout: str, op: datetime) -> None:
    """The file cannot be read, and this sentence says why: it is let go, in the name of who handed it in. Saves it."""
    inlezing.leesfout = leesfout[:500]
    close_inlezing(inlezing, door=inlezing.ontvangen_door, op=op)
    inlezing.save()


def bewaargrens(op: datetime) -> datetime:
    """Files that came in before this moment go (security.md 050: at most two days)."""
    return op - timedelta(days=settings.BESTAND_BEWAARDAGEN)


def bewaard_tot(inlezing: Inlezing) -> datetime | None:
    """The moment at which its file goes; None when it went already."""
    return inlezing.ontvangen_op + timedelta(days=settings.BESTAND_BEWAARDAGEN) if inlezing.inhoud else None


def release_bestanden(model: type[Inlezing], op: datetime) -> list[uuid.UUID]:
    """Let go the files of closed imports whose term is over. Out: of which."""
    old = model._default_manager.filter(ontvangen_op__lt=bewaargrens(op)).exclude(gesloten_op=None)
    keys = list(old.exclude(inhoud="").values_list("pk", flat=True))
    model._default_manager.filter(pk__in=keys).update(inhoud="")
    return keys


def _encode(data: bytes) -> str:
    return base64.b64encode(data).decode()


# --- Columns ----------------------------------------------------------------------------------------------------------
def hash_kop(kop: Sequence[str]) -> str:
    """Fingerprint of a layout: the headers in their order, only their letters and digits."""
    return hashlib.sha256("|".join(map(normalise_kop, kop)).encode()).hexdigest()


def find_indeling(
    soort: Inleessoort,
    kop: Sequence[str],
    *,
    gemeente: Gemeente | None = None,
    corporatie: Woningcorporatie | None = None,
) -> Bestandsindeling | None:
    """How a file with these headers was read before: the party's own choice before that of a beheerder."""
    rijen = Bestandsindeling.objects.filter(soort=soort, kop_afdruk=hash_kop(kop))
    eerder = {(rij.gemeente_id, rij.corporatie_id): rij for rij in rijen}
    eigen = (gemeente.pk if gemeente else None, corporatie.pk if corporatie else None)
    return eerder.get(eigen) or eerder.get((None, None))


def remember_indeling(
    soort: Inleessoort,
    inlezing: Inlezing,
    *,
    door: Gebruiker,
    op: datetime,
    gemeente: Gemeente | None = None,
    corporatie: Woningcorporatie | None = None,
    keuzes: Mapping[str, str] | None = None,
) -> None:
    """Keep the columns that were chosen for this file, for the next one of this party with the same headers."""
    Bestandsindeling.objects.update_or_create(
        soort=soort,
        gemeente=gemeente,
        corporatie=corporatie,
        kop_afdruk=hash_kop(inlezing.koppen),
        defaults={
            "toewijzing": dict(inlezing.toewijzing),
            "keuzes": dict(keuzes or {}),
            "vastgelegd_op": op,
            "vastgelegd_door": door,
        },
    )


def limit_kolommen(kolommen: Sequence[Any], toewijzing: Mapping[str, str] | None) -> list[Any]:
    """The columns that may be used: with a `toewijzing` those of it alone, and what is required."""
    return [kolom for kolom in kolommen if not toewijzing or kolom.verplicht or kolom.naam in toewijzing]


def propose_toewijzing(kop: Sequence[str], kolommen: Sequence[Any]) -> dict[str, str]:
    """What the names of the headers say by themselves, as {canonical column: header}; nothing of a column that two
    headers speak of.

    In: columns as `map_kolommen` asks them, as dataclasses.
    """
    voorstel: dict[str, str] = {}
    for kolom in kolommen:
        with suppress(Leesfout):
            voorstel |= map_kolommen(kop, [replace(kolom, verplicht=False)]).koppen
    return voorstel


def name_kolommen(inlezing: Inlezing, kolommen: Sequence[Any]) -> list[tuple[str, str]]:
    """Which columns were read: the label of each, and how the file calls it where that is something else."""
    gekozen = {kolom.label: inlezing.toewijzing.get(kolom.naam, "") for kolom in kolommen}
    return [(label, "" if normalise_kop(kop) == normalise_kop(label) else kop) for label, kop in gekozen.items() if kop]


def sample_koppen(tabel: Tabel) -> list[tuple[str, ...]]:
    """A few different values of each column, to know it by. Only for files that are not about people."""
    return [_first_values(rij.cellen[index] for rij in tabel.rijen) for index in range(len(tabel.kop))]


def _first_values(cellen: Iterable[object]) -> tuple[str, ...]:
    gevonden: dict[str, None] = {}
    for cel in cellen:
        tekst = f"{cel:%d-%m-%Y}" if isinstance(cel, date) else str(cel)
        if tekst:
            gevonden[tekst[:30]] = None
        if len(gevonden) == VOORBEELDEN:
            break
    return tuple(gevonden)
