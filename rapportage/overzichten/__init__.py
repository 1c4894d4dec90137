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

__all__ = [
    "Casuistiek",
    "GemeenteOverzicht",
    "LandRij",
    "LandTotaal",
    "Peiling",
    "count_casuistiek",
    "find_gemis",
    "gemeente_overzicht",
    "list_halfjaren",
    "list_provincies",
    "read_landrijen",
    "select_voortgang",
    "sum_land",
]
