"""The dashboard of one gemeente: where it stands against its taakstelling."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from rapportage.overzichten import GemeenteOverzicht, count_casuistiek, find_gemis, gemeente_overzicht
from rapportage.overzichten.locaties import locatieprognose
from rapportage.policies import can_view_casuistiek, can_view_dashboard, can_view_overzicht, lists_match
from rapportage.regels.grafiek import Grafiek, draw_verloop
from rapportage.templatetags.weergave import getal
from rapportage.views.bewaard import show
from samenwerking.basis.toegang import policy
from samenwerking.models import Gemeente
from samenwerking.services.wijziging import last_wijziging
from taakstelling.policies import can_list_overzichten, can_view_afstemming
from taakstelling.regels.halfjaar import Halfjaar, HalfjaarFout
from taakstelling.services.afstemming import reconcile
from taakstelling.services.herberekening import Achterstallig, find_achterstallig

# A drawing for a wide screen and one for a phone, so that its text has the same size on both.
FORMATEN = (("breed", 680, 280), ("smal", 340, 240))


@dataclass(frozen=True)
class Zicht:
    """On what the page depends beside the gemeente and its figures: the moment, and what this person may see."""

    halfjaar: Halfjaar
    vandaag: date
    casuistiek: bool
    lijsten: bool
    afstemming: bool
    overzichten: bool
    achterstallig: Achterstallig | None


@require_safe
@policy(can_view_dashboard, Gemeente, kwarg="code")
def dashboard(request: HttpRequest, gemeente: Gemeente) -> HttpResponse:
    """One half-year of a gemeente, `?halfjaar=2026H1`. Unasked it is the current one, with what waits today."""
    vandaag = timezone.localdate()
    halfjaar = _halfjaar(request, Halfjaar.van_datum(vandaag))
    ziet = Zicht(
        halfjaar=halfjaar,
        vandaag=vandaag,
        casuistiek=halfjaar == Halfjaar.van_datum(vandaag) and can_view_casuistiek(request.user, gemeente),
        lijsten=lists_match(request.user, gemeente),
        afstemming=can_view_afstemming(request.user, gemeente),
        overzichten=can_list_overzichten(request.user),
        achterstallig=find_achterstallig(timezone.now()),
    )
    kader: dict[str, Any] = {"gemeente": gemeente}
    if can_view_overzicht(request.user):
        kader["kruimels"] = (("Alle gemeenten", reverse("rapportage:overzicht")),)
    return show(
        request,
        "rapportage/gemeente_detail.html",
        stand=last_wijziging(gemeente),
        ziet=ziet,
        maak=lambda: _inhoud(gemeente, ziet),
        kader=kader,
    )


def _inhoud(gemeente: Gemeente, ziet: Zicht) -> dict[str, Any]:
    """What stands on the page, for everyone who sees the same."""
    overzicht = gemeente_overzicht(gemeente, ziet.halfjaar, ziet.vandaag)
    return {
        "o": overzicht,
        "gemeente": gemeente,
        "peiling": overzicht.peiling,
        "gemis": None if overzicht.peiling else find_gemis(overzicht),
        "grafieken": _grafieken(overzicht),
        "casuistiek": count_casuistiek(gemeente, ziet.vandaag) if ziet.casuistiek else None,
        "locaties": locatieprognose(gemeente, ziet.vandaag) if ziet.casuistiek else None,
        "linkt_naar_lijsten": ziet.lijsten,
        "toont_afstemming": ziet.afstemming,
        "afstemming": reconcile(gemeente=gemeente, halfjaar=ziet.halfjaar) if ziet.afstemming else None,
        "toont_overzichten": ziet.overzichten,
        "vandaag": ziet.vandaag,
        "achterstallig": ziet.achterstallig,
        **_buren(overzicht),
    }


def _halfjaar(request: HttpRequest, huidig: Halfjaar) -> Halfjaar:
    """The half-year of the address. One that does not exist is said, and the current one is shown."""
    tekst = request.GET.get("halfjaar", "")
    if not tekst:
        return huidig
    try:
        return Halfjaar.parse(tekst)
    except HalfjaarFout as fout:
        messages.warning(request, str(fout))
        return huidig


def _buren(overzicht: GemeenteOverzicht) -> dict[str, Halfjaar | None]:
    """The known half-years before and after this one."""
    bekend = [p.stand.halfjaar for p in overzicht.halfjaren]
    return {
        "vorige": max((h for h in bekend if h < overzicht.halfjaar), default=None),
        "volgende": min((h for h in bekend if h > overzicht.halfjaar), default=None),
    }


def _grafieken(overzicht: GemeenteOverzicht) -> list[tuple[str, Grafiek]]:
    if overzicht.peiling is None or overzicht.verloop is None:
        return []
    stand = overzicht.peiling.stand
    namen: dict[str, Any] = {
        "lijn_naam": f"{getal(stand.gerealiseerd)} gehuisvest",
        "schema_naam": f"schema: {getal(max(stand.opgave, 0))}",
        "schrijf": getal,
    }
    return [
        (naam, draw_verloop(stand, overzicht.verloop, breedte=breedte, hoogte=hoogte, **namen))
        for naam, breedte, hoogte in FORMATEN
    ]
