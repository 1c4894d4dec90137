"""The verdicts on the rows of a COA list, as they are kept beside it."""

import json
from collections.abc import Sequence
from typing import Any

from huisvesting.models import CoaImport, CoaImportregel
from huisvesting.regels.coa_cellen import mask_v_nummer
from huisvesting.regels.coa_lijst import LABELS
from huisvesting.regels.coa_plan import Rijplan
from huisvesting.services.coa_twijfels import describe_twijfel
from samenwerking.basis.bulk import copy_kolommen

# Changes as its people do; it is no column of the list.
OMVANG = "Omvang huishouden"


def write_regels(coa_import: CoaImport, rijen: Sequence[Rijplan]) -> None:
    """Keep these verdicts instead of the earlier ones. What names a person or a value stands in `inhoud` only."""
    coa_import.regels.all().delete()
    copy_kolommen(
        CoaImportregel,
        {
            "rij": [rij.rij for rij in rijen],
            "oordeel": [rij.uitkomst.value for rij in rijen],
            "v_nummer_masker": [mask_v_nummer(rij.v_nummer) for rij in rijen],
            "huishoudnummer": [rij.huishoudnummer for rij in rijen],
            "meldingen": [_list_meldingen(rij) for rij in rijen],
            "inhoud": [_write_inhoud(rij) for rij in rijen],
            "keuze": [rij.keuze for rij in rijen],
        },
        coa_import_id=coa_import.pk,
    )


def _list_meldingen(rij: Rijplan) -> list[dict[str, str]]:
    meldingen = [{"kolom": fout.kolom, "code": fout.code, "melding": fout.melding} for fout in rij.fouten]
    meldingen += [
        {"kolom": w.kolom, "code": "wijziging", "melding": f"{LABELS.get(w.kolom, OMVANG)} verandert."}
        for w in rij.wijzigingen
    ]
    meldingen += [{"kolom": "", "code": "opmerking", "melding": tekst} for tekst in rij.opmerkingen]
    return meldingen


def _write_inhoud(rij: Rijplan) -> str:
    wijzigingen = [[LABELS.get(w.kolom, OMVANG), w.oud, w.nieuw] for w in rij.wijzigingen]
    inhoud: dict[str, Any] = {"naam": rij.naam, "wijzigingen": wijzigingen}
    if rij.twijfel:
        inhoud["twijfel"] = describe_twijfel(rij.twijfel)
    return json.dumps(inhoud)
