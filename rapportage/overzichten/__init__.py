"""What the pages show: frozen dataclasses from a fixed number of queries."""

from rapportage.overzichten.gemeente import (
    Casuistiek,
    GemeenteOverzicht,
    Peiling,
    count_casuistiek,
    find_gemis,
    gemeente_overzicht,
)
from rapportage.overzichten.land import (
    LandRij,
    LandTotaal,
    list_halfjaren,
    list_provincies,
    read_landrijen,
    select_voortgang,
    sum_land,
)
from rapportage.overzichten.vandaag import Taak, Termijn, list_termijnen, load_taken

__all__ = [
    "Casuistiek",
    "GemeenteOverzicht",
    "LandRij",
    "LandTotaal",
    "Peiling",
    "Taak",
    "Termijn",
    "count_casuistiek",
    "find_gemis",
    "gemeente_overzicht",
    "list_halfjaren",
    "list_provincies",
    "list_termijnen",
    "load_taken",
    "read_landrijen",
    "select_voortgang",
    "sum_land",
]
