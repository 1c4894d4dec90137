"""Figures of taakstelling for its pages: frozen dataclasses from a fixed number of queries."""

from taakstelling.overzichten.cijfers import Cijfers, Doelversie, Overdrachtdeel, read_cijfers
from taakstelling.overzichten.herberekening import Run, Runstatus, describe_runs
from taakstelling.overzichten.herindeling import Overgang, Overgangstatus, find_overgang, list_overgangen
from taakstelling.overzichten.toezicht import Beoordeling, Mijlpaalbeeld, Toezichtbeeld, toezichtbeeld

__all__ = [
    "Beoordeling",
    "Cijfers",
    "Doelversie",
    "Mijlpaalbeeld",
    "Overdrachtdeel",
    "Overgang",
    "Overgangstatus",
    "Run",
    "Runstatus",
    "Toezichtbeeld",
    "describe_runs",
    "find_overgang",
    "list_overgangen",
    "read_cijfers",
    "toezichtbeeld",
]
