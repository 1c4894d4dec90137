"""What every page's frame needs: who is here, where one can go, and whether the data is invented."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from huisvesting.policies import can_list_aanbod, can_list_coa_imports, can_list_huishoudens
from rapportage.policies import can_view_overzicht, can_view_vandaag, own_gemeente
from samenwerking.models import Demonstratie, Gebruiker, Rol


@dataclass(frozen=True)
class Plek:
    """One item of the main navigation; `huidig` when this page or a page below it is shown."""

    naam: str
    url: str
    huidig: bool


def frame(request: HttpRequest) -> dict[str, Any]:
    """Variables of base.html. One query; the roles are read once per request."""
    return {
        "demo": Demonstratie.objects.exists(),
        "thema": request.COOKIES.get("thema", "systeem"),
        "navigatie": navigatie(request),
    }


def navigatie(request: HttpRequest) -> list[Plek]:
    """Where this person can go, by role: at most seven places."""
    gebruiker = getattr(request, "user", None)
    if gebruiker is None or not gebruiker.is_authenticated:
        return []
    plekken = _plekken(gebruiker)
    hier = max((url for _, url in plekken if request.path.startswith(url)), key=len, default="")
    return [Plek(naam, url, url == hier) for naam, url in plekken]


def _plekken(gebruiker: Gebruiker) -> list[tuple[str, str]]:
    gemeente = own_gemeente(gebruiker)
    is_corporatie = gebruiker.has_rol(Rol.CORPORATIEMEDEWERKER)
    plekken = [
        (can_view_vandaag(gebruiker), "Vandaag", reverse("rapportage:vandaag")),
        (can_list_huishoudens(gebruiker), "Huishoudens", reverse("huisvesting:huishouden_list")),
        (
            can_list_aanbod(gebruiker),
            "Mijn woningen" if is_corporatie else "Woningen",
            reverse("huisvesting:aanbod_list"),
        ),
        (can_list_coa_imports(gebruiker), "COA-lijsten", reverse("huisvesting:coa_import_list")),
        (gemeente is not None, "Voortgang", gemeente.get_absolute_url() if gemeente else ""),
        (can_view_overzicht(gebruiker), "Alle gemeenten", reverse("rapportage:overzicht")),
        (gebruiker.is_staff and gebruiker.has_rol(Rol.BEHEERDER), "Beheer", reverse("admin:index")),
    ]
    return [(naam, url) for mag, naam, url in plekken if mag]
