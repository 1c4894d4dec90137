"""Reading about places that may become homes: the pipeline, one place, and the list as a file."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from samenwerking.basis.toegang import policy
from samenwerking.models import (
    Besluit,
    BesluitStatus,
    Gebeurtenis,
    Gebruiker,
    Gemeente,
    Locatie,
    LocatieStatus,
    Wijkafspraak,
)
from samenwerking.models.locatie import Locatiepunt
from samenwerking.policies import (
    can_change_locatie,
    can_do_casework,
    can_list_locaties,
    can_set_gewicht,
    can_update_locatiepunt,
    can_view_locatie,
    can_view_opgave,
)
from samenwerking.regels.locatie import IN_GEBRUIK, next_stadium
from samenwerking.regels.locatiekaart import LETTERS
from samenwerking.resources import stream_csv
from samenwerking.services.actie import list_acties
from samenwerking.services.locatie import judge_realisatie, missing_for
from samenwerking.services.locatielijst import (
    find_kosten,
    list_gebeurtenissen,
    list_stappen,
    read_pijplijn,
    sort_punten,
)
from samenwerking.services.locatieverwachting import read_gewichten
from samenwerking.services.logboek import log
from samenwerking.services.mandaat import Bevoegdheid

KOPPEN = (
    *("Locatie", "Soort", "Stadium", "Wijk", "Corporatie"),
    *("Richting", "Afstand (km)", "Plaatsen", "Klaar op", "Tot"),
)

# What to ask oneself before the next stage.
VRAGEN = {
    "verkenning": "Is het de moeite waard? Ga dan kijken en praat met de eigenaar.",
    "haalbaarheid": "Kan het hier? Zoek dan de punten van de lijst uit.",
    "besluitvorming": "Is het haalbaar? Bereid dan het besluit voor.",
    "in_gebruik": "Wonen er mensen? Dan is de locatie in gebruik.",
}


def locatie_kruimels(gemeente: Gemeente, locatie: Locatie | None = None) -> tuple[tuple[str, str], ...]:
    """The way back from a page about places, or about this one."""
    lijst = ("Locaties", reverse("samenwerking:locatie_list", kwargs={"code": gemeente.code}))
    return (lijst, (locatie.naam, locatie.get_absolute_url())) if locatie else (lijst,)


@require_safe
@policy(can_list_locaties, Gemeente, kwarg="code")
def locatie_list(request: HttpRequest, gemeente: Gemeente) -> HttpResponse:
    """The pipeline of a gemeente. A corporation sees only where it takes part, and no sum of the gemeente."""
    vandaag = timezone.localdate()
    context = {
        "gemeente": gemeente,
        "pijplijn": read_pijplijn(gemeente, request.user, vandaag, read_gewichten(gemeente)),
        "letters": [(LETTERS[kolom], LocatieStatus(kolom)) for kolom in LETTERS],
        "vandaag": vandaag,
        "leest_alles": can_view_opgave(request.user, gemeente),
        "mag_melden": can_do_casework(request.user, gemeente),
        "mag_wegen": can_set_gewicht(request.user, gemeente),
    }
    return render(request, "samenwerking/locatie_list.html", context)


@require_safe
@policy(can_view_opgave, Gemeente, kwarg="code")
def locatie_csv(request: HttpRequest, gemeente: Gemeente) -> StreamingHttpResponse:
    """The places that run and those that were dropped, without amounts and without who owns them."""
    vandaag = timezone.localdate()
    pijplijn = read_pijplijn(gemeente, request.user, vandaag, read_gewichten(gemeente))
    locaties = [*pijplijn.locaties, *pijplijn.afgevallen]
    gegevens = {"uitvoer": "locaties", "formaat": "csv", "rijen": len(locaties)}
    log(Gebeurtenis.UITVOER, onderwerp=None, door=request.user, gemeente=gemeente, gegevens=gegevens)
    return StreamingHttpResponse(
        stream_csv(KOPPEN, map(_row, locaties)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="locaties-{vandaag:%d-%m-%Y}.csv"'},
    )


def _row(locatie: Any) -> tuple[Any, ...]:
    return (
        locatie.naam,
        locatie.get_soort_display(),
        LocatieStatus(locatie.status).label,
        str(locatie.wijk or ""),
        str(locatie.corporatie or ""),
        locatie.get_richting_display(),
        str(locatie.afstand_km).replace(".", ","),
        locatie.plaatsen or "",
        *(f"{dag:%d-%m-%Y}" if dag else "" for dag in (locatie.datum, locatie.einddatum)),
    )


@require_safe
@policy(can_view_locatie, Locatie)
def locatie_detail(request: HttpRequest, locatie: Locatie) -> HttpResponse:
    """One place: where it stands, what is expected, what is found out, and what was decided."""
    verwachtingen = list(locatie.verwachtingen.select_related("vastgelegd_door"))
    vandaag, lezer = timezone.localdate(), request.user
    context = {
        "locatie": locatie,
        "gemeente": locatie.gemeente,
        "status": LocatieStatus(locatie.status),
        "stappen": list_stappen(locatie),
        "verwachting": verwachtingen[0] if verwachtingen else None,
        "verwachtingen": verwachtingen,
        "kosten": find_kosten(verwachtingen[0]) if verwachtingen else None,
        "punten": sort_punten(locatie),
        "afspraken": Wijkafspraak.objects.visible_to(lezer).lopend(vandaag).filter(wijk=locatie.wijk_id),
        "besluiten": [
            (besluit, BesluitStatus(besluit.status))
            for besluit in Besluit.objects.visible_to(lezer).for_onderwerp(locatie)
        ],
        "acties": list_acties(locatie) if can_change_locatie(lezer, locatie) else None,
        "regels": list_gebeurtenissen(locatie),
        "vervolg": _next_step(locatie, lezer, vandaag),
        "mag_wijzigen": can_change_locatie(lezer, locatie),
        "leest_alles": can_view_opgave(lezer, locatie.gemeente),
        "werkt_punten_bij": can_update_locatiepunt(lezer, Locatiepunt(locatie=locatie)),
        "vandaag": vandaag,
        "kruimels": locatie_kruimels(locatie.gemeente),
    }
    return render(request, "samenwerking/locatie_detail.html", context)


@dataclass(frozen=True)
class Vervolg:
    """The next step of a place, for who may take it: a sentence and where its button leads."""

    kop: str
    tekst: str
    url: str
    knop: str
    datum: date | None = None


def _next_step(locatie: Locatie, lezer: Gebruiker, vandaag: date) -> Vervolg | None:
    naar = next_stadium(str(locatie.status)) if locatie.afgevallen_op is None else None
    if naar is None or not can_change_locatie(lezer, locatie):
        return None
    if gemis := missing_for(locatie, naar):
        if gemis[0].waar == "punten":
            return Vervolg("Nog nodig", gemis[0].zin, "#punten", "Bekijk de punten")
        verwachting = reverse("samenwerking:locatieverwachting", kwargs={"pk": locatie.pk})
        return Vervolg("Nog nodig", gemis[0].zin, verwachting, "Vul de verwachting in")
    verder = reverse("samenwerking:locatie_advance", kwargs={"pk": locatie.pk})
    if naar != LocatieStatus.REALISATIE:
        return Vervolg("Volgende stap", VRAGEN[naar], verder, name_step(naar))
    bevoegd = judge_realisatie(locatie, lezer, vandaag)
    if not bevoegd.mag and bevoegd.besluit:
        uiterlijk = bevoegd.besluit.uiterlijk
        return Vervolg("Wacht op een besluit", bevoegd.uitleg, "#besluiten", "Bekijk het voorstel", uiterlijk)
    return Vervolg("Volgende stap", bevoegd.uitleg, verder, name_decision(bevoegd))


def name_step(naar: str) -> str:
    """What the button to a stage reads."""
    return f"Verder naar {LocatieStatus(naar).label.lower()}" if naar != IN_GEBRUIK else "In gebruik nemen"


def name_decision(bevoegd: Bevoegdheid) -> str:
    """What the button reads where a decision is needed: decide, submit, or do what was decided."""
    if not bevoegd.mag:
        return bevoegd.knop
    is_besloten = bevoegd.besluit is not None and bevoegd.besluit.besloten_op is not None
    return name_step(LocatieStatus.REALISATIE) if is_besloten else "Besluiten en verder"
