"""Pages of the floor."""

from samenwerking.views import (
    actie,
    agendapunt,
    besluit,
    escalatie,
    kalender,
    locatie,
    locatiepagina,
    mandaat,
    overleg,
    overlegreeks,
    team,
)
from samenwerking.views.bericht import bericht_list, bericht_open, berichten_gelezen, berichtvoorkeur
from samenwerking.views.galerij import galerij
from samenwerking.views.thema import thema
from samenwerking.views.verwerking import verwerking_stand

__all__ = [
    "actie",
    "agendapunt",
    "bericht_list",
    "bericht_open",
    "berichten_gelezen",
    "berichtvoorkeur",
    "besluit",
    "escalatie",
    "galerij",
    "kalender",
    "locatie",
    "locatiepagina",
    "mandaat",
    "overleg",
    "overlegreeks",
    "team",
    "thema",
    "verwerking_stand",
]
