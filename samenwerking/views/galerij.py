"""Every component in every state, for those who build pages."""

from datetime import date, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from samenwerking.basis.toegang import policy
from samenwerking.forms import VoorbeeldFilterForm, VoorbeeldForm
from samenwerking.models import Gebeurtenis, Logregel
from samenwerking.policies import can_view_galerij

# Codes of every status in the product, by what they say something about.
STATUSSEN = {
    "Huishouden": {
        "klaar": "Wacht op woning",
        "gematcht": "Gematcht",
        "aangeboden": "Aangeboden",
        "geaccepteerd": "Geaccepteerd",
        "contract": "Contract getekend",
        "gehuisvest": "Gehuisvest",
    },
    "Woning": {
        "bevestigd": "Bevestigd",
        "gereserveerd": "Gereserveerd",
        "toegewezen": "Toegewezen",
        "bewoond": "Bewoond",
        "ingetrokken": "Ingetrokken",
        "verlopen": "Optie verlopen",
    },
    "Voordracht": {
        "voorgesteld": "Voorgesteld aan de corporatie",
        "akkoord_corporatie": "Corporatie akkoord",
        "afgewezen": "Afgewezen door de corporatie",
        "geweigerd": "Geweigerd door het huishouden",
        "geannuleerd": "Geannuleerd",
    },
    "Voortgang": {
        "voldaan": "Voldaan",
        "op_schema": "Op schema",
        "achter": "Achter op schema",
        "ver_achter": "Ver achter op schema",
    },
}


@require_safe
@policy(can_view_galerij)
def galerij(request: HttpRequest) -> HttpResponse:
    vandaag = timezone.localdate()
    context = {
        "formulier": VoorbeeldForm({"datum": "32-13-2026"}),
        "leeg_formulier": VoorbeeldForm(auto_id="leeg_%s"),
        "filter": {"form": VoorbeeldFilterForm(request.GET)},
        "pagina": Paginator(range(240), 10).get_page(request.GET.get("pagina", 6)),
        "sorteer": request.GET.get("sorteer", "termijn"),
        "statussen": STATUSSEN,
        "kruimels": (("Samenwerking", request.path), ("Componenten", request.path)),
        "tonen": ("info", "positief", "waarschuwing", "negatief"),
        "vormen": ("ring", "half", "stip", "vinkje", "kruis", "streep", "driehoek", "ruit", "plus", "info"),
        "vandaag": vandaag,
        "dagen": [vandaag + timedelta(days=d) for d in (-4, 3, 30)],
        "redenen": (
            {"tekst": "3 slaapkamers, nodig: 2", "past": True, "hard": True},
            {"tekst": "Ruim: 2 slaapkamers over", "past": False, "hard": False},
            {"tekst": "Niet geschikt voor een rolstoel", "past": False, "hard": True},
        ),
        "stappen": _stappen(vandaag),
        "regels": _regels(),
    }
    template = "samenwerking/componenten_galerij.html"
    return render(request, f"{template}#lijst" if request.htmx else template, context)


def _stappen(vandaag: date) -> list[dict[str, Any]]:
    """A chain that stands halfway."""
    namen = ("Gekoppeld", "Gematcht", "Aangeboden", "Geaccepteerd", "Contract", "Sleutel", "Geteld")
    standen = ("gedaan", "gedaan", "gedaan", "huidig", "komend", "komend", "komend")
    return [
        {"naam": naam, "stand": stand, "datum": vandaag - timedelta(days=30 - 9 * i) if stand == "gedaan" else None}
        for i, (naam, stand) in enumerate(zip(namen, standen, strict=True))
    ]


def _regels() -> list[Logregel]:
    """Lines that are shown and never saved."""
    now = timezone.now()
    return [
        Logregel(gebeurtenis=Gebeurtenis.VOORDRACHT_AKKOORD, op=now, door_naam="Sanne Verhoef"),
        Logregel(gebeurtenis=Gebeurtenis.VOORDRACHT_VOORGESTELD, op=now - timedelta(days=2), door_naam="Noor de Wit"),
        Logregel(gebeurtenis=Gebeurtenis.COA_LIJST_TOEGEPAST, op=now - timedelta(days=9), door_naam="Noor de Wit"),
    ]
