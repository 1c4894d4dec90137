"""What every page's frame needs: who is here, where one can go, and whether the data is invented."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import get_script_prefix, reverse

from huisvesting.overzichten import name_woningen
from huisvesting.policies import (
    can_list_aanbod,
    can_list_afspraken,
    can_list_coa_imports,
    can_list_huishoudens,
    can_list_weigeringen,
    can_search,
)
from rapportage.policies import (
    can_view_beheer,
    can_view_overzicht,
    can_view_own_overleg,
    can_view_vandaag,
    own_gemeente,
    task_gemeente,
)
from samenwerking.models import Demonstratie, Gebruiker, Gemeente
from taakstelling.policies import can_list_overzichten

# What the page of the beheerder leads to, beside the overviews.
BEHEER = ("beheer", "huisvesting/telregels", "taakstelling/herberekening", "taakstelling/herindelingen")

# Pages about a home that stand elsewhere; a place of its own for some of them comes first.
BIJ_WONINGEN = (
    "huisvesting/voordrachten",
    "huisvesting/plaatsingen",
    "huisvesting/weigeringen",
    "huisvesting/afspraken",
    "huisvesting/prestatieafspraken",
    "huisvesting/complexen",
    "huisvesting/intrekverzoeken",
)

# Pages of the opgaveteam that stand elsewhere; of these a corporation opens the meetings and the locations.
OPGAVETEAM = (
    "samenwerking/gemeente",
    "samenwerking/afwezigheid",
    "samenwerking/agendapunten",
    "samenwerking/besluiten",
    "samenwerking/escalaties",
    "samenwerking/kalender",
    "samenwerking/locatiepunten",
    "samenwerking/locaties",
    "samenwerking/mandaten",
    "samenwerking/overleggen",
    "samenwerking/overlegreeksen",
    "samenwerking/team",
)


@dataclass(frozen=True)
class Plek:
    """One item of the main navigation; `huidig` when this page or a page below it is shown."""

    naam: str
    url: str
    huidig: bool


def frame(request: HttpRequest) -> dict[str, Any]:
    """Variables of base.html. One query; the roles are read once per request."""
    gebruiker = getattr(request, "user", None)
    if gebruiker is not None and gebruiker.is_authenticated:
        demo, ongelezen = gebruiker.kader
    else:
        demo, ongelezen = Demonstratie.objects.exists(), 0
    return {
        "demo": demo,
        "ongelezen_berichten": ongelezen,
        "thema": request.COOKIES.get("thema", "systeem"),
        "navigatie": navigatie(request),
        "mag_zoeken": mag_zoeken(request),
    }


def mag_zoeken(request: HttpRequest) -> bool:
    """Whether the header has a field to search with."""
    gebruiker = getattr(request, "user", None)
    return gebruiker is not None and gebruiker.is_authenticated and can_search(gebruiker)


def navigatie(request: HttpRequest) -> list[Plek]:
    """Where this person can go, by role: at most seven places. The place is current on its own page and those below
    it, wherever their addresses are."""
    gebruiker = getattr(request, "user", None)
    if gebruiker is None or not gebruiker.is_authenticated:
        return []
    plekken = _plekken(gebruiker)
    takken = {tak: naam for naam, url, verder in plekken for tak in (url, *verder) if request.path.startswith(tak)}
    huidig = takken[max(takken, key=len)] if takken else ""
    return [Plek(naam, url, naam == huidig) for naam, url, _ in plekken]


def _onder(*paden: str) -> tuple[str, ...]:
    """Addresses on this site."""
    return tuple(f"{get_script_prefix()}{pad}/" for pad in paden)


def _van_opgave(gemeente: Gemeente) -> tuple[str, ...]:
    """Pages of the opgaveteam that stand below those of the gemeente."""
    code = gemeente.code
    return _onder(
        f"rapportage/gemeente/{code}/team",
        f"rapportage/gemeente/{code}/successen",
        f"huisvesting/gemeente/{code}/andere-groepen",
        f"huisvesting/gemeente/{code}/wijken",
        "huisvesting/wijken",
        "huisvesting/wijkafspraken",
    )


def _plekken(gebruiker: Gebruiker) -> list[tuple[str, str, tuple[str, ...]]]:
    """(name, address, where else the pages of this place stand)."""
    gemeente, opgave, is_beheerder = own_gemeente(gebruiker), task_gemeente(gebruiker), can_view_beheer(gebruiker)
    # So that nobody has more than seven places: Beheer leads whoever has both to the figures of all gemeenten and to
    # the lists that those come from, and who reads both kinds of lists has one place for them.
    alles = is_beheerder and can_view_vandaag(gebruiker)
    lijsten, overzichten = can_list_coa_imports(gebruiker), can_list_overzichten(gebruiker) and not alles
    cijfers = _onder("taakstelling/gemeente", "huisvesting/gemeente", "huisvesting/koppelingsdekking")
    plekken: list[tuple[bool, str, Any, tuple[str, ...]]] = [
        (can_view_vandaag(gebruiker), "Vandaag", "rapportage:vandaag", ()),
        (
            can_list_huishoudens(gebruiker),
            "Huishoudens",
            "huisvesting:huishouden_list",
            _onder("huisvesting/personen", "huisvesting/verblijven"),
        ),
        (can_list_aanbod(gebruiker), name_woningen(gebruiker), "huisvesting:aanbod_list", _onder(*BIJ_WONINGEN)),
        # Who does casework comes there from the home that was refused.
        (
            can_list_weigeringen(gebruiker) and not can_list_huishoudens(gebruiker),
            "Weigeringen",
            "huisvesting:weigering_list",
            (),
        ),
        (
            lijsten,
            "Lijsten" if overzichten else "COA-lijsten",
            "huisvesting:coa_import_list",
            _onder("taakstelling/overzichten") if overzichten else (),
        ),
        (
            opgave is not None,
            "Opgaveteam",
            reverse("rapportage:opgaveteam", kwargs={"code": opgave.code}) if opgave else "",
            (*_onder(*OPGAVETEAM), *(_van_opgave(opgave) if opgave else ())),
        ),
        (
            can_view_own_overleg(gebruiker) and opgave is None,
            "Overleg",
            "rapportage:own_overleg",
            _onder(*OPGAVETEAM),
        ),
        # And to the agreements from the homes, so that nobody has more than seven places.
        (
            can_list_afspraken(gebruiker) and not can_list_huishoudens(gebruiker),
            "Onze afspraken" if gebruiker.corporatie_ids() else "Afspraken",
            "huisvesting:afspraak_list",
            _onder("huisvesting/prestatieafspraken"),
        ),
        (
            gemeente is not None,
            "Voortgang",
            gemeente,
            tuple(f"{tak}{gemeente.code}/" for tak in cijfers) if gemeente else (),
        ),
        (
            can_view_overzicht(gebruiker) and not alles,
            "Alle gemeenten",
            "rapportage:overzicht",
            (*_onder("rapportage/gemeente"), *cijfers),
        ),
        (overzichten and not lijsten, "Overzichten", "taakstelling:overzicht_list", ()),
        (
            is_beheerder,
            "Beheer",
            "rapportage:beheer",
            _onder(*BEHEER, *(("rapportage/overzicht", "taakstelling/overzichten") if alles else ())),
        ),
    ]
    return [(naam, resolve_url(naar), verder) for mag, naam, naar, verder in plekken if mag]
