"""Where one can go within the pages of the opgaveteam."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse

from samenwerking.models import Gebruiker, Gemeente, Locatie
from samenwerking.models.opgaveteam import TEAM, UITVOERING

register = template.Library()

# Key, words, address, and who of the gemeente goes there.
PLEKKEN = (
    ("opgaveteam", "Overzicht", "rapportage:opgaveteam", TEAM),
    ("team", "Team", "rapportage:team_list", TEAM),
    ("overleg", "Overleg", "samenwerking:overlegreeks_list", TEAM),
    ("besluiten", "Besluiten", "samenwerking:besluit_list", TEAM),
    ("acties", "Acties", "samenwerking:actie_list", UITVOERING),
    ("escalaties", "Escalaties", "samenwerking:escalatie_list", TEAM),
    ("locaties", "Locaties", "samenwerking:locatie_list", TEAM),
    ("wijken", "Wijken", "huisvesting:wijk_list", TEAM),
    ("groepen", "Andere groepen", "huisvesting:integraal", TEAM),
    ("successen", "Successen", "rapportage:successen", TEAM),
)


@register.simple_tag(takes_context=True)
def opgaveplekken(context: Mapping[str, Any], huidig: str = "") -> list[dict[str, Any]]:
    """In: the key of the page that is shown; `gemeente` in the context says of which gemeente, without it that for
    which this person works. Out: the places that he may open, as naam, url and huidig; none when there is but one."""
    gebruiker: Gebruiker = context["request"].user
    gemeente = context.get("gemeente") or gebruiker.gemeente
    if gemeente is None:
        return []
    plekken = [
        {"naam": naam, "url": url, "huidig": sleutel == huidig}
        for sleutel, naam, route, rollen in PLEKKEN
        if gebruiker.has_rol(*rollen, gemeente=gemeente) or sleutel in _van_corporatie(gebruiker, gemeente)
        if (url := _url(route, gemeente))
    ]
    return plekken if len(plekken) > 1 else []


def _url(route: str, gemeente: Gemeente) -> str:
    try:
        return reverse(route, kwargs={"code": gemeente.code})
    except NoReverseMatch:
        return ""


def _van_corporatie(gebruiker: Gebruiker, gemeente: Gemeente) -> tuple[str, ...]:
    """What someone of a corporation opens: the meetings with itself, and the locations that it takes part in."""
    corporaties = gebruiker.corporatie_ids()
    if not corporaties:
        return ()
    doet_mee = Locatie.objects.filter(gemeente=gemeente, corporatie__in=corporaties).exists()
    return ("overleg", "locaties") if doet_mee else ("overleg",)
