"""What one can still do about a COA list, for the parts of its page that say so."""

from typing import Any

from django.urls import reverse

from huisvesting.models import CoaImport, Oordeel
from huisvesting.services.coa_terugdraaien import find_term
from samenwerking.models import Inleesstatus


def show_vervolg(coa_import: CoaImport) -> dict[str, Any]:
    """For huisvesting/coa/_twijfel.html, _verbeteren.html and _terugdraaien.html: how many rows wait for a choice and
    how many have one, whether left-out rows can be downloaded and mended, until which day the list can be undone."""
    regels = coa_import.regels.all()
    mendable = may_mend(coa_import)
    return {
        "twijfels": regels.filter(oordeel=Oordeel.TWIJFEL).count(),
        "beslist": regels.exclude(keuze="").count(),
        "beslissen": _url("beslissen", coa_import),
        "verbeteren": _url("verbeteren", coa_import) if mendable else "",
        "overgeslagen": _url("overgeslagen", coa_import) if mendable and coa_import.inhoud else "",
        "terugdraaien": _url("terugdraaien", coa_import),
        "terugdraaien_tot": find_term(coa_import),
    }


def may_mend(coa_import: CoaImport) -> bool:
    """Rows were left out, by a preview or by what was applied."""
    return coa_import.status in (Inleesstatus.VOORBEELD, Inleesstatus.VERWERKT) and coa_import.afgekeurd > 0


def _url(wat: str, coa_import: CoaImport) -> str:
    return reverse(f"huisvesting:coa_import_{wat}", args=[coa_import.pk])
