"""What everyone has to do today: one list, the most urgent first, by role.

Casework sees every household on its way to a home, the homes whose option runs, and points of lists; the opgavemanager
also what waits for a decision or was escalated; the jurist refusals; a corporation its own homes. What was submitted to
a role to decide is for who has it.
"""

from rapportage.overzichten.vandaag.huishoudens import list_huishoudens
from rapportage.overzichten.vandaag.overig import list_acties, list_besluiten, list_escalaties, list_weigeringen
from rapportage.overzichten.vandaag.regel import WEEK, Bron, Kijk, Regel, Soort, Toon, make_tests
from rapportage.overzichten.vandaag.taken import Taak, load_taken
from rapportage.overzichten.vandaag.veranderd import (
    Verandering,
    keys_of,
    read_veranderd,
    since_yesterday,
    tell_veranderd,
)
from rapportage.overzichten.vandaag.woningen import list_eigen, list_intrekverzoeken, list_vrij

__all__ = [
    "WEEK",
    "Bron",
    "Kijk",
    "Regel",
    "Soort",
    "Taak",
    "Toon",
    "Verandering",
    "keys_of",
    "list_regels",
    "load_taken",
    "make_tests",
    "read_veranderd",
    "tell_veranderd",
]


def list_regels(kijk: Kijk) -> list[Regel]:
    """Everything that waits for this person or for who works with him, the most urgent first.

    A fixed number of queries; names, people and sentences are read for the lines that are shown (`load_taken`).
    """
    sinds = since_yesterday(kijk)
    regels = [
        *list_huishoudens(kijk, sinds),
        *list_vrij(kijk, sinds),
        *list_intrekverzoeken(kijk),
        *list_acties(kijk),
        *list_weigeringen(kijk),
        *list_besluiten(kijk),
        *list_escalaties(kijk),
        *list_eigen(kijk),
    ]
    return sorted(regels, key=lambda regel: (regel.uiterlijk, regel.bron, regel.pk))
