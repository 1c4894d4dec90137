"""Reading a COA list and comparing it with what is stored. Nothing is written here."""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef

from huisvesting.models import CoaImport, Dossiersluiting, Huishouden, Plaatsing, Statushouder, Voordracht
from huisvesting.models.norm import pick_norm
from huisvesting.regels.coa_bekend import STANDAARD, Bekend, BekendHuishouden, BekendPersoon
from huisvesting.regels.coa_kolommen import read_rijen
from huisvesting.regels.coa_lijst import EIGEN_KOPPEN, KOLOMMEN, gemeentenamen, group_huishoudens
from huisvesting.regels.coa_plan import (
    Plan,
    Uitkomst,
    asks_confirmation,
    make_plan,
)
from huisvesting.services.coa_twijfels import keep_keuzes
from samenwerking.basis.bulk import CHUNK, among
from samenwerking.basis.versleuteling import lookup_index
from samenwerking.inlezen import Leesfout, Tabel, map_kolommen
from samenwerking.models import Gemeente
from samenwerking.services.inlezing import limit_kolommen, open_tabel, read_bestand


@dataclass(frozen=True)
class Voorbeeld:
    """What a list would do: the plan, and what was remarkable about the file."""

    plan: Plan
    huishoudens: int
    koppen: Mapping[str, str]
    onbekende_kolommen: tuple[str, ...]

    def aantallen(self) -> dict[str, int]:
        """The numbers of the list; nieuw, gewijzigd and ongewijzigd count persons."""
        plan = self.plan
        return {
            "personen": len(plan.rijen),
            "huishoudens": self.huishoudens,
            "nieuw": plan.aantal(Uitkomst.NIEUW),
            "gewijzigd": plan.aantal(Uitkomst.GEWIJZIGD),
            "ongewijzigd": plan.aantal(Uitkomst.ONGEWIJZIGD),
            "vervallen": len(plan.vervallen),
        }

    def samenvatting(self) -> dict[str, Any]:
        """What is kept beside the verdicts (see `empty_samenvatting`). No personal data; the keys of who is missing go
        when the list is closed."""
        return {
            **self.aantallen(),
            "fout": self.plan.aantal(Uitkomst.FOUT),
            "overgeslagen": self.plan.aantal(Uitkomst.OVERGESLAGEN),
            "twijfel": self.plan.aantal(Uitkomst.TWIJFEL),
            "keuzes": keep_keuzes(self.plan.rijen),
            "eerder": self.plan.eerder,
            "vraagt_bevestiging": asks_confirmation(len(self.plan.vervallen), self.plan.eerder),
            "onbekende_kolommen": list(self.onbekende_kolommen),
            "vervallen_personen": [str(pk) for pk in self.plan.vervallen],
            "afdruk": self.afdruk(),
        }

    def afdruk(self) -> str:
        """Fingerprint of all that would happen: another one means that the data changed in between."""
        rijen = [
            (
                r.rij,
                r.uitkomst,
                r.opmerkingen,
                [f.code for f in r.fouten],
                [(w.kolom, w.oud, w.nieuw) for w in r.wijzigingen],
            )
            for r in self.plan.rijen
        ]
        return hashlib.sha256(json.dumps([rijen, sorted(map(str, self.plan.vervallen))]).encode()).hexdigest()


def compare_import(
    coa_import: CoaImport,
    toewijzing: Mapping[str, str] | None,
    peildatum: date,
    keuzes: Mapping[int, str],
    *,
    tabel: Tabel | None = None,
) -> Voorbeeld:
    """As `preview_coa_lijst`, for the kept file of an import: what it would do with these columns and choices. In:
    `tabel`, that file where it was opened just now."""
    return _compare(
        coa_import.gemeente,
        tabel or open_tabel(coa_import),
        peildatum,
        toewijzing=toewijzing,
        keuzes=keuzes,
        is_deel=coa_import.verbetering_van_id is not None,
    )


def preview_coa_lijst(
    *,
    gemeente: Gemeente,
    data: bytes,
    bestandsnaam: str,
    peildatum: date,
    toewijzing: Mapping[str, str] | None = None,
    blad: str = "",
    keuzes: Mapping[int, str] | None = None,
    is_deel: bool = False,
) -> Voorbeeld:
    """Read the file and say what applying it would do (workflow.md S1).

    In: the file, for which gemeente, today, which header holds what ({canonical name: header}; what it leaves out is
    not used; without it the headers speak for themselves), which sheet, what was chosen for rows in doubt (by row), and
    whether these are the mended rows of another list. Out: the Voorbeeld. Errors: ValidationError with one sentence
    when the file cannot be read as a list.
    """
    tabel = read_bestand(data, bestandsnaam, blad)
    return _compare(gemeente, tabel, peildatum, toewijzing=toewijzing, keuzes=keuzes, is_deel=is_deel)


def _compare(
    gemeente: Gemeente,
    tabel: Tabel,
    peildatum: date,
    *,
    toewijzing: Mapping[str, str] | None,
    keuzes: Mapping[int, str] | None,
    is_deel: bool,
) -> Voorbeeld:
    try:
        indeling = map_kolommen(tabel.kop, limit_kolommen(KOLOMMEN, toewijzing), toewijzing=toewijzing)
    except Leesfout as fout:
        raise ValidationError(str(fout), code="onleesbaar") from fout
    varianten = gemeente.naamvarianten.values_list("naam", flat=True)
    namen = gemeentenamen(gemeente.code, [gemeente.naam, *varianten])
    kolommen = list(zip(*(rij.cellen for rij in tabel.rijen), strict=True))
    lezingen = read_rijen(
        [rij.nummer for rij in tabel.rijen],
        {naam: kolommen[plek] for naam, plek in indeling.plaats.items()},
        gemeente=namen,
        peildatum=peildatum,
    )
    groepen = group_huishoudens(lezingen)
    bekend = _load_bekend(gemeente, {lezing.v_nummer for lezing in lezingen if lezing.v_nummer}, peildatum)
    return Voorbeeld(
        plan=make_plan(groepen, bekend, peildatum=peildatum, keuzes=keuzes, is_deel=is_deel),
        huishoudens=sum(groep.huishoudnummer != "" for groep in groepen),
        koppen=indeling.koppen,
        onbekende_kolommen=tuple(kop for kop in indeling.onbekend if not (is_deel and kop in EIGEN_KOPPEN)),
    )


def _load_bekend(gemeente: Gemeente, v_nummers: Collection[str], peildatum: date) -> Bekend:
    """What the gemeente has, and which of these V-nummers are known elsewhere."""
    nummers = {lookup_index(v_nummer): v_nummer for v_nummer in v_nummers}
    personen: dict[str, BekendPersoon] = {}
    overigen: list[BekendPersoon] = []
    rows = Statushouder.objects.filter(huishouden__gemeente=gemeente).order_by("pk")
    for pk, huishouden, index, *feiten in rows.values_list("pk", "huishouden_id", "v_nummer_index", *STANDAARD):
        persoon = BekendPersoon(pk, huishouden, dict(zip(STANDAARD, feiten, strict=True)))
        if index in nummers:
            personen[nummers[index]] = persoon
        else:
            overigen.append(persoon)
    vreemd = [index for index, v_nummer in nummers.items() if v_nummer not in personen]
    elders = {
        nummers[index]
        for chunk in chunks(vreemd)
        for index in among(Statushouder.objects, "v_nummer_index", chunk).values_list("v_nummer_index", flat=True)
    }
    norm = pick_norm(gemeente.woonnormen.all(), peildatum)
    return Bekend(_load_huishoudens(gemeente), personen, overigen, elders, norm)


def _load_huishoudens(gemeente: Gemeente) -> dict[Any, BekendHuishouden]:
    plaatsing = Plaatsing.objects.lopend().filter(huishouden=OuterRef("pk"))
    voordracht = Voordracht.objects.open().filter(huishouden=OuterRef("pk"))
    gesloten = Dossiersluiting.objects.filter(huishouden=OuterRef("pk"), heropend_op=None).exclude(besloten_op=None)
    rows = (
        Huishouden.objects.for_gemeente(gemeente)
        .order_by("pk")
        .values_list(
            "pk",
            "huishoudnummer",
            "koppeldatum",
            "nareis_verwacht",
            Exists(voordracht),
            Exists(plaatsing),
            Exists(plaatsing.exclude(sleuteldatum=None)) | Exists(gesloten),  # type: ignore[arg-type]
        )
    )
    return {row[0]: BekendHuishouden(*row) for row in rows}


def chunks(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """The items in pieces that fit in one statement."""
    return (items[start : start + CHUNK] for start in range(0, len(items), CHUNK))
