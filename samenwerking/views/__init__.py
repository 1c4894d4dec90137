"""Pages of the floor."""

from samenwerking.views import actie
from samenwerking.views.bericht import bericht_list, bericht_open, berichten_gelezen, berichtvoorkeur
from samenwerking.views.galerij import galerij
from samenwerking.views.thema import thema
from samenwerking.views.verwerking import verwerking_stand

__all__ = [
    "actie",
    "bericht_list",
    "bericht_open",
    "berichten_gelezen",
    "berichtvoorkeur",
    "galerij",
    "thema",
    "verwerking_stand",
]
