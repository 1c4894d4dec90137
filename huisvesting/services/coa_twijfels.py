"""What is kept of the rows in doubt of a COA list: why, what was chosen, and whether that choice still holds."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from huisvesting.models import CoaImport
from huisvesting.regels.coa_lijst import CoaRegel
from huisvesting.regels.coa_plan import Plan, Rijplan
from huisvesting.regels.coa_twijfel import Twijfel
from samenwerking.basis.versleuteling import lookup_index

FEITEN = ("achternaam", "voornamen", "geboortedatum")


def load_keuzes(coa_import: CoaImport) -> dict[int, str]:
    """What was chosen, by row."""
    return {int(rij): keuze for rij, (keuze, _) in _kept(coa_import).items()}


def find_outdated(coa_import: CoaImport, plan: Plan) -> set[int]:
    """Rows about which something was chosen while their doubt was another one than in this plan."""
    nu = {rij.rij: hash_twijfel(rij.twijfel) for rij in plan.rijen if rij.twijfel}
    return {int(rij) for rij, (_, afdruk) in _kept(coa_import).items() if nu.get(int(rij)) != afdruk}


def keep_keuzes(rijen: Iterable[Rijplan]) -> dict[str, list[str]]:
    """The choices as they stand in the summary of an import: by row, with the fingerprint of the doubt that they are
    about."""
    return {str(rij.rij): [rij.keuze, hash_twijfel(rij.twijfel)] for rij in rijen if rij.twijfel and rij.keuze}


def describe_twijfel(twijfel: Twijfel) -> dict[str, Any]:
    """What a page needs to ask about a row. Names a person: only for the encrypted `inhoud` of the verdict."""
    return {
        "soorten": list(twijfel.soorten),
        "keuzes": list(twijfel.keuzes),
        "rijen": list(twijfel.rijen),
        "persoon": str(twijfel.persoon.id) if twijfel.persoon else "",
        "achternaam": twijfel.regel.achternaam,
        "voornamen": twijfel.regel.voornamen or "",
        "geboortedatum": f"{twijfel.regel.geboortedatum:%d-%m-%Y}",
    }


def hash_twijfel(twijfel: Twijfel) -> str:
    """Fingerprint of a doubt: another one means that something else is asked now. Keyed, so that it tells nothing."""
    bekend = twijfel.persoon
    zijden = [_facts_of(twijfel.regel), [str(bekend.gegevens[feit]) for feit in FEITEN] if bekend else []]
    vraag = [twijfel.soorten, twijfel.keuzes, twijfel.rijen, str(bekend.id) if bekend else "", zijden]
    return lookup_index(json.dumps(vraag))


def _facts_of(regel: CoaRegel) -> list[str]:
    return [str(getattr(regel, feit)) for feit in FEITEN]


def _kept(coa_import: CoaImport) -> Mapping[str, list[str]]:
    keuzes: Mapping[str, list[str]] = coa_import.samenvatting.get("keuzes", {})
    return keuzes
